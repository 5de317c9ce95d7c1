package workspace

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
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

// A rule says what a JSON value must be.
type rule func(c *check, at string, v any)

func (c *check) say(at, format string, args ...any) {
	if at == "" {
		at = "/"
	}
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...)+" [json-pointer:"+at+"]")
}

// text is a string of so many characters.
func text(least, most int) rule {
	return func(c *check, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.say(at, "must provide a string")
			return
		}
		n := utf8.RuneCountInString(s)
		if n < least {
			c.say(at, "must be more than %d characters", least-1)
		}
		if n > most {
			c.say(at, "must be less than %d characters", most+1)
		}
	}
}

// matching is a string of a certain form.
func matching(re *regexp.Regexp, what string) rule {
	return func(c *check, at string, v any) {
		if s, ok := v.(string); !ok || !re.MatchString(s) {
			c.say(at, "must be %s", what)
		}
	}
}

// address is a URL with one of the schemes; none means any.
func address(schemes ...string) rule {
	return func(c *check, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.say(at, "must provide a string")
			return
		}
		u, err := url.Parse(s)
		if err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" || len(schemes) > 0 && !slices.Contains(schemes, u.Scheme) {
			c.say(at, "must be a valid url")
		}
		if utf8.RuneCountInString(s) > 3000 {
			c.say(at, "must be less than 3001 characters")
		}
	}
}

func boolean(c *check, at string, v any) {
	if _, ok := v.(bool); !ok {
		c.say(at, "must provide a boolean")
	}
}

// whole is an integer within bounds.
func whole(least, most int) rule {
	return func(c *check, at string, v any) {
		n, ok := v.(float64)
		switch {
		case !ok || n != float64(int64(n)):
			c.say(at, "must provide an integer")
		case int64(n) < int64(least):
			c.say(at, "must be greater than or equal to %d", least)
		case int64(n) > int64(most):
			c.say(at, "must be less than or equal to %d", most)
		}
	}
}

// decimal is a number written as a string.
func decimal(c *check, at string, v any) {
	s, ok := v.(string)
	if _, err := strconv.ParseFloat(s, 64); !ok || err != nil {
		c.say(at, "must be a number in a string")
	}
}

// among is one of some strings.
func among(values ...string) rule {
	return func(c *check, at string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(values, s) {
			c.say(at, "must be one of: %s", strings.Join(values, ", "))
		}
	}
}

// items is a list of so many, each following a rule.
func items(least, most int, each rule) rule {
	return func(c *check, at string, v any) {
		list, ok := v.([]any)
		if !ok {
			c.say(at, "must provide an array")
			return
		}
		if len(list) < least {
			c.say(at, "no fewer than %d items allowed", least)
		}
		if len(list) > most {
			c.say(at, "no more than %d items allowed", most)
			return
		}
		for i, x := range list {
			each(c, at+"/"+strconv.Itoa(i), x)
		}
	}
}

// rules are the fields of an object. A name that ends in "!" is required.
type rules map[string]rule

// object is an object with these fields and no others.
func object(fields rules) rule {
	required := []string{}
	known := map[string]rule{}
	for name, r := range fields {
		bare, must := strings.CutSuffix(name, "!")
		if must {
			required = append(required, bare)
		}
		known[bare] = r
	}
	slices.Sort(required)
	return func(c *check, at string, v any) {
		o, ok := v.(obj)
		if !ok {
			c.say(at, "must provide an object")
			return
		}
		for _, name := range required {
			if _, ok := o[name]; !ok {
				c.say(at, "missing required field: %s", name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(o)) {
			if r, ok := known[name]; ok {
				r(c, at+"/"+name, o[name])
			} else {
				c.say(at, "invalid additional property: %s", name)
			}
		}
	}
}

// typed is an object whose "type" is one of those allowed; its rules are
// looked up by it.
func typed(kinds map[string]rule, allowed ...string) rule {
	return func(c *check, at string, v any) {
		o, ok := v.(obj)
		if !ok {
			c.say(at, "must provide an object")
			return
		}
		kind, ok := o["type"].(string)
		if !ok {
			c.say(at, "missing required field: type")
			return
		}
		r, known := kinds[kind]
		if !known || !slices.Contains(allowed, kind) {
			c.say(at+"/type", "unsupported type: %s", kind)
			return
		}
		r(c, at, v)
	}
}

// also is a rule and another after it.
func also(r rule, more func(c *check, at string, o obj)) rule {
	return func(c *check, at string, v any) {
		r(c, at, v)
		if o, ok := v.(obj); ok {
			more(c, at, o)
		}
	}
}

// only is a constant "type".
func only(kind string) rule { return among(kind) }

// plain, mrkdwn and either are text objects of 1 to most characters.
func plain(most int) rule {
	return object(rules{"type!": only("plain_text"), "text!": text(1, most), "emoji": boolean})
}

func mrkdwn(most int) rule {
	return object(rules{"type!": only("mrkdwn"), "text!": text(1, most), "verbatim": boolean})
}

func either(most int) rule {
	return typed(map[string]rule{"plain_text": plain(most), "mrkdwn": mrkdwn(most)}, "plain_text", "mrkdwn")
}

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
			named(blocks)
		}
	}
	if len(c.wrong) > 0 {
		return nil, wrong("invalid_attachments", c.wrong...)
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
