package rules

import (
	"slices"
	"time"
)

// twin is the standard policy's ownership once more, written to be plainly
// right: one customer at a time, from the whole register, with no clause files,
// no caches and no folds. The engine must agree with it on any register.
//
// It knows the numbers of policies/standard.yaml by heart.
type twin struct {
	events []Event
	gone   []bool
	zone   *time.Location
}

// A twinState is whose customer a party is.
type twinState struct {
	owner   Person
	contact time.Time
	sold    bool
	former  Person
	lapsed  bool // former lost them by time alone
	end     time.Time
	from    int // the event that made the owner one
}

func newTwin(events []Event, zone *time.Location) twin {
	t := twin{events: events, gone: make([]bool, len(events)), zone: zone}
	for i := len(events) - 1; i >= 0; i-- { // a withdrawn withdrawal does nothing
		if w, ok := events[i].Body.(*Withdraw); ok && !t.gone[i] {
			for j := range i {
				deal, isDeal := events[j].Body.(*Deal)
				visit, isVisit := events[j].Body.(*Visit)
				if w.Seq == int64(j)+1 || isDeal && w.Deal == deal.ID && !t.withdrawnBefore(i, j) || isVisit && w.Visit == visit.ID {
					t.gone[j] = true
				}
			}
		}
	}
	return t
}

// withdrawnBefore says whether event j had been withdrawn by event number i: a
// deal is withdrawn with all of its stages that still stood.
func (t twin) withdrawnBefore(i, j int) bool {
	return newTwin(t.events[:i], t.zone).gone[j]
}

// known lists c, c's other names, by links before the event end, and who was of
// c's party before event number i: of whom the register knew something about c.
func (t twin) known(c Customer, i, end int) []Customer {
	return append(t.party(c, i), t.linked(c, end, "same")...)
}

// party lists c and all that are linked with c, by links before the event end.
func (t twin) party(c Customer, end int) []Customer {
	return t.linked(c, end, "same", "spouse", "parent", "child")
}

// same says whether c and d are one customer, by links before the event end.
func (t twin) same(c, d Customer, end int) bool {
	return slices.Contains(t.linked(c, end, "same"), d)
}

// linked lists c and all that are linked with c in those relations.
func (t twin) linked(c Customer, end int, relations ...string) []Customer {
	all := []Customer{c}
	for i := 0; i < len(all); i++ {
		for j := range end {
			l, ok := t.events[j].Body.(*Link)
			if !ok || t.gone[j] || !slices.Contains(relations, l.Relation) {
				continue
			}
			for _, pair := range [][2]Customer{{l.Customer, l.Other}, {l.Other, l.Customer}} {
				if pair[0] == all[i] && !slices.Contains(all, pair[1]) {
					all = append(all, pair[1])
				}
			}
		}
	}
	return all
}

// ownership returns whose customer c is before the event end, at that time.
func (t twin) ownership(c Customer, end int, at time.Time) twinState {
	return t.owned(t.party(c, end), end, at)
}

// owned returns whose customer a party is, read from the beginning as the party
// that it is.
func (t twin) owned(party []Customer, end int, at time.Time) twinState {
	var s twinState
	now, known := 0, end // the event being read; the links that are known
	in := func(c Customer) bool { return slices.Contains(party, c) }
	// fall makes the earliest owner of parts of the party, if there is one, its own.
	fall := func(parts [][]Customer, end int, at time.Time, counts func([]Customer, twinState) bool) {
		var first twinState
		for _, part := range parts {
			if x := t.owned(part, end, at); x.owner != "" && counts(part, x) && (first.owner == "" || x.from < first.from) {
				first = x
			}
		}
		if first.owner != "" {
			s = first
		}
	}
	remain := func(end int, at time.Time) {
		var parts [][]Customer
		for i, c := range party {
			part := t.linked(c, known, "same")
			if !slices.ContainsFunc(party[:i], func(d Customer) bool { return slices.Contains(part, d) }) {
				parts = append(parts, part)
			}
		}
		if former := s.former; len(parts) > 1 {
			fall(parts, end, at, func(part []Customer, x twinState) bool {
				strangers := slices.DeleteFunc(t.party(part[0], x.from+1), func(c Customer) bool { return slices.Contains(part, c) })
				return x.owner != former && len(strangers) == 0
			})
		}
	}
	pass := func(at time.Time) {
		for until := t.until(s); s.owner != "" && !until.IsZero() && !at.Before(until); until = t.until(s) {
			s.former, s.lapsed, s.end, s.owner = s.owner, true, until, ""
			n := 0
			for n < len(t.events) && t.events[n].At.Before(until) {
				n++
			}
			remain(n, until)
		}
	}
	lose := func() { s.former, s.lapsed, s.owner = s.owner, false, "" }
	gain := func(p Person, at time.Time) { s.owner, s.contact, s.former, s.from = p, at, "", now }
	there := func(i int, p Person) bool { return !t.left(p, i) }
	renew := func(e Event) {
		back := s.owner == "" && s.lapsed && e.Happened().Before(s.end)
		if back {
			s.owner, s.former = s.former, ""
		}
		if e.Happened().After(s.contact) {
			s.contact = e.Happened()
		}
		if back && t.left(s.owner, now) && !t.left(s.owner, s.from) { // in time, but gone since
			lose()
		}
	}
	owns := func(e Event, p Person) bool {
		return s.owner != "" && s.owner == p || s.owner == "" && s.lapsed && s.former == p && e.Happened().Before(s.end)
	}
	for i, e := range t.events[:end] {
		if now = i; t.gone[i] {
			continue
		}
		if left, ok := e.Body.(*Staff); ok && left.Status == "left" {
			pass(e.At)
			if s.owner == left.ID {
				if left.Successor == "" {
					lose()
					remain(i+1, e.At)
				} else {
					s.owner, s.from = left.Successor, i
				}
			}
			continue
		}
		if !t.about(e, in) {
			continue
		}
		pass(e.At)
		switch b := e.Body.(type) {
		case *Visit:
			valid := in(b.Customer) && t.valid(i, e.Body.(*Visit), i, end)
			switch {
			case in(b.Customer) && !valid:
			case owns(e, b.Person) || s.owner != "" && b.Person != s.owner && (b.For == s.owner || b.For == "" && b.Consent):
				renew(e)
			case s.owner == "" && in(b.Customer):
				gain(t.claimant(i, b, t.known(b.Customer, i, end)), e.Happened())
			}
		case *DetailsEntry:
			if v, j := t.healed(i, b, end); v != nil {
				switch {
				case s.owner == "":
					p := b.Person
					if was := t.ownership(v.Customer, j, t.events[j].At); was.owner == "" {
						p = t.claimant(j, v, t.known(v.Customer, j, end))
					}
					if there(i, p) {
						gain(p, e.Happened())
					}
				case s.owner == b.Person || v.For == s.owner && v.Person != s.owner || v.For == "" && v.Consent && v.Person != s.owner:
					renew(e)
				}
			}
		case *FollowUp:
			if owns(e, b.Person) {
				renew(e)
			}
		case *Contact:
			if owns(e, b.Person) {
				renew(e)
			}
		case *Call:
			if owns(e, b.Person) {
				renew(e)
			}
		case *HandBack:
			if s.owner != "" {
				renew(e)
			}
		case *Recognise:
			if s.owner != "" && b.Person == s.owner && (b.Wish != "stay" || t.visit(b.Visit).Person != s.owner) {
				renew(e)
			}
		case *Assign:
			if there(i, b.Person) {
				gain(b.Person, e.Happened())
			}
		case *Claim:
			if s.owner == "" && there(i, b.Person) {
				gain(b.Person, e.Happened())
			}
		case *GiveUp:
			if b.Person == s.owner {
				lose()
				remain(i+1, e.At)
			}
		case *Link:
			one, other := t.party(b.Customer, i), t.party(b.Other, i)
			if s.owner == "" && in(b.Customer) && in(b.Other) && !slices.Contains(one, b.Other) && slices.Contains(t.party(b.Customer, i+1), b.Other) {
				fall([][]Customer{one, other}, i, e.At, func([]Customer, twinState) bool { return true })
			}
		case *Complaint:
			if b.Upheld && b.Person == s.owner {
				if b.To == "" || !there(i, b.To) {
					lose()
				} else {
					gain(b.To, e.Happened())
				}
			}
		case *Deal:
			if b.stage() != Deposit {
				if p := t.closer(i, b); s.owner == "" && there(i, p) {
					gain(p, e.Happened())
				}
				if s.owner != "" {
					renew(e)
				}
				s.sold = true
			}
		case *Ruling:
			if b.Owner != "" {
				gain(b.Owner, e.At)
			}
		}
	}
	pass(at)
	return s
}

// closer returns who closed a deal, by its stage event number i: at the first
// one, unless they have left since.
func (t twin) closer(i int, d *Deal) Person {
	for j, e := range t.events[:i] {
		if first, ok := e.Body.(*Deal); ok && !t.gone[j] && first.ID == d.ID {
			if t.left(first.Person, i) {
				break
			}
			return first.Person
		}
	}
	return d.Person
}

// until returns when the owner's protection ends: thirty days after the last
// contact, never once they have bought.
func (t twin) until(s twinState) time.Time {
	if s.sold || s.owner == "" {
		return time.Time{}
	}
	y, m, d := s.contact.In(t.zone).Date()
	return time.Date(y, m, d+31, 0, 0, 0, 0, t.zone)
}

// about says whether an event concerns a party.
func (t twin) about(e Event, in func(Customer) bool) bool {
	standing := func(v VisitID) bool {
		for i, e := range t.events {
			if x, ok := e.Body.(*Visit); ok && x.ID == v && !t.gone[i] {
				return in(x.Customer)
			}
		}
		return false
	}
	switch b := e.Body.(type) {
	case *Visit:
		return in(b.Customer) || slices.ContainsFunc(b.With, in)
	case *DetailsEntry:
		return in(b.Customer)
	case *FollowUp:
		return in(b.Customer)
	case *Contact:
		return in(b.Customer)
	case *Call:
		return in(b.Customer)
	case *HandBack:
		return standing(b.Visit)
	case *Recognise:
		return standing(b.Visit)
	case *Assign:
		return in(b.Customer)
	case *Link:
		return in(b.Customer) || in(b.Other)
	case *Claim:
		return in(b.Customer)
	case *GiveUp:
		return in(b.Customer)
	case *Complaint:
		return in(b.Customer)
	case *Deal:
		return in(b.Customer)
	case *Ruling:
		for _, e := range t.events {
			if d, ok := e.Body.(*Deal); ok && d.ID == b.Deal {
				return in(d.Customer)
			}
		}
		return in(b.Customer)
	}
	return false
}

func (t twin) visit(id VisitID) *Visit {
	for _, e := range t.events {
		if v, ok := e.Body.(*Visit); ok && v.ID == id {
			return v
		}
	}
	return nil
}

// false says whether v was found false by an event before end.
func (t twin) false(v VisitID, end int) bool {
	for i, e := range t.events[:end] {
		if m, ok := e.Body.(*Misconduct); ok && !t.gone[i] && m.Act == "falsify" && m.Visit == v {
			return true
		}
	}
	return false
}

// valid says whether visit v, event number i, has a valid form, with what is on
// record up to the event upto: name and phone, signed.
func (t twin) valid(i int, v *Visit, upto, end int) bool {
	if t.false(v.ID, end) || upto == i && v.Details != nil && !v.signed() {
		return false
	}
	var name, phone string
	write := func(d *Details) {
		if d != nil && d.Name != "" {
			name = d.Name
		}
		if d != nil && d.Phone != "" {
			phone = d.Phone
		}
	}
	for j, e := range t.events[:upto+1] {
		if t.gone[j] {
			continue
		}
		switch b := e.Body.(type) {
		case *Visit:
			if t.same(v.Customer, b.Customer, end) && b.signed() && !t.false(b.ID, end) {
				write(b.Details)
			}
		case *DetailsEntry:
			if t.same(v.Customer, b.Customer, end) {
				write(&b.Details)
			}
		case *Claim:
			if t.same(v.Customer, b.Customer, end) {
				write(b.Details)
			}
		}
	}
	return name != "" && phone != ""
}

// healed returns the first visit that the details of event i register: the
// writer's own, of the same day, without a valid form until then.
func (t twin) healed(i int, d *DetailsEntry, end int) (*Visit, int) {
	for j, e := range t.events[:i] {
		v, ok := e.Body.(*Visit)
		if !ok || t.gone[j] || !t.same(v.Customer, d.Customer, end) || v.Person != d.Person || t.valid(j, v, j, end) {
			continue
		}
		y, m, day := e.Happened().In(t.zone).Date()
		y2, m2, day2 := t.events[i].Happened().In(t.zone).Date()
		if y != y2 || m != m2 || day != day2 || t.healedBefore(j, i, v, end) {
			continue
		}
		if t.valid(j, v, i, end) {
			return v, j
		}
		return nil, 0
	}
	return nil, 0
}

// healedBefore says whether visit v, event number j, was registered by details
// before the event i: whatever their writer has received the customer for that day
// is registered at once.
func (t twin) healedBefore(j, i int, v *Visit, end int) bool {
	for k := j + 1; k < i; k++ {
		d, ok := t.events[k].Body.(*DetailsEntry)
		if !ok || t.gone[k] || d.Customer != v.Customer || d.Person != v.Person {
			continue
		}
		y, m, day := t.events[j].Happened().In(t.zone).Date()
		y2, m2, day2 := t.events[k].Happened().In(t.zone).Date()
		if y != y2 || m != m2 || day != day2 {
			continue
		}
		if healed, _ := t.healed(k, d, end); healed != nil && t.valid(j, v, k, end) {
			return true
		}
	}
	return false
}

// claimant returns whose a customer of nobody is who comes with visit v, event
// number i: assigned, a relative, asked for, referred, else the receiver's.
func (t twin) claimant(i int, v *Visit, party []Customer) Person {
	if v.Via == "assigned" || v.Via == "company" {
		return v.Person
	}
	var own, wish, invited, announced Person
	for j, e := range t.events[:i] {
		if t.gone[j] {
			continue
		}
		switch b := e.Body.(type) {
		case *Own:
			if slices.Contains(party, b.Customer) && own == "" && b.Relation != "friend" {
				own = b.Person
			}
		case *Wish:
			if slices.Contains(party, b.Customer) {
				wish = b.Person
			}
		case *Appointment:
			if slices.Contains(party, b.Customer) {
				invited = b.Person
			}
		case *Prefile:
			if slices.Contains(party, b.Customer) {
				announced = b.Person
			}
		case *Complaint:
			if b.Upheld && slices.Contains(party, b.Customer) {
				for _, named := range []*Person{&own, &wish, &invited, &announced} {
					if *named == b.Person {
						*named = ""
					}
				}
			}
		}
	}
	asked := wish
	switch {
	case v.AskedFor != "":
		asked = v.AskedFor
	case v.MessageFrom != "":
		asked = v.MessageFrom
	case v.Via == "appointment" && invited != "":
		asked = invited
	}
	there := func(p Person) bool { return p != "" && (p == v.Person || !t.left(p, i)) }
	switch {
	case there(own):
		return own
	case there(asked):
		return asked
	case announced != "":
		if there(announced) {
			return announced
		}
	case v.Referrer != "" && (v.Accompanied || slices.Contains(v.With, v.Referrer) || v.Mentioned == "" || v.Mentioned == "arrival"):
		if s := t.ownership(v.Referrer, i, t.events[i].At); there(s.owner) {
			return s.owner
		}
	}
	return v.Person
}

// left says whether p had left by the event end.
func (t twin) left(p Person, end int) (left bool) {
	for i, e := range t.events[:end] {
		if s, ok := e.Body.(*Staff); ok && !t.gone[i] && s.ID == p && s.Status != "" {
			left = s.Status == "left"
		}
	}
	return left
}
