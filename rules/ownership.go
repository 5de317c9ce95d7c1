package rules

import (
	"slices"
	"sort"
	"time"
)

// A tenure is whose customer a party is at one point of its case.
type tenure struct {
	owner    Person
	since    time.Time
	filed    time.Time // when the registration was made on which that rests
	until    time.Time // zero: does not lapse by time
	contact  time.Time // the last real contact, from which protection runs
	sold     bool      // has subscribed: nothing lapses by time any more
	referral Customer
	policy   *Policy // under which until was reckoned
	from     int32   // place of the event that gave it to the owner

	former Person    // the last owner, where nobody owns
	lapsed time.Time // since when
	ranOut bool      // by time alone
	left   bool      // as the last owner left
	spent  []spent   // registrations that no protection's end brings into force

	gained   *Clause // by which the owner owns, or nobody does
	stayed   *Clause // by which they still do, after what another did; nil: nothing
	credited *Clause // by which referral has the credit
	barred   *Clause // by which somebody's claim against the owner came too late
	touches  touches
	shown    []Person
}

// An heir is who owns a customer when another's protection is over.
type heir struct {
	person  Person
	filed   time.Time // when they registered the customer
	contact time.Time // their last one
}

// A spent is whose registrations up to a place are over: with their ownership,
// or, where nobody is named, everybody's by a ruling.
type spent struct {
	person Person
	place  int32
}

// over says whether a registration by p, in the event at place, is.
func (t *tenure) over(p Person, place int32) bool {
	return slices.ContainsFunc(t.spent, func(s spent) bool {
		return place <= s.place && (s.person == "" || s.person == p)
	})
}

// A change is what an event does to a tenure.
type change struct {
	effect Effect
	owner  Person  // with Gained and Ruled: from now on; with HandedTo: if not the owner
	sold   bool    // a subscription
	behalf bool    // with Renewed: the visit goes on for the owner
	renews bool    // with Later: the owner's protection starts again all the same
	barred bool    // with Later: the clause is among the grounds on which the owner owns
	claim  *Clause // with Gained: of the special claim that decided, where another clause found the registration

	touches touches // if touched: from now on
	touched bool
	stays   bool // a reader must know that by this the owner still owns
}

// A moment is one event of a case, as a clause sees it.
type moment struct {
	event      *Event
	place      int32
	at         time.Time // when it happened
	tenure     *tenure   // before it
	visit      *reception
	deal       *closing // of a deal, where customers go by how deals are divided: as it began
	registered bool     // of a visit: validly
	companion  bool     // of a visit: the customer only came along
	void       bool     // of a visit: its registration was found false

	wasFree   bool    // of a late registration: the customer was nobody's when they came
	claimant  Person  // of one: whose by a special claim then
	claimedBy *Clause // and by which clause, or by which they are the receiver's all the same

	recorded    bool // of a visit: confirmed, and nothing else is written
	unconfirmed bool // of a visit: its day is over, and nobody confirmed a form with nothing else wrong
	refused     bool // of a claim: in vain when it was made, or beyond the site's limits
	known       *knowledge
	history     history
	view        int32 // the place up to which links and findings are known
}

// A knowledge is what a case has put on record about whom a customer belongs
// to, apart from receptions.
type knowledge struct {
	relations []*Own   // whose relative or friend, as put on record
	announced Person   // for whom announced in advance
	wish      Person   // whom they named outside a visit
	invited   Person   // who invited them
	replaced  []Person // who have lost them by an upheld complaint
}

// empty says whether nothing is on record that speaks for anybody.
func (k *knowledge) empty() bool {
	return len(k.relations) == 0 && k.announced == "" && k.wish == "" && k.invited == ""
}

// forget drops what speaks for p. After an upheld complaint nothing written
// before it brings a customer back to whom it was about.
func (k *knowledge) forget(p Person) {
	k.relations = slices.DeleteFunc(k.relations, func(o *Own) bool { return o.Person == p })
	for _, named := range []*Person{&k.announced, &k.wish, &k.invited} {
		if *named == p {
			*named = ""
		}
	}
}

// A history is a case up to a moment, for clauses that look back.
type history struct {
	book   *Book
	party  *party
	places []int32 // withdrawn ones too, the moment's own excluded
}

// inVain says whether ch would give a customer to somebody who is no longer there
// to have them, unless the register says that they received or took the call
// themselves. A ruling is not asked.
func (m *moment) inVain(ch change) bool {
	switch e := m.event.Body.(type) {
	case *Call:
		return ch.effect == Gained && ch.owner != e.Person && m.history.book.statusAt(ch.owner, m.place).left
	case *Visit, *Recognise, *HandBack:
		return (ch.effect == Gained || ch.effect == HandedTo) && m.hasLeft(ch.owner)
	}
	return ch.effect == Gained && m.history.book.statusAt(ch.owner, m.place).left
}

// hasLeft says whether p, another than the receiver, had left by then.
func (m *moment) hasLeft(p Person) bool {
	return p != "" && p != m.visit.visit.Person && m.history.book.statusAt(p, m.place).left
}

// before returns the place of the last event before at, -1 if there is none.
func (b *Book) before(at time.Time) int32 {
	return int32(sort.Search(len(b.log), func(i int) bool {
		for b.log[i] == nil { // let go, and no earlier than the one before it
			i--
		}
		return !b.log[i].At.Before(at)
	})) - 1
}

// standing is what the owner's ownership rests on: a reading of ours first, if
// it hangs on one.
func (t *tenure) standing() []*Clause {
	if t.stayed != nil && t.stayed.Assumed {
		return []*Clause{t.stayed, t.gained}
	}
	return []*Clause{t.gained, t.stayed}
}

// id returns the clause's id, empty for none.
func (c *Clause) id() string {
	if c == nil {
		return ""
	}
	return c.ID
}

// actor returns the person whom a step concerns.
func actor(m *moment) Person {
	switch e := m.event.Body.(type) {
	case *Visit:
		return e.Person
	case *Call:
		return e.Person
	case *Prefile:
		return e.Person
	case *Own:
		return e.Person
	case *Wish:
		return e.Person
	case *DetailsEntry:
		return e.Person
	case *FollowUp:
		return e.Person
	case *Contact:
		return e.Person
	case *Appointment:
		return e.Person
	case *Claim:
		return e.Person
	case *Assign:
		return e.Person
	case *GiveUp:
		return e.Person
	case *Complaint:
		return e.Person
	case *Recognise:
		return e.Person
	case *HandBack:
		return m.tenure.owner
	case *Told:
		return m.visit.visit.Person
	case *Deal:
		return e.Person
	case *Confirm:
		return e.Person
	case *Ruling:
		return e.Owner
	}
	return ""
}

// lapseClause is the clause that takes a customer away when protection is over.
func (p *Policy) lapseClause() *Clause {
	switch {
	case len(p.lapsing) > 0:
		return p.lapsing[0].Clause
	case len(p.protecting) > 0:
		return p.protecting[0].Clause
	}
	return nil
}

// departure returns the place at which p, an owner since the place from, left
// before the place end; 0 if they did not. heir takes over their customer, who
// has bought or not, if anybody.
func (b *Book) departure(p Person, from, end int32, sold bool) (gone int32, heir Person, clause *Clause) {
	for _, place := range b.departures[p] {
		if place <= from || place >= end || b.gone[place] {
			continue
		}
		s := b.log[place].Body.(*Staff)
		policy := b.policyAt(place)
		for _, rule := range policy.departing {
			if heir, ok := rule.ask.successor(s.Successor, sold); ok {
				return place, heir, rule.Clause
			}
		}
		return place, "", nil
	}
	return 0, "", nil
}
