package rules

import (
	"slices"
	"time"
)

// namedReceives lets the consultant for whom somebody else's customer asks
// receive them, if they are free, at no turn. The owner keeps what they have.
//
// Source: follow-up-proof I6a; thirty-day O1, of a family.
type namedReceives struct {
	Before bool `yaml:"before"` // only who alone has received that very person before
}

func (c *namedReceives) receiver(d *door) (Person, bool) {
	if !c.applies(d) || !d.askedFree {
		return "", false
	}
	return d.visit.AskedFor, true
}

func (c *namedReceives) turn(d *door) (turn, bool) {
	return turn{}, c.applies(d) && d.receiver == d.visit.AskedFor
}

func (c *namedReceives) applies(d *door) bool {
	return d.visit != nil && d.returning && d.unaware && (d.askedMet || !c.Before)
}

// metOnly says whether every reception of that very person so far was p's, and
// there was one.
func (h history) metOnly(c Customer, p Person, view int32) bool {
	person, met := h.person(c, view), false
	for _, place := range h.places {
		e, ok := h.book.log[place].Body.(*Visit)
		if !ok || h.book.gone[place] || !h.member(e.Customer) || h.person(e.Customer, view) != person {
			continue
		}
		if v := h.book.visits[e.ID]; v.person() != p || v.behalf || !v.registered {
			return false
		}
		met = true
	}
	return met
}

// forgotten divides a deal with a customer who came back in time, did not ask
// for the owner, and was received and closed with by another in turn: by
// whether the owner found it in time, and had kept in touch.
//
// Source: follow-up-proof II3.
type forgotten struct {
	Found       bool   `yaml:"found"`        // the owner contests in time, or recognises the customer that day
	MaxGapDays  int    `yaml:"max_gap_days"` // between visits and follow-ups, for the owner to have kept in touch; 0: whether or not
	Performance string `yaml:"performance"`  // the owner's part
	Commission  string `yaml:"commission"`   // likewise
}

func (x *forgotten) split(c *closing) (split, bool) {
	if c.owner == "" || c.owner == c.closer {
		return split{}, false
	}
	last, ok := c.forgotten()
	if !ok {
		return split{}, false
	}
	found := slices.Contains(c.contested, c.owner) || c.history.recognisedThatDay(c.at, c.owner)
	inTouch := x.MaxGapDays == 0 || c.inTouch(last.reception, x.MaxGapDays)
	parts := func(owners string) Parts {
		p, _ := ParsePart(owners)
		den := max(p.den, 1)
		return Parts{{c.owner, p}, {c.closer, frac(den-p.num, den)}}
	}
	return split{performance: parts(x.Performance), commission: parts(x.Commission)}, found == x.Found && inTouch
}

// forgotten returns the closer's reception of a customer who did not ask for the
// owner, if nobody but others likewise has received them since.
func (c *closing) forgotten() (meeting, bool) {
	for _, m := range slices.Backward(c.met) {
		switch {
		case m.owner != c.owner || !m.unknowing():
			return meeting{}, false
		case m.visit.Person == c.closer:
			return m, true
		}
	}
	return meeting{}, false
}

// inTouch says whether the owner has followed up at all, and the follow-ups leave
// no gap of more than so many days between the last visit before v, one another,
// and v. A visit for which the owner was forgotten like that is no contact.
func (c *closing) inTouch(v *reception, days int) bool {
	h, owner := c.history, c.owner
	collision := func(v *Visit) bool {
		return slices.ContainsFunc(c.met, func(m meeting) bool { return m.visit == v && m.owner == owner && m.unknowing() })
	}
	var from time.Time
	var times []time.Time
	for _, place := range h.places {
		e := h.book.log[place]
		if place >= v.place || h.book.gone[place] {
			continue
		}
		switch body := e.Body.(type) {
		case *Visit:
			if (h.member(body.Customer) || slices.ContainsFunc(body.With, h.member)) && !collision(body) {
				from = e.Happened()
			}
		case *FollowUp:
			if body.Person == owner {
				times = append(times, e.Happened())
			}
		}
	}
	if from.IsZero() || len(times) == 0 {
		return false
	}
	times = append(times, v.event.Happened())
	slices.SortFunc(times, time.Time.Compare)
	last := from
	for _, t := range times {
		if t.Before(from) {
			continue
		}
		if !t.Before(afterDays(last, days, h.book.zone)) {
			return false
		}
		last = t
	}
	return true
}

func (x *forgotten) fault() (key string, right wording) {
	for _, part := range [][2]string{{"performance", x.Performance}, {"commission", x.Commission}} {
		if _, err := ParsePart(part[1]); err != nil {
			return part[0], worded("%s 是归属人的份额，用分数写，如 \"1/2\"，不能是 %s", "%s is the owner's part, a fraction such as \"1/2\", not %s", part[0], quote(part[1]))
		}
	}
	if x.MaxGapDays < 0 || x.MaxGapDays > most {
		return "max_gap_days", worded("max_gap_days 是 0 到 %d 的整数", "max_gap_days is a whole number from 0 to %d", most)
	}
	return "", wording{}
}

// forgottenOwner gives the customer of a deal that was divided so to whoever has
// the larger part of its performance, and of equal parts leaves them with the
// owner.
//
// Source: follow-up-proof II3; who owns afterwards is not said.
type forgottenOwner struct{}

func (*forgottenOwner) on() []Kind { return []Kind{"deal"} }

func (*forgottenOwner) own(m *moment) (change, bool) {
	t, c := m.tenure, m.deal
	if m.event.Body.(*Deal).stage() == Deposit || t.sold || t.owner == "" || t.owner != c.owner || t.from >= c.place {
		return change{}, false
	}
	for _, r := range m.history.book.policyAt(c.place).splitting {
		s, ok := r.ask.split(c)
		if !ok {
			continue
		}
		if _, divided := r.ask.(*forgotten); !divided {
			break
		}
		if s.performance.Of(c.closer).Compare(s.performance.Of(c.owner)) > 0 {
			return change{effect: Gained, owner: c.closer, sold: true}, true
		}
		return change{effect: Renewed, sold: true, stays: true}, true
	}
	return change{}, false
}

// recognisedThatDay says whether p recognised the customer on the day of t.
func (h history) recognisedThatDay(t time.Time, p Person) bool {
	day := dateOf(t, h.book.zone)
	return slices.ContainsFunc(h.places, func(place int32) bool {
		r, ok := h.book.log[place].Body.(*Recognise)
		return ok && r.Person == p && !h.book.gone[place] && dateOf(h.book.log[place].Happened(), h.book.zone) == day
	})
}

// lastVisit returns the last reception of the case, nil if there is none.
func (h history) lastVisit() *reception {
	for _, place := range slices.Backward(h.places) {
		if v, ok := h.book.log[place].Body.(*Visit); ok && !h.book.gone[place] && h.member(v.Customer) {
			return h.book.visits[v.ID]
		}
	}
	return nil
}

// settles says whether a ruling says whose the customers of the case are.
func (h history) settles(r *Ruling) bool { return r.Owner != "" && h.member(r.Customer) }

// member says whether c is in the party.
func (h history) member(c Customer) bool {
	return slices.ContainsFunc(h.party.members, func(f *file) bool { return f.id == c })
}

// closersBonus gives the closing bonus, kept apart from performance and
// commission, to whoever closes.
//
// Source: follow-up-proof II3-1.
type closersBonus struct{}

func (*closersBonus) bonus(c *closing) Parts { return Parts{{c.closer, whole}} }

// referralCredit gives whoever has sent a new customer the credit for it, if
// they came up as listed.
//
// Source: follow-up-proof I7.
type referralCredit struct {
	Mentioned   []string `yaml:"mentioned"`
	Accompanied bool     `yaml:"accompanied"` // only where they came along
}

func (c *referralCredit) credit(m *moment) (Customer, bool) {
	v := m.visit.visit
	accompanied := v.Accompanied || slices.Contains(v.With, v.Referrer)
	returns := m.tenure.owner != "" || m.history.lastVisit() != nil
	fits := slices.Contains(c.Mentioned, v.mentioned()) && (accompanied || !c.Accompanied)
	return v.Referrer, v.Referrer != "" && !returns && fits
}

// mentioned says when the referrer came up.
func (v *Visit) mentioned() string {
	if v.Mentioned == "" {
		return "arrival"
	}
	return v.Mentioned
}

func (c *referralCredit) fault() (key string, right wording) {
	if len(c.Mentioned) == 0 {
		return "mentioned", wording{"请列出 arrival、during、never、met 中的几项", "list some of arrival, during, never and met"}
	}
	return "", wording{}
}

// referrerRecognised gives a new customer whom an earlier one has sent to that
// one's consultant, if they see it while the reception lasts.
//
// Source: follow-up-proof I7-2a.
type referrerRecognised struct{}

func (*referrerRecognised) on() []Kind { return []Kind{"recognise"} }

func (*referrerRecognised) own(m *moment) (change, bool) {
	r := m.event.Body.(*Recognise)
	v := m.visit
	theirs := r.Person == v.referrers && v.visit.Referrer != "" && v.visit.mentioned() == "arrival"
	received := m.tenure.owner == v.visit.Person && m.tenure.from == v.place && r.Person != v.visit.Person
	return change{effect: HandedTo, owner: r.Person}, theirs && received && !m.history.left(v)
}

// left says whether v's customer has left.
func (h history) left(v *reception) bool {
	return slices.ContainsFunc(h.places, func(place int32) bool {
		l, ok := h.book.log[place].Body.(*Leave)
		return ok && !h.book.gone[place] && l.Visit == v.visit.ID
	})
}
