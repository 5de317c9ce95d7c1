package rules

import (
	"slices"
	"time"
)

// unregisteredVisit finds that a full reception was left without a valid
// registration.
//
// Source: on-record D4a, pearl M2a, two-venues M4a.
type unregisteredVisit struct{}

func (*unregisteredVisit) finds(v *reception) (act string, ok bool) {
	return "neglect", !v.registered && v.visit.deep() && len(v.falsified) == 0
}

func (*unregisteredVisit) penalty(act string) (penalty, bool) {
	return penalty{}, act == "neglect"
}

// assists says whether a reception helped the owner, who was not on site: on
// their behalf, and not because they were busy at the desk. Help for an earlier
// owner was none for this one.
func (c *closing) assists(m meeting) bool {
	m = m.claimed()
	return m.owner == c.owner && m.behalf() && c.history.absent(m.owner, m.place)
}

// absent says whether p was not on site when the event at place was written. Who
// signs contracts is.
func (h history) absent(p Person, place int32) bool {
	s := h.book.statusAt(p, place)
	return s.left || s.state == Off || s.state == Away && s.reason != "sales"
}

// assistantCloses gives a part to whoever has received for the absent owner,
// since the owner's own last reception, and closes.
//
// Source: on-record F1c.
type assistantCloses struct {
	Part string `yaml:"part"` // the assistant's
}

func (x *assistantCloses) split(c *closing) (split, bool) {
	if c.owner == "" || c.owner == c.closer || slices.Contains(c.grabbers, c.closer) {
		return split{}, false
	}
	for _, m := range slices.Backward(c.met) {
		if m.visit.Person == c.owner {
			break
		}
		if m.visit.Person == c.closer && c.assists(m) {
			return divided(c.owner, c.closer, x.Part), true
		}
	}
	return split{}, false
}

func (x *assistantCloses) fault() (key string, right wording) { return partFault(x.Part) }

// assistantsShare gives those a part, in equal shares, who have received for
// the absent owner since the owner's own last reception before the one in which
// the owner closes.
//
// Source: on-record F1d.
type assistantsShare struct {
	Part string `yaml:"part"` // of all assistants together
}

func (x *assistantsShare) split(c *closing) (split, bool) {
	if c.owner == "" || c.owner != c.closer {
		return split{}, false
	}
	met := c.met
	if n := len(met); n > 0 && met[n-1].visit.Person == c.owner && c.sameDay(met[n-1].event.Happened()) {
		met = met[:n-1] // the one in which the deal closes
	}
	var helpers []Person
	for _, m := range slices.Backward(met) {
		if m.visit.Person == c.owner {
			break
		}
		if c.assists(m) {
			helpers = append(helpers, m.visit.Person)
		}
	}
	return c.sharedWith(helpers, x.Part)
}

func (x *assistantsShare) fault() (key string, right wording) { return partFault(x.Part) }

// sameDay says whether t lies on the day of the deal.
func (c *closing) sameDay(t time.Time) bool {
	zone := c.history.book.zone
	return dateOf(t, zone) == dateOf(c.at, zone)
}

// sharedWith gives helpers a part together, in equal shares, and the owner the
// rest; false without helpers. Who has grabbed the customer is none.
func (c *closing) sharedWith(helpers []Person, part string) (split, bool) {
	var all []Person
	for _, p := range helpers {
		if p != c.owner && !slices.Contains(all, p) && !slices.Contains(c.grabbers, p) {
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		return split{}, false
	}
	p, _ := ParsePart(part)
	parts := Parts{{c.owner, frac(p.den-p.num, p.den)}}
	for _, helper := range all {
		parts = append(parts, Share{helper, frac(p.num, p.den*int64(len(all)))})
	}
	return both(parts), true
}

// majorEffect gives those a part, in equal shares, who took the owner's customer
// for a new one in a full reception and have done much for the sale, as management finds, where the
// owner closes.
//
// Source: on-record C1b.
type majorEffect struct {
	Part string `yaml:"part"` // of all of them together
}

func (x *majorEffect) split(c *closing) (split, bool) {
	if c.owner == "" || c.owner != c.closer {
		return split{}, false
	}
	var helpers []Person
	for _, place := range c.history.places {
		a, ok := c.history.book.log[place].Body.(*Assist)
		if !ok || c.history.book.gone[place] || !a.Significant {
			continue
		}
		// Help without such a reception is what everybody owes a colleague.
		if slices.ContainsFunc(c.met, func(m meeting) bool {
			m = m.claimed()
			return m.visit.Person == a.Person && m.owner == c.owner && m.unknowing() && m.registered && m.visit.deep()
		}) {
			helpers = append(helpers, a.Person)
		}
	}
	return c.sharedWith(helpers, x.Part)
}

func (x *majorEffect) fault() (key string, right wording) { return partFault(x.Part) }

// signing gives the owner the whole deal where the deposit was paid before, if
// not the subscription, and the customer only came to sign; whoever helped with
// that is commended, but for those who have grabbed the customer.
//
// Source: on-record C2.
type signing struct{}

func (*signing) split(c *closing) (split, bool) {
	return both(Parts{{c.owner, whole}}), c.owner != "" && c.moved
}

func (*signing) helpers(d *deed) []Person {
	closed, ok := d.event.Body.(*Deal)
	if !ok || closed.stage() == d.first.stage() || d.owner == "" {
		return nil
	}
	var all, grabbers []Person
	paid := false
	for _, place := range d.history.places {
		if d.history.book.gone[place] {
			continue
		}
		switch e := d.history.book.log[place].Body.(type) {
		case *Deal:
			paid = paid || e == d.first
		case *Visit:
			v := d.history.book.visits[e.ID]
			if paid && v.behalf {
				all = append(all, e.Person)
			}
			if d.history.book.found(v, "grab") {
				grabbers = append(grabbers, e.Person)
			}
		case *Misconduct:
			if e.Act == "grab" {
				grabbers = append(grabbers, e.Person)
			}
		case *Assist:
			if paid {
				all = append(all, e.Person)
			}
		}
	}
	all = append(all, closed.Person)
	return slices.DeleteFunc(all, func(p Person) bool { return p == d.owner || slices.Contains(grabbers, p) })
}

// groupPurchase is about a deal that became part of a group purchase: after a
// deposit it counts as the owner's performance, before one as nobody's. Its
// commission follows a plan of its own.
//
// Source: on-record F2.
type groupPurchase struct {
	Deposit bool `yaml:"deposit"` // after a deposit or a subscription of their own
}

func (x *groupPurchase) split(c *closing) (split, bool) {
	seller := c.owner
	if seller == "" {
		seller = c.closer
	}
	if !c.groupBuy || x.Deposit == c.deal.GroupBuy {
		return split{}, false
	}
	if !x.Deposit {
		return split{}, true
	}
	return split{performance: Parts{{seller, whole}}}, true
}

// helpCounts notes the help of whoever receives for an owner who is not there,
// or is put on record as having helped, until the customer buys.
//
// Source: pearl P1d, two-venues P1d.
type helpCounts struct{}

func (*helpCounts) helpers(d *deed) []Person {
	switch e := d.event.Body.(type) {
	case *Visit:
		if d.visit.behalf && d.absent && !d.sold {
			return []Person{e.Person}
		}
	case *Assist:
		if e.Person != d.owner && !d.sold {
			return []Person{e.Person}
		}
	}
	return nil
}

// sharers is a division among all who met the party for themselves: everybody
// who was the first to receive one of its members, or to receive it at one
// venue. One person under two names is one member. Who has left by the deal has
// no part; at another venue neither has who had the customer and gave them up.
//
// Source: pearl P3a, two-venues P3.
type sharers struct {
	By          string `yaml:"by"`          // member or venue
	Performance string `yaml:"performance"` // owner or shared
}

func (x *sharers) split(c *closing) (split, bool) {
	var keys []string
	var all []Person
	var s split
	for _, m := range c.met {
		v := m.visit
		key := v.Venue
		if x.By == "member" {
			key = string(c.history.person(v.Customer, c.view))
		}
		if c.history.book.statusAt(v.Person, c.place).left { // whom they had met is as new, or the department's
			continue
		}
		own := !m.behalf() && !m.knowing
		if x.By == "venue" {
			own = !m.over
		}
		if key == "" || !m.registered || !v.deep() || !own || m.handed || slices.Contains(keys, key) {
			continue
		}
		keys = append(keys, key)
		switch {
		case slices.Contains(c.grabbers, v.Person):
			s.barred = true
		case !slices.Contains(all, v.Person):
			all = append(all, v.Person)
		}
	}
	left := len(all) == 1 && s.barred && slices.Contains(c.grabbers, c.owner) // to them alone
	if c.owner == "" || len(keys) < 2 || len(all) < 2 && !left {
		return split{}, false
	}
	var parts Parts
	for _, p := range all {
		parts = append(parts, Share{p, frac(1, int64(len(all)))})
	}
	s.performance, s.commission = parts, parts
	if x.Performance == "owner" {
		s.performance = Parts{{c.owner, whole}}
	}
	return s, true
}

// receiver leaves a customer who comes to another venue than the owner's with
// whoever receives there.
func (x *sharers) receiver(d *door) (Person, bool) {
	return d.receiver, x.By == "venue" && d.elsewhere && !d.returned
}

// venueOf returns where p last received the party; empty if it is not known.
func (h history) venueOf(p Person) string {
	for _, place := range slices.Backward(h.places) {
		if v, ok := h.book.log[place].Body.(*Visit); ok && !h.book.gone[place] && v.Person == p && v.Venue != "" {
			return v.Venue
		}
	}
	return ""
}

func (x *sharers) fault() (key string, right wording) {
	switch {
	case x.By == "":
		return "by", wording{"by 只能是 member 或 venue：看谁先接待了成员，还是先在场地接待", "by is member or venue: what one must be first with"}
	case x.Performance == "":
		return "performance", wording{"performance 只能是 owner 或 shared：业绩归归属人，还是共享", "performance is owner or shared: whose it is"}
	}
	return "", wording{}
}
