package rules

import (
	"slices"
	"time"
)

// A tenure is whose customer a party is at one point of its case.
type tenure struct {
	owner    Person
	since    time.Time
	filed    time.Time // when the registration was made on which that rests
	until    time.Time // zero: does not lapse by time
	contact  time.Time // the last real contact, from which protection runs
	sold     bool      // has subscribed: nothing lapses by time any more
	referral Customer
	policy   *Policy // under which until was reckoned
	from     int32   // place of the event that gave it to the owner

	former Person    // the last owner, where nobody owns
	lapsed time.Time // since when
	ranOut bool      // by time alone
	left   bool      // as the last owner left
	spent  []spent   // registrations that no protection's end brings into force

	gained   *Clause // by which the owner owns, or nobody does
	stayed   *Clause // by which they still do, after what another did; nil: nothing
	credited *Clause // by which referral has the credit
	barred   *Clause // by which somebody's claim against the owner came too late
	touches  touches
	shown    []Person
}

// An heir is who owns a customer when another's protection is over.
type heir struct {
	person  Person
	filed   time.Time // when they registered the customer
	contact time.Time // their last one
}

// A spent is whose registrations up to a place are over: with their ownership,
// or, where nobody is named, everybody's by a ruling.
type spent struct {
	person Person
	place  int32
}

// over says whether a registration by p, in the event at place, is.
func (t *tenure) over(p Person, place int32) bool {
	return slices.ContainsFunc(t.spent, func(s spent) bool {
		return place <= s.place && (s.person == "" || s.person == p)
	})
}

// standing is what the owner's ownership rests on: a reading of ours first, if
// it hangs on one.
func (t *tenure) standing() []*Clause {
	if t.stayed != nil && t.stayed.Assumed {
		return []*Clause{t.stayed, t.gained}
	}
	return []*Clause{t.gained, t.stayed}
}

// renew reckons a running protection again where other house rules have come into
// force since, at the customer's next event; that somebody looked them up is
// none. The new rules end nothing by looking back: what they would have ended
// before holds as promised, and where nothing was, their time begins now.
func (r *replay) renew(m *moment, policy *Policy) {
	t := &r.tenure
	if _, shown := m.event.Body.(*Shown); shown || t.owner == "" || t.policy == policy {
		return
	}
	promised := t.until
	r.protect(policy)
	if !t.until.IsZero() && !m.event.At.Before(t.until) {
		if t.until = promised; promised.IsZero() {
			t.until = policy.protecting[0].ask.until(m.event.At, r.zone)
		}
	}
	if r.steps != nil && !t.until.Equal(promised) {
		r.trace(m.event.Seq, m.event, t.owner, Renewed, policy.lapseClause())
	}
}

// remain gives a party that has just lost its owner, by the events before the
// place end, to whoever had become the owner of one of its people before that
// one was linked with others; the earliest of them. What an owner loses, a
// colleague keeps who received the wife or the father as a customer of their own.
func (r *replay) remain(end int32, at time.Time) bool {
	if len(r.party.members) == 1 {
		return false
	}
	apart := r.party.persons()
	return len(apart) > 1 && r.fallTo(apart, end, at, func(p *party, t *tenure) bool {
		return t.owner != r.tenure.former && !slices.ContainsFunc(r.book.gather(p.members[0], t.from+1).members, func(f *file) bool {
			return !slices.Contains(p.members, f)
		})
	})
}

// join makes two parties one by a link: where the case, read as that of one party
// from its beginning, has no owner any more, either's owner is both's. That a
// customer whom nobody owns is found to be related takes nobody's customer away.
func (r *replay) join(m *moment) {
	l, ok := m.event.Body.(*Link)
	if !ok || r.tenure.owner != "" || r.member(l.Customer) < 0 || r.member(l.Other) < 0 {
		return
	}
	one, other := r.book.files[l.Customer], r.book.files[l.Other]
	if slices.Contains(r.book.gather(one, m.place).members, other) || !slices.Contains(r.book.gather(one, m.place+1).members, other) {
		return
	}
	apart := []*party{r.book.gather(one, m.place), r.book.gather(other, m.place)}
	if r.fallTo(apart, m.place, m.event.At, func(*party, *tenure) bool { return true }) {
		r.trace(m.event.Seq, m.event, r.tenure.owner, Gained, r.tenure.gained)
	}
}

// fallTo makes the owner of one of those parties, of the ones that count the
// earliest, this party's.
func (r *replay) fallTo(apart []*party, end int32, at time.Time, counts func(*party, *tenure) bool) bool {
	var first tenure
	for _, p := range apart {
		s := r.book.replay(p, r.view, nil)
		s.asked, s.settled = r.asked, r.settled
		s.through(end, at)
		if t := &s.tenure; t.owner != "" && counts(p, t) && (first.owner == "" || t.from < first.from) {
			first = *t
		}
	}
	if first.owner == "" {
		return false
	}
	if first.referral == "" {
		first.referral, first.credited = r.tenure.referral, r.tenure.credited
	}
	r.tenure = first
	return true
}

// pass lets time pass to at, before the event at place: protection runs out,
// people leave.
func (r *replay) pass(place int32, at time.Time) {
	for t := &r.tenure; t.owner != ""; {
		gone, heir, clause := r.book.departure(t.owner, t.from, place, t.sold)
		over := !t.until.IsZero() && !at.Before(t.until)
		switch {
		case gone > 0 && !(over && !r.book.log[gone].At.Before(t.until)):
			e := r.book.log[gone]
			owner := t.owner
			if heir == "" {
				r.lose(clause, e.At, gone)
				t.left = true
				r.trace(int64(gone)+1, e, owner, Lost, clause)
				if r.remain(gone+1, e.At) {
					r.trace(int64(gone)+1, e, t.owner, Gained, t.gained)
					continue
				}
				return
			}
			r.give(heir, e.At, gone, clause)
			r.trace(int64(gone)+1, e, heir, Gained, clause)
		case over:
			r.runOut()
		default:
			return
		}
	}
}

// runOut ends a protection that is over: the customer is the next one's whom the
// clauses know, or nobody's.
func (r *replay) runOut() {
	t := &r.tenure
	owner, when, policy := t.owner, t.until, t.policy
	clause := policy.lapseClause()
	var next heir
	for _, rule := range policy.lapsing {
		clause = rule.Clause
		if next = rule.ask.heir(r.history(), t, when); next.person != "" {
			break
		}
	}
	r.lose(clause, when, r.book.before(when))
	t.ranOut = true
	if next.person != "" {
		r.give(next.person, when, r.book.before(when), clause)
		t.filed, t.contact = next.filed, next.contact
		r.protect(policy)
	} else {
		r.remain(r.book.before(when)+1, when)
	}
	if r.steps != nil {
		*r.steps = append(*r.steps, Step{
			At: when.In(r.zone), Person: owner, Effect: Lapsed, Owner: t.owner, Until: t.until, Clause: clause.id(), Version: clause.version(),
		})
	}
}

// apply makes ch the state of things.
func (r *replay) apply(m *moment, place int32, policy *Policy, clause *Clause, ch change) {
	t := &r.tenure
	if ch.sold {
		t.sold = true
	}
	switch ch.effect {
	case Gained, Ruled, Lost, HandedTo:
		t.touches, t.stayed = touches{called: t.touches.called}, nil
	}
	if ch.touched {
		t.touches = ch.touches
	}
	if ch.stays {
		t.stayed = clause
	}
	switch ch.effect {
	case Gained, Ruled:
		t.contact = m.at
		if ch.effect == Ruled {
			t.contact = m.event.At
			t.spent = append(t.spent, spent{"", place}) // it settles all before it
		}
		r.give(ch.owner, m.event.At, place, clause)
		r.protect(policy)
	case Renewed, HandedTo, Later:
		if ch.barred {
			t.barred = clause
		}
		if ch.effect == Later && !ch.renews {
			break
		}
		if t.owner == "" { // written late, but in time
			t.owner, t.former, t.lapsed = t.former, "", time.Time{}
			t.gained = clause
			t.spent = slices.Clone(t.spent[:max(len(t.spent)-1, 0)]) // which was the lapse
		}
		if ch.owner != "" {
			r.give(ch.owner, m.event.At, place, clause)
		}
		if m.at.After(t.contact) {
			t.contact = m.at
		}
		r.protect(policy)
	case Lost:
		r.lose(clause, m.event.At, place)
		if _, dropped := m.event.Body.(*GiveUp); dropped && r.remain(place+1, m.event.At) {
			r.trace(m.event.Seq, m.event, actor(m), Lost, clause)
			r.trace(m.event.Seq, m.event, t.owner, Gained, t.gained)
			return
		}
	case Invalid:
		if t.owner == "" && t.former == "" {
			t.gained = clause
		}
	}
	r.trace(m.event.Seq, m.event, actor(m), ch.effect, clause)
}

// give makes p the owner.
func (r *replay) give(p Person, at time.Time, place int32, clause *Clause) {
	t := &r.tenure
	if t.owner != "" && t.owner != p {
		t.spent = append(t.spent, spent{t.owner, place})
	}
	if t.owner != p || t.since.IsZero() {
		if t.owner == "" { // else it is taken over
			t.filed = at
		}
		t.since = at
		t.shown, t.stayed, t.barred = nil, nil, nil
	}
	t.owner, t.from, t.gained = p, place, clause
	t.former, t.lapsed, t.left = "", time.Time{}, false
}

// lose leaves the party without owner from at on, after the event at place.
func (r *replay) lose(clause *Clause, at time.Time, place int32) {
	t := &r.tenure
	t.spent = append(t.spent, spent{t.owner, place})
	t.former, t.lapsed = t.owner, at
	t.owner, t.until, t.gained, t.stayed, t.shown, t.ranOut = "", time.Time{}, clause, nil, nil, false
	t.barred = nil
	t.touches = touches{}
}

// protect reckons until when the owner's protection holds.
func (r *replay) protect(policy *Policy) {
	t := &r.tenure
	t.policy, t.until = policy, time.Time{}
	if len(policy.protecting) > 0 && !t.sold && t.owner != "" {
		t.until = policy.protecting[0].ask.until(t.contact, r.zone)
	}
}
