package rules

import (
	"cmp"
	"slices"
	"time"
)

// A file is what the register holds on one customer: the places of the events
// that concern them, those withdrawn included.
type file struct {
	id     Customer
	first  int32 // place of the first standing event that names them; -1: none
	rank   int   // among the customers whom that event names
	places []int32
	links  []int32 // places of the links among them
	party  *party  // as of the last event; nil: not known
}

// A party is the customers who count as one.
type party struct {
	members []*file // in order of first appearance
	places  []int32 // of all members, in register order; of a single one in its file
	same    []int   // of each member, the first who is the same under another name; nil for a single one
	clause  *Clause // that made them one; nil for a single one

	// the last answer about them, good until the next event
	answer *Holding
	seq    int64
	asked  time.Time
}

func (p *party) events() []int32 {
	if len(p.members) == 1 {
		return p.members[0].places
	}
	return p.places
}

// partyAt returns c's party as of the event at place: links written later do
// not count.
func (b *Book) partyAt(c *file, place int32) *party {
	if len(c.links) > 0 && place < b.newest() {
		return b.gather(c, place+1)
	}
	if c.party == nil {
		c.party = b.gather(c, b.newest()+1)
		for _, m := range c.party.members {
			m.party = c.party
		}
	}
	return c.party
}

// together says whether two customers were one party as of the event at place.
func (b *Book) together(one, other Customer, place int32) bool {
	return one == other || slices.Contains(b.partyAt(b.files[one], place).members, b.files[other])
}

// ruledOn returns the customer whom a ruling is about, by name or by a deal.
func (b *Book) ruledOn(r *Ruling) Customer {
	if d := b.deals[r.Deal]; d != nil {
		return d.customer
	}
	return r.Customer
}

// gather walks from c along the links before the place end.
func (b *Book) gather(c *file, end int32) *party {
	p := &party{members: []*file{c}}
	policy := b.policyAt(end - 1)
	last := int32(-1)
	for i := 0; i < len(p.members); i++ {
		for _, at := range p.members[i].links {
			if at >= end || b.gone[at] {
				continue
			}
			l := b.log[at].Body.(*Link)
			clause, ok := policy.unites(kinship{l.Relation, b.recordOf(l.Customer, end), b.recordOf(l.Other, end)})
			if !ok {
				continue
			}
			for _, id := range []Customer{l.Customer, l.Other} {
				if f := b.files[id]; !slices.Contains(p.members, f) {
					p.members = append(p.members, f)
				}
			}
			if clause != nil && at > last { // whoever the walk began with
				p.clause, last = clause, at
			}
		}
	}
	if len(p.members) > 1 {
		p.gatherPlaces()
		b.findSame(p, end)
	}
	return p
}

// gatherPlaces puts members and their events in order.
func (p *party) gatherPlaces() {
	slices.SortFunc(p.members, byAppearance)
	for _, m := range p.members {
		p.places = append(p.places, m.places...)
	}
	slices.Sort(p.places)
	p.places = slices.Compact(p.places)
}

// persons returns the party taken apart: each person by themselves, under all
// their names.
func (p *party) persons() []*party {
	var all []*party
	for i := range p.members {
		person := &party{}
		for j, f := range p.members {
			if p.first(j) == i {
				person.members = append(person.members, f)
			}
		}
		if n := len(person.members); n > 0 {
			person.gatherPlaces()
			person.same = make([]int, n)
			all = append(all, person)
		}
	}
	return all
}

// findSame notes which members are the same by the links before the place end.
func (b *Book) findSame(p *party, end int32) {
	p.same = make([]int, len(p.members))
	for i := range p.same {
		p.same[i] = i
	}
	for _, m := range p.members {
		for _, at := range m.links {
			l := b.log[at].Body.(*Link)
			if at >= end || b.gone[at] || l.Relation != "same" {
				continue
			}
			one, other := p.same[p.index(l.Customer)], p.same[p.index(l.Other)]
			for i, first := range p.same {
				if first == max(one, other) {
					p.same[i] = min(one, other)
				}
			}
		}
	}
}

// index returns the index of c among the members, -1 if c is not one.
func (p *party) index(c Customer) int {
	if len(p.members) == 1 { // the usual case
		if p.members[0].id == c {
			return 0
		}
		return -1
	}
	return slices.IndexFunc(p.members, func(f *file) bool { return f.id == c })
}

// first returns the first member who is the same as member, under another name
// or not.
func (p *party) first(member int) int {
	if p.same == nil || member < 0 {
		return member
	}
	return p.same[member]
}

// unites says whether a link makes one party, and by which clause. The same
// person under two names is one party in every policy.
func (p *Policy) unites(k kinship) (*Clause, bool) {
	for _, r := range p.uniting {
		if r.ask.unites(k) {
			return r.Clause, true
		}
	}
	return nil, k.relation == "same"
}

// A kinship is a link, with what the register knows of both.
type kinship struct {
	relation        string
	customer, other Details
}

// recordOf returns what is written about c before the place end.
func (b *Book) recordOf(c Customer, end int32) Details {
	var d Details
	for _, place := range b.files[c].places {
		if place >= end {
			break
		}
		if !b.gone[place] {
			d = d.with(detailsIn(b.log[place].Body, c))
		}
	}
	return d
}

// detailsIn returns what an event writes about c, nil for nothing.
func detailsIn(body Body, c Customer) *Details {
	switch e := body.(type) {
	case *Visit:
		if e.Customer == c {
			return e.Details
		}
	case *Call:
		return e.Details
	case *DetailsEntry:
		return &e.Details
	case *Claim:
		return e.Details
	}
	return nil
}

func byAppearance(a, b *file) int {
	return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.rank, b.rank))
}

// enter puts the event at place into the files of those whom it concerns.
func (b *Book) enter(place int32) {
	body := b.log[place].Body
	rank := 0
	b.concerns(body, func(c Customer) {
		if c == "" {
			return
		}
		f := b.files[c]
		if f == nil {
			f = &file{id: c, first: -1}
			b.files[c] = f
			b.all = append(b.all, f)
		}
		if f.first < 0 && introduces(body) {
			f.first, f.rank = place, rank
			b.order = append(b.order, f)
		}
		rank++
		if n := len(f.places); n > 0 && f.places[n-1] == place {
			return
		}
		f.places = append(f.places, place)
		if len(f.links) > 0 && detailsIn(body, c) != nil {
			disband(f) // what is known of them may bear on what a link means
		}
		if p := f.party; p != nil && len(p.members) > 1 && p.places[len(p.places)-1] != place {
			p.places = append(p.places, place)
		}
		switch body.(type) {
		case *FollowUp, *Contact:
			if b.lean != nil {
				b.letGo(f)
			}
		}
	})
	if l, ok := body.(*Link); ok {
		for _, id := range []Customer{l.Customer, l.Other} {
			f := b.files[id]
			f.links = append(f.links, place)
			disband(f)
		}
	}
}

// introduces says whether customers come into being by such an event.
func introduces(body Body) bool {
	switch body.(type) {
	case *Call, *DetailsEntry, *Visit, *Appointment, *Link, *Own, *Prefile, *Wish, *Assign, *Claim,
		*Deal, *Ruling: // whose visit may have been withdrawn since
		return true
	}
	return false
}

// disband forgets the party that f is in.
func disband(f *file) {
	if f.party == nil {
		return
	}
	for _, m := range f.party.members {
		m.party = nil
	}
}

// reappear finds f's place in the order of first appearance again, after an
// event that names them was withdrawn, or was not after all.
func (b *Book) reappear(f *file) {
	if f.first >= 0 {
		i, _ := slices.BinarySearchFunc(b.order, f, byAppearance)
		b.order = slices.Delete(b.order, i, i+1)
	}
	f.first, f.rank = -1, 0
	for _, place := range f.places {
		if body := b.log[place].Body; !b.gone[place] && introduces(body) {
			f.first, f.rank = place, b.rankIn(body, f.id)
			i, _ := slices.BinarySearchFunc(b.order, f, byAppearance)
			b.order = slices.Insert(b.order, i, f)
			break
		}
	}
	disband(f) // its members are kept in that order
}

// rankIn returns the place of c among the customers whom an event names.
func (b *Book) rankIn(body Body, c Customer) int {
	rank, found := 0, -1
	b.concerns(body, func(named Customer) {
		if named == c && found < 0 {
			found = rank
		}
		if named != "" {
			rank++
		}
	})
	return found
}

// concerns calls yield for the customers whom an event is about, by name or by
// a visit or deal of theirs; the zero Customer may be among them.
func (b *Book) concerns(body Body, yield func(Customer)) {
	visit := func(v VisitID) {
		if r := b.visits[v]; r != nil {
			yield(r.visit.Customer)
		}
	}
	deal := func(d DealID) {
		if s := b.deals[d]; s != nil {
			yield(s.customer)
		}
	}
	switch e := body.(type) {
	case *Call:
		yield(e.Customer)
	case *DetailsEntry:
		yield(e.Customer)
	case *Visit:
		yield(e.Customer)
		for _, c := range e.With {
			yield(c)
		}
		yield(e.Referrer)
	case *Leave:
		visit(e.Visit)
	case *Recognise:
		visit(e.Visit)
	case *HandBack:
		visit(e.Visit)
	case *Told:
		visit(e.Visit)
	case *FollowUp:
		yield(e.Customer)
	case *Contact:
		yield(e.Customer)
	case *Appointment:
		yield(e.Customer)
	case *Link:
		yield(e.Customer)
		yield(e.Other)
	case *Own:
		yield(e.Customer)
	case *Prefile:
		yield(e.Customer)
		yield(e.Referrer)
	case *Wish:
		yield(e.Customer)
	case *Complaint:
		yield(e.Customer)
	case *GiveUp:
		yield(e.Customer)
	case *Assign:
		yield(e.Customer)
	case *Claim:
		yield(e.Customer)
	case *Shown:
		yield(e.Customer)
	case *Confirm:
		yield(e.Customer)
	case *Assist:
		yield(e.Customer)
	case *Deal:
		yield(e.Customer)
	case *Contest:
		deal(e.Deal)
	case *Misconduct:
		yield(e.Customer)
		visit(e.Visit)
	case *Approve:
		deal(e.Deal)
	case *Dispute:
		yield(e.Customer)
		visit(e.Visit)
		deal(e.Deal)
	case *Statement:
		if at, ok := b.disputes[e.Dispute]; ok {
			b.concerns(b.log[at].Body, yield)
		}
	case *Ruling:
		yield(e.Customer)
		deal(e.Deal)
	case *Withdraw:
		for _, place := range b.taken[e] {
			b.concerns(b.log[place].Body, yield)
		}
	}
}
