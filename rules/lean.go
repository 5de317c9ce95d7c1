package rules

import (
	"errors"
	"slices"
	"time"
)

// ErrLetGo is why a lean book cannot go on: an event bears on follow-ups that it
// has let go. Read the register again, with what a [Keep] noted of all of it.
var ErrLetGo = errors.New("the register comes back to a follow-up that was let go")

// Keep is what a lean book must hold on to. The zero Keep is nothing in
// particular.
type Keep struct {
	events    map[int64]bool    // those that are withdrawn later
	customers map[Customer]bool // those who are linked with others
}

// Note takes in one event of a first reading.
func (k *Keep) Note(e Event) {
	switch b := e.Body.(type) {
	case *Withdraw:
		if b.Seq != 0 {
			if k.events == nil {
				k.events = map[int64]bool{}
			}
			k.events[b.Seq] = true
		}
	case *Link:
		if k.customers == nil {
			k.customers = map[Customer]bool{}
		}
		k.customers[b.Customer], k.customers[b.Other] = true, true
	}
}

// NewLeanBook returns a book for one report on a register that is read once: as
// it goes, it lets go of the follow-ups and contacts on which nothing depends
// any more. Its report is that of [NewBook]'s, to the byte; of its other answers
// it has only those that look at no single event. Apply gives ErrLetGo where it
// would have to know one after all: keep, noted of the whole register, prevents
// that for withdrawals and links.
//
// Of three contacts in a row by one person with one customer, with nothing else
// about the customer between them, the middle one can go if the first and the
// last are so close that no clause in force looks at what lies between
// (see bridges): whoever owned at the middle one owned, and was protected, all
// the way. At least one later event stays beside them, so that the last entry
// can be taken back at any time.
func NewLeanBook(policy *Policy, zone *time.Location, keep Keep) *Book {
	b := NewBook(policy, zone)
	b.lean = &lean{keep: keep, holes: map[*file]int32{}}
	return b
}

// A lean says what a book has let go.
type lean struct {
	keep   Keep
	holes  map[*file]int32 // by file: the place after its last hole
	border int32           // the place of the last event that no contact bridges
	late   bool            // something was written down late
}

// A bridging clause looks at single contacts. It says whether it is all the same
// to it what the same person had between two of a kind.
type bridging interface {
	bridges(from, to time.Time, zone *time.Location) bool
}

// bridges says whether nothing depends on a contact between two others of its
// kind, by the same person with the same customer and nothing else of the
// customer between them.
func (p *Policy) bridges(from, to time.Time, zone *time.Location) bool {
	if len(p.protecting) > 0 {
		if until := p.protecting[0].ask.until(from, zone); !until.IsZero() && !to.Before(until) {
			return false // protection might run out between them
		}
	}
	if p.limits.OverdueFollowUps > 0 && dateOf(from, zone) != dateOf(to, zone) {
		return false // what is overdue is counted at any time
	}
	return !slices.ContainsFunc(p.bridging, func(r rule[bridging]) bool { return !r.ask.bridges(from, to, zone) })
}

// bridges: a protection that ends between them goes on from the heir's last
// contact, if that holds.
func (c *laterConsultant) bridges(from, to time.Time, zone *time.Location) bool {
	return to.Before(afterMonths(from, c.Months, zone))
}

// bridges: gaps between follow-ups are looked at.
func (x *forgotten) bridges(from, to time.Time, zone *time.Location) bool {
	return x.MaxGapDays == 0 || to.Before(afterDays(from, x.MaxGapDays, zone))
}

// letGo is called when f has got an event: the third last of it may go.
func (b *Book) letGo(f *file) {
	n := len(f.places)
	if n < 4 || len(f.links) > 0 || b.lean.keep.customers[f.id] {
		return
	}
	first, middle, last := f.places[n-4], f.places[n-3], f.places[n-2]
	if first < b.lean.border {
		return
	}
	who, kind, ok := b.bare(first)
	if !ok {
		return
	}
	for _, place := range []int32{middle, last} {
		if p, k, ok := b.bare(place); !ok || p != who || k != kind {
			return
		}
	}
	if !b.bridged(b.log[first].At, b.log[last].At) {
		return
	}
	b.log[middle] = nil
	f.places = slices.Delete(f.places, n-3, n-2)
	b.lean.holes[f] = last
}

// bridged asks all policies that are, or may come to be again, in force.
func (b *Book) bridged(from, to time.Time) bool {
	if !b.policies[0].policy.bridges(from, to, b.zone) {
		return false
	}
	return !slices.ContainsFunc(b.brought, func(f inForce) bool { return !f.policy.bridges(from, to, b.zone) })
}

// bare returns who had a contact, and of what kind, if that is all that the
// event at place says.
func (b *Book) bare(place int32) (who Person, kind Kind, ok bool) {
	e := b.log[place]
	if !e.Came.IsZero() || b.lean.keep.events[e.Seq] {
		return "", "", false
	}
	switch c := e.Body.(type) {
	case *FollowUp:
		return c.Person, c.Kind(), true
	case *Contact:
		return c.Person, c.Kind(), true
	}
	return "", "", false
}

// watch notes what e means for what may go, before it is applied; ErrLetGo if it
// bears on what has gone.
func (b *Book) watch(e *Event) error {
	l := b.lean
	switch body := e.Body.(type) {
	case *Withdraw:
		for _, place := range b.places(body) {
			if err := b.recall(place); err != nil {
				return err
			}
		}
	case *Link:
		for _, id := range []Customer{body.Customer, body.Other} {
			if f := b.files[id]; f != nil && l.holes[f] > 0 && (l.late || !e.Came.IsZero()) {
				return ErrLetGo // one written late may lie before what is left
			}
		}
	case *Staff, *PolicyChange:
		l.border = int32(len(b.log))
	}
	if !e.Came.IsZero() {
		l.late = true
	}
	return nil
}

// recall says whether the event at place can be taken back.
func (b *Book) recall(place int32) error {
	e := b.log[place]
	if e == nil {
		return ErrLetGo
	}
	var c Customer
	switch body := e.Body.(type) {
	case *FollowUp:
		c = body.Customer
	case *Contact:
		c = body.Customer
	case *Site:
		if body.Timezone != "" && len(b.lean.holes) > 0 {
			return ErrLetGo // every day begins at another time
		}
		return nil
	default:
		return nil
	}
	if _, _, bare := b.bare(place); bare && place <= b.lean.holes[b.files[c]] {
		return ErrLetGo
	}
	return nil
}
