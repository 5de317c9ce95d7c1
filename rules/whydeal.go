package rules

import (
	"slices"
	"time"
)

// DealFacts are what a deal's split rests on.
type DealFacts struct {
	At           time.Time // of the first stage
	Closer       Person
	Owner        Person // whose customer it was then
	OwnedBy      string // the clause of that
	Grabbed      bool   // the closer has grabbed this customer
	GroupBuy     bool
	Name         string // the buyer's, where it is not the customer's
	Met          []Met  // receptions before it
	Contests     []ContestFact
	Ruling       string // the reason of the ruling that settles it
	RuledBy      Person
	PerformedBy  string // the clause that divides performance
	CommissionBy string // and commission
	BonusBy      string

	limit, split, ruling, grab *Clause
}

// A Met is one reception before a deal, as the clauses see it.
type Met struct {
	Visit      VisitID
	At         time.Time
	Person     Person
	Owner      Person // before it
	Registered bool
	Behalf     bool // for the owner
	Unknowing  bool // the owner's customer was taken for a new one
	HandedBack bool
}

// A ContestFact is one claim to a part of a deal.
type ContestFact struct {
	Seq      int64
	At       time.Time
	Person   Person
	Evidence bool
	Late     bool
	Counts   bool
}

// WhyDeal says why a deal is split as it is; false if unknown or withdrawn.
func (b *Book) WhyDeal(id DealID, at time.Time) (*Why, bool) {
	var facts DealFacts
	s, ok := b.settlement(id, at, &facts)
	if !ok {
		return nil, false
	}
	p, _ := b.progress(b.deals[id])
	w := b.why(at, b.policyAt(p.first), s.Customer)
	w.Settlement, w.Deal = &s, facts
	steps, failed := b.failures(b.files[s.Customer], p.first, b.log[p.first].At)
	w.Chain = steps
	w.addFailed(facts.Closer, Closed, b.log[p.first])
	w.addFailed(facts.Owner, Owned, b.log[p.first])
	for _, f := range failed {
		w.addFailed(f.Person, f.Stake, b.log[f.Seq-1])
	}
	for _, place := range b.deals[id].places {
		if c, ok := b.log[place].Body.(*Contest); ok && !b.gone[place] {
			w.addFailed(c.Person, Contested, b.log[place])
		}
	}
	w.Failed = slices.DeleteFunc(w.Failed, func(f Failure) bool {
		has := func(s Share) bool { return s.Person == f.Person && !s.Part.IsZero() }
		return slices.ContainsFunc(s.Performance, has) || slices.ContainsFunc(s.Commission, has) || slices.ContainsFunc(s.Bonus, has)
	})
	for i := range w.Failed {
		f := &w.Failed[i]
		f.By = b.log[p.first].Seq
		switch contest := facts.contestOf(f.Person); {
		case facts.ruling != nil:
			f.Clause = facts.ruling.id()
		case contest != nil && !contest.Counts:
			f.Clause, f.By = facts.limit.id(), contest.Seq
		case facts.Grabbed && f.Person == facts.Closer && facts.grab != nil:
			f.Clause = facts.grab.id()
		default:
			f.Clause = facts.split.id()
		}
	}
	return w, true
}

func (f *DealFacts) contestOf(p Person) *ContestFact {
	var last *ContestFact
	for i := range f.Contests {
		if c := &f.Contests[i]; c.Person == p && (last == nil || !last.Counts) {
			last = c
		}
	}
	return last
}

// contest writes a contest down; nil facts nobody asked for.
func (f *DealFacts) contest(e *Event, c *Contest, late, evidence bool) {
	if f == nil {
		return
	}
	f.Contests = append(f.Contests, ContestFact{e.Seq, e.At, c.Person, c.Evidence, late, !late && (c.Evidence || !evidence)})
}

// read writes down what a split rests on.
func (f *DealFacts) read(c *closing, policy *Policy, limit, by *Clause, ruled *Ruling, ruling *Clause) {
	if f == nil {
		return
	}
	f.At, f.Closer, f.Owner, f.OwnedBy = c.at, c.closer, c.owner, c.by.id()
	f.Grabbed, f.GroupBuy, f.Name = c.grabbed, c.groupBuy, c.name
	f.PerformedBy, f.CommissionBy = by.id(), by.id()
	f.limit, f.split = limit, by
	for _, r := range policy.finding {
		if _, ok := r.ask.(*grab); ok {
			f.grab = r.Clause
		}
	}
	if ruled != nil {
		f.Ruling, f.ruling = ruled.Reason, ruling
		if ruled.Performance != nil || ruled.Commission != nil { // one alone stands for both
			f.PerformedBy, f.CommissionBy = ruling.id(), ruling.id()
		} else {
			f.ruling = nil // it settled whose customer it is; the clauses divide
		}
		for _, place := range c.history.book.partyAt(c.history.book.files[c.deal.Customer], c.history.book.newest()).events() {
			if e := c.history.book.log[place]; e.Body == Body(ruled) {
				f.RuledBy = e.By
			}
		}
	}
	for _, r := range policy.rewarding {
		f.BonusBy = r.id()
	}
	for _, m := range c.met {
		f.Met = append(f.Met, Met{
			Visit: m.visit.ID, At: m.event.At, Person: m.visit.Person, Owner: m.owner,
			Registered: m.registered, Behalf: m.behalf(), Unknowing: m.unknowing(), HandedBack: m.handed,
		})
	}
}
