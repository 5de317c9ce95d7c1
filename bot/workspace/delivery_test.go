package workspace_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/walkin-chat/walkin/bot/workspace"
)

func TestNothingIsLostWhenTheLineIsCut(t *testing.T) {
	for _, reason := range []string{"", "refresh_requested", "link_disabled"} {
		t.Run("reason "+reason, func(t *testing.T) {
			h := open(t)
			var once sync.Once
			heard := make(chan string, 10)
			gone := make(chan struct{})
			attempts := make(chan int, 10)
			h.app(func(_ *app, e socketmode.Event) any {
				m, ok := inner(e).(*slackevents.MessageEvent)
				if !ok {
					return nil
				}
				cut := false
				once.Do(func() { cut = true })
				if cut { // the first is not acknowledged: the line goes first
					h.Disconnect(reason)
					close(gone)
					return silent
				}
				heard <- m.Text
				attempts <- e.Request.RetryAttempt
				return nil
			})
			for _, text := range []string{"one", "two", "three"} {
				if _, err := h.player.Say(t.Context(), "amy", "floor", text); err != nil {
					t.Fatal(err)
				}
				<-gone
			}
			for i, want := range []string{"one", "two", "three"} {
				select {
				case got := <-heard:
					if got != want {
						t.Errorf("heard %q, want %q", got, want)
					}
					if n := <-attempts; i == 0 && n == 0 {
						t.Error("the redelivered event does not say so")
					}
				case <-time.After(15 * time.Second):
					t.Fatalf("%q never came", want)
				}
			}
		})
	}
}

func TestACommandIsRedeliveredWhileThereIsTime(t *testing.T) {
	h := open(t)
	var once sync.Once
	h.app(func(_ *app, e socketmode.Event) any {
		if e.Type != socketmode.EventTypeSlashCommand {
			return nil
		}
		cut := false
		once.Do(func() { cut = true })
		if cut {
			h.Disconnect("")
			return silent
		}
		return map[string]any{"text": "answered"}
	})
	if got := told(h.say("amy", "floor", "/desk hello")); got != "ephemeral: answered" {
		t.Errorf("got:\n%s", got)
	}
}

// dial opens a Socket Mode connection by hand.
func (h *house) dial() *websocket.Conn {
	h.t.Helper()
	_, url, err := h.api().StartSocketModeContext(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	conn, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = conn.Close() })
	if _, resp, err := websocket.DefaultDialer.Dial(url, nil); err == nil || resp.StatusCode != 403 {
		h.t.Errorf("the url works a second time: %v", err)
	}
	return conn
}

type frame struct {
	Type        string          `json:"type"`
	ID          string          `json:"envelope_id"`
	Accepts     bool            `json:"accepts_response_payload"`
	Connections int             `json:"num_connections"`
	Info        map[string]any  `json:"connection_info"`
	Reason      string          `json:"reason"`
	Payload     json.RawMessage `json:"payload"`
}

func read(t *testing.T, c *websocket.Conn) frame {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	var f frame
	if err := c.ReadJSON(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEachEnvelopeGoesToOneConnection(t *testing.T) {
	h := open(t)
	first := h.dial()
	if f := read(t, first); f.Type != "hello" || f.Connections != 1 || f.Info["app_id"] == "" {
		t.Errorf("hello: %+v", f)
	}
	second := h.dial()
	if f := read(t, second); f.Connections != 2 {
		t.Errorf("second hello: %+v", f)
	}
	if _, err := h.player.Say(t.Context(), "amy", "floor", "/desk a"); err != nil {
		t.Fatal(err)
	}
	f := read(t, first)
	if f.Type != "slash_commands" || !f.Accepts {
		t.Errorf("envelope: %+v", f)
	}
	_ = first.Close() // unacknowledged: the other gets it
	if again := read(t, second); again.ID != f.ID {
		t.Errorf("the second connection got %+v", again)
	}
	h.Disconnect("warning")
	if f := read(t, second); f.Type != "disconnect" || f.Reason != "warning" {
		t.Errorf("warning: %+v", f)
	}
	if err := second.WriteJSON(map[string]any{"envelope_id": f.ID, "payload": map[string]any{"text": "late but in time"}}); err != nil {
		t.Fatal(err)
	}
	for open := 2; open <= 10; open++ { // a connection counts once it has been greeted
		if f := read(t, h.dial()); f.Type != "hello" || f.Connections != open {
			t.Errorf("connection %d: %+v", open, f)
		}
	}
	if f := read(t, h.dial()); f.Type != "disconnect" || f.Reason != "too_many_websockets" {
		t.Errorf("the eleventh: %+v", f)
	}
}

func TestEventsWaitForAnAppThatIsAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "workspace.db")
	keep := func(o *workspace.Options) { o.Path = path }
	h := open(t, keep)
	h.say("amy", "floor", "said while the app was away")
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	h = open(t, keep)
	heard := make(chan string, 1)
	h.app(func(_ *app, e socketmode.Event) any {
		if m, ok := inner(e).(*slackevents.MessageEvent); ok {
			heard <- m.Text
		}
		return nil
	})
	select {
	case got := <-heard:
		if got != "said while the app was away" {
			t.Errorf("heard %q", got)
		}
	case <-time.After(15 * time.Second):
		t.Fatal("the event never came")
	}
}

func TestEventsOfMessages(t *testing.T) {
	h := open(t)
	heard := make(chan string, 10)
	h.app(func(_ *app, e socketmode.Event) any {
		switch m := inner(e).(type) {
		case *slackevents.MessageEvent:
			line := m.SubType + " " + m.ChannelType + " " + m.Text
			if m.SubType == "message_changed" {
				line += m.Message.Text
			}
			if m.PreviousMessage != nil {
				line += " was " + m.PreviousMessage.Text
			}
			heard <- line
		case *slackevents.AppMentionEvent:
			heard <- "mention " + m.Text
		case *slackevents.ReactionAddedEvent:
			heard <- "reaction " + m.Reaction + " on " + m.ItemUser
		case *slackevents.UserChangeEvent:
			heard <- "user " + m.User.Locale
		}
		return nil
	})
	bot := botUser(t, h)
	m, err := h.player.Say(t.Context(), "amy", "floor", "hello @desk-bot")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		what string
		as   string
		args map[string]any
	}{
		{"edit", "amy", map[string]any{"channel": "floor", "ts": m.TS, "text": "hello all"}},
		{"react", "bo", map[string]any{"channel": "floor", "ts": m.TS, "name": "wave"}},
		{"delete", "amy", map[string]any{"channel": "floor", "ts": m.TS}},
		{"say", "bo", map[string]any{"channel": "@desk-bot", "text": "psst"}},
		{"say", "bo", map[string]any{"channel": "lobby", "text": "the app is not here"}},
		{"lang", "bo", map[string]any{"locale": "en-US"}},
	} {
		if _, err := h.player.Do(t.Context(), step.what, step.as, step.args); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
	}
	for _, want := range []string{
		" channel hello <@" + bot + ">", "mention hello <@" + bot + ">",
		"message_changed channel hello all was hello <@" + bot + ">",
		"reaction wave on U0AMY",
		"message_deleted channel  was hello all",
		" im psst",
		"user en-US",
	} {
		if got := <-heard; got != want {
			t.Errorf("heard %q, want %q", got, want)
		}
	}
	if _, err := h.player.Do(t.Context(), "edit", "bo", map[string]any{"channel": "floor", "ts": m.TS, "text": "x"}); code(err) != "message_not_found" {
		t.Errorf("editing what is gone: %v", err)
	}
}

func botUser(t *testing.T, h *house) string {
	t.Helper()
	who, err := h.api().AuthTestContext(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return who.UserID
}
