package rules

import (
	"slices"
	"time"
)

// A FloorShare is what one person got of the floor in a time.
type FloorShare struct {
	Person    Person
	Turns     int // taken, make-up turns among them
	Owed      int // make-up turns not yet taken, whenever they came to be
	Lost      int // turns that passed them for good
	New       int // customers of nobody whom they received
	Deals     int // sales they closed, by the day of the subscription
	OutOfTurn []Exception
}

// An Exception is a customer of nobody who was received by another than the
// next in the rotation, while somebody was ready.
type Exception struct {
	Visit  VisitID
	At     time.Time
	Next   Person // whose turn it was
	Why    ExceptionCause
	Clause string // by which another should have received; empty: the next should
}

// An ExceptionCause says why somebody received out of turn.
type ExceptionCause string

// The reasons for a reception out of turn.
const (
	ByAsked       ExceptionCause = "asked"       // the customer asked for them
	ByAppointment ExceptionCause = "appointment" // they had invited the customer
	ByAssignment  ExceptionCause = "assigned"    // a leader said so
	ByReferral    ExceptionCause = "referral"    // a customer of theirs sent this one
	ByClaim       ExceptionCause = "claim"       // theirs by a special claim: kin, announced in advance
	ByLunch       ExceptionCause = "lunch"       // they had lunch duty
	ByRush        ExceptionCause = "rush"        // there was no queue
	ByNothing     ExceptionCause = "none"        // no reason is on record
)

// Fairness says what each of the staff got from a moment on and before until, as
// known at at, which must not lie before the last event, in order of introduction. What was withdrawn
// or given back does not count.
func (b *Book) Fairness(from, until, at time.Time) []FloorShare {
	b.settle(b.Last())
	in := func(t time.Time) bool { return !t.Before(from) && t.Before(until) }
	var all []FloorShare
	share := func(p Person) *FloorShare {
		i := slices.IndexFunc(all, func(s FloorShare) bool { return s.Person == p })
		if i < 0 {
			i, all = len(all), append(all, FloorShare{Person: p})
		}
		return &all[i]
	}
	for _, s := range b.floor.seats {
		share(s.person)
	}
	for _, m := range b.moves {
		if m.Cause == PassedLost && in(m.At) {
			share(m.Person).Lost++
		}
	}
	now := b.floor.clone()
	now.settle(at, func(w waiting) {
		if in(w.visit.event.At) {
			share(w.person).Lost++
		}
	})
	for _, d := range now.owed.lines {
		share(d.person).Owed = len(d.turns)
	}
	for _, v := range b.receptions {
		if b.gone[v.place] || !in(v.event.At) {
			continue
		}
		if v.turn {
			share(v.visit.Person).Turns++
		}
		if v.returning {
			continue
		}
		s := share(v.person())
		s.New++
		if e, out := v.exception(); out {
			s.OutOfTurn = append(s.OutOfTurn, e)
		}
	}
	for id := range b.Deals() {
		if s, _ := b.Settlement(id, at); !s.Subscribed.IsZero() && in(s.Subscribed) {
			share(s.Closer).Deals++
		}
	}
	return all
}

// exception says why v, of a customer of nobody, was not the next one's; false
// if it was, or if the customer came for no sale.
func (v *reception) exception() (Exception, bool) {
	visit := v.visit
	switch {
	case v.next == "" || visit.Person == v.next:
		return Exception{}, false
	case visit.Purpose != "" && visit.Purpose != "buy" && visit.Purpose != "look":
		return Exception{}, false
	}
	e := Exception{Visit: visit.ID, At: v.event.At, Next: v.next, Why: ByNothing}
	if v.expected != v.next {
		e.Clause = v.expectedBy.id()
	}
	switch {
	case v.mode == Lunch:
		e.Why = ByLunch
	case v.mode == Rush:
		e.Why = ByRush
	case visit.AskedFor == visit.Person:
		e.Why = ByAsked
	case visit.Via == "appointment":
		e.Why = ByAppointment
	case visit.Via == "assigned":
		e.Why = ByAssignment
	case v.referrers == visit.Person:
		e.Why = ByReferral
	case v.owner == visit.Person:
		e.Why = ByClaim
	}
	return e, true
}
