package rules

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// A dealing is what the register holds on one deal.
type dealing struct {
	id       DealID
	customer Customer
	places   []int32 // of its stages, contests, approvals and rulings
}

func (d *dealing) add(place int32) { d.places = append(d.places, place) }

// A split is who gets which part.
type split struct {
	performance, commission, bonus Parts

	follows []*Clause // whose the customer is by these settles it
	barred  bool      // somebody has no part in it, for having grabbed
}

// split asks the clauses how a deal is split. Where none speaks nobody gets a
// part.
func (p *Policy) split(c *closing) (split, *Clause) {
	for _, r := range p.splitting {
		if s, ok := r.ask.split(c); ok {
			return s, r.Clause
		}
	}
	return split{}, nil
}

// both gives the same parts of performance and commission.
func both(parts Parts) split { return split{performance: parts, commission: parts} }

// A progress is how far a deal has come.
type progress struct {
	first      int32 // place of its first standing stage
	stage      Stage
	closer     Person // of its first stage
	groupBuy   bool
	subscribed time.Time // zero: not yet
	moved      bool      // beyond its first stage
	name       string    // the buyer's
	amount     *int64    // as last said
	latest     int32     // place of its latest stage
}

// progress returns how far d has come; false if all of it was withdrawn.
func (b *Book) progress(d *dealing) (p progress, ok bool) {
	for _, place := range d.places {
		e, isDeal := b.log[place].Body.(*Deal)
		if !isDeal || b.gone[place] {
			continue
		}
		if !ok {
			p.first, p.closer, ok = place, e.Person, true
		}
		p.moved = p.first != place && e.stage() != p.stage || p.moved
		p.name, p.latest = cmp.Or(e.Name, p.name), place
		if e.Amount != nil {
			p.amount = e.Amount
		}
		p.stage, p.groupBuy = e.stage(), e.GroupBuy
		if p.subscribed.IsZero() && e.stage() != Deposit {
			p.subscribed = b.log[place].Happened()
		}
	}
	return p, ok
}

// Deals yields every deal that was not withdrawn, in register order.
func (b *Book) Deals() iter.Seq[DealID] {
	type standing struct {
		first int32
		id    DealID
	}
	var all []standing
	for _, d := range b.dealings {
		if p, ok := b.progress(d); ok {
			all = append(all, standing{p.first, d.id})
		}
	}
	slices.SortFunc(all, func(a, b standing) int { return cmp.Compare(a.first, b.first) })
	return func(yield func(DealID) bool) {
		for _, d := range all {
			if !yield(d.id) {
				return
			}
		}
	}
}

// Settlement returns a deal; false if unknown or withdrawn.
func (b *Book) Settlement(id DealID, at time.Time) (Settlement, bool) {
	return b.settlement(id, at, nil)
}

// settlement is Settlement; what it rests on is written into facts, if anybody
// asks for them.
func (b *Book) settlement(id DealID, at time.Time, facts *DealFacts) (Settlement, bool) {
	d := b.deals[id]
	if d == nil {
		return Settlement{}, false
	}
	p, ok := b.progress(d)
	if !ok {
		return Settlement{}, false
	}
	s := Settlement{
		Deal: id, Customer: d.customer, Stage: p.stage, Closer: p.closer, Buyer: p.name, GroupBuy: p.groupBuy, Amount: p.amount,
		Began: b.log[p.first].Happened(), Subscribed: p.subscribed, First: b.log[p.first].Seq, Latest: b.log[p.latest].Seq,
	}
	policy := b.policyAt(p.first)
	limit, until, evidence := policy.limit(s.Began, p.subscribed, b.zone)
	s.ContestUntil, s.Limit, s.Evidence = until, limit.id(), evidence
	view, contests := p.first, false
	var contested, proved []Person
	if len(policy.contesting) == 0 {
		view = b.madeOne(d.customer, view)
	}
	var stage *Deal
	for _, place := range d.places {
		switch e := b.log[place].Body.(type) {
		case *Deal:
			if b.gone[place] {
				continue
			}
			if stage != nil && (stage.Person != e.Person || stage.GroupBuy != e.GroupBuy) {
				s.Approved, s.ApprovedAt = "", time.Time{} // of another split
			}
			stage = e
		case *Contest:
			if b.gone[place] {
				continue
			}
			contests = true
			if !slices.Contains(s.Contests, e.Person) {
				s.Contests = append(s.Contests, e.Person)
			}
			late := !s.ContestUntil.IsZero() && !b.log[place].Happened().Before(s.ContestUntil)
			facts.contest(b.log[place], e, late, evidence)
			if !late && (e.Evidence || !evidence) {
				contested = append(contested, e.Person)
				s.Approved, s.ApprovedAt = "", time.Time{} // before this was known
				if e.Evidence {
					proved = append(proved, e.Person)
				}
				view = max(view, place)
			}
		case *Approve:
			if !b.gone[place] {
				s.Approved, s.ApprovedAt = b.log[place].By, b.log[place].At
			}
		}
	}
	c, party := b.closing(d, p, view, at)
	c.contested = contested
	c.proved = proved
	ruled, ruling := b.ruling(d, party, p.first)
	if ruled != nil && ruled.Owner != "" {
		c.owner, c.by = ruled.Owner, ruling
	}
	s.Owner, s.Ruled = c.owner, ruled != nil
	if c.last != nil {
		s.Last = c.last.visit.ID
	}
	s.Remainder = policy.remainder.of(&c)
	shares, by := policy.split(&c)
	clauses := append([]*Clause{by}, shares.follows...)
	if len(shares.follows) > 0 && shares.follows[0] != nil && shares.follows[0].Assumed {
		clauses = append(slices.Clone(shares.follows), by)
	}
	if ruled != nil {
		clauses = []*Clause{ruling, by}
		if ruled.Performance != nil || ruled.Commission != nil {
			shares = both(ruled.Performance)
			if ruled.Performance == nil {
				shares.performance = ruled.Commission
			}
			if ruled.Commission != nil {
				shares.commission = ruled.Commission
			}
		}
	}
	if c.grabbed || shares.barred {
		for _, r := range policy.finding {
			if _, ok := r.ask.(*grab); !ok {
				continue
			}
			if shares.barred && ruled == nil {
				clauses = append([]*Clause{r.Clause}, clauses...)
			}
			clauses = append(clauses, r.Clause)
		}
	}
	if contests {
		clauses = append(clauses, limit)
		if i := slices.IndexFunc(policy.splitting, provesLater); i >= 0 {
			clauses = append(clauses, policy.splitting[i].Clause)
		}
	}
	for _, r := range policy.rewarding {
		shares.bonus = r.ask.bonus(&c)
		clauses = append(clauses, r.Clause)
	}
	s.Performance, s.Commission, s.Bonus = b.parts(shares.performance), b.parts(shares.commission), b.parts(shares.bonus)
	s.Grounds = grounds(append(clauses, party.clause)...)
	facts.read(&c, policy, limit, by, ruled, ruling)
	return s, true
}

// limit returns by which clause a deal with that first stage may be contested,
// until when, and whether evidence must be shown; no clause where nothing limits
// that, or not yet.
func (p *Policy) limit(began, subscribed time.Time, zone *time.Location) (by *Clause, until time.Time, evidence bool) {
	if len(p.contesting) == 0 {
		return nil, time.Time{}, false
	}
	rule, from := p.contesting[0], subscribed
	if rule.ask.fromDeal() {
		from = began
	}
	if from.IsZero() {
		return nil, time.Time{}, false
	}
	return rule.Clause, rule.ask.contestUntil(from, zone), rule.ask.wantsEvidence()
}

// madeOne returns the place of the last link by which c turned out to be the
// same person as another, not before the place view: where nothing limits
// contests, the split is as if that had been known.
func (b *Book) madeOne(c Customer, view int32) int32 {
	for _, m := range b.partyAt(b.files[c], b.newest()).members {
		for _, at := range m.links {
			if !b.gone[at] && b.log[at].Body.(*Link).Relation == "same" {
				view = max(view, at)
			}
		}
	}
	return view
}

// parts puts shares into the order in which people first appear.
func (b *Book) parts(ps Parts) Parts {
	ps = slices.DeleteFunc(slices.Clone(ps), func(s Share) bool { return s.Part.IsZero() })
	slices.SortStableFunc(ps, func(x, y Share) int {
		return cmp.Compare(b.appearance(x.Person), b.appearance(y.Person))
	})
	return ps
}

func (b *Book) appearance(p Person) int {
	return slices.IndexFunc(b.floor.seats, func(s seat) bool { return s.person == p })
}

// ruling returns the last ruling on a deal, or on its customer's deals so far,
// and the clause of rulings.
func (b *Book) ruling(d *dealing, p *party, first int32) (last *Ruling, by *Clause) {
	for _, place := range p.events() {
		r, ok := b.log[place].Body.(*Ruling)
		if !ok || b.gone[place] || place < first {
			continue
		}
		onDeal := r.Deal == d.id
		onCustomer := r.Customer != "" && (r.Performance != nil || r.Commission != nil)
		if onDeal || onCustomer {
			last, by = r, b.policyAt(place).clauseFor("ruling")
		}
	}
	return last, by
}

// clauseFor returns the first clause that answers for a kind of event.
func (p *Policy) clauseFor(k Kind) *Clause {
	if rules := p.owning[k]; len(rules) > 0 {
		return rules[0].Clause
	}
	return nil
}

// A remainder says who gets what is left over when money is divided; the zero
// one goes by largest remainder.
type remainder string

// To the closer, or to the party's first receiver.
const (
	toCloser        remainder = "closer"
	toFirstReceiver remainder = "first_receiver"
)

// of returns the person; nobody where it goes by largest remainder.
func (r remainder) of(c *closing) Person {
	switch {
	case r == toCloser:
		return c.closer
	case r == toFirstReceiver && len(c.met) > 0:
		return c.met[0].visit.Person
	}
	return ""
}
