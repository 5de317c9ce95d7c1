package bot

import (
	"strings"
	"unicode"

	"github.com/walkin-chat/walkin/rules"
)

// A grammar is what one command's words may be.
type grammar struct {
	keys   []*key
	fixed  map[string]fixedWord
	named  bool // a customer may be meant
	ending bool // by the last four digits
	person bool // a colleague may be mentioned
	people bool // or several
	note   bool // all after the customer is a note
}

// A fixedWord stands by itself. It says false where something else has been
// said already.
type fixedWord func(*words) bool

// grammars has the commands that take words.
var grammars = map[string]grammar{
	"visit": {
		named: true, person: true, fixed: visitWords,
		keys: []*key{keyGender, keyNeeds, keyBeen, keyAsked, keyReceiver, keyVia, keyPurpose, keyReferrer, keyCame, keyAt, keyWith, keyFor, keyNote},
	},
	"claim":   {named: true, ending: true, keys: []*key{keyGender, keyNeeds}},
	"owner":   {named: true, ending: true},
	"dispute": {named: true, ending: true},
	"turn":    {person: true, people: true, fixed: turnWords, keys: []*key{keyState, keyReason, keyDays}},
	"follow":  {named: true, ending: true, person: true, note: true},
	"undo":    {keys: []*key{keyEntry}},
	"correct": {named: true, ending: true, keys: []*key{keyNewName, keyNewPhone}},
	"deal":    {named: true, ending: true, person: true, fixed: dealWords, keys: []*key{keyStage, keyAmount, keyBuyer, keyCloser, keyGroup, keyNote}},

	"call":       {named: true, ending: true, person: true, keys: []*key{keyGender, keyNeeds, keyNote}},
	"appoint":    {named: true, ending: true, person: true, note: true},
	"family":     {named: true, ending: true, fixed: relationWords, keys: []*key{keyRelation, keyOther, keyOthers, keyNote}},
	"giveup":     {named: true, ending: true, note: true},
	"own":        {named: true, ending: true, person: true, fixed: tieWords, keys: []*key{keyTie, keyNote}},
	"prefile":    {named: true, ending: true, person: true, keys: []*key{keyReferrer, keyNote}},
	"wish":       {named: true, ending: true, person: true, keys: []*key{keyNote}},
	"assign":     {named: true, ending: true, person: true, keys: []*key{keyNote}},
	"complaint":  {named: true, ending: true, person: true, fixed: verdictWords, keys: []*key{keyVerdict, keyTo, keyNote}},
	"misconduct": {named: true, ending: true, person: true, fixed: actWords, keys: []*key{keyAct, keyNote}},
	"leaver":     {person: true, people: true, keys: []*key{keyNote}},
	"confirm":    {named: true, ending: true, person: true, keys: []*key{keyNote}},
	"assist":     {named: true, ending: true, person: true, fixed: weightWords, keys: []*key{keyWeight, keyNote}},
}

var (
	relationWords = fixedWords(relations, func(w *words, v string) bool { return setOnce(&w.Relation, v) }, nil)
	tieWords      = fixedWords(ties, func(w *words, v string) bool { return setOnce(&w.Relation, v) }, nil)
	actWords      = fixedWords(acts, func(w *words, v string) bool { return setOnce(&w.Act, v) }, nil)
	verdictWords  = fixedWords(verdicts, func(w *words, v string) bool { return setOnce(&w.Answer, v) }, nil)
	weightWords   = fixedWords(weights, func(w *words, v string) bool { return setOnce(&w.Answer, v) }, nil)
)

var visitWords = fixedWords(
	choices{{"no", "第一次", "first", nil}, {"yes", "来过", "been", nil}},
	func(w *words, v string) bool {
		is := v == "yes"
		if w.Been != nil {
			return *w.Been == is
		}
		w.Been = &is
		return true
	}, nil)

var turnWords = fixedWords(
	states, func(w *words, v string) bool { return setOnce(&w.State, v) },
	fixedWords(
		reasons, func(w *words, v string) bool { return setOnce(&w.Reason, v) },
		fixedWords(days, func(w *words, v string) bool { w.Days = append(w.Days, v); return true }, nil)))

var dealWords = fixedWords(
	stages, func(w *words, v string) bool { return setOnce(&w.Stage, rules.Stage(v)) },
	fixedWords(groups, func(w *words, _ string) bool { w.Group = true; return true }, nil))

// setOnce sets field, unless it was set to something else.
func setOnce[T comparable](field *T, v T) bool {
	var none T
	if *field != none {
		return *field == v
	}
	*field = v
	return true
}

// fixedWords adds what the words of cs do to more.
func fixedWords(cs choices, set func(*words, string) bool, more map[string]fixedWord) map[string]fixedWord {
	if more == nil {
		more = map[string]fixedWord{}
	}
	for _, c := range cs {
		for _, word := range append([]string{c.zh, c.en}, c.also...) {
			more[word] = func(w *words) bool { return set(w, c.value) }
		}
	}
	return more
}

// splitVerb cuts the first word off the rest: /walkin's verb off its words.
func splitVerb(text string) (verb, rest string) {
	text = strings.TrimSpace(text)
	i := strings.IndexFunc(text, unicode.IsSpace)
	if i < 0 {
		return text, ""
	}
	return text[:i], strings.TrimSpace(text[i:])
}
