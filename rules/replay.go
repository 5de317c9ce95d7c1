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
	record  []Details // of each member, in the place of the first who is the same
	called  []Details // likewise, written at calls
	open    []unregistered
	formBy  *Clause        // which said whether the last form read is valid
	heals   *reception     // whose late registration is asked about; nil: nobody's
	healed  *Clause        // which decided on that
	also    []*reception   // what the last details registered beside their first visit
	asked   time.Time      // the moment asked about; zero: that of the event at view
	settled int32          // the place up to which it is known what was confirmed or found false, if beyond view
	owned   map[int32]bool // of the claims asked about: whether the party was somebody's on that day
	steps   *[]Step        // nil: nobody asks for them
	moment  moment         // the one being read
	form    form           // likewise
	meets   bool           // what follows is kept
	met     []meeting      // the receptions so far, with whose customer it was before each
	deals   []closing      // as they began, with who has contested them
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
	was := r.tenure.owner
	r.pass(place, policy.comes(e))
	m := &r.moment
	*m = moment{event: e, place: place, at: e.Happened(), tenure: &r.tenure, known: r.knows(e.Body, place, history), history: history, view: r.view}
	if r.meets {
		r.over(was)
		was = r.tenure.owner
		r.meet(e.Body, place)
	}
	if !r.read(m, place, policy) {
		return
	}
	r.renew(m, policy)
	r.join(m)
	if r.tenure.referral == "" {
		r.credit(m, policy)
	}
	var healed *Clause
	for _, rule := range policy.owning[e.Body.Kind()] {
		ch, ok := rule.ask.own(m)
		if ok && m.inVain(ch) {
			r.tenure.sold = r.tenure.sold || ch.sold
			continue
		}
		if ok {
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
	if r.meets {
		r.over(was)
	}
	return done, by
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
			u := unregistered{visit: m.visit, member: member, free: r.tenure.owner == ""}
			if e.signed() || !policy.signatures {
				u.own = u.own.with(e.Details)
			}
			if u.free {
				if u.claimant, u.claimedBy = policy.claimant(m); u.claimant == "" {
					u.claimedBy = policy.unnamed(m)
				}
			}
			r.open = append(r.open, u)
		}
	case *Call:
		if member := r.party.first(r.member(e.Customer)); e.Details != nil && member >= 0 {
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
		m.refused = r.refused(place)
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
	case *Prefile:
		if r.member(e.Customer) < 0 {
			return false
		}
		r.known.note(e)
	case *Own, *Wish, *Appointment:
		r.known.note(e)
	case *Complaint:
		r.known.note(e)
		if e.Upheld && e.Person == r.tenure.owner {
			r.known.replaced = append(r.known.replaced, e.Person)
		}
	case *Shown:
		if r.tenure.owner != "" && !slices.Contains(r.tenure.shown, e.Person) {
			r.tenure.shown = append(r.tenure.shown, e.Person)
		}
	}
	return true
}

// refused says whether the claim at place was in vain. Whom somebody owned then
// may, by what is known now, have been nobody's.
func (r *replay) refused(place int32) bool {
	switch r.book.refused[place] {
	case "":
		return false
	case ClaimOwned:
		return r.ownedThen(place)
	}
	return true
}

// ownedThen says whether the party is somebody's at the event at place, or was
// on its day: a reception that nobody confirmed counted until midnight.
func (r *replay) ownedThen(place int32) bool {
	if r.tenure.owner != "" {
		return true
	}
	if r.owned == nil {
		r.owned = map[int32]bool{}
	}
	owned, known := r.owned[place]
	if !known {
		then := r.book.replay(r.party, r.view, nil)
		then.asked, then.settled, then.owned = r.book.log[place].At, r.settled, r.owned
		then.through(place, then.asked)
		owned = then.tenure.owner != ""
		r.owned[place] = owned
	}
	return owned
}

// stands says whether a visit was not withdrawn.
func (r *replay) stands(v *reception) bool { return v != nil && !r.book.gone[v.place] }

// member returns the index of c in the party, -1 if c is not in it.
func (r *replay) member(c Customer) int { return r.party.index(c) }

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
