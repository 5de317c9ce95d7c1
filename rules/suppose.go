package rules

import (
	"slices"
	"time"
)

// A Doubt is a fact of a case that a dispute may turn on, as it was not
// recorded.
type Doubt struct {
	Fact    DoubtedFact
	Visit   VisitID
	Person  Person // who would have been named, or have recognised the customer
	At      time.Time
	Holding Holding // what the rules would say of the customer then

	Settlement Settlement // and of the deal, where one was asked about
}

// A DoubtedFact says what would have been otherwise.
type DoubtedFact string

// The facts that may be doubted.
const (
	NamedThen      DoubtedFact = "named"      // the customer named Person at the visit
	NotThere       DoubtedFact = "not_there"  // the visit did not take place
	RecognisedThen DoubtedFact = "recognised" // Person recognised the customer as the visit began
	ForOwnerThen   DoubtedFact = "for_owner"  // the visit was received on behalf of Person, with their consent
)

// Doubts says whose customer c would be, and how the deal would be split (zero:
// none is asked about), if a disputed fact were otherwise: had they named the one
// of the sides who received them, had that visit not been, had the owner
// recognised them in time, had it been received on the owner's behalf. It looks
// at the sides' last visits, at most most of them, oldest first, and leaves out
// what was recorded so.
func (b *Book) Doubts(c Customer, deal DealID, sides []Person, most int, at time.Time) []Doubt {
	h, known := b.Holding(c, at)
	if !known {
		return nil
	}
	var visits []*reception
	for _, place := range slices.Backward(b.partyAt(b.files[c], b.newest()).events()) {
		e, ok := b.log[place].Body.(*Visit)
		if ok && !b.gone[place] && len(visits) < most && slices.Contains(h.Party, e.Customer) && slices.Contains(sides, e.Person) {
			visits = append(visits, b.visits[e.ID])
		}
	}
	slices.Reverse(visits)
	var all []Doubt
	ask := func(fact DoubtedFact, v *reception, p Person, alter func(Event) []Event) {
		d := Doubt{Fact: fact, Visit: v.visit.ID, Person: p, At: v.event.Happened()}
		then := b.suppose(c, alter)
		d.Holding, _ = then.Holding(c, at)
		if deal != "" {
			d.Settlement, _ = then.Settlement(deal, at)
		}
		all = append(all, d)
	}
	for _, v := range visits {
		at := func(change func(Event) []Event) func(Event) []Event {
			return func(e Event) []Event {
				if e.Body == v.event.Body {
					return change(e)
				}
				return []Event{e}
			}
		}
		if v.visit.Person != h.Owner && v.visit.AskedFor != v.visit.Person {
			ask(NamedThen, v, v.visit.Person, at(func(e Event) []Event {
				named := *v.visit
				named.AskedFor = v.visit.Person
				e.Body = &named
				return []Event{e}
			}))
		}
		colleagues := v.owner != "" && v.owner != v.visit.Person && v.returned == 0
		if colleagues && b.policyAt(v.place).window() > 0 {
			ask(RecognisedThen, v, v.owner, at(func(e Event) []Event {
				return []Event{e, {At: e.At, Body: &Recognise{Visit: v.visit.ID, Person: v.owner}}}
			}))
		}
		if colleagues && !v.behalf && deal != "" {
			ask(ForOwnerThen, v, v.owner, at(func(e Event) []Event {
				agreed := *v.visit
				agreed.For, agreed.Consent, agreed.Knowing = v.owner, true, false
				e.Body = &agreed
				return []Event{e}
			}))
		}
		ask(NotThere, v, v.visit.Person, at(func(Event) []Event { return nil }))
	}
	return all
}

// suppose returns the book of c's case as it would be if each of its events
// were what alter makes of it. The rest of the floor is there as far as the case
// can depend on it: who was ready, away or with somebody on the days of the
// case. What no longer fits, such as the end of a visit that was not, is left
// out.
func (b *Book) suppose(c Customer, alter func(Event) []Event) *Book {
	day := func(place int32) date { return dateOf(b.log[place].At, b.zone) }
	days := map[date]bool{}
	of := map[int32]bool{} // places of the case
	for _, f := range b.acquainted(c) {
		for _, place := range f.places {
			of[place] = true
			days[day(place)] = true
		}
	}
	then := NewBook(b.fixed, b.zone)
	for i, e := range b.log {
		place := int32(i)
		if _, back := e.Body.(*Withdraw); back || b.gone[place] {
			continue
		}
		supposed := []Event{*e}
		switch e.Body.(type) {
		case *Site, *PolicyChange, *Staff, *Rota, *FloorChange, *Shift:
		case *Visit, *Leave, *Recognise, *HandBack:
			if !of[place] && !days[day(place)] {
				continue
			}
			if of[place] {
				supposed = alter(*e)
			}
		default:
			if !of[place] {
				continue
			}
			supposed = alter(*e)
		}
		for _, e := range supposed {
			e.Seq = 0
			_, _ = then.Apply(e) // refused: it does not fit what is supposed
		}
	}
	return then
}

// acquainted returns the files of c's party, and of those whom its events name.
func (b *Book) acquainted(c Customer) []*file {
	party := b.partyAt(b.files[c], b.newest())
	all := slices.Clone(party.members)
	for _, place := range party.events() {
		b.concerns(b.log[place].Body, func(other Customer) {
			if f := b.files[other]; f != nil && !slices.Contains(all, f) {
				all = append(all, f)
			}
		})
	}
	return all
}
