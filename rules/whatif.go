package rules

import (
	"slices"
	"time"
)

// A Supposition replays one register under two sets of house rules: those that
// it is held against, and others.
type Supposition struct{ against, other *Book }

// Suppose returns the replay of an empty register under both; a nil policy means
// the register's own. The zone is that of [NewBook].
func Suppose(other, against *Policy, zone *time.Location) *Supposition {
	s := &Supposition{NewBook(against, zone), NewBook(other, zone)}
	s.other.supposed = true
	return s
}

// Apply adds the next event of the register. What the format refuses under the
// rules held against gives an *EventError and leaves all as it was. Under the
// others a ruling stands that was given by whoever may rule under those.
func (s *Supposition) Apply(e Event) error {
	if _, err := s.against.Apply(e); err != nil {
		return err
	}
	_, err := s.other.Apply(e)
	return err
}

// Last returns the time of the last event.
func (s *Supposition) Last() time.Time { return s.against.Last() }

// WhatIf returns what would be otherwise, as of at. It fails if at lies before
// the last event.
func (s *Supposition) WhatIf(at time.Time) (*WhatIf, error) {
	against, err := s.against.Report(at)
	if err != nil {
		return nil, err
	}
	other, err := s.other.Report(at)
	if err != nil {
		return nil, err
	}
	return compare(against, other), nil
}

// WhatIf is what would be otherwise under other house rules. Against is how it
// is under the rules held against.
type WhatIf struct {
	Against, Other *Report

	Customers []Changed[Holding]    // whose owner, party or referral would be another
	Until     int                   // customers of whom only the protection would end at another time
	Visits    []Changed[Reception]  // with another receiver, or another use of a turn
	Deals     []Changed[Settlement] // divided otherwise
	Conduct   []Changed[Finding]    // found under one only, or with another penalty
	Rotation  bool                  // the order of reception would be another in the end
}

// A Changed decision as it is and as it would be; nil where there is none.
type Changed[T any] struct{ Against, Other *T }

// compare tells two reports of one register apart. Its lists are in the
// reports' order.
func compare(against, other *Report) *WhatIf {
	w := &WhatIf{Against: against, Other: other}
	w.Customers = changes(against.Customers, other.Customers, func(h Holding) Customer { return h.Customer }, func(a, b Holding) bool {
		same := a.Owner == b.Owner && a.Referral == b.Referral && slices.Equal(a.Party, b.Party)
		if same && !a.Until.Equal(b.Until) {
			w.Until++
		}
		return same
	})
	w.Visits = changes(against.Visits, other.Visits, func(v Reception) VisitID { return v.Visit }, func(a, b Reception) bool {
		return a.Person == b.Person && a.Expected == b.Expected && a.Turn == b.Turn && a.OnBehalfOf == b.OnBehalfOf
	})
	w.Deals = changes(against.Deals, other.Deals, func(d Settlement) DealID { return d.Deal }, func(a, b Settlement) bool {
		return sameParts(a.Performance, b.Performance) && sameParts(a.Commission, b.Commission) && sameParts(a.Bonus, b.Bonus)
	})
	w.Conduct = findings(against.Conduct, other.Conduct)
	a, b := against.Rotation, other.Rotation
	w.Rotation = a.Next != b.Next || a.Makeup != b.Makeup || !slices.Equal(a.Queue, b.Queue) || !slices.Equal(counted(a.Owed), counted(b.Owed))
	return w
}

// None says whether nothing at all would be otherwise.
func (w *WhatIf) None() bool {
	return len(w.Customers)+w.Until+len(w.Visits)+len(w.Deals)+len(w.Conduct) == 0 && !w.Rotation
}

// changes pairs decisions by what they are about, and keeps those that differ.
func changes[T any, K comparable](against, other []T, about func(T) K, same func(a, b T) bool) []Changed[T] {
	there := make(map[K]int, len(other))
	for i := range other {
		there[about(other[i])] = i
	}
	var all []Changed[T]
	for i := range against {
		j, ok := there[about(against[i])]
		switch {
		case !ok:
			all = append(all, Changed[T]{&against[i], nil})
		case !same(against[i], other[j]):
			all = append(all, Changed[T]{&against[i], &other[j]})
		}
	}
	here := make(map[K]bool, len(against))
	for i := range against {
		here[about(against[i])] = true
	}
	for i := range other {
		if !here[about(other[i])] {
			all = append(all, Changed[T]{nil, &other[i]})
		}
	}
	return all
}

// findings pairs findings by person, act and customer, each once.
func findings(against, other []Finding) []Changed[Finding] {
	taken := make([]bool, len(other))
	var all []Changed[Finding]
	for i := range against {
		a := &against[i]
		j := -1
		for k := range other {
			if o := &other[k]; !taken[k] && a.Person == o.Person && a.Act == o.Act && a.Customer == o.Customer {
				j = k
				break
			}
		}
		if j < 0 {
			all = append(all, Changed[Finding]{a, nil})
			continue
		}
		taken[j] = true
		if !a.costsAs(&other[j]) {
			all = append(all, Changed[Finding]{a, &other[j]})
		}
	}
	for k := range other {
		if !taken[k] {
			all = append(all, Changed[Finding]{nil, &other[k]})
		}
	}
	return all
}

// costsAs says whether two findings have the same penalty.
func (f *Finding) costsAs(g *Finding) bool {
	same := func(a, b *int) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
	fine := (f.Fine == nil) == (g.Fine == nil) && (f.Fine == nil || f.Fine.Currency == g.Fine.Currency && same(f.Fine.Min, g.Fine.Min) && same(f.Fine.Max, g.Fine.Max))
	days := (f.Suspend == nil) == (g.Suspend == nil) && (f.Suspend == nil || same(f.Suspend.Min, g.Suspend.Min) && same(f.Suspend.Max, g.Suspend.Max))
	return fine && days
}

func sameParts(a, b Parts) bool {
	count := func(ps Parts) (n int) {
		for _, s := range ps {
			if !s.Part.IsZero() {
				n++
			}
		}
		return n
	}
	for _, s := range a {
		if !s.Part.IsZero() && !slices.Contains(b, s) {
			return false
		}
	}
	return count(a) == count(b)
}

func counted(all []Tally) []Tally {
	return slices.DeleteFunc(slices.Clone(all), func(t Tally) bool { return t.N == 0 })
}
