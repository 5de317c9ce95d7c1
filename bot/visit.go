package bot

import (
	"slices"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// twiceWithin is how soon the same visit by the same asker is taken for a
// command sent twice.
const twiceWithin = 2 * time.Minute

// arrive brings a draft as far as it goes: to a question, to an open choice
// where the customer is a colleague's, or into the register.
func (x *exchange) arrive(d draft) (Reply, error) {
	if d.Receiver == "" && x.member.Role == rules.Consultant {
		d.Receiver = x.req.Asker.ID // a form leaves that to us
	}
	if d.Receiver == d.For {
		d.For = ""
	}
	if ask, err := x.identify(&d); err != nil || ask != nil {
		return Reply{Message: ask}, err
	}
	if err := x.receiver(&d); err != nil {
		return Reply{}, err
	}
	if reply, twice, err := x.twice(d); err != nil || twice {
		return reply, err
	}
	arrival := x.book.Arrival(d.Customer, d.Receiver, x.now)
	if ask, err := x.permission(&d, arrival); err != nil || ask != nil {
		return Reply{Message: ask}, err
	}
	if !x.maySee() {
		// Whether d.For is right is for the register to say, not for us.
		return x.recordVisit(d, arrival)
	}
	if d.For != "" && d.For != arrival.Holding.Owner {
		return Reply{}, x.refuseText(x.in(say.VisitNotTheirs, "owner", x.name(d.For)), x.in(say.VisitNotTheirsNext))
	}
	if arrival.Returns && !arrival.Own && (x.door() == rules.DoorEveryone || d.For != "") {
		return x.colleagues(d, arrival)
	}
	return x.recordVisit(d, arrival)
}

// door is whom a look-up at the door tells: the site's word, else the policy's.
func (x *exchange) door() rules.Door {
	if x.conf.Door != "" {
		return x.conf.Door
	}
	return x.book.Policy().Door()
}

// receiver settles who receives: the asker, or for a leader or receptionist,
// whom they name, else whom the policy names.
func (x *exchange) receiver(d *draft) error {
	if d.Receiver == "" {
		if d.Receiver = x.proposed(*d); d.Receiver == "" {
			return x.nobodyNamed()
		}
	}
	if d.Receiver != x.req.Asker.ID && !x.mayRecord() {
		return x.needs(rules.Leader)
	}
	for _, p := range []rules.Person{d.Receiver, d.AskedFor, d.For} {
		if p != "" && !x.onList(p) {
			return x.refuseText(x.in(say.VisitNotStaff, "name", x.name(p)))
		}
	}
	if d.Came.After(x.now) {
		return x.refuseText(x.in(say.VisitLateFuture, "came", x.pen(x.lang).Time(d.Came)), x.in(say.VisitNothing))
	}
	return nil
}

// proposed is whom the policy lets receive, where the asker names nobody; for
// an owner, the first of the queue who is free.
func (x *exchange) proposed(d draft) rules.Person {
	switch {
	case d.For == "" && !x.maySee():
		return x.book.Arrival("", "", x.now).Receiver // naming the owner would tell
	case d.For == "":
		return x.book.Arrival(d.Customer, "", x.now).Receiver
	}
	for _, p := range x.book.Rotation(x.now).Queue {
		if m, _ := x.book.Member(p, x.now); p != d.For && m.State == rules.Ready && m.Visit == "" && !m.Left {
			return p
		}
	}
	return ""
}

// nobodyNamed refuses a visit of which nothing says who receives.
func (x *exchange) nobodyNamed() error {
	if x.book.Rotation(x.now).Mode == rules.Rush {
		return x.refuse(say.VisitWhoReceives, x.in(say.VisitNobodyNext))
	}
	return x.refuse(say.VisitNobody, x.in(say.VisitNobodyNext))
}

// onList says whether p is on the site's staff.
func (x *exchange) onList(p rules.Person) bool {
	m, known := x.book.Member(p, x.now)
	return known && !m.Left
}

// twice finds the visit that d repeats: a moment ago, by the same asker or with
// the same receiver, the same customer, who has not left since. Of two visits
// without a phone the name has to do.
func (x *exchange) twice(d draft) (Reply, bool, error) {
	var events []rules.Event
	switch {
	case d.Customer != "":
		events = x.book.Events(d.Customer)
	case d.Phone == "" && d.Kin == "":
		const lately = 100 // entries: more than a floor writes in that time
		for e, err := range x.tx.EventsAfter(x.site, max(0, x.book.Seq()-lately)) {
			if err != nil {
				return Reply{}, false, err
			}
			events = append(events, e)
		}
	}
	for _, e := range slices.Backward(events) {
		v, visit := e.Body.(*rules.Visit)
		if !visit || x.now.Sub(e.At) > twiceWithin || x.book.Withdrawn(e.Seq) || x.hasLeft(v) {
			continue
		}
		if !x.recordedBy(e, x.req.Asker.ID) && v.Person != d.Receiver {
			continue
		}
		same := v.Customer == d.Customer
		if d.Customer == "" {
			same = v.Details != nil && v.Details.Phone == "" && say.SameName(v.Details.Name, d.Name)
		}
		if !same {
			continue
		}
		c, err := x.customer(v.Customer)
		if err != nil {
			return Reply{}, false, err
		}
		m := Message{Head: x.in(say.VisitTwice, "time", x.pen(x.lang).Time(e.At), "who", c.masked(x.lang))}
		if x.recordedBy(e, x.req.Asker.ID) {
			m.Buttons = []Button{x.undoButton(e)}
		}
		return Reply{Message: &m}, true, nil
	}
	return Reply{}, false, nil
}

// hasLeft says whether it is on record that the customer of v has left.
func (x *exchange) hasLeft(v *rules.Visit) bool {
	for _, e := range x.book.Events(v.Customer) {
		if l, leave := e.Body.(*rules.Leave); leave && l.Visit == v.ID && !x.book.Withdrawn(e.Seq) {
			return true
		}
	}
	return false
}

// recordVisit writes d down and tells whom it concerns.
func (x *exchange) recordVisit(d draft, before rules.Arrival) (Reply, error) {
	rotation := x.book.Rotation(x.now)
	if d.Rename && d.Customer != "" {
		_, err := x.recordEvent(rules.Event{
			By:   x.byUnless(d.Receiver),
			Body: &rules.DetailsEntry{Customer: d.Customer, Person: d.Receiver, Details: rules.Details{Name: d.Name}},
		})
		if err != nil {
			return Reply{}, err
		}
	}
	e, err := x.visitEvent(d)
	if err != nil {
		return Reply{}, err
	}
	if e, err = x.recordEvent(e); err != nil {
		return Reply{}, err
	}
	v := e.Body.(*rules.Visit)
	if err := x.companions(d, v); err != nil {
		return Reply{}, err
	}
	if d.Kin != "" {
		_, err := x.recordEvent(rules.Event{
			By:   x.req.Asker.ID,
			Body: &rules.Link{Customer: d.Kin, Other: v.Customer, Relation: d.Relation},
		})
		if err != nil {
			return Reply{}, err
		}
	}
	if err := x.closeChoices(v.Customer, d); err != nil {
		return Reply{}, err
	}
	o, err := x.outcome(d, e, before, rotation)
	if err != nil {
		return Reply{}, err
	}
	if err := x.post(Post{Key: "visit/" + string(v.ID), Message: o.channel()}); err != nil {
		return Reply{}, err
	}
	if err := x.tellOwner(o); err != nil {
		return Reply{}, err
	}
	if err := x.tellReceiver(o); err != nil {
		return Reply{}, err
	}
	if e.Came.IsZero() {
		if err := x.callLeader(rotation); err != nil {
			return Reply{}, err
		}
	}
	reply := o.asker()
	if err := x.bringUpChoices(&reply); err != nil {
		return Reply{}, err
	}
	return Reply{Message: &reply}, nil
}

// companions writes down the phones of people who came along for the first
// time, which the visit itself has no place for.
func (x *exchange) companions(d draft, v *rules.Visit) error {
	for _, phone := range d.With {
		if phone == d.Phone {
			continue
		}
		found, err := x.tx.ByPhone(x.site, phone)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			continue
		}
		for _, c := range v.With {
			card, err := x.customer(c)
			if err != nil {
				return err
			}
			if card.Phone != "" {
				continue
			}
			_, err = x.recordEvent(rules.Event{
				By:   x.byUnless(d.Receiver),
				Body: &rules.DetailsEntry{Customer: c, Person: d.Receiver, Details: rules.Details{Phone: phone}},
			})
			if err != nil {
				return err
			}
			break
		}
	}
	return nil
}

// recordedBy says whether p wrote e down.
func (x *exchange) recordedBy(e rules.Event, p rules.Person) bool {
	return recorder(e) == p
}

// recorder returns who wrote an event down: By, else the one acting in it.
func recorder(e rules.Event) rules.Person {
	if e.By != "" {
		return e.By
	}
	switch b := e.Body.(type) {
	case *rules.Visit:
		return b.Person
	case *rules.Claim:
		return b.Person
	case *rules.FollowUp:
		return b.Person
	case *rules.DetailsEntry:
		return b.Person
	case *rules.Shift:
		return b.Person
	case *rules.Call:
		return b.Person
	case *rules.Appointment:
		return b.Person
	case *rules.GiveUp:
		return b.Person
	case *rules.Deal:
		return b.Person
	case *rules.Contest:
		return b.Person
	case *rules.Own:
		return b.Person
	case *rules.Prefile:
		return b.Person
	case *rules.Wish:
		return b.Person
	case *rules.Assist:
		return b.Person
	}
	return ""
}
