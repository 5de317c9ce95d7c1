package workspace_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// choice is a message with two buttons and a menu.
func choice(text string) map[string]any {
	return map[string]any{"text": text, "blocks": []any{
		map[string]any{"type": "section", "text": map[string]any{"type": "mrkdwn", "text": text}},
		map[string]any{"type": "actions", "block_id": "choice", "elements": []any{
			map[string]any{"type": "button", "action_id": "yes", "value": "y1", "style": "primary", "text": plain("Yes")},
			map[string]any{"type": "button", "action_id": "no", "text": plain("No")},
			map[string]any{"type": "static_select", "action_id": "pick", "placeholder": plain("Who"), "options": []any{
				map[string]any{"text": plain("Amy Wu"), "value": "a"}, map[string]any{"text": plain("Bo"), "value": "b"},
			}},
		}},
	}}
}

func plain(text string) map[string]any { return map[string]any{"type": "plain_text", "text": text} }

// click presses and returns what came of it.
func (h *house) click(as, label string) string {
	h.t.Helper()
	a, err := h.player.Click(h.t.Context(), as, label)
	if err != nil {
		h.t.Fatalf("%s clicks %q: %v", as, label, err)
	}
	return told(h.await(a))
}

// respond posts to a response URL and returns the status and the body.
func respond(t *testing.T, url string, body any) (int, string) {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(url, "application/json", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(text))
}

// pressing is an app that answers /desk with a choice and keeps what is pressed.
func pressing(pressed chan slack.InteractionCallback) func(*app, socketmode.Event) any {
	return func(_ *app, e socketmode.Event) any {
		switch e.Type {
		case socketmode.EventTypeSlashCommand:
			return choice("Shall I?")
		case socketmode.EventTypeInteractive:
			pressed <- interaction(e)
		}
		return nil
	}
}

func TestAButtonUnderAnEphemeralMessage(t *testing.T) {
	h := open(t)
	pressed := make(chan slack.InteractionCallback, 5)
	h.app(pressing(pressed))
	h.say("amy", "floor", "/desk")
	h.click("amy", "yes")
	p := <-pressed
	if p.Type != slack.InteractionTypeBlockActions || p.User.ID != "U0AMY" || p.Channel.ID != h.channelID("floor") ||
		!p.Container.IsEphemeral || p.Container.MessageTs == "" || p.TriggerID == "" {
		t.Fatalf("pressed: %+v", p)
	}
	if p.Message.Timestamp != "" {
		t.Error("the payload holds the ephemeral message, which Slack leaves out")
	}
	a := p.ActionCallback.BlockActions[0]
	if a.ActionID != "yes" || a.BlockID != "choice" || a.Value != "y1" || a.Text.Text != "Yes" || a.ActionTs == "" {
		t.Errorf("action: %+v", a)
	}
	before := h.events("amy")
	if status, body := respond(t, p.ResponseURL, map[string]any{"replace_original": true, "text": "Done"}); status != 200 || body != "ok" {
		t.Fatalf("response url: %d %s", status, body)
	}
	after := h.events("amy")[len(before):]
	if told(after) != "ephemeral: Done" || after[0].Message.TS != p.Container.MessageTs {
		t.Errorf("replacing shows:\n%s", told(after))
	}
	if status, _ := respond(t, p.ResponseURL, map[string]any{"delete_original": true}); status != 200 {
		t.Errorf("deleting: %d", status)
	}
	if got := told(h.events("amy")[len(before)+1:]); got != "ephemeral_deleted" {
		t.Errorf("deleting shows:\n%s", got)
	}
}

func TestAButtonInAChannel(t *testing.T) {
	h := open(t)
	pressed := make(chan slack.InteractionCallback, 5)
	a := h.app(pressing(pressed))
	_, ts, err := a.PostMessage(h.channelID("floor"), slack.MsgOptionText("Shall I?", false), slack.MsgOptionBlocks(
		slack.NewActionBlock("choice", slack.NewButtonBlockElement("yes", "y1", slack.NewTextBlockObject("plain_text", "Yes", false, false))),
	))
	if err != nil {
		t.Fatal(err)
	}
	h.click("bo", "Yes")
	p := <-pressed
	if p.Message.Timestamp != ts || p.Message.Text != "Shall I?" || p.Container.IsEphemeral {
		t.Errorf("pressed: %+v", p.Message)
	}
	for _, step := range []struct {
		name string
		body map[string]any
		want string
	}{
		{"by default only the presser sees it", map[string]any{"text": "for Bo"}, "ephemeral: for Bo"},
		{"in the channel", map[string]any{"response_type": "in_channel", "text": "for all"}, "message: for all"},
		{"in a thread", map[string]any{"response_type": "in_channel", "replace_original": false, "thread_ts": ts, "text": "below"}, "message: below\nmessage_changed: Shall I?"},
		{"in place", map[string]any{"replace_original": "true", "text": "Bo did"}, "message_changed: Bo did"},
		{"away with it", map[string]any{"delete_original": true}, "message_changed: This message was deleted."},
	} {
		before := len(h.events("bo"))
		if status, body := respond(t, p.ResponseURL, step.body); status != 200 {
			t.Fatalf("%s: %d %s", step.name, status, body)
		}
		if got := told(h.events("bo")[before:]); got != step.want {
			t.Errorf("%s:\n%s\nwant:\n%s", step.name, got, step.want)
		}
	}
	if status, body := respond(t, p.ResponseURL, map[string]any{"text": "once more"}); status != 404 || !strings.Contains(body, "used_url") {
		t.Errorf("the sixth use: %d %s", status, body)
	}
}

func TestResponseURLsRefuse(t *testing.T) {
	h := open(t)
	pressed := make(chan slack.InteractionCallback, 1)
	h.app(pressing(pressed))
	h.say("amy", "floor", "/desk")
	h.click("amy", "no")
	url := (<-pressed).ResponseURL
	for _, c := range []struct {
		name string
		body any
		want string
	}{
		{"nothing", map[string]any{}, "no_text"},
		{"bad blocks", map[string]any{"blocks": []any{map[string]any{"type": "nonsense"}}}, "invalid_blocks"},
		{"no such thread", map[string]any{"text": "x", "response_type": "in_channel", "thread_ts": "1.000001"}, "thread_not_found"},
		{"no such type", map[string]any{"text": "x", "response_type": "everywhere"}, "invalid_response_type"},
	} {
		if status, body := respond(t, url, c.body); status != 400 || !strings.Contains(body, `"`+c.want+`"`) {
			t.Errorf("%s: %d %s, want %s", c.name, status, body, c.want)
		}
	}
	if status, _ := respond(t, h.url+"/response/nonsense", map[string]any{"text": "x"}); status != 404 {
		t.Errorf("a made-up url: %d", status)
	}
}

func TestAMenuSendsTheWholeOption(t *testing.T) {
	h := open(t)
	pressed := make(chan slack.InteractionCallback, 2)
	h.app(pressing(pressed))
	h.say("amy", "floor", "/desk")
	h.click("amy", "Who=Bo")
	p := <-pressed
	if got := p.ActionCallback.BlockActions[0].SelectedOption; got.Value != "b" || got.Text.Text != "Bo" {
		t.Errorf("selected: %+v", got)
	}
	if v := p.BlockActionState.Values["choice"]["pick"].SelectedOption.Value; v != "b" {
		t.Errorf("state holds %q", v)
	}
	if _, err := h.player.Click(t.Context(), "amy", "Who=Chen"); code(err) != "nothing_to_click" {
		t.Errorf("an option that is not offered: %v", err)
	}
	if _, err := h.player.Click(t.Context(), "bo", "Yes"); code(err) != "nothing_to_click" {
		t.Errorf("another's ephemeral buttons: %v", err)
	}
}

func TestAPressThatTheAppDoesNotTake(t *testing.T) {
	h := open(t)
	h.app(func(_ *app, e socketmode.Event) any {
		if e.Type == socketmode.EventTypeInteractive {
			return silent
		}
		return choice("Shall I?")
	})
	h.say("amy", "floor", "/desk")
	if got := h.click("amy", "Yes"); got != "action_failed: operation_timeout" {
		t.Errorf("got:\n%s", got)
	}
}

func TestShortcuts(t *testing.T) {
	h := open(t)
	pressed := make(chan slack.InteractionCallback, 2)
	h.app(pressing(pressed))
	m, err := h.player.Say(t.Context(), "bo", "floor", "王女士 came back")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.player.Do(t.Context(), "shortcut", "amy", map[string]any{"callback_id": "look", "channel": "floor", "ts": m.TS}); err != nil {
		t.Fatal(err)
	}
	p := <-pressed
	if p.Type != slack.InteractionTypeMessageAction || p.CallbackID != "look" || p.MessageTs != m.TS || p.Message.Text != "王女士 came back" || p.ResponseURL == "" {
		t.Errorf("message shortcut: %+v", p)
	}
	if _, err := h.player.Do(t.Context(), "shortcut", "amy", map[string]any{"callback_id": "start"}); err != nil {
		t.Fatal(err)
	}
	if p := <-pressed; p.Type != slack.InteractionTypeShortcut || p.TriggerID == "" || p.ResponseURL != "" {
		t.Errorf("global shortcut: %+v", p)
	}
}

func TestInteractionPayloadsHaveSlacksFields(t *testing.T) {
	h := open(t)
	raw := make(chan json.RawMessage, 1)
	h.app(func(_ *app, e socketmode.Event) any {
		if e.Type == socketmode.EventTypeInteractive {
			raw <- e.Request.Payload
			return nil
		}
		return choice("Shall I?")
	})
	h.say("amy", "floor", "/desk")
	h.click("amy", "Yes")
	var p map[string]any
	if err := json.Unmarshal(<-raw, &p); err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{
		"type", "user", "api_app_id", "token", "container", "trigger_id", "team", "enterprise", "is_enterprise_install",
		"channel", "state", "response_url", "actions",
	} {
		if _, ok := p[k]; !ok {
			t.Errorf("no %s in the payload", k)
		}
	}
}
