// Package say holds every sentence the bot utters, Chinese and English side by
// side, and the ways in which names, phones, dates and numbers are written in
// them. A sentence is a [Line]; the file it stands in is named after the
// command that says it.
package say

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/walkin-chat/walkin/rules"
)

// A Line is one sentence in both languages. A placeholder such as {who} is
// filled by In; {n|visit|visits} writes the number and the fitting word. In
// Chinese, a value gets the space that belongs between Chinese and Latin.
type Line struct{ Zh, En string }

// In returns l in a language with its placeholders filled: args are pairs of a
// name and a value, a string, an int or a Line. A placeholder without a value
// stays as it stands, which the tests of the sentences refuse.
func (l Line) In(lang rules.Lang, args ...any) string {
	text := l.En
	if lang == rules.Zh {
		text = l.Zh
	}
	var out joiner
	out.spaced = lang == rules.Zh
	for {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		inside, after, closed := strings.Cut(rest, "}")
		if !closed {
			out.WriteString("{" + rest)
			return out.String()
		}
		out.WriteString(fill(lang, inside, args))
		text = after
	}
}

func fill(lang rules.Lang, inside string, args []any) string {
	name, forms, plural := strings.Cut(inside, "|")
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		switch v := args[i+1].(type) {
		case string:
			return v
		case Line:
			return v.In(lang)
		case int:
			if !plural {
				return strconv.Itoa(v)
			}
			one, many, _ := strings.Cut(forms, "|")
			if v == 1 {
				return "1 " + one
			}
			return strconv.Itoa(v) + " " + many
		default:
			return fmt.Sprint(v)
		}
	}
	return "{" + inside + "}"
}

// A joiner writes pieces one after the other; where spaced is set, with a
// space where Chinese and Latin or digits would touch.
type joiner struct {
	strings.Builder
	spaced bool
	last   rune
}

func (j *joiner) WriteString(s string) {
	if s == "" {
		return
	}
	first, _ := utf8.DecodeRuneInString(s)
	if j.spaced && (han(j.last) && latin(first) || latin(j.last) && han(first)) {
		j.Builder.WriteByte(' ')
	}
	j.Builder.WriteString(s)
	j.last, _ = utf8.DecodeLastRuneInString(s)
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// latin reports whether r begins or ends a Latin word, a number, a phone or a
// mention.
func latin(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Nd) || strings.ContainsRune("<>@+•%", r)
}
