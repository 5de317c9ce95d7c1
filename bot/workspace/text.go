package workspace

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how many characters a message may have.
const maxText = 40000

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

var link = regexp.MustCompile(`https?://[^\s<>|]+[^\s<>|.,;:!?)\]'"，。；：！？）】]`)

// typedMention is <@U…>, escaped; who inserts a name from a list types it so.
var typedMention = regexp.MustCompile(`&lt;@([A-Z0-9]+)(?:\|[^&<>]*)?&gt;`)

// written turns what a person typed into a message's text: control characters
// escaped, names and links resolved.
func (s *Server) written(as *member, typed string) string {
	return link.ReplaceAllStringFunc(s.resolve(as, typed, ""), func(u string) string { return "<" + u + ">" })
}

// resolve escapes what was typed and resolves the names in it.
func (s *Server) resolve(as *member, typed, private string) string {
	text := typedMention.ReplaceAllStringFunc(escaper.Replace(typed), func(m string) string {
		id := typedMention.FindStringSubmatch(m)[1]
		if s.users[id] == nil {
			return m
		}
		return "<@" + id + ">"
	})
	return s.mentions(as, text, private)
}

// commandText turns what a person typed after a command into its text. Only
// with should_escape are names resolved.
func (s *Server) commandText(as *member, c Command, typed string) string {
	if !c.ShouldEscape {
		return typed
	}
	return s.resolve(as, typed, "hide")
}

// mentions replaces @names and #channels that exist by their IDs. The longest
// name that fits wins. With private "hide", private channels keep their names
// to themselves.
func (s *Server) mentions(as *member, text, private string) string {
	if !strings.ContainsAny(text, "@#") {
		return text
	}
	type name struct{ typed, means string }
	var names []name
	for _, id := range s.userOrder {
		m := s.users[id]
		for _, n := range []string{m.Name, m.RealName, m.ID} {
			names = append(names, name{"@" + escaper.Replace(n), "<@" + id + ">"})
		}
	}
	for _, id := range s.chanOrder {
		if c := s.channels[id]; !c.IM && s.maySee(as, c) {
			shown := c.Name
			if c.Private && private == "hide" {
				shown = ""
			}
			names = append(names, name{"#" + c.Name, "<#" + id + "|" + shown + ">"})
		}
	}
	for _, all := range []string{"channel", "here", "everyone"} {
		names = append(names, name{"@" + all, "<!" + all + ">"})
	}
	slices.SortStableFunc(names, func(a, b name) int { return len(b.typed) - len(a.typed) })

	var out strings.Builder
	before := ' '
	for rest := text; rest != ""; {
		r, size := utf8.DecodeRuneInString(rest)
		if (r == '@' || r == '#') && before != '<' && !wordy(before) {
			i := slices.IndexFunc(names, func(n name) bool {
				if len(rest) < len(n.typed) || !strings.EqualFold(rest[:len(n.typed)], n.typed) {
					return false
				}
				after, _ := utf8.DecodeRuneInString(rest[len(n.typed):])
				return rest[len(n.typed):] == "" || !wordy(after)
			})
			if i >= 0 {
				out.WriteString(names[i].means)
				rest = rest[len(names[i].typed):]
				before = '>'
				continue
			}
		}
		out.WriteString(rest[:size])
		rest, before = rest[size:], r
	}
	return out.String()
}

// wordy tells whether a letter would make a longer Latin word; Chinese is
// written without spaces, so "@amy王女士" still means Amy.
func wordy(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-')
}
