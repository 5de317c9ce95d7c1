package workspace

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"unicode/utf8"
)

// elementRules are what can stand in blocks.
//
// Source: @slack/types 3.2.0 and docs.slack.dev/reference/block-kit/block-elements.
var elementRules = buildElements()

var (
	dateForm = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)
	timeForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

	style   = among("primary", "danger")
	confirm = object(rules{"title": plain(100), "text!": either(300), "confirm": plain(30), "deny": plain(30), "style": style})

	plainOption = object(rules{"text!": plain(75), "value!": text(1, 75), "description": plain(75)})
	boxOption   = object(rules{"text!": either(75), "value!": text(1, 75), "description": either(75)})
	overOption  = object(rules{"text!": plain(75), "value": text(1, 75), "description": plain(75), "url": address()})
	optionGroup = object(rules{"label!": plain(75), "options!": items(1, 100, plainOption)})

	dispatch = object(rules{"trigger_actions_on": items(1, 2, among("on_enter_pressed", "on_character_entered"))})
	filter   = also(object(rules{
		"include":                          items(1, 4, among("im", "mpim", "private", "public")),
		"exclude_external_shared_channels": boolean, "exclude_bot_users": boolean,
	}), func(c *check, at string, o obj) {
		if len(o) == 0 {
			c.say(at, "must define at least one property")
		}
	})
)

// focus is focus_on_load, of which there can be one.
func focus(c *check, at string, v any) {
	boolean(c, at, v)
	if v == true {
		c.focused++
	}
}

func buildElements() map[string]rule {
	all := map[string]rule{}
	add := func(kind string, parts ...rules) {
		r := rules{"type!": only(kind), "action_id": text(0, 255)}
		for _, p := range parts {
			maps.Copy(r, p)
		}
		all[kind] = object(r)
	}
	refine := func(kind string, more func(c *check, at string, o obj)) { all[kind] = also(all[kind], more) }

	asks := rules{"confirm": confirm}
	focuses := rules{"focus_on_load": focus}
	holds := rules{"placeholder": plain(150)}
	dispatches := rules{"dispatch_action_config": dispatch}
	several := rules{"max_selected_items": whole(1, 1000)}

	label := rules{"text!": plain(75), "accessibility_label": text(0, 75)}
	add("button", label, asks, rules{"value": text(0, 2000), "url": address(), "style": style})
	add("workflow_button", label, rules{"style": style, "workflow!": object(rules{"trigger!": object(rules{
		"url!":                          address("https"),
		"customizable_input_parameters": items(0, 100, object(rules{"name!": text(1, 255), "value!": text(0, 3000)})),
	})})})
	add("icon_button", label, asks, rules{"icon!": among("trash"), "value": text(0, 2000), "visible_to_user_ids": items(0, 1000, text(1, 255))})
	feedback := object(rules{"text!": plain(75), "value!": text(1, 2000), "accessibility_label": text(0, 75)})
	add("feedback_buttons", rules{"positive_button!": feedback, "negative_button!": feedback})
	add("overflow", asks, rules{"options!": items(1, 5, overOption)})

	all["image"] = also(object(rules{
		"type!": only("image"), "image_url": address("http", "https"), "slack_file": slackFile, "alt_text!": text(1, 2000),
	}), oneOfBoth("image_url", "slack_file"))

	add("checkboxes", asks, focuses, rules{"options!": items(1, 10, boxOption), "initial_options": items(1, 10, boxOption)})
	add("radio_buttons", asks, focuses, rules{"options!": items(1, 10, boxOption), "initial_option": boxOption})
	refine("checkboxes", initialAmong)
	refine("radio_buttons", initialAmong)

	menu := rules{"options": items(1, 100, plainOption), "option_groups": items(1, 100, optionGroup)}
	add("static_select", asks, focuses, holds, menu, rules{"initial_option": plainOption})
	add("multi_static_select", asks, focuses, holds, several, menu, rules{"initial_options": items(1, 100, plainOption)})
	for _, kind := range []string{"static_select", "multi_static_select"} {
		refine(kind, oneOfBoth("options", "option_groups"))
		refine(kind, initialAmong)
	}
	external := rules{"min_query_length": whole(0, 1000)}
	add("external_select", asks, focuses, holds, external, rules{"initial_option": plainOption})
	add("multi_external_select", asks, focuses, holds, several, external, rules{"initial_options": items(1, 100, plainOption)})

	id, ids := text(1, 255), items(0, 1000, text(1, 255))
	answerable := rules{"response_url_enabled": boolean}
	talks := rules{"default_to_current_conversation": boolean, "filter": filter}
	add("users_select", asks, focuses, holds, rules{"initial_user": id})
	add("multi_users_select", asks, focuses, holds, several, rules{"initial_users": ids})
	add("channels_select", asks, focuses, holds, answerable, rules{"initial_channel": id})
	add("multi_channels_select", asks, focuses, holds, several, rules{"initial_channels": ids})
	add("conversations_select", asks, focuses, holds, answerable, talks, rules{"initial_conversation": id})
	add("multi_conversations_select", asks, focuses, holds, several, talks, rules{"initial_conversations": ids})

	add("datepicker", asks, focuses, holds, rules{"initial_date": matching(dateForm, "a date in the format YYYY-MM-DD")})
	add("timepicker", asks, focuses, holds, rules{"initial_time": matching(timeForm, "a time in the format HH:mm"), "timezone": text(1, 255)})
	add("datetimepicker", asks, focuses, rules{"initial_date_time": whole(1e9, 9999999999)})

	add("plain_text_input", focuses, holds, dispatches, rules{
		"initial_value": text(0, 3000), "multiline": boolean, "min_length": whole(0, 3000), "max_length": whole(1, 3000),
	})
	refine("plain_text_input", func(c *check, at string, o obj) {
		least, _ := o["min_length"].(float64)
		most, limited := o["max_length"].(float64)
		if limited && least > most {
			c.say(at+"/min_length", "must be less than or equal to max_length")
		}
		if n := utf8.RuneCountInString(str(o["initial_value"])); limited && n > int(most) {
			c.say(at+"/initial_value", "must be less than %d characters", int(most)+1)
		}
	})
	add("email_text_input", focuses, holds, dispatches, rules{"initial_value": text(0, 3000)})
	add("url_text_input", focuses, holds, dispatches, rules{"initial_value": text(0, 3000)})
	add("number_input", focuses, holds, dispatches, rules{
		"is_decimal_allowed!": boolean, "initial_value": decimal, "min_value": decimal, "max_value": decimal,
	})
	add("rich_text_input", focuses, holds, dispatches, rules{
		"initial_value": object(rules{"type!": only("rich_text"), "elements!": items(0, 1000, richText), "block_id": text(0, 255)}),
		"min_lines":     whole(1, 100), "max_lines": whole(1, 100),
	})
	add("file_input", rules{"filetypes": items(1, 100, text(1, 20)), "max_files": whole(1, 10)})
	return all
}

// initialAmong wants what is chosen at first to be among the options.
func initialAmong(c *check, at string, o obj) {
	e := element{def: o}
	options := e.options()
	known := func(v any) bool {
		return slices.ContainsFunc(options, func(x obj) bool {
			given, _ := v.(obj)
			return x["value"] == given["value"] && sameText(x, given)
		})
	}
	if first, ok := o["initial_option"]; ok && !known(first) {
		c.say(at+"/initial_option", "must exactly match one of the options")
	}
	list, _ := o["initial_options"].([]any)
	for i, first := range list {
		if !known(first) {
			c.say(fmt.Sprintf("%s/initial_options/%d", at, i), "must exactly match one of the options")
		}
	}
}
