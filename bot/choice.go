package bot

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
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

// The options of a choice over who a customer is.
const (
	optKeep   = "keep"   // the one on record, name unchanged
	optRename = "rename" // the one on record, with the name now typed
	optFamily = "family" // a relation of the one on record
	optNew    = "new"    // nobody on record
)

// put keeps a draft as an open choice and returns the id its buttons carry.
func (x *exchange) put(d draft) (string, error) {
	id := rand.Text()
	err := x.tx.OpenChoice(storage.Choice{
		ID: id, Site: x.site, Person: x.req.Asker.ID, Customer: d.Customer, Phone: d.Phone, At: x.now, Body: d.encode(),
	})
	return id, err
}

// colleagues shows what is known of a colleague's customer and leaves open how
// they are received, until a button is pressed. That the asker has seen whose
// they are is an event.
func (x *exchange) colleagues(d draft, a rules.Arrival) (Reply, error) {
	if _, err := x.record(&rules.Shown{Customer: d.Customer, Person: d.Receiver}); err != nil {
		return Reply{}, err
	}
	if err := x.closeChoices(d.Customer, d.Phone); err != nil {
		return Reply{}, err
	}
	d.Owner, d.Asked = a.Holding.Owner, true
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
	owner, receiver := x.name(a.Holding.Owner), x.name(d.Receiver)
	button := func(option string, label say.Line, args ...any) Button {
		return Button{Action: "visit.choose", Value: x.value(id, option), Label: x.in(label, args...)}
	}
	came := x.in(say.VisitNeverCame)
	if n := visits(a.Holding); n > 0 {
		came = x.in(say.VisitCame, "n", n, "day", x.pen(x.lang).Date(a.Holding.Last.At))
	}
	m := Message{Notes: x.notes(a.Grounds)}
	protected := ""
	if !a.Holding.Until.IsZero() {
		protected = x.in(say.VisitProtected, "day", x.pen(x.lang).Through(a.Holding.Until))
	}
	whyNot := x.whyButton(d.Customer, c.masked(x.lang))
	if a.Present && d.For == "" {
		m.Head = x.in(say.VisitPresentHead, "who", c.masked(x.lang), "owner", owner)
		m.Facts = []string{say.Facts(came, protected), x.in(say.VisitChoose)}
		hand := button(optHand, say.VisitHandButton, "owner", owner)
		hand.Primary = true
		agree := button(optAgree, say.VisitAgreeButton, "owner", owner)
		if d.Receiver != x.req.Asker.ID {
			agree = button(optAgree, say.VisitAgreeOther, "owner", owner, "receiver", receiver)
		}
		m.Buttons = []Button{hand, agree, button(optOther, say.VisitOtherButton), whyNot}
		return m, nil
	}
	m.Head = x.absentHead(c, a)
	reached, missed := say.VisitReachedButton, say.VisitMissedButton
	substitute := x.substitute(d, a)
	if substitute == x.req.Asker.ID {
		reached, missed = say.VisitReachedMe, say.VisitMissedMe
	}
	m.Facts = lines(
		say.Facts(x.in(say.VisitSubstitute, "receiver", x.name(substitute), "owner", owner), protected),
		x.in(say.VisitCalled, "owner", owner))
	m.Buttons = []Button{
		button(optReached, reached, "receiver", x.name(substitute)),
		button(optMissed, missed, "receiver", x.name(substitute)),
		button(optHand, say.VisitComingButton, "owner", owner),
	}
	m.Menus = []Menu{
		{Action: "visit.else", Value: x.value(id), Label: x.in(say.VisitElseMenu), People: true},
		x.moreMenu(
			Option{"other:" + id, x.in(say.VisitOtherButton)},
			Option{"why:" + string(d.Customer), x.in(say.Why)},
		),
	}
	return m, nil
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
	switch {
	case d.For != "":
		return d.Receiver
	case a.Receiver != "" && a.Receiver != a.Holding.Owner:
		return a.Receiver
	}
	return d.Receiver
}

// choose handles the buttons of a colleague's customer.
func (x *exchange) choose() (Reply, error) {
	option := x.arg(1)
	if option == optOther {
		return x.otherForm(x.arg(0))
	}
	return x.decide(x.arg(0), option, "")
}

// chooseElse handles the menu that picks somebody else to receive.
func (x *exchange) chooseElse() (Reply, error) {
	if len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	return x.decide(x.arg(0), optElse, rules.Person(x.req.Chosen[0]))
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
		d.Receiver = x.substitute(d, a)
		d.For, d.Reached, d.Consent = d.Owner, true, true
	case optMissed:
		d.Receiver = x.substitute(d, a)
		d.For = d.Owner
	case optElse:
		if m, known := x.book.Member(receiver, x.now); !known || m.Left {
			return Reply{}, x.refuseText(x.in(say.VisitNotStaff, "name", x.name(receiver)))
		}
		d.Receiver, d.For = receiver, d.Owner
		if receiver == d.Owner {
			d.For = ""
		}
	default:
		return Reply{}, x.stale(d.Customer)
	}
	return x.recordVisit(d, a)
}

// openDraft returns the draft of a choice that is still open.
func (x *exchange) openDraft(id string) (draft, error) {
	var d draft
	c, open, err := x.tx.Choice(id)
	if err != nil {
		return d, err
	}
	if !open || c.Site != x.site {
		return d, x.stale("")
	}
	if err := json.Unmarshal(c.Body, &d); err != nil {
		return d, fmt.Errorf("open choice: %w", err)
	}
	return d, nil
}

// settle closes a choice; false where somebody was first.
func (x *exchange) settle(id string) error {
	open, err := x.tx.CloseChoice(id)
	if err == nil && !open {
		err = x.stale("")
	}
	return err
}

// closeChoices closes what is still open about a customer or phone.
func (x *exchange) closeChoices(c rules.Customer, phone string) error {
	open, err := x.tx.ChoicesOf(x.site, "")
	if err != nil {
		return err
	}
	for _, o := range open {
		if o.Customer != "" && o.Customer == c || o.Phone != "" && o.Phone == phone {
			if _, err := x.tx.CloseChoice(o.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// bringUpChoices adds the asker's open choices to what they read, oldest first.
func (x *exchange) bringUpChoices(m *Message) error {
	const most = 3
	open, err := x.tx.ChoicesOf(x.site, x.req.Asker.ID)
	if err != nil {
		return err
	}
	for _, c := range open {
		var d draft
		if err := json.Unmarshal(c.Body, &d); err != nil || !d.Asked || len(m.Rows) == most {
			continue
		}
		who := say.Masked(c.Phone, x.conf.Region)
		if c.Customer != "" {
			card, err := x.customer(c.Customer)
			if err != nil {
				return err
			}
			who = card.masked(x.lang)
		}
		if who == "" {
			continue
		}
		m.Rows = append(m.Rows, Row{
			Text:   x.in(say.VisitStillOpen, "who", who),
			Button: &Button{Action: "visit.reopen", Value: x.value(c.ID), Label: x.in(say.VisitShowChoice), Spoken: x.in(say.VisitShowChoice) + ": " + who},
		})
	}
	return nil
}

// reopen shows an open choice again, as things are now.
func (x *exchange) reopen() (Reply, error) {
	d, err := x.openDraft(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	reply, err := x.arrive(d)
	reply.Beside = true
	return reply, err
}

// askSpelling asks about a phone that is on record under another name.
func (x *exchange) askSpelling(d draft, f storage.Found) (*Message, error) {
	d.Asked = true
	id, err := x.put(d)
	if err != nil {
		return nil, err
	}
	known, typed := say.Name(f.Name), say.Name(d.Name)
	m := &Message{
		Head:  x.in(say.VisitSpellingHead, "phone", say.Masked(d.Phone, x.conf.Region), "known", known, "typed", typed),
		Facts: lines(x.whose(f.Customer, known), x.in(say.VisitChoose)),
	}
	for _, o := range []struct {
		option string
		label  say.Line
	}{{optKeep, say.VisitSameKeep}, {optRename, say.VisitSameRename}, {optFamily, say.VisitFamilyButton}} {
		m.Buttons = append(m.Buttons, Button{
			Action: "visit.name", Value: x.value(id, o.option, string(f.Customer)), Label: x.in(o.label),
		})
	}
	m.Buttons[0].Primary = true
	return m, nil
}

// whose says whose customer a name on record is, as far as the door setting
// lets the asker know.
func (x *exchange) whose(c rules.Customer, known string) string {
	h, _ := x.book.Holding(c, x.now)
	switch n := visits(h); {
	case h.Owner == x.req.Asker.ID:
		return x.in(say.VisitYours, "known", known, "n", n)
	case x.door() != rules.DoorEveryone && !x.leads():
		return ""
	case h.Owner == "":
		return x.in(say.VisitNobodys, "known", known, "n", n)
	default:
		return x.in(say.VisitTheirs, "known", known, "owner", x.name(h.Owner), "n", n)
	}
}

// askWhich asks which of several customers is meant, or whether one found by
// name is.
func (x *exchange) askWhich(d draft, found []storage.Found) (*Message, error) {
	d.Asked = true
	id, err := x.put(d)
	if err != nil {
		return nil, err
	}
	no := Button{Action: "visit.name", Value: x.value(id, optNew, ""), Label: x.in(say.VisitNoButton)}
	if len(found) == 1 {
		c := x.card(found[0])
		h, _ := x.book.Holding(c.ID, x.now)
		came := x.in(say.VisitNeverCame)
		if n := visits(h); n > 0 {
			came = x.in(say.VisitCame, "n", n, "day", x.pen(x.lang).Date(h.Last.At))
		}
		return &Message{
			Head:  x.in(say.VisitWhichHead, "who", c.masked(x.lang)),
			Facts: []string{came, x.in(say.VisitChoose)},
			Buttons: []Button{
				{Action: "visit.name", Value: x.value(id, optKeep, string(c.ID)), Label: x.in(say.VisitYesButton), Primary: true},
				no,
			},
		}, nil
	}
	m := &Message{
		Head:    x.in(say.VisitWhichMany, "n", len(found), "typed", say.Name(first(d.Name, say.Masked(d.Phone, x.conf.Region)))),
		Facts:   []string{x.in(say.VisitChoose)},
		Buttons: []Button{no},
	}
	menu := Menu{Action: "visit.which", Value: x.value(id), Label: x.in(say.ChooseCustomer)}
	for _, f := range found[:min(len(found), mostFound)] {
		menu.Options = append(menu.Options, Option{string(f.Customer), x.card(f).masked(x.lang)})
	}
	m.Menus = []Menu{menu}
	return m, nil
}

// named handles the buttons of askSpelling and askWhich.
func (x *exchange) named() (Reply, error) {
	return x.settleName(x.arg(0), x.arg(1), rules.Customer(x.arg(2)))
}

// which handles the menu of askWhich.
func (x *exchange) which() (Reply, error) {
	if len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	return x.settleName(x.arg(0), optKeep, rules.Customer(x.req.Chosen[0]))
}

func (x *exchange) settleName(id, option string, c rules.Customer) (Reply, error) {
	d, err := x.openDraft(id)
	if err != nil {
		return Reply{}, err
	}
	switch option {
	case optKeep, optRename:
		if _, known := x.book.Holding(c, x.now); !known {
			return Reply{}, x.stale("")
		}
		d.Customer, d.Rename = c, option == optRename
	case optFamily:
		return x.familyForm(id, d, c)
	case optNew:
		d.New = true
	default:
		return Reply{}, x.stale("")
	}
	if err := x.settle(id); err != nil {
		return Reply{}, err
	}
	return x.arrive(d)
}

// stale says that things have changed, with a way to see how they are now.
func (x *exchange) stale(c rules.Customer) error {
	m := Message{Head: x.in(say.ErrStale), Facts: []string{x.in(say.ErrStaleNext)}}
	if c == "" {
		return &UserError{m}
	}
	m.Buttons = []Button{{Action: "owner.show", Value: x.value(string(c)), Label: x.in(say.ErrShowNow)}}
	card, err := x.customer(c)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(x.book.Events(c)) {
		if v, visit := e.Body.(*rules.Visit); visit && !x.book.Withdrawn(e.Seq) {
			m.Head = x.in(say.ErrChanged, "what", x.in(say.StaleReceived,
				"who", card.called(x.lang), "receiver", x.name(v.Person), "time", x.pen(x.lang).Time(e.At)))
			break
		}
	}
	return &UserError{m}
}
