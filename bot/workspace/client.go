package workspace

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Player plays people in a running workspace, over its /client API: what
// they say, press and fill in, and what they get to see. People and channels
// may be named by ID, handle or name; a channel "@name" is a direct message.
type Player struct {
	URL  string // the workspace's address, such as "http://127.0.0.1:8080"
	HTTP *http.Client
	// Still is how long the app must do nothing to count as done; zero is 150 ms.
	Still time.Duration
}

// Boot is the workspace as one person finds it.
type Boot struct {
	Team     struct{ ID, Name string } `json:"team"`
	Me       Person                    `json:"me"`
	Users    []Person                  `json:"users"`
	Channels []Room                    `json:"channels"`
	Commands []struct {
		Command     string `json:"command"`
		Description string `json:"description"`
		UsageHint   string `json:"usage_hint"`
	} `json:"commands"`
	App struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Bot  string `json:"bot_user_id"`
		Home bool   `json:"home"`
	} `json:"app"`
	Now       string `json:"now"`
	Lang      string `json:"lang"`
	Connected bool   `json:"connected"`
	Seq       int64  `json:"seq"`
}

// A Person is a member as others see them.
type Person struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	RealName string `json:"real_name"`
	Locale   string `json:"locale"`
	Bot      bool   `json:"is_bot"`
}

// A Room is a channel or direct message as one person sees it.
type Room struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	IM       bool     `json:"is_im"`
	Private  bool     `json:"is_private"`
	Archived bool     `json:"is_archived"`
	User     string   `json:"user"`
	Members  []string `json:"members"`
	Unread   int      `json:"unread"`
}

// An Act is one thing a person did, to be awaited.
type Act struct {
	ID       string            `json:"act"`
	As       string            `json:"as"`
	SeenFrom int64             `json:"seen_from"`
	TS       string            `json:"ts"`
	Channel  string            `json:"channel"`
	Errors   map[string]string `json:"errors"`   // of a form, by block
	Response string            `json:"response"` // to a form: clear, update, push, errors, closed
}

// An Event is one thing that came to a person.
type Event struct {
	Seq     int64           `json:"seq"`
	Type    string          `json:"type"`
	Channel string          `json:"channel,omitempty"`
	Message *Message        `json:"message,omitempty"`
	View    *View           `json:"view,omitempty"`
	ViewID  string          `json:"view_id,omitempty"`
	TS      string          `json:"ts,omitempty"`
	All     bool            `json:"all,omitempty"`
	Command string          `json:"command,omitempty"`
	Error   string          `json:"error,omitempty"`
	Raw     json.RawMessage `json:"-"` // all of it
}

// UnmarshalJSON reads an event as the workspace sends it.
func (e *Event) UnmarshalJSON(b []byte) error {
	type plain Event
	var v struct {
		plain
		Channel json.RawMessage `json:"channel"` // an ID, or a whole channel
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*e = Event(v.plain)
	if json.Unmarshal(v.Channel, &e.Channel) != nil {
		var c struct{ ID string }
		if len(v.Channel) > 0 && json.Unmarshal(v.Channel, &c) == nil {
			e.Channel = c.ID
		}
	}
	e.Raw = slices.Clone(b)
	return nil
}

// A PlayError is a refusal by the workspace, such as "channel_not_found".
type PlayError struct {
	Code   string
	Detail string
}

func (e *PlayError) Error() string {
	if e.Detail != "" {
		return e.Code + ": " + e.Detail
	}
	return e.Code
}

// Boot is the workspace as a person finds it; an empty name is the first.
func (p *Player) Boot(ctx context.Context, as string) (Boot, error) {
	var b Boot
	return b, p.get(ctx, "boot", url.Values{"as": {as}}, &b)
}

// Say says something in a channel; a text that begins with "/" is a command.
func (p *Player) Say(ctx context.Context, as, channel, text string) (Act, error) {
	return p.act(ctx, "say", as, obj{"channel": channel, "text": text})
}

// Send shares a file in a channel, with nothing said to it.
func (p *Player) Send(ctx context.Context, as, channel, name string, content []byte) (Act, error) {
	return p.act(ctx, "say", as, obj{"channel": channel, "files": []sentFile{{name, content}}})
}

// Reply says something in a thread.
func (p *Player) Reply(ctx context.Context, as, channel, thread, text string) (Act, error) {
	return p.act(ctx, "say", as, obj{"channel": channel, "thread_ts": thread, "text": text})
}

// Do asks for anything else of the /client API, such as "home", "edit" or
// "shortcut".
func (p *Player) Do(ctx context.Context, what, as string, args map[string]any) (Act, error) {
	return p.act(ctx, what, as, args)
}

// Events is what came to a person after a number.
func (p *Player) Events(ctx context.Context, as string, after int64) ([]Event, error) {
	var out struct{ Events []Event }
	err := p.get(ctx, "events", url.Values{"as": {as}, "after": {strconv.FormatInt(after, 10)}}, &out)
	return out.Events, err
}

// how long Await waits for the app to be done, and how long it must then be
// still.
const (
	settleWithin = 8 * time.Second
	stillFor     = 150 * time.Millisecond
)

// Await waits until the app has answered for an act and has nothing more to
// do, and returns what came to the person: messages, ephemeral ones, forms and
// their changes. What they said themselves is left out.
func (p *Player) Await(ctx context.Context, a Act) ([]Event, error) {
	still := p.Still
	if still == 0 {
		still = stillFor
	}
	q := url.Values{
		"as": {a.As}, "act": {a.ID}, "wait_ms": {strconv.FormatInt(settleWithin.Milliseconds(), 10)},
		"quiet_ms": {strconv.FormatInt(still.Milliseconds(), 10)},
	}
	if err := p.get(ctx, "settled", q, &struct{}{}); err != nil {
		return nil, fmt.Errorf("wait for the app: %w", err)
	}
	all, err := p.Events(ctx, a.As, a.SeenFrom)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(e Event) bool {
		switch e.Type {
		case "message":
			return e.Message == nil || e.Message.TS == a.TS
		case "message_changed", "message_deleted", "ephemeral", "ephemeral_deleted", "view_opened", "view_pushed",
			"view_updated", "view_closed", "home", "command_failed", "action_failed":
			return false
		}
		return true
	}), nil
}

// Latest is what a person can use now.
type Latest struct {
	Messages []struct {
		Channel string   `json:"channel"`
		Message *Message `json:"message"`
	} `json:"messages"` // with buttons or menus, newest first
	Stack []*View `json:"stack"` // open forms, the top one last
	Home  *View   `json:"home"`
}

// Latest finds the messages with buttons and the open forms of a person.
func (p *Player) Latest(ctx context.Context, as string) (Latest, error) {
	var l Latest
	return l, p.get(ctx, "latest", url.Values{"as": {as}}, &l)
}

// View is the form on top, or nil.
func (l *Latest) View() *View {
	if len(l.Stack) == 0 {
		return nil
	}
	return l.Stack[len(l.Stack)-1]
}

func (p *Player) act(ctx context.Context, what, as string, args obj) (Act, error) {
	if args == nil {
		args = obj{}
	}
	args["as"] = as
	body, err := json.Marshal(args)
	if err != nil {
		return Act{}, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL+"/client/"+what, bytes.NewReader(body))
	if err != nil {
		return Act{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	a := Act{As: as}
	return a, p.do(r, &a)
}

func (p *Player) get(ctx context.Context, what string, q url.Values, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL+"/client/"+what+"?"+q.Encode(), nil)
	if err != nil {
		return err
	}
	return p.do(r, into)
}

func (p *Player) do(r *http.Request, into any) error {
	client := p.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(r)
	if err != nil {
		return fmt.Errorf("workspace at %s: %w", p.URL, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Errorf("workspace at %s: %w", p.URL, err)
	}
	if resp.StatusCode != http.StatusOK {
		var refused struct {
			Error    string          `json:"error"`
			Messages json.RawMessage `json:"messages"`
		}
		if json.Unmarshal(body, &refused) != nil || refused.Error == "" {
			return fmt.Errorf("workspace at %s: %s", p.URL, resp.Status)
		}
		return &PlayError{Code: refused.Error, Detail: strings.TrimPrefix(string(refused.Messages), "null")}
	}
	return json.Unmarshal(body, into)
}
