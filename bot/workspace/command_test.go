package workspace_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/walkin-chat/walkin/bot/workspace"
)

// answering is an app that acknowledges every command with one payload.
func answering(payload any) func(*app, socketmode.Event) any {
	return func(_ *app, e socketmode.Event) any {
		if e.Type == socketmode.EventTypeSlashCommand {
			return payload
		}
		return nil
	}
}

func TestACommandsAnswerIsForTheAskerOnly(t *testing.T) {
	h := open(t)
	asked := make(chan slack.SlashCommand, 1)
	h.app(func(_ *app, e socketmode.Event) any {
		if e.Type != socketmode.EventTypeSlashCommand {
			return nil
		}
		asked <- command(e)
		return map[string]any{"text": "Bo is next"}
	})
	if got, want := told(h.say("amy", "floor", "/desk who is next?")), "ephemeral: Bo is next"; got != want {
		t.Errorf("amy is told:\n%s\nwant:\n%s", got, want)
	}
	c := <-asked
	if c.Command != "/desk" || c.Text != "who is next?" || c.UserID != "U0AMY" || c.UserName != "amy" || c.ChannelName != "floor" ||
		c.TeamDomain != "riverside" || c.ResponseURL == "" || c.TriggerID == "" || c.APIAppID == "" {
		t.Errorf("the app was asked %+v", c)
	}
	if seen := told(h.events("bo")); strings.Contains(seen, "next") {
		t.Errorf("bo sees it too:\n%s", seen)
	}
}

func TestWhatComesOfACommand(t *testing.T) {
	cases := []struct {
		name    string
		payload any
		want    string
	}{
		{"no content", map[string]any{}, ""},
		{"plain text", "Noted", "ephemeral: Noted"},
		{"for all, with what was typed", map[string]any{"response_type": "in_channel", "text": "Noted"}, "message: /desk hello\nmessage: Noted"},
		{"blocks that Slack refuses", map[string]any{"blocks": []any{map[string]any{"type": "header"}}}, "command_failed: invalid_blocks"},
		{"nothing to show", map[string]any{"response_type": "ephemeral"}, "command_failed: no_text"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			h.app(answering(c.payload))
			if got := told(h.say("amy", "floor", "/desk hello")); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestCommandsThatDoNotReachTheApp(t *testing.T) {
	h := open(t)
	if got := told(h.say("amy", "floor", "/desk hello")); got != "command_failed: dispatch_failed" {
		t.Errorf("with no app connected: %s", got)
	}
	h.app(func(*app, socketmode.Event) any { return silent })
	if got := told(h.say("amy", "floor", "/desk hello")); got != "command_failed: operation_timeout" {
		t.Errorf("with a silent app: %s", got)
	}
	for _, c := range []struct{ name, text, want string }{
		{"unknown", "/nonsense", "unknown_command"},
		{"one of Slack's own that is not here", "/remind me", "unknown_command"},
		{"too long", "/desk " + strings.Repeat("客", 40001), "msg_too_long"},
	} {
		_, err := h.player.Say(t.Context(), "amy", "floor", c.text)
		if code(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	first, err := h.player.Say(t.Context(), "amy", "floor", "a thread begins")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.player.Reply(t.Context(), "amy", "floor", first.TS, "/desk hello"); code(err) != "command_in_thread" {
		t.Errorf("in a thread: %v", err)
	}
}

func TestNamesInWhatPeopleType(t *testing.T) {
	h := open(t)
	office, floor := h.channelID("back-office"), h.channelID("floor")
	heard := make(chan string, 1)
	h.app(func(_ *app, e socketmode.Event) any {
		if e.Type == socketmode.EventTypeSlashCommand {
			heard <- command(e).Text
		} else if m, ok := inner(e).(*slackevents.MessageEvent); ok && m.SubType == "" {
			heard <- m.Text
		}
		return nil
	})
	cases := []struct{ name, typed, want string }{
		{"a command takes text as it is", "/desk @bo & <b> #floor", "@bo & <b> #floor"},
		{"a command with should_escape", "/tidy @bo & <b> #floor", "<@U0BO> &amp; &lt;b&gt; <#" + floor + "|floor>"},
		{"a private channel keeps its name", "/tidy #back-office", "<#" + office + "|>"},
		{"a message is escaped", "1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"},
		{"a handle", "ask @BO, please", "ask <@U0BO>, please"},
		{"a real name before its part", "ask @Amy Wu now", "ask <@U0AMY> now"},
		{"before Chinese, with no space", "请@bo接待", "请<@U0BO>接待"},
		{"a typed mention of someone", "ask <@U0BO>", "ask <@U0BO>"},
		{"a typed mention of nobody", "ask <@U0NOBODY>", "ask &lt;@U0NOBODY&gt;"},
		{"part of a longer word", "write to x@bo or @bobby", "write to x@bo or @bobby"},
		{"a link", "see https://example.com/a?b=1&c.", "see <https://example.com/a?b=1&amp;c>."},
		{"everyone", "@channel", "<!channel>"},
		{"typed control", "<!channel>", "&lt;!channel&gt;"},
	}
	for _, c := range cases {
		h.say("amy", "floor", c.typed)
		if got := <-heard; got != c.want {
			t.Errorf("%s: %q arrives as %q, want %q", c.name, c.typed, got, c.want)
		}
	}
}

func TestSlacksOwnCommands(t *testing.T) {
	h := open(t)
	joined := make(chan *slackevents.MemberJoinedChannelEvent, 1)
	h.app(func(_ *app, e socketmode.Event) any {
		if j, ok := inner(e).(*slackevents.MemberJoinedChannelEvent); ok {
			joined <- j
		}
		return nil
	})
	h.say("amy", "floor", "/invite @Desk Bot #lobby")
	if j := <-joined; j.Channel != h.channelID("lobby") || j.Inviter != "U0AMY" {
		t.Errorf("the app joined %+v", j)
	}
	h.say("amy", "lobby", "/rename foyer")
	h.say("amy", "foyer", "/topic Coffee & tea")
	boot, err := h.player.Boot(t.Context(), "amy")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range boot.Channels {
		if c.Name == "foyer" && len(c.Members) == 3 {
			return
		}
	}
	t.Errorf("no foyer with three members in %+v", boot.Channels)
}

// code is a refusal's code.
func code(err error) string {
	var refused *workspace.PlayError
	if errors.As(err, &refused) {
		return refused.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// events is everything a person was told so far.
func (h *house) events(as string) []workspace.Event {
	h.t.Helper()
	list, err := h.player.Events(h.t.Context(), as, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}
