package workspace

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Names are what people and channels are called, by ID, for [Render].
type Names map[string]string

// Names of everyone and everything that a person sees.
func (b *Boot) Names() Names {
	n := Names{}
	for _, u := range b.Users {
		n[u.ID] = u.RealName
	}
	for _, c := range b.Channels {
		n[c.ID] = "#" + c.Name
		if c.IM {
			n[c.ID] = "@" + c.Name
		}
	}
	return n
}

func (n Names) of(id string) string {
	if name := n[id]; name != "" {
		return name
	}
	return id
}

// Render writes an event as text for a terminal: buttons as [Label], menus as
// [Label ▾], fields as "Label: …" with * where required.
func Render(e Event, n Names) string {
	switch {
	case e.Message != nil:
		return RenderMessage(e.Channel, e.Message, n)
	case e.View != nil && e.Type == "home":
		return "App Home\n" + indent(renderBlocks(e.View.Blocks, e.View.State, n))
	case e.View != nil:
		return RenderView(e.View, n)
	case e.Type == "message_deleted":
		return n.of(e.Channel) + ": a message was deleted"
	case e.Type == "ephemeral_deleted":
		return n.of(e.Channel) + ": the answer was taken away"
	case e.Type == "view_closed":
		return "the form is closed"
	case e.Type == "command_failed":
		return fmt.Sprintf("%s failed with the error %q", e.Command, e.Error)
	case e.Type == "action_failed":
		return fmt.Sprintf("that failed with the error %q", e.Error)
	}
	return e.Type
}

// RenderMessage writes a message as text: where, who, and what.
func RenderMessage(channel string, m *Message, n Names) string {
	who := m.Username
	if who == "" {
		who = n.of(m.User)
	}
	head := n.of(channel) + " · " + who
	if m.reply() {
		head += " · in a thread"
	}
	if m.Ephemeral {
		head += " (only you see this)"
	}
	if m.Edited != nil {
		head += " (edited)"
	}
	body := Text(m.Text, n)
	if len(m.Blocks) > 0 {
		body = renderBlocks(m.Blocks, initialState(m.Blocks), n)
	}
	for _, f := range m.Files {
		body += fmt.Sprintf("\n[file: %v]", f["name"])
	}
	return head + "\n" + indent(strings.TrimPrefix(body, "\n"))
}

// RenderView writes a form as text.
func RenderView(v *View, n Names) string {
	out := "form: " + rawText(v.Title) + "\n" + indent(renderBlocks(v.Blocks, v.State, n))
	var buttons []string
	if t := rawText(v.Submit); t != "" {
		buttons = append(buttons, "["+t+"]")
	}
	if t := rawText(v.Close); t != "" {
		buttons = append(buttons, "["+t+"]")
	}
	if len(buttons) > 0 {
		out += "\n" + indent(strings.Join(buttons, " "))
	}
	return out
}

func rawText(raw json.RawMessage) string {
	var t struct{ Text string }
	_ = json.Unmarshal(raw, &t) // absent: no text
	return t.Text
}

func indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }

var (
	angled  = regexp.MustCompile(`<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>`)
	bold    = regexp.MustCompile(`\*(\S(?:[^*\n]*\S)?)\*`)
	struck  = regexp.MustCompile(`~(\S(?:[^~\n]*\S)?)~`)
	slanted = regexp.MustCompile(`(^|[^\p{L}\p{N}_])_(\S(?:[^_\n]*\S)?)_($|[^\p{L}\p{N}_])`)
	unescap = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// Text turns mrkdwn into plain text.
func Text(mrkdwn string, n Names) string {
	s := slanted.ReplaceAllString(struck.ReplaceAllString(bold.ReplaceAllString(mrkdwn, "$1"), "$1"), "$1$2$3")
	s = angled.ReplaceAllStringFunc(s, func(m string) string {
		parts := angled.FindStringSubmatch(m)
		kind, id, label := parts[1], parts[2], parts[3]
		switch {
		case kind == "@":
			if n[id] == "" && label != "" {
				return "@" + label
			}
			return "@" + n.of(id)
		case kind == "#" && label != "":
			return "#" + label
		case kind == "#":
			return n.of(id)
		case kind == "!" && label != "":
			return label
		case kind == "!":
			return "@" + id
		case label != "":
			return label + " (" + id + ")"
		}
		return id
	})
	return unescap.Replace(s)
}

// renderText writes a text object.
func renderText(v any, n Names) string {
	o, _ := v.(obj)
	if o["type"] == "mrkdwn" {
		return Text(str(o["text"]), n)
	}
	return str(o["text"])
}

func renderBlocks(raw json.RawMessage, st State, n Names) string {
	var list []obj
	if json.Unmarshal(raw, &list) != nil {
		return ""
	}
	var lines []string
	add := func(s string) {
		if s != "" {
			lines = append(lines, s)
		}
	}
	for _, b := range list {
		holds := func(v any) string {
			e, _ := v.(obj)
			return renderElement(e, st.Values[str(b["block_id"])][str(e["action_id"])], n)
		}
		switch b["type"] {
		case "divider":
			add("---")
		case "header", "alert":
			add(renderText(b["text"], n))
		case "section":
			add(renderText(b["text"], n))
			fields, _ := b["fields"].([]any)
			for _, f := range fields {
				add(renderText(f, n))
			}
			if b["accessory"] != nil {
				add(holds(b["accessory"]))
			}
		case "context", "actions", "context_actions":
			var parts []string
			all, _ := b["elements"].([]any)
			for _, e := range all {
				if t, _ := e.(obj); t["type"] == "mrkdwn" || t["type"] == "plain_text" {
					parts = append(parts, renderText(e, n))
				} else {
					parts = append(parts, holds(e))
				}
			}
			add(strings.Join(parts, " "))
		case "image":
			add("[image: " + str(b["alt_text"]) + "]")
		case "input":
			must := "*"
			if b["optional"] == true {
				must = ""
			}
			add(renderText(b["label"], n) + must + ": " + holds(b["element"]))
			if b["hint"] != nil {
				add("  (" + renderText(b["hint"], n) + ")")
			}
		case "markdown":
			add(str(b["text"]))
		case "rich_text":
			add(renderRich(b, n))
		case "table":
			rows, _ := b["rows"].([]any)
			for _, r := range rows {
				var cells []string
				row, _ := r.([]any)
				for _, c := range row {
					cell, _ := c.(obj)
					if cell["type"] == "rich_text" {
						cells = append(cells, renderRich(cell, n))
					} else {
						cells = append(cells, str(cell["text"]))
					}
				}
				add(strings.Join(cells, " | "))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// renderRich flattens rich text.
func renderRich(v any, n Names) string {
	o, _ := v.(obj)
	switch o["type"] {
	case "text":
		return str(o["text"])
	case "link":
		if t := str(o["text"]); t != "" {
			return t
		}
		return str(o["url"])
	case "user":
		return "@" + n.of(str(o["user_id"]))
	case "channel":
		return n.of(str(o["channel_id"]))
	case "emoji":
		return ":" + str(o["name"]) + ":"
	case "broadcast":
		return "@" + str(o["range"])
	}
	list, _ := o["elements"].([]any)
	var parts []string
	for _, e := range list {
		parts = append(parts, renderRich(e, n))
	}
	sep := ""
	if o["type"] == "rich_text" || o["type"] == "rich_text_list" {
		sep = "\n"
	}
	return strings.Join(parts, sep)
}

// renderElement writes one element and what it holds.
func renderElement(e, held obj, n Names) string {
	kind := str(e["type"])
	switch kind {
	case "image":
		return "[image: " + str(e["alt_text"]) + "]"
	case "button", "workflow_button", "icon_button":
		return "[" + renderText(e["text"], n) + "]"
	case "feedback_buttons":
		yes, _ := e["positive_button"].(obj)
		no, _ := e["negative_button"].(obj)
		return "[" + renderText(yes["text"], n) + "] [" + renderText(no["text"], n) + "]"
	}
	el := element{def: e, kind: kind}
	var labels []string
	chosen := chosenValues(held[fields[kind].value])
	for _, o := range el.options() {
		label := renderText(o["text"], n)
		if slices.Contains(chosen, str(o["value"])) {
			label = "✓ " + label
		}
		labels = append(labels, label)
	}
	switch kind {
	case "overflow":
		return "[… ▾ " + strings.Join(labels, " | ") + "]"
	case "radio_buttons", "checkboxes":
		return "( " + strings.Join(labels, " | ") + " )"
	case "static_select", "multi_static_select":
		return "[" + strings.TrimSpace(renderText(e["placeholder"], n)+" ▾ "+strings.Join(labels, " | ")) + "]"
	}
	for i, c := range chosen {
		chosen[i] = n.of(c)
	}
	value := strings.Join(chosen, ", ")
	if strings.Contains(kind, "select") {
		if value == "" {
			value = renderText(e["placeholder"], n)
		}
		return "[" + strings.TrimSpace(value+" ▾") + "]"
	}
	if value == "" {
		value = "…"
		if ph := renderText(e["placeholder"], n); ph != "" {
			value = "… " + ph
		}
	}
	return value
}

// chosenValues are the values in a field, as strings.
func chosenValues(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case float64:
		return []string{fmt.Sprint(int64(v))}
	case obj:
		return []string{str(v["value"])}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, chosenValues(x)...)
		}
		return out
	}
	return nil
}
