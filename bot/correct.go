package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// correct handles /correct: a mistyped phone or name, at any time. Both
// versions stay in the register.
func (x *exchange) correct() (Reply, error) {
	w, m := x.read("correct")
	if m != nil {
		return Reply{Message: m}, nil
	}
	if w.Phone+w.Ending+w.Name == "" {
		return x.whichMissing(w)
	}
	d := rules.Details{Phone: w.NewPhone, Name: w.NewName}
	c, ask, err := x.one(w.Phone, w.Ending, w.Name, "correct.pick")
	switch {
	case err != nil:
		return Reply{}, err
	case ask != nil && len(ask.Menus) > 0 && d != (rules.Details{}):
		// Which customer is asked first; what they are corrected to is kept.
		id, err := x.put(draft{Phone: d.Phone, Name: d.Name})
		ask.Menus[0].Value = x.value(id)
		return Reply{Message: ask}, err
	case ask != nil:
		return Reply{Message: ask}, nil
	case d == (rules.Details{}):
		return x.detailsForm(c, say.CorrectTitle)
	}
	return x.addDetails(c, d)
}

// correctPick goes on with the customer chosen from several.
func (x *exchange) correctPick() (Reply, error) {
	if len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	id, chosen := x.arg(0), x.req.Chosen[0]
	x.args = []string{chosen}
	if id == "" {
		return x.addForm()
	}
	d, err := x.openDraft(id)
	if err != nil {
		return Reply{}, err
	}
	if err := x.settle(id); err != nil {
		return Reply{}, err
	}
	c, err := x.customer(rules.Customer(chosen))
	if err != nil {
		return Reply{}, err
	}
	return x.addDetails(c, rules.Details{Phone: d.Phone, Name: d.Name})
}

// addForm opens the form with what is on record, to be completed or corrected.
func (x *exchange) addForm() (Reply, error) {
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	if _, known := x.book.Holding(c.ID, x.now); !known {
		return Reply{}, x.stale("")
	}
	return x.detailsForm(c, say.FormAddTitle)
}

func (x *exchange) detailsForm(c card, title say.Line) (Reply, error) {
	if err := x.mayAdd(c); err != nil {
		return Reply{}, err
	}
	return Reply{Form: &Form{
		ID: "add", Title: x.in(title), Submit: x.in(say.FormVisitSubmit), Cancel: x.in(say.Cancel), Private: x.value(string(c.ID)),
		Fields: []Field{
			{ID: fieldPhone, Kind: TextField, Label: x.in(say.FormPhone), Placeholder: x.in(say.FormPhoneEg), Optional: true, Initial: lines(x.typedPhone(c.Phone)), Max: 40},
			{ID: fieldName, Kind: TextField, Label: x.in(say.FormName), Placeholder: x.in(say.FormNameEg), Optional: true, Initial: lines(c.Name), Max: mostName},
			{ID: fieldGender, Kind: RadioField, Label: x.in(say.FormGender), Optional: true, Options: []Option{
				{"female", x.in(say.FormFemale)},
				{"male", x.in(say.FormMale)},
			}},
			{ID: fieldNeeds, Kind: LinesField, Label: x.in(say.FormNeeds), Placeholder: x.in(say.FormNeedsEg), Optional: true, Max: 500},
		},
	}}, nil
}

// mayAdd refuses whoever neither owns nor received the customer, leaders and
// receptionists apart.
func (x *exchange) mayAdd(c card) error {
	h, _ := x.book.Holding(c.ID, x.now)
	if h.Owner == x.req.Asker.ID || x.mayRecord() {
		return nil
	}
	for _, t := range h.Visits {
		if t.Person == x.req.Asker.ID {
			return nil
		}
	}
	return x.needs(rules.Leader)
}

// addSubmitted records what the form holds beyond what is on record.
func (x *exchange) addSubmitted() (Reply, error) {
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	d := rules.Details{Name: say.Clean(x.field(fieldName)), Gender: x.field(fieldGender), Needs: say.Clean(x.field(fieldNeeds))}
	if typed := x.field(fieldPhone); typed != "" {
		e164, ok := say.Phone(typed, x.conf.Region)
		if !ok {
			return Reply{Errors: []Wrong{{fieldPhone, say.NotPhone(x.lang, typed, x.conf.Region)}}}, nil
		}
		d.Phone = e164
	}
	return x.addDetails(c, d)
}

// addDetails records details of a customer. A phone that is another customer's
// already is never merged silently.
func (x *exchange) addDetails(c card, d rules.Details) (Reply, error) {
	if err := x.mayAdd(c); err != nil {
		return Reply{}, err
	}
	if d.Phone == c.Phone {
		d.Phone = ""
	}
	if d.Name == c.Name {
		d.Name = ""
	}
	if d == (rules.Details{}) {
		return Reply{Message: &Message{Head: x.in(say.VisitKept)}}, nil
	}
	if d.Phone != "" {
		found, err := x.tx.ByPhone(x.site, d.Phone)
		if err != nil {
			return Reply{}, err
		}
		for _, f := range found {
			if f.Customer != c.ID {
				return x.askSame(c, x.card(f), d)
			}
		}
	}
	return x.detailsAdded(c, d)
}

// detailsAdded writes details down. They are the receiver's where the asker
// writes them for a visit of today that still lacks them: a registration counts
// by its receiver.
func (x *exchange) detailsAdded(c card, d rules.Details) (Reply, error) {
	before, _ := x.book.Holding(c.ID, x.now)
	writer, visited := x.req.Asker.ID, false
	for _, e := range x.book.Events(c.ID) {
		v, visit := e.Body.(*rules.Visit)
		if !visit || v.Customer != c.ID || x.book.Withdrawn(e.Seq) {
			continue
		}
		visited = true
		if r, _ := x.book.Reception(v.ID, x.now); !r.Registered && x.today(e.Happened()) {
			writer = v.Person
		}
	}
	e, err := x.recordEvent(rules.Event{
		By:   x.byUnless(writer),
		Body: &rules.DetailsEntry{Customer: c.ID, Person: writer, Details: d},
	})
	if err != nil {
		return Reply{}, err
	}
	now, err := x.customer(c.ID)
	if err != nil {
		return Reply{}, err
	}
	h, _ := x.book.Holding(c.ID, x.now)
	m := Message{
		Head:    x.in(say.VisitCompleted, "who", now.masked(x.lang)),
		Notes:   x.notes(h.Grounds),
		Buttons: []Button{x.undoButton(e), x.whyButton(c.ID, now.masked(x.lang))},
	}
	if c.Name != "" && d.Name != "" || c.Phone != "" && d.Phone != "" {
		m.Head = x.in(say.CorrectDone, "who", now.masked(x.lang))
		m.Facts = []string{x.in(say.CorrectWas, "was", c.masked(x.lang))}
	}
	switch {
	case h.Owner == x.req.Asker.ID:
		owned := ""
		if before.Owner != h.Owner {
			owned = x.in(say.CorrectYours)
		}
		m.Facts = append(m.Facts, capital(say.Facts(owned, x.protection(h))))
	case !x.maySee():
		m.Notes, m.Buttons = nil, m.Buttons[:1]
	case h.Owner != "":
		m.Facts = append(m.Facts, x.in(say.CorrectTheirs, "owner", x.name(h.Owner)))
	case visited && before.Owner == "":
		m.Facts = append(m.Facts, x.in(say.CorrectLate))
		m.Buttons = append([]Button{{Action: "claim", Value: x.value(string(c.ID)), Label: x.in(say.ClaimButton), Primary: true}}, m.Buttons...)
	}
	return Reply{Message: &m}, nil
}

// askSame asks whether a customer and another with the same phone are one.
func (x *exchange) askSame(c, other card, d rules.Details) (Reply, error) {
	id, err := x.put(draft{Customer: c.ID, Phone: d.Phone, Name: d.Name, Gender: d.Gender, Needs: d.Needs, Kin: other.ID})
	if err != nil {
		return Reply{}, err
	}
	if err := x.tellShown(other.ID); err != nil {
		return Reply{}, err
	}
	m := Message{
		Head:  x.in(say.CorrectTaken, "who", other.masked(x.lang)),
		Facts: lines(x.whose(other.ID, say.Name(other.Name)), x.in(say.VisitChoose)),
		Buttons: []Button{
			{Action: "correct.same", Value: x.value(id, "same"), Label: x.in(say.CorrectSame)},
			{Action: "correct.same", Value: x.value(id, "other"), Label: x.in(say.CorrectOther)},
		},
	}
	return Reply{Message: &m}, nil
}

// same answers askSame: one person, linked as such, or two with one phone.
func (x *exchange) same() (Reply, error) {
	d, err := x.openDraft(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	c, err := x.customer(d.Customer)
	if err != nil {
		return Reply{}, err
	}
	if err := x.mayAdd(c); err != nil {
		return Reply{}, err
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	if x.arg(1) == "same" {
		if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Link{Customer: d.Kin, Other: d.Customer, Relation: "same"}}); err != nil {
			return Reply{}, err
		}
	}
	return x.detailsAdded(c, rules.Details{Phone: d.Phone, Name: d.Name, Gender: d.Gender, Needs: d.Needs})
}
