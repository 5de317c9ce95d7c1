package bot

import (
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// An entry is one of the day's lesser events that is not recorded yet: what was
// typed, filled in or chosen so far. An open choice keeps it.
type entry struct {
	Verb string // "call", "appoint" ...

	Customer rules.Customer // zero: not found yet, or new
	New      bool           // somebody the register does not know
	Phone    string         // E.164, as typed
	Ending   string
	Name     string `json:"Called"` // no visit's question, see closeChoices
	Needs    string
	Gender   string

	Person rules.Person // whom the entry is about or for
	To     rules.Person // complaint: who takes over; leaver: the successor

	Other      rules.Customer // family: the other customer; prefile: the referrer
	OtherTyped string         // as typed
	OtherPhone string         // E.164, where the other is new
	OtherName  string

	Relation string
	Act      string
	Answer   string // "yes" or "no", see words
	Visit    string // misconduct: which visit, noVisit for none
	Note     string
	Sure     bool // asked once more, and answered
}

// An entryKind is how one of them is asked for, allowed and recorded.
type entryKind struct {
	title    say.Line // of its form, and what it is called in lists
	about    whether  // it concerns a customer
	births   bool     // who may be somebody new
	other    whether  // it concerns another customer too
	newOther bool     // who may be somebody new
	self     bool     // Person is the asker unless they record for others
	fields   []entryField

	may    func(*exchange) error                     // refuses the asker, whatever the entry; nil: all may
	alone  func(*exchange) (Reply, error)            // answers the bare command; nil: with the form
	check  func(*exchange, entry) (field, it string) // what is not right; nil: nothing
	record func(*exchange, entry) (Reply, error)
}

// whether something is asked for.
type whether int

const (
	never whether = iota
	maybe
	always
)

// An entryField is one question of an entry's form.
type entryField struct {
	id       string
	kind     FieldKind
	label    say.Line
	eg       say.Line
	options  []labelled
	optional bool
	at       func(*entry) *string
}

// entryKinds has them by their commands.
func entryKinds() map[string]entryKind {
	return map[string]entryKind{
		"call": callKind(), "appoint": appointKind(), "giveup": giveUpKind(),
		"family": familyKind(), "own": ownKind(), "prefile": prefileKind(), "wish": wishKind(),
		"assign": assignKind(), "complaint": serviceKind(), "misconduct": misconductKind(),
		"leaver": leaverKind(), "confirm": confirmKind(), "assist": assistKind(),
	}
}

// entrySamples are what follows the customer in an example of each command.
var entrySamples = map[string]say.Line{
	"call": say.SampleCall, "appoint": say.SampleAppoint, "giveup": say.SampleGiveUp,
	"family": say.SampleFamily, "own": say.SampleOwn, "wish": say.SampleWish, "assign": say.SampleWish,
	"complaint": say.SampleService, "misconduct": say.SampleMisconduct, "leaver": say.SampleLeaver,
	"confirm": say.SampleConfirm, "assist": say.SampleAssist,
}

// slashOf is a command as it is typed, without the slash.
func slashOf(verb string) string {
	if _, day := entrySamples[verb]; (day || verb == "prefile") && verb != "appoint" {
		return "walkin " + verb
	}
	return verb
}

// needsRole lets those of at least a role.
func needsRole(role rules.Role) func(*exchange) error {
	return func(x *exchange) error {
		if rank(x.member.Role) < rank(role) {
			return x.needs(role)
		}
		return nil
	}
}

// typedEntry is what the words of a command say.
func typedEntry(w words) entry {
	e := entry{
		Verb: w.Verb, Phone: w.Phone, Ending: w.Ending, Name: w.Name, Needs: w.Needs, Gender: w.Gender,
		Person: w.person(), To: w.To, Relation: w.Relation, Act: w.Act, Answer: w.Answer, Note: w.Note,
		OtherTyped: first(w.Other, w.ReferrerIs), OtherName: w.OtherName,
	}
	if w.Referrer != "" {
		e.OtherTyped = say.Digits(w.Referrer, w.region)
	}
	switch {
	case w.Verb == "leaver" && len(w.People) > 1:
		e.To = w.People[1]
	case w.Verb == "appoint":
		e.Answer = "no"
		word, rest := splitVerb(w.Note)
		if _, book := bookings.find(word); book {
			e.Answer, e.Note = "yes", rest
		}
	}
	return e
}

// entryTyped handles the commands of entryKinds: with words it records, alone or
// where something is left out it opens the form.
func (x *exchange) entryTyped() (Reply, error) {
	verb := x.req.Command
	k := entryKinds()[verb]
	if k.may != nil {
		if err := k.may(x); err != nil {
			return Reply{}, err
		}
	}
	if k.alone != nil && strings.TrimSpace(x.req.Text) == "" {
		return k.alone(x)
	}
	w, problems := read(verb, x.req.Text, x.conf.Region)
	cards, err := x.sought(w)
	for _, s := range w.Splits {
		if len(cards) > 0 || err != nil {
			break
		}
		if w.Phone+w.Ending == "" {
			if cards, err = x.sought(words{Name: s.Name}); len(cards) > 0 {
				w.Name, w.Note = s.Name, s.Note
			}
		}
	}
	if err != nil {
		return Reply{}, err
	}
	if verb == "leaver" && len(problems) == 0 && len(w.People) > 2 {
		problems = []problem{{kind: twoPeople}}
	}
	if k.births && len(problems) == 0 && len(cards) == 0 && w.Phone != "" && w.Name == "" {
		problems = []problem{{kind: newPhone, word: w.Phone}}
	}
	e := typedEntry(w)
	if len(cards) == 1 && (w.Name == "" || say.SameName(cards[0].Name, w.Name)) {
		e.Customer, w.customer = cards[0].ID, cards[0].masked(x.lang)
	}
	if len(problems) > 0 {
		m := problems[0].message(w, x.lang, x.name)
		return x.mendable(e, m)
	}
	if k.about == never || w.Phone+w.Ending+w.Name == "" {
		return x.spoken(e, k)
	}
	return x.placed(e, k, cards)
}

// sought finds the customers whom words may mean: by a name alone only who is
// called exactly so.
func (x *exchange) sought(w words) ([]card, error) {
	cards, err := x.lookup(w.Phone, w.Ending, w.Name)
	if w.Phone+w.Ending == "" {
		cards = called(cards, w.Name)
	}
	return cards, err
}

// spoken is complete for what was not submitted by a form: what is not right is
// a message with the way to the form.
func (x *exchange) spoken(e entry, k entryKind) (Reply, error) {
	reply, err := x.complete(e, k)
	if err != nil || len(reply.Errors) == 0 {
		return reply, err
	}
	return x.mendable(e, Message{Head: capital(reply.Errors[0].Text), Facts: []string{x.in(say.FollowNothing)}})
}

// complete records an entry, opens its form where something is missing, or says
// what is not right.
func (x *exchange) complete(e entry, k entryKind) (Reply, error) {
	if _, known := x.book.Holding(e.Customer, x.now); e.Customer != "" && !known {
		return Reply{}, x.stale("")
	}
	if k.self {
		if e.Person == "" && (onFloor(x.member) || !x.mayRecord()) {
			e.Person = x.req.Asker.ID
		}
		if e.Person != "" && e.Person != x.req.Asker.ID && !x.mayRecord() {
			return Reply{}, x.needs(rules.Leader)
		}
	}
	for _, f := range k.fields {
		if p := rules.Person(*f.at(&e)); f.kind == PersonField && p != "" && !x.onList(p) {
			return Reply{Errors: []Wrong{{f.id, x.in(say.FieldNotStaff, "who", x.name(p))}}}, nil
		}
	}
	if e.Customer == "" && !e.New && k.about == always || k.other == always && e.OtherTyped == "" && e.Other == "" ||
		slices.ContainsFunc(k.fields, func(f entryField) bool { return !f.optional && *f.at(&e) == "" }) {
		return x.entryForm(e, k)
	}
	if wrong, err := x.findOther(&e, k); err != nil || wrong != "" {
		return Reply{Errors: []Wrong{{entryOther, wrong}}}, err
	}
	if k.check != nil {
		if field, wrong := k.check(x, e); wrong != "" {
			return Reply{Errors: []Wrong{{field, wrong}}}, nil
		}
	}
	return k.record(x, e)
}

// findOther finds the other customer of an entry, or says why not.
func (x *exchange) findOther(e *entry, k entryKind) (wrong string, err error) {
	if k.other == never || e.Other != "" || e.OtherTyped == "" {
		return "", nil
	}
	w, problems := read("owner", e.OtherTyped, x.conf.Region)
	if len(problems) > 0 {
		return problems[0].head(x.lang, w), nil
	}
	cards, err := x.sought(w)
	switch {
	case err != nil:
		return "", err
	case len(cards) == 1:
		e.Other = cards[0].ID
	case len(cards) > 1:
		return x.in(say.EntrySeveral, "n", len(cards)), nil
	case !k.newOther || w.Phone == "":
		return x.in(say.FollowUnknown, "who", say.Name(e.OtherTyped)), nil
	default:
		if e.OtherPhone, e.OtherName = w.Phone, first(e.OtherName, w.Name); e.OtherName == "" {
			return x.in(say.EntryNew), nil
		}
	}
	return "", nil
}
