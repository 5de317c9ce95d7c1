package bot

import (
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
		d.Receiver = x.req.Asker.ID
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
		if d.Receiver = x.book.Arrival(d.Customer, "", x.now).Receiver; d.Receiver == "" {
			return x.refuse(say.VisitNobody, x.in(say.VisitNobodyNext))
		}
	}
	if d.Receiver != x.req.Asker.ID && x.member.Role == rules.Consultant {
		return x.needs(rules.Leader)
	}
	for _, p := range []rules.Person{d.Receiver, d.AskedFor, d.For} {
		if m, known := x.book.Member(p, x.now); p != "" && (!known || m.Left) {
			return x.refuseText(x.in(say.VisitNotStaff, "name", x.name(p)))
		}
	}
	if d.Came.After(x.now) {
		return x.refuseText(x.in(say.VisitLateFuture, "came", x.pen(x.lang).Time(d.Came)))
	}
	return nil
}

// twice finds the visit that d repeats: the same customer with the same
// receiver, not gone yet, a moment ago.
func (x *exchange) twice(d draft) (Reply, bool, error) {
	if d.Customer == "" {
		return Reply{}, false, nil
	}
	events := x.book.Events(d.Customer)
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		if x.now.Sub(e.At) > twiceWithin {
			break
		}
		v, visit := e.Body.(*rules.Visit)
		if !visit || v.Customer != d.Customer || x.book.Withdrawn(e.Seq) || !x.recordedBy(e, x.req.Asker.ID) {
			continue
		}
		if r, known := x.book.Reception(v.ID, x.now); !known || !r.Open {
			continue
		}
		c, err := x.customer(d.Customer)
		if err != nil {
			return Reply{}, false, err
		}
		return Reply{Message: &Message{
			Head:    x.in(say.VisitTwice, "time", x.pen(x.lang).Time(e.At), "who", c.masked(x.lang)),
			Buttons: []Button{x.undoButton(e)},
		}}, true, nil
	}
	return Reply{}, false, nil
}

// recordVisit writes d down and tells whom it concerns.
func (x *exchange) recordVisit(d draft, before rules.Arrival) (Reply, error) {
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
		if _, err := x.record(&rules.Link{Customer: d.Kin, Other: v.Customer, Relation: d.Relation}); err != nil {
			return Reply{}, err
		}
	}
	if err := x.closeChoices(v.Customer, d.Phone); err != nil {
		return Reply{}, err
	}
	o, err := x.outcome(d, e, before)
	if err != nil {
		return Reply{}, err
	}
	if err := x.post(Post{Key: "visit/" + string(v.ID), Message: o.channel()}); err != nil {
		return Reply{}, err
	}
	if err := x.tellOwner(o); err != nil {
		return Reply{}, err
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
			if _, err := x.record(&rules.DetailsEntry{Customer: c, Person: d.Receiver, Details: rules.Details{Phone: phone}}); err != nil {
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
	}
	return ""
}
