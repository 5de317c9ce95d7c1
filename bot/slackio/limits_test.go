package slackio

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/walkin-chat/walkin/bot"
)

// problems lists what Slack would refuse in a message or view, written down
// from its documents apart from the code under test.
//
// Source: docs.slack.dev/reference/block-kit, the doc comments of @slack/types.
func problems(t interface{ Fatal(...any) }, text []byte) []string {
	var v map[string]any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	c := &checker{blocksOf: map[string]bool{}}
	switch v["type"] {
	case "modal":
		c.view = true
		c.text(v, "title", "plain_text", 1, 24, true)
		c.text(v, "submit", "plain_text", 1, 24, false)
		c.text(v, "close", "plain_text", 1, 24, false)
		c.chars(v, "private_metadata", 0, 3000)
		c.chars(v, "callback_id", 0, 255)
		c.blocks(list(v["blocks"]), 100)
		if c.inputs && v["submit"] == nil {
			c.say("an input block but no submit")
		}
		if len(text) > 250_000 {
			c.say("view of %d bytes", len(text))
		}
	case "home":
		c.view, c.home = true, true
		c.blocks(list(v["blocks"]), 100)
		if len(text) > 250_000 {
			c.say("view of %d bytes", len(text))
		}
	default:
		c.chars(v, "text", 1, 4000)
		c.blocks(list(v["blocks"]), 50)
	}
	return c.found
}

type checker struct {
	found                []string
	view, home, inputs   bool
	blocksOf             map[string]bool
	tables, tableLetters int
}

func (c *checker) say(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func list(v any) []any { l, _ := v.([]any); return l }

func object(v any) map[string]any { o, _ := v.(map[string]any); return o }

func length(s string) int { return len(utf16.Encode([]rune(s))) }

func (c *checker) chars(o map[string]any, key string, least, most int) {
	s, _ := o[key].(string)
	if n := length(s); n < least || n > most || (least > 0 && strings.TrimSpace(s) == "" && s != " ") {
		c.say("%v %s: %d characters, must be %d to %d", o["type"], key, n, least, most)
	}
}

// text checks a text object; kind may be either where it is empty.
func (c *checker) text(o map[string]any, key, kind string, least, most int, required bool) {
	t := object(o[key])
	if t == nil {
		if required {
			c.say("%v has no %s", o["type"], key)
		}
		return
	}
	if kind != "" && t["type"] != kind || t["type"] != "plain_text" && t["type"] != "mrkdwn" {
		c.say("%v %s is of type %v", o["type"], key, t["type"])
	}
	c.chars(t, "text", least, most)
	s, _ := t["text"].(string)
	if t["type"] == "mrkdwn" && halves.MatchString(wholes.ReplaceAllString(s, "")) {
		c.say("%v %s: cut inside a mention or entity: %q", o["type"], key, s)
	}
}

var (
	wholes = regexp.MustCompile(`<@U[A-Z0-9]+(\|[^<>]*)?>|&(amp|lt|gt);`)
	halves = regexp.MustCompile(`<@U|&(a|am|amp|l|lt|g|gt)…`)
)

func (c *checker) blocks(blocks []any, most int) {
	if len(blocks) > most {
		c.say("%d blocks", len(blocks))
	}
	for _, b := range blocks {
		c.block(object(b))
	}
}

func (c *checker) block(b map[string]any) {
	c.chars(b, "block_id", 0, 255)
	if id, _ := b["block_id"].(string); id != "" {
		if c.blocksOf[id] {
			c.say("block_id %q twice", id)
		}
		c.blocksOf[id] = true
	}
	switch b["type"] {
	case "section":
		c.text(b, "text", "mrkdwn", 1, 3000, true)
		if a := object(b["accessory"]); a != nil {
			c.element(a, "button")
		}
	case "header":
		c.text(b, "text", "plain_text", 1, 150, true)
	case "context":
		if n := len(list(b["elements"])); n < 1 || n > 10 {
			c.say("context of %d", n)
		}
		for _, e := range list(b["elements"]) {
			c.chars(object(e), "text", 1, 3000)
		}
	case "actions":
		elements := list(b["elements"])
		if n := len(elements); n < 1 || n > 25 {
			c.say("%d actions", n)
		}
		seen := map[any]bool{}
		for _, e := range elements {
			o := object(e)
			if seen[o["action_id"]] {
				c.say("action_id %v twice", o["action_id"])
			}
			seen[o["action_id"]] = true
			c.element(o, "button", "static_select", "users_select", "overflow")
		}
	case "image":
		c.chars(b, "image_url", 1, 3000)
		c.chars(b, "alt_text", 1, 2000)
	case "divider":
	case "alert":
		if !c.view || c.home {
			c.say("alert outside of a modal")
		}
		c.text(b, "text", "", 1, 200, true)
	case "table":
		if c.view {
			c.say("table in a view")
		}
		if c.tables++; c.tables > 1 {
			c.say("two tables")
		}
		c.table(list(b["rows"]))
	case "input":
		c.inputs = true
		if c.home {
			c.say("input in the home")
		}
		c.text(b, "label", "plain_text", 1, 2000, true)
		c.text(b, "hint", "plain_text", 1, 2000, false)
		c.element(object(b["element"]), "plain_text_input", "users_select", "multi_users_select", "static_select", "multi_static_select", "radio_buttons", "checkboxes", "timepicker")
	default:
		c.say("block %v", b["type"])
	}
}

func (c *checker) table(rows []any) {
	if len(rows) < 1 || len(rows) > 100 {
		c.say("%d rows", len(rows))
	}
	for _, r := range rows {
		cells := list(r)
		if len(cells) < 1 || len(cells) > 20 || len(cells) != len(list(rows[0])) {
			c.say("row of %d cells", len(cells))
		}
		for _, cell := range cells {
			c.chars(object(cell), "text", 1, 10000)
			s, _ := object(cell)["text"].(string)
			c.tableLetters += length(s)
		}
	}
	if c.tableLetters > 10000 {
		c.say("%d characters in a table", c.tableLetters)
	}
}

func (c *checker) element(e map[string]any, allowed ...string) {
	kind, _ := e["type"].(string)
	if !slices.Contains(allowed, kind) {
		c.say("element %q", kind)
	}
	c.chars(e, "action_id", 1, 255)
	c.text(e, "placeholder", "plain_text", 1, 150, false)
	switch kind {
	case "button":
		c.text(e, "text", "plain_text", 1, 75, true)
		c.chars(e, "value", 0, 2000)
		c.chars(e, "accessibility_label", 0, 75)
		if f := object(e["confirm"]); f != nil {
			c.text(f, "title", "plain_text", 1, 100, true)
			c.text(f, "text", "", 1, 300, true)
			c.text(f, "confirm", "plain_text", 1, 30, true)
			c.text(f, "deny", "plain_text", 1, 30, true)
		}
	case "static_select", "multi_static_select":
		c.options(e, 100)
	case "radio_buttons", "checkboxes":
		c.options(e, 10)
	case "overflow":
		c.options(e, 5)
	case "plain_text_input":
		most := 3000
		if n, ok := e["max_length"].(float64); ok {
			if most = int(n); most < 1 || most > 3000 {
				c.say("max_length %d", most)
			}
		}
		c.chars(e, "initial_value", 0, most)
	}
}

func (c *checker) options(e map[string]any, most int) {
	all := list(e["options"])
	if len(all) < 1 || len(all) > most {
		c.say("%v with %d options", e["type"], len(all))
	}
	values := map[any]bool{}
	for _, o := range all {
		c.text(object(o), "text", "plain_text", 1, 75, true)
		c.chars(object(o), "value", 1, 75)
		if v := object(o)["value"]; values[v] {
			c.say("%v: option %v twice", e["type"], v)
		}
		values[object(o)["value"]] = true
	}
	initial := list(e["initial_options"])
	if one := object(e["initial_option"]); one != nil {
		initial = append(initial, one)
	}
	for _, o := range initial {
		if !values[object(o)["value"]] {
			c.say("%v: initial option %v is none of its options", e["type"], object(o)["value"])
		}
	}
}

// words are whatever may come out of say: mostly short, at times far too long,
// empty, or full of mentions and entities.
func words() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", " ", "\n", "王女士 138••••8000", "Ms Wang", "*", "_", "<@U0BO|Bo>", "&amp;&lt;!channel&gt;", "已登记 😀"}),
		rapid.String(),
		rapid.Map(rapid.IntRange(1, 400), func(n int) string { return strings.Repeat("客户 &amp; <@U0BO> ", n) }),
		rapid.Map(rapid.IntRange(1, 4000), func(n int) string { return strings.Repeat("😀", n) }),
	)
}

func slice[T any](g *rapid.Generator[T], most int) *rapid.Generator[[]T] {
	return rapid.OneOf(rapid.SliceOfN(g, 0, 4), rapid.SliceOfN(g, 0, most))
}

var (
	anyButton = rapid.Custom(func(t *rapid.T) bot.Button {
		b := bot.Button{
			Action: words().Draw(t, "action"), Value: words().Draw(t, "value"), Label: words().Draw(t, "label"), Spoken: words().Draw(t, "spoken"),
			Primary: rapid.Bool().Draw(t, "primary"), Danger: rapid.Bool().Draw(t, "danger"),
		}
		if rapid.Bool().Draw(t, "confirm") {
			b.Confirm = &bot.Confirm{Title: words().Draw(t, "title"), Text: words().Draw(t, "text"), Yes: words().Draw(t, "yes"), No: words().Draw(t, "no")}
		}
		return b
	})
	anyOption = rapid.Custom(func(t *rapid.T) bot.Option {
		return bot.Option{Value: words().Draw(t, "value"), Label: words().Draw(t, "label")}
	})
	anyMenu = rapid.Custom(func(t *rapid.T) bot.Menu {
		return bot.Menu{
			Action: words().Draw(t, "action"), Value: words().Draw(t, "value"), Label: words().Draw(t, "label"), Options: slice(anyOption, 130).Draw(t, "options"),
			People: rapid.Bool().Draw(t, "people"), Overflow: rapid.Bool().Draw(t, "overflow"),
		}
	})
	anyRow = rapid.Custom(func(t *rapid.T) bot.Row {
		r := bot.Row{Text: words().Draw(t, "text")}
		if rapid.Bool().Draw(t, "pressable") {
			b := anyButton.Draw(t, "button")
			r.Button = &b
		}
		return r
	})
	anyMessage = rapid.Custom(func(t *rapid.T) bot.Message {
		m := bot.Message{
			Title: words().Draw(t, "title"), Head: words().Draw(t, "head"), Facts: slice(words(), 70).Draw(t, "facts"), Rows: slice(anyRow, 70).Draw(t, "rows"),
			Notes: slice(words(), 30).Draw(t, "notes"), Buttons: slice(anyButton, 30).Draw(t, "buttons"), Menus: slice(anyMenu, 6).Draw(t, "menus"), Text: words().Draw(t, "text"),
		}
		if rapid.Bool().Draw(t, "tabled") {
			m.Table = &bot.Table{Rows: slice(slice(words(), 25), 120).Draw(t, "table")}
		}
		for _, alt := range slice(words(), 30).Draw(t, "images") {
			m.Images = append(m.Images, bot.Image{URL: "https://example.com/" + strings.Repeat("x", len(alt)), Alt: alt})
		}
		return m
	})
	anyField = rapid.Custom(func(t *rapid.T) bot.Field {
		return bot.Field{
			ID:    words().Draw(t, "id"),
			Kind:  rapid.SampledFrom([]bot.FieldKind{bot.TextField, bot.LinesField, bot.PersonField, bot.PeopleField, bot.SelectField, bot.RadioField, bot.CheckField, bot.TimeField, "new"}).Draw(t, "kind"),
			Label: words().Draw(t, "label"), Placeholder: words().Draw(t, "placeholder"), Hint: words().Draw(t, "hint"), Optional: rapid.Bool().Draw(t, "optional"),
			Initial: slice(words(), 5).Draw(t, "initial"), Options: slice(anyOption, 130).Draw(t, "options"), Max: rapid.IntRange(-1, 5000).Draw(t, "max"), Watch: rapid.Bool().Draw(t, "watch"),
		}
	})
	anyForm = rapid.Custom(func(t *rapid.T) bot.Form {
		return bot.Form{
			ID: words().Draw(t, "id"), Title: words().Draw(t, "title"), Submit: words().Draw(t, "submit"), Cancel: words().Draw(t, "cancel"), Private: words().Draw(t, "private"),
			Alert: words().Draw(t, "alert"), Head: words().Draw(t, "head"), Facts: slice(words(), 70).Draw(t, "facts"), Notes: slice(words(), 30).Draw(t, "notes"), Fields: slice(anyField, 20).Draw(t, "fields"),
		}
	})
	anyHome = rapid.Custom(func(t *rapid.T) bot.Home {
		return bot.Home{Parts: slice(rapid.Custom(func(t *rapid.T) bot.HomePart {
			return bot.HomePart{
				Title: words().Draw(t, "title"), Lines: slice(words(), 20).Draw(t, "lines"), Rows: slice(anyRow, 30).Draw(t, "rows"),
				Buttons: slice(anyButton, 30).Draw(t, "buttons"), Menus: slice(anyMenu, 3).Draw(t, "menus"), Notes: slice(words(), 12).Draw(t, "notes"),
			}
		}), 12).Draw(t, "parts")}
	})
)

// Whatever the bot says, Slack takes it.
func TestAnyMessageIsWithinSlacksLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMessage.Draw(t, "message")
		whole := webhook(m, false)
		check(t, whole)
		check(t, messageView(m, label(m.Title, maxViewTitle), place{}))
		if n := length(fallback(m)); m.Table == nil && n > 150 {
			t.Fatalf("text of %d characters", n)
		}
		if a, b := len(messageBlocks(m)) > 0, len(m.Buttons) > 0; b && !a {
			t.Fatal("the buttons are lost")
		}
	})
}

func TestAnyFormIsWithinSlacksLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { check(t, modal(anyForm.Draw(t, "form"), place{"C0FLOOR", "1700000000.000100"})) })
}

func TestAnyHomeIsWithinSlacksLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { check(t, homeView(anyHome.Draw(t, "home"))) })
}

func check(t *rapid.T, sent any) {
	text, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems(t, text) {
		t.Error(p)
	}
}

func TestFewLinesAreCutWhereTheyMustBe(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"it fits", "王女士", "王女士"},
		{"too long: an ellipsis is the last character", "abcdefghijk", "abcdefghi…"},
		{"a space before the ellipsis goes", "abcdefgh ijk", "abcdefgh…"},
		{"no half of a mention", "ask <@U0BO123> now", "ask …"},
		{"no half of an entity", "abcdef&amp;x", "abcdef…"},
		{"a wide character counts twice", "😀😀😀😀😀😀", "😀😀😀😀…"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := cutMrkdwn(tt.in, 10); got != tt.want {
				t.Errorf("cut to ten: %q, want %q", got, tt.want)
			}
		})
	}
}
