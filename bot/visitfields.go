package bot

import (
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// typedPhone writes a phone as one types it, for a field.
func (x *exchange) typedPhone(e164 string) string {
	if e164 == "" {
		return ""
	}
	return say.Digits(e164, x.conf.Region)
}

func (x *exchange) typedPhones(all []string) string {
	var typed []string
	for _, phone := range all {
		typed = append(typed, x.typedPhone(phone))
	}
	return strings.Join(typed, " ")
}

// referrerTyped is what the form's field holds of a referrer.
func (x *exchange) referrerTyped(d draft) (string, error) {
	if d.Refers != "" || d.Referrer == "" {
		if e164, ok := say.Phone(d.Refers, x.conf.Region); ok {
			return x.typedPhone(e164), nil
		}
		return d.Refers, nil
	}
	c, err := x.customer(d.Referrer)
	return first(x.typedPhone(c.Phone), c.Name), err
}

// beyond says what is recorded along with the form that it has no field for.
func (x *exchange) beyond(d draft) string {
	var parts []string
	if d.For != "" {
		parts = append(parts, x.in(say.KeyFor)+" "+x.name(d.For))
	}
	if !d.Came.IsZero() {
		parts = append(parts, x.in(say.WordsCameAt, "time", x.pen(x.lang).Time(d.Came)))
	}
	if d.Note != "" {
		parts = append(parts, x.in(say.KeyNote)+" "+say.Name(d.Note))
	}
	if len(parts) == 0 {
		return ""
	}
	return x.in(say.FormAlso, "what", say.Clauses(x.lang, parts...))
}

// field returns a field's first value, empty where there is none.
func (x *exchange) field(id string) string { return first(x.req.Fields[id]...) }

// visitFields reads the visit form into a draft, and says what is to be mended.
// What the form has no field for it takes from the choice that the form carries.
func (x *exchange) visitFields() (draft, []Wrong) {
	var wrong []Wrong
	complain := func(field string, l say.Line, args ...any) {
		wrong = append(wrong, Wrong{field, x.in(l, args...)})
	}
	var kept draft
	if id := x.arg(0); id != "" {
		kept, _ = x.openDraft(id) // gone: what the fields say has to do
	}
	d := draft{
		For: kept.For, Came: kept.Came, Venue: kept.Venue, Note: kept.Note,
		Name: say.Clean(x.field(fieldName)), Gender: x.field(fieldGender), Needs: say.Clean(x.field(fieldNeeds)),
		AskedFor: rules.Person(x.field(fieldAsked)), Receiver: rules.Person(x.field(fieldReceiver)),
		Via: x.field(fieldVia), Purpose: x.field(fieldPurpose),
	}
	d.Named = d.Receiver != ""
	if d.Name == "" {
		complain(fieldName, say.FormNameMissing)
	}
	if d.Via == "walk_in" {
		d.Via = ""
	}
	if d.Purpose == "buy" {
		d.Purpose = ""
	}
	switch x.field(fieldBeen) {
	case "first":
		d.First = ptr(true)
	case "yes":
		d.First = ptr(false)
	}
	if typed := x.field(fieldPhone); typed != "" {
		if e164, ok := say.Phone(typed, x.conf.Region); ok {
			d.Phone = e164
		} else {
			wrong = append(wrong, Wrong{fieldPhone, say.NotPhone(x.lang, typed, x.conf.Region)})
		}
	}
	for _, p := range []struct {
		field  string
		person rules.Person
	}{{fieldAsked, d.AskedFor}, {fieldReceiver, d.Receiver}} {
		if m, known := x.book.Member(p.person, x.now); p.person != "" && (!known || m.Left) {
			complain(p.field, say.FieldNotStaff, "who", x.name(p.person))
		}
	}
	for _, word := range strings.FieldsFunc(x.field(fieldWith), func(r rune) bool { return strings.ContainsRune(" ,，、;；\t\n", r) }) {
		if e164, ok := say.Phone(word, x.conf.Region); ok {
			d.With = append(d.With, e164)
		} else {
			complain(fieldWith, say.FormWithPhone, "typed", say.Name(word))
			break
		}
	}
	d.Refers = say.Clean(x.field(fieldReferrer))
	if d.Refers == "" {
		return d, wrong
	}
	if known, err := x.refer(&d); err != nil || !known {
		complain(fieldReferrer, say.VisitNoReferrer, "typed", say.Name(d.Refers))
	}
	if x.arg(1) == fieldReferred {
		d.Mentioned = "during"
	}
	for _, is := range x.req.Fields[fieldReferred] {
		switch is {
		case "came":
			d.Accompanied = true
		case "arrival":
			d.Mentioned = ""
		}
	}
	return d, wrong
}

func ptr[T any](v T) *T { return &v }
