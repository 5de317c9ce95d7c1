package workspace

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A field says where an element of a form keeps what was chosen or typed.
type field struct {
	value   string // its key in the state
	initial string // its key in the element
	list    bool
}

// fields are the elements that hold a value.
var fields = map[string]field{
	"plain_text_input":           {"value", "initial_value", false},
	"email_text_input":           {"value", "initial_value", false},
	"url_text_input":             {"value", "initial_value", false},
	"number_input":               {"value", "initial_value", false},
	"rich_text_input":            {"rich_text_value", "initial_value", false},
	"datepicker":                 {"selected_date", "initial_date", false},
	"timepicker":                 {"selected_time", "initial_time", false},
	"datetimepicker":             {"selected_date_time", "initial_date_time", false},
	"static_select":              {"selected_option", "initial_option", false},
	"external_select":            {"selected_option", "initial_option", false},
	"radio_buttons":              {"selected_option", "initial_option", false},
	"checkboxes":                 {"selected_options", "initial_options", true},
	"multi_static_select":        {"selected_options", "initial_options", true},
	"multi_external_select":      {"selected_options", "initial_options", true},
	"users_select":               {"selected_user", "initial_user", false},
	"multi_users_select":         {"selected_users", "initial_users", true},
	"channels_select":            {"selected_channel", "initial_channel", false},
	"multi_channels_select":      {"selected_channels", "initial_channels", true},
	"conversations_select":       {"selected_conversation", "initial_conversation", false},
	"multi_conversations_select": {"selected_conversations", "initial_conversations", true},
	"file_input":                 {"files", "", true},
}

// An element is one thing in a block that a person can use.
type element struct {
	def      obj
	block    obj
	blockID  string
	actionID string
	kind     string
	input    bool // stands in an input block
}

// elements are what a person can use in blocks, in order.
func elements(blocks json.RawMessage) []element {
	var list []obj
	if len(blocks) == 0 || json.Unmarshal(blocks, &list) != nil {
		return nil
	}
	var out []element
	for _, b := range list {
		add := func(v any, input bool) {
			e, ok := v.(obj)
			if !ok || e["action_id"] == nil {
				return
			}
			kind, _ := e["type"].(string)
			id, _ := e["action_id"].(string)
			block, _ := b["block_id"].(string)
			out = append(out, element{def: e, block: b, blockID: block, actionID: id, kind: kind, input: input})
		}
		switch b["type"] {
		case "input":
			add(b["element"], true)
		case "section":
			add(b["accessory"], false)
		case "actions", "context_actions":
			if all, ok := b["elements"].([]any); ok {
				for _, e := range all {
					add(e, false)
				}
			}
		}
	}
	return out
}

// findElement finds one by its IDs; nil if it isn't there.
func findElement(blocks json.RawMessage, blockID, actionID string) *element {
	for _, e := range elements(blocks) {
		if e.blockID == blockID && e.actionID == actionID {
			return &e
		}
	}
	return nil
}

// initialState is what the fields hold before anyone touches them.
func initialState(blocks json.RawMessage) State {
	st := State{Values: map[string]map[string]obj{}}
	for _, e := range elements(blocks) {
		f, ok := fields[e.kind]
		if !ok {
			continue
		}
		v := e.def[f.initial]
		if v == nil && f.list {
			v = []any{}
		}
		st.set(e.blockID, e.actionID, obj{"type": e.kind, f.value: v})
	}
	return st
}

func (st *State) set(block, action string, v obj) {
	if st.Values[block] == nil {
		st.Values[block] = map[string]obj{}
	}
	st.Values[block][action] = v
}

// keep takes over what was typed into fields that are still there.
func (st *State) keep(old State) {
	for block, actions := range old.Values {
		for action, v := range actions {
			if now := st.Values[block][action]; now != nil && now["type"] == v["type"] {
				st.Values[block][action] = v
			}
		}
	}
}

// fill puts into the state what a page says its fields hold; what the blocks
// don't have, or don't offer, is left out.
func (st *State) fill(blocks json.RawMessage, given map[string]map[string]obj) {
	for _, e := range elements(blocks) {
		g, ok := given[e.blockID][e.actionID]
		if !ok {
			continue
		}
		if v, ok := e.value(g); ok {
			st.set(e.blockID, e.actionID, v)
		}
	}
}

// value reads what a page says a field holds, in the state's form.
func (e *element) value(given obj) (obj, bool) {
	f, ok := fields[e.kind]
	if !ok {
		return nil, false
	}
	v, there := given[f.value]
	if !there {
		return nil, false
	}
	switch f.value {
	case "selected_option":
		if v != nil {
			o := e.option(v)
			if o == nil {
				return nil, false
			}
			v = o
		}
	case "selected_options":
		list, _ := v.([]any)
		chosen := []any{}
		for _, one := range list {
			if o := e.option(one); o != nil {
				chosen = append(chosen, o)
			}
		}
		v = chosen
	case "value", "selected_date", "selected_time":
		if v == "" {
			v = nil
		}
	}
	if v == nil && f.list {
		v = []any{}
	}
	out := obj{"type": e.kind, f.value: v}
	if zone := e.def["timezone"]; e.kind == "timepicker" && zone != nil {
		out["timezone"] = zone
	}
	return out, true
}

// option finds the option that a page names by its value, as the blocks have
// it; those that the app suggests are taken as they come.
func (e *element) option(given any) obj {
	g, ok := given.(obj)
	if !ok {
		return nil
	}
	if strings.Contains(e.kind, "external") {
		return g
	}
	for _, o := range e.options() {
		if o["value"] == g["value"] && (g["value"] != nil || sameText(o, g)) {
			return o
		}
	}
	return nil
}

func sameText(a, b obj) bool {
	x, _ := a["text"].(obj)
	y, _ := b["text"].(obj)
	return x["text"] == y["text"]
}

// options are what a menu offers, groups flattened.
func (e *element) options() []obj {
	var out []obj
	take := func(v any) {
		list, _ := v.([]any)
		for _, o := range list {
			if m, ok := o.(obj); ok {
				out = append(out, m)
			}
		}
	}
	take(e.def["options"])
	groups, _ := e.def["option_groups"].([]any)
	for _, g := range groups {
		if m, ok := g.(obj); ok {
			take(m["options"])
		}
	}
	return out
}

// complaints are what Slack's own client would say about a form before sending
// it: required fields left empty, lengths, numbers, dates.
func complaints(v *View, chinese bool) map[string]string {
	found := map[string]string{}
	for _, e := range elements(v.Blocks) {
		if !e.input {
			continue
		}
		f, ok := fields[e.kind]
		if !ok {
			continue
		}
		value := v.State.Values[e.blockID][e.actionID][f.value]
		if blank(value) {
			if e.block["optional"] != true {
				found[e.blockID] = in(chinese, "请填写此必填字段。", "Please complete this required field.")
			}
			continue
		}
		if say := e.complaint(value, chinese); say != "" {
			found[e.blockID] = say
		}
	}
	return found
}

func blank(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	}
	return false
}

func in(chinese bool, zh, en string) string {
	if chinese {
		return zh
	}
	return en
}

// complaint is what is wrong with a field that was filled in.
func (e *element) complaint(value any, chinese bool) string {
	text, _ := value.(string)
	switch e.kind {
	case "plain_text_input":
		most := 3000
		if n, ok := e.def["max_length"].(float64); ok {
			most = int(n)
		}
		n := utf8.RuneCountInString(text)
		if least, ok := e.def["min_length"].(float64); ok && n < int(least) {
			return in(chinese, "至少 ", "At least ") + strconv.Itoa(int(least)) + in(chinese, " 个字符。", " characters, please.")
		}
		if n > most {
			return in(chinese, "最多 ", "At most ") + strconv.Itoa(most) + in(chinese, " 个字符。", " characters, please.")
		}
	case "number_input":
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || e.def["is_decimal_allowed"] != true && n != float64(int64(n)) {
			return in(chinese, "请输入数字。", "Please enter a number.")
		}
		if lo, err := strconv.ParseFloat(str(e.def["min_value"]), 64); err == nil && n < lo {
			return in(chinese, "数字太小。", "This number is too small.")
		}
		if hi, err := strconv.ParseFloat(str(e.def["max_value"]), 64); err == nil && n > hi {
			return in(chinese, "数字太大。", "This number is too large.")
		}
	case "email_text_input":
		if name, host, ok := strings.Cut(text, "@"); !ok || name == "" || !strings.Contains(host, ".") {
			return in(chinese, "请输入邮箱地址。", "Please enter an email address.")
		}
	case "url_text_input":
		if !link.MatchString(text) {
			return in(chinese, "请输入网址。", "Please enter a URL.")
		}
	case "datepicker":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return in(chinese, "请选择日期。", "Please choose a date.")
		}
	case "timepicker":
		if _, err := time.Parse("15:04", text); err != nil {
			return in(chinese, "请选择时间。", "Please choose a time.")
		}
	}
	if list, ok := value.([]any); ok {
		if most, ok := e.def["max_selected_items"].(float64); ok && len(list) > int(most) {
			return in(chinese, "选得太多。", "Too many are selected.")
		}
	}
	return ""
}

func str(v any) string {
	text, _ := v.(string)
	return text
}

// inputBlocks are the IDs of a view's input blocks.
func inputBlocks(blocks json.RawMessage) []string {
	var ids []string
	for _, e := range elements(blocks) {
		if e.input && !slices.Contains(ids, e.blockID) {
			ids = append(ids, e.blockID)
		}
	}
	return ids
}
