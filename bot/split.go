package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// currency is what commissions are counted in.
const currency = "CNY"

// A proposal is a deal with its split, as the messages about it tell it.
type proposal struct {
	rules.Settlement
	x        *exchange
	card     card
	referral card // who gets the credit for having sent the customer; zero: nobody
}

func (x *exchange) proposal(id rules.DealID) (proposal, error) {
	s, known := x.book.Settlement(id, x.now)
	if !known {
		return proposal{}, x.tooLateFor(say.DealWithdrawn)
	}
	p := proposal{Settlement: s, x: x}
	var err error
	if p.card, err = x.customer(s.Customer); err != nil {
		return p, err
	}
	if h, _ := x.book.Holding(s.Customer, x.now); h.Referral != "" {
		p.referral, err = x.customer(h.Referral)
	}
	return p, err
}

// settled says whether nobody has to confirm the split any more.
func (p proposal) settled() bool { return p.Approved != "" || p.Ruled }

// open says whether the split can still be contested.
func (p proposal) open() bool { return p.ContestUntil.IsZero() || p.x.now.Before(p.ContestUntil) }

// head says that a deal is recorded, and how far its split is.
func (p proposal) head(lang rules.Lang) string {
	line := say.DealHead
	switch {
	case p.Ruled:
		line = say.DealRuledHead
	case p.Approved != "":
		line = say.DealSureHead
	}
	return line.In(lang, "who", p.card.masked(lang), "stage", say.Stage(p.Stage))
}

// message is a head with the split: performance, commission, the facts and the
// clause.
func (p proposal) message(lang rules.Lang, head string) Message {
	return Message{
		Head:  head,
		Facts: []string{say.SplitPerformance.In(lang, "parts", p.parts(lang, p.Performance)), p.pay(lang), p.facts(lang)},
		Notes: p.x.notesIn(lang, p.Grounds),
	}
}

// parts writes who has which part.
func (p proposal) parts(lang rules.Lang, ps rules.Parts) string {
	var said []string
	for _, s := range ps {
		said = append(said, say.SplitShare.In(lang, "person", p.x.name(s.Person), "part", say.Part(s.Part)))
	}
	if len(said) == 0 {
		return say.SplitNobody.In(lang)
	}
	return say.Clauses(lang, said...)
}

// pay writes the commission, in money where the amount is known, with what the
// policy gives besides.
func (p proposal) pay(lang rules.Lang) string {
	line := say.SplitCommission.In(lang, "parts", p.parts(lang, p.Commission))
	if p.Amount != nil {
		var said []string
		for i, n := range p.shares() {
			said = append(said, say.SplitShare.In(lang, "person", p.x.name(p.Commission[i].Person), "part", say.Amount(n)))
		}
		parts := say.SplitNobody.In(lang)
		if len(said) > 0 {
			parts = say.Clauses(lang, said...)
		}
		line = say.SplitMoney.In(lang, "money", say.Money(lang, *p.Amount, currency), "parts", parts)
	}
	bonus, referral := "", ""
	if len(p.Bonus) > 0 {
		bonus = say.SplitBonus.In(lang, "parts", p.parts(lang, p.Bonus))
	}
	if p.referral.ID != "" {
		referral = say.SplitReferral.In(lang, "who", p.referral.masked(lang))
	}
	return say.Facts(line, bonus, referral)
}

// shares divides the amount among those who have a part of the commission.
func (p proposal) shares() []int64 { return p.Commission.DivideTo(p.Remainder, *p.Amount) }

// facts writes what the split rests on, and until when it can be contested.
func (p proposal) facts(lang rules.Lang) string {
	x, pen := p.x, p.x.pen(lang)
	var said []string
	when := say.SplitOnDay.In(lang, "day", pen.Date(p.Began), "stage", say.Stage(p.firstStage()))
	last, visited := x.book.Reception(p.Last, x.now)
	switch {
	case !visited:
		said = append(said, x.ownerFact(lang, p.Owner), say.SplitNoVisit.In(lang))
	case last.OnBehalfOf != "":
		said = append(said, say.SplitBehalf.In(lang, "day", pen.Date(last.At), "person", x.name(last.Person), "owner", x.name(last.OnBehalfOf)))
	default:
		if last.Person != p.Owner {
			said = append(said, x.ownerFact(lang, p.Owner))
		}
		said = append(said, say.SplitReceived.In(lang, "day", pen.Date(last.At), "person", x.name(last.Person)))
	}
	if visited && pen.Date(last.At) == pen.Date(p.Began) {
		when = say.SplitSameDay.In(lang, "stage", say.Stage(p.firstStage()))
	}
	said = append(said, when)
	if !visited || last.Person != p.Closer {
		said = append(said, say.SplitClosed.In(lang, "closer", x.name(p.Closer)))
	}
	until := ""
	if !p.ContestUntil.IsZero() && p.open() {
		until = say.SplitContest.In(lang, "day", pen.Through(p.ContestUntil))
	}
	return say.Facts(say.SplitFact.In(lang, "facts", say.Clauses(lang, said...)), until)
}

func (x *exchange) ownerFact(lang rules.Lang, owner rules.Person) string {
	if owner == "" {
		return say.SplitNobodys.In(lang)
	}
	return say.SplitOwner.In(lang, "owner", x.name(owner))
}

// firstStage is the stage with which the deal began.
func (p proposal) firstStage() rules.Stage {
	for _, e := range p.x.book.Events(p.Customer) {
		if d, ok := e.Body.(*rules.Deal); ok && e.Seq == p.First {
			return rules.Stage(first(string(d.Stage), string(rules.Subscribed)))
		}
	}
	return p.Stage
}

// print tells a split from every other of the same deal, so that nobody
// confirms one that they have not seen.
func print(s rules.Settlement) string {
	text, err := json.Marshal([]any{s.Performance, s.Commission, s.Bonus, s.Amount})
	if err != nil {
		panic(fmt.Sprintf("bot: parts that are no JSON: %v", err)) // they are all plain
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

// sameSplit says whether two splits are the same.
func (x *exchange) sameSplit(a, b rules.Settlement) bool { return print(a) == print(b) }

// stakes are those whom a split concerns, each once: who has a part, who closed,
// whose customer it is, and who received them before.
func (x *exchange) stakes(s rules.Settlement) []rules.Person {
	if s.Deal == "" {
		return nil
	}
	var all []rules.Person
	add := func(p rules.Person) {
		if p != "" && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	for _, parts := range []rules.Parts{s.Performance, s.Commission, s.Bonus} {
		for _, share := range parts {
			add(share.Person)
		}
	}
	add(s.Closer)
	add(s.Owner)
	for _, e := range x.book.Events(s.Customer) {
		if v, visit := e.Body.(*rules.Visit); visit && e.Seq < s.First && !x.book.Withdrawn(e.Seq) {
			r, _ := x.book.Reception(v.ID, x.now)
			add(r.Person)
		}
	}
	return all
}

// hasStake says whether a split concerns p.
func (x *exchange) hasStake(s rules.Settlement, p rules.Person) bool {
	return slices.Contains(x.stakes(s), p)
}
