package rules

import (
	"cmp"
	"slices"
	"time"
)

// A floor is the fold of all that bears on the order of reception.
type floor struct {
	seats []seat    // in order of introduction
	queue []Person  // whoever is ready or not
	owed  debts     // make-up turns not yet taken
	grace []waiting // turns missed of which nobody knows yet how they count
	mode  FloorMode
	duty  Person
	taken []Person // who ever took a turn, in order of first appearance
	lost  []Person // who ever lost one, likewise
}

// A seat is one person's place on the floor.
type seat struct {
	person Person
	name   string
	role   Role
	status
	turns  int
	passes int
}

// A status is what somebody is doing.
type status struct {
	left     bool
	state    ShiftState
	reason   string
	approved bool
	since    time.Time  // of state
	visit    *reception // that keeps them busy
	from     time.Time  // since when
	until    time.Time  // the midnight that ends it at the latest
}

// busy says whether a reception keeps them from another.
func (s *status) busy(at time.Time) bool { return s.visit != nil && at.Before(s.until) }

// free says whether they can receive.
func (s *status) free(at time.Time) bool { return !s.left && s.state == Ready && !s.busy(at) }

// A waiting turn was missed by somebody who may still be back in time.
type waiting struct {
	person   Person
	visit    *reception // that passed them
	deadline time.Time  // up to and including
	reason   string
	clause   *Clause
}

// A mark is somebody's status from the event at place on.
type mark struct {
	place int32
	status
}

// An absence is why somebody did not take a turn.
type absence struct {
	state    ShiftState
	reason   string
	approved bool
	busy     bool // with a customer
	covering bool // with a colleague's customer, on their behalf
	absent   bool // and that colleague is not on site
}

// A fate is what becomes of a missed turn; the zero fate is lost for good.
type fate struct {
	keeps bool          // not passed at all
	owed  bool          // a make-up turn is owed
	grace time.Duration // owed if they are back within that, else lost
}

// missed asks the clauses what becomes of a missed turn.
func (p *Policy) missed(a absence) (fate, *Clause) {
	for _, r := range p.passing {
		if f, ok := r.ask.missed(a); ok {
			return f, r.Clause
		}
	}
	return fate{}, nil
}

func (f *floor) clone() floor {
	c := *f
	c.seats = slices.Clone(f.seats)
	c.queue = slices.Clone(f.queue)
	c.owed = f.owed.clone()
	c.grace = slices.Clone(f.grace)
	c.taken = slices.Clone(f.taken)
	c.lost = slices.Clone(f.lost)
	return c
}

// seat returns p's seat, nil if p was never introduced.
func (f *floor) seat(p Person) *seat {
	for i := range f.seats {
		if f.seats[i].person == p {
			return &f.seats[i]
		}
	}
	return nil
}

// sit returns p's seat. One whose introduction was withdrawn has one as soon as
// they do anything.
func (f *floor) sit(p Person) *seat {
	if f.seat(p) == nil {
		f.seats = append(f.seats, seat{person: p, role: Consultant, status: status{state: Ready}})
	}
	return f.seat(p)
}

// place returns p's place in the queue, 0 if not in it.
func (f *floor) place(p Person) int { return slices.Index(f.queue, p) + 1 }

// next returns whose turn it is, the owner apart; nobody if nobody is ready.
func (f *floor) next(at time.Time, owner Person, barred func(Person) bool) (p Person, makeup bool) {
	for _, d := range f.owed.lines {
		if d.person != owner && f.seat(d.person).free(at) && !barred(d.person) {
			return d.person, true
		}
	}
	return f.first(at, owner, barred), false
}

// first returns the queue's first who is free and not the owner.
func (f *floor) first(at time.Time, owner Person, barred func(Person) bool) Person {
	for _, p := range f.queue {
		if p != owner && f.seat(p).free(at) && !barred(p) {
			return p
		}
	}
	return ""
}

// last returns the queue's last who is free and not the owner.
func (f *floor) last(at time.Time, owner Person) Person {
	for _, p := range slices.Backward(f.queue) {
		if p != owner && f.seat(p).free(at) {
			return p
		}
	}
	return ""
}

// staff folds somebody's introduction, change of role, or leaving.
func (b *Book) staff(place int32, e *Event, s *Staff) {
	f := &b.floor
	x := f.sit(s.ID)
	x.name = cmp.Or(s.Name, x.name)
	x.role = cmp.Or(s.Role, x.role)
	if left := s.Status == "left"; left != x.left && s.Status != "" {
		x.status = status{left: left, state: Ready, since: e.At}
		if left {
			mine := func(p Person) bool { return p == s.ID }
			f.queue = slices.DeleteFunc(f.queue, mine)
			f.owed.drop(s.ID)
			f.grace = slices.DeleteFunc(f.grace, func(w waiting) bool { return w.person == s.ID })
		}
	}
	b.mark(place, x)
}

// rota folds a new order.
func (b *Book) rota(place int32, e *Event, r *Rota) {
	f := &b.floor
	f.queue = f.queue[:0:0]
	for _, p := range r.Order {
		if !f.sit(p).left {
			f.queue = append(f.queue, p)
		}
	}
	for _, p := range f.queue {
		b.moved(place, e, p, nil, Ordered, "", nil)
	}
}

// shift folds a change of state.
func (b *Book) shift(place int32, e *Event, s *Shift) {
	x := b.floor.sit(s.Person)
	if x.state != s.State || x.since.IsZero() {
		x.since = e.At
	}
	x.state, x.reason, x.approved = s.State, cmp.Or(s.Reason, "none"), s.Approved
	if s.State == Ready {
		x.reason, x.approved = "", false
		b.back(place, e, s.Person)
	}
	b.mark(place, x)
}

// back turns the missed turns of somebody who is back in time into make-up
// turns.
func (b *Book) back(place int32, e *Event, p Person) {
	f := &b.floor
	f.grace = slices.DeleteFunc(f.grace, func(w waiting) bool {
		if w.person != p {
			return false
		}
		f.owed.owe(p)
		b.moved(place, e, p, w.visit, PassedOwed, w.reason, w.clause)
		return true
	})
}

// settle counts as lost what nobody came back for by at.
func (b *Book) settle(at time.Time) {
	b.floor.settle(at, func(w waiting) {
		b.moved(w.visit.place, w.visit.event, w.person, w.visit, PassedLost, w.reason, w.clause)
	})
}

func (f *floor) settle(at time.Time, lost func(waiting)) {
	f.grace = slices.DeleteFunc(f.grace, func(w waiting) bool {
		if !at.After(w.deadline) {
			return false
		}
		f.pass(w.person)
		lost(w)
		return true
	})
}

// pass counts a turn of p's as lost for good.
func (f *floor) pass(p Person) {
	f.seat(p).passes++
	if !slices.Contains(f.lost, p) {
		f.lost = append(f.lost, p)
	}
}

// takeTurn folds a turn that v's receiver takes: a make-up turn, which leaves the
// queue as it is, or the queue's, past those who are not there to take it.
func (b *Book) takeTurn(v *reception, policy *Policy) {
	f, at, p := &b.floor, v.event.At, v.visit.Person
	x := f.sit(p)
	x.turns++
	if !slices.Contains(f.taken, p) {
		f.taken = append(f.taken, p)
	}
	if x.free(at) && f.owed.pay(p) {
		v.makeup = true
		b.moved(v.place, v.event, p, v, TookMakeup, "", v.turnClause)
		return
	}
	own := slices.Index(f.queue, p)
	if own < 0 {
		return
	}
	var stay, passed []Person
	for _, q := range f.queue[:own] {
		if s := f.seat(q); s.free(at) || b.passOver(s, v, policy) {
			stay = append(stay, q)
		} else {
			passed = append(passed, q)
		}
	}
	f.queue = slices.Concat(stay, f.queue[own+1:], passed, []Person{p})
	for _, m := range v.passed {
		switch {
		case m.fate.owed:
			f.owed.owe(m.person)
			b.moved(v.place, v.event, m.person, v, PassedOwed, m.reason, m.clause)
		case m.fate.grace > 0:
			f.grace = append(f.grace, waiting{m.person, v, v.event.Happened().Add(m.fate.grace), m.reason, m.clause})
		default:
			f.pass(m.person)
			b.moved(v.place, v.event, m.person, v, PassedLost, m.reason, m.clause)
		}
	}
	b.moved(v.place, v.event, p, v, TookTurn, "", v.turnClause)
}

// A passed is one person whom a reception passed over.
type passed struct {
	person Person
	reason string
	fate   fate
	clause *Clause
}

// passOver says whether s keeps their place though v goes past them; if not,
// v's list of those passed has them.
func (b *Book) passOver(s *seat, v *reception, policy *Policy) (keeps bool) {
	a := absence{state: s.state, reason: cmp.Or(s.reason, "none"), approved: s.approved, busy: s.busy(v.event.At)}
	a.covering = a.busy && s.visit.covering(s.person)
	if a.covering {
		colleague := b.statusAt(s.visit.owner, s.visit.place)
		a.absent = colleague.left || colleague.state != Ready
	}
	fate, clause := policy.missed(a)
	reason := s.reason
	switch {
	case s.state == Off:
		reason = "off"
	case a.busy && s.state == Ready:
		reason = "busy"
	}
	if fate.keeps {
		v.kept = append(v.kept, passed{s.person, reason, fate, clause})
		return true
	}
	v.passed = append(v.passed, passed{s.person, reason, fate, clause})
	return false
}

// occupy makes v keep p busy from at on.
func (b *Book) occupy(place int32, p Person, v *reception, at time.Time) {
	x := b.floor.sit(p)
	x.visit, x.from = v, at
	x.until = dateOf(v.event.At, b.zone).plus(1).start(b.zone)
	b.mark(place, x)
}

// release ends v for whomever it keeps busy.
func (b *Book) release(place int32, v *reception) {
	for i := range b.floor.seats {
		if x := &b.floor.seats[i]; x.visit == v {
			x.visit = nil
			b.mark(place, x)
		}
	}
}

// mark remembers somebody's status, for questions about the past.
func (b *Book) mark(place int32, x *seat) {
	b.marks[x.person] = append(b.marks[x.person], mark{place, x.status})
}

// statusAt returns what p was doing when the event at place was written.
func (b *Book) statusAt(p Person, place int32) status {
	marks := b.marks[p]
	i, _ := slices.BinarySearchFunc(marks, place, func(m mark, place int32) int {
		return cmp.Compare(m.place, place)
	})
	if i == 0 {
		return status{state: Ready}
	}
	return marks[i-1].status
}

// moved writes down a change of p's place.
func (b *Book) moved(place int32, e *Event, p Person, v *reception, cause MoveCause, reason string, c *Clause) {
	m := Move{Seq: int64(place) + 1, At: e.At, Person: p, Cause: cause, Reason: reason, Place: b.floor.place(p), Clause: c.id()}
	if v != nil {
		m.Visit = v.visit.ID
	}
	b.moves = append(b.moves, m)
}
