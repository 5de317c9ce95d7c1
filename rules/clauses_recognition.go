package rules

import (
	"slices"
	"time"
)

// onSite says whether p was at the desk then, with customers or not.
func (m *moment) onSite(p Person) bool {
	s := m.history.book.statusAt(p, m.place)
	return !s.left && s.state == Ready
}

// recognisedInTime gives the customer back to the owner of before, if they
// recognise each other within so many minutes of the reception, unless the
// customer does not wish to change back. A receiver who gives them back does so
// at any time.
//
// Source: course-desk 6b.
type recognisedInTime struct {
	Minutes  int  `yaml:"minutes"`
	Whatever bool `yaml:"whatever"` // the customer wishes
}

func (*recognisedInTime) on() []Kind { return []Kind{"recognise", "hand_back"} }

func (c *recognisedInTime) own(m *moment) (change, bool) {
	first := m.visit.owner
	if first == "" || first == m.visit.visit.Person || m.tenure.owner != first && (m.tenure.sold || m.dealtSince(m.visit.place) || !m.taken()) {
		return change{}, false
	}
	if r, ok := m.event.Body.(*Recognise); ok {
		late := m.tenure.owner != first && !m.within(c.Minutes)
		if r.Person != first || r.Wish == "stay" && !c.Whatever || late || m.history.metOnlyOthers(m.visit, m.view) {
			return change{}, false
		}
	}
	return change{effect: HandedTo, owner: first}, true
}

func (c *recognisedInTime) turn(d *door) (turn, bool) { return turn{}, d.returned }

func (c *recognisedInTime) windowMinutes() int { return c.Minutes }

func (c *recognisedInTime) fault() (key string, right wording) { return minutesFault(c.Minutes) }

func minutesFault(minutes int) (key string, right wording) {
	if minutes < 0 || minutes > 24*60 {
		return "minutes", wording{"minutes 是 0 到 1440 的整数", "minutes is a whole number from 0 to 1440"}
	}
	return "", wording{}
}

// taken says whether m's visit made its receiver the owner; nobody has since
// said that they are.
func (m *moment) taken() bool {
	t := m.tenure
	if t.owner != m.visit.visit.Person || t.from < m.visit.place {
		return false
	}
	e := m.history.book.log[t.from]
	if e == nil { // let go, as no word of management's is
		return true
	}
	switch e.Body.(type) {
	case *Ruling, *Assign, *Complaint:
		return false
	}
	return true
}

// within says whether m is no later than so many minutes after its visit began.
func (m *moment) within(minutes int) bool {
	return m.at.Sub(m.visit.event.Happened()) <= time.Duration(minutes)*time.Minute
}

// recognisedLate leaves a customer whom the owner of before recognises later
// than that, or who does not wish to change back, with the receiver; or it gives
// them back all the same, where the customer wishes it.
//
// Source: course-desk 6b2, 6d and 6d2.
type recognisedLate struct {
	Wish    string `yaml:"wish"`    // return, stay, or any: only with that wish
	Minutes int    `yaml:"minutes"` // only later than that
	To      string `yaml:"to"`      // receiver or first
}

func (*recognisedLate) on() []Kind { return []Kind{"recognise"} }

func (c *recognisedLate) own(m *moment) (change, bool) {
	r := m.event.Body.(*Recognise)
	wish := r.Wish
	if wish == "" {
		wish = "none"
	}
	late := c.Minutes == 0 || !m.within(c.Minutes)
	if !m.taken() || r.Person != m.visit.owner || !late || c.Wish != "any" && c.Wish != wish {
		return change{}, false
	}
	if c.To == "first" {
		return change{effect: HandedTo, owner: r.Person}, true
	}
	return change{effect: Gained, owner: m.visit.visit.Person}, true
}

func (c *recognisedLate) fault() (key string, right wording) {
	switch {
	case c.Wish == "":
		return "wish", wording{"wish 只能是 return、stay 或 any", "wish is return, stay or any"}
	case c.To == "":
		return "to", wording{"to 只能是 receiver 或 first：客户之后归谁", "to is receiver or first: whose the customer is then"}
	}
	return minutesFault(c.Minutes)
}

// collision leaves a customer whom several consultants received, not knowing of
// each other, with the first, unless the customer chooses one of them.
//
// Source: course-desk 3a.
type collision struct{}

func (*collision) on() []Kind { return []Kind{"visit", "wish"} }

func (c *collision) own(m *moment) (change, bool) {
	t := m.tenure
	if t.owner == "" || m.companion {
		return change{}, false
	}
	chosen := Person("")
	switch e := m.event.Body.(type) {
	case *Wish:
		chosen = e.Person
	case *Visit:
		chosen = e.AskedFor
	}
	if chosen != "" && chosen != t.owner && !t.sold && m.history.received(chosen) {
		return change{effect: Gained, owner: chosen}, true
	}
	unseen := m.visit != nil && m.visit.visit.Person != t.owner && m.visit.owner != t.owner // known only by a link
	return change{effect: Later, barred: true}, unseen
}

func (*collision) receiver(d *door) (Person, bool) {
	if !d.chosen || !d.askedFree {
		return "", false
	}
	return d.visit.AskedFor, true
}

func (*collision) turn(d *door) (turn, bool) { return turn{}, d.chosen }

// received says whether p received the party as their own customer, not knowing
// of a colleague.
func (h history) received(p Person) bool {
	for _, place := range h.places {
		e, ok := h.book.log[place].Body.(*Visit)
		if !ok || h.book.gone[place] || e.Person != p {
			continue
		}
		if v := h.book.visits[e.ID]; (v.registered || h.completed(v)) && !v.behalf && !v.knowing && v.returned == 0 {
			return true
		}
	}
	return false
}

// collisionSplit gives the owner the whole deal, whoever closes, after a
// colleague has received the customer under another name, not knowing of the
// owner.
//
// Source: course-desk 3b.
type collisionSplit struct{}

func (*collisionSplit) split(x *closing) (split, bool) {
	found := func(m meeting) bool { return m.unknowing() && m.registered && m.reception.owner != m.owner }
	s := both(Parts{{x.owner, whole}})
	if x.by != nil && slices.ContainsFunc(x.by.rules, func(rule any) bool { _, ok := rule.(*collision); return ok }) {
		s.follows = []*Clause{x.by} // the one whom the customer has chosen
	}
	return s, x.owner != "" && slices.ContainsFunc(x.met, found)
}

// closesForAbsent gives whoever closes for an owner who was not there, or had no
// time, a part, and the owner the rest.
//
// Source: course-desk 4d and 6g.
type closesForAbsent struct {
	Part string `yaml:"part"` // the closer's
	New  bool   `yaml:"new"`  // of customers received for the first time, else of those who return
}

func (c *closesForAbsent) split(x *closing) (split, bool) {
	v := x.last
	if x.owner == "" || x.owner == x.closer || v == nil || v.visit.Person != x.closer ||
		x.handedBack(v) || v.returning == c.New {
		return split{}, false
	}
	mentioned := c.New && v.owner == "" && v.referrers == x.owner // in the course of the visit
	if v.owner != x.owner && !mentioned {
		return split{}, false
	}
	s := x.history.book.statusAt(x.owner, v.place)
	if s.free(v.event.At) && !v.behalf {
		return split{}, false
	}
	part, _ := ParsePart(c.Part)
	return both(Parts{{x.owner, frac(part.den-part.num, part.den)}, {x.closer, part}}), true
}

func (c *closesForAbsent) fault() (key string, right wording) { return partFault(c.Part) }

// afterHandBack gives the owner the whole deal that follows a reception which
// was given back to them.
//
// Source: course-desk 6c.
type afterHandBack struct{}

func (*afterHandBack) split(x *closing) (split, bool) {
	s := both(Parts{{x.owner, whole}})
	s.follows = []*Clause{x.by}
	return s, x.owner != "" && x.last != nil && x.handedBack(x.last) && x.last.owner == x.owner
}

// complaintEndsShare gives the whole deal to whoever took the customer over
// after a complaint, as against the one complained about.
//
// Source: course-desk 7b.
type complaintEndsShare struct{}

func (*complaintEndsShare) split(x *closing) (split, bool) {
	for _, place := range x.history.places {
		c, ok := x.history.book.log[place].Body.(*Complaint)
		if !ok || x.history.book.gone[place] || !c.Upheld || c.Person == x.owner {
			continue
		}
		if x.owner != "" && (x.closer == c.Person || x.closer == x.owner) {
			return both(Parts{{x.owner, whole}}), true
		}
	}
	return split{}, false
}

// rotaForNew keeps the rotation to new customers: one who belongs to somebody
// costs nobody a turn.
//
// Source: course-desk 6f, single-loop 1a.
type rotaForNew struct{}

func (*rotaForNew) turn(d *door) (turn, bool) { return turn{}, d.owner != "" }

// reportable names an act that the house rules forbid, and what it costs, if
// they say.
//
// Source: course-desk 2c, single-loop 4b.
type reportable struct {
	Act     string     `yaml:"act"`
	Fine    *fineRange `yaml:"fine"`
	Suspend *dayRange  `yaml:"suspend_days"`
}

func (c *reportable) penalty(act string) (penalty, bool) {
	return penalty{c.Fine.fine(), c.Suspend.span()}, act == c.Act
}

func (c *reportable) fault() (key string, right wording) {
	return (&grab{Fine: c.Fine, Suspend: c.Suspend}).fault()
}
