package rules

// confirmedByEvening counts a reception for its receiver until the day is over,
// and from then on only if it was entered in the list of prospects, whenever
// that is done.
//
// Source: three-facts E2c; register-format, settled questions.
type confirmedByEvening struct{}

func (*confirmedByEvening) valid(f *form) (valid, ok bool) {
	return false, f.over && !f.confirmed
}

func (*confirmedByEvening) on() []Kind { return []Kind{"visit", "details"} }

func (*confirmedByEvening) own(m *moment) (change, bool) {
	return change{effect: Invalid}, m.unconfirmed && m.tenure.owner == ""
}

// eveningRecord takes the manager's evening record for a registration that is
// missing.
//
// Source: three-month-file 1a.
type eveningRecord struct{}

func (*eveningRecord) valid(f *form) (valid, ok bool) {
	return true, f.confirmed && !f.void
}

func (*eveningRecord) on() []Kind { return []Kind{"visit"} }

// own gives a customer of nobody to whom only the record names, but for those
// whose they are by a special claim.
func (*eveningRecord) own(m *moment) (change, bool) {
	return gain(m, actor(m), m.recorded && (m.visit.owner == "" || m.visit.owner == actor(m)))
}

// callerNames gives a new customer who has called before to the consultant whom
// they name at the door.
//
// Source: three-facts P1b.
type callerNames struct{}

func (*callerNames) on() []Kind { return []Kind{"visit"} }

func (c *callerNames) own(m *moment) (change, bool) {
	p, ok := c.claimant(m)
	return gain(m, p, ok)
}

func (*callerNames) claimant(m *moment) (Person, bool) {
	named := m.visit.visit.AskedFor
	called := named != "" && m.history.has(func(b Body) bool { _, ok := b.(*Call); return ok })
	return named, called
}

// relativeNames gives a new customer to the consultant whose connection they
// are, on record beforehand, and for whom they ask.
//
// Source: three-facts P5a.
type relativeNames struct{}

func (*relativeNames) on() []Kind { return []Kind{"visit"} }

func (c *relativeNames) own(m *moment) (change, bool) {
	p, ok := c.claimant(m)
	return gain(m, p, ok)
}

func (*relativeNames) claimant(m *moment) (Person, bool) {
	named := m.visit.visit.AskedFor
	related := named != "" && m.history.has(func(b Body) bool {
		o, ok := b.(*Own)
		return ok && o.Person == named
	})
	return named, related
}

// relativeUnnamed leaves a consultant's connection who asks for nobody with
// whoever is receiving them, though the two meet on the floor.
//
// Source: three-facts P5b.
type relativeUnnamed struct{}

func (*relativeUnnamed) on() []Kind { return []Kind{"visit", "recognise"} }

func (c *relativeUnnamed) own(m *moment) (change, bool) {
	if r, ok := m.event.Body.(*Recognise); ok {
		owner := m.tenure.owner
		return change{effect: Later, stays: true}, owner != "" && owner == m.visit.visit.Person && r.Person != owner
	}
	return gain(m, actor(m), c.fits(m))
}

func (*relativeUnnamed) fits(m *moment) bool {
	related := len(m.known.relations) > 0 && m.known.relations[0].Person != actor(m)
	return related && m.visit.visit.AskedFor == ""
}

// unnamed is the clause by which a visitor stays with the receiver though they
// are a colleague's connection; nil if there is none.
func (p *Policy) unnamed(m *moment) *Clause {
	for _, r := range p.owning["visit"] {
		if c, ok := r.ask.(*relativeUnnamed); ok && c.fits(m) {
			return r.Clause
		}
	}
	return nil
}

// ownerTold leaves a customer with the owner whom whoever received them has
// told of it.
//
// Source: three-facts P4b.
type ownerTold struct{}

func (*ownerTold) on() []Kind { return []Kind{"told"} }

func (*ownerTold) own(m *moment) (change, bool) {
	owner := m.tenure.owner
	told := owner != "" && m.event.Body.(*Told).Person == owner && m.visit.visit.Person != owner
	return change{effect: Later, stays: true}, told
}

// has says whether the case so far has an event like that.
func (h history) has(like func(Body) bool) bool {
	for _, place := range h.places {
		if !h.book.gone[place] && like(h.book.log[place].Body) {
			return true
		}
	}
	return false
}
