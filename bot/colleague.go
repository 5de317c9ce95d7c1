package bot

import (
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// The options of a choice over a colleague's customer.
const (
	optHand    = "hand"    // the owner receives
	optAgree   = "agree"   // the owner, who is here, agrees that somebody else receives
	optReached = "reached" // the owner was called and agrees
	optMissed  = "missed"  // the owner was called and not reached
	optOther   = "other"   // not the same person
	optElse    = "else"    // somebody else receives for the owner
)

// colleagues shows what is known of a colleague's customer and leaves open how
// they are received, until a button is pressed. That the asker has seen whose
// they are is an event.
func (x *exchange) colleagues(d draft, a rules.Arrival) (Reply, error) {
	if err := x.tellShown(d.Customer); err != nil {
		return Reply{}, err
	}
	d.Owner, d.Asked = a.Holding.Owner, true
	d.Substitute = x.substitute(d, a)
	id, err := x.put(d)
	if err != nil {
		return Reply{}, err
	}
	m, err := x.colleaguesMessage(id, d, a)
	return Reply{Message: &m}, err
}

// colleaguesMessage is visit.present, or visit.absent where the owner is busy
// or away.
func (x *exchange) colleaguesMessage(id string, d draft, a rules.Arrival) (Message, error) {
	c, err := x.customer(d.Customer)
	if err != nil {
		return Message{}, err
	}
	owner := x.name(a.Holding.Owner)
	button := func(option string, label say.Line, args ...any) Button {
		return Button{Action: "visit.choose", Value: x.value(id, option, string(d.Customer)), Label: x.in(label, args...)}
	}
	// Who receives reads of themselves, others by name.
	receives := func(p rules.Person, me, other say.Line) (say.Line, string) {
		if p == x.req.Asker.ID {
			return me, ""
		}
		return other, x.name(p)
	}
	m := Message{Notes: x.notes(a.Grounds)}
	if a.Present {
		m.Head = x.in(say.VisitPresentHead, "who", c.masked(x.lang), "owner", owner)
		m.Facts = []string{capital(say.Facts(x.came(a.Holding), x.protection(a.Holding))), x.in(say.VisitChoose)}
		hand := button(optHand, say.VisitHandButton, "owner", owner)
		hand.Primary = true
		agree, receiver := receives(d.Receiver, say.VisitAgreeButton, say.VisitAgreeOther)
		m.Buttons = []Button{
			hand,
			button(optAgree, agree, "owner", owner, "receiver", receiver),
			button(optOther, say.VisitOtherButton),
			x.whyButton(d.Customer, c.masked(x.lang)),
		}
		return m, nil
	}
	m.Head = x.absentHead(c, a)
	byPolicy := x.in(say.VisitNobodyFree)
	if a.Receiver != "" && a.Receiver != a.Holding.Owner && x.free(a.Receiver) {
		policy, named := receives(a.Receiver, say.VisitSubstituteYou, say.VisitSubstitute)
		byPolicy = x.in(policy, "receiver", named, "owner", owner)
	}
	m.Facts = []string{
		say.Facts(byPolicy, x.protection(a.Holding)),
		x.in(say.VisitCalled, "owner", owner),
	}
	reached, receiver := receives(d.Substitute, say.VisitReachedMe, say.VisitReachedButton)
	missed, _ := receives(d.Substitute, say.VisitMissedMe, say.VisitMissedButton)
	m.Buttons = []Button{
		button(optReached, reached, "receiver", receiver),
		button(optMissed, missed, "receiver", receiver),
		button(optHand, say.VisitComingButton, "owner", owner),
	}
	m.Menus = []Menu{
		{Action: "visit.else", Value: x.value(id, string(d.Customer)), Label: x.in(say.VisitElseMenu), People: true},
		x.moreMenu(
			Option{"other:" + id + "|" + string(d.Customer), x.in(say.VisitOtherButton)},
			Option{"why:" + string(d.Customer), x.in(say.Why)},
		),
	}
	return m, nil
}

// free says whether somebody is at the desk and with nobody.
func (x *exchange) free(p rules.Person) bool {
	m, known := x.book.Member(p, x.now)
	return known && m.State == rules.Ready && m.Visit == ""
}

// came says how often a customer has been here, and when last.
func (x *exchange) came(h rules.Holding) string {
	n := visits(h)
	if n == 0 {
		return x.in(say.VisitNeverCame)
	}
	last, _ := x.lastVisit(h)
	return x.in(say.VisitCame, "n", n, "day", x.pen(x.lang).Date(last.Happened()))
}

// lastVisit is the last visit of a party that stands; false if there is none.
func (x *exchange) lastVisit(h rules.Holding) (rules.Event, bool) {
	for _, e := range slices.Backward(x.book.Events(h.Customer)) {
		if v, visit := e.Body.(*rules.Visit); visit && !x.book.Withdrawn(e.Seq) && slices.Contains(h.Party, v.Customer) {
			return e, true
		}
	}
	return rules.Event{}, false
}

// protection says until when a customer is protected, within a line.
func (x *exchange) protection(h rules.Holding) string {
	switch {
	case h.Owner == "":
		return ""
	case h.Until.IsZero():
		return x.in(say.VisitLasting)
	}
	return x.in(say.VisitProtectedTo, "day", x.pen(x.lang).Through(h.Until))
}

// absentHead says whose the customer is and why the owner does not receive.
func (x *exchange) absentHead(c card, a rules.Arrival) string {
	owner := x.name(a.Holding.Owner)
	if a.Busy {
		return x.in(say.VisitBusyHead, "who", c.masked(x.lang), "owner", owner)
	}
	if a.Present {
		return x.in(say.VisitPresentHead, "who", c.masked(x.lang), "owner", owner)
	}
	m, _ := x.book.Member(a.Holding.Owner, x.now)
	return x.in(say.VisitAwayHead, "who", c.masked(x.lang), "owner", owner, "why", x.in(absence(m)))
}

// absence names why somebody is not at the desk.
func absence(m rules.Member) say.Line {
	switch {
	case m.State == rules.Off:
		return say.AbsentOff
	case m.Reason == "errand":
		return say.AbsentErrand
	case m.Reason == "sales":
		return say.AbsentSales
	case m.Reason == "personal":
		return say.AbsentPersonal
	}
	return say.AbsentAway
}

// substitute is who receives for an owner who can't: whom the asker named, else
// whom the policy names, else the asker.
func (x *exchange) substitute(d draft, a rules.Arrival) rules.Person {
	if d.Named || a.Receiver == "" || a.Receiver == a.Holding.Owner {
		return d.Receiver
	}
	return a.Receiver
}

// choose handles the buttons of a colleague's customer.
func (x *exchange) choose() (Reply, error) {
	switch x.arg(1) {
	case optOther:
		return x.otherForm(x.arg(0))
	case optDrop:
		if _, err := x.openDraft(x.arg(0)); err != nil {
			return Reply{}, err
		}
		m := Message{Head: x.in(say.VisitDropped)}
		return Reply{Message: &m}, x.settle(x.arg(0))
	}
	return x.decide(x.arg(0), x.arg(1), "")
}

// chooseElse handles the menu that picks somebody else to receive.
func (x *exchange) chooseElse() (Reply, error) {
	if len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	id := x.arg(0)
	x.args = []string{id, optElse, x.arg(1)}
	return x.decide(id, optElse, rules.Person(x.req.Chosen[0]))
}

// decide records the visit of an open choice as the option says. A choice that
// was answered already, or whose customer has another owner by now, changes
// nothing.
func (x *exchange) decide(id, option string, receiver rules.Person) (Reply, error) {
	d, err := x.openDraft(id)
	if err != nil {
		return Reply{}, err
	}
	a := x.book.Arrival(d.Customer, d.Receiver, x.now)
	if a.Holding.Owner != d.Owner {
		return Reply{}, x.stale(d.Customer)
	}
	switch option {
	case optHand:
		d.Receiver, d.For = d.Owner, ""
	case optAgree:
		d.For, d.Consent = d.Owner, true
	case optReached:
		d.Receiver, d.For, d.Reached, d.Consent = d.Substitute, d.Owner, true, true
	case optMissed:
		d.Receiver, d.For, d.Missed = d.Substitute, d.Owner, true
	case optElse:
		if !x.onList(receiver) {
			return Reply{}, x.refuseText(x.in(say.VisitNotStaff, "name", x.name(receiver)))
		}
		if d.Receiver, d.For = receiver, d.Owner; receiver == d.Owner {
			d.For = ""
		}
	default:
		return Reply{}, x.stale(d.Customer)
	}
	return x.recordVisit(d, a)
}
