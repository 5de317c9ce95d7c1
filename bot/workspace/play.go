package workspace

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Click uses a button or menu that the person can see, in the open form, or in
// the newest message that has it, or in their App Home. It is named by its
// label, its action ID, or the label of one of its options; "menu=option" picks
// an option of a certain menu, named by its label, placeholder or action ID.
// The label of the open form's close button closes it.
func (p *Player) Click(ctx context.Context, as, label string) (Act, error) {
	l, err := p.Latest(ctx, as)
	if err != nil {
		return Act{}, err
	}
	boot, err := p.Boot(ctx, as)
	if err != nil {
		return Act{}, err
	}
	type spot struct {
		blocks json.RawMessage
		where  obj
		state  *State
	}
	var spots []spot
	if v := l.View(); v != nil {
		spots = append(spots, spot{v.Blocks, obj{"view_id": v.ID}, &v.State})
	}
	for _, m := range l.Messages {
		spots = append(spots, spot{m.Message.Blocks, obj{"channel": m.Channel, "ts": m.Message.TS}, nil})
	}
	if l.Home != nil {
		spots = append(spots, spot{l.Home.Blocks, obj{"view_id": l.Home.ID}, &l.Home.State})
	}
	if v := l.View(); v != nil && v.closes(label) {
		return p.Close(ctx, as)
	}
	var seen []string
	for _, at := range spots {
		for _, e := range elements(at.blocks) {
			given, ok := e.press(label, boot)
			if !ok {
				seen = append(seen, e.label())
				continue
			}
			args := maps.Clone(at.where)
			maps.Copy(args, given)
			args["block_id"], args["action_id"] = e.blockID, e.actionID
			if at.state != nil {
				args["state"] = at.state.Values
			}
			return p.act(ctx, "action", as, args)
		}
	}
	return Act{}, &PlayError{Code: "nothing_to_click", Detail: strconv.Quote(label) + " is none of: " + strings.Join(slices.Compact(seen), ", ")}
}

// closes says whether a label is that of the button which closes the form.
func (v *View) closes(label string) bool {
	text := rawText(v.Close)
	if text == "" {
		text = "Cancel" // what Slack writes where the app says nothing
	}
	return strings.EqualFold(label, text)
}

// label is what a person calls an element.
func (e *element) label() string {
	if e.input {
		return textIn(e.block["label"])
	}
	for _, k := range []string{"text", "placeholder"} {
		if t := textIn(e.def[k]); t != "" {
			return t
		}
	}
	return e.actionID
}

func (e *element) called(name string) bool {
	return same(e.label(), name) || e.actionID == name
}

func same(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(strings.TrimSuffix(a, "*")), strings.TrimSpace(strings.TrimSuffix(b, "*")))
}

func textIn(v any) string {
	o, _ := v.(obj)
	return str(o["text"])
}

// press is what using an element by a label sends; false if it isn't meant.
func (e *element) press(label string, boot Boot) (obj, bool) {
	if e.input && e.block["dispatch_action"] != true {
		return nil, false
	}
	if strings.HasSuffix(e.kind, "button") {
		if e.called(label) || str(e.def["value"]) == label && label != "" {
			return obj{"type": e.kind, "value": e.def["value"]}, true
		}
		return nil, false
	}
	if e.kind == "feedback_buttons" {
		for _, k := range []string{"positive_button", "negative_button"} {
			if b, _ := e.def[k].(obj); same(textIn(b["text"]), label) {
				return obj{"type": e.kind, "value": b["value"]}, true
			}
		}
		return nil, false
	}
	choice := label
	if name, rest, ok := strings.Cut(label, "="); ok && e.called(name) {
		choice = rest
	} else if len(e.options()) == 0 {
		return nil, false
	}
	if e.kind == "overflow" {
		if o := e.offered(choice); o != nil {
			return obj{"type": e.kind, "selected_option": o}, true
		}
		return nil, false
	}
	v, err := e.filled(choice, boot)
	return v, err == nil
}

// offered finds an option by its label or value.
func (e *element) offered(name string) obj {
	for _, o := range e.options() {
		if same(textIn(o["text"]), name) || str(o["value"]) == name {
			return o
		}
	}
	return nil
}

// Submit fills in and sends the form on top. Fields are named by their label,
// block ID or action ID. Menus take an option's label or value, people and
// channels their name, several are separated by commas. What isn't named keeps
// what it holds.
func (p *Player) Submit(ctx context.Context, as string, values map[string]string) (Act, error) {
	l, err := p.Latest(ctx, as)
	if err != nil {
		return Act{}, err
	}
	v := l.View()
	if v == nil {
		return Act{}, &PlayError{Code: "no_form_is_open"}
	}
	boot, err := p.Boot(ctx, as)
	if err != nil {
		return Act{}, err
	}
	all := elements(v.Blocks)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		i := slices.IndexFunc(all, func(e element) bool {
			return fields[e.kind].value != "" && (e.called(name) || e.blockID == name)
		})
		if i < 0 {
			var labels []string
			for _, e := range all {
				if fields[e.kind].value != "" {
					labels = append(labels, e.label())
				}
			}
			return Act{}, &PlayError{Code: "no_such_field", Detail: strconv.Quote(name) + " is none of: " + strings.Join(labels, ", ")}
		}
		filled, err := all[i].filled(values[name], boot)
		if err != nil {
			return Act{}, err
		}
		v.State.set(all[i].blockID, all[i].actionID, filled)
	}
	return p.act(ctx, "submit", as, obj{"view_id": v.ID, "values": v.State.Values})
}

// Close closes the form on top.
func (p *Player) Close(ctx context.Context, as string) (Act, error) {
	l, err := p.Latest(ctx, as)
	if err != nil {
		return Act{}, err
	}
	if l.View() == nil {
		return Act{}, &PlayError{Code: "no_form_is_open"}
	}
	return p.act(ctx, "close", as, obj{"view_id": l.View().ID})
}

// filled is what a field holds when a person fills in some text.
func (e *element) filled(text string, boot Boot) (obj, error) {
	f := fields[e.kind]
	one := func(part string) (any, error) {
		part = strings.TrimSpace(part)
		switch {
		case strings.Contains(e.kind, "users_select"):
			return boot.user(part)
		case strings.Contains(e.kind, "channels_select"), strings.Contains(e.kind, "conversations_select"):
			return boot.channel(part)
		case f.value == "selected_option" || f.value == "selected_options":
			if o := e.offered(part); o != nil {
				return o, nil
			}
			var labels []string
			for _, o := range e.options() {
				labels = append(labels, textIn(o["text"]))
			}
			return nil, &PlayError{Code: "no_such_option", Detail: strconv.Quote(part) + " is none of: " + strings.Join(labels, ", ")}
		}
		return part, nil
	}
	var value any
	var err error
	switch {
	case text == "" && f.list:
		value = []any{}
	case text == "":
	case f.list:
		list := []any{}
		for part := range strings.SplitSeq(strings.ReplaceAll(text, "，", ","), ",") {
			x, err := one(part)
			if err != nil {
				return nil, err
			}
			list = append(list, x)
		}
		value = list
	case f.value == "value":
		value = text
	case f.value == "selected_date_time":
		if value, err = strconv.ParseInt(text, 10, 64); err != nil {
			return nil, &PlayError{Code: "invalid_value", Detail: "seconds since 1970 wanted"}
		}
	default:
		value, err = one(text)
	}
	return obj{"type": e.kind, f.value: value}, err
}

func (b *Boot) user(name string) (string, error) {
	name = strings.TrimPrefix(name, "@")
	for _, u := range b.Users {
		if u.ID == name || same(u.Name, name) || same(u.RealName, name) {
			return u.ID, nil
		}
	}
	return "", &PlayError{Code: "user_not_found", Detail: name}
}

func (b *Boot) channel(name string) (string, error) {
	name = strings.TrimPrefix(name, "#")
	for _, c := range b.Channels {
		if c.ID == name || same(c.Name, name) {
			return c.ID, nil
		}
	}
	return "", &PlayError{Code: "channel_not_found", Detail: name}
}
