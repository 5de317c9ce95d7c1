package bot

import (
	"regexp"
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
)

// spaced adds to the phone that begins in t the groups of digits after it,
// where only together they are one.
func (r *reader) spaced(t *token, next int) int {
	if _, ok := say.Phone(t.text, r.words.region); ok {
		return next
	}
	for n := r.run(next); n > 0; n-- {
		together := t.text + " " + r.joined(next, n)
		if _, ok := say.Phone(together, r.words.region); ok {
			t.text = together
			return next + n
		}
	}
	return next
}

// run returns how many tokens from i on look like parts of a phone; few enough
// for one.
func (r *reader) run(i int) int {
	n := 0
	for i+n < len(r.tokens) && n < 8 {
		if t := r.tokens[i+n]; t.quoted || t.key != "" || t.person != "" || !phoneLike(t.text) {
			break
		}
		n++
	}
	return n
}

func (r *reader) joined(i, n int) string {
	var parts []string
	for _, t := range r.tokens[i : i+n] {
		parts = append(parts, t.text)
	}
	return strings.Join(parts, " ")
}

// phone reads the phone, the last four digits or the mistyped phone at i.
func (r *reader) phone(i int) int {
	most := r.run(i)
	for n := most; n > 0; n-- {
		together := r.joined(i, n)
		if digits(together) < 7 {
			break
		}
		if e164, ok := say.Phone(halfWidths(together), r.words.region); ok {
			if !slices.Contains(r.phones, e164) {
				r.phones = append(r.phones, e164)
			}
			return i + n
		}
	}
	for n := 1; n <= min(most, 2); n++ {
		if m := masked.FindStringSubmatch(halfWidths(r.joined(i, n))); m != nil {
			r.ending(m[1])
			return i + n
		}
	}
	first := halfWidths(r.tokens[i].text)
	alone := true // the digits after first are no part of it
	if rest := halfWidths(r.joined(i, most)); digits(first) < 7 && digits(rest) >= 7 && !(r.grammar.ending && fourDigits(first)) {
		first, alone = rest, false
	}
	switch {
	case fourDigits(first):
		r.ending(first)
	case !r.named:
		r.wrong(problem{kind: unknownWord, word: first})
	default:
		r.wrong(problem{kind: badPhone, key: keyPhone, word: first})
	}
	if alone {
		return i + 1
	}
	return i + most
}

func (r *reader) ending(four string) {
	if !slices.Contains(r.endings, four) {
		r.endings = append(r.endings, four)
	}
}

// masked is a phone of which only the last four digits are to be seen.
var masked = regexp.MustCompile(`^[+()\d -]*[•*]{2,}(\d{4})$`)

// phoneLike reports whether a word is made of what phones are made of.
func phoneLike(s string) bool {
	return digits(s) > 0 && !strings.ContainsFunc(halfWidths(s), func(r rune) bool { return !phoneRune(r) && r != ' ' })
}

// halfWidths is halfWidth for a word.
func halfWidths(s string) string { return strings.Map(halfWidth, s) }

func fourDigits(s string) bool { return len(s) == 4 && digits(s) == 4 }

// digits counts the digits in s.
func digits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
