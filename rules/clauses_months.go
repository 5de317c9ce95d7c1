package rules

import (
	"slices"
	"time"
)

// laterConsultant leaves a customer with the owner while protected, and after
// that gives them to whoever else had registered them first and has kept that up
// by contacts of their own. Once a registration has lapsed, or an ownership has
// ended, no mere contact brings it back.
//
// Source: three-month-file 3-5a; register-format, settled questions.
type laterConsultant struct {
	Months int `yaml:"months"`
}

func (*laterConsultant) on() []Kind { return []Kind{"visit"} }

func (*laterConsultant) own(m *moment) (change, bool) {
	return change{effect: Later}, m.tenure.owner != "" && !m.companion
}

func (c *laterConsultant) heir(h history, t *tenure, end time.Time) heir {
	for _, place := range h.places {
		e := h.book.log[place]
		visit, ok := e.Body.(*Visit)
		if !ok || h.book.gone[place] || !e.Happened().Before(end) {
			continue
		}
		v := h.book.visits[visit.ID]
		if !h.registered(v) || v.behalf || v.returned != 0 || v.visit.Person == v.owner || !h.there(visit.Person, end) {
			continue
		}
		if visit.Person == t.owner || t.over(visit.Person, place) {
			continue
		}
		if last, ok := c.keptUp(h, v, end); ok {
			return heir{visit.Person, e.At, last}
		}
	}
	return heir{}
}

// keptUp returns the last contact before end by which v's receiver has kept up
// its registration; false if that had lapsed before.
func (c *laterConsultant) keptUp(h history, v *reception, end time.Time) (last time.Time, ok bool) {
	last = v.event.Happened()
	for _, at := range h.contacts(v.visit.Person, last, end) {
		if !at.Before(afterMonths(last, c.Months, h.book.zone)) {
			return last, false
		}
		last = at
	}
	return last, end.Before(afterMonths(last, c.Months, h.book.zone))
}

// there says whether p had not left by the time of end.
func (h history) there(p Person, end time.Time) bool {
	return !h.book.statusAt(p, h.book.before(end)+1).left
}

// registered says whether v was registered when it was, later that day by its
// receiver, or in the evening's record.
func (h history) registered(v *reception) bool {
	return v.registered || h.has(func(b Body) bool {
		c, ok := b.(*Confirm)
		return ok && c.Customer == v.visit.Customer && c.Person == v.visit.Person
	}) || h.completed(v)
}

// completed says whether v's receiver wrote details later on the same day.
func (h history) completed(v *reception) bool {
	day := dateOf(v.event.Happened(), h.book.zone)
	return slices.ContainsFunc(h.places, func(place int32) bool {
		e := h.book.log[place]
		d, ok := e.Body.(*DetailsEntry)
		return ok && place > v.place && !h.book.gone[place] && d.Customer == v.visit.Customer &&
			d.Person == v.visit.Person && dateOf(e.Happened(), h.book.zone) == day
	})
}

// contacts returns when p was in contact with the customer, after from and
// before end, in order.
func (h history) contacts(p Person, from, end time.Time) (all []time.Time) {
	for _, place := range h.places {
		e := h.book.log[place]
		switch e.Body.(type) {
		case *Visit, *FollowUp, *Contact, *Call:
			at := e.Happened()
			if !h.book.gone[place] && receiverOf(e.Body) == p && at.After(from) && at.Before(end) {
				all = append(all, at)
			}
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

func (c *laterConsultant) fault() (key string, right wording) {
	if c.Months < 1 || c.Months > 120 {
		return "months", wording{"months 是 1 到 120 的整数", "months is a whole number from 1 to 120"}
	}
	return "", wording{}
}

// askedFor lets whom the visitor asks for receive, which uses a turn of theirs.
// Whose customer it is it leaves alone.
//
// Source: three-month-file 3-5b, and 3-6f for customers who have bought.
type askedFor struct {
	Bought bool `yaml:"bought"` // of customers who have bought; else of the others
}

func (c *askedFor) receiver(d *door) (Person, bool) {
	ok := d.visit != nil && d.visit.AskedFor != "" && d.visit.AskedFor != d.owner && d.bought() == c.Bought
	return d.asked(), ok && (d.askedFree || d.visit.AskedFor == d.receiver)
}

func (d *door) asked() Person {
	if d.visit == nil {
		return ""
	}
	return d.visit.AskedFor
}

func (c *askedFor) turn(d *door) (turn, bool) {
	known := d.mode == Queue && (d.owner != "" || d.pooled) // a new customer's turn is the rotation's
	return turn{uses: true}, known && d.receiver != d.owner && d.asked() == d.receiver && d.bought() == c.Bought && !d.handed
}

// bought says whether the customer has bought, of whoever's they are or were.
func (d *door) bought() bool { return d.sold || d.pooled }

// buyersVisit costs nobody a turn when somebody comes who has bought.
//
// Source: three-month-file 3-6c.
type buyersVisit struct{}

func (*buyersVisit) turn(d *door) (turn, bool) { return turn{}, d.sold }

// buyerIntroduces gives a new customer whom one who has bought sends to that
// one's consultant, whose turn it is.
//
// Source: three-month-file 3-6b.
type buyerIntroduces struct{}

func (*buyerIntroduces) on() []Kind { return []Kind{"visit"} }

func (c *buyerIntroduces) own(m *moment) (change, bool) {
	p, ok := c.sender(m, true)
	return gain(m, p, ok)
}

func (c *buyerIntroduces) claimant(m *moment) (Person, bool) { return c.sender(m, false) }

func (*buyerIntroduces) sender(m *moment, late bool) (Person, bool) {
	if m.known.announced != "" && m.history.has(func(b Body) bool {
		p, ok := b.(*Prefile)
		return ok && p.Person == m.known.announced && p.Referrer != "" && m.history.book.tenureAt(p.Referrer, m.place, m.event.At).sold
	}) {
		return m.known.announced, true
	}
	sent := &referral{Accompanied: true, Mentioned: []string{"arrival", "during"}}
	p, ok := sent.sender(m, late)
	return p, ok && m.visit.bought
}

func (*buyerIntroduces) turn(d *door) (turn, bool) {
	ok := d.mode == Queue && !d.returning && d.owner != "" && d.owner == d.receiver && d.visit != nil && !d.visit.assigned()
	return turn{uses: true}, ok
}

// substituteOwed uses a turn of whoever receives for an owner who cannot, and
// owes them one for it.
//
// Source: three-month-file 3-4b.
type substituteOwed struct{}

func (*substituteOwed) turn(d *door) (turn, bool) {
	switch {
	case d.owner == "" || d.owner == d.receiver || d.mode != Queue:
		return turn{}, false
	case d.handed:
		return turn{}, true
	}
	return turn{uses: true, owes: true}, d.agreed() || d.returned || !d.free
}

// byConsent lets whoever receives with the owner's consent go on.
//
// Source: three-month-file R3b.
type byConsent struct{}

func (*byConsent) receiver(d *door) (Person, bool) {
	return d.receiver, d.agreed()
}

// onTheSpot gives a second receiver who knew whose customer it was, and closes
// in the course of that reception, a part, and the owner the rest.
//
// Source: three-month-file R3e and R3h.
type onTheSpot struct {
	Part  string `yaml:"part"`  // the second receiver's
	While string `yaml:"while"` // absent or busy: only while the owner was; consent: only with theirs
}

func (c *onTheSpot) split(x *closing) (split, bool) {
	v := x.secondKnowing()
	if v == nil || x.handedBack(v) || !x.still(v) {
		return split{}, false
	}
	s := x.history.book.statusAt(x.owner, v.place)
	away := s.left || s.state != Ready
	switch {
	case c.While == "absent" && !away,
		c.While == "busy" && (away || s.free(v.event.At)),
		c.While == "consent" && !v.visit.Consent:
		return split{}, false
	}
	part, _ := ParsePart(c.Part)
	return both(Parts{{x.owner, frac(part.den-part.num, part.den)}, {x.closer, part}}), true
}

func (c *onTheSpot) fault() (key string, right wording) {
	return partFault(c.Part)
}

// secondKnowing returns the closer's last reception before the deal, whoever has
// received since, if the closer is not the owner and knew whose customer it was;
// else nil.
func (x *closing) secondKnowing() *reception {
	if x.owner == "" || x.owner == x.closer {
		return nil
	}
	for _, m := range slices.Backward(x.met) {
		if m.visit.Person != x.closer {
			continue
		}
		if m.owner == x.owner && m.aware() {
			return m.reception
		}
		break
	}
	return nil
}

// aware says whether a second receiver knew whose customer it was, who could
// not be had or let them go on.
func (m meeting) aware() bool {
	asked := !m.ownerFree && (m.visit.AskedFor == m.owner || m.visit.MessageFrom == m.owner)
	return m.behalf() || m.knowing || m.visit.AskedFor == m.visit.Person || m.returned || asked
}

// still says whether v was going on when the deal was closed.
func (x *closing) still(v *reception) bool {
	b := x.history.book
	if dateOf(v.event.Happened(), b.zone) != dateOf(x.at, b.zone) {
		return false
	}
	for place := v.place + 1; place < x.place; place++ {
		if b.log[place] == nil {
			continue
		}
		switch e := b.log[place].Body.(type) {
		case *Leave:
			if e.Visit == v.visit.ID && !b.gone[place] {
				return false
			}
		case *Visit:
			if e.Person == v.visit.Person && !b.gone[place] {
				return false
			}
		}
	}
	return true
}

// voluntary gives the owner the whole deal after a reception by a second one
// who knew whose customer it was: nothing was closed in it, or it was handed
// back. It does not matter who of the two closes.
//
// Source: three-month-file R3f and R3j.
type voluntary struct {
	HandedBack bool `yaml:"handed_back"` // only where it was handed back
}

func (c *voluntary) split(x *closing) (split, bool) {
	v := x.secondKnowing()
	if x.owner != "" && x.owner == x.closer {
		v = x.lastSecond()
	}
	return both(Parts{{x.owner, whole}}), v != nil && (!c.HandedBack || x.handedBack(v))
}

// lastSecond returns the last reception of the owner's customer by another who
// knew whose it was; nil if there was none.
func (x *closing) lastSecond() *reception {
	for _, m := range slices.Backward(x.met) {
		if m.visit.Person != x.owner && m.owner == x.owner && m.aware() {
			return m.reception
		}
	}
	return nil
}

// familysDeal gives a deal with the family or a friend of somebody's customer,
// received unknowingly, to whoever registered the first of them.
//
// Source: three-month-file R6; register-format, settled questions.
type familysDeal struct {
	Friends []string `yaml:"friends"` // relations that make nobody one party
}

func (c *familysDeal) split(x *closing) (split, bool) {
	if x.owner != "" && x.owner != x.closer && x.anothers() {
		return both(Parts{{x.owner, whole}}), true
	}
	b := x.history.book
	first, since := Person(""), x.filed
	for _, m := range x.history.party.members {
		for _, place := range m.links {
			l := b.log[place].Body.(*Link)
			if place > x.view || b.gone[place] || !slices.Contains(c.Friends, l.Relation) {
				continue
			}
			friend := l.Other
			if friend == m.id {
				friend = l.Customer
			}
			t := x.tenureOf(friend)
			if t.owner != "" && t.owner != x.owner && (x.owner == "" || since.IsZero() || t.filed.Before(since)) {
				first, since = t.owner, t.filed
			}
		}
	}
	return both(Parts{{first, whole}}), first != ""
}

// anothers says whether the owner has the one who buys by others of the party
// alone: having received them, or by any other claim to them.
func (x *closing) anothers() bool {
	others := false
	for _, m := range x.met {
		if m.visit.Person == x.owner {
			if m.visit.Customer == x.deal.Customer {
				return false
			}
			others = true
		}
	}
	return (others || x.alone() != x.held) && !x.history.samePerson(x.deal.Customer)
}

// alone returns whose the one who buys would be without the rest of the party.
func (x *closing) alone() Person {
	b := x.history.book
	r := b.replay(&party{members: []*file{b.files[x.deal.Customer]}}, x.view, nil)
	r.settled = b.newest()
	r.through(x.place, b.log[x.place].At)
	return r.tenure.owner
}

// samePerson says whether a link makes c the same person as another.
func (h history) samePerson(c Customer) bool {
	return slices.ContainsFunc(h.book.files[c].links, func(place int32) bool {
		l := h.book.log[place].Body.(*Link)
		return !h.book.gone[place] && l.Relation == "same"
	})
}

// provedLater gives an owner who did not recognise the customer, and shows
// afterwards that they had received them, a part; it is neglect all the same.
//
// Source: three-month-file R7a and R7b.
type provedLater struct {
	Part string `yaml:"part"` // the owner's
}

func (c *provedLater) split(x *closing) (split, bool) {
	part, _ := ParsePart(c.Part)
	ok := x.owner != "" && x.owner != x.closer && slices.Contains(x.proved, x.owner)
	return both(Parts{{x.owner, part}, {x.closer, frac(part.den-part.num, part.den)}}), ok
}

func (c *provedLater) fault() (key string, right wording) { return partFault(c.Part) }

// closerTakes gives the closer the whole deal with a colleague's customer, where
// nobody has shown a better claim.
//
// Source: three-month-file 2b.
type closerTakes struct{}

func (*closerTakes) split(x *closing) (split, bool) {
	return both(Parts{{x.closer, whole}}), true
}
