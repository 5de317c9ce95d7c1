package rules

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// A Book is the fold of one site's register: parties, ownership, protection,
// rotation, deals and conduct. It is not safe for concurrent use.
//
// It keeps the events, and for each customer the places of those that concern
// them. Whose customer somebody is, it finds by reading their case again; only
// the floor (the queue and who is doing what) is folded as events come in, with
// checkpoints to go back to when an event turns out not to have happened.
type Book struct {
	past     ledger
	fixed    *Policy // over the register's own policies; nil: those hold
	supposed bool    // the rules are not those that the register was kept by: it was checked under others
	given    bool    // the time zone was given, the register's own does not count
	zone     *time.Location
	site     Site

	log        []*Event           // all, withdrawn ones too; places count from 0
	gone       []bool             // withdrawn
	brought    []inForce          // by policy events, withdrawn ones too
	policies   []inForce          // those that stand, the initial one first
	departures map[Person][]int32 // places of the events by which somebody left

	files map[Customer]*file
	all   []*file // as they were first named
	order []*file // of those with a standing event, in order of first appearance

	visits     map[VisitID]*reception
	receptions []*reception
	deals      map[DealID]*dealing
	dealings   []*dealing
	disputes   map[DisputeID]int32
	argued     map[DisputeID][]int32 // places of the statements and rulings in one

	floor       floor
	folded      []int32 // places of the events that bear on the floor
	checkpoints []checkpoint
	spacing     int
	marks       map[Person][]mark
	moves       []Move
	refused     map[int32]ClaimRefusal // claims in vain when they were made: owned, or beyond the limits
	introducers map[int32]Person       // of announcements: whose customer the referrer was
	givenBack   []*reception           // that were given back, or made on behalf
	taken       map[*Withdraw][]int32  // places of the events that a withdrawal takes back
	claims      map[Person][]int32
	reported    []int32 // misconduct
	lean        *lean   // nil: nothing is let go
}

// An inForce policy holds from the event at place on.
type inForce struct {
	place  int32
	policy *Policy
}

// A checkpoint is the floor before the event folded[n].
type checkpoint struct {
	n     int
	floor floor
	moves int
}

// usualSpacing is how many events of the floor lie between checkpoints.
const usualSpacing = 256

// NewBook returns the fold of an empty register. A policy that is not nil holds
// for the whole register, over the register's own policy events; else the
// default holds until the first of those. A location that is not nil stands
// over the register's own time zone, which is Asia/Shanghai until it says so.
func NewBook(policy *Policy, zone *time.Location) *Book {
	b := &Book{
		fixed: policy, given: zone != nil, zone: zone,
		departures:  map[Person][]int32{},
		files:       map[Customer]*file{},
		visits:      map[VisitID]*reception{},
		deals:       map[DealID]*dealing{},
		disputes:    map[DisputeID]int32{},
		argued:      map[DisputeID][]int32{},
		marks:       map[Person][]mark{},
		refused:     map[int32]ClaimRefusal{},
		introducers: map[int32]Person{},
		claims:      map[Person][]int32{},
		taken:       map[*Withdraw][]int32{},
	}
	if zone == nil {
		b.zone = shanghai
	}
	b.floor.mode, b.spacing = Queue, usualSpacing
	if policy == nil {
		policy = Default()
	}
	b.policies = []inForce{{0, policy}}
	return b
}

// shanghai is the time zone of a register that names none. China has had no
// other time since 1991, so that a machine without zone data knows it too.
var shanghai = loadShanghai()

func loadShanghai() *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		return time.FixedZone("Asia/Shanghai", 8*60*60)
	}
	return zone
}

// Apply adds the next event of the register. It returns the customers whose
// holding it may have changed, in order of first appearance. An event that the
// format refuses gives an *EventError and leaves the book as it was. A Seq of
// zero is filled in.
func (b *Book) Apply(e Event) (touched []Customer, err error) {
	policy, err := b.admit(e)
	if err != nil {
		return nil, err
	}
	if b.lean != nil {
		if err := b.watch(&e); err != nil {
			return nil, err
		}
	}
	place := int32(len(b.log))
	w, withdraws := e.Body.(*Withdraw)
	if withdraws {
		b.taken[w] = b.places(w)
	}
	b.past.note(e)
	e.Seq = int64(place) + 1
	b.log = append(b.log, &e)
	b.gone = append(b.gone, false)
	wide := b.index(place, &e, policy)
	b.enter(place)
	switch {
	case withdraws:
		wide = b.withdraw(place, &e, w)
	case bearsOnFloor(e.Body):
		b.folded = append(b.folded, place)
		b.fold(len(b.folded) - 1)
	}
	if b.lean != nil { // nobody is told
		return nil, nil
	}
	return b.touched(place, wide), nil
}

// Check says what Apply would refuse e for, and changes nothing.
func (b *Book) Check(e Event) error {
	_, err := b.admit(e)
	return err
}

// admit checks e, and reads the policy that it may bring.
func (b *Book) admit(e Event) (*Policy, error) {
	arbiter := b.Policy().arbiter
	if b.supposed {
		arbiter = Leader // nobody below rules anywhere
	}
	if err := b.past.check(e, arbiter); err != nil {
		return nil, err
	}
	change, ok := e.Body.(*PolicyChange)
	if !ok {
		return nil, nil
	}
	if change.Text == "" {
		p, ok := Named(change.Name)
		if !ok {
			return nil, wrong("name", "there is no ready-made policy %s, and no text; %s", quote(change.Name), hint(change.Name, Policies()))
		}
		return p, nil
	}
	p, err := ParsePolicy(change.Name, []byte(change.Text))
	if err != nil {
		return nil, wrong("text", "%s", err)
	}
	return p, nil
}

// index enters the event at place under the names that others refer to it by.
// It returns true for an event that may bear on every customer.
func (b *Book) index(place int32, e *Event, policy *Policy) (wide bool) {
	switch body := e.Body.(type) {
	case *Site:
		b.resite()
		return body.Timezone != ""
	case *PolicyChange:
		if b.fixed == nil {
			b.brought = append(b.brought, inForce{place, policy.adopt(e.Seq)})
			b.enforce()
		}
		return true
	case *Staff:
		if body.Status == "left" {
			b.departures[body.ID] = append(b.departures[body.ID], place)
			return true
		}
	case *Visit:
		v := &reception{place: place, event: e, visit: body}
		b.visits[body.ID] = v
		b.receptions = append(b.receptions, v)
	case *Misconduct:
		if v := b.visits[body.Visit]; v != nil && body.Act == "falsify" {
			v.falsified = append(v.falsified, place)
		}
		b.reported = append(b.reported, place)
	case *Deal:
		d := b.deals[body.ID]
		if d == nil {
			d = &dealing{id: body.ID, customer: body.Customer}
			b.deals[body.ID] = d
			b.dealings = append(b.dealings, d)
		}
		d.places = append(d.places, place)
	case *Contest:
		b.deals[body.Deal].add(place)
	case *Approve:
		b.deals[body.Deal].add(place)
	case *Claim:
		b.claims[body.Person] = append(b.claims[body.Person], place)
	case *Dispute:
		b.disputes[body.ID] = place
	case *Statement:
		b.argued[body.Dispute] = append(b.argued[body.Dispute], place)
	case *Ruling:
		if body.Dispute != "" {
			b.argued[body.Dispute] = append(b.argued[body.Dispute], place)
		}
		if d := b.deals[body.Deal]; d != nil {
			d.add(place)
		}
	}
	return false
}

// enforce puts the standing policies in force.
func (b *Book) enforce() {
	b.policies = b.policies[:1]
	for _, p := range b.brought {
		if !b.gone[p.place] {
			b.policies = append(b.policies, p)
		}
	}
	b.disbandAll()
}

func (b *Book) disbandAll() {
	for _, f := range b.all {
		f.party = nil
	}
}

// resite takes the site's settings from the standing site events.
func (b *Book) resite() {
	b.site = Site{}
	for i, e := range b.log {
		if e == nil || b.gone[i] {
			continue
		}
		if s, ok := e.Body.(*Site); ok {
			b.site.Name = cmp.Or(s.Name, b.site.Name)
			b.site.Timezone = cmp.Or(s.Timezone, b.site.Timezone)
			if s.Settings != nil {
				b.site.Settings = s.Settings
			}
		}
	}
	if b.given {
		return
	}
	b.zone = shanghai
	if zone, err := ParseZone(b.site.Timezone); err == nil {
		b.zone = zone
	}
}

// Seq returns the place of the last event, 0 for an empty register.
func (b *Book) Seq() int64 { return b.past.seq }

// Last returns the time of the last event.
func (b *Book) Last() time.Time { return b.past.last }

// Zone returns the site's time zone.
func (b *Book) Zone() *time.Location { return b.zone }

// Site returns the site's name and settings as last set.
func (b *Book) Site() Site { return b.site }

// Policy returns the house rules in force after the last event.
func (b *Book) Policy() *Policy { return b.policies[len(b.policies)-1].policy }

// PolicyOf returns the policy of a version, whether or not it is in force still;
// nil if the register has no such version.
func (b *Book) PolicyOf(v Version) *Policy {
	if p := b.PolicySince(v.Seq); p != nil && p.Version() == v {
		return p
	}
	return nil
}

// PolicySince returns the policy that the event at seq adopted, with 0 the one
// that held from the beginning; nil if it adopted none.
func (b *Book) PolicySince(seq int64) *Policy {
	for _, f := range slices.Concat(b.policies[:1], b.brought) {
		if f.policy.adopted == seq {
			return f.policy
		}
	}
	return nil
}

// OwnPolicies returns the policies that the register has brought with a text of
// their own and that stand, in order of first adoption: of those with one name
// the last, and none with the name of a ready-made one.
func (b *Book) OwnPolicies() []*Policy {
	var own []*Policy
	for _, f := range b.policies[1:] {
		if _, readyMade := Named(f.policy.name); readyMade {
			continue
		}
		if i := slices.IndexFunc(own, func(p *Policy) bool { return p.name == f.policy.name }); i >= 0 {
			own[i] = f.policy
		} else {
			own = append(own, f.policy)
		}
	}
	return own
}

// policyAt returns the house rules under which the event at place was written.
func (b *Book) policyAt(place int32) *Policy {
	for _, f := range slices.Backward(b.policies[1:]) {
		if f.place <= place {
			return f.policy
		}
	}
	return b.policies[0].policy
}

// newest is the place of the last event, -1 for an empty register.
func (b *Book) newest() int32 { return int32(len(b.log)) - 1 }

// touched lists those whom the last event may concern, in order of first
// appearance; last those who no longer appear.
func (b *Book) touched(place int32, wide bool) []Customer {
	var files []*file
	if wide {
		files = slices.Clone(b.all)
	} else {
		b.concerns(b.log[place].Body, func(c Customer) {
			if f := b.files[c]; f != nil {
				for _, m := range b.partyAt(f, place).members {
					if !slices.Contains(files, m) {
						files = append(files, m)
					}
				}
			}
		})
	}
	slices.SortStableFunc(files, func(a, b *file) int {
		if (a.first < 0) != (b.first < 0) {
			return cmp.Compare(b.first, a.first)
		}
		return byAppearance(a, b)
	})
	ids := make([]Customer, len(files))
	for i, f := range files {
		ids[i] = f.id
	}
	return ids
}

// Customers yields every customer in order of first appearance.
func (b *Book) Customers() iter.Seq[Customer] {
	return func(yield func(Customer) bool) {
		for _, f := range b.order {
			if !yield(f.id) {
				return
			}
		}
	}
}

// Events returns the events that concern c's party, in register order, those
// withdrawn included; Withdrawn tells them apart.
func (b *Book) Events(c Customer) []Event {
	f := b.files[c]
	if f == nil {
		return nil
	}
	var all []Event
	for _, place := range b.partyAt(f, b.newest()).events() {
		all = append(all, *b.log[place])
	}
	return all
}

// Withdrawn says whether the event at seq was withdrawn.
func (b *Book) Withdrawn(seq int64) bool {
	return seq >= 1 && seq <= int64(len(b.gone)) && b.gone[seq-1]
}
