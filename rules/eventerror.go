package rules

import (
	"fmt"
	"strconv"
	"strings"
)

// An EventError is what is wrong with one event, and what would be right.
type EventError struct {
	Line int    // 1-based line of the file; 0 outside a file
	Key  string // the key at fault; empty if the whole event is
	Text string // the problem and what would be right
}

// Error returns the message in one line: the line and key, if any, and Text.
func (e *EventError) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	if e.Key != "" {
		fmt.Fprintf(&b, "key %s: ", quote(e.Key))
	}
	b.WriteString(e.Text)
	return b.String()
}

// wrong is an EventError about key, empty for the whole event.
func wrong(key, format string, args ...any) *EventError {
	return &EventError{Key: key, Text: fmt.Sprintf(format, args...)}
}

// missing is an EventError about a key that k cannot do without.
func missing(k Kind, key, fitting string) *EventError {
	return wrong(key, "missing from this %s event; give %s", k, fitting)
}

// article puts a or an before a word.
func article[S ~string](word S) string {
	if word != "" && strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + string(word)
	}
	return "a " + string(word)
}

// quote shows foreign text in a message: in quotes, on one line, not too long.
func quote[S ~string](s S) string {
	const most = 60
	if n := 0; len(s) > most {
		for i := range s {
			if n++; n > most {
				return strconv.Quote(string(s[:i])) + "..."
			}
		}
	}
	return strconv.Quote(string(s))
}

// hint helps with a word that is none of known: by the likeliest one, else by
// the whole list.
func hint(word string, known []string) string {
	if best := Likeliest(word, known); best != "" {
		return "did you mean " + quote(best) + "?"
	}
	return "give " + list(known)
}

// Likeliest returns which of known was meant by a word; none where none is like
// it.
func Likeliest(word string, known []string) string {
	if len(word) > 40 {
		return ""
	}
	best, least := "", 3 // more slips than two are no slip
	for _, k := range known {
		if d := distance(word, k); d < least && d < len(k) {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters to change, add or drop to turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// unknownKey is the error about a key that s does not have: a misspelt one, or
// one that belongs to other kinds of event.
func unknownKey(s *schema, key string) *EventError {
	var owners []string
	for _, k := range kinds {
		if _, ok := schemas[Kind(k)].place[key]; ok {
			owners = append(owners, k)
		}
	}
	keys := s.keys()
	if len(owners) == 0 {
		if help := hint(key, keys); strings.HasPrefix(help, "did") {
			return wrong(key, "unknown in %s event; %s", article(s.kind), help)
		}
	}
	owned := ""
	if len(owners) > 0 && len(owners) < 8 {
		owned = "it belongs to " + list(owners) + "; "
	}
	keys = keys[:len(keys)-len(chain)]
	return wrong(key, "unknown in %s event; %sits keys are %s", article(s.kind), owned, strings.Join(keys, ", "))
}
