package bot

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// fairDays is over how many days it is told who got what.
const fairDays = 30

// fairFrom is the beginning of the first of those days, which end at until.
func (x *exchange) fairFrom(until time.Time) time.Time {
	y, m, d := until.Add(-1).Date()
	return time.Date(y, m, d-fairDays+1, 0, 0, 0, 0, x.now.Location())
}

// shares are what each of the floor got before until.
func (x *exchange) shares(until time.Time) []rules.FloorShare {
	return slices.DeleteFunc(x.book.Fairness(x.fairFrom(until), until, x.now), func(s rules.FloorShare) bool {
		m, known := x.book.Member(s.Person, x.now)
		return !known || !onFloor(m)
	})
}

// fairness answers how turns were given out, with the picture of it by direct
// message.
func (x *exchange) fairness() (Reply, error) {
	if !x.leads() {
		return Reply{}, x.needs(rules.Leader)
	}
	until := x.now.Add(1) // what happens this instant counts
	m := x.fairMessage(x.lang, until, x.shares(until))
	if x.bot.Fairness != nil {
		if err := x.sendFairPicture(x.req.Asker.ID, x.lang, until); err != nil {
			return Reply{}, err
		}
		m.Notes = append(m.Notes, x.in(say.FairSent))
	}
	return x.shown(m), nil
}

// fairMessage is the table of who got what, and what was given out of turn.
func (x *exchange) fairMessage(lang rules.Lang, until time.Time, all []rules.FloorShare) Message {
	const mostOut = 10
	pen := x.pen(lang)
	m := Message{Head: say.FairHead.In(lang, "from", pen.Date(x.fairFrom(until)), "day", pen.Date(until.Add(-1)))}
	rows := [][]string{{
		say.FairPerson.In(lang), say.FairTurns.In(lang), say.FairOwed.In(lang), say.FairLost.In(lang),
		say.FairOut.In(lang), say.FairNew.In(lang), say.FairDeals.In(lang),
	}}
	type out struct {
		rules.Exception
		who rules.Person
	}
	var outs []out
	for i, s := range all {
		for _, e := range s.OutOfTurn {
			outs = append(outs, out{e, s.Person})
		}
		if i < mostPaid {
			rows = append(rows, []string{
				x.name(s.Person), strconv.Itoa(s.Turns), strconv.Itoa(s.Owed), strconv.Itoa(s.Lost),
				strconv.Itoa(len(s.OutOfTurn)), strconv.Itoa(s.New), strconv.Itoa(s.Deals),
			})
		}
	}
	m.Table = &Table{Rows: rows}
	slices.SortStableFunc(outs, func(a, b out) int { return b.At.Compare(a.At) })
	if len(outs) > 0 {
		m.Facts = []string{say.FairOutHead.In(lang)}
	}
	for _, o := range outs[:min(len(outs), mostOut)] {
		why := say.Out(o.Why).In(lang)
		if o.Clause != "" {
			why += say.WhyClause.In(lang, "id", say.Safe(o.Clause))
		}
		m.Facts = append(m.Facts, say.FairOutLine.In(lang, "day", pen.Stamp(o.At), "who", x.name(o.who), "next", x.name(o.Next), "why", why))
	}
	if more := len(outs) - mostOut; more > 0 {
		m.Facts = append(m.Facts, say.DayMore.In(lang, "n", more))
	}
	m.Notes = []string{say.FairNote.In(lang)}
	return m
}

// sendFairPicture sends the picture of it to one person.
func (x *exchange) sendFairPicture(to rules.Person, lang rules.Lang, until time.Time) error {
	pen := x.pen(lang)
	s := Shares{Lang: lang, Title: say.FairTitle.In(lang, "site", say.Clean(x.book.Site().Name), "from", pen.Date(x.fairFrom(until)), "day", pen.Date(until.Add(-1)))}
	for _, one := range x.shares(until) {
		s.Rows = append(s.Rows, Got{
			Person: x.plainName(one.Person), Turns: one.Turns, Owed: one.Owed, Lost: one.Lost,
			OutOfTurn: len(one.OutOfTurn), New: one.New, Deals: one.Deals,
		})
	}
	content, alt, err := x.bot.Fairness(s)
	if err != nil {
		return fmt.Errorf("picture of who got what: %w", err)
	}
	head := Message{Head: say.FairHead.In(lang, "from", pen.Date(x.fairFrom(until)), "day", pen.Date(until.Add(-1)))}
	if x.conf.Charts {
		head.Chart = s.chart()
	}
	head.announce(lang)
	return x.post(Post{To: string(to), Message: head, File: &File{Name: "walkin-fairness.png", Content: content, Alt: alt}})
}

// chart has the same as the picture, for Slack to draw.
func (s Shares) chart() *Chart {
	c := &Chart{Title: s.Title}
	counts := []struct {
		name say.Line
		of   func(Got) int
	}{
		{say.FairTurns, func(g Got) int { return g.Turns }},
		{say.FairOwed, func(g Got) int { return g.Owed }},
		{say.FairLost, func(g Got) int { return g.Lost }},
		{say.FairOut, func(g Got) int { return g.OutOfTurn }},
		{say.FairNew, func(g Got) int { return g.New }},
		{say.FairDeals, func(g Got) int { return g.Deals }},
	}
	for _, g := range s.Rows {
		c.Categories = append(c.Categories, g.Person)
	}
	for _, one := range counts {
		series := Series{Name: one.name.In(s.Lang)}
		for _, g := range s.Rows {
			series.Values = append(series.Values, one.of(g))
		}
		c.Series = append(c.Series, series)
	}
	return c
}

// tellFairness tells the leaders what each has got until yesterday. The picture
// has the site's language: which one a leader reads is not known here.
func (x *exchange) tellFairness() error {
	y, m, d := x.now.Date()
	until := time.Date(y, m, d, 0, 0, 0, 0, x.now.Location())
	all := x.shares(until)
	if !slices.ContainsFunc(all, func(s rules.FloorShare) bool { return s.Turns+s.New > 0 }) {
		return nil
	}
	for _, m := range x.book.Members(x.now) {
		if m.Left || rank(m.Role) < rank(rules.Leader) {
			continue
		}
		if err := x.tell(m.Person, func(lang rules.Lang) Message { return x.fairMessage(lang, until, all) }); err != nil {
			return err
		}
		if x.bot.Fairness == nil {
			continue
		}
		if err := x.sendFairPicture(m.Person, x.conf.Lang, until); err != nil {
			return err
		}
	}
	return nil
}
