package rules

import (
	"reflect"
	"slices"
	"time"
)

// A ledger is what must be known of a register's past to tell a right event
// from a wrong one. The zero ledger is that of an empty register.
//
// What was withdrawn stays in the register, and so stays known: a dispute may
// be about a withdrawn visit. Only roles and stages go back.
type ledger struct {
	seq  int64     // of the last event
	last time.Time // of the last event

	roles       map[Person][]since[Role] // of everybody introduced
	customers   map[Customer]bool        // everybody named
	visits      map[VisitID]int64        // the visit's place
	deals       map[DealID]*sale
	disputes    map[DisputeID]bool
	withdrawals map[int64][]int64 // event -> the withdrawals of it; read it by withdrawn
}

// A since is something that holds from an event on.
type since[T any] struct {
	seq  int64
	what T
}

// A sale is a deal as far as it has come.
type sale struct {
	customer Customer
	stages   []since[Stage]
}

// check says what the format refuses e for, as an *EventError: its form, and
// whatever contradicts the register's past. A ruling needs at least the rank of
// arbiter. A zero Seq means the next place. The ledger stays as it was.
func (l *ledger) check(e Event, arbiter Role) error {
	if err := validate(e); err != nil {
		return err
	}
	if e.Seq != 0 && e.Seq != l.seq+1 {
		return wrong("seq", "this is event %d of the register, not %d; leave the key out or count every event from 1", l.seq+1, e.Seq)
	}
	if e.At.Before(l.last) {
		return wrong("at", "time goes back: %s lies before event %d, which is of %s; give no earlier time (when it really happened goes under \"came\")",
			appendTime(nil, e.At), l.seq, appendTime(nil, l.last))
	}
	introduced, ok := e.Body.(*Staff)
	if e.By != "" && !(ok && introduced.ID == e.By) {
		if err := l.person("by", e.By); err != nil {
			return err
		}
	}
	if err := l.references(schemas[e.Body.Kind()], reflect.ValueOf(e.Body).Elem()); err != nil {
		return err
	}
	return l.history(e, arbiter)
}

// note records e, which check has passed.
func (l *ledger) note(e Event) {
	if l.roles == nil {
		l.roles = map[Person][]since[Role]{}
		l.customers = map[Customer]bool{}
		l.visits = map[VisitID]int64{}
		l.deals = map[DealID]*sale{}
		l.disputes = map[DisputeID]bool{}
		l.withdrawals = map[int64][]int64{}
	}
	l.seq++
	l.last = e.At
	switch b := e.Body.(type) {
	case *Staff:
		role := b.Role
		if _, known := l.roles[b.ID]; !known && role == "" {
			role = Consultant
		}
		if role != "" {
			l.roles[b.ID] = append(l.roles[b.ID], since[Role]{l.seq, role})
		}
	case *Visit:
		l.visits[b.ID] = l.seq
	case *Deal:
		d := l.deals[b.ID]
		if d == nil {
			d = &sale{customer: b.Customer}
			l.deals[b.ID] = d
		}
		d.stages = append(d.stages, since[Stage]{l.seq, b.stage()})
	case *Dispute:
		l.disputes[b.ID] = true
	case *Withdraw:
		for _, seq := range l.targets(b) {
			l.withdrawals[seq] = append(l.withdrawals[seq], l.seq)
		}
	}
	l.born(schemas[e.Body.Kind()], reflect.ValueOf(e.Body).Elem())
}

// withdrawn says whether the event at seq counts as not having happened. A
// withdrawal that was itself withdrawn leaves its event standing.
func (l *ledger) withdrawn(seq int64) bool {
	for _, w := range l.withdrawals[seq] {
		if !l.withdrawn(w) {
			return true
		}
	}
	return false
}

// targets lists the events that w withdraws: one, or all of a deal.
func (l *ledger) targets(w *Withdraw) []int64 {
	switch {
	case w.Visit != "":
		return []int64{l.visits[w.Visit]}
	case w.Deal != "":
		var seqs []int64
		for _, s := range l.deals[w.Deal].stages {
			if !l.withdrawn(s.seq) {
				seqs = append(seqs, s.seq)
			}
		}
		return seqs
	}
	return []int64{w.Seq}
}

// standing returns the latest of all that was not withdrawn; false if there is
// none.
func standing[T any](l *ledger, all []since[T]) (latest T, ok bool) {
	for _, s := range slices.Backward(all) {
		if !l.withdrawn(s.seq) {
			return s.what, true
		}
	}
	return latest, false
}

// role returns the role of p, who was introduced.
func (l *ledger) role(p Person) Role {
	role, ok := standing(l, l.roles[p])
	if !ok {
		return Consultant
	}
	return role
}

// stage returns b's stage, by default Subscribed.
func (b *Deal) stage() Stage {
	if b.Stage == "" {
		return Subscribed
	}
	return b.Stage
}

var stages = []Stage{Deposit, Subscribed, Signed}

// rank orders roles by who may decide more; a clerk ranks with consultants.
func (r Role) rank() int { return slices.Index([]Role{Leader, Manager, Director}, r) + 1 }

// references refuses to name somebody or something that nothing in the register
// has brought into being.
func (l *ledger) references(s *schema, body reflect.Value) error {
	for _, f := range s.fields {
		v := body.Field(f.index)
		switch f.shape {
		case isName:
			if f.key == "id" { // brings it into being
				continue
			}
			if err := l.reference(s, f, v.String()); err != nil {
				return err
			}
		case isNames:
			for i := range v.Len() {
				if err := l.reference(s, f, v.Index(i).String()); err != nil {
					return err
				}
			}
		case isParts:
			for _, share := range v.Interface().(Parts) {
				if err := l.person(f.key, share.Person); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (l *ledger) reference(s *schema, f field, id string) error {
	if id == "" {
		return nil
	}
	known := true
	switch f.noun {
	case aPerson:
		return l.person(f.key, Person(id))
	case aCustomer:
		if !s.births && !l.customers[Customer(id)] {
			return wrong(f.key, "unknown customer %s; %s must name them first", quote(id), list(births))
		}
	case aVisit:
		known = l.visits[VisitID(id)] != 0
	case aDeal:
		known = l.deals[DealID(id)] != nil
	case aDispute:
		known = l.disputes[DisputeID(id)]
	}
	if !known {
		return wrong(f.key, "unknown %s %s; give the id of an earlier %s event", f.noun, quote(id), f.noun)
	}
	return nil
}

func (l *ledger) person(key string, p Person) error {
	if _, ok := l.roles[p]; !ok {
		return wrong(key, "unknown person %s; introduce them by a person event first", quote(p))
	}
	return nil
}

// born notes the customers who come into being by an event.
func (l *ledger) born(s *schema, body reflect.Value) {
	if !s.births {
		return
	}
	for _, f := range s.fields {
		if f.noun != aCustomer {
			continue
		}
		v := body.Field(f.index)
		if f.shape == isName {
			if c := v.String(); c != "" {
				l.customers[Customer(c)] = true
			}
			continue
		}
		for i := range v.Len() {
			l.customers[Customer(v.Index(i).String())] = true
		}
	}
}

// history refuses what this kind of event may not do at this point, or may not
// be recorded by this person.
func (l *ledger) history(e Event, arbiter Role) error {
	switch b := e.Body.(type) {
	case *Site:
		if b.Timezone != "" && len(l.customers) > 0 {
			return wrong("timezone", "the time zone is fixed from the first contact with a customer on; leave the key out")
		}
	case *Visit:
		if seq, ok := l.visits[b.ID]; ok {
			return wrong("id", "visit %s is event %d already; give every visit an id of its own", quote(b.ID), seq)
		}
	case *Dispute:
		if l.disputes[b.ID] {
			return wrong("id", "dispute %s is there already; give every dispute an id of its own", quote(b.ID))
		}
	case *Deal:
		return l.move(b)
	case *Withdraw:
		return l.withdrawable(b)
	case *Assign:
		return l.atLeast(Leader, e.By, "an assignment")
	case *Approve:
		return l.atLeast(Manager, e.By, "an approval")
	case *Ruling:
		return l.atLeast(arbiter, e.By, "a ruling")
	case *Confirm:
		if role := l.role(e.By); role != Clerk && role.rank() < Manager.rank() {
			return wrong("by", "a confirmation is by a manager or clerk; %s is a %s", quote(e.By), role)
		}
	}
	return nil
}

// atLeast refuses a person below a role.
func (l *ledger) atLeast(least Role, p Person, what string) error {
	role := l.role(p)
	if role.rank() >= least.rank() {
		return nil
	}
	return wrong("by", "%s is by a %s or above; %s is a %s", what, least, quote(p), role)
}

// move refuses a known deal that goes back, or to another customer.
func (l *ledger) move(b *Deal) error {
	d := l.deals[b.ID]
	if d == nil {
		return nil
	}
	stage, ok := standing(l, d.stages)
	if !ok {
		return nil
	}
	if b.Customer != d.customer {
		return wrong("customer", "deal %s is a sale to %s; give that customer, or the deal another id", quote(b.ID), quote(d.customer))
	}
	if slices.Index(stages, b.stage()) < slices.Index(stages, stage) {
		return wrong("stage", "deal %s is %s already and does not go back to %s", quote(b.ID), stage, b.stage())
	}
	return nil
}

// withdrawable refuses to withdraw what is not there, or no longer.
func (l *ledger) withdrawable(w *Withdraw) error {
	targets := l.targets(w)
	switch {
	case w.Seq > l.seq:
		return wrong("seq", "there is no event %d before this one; give the place of an earlier event, 1 to %d", w.Seq, l.seq)
	case len(targets) == 0:
		return wrong("deal", "deal %s is withdrawn already", quote(w.Deal))
	case l.withdrawn(targets[0]):
		key := "seq"
		if w.Visit != "" {
			key = "visit"
		}
		return wrong(key, "event %d is withdrawn already", targets[0])
	}
	return nil
}
