package slackio

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/workspace"
	"github.com/walkin-chat/walkin/rules"
)

// A floor is a running workspace with the bot in it, over real Socket Mode. The
// bot answers as its test scripts it.
type floor struct {
	*workspace.Player
	t      *testing.T
	space  *workspace.Server
	client *Client
	stop   context.CancelFunc
	ended  chan error

	mu   sync.Mutex
	reqs []bot.Request
}

func open(t *testing.T, handle func(*floor, bot.Request) bot.Reply, change ...func(*Client)) *floor {
	t.Helper()
	space, err := workspace.Open(t.Context(), workspace.Options{
		Manifest: sampleManifest(""),
		Seed: workspace.Seed{
			Team: "Riverside",
			Users: []workspace.User{
				{ID: "U0AMY", Name: "amy", RealName: "Amy", Locale: "en-US", Admin: true},
				{ID: "U0BO", Name: "bo", RealName: "Bo", Locale: "zh-CN"},
				{ID: "U0GUS", Name: "gus", RealName: "Gus", Locale: "en-GB", Guest: true},
				{ID: "U0STAN", Name: "stan", RealName: "Stan", Locale: "zh-TW", Stranger: true},
			},
			Channels: []workspace.Channel{
				{Name: "floor", Members: []string{"amy", "bo", "gus", "stan", "walkin"}},
				{Name: "lobby", Members: []string{"amy", "bo"}},
			},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(space.Handler())
	space.SetBaseURL(web.URL)
	t.Cleanup(func() {
		_ = space.Close()
		web.Close()
	})
	f := &floor{Player: &workspace.Player{URL: web.URL}, t: t, space: space, ended: make(chan error, 1)}
	f.client, err = Connect(t.Context(), Options{
		BotToken: space.BotToken(), AppToken: space.AppToken(), APIURL: strings.TrimSuffix(space.APIURL(), "/"),
		Busy: func(lang rules.Lang) string {
			return map[rules.Lang]string{rules.Zh: "正在登记，结果会显示在这里，不用再发。", rules.En: "Recording. The result will appear here; no need to send it again."}[lang]
		},
		Handle: func(_ context.Context, req bot.Request) bot.Reply {
			f.mu.Lock()
			f.reqs = append(f.reqs, req)
			f.mu.Unlock()
			return handle(f, req)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(f.client)
	}
	ctx, stop := context.WithCancel(context.Background())
	f.stop = stop
	go func() { f.ended <- f.client.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err, ok := <-f.ended; ok && err != nil {
			t.Errorf("run ended: %v", err)
		}
	})
	<-f.client.Ready()
	return f
}

// asked are the requests so far.
func (f *floor) asked() []bot.Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]bot.Request{}, f.reqs...)
}

// last is the latest request.
func (f *floor) last() bot.Request {
	f.t.Helper()
	all := f.asked()
	if len(all) == 0 {
		f.t.Fatal("the bot was not asked")
	}
	return all[len(all)-1]
}

// say plays what somebody says, and what came of it for them.
func (f *floor) say(as, channel, text string) []workspace.Event {
	f.t.Helper()
	return f.await(f.Say(f.t.Context(), as, channel, text))
}

func (f *floor) do(what, as string, args map[string]any) []workspace.Event {
	f.t.Helper()
	return f.await(f.Do(f.t.Context(), what, as, args))
}

func (f *floor) await(a workspace.Act, err error) []workspace.Event {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
	events, err := f.Await(f.t.Context(), a)
	if err != nil {
		f.t.Fatal(err)
	}
	return events
}

// next waits for what comes to somebody after a number and fits.
func (f *floor) next(as string, after int64, fits func(workspace.Event) bool) workspace.Event {
	f.t.Helper()
	for {
		q := url.Values{"as": {as}, "after": {strconv.FormatInt(after, 10)}, "wait_ms": {"30000"}}
		r, err := http.NewRequestWithContext(f.t.Context(), http.MethodGet, f.URL+"/client/events?"+q.Encode(), nil)
		if err != nil {
			f.t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			f.t.Fatal(err)
		}
		var out struct{ Events []workspace.Event }
		err = json.NewDecoder(resp.Body).Decode(&out)
		_ = resp.Body.Close()
		if err != nil {
			f.t.Fatal(err)
		}
		if len(out.Events) == 0 {
			f.t.Fatalf("%s waited half a minute in vain", as)
		}
		for _, e := range out.Events {
			if fits(e) {
				return e
			}
			after = e.Seq
		}
	}
}

func saying(text string) func(workspace.Event) bool {
	return func(e workspace.Event) bool { return e.Message != nil && strings.Contains(e.Message.Text, text) }
}

// told is what somebody got to see, a line each.
func told(events []workspace.Event) string {
	var lines []string
	for _, e := range events {
		line := e.Type
		switch {
		case e.Message != nil:
			line += ": " + e.Message.Text
		case e.View != nil:
			line += ": " + titleOf(e.View)
		case e.Error != "":
			line += ": " + e.Error
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func titleOf(v *workspace.View) string {
	var t struct{ Text string }
	_ = json.Unmarshal(v.Title, &t)
	return t.Text
}

// spot is where a button, menu or field is.
type spot struct{ block, action string }

// find looks for an element by its action ID's beginning.
func find(t *testing.T, blocks json.RawMessage, action string) spot {
	t.Helper()
	var list []map[string]json.RawMessage
	if err := json.Unmarshal(blocks, &list); err != nil {
		t.Fatal(err)
	}
	for _, b := range list {
		var block string
		_ = json.Unmarshal(b["block_id"], &block)
		var elements []struct {
			Action string `json:"action_id"`
		}
		_ = json.Unmarshal(b["elements"], &elements)
		for _, one := range []string{"accessory", "element"} {
			var e struct {
				Action string `json:"action_id"`
			}
			if json.Unmarshal(b[one], &e) == nil {
				elements = append(elements, e)
			}
		}
		for _, e := range elements {
			if e.Action != "" && strings.HasPrefix(e.Action, action) {
				return spot{block, e.Action}
			}
		}
	}
	t.Fatalf("no element %q in %s", action, blocks)
	return spot{}
}

// press uses a button of a message.
func (f *floor) press(as string, e workspace.Event, action, value string) []workspace.Event {
	f.t.Helper()
	at := find(f.t, e.Message.Blocks, action)
	return f.do("action", as, map[string]any{
		"channel": e.Channel, "ts": e.Message.TS, "block_id": at.block, "action_id": at.action, "type": "button", "value": value,
	})
}

// only is the one event that came.
func (f *floor) only(events []workspace.Event) workspace.Event {
	f.t.Helper()
	if len(events) != 1 {
		f.t.Fatalf("came:\n%s\nwant one thing", told(events))
	}
	return events[0]
}

func said(head string) bot.Reply { return bot.Reply{Message: &bot.Message{Head: head}} }

func offering(head string, buttons ...string) bot.Reply {
	m := bot.Message{Head: head}
	for i, b := range buttons {
		m.Buttons = append(m.Buttons, bot.Button{Action: b, Value: strconv.Itoa(i), Label: b})
	}
	return bot.Reply{Message: &m}
}

func (f *floor) expect(events []workspace.Event, want string) {
	f.t.Helper()
	if got := told(events); got != want {
		f.t.Errorf("came:\n%s\nwant:\n%s", got, want)
	}
}

// field is one value of a submitted form.
func field(value string) map[string]any {
	return map[string]any{valueID: map[string]any{"type": "plain_text_input", "value": value}}
}
