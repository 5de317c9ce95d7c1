package rules

import (
	"sort"
	"time"
)

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
