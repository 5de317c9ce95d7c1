package rules

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// A Report is what judge prints: all that the rules make of a register, as of
// one moment. Its lists are in order of first appearance, Conduct in register
// order.
type Report struct {
	Policy    *Policy        // in force last
	Policies  []PolicyPeriod // all that held since the first customer, in turn
	At        time.Time
	Zone      *time.Location
	Members   []Member
	Names     map[Customer]string // as last written on the form
	Customers []Holding
	Visits    []Reception
	Deals     []Settlement
	Rotation  Rotation
	Conduct   []Finding

	policyOf func(Version) *Policy
}

// A PolicyPeriod is the time from which on a policy held, until the next; zero
// for one that held from the beginning.
type PolicyPeriod struct {
	Policy *Policy
	Since  time.Time
}

// Report returns everything as of at, in the order and shape of the register
// format. It fails if at lies before the last event.
func (b *Book) Report(at time.Time) (*Report, error) {
	if at.Before(b.Last()) {
		return nil, fmt.Errorf("%s lies before the last event, which is of %s",
			appendTime(nil, at.In(b.zone)), appendTime(nil, b.Last().In(b.zone)))
	}
	r := &Report{
		policyOf: b.PolicyOf,
		Policy:   b.Policy(), Policies: b.periods(), At: at, Zone: b.Zone(),
		Members: b.Members(at), Names: b.names(), Rotation: b.Rotation(at), Conduct: b.Conduct(at),
	}
	for c := range b.Customers() {
		if h, ok := b.Holding(c, at); ok {
			r.Customers = append(r.Customers, h)
		}
	}
	for v := range b.Visits() {
		if reception, ok := b.Reception(v, at); ok {
			r.Visits = append(r.Visits, reception)
		}
	}
	for d := range b.Deals() {
		if settlement, ok := b.Settlement(d, at); ok {
			r.Deals = append(r.Deals, settlement)
		}
	}
	return r, nil
}

// periods returns the policies that held since the first customer, in turn. One
// that was replaced before has decided nothing.
func (b *Book) periods() []PolicyPeriod {
	all := []PolicyPeriod{{Policy: b.policies[0].policy}}
	for _, f := range b.policies[1:] {
		if len(b.order) == 0 || f.place < b.order[0].first {
			all = []PolicyPeriod{{Policy: f.policy}}
			continue
		}
		all = append(all, PolicyPeriod{f.policy, b.log[f.place].At})
	}
	return all
}

// names returns the customers' names as last written on the form.
func (b *Book) names() map[Customer]string {
	names := map[Customer]string{}
	write := func(c Customer, d *Details) {
		if d != nil && d.Name != "" {
			names[c] = d.Name
		}
	}
	for place, e := range b.log {
		if e == nil || b.gone[place] {
			continue
		}
		switch body := e.Body.(type) {
		case *Call:
			write(body.Customer, body.Details)
		case *DetailsEntry:
			write(body.Customer, &body.Details)
		case *Visit:
			write(body.Customer, body.Details)
		case *Claim:
			write(body.Customer, body.Details)
		}
	}
	return names
}

// WriteJSON writes the report as indented JSON, byte for byte the same for the
// same register.
func (r *Report) WriteJSON(w io.Writer) error {
	buffered := bufio.NewWriter(w)
	j := &jsonReport{enc: newEncoder(buffered), zone: r.Zone}
	j.object(func() {
		j.key("policy").text(r.Policy.Name())
		j.key("at").time(r.At)
		j.key("customers").object(func() {
			for _, h := range r.Customers {
				j.key(string(h.Customer)).holding(h)
			}
		})
		j.key("visits").object(func() {
			for _, v := range r.Visits {
				j.key(string(v.Visit)).reception(v)
			}
		})
		j.key("deals").object(func() {
			for _, d := range r.Deals {
				j.key(string(d.Deal)).settlement(d)
			}
		})
		j.key("rotation").rotation(r.Rotation)
		j.key("conduct").array(func() {
			for _, f := range r.Conduct {
				j.finding(f)
			}
		})
	})
	if j.err == nil {
		j.err = buffered.Flush()
	}
	if j.err != nil {
		return fmt.Errorf("write the report: %w", j.err)
	}
	return nil
}

// newEncoder returns an encoder that takes our word for it that no key comes
// twice: they are ids.
func newEncoder(w io.Writer) *jsontext.Encoder {
	return jsontext.NewEncoder(w, jsontext.WithIndent("  "), jsontext.AllowDuplicateNames(true))
}

// A jsonReport writes JSON; the first error stays and ends the writing.
type jsonReport struct {
	enc  *jsontext.Encoder
	zone *time.Location
	err  error
}

func (j *jsonReport) token(t jsontext.Token) {
	if j.err == nil {
		j.err = j.enc.WriteToken(t)
	}
}

func (j *jsonReport) object(members func()) {
	j.token(jsontext.BeginObject)
	members()
	j.token(jsontext.EndObject)
}

func (j *jsonReport) array(elements func()) {
	j.token(jsontext.BeginArray)
	elements()
	j.token(jsontext.EndArray)
}

func (j *jsonReport) key(key string) *jsonReport {
	j.text(key)
	return j
}

func (j *jsonReport) text(s string) { j.token(jsontext.String(s)) }
func (j *jsonReport) flag(yes bool) { j.token(jsontext.Bool(yes)) }
func (j *jsonReport) number(n int)  { j.token(jsontext.Int(int64(n))) }
func (j *jsonReport) null()         { j.token(jsontext.Null) }
func (j *jsonReport) basis(g Grounds) {
	texts(j.key("basis"), g.Basis)
	j.key("assumed").flag(g.Assumed)
}

// name writes an id, null where it is nobody's.
func name[S ~string](j *jsonReport, id S) {
	if id == "" {
		j.null()
		return
	}
	j.text(string(id))
}

func texts[S ~string](j *jsonReport, list []S) {
	j.array(func() {
		for _, s := range list {
			j.text(string(s))
		}
	})
}

// time writes t with the site's offset, null where it is zero.
func (j *jsonReport) time(t time.Time) {
	if t.IsZero() {
		j.null()
		return
	}
	j.text(string(appendTime(nil, t.In(j.zone))))
}

func (j *jsonReport) holding(h Holding) {
	j.object(func() {
		name(j.key("owner"), h.Owner)
		j.key("until").time(h.Until)
		texts(j.key("party"), h.Party)
		name(j.key("referral"), h.Referral)
		j.basis(h.Grounds)
	})
}

func (j *jsonReport) reception(v Reception) {
	j.object(func() {
		name(j.key("person"), v.Person)
		name(j.key("expected"), v.Expected)
		j.key("turn").flag(v.Turn)
		name(j.key("on_behalf_of"), v.OnBehalfOf)
		j.basis(v.Grounds)
	})
}

func (j *jsonReport) settlement(d Settlement) {
	j.object(func() {
		j.key("performance").parts(d.Performance)
		j.key("commission").parts(d.Commission)
		j.key("bonus").parts(d.Bonus)
		j.key("contest_until").time(d.ContestUntil)
		j.basis(d.Grounds)
	})
}

func (j *jsonReport) parts(ps Parts) {
	j.object(func() {
		for _, s := range ps {
			if !s.Part.IsZero() {
				j.key(string(s.Person)).text(s.Part.String())
			}
		}
	})
}

func (j *jsonReport) rotation(r Rotation) {
	j.object(func() {
		name(j.key("next"), r.Next)
		texts(j.key("queue"), r.Queue)
		j.key("owed").tallies(r.Owed)
		j.key("turns").tallies(r.Turns)
		j.key("passes").tallies(r.Passes)
	})
}

func (j *jsonReport) tallies(all []Tally) {
	j.object(func() {
		for _, t := range all {
			if t.N != 0 {
				j.key(string(t.Person)).number(t.N)
			}
		}
	})
}

func (j *jsonReport) finding(f Finding) {
	j.object(func() {
		j.key("person").text(string(f.Person))
		j.key("kind").text(f.Act)
		name(j.key("customer"), f.Customer)
		j.key("fine")
		if f.Fine == nil {
			j.null()
		} else {
			j.object(func() {
				j.bounds(f.Fine.Min, f.Fine.Max)
				j.key("currency").text(f.Fine.Currency)
			})
		}
		j.key("suspend_days")
		if f.Suspend == nil {
			j.null()
		} else {
			j.object(func() { j.bounds(f.Suspend.Min, f.Suspend.Max) })
		}
		texts(j.key("basis"), f.Basis)
	})
}

func (j *jsonReport) bounds(least, most *int) {
	for _, b := range []struct {
		key   string
		bound *int
	}{{"min", least}, {"max", most}} {
		if j.key(b.key); b.bound == nil {
			j.null()
		} else {
			j.number(*b.bound)
		}
	}
}
