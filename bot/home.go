package bot

import (
	"slices"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// homeSite is the setting, kept for a person, that says which of their sites
// their App Home shows.
func homeSite(p rules.Person) string { return "home/" + string(p) }

// home draws the asker's App Home: that of their site, or of the one they chose
// from the menu on top.
func (x *exchange) home() (Reply, error) {
	mine, err := x.mySites()
	if err != nil {
		return Reply{}, err
	}
	if len(mine) == 0 {
		return Reply{Home: &Home{Parts: []HomePart{{
			Lines: []string{x.in(say.HomeNobody)}, Notes: []string{x.in(say.HomeSetUp)},
		}}}}, nil
	}
	site, err := x.homeChoice(mine)
	if err != nil {
		return Reply{}, err
	}
	if err := x.enter(site); err != nil {
		return Reply{}, err
	}
	home, err := x.homeHere()
	if err != nil {
		return Reply{}, err
	}
	if len(mine) > 1 {
		x.site = ""
		menu := Menu{Action: "home", Value: x.value("choose"), Label: x.in(say.HomeChoose)}
		if menu.Options, err = x.siteOptions(mine); err != nil {
			return Reply{}, err
		}
		home.Parts = append([]HomePart{{Menus: []Menu{menu}}}, home.Parts...)
	}
	return Reply{Home: home}, nil
}

// homeChoice is which of several sites the App Home shows: the one just chosen,
// which is remembered, the one remembered, else the first.
func (x *exchange) homeChoice(mine []storage.SiteID) (storage.SiteID, error) {
	key := homeSite(x.req.Asker.ID)
	if len(x.req.Chosen) == 1 && slices.Contains(mine, storage.SiteID(x.req.Chosen[0])) {
		return storage.SiteID(x.req.Chosen[0]), x.tx.SetSetting("", key, x.req.Chosen[0])
	}
	kept, err := x.tx.Setting("", key)
	if i := slices.Index(mine, storage.SiteID(kept)); i >= 0 {
		return mine[i], err
	}
	return mine[0], err
}

// fromHome is what a form that was opened from the App Home carries, so that
// the App Home is drawn anew once it is submitted.
func (x *exchange) fromHome() string {
	if x.req.Home {
		return "home"
	}
	return ""
}

// withHome adds the App Home, drawn anew, to the reply to what was done from
// there; from is what fromHome said.
func (x *exchange) withHome(reply Reply, err error, from string) (Reply, error) {
	if err != nil || len(reply.Errors) > 0 || from == "" {
		return reply, err
	}
	drawn, err := x.home()
	reply.Home = drawn.Home
	return reply, err
}

// homeHere draws the App Home of the site that x has entered.
func (x *exchange) homeHere() (*Home, error) {
	home := &Home{}
	var err error
	if x.leads() {
		err = x.leaderHome(home)
	}
	if err == nil && (onFloor(x.member) || !x.leads()) {
		err = x.consultantHome(home)
	}
	return home, err
}

// consultantHome adds what a consultant needs: where they stand, and what is
// due.
func (x *exchange) consultantHome(home *Home) error {
	site := x.siteName(x.book)
	r := x.book.Rotation(x.now)
	top := HomePart{Title: x.in(say.HomeSite, "site", site, "next", x.next(x.lang))}
	switch n := x.place(x.req.Asker.ID); {
	case r.Next == x.req.Asker.ID:
		top.Title = x.in(say.HomeYouNext, "site", site)
	case n > 0:
		top.Title = x.in(say.HomePlace, "site", site, "n", say.Ordinal(x.lang, n), "next", x.next(x.lang))
	}
	if !x.leads() {
		register := x.turnButton("visit.form", say.HomeRegister)
		register.Primary = true
		top.Buttons = []Button{register, x.boardButton()}
	}
	switch {
	case !onFloor(x.member):
	case x.member.State == rules.Ready:
		top.Buttons = append(top.Buttons, x.turnButton("turn.away", say.TurnAway))
	default:
		top.Buttons = append(top.Buttons, x.turnButton("turn.back", say.TurnBack))
	}
	home.Parts = append(home.Parts, top)
	if !onFloor(x.member) {
		return nil
	}

	due, total, err := x.dueFirst()
	if err != nil {
		return err
	}
	list := HomePart{Title: x.in(say.HomeDueFirst)}
	for _, h := range due[:min(len(due), pageOf)] {
		row, err := x.mineRow(h)
		if err != nil {
			return err
		}
		list.Rows = append(list.Rows, row)
	}
	if len(due) == 0 {
		list.Lines = []string{x.in(say.HomeNothing)}
	}
	if total > 0 {
		all := x.turnButton("mine", say.MyCustomers)
		all.Label = x.in(say.HomeAll, "n", total)
		list.Buttons = []Button{all}
	}
	list.Buttons = append(list.Buttons, x.poolButton())
	home.Parts = append(home.Parts, list)
	splits, err := x.homeSplits()
	if err != nil {
		return err
	}
	if len(splits.Rows) > 0 {
		home.Parts = append(home.Parts, splits)
	}
	mine, err := x.homeDisputes()
	if err != nil {
		return err
	}
	if len(mine.Rows) > 0 {
		home.Parts = append(home.Parts, mine)
	}
	home.Parts = append(home.Parts, x.homeEntries())
	return nil
}

// leaderHome adds what a leader or manager needs: the floor, who waits for
// their word, and how many customers lapse or have lapsed.
func (x *exchange) leaderHome(home *Home) error {
	var ready, busy, away, off int
	waiting := HomePart{Title: x.in(say.HomeWaiting)}
	for _, m := range x.book.Members(x.now) {
		switch {
		case !onFloor(m):
			continue
		case m.Visit != "":
			busy++
		case m.State == rules.Away:
			away++
		case m.State == rules.Off:
			off++
		default:
			ready++
		}
		absence := &rules.Shift{Person: m.Person, State: m.State, Reason: m.Reason, Approved: m.Approved}
		if m.Person != x.req.Asker.ID && x.awaitsApproval(absence) && reason(x.lang, m.Reason) != "" {
			who := x.name(m.Person)
			waiting.Rows = append(waiting.Rows, Row{
				Text: x.in(say.HomeApprove, "who", who, "what", longState(m.State, m.Reason), "time", x.pen(x.lang).Time(m.Since)),
				Button: &Button{
					Action: "turn.approve", Value: x.value(string(m.Person)),
					Label: x.in(say.TurnApprove), Spoken: x.in(say.TurnApprove) + ": " + who,
				},
			})
		}
	}
	confirms, err := x.homeConfirms()
	if err != nil {
		return err
	}
	toRule, err := x.homeRulings()
	if err != nil {
		return err
	}
	waiting.Rows = append(append(waiting.Rows, toRule...), confirms...)
	if len(waiting.Rows) == 0 {
		waiting.Lines = []string{x.in(say.HomeNoWaiting)}
	}
	var states []string
	count := func(n int, l say.Line) {
		if n > 0 {
			states = append(states, x.in(l, "n", n))
		}
	}
	count(ready, say.HomeReady)
	count(busy, say.HomeBusy)
	count(away, say.HomeAway)
	count(off, say.HomeOff)
	register := x.turnButton("visit.form", say.HomeRegister)
	top := HomePart{
		Title:   x.in(say.HomeNow, "site", x.siteName(x.book), "states", say.Clauses(x.lang, states...)),
		Buttons: []Button{register, x.boardButton(), x.turnButton("turn.order", say.TurnSetOrder)},
	}
	if rank(x.member.Role) >= rank(rules.Manager) || x.bot.maySetUp(x.req.Asker) {
		top.Buttons = append(top.Buttons, x.turnButton("setup", say.HomeSettings))
	}
	lists, err := x.customerCounts()
	if err != nil {
		return err
	}
	home.Parts = append(home.Parts, top, waiting, HomePart{
		Title: x.in(say.HomeLists), Lines: []string{lists}, Buttons: []Button{x.poolButton()},
	})
	if rank(x.member.Role) >= rank(rules.Manager) {
		home.Parts = append(home.Parts, x.homeMonth())
	}
	if !onFloor(x.member) {
		home.Parts = append(home.Parts, x.homeEntries())
	}
	return nil
}

// customerCounts says how many customers lapse soon and how many nobody owns.
func (x *exchange) customerCounts() (string, error) {
	y, m, d := x.now.Date()
	lapsing, err := x.tx.Lapsing(x.site, x.now, time.Date(y, m, d+soon+1, 0, 0, 0, 0, x.now.Location()))
	if err != nil {
		return "", err
	}
	pool, err := x.inPool()
	if err != nil {
		return "", err
	}
	return say.Facts(x.in(say.HomeLapsing, "n", len(lapsing)), x.in(say.HomePool, "n", pool)), nil
}
