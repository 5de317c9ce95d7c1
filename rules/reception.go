package rules

import (
	"iter"
	"slices"
	"time"
)

// A reception is a visit, and what was found when the register came to it.
type reception struct {
	place int32
	event *Event
	visit *Visit

	// found at its place; expected stays, whatever becomes of the visit
	decided    bool
	expected   Person
	owner      Person // whose customer it was, or is by a special claim
	returning  bool   // owner owned already
	referrers  Person // whose customer the referrer was
	bought     bool   // and had bought
	ownerFree  bool   // the owner could have received
	registered bool
	knowing    bool
	behalf     bool      // for the owner, with their word or known to be theirs
	covers     Person    // the owner for whom the clauses let them receive without a word
	mode       FloorMode // of the floor then
	duty       Person    // at lunch
	turn       bool
	unasked    bool // for an owner who could not, though nobody has said so
	makeup     bool
	passed     []passed
	kept       []passed // who kept their place though it went past them
	turnClause *Clause
	expectedBy *Clause
	next       Person // in the rotation, when it began
	basis      []*Clause

	// what came later, by place; 0: not so
	returned   int32   // it gave the customer back, or made it on behalf
	returnedBy *Clause // the clause of that
	gaveTurn   bool    // and the receiver's turn with it
	handed     int32   // since when the owner receives
	falsified  []int32 // findings that void the registration
}

// covering says whether p receives here for somebody else.
func (v *reception) covering(p Person) bool {
	return (v.behalf || v.returned != 0 || v.unasked) && v.owner != p
}

// person returns who receives in the end.
func (v *reception) person() Person {
	if v.handed != 0 {
		return v.owner
	}
	return v.visit.Person
}

// receive folds a visit: whose customer it is, who should have received, what
// it does to the rotation.
func (b *Book) receive(place int32, e *Event, visit *Visit) {
	v := b.visits[visit.ID]
	policy := b.policyAt(place)
	v.passed, v.kept, v.turn, v.makeup = v.passed[:0], v.kept[:0], false, false
	if visit.Referrer != "" {
		t := b.tenureAt(visit.Referrer, place, e.At)
		v.referrers, v.bought = t.owner, t.sold
	}
	r := b.replay(b.partyAt(b.files[visit.Customer], place), place, nil)
	r.through(place, policy.comes(e))
	before := r.tenure
	v.knowing = visit.Knowing || slices.Contains(before.shown, visit.Person)
	var byClaim *Clause
	if v.returned == 0 {
		v.owner, v.returning = before.owner, before.owner != ""
	}
	v.mode, v.duty = b.floor.mode, b.floor.duty
	if v.owner == "" {
		m := moment{event: e, place: place, at: e.Happened(), tenure: &before, visit: v, known: &r.known, history: r.history(), view: place}
		v.owner, byClaim = policy.claimant(&m)
	}
	d := b.doorAt(&b.floor, door{
		visit: visit, receiver: visit.Person, owner: v.owner, returning: v.returning, by: before.gained,
		sold: v.returning && before.sold, pooled: before.owner == "" && before.left && before.sold, touches: before.touches,
		returned: v.returned != 0, handed: v.handed != 0, leaders: b.leads(e.By),
	}, place, e.At)
	v.ownerFree = d.owner != "" && d.free
	if visit.Venue != "" && v.returning && v.owner != visit.Person {
		h := r.history()
		at := h.venueOf(v.owner)
		d.elsewhere = at != "" && at != visit.Venue
	}
	if visit.AskedFor != "" && v.returning {
		d.askedMet = r.history().metOnly(visit.Customer, visit.AskedFor, place)
	}
	v.covers = policy.covered(&d)
	v.behalf = v.standsIn()
	d.behalf, d.unaware = v.behalf, v.unaware(&r.known)
	done, by := r.step()
	d.chosen = v.returning && done.effect == Gained && done.owner == visit.AskedFor
	v.registered = r.registered(v)
	expected, byDoor := policy.receiver(&d)
	if !v.decided {
		v.decided, v.expected, v.expectedBy, v.next = true, expected, byDoor, d.next
	}
	t, byTurn := policy.turn(&d)
	v.turn, v.turnClause, v.unasked = t.uses, byTurn, t.covers
	if t.uses {
		b.takeTurn(v, policy)
	}
	if t.owes {
		b.floor.owed.owe(visit.Person)
		b.moved(place, e, visit.Person, v, PassedOwed, "", byTurn)
	}
	v.basis = v.basis[:0]
	for _, c := range []*Clause{v.returnedBy, by, byClaim, r.assignment(&before, v), byDoor, byTurn} {
		v.rest(c)
	}
	if !v.registered {
		v.rest(r.formBy)
	}
	for _, p := range v.passed {
		v.rest(p.clause)
	}
	for _, p := range v.kept {
		v.rest(p.clause)
	}
	b.occupy(place, visit.Person, v, e.At)
}

// assignment returns the clause by which management had given the customer to v's
// receiver, who receives them for the first time since; nil if it had not.
func (r *replay) assignment(before *tenure, v *reception) *Clause {
	if before.owner != v.visit.Person {
		return nil
	}
	if e := r.book.log[before.from]; e == nil || e.Body.Kind() != "assign" {
		return nil
	}
	for _, place := range r.places {
		e, ok := r.book.log[place].Body.(*Visit)
		if ok && place > before.from && place < v.place && !r.book.gone[place] && r.member(e.Customer) >= 0 {
			return nil
		}
	}
	return before.gained
}

// leads says whether p is a leader or above.
func (b *Book) leads(p Person) bool {
	s := b.floor.seat(p)
	return s != nil && s.role.rank() > Consultant.rank()
}

// rest adds c to what the decision on v rests on.
func (v *reception) rest(c *Clause) {
	if c != nil && !slices.Contains(v.basis, c) {
		v.basis = append(v.basis, c)
	}
}

// standsIn says whether the receiver receives for the owner, as far as the
// visit itself tells.
func (v *reception) standsIn() bool {
	switch {
	case v.owner == "" || v.owner == v.visit.Person:
		return false
	case v.visit.For != "":
		return v.visit.For == v.owner
	}
	return v.visit.Consent || v.covers == v.owner
}

// unaware says whether the receiver does not know that the customer is the
// owner's: nobody said so at the door. Who was replaced after a complaint knows.
func (v *reception) unaware(k *knowledge) bool {
	t := v.visit
	byAppointment := t.Via == "appointment" && k.invited == v.owner
	knows := v.knowing || slices.Contains(k.replaced, t.Person)
	return v.returning && v.owner != t.Person && !v.behalf && !knows && t.AskedFor != v.owner && t.MessageFrom != v.owner && !byAppointment
}

// registered says whether v is validly registered as far as r has read.
func (r *replay) registered(v *reception) bool {
	return !slices.ContainsFunc(r.open, func(u unregistered) bool { return u.visit == v })
}

// giveBack folds a hand-back or a recognition: if it gives the customer back to
// the owner, or makes the reception one on the owner's behalf, the receiver's
// turn is as it was before.
func (b *Book) giveBack(place int32, e *Event, v *reception) {
	if v == nil || b.gone[v.place] {
		return
	}
	if v.handed == 0 || v.handed == place {
		r := b.replay(b.partyAt(b.files[v.visit.Customer], place), place, nil)
		r.through(place, e.At)
		ch, by := r.step()
		owner := r.tenure.owner
		if ch.effect != HandedTo && !ch.behalf || owner == "" || owner == v.visit.Person {
			return
		}
		if ch.effect == HandedTo {
			v.handed = place
		}
		if v.returned == 0 {
			v.returned, v.returnedBy, v.gaveTurn = place, by, v.turn
			v.owner, v.returning = owner, true
			b.givenBack = append(b.givenBack, v)
			b.refold(v.place, place)
			b.settle(e.At)
		}
	}
	if v.returned == place && v.gaveTurn {
		b.moved(place, e, v.visit.Person, v, Returned, "", v.returnedBy)
	}
	if v.handed == place {
		b.release(place, v)
		b.occupy(place, v.owner, v, e.At)
	}
}

// Reception returns a visit; false if unknown or withdrawn.
func (b *Book) Reception(id VisitID, at time.Time) (Reception, bool) {
	v := b.visits[id]
	if v == nil || b.gone[v.place] {
		return Reception{}, false
	}
	a := Reception{
		Visit: id, Customer: v.visit.Customer, At: v.event.At, Person: v.person(), Expected: v.expected,
		Turn: v.turn, New: !v.returning, Grounds: grounds(v.basis...),
	}
	if v.person() != v.owner && (v.behalf || v.returned != 0) {
		a.OnBehalfOf = v.owner
	}
	r := b.replay(b.partyAt(b.files[v.visit.Customer], b.newest()), b.newest(), nil)
	r.asked, r.heals = at, v
	r.through(b.newest()+1, at)
	if a.Registered = r.registered(v); a.Registered && !v.registered {
		a.Grounds = grounds(append([]*Clause{r.healed}, v.basis...)...)
	}
	for i := range b.floor.seats {
		if s := &b.floor.seats[i]; s.visit == v && s.busy(at) {
			a.Open = true
		}
	}
	return a, true
}

// Visits yields every visit that was not withdrawn, in register order.
func (b *Book) Visits() iter.Seq[VisitID] {
	return func(yield func(VisitID) bool) {
		for _, v := range b.receptions {
			if !b.gone[v.place] && !yield(v.visit.ID) {
				return
			}
		}
	}
}

// VisitsSince counts the visits recorded from t on that were not withdrawn.
func (b *Book) VisitsSince(t time.Time) int {
	n := 0
	for _, v := range slices.Backward(b.receptions) {
		if v.event.At.Before(t) {
			break
		}
		if !b.gone[v.place] {
			n++
		}
	}
	return n
}

// Arrival says what the policy makes of c standing at the door with asker as
// the one who would receive. The zero Customer, or one the register does not
// know, is a new one.
func (b *Book) Arrival(c Customer, asker Person, at time.Time) Arrival {
	var a Arrival
	policy := b.Policy()
	d := door{receiver: asker}
	var by *Clause
	a.Holding, a.Known = b.Holding(c, at)
	if a.Known {
		r := b.replay(b.partyAt(b.files[c], b.newest()), b.newest(), nil)
		r.asked = at
		r.through(b.newest()+1, at)
		d.owner, d.returning, d.touches = r.tenure.owner, r.tenure.owner != "", r.tenure.touches
		d.by, d.sold = r.tenure.gained, d.returning && r.tenure.sold
		if by = r.tenure.gained; !d.returning {
			e := Event{At: at, Body: &Visit{Customer: c, Person: asker}}
			m := moment{event: &e, place: b.newest() + 1, at: at, tenure: &r.tenure, known: &r.known, history: r.history(), view: b.newest()}
			m.visit = &reception{event: &e, visit: e.Body.(*Visit)}
			d.owner, by = policy.claimant(&m)
		}
	}
	f := b.floorAt(at)
	a.Returns, a.Own = d.returning, d.owner == asker && asker != ""
	if s := f.seat(d.owner); s != nil {
		a.Present = s.free(at)
		a.Busy = !s.left && s.state == Ready && s.busy(at)
	}
	d = b.doorAt(&f, d, b.newest()+1, at)
	receiver, byDoor := policy.receiver(&d)
	a.Receiver = receiver
	a.Makeup = d.makeup && receiver == d.next && d.owner == ""
	a.Window = policy.window()
	clauses := []*Clause{by, byDoor}
	if d.returning && receiver != d.owner {
		clauses = []*Clause{byDoor, by}
	}
	a.Grounds = grounds(clauses...)
	return a
}

// window returns the minutes within which an owner may still recognise a
// customer whom a colleague receives; 0 if no clause has one.
func (p *Policy) window() int {
	for _, c := range p.clauses {
		for _, r := range slices.Concat(c.rules, c.read) {
			if w, ok := r.(interface{ windowMinutes() int }); ok && w.windowMinutes() > 0 {
				return w.windowMinutes()
			}
		}
	}
	return 0
}
