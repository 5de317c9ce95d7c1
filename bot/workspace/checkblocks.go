package workspace

import "maps"

// blockRules are the blocks known here, blocksOn which surface takes which.
// Cards, carousels, plans and the other blocks for assistants are not part of
// this workspace, nor are video (it needs unfurl domains) and file (Slack adds
// it itself).
//
// Source: @slack/types 3.2.0 and docs.slack.dev/reference/block-kit/blocks.
var (
	blockRules = map[string]rule{}
	blocksOn   = map[string][]string{
		onMessage: {"actions", "context", "context_actions", "divider", "header", "image", "input", "markdown", "rich_text", "section", "table"},
		onModal:   {"actions", "alert", "context", "divider", "header", "image", "input", "rich_text", "section"},
		onHome:    {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"},
	}
)

// Which elements stand in which blocks.
var (
	selects   = []string{"static_select", "external_select", "users_select", "conversations_select", "channels_select"}
	multis    = []string{"multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select", "multi_channels_select"}
	choosers  = append(append([]string{"checkboxes", "radio_buttons", "datepicker", "timepicker"}, selects...), multis...)
	inActions = append([]string{"button", "overflow", "workflow_button", "datetimepicker", "rich_text_input"}, choosers...)
	inSection = append([]string{"button", "overflow", "workflow_button", "image"}, choosers...)
	inInput   = append([]string{
		"datetimepicker", "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input",
	}, choosers...)
)

// block is a block of a kind with these fields and a block_id.
func block(kind string, fields rules) {
	maps.Copy(fields, rules{"type!": only(kind), "block_id": text(0, 255)})
	blockRules[kind] = object(fields)
}

func init() {
	block("divider", rules{})
	block("header", rules{"text!": plain(150)})
	block("context", rules{"elements!": items(1, 10, typed(map[string]rule{
		"plain_text": plain(3000), "mrkdwn": mrkdwn(3000), "image": elementRules["image"],
	}, "plain_text", "mrkdwn", "image"))})
	block("actions", rules{"elements!": items(1, 25, typed(elementRules, inActions...))})
	block("context_actions", rules{"elements!": items(1, 5, typed(elementRules, "feedback_buttons", "icon_button"))})
	block("markdown", rules{"text!": text(1, 12000)})
	block("alert", rules{"text!": either(200), "level": among("default", "info", "warning", "error", "success")})

	block("section", rules{
		"text": either(3000), "fields": items(1, 10, either(2000)), "accessory": typed(elementRules, inSection...), "expand": boolean,
	})
	blockRules["section"] = also(blockRules["section"], func(c *check, at string, o obj) {
		if o["text"] == nil && o["fields"] == nil {
			c.say(at, "must define either `text` or `fields`")
		}
	})

	block("image", rules{"image_url": address("http", "https"), "slack_file": slackFile, "alt_text!": text(1, 2000), "title": plain(2000)})
	blockRules["image"] = also(blockRules["image"], oneOfBoth("image_url", "slack_file"))

	block("input", rules{
		"label!": plain(2000), "hint": plain(2000), "element!": typed(elementRules, inInput...), "optional": boolean, "dispatch_action": boolean,
	})
	blockRules["input"] = also(blockRules["input"], func(c *check, at string, o obj) {
		if e, _ := o["element"].(obj); e["type"] == "file_input" && c.surface != onModal {
			c.say(at+"/element/type", "unsupported type: file_input")
		}
	})

	block("rich_text", rules{"elements!": items(1, 1000, richText)})
	block("table", rules{
		"rows!": items(1, 100, items(1, 20, typed(map[string]rule{
			"rich_text":  object(rules{"type!": only("rich_text"), "elements!": items(1, 1000, richText), "block_id": text(0, 255)}),
			"raw_text":   object(rules{"type!": only("raw_text"), "text!": text(1, 3000)}),
			"raw_number": object(rules{"type!": only("raw_number"), "text!": text(1, 3000), "value!": anyNumber}),
		}, "rich_text", "raw_text", "raw_number"))),
		"column_settings": items(0, 20, orNull(object(rules{"align": among("left", "center", "right"), "is_wrapped": boolean}))),
	})
}

func anyNumber(c *check, at string, v any) {
	if _, ok := v.(float64); !ok {
		c.say(at, "must provide a number")
	}
}

// orNull lets a value be left out in a list.
func orNull(r rule) rule {
	return func(c *check, at string, v any) {
		if v != nil {
			r(c, at, v)
		}
	}
}

// oneOfBoth wants exactly one of two fields.
func oneOfBoth(a, b string) func(*check, string, obj) {
	return func(c *check, at string, o obj) {
		_, x := o[a]
		_, y := o[b]
		if x == y {
			c.say(at, "must define exactly one of `%s` or `%s`", a, b)
		}
	}
}

// slackFile names an uploaded picture by ID or by URL.
var slackFile = also(object(rules{"id": text(1, 255), "url": address("http", "https")}), oneOfBoth("id", "url"))

// Rich text: sections, lists, quotes and code, made of small pieces.
var (
	richStyle = object(rules{
		"bold": boolean, "italic": boolean, "strike": boolean, "code": boolean, "underline": boolean,
		"highlight": boolean, "client_highlight": boolean, "unlink": boolean,
	})
	richPieces = map[string]rule{
		"text":      object(rules{"type!": only("text"), "text!": text(1, 40000), "style": richStyle}),
		"link":      object(rules{"type!": only("link"), "url!": address(), "text": text(0, 40000), "unsafe": boolean, "style": richStyle}),
		"emoji":     object(rules{"type!": only("emoji"), "name!": text(1, 255), "unicode": text(0, 255), "url": address(), "skin_tone": whole(1, 6), "style": richStyle}),
		"user":      object(rules{"type!": only("user"), "user_id!": text(1, 255), "style": richStyle}),
		"usergroup": object(rules{"type!": only("usergroup"), "usergroup_id!": text(1, 255), "style": richStyle}),
		"channel":   object(rules{"type!": only("channel"), "channel_id!": text(1, 255), "style": richStyle}),
		"team":      object(rules{"type!": only("team"), "team_id!": text(1, 255), "style": richStyle}),
		"broadcast": object(rules{"type!": only("broadcast"), "range!": among("here", "channel", "everyone"), "style": richStyle}),
		"color":     object(rules{"type!": only("color"), "value!": matching(hexColor, "a hex colour"), "style": richStyle}),
		"date": object(rules{
			"type!": only("date"), "timestamp!": whole(0, 1<<40), "format!": text(1, 255), "url": address(), "fallback": text(0, 255), "style": richStyle,
		}),
	}
	richPiece   = typed(richPieces, "text", "link", "emoji", "user", "usergroup", "channel", "team", "broadcast", "color", "date")
	richSection = object(rules{"type!": only("rich_text_section"), "elements!": items(0, 1000, richPiece)})
	border      = whole(0, 1)
	richText    = typed(map[string]rule{
		"rich_text_section": richSection,
		"rich_text_list": object(rules{
			"type!": only("rich_text_list"), "style!": among("bullet", "ordered"), "indent": whole(0, 8), "offset": whole(0, 100000), "border": border,
			"elements!": items(1, 1000, richSection),
		}),
		"rich_text_quote": object(rules{"type!": only("rich_text_quote"), "border": border, "elements!": items(0, 1000, richPiece)}),
		"rich_text_preformatted": object(rules{
			"type!": only("rich_text_preformatted"), "border": border, "language": text(0, 255),
			"elements!": items(0, 1000, typed(richPieces, "text", "link")),
		}),
	}, "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
)
