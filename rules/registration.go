package rules

import (
	"slices"
	"time"
)

// A form is what a visit's registration may rest on.
type form struct {
	record Details // on the register so far, signed
	called Details // written at calls
	own    *Details
	signed bool
	void   bool // found to be false

	confirmed bool // in the evening's record, or the clerk's list
	over      bool // the day of the visit

	unconfirmed bool // by the end of it, with nothing else wrong
}

// An unregistered visit may still be registered by the end of its day.
type unregistered struct {
	visit  *reception
	member int
	own    Details // of its own form so far

	free      bool    // the customer was nobody's when they came
	claimant  Person  // whose customer by a special claim, when they came
	claimedBy *Clause // and by which clause, or by which they are the receiver's all the same
}

// write puts details on a member's record; what they leave out stays.
func (r *replay) write(member int, d *Details) {
	member = r.party.first(member)
	if r.record == nil {
		r.record = make([]Details, len(r.party.members))
	}
	r.record[member] = r.record[member].with(d)
}

// with returns d with what more says over it.
func (d Details) with(more *Details) Details {
	set := func(to *string, from string) {
		if from != "" {
			*to = from
		}
	}
	if more != nil {
		set(&d.Name, more.Name)
		set(&d.Gender, more.Gender)
		set(&d.Phone, more.Phone)
		set(&d.Needs, more.Needs)
	}
	return d
}

// signed says whether the consultant signed the form.
func (v *Visit) signed() bool {
	if v.Signed != nil {
		return *v.Signed
	}
	return v.Details != nil && (v.Details.Name != "" || v.Details.Phone != "")
}

// register says whether a visit with that form is validly registered, and puts
// a signed form on record.
func (r *replay) register(v *reception, member int, own *Details, signed bool, policy *Policy) bool {
	f := &r.form
	*f = form{own: own, signed: signed, void: r.falsified(v)}
	if policy.confirms {
		f.confirmed = r.confirmed(v.visit, member, v.place)
		f.over = dateOf(v.event.Happened(), r.zone) != dateOf(r.asOf(), r.zone)
	}
	if r.record != nil {
		f.record = r.record[r.party.first(member)]
	}
	if r.called != nil {
		f.called = r.called[r.party.first(member)]
	}
	valid, by := policy.valid(f)
	r.formBy = by
	if !valid && f.over && !f.confirmed {
		entered := *f
		entered.confirmed = true
		f.unconfirmed, _ = policy.valid(&entered)
	}
	if own != nil && (signed || !policy.signatures) && !f.void {
		r.write(member, own)
	}
	return valid
}

// falsified says whether v's registration was found false, as far as is known.
func (r *replay) falsified(v *reception) bool {
	known := max(r.view, r.settled)
	return slices.ContainsFunc(v.falsified, func(place int32) bool {
		return place <= known && !r.book.gone[place]
	})
}

// asOf is the moment that the replay is asked about.
func (r *replay) asOf() time.Time {
	if r.asked.IsZero() && r.view >= 0 {
		return r.book.log[r.view].At
	}
	return r.asked
}

// confirmed says whether the member's visit at place was entered in the evening's
// record or the clerk's list, as far as is known.
func (r *replay) confirmed(v *Visit, member int, place int32) bool {
	known := max(r.view, r.settled)
	return slices.ContainsFunc(r.places, func(at int32) bool {
		if at <= place || at > known || r.book.gone[at] {
			return false
		}
		c, ok := r.book.log[at].Body.(*Confirm)
		return ok && c.Person == v.Person && r.sameAs(member, c.Customer)
	})
}

// sameAs says whether c is the member, under another name or not.
func (r *replay) sameAs(member int, c Customer) bool {
	return r.party.first(r.member(c)) == r.party.first(member)
}

// heal returns the visit that details written later register, if any: one of
// the same day, received by whoever writes them.
func (r *replay) heal(m *moment, e *DetailsEntry, policy *Policy) (*reception, bool) {
	r.form = form{}
	today := dateOf(m.at, r.zone)
	for i, u := range r.open {
		v := u.visit
		if !r.sameAs(u.member, e.Customer) || v.visit.Person != e.Person || dateOf(v.event.Happened(), r.zone) != today {
			continue
		}
		own := u.own.with(&e.Details)
		if r.open[i].own = own; !r.register(v, u.member, &own, true, policy) {
			return nil, false
		}
		m.wasFree, m.claimant, m.claimedBy = u.free, u.claimant, u.claimedBy
		r.open = slices.Delete(r.open, i, i+1)
		r.healRest(e, today, policy)
		return v, true
	}
	return nil, false
}

// healRest registers by the same details whatever else their writer has received
// the customer for that day.
func (r *replay) healRest(e *DetailsEntry, today date, policy *Policy) {
	f := r.form
	r.also = r.also[:0]
	r.open = slices.DeleteFunc(r.open, func(u unregistered) bool {
		v := u.visit
		if v.visit.Customer != e.Customer || v.visit.Person != e.Person || dateOf(v.event.Happened(), r.zone) != today {
			return false
		}
		own := u.own.with(&e.Details)
		healed := r.register(v, u.member, &own, true, policy)
		if healed {
			r.also = append(r.also, v)
		}
		return healed
	})
	r.form = f
}

// valid asks the clauses whether a form is a valid registration. Where none
// speaks of forms every visit counts.
func (p *Policy) valid(f *form) (bool, *Clause) {
	for _, r := range p.forms {
		if valid, ok := r.ask.valid(f); ok {
			return valid, r.Clause
		}
	}
	return true, nil
}
