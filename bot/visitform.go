package bot

import (
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// The fields of the visit form.
const (
	fieldPhone    = "phone"
	fieldName     = "name"
	fieldBeen     = "been"
	fieldAsked    = "asked"
	fieldReceiver = "receiver"
	fieldVia      = "via"
	fieldPurpose  = "purpose"
	fieldReferrer = "referrer"
	fieldReferred = "referred"
	fieldWith     = "with"
	fieldGender   = "gender"
	fieldNeeds    = "needs"
	fieldRelation = "relation"
	fieldChoice   = "choice"
	fieldElse     = "else"
)

// The choices of the form, as the register spells them.
var (
	viaLabels = []labelled{
		{"walk_in", say.ViaWalkIn},
		{"appointment", say.ViaAppointment},
		{"assigned", say.ViaAssigned},
		{"company", say.ViaCompany},
		{"group_buy", say.ViaGroupBuy},
	}
	purposeLabels = []labelled{
		{"buy", say.PurposeBuy},
		{"look", say.PurposeLook},
		{"brochure", say.PurposeBrochure},
		{"rent", say.PurposeRent},
		{"survey", say.PurposeSurvey},
		{"developer", say.PurposeDeveloper},
		{"peer", say.PurposePeer},
		{"vendor", say.PurposeVendor},
		{"press", say.PurposePress},
		{"staff", say.PurposeStaff},
	}
	relationLabels = []labelled{
		{"spouse", say.RelationSpouse},
		{"parent", say.RelationParent},
		{"child", say.RelationChild},
		{"sibling", say.RelationSibling},
		{"relative", say.RelationOther},
		{"friend", say.RelationFriend},
	}
)

type labelled struct {
	value string
	label say.Line
}

func (x *exchange) options(list []labelled) []Option {
	var out []Option
	for _, l := range list {
		out = append(out, Option{l.value, x.in(l.label)})
	}
	return out
}

// visitForm is the form that /visit alone opens, filled in with what is known.
// id is the open choice that keeps what the form has no field for; empty: none.
func (x *exchange) visitForm(d draft, id string) (Reply, error) {
	been := ""
	if d.First != nil {
		been = "yes"
		if *d.First {
			been = "first"
		}
	}
	referrer, err := x.referrerTyped(d)
	if err != nil {
		return Reply{}, err
	}
	fields := []Field{
		{ID: fieldPhone, Kind: TextField, Label: x.in(say.FormPhone), Placeholder: x.in(say.FormPhoneEg), Hint: x.in(say.FormPhoneHint), Optional: true, Initial: lines(x.typedPhone(d.Phone)), Max: 40, Watch: true},
		{ID: fieldName, Kind: TextField, Label: x.in(say.FormName), Placeholder: x.in(say.FormNameEg), Initial: lines(d.Name), Max: mostName},
		{ID: fieldBeen, Kind: RadioField, Label: x.in(say.FormBeen), Initial: lines(been), Options: []Option{
			{"first", x.in(say.FormBeenFirst)},
			{"yes", x.in(say.FormBeenYes)},
			{"unasked", x.in(say.FormBeenUnasked)},
		}},
		{ID: fieldAsked, Kind: PersonField, Label: x.in(say.FormAsked), Placeholder: x.in(say.FormAskedEg), Optional: true, Initial: lines(string(d.AskedFor))},
	}
	if x.mayRecord() {
		fields = append(fields, Field{ID: fieldReceiver, Kind: PersonField, Label: x.in(say.FormReceiver), Initial: lines(first(string(d.Receiver), string(x.book.Rotation(x.now).Next)))})
	}
	fields = append(fields,
		Field{ID: fieldVia, Kind: SelectField, Label: x.in(say.FormVia), Optional: true, Options: x.options(viaLabels), Initial: []string{first(d.Via, "walk_in")}},
		Field{ID: fieldPurpose, Kind: SelectField, Label: x.in(say.FormPurpose), Optional: true, Options: x.options(purposeLabels), Initial: []string{first(d.Purpose, "buy")}},
		Field{ID: fieldReferrer, Kind: TextField, Label: x.in(say.FormReferrer), Placeholder: x.in(say.FormReferrerEg), Optional: true, Max: mostName, Initial: lines(referrer), Watch: true},
	)
	asks := ""
	if referrer != "" {
		asks = fieldReferred
		var referred []string
		if d.Accompanied {
			referred = append(referred, "came")
		}
		if d.Mentioned == "" {
			referred = append(referred, "arrival")
		}
		fields = append(fields, Field{ID: fieldReferred, Kind: CheckField, Label: x.in(say.FormReferrerWas), Optional: true, Initial: referred, Options: []Option{
			{"came", x.in(say.FormRefCame)},
			{"arrival", x.in(say.FormRefArrival)},
		}})
	}
	fields = append(fields,
		Field{ID: fieldWith, Kind: TextField, Label: x.in(say.FormWith), Placeholder: x.in(say.FormWithEg), Optional: true, Initial: lines(x.typedPhones(d.With)), Max: 200},
		Field{ID: fieldGender, Kind: RadioField, Label: x.in(say.FormGender), Optional: true, Initial: lines(d.Gender), Options: []Option{
			{"female", x.in(say.FormFemale)},
			{"male", x.in(say.FormMale)},
		}},
		Field{ID: fieldNeeds, Kind: LinesField, Label: x.in(say.FormNeeds), Placeholder: x.in(say.FormNeedsEg), Optional: true, Initial: lines(d.Needs), Max: 500},
	)
	return Reply{Form: &Form{
		ID: "visit", Title: x.in(say.FormVisitTitle), Submit: x.in(say.FormVisitSubmit), Cancel: x.in(say.Cancel),
		Private: x.value(id, asks), Notes: lines(x.beyond(d)), Fields: fields,
	}}, nil
}

// mostName is how many characters a form takes for a name.
const mostName = 60

// visitChanged looks the phone up as soon as it is typed: where it is a
// colleague's customer the form says so above its fields. Who typed a referrer
// is asked about them.
func (x *exchange) visitChanged() (Reply, error) {
	d, wrong := x.visitFields()
	if x.arg(1) != fieldReferred {
		d.Mentioned = "during" // nothing is ticked beforehand
	}
	alert := ""
	if i := slices.IndexFunc(wrong, func(w Wrong) bool { return w.Field == fieldPhone }); i >= 0 {
		alert = wrong[i].Text
	}
	if d.Phone != "" && x.door() == rules.DoorEveryone {
		found, err := x.tx.ByPhone(x.site, d.Phone)
		if err != nil {
			return Reply{}, err
		}
		if len(found) == 1 {
			d.Name = first(d.Name, found[0].Name)
			receiver := rules.Person(first(string(d.Receiver), string(x.req.Asker.ID)))
			if a := x.book.Arrival(found[0].Customer, receiver, x.now); a.Returns && !a.Own {
				alert = x.absentHead(x.card(found[0]), a)
				if err := x.tellShown(found[0].Customer); err != nil {
					return Reply{}, err
				}
			}
		}
	}
	reply, err := x.visitForm(d, x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	reply.How, reply.Form.Alert = UpdateForm, alert
	return reply, nil
}

// visitSubmitted records what was filled in, or shows the second form where the
// customer is a colleague's. A referrer of whom the form has not asked how they
// came up, it asks about first.
func (x *exchange) visitSubmitted() (Reply, error) {
	d, wrong := x.visitFields()
	if len(wrong) > 0 {
		return Reply{Errors: wrong}, nil
	}
	if d.Refers != "" && x.arg(1) != fieldReferred {
		d.Mentioned = "during"
		reply, err := x.visitForm(d, x.arg(0))
		reply.How = UpdateForm
		return reply, err
	}
	d.Refers = ""
	reply, err := x.arrive(d)
	if err != nil || reply.Message == nil {
		return reply, err
	}
	if id := x.arg(0); id != "" && !x.fresh[id] {
		if _, err := x.tx.CloseChoice(id); err != nil {
			return Reply{}, err
		}
	}
	return x.asForm(reply)
}

// asForm turns a choice that a form led to into a second form: its buttons
// become radios, so that the answer is given where the question is.
func (x *exchange) asForm(reply Reply) (Reply, error) {
	m := reply.Message
	f := &Form{
		ID: "visit.choice", Title: x.in(say.FormColleague), Submit: x.in(say.FormConfirm), Cancel: x.in(say.Cancel),
		Head: m.Head, Facts: m.Facts, Notes: m.Notes,
	}
	choice := Field{ID: fieldChoice, Kind: RadioField, Label: x.in(say.FormChoice)}
	for _, b := range m.Buttons {
		// site|choice|option|customer: the form carries all but the option.
		args := strings.Split(b.Value, "|")
		if b.Action != "visit.choose" || len(args) < 4 {
			continue
		}
		f.Private = strings.Join([]string{args[0], args[1], "", args[3]}, "|")
		if args[2] != optOther {
			choice.Options = append(choice.Options, Option{args[2], b.Label})
		}
	}
	if len(choice.Options) == 0 {
		return reply, nil
	}
	f.Fields = []Field{choice}
	if slices.ContainsFunc(m.Menus, func(m Menu) bool { return m.Action == "visit.else" }) {
		f.Fields[0].Options = append(f.Fields[0].Options, Option{optElse, x.in(say.VisitElseMenu)})
		f.Fields = append(f.Fields, Field{ID: fieldElse, Kind: PersonField, Label: x.in(say.FormSubstitute), Optional: true})
	}
	f.Fields[0].Options = append(f.Fields[0].Options, Option{optOther, x.in(say.VisitOtherButton)})
	return Reply{Form: f, How: UpdateForm}, nil
}

// choiceSubmitted answers the second form.
func (x *exchange) choiceSubmitted() (Reply, error) {
	option, substitute := x.field(fieldChoice), x.field(fieldElse)
	switch {
	case option == "":
		return Reply{Errors: []Wrong{{fieldChoice, x.in(say.VisitChoose)}}}, nil
	case option == optElse && substitute == "":
		return Reply{Errors: []Wrong{{fieldElse, x.in(say.FormWhoElse)}}}, nil
	case option == optElse && !x.onList(rules.Person(substitute)):
		return Reply{Errors: []Wrong{{fieldElse, x.in(say.FieldNotStaff, "who", x.name(rules.Person(substitute)))}}}, nil
	}
	x.args = []string{x.arg(0), option, x.arg(2)}
	if option == optElse {
		return x.decide(x.arg(0), option, rules.Person(substitute))
	}
	reply, err := x.choose()
	reply.How = UpdateForm
	return reply, err
}

// otherForm asks who somebody is that is not the one on record with the phone.
func (x *exchange) otherForm(id string) (Reply, error) {
	d, err := x.openDraft(id)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Form: &Form{
		ID: "visit.other", Title: x.in(say.FormOtherTitle), Submit: x.in(say.FormVisitSubmit), Cancel: x.in(say.Cancel),
		Private: x.value(id, "", string(d.Customer)),
		Facts:   lines(say.Facts(x.in(say.FormPhone), say.Whole(d.Phone, x.conf.Region))),
		Fields: []Field{
			{ID: fieldName, Kind: TextField, Label: x.in(say.FormName), Placeholder: x.in(say.FormNameEg), Max: mostName},
		},
	}}, nil
}

// otherSubmitted records somebody new with a phone that is on record already.
func (x *exchange) otherSubmitted() (Reply, error) {
	d, err := x.openDraft(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if d.Name = say.Clean(x.field(fieldName)); d.Name == "" {
		return Reply{Errors: []Wrong{{fieldName, x.in(say.FormNameMissing)}}}, nil
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	d.Customer, d.New, d.Rename, d.Owner, d.For = "", true, false, "", ""
	return x.arrive(d)
}

// familyForm asks for the relation of a new customer to the one on record.
func (x *exchange) familyForm(id string, d draft, kin rules.Customer) (Reply, error) {
	card, err := x.customer(kin)
	return Reply{Form: &Form{
		ID: "visit.family", Title: x.in(say.FormFamilyTitle), Submit: x.in(say.FormVisitSubmit), Cancel: x.in(say.Cancel),
		Private: x.value(id, "", string(kin)), Facts: []string{card.masked(x.lang)},
		Fields: []Field{
			{ID: fieldName, Kind: TextField, Label: x.in(say.FormName), Placeholder: x.in(say.FormNameEg), Initial: lines(d.Name), Max: mostName},
			{ID: fieldRelation, Kind: SelectField, Label: x.in(say.FormRelation), Options: x.options(relationLabels)},
		},
	}}, err
}

// familySubmitted records a relation of a customer on record.
func (x *exchange) familySubmitted() (Reply, error) {
	d, err := x.openDraft(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if d.Name = say.Clean(x.field(fieldName)); d.Name == "" {
		return Reply{Errors: []Wrong{{fieldName, x.in(say.FormNameMissing)}}}, nil
	}
	d.New, d.Kin, d.Relation = true, rules.Customer(x.arg(2)), x.field(fieldRelation)
	if d.Relation == "" {
		return Reply{Errors: []Wrong{{fieldRelation, x.in(say.VisitChoose)}}}, nil
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	return x.arrive(d)
}
