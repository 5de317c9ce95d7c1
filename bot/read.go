package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// mostWords is how many characters may follow a command.
const mostWords = 500

// read understands the words after a command, each by its shape, in any order.
// verb is the command, such as "visit"; region is where phones without a
// country belong. What does not fit is a problem, never a guess: where there
// are problems nothing may be recorded, and the first is the one to show. What
// was understood besides is in words.
func read(verb, text, region string) (words, []problem) {
	r := &reader{grammar: grammars[verb], said: map[*key]bool{}}
	r.words = words{Verb: verb, region: region}
	line := norm.NFC.String(say.Clean(text))
	if n := utf8.RuneCountInString(line); n > mostWords {
		return r.words, []problem{{kind: tooLong, n: n}}
	}
	s := newScanner(line, grammars[verb].holdsCommas)
	s.brackets = verb == "turn"
	r.scanner, r.tokens = s, s.tokens()
	r.all()
	r.settle()
	slices.SortStableFunc(r.problems, func(a, b problem) int { return int(a.kind - b.kind) })
	return r.words, r.problems
}

// holdsCommas reports whether the value of a key goes on after a comma.
func (g grammar) holdsCommas(typed string) bool {
	k := g.key(typed)
	return k != nil && k.commas
}

// key finds the key that is typed so.
func (g grammar) key(typed string) *key {
	typed = strings.ToLower(typed)
	keys := g.keys
	if g.named {
		// The keys of a correction are the new name and phone.
		keys = append(slices.Clone(keys), keyName, keyPhone)
	}
	for _, k := range keys {
		if k.take != nil && (typed == k.label.Zh || typed == k.label.En || slices.Contains(k.also, typed)) {
			return k
		}
	}
	return nil
}

// A reader goes through the tokens of one command.
type reader struct {
	grammar
	*scanner
	words    words
	problems []problem
	tokens   []token
	said     map[*key]bool
	phones   []string // those without a key
	endings  []string
	names    []name // likewise
}

// A name is made of adjacent tokens.
type name struct {
	first, last int // its tokens
	text        string
}

func (r *reader) wrong(p problem) { r.problems = append(r.problems, p) }

// all reads every token, or in front of a note those up to it.
func (r *reader) all() {
	for i := 0; i < len(r.tokens); {
		if r.note && !r.number(i) {
			if r.customerKnown() {
				r.words.Note = r.noteFrom(r.tokens[i-1].end)
				return
			}
			if len(r.names) > 0 && !r.continues(i) {
				break
			}
		}
		i = r.one(i)
	}
	if r.note && len(r.names) > 0 && !r.customerKnown() {
		r.split()
	}
}

// number reports whether a phone or the last four digits of one stand at i,
// behind a name and before a note.
func (r *reader) number(i int) bool {
	if len(r.phones)+len(r.endings) > 0 || r.words.Phone != "" {
		return false
	}
	for _, n := range r.names {
		if !r.ended(n) && capitals(r.tokens[n.first:n.last+1]) <= n.last-n.first {
			return false // the note has begun
		}
	}
	run := r.joined(i, min(1, r.run(i)))
	return digits(run) >= 4
}

// continues reports whether the token at i may be part of the Latin name
// before it.
func (r *reader) continues(i int) bool {
	t := r.tokens[i]
	return t.key == "" && t.person == "" && !t.quoted && !hasHan(t.text) && !phoneLike(t.text)
}

// capitals counts the tokens up to the first that begins with no capital.
func capitals(ts []token) int {
	for i, t := range ts {
		if first, _ := utf8.DecodeRuneInString(t.text); !unicode.IsUpper(first) && !unicode.IsTitle(first) {
			return i
		}
	}
	return len(ts)
}

// one reads the token at i, and those after it that belong to it; it returns
// the place of the next.
func (r *reader) one(i int) int {
	t := r.tokens[i]
	if t.open {
		r.wrong(problem{kind: openQuote})
	}
	switch {
	case t.key != "":
		return r.keyed(i)
	case t.person != "":
		r.meet(t)
		if !r.person {
			r.wrong(problem{kind: unknownWord, word: t.text})
			break
		}
		r.words.mention(t.person)
	case t.quoted:
		r.called(i)
	case phoneLike(t.text):
		return r.phone(i)
	case strings.HasPrefix(t.text, "@") && len(t.text) > 1:
		r.wrong(problem{kind: notPerson, word: t.text})
	case r.fixedWord(t.text):
	default:
		r.called(i)
	}
	return i + 1
}

func (r *reader) meet(t token) {
	if t.handle == "" {
		return
	}
	if r.words.called == nil {
		r.words.called = map[rules.Person]string{}
	}
	r.words.called[t.person] = t.handle
}

// fixedWord reads a word that stands by itself; false where it is none.
func (r *reader) fixedWord(typed string) bool {
	word, known := r.fixed[typed]
	if !known && !r.named {
		// Where nobody's name can stand, capitals make no difference.
		word, known = r.fixed[strings.ToLower(typed)]
	}
	if known && !word(&r.words) {
		r.wrong(problem{kind: contrary, word: typed})
	}
	return known
}

// customerKnown reports whether the words so far say which customer is meant.
func (r *reader) customerKnown() bool {
	return len(r.phones)+len(r.endings) > 0 || r.words.Phone != "" || r.words.Name != "" ||
		len(r.names) == 1 && r.ended(r.names[0])
}

// ended reports whether the name in front of a note can't go on: it is in
// quotation marks or has Chinese letters.
func (r *reader) ended(n name) bool {
	return r.tokens[n.first].quoted || hasHan(n.text)
}

// keyed reads key:value.
func (r *reader) keyed(i int) int {
	t, next := r.tokens[i], i+1
	if clock.MatchString(t.key + ":" + t.text) {
		r.wrong(problem{kind: unknownWord, word: t.key + ":" + t.text, clock: true})
		return next
	}
	k := r.key(t.key)
	if k == keyCame && clock.MatchString(halfWidths(t.text)) {
		k = keyAt
	}
	if k == nil {
		r.wrong(problem{kind: unknownKey, word: t.key, value: t.text})
		return next
	}
	if t.text == "" {
		r.wrong(problem{kind: emptyValue, key: k})
		return next
	}
	if k.wrong == badPhone && !t.quoted && phoneLike(t.text) {
		next = r.spaced(&t, next)
	}
	if (r.said[k] || k.write(r.words, typedSpelling(rules.En, r.words)) != "") && k != keyWith {
		r.wrong(problem{kind: twice, key: k})
		return next
	}
	r.said[k] = true
	before := r.words
	r.meet(t)
	if !k.take(&r.words, value{text: t.text, person: t.person}, r.words.region) {
		before.called = r.words.called
		r.words = before
		r.wrong(problem{kind: k.wrong, key: k, word: t.text})
	}
	return next
}

// called adds the token at i to the names: Latin words in a row are one.
func (r *reader) called(i int) {
	text := r.tokens[i].text
	if text == "" {
		return
	}
	if n := len(r.names); n > 0 && !r.tokens[i].quoted && !r.tokens[r.names[n-1].last].quoted {
		before := &r.names[n-1]
		if before.last == i-1 && hanAddress(text) && hasHan(before.text) {
			before.last = i
			before.text += text
			return
		}
		inRow := !hasHan(before.text) && !hasHan(text) || !hasLetter(before.text) || !hasLetter(text)
		if before.last == i-1 && inRow && !address(text) {
			before.last = i
			before.text += " " + text
			return
		}
	}
	r.names = append(r.names, name{i, i, text})
}

// hanAddress says whether a word is a form of address that belongs to the name
// before it: 欧阳 先生 is one.
func hanAddress(word string) bool {
	switch word {
	case "先生", "女士", "小姐", "太太", "老师":
		return true
	}
	return false
}

// address says whether a word is a form of address: with it another name
// begins, Ms Wang Mr Li are two.
func address(word string) bool {
	switch strings.ToLower(strings.TrimSuffix(word, ".")) {
	case "mr", "ms", "mrs", "miss", "dr", "prof":
		return true
	}
	return false
}

// noteFrom is all from a place on as a note, with or without its key.
func (r *reader) noteFrom(from int) string {
	note := strings.TrimLeft(r.asTyped(from, len(r.line)), " ,，、。:：;；")
	for _, label := range []string{keyNote.label.Zh, keyNote.label.En} {
		rest, cut := strings.CutPrefix(note, label)
		if !cut {
			continue
		}
		colon, size := utf8.DecodeRuneInString(rest)
		if halfWidth(colon) != ':' {
			continue
		}
		note = strings.TrimSpace(rest[size:])
		first, size := utf8.DecodeRuneInString(note)
		last, end := utf8.DecodeLastRuneInString(note)
		if len(note) >= size+end && strings.ContainsRune(`"“”`, first) && strings.ContainsRune(`"“”`, last) && (first == '"') == (last == '"') {
			note = strings.TrimSpace(note[size : len(note)-end])
		}
		break
	}
	return note
}

// split finds where a Latin name may end and the note begin. As long as nobody
// has looked which customers there are, it ends with its capitals.
func (r *reader) split() {
	n := r.names[0]
	end := max(1, capitals(r.tokens[n.first:n.last+1]))
	for last := n.last; last >= n.first; last-- {
		s := split{Name: r.joined(n.first, last-n.first+1), Note: r.noteFrom(r.tokens[last].end)}
		r.words.Splits = append(r.words.Splits, s)
		if last-n.first+1 == end {
			r.words.Name, r.words.Note = s.Name, s.Note
		}
	}
	r.names = nil
}

// settle makes one customer of what stood without a key, or says what there is
// two of.
func (r *reader) settle() {
	w := &r.words
	if w.Phone != "" && !slices.Contains(r.phones, w.Phone) {
		r.phones = append(r.phones, w.Phone)
	}
	r.endings = slices.DeleteFunc(r.endings, func(four string) bool {
		return len(r.phones) == 1 && say.Ending(r.phones[0]) == four
	})
	switch {
	case len(r.phones)+len(r.endings) > 1:
		w.Phone = ""
		r.wrong(problem{kind: twoPhones, all: append(r.phones, r.endings...)})
	case len(r.phones) == 1:
		w.Phone = r.phones[0]
	case len(r.endings) == 1:
		w.Ending = r.endings[0]
		if !r.grammar.ending {
			r.wrong(problem{kind: onlyEnding, word: w.Ending})
		}
	}
	var all []string
	for _, n := range r.names {
		all = append(all, n.text)
	}
	if w.Name != "" && len(all) > 0 && !slices.Contains(all, w.Name) {
		all = append([]string{w.Name}, all...)
	}
	switch {
	case len(all) == 0:
	case !r.named:
		r.wrong(problem{kind: unknownWord, word: all[0]})
	case len(all) == 1 && (address(all[0]) || hanAddress(all[0])):
		// A form of address names nobody.
		r.wrong(problem{kind: unknownWord, word: all[0]})
	case len(all) == 1:
		w.Name = all[0]
	default:
		w.Name = ""
		r.wrong(problem{kind: twoNames, all: all})
	}
	if len(w.People) > 1 && !r.people {
		r.wrong(problem{kind: twoPeople})
	}
	switch {
	case w.Reason == "":
	case w.State == "":
		w.State = "away" // nothing else has a reason
	case w.State != "away":
		r.wrong(problem{kind: contrary, word: r.typed(reasons, w.Reason)})
	}
	switch {
	case len(w.Days) > 0 && w.State != "" && w.State != "rest":
		r.wrong(problem{kind: contrary, word: r.typed(days, w.Days[0])})
	case len(w.People) > 0 && (w.State == "rush" || w.State == "queue"):
		r.wrong(problem{kind: contrary, word: "@" + w.called[w.person()]})
	}
}

// typed is the word by which a value was chosen.
func (r *reader) typed(cs choices, value string) string {
	for _, t := range r.tokens {
		if v, known := cs.find(t.text); known && v == value {
			return t.text
		}
	}
	return value
}

// clock is a time of day.
var clock = regexp.MustCompile(`^\d{1,2}:\d{2}$`)

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
