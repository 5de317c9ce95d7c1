package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// A draft is a visit that is not recorded yet: what was typed, filled in or
// chosen so far. An open choice keeps it.
type draft struct {
	Customer rules.Customer // whom the register knows; zero: not found out yet, or new
	New      bool           // somebody the register does not know, whatever phone and name say
	Phone    string         // E.164, as typed
	Name     string
	Gender   string
	Needs    string
	Rename   bool // Name takes the place of the name on record

	Kin      rules.Customer // with New: whose relation they are
	Relation string

	Receiver    rules.Person
	Named       bool // Receiver was named, and is nobody's proposal
	AskedFor    rules.Person
	For         rules.Person // on behalf of the owner
	Consent     bool
	Reached     bool
	Missed      bool // the owner was called and not reached
	First       *bool
	Via         string
	Purpose     string
	Venue       string
	Refers      string // the referrer as typed: a phone or a name
	Referrer    rules.Customer
	Accompanied bool
	Mentioned   string
	With        []string // phones, E.164
	Came        time.Time
	Note        string

	Owner      rules.Person // whose customer they were when the choice was put
	Substitute rules.Person // who the choice says receives for them
	Asked      bool         // a question is open: it is brought up until answered
}

// identify finds out which customer d means, or what has to be asked: the same
// phone under another name is never merged silently, and neither is a name.
func (x *exchange) identify(d *draft) (*Message, error) {
	if d.New || d.Customer != "" {
		return nil, nil
	}
	if d.Phone == "" {
		return x.identifyByName(d)
	}
	found, err := x.tx.ByPhone(x.site, d.Phone)
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if d.Name == "" && len(found) == 1 || say.SameName(f.Name, d.Name) {
			d.Customer = f.Customer
			return nil, nil
		}
	}
	switch {
	case len(found) == 0 && d.Name == "":
		w := words{Verb: "visit", Phone: d.Phone, region: x.conf.Region}
		m := problem{kind: newPhone, word: d.Phone}.message(w, x.lang, x.name)
		return &m, nil
	case len(found) == 0:
		d.New = true
		return nil, nil
	case len(found) == 1 && found[0].Name == "":
		// On record with a phone alone: the name now typed completes it.
		d.Customer, d.Rename = found[0].Customer, true
		return nil, nil
	case len(found) == 1:
		return x.askSpelling(*d, found[0])
	}
	return x.askWhich(*d, found, say.VisitWhichPhone)
}

// identifyByName looks for the typed name among the receiver's own customers,
// where no phone was left.
func (x *exchange) identifyByName(d *draft) (*Message, error) {
	found, err := x.tx.ByName(x.site, d.Name, mostAsked)
	if err != nil {
		return nil, err
	}
	var own []storage.Found
	for _, f := range found {
		if h, known := x.book.Holding(f.Customer, x.now); known && (d.Receiver == "" || h.Owner == d.Receiver) && say.SameName(f.Name, d.Name) {
			own = append(own, f)
		}
	}
	if len(own) == 0 {
		d.New = true
		return nil, nil
	}
	return x.askWhich(*d, own, say.VisitWhichMany)
}

// refer finds the referrer whom d names; false if the register does not know
// them.
func (x *exchange) refer(d *draft) (bool, error) {
	if d.Refers == "" || d.Referrer != "" {
		return true, nil
	}
	var cards []card
	var err error
	if e164, ok := say.Phone(d.Refers, x.conf.Region); ok {
		cards, err = x.lookup(e164, "", "")
	} else {
		cards, err = x.lookup("", "", say.Clean(d.Refers))
		cards = slices.DeleteFunc(cards, func(c card) bool { return !say.SameName(c.Name, d.Refers) })
	}
	if err != nil || len(cards) != 1 {
		return false, err
	}
	d.Referrer = cards[0].ID
	return true, nil
}

// newCustomer names a customer after the place in the register where they come
// into being, so that a replay names them alike; taken are names given out in
// the same event.
func (x *exchange) newCustomer(taken ...rules.Customer) rules.Customer {
	name := fmt.Sprintf("c%d", x.book.Seq()+1)
	for n := 1; ; n++ {
		c := rules.Customer(name)
		if _, known := x.book.Holding(c, x.now); !known && !slices.Contains(taken, c) {
			return c
		}
		name = fmt.Sprintf("c%d-%d", x.book.Seq()+1, n)
	}
}

// visitEvent turns d into the event that records it.
func (x *exchange) visitEvent(d draft) (rules.Event, error) {
	v := &rules.Visit{
		ID:       rules.VisitID(fmt.Sprintf("v%d", x.book.Seq()+1)),
		Customer: d.Customer, Person: d.Receiver,
		AskedFor: d.AskedFor, Venue: d.Venue, FirstTime: d.First,
		Purpose: d.Purpose, Via: d.Via,
		For: d.For, Consent: d.Consent, Reached: d.Reached,
		Referrer: d.Referrer, Accompanied: d.Accompanied, Mentioned: d.Mentioned,
	}
	if d.Customer == "" {
		v.Customer = x.newCustomer()
	}
	details := rules.Details{Name: d.Name, Phone: d.Phone, Gender: d.Gender, Needs: d.Needs}
	if d.Customer != "" {
		// Some house rules want the form anew at every reception; what is on
		// record is what the receiver signs again.
		card, known, err := x.tx.Card(x.site, d.Customer)
		if err != nil {
			return rules.Event{}, err
		}
		if known {
			details.Phone = first(card.Phone, d.Phone)
			details.Name = first(card.Name, d.Name)
		}
	}
	if details != (rules.Details{}) {
		v.Details = &details
	}
	seen := []string{details.Phone}
	for _, phone := range d.With {
		if slices.Contains(seen, phone) {
			continue
		}
		seen = append(seen, phone)
		found, err := x.tx.ByPhone(x.site, phone)
		if err != nil {
			return rules.Event{}, err
		}
		c := rules.Customer("")
		if len(found) > 0 {
			c = found[0].Customer
		} else {
			c = x.newCustomer(append(v.With, v.Customer)...)
		}
		if c != v.Customer && !slices.Contains(v.With, c) {
			v.With = append(v.With, c)
		}
	}
	return rules.Event{Body: v, Came: d.Came, Note: d.Note, By: x.byUnless(d.Receiver)}, nil
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func (d draft) encode() []byte {
	body, err := json.Marshal(d)
	if err != nil {
		panic(fmt.Sprintf("bot: a draft that is no JSON: %v", err)) // its fields are all plain
	}
	return body
}
