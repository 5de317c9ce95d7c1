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
// place end, to whoever had become the owner of one of its members before that
// one was linked with others; the earliest of them. What an owner loses, a
// colleague keeps who received the wife or the father as a customer of their own.
func (r *replay) remain(end int32, at time.Time) bool {
	if len(r.party.members) == 1 {
		return false
	}
	var apart []*party
	for _, f := range r.party.members {
		apart = append(apart, &party{members: []*file{f}})
	}
	return r.fallTo(apart, end, at, func(p *party, t *tenure) bool {
		return t.owner != r.tenure.former && len(r.book.gather(p.members[0], t.from+1).members) == 1
	})
}

// join makes two parties one by a link: where the case, read as that of one party
// from its beginning, has no owner any more, either's owner is both's. That a
// customer whom nobody owns is found to be related takes nobody's customer away.
func (r *replay) join(m *moment) {
	l, ok := m.event.Body.(*Link)
	if !ok || r.tenure.owner != "" {
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

// note takes what an event puts on record.
func (k *knowledge) note(body Body) {
	switch e := body.(type) {
	case *Own:
		k.relations = append(k.relations, e)
	case *Prefile:
		k.announced = e.Person
	case *Wish:
		k.wish = e.Person
	case *Appointment:
		k.invited = e.Person
	case *Complaint:
		if e.Upheld {
			k.forget(e.Person)
		}
	}
}

// knows returns what is on record when the event at place brings somebody: about
// that very person, and about those who were one party with them then. What is
// on record about others gave nobody a claim to them.
func (r *replay) knows(body Body, place int32, h history) *knowledge {
	var who Customer
	switch e := body.(type) {
	case *Visit:
		who = e.Customer
	case *Call:
		who = e.Customer
	}
	if len(r.party.members) == 1 || r.known.empty() || r.member(who) < 0 {
		return &r.known
	}
	person, k := h.person(who, r.view), knowledge{replaced: r.known.replaced}
	for _, before := range h.places {
		if about := recorded(r.book.log[before].Body); about != "" && !r.book.gone[before] && r.member(about) >= 0 &&
			(h.person(about, r.view) == person || r.book.together(who, about, place)) {
			k.note(r.book.log[before].Body)
		}
	}
	return &k
}

// recorded returns about whom an event puts something on record.
func recorded(body Body) Customer {
	switch e := body.(type) {
	case *Own:
		return e.Customer
	case *Prefile:
		return e.Customer
	case *Wish:
		return e.Customer
	case *Appointment:
		return e.Customer
	case *Complaint:
		return e.Customer
	}
	return ""
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
	if r.tenure.owner != "" || r.tenure.sold {
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
			t.spent = slices.Clone(t.spent[:len(t.spent)-1]) // which was the lapse
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
