package slackio

import (
	"context"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/rules"
)

// A delivery is one thing that Slack handed over, on its way to the bot and its
// answer's way back.
type delivery struct {
	req    bot.Request
	asker  string       // who did it, until they are looked up
	handle string       // their name by the delivery, should that fail
	named  []string     // others that the request names
	files  []slack.File // what came with the words

	responseURL string
	trigger     string
	view        *slack.View // the view it happened in
	home        bool        // that view is the App Home
	at          place       // where a form that it opens belongs

	forget string // this user has changed

	// What follows belongs to the connection.
	envelope string                           // names it there
	payload  bool                             // the ack may carry an answer
	reply    func(context.Context, any) error // hands the ack to the connection; does not wait until it is there
	timer    *time.Timer
	mu       sync.Mutex
	acked    bool
	busy     bool // it was the busy ack
	said     bot.Reply
}

// fromCommand decodes a slash command.
func fromCommand(cmd slack.SlashCommand) *delivery {
	return &delivery{
		req: bot.Request{
			Key: cmd.TriggerID, Act: bot.Command, Channel: cmd.ChannelID, Place: placeName(cmd.ChannelName),
			Command: strings.TrimPrefix(cmd.Command, "/"), Text: typed(cmd.Text),
		},
		asker: cmd.UserID, handle: cmd.UserName, named: mentioned(cmd.Text),
		responseURL: cmd.ResponseURL, trigger: cmd.TriggerID, at: place{Channel: cmd.ChannelID},
	}
}

// fromInteraction decodes a press, a change or end of a form, or a shortcut;
// nil for what the bot knows nothing of.
func fromInteraction(ic slack.InteractionCallback) *delivery {
	d := &delivery{
		req:   bot.Request{Key: ic.TriggerID, Channel: ic.Channel.ID, Place: placeName(ic.Channel.Name)},
		asker: ic.User.ID, handle: ic.User.Name, responseURL: ic.ResponseURL, trigger: ic.TriggerID,
	}
	if ic.View.ID != "" {
		d.inView(&ic.View)
	}
	switch ic.Type {
	case slack.InteractionTypeBlockActions:
		if len(ic.ActionCallback.BlockActions) == 0 {
			return nil
		}
		d.pressed(ic.Container, ic.ActionCallback.BlockActions[0])
	case slack.InteractionTypeViewSubmission:
		d.req.Act = bot.Submit
	case slack.InteractionTypeViewClosed:
		d.req.Act = bot.Close
		d.req.Fields, d.named = nil, nil
	case slack.InteractionTypeMessageAction:
		d.req.Act, d.req.Shortcut = bot.Shortcut, ic.CallbackID
		d.req.Message = bot.Ref{Channel: ic.Channel.ID, TS: ic.Message.Timestamp}
		d.at = place{Channel: ic.Channel.ID, Thread: ic.Message.ThreadTimestamp}
	case slack.InteractionTypeShortcut:
		d.req.Act, d.req.Shortcut = bot.Shortcut, ic.CallbackID
	default:
		return nil
	}
	return d
}

// inView takes over what a view says of itself.
func (d *delivery) inView(v *slack.View) {
	d.view = v
	if d.home = v.Type == slack.VTHomeTab; d.home {
		return
	}
	d.at, d.req.Private = parseMetadata(v.PrivateMetadata)
	d.req.Channel, d.req.Form = d.at.Channel, v.CallbackID
	d.req.Fields = map[string][]string{}
	if v.State == nil {
		return
	}
	for block, elements := range v.State.Values {
		for _, e := range elements {
			if values := chosen(e); len(values) > 0 {
				d.req.Fields[untake(block)] = values
			}
			d.named = append(d.named, usersIn(e)...)
		}
	}
}

// pressed decodes one use of a button, menu or field.
func (d *delivery) pressed(from slack.Container, a *slack.BlockAction) {
	d.named = append(d.named, usersIn(*a)...)
	inForm := d.view != nil && !d.home
	if inForm && a.Type != "button" && a.Type != "overflow" {
		d.req.Act, d.req.Action = bot.Change, untake(a.BlockID)
	} else {
		d.req.Act = bot.Press
		d.req.Action, d.req.Value = carried(a.ActionID)
	}
	if a.Type == "button" {
		d.req.Value = a.Value
	} else {
		d.req.Chosen = chosen(*a)
		if d.req.Value == "" && len(d.req.Chosen) == 1 && len(usersIn(*a)) == 0 {
			d.req.Value = d.req.Chosen[0]
		}
	}
	switch {
	case d.home:
		d.req.Home = true
	case d.view == nil:
		if from.ChannelID != "" {
			d.req.Channel = from.ChannelID
		}
		d.req.Message = bot.Ref{Channel: d.req.Channel, TS: from.MessageTs}
		d.req.Spoken = from.IsEphemeral
		d.at = place{Channel: d.req.Channel, Thread: from.ThreadTs}
	}
}

// chosen are the values an element holds, without empty ones.
func chosen(a slack.BlockAction) []string {
	var values []string
	add := func(list ...string) {
		for _, v := range list {
			if v != "" {
				values = append(values, v)
			}
		}
	}
	add(a.Value, a.SelectedOption.Value)
	for _, o := range a.SelectedOptions {
		add(o.Value)
	}
	add(usersIn(a)...)
	add(a.SelectedTime, a.SelectedDate)
	return values
}

// usersIn are the users an element holds.
func usersIn(a slack.BlockAction) []string {
	if a.SelectedUser != "" {
		return []string{a.SelectedUser}
	}
	return a.SelectedUsers
}

// fromEvent decodes an event; nil for what the bot does not answer: what bots
// say, and edits and deletions, which change nothing in the register. self is
// the bot's own user.
func fromEvent(ev slackevents.EventsAPIEvent, self string) *delivery {
	d := &delivery{}
	if outer, ok := ev.Data.(*slackevents.EventsAPICallbackEvent); ok {
		d.req.Key = outer.EventID
	}
	switch e := ev.InnerEvent.Data.(type) {
	case *slackevents.AppHomeOpenedEvent:
		if e.Tab != "" && e.Tab != "home" {
			return nil
		}
		d.req.Act, d.req.Channel, d.asker = bot.Open, e.Channel, e.User
	case *slackevents.AppMentionEvent:
		if e.BotID != "" || e.User == "" || e.User == self || e.Edited != nil {
			return nil
		}
		d.spoken(e.User, e.Channel, e.ThreadTimeStamp, e.Text, self)
	case *slackevents.MessageEvent:
		plain := e.SubType == "" || e.SubType == "file_share"
		if !plain || e.ChannelType != slackevents.ChannelTypeIM || e.BotID != "" || e.User == "" || e.User == self || (e.Message != nil && e.Message.Edited != nil) {
			return nil
		}
		d.spoken(e.User, e.Channel, e.ThreadTimeStamp, e.Text, self)
		if e.Message != nil {
			d.files = e.Message.Files
		}
	case *slackevents.MemberJoinedChannelEvent:
		if e.User != self {
			return nil
		}
		d.req.Act, d.req.Channel, d.asker = bot.Join, e.Channel, e.User
	case *slackevents.ChannelRenameEvent:
		d.req.Act, d.req.Channel, d.req.Place, d.asker = bot.Renamed, e.Channel.ID, placeName(e.Channel.Name), self
	case *slackevents.GroupRenameEvent:
		d.req.Act, d.req.Channel, d.req.Place, d.asker = bot.Renamed, e.Channel.ID, placeName(e.Channel.Name), self
	case *slackevents.ChannelIDChangedEvent:
		d.req.Act, d.req.Channel, d.req.Place, d.asker = bot.Moved, e.OldChannelID, e.NewChannelID, self
	case *slackevents.UserChangeEvent:
		d.forget, d.asker, d.req.Act = e.User.ID, e.User.ID, bot.Changed
	default:
		return nil
	}
	return d
}

// spoken decodes words said to the bot; a mention of it in front is not one of
// them.
func (d *delivery) spoken(user, channel, thread, text, self string) {
	d.req.Act, d.req.Channel, d.asker = bot.Mention, channel, user
	text = strings.TrimSpace(text)
	if t := token.FindString(text); t != "" && strings.HasPrefix(text, t) && (t == "<@"+self+">" || strings.HasPrefix(t, "<@"+self+"|")) {
		text = strings.TrimSpace(text[len(t):])
	}
	d.req.Text, d.named = typed(text), mentioned(text)
	d.at = place{Channel: channel, Thread: thread}
}

var mention = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>`)

// mentioned are the users that a text mentions.
func mentioned(text string) []string {
	var found []string
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

// placeName is a channel's name; Slack has words instead of one for private
// and direct ones.
func placeName(name string) string {
	if name == "privategroup" || name == "directmessage" || strings.HasPrefix(name, "mpdm-") {
		return ""
	}
	return name
}

// direct says whether a channel may be a direct message, by its ID.
func direct(channel string) bool { return strings.HasPrefix(channel, "D") }

// maxNamed bounds the look-ups that one request can cause.
const maxNamed = 30

// others are the people a request names, each once.
func (d *delivery) others() []rules.Person {
	var list []rules.Person
	seen := map[string]bool{}
	for _, id := range d.named {
		if !seen[id] && userID.MatchString(id) && len(list) < maxNamed {
			seen[id] = true
			list = append(list, rules.Person(id))
		}
	}
	return list
}
