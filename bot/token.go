package bot

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A token is one of the words after a command.
type token struct {
	text   string       // plain, half-width where that counts as the same
	key    string       // what stands before the colon; empty: no colon
	person rules.Person // an @person that the chat resolved, or the value of key
	handle string       // what the chat calls person
	quoted bool         // in quotation marks, or its value is
	open   bool         // which nothing closes
	end    int          // the place after it, in runes
}

// A scanner cuts a cleaned line into tokens.
type scanner struct {
	line []rune // as typed
	half []rune // likewise, with full-width letters, digits and marks as half-width

	commas   func(key string) bool // whether the value of a key goes on after a comma
	brackets bool                  // separate words too
}

func newScanner(line string, commas func(key string) bool) *scanner {
	s := &scanner{line: []rune(line), commas: commas}
	s.half = make([]rune, len(s.line))
	for i, r := range s.line {
		s.half[i] = halfWidth(r)
	}
	return s
}

// halfWidth turns full-width letters, digits and the marks of the grammar into
// half-width ones, and every dash into the one of phone numbers.
func halfWidth(r rune) rune {
	switch r {
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	case '：', '＠', '＋', '－', '（', '）', '＊', '＂', '．':
		return width.LookupRune(r).Folded()
	}
	if r >= '０' && r <= 'ｚ' && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return width.LookupRune(r).Folded()
	}
	return r
}

// tokens cuts the whole line.
func (s *scanner) tokens() []token {
	var out []token
	for i := 0; i < len(s.line); {
		switch {
		case s.separates(i):
			i++
		case s.mark(i):
			t := s.quotation(i)
			out = append(out, t)
			i = t.end
		default:
			var ts []token
			ts, i = s.word(i)
			out = append(out, ts...)
		}
	}
	return out
}

// separates reports whether the rune at i only keeps words apart.
func (s *scanner) separates(i int) bool {
	switch s.half[i] {
	case ' ', ',', '，', '、':
		return true
	case '(', ')':
		return s.brackets
	}
	return false
}

// mark reports whether a quotation mark stands at i.
func (s *scanner) mark(i int) bool {
	return i < len(s.half) && strings.ContainsRune(`"“”`, s.half[i])
}

// quotation reads what stands in the quotation marks that open at i. The
// straight mark closes the straight one, a curved mark either curved one.
func (s *scanner) quotation(i int) token {
	straight := s.half[i] == '"'
	for j := i + 1; j < len(s.half); j++ {
		if s.mark(j) && straight == (s.half[j] == '"') {
			return token{text: s.plain(i+1, j), quoted: true, end: j + 1}
		}
	}
	return token{text: s.plain(i+1, len(s.line)), quoted: true, open: true, end: len(s.line)}
}

// word reads what begins at i up to the next separator: an @person, a key with
// its value, or a word, which is cut in two where a phone is written against a
// name.
func (s *scanner) word(i int) ([]token, int) {
	if t, ok := s.entity(i); ok {
		return []token{t}, t.end
	}
	end := i
	for end < len(s.half) && !s.separates(end) && s.half[end] != ':' {
		if _, ok := s.entity(end); ok && end > i {
			break
		}
		end++
	}
	if end < len(s.half) && s.half[end] == ':' && end > i {
		return s.keyed(i, end)
	}
	if end < len(s.half) && s.half[end] == ':' {
		for end < len(s.half) && !s.separates(end) {
			end++
		}
	}
	return s.pieces(i, end), end
}

// keyed reads the value of the key that stands between i and colon.
func (s *scanner) keyed(i, colon int) ([]token, int) {
	t := token{key: s.plain(i, colon)}
	at := colon + 1
	if s.mark(at) {
		key := t.key
		t = s.quotation(at)
		t.key = key
		return []token{t}, t.end
	}
	if at < len(s.line) {
		if e, ok := s.entity(at); ok && (e.end == len(s.line) || s.separates(e.end)) {
			t.text, t.person, t.handle, t.end = e.text, e.person, e.handle, e.end
			return []token{t}, t.end
		}
	}
	commas := s.commas(t.key)
	for t.end = at; t.end < len(s.half) && s.half[t.end] != ' '; t.end++ {
		if !commas && s.separates(t.end) {
			break
		}
	}
	t.text = s.plain(at, t.end)
	return []token{t}, t.end
}

// pieces cuts a phone off the letters that it is written against, as in
// 王女士13800138000.
func (s *scanner) pieces(i, end int) []token {
	whole := token{text: s.plain(i, end), end: end}
	from, to := i, i // the longest run of what phones are made of
	for j := i; j < end; {
		k := j
		for k < end && phoneRune(s.half[k]) {
			k++
		}
		if k-j > to-from {
			from, to = j, k
		}
		j = k + 1
	}
	if digits(string(s.half[from:to])) < 7 || from == i && to == end {
		return []token{whole}
	}
	for j := i; j < end; j++ {
		if (j < from || j >= to) && !unicode.IsLetter(s.half[j]) {
			return []token{whole}
		}
	}
	var out []token
	for _, part := range [][2]int{{i, from}, {from, to}, {to, end}} {
		if part[0] < part[1] {
			out = append(out, token{text: s.plain(part[0], part[1]), end: part[1]})
		}
	}
	return out
}

// longestEntity bounds the search for the end of <@U…|name>.
const longestEntity = 200

// entity reads what the chat wrote in angle brackets at i: an @person, a
// channel, an address. What a user types between such brackets arrives with
// the brackets escaped.
func (s *scanner) entity(i int) (token, bool) {
	if s.line[i] != '<' || i+2 >= len(s.line) {
		return token{}, false
	}
	for j := i + 1; j < len(s.line) && j < i+longestEntity; j++ {
		switch s.line[j] {
		case '<':
			return token{}, false
		case '>':
			return s.meant(string(s.line[i+1:j]), j+1)
		}
	}
	return token{}, false
}

func (s *scanner) meant(inside string, end int) (token, bool) {
	target, label, labelled := strings.Cut(inside, "|")
	t := token{end: end, text: unescape.Replace(label)}
	switch {
	case strings.HasPrefix(target, "@") && personID(target[1:]):
		t.person = rules.Person(target[1:])
		t.handle = t.text
		t.text = "@" + t.text
		if !labelled {
			t.text = target
		}
	case strings.HasPrefix(target, "#"):
		t.text = "#" + t.text
	case strings.HasPrefix(target, "tel:"), strings.HasPrefix(target, "mailto:"), strings.HasPrefix(target, "http:"), strings.HasPrefix(target, "https:"):
		if !labelled {
			t.text = strings.TrimPrefix(strings.TrimPrefix(target, "tel:"), "mailto:")
		}
	default:
		return token{}, false
	}
	return t, t.text != ""
}

// personID reports whether id is a user's: capital letters and digits after U
// or W.
func personID(id string) bool {
	if len(id) < 2 || id[0] != 'U' && id[0] != 'W' {
		return false
	}
	return strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

var unescape = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// plain is the text between two places as a person reads it: letters and
// digits half-width, entities by what they show.
func (s *scanner) plain(i, end int) string { return s.shown(i, end, true) }

// asTyped is plain with full-width letters left as they are, for notes.
func (s *scanner) asTyped(i, end int) string { return s.shown(i, end, false) }

func (s *scanner) shown(i, end int, half bool) string {
	var out strings.Builder
	for i < end {
		if t, ok := s.entity(i); ok && t.end <= end {
			out.WriteString(typedEscape.Replace(t.text))
			i = t.end
			continue
		}
		if r := s.line[i]; half && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			out.WriteRune(s.half[i])
		} else {
			out.WriteRune(r)
		}
		i++
	}
	return say.Clean(unescape.Replace(out.String()))
}

// phoneRune reports whether r can be part of a phone as typed, a masked one
// included.
func phoneRune(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("+-().*•", r)
}
