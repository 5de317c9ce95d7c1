package rules

import (
	"slices"
	"time"
)

// Rotation returns the order of reception.
func (b *Book) Rotation(at time.Time) Rotation {
	f := b.floorAt(at)
	r := Rotation{Queue: slices.Clone(f.queue), Mode: f.mode, Duty: f.duty}
	r.Next, r.Makeup = f.next(at, "", b.barred(b.newest()+1, at))
	for _, d := range f.owed.lines {
		r.Owed = append(r.Owed, Tally{d.person, len(d.turns)})
	}
	for _, p := range f.taken {
		r.Turns = append(r.Turns, Tally{p, f.seat(p).turns})
	}
	for _, p := range f.lost {
		r.Passes = append(r.Passes, Tally{p, f.seat(p).passes})
	}
	return r
}

// floorAt returns the floor at a moment after the last event.
func (b *Book) floorAt(at time.Time) floor {
	f := b.floor.clone()
	f.settle(at, func(waiting) {})
	return f
}

// count adds one for p.
func count(all []Tally, p Person) []Tally {
	for i := range all {
		if all[i].Person == p {
			all[i].N++
			return all
		}
	}
	return append(all, Tally{p, 1})
}

// Moves returns the last n changes of p's place, oldest first.
func (b *Book) Moves(p Person, n int) []Move {
	b.settle(b.Last())
	var last []Move
	for _, m := range slices.Backward(b.moves) {
		if len(last) == n {
			break
		}
		if m.Person == p {
			last = append(last, m)
		}
	}
	slices.Reverse(last)
	return last
}

// Members returns the staff in order of introduction, as of at, which must not
// lie before the last event. The same holds for every at below.
func (b *Book) Members(at time.Time) []Member {
	f := b.floorAt(at)
	all := make([]Member, len(f.seats))
	today := dateOf(at, b.zone)
	for i := range f.seats {
		all[i] = f.member(&f.seats[i], at)
	}
	for _, v := range slices.Backward(b.receptions) {
		if dateOf(v.event.At, b.zone) != today {
			break
		}
		if b.gone[v.place] {
			continue
		}
		for i := range all {
			if all[i].Person == v.visit.Person {
				all[i].Today++
			}
		}
	}
	return all
}

func (f *floor) member(x *seat, at time.Time) Member {
	m := Member{
		Person: x.person, Name: x.name, Role: x.role, Left: x.left,
		State: x.state, Reason: x.reason, Approved: x.approved, Since: x.since,
		Place: f.place(x.person),
	}
	m.Owed = f.owed.owed(x.person)
	if x.busy(at) {
		m.Visit, m.Busy = x.visit.visit.ID, x.from
	}
	return m
}

// Member returns one person; false if never introduced.
func (b *Book) Member(p Person, at time.Time) (Member, bool) {
	for _, m := range b.Members(at) {
		if m.Person == p {
			return m, true
		}
	}
	return Member{}, false
}
