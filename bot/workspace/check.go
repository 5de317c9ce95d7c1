package workspace

import (
	"encoding/json"
	"fmt"
	"maps"
	"unicode/utf8"
)

// A check gathers what is wrong with a message's blocks or with a view, in
// Slack's words, each with the place it is at.
type check struct {
	surface string // message, modal or home
	wrong   []string
	focused int
}

// Surfaces that blocks stand on.
const (
	onMessage = "message"
	onModal   = "modal"
	onHome    = "home"
)

// maxBlockText is how many characters all texts of a message's blocks may have
// together.
const maxBlockText = 40000

// checkedBlocks checks a message's blocks and gives those without IDs one. No
// blocks are fine.
func checkedBlocks(text string) (json.RawMessage, error) {
	if text == "" || text == "null" {
		return nil, nil
	}
	var list any
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, apiError{code: "invalid_blocks_format"}
	}
	blocks, ok := list.([]any)
	if !ok {
		return nil, apiError{code: "invalid_blocks_format"}
	}
	if len(blocks) == 0 {
		return nil, nil
	}
	c := &check{surface: onMessage}
	c.blocks("/blocks", blocks, 50)
	if len(c.wrong) > 0 {
		return nil, wrong("invalid_blocks", c.wrong...)
	}
	if countOf(blocks, "table") > 1 {
		return nil, wrong("invalid_attachments", "only_one_table_allowed")
	}
	if textLength(blocks) > maxBlockText {
		return nil, apiError{code: "msg_blocks_too_long"}
	}
	return asJSON(named(blocks)), nil
}

// checkedAttachments checks legacy attachments: their number, and the blocks in
// them.
func checkedAttachments(text string) (json.RawMessage, error) {
	var list []obj
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, apiError{code: "invalid_attachments"}
	}
	if len(list) > 100 {
		return nil, apiError{code: "too_many_attachments"}
	}
	c := &check{surface: onMessage}
	for i, a := range list {
		if blocks, ok := a["blocks"].([]any); ok {
			c.blocks(fmt.Sprintf("/attachments/%d/blocks", i), blocks, 50)
		}
	}
	if len(c.wrong) > 0 {
		return nil, wrong("invalid_attachments", c.wrong...)
	}
	for _, a := range list {
		if blocks, ok := a["blocks"].([]any); ok {
			named(blocks)
		}
	}
	return asJSON(list), nil
}

// maxView is how large a view may be.
const maxView = 250 << 10

// checkedView checks a modal or home view and gives blocks without IDs one.
func checkedView(text, kind string) (*View, error) {
	if text == "" {
		return nil, wrong("invalid_arguments", "missing required field: view")
	}
	if len(text) > maxView {
		return nil, apiError{code: "view_too_large"}
	}
	var given obj
	if err := json.Unmarshal([]byte(text), &given); err != nil || given == nil {
		return nil, wrong("invalid_arguments", "must provide an object [json-pointer:/view]")
	}
	c := &check{surface: kind}
	viewRules[kind](c, "/view", given)
	if len(c.wrong) > 0 {
		return nil, wrong("invalid_arguments", c.wrong...)
	}
	given["blocks"] = named(given["blocks"].([]any))
	v := &View{}
	if err := json.Unmarshal(asJSON(given), v); err != nil {
		return nil, wrong("invalid_arguments", err.Error())
	}
	return v, nil
}

// viewRules are those of the two kinds of views.
var viewRules = map[string]rule{}

func init() {
	common := func(more rules) rules {
		r := rules{
			"blocks!":          func(c *check, at string, v any) { c.blocks(at, v, 100) },
			"private_metadata": text(0, 3000), "callback_id": text(0, 255), "external_id": text(0, 255),
		}
		maps.Copy(r, more)
		return r
	}
	viewRules[onHome] = object(common(rules{"type!": only("home")}))
	viewRules[onModal] = also(object(common(rules{
		"type!": only("modal"), "title!": plain(24), "submit": plain(24), "close": plain(24),
		"clear_on_close": boolean, "notify_on_close": boolean,
	})), func(c *check, at string, o obj) {
		blocks, _ := o["blocks"].([]any)
		if _, ok := o["submit"]; !ok && countOf(blocks, "input") > 0 {
			c.say(at, "missing required field: submit")
		}
	})
}

// checkedSuggestions checks the options an app offers for an external menu.
func checkedSuggestions(body json.RawMessage) (obj, error) {
	var given obj
	if err := json.Unmarshal(body, &given); err != nil || given == nil {
		return nil, apiError{code: "invalid_response_payload"}
	}
	c := &check{surface: onMessage}
	also(object(rules{"options": items(0, 100, plainOption), "option_groups": items(0, 100, optionGroup)}), oneOfBoth("options", "option_groups"))(c, "", given)
	if len(c.wrong) > 0 {
		return nil, wrong("invalid_response_payload", c.wrong...)
	}
	return given, nil
}

// blocks checks a list of blocks, and that IDs are not used twice.
func (c *check) blocks(at string, v any, most int) {
	list, ok := v.([]any)
	if !ok {
		c.say(at, "must provide an array")
		return
	}
	items(0, most, typed(blockRules, blocksOn[c.surface]...))(c, at, v)
	ids := map[string]bool{}
	for i, b := range list {
		o, _ := b.(obj)
		at := fmt.Sprintf("%s/%d", at, i)
		if id := str(o["block_id"]); id != "" {
			if ids[id] {
				c.say(at+"/block_id", "`block_id` %q already exists", id)
			}
			ids[id] = true
		}
		actions := map[string]bool{}
		all, _ := o["elements"].([]any)
		for j, e := range all {
			e, _ := e.(obj)
			if id := str(e["action_id"]); id != "" {
				if actions[id] {
					c.say(fmt.Sprintf("%s/elements/%d/action_id", at, j), "`action_id` %q already exists", id)
				}
				actions[id] = true
			}
		}
	}
	if c.focused > 1 {
		c.say(at, "only one element can set focus_on_load")
	}
}

func countOf(blocks []any, kind string) int {
	n := 0
	for _, b := range blocks {
		if o, ok := b.(obj); ok && o["type"] == kind {
			n++
		}
	}
	return n
}

// textLength adds up the characters of all "text" strings.
func textLength(v any) int {
	n := 0
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			n += textLength(x)
		}
	case obj:
		for k, x := range v {
			if s, ok := x.(string); ok && k == "text" {
				n += utf8.RuneCountInString(s)
			} else {
				n += textLength(x)
			}
		}
	}
	return n
}

// named gives blocks and their elements the IDs they lack.
func named(blocks []any) []any {
	for _, b := range blocks {
		o := b.(obj)
		if str(o["block_id"]) == "" {
			o["block_id"] = randomText(5)
		}
		name := func(v any) {
			e, ok := v.(obj)
			if kind := str(e["type"]); ok && str(e["action_id"]) == "" && elementRules[kind] != nil && kind != "image" {
				e["action_id"] = randomText(5)
			}
		}
		name(o["element"])
		name(o["accessory"])
		if list, ok := o["elements"].([]any); ok && (o["type"] == "actions" || o["type"] == "context_actions") {
			for _, e := range list {
				name(e)
			}
		}
	}
	return blocks
}
