package bot

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/walkin-chat/walkin/bot/remind"
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// dayEvents returns the site's events of a day that were not withdrawn.
func (x *exchange) dayEvents(day remind.Day) ([]rules.Event, error) {
	zone := x.book.Zone()
	before, err := x.tx.SeqBefore(x.site, day.In(zone, 0))
	if err != nil {
		return nil, err
	}
	var events []rules.Event
	for e, err := range x.tx.EventsAfter(x.site, before) {
		if err != nil {
			return nil, err
		}
		if !e.At.Before(day.Plus(1).In(zone, 0)) {
			break
		}
		if !x.book.Withdrawn(e.Seq) {
			events = append(events, e)
		}
	}
	return events, nil
}

// incomplete returns a day's receptions that have no valid registration yet.
func (x *exchange) incomplete(day remind.Day) ([]rules.Reception, error) {
	events, err := x.dayEvents(day)
	if err != nil {
		return nil, err
	}
	var out []rules.Reception
	for _, e := range events {
		v, visit := e.Body.(*rules.Visit)
		if !visit {
			continue
		}
		if r, known := x.book.Reception(v.ID, x.now); known && !r.Registered {
			out = append(out, r)
		}
	}
	return out, nil
}

// tellOpen reminds each, before closing, of what they have not finished: choices
// nobody made, registrations that are not complete.
func (x *exchange) tellOpen(day remind.Day) error {
	visits, err := x.incomplete(day)
	if err != nil {
		return err
	}
	choices, err := x.tx.ChoicesOf(x.site, "")
	if err != nil {
		return err
	}
	for _, m := range x.book.Members(x.now) {
		muted, err := x.muted(m.Person)
		if err != nil {
			return err
		}
		if m.Left || muted {
			continue
		}
		var rows []func(rules.Lang) Row
		for _, c := range choices {
			row, err := x.openChoice(c, m.Person)
			if err != nil {
				return err
			}
			if row != nil {
				rows = append(rows, row)
			}
		}
		unchosen := len(rows)
		for _, r := range visits {
			if r.Person != m.Person {
				continue
			}
			row, err := x.incompleteRow(r)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		if len(rows) == 0 {
			continue
		}
		err = x.tell(m.Person, func(lang rules.Lang) Message {
			m := Message{Head: say.LastCallHead.In(lang, "n", len(rows), "time", x.conf.hours().Closes.String()), Notes: x.andMore(lang, len(rows))}
			if len(rows) > unchosen {
				m.Facts = []string{say.LastCallFact.In(lang)}
			}
			for _, row := range rows[:min(len(rows), pageOf)] {
				m.Rows = append(m.Rows, row(lang))
			}
			return m
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// openChoice is the row of a question that p was asked today and has not
// answered; nil where it is none.
func (x *exchange) openChoice(c storage.Choice, p rules.Person) (func(rules.Lang) Row, error) {
	var d draft
	if c.Person != p || !x.today(c.At) || json.Unmarshal(c.Body, &d) != nil || !d.Asked {
		return nil, nil
	}
	var customer card
	if c.Customer != "" {
		var err error
		if customer, err = x.customer(c.Customer); err != nil {
			return nil, err
		}
	} else {
		customer = card{Name: d.Name, Phone: c.Phone, region: x.conf.Region}
	}
	return func(lang rules.Lang) Row {
		who, label := customer.masked(lang), say.VisitShowChoice.In(lang)
		return Row{
			Text:   say.VisitStillOpen.In(lang, "who", who),
			Button: &Button{Action: "visit.reopen", Value: x.value(c.ID), Label: label, Spoken: label + ": " + who},
		}
	}, nil
}

func (x *exchange) incompleteRow(r rules.Reception) (func(rules.Lang) Row, error) {
	c, err := x.customer(r.Customer)
	return func(lang rules.Lang) Row {
		who, label := c.masked(lang), say.AddDetails.In(lang)
		return Row{
			Text:   say.LastCallVisit.In(lang, "who", who, "time", x.pen(lang).Time(r.At)),
			Button: &Button{Action: "add", Value: x.value(string(r.Customer)), Label: label, Spoken: label + ": " + who},
		}
	}, err
}

// postDigest sums the day up in the channel; nothing where nothing happened.
func (x *exchange) postDigest(day remind.Day) error {
	events, err := x.dayEvents(day)
	if err != nil {
		return err
	}
	var groups, fresh, incomplete, claims int
	deals := map[rules.DealID]bool{}
	for _, e := range events {
		switch body := e.Body.(type) {
		case *rules.Visit:
			r, known := x.book.Reception(body.ID, x.now)
			if !known {
				continue
			}
			groups++
			if r.New {
				fresh++
			}
			if !r.Registered {
				incomplete++
			}
		case *rules.Claim:
			claims++
		case *rules.Deal:
			if s, known := x.book.Settlement(body.ID, x.now); known && s.First == e.Seq { // a later stage is no new deal
				deals[body.ID] = true
			}
		}
	}
	if groups+claims+len(deals) == 0 {
		return nil
	}
	disputes := len(x.openDisputes())
	lang := x.conf.Lang
	counted := func(n int, l say.Line) string {
		if n == 0 {
			return ""
		}
		return l.In(lang, "n", n)
	}
	came := counted(groups, say.DigestGroups)
	if groups > 0 && x.door() == rules.DoorEveryone { // else nobody is to know who is new
		which := lines(counted(fresh, say.DigestNew), counted(groups-fresh, say.DigestReturning))
		came = say.DigestWhich.In(lang, "groups", came, "which", say.Clauses(lang, which...))
	}
	seq, hash := x.book.Seq(), x.shelf.hash
	m := Message{
		Head: say.DigestHead.In(lang, "day", x.pen(lang).DayWithin(day.In(x.book.Zone(), 12*60))),
		Facts: lines(
			say.Facts(came, counted(claims, say.DigestClaims), counted(len(deals), say.DigestDeals)),
			say.Facts(counted(incomplete, say.DigestIncomplete), counted(disputes, say.DigestDisputes))),
		Notes: []string{say.Facts(say.DigestSeq.In(lang, "seq", int(seq)), say.DigestPrint.In(lang, "hash", fingerprint(hash)))},
	}
	if incomplete > 0 {
		m.Buttons = append(m.Buttons, Button{Action: "day.mine", Value: x.value(day.String()), Label: say.DigestMine.In(lang)})
	}
	m.Buttons = append(m.Buttons, Button{
		Action: checkAction, Value: x.value(strconv.FormatInt(seq, 10), hash), Label: say.DigestCheck.In(lang),
	})
	return x.post(Post{Message: m})
}

// fingerprint shortens a hash to what two people can compare by eye.
func fingerprint(hash string) string {
	if len(hash) < 12 {
		return hash
	}
	return hash[:4] + "…" + hash[len(hash)-4:]
}

// completeMine lists what the asker has not registered completely on the day of
// the digest.
func (x *exchange) completeMine() (Reply, error) {
	day, err := remind.ParseDay(x.arg(0))
	if err != nil {
		return Reply{}, x.stale("")
	}
	visits, err := x.incomplete(day)
	if err != nil {
		return Reply{}, err
	}
	var m Message
	for _, r := range visits {
		if r.Person != x.req.Asker.ID {
			continue
		}
		row, err := x.incompleteRow(r)
		if err != nil {
			return Reply{}, err
		}
		m.Rows = append(m.Rows, row(x.lang))
	}
	date := x.pen(x.lang).Date(day.In(x.book.Zone(), 12*60))
	m.Head = x.in(say.MineCompleteHead, "n", len(m.Rows), "day", date)
	if len(m.Rows) == 0 {
		m.Head = x.in(say.MineCompleteNone, "day", date)
	}
	return x.shown(m), nil
}

// checkAction is the button that checks the register against the fingerprint in
// a digest.
const checkAction = "day.check"

// answerCheck reads the register as far as the pressed digest speaks of it, and
// returns what answers the press. The reading comes before the answering, as it
// takes time in which others want to write.
func (b *Bot) answerCheck(ctx context.Context, req Request) func(*storage.Tx, Request) (Reply, error) {
	site, carried, _ := strings.Cut(req.Value, "|")
	seq, _, _ := strings.Cut(carried, "|")
	upTo, err := strconv.ParseInt(seq, 10, 64)
	if err != nil || upTo < 1 {
		return b.answer // a button that no digest has
	}
	v, err := b.DB.VerifyChain(ctx, storage.SiteID(site), upTo)
	return func(tx *storage.Tx, req Request) (Reply, error) {
		x := &exchange{bot: b, tx: tx, req: req, lang: req.Asker.Lang, now: req.At}
		return x.carried(func(x *exchange) (Reply, error) {
			if err != nil {
				return Reply{}, err
			}
			return x.check(v)
		}, req.Value)
	}
}

// check says whether the register agrees with the fingerprint in a digest.
func (x *exchange) check(v storage.Verdict) (Reply, error) {
	seq, hash := x.arg(0), x.arg(1)
	m := Message{Head: x.in(say.CheckBad, "hash", fingerprint(hash))}
	switch at := slices.IndexFunc(v.Findings, func(f storage.Finding) bool { return f.Seq > 0 }); {
	case at >= 0:
		m.Facts = []string{x.in(say.CheckBadAt, "seq", int(v.Findings[at].Seq))}
	case strconv.FormatInt(v.Seq, 10) != seq:
		m.Facts = []string{x.in(say.CheckBadEnd, "seq", int(v.Seq))}
	case v.Hash != hash:
		m.Facts = []string{x.in(say.CheckBadOther, "seq", int(v.Seq), "hash", fingerprint(v.Hash))}
	default:
		m.Head = x.in(say.CheckGood, "seq", int(v.Seq), "hash", fingerprint(hash))
		m.Facts = []string{x.in(say.CheckGoodFact)}
		return x.shown(m), nil
	}
	m.Facts = append(m.Facts, x.in(say.CheckBadNext))
	return x.shown(m), nil
}
