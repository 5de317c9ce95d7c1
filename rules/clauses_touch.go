package rules

import "slices"

// touches are how far another consultant has come on the way to a customer:
// received a second time, told, a third time.
type touches struct {
	called bool       // the first touch was a call or an announcement
	second *reception // by another than the owner; nil: none
	told   bool       // and the owner knows of it
	named  bool       // and the customer has asked for them since
	third  *reception // by the same, in the owner's place
}

// touch decides one or several steps of a customer on the way through three
// touches: a call or first visit, received by A; a visit, received by A or, where
// A does not know of it or cannot, by B, who tells A; and a visit that settles
// whose they are. Each counts only if it was registered then.
//
//	first     A takes the call, or receives first, or again with nobody between
//	announced a referral put on record beforehand, which is as a call
//	second    B receives; tells A
//	returns   A receives again after B, or takes over from B
//	third     B receives again, as A cannot or the customer asks for B
//	moved     and tells A: B's
//
// Source: call-then-visit T1 to T3b, V1 to V3, X.
type touch struct {
	Flow  string   `yaml:"flow"`  // call or visit: what the first touch was
	Steps []string `yaml:"steps"` // which of them the clause decides
}

var touchSteps = []string{"first", "announced", "second", "returns", "third", "moved"}

func (*touch) on() []Kind {
	return []Kind{"call", "prefile", "visit", "details", "told", "wish", "hand_back", "recognise"}
}

func (c *touch) own(m *moment) (change, bool) {
	step, ch := nextTouch(m)
	flow := "visit"
	if ch.touches.called {
		flow = "call"
	}
	if !ch.touched && m.tenure.touches.called {
		flow = "call"
	}
	return ch, flow == c.Flow && slices.Contains(c.Steps, step)
}

// nextTouch returns the step that m makes, empty for none, and what it changes.
func nextTouch(m *moment) (step string, ch change) {
	t := m.tenure.touches
	if m.tenure.sold || m.companion {
		return "", change{}
	}
	switch e := m.event.Body.(type) {
	case *Call:
		written := e.Details != nil && *e.Details != (Details{})
		return begun("first", m, e.Person, written)
	case *Prefile:
		return begun("announced", m, e.Person, true)
	case *Told:
		return t.tell(m, e.Person)
	case *Wish:
		if t.second != nil && e.Person == t.second.visit.Person {
			t.named = true
			return "third", change{effect: Later, touches: t, touched: true}
		}
	case *HandBack:
		return t.back(m)
	case *Recognise:
		if e.Person == m.tenure.owner && e.Wish != "stay" {
			return t.back(m)
		}
	case *Visit, *DetailsEntry:
		if m.visit != nil && m.registered {
			return t.visit(m)
		}
	}
	return "", change{}
}

// begun is the first touch by a call or an announcement.
func begun(step string, m *moment, p Person, counts bool) (string, change) {
	if m.tenure.owner != "" || !counts {
		return "", change{}
	}
	return step, change{effect: Gained, owner: p, touches: touches{called: true}, touched: true}
}

// visit is a reception that counts.
func (t touches) visit(m *moment) (string, change) {
	v, owner := m.visit, m.tenure.owner
	b := v.visit.Person
	switch {
	case owner == "":
		return "first", change{effect: Gained, owner: b, touched: true}
	case b == owner && t.second == nil:
		return "first", change{effect: Renewed}
	case b == owner:
		return "returns", change{effect: Gained, owner: b, touches: touches{called: t.called}, touched: true}
	case t.second == nil || t.second.visit.Person != b || !t.told:
		t = touches{called: t.called, second: v, told: m.history.told(v, owner)}
		return "second", change{effect: Later, touches: t, touched: true}
	}
	s := m.history.book.statusAt(owner, v.place)
	if s.free(v.event.At) && v.visit.AskedFor != b && !t.named {
		return "third", change{effect: Later, touches: touches{called: t.called}, touched: true}
	}
	if m.history.told(v, owner) {
		return "moved", change{effect: Gained, owner: b, touches: touches{called: t.called}, touched: true}
	}
	t.third = v
	return "third", change{effect: Later, touches: t, touched: true}
}

// tell is that the owner was told of a reception.
func (t touches) tell(m *moment, whom Person) (string, change) {
	switch v := m.visit; {
	case v == nil || whom != m.tenure.owner:
		return "", change{}
	case v == t.third:
		return "moved", change{effect: Gained, owner: v.visit.Person, touches: touches{called: t.called}, touched: true}
	case v == t.second:
		t.told = true
		return "second", change{effect: Later, touches: t, touched: true}
	}
	return "", change{}
}

// back is that the owner takes over from whoever receives.
func (t touches) back(m *moment) (string, change) {
	if m.tenure.owner == "" || m.visit.visit.Person == m.tenure.owner {
		return "", change{}
	}
	return "returns", change{effect: HandedTo, owner: m.tenure.owner, touches: touches{called: t.called}, touched: true}
}

// told says whether the owner has been told of v.
func (h history) told(v *reception, owner Person) bool {
	return slices.ContainsFunc(h.places, func(place int32) bool {
		e, ok := h.book.log[place].Body.(*Told)
		return ok && !h.book.gone[place] && e.Visit == v.visit.ID && e.Person == owner
	})
}

// receiver lets B receive for whom the customer asks at the third touch.
func (c *touch) receiver(d *door) (Person, bool) {
	ok := d.second != "" && d.visit != nil && d.visit.AskedFor == d.second && slices.Contains(c.Steps, "third")
	return d.second, ok
}

func (c *touch) split(x *closing) (split, bool) {
	mine := x.by != nil && slices.Contains(x.by.rules, any(c))
	return both(Parts{{x.owner, whole}}), x.owner != "" && mine
}

func (c *touch) fault() (key, text string) {
	if c.Flow != "call" && c.Flow != "visit" {
		return "flow", "flow is call or visit: what the first touch was"
	}
	for _, s := range c.Steps {
		if !slices.Contains(touchSteps, s) {
			return "steps", "no touch is " + quote(s) + "; " + hint(s, touchSteps)
		}
	}
	if len(c.Steps) == 0 {
		return "steps", "list the touches that the clause decides"
	}
	return "", ""
}

// pendingTouch leaves a deal with the owner that another closes on the way.
//
// Source: call-then-visit GAP.
type pendingTouch struct{}

func (*pendingTouch) split(x *closing) (split, bool) {
	t := x.touches
	pending := t.second != nil && t.second.visit.Person == x.closer || t.third != nil && t.third.visit.Person == x.closer
	return both(Parts{{x.owner, whole}}), x.owner != "" && x.owner != x.closer && pending
}
