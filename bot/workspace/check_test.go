package workspace_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/slack-go/slack/socketmode"
)

// many is a JSON list of n times the same.
func many(n int, one string) string {
	return "[" + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + "]"
}

// long is a JSON string of n characters.
func long(n int) string { return `"` + strings.Repeat("长", n) + `"` }

const section = `{"type":"section","text":{"type":"mrkdwn","text":"hi"}}`

func button(with string) string {
	return `[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Go"}` + with + `}]}]`
}

func accessory(with string) string {
	return `[{"type":"section","text":{"type":"mrkdwn","text":"hi"},"accessory":` + with + `}]`
}

const options = `"options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]`

func TestBlocksOfMessages(t *testing.T) {
	h := open(t)
	floor := h.channelID("floor")
	cases := []struct{ name, blocks, want string }{
		{"no list", `{"type":"divider"}`, "invalid_blocks_format"},
		{"no JSON", `[`, "invalid_blocks_format"},
		{"fifty are fine", many(50, section), ""},
		{"fifty-one are not", many(51, section), "invalid_blocks: no more than 50 items allowed [json-pointer:/blocks]"},
		{"unknown block", `[{"type":"sparkle"}]`, "invalid_blocks: unsupported type: sparkle [json-pointer:/blocks/0/type]"},
		{"no type", `[{}]`, "invalid_blocks: missing required field: type [json-pointer:/blocks/0]"},
		{"unknown property", `[{"type":"divider","text":"x"}]`, "invalid_blocks: invalid additional property: text [json-pointer:/blocks/0]"},
		{"modal's block in a message", `[{"type":"alert","text":{"type":"plain_text","text":"x"}}]`, "invalid_blocks: unsupported type: alert [json-pointer:/blocks/0/type]"},
		{"section with nothing", `[{"type":"section"}]`, "invalid_blocks: must define either `text` or `fields` [json-pointer:/blocks/0]"},
		{"empty text", `[{"type":"section","text":{"type":"mrkdwn","text":""}}]`, "invalid_blocks: must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		{"3,000 characters are fine", `[{"type":"section","text":{"type":"mrkdwn","text":` + long(3000) + `}}]`, ""},
		{"3,001 are not", `[{"type":"section","text":{"type":"mrkdwn","text":` + long(3001) + `}}]`, "invalid_blocks: must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		{"eleven fields", `[{"type":"section","fields":` + many(11, `{"type":"mrkdwn","text":"x"}`) + `}]`, "invalid_blocks: no more than 10 items allowed [json-pointer:/blocks/0/fields]"},
		{"a long field", `[{"type":"section","fields":[{"type":"mrkdwn","text":` + long(2001) + `}]}]`, "invalid_blocks: must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"},
		{"a header in mrkdwn", `[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]`, "invalid_blocks: must be one of: plain_text [json-pointer:/blocks/0/text/type]"},
		{"a long header", `[{"type":"header","text":{"type":"plain_text","text":` + long(151) + `}}]`, "invalid_blocks: must be less than 151 characters [json-pointer:/blocks/0/text/text]"},
		{"eleven context elements", `[{"type":"context","elements":` + many(11, `{"type":"mrkdwn","text":"x"}`) + `}]`, "invalid_blocks: no more than 10 items allowed [json-pointer:/blocks/0/elements]"},
		{"a button in a context", `[{"type":"context","elements":[{"type":"button","text":{"type":"plain_text","text":"x"}}]}]`, "invalid_blocks: unsupported type: button [json-pointer:/blocks/0/elements/0/type]"},
		{"no elements", `[{"type":"actions","elements":[]}]`, "invalid_blocks: no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"},
		{"twenty-six buttons", `[{"type":"actions","elements":` + many(26, `{"type":"button","text":{"type":"plain_text","text":"x"}}`) + `}]`, "invalid_blocks: no more than 25 items allowed [json-pointer:/blocks/0/elements]"},
		{"a text field among actions", `[{"type":"actions","elements":[{"type":"plain_text_input"}]}]`, "invalid_blocks: unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]"},
		{"a long label", `[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":` + long(76) + `}}]}]`, "invalid_blocks: must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"},
		{"a long value", button(`,"value":` + long(2001)), "invalid_blocks: must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"},
		{"no style of Slack's", button(`,"style":"default"`), "invalid_blocks: must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]"},
		{"no url", button(`,"url":"nonsense"`), "invalid_blocks: must be a valid url [json-pointer:/blocks/0/elements/0/url]"},
		{"a long action_id", button(`,"action_id":` + long(256)), "invalid_blocks: must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"},
		{"a null", button(`,"confirm":null`), "invalid_blocks: must provide an object [json-pointer:/blocks/0/elements/0/confirm]"},
		{"a confirm with no text", button(`,"confirm":{"title":{"type":"plain_text","text":"x"}}`), "invalid_blocks: missing required field: text [json-pointer:/blocks/0/elements/0/confirm]"},
		{"a long confirm title", button(`,"confirm":{"text":{"type":"plain_text","text":"x"},"title":{"type":"plain_text","text":` + long(101) + `}}`), "invalid_blocks: must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]"},
		{"block ids twice", `[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]`, "invalid_blocks: `block_id` \"a\" already exists [json-pointer:/blocks/1/block_id]"},
		{
			"action ids twice in a block",
			`[{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}},{"type":"button","action_id":"a","text":{"type":"plain_text","text":"y"}}]}]`,
			"invalid_blocks: `action_id` \"a\" already exists [json-pointer:/blocks/0/elements/1/action_id]",
		},
		{"a menu with no options", accessory(`{"type":"static_select"}`), "invalid_blocks: must define exactly one of `options` or `option_groups` [json-pointer:/blocks/0/accessory]"},
		{"an option with no value", accessory(`{"type":"static_select","options":[{"text":{"type":"plain_text","text":"A"}}]}`), "invalid_blocks: missing required field: value [json-pointer:/blocks/0/accessory/options/0]"},
		{"an option with an empty url", accessory(`{"type":"static_select","options":[{"text":{"type":"plain_text","text":"A"},"value":"a","url":""}]}`), "invalid_blocks: invalid additional property: url [json-pointer:/blocks/0/accessory/options/0]"},
		{"an option's long value", accessory(`{"type":"static_select","options":[{"text":{"type":"plain_text","text":"A"},"value":` + long(76) + `}]}`), "invalid_blocks: must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/value]"},
		{"a choice that isn't offered", accessory(`{"type":"static_select",` + options + `,"initial_option":{"text":{"type":"plain_text","text":"B"},"value":"b"}}`), "invalid_blocks: must exactly match one of the options [json-pointer:/blocks/0/accessory/initial_option]"},
		{"101 options", accessory(`{"type":"static_select","options":` + many(101, `{"text":{"type":"plain_text","text":"A"},"value":"a"}`) + `}`), "invalid_blocks: no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]"},
		{"six in an overflow", accessory(`{"type":"overflow","options":` + many(6, `{"text":{"type":"plain_text","text":"A"},"value":"a"}`) + `}`), "invalid_blocks: no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]"},
		{"eleven radio buttons", accessory(`{"type":"radio_buttons","options":` + many(11, `{"text":{"type":"plain_text","text":"A"},"value":"a"}`) + `}`), "invalid_blocks: no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]"},
		{"a long placeholder", accessory(`{"type":"users_select","placeholder":{"type":"plain_text","text":` + long(151) + `}}`), "invalid_blocks: must be less than 151 characters [json-pointer:/blocks/0/accessory/placeholder/text]"},
		{"no date", accessory(`{"type":"datepicker","initial_date":"23.11.2026"}`), "invalid_blocks: must be a date in the format YYYY-MM-DD [json-pointer:/blocks/0/accessory/initial_date]"},
		{"no time", accessory(`{"type":"timepicker","initial_time":"25:00"}`), "invalid_blocks: must be a time in the format HH:mm [json-pointer:/blocks/0/accessory/initial_time]"},
		{"a picture with no words", `[{"type":"image","image_url":"https://example.com/a.png"}]`, "invalid_blocks: missing required field: alt_text [json-pointer:/blocks/0]"},
		{"a picture from nowhere", `[{"type":"image","alt_text":"a"}]`, "invalid_blocks: must define exactly one of `image_url` or `slack_file` [json-pointer:/blocks/0]"},
		{"a table", `[{"type":"table","rows":[[{"type":"raw_text","text":"a"},{"type":"raw_number","value":1,"text":"1"}]],"column_settings":[null,{"align":"right"}]}]`, ""},
		{"101 rows", `[{"type":"table","rows":` + many(101, `[{"type":"raw_text","text":"a"}]`) + `}]`, "invalid_blocks: no more than 100 items allowed [json-pointer:/blocks/0/rows]"},
		{"21 columns", `[{"type":"table","rows":[` + many(21, `{"type":"raw_text","text":"a"}`) + `]}]`, "invalid_blocks: no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"},
		{"two tables", many(2, `{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]}`), "invalid_attachments: only_one_table_allowed"},
		{"markdown", `[{"type":"markdown","text":"# hi"}]`, ""},
		{"a long markdown", `[{"type":"markdown","text":` + long(12001) + `}]`, "invalid_blocks: must be less than 12001 characters [json-pointer:/blocks/0/text]"},
		{"rich text", `[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a","style":{"bold":true}},{"type":"user","user_id":"U0AMY"}]}]}]`, ""},
		{"a rich text of nothing known", `[{"type":"rich_text","elements":[{"type":"rich_text_poem","elements":[]}]}]`, "invalid_blocks: unsupported type: rich_text_poem [json-pointer:/blocks/0/elements/0/type]"},
		{"all blocks together too long", many(20, `{"type":"section","text":{"type":"mrkdwn","text":`+long(3000)+`}}`), "msg_blocks_too_long"},
	}
	for _, c := range cases {
		if got := outcome(h.call("chat.postEphemeral", map[string]any{"channel": floor, "user": "U0AMY", "text": "x", "blocks": c.blocks})); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// outcome is a refusal's code and first explanation, or nothing.
func outcome(answer map[string]any) string {
	if answer["ok"] == true {
		return ""
	}
	out := fmt.Sprint(answer["error"])
	if md, ok := answer["response_metadata"].(map[string]any); ok {
		out += ": " + strings.TrimPrefix(fmt.Sprint(md["messages"].([]any)[0]), "[ERROR] ")
	}
	return out
}

// modal is a valid modal with changes; a null takes a field away.
func modal(change string) string {
	v := map[string]any{"type": "modal", "title": plain("T"), "blocks": []any{}}
	var with map[string]any
	if err := json.Unmarshal([]byte(change), &with); err != nil {
		panic(err)
	}
	for k, x := range with {
		if x == nil {
			delete(v, k)
		} else {
			v[k] = x
		}
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func input(element string) string {
	return `{"submit":{"type":"plain_text","text":"OK"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"},"element":` + element + `}]}`
}

func TestModals(t *testing.T) {
	h := open(t)
	triggers := make(chan string, 1)
	h.app(func(_ *app, e socketmode.Event) any {
		if e.Type == socketmode.EventTypeSlashCommand {
			triggers <- command(e).TriggerID
		}
		return nil
	})
	cases := []struct{ name, view, want string }{
		{"no JSON", `nonsense`, "invalid_arguments: must provide an object [json-pointer:/view]"},
		{"no title", modal(`{"title":null}`), "invalid_arguments: missing required field: title [json-pointer:/view]"},
		{"a long title", modal(`{"title":{"type":"plain_text","text":"` + strings.Repeat("x", 25) + `"}}`), "invalid_arguments: must be less than 25 characters [json-pointer:/view/title/text]"},
		{"a home view", modal(`{"type":"home"}`), "invalid_arguments: must be one of: modal [json-pointer:/view/type]"},
		{"no blocks", modal(`{"blocks":null}`), "invalid_arguments: missing required field: blocks [json-pointer:/view]"},
		{"101 blocks", modal(`{"blocks":` + many(101, `{"type":"divider"}`) + `}`), "invalid_arguments: no more than 100 items allowed [json-pointer:/view/blocks]"},
		{"input but no submit", modal(`{"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input"}}]}`), "invalid_arguments: missing required field: submit [json-pointer:/view]"},
		{"long private metadata", modal(`{"private_metadata":` + long(3001) + `}`), "invalid_arguments: must be less than 3001 characters [json-pointer:/view/private_metadata]"},
		{"a long callback id", modal(`{"callback_id":` + long(256) + `}`), "invalid_arguments: must be less than 256 characters [json-pointer:/view/callback_id]"},
		{"an unknown property", modal(`{"colour":"red"}`), "invalid_arguments: invalid additional property: colour [json-pointer:/view]"},
		{"an input with no element", modal(`{"submit":{"type":"plain_text","text":"OK"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"}}]}`), "invalid_arguments: missing required field: element [json-pointer:/view/blocks/0]"},
		{"a button as input", modal(input(`{"type":"button","text":{"type":"plain_text","text":"x"}}`)), "invalid_arguments: unsupported type: button [json-pointer:/view/blocks/0/element/type]"},
		{"a length over 3,000", modal(input(`{"type":"plain_text_input","max_length":3001}`)), "invalid_arguments: must be less than or equal to 3000 [json-pointer:/view/blocks/0/element/max_length]"},
		{"least over most", modal(input(`{"type":"plain_text_input","min_length":5,"max_length":3}`)), "invalid_arguments: must be less than or equal to max_length [json-pointer:/view/blocks/0/element/min_length]"},
		{"a number that may or may not be whole", modal(input(`{"type":"number_input"}`)), "invalid_arguments: missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]"},
		{"an unknown key event", modal(input(`{"type":"plain_text_input","dispatch_action_config":{"trigger_actions_on":["on_blur"]}}`)), "invalid_arguments: must be one of: on_enter_pressed, on_character_entered [json-pointer:/view/blocks/0/element/dispatch_action_config/trigger_actions_on/0]"},
		{"two in focus", modal(`{"submit":{"type":"plain_text","text":"OK"},"blocks":` + many(2, `{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input","focus_on_load":true}}`) + `}`), "invalid_arguments: only one element can set focus_on_load [json-pointer:/view/blocks]"},
		{"a table", modal(`{"blocks":[{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]}]}`), "invalid_arguments: unsupported type: table [json-pointer:/view/blocks/0/type]"},
		{"a long alert", modal(`{"blocks":[{"type":"alert","text":{"type":"plain_text","text":` + long(201) + `}}]}`), "invalid_arguments: must be less than 201 characters [json-pointer:/view/blocks/0/text/text]"},
		{"an alert of no level", modal(`{"blocks":[{"type":"alert","level":"loud","text":{"type":"plain_text","text":"x"}}]}`), "invalid_arguments: must be one of: default, info, warning, error, success [json-pointer:/view/blocks/0/level]"},
		{"over 250 kB", modal(`{"blocks":` + many(90, section) + `,"private_metadata":"` + strings.Repeat("x", 260000) + `"}`), "view_too_large"},
		{"an alert", modal(`{"blocks":[{"type":"alert","level":"warning","text":{"type":"mrkdwn","text":"x"}}]}`), ""},
	}
	h.say("amy", "floor", "/desk")
	trigger := <-triggers
	for _, c := range cases {
		if got := outcome(h.call("views.open", map[string]any{"trigger_id": trigger, "view": c.view})); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestIDsLeftOutAreMadeUp(t *testing.T) {
	h := open(t)
	answer := h.call("chat.postMessage", map[string]any{"channel": h.channelID("floor"), "text": "x", "blocks": button("")})
	blocks := answer["message"].(map[string]any)["blocks"].([]any)
	b := blocks[0].(map[string]any)
	e := b["elements"].([]any)[0].(map[string]any)
	if b["block_id"] == nil || e["action_id"] == nil {
		t.Errorf("posted: %v", b)
	}
}
