package bot

import (
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// monthForm is how a month is typed and carried: 2026-11.
const monthForm = "2006-01"

// A month is what a site's closing of one month tells.
type month struct {
	x       *exchange
	first   time.Time // its first day
	deals   []rules.Settlement
	early   int // deposits of the month that are not subscribed yet
	pay     []payslip
	conduct []rules.Finding
}

// A payslip is one person's month.
type payslip struct {
	person      rules.Person
	closed      int
	performance rules.Part
	confirmed   int64 // commission in minor units
	proposed    int64
	bonus       rules.Part
	findings    []rules.Finding
}

// monthOf returns the first day of t's month.
func monthOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
}

// month reads what happened from a first day to the next. A deal counts in the
// month of its subscription; what was withdrawn does not count.
func (x *exchange) month(first time.Time) month {
	m := month{x: x, first: first}
	in := func(t time.Time) bool {
		return !t.IsZero() && monthOf(t.In(first.Location())).Equal(first)
	}
	slip := func(p rules.Person) *payslip {
		i := slices.IndexFunc(m.pay, func(s payslip) bool { return s.person == p })
		if i < 0 {
			i, m.pay = len(m.pay), append(m.pay, payslip{person: p})
		}
		return &m.pay[i]
	}
	for _, member := range x.book.Members(x.now) {
		if onFloor(member) {
			slip(member.Person)
		}
	}
	for id := range x.book.Deals() {
		s, _ := x.book.Settlement(id, x.now)
		if s.Subscribed.IsZero() && in(s.Began) {
			m.early++
		}
		if !in(s.Subscribed) {
			continue
		}
		m.deals = append(m.deals, s)
		slip(s.Closer).closed++
		for _, share := range s.Performance {
			to := slip(share.Person)
			to.performance = to.performance.Add(share.Part)
		}
		for _, share := range s.Bonus {
			to := slip(share.Person)
			to.bonus = to.bonus.Add(share.Part)
		}
		if s.Amount == nil {
			continue
		}
		for i, n := range s.Commission.DivideTo(s.Remainder, *s.Amount) {
			to := slip(s.Commission[i].Person)
			if s.Approved != "" || s.Ruled {
				to.confirmed += n
			} else {
				to.proposed += n
			}
		}
	}
	for _, f := range x.book.Conduct(x.now) {
		if in(f.At) {
			m.conduct = append(m.conduct, f)
			to := slip(f.Person)
			to.findings = append(to.findings, f)
		}
	}
	return m
}

// name writes the month.
func (m month) name(lang rules.Lang) string {
	return m.x.pen(lang).Month(m.first.Year(), int(m.first.Month()))
}

// counts says how many deals there are, and what is still open about them.
func (m month) counts(lang rules.Lang) string {
	var open, contested, bare int
	for _, s := range m.deals {
		if s.Approved == "" && !s.Ruled {
			open++
			if len(s.Contests) > 0 {
				contested++
			}
		}
		if s.Amount == nil {
			bare++
		}
	}
	some := func(n int, l say.Line) string {
		if n == 0 {
			return ""
		}
		return l.In(lang, "n", n)
	}
	return say.Facts(say.MonthDeals.In(lang, "n", len(m.deals)), some(open, say.MonthOpen), some(contested, say.MonthAgain),
		some(bare, say.MonthBare), some(m.early, say.MonthEarly))
}

// total is all commission of the month.
func (m month) total() int64 {
	var sum int64
	for _, s := range m.pay {
		sum += s.confirmed + s.proposed
	}
	return sum
}

// closeMonth handles /walkin month: this one, or the one that is typed.
func (x *exchange) closeMonth() (Reply, error) {
	typed := strings.TrimSpace(halfWidths(x.req.Text))
	if typed == "" {
		return x.showMonth(monthOf(x.now))
	}
	for _, form := range []string{monthForm, "2006-1", "2006/1", "2006年1月"} {
		if t, err := time.ParseInLocation(form, typed, x.now.Location()); err == nil {
			return x.showMonth(t)
		}
	}
	return Reply{}, x.refuseText(x.in(say.MonthBad, "typed", say.Name(typed)), x.in(say.MonthBadFix))
}

// carriedMonth is the month that a button carries.
func (x *exchange) carriedMonth() time.Time {
	t, err := time.ParseInLocation(monthForm, x.arg(0), x.now.Location())
	if err != nil {
		return monthOf(x.now)
	}
	return t
}

func (x *exchange) pressMonth() (Reply, error) { return x.showMonth(x.carriedMonth()) }

// mayClose refuses whoever is no manager: amounts of money are for them.
func (x *exchange) mayClose(first time.Time) error {
	switch {
	case rank(x.member.Role) < rank(rules.Manager):
		return x.needs(rules.Manager)
	case first.After(x.now):
		return x.refuseText(x.in(say.MonthFuture, "month", month{x: x, first: first}.name(x.lang)), x.in(say.MonthBadFix))
	}
	return nil
}

// mostToConfirm is how many splits a month's message offers to confirm; the App
// Home has more.
const mostToConfirm = 5

// rowsToConfirm are the splits of the month that the asker may confirm, oldest
// first.
func (m month) rowsToConfirm() ([]Row, error) {
	var rows []Row
	for _, s := range m.deals {
		if s.Approved != "" || s.Ruled || m.x.hasStake(s, m.x.req.Asker.ID) || len(rows) == mostToConfirm {
			continue
		}
		p, err := m.x.proposal(s.Deal)
		if err != nil {
			return nil, err
		}
		row := m.x.confirmRow(p)
		row.Button.Action = "month.confirm"
		row.Button.Value = m.x.value(m.first.Format(monthForm), string(p.Deal), print(s))
		rows = append(rows, row)
	}
	return rows, nil
}

// confirmInMonth is confirmSplit from a month's message, which is shown anew. A
// split that has changed since is shown in its place, to be confirmed as it is.
func (x *exchange) confirmInMonth() (Reply, error) {
	first := x.carriedMonth()
	x.args = x.args[min(1, len(x.args)):]
	reply, err := x.confirmSplit()
	if err != nil {
		return reply, err
	}
	if s, _ := x.book.Settlement(rules.DealID(x.arg(0)), x.now); s.Approved == "" && !s.Ruled {
		return reply, nil
	}
	return x.showMonth(first)
}

// mostPaid is how many people a message lists; the details have all.
const mostPaid = 20

// showMonth closes a month in a message: each one's performance, commission and
// what was found of them.
func (x *exchange) showMonth(first time.Time) (Reply, error) {
	if err := x.mayClose(first); err != nil {
		return Reply{}, err
	}
	m := x.month(first)
	out := Message{
		Head:  x.in(say.MonthHead, "month", m.name(x.lang), "deals", say.MonthDeals.In(x.lang, "n", len(m.deals)), "money", say.Money(x.lang, m.total(), currency)),
		Notes: []string{x.in(say.MonthCounts)},
	}
	if len(m.deals) == 0 {
		out.Head = x.in(say.MonthNone, "month", m.name(x.lang))
	}
	out.Facts = []string{m.counts(x.lang)}
	rows := [][]string{{x.in(say.ColConsultant), x.in(say.ColPerform), x.in(say.ColPay), x.in(say.ColProposed), x.in(say.ColFines)}}
	for _, s := range m.pay[:min(len(m.pay), mostPaid)] {
		rows = append(rows, []string{x.name(s.person), say.Sum(s.performance), say.Amount(s.confirmed), say.Amount(s.proposed), m.penalties(x.lang, s)})
	}
	out.Table = &Table{Rows: rows}
	var err error
	if out.Rows, err = m.rowsToConfirm(); err != nil {
		return Reply{}, err
	}
	if len(m.pay) > mostPaid || len(m.conduct) > 0 {
		out.Notes = append(out.Notes, x.in(say.MonthAll))
	}
	button := func(action string, at time.Time, label say.Line) Button {
		return Button{Action: action, Value: x.value(at.Format(monthForm)), Label: x.in(label)}
	}
	out.Buttons = []Button{
		button("month.file", first, say.MonthFile),
		button("month.details", first, say.MonthDetails),
		button("month", first.AddDate(0, -1, 0), say.MonthBefore),
	}
	if x.req.Home {
		return x.monthDetails()
	}
	return x.shown(out), nil
}

// penalties writes what was found of one person, in short.
func (m month) penalties(lang rules.Lang, s payslip) string {
	var said []string
	for _, f := range s.findings {
		said = append(said, penalty(lang, f)...)
	}
	return say.Clauses(lang, said...)
}

// penalty writes what a finding costs.
func penalty(lang rules.Lang, f rules.Finding) []string {
	var said []string
	if f.Fine != nil {
		said = append(said, say.FineIs.In(lang, "money", say.Fine(lang, *f.Fine)))
	}
	if f.Suspend != nil {
		said = append(said, say.SuspendIs.In(lang, "days", say.Suspension(lang, *f.Suspend)))
	}
	return said
}

// found writes one finding with its penalty and clause.
func (m month) found(lang rules.Lang, f rules.Finding) string {
	what := say.Clauses(lang, append([]string{say.Act(f.Act).In(lang)}, penalty(lang, f)...)...)
	if len(f.Basis) > 0 {
		what += say.WhyClause.In(lang, "id", say.Safe(f.Basis[0]))
	}
	return say.ConductLine.In(lang, "day", m.x.pen(lang).Date(f.At), "person", m.x.name(f.Person), "what", what)
}

// monthDetails shows all of a month: everybody, every deal, every finding.
func (x *exchange) monthDetails() (Reply, error) {
	const most = 150 // about what a form has room for
	first := x.carriedMonth()
	if err := x.mayClose(first); err != nil {
		return Reply{}, err
	}
	m := x.month(first)
	f := &Form{
		ID: "month", Title: x.in(say.MonthSummary), Cancel: x.in(say.Closed), Private: x.value(first.Format(monthForm)),
		Head: x.in(say.MonthHead, "month", m.name(x.lang), "deals", say.MonthDeals.In(x.lang, "n", len(m.deals)), "money", say.Money(x.lang, m.total(), currency)),
	}
	f.Facts = []string{m.counts(x.lang)}
	for _, s := range m.pay {
		proposed := ""
		if s.proposed > 0 {
			proposed = x.in(say.ColProposed) + " " + say.Amount(s.proposed)
		}
		f.Facts = append(f.Facts, say.Facts(x.name(s.person), x.in(say.ColPerform)+" "+say.Sum(s.performance),
			x.in(say.ColPay)+" "+say.Amount(s.confirmed), proposed))
	}
	for _, s := range m.deals {
		p, err := x.proposal(s.Deal)
		if err != nil {
			return Reply{}, err
		}
		f.Facts = append(f.Facts, say.Facts(x.pen(x.lang).Date(s.Subscribed), p.card.masked(x.lang), x.in(say.Stage(s.Stage)), p.pay(x.lang), x.in(p.state())))
	}
	for _, c := range m.conduct {
		f.Facts = append(f.Facts, m.found(x.lang, c))
	}
	if n := len(f.Facts); n > most {
		f.Facts = f.Facts[:most]
		f.Notes = []string{x.in(say.DayMore, "n", n-most)}
	}
	return Reply{Form: f}, nil
}
