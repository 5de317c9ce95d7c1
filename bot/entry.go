package bot

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// An entry is one of the day's lesser events that is not recorded yet: what was
// typed, filled in or chosen so far. An open choice keeps it.
type entry struct {
	Verb string // "call", "appoint" ...

	Customer rules.Customer // zero: not found yet, or new
	New      bool           // somebody the register does not know
	Phone    string         // E.164, as typed
	Ending   string
	Name     string
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
	body, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("entry to be completed: %w", err)
	}
	id := rand.Text()
	return id, x.tx.OpenChoice(storage.Choice{ID: id, Site: x.site, Person: x.req.Asker.ID, At: x.now, Body: body})
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
