package bot

import (
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

const (
	mostFound = 10  // customers that a question offers to choose from
	mostAsked = 500 // customers of one name or ending that are looked through
)

// showsOwner is the action that only shows: for it a name that begins like the
// one typed is good enough, where something is recorded it is asked about.
const showsOwner = "owner.pick"

// called are those of exactly this name.
func called(cards []card, name string) []card {
	return slices.DeleteFunc(cards, func(c card) bool { return !say.SameName(c.Name, name) })
}

// lookup finds the customers that a phone, its last four digits, or a name may
// mean.
func (x *exchange) lookup(phone, ending, name string) ([]card, error) {
	var found []storage.Found
	var err error
	switch {
	case phone != "":
		found, err = x.tx.ByPhone(x.site, phone)
	case ending != "":
		found, err = x.tx.ByEnding(x.site, ending, mostAsked)
	case name != "":
		found, err = x.tx.ByName(x.site, name, mostAsked)
	}
	if err != nil {
		return nil, err
	}
	same := func(f storage.Found) bool { return say.SameName(f.Name, name) }
	if name != "" && slices.ContainsFunc(found, same) && (phone == "" || len(found) > 1) {
		// Whose name only begins so is not meant where somebody's is so.
		found = slices.DeleteFunc(found, func(f storage.Found) bool { return !same(f) })
	}
	var cards []card
	for _, f := range found {
		cards = append(cards, x.card(f))
	}
	return cards, nil
}

// whichMissing says that the words mean no customer.
func (x *exchange) whichMissing(w words) (Reply, error) {
	m := problem{kind: noCustomer}.message(w, x.lang, x.name)
	return Reply{Message: &m}, nil
}

// one returns the customer meant, or the message that asks which: a menu whose
// action goes on with the one chosen.
func (x *exchange) one(phone, ending, name, action string) (card, *Message, error) {
	cards, err := x.lookup(phone, ending, name)
	switch {
	case err != nil:
		return card{}, nil, err
	case len(cards) == 1 && (phone != "" || ending != "" || action == showsOwner || say.SameName(cards[0].Name, name)):
		return cards[0], nil, nil
	case len(cards) == 0:
		m, err := x.unknownCustomer(phone, ending, name)
		return card{}, m, err
	}
	for _, c := range cards[:min(len(cards), mostFound)] {
		if err := x.tellShown(c.ID); err != nil {
			return card{}, nil, err
		}
	}
	m := x.whichOf(cards, ending, first(name, phone), action)
	return card{}, &m, nil
}

// whichOf asks which of several customers is meant; typed is the name or phone
// that fits them all, where it was not the ending.
func (x *exchange) whichOf(cards []card, ending, typed, action string) Message {
	shown := cards[:min(len(cards), mostFound)]
	m := Message{Head: x.in(say.OwnerManyNames, "n", len(cards), "typed", say.Name(typed))}
	if e164, ok := say.Phone(typed, x.conf.Region); ok {
		m.Head = x.in(say.VisitWhichPhone, "n", len(cards), "phone", say.Masked(e164, x.conf.Region))
	}
	if ending != "" {
		m.Head = x.in(say.OwnerMany, "n", len(cards), "ending", ending)
	}
	menu := Menu{Action: action, Value: x.value(), Label: x.in(say.ChooseCustomer)}
	for _, c := range shown {
		m.Facts = append(m.Facts, say.Facts(c.masked(x.lang), x.holder(c.ID)))
		menu.Options = append(menu.Options, Option{string(c.ID), c.masked(x.lang)})
	}
	if more := len(cards) - len(shown); more > 0 {
		m.Notes = []string{x.in(say.OwnerMore, "n", more)}
	}
	m.Menus = []Menu{menu}
	return m
}

// holder names a customer's owner for a list, as far as the asker may know.
func (x *exchange) holder(c rules.Customer) string {
	h, _ := x.book.Holding(c, x.now)
	switch {
	case h.Owner == x.req.Asker.ID:
		return x.in(say.OwnerYou)
	case !x.maySee():
		return ""
	case h.Owner == "":
		return x.in(say.OwnerNobody)
	}
	return x.name(h.Owner)
}

// maySee says whether the asker may be told whose a colleague's customer is:
// leaders and above, and everyone where the door setting tells everyone.
func (x *exchange) maySee() bool { return x.leads() || x.door() == rules.DoorEveryone }

// tellShown records that the asker is told which colleague's customer c is,
// where they are: once for what they are told. Leaders know anyhow.
func (x *exchange) tellShown(c rules.Customer) error {
	h, _ := x.book.Holding(c, x.now)
	if h.Owner == "" || h.Owner == x.req.Asker.ID || x.leads() || !x.maySee() {
		return nil
	}
	for _, e := range slices.Backward(x.book.Events(c)) {
		s, shown := e.Body.(*rules.Shown)
		if !shown || !x.today(e.At) {
			break
		}
		if s.Person == x.req.Asker.ID {
			return nil
		}
	}
	_, err := x.record(&rules.Shown{Customer: c, Person: x.req.Asker.ID})
	return err
}

// unknownCustomer says that the register has nobody by that phone or name, and
// which names are near.
func (x *exchange) unknownCustomer(phone, ending, name string) (*Message, error) {
	m := &Message{Facts: []string{x.in(say.OwnerNoneNext)}}
	button := Button{Action: "visit.form", Value: x.value(), Label: x.in(say.AboutVisit), Primary: true}
	switch {
	case phone != "":
		m.Head = x.in(say.OwnerNone, "what", say.Masked(phone, x.conf.Region))
	case ending != "":
		m.Head = x.in(say.OwnerNoEnding, "ending", ending)
	default:
		const near = 3
		m.Head = x.in(say.OwnerNoName, "name", say.Name(name))
		found, err := x.tx.NearNames(x.site, name, near)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if err := x.tellShown(f.Customer); err != nil {
				return nil, err
			}
			m.Facts = append(m.Facts, say.Facts(x.card(f).masked(x.lang), x.holder(f.Customer)))
		}
	}
	if phone != "" || name != "" {
		id, err := x.put(draft{Phone: phone, Name: name})
		if err != nil {
			return nil, err
		}
		button.Value = x.value(id)
	}
	m.Buttons = []Button{button}
	return m, nil
}
