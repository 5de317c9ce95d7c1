package bot

import (
	"slices"
	"strconv"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// shown replies with m: in the place of a pressed message that only the asker
// saw, beside one that others see, and as a form over the App Home.
func (x *exchange) shown(m Message) Reply {
	if x.req.Act == Press && x.req.Home {
		lines := m.Facts
		if m.Table != nil {
			for _, row := range m.Table.Rows[1:] {
				lines = append(lines, say.Facts(row...))
			}
		}
		return Reply{Form: &Form{
			ID: "note", Title: x.in(say.NoteTitle), Cancel: x.in(say.Closed),
			Head: m.Head, Facts: lines, Notes: m.Notes,
		}}
	}
	return Reply{Message: &m, Beside: x.req.Act == Press && !x.req.Spoken}
}

// standing is the queue without those who are off, in order: the places that
// people are told.
func (x *exchange) standing() []rules.Member {
	var out []rules.Member
	for _, p := range x.book.Rotation(x.now).Queue {
		if m, known := x.book.Member(p, x.now); known && !m.Left && m.State != rules.Off {
			out = append(out, m)
		}
	}
	return out
}

// place is p's place among those standing, 1 for the first; 0 for none.
func (x *exchange) place(p rules.Person) int {
	return 1 + slices.IndexFunc(x.standing(), func(m rules.Member) bool { return m.Person == p })
}

// onFloor says whether somebody belongs on the board: in the queue, or a
// consultant who is not in it.
func onFloor(m rules.Member) bool {
	return !m.Left && (m.Place > 0 || m.Role == rules.Consultant)
}

// showBoard answers with the board as it is now.
func (x *exchange) showBoard() (Reply, error) { return x.shown(x.board()), nil }

// board is who is next and the state of everybody, as the asker sees it.
func (x *exchange) board() Message {
	r := x.book.Rotation(x.now)
	m := x.nextUp(x.lang, r)
	m.Table = &Table{Rows: x.boardRows(x.lang)}
	m.Notes = append(m.Notes, say.Facts(x.pen(x.lang).Time(x.now), x.mode(x.lang, r)))
	m.Buttons, m.Menus = x.boardButtons(r)
	return m
}

// nextUp says who is next, and where that needs a reason, why: a make-up turn,
// or nobody being ready.
func (x *exchange) nextUp(lang rules.Lang, r rules.Rotation) Message {
	switch {
	case r.Mode == rules.Rush:
		return Message{Head: say.TurnRushHead.In(lang)}
	case r.Next == "":
		return x.nobodyReady(lang)
	case !r.Makeup:
		return Message{Head: say.TurnNextHead.In(lang, "who", x.name(r.Next))}
	}
	m := Message{Head: say.TurnMakeupHead.In(lang, "who", x.name(r.Next))}
	for _, move := range slices.Backward(x.book.Moves(r.Next, 20)) {
		if move.Cause != rules.PassedOwed {
			continue
		}
		fact := say.TurnOwedWhy.In(lang, "time", x.pen(lang).Time(move.At), "why", owedWhile(lang, move.Reason), "n", owed(r, r.Next))
		if then := x.afterMakeup(r); then != "" {
			fact += say.TurnOwedThen.In(lang, "who", x.name(then))
		}
		m.Facts = []string{fact}
		m.Notes = x.notesIn(lang, rules.Grounds{Basis: basis(move.Clause)})
		break
	}
	return m
}

func basis(clause string) []string {
	if clause == "" {
		return nil
	}
	return []string{clause}
}

func owedWhile(lang rules.Lang, reason string) string {
	switch reason {
	case "errand":
		return say.TurnWhenErrand.In(lang)
	case "sales":
		return say.TurnWhenSales.In(lang)
	case "personal", "none":
		return say.TurnWhenOut.In(lang)
	}
	return say.TurnWhenBusy.In(lang)
}

func owed(r rules.Rotation, p rules.Person) int {
	for _, t := range r.Owed {
		if t.Person == p {
			return t.N
		}
	}
	return 0
}

// afterMakeup is who comes next once the make-up turn is taken: the next of
// those owed one, else the first of the queue, among those ready.
func (x *exchange) afterMakeup(r rules.Rotation) rules.Person {
	free := func(p rules.Person) bool {
		m, known := x.book.Member(p, x.now)
		return known && !m.Left && m.State == rules.Ready && m.Visit == ""
	}
	for _, t := range r.Owed {
		if (t.Person != r.Next || t.N > 1) && free(t.Person) {
			return t.Person
		}
	}
	for _, p := range r.Queue {
		if free(p) {
			return p
		}
	}
	return ""
}

// nobodyReady says who keeps everybody from receiving.
func (x *exchange) nobodyReady(lang rules.Lang) Message {
	var busy, away, off []rules.Person
	var longest rules.Member
	for _, m := range x.book.Members(x.now) {
		switch {
		case !onFloor(m):
		case m.Visit != "":
			busy = append(busy, m.Person)
			if longest.Person == "" || m.Busy.Before(longest.Busy) {
				longest = m
			}
		case m.State == rules.Away:
			away = append(away, m.Person)
		case m.State == rules.Off:
			off = append(off, m.Person)
		}
	}
	listed := func(l say.Line, people []rules.Person) string {
		if len(people) == 0 {
			return ""
		}
		return l.In(lang, "who", x.names(lang, people))
	}
	out := Message{Head: say.TurnNobodyHead.In(lang)}
	fact := say.Facts(listed(say.TurnBusyNames, busy), listed(say.TurnAwayNames, away), listed(say.TurnOffNames, off))
	if fact != "" {
		out.Facts = append(out.Facts, capital(fact))
	}
	if longest.Person != "" {
		out.Facts = append(out.Facts, say.TurnLongest.In(lang, "who", x.name(longest.Person), "time", x.pen(lang).Time(longest.Busy)))
	}
	return out
}

// capital begins a line with a capital letter, where it begins with a letter
// that has one.
func capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// nobodySaid is the setting that says that callLeader has spoken.
const nobodySaid = "nobody"

// callLeader tells the channel that a customer was recorded while nobody was
// ready, and calls the leaders on duty; before is the rotation at which the
// customer came. It does so once until somebody has been ready again.
func (x *exchange) callLeader(before rules.Rotation) error {
	if before.Next != "" || before.Mode == rules.Rush {
		return x.tx.SetSetting(x.site, nobodySaid, "")
	}
	said, err := x.tx.Setting(x.site, nobodySaid)
	if err != nil || said == x.now.Format(time.DateOnly) {
		return err
	}
	if err := x.tx.SetSetting(x.site, nobodySaid, x.now.Format(time.DateOnly)); err != nil {
		return err
	}
	m := x.nobodyReady(x.conf.Lang)
	var called []string
	for _, l := range x.leadersOnDuty() {
		called = append(called, x.mention(l))
	}
	if len(called) > 0 {
		m.Facts = append(m.Facts, say.TurnCall.In(x.conf.Lang, "who", say.Names(x.conf.Lang, called...)))
		m.Menus = []Menu{x.chooseMenu(x.conf.Lang)}
	}
	m.Buttons = []Button{{Action: "turn.ready", Value: x.value(), Label: say.TurnReady.In(x.conf.Lang)}}
	return x.post(Post{Message: m})
}

// leadersOnDuty are the site's leaders who are not off, or all of them where
// everyone is; where there are no leaders, likewise the managers, then the
// directors.
func (x *exchange) leadersOnDuty() []rules.Person {
	for _, role := range []rules.Role{rules.Leader, rules.Manager, rules.Director} {
		var all, here []rules.Person
		for _, m := range x.book.Members(x.now) {
			if m.Left || m.Role != role {
				continue
			}
			all = append(all, m.Person)
			if m.State != rules.Off {
				here = append(here, m.Person)
			}
		}
		switch {
		case len(here) > 0:
			return here
		case len(all) > 0:
			return all
		}
	}
	return nil
}

func (x *exchange) boardRows(lang rules.Lang) [][]string {
	rows := [][]string{{
		say.BoardPlace.In(lang), say.BoardPerson.In(lang), say.BoardState.In(lang),
		say.BoardToday.In(lang), say.BoardOwed.In(lang),
	}}
	add := func(place string, m rules.Member) {
		owed := ""
		if m.Owed > 0 {
			owed = strconv.Itoa(m.Owed)
		}
		rows = append(rows, []string{place, x.name(m.Person), x.state(lang, m), strconv.Itoa(m.Today), owed})
	}
	stand := x.standing()
	for i, m := range stand {
		add(strconv.Itoa(i+1), m)
	}
	for _, m := range x.book.Members(x.now) {
		if onFloor(m) && !slices.ContainsFunc(stand, func(s rules.Member) bool { return s.Person == m.Person }) {
			add("–", m)
		}
	}
	return rows
}

// state writes somebody's state with since when it holds.
func (x *exchange) state(lang rules.Lang, m rules.Member) string {
	pen := x.pen(lang)
	since := func(t time.Time) string {
		switch {
		case t.IsZero():
			return ""
		case pen.Date(t) == pen.Date(x.now):
			return pen.Time(t)
		}
		return pen.Date(t)
	}
	switch {
	case m.Visit != "":
		return say.StateBusy.In(lang, "time", since(m.Busy))
	case m.State == rules.Off:
		return say.StateOff.In(lang)
	case m.State == rules.Away && reason(lang, m.Reason) != "":
		return say.StateAwayFor.In(lang, "why", reason(lang, m.Reason), "time", since(m.Since))
	case m.State == rules.Away:
		return say.StateAway.In(lang, "time", since(m.Since))
	}
	return say.StateReady.In(lang)
}

// reason writes why somebody is away, in a word; empty where they did not say.
func reason(lang rules.Lang, why string) string {
	switch why {
	case "errand":
		return say.ReasonErrand.In(lang)
	case "sales":
		return say.ReasonSales.In(lang)
	case "personal":
		return say.ReasonPersonal.In(lang)
	}
	return ""
}

// mode says how reception runs.
func (x *exchange) mode(lang rules.Lang, r rules.Rotation) string {
	switch r.Mode {
	case rules.Lunch:
		return say.ModeLunch.In(lang, "who", x.name(r.Duty))
	case rules.Rush:
		return say.ModeRush.In(lang)
	}
	return say.ModeQueue.In(lang)
}

// boardButtons are what the asker can do about their own state and, as a
// leader, about the order: only what fits now.
func (x *exchange) boardButtons(r rules.Rotation) ([]Button, []Menu) {
	m, button := x.member, x.turnButton
	var buttons []Button
	var menus []Menu
	if onFloor(m) {
		switch {
		case r.Next == "" && r.Mode != rules.Rush:
			buttons = append(buttons, button("turn.ready", say.TurnReady))
		case m.Visit != "":
			buttons = append(buttons, x.leftButton(m.Visit))
		case m.State == rules.Ready:
			buttons = append(buttons, button("turn.away", say.TurnAway))
		default:
			buttons = append(buttons, button("turn.back", say.TurnBack))
		}
		if r.Next != m.Person && m.State == rules.Ready && m.Visit == "" {
			buttons = append(buttons, button("turn.whynot", say.TurnWhyNot))
		}
	}
	if x.leads() {
		buttons = append(buttons, button("turn.order", say.TurnSetOrder))
		if r.Next == "" && r.Mode != rules.Rush {
			menus = append(menus, x.chooseMenu(x.lang))
		}
	}
	if onFloor(m) && m.State != rules.Off {
		menus = append(menus, Menu{
			Action: "turn.more", Label: x.in(say.TurnMore), Overflow: true,
			Options: []Option{{x.value("off"), x.in(say.TurnOff)}},
		})
	}
	return buttons, menus
}

func (x *exchange) turnButton(action string, label say.Line) Button {
	return Button{Action: action, Value: x.value(), Label: x.in(label)}
}

// chooseMenu lets a leader name who receives the next group.
func (x *exchange) chooseMenu(lang rules.Lang) Menu {
	return Menu{Action: "turn.choose", Value: x.value(), Label: say.TurnChoose.In(lang), People: true}
}
