package bot

import (
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// unconfirmed are the deals whose split nobody has confirmed or ruled on.
func (x *exchange) unconfirmed() []rules.Settlement {
	var all []rules.Settlement
	for id := range x.book.Deals() {
		if s, _ := x.book.Settlement(id, x.now); s.Approved == "" && !s.Ruled {
			all = append(all, s)
		}
	}
	return all
}

// homeSplits lists the splits proposed that give the asker a part.
func (x *exchange) homeSplits() (HomePart, error) {
	me, n := x.req.Asker.ID, 0
	var part HomePart
	for _, s := range x.unconfirmed() {
		if s.Performance.Of(me).IsZero() && s.Commission.Of(me).IsZero() && s.Bonus.Of(me).IsZero() {
			continue
		}
		if n++; n > pageOf {
			continue
		}
		p, err := x.proposal(s.Deal)
		if err != nil {
			return part, err
		}
		part.Rows = append(part.Rows, Row{
			Text: x.in(say.HomeSplit, "who", p.card.called(x.lang), "stage", say.Stage(p.Stage), "parts", p.yours(x.lang, me)),
			Button: &Button{
				Action: "deal.show", Value: x.value(string(p.Deal)),
				Label: x.in(say.SplitButton), Spoken: x.in(say.SplitButton) + ": " + p.card.called(x.lang),
			},
		})
	}
	part.Title = x.in(say.HomeSplits, "n", n)
	part.Notes = x.andMore(x.lang, n)
	return part, nil
}

// homeConfirms lists the splits that the asker may confirm.
func (x *exchange) homeConfirms() ([]Row, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return nil, nil
	}
	var rows []Row
	for _, s := range x.unconfirmed() {
		if x.hasStake(s, x.req.Asker.ID) {
			continue
		}
		if len(rows) == pageOf {
			break
		}
		p, err := x.proposal(s.Deal)
		if err != nil {
			return nil, err
		}
		rows = append(rows, x.confirmRow(p))
	}
	return rows, nil
}

// confirmRow is one split to confirm, in a line.
func (x *exchange) confirmRow(p proposal) Row {
	button := p.confirmButton(x.lang, say.HomeConfirm)
	return Row{
		Text: x.in(say.HomeToConfirm, "who", p.card.called(x.lang), "stage", say.Stage(p.Stage),
			"closer", x.name(p.Closer), "parts", p.parts(x.lang, p.Performance)),
		Button: &button,
	}
}

// monthsVisits counts the groups received since the first of the month.
func (x *exchange) monthsVisits(first time.Time) string {
	return x.in(say.DigestGroups, "n", x.book.VisitsSince(first))
}

// monthsDisputes counts the disputes opened since, and how long their rulings
// took; empty where there were none.
func (x *exchange) monthsDisputes(first time.Time) string {
	n, ruled := 0, 0
	var took time.Duration
	for _, a := range x.book.Arbitrations() {
		if a.Opened.Before(first) {
			continue
		}
		n++
		if len(a.Rulings) > 0 {
			ruled++
			took += a.Rulings[0].At.Sub(a.Opened)
		}
	}
	switch {
	case n == 0:
		return ""
	case ruled == 0:
		return x.in(say.HomeDisputes, "n", n)
	}
	return x.in(say.HomeDisputesTook, "n", n, "took", say.Duration(x.lang, took/time.Duration(ruled)))
}

// homeMonth is what a manager reads of the month, with the way to its closing.
func (x *exchange) homeMonth() HomePart {
	m := x.month(monthOf(x.now))
	return HomePart{
		Title: x.in(say.HomeMonth), Lines: []string{say.Facts(x.monthsVisits(m.first), m.counts(x.lang), x.monthsDisputes(m.first))},
		Buttons: []Button{
			{Action: "month", Value: x.value(m.first.Format(monthForm)), Label: x.in(say.MonthSummary)},
			x.turnButton("turn.fair", say.FairButton),
			{Action: "month.file", Value: x.value(m.first.Format(monthForm)), Label: x.in(say.MonthFile)},
		},
	}
}
