package bot

import (
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// turn handles /turn: alone it shows the board, with words it changes a state,
// the order, or how reception runs.
func (x *exchange) turn() (Reply, error) {
	w, m := x.read("turn")
	if m != nil {
		return Reply{Message: m}, nil
	}
	who := first(string(w.person()), string(x.req.Asker.ID))
	p, several := rules.Person(who), len(w.People) > 1
	switch {
	case w.State == "order" && len(w.People) == 0:
		return x.openOrder()
	case w.State == "order":
		return x.setOrder(w.People)
	case w.State == "duty":
		return x.setFloor(rules.Lunch, w.People)
	case w.State == "rest" && len(w.People)+len(w.Days) == 0:
		return x.showRest()
	case w.State == "rest":
		return x.setRest(w.People, w.Days)
	case several:
		return Reply{}, x.refuse(say.TurnOneEach, x.in(say.TurnUnchanged))
	}
	switch w.State {
	case "back":
		return x.setState(p, rules.Ready, "")
	case "off":
		return x.setState(p, rules.Off, "")
	case "done":
		return x.leaveNow(p)
	case "why":
		return x.whyNot(p)
	case "rush":
		return x.setFloor(rules.Rush, nil)
	case "fairness":
		return x.fairness()
	case "queue":
		return x.setFloor(rules.Queue, nil)
	}
	switch {
	case w.Reason != "":
		return x.setState(p, rules.Away, w.Reason)
	case w.State == "away":
		return x.awayForm(p), nil
	case len(w.Days) > 0:
		return x.setRest(w.People, w.Days)
	case w.person() != "":
		return x.whyNot(p)
	}
	return x.showBoard()
}

// openAway opens the form that asks why somebody goes away.
func (x *exchange) openAway() (Reply, error) { return x.awayForm(x.req.Asker.ID), nil }

func (x *exchange) awayForm(p rules.Person) Reply {
	return Reply{Form: &Form{
		ID: "turn.away", Title: x.in(say.FormAwayTitle), Submit: x.in(say.FormRecord), Cancel: x.in(say.Cancel),
		Private: x.value(string(p), x.fromHome()),
		Fields: []Field{{
			ID: "reason", Kind: RadioField, Label: x.in(say.FormAwayReason),
			Options: []Option{
				{"errand", x.in(say.FormReasonErrand)},
				{"sales", x.in(say.FormReasonSales)},
				{"personal", x.in(say.FormReasonPrivate)},
			},
		}},
	}}
}

func (x *exchange) submitAway() (Reply, error) {
	reply, err := x.setState(rules.Person(x.arg(0)), rules.Away, x.field("reason"))
	return x.withHome(reply, err, x.arg(1))
}

func (x *exchange) pressBack() (Reply, error) {
	reply, err := x.setState(x.req.Asker.ID, rules.Ready, "")
	return x.withHome(reply, err, x.fromHome())
}

func (x *exchange) pressOff() (Reply, error) {
	return x.setState(x.req.Asker.ID, rules.Off, "")
}

// pressMore handles the overflow menu of the board.
func (x *exchange) pressMore() (Reply, error) {
	if slices.Contains(x.req.Chosen, "off") {
		return x.pressOff()
	}
	return Reply{}, x.stale("")
}

// pressReady makes the asker ready, whatever kept them: their customer has
// left, or they are back.
func (x *exchange) pressReady() (Reply, error) {
	if x.member.Visit == "" {
		return x.pressBack()
	}
	if x.member.State != rules.Ready {
		if _, err := x.record(&rules.Shift{Person: x.req.Asker.ID, State: rules.Ready}); err != nil {
			return Reply{}, err
		}
	}
	return x.leaveNow(x.req.Asker.ID)
}

// setState records a consultant's state and tells whom it concerns: the asker,
// the leaders where they must approve, and the floor where it changes who is
// next.
func (x *exchange) setState(p rules.Person, state rules.ShiftState, why string) (Reply, error) {
	own := p == x.req.Asker.ID
	if !own && !x.leads() {
		return Reply{}, x.needs(rules.Leader)
	}
	m, known := x.book.Member(p, x.now)
	if !known || m.Left {
		return Reply{}, x.refuseText(x.in(say.FieldNotStaff, "who", x.name(p)))
	}
	if m.State == state && (state != rules.Away || m.Reason == why) {
		return Reply{}, x.sameState(m, own)
	}
	before := x.book.Rotation(x.now)
	shift := &rules.Shift{Person: p, State: state, Reason: why, Approved: state == rules.Away && x.leads()}
	e := rules.Event{Body: shift}
	if !own {
		e.By = x.req.Asker.ID
	}
	e, err := x.recordEvent(e)
	if err != nil {
		return Reply{}, err
	}
	if err := x.passOn(before); err != nil {
		return Reply{}, err
	}
	if x.awaitsApproval(shift) {
		if err := x.askApproval(p, why); err != nil {
			return Reply{}, err
		}
	}
	what, at := longState(state, why), x.pen(x.lang).Time(e.At)
	out := Message{Head: x.in(say.TurnStateHead, "what", what, "time", at)}
	if !own {
		out.Head = x.in(say.TurnStateFor, "who", x.name(p), "what", what, "time", at)
	}
	switch {
	case state == rules.Away:
		means, g := x.absenceMeans(why, shift.Approved)
		out.Facts, out.Notes = []string{means}, x.notes(g)
	case state == rules.Ready && own:
		out.Facts = lines(capital(say.Facts(x.standingFact(), x.nextUnlessMe())))
	default:
		out.Facts = lines(capital(x.next(x.lang)))
	}
	if own && state != rules.Ready {
		out.Buttons = append(out.Buttons, x.turnButton("turn.back", say.TurnBack))
	}
	if state == rules.Ready {
		out.Buttons = append(out.Buttons, x.boardButton())
	}
	out.Buttons = append(out.Buttons, x.undoButton(e))
	return x.shown(out), nil
}

// sameState says that somebody's state is so already.
func (x *exchange) sameState(m rules.Member, own bool) error {
	since, ever := say.TurnSame, say.TurnSameEver
	if !own {
		since, ever = say.TurnSameFor, say.TurnSameWho
	}
	what := longState(m.State, m.Reason)
	head := x.in(ever, "who", x.name(m.Person), "what", what)
	if !m.Since.IsZero() {
		head = x.in(since, "who", x.name(m.Person), "what", what, "time", x.pen(x.lang).Near(m.Since))
	}
	return &UserError{Message{Head: head, Facts: []string{x.in(say.TurnUnchanged)}, Buttons: []Button{x.boardButton()}}}
}

// longState names a state with its reason.
func longState(state rules.ShiftState, why string) say.Line {
	switch {
	case state == rules.Ready:
		return say.LongReady
	case state == rules.Off:
		return say.LongOff
	case why == "errand":
		return say.LongErrand
	case why == "sales":
		return say.LongSales
	case why == "personal":
		return say.LongPersonal
	}
	return say.LongAway
}

// absenceMeans says what comes of a turn missed while away, and by which
// clause.
func (x *exchange) absenceMeans(why string, approved bool) (string, rules.Grounds) {
	policy := x.book.Policy()
	owed, grace, g := policy.Absence(rules.Away, why, approved)
	if !owed && !approved {
		if ifApproved, _, on := policy.Absence(rules.Away, why, true); ifApproved {
			return x.in(say.TurnOwedIf), on
		}
	}
	switch {
	case owed && why == "errand" && !approved:
		return x.in(say.TurnOwedUnless), g
	case owed:
		return x.in(say.TurnOwed), g
	case grace > 0:
		return x.in(say.TurnGrace, "n", grace), g
	}
	return x.in(say.TurnLost), g
}

// standingFact says where the asker stands in the queue; empty if nowhere.
func (x *exchange) standingFact() string {
	if x.book.Rotation(x.now).Next == x.req.Asker.ID {
		return x.in(say.TurnYouNext)
	}
	if n := x.place(x.req.Asker.ID); n > 0 {
		return x.in(say.TurnYourPlace, "n", say.Ordinal(x.lang, n))
	}
	return ""
}

func (x *exchange) nextUnlessMe() string {
	if x.book.Rotation(x.now).Next == x.req.Asker.ID {
		return ""
	}
	return x.next(x.lang)
}

func (x *exchange) boardButton() Button { return x.turnButton("turn.board", say.SeeBoard) }

// passOn tells the floor who is next where that has changed since before. Who
// has brought it about themselves is not called.
func (x *exchange) passOn(before rules.Rotation) error {
	after := x.book.Rotation(x.now)
	if after.Next != "" {
		if err := x.tx.SetSetting(x.site, nobodySaid, ""); err != nil {
			return err
		}
	}
	if after.Next == "" || after.Mode == rules.Rush || after.Next == before.Next && after.Makeup == before.Makeup {
		return nil
	}
	m := x.nextUp(x.conf.Lang, after)
	if after.Next != x.req.Asker.ID {
		line := say.TurnNextHead
		if after.Makeup {
			line = say.TurnMakeupHead
		}
		m.Head, m.Facts = "", append([]string{line.In(x.conf.Lang, "who", x.mention(after.Next))}, m.Facts...)
	}
	return x.post(Post{Message: m})
}

// leaveNow records that whatever customer p is with has left.
func (x *exchange) leaveNow(p rules.Person) (Reply, error) {
	m, known := x.book.Member(p, x.now)
	switch {
	case known && m.Visit != "":
		x.args = []string{string(m.Visit)}
		return x.left()
	case p == x.req.Asker.ID:
		return Reply{}, x.refuse(say.TurnNoVisit, x.in(say.TurnUnchanged))
	}
	return Reply{}, x.refuseText(x.in(say.TurnNoVisitOf, "who", x.name(p)), x.in(say.TurnUnchanged))
}
