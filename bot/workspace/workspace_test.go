package workspace_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/walkin-chat/walkin/bot/workspace"
)

const manifest = `
display_information:
  name: Desk
features:
  app_home:
    home_tab_enabled: true
  bot_user:
    display_name: Desk Bot
  slash_commands:
    - {command: /desk, description: Ask the desk, usage_hint: anything}
    - {command: /tidy, description: Ask with names, should_escape: true}
  shortcuts:
    - {type: message, name: Look into it, callback_id: look, description: Look into this message}
    - {type: global, name: Start, callback_id: start, description: Start something}
oauth_config:
  scopes:
    bot: [commands, "chat:write", "channels:read", "channels:history", "channels:join", "groups:read", "groups:history",
      "im:read", "im:write", "im:history", "users:read", "app_mentions:read", "reactions:read", "reactions:write",
      "files:read", "files:write", "pins:read", "pins:write"]
settings:
  socket_mode_enabled: true
  interactivity: {is_enabled: true}
  event_subscriptions:
    bot_events: [app_mention, app_home_opened, message.channels, message.groups, message.im, member_joined_channel,
      member_left_channel, reaction_added, user_change, channel_rename, channel_archive, file_shared]
`

func seed() workspace.Seed {
	return workspace.Seed{
		Team: "Riverside",
		Users: []workspace.User{
			{ID: "U0AMY", Name: "amy", RealName: "Amy Wu", Locale: "en-US", TZ: "Asia/Shanghai", Admin: true},
			{ID: "U0BO", Name: "bo", RealName: "Bo", Locale: "zh-CN", TZ: "Asia/Shanghai"},
			{ID: "U0GUEST", Name: "gus", RealName: "Gus", Guest: true},
		},
		Channels: []workspace.Channel{
			{Name: "floor", Members: []string{"amy", "bo", "Desk Bot"}},
			{Name: "lobby", Members: []string{"amy", "bo"}},
			{Name: "back-office", Private: true, Members: []string{"amy"}},
		},
	}
}

// a house is one running workspace.
type house struct {
	*workspace.Server
	t      *testing.T
	url    string
	player *workspace.Player
}

func open(t *testing.T, change ...func(*workspace.Options)) *house {
	t.Helper()
	opts := workspace.Options{Manifest: []byte(manifest), Seed: seed()}
	for _, c := range change {
		c(&opts)
	}
	s, err := workspace.Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s.Handler())
	s.SetBaseURL(web.URL)
	t.Cleanup(func() {
		_ = s.Close()
		web.Close()
	})
	return &house{Server: s, t: t, url: web.URL, player: &workspace.Player{URL: web.URL}}
}

// api is the app's side, by slack-go.
func (h *house) api() *slack.Client {
	return slack.New(h.BotToken(), slack.OptionAPIURL(h.APIURL()), slack.OptionAppLevelToken(h.AppToken()))
}

// an app answers what comes by Socket Mode with on; what on returns is the
// payload of the acknowledgement, unless it is silent.
type app struct {
	*slack.Client
	socket *socketmode.Client
	stop   context.CancelFunc
	done   chan struct{}
}

type silence struct{}

// silent leaves an envelope unacknowledged.
var silent silence

func (h *house) app(on func(a *app, e socketmode.Event) any) *app {
	h.t.Helper()
	client := h.api()
	socket := socketmode.New(client)
	ctx, stop := context.WithCancel(context.Background())
	a := &app{Client: client, socket: socket, stop: stop, done: make(chan struct{})}
	hello := make(chan struct{}, 10)
	go func() { _ = socket.RunContext(ctx) }()
	go func() {
		defer close(a.done)
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-socket.Events:
				if e.Type == socketmode.EventTypeHello {
					select {
					case hello <- struct{}{}:
					default:
					}
				}
				if e.Request == nil || e.Request.EnvelopeID == "" {
					continue
				}
				switch answer := on(a, e).(type) {
				case silence:
				case nil:
					_ = socket.Ack(*e.Request)
				default:
					_ = socket.Ack(*e.Request, answer)
				}
			}
		}
	}()
	h.t.Cleanup(func() { stop(); <-a.done })
	select {
	case <-hello:
	case <-time.After(10 * time.Second):
		h.t.Fatal("no hello within ten seconds")
	}
	return a
}

// say plays a message and returns what came of it.
func (h *house) say(as, channel, text string) []workspace.Event {
	h.t.Helper()
	a, err := h.player.Say(h.t.Context(), as, channel, text)
	if err != nil {
		h.t.Fatalf("%s says %q: %v", as, text, err)
	}
	return h.await(a)
}

func (h *house) await(a workspace.Act) []workspace.Event {
	h.t.Helper()
	events, err := h.player.Await(h.t.Context(), a)
	if err != nil {
		h.t.Fatal(err)
	}
	return events
}

// told is what events say, in a line each.
func told(events []workspace.Event) string {
	var lines []string
	for _, e := range events {
		line := e.Type
		switch {
		case e.Message != nil:
			line += ": " + e.Message.Text
		case e.Error != "":
			line += ": " + e.Error
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func command(e socketmode.Event) slack.SlashCommand {
	c, _ := e.Data.(slack.SlashCommand)
	return c
}

func interaction(e socketmode.Event) slack.InteractionCallback {
	c, _ := e.Data.(slack.InteractionCallback)
	return c
}

func inner(e socketmode.Event) any {
	c, _ := e.Data.(slackevents.EventsAPIEvent)
	return c.InnerEvent.Data
}

// call is a plain request to the Web API.
func (h *house) call(method string, args any) map[string]any {
	h.t.Helper()
	body, err := json.Marshal(args)
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.APIURL()+method, bytes.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+h.BotToken())
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		h.t.Fatal(err)
	}
	return out
}

func (h *house) channelID(name string) string {
	h.t.Helper()
	boot, err := h.player.Boot(h.t.Context(), "amy")
	if err != nil {
		h.t.Fatal(err)
	}
	for _, c := range boot.Channels {
		if c.Name == name {
			return c.ID
		}
	}
	h.t.Fatalf("no channel %q", name)
	return ""
}
