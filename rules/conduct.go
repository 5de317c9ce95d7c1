package rules

import (
	"cmp"
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
	v = b.unreturned(v)
	for _, r := range b.policyAt(v.place).finding {
		if found, ok := r.ask.finds(v); ok && found == act {
			return true
		}
	}
	return false
}

// unreturned returns v, as one that was never given back if its receiver had
// closed a deal of that party before: giving back the customer then undoes
// nothing.
//
// Source: three-month-file R3c and R3i.
func (b *Book) unreturned(v *reception) *reception {
	if v.returned == 0 {
		return v
	}
	events := b.partyAt(b.files[v.visit.Customer], v.returned).events()
	from, _ := slices.BinarySearch(events, v.place)
	to, _ := slices.BinarySearch(events, v.returned)
	for _, place := range events[from:to] {
		d, ok := b.log[place].Body.(*Deal)
		if ok && !b.gone[place] && d.Person == v.visit.Person {
			kept := *v
			kept.returned, kept.handed = 0, 0
			return &kept
		}
	}
	return v
}

// A deed is an event that may prove a colleague's help: a reception on behalf
// of the owner, an assist, a deal that moves to a later stage.
type deed struct {
	event   *Event
	visit   *reception // of a reception; else nil
	absent  bool       // of a reception: the owner was not on site
	owner   Person     // whose customer it is
	sold    bool       // and whether they have bought before
	first   *Deal      // of a deal: its first stage
	history history
}

// helped returns whose help the event at place proves, by the clauses.
func (b *Book) helped(place int32) (all []Person, by *Clause) {
	policy := b.policyAt(place)
	if len(policy.noticing) == 0 || b.gone[place] || b.log[place] == nil {
		return nil, nil
	}
	d := deed{event: b.log[place]}
	var c Customer
	switch body := d.event.Body.(type) {
	case *Visit:
		d.visit, c = b.visits[body.ID], body.Customer
		if d.visit.owner == "" || d.visit.owner == body.Person {
			return nil, nil
		}
		s := b.statusAt(d.visit.owner, place)
		d.absent = s.left || s.state != Ready
	case *Assist:
		c = body.Customer
	case *Deal:
		s := b.deals[body.ID]
		p, _ := b.progress(s)
		if p.first == place {
			return nil, nil
		}
		d.first, c = b.log[p.first].Body.(*Deal), body.Customer
	default:
		return nil, nil
	}
	r := b.replay(b.partyAt(b.files[c], place), place, nil)
	r.through(place, d.event.At)
	d.owner, d.sold, d.history = r.tenure.owner, r.tenure.sold, r.history()
	rule := policy.noticing[0]
	return rule.ask.helpers(&d), rule.Clause
}

// help returns the findings of help, each customer's and helper's once until
// the deal, with their places.
func (b *Book) help() (all []Finding, places []int32) {
	type pair struct {
		customer Customer
		helper   Person
	}
	seen := map[pair]bool{}
	for i := range b.log {
		place := int32(i)
		helpers, by := b.helped(place)
		for _, p := range helpers {
			var c Customer
			b.concerns(b.log[i].Body, func(named Customer) { c = cmp.Or(c, named) })
			if !seen[pair{c, p}] {
				seen[pair{c, p}] = true
				all, places = append(all, Finding{Seq: b.log[i].Seq, At: b.log[i].At, Person: p, Act: "assisted", Customer: c, Basis: []string{by.ID}}), append(places, place)
			}
		}
	}
	return all, places
}

// neglected returns the owners who have a part of a deal because they showed
// afterwards that the customer was theirs, at the contest that shows it.
func (b *Book) neglected(at time.Time) (all []Finding, places []int32) {
	for _, d := range b.dealings {
		p, ok := b.progress(d)
		if !ok || !slices.ContainsFunc(b.policyAt(p.first).splitting, provesLater) {
			continue
		}
		s, _ := b.Settlement(d.id, at)
		if len(s.Basis) == 0 || !slices.ContainsFunc(b.policyAt(p.first).splitting, func(r rule[splitting]) bool {
			return provesLater(r) && r.ID == s.Basis[0]
		}) {
			continue
		}
		for _, place := range d.places {
			e, ok := b.log[place].Body.(*Contest)
			if ok && !b.gone[place] && e.Evidence && e.Person != p.closer && slices.ContainsFunc(s.Performance, func(p Share) bool { return p.Person == e.Person }) {
				f := Finding{Seq: b.log[place].Seq, At: b.log[place].At, Person: e.Person, Act: "neglect", Customer: d.customer}
				f.penalise(b.policyAt(p.first))
				all, places = append(all, f), append(places, place)
				break
			}
		}
	}
	return all, places
}

func provesLater(r rule[splitting]) bool {
	_, ok := r.ask.(*provedLater)
	return ok
}

// registeredNow returns v with its registration as of the last event.
func (b *Book) registeredNow(v *reception, at time.Time) *reception {
	if v.registered {
		return v
	}
	now := *v
	r := b.replay(b.partyAt(b.files[v.visit.Customer], b.newest()), b.newest(), nil)
	r.asked = at
	r.through(b.newest()+1, at)
	now.registered = r.registered(v)
	now.falsified = slices.DeleteFunc(slices.Clone(v.falsified), func(place int32) bool { return b.gone[place] })
	return &now
}

// Conduct returns what was reported and what the rules find by themselves, in
// register order.
func (b *Book) Conduct(at time.Time) []Finding {
	var all []Finding
	var help []Finding
	var helpedAt []int32
	if slices.ContainsFunc(b.policies, func(f inForce) bool { return len(f.policy.noticing) > 0 }) {
		help, helpedAt = b.help()
	}
	neglected, neglectedAt := b.neglected(at)
	for i, f := range neglected {
		n, _ := slices.BinarySearch(helpedAt, neglectedAt[i])
		help, helpedAt = slices.Insert(help, n, f), slices.Insert(helpedAt, n, neglectedAt[i])
	}
	reported := slices.DeleteFunc(slices.Clone(b.reported), func(place int32) bool { return b.gone[place] })
	report := func(before int32) {
		for len(reported) > 0 && reported[0] < before || len(help) > 0 && helpedAt[0] < before {
			if len(reported) == 0 || len(help) > 0 && helpedAt[0] < reported[0] {
				all = append(all, help[0])
				help, helpedAt = help[1:], helpedAt[1:]
				continue
			}
			m := b.log[reported[0]].Body.(*Misconduct)
			if v := b.visits[m.Visit]; v == nil || v.visit.Person != m.Person || b.gone[v.place] || !b.found(v, m.Act) {
				f := b.policyAt(reported[0]).reported(m, v)
				f.Seq, f.At = b.log[reported[0]].Seq, b.log[reported[0]].At
				all = append(all, f)
			}
			reported = reported[1:]
		}
	}
	for _, v := range b.receptions {
		if b.gone[v.place] {
			continue
		}
		report(v.place)
		finding := b.policyAt(v.place).finding
		if len(finding) == 0 {
			continue
		}
		v = b.registeredNow(b.unreturned(v), at)
		for _, r := range finding {
			act, ok := r.ask.finds(v)
			if !ok {
				continue
			}
			f := Finding{Seq: v.event.Seq, At: v.event.At, Person: v.visit.Person, Act: act, Customer: v.visit.Customer, Basis: []string{r.ID}}
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
