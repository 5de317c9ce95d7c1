package slackio

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

// messageBlocks lays a message out. Whatever m holds, the blocks are such that
// Slack takes them: what is too long is cut, what is too many is left out.
func messageBlocks(m bot.Message) []slack.Block {
	top := wording(m.Title, m.Head, m.Facts)
	if t := table(m.Table); t != nil {
		top = append(top, t)
	}
	if c := chart(m.Chart); c != nil {
		top = append(top, c)
	}
	return fit(append(top, rows(m.Rows)...), below(m), maxBlocks)
}

// chart is a chart block, nil for a chart that Slack would not take: one with too
// many people, or two of one name.
func chart(c *bot.Chart) slack.Block {
	if c == nil {
		return nil
	}
	var names []string
	for _, name := range c.Categories {
		names = append(names, cut(name, maxChartLabel))
	}
	var series []slack.DataVisualizationDataSeries
	for _, s := range c.Series {
		one := slack.NewDataVisualizationDataSeries(cut(s.Name, maxChartLabel))
		for i, v := range s.Values[:min(len(s.Values), len(names))] {
			one.Data = append(one.Data, slack.NewDataVisualizationDataPoint(names[i], float64(v)))
		}
		series = append(series, one)
	}
	block := slack.NewDataVisualizationBlock(cut(c.Title, maxChartTitle), slack.NewDataVisualizationBarChart(slack.NewDataVisualizationAxisConfig(names...), series...))
	if block.Validate() != nil {
		return nil
	}
	return block
}

// viewBlocks is messageBlocks for a view, which has no table block.
func viewBlocks(m bot.Message) []slack.Block {
	top := wording(m.Title, m.Head, m.Facts)
	if m.Table != nil {
		top = append(top, lines(tableLines(m.Table))...)
	}
	return fit(append(top, rows(m.Rows)...), below(m), maxViewBlocks)
}

func below(m bot.Message) []slack.Block {
	blocks := notes(m.Notes)
	if a := actions(m.Buttons, m.Menus); a != nil {
		blocks = append(blocks, a)
	}
	for _, i := range m.Images {
		if blank(i.URL) || units(i.URL) > maxURL || len(blocks) >= maxBelow {
			continue
		}
		alt := cut(strings.TrimSpace(entities.Replace(i.Alt)), maxAlt)
		if alt == "" {
			alt = "…"
		}
		blocks = append(blocks, slack.NewImageBlock(i.URL, alt, "", nil))
	}
	return blocks
}

// fit puts top above bottom in at most n blocks. It is the top that gives way,
// as the buttons are below.
func fit(top, bottom []slack.Block, n int) []slack.Block {
	if room := n - len(bottom); len(top) > room {
		top = append(top[:room-1:room-1], note("…"))
	}
	return append(top, bottom...)
}

// wording is the header, and head and facts as one section where they fit.
func wording(title, head string, facts []string) []slack.Block {
	var blocks []slack.Block
	if t := plainText(title, maxHeader); t != nil {
		blocks = append(blocks, slack.NewHeaderBlock(t))
	}
	var said []string
	if head = strings.Join(strings.Fields(strings.ReplaceAll(head, "*", "")), " "); head != "" {
		said = append(said, "*"+cutMrkdwn(head, maxSection-2)+"*")
	}
	return append(blocks, lines(append(said, facts...))...)
}

// lines are sections of text, each with as many lines as it holds.
func lines(texts []string) []slack.Block {
	var blocks []slack.Block
	var section string
	total := 0
	flush := func() {
		if section != "" {
			blocks = append(blocks, slack.NewSectionBlock(mrkdwn(section), nil, nil))
		}
		section = ""
	}
	for _, text := range texts {
		if blank(text) {
			continue
		}
		text = cutMrkdwn(text, maxSection)
		if total += units(text) + 1; total > maxWords {
			flush()
			return append(blocks, note("…"))
		}
		switch {
		case section == "":
			section = text
		case units(section)+1+units(text) > maxSection:
			flush()
			section = text
		default:
			section += "\n" + text
		}
	}
	flush()
	return blocks
}

func rows(list []bot.Row) []slack.Block {
	var blocks []slack.Block
	for _, r := range list {
		text := cutMrkdwn(r.Text, maxRow)
		if blank(text) {
			text = "…"
		}
		var beside *slack.Accessory
		if r.Button != nil {
			beside = slack.NewAccessory(button(*r.Button, ids{}))
		}
		blocks = append(blocks, slack.NewSectionBlock(mrkdwn(text), nil, beside))
	}
	return blocks
}

func notes(texts []string) []slack.Block {
	var blocks []slack.Block
	for _, text := range texts {
		if blank(text) {
			continue
		}
		if len(blocks) == maxNotes {
			break
		}
		// Marks of italics can't span lines or other such marks.
		text = strings.Join(strings.Fields(text), " ")
		if !strings.ContainsAny(text, "_") {
			text = "_" + cutMrkdwn(text, maxNote) + "_"
		}
		blocks = append(blocks, note(cutMrkdwn(text, maxNote+2)))
	}
	return blocks
}

func note(text string) slack.Block { return slack.NewContextBlock("", mrkdwn(text)) }

// table is m's table; nil where there is nothing in it. Slack refuses empty
// cells and more than ten thousand characters in all.
func table(t *bot.Table) slack.Block {
	if t == nil {
		return nil
	}
	width := 0
	for _, row := range t.Rows {
		width = max(width, min(len(row), maxTableCells))
	}
	if width == 0 {
		return nil
	}
	block := slack.NewTableBlock("")
	total := 0
	for _, row := range t.Rows {
		var cells []slack.TableCell
		for i := range width {
			text := " "
			if i < len(row) && !blank(row[i]) {
				text = cut(strings.TrimSpace(entities.Replace(row[i])), maxNote)
			}
			total += units(text)
			cells = append(cells, slack.NewTableRawTextCell(text))
		}
		if total > maxTableText || len(block.Rows) == maxTableRows {
			break
		}
		block.AddRow(cells...)
	}
	if len(block.Rows) == 0 {
		return nil
	}
	return block
}

// actions is the one row of buttons and menus; nil where there are none.
func actions(buttons []bot.Button, menus []bot.Menu) slack.Block {
	used := ids{}
	var elements []slack.BlockElement
	for _, b := range buttons {
		elements = append(elements, button(b, used))
	}
	for _, m := range menus {
		if e := menu(m, used); e != nil {
			elements = append(elements, e)
		}
	}
	if len(elements) == 0 {
		return nil
	}
	if len(elements) > maxActions {
		elements = elements[:maxActions]
	}
	return slack.NewActionBlock("", elements...)
}

func button(b bot.Button, used ids) *slack.ButtonBlockElement {
	e := slack.NewButtonBlockElement(used.take(b.Action), cutValue(b.Value, maxValue), label(b.Label, maxButton))
	switch {
	case b.Danger:
		e.Style = slack.StyleDanger
	case b.Primary:
		e.Style = slack.StylePrimary
	}
	if units(b.URL) <= maxURL {
		e.URL = b.URL
	}
	if spoken := plainText(b.Spoken, maxButton); spoken != nil {
		e.AccessibilityLabel = spoken.Text
	}
	if b.Confirm != nil {
		e.Confirm = slack.NewConfirmationBlockObject(
			label(b.Confirm.Title, maxConfirmTitle), label(b.Confirm.Text, maxConfirmText),
			label(b.Confirm.Yes, maxConfirmYesNo), label(b.Confirm.No, maxConfirmYesNo),
		)
		if b.Danger {
			e.Confirm.Style = slack.StyleDanger
		}
	}
	return e
}

// menu returns nil for a menu without options: Slack has no such thing.
func menu(m bot.Menu, used ids) slack.BlockElement {
	choices := options(m.Options, maxOptions)
	if len(choices) == 0 && !m.People {
		return nil
	}
	id := carry(used.take(m.Action), m.Value)
	switch hint := plainText(m.Label, maxPlaceholder); {
	case m.People:
		return slack.NewOptionsSelectBlockElement(slack.OptTypeUser, hint, id)
	case m.Overflow && len(choices) <= maxOverflow:
		return slack.NewOverflowBlockElement(id, choices...)
	default:
		return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, hint, id, choices...)
	}
}

// options are the choices of a menu or field, the first of each value.
func options(list []bot.Option, most int) []*slack.OptionBlockObject {
	var choices []*slack.OptionBlockObject
	seen := map[string]bool{}
	for _, o := range list {
		value := cutValue(o.Value, maxOption)
		if blank(value) {
			value = "-"
		}
		if seen[value] {
			continue
		}
		if seen[value] = true; len(choices) < most {
			choices = append(choices, slack.NewOptionBlockObject(value, label(o.Label, maxOption), nil))
		}
	}
	return choices
}

// cutValue bounds what nobody reads.
func cutValue(s string, n int) string {
	if units(s) <= n {
		return s
	}
	return strings.TrimSuffix(cut(s, n), "…")
}

// ids hands out identifiers that are unique within one block or view: Slack
// demands that, while two of our buttons may do the same with other values.
type ids map[string]int

// repeated is what ids adds.
var repeated = regexp.MustCompile(`~\d+$`)

func (u ids) take(id string) string {
	if blank(id) {
		id = "-"
	}
	id = cutValue(id, maxID-10)
	u[id]++
	if n := u[id]; n > 1 {
		return id + "~" + strconv.Itoa(n)
	}
	return id
}

// untake gives back the identifier that take was given.
func untake(id string) string { return repeated.ReplaceAllString(id, "") }

// carry puts a menu's value into its action ID: unlike a button, a menu has no
// value of its own in Slack.
func carry(id, value string) string {
	if value == "" {
		return id
	}
	return cutValue(id+"|"+value, maxID)
}

// carried takes apart what carry and take put together.
func carried(actionID string) (action, value string) {
	id, value, _ := strings.Cut(actionID, "|")
	return untake(id), value
}
