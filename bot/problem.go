package bot

import (
	"regexp"
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A problemKind is what is wrong with words; what stands first is shown first.
type problemKind int

const (
	tooLong     problemKind = iota // more than mostWords characters
	openQuote                      // a quotation mark that nothing closes
	badPhone                       // digits that are no phone
	twoPhones                      // or two endings, or both
	onlyEnding                     // four digits where a whole phone is needed
	newPhone                       // a phone that is not in the register, with no name
	emptyValue                     // a key with nothing after its colon
	noCustomer                     // nothing says which customer is meant
	notPerson                      // an @name that the chat did not resolve
	twoPeople                      // two are mentioned where one is meant
	twoNames                       // two customers' names
	unknownKey                     // key:value with a key that the command has not
	unknownWord                    // a word by itself, likewise
	contrary                       // a word that does not go with another
	twice                          // the same key twice
	badAmount                      // no amount of money
	notValue                       // another value that does not go with its key
)

// A problem is something in the words that does not fit.
type problem struct {
	kind  problemKind
	word  string   // as typed: the word, key, value or digits in the way
	value string   // unknownKey: what stood after it
	all   []string // the two of a kind
	key   *key     // whose value it is
	n     int      // tooLong: how many characters
	clock bool     // unknownWord: a time of day
}

// message is the answer to words that do not fit, in three lines: what stands
// in the way, what was understood, what to write instead. who writes people's
// names and may be nil. A command that has a form adds the button to it.
func (p problem) message(w words, lang rules.Lang, who func(rules.Person) string) Message {
	return Message{Head: p.head(lang, w), Facts: []string{p.second(lang, w, who), p.third(lang, w)}}
}

// head says what stands in the way.
func (p problem) head(lang rules.Lang, w words) string {
	label := ""
	if p.key != nil {
		label = p.key.label.In(lang)
	}
	word := say.Name(p.word)
	switch p.kind {
	case tooLong:
		return say.WordsTooLong.In(lang, "n", p.n, "most", mostWords)
	case openQuote:
		return say.WordsOpenQuote.In(lang)
	case badPhone:
		return say.NotPhone(lang, p.word, w.region)
	case twoPhones:
		return say.WordsTwoPhones.In(lang)
	case onlyEnding:
		return say.WordsEnding.In(lang, "ending", word)
	case newPhone:
		return say.WordsNewPhone.In(lang, "phone", say.Whole(w.Phone, w.region))
	case noCustomer:
		return say.WordsNobody.In(lang)
	case notPerson:
		return say.WordsNotResolved.In(lang, "word", word)
	case twoPeople:
		return say.WordsTwoPeople.In(lang)
	case twoNames:
		var names []string
		for _, n := range p.all {
			names = append(names, say.Name(n))
		}
		return say.WordsTwoNames.In(lang, "names", say.Names(lang, names...))
	case unknownKey, unknownWord:
		return say.WordsUnknown.In(lang, "word", word)
	case contrary:
		return say.WordsContrary.In(lang, "word", word)
	case twice:
		return say.WordsTwice.In(lang, "key", label)
	case emptyValue:
		return say.WordsEmpty.In(lang, "key", label)
	case badAmount:
		return say.WordsAmount.In(lang, "value", word)
	}
	return say.WordsNotValue.In(lang, "key", label, "value", word)
}

// second says what was understood, or in turn, what can be said.
func (p problem) second(lang rules.Lang, w words, who func(rules.Person) string) string {
	if w.Verb == "turn" && (p.kind == unknownWord || p.kind == contrary) {
		return say.WordsTurn.In(lang)
	}
	return say.WordsUnderstood.In(lang, "what", w.understood(lang, who))
}

// third says that nothing has changed, and what to write.
func (p problem) third(lang rules.Lang, w words) string {
	next := say.WordsExample.In(lang, "example", w.example(lang))
	switch {
	case p.kind == twoPhones && w.Verb == "visit":
		second := p.all[len(p.all)-1]
		if len(second) > 4 {
			second = say.Digits(second, w.region)
		}
		next = say.WordsCompanion.In(lang, "phone", second)
	case p.kind == twoNames && w.Verb == "visit":
		next = say.WordsOneAtATime.In(lang)
	case p.kind == unknownKey && slices.Contains(grammars[w.Verb].keys, keyNeeds):
		next = say.WordsCouldWrite.In(lang, "example", asNeeds(lang, p.word, p.value))
	case p.kind == unknownWord && p.clock && w.Verb == "visit":
		next = say.WordsCouldWrite.In(lang, "example", say.KeyAt.In(lang)+":"+say.Safe(p.word))
	case p.kind == notPerson:
		next = say.WordsMention.In(lang)
	case p.key == nil || p.key == keyPhone:
	case p.key.among != nil && p.kind == notValue:
		next = say.WordsChoices.In(lang, "words", p.key.among.words(lang))
	default:
		next = say.WordsExample.In(lang, "example", p.key.label.In(lang)+":"+p.key.sample.In(lang))
	}
	return say.Sentences(lang, unchanged(lang, w), next)
}

// unchanged says that the command did nothing.
func unchanged(lang rules.Lang, w words) string {
	switch w.Verb {
	case "owner", "dispute":
		return "" // it never does
	case "correct", "undo":
		return say.WordsUnchanged.In(lang)
	case "turn":
		if w.person() != "" {
			return say.WordsUnchanged.In(lang)
		}
		return say.WordsSameState.In(lang)
	}
	return say.WordsNotRecorded.In(lang)
}

// example is the command as it can be typed, with the customer that was
// understood.
func (w words) example(lang rules.Lang) string {
	eg := words{Verb: w.Verb, Name: w.Name, Phone: w.Phone, Ending: w.Ending, region: w.region}
	sample := eg.Name + eg.Phone + eg.Ending
	if w.Verb == "visit" {
		eg.Ending = ""
		if eg.Name == "" {
			eg.Name = say.SampleName.In(lang)
		}
	}
	if eg.Phone == "" && (w.Verb == "visit" || w.Verb == "claim" && sample == "") {
		eg.Phone, _ = say.Phone(say.SamplePhone.In(lang), "CN")
	}
	rest := ""
	switch w.Verb {
	case "follow":
		rest = say.SampleFollow.In(lang)
	case "turn":
		rest = say.SampleAway.In(lang)
	case "correct":
		rest = say.KeyPhone.In(lang) + ":" + say.SamplePhone.In(lang)
	case "deal":
		rest = keyStage.sample.In(lang)
	case "undo":
		return "/" + w.Verb
	default:
		rest = entrySamples[w.Verb].In(lang)
	}
	switch w.Verb {
	case "leaver", "misconduct":
	case "visit", "claim", "turn", "undo":
	default:
		if sample == "" {
			eg.Ending = say.SampleEnding.In(lang)
		}
	}
	// What is typed is escaped as the chat would; Safe is for what is shown.
	typed := say.Safe(unescape.Replace(eg.typed(lang)))
	return strings.TrimRight("/"+slashOf(w.Verb)+" "+strings.TrimLeft(typed+" "+rest, " "), " ")
}

// asNeeds writes an unknown key and its value as a need.
func asNeeds(lang rules.Lang, key, value string) string {
	text := key + value
	if lang != rules.Zh {
		text = strings.TrimSpace(key + " " + millions.ReplaceAllString(value, "$1 million"))
	}
	return say.Safe(say.KeyNeeds.In(lang) + ":" + unescape.Replace(quote(text)))
}

// millions finds 3m, which in a sentence would be three metres.
var millions = regexp.MustCompile(`\b(\d+(?:\.\d+)?)m\b`)
