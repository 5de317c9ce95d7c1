package slackio

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

// Slack's limits. Lengths are counted in UTF-16 units, which is never less than
// whatever Slack counts in.
//
// Source: docs.slack.dev/reference/block-kit and the comments of @slack/types.
const (
	maxBlocks      = 50
	maxViewBlocks  = 100
	maxActions     = 25
	maxSection     = 3000
	maxHeader      = 150
	maxID          = 255
	maxButton      = 75
	maxValue       = 2000
	maxOptions     = 100
	maxOption      = 75
	maxOverflow    = 5
	maxChoices     = 10 // radio buttons, checkboxes
	maxPlaceholder = 150
	maxLabel       = 2000
	maxInput       = 3000
	maxAlt         = 2000
	maxURL         = 3000
	maxViewTitle   = 24
	maxPrivate     = 3000
	maxAlert       = 200
	maxTableRows   = 100
	maxTableCells  = 20
	maxTableText   = 10000 // in all cells together

	maxChartTitle = 50
	maxChartLabel = 20 // of a category or series

	maxConfirmTitle = 100
	maxConfirmText  = 300
	maxConfirmYesNo = 30
)

// Our own limits, within Slack's.
const (
	maxFallback = 150
	maxRow      = 600
	maxNote     = 600
	maxNotes    = 10
	maxBelow    = 20 // blocks of notes, buttons and images
	// maxWords bounds the facts of one message: Slack refuses a message whose
	// blocks are too long in all, and does not say how long that is.
	maxWords = 3 * maxSection
)

// units is the length of s in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// cut shortens plain text to n units, the last of them then an ellipsis.
func cut(s string, n int) string {
	if units(s) <= n {
		return s
	}
	room := n - 1
	for i, r := range s {
		room--
		if r > 0xFFFF {
			room--
		}
		if room < 0 {
			return strings.TrimRight(s[:i], " \n") + "…"
		}
	}
	return s
}

// cutMrkdwn is cut for mrkdwn: it leaves no half of a mention, link or entity.
func cutMrkdwn(s string, n int) string {
	if units(s) <= n {
		return s
	}
	s = strings.TrimSuffix(cut(s, n), "…")
	if open := strings.LastIndexByte(s, '<'); open > strings.LastIndexByte(s, '>') {
		s = s[:open]
	}
	if open := strings.LastIndexByte(s, '&'); open >= 0 && !strings.Contains(s[open:], ";") && len(s)-open <= len("&amp") {
		s = s[:open]
	}
	return s + "…"
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// plainText is a plain_text object of at most n units, nil where s is empty.
// Entities that mrkdwn needs are taken back.
func plainText(s string, n int) *slack.TextBlockObject {
	s = cut(strings.TrimSpace(entities.Replace(s)), n)
	if s == "" {
		return nil
	}
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

// label is plainText where Slack demands one.
func label(s string, n int) *slack.TextBlockObject {
	if t := plainText(s, n); t != nil {
		return t
	}
	return slack.NewTextBlockObject(slack.PlainTextType, "…", false, false)
}

// mrkdwn is a mrkdwn object; s is not empty and within the limit. Verbatim:
// nothing in it becomes a link or a mention that is not spelled as one.
func mrkdwn(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, s, false, true)
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// unmarked takes mrkdwn's bold and code marks out.
var unmarked = strings.NewReplacer("*", "", "`", "", "\n", " ")

// fallback is what notifications and screen readers say of m.
func fallback(m bot.Message) string {
	if !blank(m.Text) {
		return cutMrkdwn(m.Text, maxFallback)
	}
	said := []string{m.Head}
	if len(m.Facts) > 0 {
		said = append(said, m.Facts[0])
	}
	words := strings.ReplaceAll(strings.TrimSpace(unmarked.Replace(strings.Join(said, " "))), "。 ", "。")
	for _, other := range append([]string{m.Title}, spokenParts(m)...) {
		if words == "" {
			words = strings.TrimSpace(unmarked.Replace(other))
		}
	}
	if words == "" {
		words = "…"
	}
	words = cutMrkdwn(words, maxFallback)
	if m.Table != nil {
		// Screen readers get no table: its lines follow.
		words = cutMrkdwn(words+"\n"+strings.Join(tableLines(m.Table), "\n"), maxSection)
	}
	return words
}

// allWords are all that m says, as plain as Slack takes it.
func allWords(m bot.Message) string {
	var all []string
	for _, part := range append([]string{m.Title, m.Head}, spokenParts(m)...) {
		if !blank(part) {
			all = append(all, strings.TrimSpace(unmarked.Replace(part)))
		}
	}
	if m.Table != nil {
		all = append(all, tableLines(m.Table)...)
	}
	if len(all) == 0 {
		return fallback(m)
	}
	return cutMrkdwn(strings.Join(all, "\n"), maxSection)
}

// spokenParts are the parts of m that may stand alone.
func spokenParts(m bot.Message) []string {
	var parts []string
	parts = append(parts, m.Facts...)
	for _, r := range m.Rows {
		parts = append(parts, r.Text)
	}
	parts = append(parts, m.Notes...)
	for _, i := range m.Images {
		parts = append(parts, i.Alt)
	}
	return parts
}

func tableLines(t *bot.Table) []string {
	var lines []string
	for _, row := range t.Rows {
		var cells []string
		for _, cell := range row {
			if !blank(cell) {
				cells = append(cells, cell)
			}
		}
		if len(cells) > 0 {
			lines = append(lines, strings.Join(cells, " · "))
		}
	}
	return lines
}

// token is a mention, channel or link as Slack writes it into what was typed.
var token = regexp.MustCompile(`<([^<>]*)>`)

// typed gives back what a person typed: links that Slack made of phones and
// addresses become their words again. Mentions of people stay <@U…|name>, and
// entities as Slack sent them, which tells a mention from one typed by hand.
func typed(s string) string {
	s = token.ReplaceAllStringFunc(s, func(t string) string {
		inside := t[1 : len(t)-1]
		if inside == "" || strings.ContainsRune("@#!", rune(inside[0])) {
			return t
		}
		if target, words, named := strings.Cut(inside, "|"); named && words != "" {
			return words
		} else if _, rest, found := strings.Cut(target, ":"); found && (strings.HasPrefix(target, "tel:") || strings.HasPrefix(target, "mailto:")) {
			return rest
		} else {
			return target
		}
	})
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return s
}
