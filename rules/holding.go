package rules

import (
	"slices"
	"time"
)

// grounds returns what an answer rests on; nil clauses and repeats are left
// out. The first one decides, and so says whether it is our own reading.
func grounds(clauses ...*Clause) Grounds {
	var g Grounds
	for _, c := range clauses {
		if c == nil || slices.Contains(g.Basis, c.ID) {
			continue
		}
		if g.Basis == nil {
			g.Assumed, g.Version = c.Assumed, c.version()
			g.Basis = make([]string, 0, len(clauses))
		}
		g.Basis = append(g.Basis, c.ID)
	}
	for _, c := range clauses {
		if c == nil {
			continue
		}
		for _, id := range c.over {
			if !slices.Contains(g.Basis, id) {
				g.Basis = append(g.Basis, id)
			}
		}
	}
	return g
}

// Holding says whose customer c is; false if the register never named c.
func (b *Book) Holding(c Customer, at time.Time) (Holding, bool) {
	f := b.files[c]
	if f == nil || f.first < 0 {
		return Holding{}, false
	}
	p := b.partyAt(f, b.newest())
	if p.answer == nil || p.seq != b.Seq() || !p.asked.Equal(at) {
		h := b.holding(p, at)
		p.answer, p.seq, p.asked = &h, b.Seq(), at
	}
	h := *p.answer
	h.Customer = c
	return h, true
}

func (b *Book) holding(p *party, at time.Time) Holding {
	r := b.replay(p, b.newest(), nil)
	r.asked = at
	r.through(b.newest()+1, at)
	t := &r.tenure
	h := Holding{Owner: t.owner, Referral: t.referral}
	for _, m := range p.members {
		h.Party = append(h.Party, m.id)
	}
	policy := b.Policy()
	switch {
	case t.owner == "":
		h.Former, h.Lapsed = t.former, t.lapsed
		if t.former == "" {
			h.Lapsed = time.Time{}
		}
		h.Grounds = grounds(t.gained, t.credited, p.clause)
	case t.sold:
		h.Since = t.since
		h.Grounds = grounds(append(t.standing(), t.policy.soldClause(), t.credited, t.barred, p.clause)...)
	default:
		h.Since = t.since
		var protection, reminder *Clause
		if !t.until.IsZero() {
			h.Until = t.until
			protection = t.policy.protecting[0].Clause
		}
		if len(policy.reminding) > 0 {
			h.Due = policy.reminding[0].ask.due(t.contact, b.zone)
			reminder = policy.reminding[0].Clause
		}
		h.DueBy = reminder.id()
		h.Grounds = grounds(append(t.standing(), protection, t.credited, t.barred, p.clause)...)
	}
	b.count(p, &h)
	return h
}

// soldClause is the clause that keeps a customer who has bought.
func (p *Policy) soldClause() *Clause {
	for _, r := range p.owning["deal"] {
		if b, ok := r.ask.(*bought); ok && len(b.LostBy) == 0 {
			return r.Clause
		}
	}
	return p.clauseFor("deal")
}

// count adds how often and when the party was in contact.
func (b *Book) count(p *party, h *Holding) {
	for _, place := range p.events() {
		if b.gone[place] {
			continue
		}
		e := b.log[place]
		var who Person
		switch body := e.Body.(type) {
		case *Visit:
			if !slices.ContainsFunc(p.members, func(f *file) bool { return f.id == body.Customer }) {
				continue
			}
			who = b.visits[body.ID].person()
			h.Visits = count(h.Visits, who)
		case *FollowUp:
			who = body.Person
			h.Contacts++
		case *Contact:
			who = body.Person
			h.Contacts++
		case *Call:
			who = body.Person
		default:
			continue
		}
		h.Last = Touch{Kind: e.Body.Kind(), Person: who, At: e.Happened()}
	}
}

// ownerAt returns whose customer c is, before the event at place.
func (b *Book) ownerAt(c Customer, place int32, at time.Time) Person {
	return b.tenureAt(c, place, at).owner
}

// tenureAt returns how c stands, before the event at place.
func (b *Book) tenureAt(c Customer, place int32, at time.Time) tenure {
	f := b.files[c]
	if f == nil {
		return tenure{}
	}
	r := b.replay(b.partyAt(f, place), place, nil)
	r.through(place, at)
	return r.tenure
}

// Chain returns the steps that led to c's holding, oldest first, failed claims
// of other consultants included.
func (b *Book) Chain(c Customer, at time.Time) []Step {
	f := b.files[c]
	if f == nil {
		return nil
	}
	steps := []Step{}
	r := b.replay(b.partyAt(f, b.newest()), b.newest(), &steps)
	r.asked = at
	r.through(b.newest()+1, at)
	return steps
}

// BuiltUpon returns the first later event, not withdrawn, that would no longer
// stand or mean something else if the event at seq had not happened: one that
// names its visit or deal, a later reception of the same party by another, a
// deal or ruling of the party.
func (b *Book) BuiltUpon(seq int64) (Event, bool) {
	place := int32(seq - 1)
	if seq < 1 || seq > b.Seq() {
		return Event{}, false
	}
	var first int32 = -1
	e := b.log[place]
	b.concerns(e.Body, func(c Customer) {
		f := b.files[c]
		if f == nil {
			return
		}
		for _, later := range b.partyAt(f, b.newest()).events() {
			if later > place && !b.gone[later] && (first < 0 || later < first) && b.buildsOn(b.log[later].Body, e.Body) {
				first = later
				return
			}
		}
	})
	if first < 0 {
		return Event{}, false
	}
	return *b.log[first], true
}

// buildsOn says whether a later event of the same party builds on an earlier.
func (b *Book) buildsOn(later, earlier Body) bool {
	visit, _ := earlier.(*Visit)
	deal, _ := earlier.(*Deal)
	names := func(v VisitID) bool { return visit != nil && v == visit.ID }
	switch e := later.(type) {
	case *Leave:
		return names(e.Visit)
	case *Recognise:
		return names(e.Visit)
	case *HandBack:
		return names(e.Visit)
	case *Told:
		return names(e.Visit)
	case *Misconduct:
		return names(e.Visit)
	case *Dispute:
		return names(e.Visit) || deal != nil && e.Deal == deal.ID
	case *Contest:
		return deal != nil && e.Deal == deal.ID
	case *Approve:
		return deal != nil && e.Deal == deal.ID
	case *Visit:
		return e.Person != receiverOf(earlier)
	case *Claim:
		return e.Person != receiverOf(earlier)
	case *Deal, *Ruling:
		return true
	}
	return false
}

// receiverOf returns the person whose entry an event is.
func receiverOf(body Body) Person {
	return actor(&moment{event: &Event{Body: body}, tenure: &tenure{}})
}
