package rules

import (
	"cmp"
	"slices"
)

// onBehalf costs whoever receives for the owner no turn, nor one who gives the
// customer back.
//
// Source: register-format, rotation.
type onBehalf struct{}

func (*onBehalf) turn(d *door) (turn, bool) { return turn{}, d.behalf || d.returned }

// purposeFree receives visitors who come for one of those purposes at no turn:
// the queue's last, where last is set, if they said so before the model area.
//
// Source: fifteen-day 7c and 8a.
type purposeFree struct {
	Purposes []string `yaml:"purposes"`
	Declared bool     `yaml:"declared"`
	Last     bool     `yaml:"last"`
}

func (c *purposeFree) applies(d *door) bool {
	v := d.visit
	return v != nil && d.owner == "" && slices.Contains(c.Purposes, v.Purpose) && (v.Declared || !c.Declared)
}

func (c *purposeFree) receiver(d *door) (Person, bool) {
	if d.lastFree == "" {
		return d.receiver, c.Last && c.applies(d)
	}
	return d.lastFree, c.Last && c.applies(d)
}

func (c *purposeFree) turn(d *door) (turn, bool) { return turn{}, c.applies(d) }

func (c *purposeFree) fault() (key string, right wording) {
	if len(c.Purposes) == 0 {
		return "purposes", wording{"请列出不占轮次的来访目的", "list the purposes that use no turn"}
	}
	return "", wording{}
}

// oneAtATime lets nobody receive a new customer before the last one has left,
// unless a leader agrees; a turn missed so is made up.
//
// Source: fifteen-day 3.
type oneAtATime struct{}

// OneAtATime is the clause by which nobody receives a new customer before the
// last one has left, unless a leader agrees; empty where the policy has none.
func (p *Policy) OneAtATime() string {
	for _, c := range p.clauses {
		for _, r := range c.rules {
			if _, ok := r.(*oneAtATime); ok {
				return c.ID
			}
		}
	}
	return ""
}

func (*oneAtATime) receiver(d *door) (Person, bool) {
	return d.permitted, d.permitted != "" && d.leaders
}

func (*oneAtATime) missed(a absence) (fate, bool) {
	return fate{owed: true}, a.busy && a.state == Ready
}

// coverOwed owes a make-up turn to somebody who misses one while receiving for
// a colleague.
//
// Source: fifteen-day 4c and 5e.
type coverOwed struct {
	Absent bool `yaml:"absent"` // only for a colleague who is not on site
}

func (c *coverOwed) missed(a absence) (fate, bool) {
	return fate{owed: true}, a.covering && (a.absent || !c.Absent)
}

// asksFor gives a new customer to the consultant whom they ask for, in one of
// the ways listed, the first that fits:
//
//	name         by name
//	message      with a text message of that consultant's
//	brought      by name, being sent by a customer who has not bought
//	referred     by name, then or earlier, being sent by a customer, or announced
//	referrer's   likewise, by the name of that customer's consultant
//	appointment  by the name of whoever made an appointment with them
//	invited      by coming to that appointment
//	wish         by an earlier word
//
// Source: standard 6b, fifteen-day 10, follow-up-proof I4-2a and I6a, pearl M3,
// thirty-day O6b.
type asksFor struct {
	Ways []string `yaml:"ways"`
}

func (*asksFor) on() []Kind { return []Kind{"visit"} }

func (c *asksFor) own(m *moment) (change, bool) {
	p, ok := c.claimant(m)
	return gain(m, p, ok)
}

func (c *asksFor) claimant(m *moment) (Person, bool) {
	v := m.visit.visit
	wanted := cmp.Or(v.AskedFor, m.known.wish)
	for _, way := range c.Ways {
		switch {
		case way == "name" && v.AskedFor != "",
			way == "brought" && v.AskedFor != "" && v.Referrer != "" && !m.visit.bought && v.Mentioned != "met",
			way == "appointment" && v.AskedFor != "" && v.AskedFor == m.known.invited:
			return v.AskedFor, true
		case way == "referred" && wanted != "" && (v.Referrer != "" || m.known.announced != "") && v.Mentioned != "met",
			way == "referrer's" && wanted != "" && wanted == m.visit.referrers && v.Mentioned != "met":
			return wanted, true
		case way == "message" && v.MessageFrom != "":
			return v.MessageFrom, true
		case way == "invited" && v.Via == "appointment" && m.known.invited != "":
			return m.known.invited, true
		case way == "wish" && m.known.wish != "":
			return m.known.wish, true
		}
	}
	return "", false
}

func (c *asksFor) fault() (key string, right wording) {
	if len(c.Ways) == 0 {
		return "ways", wording{"请列出哪些方式算指定顾问", "list the ways of asking for somebody"}
	}
	return "", wording{}
}
