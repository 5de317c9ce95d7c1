package rules

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// A PolicyPage is a policy as people read it.
type PolicyPage struct {
	Lang     Lang
	Title    string // with the policy's name
	Facts    []PageFact
	Sections []PageSection
	Note     string // how to read it
}

// A PageFact is one of a policy's parameters in words.
type PageFact struct{ Name, Text string }

// A PageSection is the clauses on one subject, in order of precedence.
type PageSection struct {
	Title   string
	Clauses []PageClause
}

// A PageClause is a clause as the page shows it.
type PageClause struct {
	ID, Wording string
	Assumed     bool // the house rules are silent; it is our reading
	Reminder    bool // no register decides it; people see to it
}

// Page returns the policy as a page to hang on the wall.
func (p *Policy) Page(lang Lang) PolicyPage {
	page := PolicyPage{
		Lang:  lang,
		Title: p.titleAlone(lang) + titleMark(p.name, lang),
		Facts: p.facts(lang),
		Note: wording{
			"同一标题下，几条都适用的，以列在前面的为准。标“我们的理解”的，是原规定没有写明、由我们补上的。",
			"Under each heading, where several clauses fit, the first of them decides. What is marked “our reading” the house rules leave open; it is how we read them.",
		}.in(lang),
	}
	for _, s := range subjects {
		section := PageSection{Title: s.title.in(lang)}
		for _, c := range p.clauses {
			if c.subject() == s.subject {
				section.Clauses = append(section.Clauses, PageClause{
					ID: c.ID, Wording: c.Wording(lang), Assumed: c.Assumed, Reminder: s.subject == aboutPeople,
				})
			}
		}
		if len(section.Clauses) > 0 {
			page.Sections = append(page.Sections, section)
		}
	}
	return page
}

// facts returns the policy's parameters in words.
func (p *Policy) facts(lang Lang) []PageFact {
	facts := []PageFact{
		{wording{"保护期", "Protection"}.in(lang), p.protection(lang)},
		{wording{"门口查归属", "At the door"}.in(lang), p.door.effect(lang)},
		{wording{"裁决", "Rulings"}.in(lang), arbiterWords[p.arbiter].in(lang)},
	}
	if days, _ := p.followUpDays(); days > 0 {
		facts = append(facts, PageFact{
			wording{"跟进", "Follow-up"}.in(lang),
			fmt.Sprintf(wording{"最后一次联系后 %d 天内。", "Due within %d days of the last contact."}.in(lang), days),
		})
	}
	if words, ok := remainderWords[p.remainder]; ok {
		facts = append(facts, PageFact{wording{"零头", "Odd cents"}.in(lang), words.in(lang)})
	}
	return append(facts, PageFact{wording{"限制", "Limits"}.in(lang), p.limits.words(lang)})
}

// protection says how long ownership holds.
func (p *Policy) protection(lang Lang) string {
	if len(p.protecting) == 0 {
		return wording{"不因时间失效。", "Does not lapse by time."}.in(lang)
	}
	r, ok := p.protecting[0].ask.(*renewal)
	if !ok {
		return p.protecting[0].Wording(lang)
	}
	var by []string
	for _, k := range r.By {
		by = append(by, contactWords[k].in(lang))
	}
	last := fmt.Sprintf(wording{"第 %d 天仍有效", "day %d included"}.in(lang), r.Days)
	span := fmt.Sprintf(wording{"%d 天", "%d " + plural("day", r.Days)}.in(lang), r.Days)
	if r.Months > 0 {
		last = wording{"最后一天仍有效", "the last day included"}.in(lang)
		span = fmt.Sprintf(wording{"%d 个月", "%d " + plural("month", r.Months)}.in(lang), r.Months)
	}
	return fmt.Sprintf(wording{"最后一次%[1]s之后 %[2]s，%[3]s。", "%[2]s after the last %[1]s, %[3]s."}.in(lang),
		listed(by, lang), span, last)
}

// plural puts an English word into the plural where there are not exactly one.
func plural(word string, n int) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// listed joins words, any of which will do.
func listed(words []string, lang Lang) string {
	n := len(words) - 1
	if lang == Zh || n == 0 {
		return strings.Join(words, "、")
	}
	return strings.Join(words[:n], ", ") + " or " + words[n]
}

// contactWords are the contacts that renew protection, in words.
var contactWords = map[Kind]wording{
	"visit":       {"到访", "visit"},
	"follow_up":   {"跟进", "follow-up"},
	"contact":     {"客户来联系", "word from the customer"},
	"call":        {"来电", "call"},
	"appointment": {"约好的见面", "appointment"},
}

var remainderWords = map[remainder]wording{
	toCloser:        {"分不尽的零头归成交人。", "What can't be divided evenly goes to the closer."},
	toFirstReceiver: {"分不尽的零头归最先接待的人。", "What can't be divided evenly goes to the first receiver."},
}

// effect says what a look-up at the door tells, and whom.
func (d Door) effect(lang Lang) string {
	return map[Door]wording{
		DoorOff:      {"登记到访时谁也看不到客户归谁，认出与否靠人；归属事后按登记簿认定。", "Nobody is told whose customer a visitor is when the visit is registered; people recognise each other or do not, and the register decides afterwards."},
		DoorManager:  {"登记到访时不告诉接待人客户归谁，只告诉经理。", "Whoever registers a visit is not told whose customer it is; only the managers are."},
		DoorOwner:    {"登记到访时不告诉接待人客户归谁，只通知归属人本人，由其来认。", "Whoever registers a visit is not told whose customer it is; the owner alone is told, at once, and can come."},
		DoorEveryone: {"登记到访时，接待人当场看到客户归谁。", "Whoever registers a visit is told at once whose customer it is."},
	}[d].in(lang)
}

var arbiterWords = map[Role]wording{
	Leader:   {"争议由组长（或以上）裁决。", "Disputes are ruled on by a leader or above."},
	Manager:  {"争议由经理（或以上）裁决。", "Disputes are ruled on by a manager or above."},
	Director: {"争议由总监裁决。", "Disputes are ruled on by the director."},
}

// words says what the limits against hoarding are.
func (l Limits) words(lang Lang) string {
	var all []string
	for _, limit := range []struct {
		n      int
		zh, en string
	}{
		{l.ClaimsPerDay, "每人每天最多认领 %d 位", "at most %d claims a day"},
		{l.Held, "未成交客户满 %d 位的不能再认领", "no claim by one who holds %d customers not sold to"},
		{l.CoolDownDays, "失去的客户 %d 天内不能自己认领回来", "no claim of one's former customer for %d days"},
		{l.OverdueFollowUps, "逾期未跟进满 %d 位的不轮排", "no turn with %d overdue follow-ups"},
	} {
		if limit.n > 0 {
			all = append(all, fmt.Sprintf(wording{limit.zh, limit.en}.in(lang), limit.n))
		}
	}
	if all == nil {
		return wording{"认领和持有不设上限。", "None on claiming and holding customers."}.in(lang)
	}
	text := strings.Join(all, wording{"；", "; "}.in(lang))
	if lang == Zh {
		return text + "。"
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// Text returns the page as lines for a terminal or a printer, wrapped to fit an
// A4 sheet.
func (p PolicyPage) Text() string {
	var b strings.Builder
	b.WriteString(p.Title + "\n" + strings.Repeat("=", columns(p.Title)) + "\n\n")
	names := 0
	for _, f := range p.Facts {
		names = max(names, columns(f.Name))
	}
	for _, f := range p.Facts {
		hang(&b, f.Name+strings.Repeat(" ", names-columns(f.Name)+2), f.Text)
	}
	for _, s := range p.Sections {
		b.WriteString("\n" + s.Title + "\n" + strings.Repeat("-", columns(s.Title)) + "\n")
		ids := 4
		for _, c := range s.Clauses {
			ids = max(ids, columns(c.ID))
		}
		for _, c := range s.Clauses {
			hang(&b, "  "+c.ID+strings.Repeat(" ", ids-columns(c.ID)+2), c.Wording+c.mark(p))
		}
	}
	b.WriteString("\n")
	hang(&b, "", p.Note)
	return b.String()
}

// mark says whose reading a clause is; nothing where the house rules say it.
func (c PageClause) mark(p PolicyPage) string {
	if !c.Assumed {
		return ""
	}
	if p.Lang == Zh {
		return "（我们的理解）"
	}
	return " (our reading)"
}

// Markdown returns the page as Markdown.
func (p PolicyPage) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", escape(p.Title))
	colon := ": "
	if p.Lang == Zh {
		colon = "："
	}
	for _, f := range p.Facts {
		fmt.Fprintf(&b, "- **%s**%s%s\n", escape(f.Name), colon, escape(f.Text))
	}
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "\n## %s\n\n", escape(s.Title))
		for _, c := range s.Clauses {
			mark := c.mark(p)
			if mark != "" {
				mark = " *" + strings.TrimSpace(mark) + "*"
			}
			fmt.Fprintf(&b, "- **%s**%s%s%s\n", escape(c.ID), colon, escape(c.Wording), mark)
		}
	}
	fmt.Fprintf(&b, "\n---\n\n*%s*\n", escape(p.Note))
	return b.String()
}

// escape keeps text from being read as Markdown.
func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`).Replace(text)
}

// sheet is how many columns the page has.
const sheet = 88

// hang writes text wrapped to the sheet, behind head and indented by it.
func hang(b *strings.Builder, head, text string) {
	indent := columns(head)
	line, at := head, indent
	for _, piece := range pieces(text) {
		if at > indent && at+columns(strings.TrimRight(piece, " ")) > sheet {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line, at = strings.Repeat(" ", indent), indent
		}
		line += piece
		at += columns(piece)
	}
	b.WriteString(line + "\n")
}

// pieces cuts text where a line may end: behind spaces, and around Chinese
// characters, but not before punctuation, nor behind what opens.
func pieces(text string) []string {
	var all []string
	runes := []rune(text)
	start := 0
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		breaks := before == ' ' && after != ' ' || (wide(before) || wide(after)) && before != ' ' && after != ' '
		if breaks && !slices.Contains([]rune("，。；：、）”？！)」,.;:"), after) && !slices.Contains([]rune("（“(「"), before) {
			all = append(all, string(runes[start:i]))
			start = i
		}
	}
	return append(all, string(runes[start:]))
}

// columns counts the columns that text takes on a screen.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

// wide says whether a character takes two columns.
func wide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
