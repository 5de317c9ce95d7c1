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
	if c.owner == "" || c.owner == c.closer || len(c.met) == 0 {
		return split{}, false
	}
	last := c.met[len(c.met)-1]
	if last.visit.Person != c.closer || last.owner != c.owner || !last.unknowing() {
		return split{}, false
	}
	found := slices.Contains(c.contested, c.owner) || c.history.foundThatDay(c.deal.ID, c.at, c.owner)
	inTouch := x.MaxGapDays == 0 || c.history.inTouch(c.owner, last.reception, x.MaxGapDays)
	parts := func(owners string) Parts {
		p, _ := ParsePart(owners)
		den := max(p.den, 1)
		return Parts{{c.owner, p}, {c.closer, frac(den-p.num, den)}}
	}
	return split{performance: parts(x.Performance), commission: parts(x.Commission)}, found == x.Found && inTouch
}

// inTouch says whether the owner has followed up at all, and the follow-ups leave
// no gap of more than so many days between the last visit before v, one another,
// and v.
func (h history) inTouch(owner Person, v *reception, days int) bool {
	var from time.Time
	var times []time.Time
	for _, place := range h.places {
		e := h.book.log[place]
		if place >= v.place || h.book.gone[place] {
			continue
		}
		switch body := e.Body.(type) {
		case *Visit:
			from = e.Happened()
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

// forgottenOwner gives the customer of such a deal to whoever has the larger
// part of it: the closer, unless the owner finds it that day and had kept in
// touch.
//
// Source: follow-up-proof II3; who owns afterwards is not said.
type forgottenOwner struct {
	MaxGapDays int `yaml:"max_gap_days"`
}

func (*forgottenOwner) on() []Kind { return []Kind{"deal", "contest"} }

func (x *forgottenOwner) own(m *moment) (change, bool) {
	switch e := m.event.Body.(type) {
	case *Deal:
		last := m.history.lastVisit()
		if e.stage() == Deposit || last == nil || last.visit.Person != e.Person || m.history.ruledSince(last.place) {
			return change{}, false
		}
		met := meet(last, m.tenure.owner, m.place)
		shown := m.history.foundThatDay(e.ID, m.at, met.owner) && m.history.inTouch(met.owner, last, x.MaxGapDays)
		found := last.owner == m.tenure.owner && met.unknowing()
		return change{effect: Gained, owner: e.Person, sold: true}, !m.tenure.sold && found && !shown
	case *Contest:
		last := m.history.lastVisit()
		if last == nil || last.owner != e.Person || !m.tenure.gained.has(x) {
			return change{}, false
		}
		zone := m.history.book.zone
		thatDay := dateOf(m.history.closed(e.Deal, m.at), zone) == dateOf(m.at, zone)
		shown := thatDay && m.history.inTouch(e.Person, last, x.MaxGapDays)
		return change{effect: Gained, owner: e.Person, sold: true}, shown
	}
	return change{}, false
}

// closed returns when the deal's first stage was; at, where none is known yet.
func (h history) closed(id DealID, at time.Time) time.Time {
	for _, place := range h.places {
		e := h.book.log[place]
		if d, ok := e.Body.(*Deal); ok && d.ID == id && !h.book.gone[place] {
			return e.Happened()
		}
	}
	return at
}

// foundThatDay says whether p contested the deal, or recognised the customer, on
// the day of the deal's first stage, which is at where none is known yet.
func (h history) foundThatDay(id DealID, at time.Time, p Person) bool {
	day := dateOf(h.closed(id, at), h.book.zone)
	return slices.ContainsFunc(h.places, func(place int32) bool {
		e := h.book.log[place]
		if h.book.gone[place] || dateOf(e.Happened(), h.book.zone) != day {
			return false
		}
		switch body := e.Body.(type) {
		case *Contest:
			return body.Deal == id && body.Person == p
		case *Recognise:
			return body.Person == p
		}
		return false
	})
}

func (x *forgottenOwner) fault() (key string, right wording) {
	if x.MaxGapDays < 1 || x.MaxGapDays > most {
		return "max_gap_days", worded("max_gap_days 是 1 到 %d 的整数", "max_gap_days is a whole number from 1 to %d", most)
	}
	return "", wording{}
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

// ruledSince says whether a ruling has settled whose the customers are, and so
// all that came before it, since the event at place.
func (h history) ruledSince(place int32) bool {
	return slices.ContainsFunc(h.places, func(later int32) bool {
		r, ok := h.book.log[later].Body.(*Ruling)
		return ok && later > place && !h.book.gone[later] && h.settles(r)
	})
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
