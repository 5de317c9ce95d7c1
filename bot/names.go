package bot

import (
	"fmt"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// pen writes dates, times and phones in a language.
func (x *exchange) pen(lang rules.Lang) say.Pen {
	return say.Pen{Lang: lang, Now: x.now, Region: x.conf.Region}
}

// name writes a colleague's name without mentioning them.
func (x *exchange) name(p rules.Person) string {
	if m, known := x.book.Member(p, x.now); known && m.Name != "" {
		return say.Name(m.Name)
	}
	if a, met := x.req.People[p]; met && a.Name != "" {
		return say.Name(a.Name)
	}
	return say.Name(string(p))
}

// names writes several, in order.
func (x *exchange) names(lang rules.Lang, people []rules.Person) string {
	var said []string
	for _, p := range people {
		said = append(said, x.name(p))
	}
	return say.Names(lang, said...)
}

// mention writes a colleague so that the chat notifies them: only for whoever
// must act now.
func (x *exchange) mention(p rules.Person) string { return fmt.Sprintf("<@%s>", p) }

// next is the fact of who receives next, by plain name.
func (x *exchange) next(lang rules.Lang) string {
	r := x.book.Rotation(x.now)
	switch {
	case r.Mode == rules.Rush:
		return say.ModeRush.In(lang)
	case r.Next == "":
		return say.TurnNobodyFact.In(lang)
	}
	return say.TurnNextFact.In(lang, "who", x.name(r.Next))
}

// A card is how a customer is spoken of.
type card struct {
	ID    rules.Customer
	Name  string // as last written
	Phone string // E.164 where it is one, else as last written; empty: none

	region string // of the site's phones
}

// customer returns what c is called.
func (x *exchange) customer(c rules.Customer) (card, error) {
	found, _, err := x.tx.Card(x.site, c)
	if err != nil {
		return card{}, fmt.Errorf("card of %s: %w", c, err)
	}
	found.Customer = c
	return x.card(found), nil
}

// card is customer for what a look-up has found.
func (x *exchange) card(f storage.Found) card {
	out := card{ID: f.Customer, Name: f.Name, Phone: f.Phone, region: x.conf.Region}
	if e164, ok := say.Phone(f.Phone, out.region); ok {
		out.Phone = e164
	}
	return out
}

// called is the customer's name alone, or where there is none, the masked
// phone.
func (c card) called(lang rules.Lang) string {
	switch {
	case c.Name != "":
		return say.Name(c.Name)
	case c.Phone != "":
		return say.Masked(c.Phone, c.region)
	}
	return say.NamelessCustomer.In(lang)
}

// masked is name and phone as others may see them.
func (c card) masked(lang rules.Lang) string {
	if c.Name == "" || c.Phone == "" {
		return c.called(lang)
	}
	return say.Name(c.Name) + " " + say.Masked(c.Phone, c.region)
}

// whole is name and phone to call from: only for the owner, and leaders and
// above.
func (c card) whole(lang rules.Lang) string {
	switch {
	case c.Phone == "":
		return c.called(lang)
	case c.Name == "":
		return say.Whole(c.Phone, c.region)
	}
	return say.Name(c.Name) + " " + say.Whole(c.Phone, c.region)
}
