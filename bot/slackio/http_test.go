package slackio

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/rules"
)

// published is the worked example of Slack's page on verifying requests.
//
// Source: docs.slack.dev/authentication/verifying-requests-from-slack.
var published = struct {
	secret, stamp, signature, body string
}{
	"8f742231b10e8888abcd99yyyzzz85a5", "1531420618", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
	"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
}

func TestSignatures(t *testing.T) {
	at := time.Unix(1531420618, 0)
	for _, tt := range []struct {
		name                           string
		now                            time.Time
		secret, stamp, signature, body string
		want                           error
	}{
		{"the published example, in its second", at, "", "", "", "", nil},
		{"five minutes later", at.Add(5 * time.Minute), "", "", "", "", nil},
		{"five minutes before, by our clock", at.Add(-5 * time.Minute), "", "", "", "", nil},
		{"a second more than five minutes later", at.Add(5*time.Minute + time.Second), "", "", "", "", errOld},
		{"a second more than five minutes before", at.Add(-5*time.Minute - time.Second), "", "", "", "", errOld},
		{"years later", time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), "", "", "", "", errOld},
		{"another secret", at, "8f742231b10e8888abcd99yyyzzz85a6", "", "", "", errForged},
		{"another body", at, "", "", "", published.body + "&text=more", errForged},
		{"the time moved on with the old signature", at.Add(time.Hour), "", strconv.FormatInt(at.Add(time.Hour).Unix(), 10), "", "", errForged},
		{"a signature cut short", at, "", "", published.signature[:20], "", errForged},
		{"a signature of another version", at, "", "", "v1" + published.signature[2:], "", errForged},
		{"no signature", at, "", "", "-", "", errUnsigned},
		{"no time", at, "", "-", "", "", errUnsigned},
		{"a time that is no number", at, "", "soon", "", "", errUnsigned},
		{"no secret", at, "-", "", "", "", errUnsigned},
	} {
		t.Run(tt.name, func(t *testing.T) {
			or := func(given, usual string) string {
				switch given {
				case "":
					return usual
				case "-":
					return ""
				}
				return given
			}
			header := http.Header{}
			header.Set("X-Slack-Request-Timestamp", or(tt.stamp, published.stamp))
			header.Set("X-Slack-Signature", or(tt.signature, published.signature))
			if err := verify(or(tt.secret, published.secret), header, []byte(or(tt.body, published.body)), tt.now); err != tt.want {
				t.Errorf("verify = %v, want %v", err, tt.want)
			}
		})
	}
}

// A counter is a client that takes requests over HTTP; the Slack behind it
// knows every person and takes every message.
type counter struct {
	t      *testing.T
	url    string
	client *Client
	asked  chan bot.Request
	told   chan string // what goes to response URLs
	hook   string
	hungUp chan struct{} // the server is through with a connection
	stop   context.CancelFunc
	ended  chan error
}

// watched tells when the server closes its connections.
type watched struct {
	net.Listener
	closed chan<- struct{}
}

func (l watched) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return watchedConn{conn, l.closed}, err
}

type watchedConn struct {
	net.Conn
	closed chan<- struct{}
}

func (c watchedConn) Close() error {
	defer func() { c.closed <- struct{}{} }()
	return c.Conn.Close()
}

const secret = "an open secret"

func openCounter(t *testing.T, handle func(bot.Request) bot.Reply, change ...func(*Client)) *counter {
	t.Helper()
	k := &counter{t: t, asked: make(chan bot.Request, 100), told: make(chan string, 100), hungUp: make(chan struct{}, 1000), ended: make(chan error, 1)}
	slackAPI := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		switch r.URL.Path {
		case "/auth.test":
			fmt.Fprint(w, `{"ok":true,"team_id":"T1","user_id":"U0WALKIN"}`)
		case "/users.info":
			fmt.Fprintf(w, `{"ok":true,"user":{"id":%q,"team_id":"T1","name":"amy","locale":"en-US"}}`, r.PostForm.Get("user"))
		case "/hook":
			var m struct{ Text string }
			_ = json.NewDecoder(r.Body).Decode(&m)
			k.told <- m.Text
			fmt.Fprint(w, "ok")
		default:
			fmt.Fprint(w, `{"ok":true,"channel":{"id":"D1"},"ts":"1.1"}`)
		}
	}))
	t.Cleanup(slackAPI.Close)
	k.hook = slackAPI.URL + "/hook"
	var err error
	k.client, err = Connect(t.Context(), Options{
		BotToken: "xoxb-1", SigningSecret: secret, APIURL: slackAPI.URL,
		// The bot's own clock may have been moved: signatures go by the real one.
		Now:  func() time.Time { return time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC) },
		Busy: func(rules.Lang) string { return "Recording." },
		Handle: func(_ context.Context, req bot.Request) bot.Reply {
			k.asked <- req
			return handle(req)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(k.client)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	k.url = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	k.stop = stop
	go func() {
		k.ended <- k.client.Serve(ctx, watched{l, k.hungUp})
		close(k.ended)
	}()
	t.Cleanup(func() {
		stop()
		if err := <-k.ended; err != nil {
			t.Errorf("serve ended: %v", err)
		}
	})
	<-k.client.Ready()
	return k
}

// request makes a request as Slack makes it.
func (k *counter) request(path, kind, body string) *http.Request {
	k.t.Helper()
	r, err := http.NewRequestWithContext(k.t.Context(), http.MethodPost, k.url+path, strings.NewReader(body))
	if err != nil {
		k.t.Fatal(err)
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

func (k *counter) answer(r *http.Request) (status int, body string) {
	k.t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		k.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		k.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

const (
	formKind = "application/x-www-form-urlencoded"
	jsonKind = "application/json"
)

// visit is the body of /visit with some words.
func (k *counter) visit(trigger, words string) string {
	return url.Values{
		"team_id": {"T1"}, "channel_id": {"C1"}, "channel_name": {"floor"}, "user_id": {"U0AMY"}, "user_name": {"amy"},
		"command": {"/visit"}, "text": {words}, "response_url": {k.hook}, "trigger_id": {trigger},
	}.Encode()
}

func TestWhatIsNotSlacksChangesNothing(t *testing.T) {
	k := openCounter(t, func(bot.Request) bot.Reply { return said("Recorded.") })
	command := k.visit("1", "Ms Wang")
	for _, tt := range []struct {
		name   string
		change func(*http.Request)
		want   int
	}{
		{"forged", func(r *http.Request) { r.Header.Set("X-Slack-Signature", published.signature) }, http.StatusUnauthorized},
		{"unsigned", func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, http.StatusUnauthorized},
		{"of the bot's own moved clock", func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "1925000000") }, http.StatusUnauthorized},
		{"fetched", func(r *http.Request) { r.Method, r.Body, r.ContentLength = http.MethodGet, nil, 0 }, http.StatusMethodNotAllowed},
		{"to another path", func(r *http.Request) { r.URL.Path = "/slack" }, http.StatusNotFound},
		{"to no path", func(r *http.Request) { r.URL.Path = "/" }, http.StatusNotFound},
		{"to metrics", func(r *http.Request) { r.URL.Path = "/metrics" }, http.StatusNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := k.request(CommandsPath, formKind, command)
			tt.change(r)
			if status, _ := k.answer(r); status != tt.want {
				t.Errorf("status %d, want %d", status, tt.want)
			}
		})
	}
	for _, tt := range []struct {
		name, kind, body string
		want             int
	}{
		{"neither", formKind, "team_id=T1", http.StatusBadRequest},
		{"nothing", formKind, "", http.StatusBadRequest},
		{"half an interaction", formKind, "payload=%7B", http.StatusBadRequest},
		{"half an event", jsonKind, `{"type":"event_callback","event":{"type":"app_ho`, http.StatusBadRequest},
		{"an event of a kind unknown", jsonKind, `{"type":"event_callback","event_id":"Ev1","event":{"type":"tea_is_ready"}}`, http.StatusOK},
		{"an interaction of a kind unknown", formKind, `payload=` + url.QueryEscape(`{"type":"dream"}`), http.StatusOK},
		{"more than a request may be", formKind, "text=" + strings.Repeat("a", maxBody), http.StatusRequestEntityTooLarge},
		{"a look at the certificate", formKind, "ssl_check=1&token=x", http.StatusOK},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if status, _ := k.answer(k.request(EventsPath, tt.kind, tt.body)); status != tt.want {
				t.Errorf("status %d, want %d", status, tt.want)
			}
		})
	}
	if len(k.asked) > 0 {
		t.Errorf("the bot was asked %+v", <-k.asked)
	}
}

func TestTheRequestURLEchoesItsChallenge(t *testing.T) {
	k := openCounter(t, func(bot.Request) bot.Reply { return bot.Reply{} })
	status, body := k.answer(k.request(EventsPath, jsonKind, `{"token":"x","challenge":"3eZbrw1aB","type":"url_verification"}`))
	if status != http.StatusOK || body != "3eZbrw1aB" {
		t.Errorf("status %d, body %q", status, body)
	}
}

func TestAQuickAnswerIsInTheResponse(t *testing.T) {
	k := openCounter(t, func(req bot.Request) bot.Reply { return said("Recorded: " + req.Text) })
	status, body := k.answer(k.request(CommandsPath, formKind, k.visit("1", "Ms Wang")))
	var m struct {
		Text string
		Type string `json:"response_type"`
	}
	if err := json.Unmarshal([]byte(body), &m); err != nil || status != http.StatusOK || m.Text != "Recorded: Ms Wang" || m.Type != "ephemeral" {
		t.Errorf("status %d, body %s", status, body)
	}
	if req := <-k.asked; req.Key != "1" || req.Asker.ID != "U0AMY" || req.Channel != "C1" || req.At.Year() != 2031 {
		t.Errorf("asked %+v", req)
	}
}

func TestASlowAnswerFollowsTheBusyLine(t *testing.T) {
	release := make(chan struct{})
	k := openCounter(t, func(req bot.Request) bot.Reply {
		<-release
		return said("Recorded: " + req.Text)
	}, impatient)
	if status, body := k.answer(k.request(CommandsPath, formKind, k.visit("1", "Ms Wang"))); status != http.StatusOK || !strings.Contains(body, `"Recording."`) {
		t.Errorf("status %d, body %s", status, body)
	}
	close(release)
	if got := <-k.told; got != "Recorded: Ms Wang" {
		t.Errorf("told %q", got)
	}
}

func TestWhoeverHangsUpIsAnsweredByTheResponseURL(t *testing.T) {
	release := make(chan struct{})
	k := openCounter(t, func(req bot.Request) bot.Reply {
		<-release
		return said("Recorded: " + req.Text)
	})
	ctx, hangUp := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		if resp, err := http.DefaultClient.Do(k.request(CommandsPath, formKind, k.visit("1", "Ms Wang")).WithContext(ctx)); err == nil {
			_ = resp.Body.Close()
			t.Error("there was an answer")
		}
	}()
	<-k.asked
	hangUp()
	<-gone
	<-k.hungUp
	close(release)
	if got := <-k.told; got != "Recorded: Ms Wang" {
		t.Errorf("told %q", got)
	}
}

func TestARetryHasTheSameKey(t *testing.T) {
	k := openCounter(t, func(bot.Request) bot.Reply { return bot.Reply{} })
	for i, body := range []string{
		`{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention","user":"U0AMY","channel":"C1","text":"help","ts":"1.1"}}`,
		`payload=` + url.QueryEscape(`{"type":"view_closed","user":{"id":"U0AMY"},"view":{"id":"V1","type":"modal","callback_id":"visit"}}`),
	} {
		kind := []string{jsonKind, formKind}[i]
		var keys []string
		for retry := range 2 {
			r := k.request(EventsPath, kind, body)
			if retry > 0 {
				r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(retry))
				r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
			}
			if status, text := k.answer(r); status != http.StatusOK || text != "" {
				t.Errorf("status %d, body %q", status, text)
			}
			keys = append(keys, (<-k.asked).Key)
		}
		if keys[0] == "" || keys[0] != keys[1] {
			t.Errorf("keys %q", keys)
		}
	}
}

func TestRequestsAreHandledInTheOrderTheyCame(t *testing.T) {
	handling, release := make(chan struct{}, 1), make(chan struct{})
	k := openCounter(t, func(bot.Request) bot.Reply {
		select {
		case handling <- struct{}{}:
			<-release
		default:
		}
		return said("Recorded.")
	})
	answered := make(chan int)
	ask := func(i int) {
		go func() {
			status, _ := k.answer(k.request(CommandsPath, formKind, k.visit(strconv.Itoa(i), strconv.Itoa(i))))
			answered <- status
		}()
	}
	ask(0)
	<-handling
	// Those that wait are in the queue, each before the next comes.
	for i := 1; i < 10; i++ {
		before := len(k.client.queue)
		ask(i)
		for len(k.client.queue) == before {
			runtime.Gosched()
		}
	}
	close(release)
	for i := range 10 {
		if status := <-answered; status != http.StatusOK {
			t.Errorf("status %d", status)
		}
		if req := <-k.asked; req.Text != strconv.Itoa(i) {
			t.Errorf("number %d was %s", i, req.Text)
		}
	}
}

func TestWhoeverSendsSlowlyIsCutOff(t *testing.T) {
	k := openCounter(t, func(bot.Request) bot.Reply { return said("Recorded.") }, func(c *Client) { c.door.patience = 100 * time.Millisecond })
	for name, begun := range map[string]string{
		"half a header": "POST " + CommandsPath + " HTTP/1.1\r\nHost: x\r\nContent-",
		"half a body":   "POST " + CommandsPath + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ncommand=",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", strings.TrimPrefix(k.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := io.WriteString(conn, begun); err != nil {
				t.Fatal(err)
			}
			// The server ends it, or this waits for ever.
			if _, err := io.Copy(io.Discard, conn); err != nil {
				t.Log(err)
			}
		})
	}
}

func TestAStopAnswersTheRequestsThatWait(t *testing.T) {
	handling, release := make(chan struct{}), make(chan struct{})
	k := openCounter(t, func(bot.Request) bot.Reply {
		close(handling)
		<-release
		return said("Recorded.")
	})
	answered := make(chan string)
	go func() {
		_, body := k.answer(k.request(CommandsPath, formKind, k.visit("1", "Ms Wang")))
		answered <- body
	}()
	<-handling
	k.stop()
	close(release)
	if got := <-answered; !strings.Contains(got, "Recorded.") {
		t.Errorf("answered %q", got)
	}
}

func TestAFullQueueSaysSo(t *testing.T) {
	handling, release := make(chan struct{}, 2), make(chan struct{})
	k := openCounter(t, func(bot.Request) bot.Reply {
		handling <- struct{}{}
		<-release
		return said("Recorded.")
	}, func(c *Client) { c.queue = make(chan *delivery, 1) })
	answered := make(chan int, 2)
	for i := range 2 {
		go func() {
			status, _ := k.answer(k.request(CommandsPath, formKind, k.visit(strconv.Itoa(i), "x")))
			answered <- status
		}()
		if i == 0 {
			<-handling
		}
	}
	for len(k.client.queue) == 0 {
		runtime.Gosched()
	}
	if status, _ := k.answer(k.request(CommandsPath, formKind, k.visit("3", "x"))); status != http.StatusServiceUnavailable {
		t.Errorf("status %d", status)
	}
	close(release)
	for range 2 {
		if status := <-answered; status != http.StatusOK {
			t.Errorf("status %d", status)
		}
	}
}

func FuzzRequests(f *testing.F) {
	f.Add(formKind, "command=%2Fvisit&text=x&user_id=U1&channel_id=C1")
	f.Add(formKind, "payload=%7B%22type%22%3A%22block_actions%22%7D")
	f.Add(jsonKind, `{"type":"event_callback","event":{"type":"app_mention"}}`)
	f.Add(jsonKind, `{"type":"url_verification","challenge":"x"}`)
	f.Fuzz(func(t *testing.T, kind, body string) {
		var form url.Values
		if kind != jsonKind {
			form, _ = url.ParseQuery(body)
			if form == nil {
				form = url.Values{}
			}
		}
		c := &Client{self: "U0WALKIN"}
		d, challenge, err := c.understand(t.Context(), form, []byte(body))
		if err != nil && (d != nil || challenge != "") {
			t.Errorf("refused and understood: %+v %q", d, challenge)
		}
	})
}

// The header of an answer is what Slack reads first.
func TestAnAnswerIsJSON(t *testing.T) {
	k := openCounter(t, func(bot.Request) bot.Reply { return said("Recorded.") })
	conn, err := net.Dial("tcp", strings.TrimPrefix(k.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	r := k.request(CommandsPath, formKind, k.visit("1", "Ms Wang"))
	var wire bytes.Buffer
	if err := r.Write(&wire); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write(wire.Bytes()); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got := resp.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/json") {
		t.Errorf("content type %q", got)
	}
}

func TestAChangedAccountIsToldOnce(t *testing.T) {
	k := openCounter(t, func(bot.Request) bot.Reply { return bot.Reply{} })
	change := func(event string) {
		body := `{"type":"event_callback","event_id":"` + event + `","event":{"type":"user_change","user":{"id":"U0AMY","deleted":false}}}`
		if status, text := k.answer(k.request(EventsPath, jsonKind, body)); status != http.StatusOK || text != "" {
			t.Errorf("status %d, body %q", status, text)
		}
	}
	change("Ev1")
	if req := <-k.asked; req.Act != bot.Changed || req.Asker.ID != "U0AMY" || req.Asker.Name != "amy" || req.Asker.Gone {
		t.Errorf("asked %+v", req)
	}
	change("Ev2") // a status, a picture: all that matters is as it was
	k.answer(k.request(CommandsPath, formKind, k.visit("1", "Ms Wang")))
	if req := <-k.asked; req.Act != bot.Command {
		t.Errorf("asked %+v", req)
	}
}
