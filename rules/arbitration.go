package rules

import (
	"cmp"
	"slices"
	"time"
)

// An Arbitration is a dispute as far as it has come.
type Arbitration struct {
	Dispute  DisputeID
	Seq      int64 // of the event that opened it
	Opened   time.Time
	Opener   Person
	Against  Person   // the other side; nobody in particular: zero
	Reason   string   // the opener's words
	Customer Customer // whom it is about, also where it is about a visit or a deal
	Visit    VisitID  // with a dispute over a visit: whose turn it was
	Deal     DealID   // with a dispute over a deal: how it is split
	State    ArbitrationState
	Accounts []Account
	Rulings  []Word // oldest first; the last one holds
}

// An ArbitrationState says whether a dispute waits for something.
type ArbitrationState string

// The states of a dispute.
const (
	DisputeOpen      ArbitrationState = "open"
	DisputeRuled     ArbitrationState = "ruled"
	DisputeDismissed ArbitrationState = "dismissed" // ruled, with nothing decided
	DisputeWithdrawn ArbitrationState = "withdrawn"
)

// An Account is what one person has stated in a dispute.
type Account struct {
	Person Person
	At     time.Time
	Seq    int64
	Text   string
}

// A Word is an arbiter's, spoken in a dispute.
type Word struct {
	By   Person
	At   time.Time
	Seq  int64
	Note string // the clause that the arbiter names
	Ruling
}

// Decides says whether the word gives somebody something, or names the clause
// that it rests on; one that does neither dismisses the dispute.
func (w Word) Decides() bool {
	return w.Owner != "" || len(w.Performance)+len(w.Commission) > 0 || w.Note != ""
}

// Arbitration returns a dispute; false if the register has none of that id.
func (b *Book) Arbitration(id DisputeID) (Arbitration, bool) {
	place, ok := b.disputes[id]
	if !ok {
		return Arbitration{}, false
	}
	e := b.log[place]
	d := e.Body.(*Dispute)
	a := Arbitration{
		Dispute: id, Seq: e.Seq, Opened: e.At, Opener: d.Person, Against: d.Against, Reason: e.Note,
		Customer: d.Customer, Visit: d.Visit, Deal: d.Deal, State: DisputeOpen,
	}
	switch {
	case d.Visit != "":
		a.Customer = b.visits[d.Visit].visit.Customer
	case d.Deal != "":
		a.Customer = b.deals[d.Deal].customer
	}
	for _, place := range b.argued[id] {
		if b.gone[place] {
			continue
		}
		e := b.log[place]
		switch body := e.Body.(type) {
		case *Statement:
			a.Accounts = append(a.Accounts, Account{body.Person, e.At, e.Seq, e.Note})
		case *Ruling:
			a.Rulings = append(a.Rulings, Word{By: e.By, At: e.At, Seq: e.Seq, Note: e.Note, Ruling: *body})
		}
	}
	switch n := len(a.Rulings); {
	case b.gone[place]:
		a.State = DisputeWithdrawn
	case n > 0 && a.Rulings[n-1].Decides():
		a.State = DisputeRuled
	case n > 0:
		a.State = DisputeDismissed
	}
	return a, true
}

// Arbitrations returns every dispute of the register, those withdrawn included,
// in the order in which they were opened.
func (b *Book) Arbitrations() []Arbitration {
	all := make([]Arbitration, 0, len(b.disputes))
	for id := range b.disputes {
		a, _ := b.Arbitration(id)
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b Arbitration) int { return cmp.Compare(a.Seq, b.Seq) })
	return all
}

// Sides returns who takes part: the opener, whom it is against, and whoever else
// has stated something.
func (a Arbitration) Sides() []Person {
	var all []Person
	if a.Opener != "" {
		all = append(all, a.Opener)
	}
	if a.Against != "" && a.Against != a.Opener {
		all = append(all, a.Against)
	}
	for _, s := range a.Accounts {
		if !slices.Contains(all, s.Person) {
			all = append(all, s.Person)
		}
	}
	return all
}

// Stated says whether p has stated their case.
func (a Arbitration) Stated(p Person) bool {
	return slices.ContainsFunc(a.Accounts, func(s Account) bool { return s.Person == p })
}

// Ranks compares two roles by who may decide more: negative where r decides
// less than other, 0 where they decide alike.
func (r Role) Ranks(other Role) int { return cmp.Compare(r.rank(), other.rank()) }
