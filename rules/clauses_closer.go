package rules

import (
	"maps"
	"slices"
	"time"
)

// deniedVisit gives a customer who comes again, within the owner's protection,
// but says that they have never been here, to whoever receives them in turn.
//
// Source: thirty-day O8c, and K1b; O8b takes them back in time.
type deniedVisit struct {
	// NotBy: but of an owner who is not on site, and owns by one of these clauses.
	NotBy []string `yaml:"not_by"`
}

func (*deniedVisit) on() []Kind { return []Kind{"visit"} }

func (c *deniedVisit) own(m *moment) (change, bool) {
	t := m.tenure
	if slices.Contains(c.NotBy, t.gained.id()) && !m.onSite(t.owner) {
		return change{}, false
	}
	ok := t.owner != "" && !t.sold && !m.companion && m.registered && denies(m.visit.visit) &&
		meet(m.visit, t.owner, m.view+1).mistaken() && m.history.returns(m.visit.visit.Customer, m.view)
	return change{effect: Gained, owner: m.visit.visit.Person}, ok
}

// mistaken says whether the receiver took the owner's customer for a new one at
// first.
func (m meeting) mistaken() bool {
	v := m.visit
	named := v.AskedFor == m.owner || v.MessageFrom == m.owner
	return m.owner != "" && m.owner != v.Person && !m.behalf() && !named && !m.knowing
}

// returns says whether that very person, under this name or another, has been
// here before.
func (h history) returns(c Customer, view int32) bool {
	person := h.person(c, view)
	return slices.ContainsFunc(h.places, func(place int32) bool {
		v, ok := h.book.log[place].Body.(*Visit)
		return ok && !h.book.gone[place] && h.person(v.Customer, view) == person
	})
}

// metOnlyOthers says whether others of the party had been here before that
// visit, and whoever came with it had not.
func (h history) metOnlyOthers(v *reception, view int32) bool {
	person, others := h.person(v.visit.Customer, view), false
	for _, place := range h.places {
		e, ok := h.book.log[place].Body.(*Visit)
		if !ok || h.book.gone[place] || place >= v.place || !h.member(e.Customer) {
			continue
		}
		if h.person(e.Customer, view) == person || slices.Contains(e.With, v.visit.Customer) {
			return false
		}
		others = true
	}
	return others
}

// person returns the name under which whoever c is was first written down: of
// one person under several names, by links known at the place view, the first.
func (h history) person(c Customer, view int32) Customer {
	names := []Customer{c}
	for i := 0; i < len(names); i++ {
		for _, name := range h.links(names[i], view, "same") {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return slices.MinFunc(names, func(x, y Customer) int { return byAppearance(h.book.files[x], h.book.files[y]) })
}

// contactedAbsent is about a customer who denied having been here while the
// owner was not on site, and got in touch with the owner after that visit: they
// are the owner's again, and the deal is divided with the receiver.
//
// Source: thirty-day O8d.
type contactedAbsent struct {
	Part string `yaml:"part"` // the receiver's
}

func (*contactedAbsent) on() []Kind { return []Kind{"contact", "call"} }

func (*contactedAbsent) own(m *moment) (change, bool) {
	first := actor(m)
	v := m.history.lastVisit()
	if v == nil || m.tenure.sold || m.dealtSince(v.place) || m.tenure.owner != v.visit.Person || m.tenure.from != v.place {
		return change{}, false
	}
	ok := v.owner == first && denies(v.visit) && m.history.absent(first, v.place)
	return change{effect: Gained, owner: first}, ok
}

func (x *contactedAbsent) split(c *closing) (split, bool) {
	for _, m := range slices.Backward(c.met) {
		if !denies(m.visit) || !m.mistaken() || !c.history.absent(m.owner, m.place) {
			continue
		}
		inTouch := slices.ContainsFunc(c.history.places, func(place int32) bool {
			return place > m.place && !c.history.book.gone[place] && gotInTouch(c.history.book.log[place].Body) == m.owner
		})
		fits := inTouch && c.owner == m.owner && !c.boughtSince(m.place)
		return divided(m.owner, m.visit.Person, x.Part), fits
	}
	return split{}, false
}

// boughtSince says whether the party had bought something else on an earlier day,
// since the event at place.
func (c *closing) boughtSince(place int32) bool {
	return slices.ContainsFunc(c.history.places, func(later int32) bool {
		e := c.history.book.log[later]
		d, ok := e.Body.(*Deal)
		return ok && later > place && !c.history.book.gone[later] && d.ID != c.deal.ID && !c.sameDay(e.Happened())
	})
}

// gotInTouch returns with whom a customer gets in touch by that event, of their
// own accord or by a call; nobody by any other.
func gotInTouch(body Body) Person {
	switch e := body.(type) {
	case *Contact:
		return e.Person
	case *Call:
		return e.Person
	}
	return ""
}

func (x *contactedAbsent) fault() (key string, right wording) { return partFault(x.Part) }

// closerOfParty gives the deal, and the customers, to whoever closes, where
// several consultants were each the first to receive a member of one party, and
// the closer one of them; only members in one of those relations, if any are
// listed. One person under two names is one member.
//
// Source: thirty-day N3 and N6.
type closerOfParty struct {
	Relations []string `yaml:"relations"`
}

func (x *closerOfParty) fits(h history, closer Person, view int32) bool {
	first := map[Customer]Person{}
	for _, place := range h.places {
		if h.book.gone[place] {
			continue
		}
		switch e := h.book.log[place].Body.(type) {
		case *Visit:
			v := h.book.visits[e.ID]
			if !h.member(e.Customer) || !v.registered || v.behalf {
				continue
			}
			if who := h.person(e.Customer, view); first[who] == "" {
				first[who] = e.Person
			}
		case *Ruling:
			if h.settles(e) {
				maps.DeleteFunc(first, func(c Customer, p Person) bool {
					return p != e.Owner && h.book.together(e.Customer, c, place)
				})
			}
		}
	}
	for mine, p := range first {
		for other, q := range first {
			if p != closer || q == closer {
				continue
			}
			if len(x.Relations) == 0 || h.related(mine, other, view, x.Relations) {
				return true
			}
		}
	}
	return false
}

// related says whether two people, each under any of their names, are linked in
// one of those relations.
func (h history) related(one, other Customer, view int32, relations []string) bool {
	return slices.ContainsFunc(h.party.members, func(f *file) bool {
		return h.person(f.id, view) == one && slices.ContainsFunc(h.links(f.id, view, relations...), func(c Customer) bool {
			return h.person(c, view) == other
		})
	})
}

func (x *closerOfParty) split(c *closing) (split, bool) {
	return both(Parts{{c.closer, whole}}), c.owner != "" && x.fits(c.history, c.closer, c.view)
}

func (*closerOfParty) on() []Kind { return []Kind{"deal"} }

func (x *closerOfParty) own(m *moment) (change, bool) {
	closer := m.closer()
	takes := m.event.Body.(*Deal).stage() != Deposit && !m.tenure.sold && m.tenure.owner != "" && m.tenure.owner != closer
	return change{effect: Gained, owner: closer, sold: true}, takes && x.fits(m.history, closer, m.view)
}

// agreedBooking gives the deal, and with it the customer, to the consultant with
// whom the customer, theirs or nobody's, had agreed to come and book, whoever
// closes, within so many days.
//
// Source: thirty-day O4.
type agreedBooking struct {
	Days int `yaml:"days"`
}

func (x *agreedBooking) split(c *closing) (split, bool) {
	p := x.agreed(c.history, c.owner, c.place, c.at)
	return both(Parts{{p, whole}}), p != ""
}

func (*agreedBooking) on() []Kind { return []Kind{"deal"} }

func (x *agreedBooking) own(m *moment) (change, bool) {
	if m.event.Body.(*Deal).stage() == Deposit || m.tenure.sold {
		return change{}, false
	}
	switch p := x.agreed(m.history, m.tenure.owner, m.place, m.at); p {
	case "":
		return change{}, false
	case m.tenure.owner: // nor does the closer of a party take them
		return change{effect: Renewed, sold: true}, true
	default:
		return change{effect: Gained, owner: p, sold: true}, true
	}
}

// agreed returns with whom the customer had agreed last before the event at the
// place end; nobody where that no longer counts at the time at: too old, given
// up, management has since given the customer to another, or they have left.
func (x *agreedBooking) agreed(h history, owner Person, end int32, at time.Time) Person {
	b := h.book
	var with Person
	var booked Customer
	var since time.Time
	for _, place := range h.places {
		e := b.log[place]
		if b.gone[place] {
			continue
		}
		instead := func(of Customer, p Person) {
			if with != "" && p != with && b.together(of, booked, place) {
				with = ""
			}
		}
		switch body := e.Body.(type) {
		case *GiveUp:
			with = ""
		case *Assign:
			instead(body.Customer, body.Person)
		case *Ruling:
			if body.Owner != "" {
				instead(b.ruledOn(body), body.Owner)
			}
		case *Complaint:
			if body.Upheld && body.Person == with {
				instead(body.Customer, body.To)
			}
		case *Appointment:
			before := b.ownerAt(body.Customer, place, e.At)
			if body.ToBook && (before == "" || before == body.Person) {
				with, booked, since = body.Person, body.Customer, e.Happened()
			}
		}
	}
	late := with != owner && !at.Before(afterDays(since, x.Days, b.zone))
	if with == "" || late || b.statusAt(with, end).left {
		return ""
	}
	return with
}

func (x *agreedBooking) fault() (key string, right wording) { return daysFault(x.Days) }

// broughtAlong gives a new customer whom an earlier one brings along to that
// one's consultant, if the earlier one had been in touch with the consultant, or
// the new one asks for them.
//
// Source: thirty-day R1a and R2.
type broughtAlong struct{}

func (*broughtAlong) on() []Kind { return []Kind{"visit"} }

func (c *broughtAlong) own(m *moment) (change, bool) {
	p, ok := c.claimant(m)
	return gain(m, p, ok)
}

func (*broughtAlong) claimant(m *moment) (Person, bool) {
	v, theirs := m.visit.visit, m.visit.referrers
	if v.Referrer == "" || theirs == "" || !v.Accompanied && !slices.Contains(v.With, v.Referrer) {
		return "", false
	}
	b := m.history.book
	inTouch := slices.ContainsFunc(b.files[v.Referrer].places, func(place int32) bool {
		return place < m.visit.place && !b.gone[place] && gotInTouch(b.log[place].Body) == theirs
	})
	return theirs, inTouch || v.AskedFor == theirs
}
