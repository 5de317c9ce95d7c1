package rules

import (
	"slices"
	"time"
)

// grab finds that somebody received a colleague's customer, or one who by a
// special claim was to be a colleague's, knowingly and without consent, and did
// not give them back. It ends their sharing in deals
// with that customer.
//
// Source: standard 11, fifteen-day 1a, on-record C1c.
type grab struct {
	Fine    *fineRange `yaml:"fine"`
	Suspend *dayRange  `yaml:"suspend_days"`
	Free    bool       `yaml:"free"`    // only where the owner could receive, and the customer asked for nobody else
	Consent bool       `yaml:"consent"` // receiving in the owner's name is no excuse, but their consent is
	Deep    bool       `yaml:"deep"`    // only by a full reception, not a greeting
}

func (c *grab) finds(v *reception) (act string, ok bool) {
	others := v.owner != "" && v.owner != v.visit.Person && (v.visit.deep() || !c.Deep)
	if c.Free && (!v.ownerFree || v.visit.AskedFor == v.visit.Person) {
		return "", false
	}
	knowing := v.knowing && !v.behalf
	if c.Consent {
		knowing = (v.knowing || v.behalf) && !v.visit.Consent
	}
	return "grab", others && knowing && v.returned == 0
}

func (c *grab) penalty(act string) (penalty, bool) {
	return penalty{c.Fine.fine(), c.Suspend.span()}, act == "grab"
}

func (*grab) split(c *closing) (split, bool) {
	return both(Parts{{c.owner, whole}}), c.grabbed && c.owner != "" && c.owner != c.closer
}

func (c *grab) fault() (key string, right wording) {
	if c.Fine != nil && (c.Fine.Currency == "" || disordered(c.Fine.Min, c.Fine.Max)) {
		return "fine", wording{"罚款要有 min、max 或两者（由小到大），还要有 currency", "a fine has min, max or both, in order, and a currency"}
	}
	if c.Suspend != nil && disordered(c.Suspend.Min, c.Suspend.Max) {
		return "suspend_days", wording{"suspend_days 要有 min 和 max，由小到大", "suspend_days has min and max, in order"}
	}
	return "", wording{}
}

func disordered(least, most *int) bool {
	return least != nil && (*least < 0 || most != nil && *least > *most) || most != nil && *most < 0
}

// A fineRange and a dayRange are a Fine and a Span as policy files spell them.
type (
	fineRange struct {
		Min      *int   `yaml:"min"`
		Max      *int   `yaml:"max"`
		Currency string `yaml:"currency"`
	}
	dayRange struct {
		Min *int `yaml:"min"`
		Max *int `yaml:"max"`
	}
)

func (f *fineRange) fine() *Fine {
	if f == nil {
		return nil
	}
	return &Fine{f.Min, f.Max, f.Currency}
}

func (d *dayRange) span() *Span {
	if d == nil {
		return nil
	}
	return &Span{d.Min, d.Max}
}

// substituteShare gives a substitute who closes a part, and the owner the rest,
// where the party's last reception was the closer's, on the owner's behalf.
//
// Source: standard 10a, course-desk 4d.
type substituteShare struct {
	Part string `yaml:"part"` // the substitute's
}

func (c *substituteShare) split(x *closing) (split, bool) {
	if x.owner == "" || x.owner == x.closer || !x.standsIn {
		return split{}, false
	}
	part, _ := ParsePart(c.Part)
	rest := frac(part.den-part.num, part.den)
	return both(Parts{{x.owner, rest}, {x.closer, part}}), true
}

func (c *substituteShare) fault() (key string, right wording) { return partFault(c.Part) }

// ownerHasAll gives the owner the whole deal, whoever closes.
//
// Source: standard 10, course-desk 1c and 6d3.
type ownerHasAll struct {
	OwnsBy   []string `yaml:"owns_by"`   // only an owner by one of these clauses
	ClosedBy string   `yaml:"closed_by"` // only where the owner closes, or another: a substitute, one unknowing, or any other
	Cites    bool     `yaml:"cites"`     // with the clauses by which the owner owns
}

func (x *ownerHasAll) split(c *closing) (split, bool) {
	s := both(Parts{{c.owner, whole}})
	if len(x.OwnsBy) > 0 {
		s.follows = []*Clause{c.by}
	}
	fits := len(x.OwnsBy) == 0 || slices.Contains(x.OwnsBy, c.by.id())
	if x.Cites {
		s.follows = c.standing
	}
	return s, c.owner != "" && fits && x.closed(c)
}

// closed says whether the deal was closed by whom the clause speaks of.
func (x *ownerHasAll) closed(c *closing) bool {
	met := func(which func(m meeting) bool) bool {
		return slices.ContainsFunc(c.met, func(m meeting) bool { return m.visit.Person == c.closer && which(m) })
	}
	switch x.ClosedBy {
	case "substitute":
		return c.closer != c.owner && met(meeting.behalf)
	case "unknowing":
		return c.closer != c.owner && met(meeting.unknowing)
	case "grabber":
		return c.closer != c.owner && c.grabbed
	case "other":
		return c.closer != c.owner
	case "owner":
		return c.closer == c.owner
	}
	return true
}

// closerHasAll gives the closer the whole deal with a customer of nobody.
//
// Source: standard 10b.
type closerHasAll struct {
	LostBy []string `yaml:"lost_by"` // only where nobody owns by one of these clauses
}

func (x *closerHasAll) split(c *closing) (split, bool) {
	s := both(Parts{{c.closer, whole}})
	if len(x.LostBy) == 0 {
		return s, c.owner == ""
	}
	s.follows = []*Clause{c.by}
	return s, c.owner == "" && slices.Contains(x.LostBy, c.by.id())
}

// contestLimit lets a deal be contested within so many days of the subscription.
//
// Source: standard 10c, fifteen-day 9-4.
type contestLimit struct {
	Days     int  `yaml:"days"`
	Evidence bool `yaml:"evidence"` // register or follow-up records must be shown
	Counting bool `yaml:"counting"` // the day itself is the first
	Deal     bool `yaml:"deal"`     // of the deal's first stage, not of the subscription
}

func (c *contestLimit) contestUntil(subscribed time.Time, zone *time.Location) time.Time {
	if c.Counting {
		return afterDays(subscribed, c.Days-1, zone)
	}
	return afterDays(subscribed, c.Days, zone)
}

func (c *contestLimit) wantsEvidence() bool { return c.Evidence }
func (c *contestLimit) fromDeal() bool      { return c.Deal }

func (c *contestLimit) fault() (key string, right wording) {
	if c.Days < 0 || c.Days > most {
		return "days", worded("days 是 0 到 %d 的整数", "days is a whole number from 0 to %d", most)
	}
	return "", wording{}
}
