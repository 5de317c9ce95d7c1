package rules

import (
	"cmp"
	"slices"
)

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
//	announced a referral put on record beforehand, which is as a call that the
//	          referrer's consultant took
//	filed     likewise, with no referrer: as a call of whoever put it on record
//	second    B receives; tells A
//	cannot    and is right to, as A cannot receive
//	early     and is asked for by name already: A's all the same
//	untold    B receives again, having told A nothing of the time before
//	another   C receives the third time: a second touch once more
//	returns   A receives again after B, or takes over from B
//	stays     B receives again, though A could and the customer asks for nobody
//	third     B receives again, as A cannot or the customer asks for B
//	moved     and tells A: B's
//
// Source: call-then-visit T1 to T3b, V1 to V3, X, GAP.
type touch struct {
	Flow  string   `yaml:"flow"`  // call or visit: what the first touch was
	Steps []string `yaml:"steps"` // which of them the clause decides
}

var touchSteps = []string{
	"first", "announced", "filed", "second", "cannot", "early", "untold", "another", "returns", "stays", "third", "moved",
}

func (*touch) on() []Kind {
	return []Kind{"call", "prefile", "visit", "details", "told", "wish", "hand_back", "recognise"}
}

func (c *touch) own(m *moment) (change, bool) {
	if m.tenure.sold && m.tenure.owner != "" || m.companion {
		return change{}, false
	}
	step, ch := nextTouch(m)
	called := m.tenure.touches.called
	if ch.touched {
		called = ch.touches.called
	}
	if _, call := m.event.Body.(*Call); call {
		called = true
	}
	return ch, c.decides(called, step)
}

// decides says whether c decides that step, where the first touch was a call or
// was not.
func (c *touch) decides(called bool, step string) bool {
	return called == (c.Flow == "call") && slices.Contains(c.Steps, step)
}

// nextTouch returns the step that m makes, empty for none, and what it changes.
func nextTouch(m *moment) (step string, ch change) {
	t := m.tenure.touches
	switch e := m.event.Body.(type) {
	case *Call:
		if e.Details == nil || *e.Details == (Details{}) {
			return "first", change{effect: Invalid}
		}
		return begun("first", m, e.Person)
	case *Prefile:
		if e.Referrer == "" {
			return begun("filed", m, e.Person)
		}
		return begun("announced", m, cmp.Or(m.history.book.introducers[m.place], e.Person))
	case *Told:
		return t.tell(m, e.Person)
	case *Wish:
		if t.second != nil {
			t.named = e.Person == t.second.visit.Person
			return "third", change{effect: Later, touches: t, touched: true}
		}
	case *HandBack:
		return t.back(m)
	case *Recognise:
		if e.Person == m.tenure.owner && e.Wish != "stay" {
			return t.back(m)
		}
	case *DetailsEntry:
		if m.visit == nil && m.takenToday(e.Person) {
			return begun("first", m, e.Person)
		}
		if m.visit != nil && m.registered {
			return t.visit(m)
		}
	case *Visit:
		step, ch := t.visit(m)
		if !m.registered {
			ch = change{effect: Invalid}
		}
		return step, ch
	}
	return "", change{}
}

// takenToday says whether p has taken a call of the customer's on that day.
func (m *moment) takenToday(p Person) bool {
	b := m.history.book
	return slices.ContainsFunc(m.history.places, func(place int32) bool {
		c, ok := b.log[place].Body.(*Call)
		return ok && !b.gone[place] && c.Person == p && dateOf(b.log[place].Happened(), b.zone) == dateOf(m.at, b.zone)
	})
}

// begun is the first touch by a call or an announcement.
func begun(step string, m *moment, p Person) (string, change) {
	if m.tenure.owner != "" {
		return "", change{}
	}
	return step, change{effect: Gained, owner: p, touches: touches{called: true}, touched: true}
}

// visit is a reception that counts.
func (t touches) visit(m *moment) (string, change) {
	v, owner := m.visit, m.tenure.owner
	b := v.visit.Person
	anew := touches{called: t.called}
	second := touches{called: t.called, second: v, told: m.history.told(v, owner, m.place)}
	if t.told && v.place != m.place { // registered later: only what was told before it counts
		t.told = m.history.told(t.second, owner, v.place)
	}
	switch {
	case owner == "" || m.announcedSince(v):
		return "first", change{effect: Gained, owner: b, touched: true}
	case b == owner && t.second == nil:
		return "first", change{effect: Renewed, stays: true}
	case b == owner:
		return "returns", change{effect: Gained, owner: b, touches: anew, touched: true}
	case t.second == nil && v.visit.AskedFor == b:
		return "early", stays(second)
	case t.second == nil:
		return "second", stays(second)
	case t.second.visit.Person != b && t.told:
		return "another", stays(second)
	case t.second.visit.Person != b:
		return "second", stays(second)
	}
	rightly := m.cannot(owner) || t.asked(v.visit)
	switch {
	case !t.told && rightly:
		return "untold", stays(second)
	case !t.told:
		return "second", stays(second)
	case !rightly:
		return "stays", stays(anew)
	case m.history.told(v, owner, m.place):
		return "moved", change{effect: Gained, owner: b, touches: anew, touched: true}
	}
	t.third = v
	return "third", stays(t)
}

// announcedSince says whether the customer was nobody's when v began, and an
// announcement put on record after that, but before v was registered, made them
// the owner's: it came too late.
func (m *moment) announcedSince(v *reception) bool {
	since := m.tenure.from
	if !m.wasFree || since <= v.place {
		return false
	}
	_, announced := m.history.book.log[since].Body.(*Prefile)
	return announced
}

// asked says whether the customer asks for B, at the door (nil: not known yet) or,
// naming nobody there, before.
func (t touches) asked(v *Visit) bool {
	if v == nil || v.AskedFor == "" {
		return t.named
	}
	return v.AskedFor == t.second.visit.Person
}

// stays leaves the customer with the owner, with those touches from now on.
func stays(t touches) change { return change{effect: Later, touches: t, touched: true, stays: true} }

// cannot says whether the owner could not receive m's visit, for any reason:
// lunch, while another is on duty, is one.
func (m *moment) cannot(owner Person) bool {
	v := m.visit
	s := m.history.book.statusAt(owner, v.place)
	return !s.free(v.event.At) || v.mode == Lunch && v.duty != owner
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

// told says whether the owner was told of v before that place.
func (h history) told(v *reception, owner Person, before int32) bool {
	return slices.ContainsFunc(h.places, func(place int32) bool {
		e, ok := h.book.log[place].Body.(*Told)
		return ok && place < before && !h.book.gone[place] && e.Visit == v.visit.ID && e.Person == owner
	})
}

// receiver lets B receive for whom the customer asks at the third touch, and
// whoever does where A cannot, lunch with another on duty included.
func (c *touch) receiver(d *door) (Person, bool) {
	if d.owner == "" || d.sold {
		return "", false
	}
	t := &d.touches
	if t.told && c.decides(t.called, "third") && t.asked(d.visit) {
		return t.second.visit.Person, true
	}
	cannot := !d.free || d.mode == Lunch && d.duty != d.owner
	return d.receiver, cannot && c.decides(t.called, "cannot")
}

func (c *touch) split(x *closing) (split, bool) {
	mine := x.by != nil && slices.Contains(x.by.rules, any(c))
	s := both(Parts{{x.owner, whole}})
	s.follows = x.standing
	return s, x.owner != "" && mine
}

func (c *touch) fault() (key string, right wording) {
	if c.Flow == "" {
		return "flow", wording{"flow 只能是 call 或 visit：第一次接触是什么", "flow is call or visit: what the first touch was"}
	}
	if len(c.Steps) == 0 {
		return "steps", wording{"请列出这一条决定哪几次接触", "list the touches that the clause decides"}
	}
	return "", wording{}
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
