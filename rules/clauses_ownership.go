package rules

import (
	"slices"
	"time"
)

// behalf says whether m's visit is received for the owner.
func (m *moment) behalf() bool {
	v, owner := m.visit.visit, m.tenure.owner
	switch {
	case owner == "" || v.Person == owner:
		return false
	case v.For != "":
		return v.For == owner
	}
	return v.Consent || m.visit.covers == owner
}

// ruled gives a customer to whom the arbiter says.
//
// Source: standard 12; every house rule that names an arbiter.
type ruled struct{}

func (*ruled) on() []Kind { return []Kind{"ruling"} }

func (*ruled) own(m *moment) (change, bool) {
	owner := m.event.Body.(*Ruling).Owner
	return change{effect: Ruled, owner: owner}, owner != ""
}

// renewal protects ownership for a time that every real contact starts again:
// the events in by, of the owner's own or on their behalf.
//
// Source: standard 3, thirty-day N5, fifteen-day 9-1b.
type renewal struct {
	Own     bool   `yaml:"own"`     // only what the owner does
	Whoever bool   `yaml:"whoever"` // a visit renews, whoever receives, registered or not
	Days    int    `yaml:"days"`
	Months  int    `yaml:"months"`
	By      []Kind `yaml:"by"`
}

func (c *renewal) until(from time.Time, zone *time.Location) time.Time {
	if c.Months > 0 {
		return afterMonths(from, c.Months, zone)
	}
	return afterDays(from, c.Days, zone)
}

func (c *renewal) on() []Kind { return c.By }

func (c *renewal) own(m *moment) (change, bool) {
	owner := m.tenure.owner
	if owner == "" && m.tenure.ranOut && m.at.Before(m.tenure.lapsed) {
		owner = m.tenure.former // written down after the end, but in time
	}
	if owner == "" {
		return change{}, false
	}
	by := actor(m) == owner
	if v, ok := m.event.Body.(*Visit); ok {
		by = (v.Person == owner || m.behalf() && !c.Own) && (m.registered || m.companion)
		if c.Whoever && !by {
			effect := Later // the receiver's own claim fails
			if v.Person == owner || m.behalf() || m.companion || m.tenure.owner == "" {
				effect = Renewed
			}
			return change{effect: effect, renews: true}, true
		}
	}
	return change{effect: Renewed}, by
}

// comes returns the moment at which an event finds protection running or over: a
// visit that renews, whoever receives, when it was, though written down later.
//
// Source: register-format, the key came.
func (p *Policy) comes(e *Event) time.Time {
	if _, visit := e.Body.(*Visit); visit && len(p.protecting) > 0 {
		if c, ok := p.protecting[0].ask.(*renewal); ok && c.Whoever {
			return e.Happened()
		}
	}
	return e.At
}

func (c *renewal) fault() (key string, right wording) {
	switch {
	case len(c.By) == 0:
		return "by", wording{"请列出哪些接触会续期：visit、follow_up、contact、call、appointment 中的几项", "list the contacts that renew: some of visit, follow_up, contact, call and appointment"}
	case c.Days > 0 == (c.Months > 0) || min(c.Days, c.Months) < 0 || c.Days > most || c.Months > 120:
		return "days", worded("days（1 到 %d）和 months（1 到 120）只写一个", "give either days, from 1 to %d, or months, from 1 to 120", most)
	}
	return "", wording{}
}

// Renews says whether such an event starts a protection again under p.
func (p *Policy) Renews(by Kind) bool {
	return slices.ContainsFunc(p.protecting, func(r rule[protecting]) bool {
		c, ok := r.ask.(*renewal)
		return ok && slices.Contains(c.By, by)
	})
}

// lapse leaves a customer without owner when protection is over.
//
// Source: standard 3a.
type lapse struct{}

func (*lapse) heir(history, *tenure, time.Time) heir { return heir{} }

// bought keeps a customer who has subscribed with their owner: nothing lapses
// by time any more.
//
// Source: standard 3b; register-format, settled questions; thirty-day O5 and O7.
type bought struct {
	LostBy []string `yaml:"lost_by"` // only a customer whom nobody owns by one of these clauses
}

func (*bought) on() []Kind { return []Kind{"deal"} }

func (c *bought) own(m *moment) (change, bool) {
	if m.event.Body.(*Deal).stage() == Deposit || !m.lostBy(c.LostBy) {
		return change{}, false
	}
	if m.tenure.owner == "" {
		return change{effect: Gained, owner: m.closer(), sold: true}, true
	}
	return change{effect: Renewed, sold: true}, true
}

// closer returns who has closed the deal of m: at its first stage, which the
// split follows, if they are still there; else at this one.
func (m *moment) closer() Person {
	d := m.event.Body.(*Deal)
	b := m.history.book
	for _, place := range m.history.places {
		if first, ok := b.log[place].Body.(*Deal); ok && first.ID == d.ID && !b.gone[place] {
			if !b.statusAt(first.Person, m.place).left {
				return first.Person
			}
			break
		}
	}
	return d.Person
}

// handedBack gives the customer back to the owner, on a hand-back, or when they
// recognise each other and the customer does not wish to stay.
//
// Source: standard 4a.
type handedBack struct {
	By Kind `yaml:"by"` // hand_back or recognise; empty: both
}

func (c *handedBack) on() []Kind {
	if c.By != "" {
		return []Kind{c.By}
	}
	return []Kind{"hand_back", "recognise"}
}

func (*handedBack) own(m *moment) (change, bool) {
	owner := m.tenure.owner
	if owner == "" {
		return change{}, false
	}
	if r, ok := m.event.Body.(*Recognise); ok && (r.Wish == "stay" || r.Person != owner) {
		return change{}, false
	}
	return change{effect: HandedTo}, true
}

// staysByAgreement lets the receiver go on, on the owner's behalf, where owner
// and customer have recognised each other and the customer wishes to stay.
//
// Source: standard 4b.
type staysByAgreement struct{}

func (*staysByAgreement) on() []Kind { return []Kind{"recognise"} }

func (*staysByAgreement) own(m *moment) (change, bool) {
	r := m.event.Body.(*Recognise)
	ok := r.Wish == "stay" && m.tenure.owner != "" && r.Person == m.tenure.owner && m.visit.visit.Person != r.Person
	return change{effect: Renewed, behalf: true}, ok
}

// colleagues leaves a customer with the owner when somebody else receives.
//
// Source: standard 4; thirty-day O1, O2 and O3b.
type colleagues struct {
	Named  bool `yaml:"named"`  // only a customer who names the owner
	Behalf bool `yaml:"behalf"` // only when received for the owner
	Absent bool `yaml:"absent"` // only while the owner is not on site
	Free   bool `yaml:"free"`   // only where the owner could receive
}

func (*colleagues) on() []Kind { return []Kind{"visit"} }

func (c *colleagues) own(m *moment) (change, bool) {
	owner, v := m.tenure.owner, m.visit.visit
	fits := (v.AskedFor == owner || v.MessageFrom == owner || !c.Named) && (!c.Behalf || m.behalf()) && (!c.Absent || !m.onSite(owner)) && (!c.Free || m.visit.ownerFree)
	return change{effect: Later}, owner != "" && owner != v.Person && !m.companion && fits
}

// firstRegistration gives a customer of nobody to whoever first registers them.
//
// Source: standard 1, fifteen-day 9-1a.
type firstRegistration struct {
	Lapsed    bool     `yaml:"lapsed"`    // only a customer whose protection has run out
	Referred  bool     `yaml:"referred"`  // only one whom somebody has sent
	Mentioned []string `yaml:"mentioned"` // and who came up then
	Lunch     bool     `yaml:"lunch"`     // only at lunch time
	Invited   bool     `yaml:"invited"`   // only one who comes by appointment
	Related   bool     `yaml:"related"`   // only one on record as somebody's relative or friend
	LostBy    []string `yaml:"lost_by"`   // only one whom another has lost by one of these clauses
	Via       []string `yaml:"via"`       // only one who came so
	Been      bool     `yaml:"been"`      // only one who says that they have been here before
	Called    bool     `yaml:"called"`    // only one who has called, and comes for the first time
}

func (*firstRegistration) on() []Kind { return []Kind{"visit"} }

func (c *firstRegistration) own(m *moment) (change, bool) {
	if _, visit := m.event.Body.(*Visit); !visit || !m.registered {
		return change{}, false
	}
	fits := (m.tenure.ranOut || !c.Lapsed) && (m.visit.visit.Referrer != "" || !c.Referred) && (m.visit.mode == Lunch || !c.Lunch)
	if v := m.visit.visit; len(c.Mentioned) > 0 {
		fits = fits && v.Referrer != "" && slices.Contains(c.Mentioned, v.mentioned())
	}
	fits = fits && (m.visit.visit.Via == "appointment" || !c.Invited) && (len(m.known.relations) > 0 || !c.Related)
	fits = fits && m.lostBy(c.LostBy) && (len(c.LostBy) == 0 || m.tenure.former != actor(m))
	fits = fits && (len(c.Via) == 0 || slices.Contains(c.Via, m.visit.visit.Via))
	been := m.visit.visit.FirstTime != nil && !*m.visit.visit.FirstTime
	fits = fits && (been || !c.Been) && (!c.Called || m.history.onlyCalled())
	return gain(m, actor(m), fits)
}

// onlyCalled says whether the party has called, and not yet come.
func (h history) onlyCalled() bool {
	came := h.has(func(body Body) bool {
		v, ok := body.(*Visit)
		return ok && h.member(v.Customer)
	})
	return !came && h.has(func(body Body) bool { _, ok := body.(*Call); return ok })
}

// lostBy says whether nobody owns the customer by one of those clauses; any will
// do where none is listed.
func (m *moment) lostBy(clauses []string) bool {
	return len(clauses) == 0 || m.tenure.owner == "" && slices.Contains(clauses, m.tenure.gained.id())
}

// givenUp leaves a customer without owner whom the owner has dropped.
//
// Source: standard 7, thirty-day O5.
type givenUp struct{}

func (*givenUp) on() []Kind { return []Kind{"give_up"} }

func (*givenUp) own(m *moment) (change, bool) {
	return change{effect: Lost}, actor(m) == m.tenure.owner
}

// complained takes the customer from an owner about whom a complaint was upheld,
// and gives them to whoever takes over, if anybody.
//
// Source: standard 7a, course-desk 7a, on-record C3.
type complained struct{}

func (*complained) on() []Kind { return []Kind{"complaint"} }

func (*complained) own(m *moment) (change, bool) {
	c := m.event.Body.(*Complaint)
	switch {
	case !c.Upheld || c.Person != m.tenure.owner:
		return change{}, false
	case c.To != "" && !m.history.book.statusAt(c.To, m.place).left:
		return change{effect: Gained, owner: c.To}, true
	}
	return change{effect: Lost}, true
}

// leaver says what becomes of the customers of one who leaves: the successor's,
// where there can be one, else nobody's.
//
// Source: standard 7b, three-month-file 3-6d and 3-6e, single-loop 7b.
type leaver struct {
	Successor bool `yaml:"successor"`
	Unsold    bool `yaml:"unsold"` // only of customers who have not bought
	// Unnamed: only where no successor is named; whoever receives the customer
	// by the rotation then has them.
	Unnamed bool `yaml:"unnamed"`
}

func (c *leaver) successor(named Person, sold bool) (Person, bool) {
	ok := (!c.Unsold || !sold) && (!c.Unnamed || named == "")
	if !c.Successor {
		named = ""
	}
	return named, ok
}

func (*leaver) on() []Kind { return []Kind{"visit"} }

func (c *leaver) own(m *moment) (change, bool) {
	return gain(m, actor(m), c.Unnamed && m.tenure.gained.has(c))
}

func (c *leaver) receiver(d *door) (Person, bool) {
	switch {
	case !d.by.has(c), d.owner != "" && !c.Successor && !c.Unnamed: // theirs by what else the clause does
		return "", false
	case d.owner != "":
		return d.owner, d.free
	case d.next != "":
		return d.next, c.Unnamed
	}
	return d.receiver, c.Unnamed
}

// pool keeps a leaver's customer who has bought with the department: they are
// no new customer, whoever is there receives them at no turn, and they are
// nobody's until management gives them to somebody.
//
// Source: single-loop 7a.
type pool struct{}

func (*pool) on() []Kind { return []Kind{"visit", "details"} }

func (*pool) own(m *moment) (change, bool) {
	v, visit := m.event.Body.(*Visit)
	sent := visit && v.Via == "assigned"
	return change{effect: Invalid}, m.tenure.owner == "" && m.tenure.left && m.tenure.sold && !m.companion && !sent
}

func (*pool) receiver(d *door) (Person, bool) { return d.receiver, d.pooled }
func (*pool) turn(d *door) (turn, bool)       { return turn{}, d.pooled }

// claimed gives a customer of nobody to whoever claims them, within the site's
// limits.
//
// Source: standard 8; no document speaks of claims.
type claimed struct{}

func (*claimed) on() []Kind { return []Kind{"claim"} }

func (*claimed) own(m *moment) (change, bool) {
	if m.tenure.owner != "" || m.refused {
		return change{effect: Later}, true
	}
	return change{effect: Gained, owner: actor(m)}, true
}
