package rules

import (
	"cmp"
	"slices"
)

// notRecalled gives a customer whom nobody recognises at the door to the next
// in the rotation, at a turn, though a colleague owns them: the customer does
// not say whose they are.
//
// Source: fifteen-day 6a, follow-up-proof I4-2b, thirty-day O8a, course-desk 6a;
// course-desk 6d3 for whoever is never recognised at all.
type notRecalled struct {
	Denied bool `yaml:"denied"` // only who says that they have never been here
	// Takes: the receiver owns the customer from then on, unless that one has
	// bought or the owner is not on site.
	Takes bool `yaml:"takes"`
}

func (c *notRecalled) on() []Kind {
	if c.Takes {
		return []Kind{"visit"}
	}
	return nil
}

func (c *notRecalled) own(m *moment) (change, bool) {
	t := m.tenure
	ok := t.owner != "" && !t.sold && !m.companion && m.registered && m.visit.owner == t.owner &&
		m.visit.unaware(m.known) && m.onSite(t.owner) && (!c.Denied || denies(m.visit.visit))
	return change{effect: Gained, owner: m.visit.visit.Person}, ok
}

func (c *notRecalled) applies(d *door) bool {
	switch {
	case d.visit == nil || !d.returning || !d.unaware:
		return false
	case c.Takes && (d.sold || !d.onSite || d.returned):
		return false
	}
	return !c.Denied || denies(d.visit)
}

// denies says whether the customer says that they have never been here.
func denies(v *Visit) bool { return v.FirstTime != nil && *v.FirstTime }

// receiver treats them as new: at lunch time they are the duty person's to
// receive, in a rush anybody's.
func (c *notRecalled) receiver(d *door) (Person, bool) {
	p := d.receiver
	switch {
	case d.mode == Rush:
	case d.mode == Lunch:
		p = d.duty
	case d.next != "":
		p = d.next
	}
	return p, c.applies(d)
}

func (c *notRecalled) turn(d *door) (turn, bool) {
	return turn{uses: true}, c.applies(d) && !d.returned && d.mode == Queue
}

// collisionShare gives a closer who took the owner's customer for a new one a
// part of the deal, and the owner the rest; on the same day only, where
// same_day is set.
//
// Source: fifteen-day 6b, on-record C1a.
type collisionShare struct {
	Part    string `yaml:"part"` // the closer's
	SameDay bool   `yaml:"same_day"`
}

func (x *collisionShare) split(c *closing) (split, bool) {
	if c.owner == "" || c.owner == c.closer {
		return split{}, false
	}
	today := dateOf(c.at, c.history.book.zone)
	met := slices.ContainsFunc(c.met, func(m meeting) bool {
		m = m.claimed()
		sameDay := dateOf(m.event.Happened(), c.history.book.zone) == today
		return m.visit.Person == c.closer && m.owner == c.owner && m.unknowing() && m.visit.deep() && (sameDay || !x.SameDay)
	})
	return divided(c.owner, c.closer, x.Part), met
}

func (x *collisionShare) fault() (key string, right wording) { return partFault(x.Part) }

// divided gives the second person a part, and the first the rest.
func divided(first, second Person, part string) split {
	p, _ := ParsePart(part)
	return both(Parts{{first, frac(p.den-p.num, p.den)}, {second, p}})
}

func partFault(part string) (key string, right wording) {
	if p, err := ParsePart(part); err != nil || p.IsZero() || p == whole {
		return "part", worded("part 是 0 和 1 之间的分数，如 \"1/2\"，不能是 %s", "part is a fraction between 0 and 1, such as \"1/2\", not %s", quote(part))
	}
	return "", wording{}
}

// deep says whether it was a full reception, not a greeting.
func (v *Visit) deep() bool {
	if v.Deep != nil {
		return *v.Deep
	}
	return v.Purpose == "" || v.Purpose == "buy" || v.Purpose == "look"
}

// friendShare is about a customer who came for a friend and left the friend's
// phone: the friend belongs to the one who received the first, and where the
// friend, or the first again, comes without asking for them and another
// receives and closes, that one has a part, unless they grabbed the customer.
//
// Source: fifteen-day 9-3.
type friendShare struct {
	Part string `yaml:"part"` // today's receiver's
}

func (*friendShare) on() []Kind { return []Kind{"visit"} }

func (*friendShare) own(m *moment) (change, bool) {
	if m.companion || m.tenure.owner != "" {
		return change{}, false
	}
	v := m.visit.visit
	for _, friend := range m.history.friends(v.Customer, m.view) {
		owner := m.history.book.ownerAt(friend, m.place, m.event.At)
		if owner != "" && owner != v.Person {
			return change{effect: Gained, owner: owner}, true
		}
	}
	return change{}, false
}

func (x *friendShare) split(c *closing) (split, bool) {
	if c.owner == "" || c.owner == c.closer || c.grabbed || len(c.history.friends(c.deal.Customer, c.view)) == 0 {
		return split{}, false
	}
	met := slices.ContainsFunc(c.met, func(m meeting) bool {
		v := m.visit
		word := v.For != "" || v.Consent || v.AskedFor == c.owner || v.MessageFrom == c.owner
		return v.Person == c.closer && !word && !m.knowing && !m.handed
	})
	return divided(c.owner, c.closer, x.Part), met
}

func (x *friendShare) fault() (key string, right wording) { return partFault(x.Part) }

// friends returns the friends of c, by links known at the place view, for whom
// one of the two left a phone: both are on record with it, or one had left it
// before they ever came, or never came.
func (h history) friends(c Customer, view int32) []Customer {
	var all []Customer
	mine := h.book.recordOf(c, view+1).Phone
	for _, l := range h.links(c, view, "friend") {
		theirs := h.book.recordOf(l, view+1).Phone
		one := mine != theirs && (mine == "" || theirs == "")
		if mine != "" && mine == theirs || one || h.book.leftBefore(c, view) || h.book.leftBefore(l, view) {
			all = append(all, l)
		}
	}
	return all
}

// leftBefore says whether c's phone was written down before they first came.
func (b *Book) leftBefore(c Customer, view int32) bool {
	var left string
	for _, place := range b.files[c].places {
		if place > view || b.gone[place] {
			continue
		}
		switch e := b.log[place].Body.(type) {
		case *DetailsEntry:
			left = cmp.Or(e.Details.Phone, left)
		case *Visit:
			if e.Customer == c {
				return left != "" && left == b.recordOf(c, view+1).Phone
			}
		}
	}
	return left != ""
}

// links returns who is linked with c in one of those relations, by links known
// at the place view.
func (h history) links(c Customer, view int32, relations ...string) []Customer {
	var all []Customer
	for _, at := range h.book.files[c].links {
		l := h.book.log[at].Body.(*Link)
		if at > view || h.book.gone[at] || !slices.Contains(relations, l.Relation) {
			continue
		}
		other := l.Other
		if other == c {
			other = l.Customer
		}
		all = append(all, other)
	}
	return all
}

// buyersName is about a deal in another name than the registered one: if that
// is the name of one of the customer's kin, the earlier registration of the two
// decides, and the deal is its owner's. If it is the name of somebody else whom
// they are linked to, the customer's owner has no claim to it: it is the other
// one's owner's, or nobody's and so the closer's.
//
// Source: fifteen-day 9-5.
type buyersName struct {
	Relations []string `yaml:"relations"`
}

func (x *buyersName) split(c *closing) (split, bool) {
	name := func(of Customer) string { return c.history.book.recordOf(of, c.view+1).Name }
	if c.name == "" || c.name == name(c.deal.Customer) {
		return split{}, false
	}
	for _, kin := range c.history.links(c.deal.Customer, c.view, x.Relations...) {
		if name(kin) != c.name {
			continue
		}
		t := c.tenureOf(kin)
		owner := t.owner
		if owner == "" || c.owner != "" && !t.since.Before(c.since) {
			owner = c.owner
		}
		return both(Parts{{owner, whole}}), owner != ""
	}
	for _, other := range c.history.links(c.deal.Customer, c.view, "sibling", "partner", "relative", "friend") {
		if name(other) == c.name && c.closer != c.owner {
			return both(Parts{{cmp.Or(c.tenureOf(other).owner, c.closer), whole}}), true
		}
	}
	return split{}, false
}

func (x *buyersName) fault() (key string, right wording) {
	return (&oneParty{Relations: x.Relations}).fault()
}

// tenureOf returns how another customer stood at the deal.
func (c *closing) tenureOf(other Customer) tenure {
	b := c.history.book
	r := b.replay(b.partyAt(b.files[other], c.place), c.place, nil)
	r.settled = b.newest()
	r.through(c.place, b.log[c.place].At)
	return r.tenure
}
