package bot

import (
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// words are what was understood of the words after a command; what was not
// said is zero. Names, needs and notes are plain text: cleaned, not escaped.
type words struct {
	Verb string // "visit", "claim" ...

	Phone  string // the customer's, E.164
	Ending string // its last four digits, where only those were typed
	Name   string
	People []rules.Person // @person: whom they asked for in visit, else whom the verb is about; several only in turn
	Note   string
	Splits []split // follow: where a Latin name may end and the note begin, longest name first

	Gender      string // "female", "male"
	Needs       string
	Been        *bool        // visited before, by their own word; nil: not said
	Receiver    rules.Person // who received, where another records it
	For         rules.Person // whose customer is received on behalf
	Via         string       // as the register spells it
	Purpose     string       // likewise
	Referrer    string       // their phone, E.164
	ReferrerIs  string       // their name, where no phone was typed
	Accompanied *bool        // whether the referrer came along
	With        []string     // companions' phones, E.164
	Came        string       // when they really came, 15:04

	NewPhone string // correct: what the phone is, E.164
	NewName  string // correct: what the name is

	State  string   // turn: "away", "back", "done", "off", "order", "why", "duty", "rush", "queue", "rest", "fairness"
	Reason string   // turn, away: "errand", "sales", "personal"
	Days   []string // turn, rest: the weekly days off, "mon" to "sun", or "none"

	Stage  rules.Stage
	Amount *int64 // in minor units
	Group  bool   // a group purchase
	Buyer  string
	Closer rules.Person

	Relation  string       // family, own: as the register spells it
	Other     string       // family: the other customer, as typed
	OtherName string       // and what they are called, where they are new
	Act       string       // misconduct: as the register spells it
	Answer    string       // complaint: whether upheld; assist: whether significant; appoint: whether to book
	To        rules.Person // complaint: who takes over

	Entry int64 // undo: the event's place in the register

	customer string // how the command writes the one customer it found; empty: as typed
	region   string
	called   map[rules.Person]string // the mentioned, as the chat spelled their names
}

// A split is one way to read a Latin name with a note after it.
type split struct{ Name, Note string }

// person returns the one person mentioned, or nobody.
func (w words) person() rules.Person {
	if len(w.People) == 0 {
		return ""
	}
	return w.People[0]
}

// cameAt returns the moment of now's day at which the customer came, in now's
// zone; zero where nothing was said of it.
func (w words) cameAt(now time.Time) time.Time {
	at, err := time.Parse("15:04", w.Came)
	if err != nil {
		return time.Time{}
	}
	y, m, d := now.Date()
	return time.Date(y, m, d, at.Hour(), at.Minute(), 0, 0, now.Location())
}

// A spelling is how the values of words are written: for the reader of an
// answer, or as one types them.
type spelling struct {
	lang   rules.Lang
	typed  bool
	text   func(string) string
	phone  func(string) string
	person func(rules.Person) string
}

func (s spelling) write(text string) string {
	if text == "" {
		return ""
	}
	return s.text(text)
}

// mention adds someone who was mentioned.
func (w *words) mention(p rules.Person) {
	if !slices.Contains(w.People, p) {
		w.People = append(w.People, p)
	}
}

// understood lists what was understood, for the reader of an answer: "name Ms
// Wang, asked for Bo". who writes people's names and may be nil.
func (w words) understood(lang rules.Lang, who func(rules.Person) string) string {
	p := spelling{
		lang: lang,
		text: say.Name,
		phone: func(e164 string) string {
			return say.Whole(e164, w.region)
		},
		person: func(id rules.Person) string {
			if who != nil {
				return who(id)
			}
			if w.called[id] != "" {
				return say.Name(w.called[id])
			}
			return "<@" + string(id) + ">"
		},
	}
	var said []string
	if w.customer != "" {
		said = append(said, w.customer)
	} else {
		if w.Name != "" {
			said = append(said, keyName.label.In(lang)+" "+p.text(w.Name))
		}
		if w.Phone != "" {
			said = append(said, keyPhone.label.In(lang)+" "+p.phone(w.Phone))
		}
		if w.Ending != "" && grammars[w.Verb].ending {
			said = append(said, say.PhoneEnding.In(lang, "ending", w.Ending))
		}
	}
	for _, id := range w.People {
		if w.Verb == "visit" {
			said = append(said, say.WordsAsked.In(lang)+" "+p.person(id))
		} else {
			said = append(said, p.person(id))
		}
	}
	for _, k := range grammars[w.Verb].keys {
		value := k.write(w, p)
		switch {
		case value == "":
		case k.bare:
			said = append(said, value)
		default:
			said = append(said, k.label.In(lang)+" "+value)
		}
	}
	if grammars[w.Verb].note && w.Note != "" {
		said = append(said, keyNote.label.In(lang)+" "+p.text(w.Note))
	}
	if len(said) == 0 {
		return say.WordsNothing.In(lang)
	}
	return say.Clauses(lang, said...)
}

// typedSpelling writes the values of w as they are typed.
func typedSpelling(lang rules.Lang, w words) spelling {
	return spelling{
		lang:  lang,
		typed: true,
		text:  quote,
		phone: func(e164 string) string { return say.Digits(e164, w.region) },
		person: func(id rules.Person) string {
			if name := w.called[id]; name != "" {
				return "<@" + string(id) + "|" + typedEscape.Replace(name) + ">"
			}
			return "<@" + string(id) + ">"
		},
	}
}

// typed writes w as the words that read reads as w.
func (w words) typed(lang rules.Lang) string {
	p := typedSpelling(lang, w)
	var out []string
	for _, id := range w.People {
		out = append(out, p.person(id))
	}
	if w.Name != "" {
		out = append(out, w.typedName())
	}
	if w.Phone != "" {
		out = append(out, p.phone(w.Phone))
	}
	if w.Ending != "" {
		out = append(out, w.Ending)
	}
	for _, k := range grammars[w.Verb].keys {
		switch value := k.write(w, p); {
		case value == "":
		case k.fixed:
			out = append(out, value)
		default:
			out = append(out, k.label.In(lang)+":"+value)
		}
	}
	if grammars[w.Verb].note && w.Note != "" {
		out = append(out, keyNote.label.In(lang)+":“"+typedEscape.Replace(w.Note)+"”")
	}
	return strings.Join(out, " ")
}

// typedName is the name without quotation marks where it reads as one so.
func (w words) typedName() string {
	name := typedEscape.Replace(w.Name)
	if grammars[w.Verb].note {
		return quoted(w.Name)
	}
	if again, wrong := read(w.Verb, name, w.region); len(wrong) > 0 || again.Name != w.Name {
		return quoted(w.Name)
	}
	return name
}

// typedEscape writes plain text as the chat hands it on.
var typedEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// quote writes a value so that it ends where it should.
func quote(s string) string {
	if strings.ContainsAny(s, " ,，、\"“”") {
		return quoted(s)
	}
	return typedEscape.Replace(s)
}

// quoted writes s in the quotation marks that it does not hold itself.
func quoted(s string) string {
	if strings.Contains(s, `"`) {
		return "“" + typedEscape.Replace(s) + "”"
	}
	return `"` + typedEscape.Replace(s) + `"`
}
