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

// keep keeps something that waits for the asker's next step, at a site or at
// none, as an open choice, and returns its id: a button carries no personal data.
// What it is stands in an error.
func (x *exchange) keep(site storage.SiteID, what string, v any) (string, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	id := rand.Text()
	return id, x.tx.OpenChoice(storage.Choice{ID: id, Site: site, Person: x.req.Asker.ID, At: x.now, Body: body})
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
