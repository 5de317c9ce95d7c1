package bot

import (
	"slices"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// confirmers are the managers who may confirm a split; where each of them has a
// stake in it, the directors.
func (x *exchange) confirmers(s rules.Settlement) []rules.Person {
	for _, role := range []rules.Role{rules.Manager, rules.Director} {
		var all []rules.Person
		for _, m := range x.book.Members(x.now) {
			if m.Role == role && !m.Left && !x.hasStake(s, m.Person) {
				all = append(all, m.Person)
			}
		}
		if len(all) > 0 {
			return all
		}
	}
	return nil
}

func confirmKey(id rules.DealID, p rules.Person) string {
	return "confirm/" + string(id) + "/" + string(p)
}

// askToConfirm asks the managers to confirm a split, or where they were asked
// for this one already, brings the question up to date.
func (x *exchange) askToConfirm(p proposal, asked bool) error {
	for _, manager := range x.confirmers(p.Settlement) {
		if p.settled() || asked {
			if err := x.updateConfirm(p, manager); err != nil {
				return err
			}
			continue
		}
		post := directly(manager, p.confirm)
		post.Key = confirmKey(p.Deal, manager)
		if err := x.post(post); err != nil {
			return err
		}
	}
	return nil
}

func (x *exchange) updateConfirm(p proposal, manager rules.Person) error {
	post := directly(manager, p.confirm)
	post.Key, post.Update = confirmKey(p.Deal, manager), true
	return x.post(post)
}

// confirm is what a manager reads of a split: with a button, or by whom it was
// confirmed.
func (p proposal) confirm(lang rules.Lang) Message {
	head := say.DealAsk
	switch {
	case p.Ruled:
		head = say.DealRuled
	case p.Approved != "":
		head = say.DealSure
	}
	m := p.message(lang, head.In(lang, "who", p.card.whole(lang), "stage", say.Stage(p.Stage)))
	switch {
	case p.Ruled:
	case p.Approved != "":
		m.Notes = append(m.Notes, say.DealConfirmed.In(lang, "manager", p.x.name(p.Approved), "time", p.x.pen(lang).Moment(p.ApprovedAt)))
	default:
		m.Buttons = []Button{p.confirmButton(lang, say.DealConfirm)}
		m.Buttons[0].Primary = true
		m.Buttons = append(m.Buttons, Button{
			Action: "dispute.rule", Value: p.x.value("", "", "", string(p.Deal)), Label: say.DealOtherwise.In(lang),
		})
	}
	why := p.x.whyButton(p.Customer, p.card.masked(lang))
	why.Label, why.Spoken = say.Why.In(lang), say.Why.In(lang)+" "+p.card.masked(lang)
	m.Buttons = append(m.Buttons, why)
	return m
}

func (p proposal) confirmButton(lang rules.Lang, label say.Line) Button {
	text := label.In(lang)
	return Button{Action: "deal.confirm", Value: p.x.value(string(p.Deal), print(p.Settlement)), Label: text, Spoken: text + ": " + p.card.masked(lang)}
}

// confirmSplit is a manager's yes to a split as they have seen it. One that was
// confirmed already stays so, and who comes second reads by whom.
func (x *exchange) confirmSplit() (Reply, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return Reply{}, x.needs(rules.Manager)
	}
	p, err := x.proposal(rules.DealID(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	switch {
	case p.settled():
		return x.confirmedReply(p)
	case x.hasStake(p.Settlement, x.req.Asker.ID):
		m := Message{Head: x.in(say.DealOwnStake)}
		if all := x.confirmers(p.Settlement); len(all) > 0 {
			m.Facts = []string{x.in(say.DealOther, "who", x.name(all[0]))}
		}
		return Reply{}, &UserError{m}
	case print(p.Settlement) != x.arg(1):
		m := p.confirm(x.lang)
		m.Notes = append(m.Notes, x.in(say.DealUnconfirmed))
		return x.shown(m), nil
	}
	if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Approve{Deal: p.Deal}}); err != nil {
		return Reply{}, err
	}
	if p, err = x.proposal(p.Deal); err != nil {
		return Reply{}, err
	}
	for _, other := range x.confirmers(p.Settlement) {
		if other == x.req.Asker.ID && x.req.Action == "deal.confirm" && !x.req.Home {
			continue // whose message the answer takes the place of
		}
		if err := x.updateConfirm(p, other); err != nil {
			return Reply{}, err
		}
	}
	if err := x.tellStakes(p, p.Settlement); err != nil {
		return Reply{}, err
	}
	return x.confirmedReply(p)
}

func (x *exchange) confirmedReply(p proposal) (Reply, error) {
	if x.req.Home {
		return x.withHome(Reply{}, nil, x.fromHome())
	}
	m := p.confirm(x.lang)
	return Reply{Message: &m}, nil
}

func stakeKey(id rules.DealID, p rules.Person) string { return "stake/" + string(id) + "/" + string(p) }

// tellStakes tells those whom a split concerns, the asker apart. Who was told of
// the split before, and gets the same, has their message brought up to date.
func (x *exchange) tellStakes(p proposal, before rules.Settlement) error {
	told := x.stakes(before)
	same := func(who rules.Person) bool {
		return before.Performance.Of(who) == p.Performance.Of(who) && before.Commission.Of(who) == p.Commission.Of(who) && before.Bonus.Of(who) == p.Bonus.Of(who)
	}
	for _, who := range x.stakes(p.Settlement) {
		m, known := x.book.Member(who, x.now)
		if !known || m.Left || rank(m.Role) >= rank(rules.Manager) && who != p.Closer && p.Commission.Of(who).IsZero() {
			continue
		}
		post := directly(who, func(lang rules.Lang) Message { return p.stake(lang, who) })
		post.Key, post.Update = stakeKey(p.Deal, who), slices.Contains(told, who) && same(who)
		if who == x.req.Asker.ID && !post.Update {
			continue
		}
		if err := x.post(post); err != nil {
			return err
		}
	}
	return nil
}

// stake is what somebody reads of a split that concerns them.
func (p proposal) stake(lang rules.Lang, who rules.Person) Message {
	x := p.x
	perf, pay := p.Performance.Of(who), p.Commission.Of(who)
	head := say.StakeHead
	if perf.IsZero() && pay.IsZero() && p.Bonus.Of(who).IsZero() {
		head = say.StakeNoneHead
	}
	m := Message{
		Head:  head.In(lang, "who", p.card.masked(lang), "has", say.Has(p.Stage), "closer", x.name(p.Closer)),
		Facts: []string{say.StakeYou.In(lang, "parts", p.yours(lang, who), "state", p.state())},
		Notes: x.notesIn(lang, p.Grounds),
	}
	if !p.ContestUntil.IsZero() && p.open() {
		m.Facts = append(m.Facts, say.StakeContest.In(lang, "day", x.pen(lang).ThroughDay(p.ContestUntil)))
	}
	text := say.Why.In(lang)
	m.Buttons = []Button{
		{Action: "deal.contest", Value: x.value(string(p.Deal)), Label: say.StakeButton.In(lang)},
		{Action: "why", Value: x.value(string(p.Customer)), Label: text, Spoken: text + " " + p.card.masked(lang)},
	}
	return m
}

// yours writes what who gets of a deal.
func (p proposal) yours(lang rules.Lang, who rules.Person) string {
	var said []string
	if part := p.Performance.Of(who); !part.IsZero() {
		said = append(said, say.StakePart.In(lang, "part", say.Part(part)))
	}
	if part := p.Commission.Of(who); !part.IsZero() {
		pay := say.Part(part)
		if p.Amount != nil {
			i := slices.IndexFunc(p.Commission, func(s rules.Share) bool { return s.Person == who })
			pay = say.Money(lang, p.shares()[i], currency)
		}
		said = append(said, say.StakePay.In(lang, "part", pay))
	}
	if !p.Bonus.Of(who).IsZero() {
		said = append(said, say.StakeBonus.In(lang))
	}
	if len(said) == 0 {
		return say.StakeNothing.In(lang)
	}
	return say.Clauses(lang, said...)
}

func (p proposal) state() say.Line {
	switch {
	case p.Ruled:
		return say.StakeRuled
	case p.Approved != "":
		return say.StakeConfirmed
	}
	return say.StakeProposed
}

// writtenAt is when the latest stage of a deal was written down.
func (x *exchange) writtenAt(s rules.Settlement) time.Time {
	e, found, err := x.entry(s.Latest)
	if err != nil || !found {
		return time.Time{}
	}
	return e.At
}

// dealUndone looks at the deal of an entry that is about to be withdrawn, and
// returns what brings the direct messages about it up to date afterwards.
func (x *exchange) dealUndone(e rules.Event, c card) func() error {
	var id rules.DealID
	switch b := e.Body.(type) {
	case *rules.Deal:
		id = b.ID
	case *rules.Contest:
		id = b.Deal
	default:
		return func() error { return nil }
	}
	before, _ := x.book.Settlement(id, x.now)
	told, asked := x.stakes(before), x.confirmers(before)
	return func() error {
		if _, known := x.book.Settlement(id, x.now); known {
			p, err := x.proposal(id)
			if err != nil {
				return err
			}
			if err := x.askToConfirm(p, true); err != nil {
				return err
			}
			return x.tellStakes(p, before)
		}
		gone := func(lang rules.Lang) Message {
			return Message{Facts: []string{say.UndoPost.In(lang,
				"person", x.name(x.req.Asker.ID), "time", x.pen(lang).Time(x.now), "who", c.masked(lang))}}
		}
		update := func(to rules.Person, key string) error {
			post := directly(to, gone)
			post.Key, post.Update = key, true
			return x.post(post)
		}
		for _, p := range asked {
			if err := update(p, confirmKey(id, p)); err != nil {
				return err
			}
		}
		for _, p := range told {
			if err := update(p, stakeKey(id, p)); err != nil {
				return err
			}
		}
		return nil
	}
}
