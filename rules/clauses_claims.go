package rules

import (
	"slices"
)

// gain gives a customer of nobody who comes in, or calls, to the claimant, if
// there is one.
func gain(m *moment, claimant Person, ok bool) (change, bool) {
	kind := m.event.Body.Kind()
	if kind != "visit" && kind != "call" || m.companion || m.tenure.owner != "" || !ok {
		return change{}, false
	}
	return change{effect: Gained, owner: claimant}, true
}

// assigned gives a customer to whom management assigns them: by an assignment,
// or by the way in which they came.
//
// Source: standard 6a, thirty-day N4.
type assigned struct {
	Free bool `yaml:"free"` // who came so costs the assignee no turn
}

func (*assigned) on() []Kind { return []Kind{"assign", "visit"} }

func (*assigned) own(m *moment) (change, bool) {
	if a, ok := m.event.Body.(*Assign); ok {
		return change{effect: Gained, owner: a.Person}, true
	}
	p, ok := new(assigned).claimant(m)
	return gain(m, p, ok)
}

func (*assigned) claimant(m *moment) (Person, bool) {
	v := m.visit.visit
	return v.Person, v.assigned()
}

func (c *assigned) turn(d *door) (turn, bool) {
	v := d.visit // whom a leader sends costs no turn, whosever the customer is and stays
	return turn{}, c.Free && v != nil && v.assigned()
}

// assigned says whether management sent the customer to the receiver.
func (v *Visit) assigned() bool { return v.Via == "assigned" || v.Via == "company" }

// ownRelative gives a new customer to the consultant whose relative they are, in
// one of those relations, put on record beforehand.
//
// Source: standard 6, first-contact P2f.
type ownRelative struct {
	Relations []string `yaml:"relations"`
	Calls     bool     `yaml:"calls"`    // on calling, too
	AnyTime   bool     `yaml:"any_time"` // also put on record after the first contact, until the deal
	InTouch   bool     `yaml:"in_touch"` // only where they ask for the consultant, or had been in contact
}

func (c *ownRelative) on() []Kind {
	if c.Calls {
		return []Kind{"visit", "own", "call"}
	}
	return []Kind{"visit", "own"}
}

func (c *ownRelative) own(m *moment) (change, bool) {
	if o, ok := m.event.Body.(*Own); ok {
		late := !c.InTouch && (m.tenure.owner != "" || m.history.lastVisit() != nil) && m.tenure.owner != o.Person && slices.Contains(c.Relations, o.Relation)
		if c.AnyTime && !m.dealt() && !m.ruled() {
			return change{effect: Gained, owner: o.Person}, late
		}
		return change{effect: Later, barred: true}, late && m.tenure.owner != ""
	}
	p, ok := c.claimant(m)
	return gain(m, p, ok)
}

func (c *ownRelative) claimant(m *moment) (Person, bool) {
	for _, o := range m.known.relations { // who put it on record first
		if slices.Contains(c.Relations, o.Relation) && (!c.InTouch || m.inTouch(o.Person)) {
			return o.Person, true
		}
	}
	return "", false
}

// dealt says whether there is a deal with the customer, if only a deposit.
func (m *moment) dealt() bool { return m.dealtSince(-1) }

// dealtSince says whether there is one since the event at place.
func (m *moment) dealtSince(place int32) bool {
	return slices.ContainsFunc(m.history.places, func(later int32) bool {
		_, deal := m.history.book.log[later].Body.(*Deal)
		return deal && later > place && later < m.place && !m.history.book.gone[later]
	})
}

// ruled says whether the owner owns by a ruling.
func (m *moment) ruled() bool {
	if m.tenure.owner == "" {
		return false
	}
	e := m.history.book.log[m.tenure.from]
	return e != nil && e.Body.Kind() == "ruling"
}

// inTouch says whether the customer asks for p, or p has been in contact with
// them before.
func (m *moment) inTouch(p Person) bool {
	if m.visit != nil && m.visit.visit.AskedFor == p || m.known.wish == p || m.known.invited == p {
		return true
	}
	return slices.ContainsFunc(m.history.places, func(place int32) bool {
		if m.history.book.gone[place] {
			return false
		}
		switch e := m.history.book.log[place].Body.(type) {
		case *Call:
			return e.Person == p
		case *FollowUp:
			return e.Person == p
		case *Contact:
			return e.Person == p
		}
		return false
	})
}

func (c *ownRelative) fault() (key string, right wording) {
	if len(c.Relations) == 0 {
		return "relations", wording{"请列出 relative、kin、friend 中的几项", "list some of relative, kin and friend"}
	}
	return "", wording{}
}

// referral gives a new customer to the consultant of whoever sent them, if that
// was announced in advance, or if the referrer came along or came up as listed
// under mentioned.
//
// Source: standard 5, thirty-day R1, on-record D8.
type referral struct {
	Announced   bool     `yaml:"announced"`
	Accompanied bool     `yaml:"accompanied"`
	Mentioned   []string `yaml:"mentioned"`
	Clear       bool     `yaml:"clear"` // who came along must have come up on arrival
	Named       bool     `yaml:"named"` // or if the customer asks for any consultant by name
	Calls       bool     `yaml:"calls"` // on calling, too, where it was announced
}

func (c *referral) on() []Kind {
	if c.Calls {
		return []Kind{"visit", "call"}
	}
	return []Kind{"visit"}
}

func (c *referral) own(m *moment) (change, bool) {
	p, ok := c.sender(m, true)
	return gain(m, p, ok)
}

func (c *referral) claimant(m *moment) (Person, bool) { return c.sender(m, false) }

// sender returns the referrer's consultant; with late also where the referrer
// came up only when the reception had begun.
func (c *referral) sender(m *moment, late bool) (Person, bool) {
	if c.Announced && m.known.announced != "" {
		return m.known.announced, true
	}
	if m.visit == nil {
		return "", false
	}
	v := m.visit.visit
	mentioned := v.Mentioned
	if mentioned == "" {
		mentioned = "arrival"
	}
	accompanied := v.Accompanied || slices.Contains(v.With, v.Referrer)
	fits := c.Accompanied && accompanied && (mentioned == "arrival" || !c.Clear) || slices.Contains(c.Mentioned, mentioned) && (late || mentioned != "during") ||
		c.Named && v.AskedFor != "" && mentioned != "met"
	return m.visit.referrers, v.Referrer != "" && m.visit.referrers != "" && fits
}

func (c *referral) fault() (key string, right wording) {
	if !c.Announced && !c.Accompanied && len(c.Mentioned) == 0 {
		return "", wording{"请写明怎样才算介绍：announced、accompanied、mentioned", "say what makes a referral: announced, accompanied, mentioned"}
	}
	return "", wording{}
}
