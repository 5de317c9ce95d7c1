package workspace_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot/workspace"
)

// overHTTP opens a workspace whose app takes signed requests at one URL.
func overHTTP(t *testing.T, app func(h *house, w http.ResponseWriter, r *http.Request, body []byte)) *house {
	t.Helper()
	var h *house
	opened := make(chan struct{})
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-opened
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		v, err := slack.NewSecretsVerifier(r.Header, h.SigningSecret())
		if err == nil {
			_, _ = v.Write(body)
			err = v.Ensure()
		}
		if err != nil {
			t.Errorf("signature: %v", err)
		}
		var challenge struct{ Type, Challenge string }
		if json.Unmarshal(body, &challenge) == nil && challenge.Type == "url_verification" {
			_, _ = io.WriteString(w, challenge.Challenge)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		app(h, w, r, body)
	}))
	t.Cleanup(web.Close)
	text := strings.NewReplacer(
		"socket_mode_enabled: true", "socket_mode_enabled: false",
		"interactivity: {is_enabled: true}", "interactivity: {is_enabled: true, request_url: "+web.URL+"/act}",
		"event_subscriptions:\n", "event_subscriptions:\n    request_url: "+web.URL+"/event\n",
		"usage_hint: anything", "usage_hint: anything, url: "+web.URL+"/command",
		"should_escape: true", "should_escape: true, url: "+web.URL+"/command",
	).Replace(manifest)
	h = open(t, func(o *workspace.Options) { o.Manifest = []byte(text) })
	close(opened)
	return h
}

func TestSignedRequests(t *testing.T) {
	events := make(chan string, 10)
	h := overHTTP(t, func(h *house, w http.ResponseWriter, r *http.Request, body []byte) {
		switch r.URL.Path {
		case "/command":
			c, err := slack.SlashCommandParse(r)
			if err != nil {
				t.Error(err)
			}
			if c.Text == "form" {
				if _, err := h.api().OpenView(c.TriggerID, form("Over HTTP")); err != nil {
					t.Error(err)
				}
				return
			}
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(choice("You said " + c.Text))
		case "/act":
			c, err := slack.InteractionCallbackParse(r)
			if err != nil {
				t.Error(err)
			}
			if c.Type == slack.InteractionTypeViewSubmission {
				w.Header().Set("Content-Type", "application/json")
				_ = json.NewEncoder(w).Encode(slack.NewErrorsViewSubmissionResponse(map[string]string{"name": "Too short"}))
				return
			}
			events <- "pressed " + c.ActionCallback.BlockActions[0].ActionID
		case "/event":
			events <- "event " + r.Header.Get("X-Slack-Retry-Num") + r.Header.Get("X-Slack-Retry-Reason")
			if r.Header.Get("X-Slack-Retry-Num") == "" {
				w.WriteHeader(http.StatusBadGateway) // the first is refused: it comes again at once
			}
		}
	})
	if err := h.Verify(); err != nil {
		t.Fatal(err)
	}
	if got := told(h.say("amy", "floor", "/desk hello")); got != "ephemeral: You said hello" {
		t.Errorf("a command shows:\n%s", got)
	}
	h.click("amy", "Yes")
	if _, err := h.player.Say(t.Context(), "amy", "floor", "hello"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"pressed yes", "event ", "event 1http_error"} {
		select {
		case got := <-events:
			if got != want {
				t.Errorf("the app got %q, want %q", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%q never came", want)
		}
	}
	h.say("amy", "floor", "/desk form")
	if a, _ := h.submit("amy", filled()); a.Errors["name"] != "Too short" {
		t.Errorf("submitting: %+v", a)
	}
}

func TestWhatPeopleSeeWhenTheAppFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		want   string
	}{
		{"the app is wrong", 500, "command_failed: http_service_error"},
		{"the app refuses", 403, "command_failed: http_client_error"},
	} {
		h := overHTTP(t, func(_ *house, w http.ResponseWriter, _ *http.Request, _ []byte) { w.WriteHeader(c.status) })
		if got := told(h.say("amy", "floor", "/desk hello")); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

func TestNoRetryIsHonoured(t *testing.T) {
	events := make(chan string, 10)
	h := overHTTP(t, func(_ *house, w http.ResponseWriter, r *http.Request, _ []byte) {
		events <- r.Header.Get("X-Slack-Retry-Num")
		w.Header().Set("X-Slack-No-Retry", "1")
		w.WriteHeader(http.StatusInternalServerError)
	})
	h.say("amy", "floor", "one")
	h.say("amy", "floor", "two")
	for range 2 {
		if got := <-events; got != "" {
			t.Errorf("it was sent again: %s", got)
		}
	}
}
