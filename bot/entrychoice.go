package bot

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// placed goes on with the one customer found, with somebody new, or asks.
func (x *exchange) placed(e entry, k entryKind, cards []card) (Reply, error) {
	switch {
	case e.Customer != "":
	case len(cards) == 0 && k.births && e.Phone != "" && e.Name != "":
		e.New = true
	case len(cards) == 0:
		m, err := x.unknownCustomer(e.Phone, e.Ending, e.Name)
		return Reply{Message: m}, err
	case len(cards) == 1 && cards[0].Name == "":
		e.Customer = cards[0].ID // the name now typed completes it
	default:
		return x.whoseEntry(e, k, cards)
	}
	return x.spoken(e, k)
}

// whoseEntry asks which of several customers is meant, or whether the one with
// that phone is, who goes by another name.
func (x *exchange) whoseEntry(e entry, k entryKind, cards []card) (Reply, error) {
	for _, c := range cards[:min(len(cards), mostFound)] {
		if err := x.tellShown(c.ID); err != nil {
			return Reply{}, err
		}
	}
	id, err := x.keepEntry(e)
	if err != nil {
		return Reply{}, err
	}
	if len(cards) == 1 && e.Phone != "" {
		c := cards[0]
		m := Message{
			Head:  x.in(say.VisitSpellingHead, "phone", say.Masked(e.Phone, x.conf.Region), "known", say.Name(c.Name), "typed", say.Name(e.Name)),
			Facts: lines(x.whose(c.ID, say.Name(c.Name)), x.in(say.VisitChoose)),
			Buttons: []Button{
				{Action: "entry.who", Value: x.value(id, string(c.ID)), Label: x.in(say.VisitSameKeep), Primary: true},
			},
		}
		if k.births {
			m.Buttons = append(m.Buttons, Button{Action: "entry.who", Value: x.value(id, ""), Label: x.in(say.EntryOther)})
		}
		return Reply{Message: &m}, nil
	}
	m := x.whichOf(cards, e.Ending, first(e.Name, e.Phone), "entry.who")
	m.Menus[0].Value = x.value(id)
	return Reply{Message: &m}, nil
}

// entryWho goes on with the answer to whoseEntry.
func (x *exchange) entryWho() (Reply, error) {
	e, k, err := x.takenEntry(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	e.Customer = rules.Customer(first(strings.Join(x.req.Chosen, ""), x.arg(1)))
	if e.Customer == "" {
		e.New = k.births
	}
	return x.spoken(e, k)
}

// entrySure goes on with what was asked once more.
func (x *exchange) entrySure() (Reply, error) {
	e, k, err := x.takenEntry(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	e.Sure = true
	return x.spoken(e, k)
}

// keepEntry keeps an entry as an open choice and returns its id.
func (x *exchange) keepEntry(e entry) (string, error) {
	return x.keep(x.site, "entry to be completed", e)
}

// keptEntry returns the entry of an open choice of the asker's, whom it is
// still allowed.
func (x *exchange) keptEntry(id string) (e entry, k entryKind, err error) {
	c, open, err := x.tx.Choice(id)
	if err != nil {
		return e, k, err
	}
	if !open || c.Site != x.site || c.Person != x.req.Asker.ID {
		return e, k, x.stale("")
	}
	if err := json.Unmarshal(c.Body, &e); err != nil {
		return e, k, fmt.Errorf("open choice: %w", err)
	}
	k, found := entryKinds()[e.Verb]
	if !found {
		return e, k, x.stale("")
	}
	if k.may != nil {
		err = k.may(x)
	}
	return e, k, err
}

// takenEntry is keptEntry for an answer that closes the choice.
func (x *exchange) takenEntry(id string) (entry, entryKind, error) {
	e, k, err := x.keptEntry(id)
	if err != nil {
		return e, k, err
	}
	_, err = x.tx.CloseChoice(id)
	return e, k, err
}

// mendable adds the way to the form, filled in with what was understood.
func (x *exchange) mendable(e entry, m Message) (Reply, error) {
	id, err := x.keepEntry(e)
	m.Buttons = []Button{{Action: "entry.mend", Value: x.value(id), Label: x.in(say.WordsFix), Primary: true}}
	return Reply{Message: &m}, err
}

// mendEntry opens the form of an entry that a message could not record.
func (x *exchange) mendEntry() (Reply, error) {
	e, k, err := x.keptEntry(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	return x.entryForm(e, k)
}

// openEntry opens the form of the kind that a button names, or a menu's option,
// for the customer it carries.
func (x *exchange) openEntry() (Reply, error) {
	verb := first(strings.Join(x.req.Chosen, ""), x.arg(0))
	k, found := entryKinds()[verb]
	c := rules.Customer(x.arg(1))
	if _, known := x.book.Holding(c, x.now); !found || c != "" && !known {
		return Reply{}, x.stale("")
	}
	if k.may != nil {
		if err := k.may(x); err != nil {
			return Reply{}, err
		}
	}
	if k.alone != nil && c == "" {
		return k.alone(x)
	}
	e := entry{Verb: verb, Customer: c}
	if verb == "giveup" && c != "" {
		return x.spoken(e, k) // it asks by itself
	}
	return x.entryForm(e, k)
}
