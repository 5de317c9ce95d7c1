package bot

import (
	"slices"
	"time"

	"github.com/walkin-chat/walkin/bot/remind"
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// lapsedWithin is for how many days it is told that a protection ran out: long
// enough for a week of holidays or an outage, short enough for a register that
// was just taken over.
const lapsedWithin = 14

// A lapse is a customer whose protection has run out.
type lapse struct {
	card    card
	holding rules.Holding
}

// tellLapsed tells former owners whose protection has run out since they were
// last told, and the leaders all of it.
func (x *exchange) tellLapsed() error {
	rows, err := x.tx.Lapsing(x.site, remind.DayOf(x.now).Plus(-lapsedWithin).In(x.book.Zone(), 0), x.now)
	if err != nil {
		return err
	}
	var all []lapse
	of := map[rules.Person][]lapse{}
	var owners []rules.Person
	for _, row := range rows {
		h, known := x.book.Holding(row.Customer, x.now)
		if !known || h.Owner != "" || h.Former == "" {
			continue
		}
		c, err := x.customer(row.Customer)
		if err != nil {
			return err
		}
		l := lapse{c, h}
		first, err := x.tellsOf("pool", l)
		if err != nil {
			return err
		}
		if first {
			all = append(all, l)
		}
		tells, err := x.tells(h.Former)
		if err == nil && tells {
			tells, err = x.tellsOf("lapsed", l)
		}
		if err != nil {
			return err
		}
		if !tells {
			continue
		}
		if of[h.Former] == nil {
			owners = append(owners, h.Former)
		}
		of[h.Former] = append(of[h.Former], l)
	}
	for _, p := range owners {
		if err := x.tell(p, func(lang rules.Lang) Message { return x.lapsedMessage(lang, p, of[p]) }); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	for _, p := range x.leadersOnDuty() {
		if err := x.tell(p, func(lang rules.Lang) Message { return x.poolMessage(lang, all) }); err != nil {
			return err
		}
	}
	return nil
}

// tells says whether p reads reminders today.
func (x *exchange) tells(p rules.Person) (bool, error) {
	m, known := x.book.Member(p, x.now)
	if !known || m.Left || x.resting(m) {
		return false, nil
	}
	muted, err := x.muted(p)
	return !muted, err
}

// tellsOf notes that a lapse is told, and says whether it is for the first time.
func (x *exchange) tellsOf(what string, l lapse) (bool, error) {
	return x.tx.Remind(x.site, what+"/"+string(l.card.ID), x.lastDay(l.holding.Lapsed).String(), x.now)
}

// lastDay is the last day of a protection that ended at until.
func (x *exchange) lastDay(until time.Time) remind.Day {
	return remind.DayOf(rules.LastDay(until, x.book.Zone()))
}

// lapsedMessage is what a former owner reads.
func (x *exchange) lapsedMessage(lang rules.Lang, p rules.Person, all []lapse) Message {
	pen := x.pen(lang)
	mayClaim := func(l lapse) bool { return x.book.MayClaim(l.card.ID, p, x.now).Refusal == "" }
	if len(all) == 1 {
		l := all[0]
		who := l.card.whole(lang)
		m := Message{
			Head:  say.LapsedHead.In(lang, "who", who),
			Facts: []string{say.LapsedSince.In(lang, "day", pen.Date(l.holding.Lapsed), "time", pen.Time(l.holding.Lapsed))},
			Notes: x.notesIn(lang, l.holding.Grounds),
		}
		if last := l.holding.Last.At; !last.IsZero() {
			m.Facts[0] = say.LapsedFact.In(lang, "last", pen.Date(last), "day", pen.Date(l.holding.Lapsed), "time", pen.Time(l.holding.Lapsed))
		}
		if mayClaim(l) {
			m.Buttons = []Button{{Action: "claim", Value: x.value(string(l.card.ID)), Label: say.ClaimButton.In(lang)}}
		}
		label := say.Why.In(lang)
		m.Buttons = append(m.Buttons, Button{Action: "why", Value: x.value(string(l.card.ID)), Label: label, Spoken: label + " " + who})
		return m
	}
	m := Message{Head: say.LapsedMany.In(lang, "n", len(all))}
	for _, l := range all[:min(len(all), pageOf)] {
		who := l.card.whole(lang)
		row := Row{Text: say.LapsedRow.In(lang, "who", who, "day", pen.Date(l.holding.Lapsed))}
		if mayClaim(l) {
			label := say.ClaimButton.In(lang)
			row.Button = &Button{Action: "day.claim", Value: x.value(string(l.card.ID)), Label: label, Spoken: label + ": " + who}
		}
		m.Rows = append(m.Rows, row)
	}
	m.Notes = x.andMore(lang, len(all))
	return m
}

// poolMessage is what leaders read.
func (x *exchange) poolMessage(lang rules.Lang, all []lapse) Message {
	pen := x.pen(lang)
	m := Message{Head: say.PoolHead.In(lang, "n", len(all)), Notes: x.andMore(lang, len(all))}
	first := slices.MinFunc(all, func(a, b lapse) int { return a.holding.Lapsed.Compare(b.holding.Lapsed) }).holding.Lapsed
	if !x.today(first) {
		m.Head = say.PoolSince.In(lang, "n", len(all), "day", pen.Date(first))
	}
	for _, l := range all[:min(len(all), pageOf)] {
		m.Facts = append(m.Facts, say.PoolRow.In(lang, "who", l.card.whole(lang), "owner", x.name(l.holding.Former)))
	}
	return m
}

// andMore says how many of n there are beyond those that a message lists.
func (x *exchange) andMore(lang rules.Lang, n int) []string {
	if n <= pageOf {
		return nil
	}
	return []string{say.DayMore.In(lang, "n", n-pageOf)}
}

// claimListed claims one of several; the message stays for the others.
func (x *exchange) claimListed() (Reply, error) {
	reply, err := x.claimPressed()
	reply.Beside = true
	return reply, err
}
