package rules

import "slices"

// debts are the make-up turns not yet taken: a line for each person, longest
// owed first, so that a floor which owes thousands is asked no more than one
// which owes a few.
type debts struct {
	lines []debt
	count int32 // turns ever owed; says which debt is older
}

// A debt is what one person is owed: when each turn was, ascending.
type debt struct {
	person Person
	turns  []int32
}

// owe adds a turn for p.
func (d *debts) owe(p Person) {
	d.count++
	i := d.of(p)
	if i < 0 {
		d.lines = append(d.lines, debt{person: p})
		i = len(d.lines) - 1
	}
	d.lines[i].turns = append(d.lines[i].turns, d.count)
}

// pay takes p's oldest turn away; false if p is owed none.
func (d *debts) pay(p Person) bool {
	i := d.of(p)
	if i < 0 {
		return false
	}
	left := debt{person: p, turns: d.lines[i].turns[1:]}
	d.lines = slices.Delete(d.lines, i, i+1)
	if len(left.turns) > 0 {
		at := slices.IndexFunc(d.lines, func(other debt) bool { return other.turns[0] > left.turns[0] })
		if at < 0 {
			at = len(d.lines)
		}
		d.lines = slices.Insert(d.lines, at, left)
	}
	return true
}

// drop forgets all that p is owed.
func (d *debts) drop(p Person) {
	d.lines = slices.DeleteFunc(d.lines, func(l debt) bool { return l.person == p })
}

func (d *debts) of(p Person) int {
	return slices.IndexFunc(d.lines, func(l debt) bool { return l.person == p })
}

// owed counts p's turns.
func (d *debts) owed(p Person) int {
	if i := d.of(p); i >= 0 {
		return len(d.lines[i].turns)
	}
	return 0
}

// clone returns debts that change apart from d; what both hold in common is
// never written to.
func (d debts) clone() debts {
	d.lines = slices.Clone(d.lines)
	for i := range d.lines {
		d.lines[i].turns = slices.Clip(d.lines[i].turns)
	}
	return d
}
