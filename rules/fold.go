package rules

import (
	"cmp"
	"slices"
)

// bearsOnFloor says whether such an event is folded into the floor.
func bearsOnFloor(body Body) bool {
	switch body.(type) {
	case *Staff, *Rota, *FloorChange, *Shift, *Visit, *Leave, *Recognise, *HandBack, *Claim, *Prefile:
		return true
	}
	return false
}

// fold folds the nth event of those that bear on the floor.
func (b *Book) fold(n int) {
	if last := len(b.checkpoints) - 1; last < 0 || n >= b.checkpoints[last].n+b.spacing {
		b.checkpoints = append(b.checkpoints, checkpoint{n, b.floor.clone(), len(b.moves)})
	}
	place := b.folded[n]
	if b.gone[place] {
		return
	}
	e := b.log[place]
	b.settle(e.At)
	switch body := e.Body.(type) {
	case *Staff:
		b.staff(place, e, body)
	case *Rota:
		b.rota(place, e, body)
	case *FloorChange:
		b.floor.mode, b.floor.duty = body.Mode, body.Duty
	case *Shift:
		b.shift(place, e, body)
	case *Visit:
		b.receive(place, e, body)
	case *Leave:
		b.release(place, b.visits[body.Visit])
	case *Recognise:
		b.giveBack(place, e, b.visits[body.Visit])
	case *HandBack:
		b.giveBack(place, e, b.visits[body.Visit])
	case *Claim:
		delete(b.refused, place)
		if refusal := b.refuse(b.files[body.Customer], body.Person, place, e.At); refusal.Refusal != "" {
			b.refused[place] = refusal.Refusal
		}
	case *Prefile:
		delete(b.introducers, place)
		if p := b.ownerAt(body.Referrer, place, e.At); p != "" {
			b.introducers[place] = p
		}
	}
}

// refold folds again from the event at the place start, up to but without the
// one at end.
func (b *Book) refold(start, end int32) {
	n, _ := slices.BinarySearch(b.folded, start)
	if n == len(b.folded) { // the floor stands as it is
		return
	}
	i, exact := slices.BinarySearchFunc(b.checkpoints, n, func(c checkpoint, n int) int { return cmp.Compare(c.n, n) })
	if !exact {
		i--
	}
	if i < 0 { // nothing has been folded yet
		return
	}
	c := b.checkpoints[i]
	from := b.folded[c.n]
	for _, s := range b.floor.seats {
		marks := b.marks[s.person]
		keep, _ := slices.BinarySearchFunc(marks, from, func(m mark, place int32) int { return cmp.Compare(m.place, place) })
		b.marks[s.person] = marks[:keep]
	}
	b.floor = c.floor.clone()
	b.moves = b.moves[:c.moves]
	b.checkpoints = b.checkpoints[:i+1]
	for n := c.n; n < len(b.folded) && b.folded[n] < end; n++ {
		b.fold(n)
	}
}

// places returns the places of the events that w takes back.
func (b *Book) places(w *Withdraw) []int32 {
	var places []int32
	for _, seq := range b.past.targets(w) {
		places = append(places, int32(seq-1))
	}
	return places
}

// withdraw folds the last event, a withdrawal: from the first event that it
// bears on, everything is folded again without what no longer stands. It
// returns true if customers may be affected whom those events do not name.
func (b *Book) withdraw(place int32, e *Event, w *Withdraw) (wide bool) {
	var affected []int32
	for _, t := range b.taken[w] {
		affected = b.affected(affected, t)
	}
	start := place
	for _, t := range affected {
		b.gone[t] = b.past.withdrawn(int64(t) + 1)
		start = min(start, t)
		switch body := b.log[t].Body.(type) {
		case *Site:
			b.resite()
			wide = true
		case *PolicyChange:
			b.enforce()
			wide = true
		case *Staff:
			wide = true
		case *Link:
			b.disbandAll()
			wide = true
		case *Withdraw:
			wide = true
		case *Visit:
			defer b.turnReturned(place, e, b.visits[body.ID], b.visits[body.ID].turn)
		}
		if introduces(b.log[t].Body) {
			b.concerns(b.log[t].Body, func(c Customer) {
				if c != "" {
					b.reappear(b.files[c])
				}
			})
		}
	}
	return b.rewind(start) || wide
}

// affected adds to all the event at place, and where it is itself a withdrawal
// those that it took back.
func (b *Book) affected(all []int32, place int32) []int32 {
	all = append(all, place)
	if w, ok := b.log[place].Body.(*Withdraw); ok {
		for _, t := range b.taken[w] {
			all = b.affected(all, t)
		}
	}
	return all
}

// turnReturned writes down that a withdrawn visit's receiver has their turn
// back, if it had used one.
func (b *Book) turnReturned(place int32, e *Event, v *reception, had bool) {
	if had && b.gone[v.place] {
		b.moved(place, e, v.visit.Person, v, Returned, "", nil)
	}
}

// rewind folds everything again from the event at the place start, as if for
// the first time. It returns true if that may have changed something about
// customers other than those whose events stand no longer.
func (b *Book) rewind(start int32) (wide bool) {
	for changed := true; changed; { // a later hand-back reaches back to its visit
		changed = false
		for _, v := range b.givenBack {
			if v.place < start && v.returned >= start {
				start, changed = v.place, true
			}
		}
	}
	b.givenBack = slices.DeleteFunc(b.givenBack, func(v *reception) bool {
		if v.handed >= start {
			v.handed = 0
		}
		if v.returned < start {
			return false
		}
		v.returned, v.returnedBy, v.gaveTurn = 0, nil, false
		return true
	})
	for _, v := range slices.Backward(b.receptions) {
		if v.place < start {
			break
		}
		v.decided = false
		wide = wide || v.visit.Referrer != ""
	}
	wide = wide || len(b.introducers) > 0
	b.refold(start, int32(len(b.log)))
	return wide || len(b.refused) > 0 || len(b.introducers) > 0
}
