package rules

import (
	"slices"
	"time"
)

// A closing is a deal as the clauses that split it see it.
type closing struct {
	deal      *Deal // its first stage, which the split follows
	at        time.Time
	closer    Person
	by        *Clause   // by which the owner owns, or nobody does
	standing  []*Clause // what that rests on
	owner     Person    // whose customer it was then; nobody's: zero
	held      Person    // likewise, whatever a ruling has said since
	groupBuy  bool
	touches   touches
	last      *reception // of the party before the deal; nil without
	standsIn  bool       // and the closer then received for the owner
	grabbed   bool       // the closer has grabbed this customer
	history   history    // of the party, up to the deal
	met       []meeting  // the receptions among that
	contested []Person   // by whom, in time and with the evidence wanted
	proved    []Person   // by whom contested in time, with evidence
	moved     bool       // to a later stage since
	grabbers  []Person   // of this customer
	name      string     // the buyer's, where it is not the customer's
	place     int32      // of its first stage
	view      int32      // the place up to which links are known
	since     time.Time  // the owner owns
	filed     time.Time  // when the registration was made on which that rests
}

// A meeting is one reception of the party before a deal, as what is known at
// the deal tells it.
type meeting struct {
	*reception
	owner      Person // before it
	registered bool
	handed     bool // back to the owner before the deal; what comes after changes no deal
	returned   bool // likewise, or made one on the owner's behalf
	over       bool // the receiver has owned the customer since, and lost them to nobody
}

// meet is a reception of an owner's customer, as it stood when the event at place
// was written.
func meet(v *reception, owner Person, place int32) meeting {
	return meeting{reception: v, owner: owner, handed: earlier(v.handed, place), returned: earlier(v.returned, place)}
}

// claimed is m with whose customer it was to be by a special claim, where nobody
// owned yet: the first reception of somebody who was sent to a colleague is one of
// that colleague's customer.
func (m meeting) claimed() meeting {
	if m.owner == "" && !m.returning {
		m.owner = m.reception.owner
	}
	return m
}

// behalf says whether the receiver stood in for the owner, or for whoever was to
// be it.
func (m meeting) behalf() bool {
	switch {
	case m.owner == "" && !m.handed:
		return m.reception.behalf
	case m.owner == "" || m.owner == m.visit.Person:
		return false
	case m.visit.For != "":
		return m.visit.For == m.owner
	}
	return m.visit.Consent || m.covers == m.owner
}

// unknowing says whether the receiver took the owner's customer for a new one,
// to the end.
func (m meeting) unknowing() bool {
	v := m.visit
	named := v.AskedFor == m.owner || v.MessageFrom == m.owner
	return m.owner != "" && m.owner != v.Person && !m.behalf() && !named && !m.knowing && !m.handed
}

// closing returns what the clauses must know of a deal, with what was known of
// the party up to the place view.
func (b *Book) closing(d *dealing, p progress, view int32, at time.Time) (closing, *party) {
	e := b.log[p.first]
	party := b.partyAt(b.files[d.customer], view)
	r := b.replay(party, view, nil)
	r.asked, r.settled, r.meets = at, b.newest(), true // what is confirmed, or found false, reaches back
	r.through(p.first, e.At)
	c := r.closing(e.Body.(*Deal), p.first, r.history())
	c.groupBuy, c.moved, c.name = p.groupBuy, p.moved, p.name
	return c, party
}

// meet adds a reception of the party to those before the next deal, and lets a
// ruling settle all that came before it with those who were one party then:
// others have nothing of it.
func (r *replay) meet(body Body, place int32) {
	switch e := body.(type) {
	case *Visit:
		if r.member(e.Customer) >= 0 {
			r.met = append(r.met, meeting{reception: r.book.visits[e.ID], owner: r.tenure.owner})
		}
	case *Ruling:
		if e.Owner != "" && r.member(e.Customer) >= 0 {
			r.met = slices.DeleteFunc(r.met, func(m meeting) bool {
				return m.visit.Person != e.Owner && r.book.together(e.Customer, m.visit.Customer, place)
			})
		}
	}
}

// over notes of the receptions so far that their receiver has lost the customer,
// to nobody, where they owned them until now.
func (r *replay) over(was Person) {
	if was == "" || r.tenure.owner != "" {
		return
	}
	for i := range r.met {
		m := &r.met[i]
		m.over = m.over || m.visit.Person == was
	}
}

// closing returns what the clauses must know of a deal whose first stage, at
// place, comes next in the case, if it never goes any further.
func (r *replay) closing(e *Deal, place int32, h history) closing {
	b := r.book
	c := closing{
		deal: e, at: b.log[place].Happened(), closer: e.Person, groupBuy: e.GroupBuy, name: e.Name, place: place, view: r.view, history: h,
	}
	for _, m := range r.met {
		over := m.over
		m = meet(m.reception, m.owner, place)
		m.over, m.registered = over, r.registered(m.reception)
		c.met = append(c.met, m)
	}
	c.owner, c.by, c.since = r.tenure.owner, r.tenure.gained, r.tenure.since
	c.held, c.filed = c.owner, r.tenure.filed
	c.touches, c.standing = r.tenure.touches, r.tenure.standing()
	known := max(r.view, r.settled)
	for _, at := range r.places {
		if b.gone[at] || at > known {
			continue
		}
		switch body := b.log[at].Body.(type) {
		case *Visit:
			v := b.visits[body.ID]
			if at > place || r.member(body.Customer) < 0 {
				continue
			}
			c.last = v
			if b.found(v, "grab") {
				c.grabbers = append(c.grabbers, v.visit.Person)
			}
		case *Misconduct:
			if body.Act == "grab" {
				c.grabbers = append(c.grabbers, body.Person)
			}
		}
	}
	c.grabbed = slices.Contains(c.grabbers, c.closer)
	c.standsIn = c.last != nil && c.last.visit.Person == c.closer && c.last.standsAt(place) && c.last.owner == c.owner
	return c
}

// standsAt says whether, when the event at place was written, v's receiver was
// receiving for the owner.
func (v *reception) standsAt(place int32) bool {
	return (v.standsIn() || earlier(v.returned, place)) && !earlier(v.handed, place)
}

// earlier says whether something that happened at a place, if it is not 0, had
// happened when the event at another was written.
func earlier(at, place int32) bool { return at != 0 && at < place }

// handedBack says whether v was given back to the owner before the deal.
func (c *closing) handedBack(v *reception) bool { return earlier(v.handed, c.place) }

// begun returns a deal as it began, with those who have contested it in time as
// far as is known: contests reach back.
func (r *replay) begun(m *moment, e *Deal) *closing {
	if i := slices.IndexFunc(r.deals, func(c closing) bool { return c.deal.ID == e.ID }); i >= 0 {
		return &r.deals[i]
	}
	c := r.closing(e, m.place, m.history)
	var subscribed time.Time
	if e.stage() != Deposit {
		subscribed = m.at
	}
	_, until, evidence := r.book.policyAt(m.place).limit(m.at, subscribed, r.zone)
	for _, place := range r.book.deals[e.ID].places {
		x, ok := r.book.log[place].Body.(*Contest)
		if !ok || r.book.gone[place] || place > max(r.view, r.settled) || evidence && !x.Evidence {
			continue
		}
		if until.IsZero() || r.book.log[place].Happened().Before(until) {
			c.contested = append(c.contested, x.Person)
		}
	}
	r.deals = append(r.deals, c)
	return &r.deals[len(r.deals)-1]
}
