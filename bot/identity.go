package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// The options of a choice over who a customer is.
const (
	optKeep   = "keep"   // the one on record, name unchanged
	optRename = "rename" // the one on record, with the name now typed
	optFamily = "family" // a relation of the one on record
	optNew    = "new"    // nobody on record
)

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
