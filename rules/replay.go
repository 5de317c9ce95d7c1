package rules

import (
	"slices"
	"time"
)

// A replay goes through a party's case in register order. Nothing of it is kept
// from one question to the next: links, withdrawals and rulings come out right
// because the case is simply read again.
type replay struct {
	book    *Book
	party   *party
	places  []int32
	next    int // index into places
	view    int32
	zone    *time.Location
	tenure  tenure
	known   knowledge
	record  []Details // of each member
	called  []Details // likewise, written at calls
	open    []unregistered
	formBy  *Clause      // which said whether the last form read is valid
	heals   *reception   // whose late registration is asked about; nil: nobody's
	healed  *Clause      // which decided on that
	also    []*reception // what the last details registered beside their first visit
	asked   time.Time    // the moment asked about; zero: that of the event at view
	settled int32        // the place up to which confirmations are known, if beyond view
	steps   *[]Step      // nil: nobody asks for them
	moment  moment       // the one being read
	form    form         // likewise
	meets   bool         // what follows is kept
	met     []meeting    // the receptions so far, with whose customer it was before each
	deals   []closing    // as they began, with who has contested them
}

// replay returns the case of p, before its first event. What was written after
// the place view is not known.
func (b *Book) replay(p *party, view int32, steps *[]Step) replay {
	divides := slices.ContainsFunc(b.policies, func(f inForce) bool { return f.policy.divides })
	return replay{book: b, party: p, places: p.events(), view: view, zone: b.zone, steps: steps, meets: divides}
}

// through replays what stands before the place end, and lets time pass to at.
func (r *replay) through(end int32, at time.Time) {
	for r.next < len(r.places) && r.places[r.next] < end {
		r.step()
	}
	r.pass(end, at)
}

// step replays the next event and returns what it did, and by which clause.
func (r *replay) step() (done change, by *Clause) {
	place := r.places[r.next]
	history := r.history()
	r.next++
	if r.book.gone[place] {
		return
	}
	e := r.book.log[place]
	policy := r.book.policyAt(place)
	r.pass(place, policy.comes(e))
	m := &r.moment
	*m = moment{event: e, place: place, at: e.Happened(), tenure: &r.tenure, known: &r.known, history: history, view: r.view}
	if r.meets {
		r.meet(e.Body)
	}
	if !r.read(m, place, policy) {
		return
	}
	r.renew(m, policy)
	if r.tenure.referral == "" {
		r.credit(m, policy)
	}
	var healed *Clause
	for _, rule := range policy.owning[e.Body.Kind()] {
		if ch, ok := rule.ask.own(m); ok && !m.inVain(ch) {
			done, by, healed = ch, rule.Clause, rule.Clause
			if ch.claim != nil {
				by = ch.claim
			}
			r.apply(m, place, policy, by, ch)
			break
		}
	}
	if e.Body.Kind() == "details" && m.registered && (m.visit == r.heals || slices.Contains(r.also, r.heals)) {
		r.healed = healed
	}
	return done, by
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

// history returns the case so far.
func (r *replay) history() history { return history{r.book, r.party, r.places[:r.next]} }

// credit notes who has sent the customer, if the clauses give credit for that.
func (r *replay) credit(m *moment, policy *Policy) {
	if _, ok := m.event.Body.(*Visit); !ok || m.companion {
		return
	}
	for _, rule := range policy.crediting {
		if c, ok := rule.ask.credit(m); ok {
			r.tenure.referral, r.tenure.credited = c, rule.Clause
			return
		}
	}
}

// read takes note of what the event puts on record, and completes m. It returns
// false if the event only mentions the party.
func (r *replay) read(m *moment, place int32, policy *Policy) bool {
	switch e := m.event.Body.(type) {
	case *Visit:
		m.visit = r.book.visits[e.ID]
		member := r.member(e.Customer)
		if member < 0 {
			m.companion = true
			return slices.ContainsFunc(e.With, func(c Customer) bool { return r.member(c) >= 0 })
		}
		m.registered = r.register(m.visit, member, e.Details, e.signed(), policy)
		m.void = r.falsified(m.visit)
		m.unconfirmed = r.form.unconfirmed
		m.recorded = r.form.confirmed && r.form.own == nil && r.form.record == (Details{})
		if !m.registered {
			u := unregistered{visit: m.visit, member: member}
			if e.signed() || !policy.signatures {
				u.own = u.own.with(e.Details)
			}
			if r.tenure.owner == "" {
				u.claimant, u.claimedBy = policy.claimant(m)
			}
			r.open = append(r.open, u)
		}
	case *Call:
		if member := r.member(e.Customer); e.Details != nil && member >= 0 {
			if r.called == nil {
				r.called = make([]Details, len(r.party.members))
			}
			r.called[member] = r.called[member].with(e.Details)
		}
	case *DetailsEntry:
		r.write(r.member(e.Customer), &e.Details)
		m.visit, m.registered = r.heal(m, e, policy)
		m.unconfirmed = r.form.unconfirmed
	case *Claim:
		if e.Details != nil {
			r.write(r.member(e.Customer), e.Details)
		}
		m.refused = r.refused(e.Customer, place)
	case *Deal:
		if r.meets {
			m.deal = r.begun(m, e)
		}
	case *Recognise:
		m.visit = r.book.visits[e.Visit]
		return r.stands(m.visit)
	case *HandBack:
		m.visit = r.book.visits[e.Visit]
		return r.stands(m.visit)
	case *Told:
		m.visit = r.book.visits[e.Visit]
		return r.stands(m.visit)
	case *Own:
		r.known.relations = append(r.known.relations, e)
	case *Prefile:
		if r.member(e.Customer) < 0 {
			return false
		}
		r.known.announced = e.Person
	case *Wish:
		r.known.wish = e.Person
	case *Appointment:
		r.known.invited = e.Person
	case *Shown:
		if r.tenure.owner != "" && !slices.Contains(r.tenure.shown, e.Person) {
			r.tenure.shown = append(r.tenure.shown, e.Person)
		}
	}
	return true
}

// begun returns a deal as it began, with those who have contested it in time as
// far as is known: contests reach back.
func (r *replay) begun(m *moment, e *Deal) *closing {
	if i := slices.IndexFunc(r.deals, func(c closing) bool { return c.deal.ID == e.ID }); i >= 0 {
		return &r.deals[i]
	}
	c := r.closing(e, m.place, m.history)
	var subscribed time.Time
	if e.stage() != Deposit {
		subscribed = m.at
	}
	_, until, evidence := r.book.policyAt(m.place).limit(m.at, subscribed, r.zone)
	for _, place := range r.book.deals[e.ID].places {
		x, ok := r.book.log[place].Body.(*Contest)
		if !ok || r.book.gone[place] || place > max(r.view, r.settled) || evidence && !x.Evidence {
			continue
		}
		if until.IsZero() || r.book.log[place].Happened().Before(until) {
			c.contested = append(c.contested, x.Person)
		}
	}
	r.deals = append(r.deals, c)
	return &r.deals[len(r.deals)-1]
}

// refused says whether the claim at place was in vain. Whom somebody owned then
// may be another party by now, in which nobody did.
func (r *replay) refused(c Customer, place int32) bool {
	switch r.book.refused[place] {
	case "":
		return false
	case ClaimOwned, ClaimSold:
		return len(r.book.partyAt(r.book.files[c], place).members) == len(r.party.members)
	}
	return true
}

// stands says whether a visit was not withdrawn.
func (r *replay) stands(v *reception) bool { return v != nil && !r.book.gone[v.place] }

// member returns the index of c in the party, -1 if c is not in it.
func (r *replay) member(c Customer) int {
	if len(r.party.members) == 1 { // the usual case
		if r.party.members[0].id == c {
			return 0
		}
		return -1
	}
	return slices.IndexFunc(r.party.members, func(f *file) bool { return f.id == c })
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
				r.lose(clause, e.At)
				t.left = true
				r.trace(int64(gone)+1, e, owner, Lost, clause)
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
	var heir Person
	var contact time.Time
	for _, rule := range policy.lapsing {
		clause = rule.Clause
		if heir, contact = rule.ask.heir(r.history(), when); heir != "" {
			break
		}
	}
	r.lose(clause, when)
	t.ranOut = true
	if heir != "" {
		r.give(heir, when, r.book.before(when), clause)
		t.contact = contact
		r.protect(policy)
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
		}
		if ch.owner != "" {
			r.give(ch.owner, m.event.At, place, clause)
		}
		if m.at.After(t.contact) {
			t.contact = m.at
		}
		r.protect(policy)
	case Lost:
		r.lose(clause, m.event.At)
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
	if t.owner != p || t.since.IsZero() {
		t.since = at
		t.shown, t.stayed, t.barred = nil, nil, nil
	}
	t.owner, t.from, t.gained = p, place, clause
	t.former, t.lapsed, t.left = "", time.Time{}, false
}

// lose leaves the party without owner from at on.
func (r *replay) lose(clause *Clause, at time.Time) {
	t := &r.tenure
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

// trace writes a step down, if anybody asked.
func (r *replay) trace(seq int64, e *Event, p Person, effect Effect, clause *Clause) {
	if r.steps == nil {
		return
	}
	*r.steps = append(*r.steps, Step{
		Seq: seq, At: e.At, Kind: e.Body.Kind(), Person: p, Effect: effect,
		Owner: r.tenure.owner, Until: r.tenure.until, Clause: clause.id(), Version: clause.version(),
	})
}
