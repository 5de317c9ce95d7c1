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

// optDrop closes a choice that came to nothing.
const optDrop = "drop"

// put keeps a draft as an open choice and returns the id its buttons carry. A
// question that the asker has been asked already keeps its id, so that the
// buttons of the first message stay good.
func (x *exchange) put(d draft) (string, error) {
	mine, err := x.tx.ChoicesOf(x.site, x.req.Asker.ID)
	if err != nil {
		return "", err
	}
	id := ""
	for _, c := range mine {
		var earlier draft
		if json.Unmarshal(c.Body, &earlier) != nil {
			continue
		}
		same := d.Asked && earlier.Asked && c.Customer == d.Customer && c.Phone == d.Phone && earlier.Name == d.Name
		if stale := !earlier.Asked && !x.today(c.At); same || stale {
			if _, err := x.tx.CloseChoice(c.ID); err != nil {
				return "", err
			}
		}
		if same && earlier.Receiver == d.Receiver && earlier.Substitute == d.Substitute {
			id = c.ID
		}
	}
	if id == "" {
		id = rand.Text()
	}
	if x.fresh == nil {
		x.fresh = map[string]bool{}
	}
	x.fresh[id] = true
	return id, x.tx.OpenChoice(storage.Choice{
		ID: id, Site: x.site, Person: x.req.Asker.ID, Customer: d.Customer, Phone: d.Phone, At: x.now, Body: d.encode(),
	})
}

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
	by := a.Receiver
	if by == "" || by == a.Holding.Owner {
		by = d.Substitute
	}
	policy, named := receives(by, say.VisitSubstituteYou, say.VisitSubstitute)
	m.Facts = []string{
		say.Facts(x.in(policy, "receiver", named, "owner", owner), x.protection(a.Holding)),
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
	if d.Named || d.For != "" || a.Receiver == "" || a.Receiver == a.Holding.Owner {
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

// openDraft returns the draft of a choice that is still open, and the asker's.
// The customer whom the pressed button carries is shown where it is not.
func (x *exchange) openDraft(id string) (draft, error) {
	var d draft
	c, open, err := x.tx.Choice(id)
	if err != nil {
		return d, err
	}
	if !open || c.Site != x.site || c.Person != x.req.Asker.ID {
		return d, x.stale(rules.Customer(x.arg(2)))
	}
	if err := json.Unmarshal(c.Body, &d); err != nil {
		return d, fmt.Errorf("open choice: %w", err)
	}
	return d, nil
}

// settle closes a choice, once: whoever comes later is told so.
func (x *exchange) settle(id string) error {
	open, err := x.tx.CloseChoice(id)
	if err == nil && !open {
		err = x.stale(rules.Customer(x.arg(2)))
	}
	return err
}

// closeChoices closes what is still open about a customer who is recorded now
// from d: by whomever it was asked where the customer or phone is the same, by
// the asker where only a name was typed.
func (x *exchange) closeChoices(c rules.Customer, d draft) error {
	open, err := x.tx.ChoicesOf(x.site, "")
	if err != nil {
		return err
	}
	for _, o := range open {
		same := o.Customer != "" && o.Customer == c || o.Phone != "" && o.Phone == d.Phone
		if o.Customer == "" && o.Phone == "" && o.Person == x.req.Asker.ID {
			var asked draft
			same = json.Unmarshal(o.Body, &asked) == nil && asked.Name != "" && asked.Name == d.Name
		}
		if same {
			if _, err := x.tx.CloseChoice(o.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// bringUpChoices adds the questions that the asker has not answered yet to what
// they read, oldest first; those just asked, and a message that has them, stay
// as they are.
func (x *exchange) bringUpChoices(m *Message) error {
	const most = 2
	for _, r := range m.Rows {
		if r.Button != nil && r.Button.Action == "visit.reopen" {
			return nil
		}
	}
	open, err := x.tx.ChoicesOf(x.site, x.req.Asker.ID)
	if err != nil {
		return err
	}
	shown := 0
	for _, c := range open {
		var d draft
		if err := json.Unmarshal(c.Body, &d); err != nil || !d.Asked || x.fresh[c.ID] || shown == most {
			continue
		}
		who := say.Masked(c.Phone, x.conf.Region)
		switch {
		case c.Customer != "":
			card, err := x.customer(c.Customer)
			if err != nil {
				return err
			}
			who = card.masked(x.lang)
		case c.Phone == "":
			who = say.Name(d.Name)
		}
		shown++
		m.Rows = append(m.Rows, Row{
			Text:   x.in(say.VisitStillOpen, "who", who),
			Button: &Button{Action: "visit.reopen", Value: x.value(c.ID, "", string(c.Customer)), Label: x.in(say.VisitShowChoice), Spoken: x.in(say.VisitShowChoice) + ": " + who},
		})
	}
	return nil
}

// reopen shows an open choice again, as things are now; by then it may have
// come to nothing.
func (x *exchange) reopen() (Reply, error) {
	id := x.arg(0)
	d, err := x.openDraft(id)
	if err != nil {
		return Reply{}, err
	}
	d.Owner, d.Substitute = "", ""
	reply, err := x.arrive(d)
	if err == nil && !x.fresh[id] {
		_, err = x.tx.CloseChoice(id)
	}
	if m := reply.Message; err == nil && m != nil && x.fresh[id] {
		drop := Option{"drop:" + id + "|" + string(d.Customer), x.in(say.VisitDropButton)}
		if i := slices.IndexFunc(m.Menus, func(m Menu) bool { return m.Overflow }); i >= 0 {
			m.Menus[i].Options = append(m.Menus[i].Options, drop)
		} else {
			m.Menus = append(m.Menus, x.moreMenu(drop))
		}
	}
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
	if err := x.tellShown(f.Customer); err != nil {
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
	case !x.maySee():
		return ""
	case h.Owner == "":
		return x.in(say.VisitNobodys, "known", known, "n", n)
	default:
		return x.in(say.VisitTheirs, "known", known, "owner", x.name(h.Owner), "n", n)
	}
}

// askWhich asks which of several customers is meant, or whether the one found
// is; several says how they were found.
func (x *exchange) askWhich(d draft, found []storage.Found, several say.Line) (*Message, error) {
	d.Asked = true
	id, err := x.put(d)
	if err != nil {
		return nil, err
	}
	no := Button{Action: "visit.name", Value: x.value(id, optNew, ""), Label: x.in(say.VisitNoButton)}
	if len(found) == 1 {
		c := x.card(found[0])
		no.Value = x.value(id, optNew, string(c.ID))
		if err := x.tellShown(c.ID); err != nil {
			return nil, err
		}
		h, _ := x.book.Holding(c.ID, x.now)
		head := x.in(say.VisitWhichHead, "who", c.masked(x.lang))
		switch {
		case h.Owner == x.req.Asker.ID:
		case h.Owner != "" && x.maySee():
			head = x.in(say.VisitWhichTheirs, "who", c.masked(x.lang), "owner", x.name(h.Owner))
		default:
			head = x.in(say.VisitWhichAny, "who", c.masked(x.lang))
		}
		return &Message{
			Head:  head,
			Facts: []string{capital(x.came(h)), x.in(say.VisitChoose)},
			Buttons: []Button{
				{Action: "visit.name", Value: x.value(id, optKeep, string(c.ID)), Label: x.in(say.VisitYesButton), Primary: true},
				no,
			},
		}, nil
	}
	m := &Message{
		Head:    x.in(several, "n", len(found), "name", say.Name(d.Name), "phone", say.Masked(d.Phone, x.conf.Region), "ending", say.Ending(found[0].Phone)),
		Facts:   []string{x.in(say.VisitChoose)},
		Buttons: []Button{no},
	}
	menu := Menu{Action: "visit.which", Value: x.value(id), Label: x.in(say.ChooseCustomer)}
	for _, f := range found[:min(len(found), mostFound)] {
		menu.Options = append(menu.Options, Option{string(f.Customer), x.card(f).masked(x.lang)})
	}
	if more := len(found) - mostFound; more > 0 {
		m.Notes = []string{x.in(say.OwnerMore, "n", more)}
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

// stale says that things have changed, and how they are now, as far as the
// asker may know.
func (x *exchange) stale(c rules.Customer) error {
	m := Message{Head: x.in(say.ErrStale), Facts: []string{x.in(say.ErrStaleNext)}}
	h, known := x.book.Holding(c, x.now)
	if !known {
		return &UserError{m}
	}
	m.Buttons = []Button{{Action: "owner.show", Value: x.value(string(c)), Label: x.in(say.ErrShowNow)}}
	card, err := x.customer(c)
	if err != nil {
		return err
	}
	if h.Owner != "" && x.maySee() {
		m.Head = x.in(say.ErrChanged, "what", x.in(say.StaleOwned, "who", card.called(x.lang), "owner", x.name(h.Owner)))
	}
	if e, found := x.lastVisit(h); found && x.today(e.At) {
		r, _ := x.book.Reception(e.Body.(*rules.Visit).ID, x.now)
		m.Head = x.in(say.ErrChanged, "what", x.in(say.StaleReceived,
			"who", card.called(x.lang), "receiver", x.name(r.Person), "time", x.pen(x.lang).Time(e.At)))
	}
	return &UserError{m}
}
