package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// The fields that the forms of several entries have.
const (
	entryName      = "name"
	entryPerson    = "person"
	entryTo        = "to"
	entryOther     = "other"
	entryOtherName = "othername"
)

func personField(label say.Line) entryField {
	return entryField{id: entryPerson, kind: PersonField, label: label, at: func(e *entry) *string { return (*string)(&e.Person) }}
}

func noteField(label say.Line) entryField {
	return entryField{id: "note", kind: LinesField, label: label, optional: true, at: func(e *entry) *string { return &e.Note }}
}

func answerField(label, yes, no say.Line) entryField {
	return entryField{
		id: "answer", kind: RadioField, label: label, options: []labelled{{"yes", yes}, {"no", no}},
		at: func(e *entry) *string { return &e.Answer },
	}
}

// entryForm asks for an entry; what it has no field for is kept by an open
// choice.
func (x *exchange) entryForm(e entry, k entryKind) (Reply, error) {
	if k.self && e.Person == "" && onFloor(x.member) {
		e.Person = x.req.Asker.ID
	}
	id, err := x.keepEntry(e)
	if err != nil {
		return Reply{}, err
	}
	f := &Form{
		ID: "entry", Title: x.in(k.title), Submit: x.in(say.FormRecord), Cancel: x.in(say.Cancel),
		Private: x.value(id, x.fromHome()),
	}
	text := func(id string, label, eg say.Line, value string, optional bool) {
		f.Fields = append(f.Fields, Field{ID: id, Kind: TextField, Label: x.in(label), Placeholder: x.in(eg), Initial: lines(value), Optional: optional, Max: 60})
	}
	switch {
	case e.Customer != "":
		c, err := x.customer(e.Customer)
		if err != nil {
			return Reply{}, err
		}
		f.Head = c.masked(x.lang)
	case k.births:
		text(fieldCustomer, say.FormEntryPhone, say.FormEntryPhoneEg, first(x.typedPhone(e.Phone), e.Ending), false)
		text(entryName, say.FormEntryName, say.FormNameEg, e.Name, true)
	case k.about == always:
		text(fieldCustomer, say.FormFollowWho, say.FormFollowWhoEg, first(x.typedPhone(e.Phone), e.Ending, e.Name), false)
	}
	if k.other != never {
		label, eg := say.FormFamilyOther, say.FormEntryPhoneEg
		if !k.newOther {
			label, eg = say.FormPrefileRef, say.FormFollowWhoEg
		}
		text(entryOther, label, eg, e.OtherTyped, k.other == maybe)
		if k.newOther {
			text(entryOtherName, say.FormFamilyOtherName, say.FormNameEg, e.OtherName, true)
		}
	}
	for _, field := range k.fields {
		if k.self && field.id == entryPerson && !x.mayRecord() {
			continue // only for oneself
		}
		out := Field{
			ID: field.id, Kind: field.kind, Label: x.in(field.label), Optional: field.optional,
			Options: x.options(field.options), Initial: lines(*field.at(&e)),
		}
		if field.eg != (say.Line{}) {
			out.Placeholder = x.in(field.eg)
		}
		if field.kind == LinesField || field.kind == TextField {
			out.Max = mostWords
		}
		f.Fields = append(f.Fields, out)
	}
	if k.about == maybe && e.Customer == "" { // who and what come first
		text(fieldCustomer, say.FormFoundIn, say.FormFollowWhoEg, first(x.typedPhone(e.Phone), e.Ending, e.Name), true)
	}
	return Reply{Form: f}, nil
}

// entrySubmitted records what the form holds, or says what is to be mended.
func (x *exchange) entrySubmitted() (Reply, error) {
	e, k, err := x.keptEntry(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	for _, field := range k.fields {
		if k.self && field.id == entryPerson && !x.mayRecord() {
			continue
		}
		*field.at(&e) = x.field(field.id)
		if field.kind == LinesField || field.kind == TextField {
			*field.at(&e) = say.Clean(x.field(field.id))
		}
		if !field.optional && *field.at(&e) == "" {
			return Reply{Errors: []Wrong{{field.id, x.in(say.VisitChoose)}}}, nil
		}
	}
	if k.other != never {
		e.OtherTyped, e.OtherName, e.Other = x.field(entryOther), say.Clean(x.field(entryOtherName)), ""
		if e.OtherTyped == "" && k.other == always {
			return Reply{Errors: []Wrong{{entryOther, x.in(say.WordsNobody)}}}, nil
		}
	}
	var cards []card
	if e.Customer == "" && k.about != never {
		var wrong *Wrong
		if cards, wrong, err = x.entryCustomer(&e, k); err != nil {
			return Reply{}, err
		}
		if wrong != nil {
			return Reply{Errors: []Wrong{*wrong}}, nil
		}
	}
	var reply Reply
	if len(cards) > 1 {
		reply, err = x.whoseEntry(e, k, cards)
	} else {
		reply, err = x.complete(e, k)
	}
	if err != nil || len(reply.Errors) > 0 {
		return reply, err
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	return x.withHome(reply, err, x.arg(1))
}

// entryCustomer reads the customer from the form's fields: those it may be, or
// what is to be mended.
func (x *exchange) entryCustomer(e *entry, k entryKind) ([]card, *Wrong, error) {
	typed, name := x.field(fieldCustomer), say.Clean(x.field(entryName))
	if typed == "" && k.about == maybe {
		return nil, nil, nil
	}
	w, problems := read("owner", typed, x.conf.Region)
	switch {
	case typed == "" || w.Phone+w.Ending+w.Name == "" && len(problems) == 0:
		return nil, &Wrong{fieldCustomer, x.in(say.WordsNobody)}, nil
	case len(problems) > 0:
		return nil, &Wrong{fieldCustomer, problems[0].head(x.lang, w)}, nil
	}
	e.Phone, e.Ending, e.Name = w.Phone, w.Ending, first(name, w.Name)
	cards, err := x.sought(w)
	switch {
	case err != nil:
		return nil, nil, err
	case len(cards) > 1:
		return cards, nil, nil
	case len(cards) == 1 && e.Name != "" && cards[0].Name != "" && !say.SameName(cards[0].Name, e.Name):
		return nil, &Wrong{entryName, x.in(say.VisitSpellingHead, "phone", say.Masked(cards[0].Phone, x.conf.Region), "known", say.Name(cards[0].Name), "typed", say.Name(e.Name))}, nil
	case len(cards) == 1:
		e.Customer = cards[0].ID
	case !k.births:
		return nil, &Wrong{fieldCustomer, x.in(say.FollowUnknown, "who", say.Name(typed))}, nil
	case e.Phone == "":
		return nil, &Wrong{fieldCustomer, x.in(say.EntryNewPhone, "who", say.Name(typed))}, nil
	case e.Name == "":
		return nil, &Wrong{entryName, x.in(say.EntryNew)}, nil
	default:
		e.New = true
	}
	return nil, nil, nil
}

// isSelf is the check of entries that nobody makes about themselves.
func isSelf(x *exchange, e entry) (field, it string) {
	if e.Person == x.req.Asker.ID {
		return entryPerson, x.in(say.EntryWhoseSelf)
	}
	return "", ""
}

// notOwn says that an entry is for the owner to make.
func (x *exchange) notOwn(c card, h rules.Holding, p rules.Person, next say.Line) (Reply, error) {
	reply, err := x.notTheirs(c, h, p)
	if err == nil {
		reply.Message.Facts = []string{x.in(next)}
	}
	return reply, err
}
