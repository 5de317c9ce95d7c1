package bot

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// longestNote is how many characters a note may have.
const longestNote = 2500

// A followed is a follow-up that is not recorded yet; an open choice keeps it.
type followed struct {
	Person rules.Person // the owner, for whom it is recorded
	Note   string
}

// follow handles /follow: the owner reached a customer. Leaders may record it
// for the owner, whom they mention.
func (x *exchange) follow() (Reply, error) {
	w, m := x.read("follow")
	if m != nil {
		return Reply{Message: m}, nil
	}
	f := followed{Person: x.req.Asker.ID, Note: w.Note}
	if p := w.person(); p != "" && p != f.Person {
		if !x.leads() {
			return Reply{}, x.needs(rules.Leader)
		}
		f.Person = p
	}
	cards, err := x.lookup(w.Phone, w.Ending, w.Name)
	if err != nil {
		return Reply{}, err
	}
	typed := w.Name
	if w.Phone == "" && w.Ending == "" {
		cards = called(cards, w.Name)
	}
	for _, s := range w.Splits {
		if len(cards) > 0 {
			break
		}
		if cards, err = x.lookup("", "", s.Name); err != nil {
			return Reply{}, err
		}
		if cards = called(cards, s.Name); len(cards) > 0 {
			w.Name, f.Note = s.Name, s.Note
		}
	}
	if w.Phone == "" && w.Ending == "" && w.Name == "" {
		return x.followForm("", f.Person)
	}
	if len(cards) == 0 {
		m, err := x.unknownCustomer(w.Phone, w.Ending, typed)
		return Reply{Message: m}, err
	}
	return x.followOne(cards, f, w.Ending, first(w.Name, w.Phone))
}

// followOne records a follow-up of the one among several customers who is the
// person's own, or asks which.
func (x *exchange) followOne(cards []card, f followed, ending, typed string) (Reply, error) {
	var own []card
	for _, c := range cards {
		if h, _ := x.book.Holding(c.ID, x.now); h.Owner == f.Person {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		own = cards
	}
	if len(own) == 1 {
		return x.recordFollow(own[0], f)
	}
	id, err := x.keep(x.site, "follow-up to choose a customer for", f)
	if err != nil {
		return Reply{}, err
	}
	m := x.whichOf(own, ending, typed, "follow.which")
	m.Menus[0].Value = x.value(id)
	return Reply{Message: &m}, nil
}

// followWhich goes on with the customer chosen from followOne's menu.
func (x *exchange) followWhich() (Reply, error) {
	c, open, err := x.tx.Choice(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if !open || c.Site != x.site || c.Person != x.req.Asker.ID || len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	var f followed
	if err := json.Unmarshal(c.Body, &f); err != nil {
		return Reply{}, fmt.Errorf("open choice: %w", err)
	}
	if _, err := x.tx.CloseChoice(c.ID); err != nil {
		return Reply{}, err
	}
	customer, err := x.customer(rules.Customer(x.req.Chosen[0]))
	if err != nil {
		return Reply{}, err
	}
	return x.recordFollow(customer, f)
}

// recordFollow writes a follow-up down, if the customer is the person's own.
func (x *exchange) recordFollow(c card, f followed) (Reply, error) {
	if n := utf8.RuneCountInString(f.Note); n > longestNote {
		return Reply{}, x.refuseText(x.in(say.FollowTooLong, "n", n, "most", longestNote), x.in(say.FollowNothing))
	}
	h, known := x.book.Holding(c.ID, x.now)
	if !known {
		return Reply{}, x.stale("")
	}
	if h.Owner != f.Person {
		return x.notTheirs(c, h, f.Person)
	}
	e, err := x.recordEvent(rules.Event{
		By: x.byUnless(f.Person), Note: f.Note,
		Body: &rules.FollowUp{Customer: c.ID, Person: f.Person},
	})
	if err != nil {
		return Reply{}, err
	}
	if err := x.followedUp(f.Person, c.ID); err != nil {
		return Reply{}, err
	}
	h, _ = x.book.Holding(c.ID, x.now)
	m := Message{
		Head:    x.in(say.FollowDone, "who", c.masked(x.lang)),
		Notes:   x.notes(h.Grounds),
		Buttons: []Button{x.undoButton(e)},
	}
	if f.Person != x.req.Asker.ID {
		m.Head = x.in(say.FollowDoneFor, "who", c.masked(x.lang), "owner", x.name(f.Person))
	}
	if h.Until.IsZero() {
		m.Facts = []string{x.in(say.VisitForever)}
	} else {
		m.Facts = []string{x.in(say.VisitProtected, "day", x.pen(x.lang).Through(h.Until))}
	}
	return Reply{Message: &m}, nil
}

// notTheirs says why a follow-up is not recorded: the customer is not the
// person's own. What it tells the asker of the owner is an event.
func (x *exchange) notTheirs(c card, h rules.Holding, p rules.Person) (Reply, error) {
	m := Message{Facts: []string{x.in(say.FollowOwners)}}
	switch {
	case h.Owner == "":
		m.Head = x.in(say.FollowNobodys, "who", c.masked(x.lang))
		m.Facts = []string{x.in(say.FollowClaim)}
		m.Buttons = []Button{{Action: "claim", Value: x.value(string(c.ID)), Label: x.in(say.ClaimButton), Primary: true}}
	case p != x.req.Asker.ID:
		m.Head = x.in(say.FollowNotHis, "who", c.masked(x.lang), "person", x.name(p))
	case !x.maySee():
		m.Head = x.in(say.FollowHidden, "who", c.masked(x.lang))
		m.Buttons = []Button{{Action: "ask.leader", Value: x.value(string(c.ID)), Label: x.in(say.OwnerAskLeader)}}
	default:
		if _, err := x.record(&rules.Shown{Customer: c.ID, Person: x.req.Asker.ID}); err != nil {
			return Reply{}, err
		}
		m.Head = x.in(say.FollowTheirs, "who", c.masked(x.lang), "owner", x.name(h.Owner))
		if x.leads() {
			m.Facts = append(m.Facts, x.in(say.FollowForOwner, "owner", x.name(h.Owner)))
		}
		m.Buttons = []Button{{Action: "owner.tell", Value: x.value(string(c.ID)), Label: x.in(say.OwnerTell, "owner", x.name(h.Owner))}}
	}
	return Reply{Message: &m}, nil
}

// pressFollow opens the form of the customer that a button carries.
func (x *exchange) pressFollow() (Reply, error) {
	return x.followForm(rules.Customer(x.arg(0)), x.req.Asker.ID)
}

// followForm asks how a customer was reached and what came of it; and which
// customer, where c is zero.
func (x *exchange) followForm(c rules.Customer, p rules.Person) (Reply, error) {
	form := &Form{
		ID: "follow", Title: x.in(say.FormFollowTitle), Submit: x.in(say.FormRecord), Cancel: x.in(say.Cancel),
		Private: x.value(string(c), string(p), x.fromHome()),
		Notes:   []string{x.in(say.FollowAttempt)},
	}
	if c == "" {
		form.Fields = []Field{{ID: "customer", Kind: TextField, Label: x.in(say.FormFollowWho), Placeholder: x.in(say.FormFollowWhoEg), Max: 60}}
	} else {
		h, known := x.book.Holding(c, x.now)
		if !known {
			return Reply{}, x.stale("")
		}
		customer, err := x.customer(c)
		if err != nil {
			return Reply{}, err
		}
		if h.Owner != p {
			return x.notTheirs(customer, h, p)
		}
		form.Head = customer.whole(x.lang)
	}
	form.Fields = append(form.Fields,
		Field{ID: "how", Kind: RadioField, Label: x.in(say.FormFollowHow), Options: []Option{
			{"call", x.in(say.FollowCall)},
			{"message", x.in(say.FollowMessage)},
			{"person", x.in(say.FollowInPerson)},
		}},
		Field{ID: "note", Kind: LinesField, Label: x.in(say.FormFollowNote), Optional: true, Max: longestNote - 20})
	return Reply{Form: form}, nil
}

// submitFollow records what the form says. How the customer was reached stands
// before the note, in the site's language.
func (x *exchange) submitFollow() (Reply, error) {
	c, p := rules.Customer(x.arg(0)), rules.Person(x.arg(1))
	if p != x.req.Asker.ID && !x.leads() {
		return Reply{}, x.needs(rules.Leader)
	}
	how := map[string]say.Line{"call": say.FollowCall, "message": say.FollowMessage, "person": say.FollowInPerson}[x.field("how")]
	f := followed{Person: p, Note: how.In(x.conf.Lang)}
	if note := say.Clean(x.field("note")); note != "" {
		f.Note = say.FollowNoted.In(x.conf.Lang, "how", how, "note", note)
	}
	var reply Reply
	var err error
	if c == "" {
		reply, err = x.followTyped(x.field("customer"), f)
	} else {
		var customer card
		if customer, err = x.customer(c); err == nil {
			reply, err = x.recordFollow(customer, f)
		}
	}
	return x.withHome(reply, err, x.arg(2))
}

// followTyped is recordFollow for a customer as typed into the form.
func (x *exchange) followTyped(typed string, f followed) (Reply, error) {
	x.req.Text = typed
	w, m := x.read("owner")
	if m != nil {
		return Reply{Errors: []Wrong{{"customer", m.Head}}}, nil
	}
	cards, err := x.lookup(w.Phone, w.Ending, w.Name)
	if err != nil {
		return Reply{}, err
	}
	if len(cards) == 0 {
		return Reply{Errors: []Wrong{{"customer", x.in(say.FollowUnknown, "who", say.Name(typed))}}}, nil
	}
	return x.followOne(cards, f, w.Ending, typed)
}
