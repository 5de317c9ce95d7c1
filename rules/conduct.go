package rules

import (
	"slices"
	"time"
)

// A penalty is what an act costs; the zero penalty is none.
type penalty struct {
	fine    *Fine
	suspend *Span
}

// found says whether the rules find that act in a reception.
func (b *Book) found(v *reception, act string) bool {
	for _, r := range b.policyAt(v.place).finding {
		if found, ok := r.ask.finds(v); ok && found == act {
			return true
		}
	}
	return false
}

// Conduct returns what was reported and what the rules find by themselves, in
// register order.
func (b *Book) Conduct(at time.Time) []Finding {
	var all []Finding
	reported := slices.DeleteFunc(slices.Clone(b.reported), func(place int32) bool { return b.gone[place] })
	report := func(before int32) {
		for len(reported) > 0 && reported[0] < before {
			m := b.log[reported[0]].Body.(*Misconduct)
			if v := b.visits[m.Visit]; v == nil || v.visit.Person != m.Person || b.gone[v.place] || !b.found(v, m.Act) {
				all = append(all, b.policyAt(reported[0]).reported(m, v))
			}
			reported = reported[1:]
		}
	}
	for _, v := range b.receptions {
		if b.gone[v.place] {
			continue
		}
		report(v.place)
		for _, r := range b.policyAt(v.place).finding {
			act, ok := r.ask.finds(v)
			if !ok {
				continue
			}
			f := Finding{Person: v.visit.Person, Act: act, Customer: v.visit.Customer, Basis: []string{r.ID}}
			f.penalise(b.policyAt(v.place))
			all = append(all, f)
		}
	}
	report(int32(len(b.log)))
	return all
}

// reported returns a finding as it was reported, with the policy's penalty.
func (p *Policy) reported(m *Misconduct, v *reception) Finding {
	f := Finding{Person: m.Person, Act: m.Act, Customer: m.Customer}
	if f.Customer == "" && v != nil {
		f.Customer = v.visit.Customer
	}
	f.penalise(p)
	return f
}

// penalise adds what the act costs, and the clauses that say so.
func (f *Finding) penalise(p *Policy) {
	for _, r := range p.penalising {
		cost, ok := r.ask.penalty(f.Act)
		if !ok {
			continue
		}
		if cost.fine != nil && f.Fine == nil {
			f.Fine = cost.fine
		}
		if cost.suspend != nil && f.Suspend == nil {
			f.Suspend = cost.suspend
		}
		if !slices.Contains(f.Basis, r.ID) {
			f.Basis = append(f.Basis, r.ID)
		}
	}
}
