package rules

import (
	"cmp"
	"slices"
	"time"
)

// A Why is one decision with all that led to it: exactly one of Holding,
// Reception and Settlement is there.
type Why struct {
	Report     // Policy (under which it was decided), At, Zone, Members and Names
	Customer   Customer
	Holding    *Holding
	Reception  *Reception
	Door       VisitFacts // with Reception
	Settlement *Settlement
	Deal       DealFacts // with Settlement

	Chain  []Step    // how ownership came about: until now, or until the visit or deal
	Failed []Failure // of whoever else has a stake, in order of their first
	book   *Book
}

// A Failure is somebody's claim, and where it failed.
type Failure struct {
	Person Person
	Stake  Stake
	Seq    int64 // of the event that gave them a stake
	At     time.Time
	Kind   Kind
	Clause string // at which it failed; empty: no clause says so
	By     int64  // the event at which it failed; 0: time alone
}

// A Stake is what gives somebody an interest in a decision.
type Stake string

// The stakes of a consultant.
const (
	Received  Stake = "received"
	Called    Stake = "called"   // took the customer's call
	InTouch   Stake = "in_touch" // followed up, or was contacted
	Claimed   Stake = "claimed"
	WasNamed  Stake = "named" // by the customer, or as theirs in advance
	Given     Stake = "given" // by management
	Contested Stake = "contested"
	Helped    Stake = "helped"
	Closed    Stake = "closed"
	Owned     Stake = "owned"
	WasNext   Stake = "next" // in the rotation
)

// VisitFacts are what was found at the door.
type VisitFacts struct {
	Next       Person // in the rotation
	Owner      Person // whose customer it was, or is by a special claim
	Returning  bool   // Owner owned already
	OwnerFree  bool
	Mode       FloorMode
	AskedFor   Person
	ExpectedBy string // the clause that says who should receive
	TurnBy     string // the clause that says whether that is a turn
	Moves      []Move // whose place it changed
	Kept       []Move // who kept theirs though it went past them; Clause says why
}

// A Subject is what an id names.
type Subject string

// What can be asked about.
const (
	CustomerSubject Subject = "customer"
	DealSubject     Subject = "deal"
	VisitSubject    Subject = "visit"
)

// Subjects says what an id names: a customer, a deal and a visit may have the
// same.
func (b *Book) Subjects(id string) []Subject {
	var all []Subject
	if f := b.files[Customer(id)]; f != nil && f.first >= 0 {
		all = append(all, CustomerSubject)
	}
	if b.deals[DealID(id)] != nil {
		all = append(all, DealSubject)
	}
	if b.visits[VisitID(id)] != nil {
		all = append(all, VisitSubject)
	}
	return all
}

// Near returns up to n ids like one that names nothing: those whose customer
// has it as a name, then those with the fewest letters to change, add or drop.
func (b *Book) Near(id string, n int) []string {
	type near struct {
		id   string
		slip int
	}
	var all []near
	add := func(known, name string) {
		slip := distance(id, known)
		if name != "" && name == id {
			slip = 0
		}
		if slip <= max(2, len(known)/3) && slip < max(len(known), 2) {
			all = append(all, near{known, slip})
		}
	}
	if len(id) > longestName {
		return nil
	}
	names := b.names()
	for _, f := range b.order {
		add(string(f.id), names[f.id])
	}
	for _, d := range b.dealings {
		add(string(d.id), "")
	}
	for _, v := range b.receptions {
		add(string(v.visit.ID), "")
	}
	slices.SortStableFunc(all, func(x, y near) int { return cmp.Compare(x.slip, y.slip) })
	var ids []string
	for _, a := range all {
		if len(ids) < n && !slices.Contains(ids, a.id) {
			ids = append(ids, a.id)
		}
	}
	return ids
}

// WithdrawnBy returns the place of the event that took a visit or all of a deal
// back; 0 if it stands or is unknown.
func (b *Book) WithdrawnBy(what Subject, id string) int64 {
	var place int32
	switch what {
	case VisitSubject:
		v := b.visits[VisitID(id)]
		if v == nil || !b.gone[v.place] {
			return 0
		}
		place = v.place
	case DealSubject:
		d := b.deals[DealID(id)]
		if d == nil {
			return 0
		}
		if _, stands := b.progress(d); stands {
			return 0
		}
		place = d.places[0]
	}
	for _, w := range b.past.withdrawals[int64(place)+1] {
		if !b.past.withdrawn(w) {
			return w
		}
	}
	return 0
}

func (b *Book) why(at time.Time, policy *Policy, c Customer) *Why {
	return &Why{
		Report:   Report{Policy: policy, At: at, Zone: b.Zone(), Members: b.Members(at), Names: b.names()},
		Customer: c, book: b,
	}
}

// WhyCustomer says why c is whose customer they are; false if the register
// never named c.
func (b *Book) WhyCustomer(c Customer, at time.Time) (*Why, bool) {
	h, ok := b.Holding(c, at)
	if !ok {
		return nil, false
	}
	w := b.why(at, b.Policy(), c)
	w.Holding = &h
	w.Chain, w.Failed = b.failures(b.files[c], b.newest()+1, at)
	w.Failed = slices.DeleteFunc(w.Failed, func(f Failure) bool { return f.Person == h.Owner })
	return w, true
}

// failures returns how a party's ownership came about before the event at place
// end, and of everybody with a stake in it where their claim failed.
func (b *Book) failures(f *file, end int32, at time.Time) ([]Step, []Failure) {
	steps := []Step{}
	view := min(end, b.newest())
	r := b.replay(b.partyAt(f, view), view, &steps)
	r.asked = at
	var all []Failure
	fail := func(p Person, s Step) {
		for i := range all {
			if all[i].Person == p {
				all[i].Clause, all[i].By = s.Clause, s.Seq
			}
		}
	}
	read := func(before int) {
		for _, s := range steps[before:] {
			for i := range all {
				if p := all[i].Person; p != s.Owner && s.Effect != Renewed && s.Effect != Later && s.Effect != Invalid {
					fail(p, s)
				}
			}
			if (s.Effect == Later || s.Effect == Invalid) && s.Person != s.Owner {
				fail(s.Person, s)
			}
		}
	}
	for r.next < len(r.places) && r.places[r.next] < end {
		place, before := r.places[r.next], len(steps)
		owned := r.tenure.gained
		r.step()
		e := b.log[place]
		if !b.gone[place] && r.concernsMember(e.Body) {
			for _, s := range stakes(e) {
				i := slices.IndexFunc(all, func(f Failure) bool { return f.Person == s.person })
				if i < 0 {
					i = len(all)
					all = append(all, Failure{Person: s.person})
				}
				now := &all[i]
				if now.Stake == "" || s.stake.weight() >= now.Stake.weight() {
					now.Stake, now.Seq, now.At, now.Kind = s.stake, e.Seq, e.At, e.Body.Kind()
				}
				if now.Clause == "" { // until a step says otherwise
					now.Clause, now.By = cmp.Or(r.tenure.gained, owned).id(), e.Seq
				}
			}
		}
		read(before)
	}
	before := len(steps)
	r.pass(end, at)
	read(before)
	return steps, all
}

// concernsMember says whether an event that names customers is about one of the
// party itself, not only about whom they sent.
func (r *replay) concernsMember(body Body) bool {
	switch e := body.(type) {
	case *Visit:
		return r.member(e.Customer) >= 0
	case *Prefile:
		return r.member(e.Customer) >= 0
	}
	return true
}

// weight says which of two stakes of one person counts for more.
func (s Stake) weight() int {
	return slices.Index([]Stake{InTouch, Helped, WasNamed, Called, Received, Closed, Claimed, Given, Owned, Contested}, s)
}

// A stake is what an event gives somebody.
type stake struct {
	person Person
	stake  Stake
}

// stakes returns who has a stake in a customer by an event.
func stakes(e *Event) []stake {
	var all []stake
	add := func(p Person, s Stake) {
		if p != "" {
			all = append(all, stake{p, s})
		}
	}
	switch b := e.Body.(type) {
	case *Visit:
		add(b.AskedFor, WasNamed)
		add(b.MessageFrom, WasNamed)
		add(b.For, WasNamed)
		add(b.Person, Received)
	case *Call:
		add(b.Person, Called)
	case *FollowUp:
		add(b.Person, InTouch)
	case *Contact:
		add(b.Person, InTouch)
	case *Claim:
		add(b.Person, Claimed)
	case *Assign:
		add(b.Person, Given)
	case *Complaint:
		add(b.To, Given)
	case *Prefile:
		add(b.Person, WasNamed)
	case *Own:
		add(b.Person, WasNamed)
	case *Wish:
		add(b.Person, WasNamed)
	case *Appointment:
		add(b.Person, InTouch)
	case *Recognise:
		add(b.Person, WasNamed)
	case *Assist:
		add(b.Person, Helped)
	case *Deal:
		add(b.Person, Closed)
	case *Contest:
		add(b.Person, Contested)
	case *Ruling:
		add(b.Owner, Given)
	}
	return all
}

// addFailed notes somebody's stake, the weightier if they have one already.
func (w *Why) addFailed(p Person, s Stake, e *Event) {
	if p == "" {
		return
	}
	f := Failure{Person: p, Stake: s, Seq: e.Seq, At: e.At, Kind: e.Body.Kind()}
	for i := range w.Failed {
		if w.Failed[i].Person == p {
			if s.weight() >= w.Failed[i].Stake.weight() {
				w.Failed[i] = f
			}
			return
		}
	}
	w.Failed = append(w.Failed, f)
}

// WhyVisit says why somebody should have received a visit, whether it used a
// turn and who was passed; false if unknown or withdrawn.
func (b *Book) WhyVisit(id VisitID, at time.Time) (*Why, bool) {
	a, ok := b.Reception(id, at)
	if !ok {
		return nil, false
	}
	v := b.visits[id]
	w := b.why(at, b.policyAt(v.place), a.Customer)
	w.Reception = &a
	w.Door = VisitFacts{
		Next: v.next, Owner: v.owner, Returning: v.returning, OwnerFree: v.ownerFree, Mode: v.mode, AskedFor: v.visit.AskedFor,
		ExpectedBy: v.expectedBy.id(), TurnBy: v.turnClause.id(),
	}
	b.settle(b.Last())
	for _, m := range b.moves {
		if m.Visit == id {
			w.Door.Moves = append(w.Door.Moves, m)
		}
	}
	for _, p := range v.kept {
		w.Door.Kept = append(w.Door.Kept, Move{Seq: v.event.Seq, At: v.event.At, Person: p.person, Visit: id, Reason: p.reason, Clause: p.clause.id()})
	}
	w.Chain, _ = b.failures(b.files[a.Customer], v.place, v.event.At)
	w.addFailed(v.owner, Owned, v.event)
	for _, s := range stakes(v.event) {
		if s.stake != Received {
			w.addFailed(s.person, s.stake, v.event)
		}
	}
	w.addFailed(v.referrers, WasNamed, v.event)
	w.addFailed(v.next, WasNext, v.event)
	w.addFailed(v.visit.Person, Received, v.event)
	w.Failed = slices.DeleteFunc(w.Failed, func(f Failure) bool { return f.Person == v.expected })
	for i := range w.Failed {
		w.Failed[i].Clause, w.Failed[i].By = v.expectedBy.id(), v.event.Seq
	}
	return w, true
}
