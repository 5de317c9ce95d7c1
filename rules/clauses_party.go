package rules

import (
	"cmp"
	"slices"
	"time"
)

// oneParty makes customers in those relations one party.
//
// Source: standard 2, fifteen-day 9-2.
type oneParty struct {
	Relations []string `yaml:"relations"`
	SamePhone bool     `yaml:"same_phone"` // only where both are on record with one phone
}

func (c *oneParty) unites(k kinship) bool {
	onePhone := k.customer.Phone != "" && k.customer.Phone == k.other.Phone
	return slices.Contains(c.Relations, k.relation) && (onePhone || !c.SamePhone)
}

func (c *oneParty) fault() (key string, right wording) {
	if len(c.Relations) == 0 {
		return "relations", wording{"请列出哪些关系算同一组客户", "list the relations that make one party"}
	}
	return "", wording{}
}

// validForm wants those fields in the form, and the consultant's signature. What
// the register has of earlier forms counts, unless every reception wants one of
// its own.
//
// Source: standard 1a, fifteen-day 9a; course-desk 1a for any entry at all;
// three-facts E1c and E2a, call-then-visit T1 for one of its own.
type validForm struct {
	Fields []string `yaml:"fields"`
	Any    bool     `yaml:"any"` // whatever is written will do
	Signed bool     `yaml:"signed"`
	Own    bool     `yaml:"own"`   // written at this reception
	Calls  bool     `yaml:"calls"` // what was written at a call counts too
}

func (c *validForm) valid(f *form) (valid, ok bool) {
	if f.void || c.Signed && f.own != nil && !f.signed {
		return false, true
	}
	var known Details
	if c.Calls {
		known = f.called
	}
	if !c.Own {
		known = known.with(&f.record)
	}
	known = known.with(f.own)
	if c.Any && known == (Details{}) {
		return false, true
	}
	for _, field := range c.Fields {
		if known.field(field) == "" {
			return false, true
		}
	}
	return true, true
}

// field returns a field by its key.
func (d *Details) field(key string) string {
	switch key {
	case "name":
		return d.Name
	case "gender":
		return d.Gender
	case "phone":
		return d.Phone
	case "needs":
		return d.Needs
	}
	return ""
}

func (c *validForm) fault() (key string, right wording) {
	if len(c.Fields) == 0 && !c.Any {
		return "fields", wording{"请列出有效登记必须填的项", "list the fields that a valid form has"}
	}
	return "", wording{}
}

// falseForm voids a registration that was found to be false.
//
// Source: standard 1d, three-facts E1.
type falseForm struct{}

func (*falseForm) valid(f *form) (valid, ok bool) { return false, f.void }

func (*falseForm) on() []Kind { return []Kind{"visit"} }

func (*falseForm) own(m *moment) (change, bool) {
	return change{effect: Invalid}, m.void && m.tenure.owner == ""
}

// detailsLater registers a visit by details that its receiver writes later on
// the same day. The registration counts from then on: whoever registered in
// between was first, unless it reaches back.
//
// Source: standard 1b; three-facts E2a and P2a; register-format, settled
// questions.
type detailsLater struct {
	Back bool `yaml:"back"` // to the visit: a colleague's later reception was not the first
}

func (*detailsLater) on() []Kind { return []Kind{"details"} }

func (c *detailsLater) own(m *moment) (change, bool) {
	if m.visit == nil || !m.registered {
		return change{}, false
	}
	receiver := m.visit.visit.Person
	first := cmp.Or(m.claimant, receiver)
	switch owner := m.tenure.owner; {
	case owner == "" || owner != first && c.Back && m.receivedSince():
		return change{effect: Gained, owner: first, claim: m.claimedBy}, true
	case owner == receiver || m.behalf():
		return change{effect: Renewed}, true
	}
	return change{effect: Later}, true
}

// receivedSince says whether the customer, nobody's when m's visit began, is the
// owner's by a reception that began after it.
func (m *moment) receivedSince() bool {
	if !m.wasFree || m.tenure.sold || m.tenure.from <= m.visit.place {
		return false
	}
	switch e := m.history.book.log[m.tenure.from].Body.(type) {
	case *Visit:
		return true
	case *DetailsEntry:
		return !m.history.receives(e.Person, m.visit)
	}
	return false
}

// receives says whether p received the party before v, on its day.
func (h history) receives(p Person, v *reception) bool {
	b := h.book
	return slices.ContainsFunc(h.places, func(place int32) bool {
		e, ok := b.log[place].Body.(*Visit)
		return ok && !b.gone[place] && place < v.place && e.Person == p && h.member(e.Customer) &&
			dateOf(b.log[place].Happened(), b.zone) == dateOf(v.event.Happened(), b.zone)
	})
}

// noRegistration gives nobody a customer whose visit is not validly registered.
//
// Source: standard 1b, first-contact M1.
type noRegistration struct {
	Missing bool `yaml:"missing"` // only where nothing at all was written
}

func (*noRegistration) on() []Kind { return []Kind{"visit"} }

func (c *noRegistration) own(m *moment) (change, bool) {
	if v, ok := m.event.Body.(*Visit); ok && c.Missing && v.Details != nil && *v.Details != (Details{}) {
		return change{}, false
	}
	return change{effect: Invalid}, !m.registered && !m.companion
}

// callGivesNone gives nobody a customer for a call alone.
//
// Source: standard 1c, course-desk 2d.
type callGivesNone struct{}

func (*callGivesNone) on() []Kind { return []Kind{"call"} }

func (*callGivesNone) own(m *moment) (change, bool) {
	t := m.tenure
	inTime := t.ranOut && m.at.Before(t.lapsed) && t.former == actor(m) // the former owner's, written down after the end
	return change{effect: Invalid}, t.owner == "" && !inTime
}

// followUpDue asks for a follow-up so many days after the last contact.
//
// Source: standard 13.
type followUpDue struct {
	Days int `yaml:"days"`
}

func (c *followUpDue) due(last time.Time, zone *time.Location) time.Time {
	return dateOf(last, zone).plus(c.Days).start(zone)
}

func (c *followUpDue) fault() (key string, right wording) { return daysFault(c.Days) }

func daysFault(days int) (key string, right wording) {
	if days < 1 || days > most {
		return "days", worded("days 是 1 到 %d 的整数", "days is a whole number from 1 to %d", most)
	}
	return "", wording{}
}

// reminder is what a house rule asks of people and no register can decide: how
// to greet, what to ask, to whom the day's sheets go. It is printed with the
// rest, and decides nothing.
type reminder struct{}
