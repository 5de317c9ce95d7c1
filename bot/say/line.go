// Package say holds every sentence the bot utters, Chinese and English side by
// side, and the ways in which names, phones, dates and numbers are written in
// them. A sentence is a [Line]; the file it stands in is named after the
// command that says it.
package say

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/walkin-chat/walkin/rules"
)

// A Line is one sentence in both languages. A placeholder such as {who} is
// filled by In; {n|visit|visits} writes the number and the fitting word.
type Line struct{ Zh, En string }

// In returns l in a language with its placeholders filled: args are pairs of a
// name and a value, a string, an int or a Line. A placeholder without a value
// stays as it stands, which the tests of the sentences refuse.
func (l Line) In(lang rules.Lang, args ...any) string {
	text := l.En
	if lang == rules.Zh {
		text = l.Zh
	}
	var out strings.Builder
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
