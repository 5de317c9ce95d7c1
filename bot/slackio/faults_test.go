package slackio

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// A site is the bot with a real register, where a channel is a site with the
// consultants Amy and Bo and the manager Zhou.
type site struct {
	t       *testing.T
	path    string
	channel string
	db      *storage.DB
	bot     *bot.Bot
	keys    int
	names   map[rules.Person]string
}

func openSite(t *testing.T) *site { return openSiteIn(t, "C1") }

func openSiteIn(t *testing.T, channel string) *site {
	t.Helper()
	s := &site{
		t: t, path: filepath.Join(t.TempDir(), "walkin.db"), channel: channel,
		names: map[rules.Person]string{"U0AMY": "Amy", "U0BO": "Bo", "U0ZHOU": "Zhou"},
	}
	var err error
	if s.db, err = storage.Open(t.Context(), s.path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.db.Close() })
	s.bot = &bot.Bot{DB: s.db, Log: slog.New(slog.DiscardHandler), Now: time.Now}
	form := s.asks(bot.Request{Act: bot.Command, Asker: s.who("U0ZHOU"), Command: "walkin", Text: "setup"}).Form
	if form == nil {
		t.Fatal("no form to set up the site")
	}
	fields := map[string][]string{}
	for _, f := range form.Fields {
		if len(f.Initial) > 0 {
			fields[f.ID] = f.Initial
		}
	}
	maps.Copy(fields, map[string][]string{"name": {"Riverside"}, "lang": {"en"}, "consultants": {"U0AMY", "U0BO"}, "managers": {"U0ZHOU"}})
	if done := s.asks(bot.Request{Act: bot.Submit, Asker: s.who("U0ZHOU"), Form: form.ID, Private: form.Private, Fields: fields}); len(done.Errors) > 0 || done.Message == nil {
		t.Fatalf("set up: %+v", done)
	}
	return s
}

func (s *site) who(id rules.Person) bot.Asker {
	return bot.Asker{ID: id, Name: s.names[id], Lang: rules.En, Admin: id == "U0ZHOU"}
}

func (s *site) asks(req bot.Request) bot.Reply {
	s.keys++
	req.Key, req.At, req.Channel, req.Place = fmt.Sprint("key ", s.keys), s.bot.Now(), s.channel, "floor"
	req.People = map[rules.Person]bot.Asker{}
	for id := range s.names {
		req.People[id] = s.who(id)
	}
	return s.bot.Handle(s.t.Context(), req)
}

// visits registers a visit and returns what the consultant is told.
func (s *site) visits(id rules.Person, words string) string {
	s.t.Helper()
	reply := s.asks(bot.Request{Act: bot.Command, Asker: s.who(id), Command: "visit", Text: words})
	if reply.Message == nil {
		s.t.Fatalf("/visit %s: %+v", words, reply)
	}
	return reply.Message.Head
}

// recorded are the visits in the register.
func (s *site) recorded() int {
	s.t.Helper()
	var out bytes.Buffer
	if err := s.db.Export(s.t.Context(), storage.SiteID(s.channel), &out); err != nil {
		s.t.Fatal(err)
	}
	return strings.Count(out.String(), `"type":"visit"`)
}

// waiting says whether something is still to be sent.
func (s *site) waiting() bool {
	s.t.Helper()
	_, some, err := s.db.NextJob(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return some
}

// A badSlack is a Slack that has one fault after the other, and is well when
// there are no more. It is no server, so that its hours pass in no time.
type badSlack struct {
	mu     sync.Mutex
	faults []fault
	tries  []time.Time // of chat.postMessage
	posts  []posted
}

type posted struct {
	channel, text string
	metadata      json.RawMessage
}

// A fault is what becomes of one call of chat.postMessage; post makes the post
// all the same.
type fault func(r *http.Request, post func()) (*http.Response, error)

func respond(status int, body string, header ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

func (s *badSlack) RoundTrip(r *http.Request) (*http.Response, error) {
	form := url.Values{}
	if r.Body != nil {
		body, _ := io.ReadAll(r.Body)
		form, _ = url.ParseQuery(string(body))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch strings.TrimPrefix(r.URL.Path, "/api/") {
	case "auth.test":
		return respond(200, `{"ok":true,"user_id":"U0WALKIN","team_id":"T1"}`), nil
	case "apps.connections.open":
		return respond(200, `{"ok":true,"url":"wss://example.com"}`), nil
	case "users.info":
		return respond(200, fmt.Sprintf(`{"ok":true,"user":{"id":%q,"team_id":"T1","locale":"en-US"}}`, form.Get("user"))), nil
	case "conversations.open":
		return respond(200, fmt.Sprintf(`{"ok":true,"channel":{"id":%q}}`, "D"+form.Get("users"))), nil
	case "conversations.history":
		type message struct {
			TS       string          `json:"ts"`
			User     string          `json:"user"`
			Metadata json.RawMessage `json:"metadata"`
		}
		list := []message{}
		for i, p := range s.posts {
			if p.channel == form.Get("channel") {
				list = append(list, message{fmt.Sprintf("%d.0", i+1), "U0WALKIN", p.metadata})
			}
		}
		out, _ := json.Marshal(map[string]any{"ok": true, "messages": list})
		return respond(200, string(out)), nil
	case "chat.postMessage":
		s.tries = append(s.tries, time.Now())
		post := func() {
			s.posts = append(s.posts, posted{form.Get("channel"), form.Get("text"), json.RawMessage(form.Get("metadata"))})
		}
		if len(s.faults) > 0 {
			next := s.faults[0]
			s.faults = s.faults[1:]
			return next(r, post)
		}
		post()
		return respond(200, fmt.Sprintf(`{"ok":true,"channel":%q,"ts":"%d.0"}`, form.Get("channel"), len(s.posts))), nil
	}
	return respond(404, ""), nil
}

// to are the posts of one channel.
func (s *badSlack) to(channel string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var texts []string
	for _, p := range s.posts {
		if p.channel == channel {
			texts = append(texts, p.text)
		}
	}
	return texts
}

// client is one that has only s for a Slack.
func (s *badSlack) client(t *testing.T) *Client {
	t.Helper()
	c := &Client{
		opts: Options{Now: time.Now}, log: slog.New(slog.DiscardHandler), http: &http.Client{Transport: s, Timeout: callTimeout},
		self: "U0WALKIN", team: "T1", people: newDirectory(),
	}
	c.api = newAPI("xoxb-1", Options{APIURL: "http://slack.invalid/api"}, c.http)
	return c
}

func down(*http.Request, func()) (*http.Response, error) { return respond(500, ""), nil }

func refuse(code string) fault {
	return func(*http.Request, func()) (*http.Response, error) {
		return respond(200, fmt.Sprintf(`{"ok":false,"error":%q}`, code)), nil
	}
}

func lacking(scope string) fault {
	return func(*http.Request, func()) (*http.Response, error) {
		return respond(200, fmt.Sprintf(`{"ok":false,"error":"missing_scope","needed":%q}`, scope)), nil
	}
}

func times(n int, f fault) []fault { return slices.Repeat([]fault{f}, n) }

// The visit is recorded and the consultant told, whatever Slack makes of the
// post: the table says what becomes of that.
func TestFaultsOfSlack(t *testing.T) {
	for _, tt := range []struct {
		name     string
		faults   []fault
		posts    int           // in the channel, in the end
		earliest time.Duration // of the second try
		manager  string        // what the manager is told
	}{
		{"all is well", nil, 1, 0, ""},
		{"it answers 500, for an hour", times(12, down), 1, time.Second, ""},
		{"it is asked to wait", []fault{func(*http.Request, func()) (*http.Response, error) {
			return respond(429, `{"ok":false,"error":"ratelimited"}`, "Retry-After", "90"), nil
		}}, 1, 90 * time.Second, ""},
		{"nothing comes back, and nothing was posted", []fault{func(*http.Request, func()) (*http.Response, error) {
			return nil, errors.New("connection reset")
		}}, 1, time.Second, ""},
		{"nothing comes back, but it was posted", []fault{func(_ *http.Request, post func()) (*http.Response, error) {
			post()
			return nil, io.ErrUnexpectedEOF
		}}, 1, 0, ""},
		{"it never answers, but it was posted", []fault{func(r *http.Request, post func()) (*http.Response, error) {
			post()
			<-r.Context().Done()
			return nil, r.Context().Err()
		}}, 1, 0, ""},
		{"half a body, but it was posted", []fault{func(_ *http.Request, post func()) (*http.Response, error) {
			post()
			return respond(200, `{"ok":tr`), nil
		}}, 1, 0, ""},
		{"a page of somebody's proxy", []fault{func(*http.Request, func()) (*http.Response, error) {
			return respond(200, `<html>Please log in</html>`), nil
		}}, 1, time.Second, ""},
		{"it has a fault of its own", times(3, refuse("internal_error")), 1, time.Second, ""},
		{"the token is revoked until there is another", times(20, refuse("token_revoked")), 1, time.Second, ""},
		{"a scope lacks until it is given", times(20, lacking("chat:write")), 1, 0, "The scope chat:write is missing"},
		{"the bot was removed from the channel", []fault{refuse("not_in_channel")}, 0, 0, "type /invite @walkin there"},
		{"the channel is archived", []fault{refuse("is_archived")}, 0, 0, "The channel is archived"},
		{"the channel is gone", []fault{refuse("channel_not_found")}, 0, 0, "The channel is deleted"},
		{"it does not take the blocks, but the words", []fault{refuse("invalid_blocks")}, 1, 0, ""},
		{"it takes neither the blocks nor the words", []fault{refuse("invalid_blocks"), refuse("msg_too_long")}, 0, 0, "posts no longer reach the channel"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := openSite(t)
				defer s.db.Close()
				fake := &badSlack{}
				ctx, stop := context.WithCancel(t.Context())
				sent := make(chan error)
				client := fake.client(t)
				go func() { sent <- s.bot.SendPosts(ctx, nil, client.Deliver) }()
				time.Sleep(time.Minute) // what setting up brought is said
				before, tries := len(fake.to("C1")), len(fake.tries)
				fake.mu.Lock()
				fake.faults = tt.faults
				fake.mu.Unlock()
				if told := s.visits("U0AMY", "Ms Wang 13800138000"); !strings.HasPrefix(told, "Recorded: Ms Wang") {
					t.Errorf("Amy is told %q", told)
				}
				time.Sleep(12 * time.Hour)
				stop()
				<-sent
				if got := fake.to("C1")[before:]; len(got) != tt.posts {
					t.Errorf("the channel reads %q, want %d", got, tt.posts)
				}
				if tt.earliest > 0 {
					if got := fake.tries[tries+1].Sub(fake.tries[tries]); got < tt.earliest {
						t.Errorf("the second try came after %v", got)
					}
				}
				if s.recorded() != 1 {
					t.Errorf("%d visits are in the register", s.recorded())
				}
				if s.waiting() {
					t.Error("something still waits")
				}
				if told := strings.Join(fake.to("DU0ZHOU"), "\n"); (told != "") != (tt.manager != "") || !strings.Contains(told, tt.manager) {
					t.Errorf("the manager is told %q", told)
				}
			})
		})
	}
}

func TestAfterHoursOfSilencePostsComeInTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t)
		defer s.db.Close()
		fake := &badSlack{faults: times(40, down)}
		ctx, stop := context.WithCancel(t.Context())
		sent := make(chan error)
		client := fake.client(t)
		go func() { sent <- s.bot.SendPosts(ctx, nil, client.Deliver) }()
		for i, name := range []string{"Ms Wang", "Mr Li", "Ms Sun"} {
			s.visits([]rules.Person{"U0AMY", "U0BO"}[i%2], fmt.Sprintf("%s 1380013800%d", name, i))
			time.Sleep(time.Hour)
		}
		time.Sleep(24 * time.Hour)
		stop()
		<-sent
		var order []string
		for _, text := range fake.to("C1") {
			for _, name := range []string{"Ms Wang", "Mr Li", "Ms Sun"} {
				if strings.HasPrefix(text, name) {
					order = append(order, name)
				}
			}
		}
		if !slices.Equal(order, []string{"Ms Wang", "Mr Li", "Ms Sun"}) {
			t.Errorf("the channel reads %q", fake.to("C1"))
		}
	})
}

func TestADatabaseLockedByAnotherProgram(t *testing.T) {
	s := openSite(t)
	other, err := sql.Open("sqlite3", "file:"+s.path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	lock, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if told := s.visits("U0AMY", "Ms Wang 13800138000"); !strings.HasPrefix(told, "Sorry, that did not work") {
		t.Errorf("Amy is told %q", told)
	}
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	if s.recorded() != 0 {
		t.Error("something was recorded")
	}
	if told := s.visits("U0AMY", "Ms Wang 13800138000"); !strings.HasPrefix(told, "Recorded: Ms Wang") || s.recorded() != 1 {
		t.Errorf("then Amy is told %q, and %d visits are in the register", told, s.recorded())
	}
}

func TestADeliveryThatComesTwiceIsOneVisit(t *testing.T) {
	s := openSite(t)
	k := openCounter(t, func(req bot.Request) bot.Reply {
		req.At = s.bot.Now()
		req.Asker = s.who(req.Asker.ID)
		return s.bot.Handle(t.Context(), req)
	})
	var answers []string
	for range 2 {
		_, body := k.answer(k.request(CommandsPath, formKind, k.visit("trigger 1", "Ms Wang 13800138000")))
		answers = append(answers, body)
	}
	if !strings.Contains(answers[0], "Recorded: Ms Wang") || answers[0] != answers[1] {
		t.Errorf("answered\n%s\nand\n%s", answers[0], answers[1])
	}
	if s.recorded() != 1 {
		t.Errorf("%d visits are in the register", s.recorded())
	}
}

func TestALineThatDropsBeforeTheAckIsOneVisit(t *testing.T) {
	s := openSite(t)
	f := open(t, func(f *floor, req bot.Request) bot.Reply {
		req.Channel = s.channel
		reply := s.bot.Handle(t.Context(), req)
		if len(f.asked()) == 1 {
			f.space.Disconnect("") // recorded, but not acknowledged: Slack delivers again
		}
		return reply
	})
	if got := told(f.say("amy", "floor", "/visit Ms Wang 13800138000")); !strings.Contains(got, "Recorded: Ms Wang") {
		t.Errorf("Amy is told:\n%s", got)
	}
	if len(f.asked()) != 2 || s.recorded() != 1 {
		t.Errorf("asked %d times, %d visits are in the register", len(f.asked()), s.recorded())
	}
}

// A delivery that comes late finds its response URL closed: whoever asked is
// told all the same.
func TestALateDeliveryIsAnsweredAllTheSame(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply {
		return bot.Reply{Message: &bot.Message{Head: "Recorded: Ms Wang."}}
	}, impatient, func(c *Client) { c.http.Transport = deaf{http.DefaultTransport} })
	f.client.lanes.run("U0AMY", func() {
		f.client.send(t.Context(), &delivery{
			req:   bot.Request{Act: bot.Command, Channel: f.channel("floor"), Asker: bot.Asker{ID: "U0AMY"}},
			asker: "U0AMY", responseURL: f.URL + "/response/closed", at: place{Channel: f.channel("floor")},
		}, said("Recorded: Ms Wang."))
	})
	f.next("amy", 0, saying("Recorded: Ms Wang."))
}
