package main

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/slackio"
)

// An otherSlack is a server that speaks Slack's protocol and that we did not
// write: emulate's, in a process of its own. It has a Web API and no Socket
// Mode, and it sends no commands: those the test signs and sends, as Slack
// would. What came of them is read by that server's own API.
type otherSlack struct {
	t       *testing.T
	url     string // of the server
	bot     string // where the bot takes requests
	channel string
	people  map[string]string // user IDs by name
}

const (
	otherSecret = "an open secret"
	otherBot    = "U0WALKIN1"
)

// openOtherSlack starts the server with a workspace of three people, where the
// app has just the scopes of its manifest and is in the channel "floor".
func openOtherSlack(t *testing.T) *otherSlack {
	t.Helper()
	missing := ""
	node, err := exec.LookPath("node")
	if err != nil {
		missing = "node is not installed"
	} else if _, err := os.Stat("testdata/emulate/node_modules/emulate"); err != nil {
		missing = "emulate is not installed: run npm install in cmd/walkin/testdata/emulate"
	}
	if missing != "" {
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	var scopes []string
	for _, s := range slackio.Scopes() {
		scopes = append(scopes, s.Name)
	}
	reading := []string{"users:read", "channels:read", "channels:manage", "channels:write", "channels:history", "im:read", "im:history", "pins:read"}
	token := func(value, user string, scopes []string) map[string]any {
		return map[string]any{"token": value, "user": user, "scopes": scopes, "app_id": "A0WALKIN1", "bot_user_id": otherBot}
	}
	seed, err := json.Marshal(map[string]any{
		"team":  map[string]any{"name": "Riverside"},
		"users": []any{person("amy", "Amy", false), person("bo", "Bo", false), person("zhou", "Zhou", true)},
		"channels": []any{
			map[string]any{"name": "floor"},
		},
		"oauth_apps": []any{map[string]any{
			"app_id": "A0WALKIN1", "client_id": "1.1", "client_secret": "s", "name": "Walkin", "bot_name": "walkin",
			"bot_user_id": otherBot, "redirect_uris": []string{}, "scopes": scopes,
		}},
		"tokens": []any{
			token("xoxb-walkin", otherBot, scopes), token("xoxp-zhou", "zhou", reading), token("xoxp-amy", "amy", reading),
		},
		"signing_secret": otherSecret, "strict_scopes": true,
	})
	if err != nil {
		t.Fatal(err)
	}
	server := exec.CommandContext(t.Context(), node, "server.mjs")
	server.Dir = "testdata/emulate"
	server.Env = append(os.Environ(), "SEED="+string(seed))
	var complaints bytes.Buffer
	server.Stderr = &complaints
	in, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = server.Wait()
		if t.Failed() {
			t.Logf("the server said: %s", complaints.String())
		}
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server does not start: %v", err)
	}
	o := &otherSlack{t: t, url: strings.TrimSpace(address), people: map[string]string{}}
	var users struct {
		Members []struct{ ID, Name string }
	}
	o.call("xoxp-zhou", "users.list", nil, &users)
	for _, m := range users.Members {
		o.people[m.Name] = m.ID
	}
	var list struct {
		Channels []struct{ ID, Name string }
	}
	o.call("xoxp-zhou", "conversations.list", nil, &list)
	for _, c := range list.Channels {
		if c.Name == "floor" {
			o.channel = c.ID
		}
	}
	o.call("xoxp-zhou", "conversations.invite", url.Values{"channel": {o.channel}, "users": {otherBot}}, nil)
	return o
}

func person(name, real string, admin bool) map[string]any {
	return map[string]any{"name": name, "real_name": real, "is_admin": admin}
}

// call calls the server's Web API as somebody who looks.
func (o *otherSlack) call(token, method string, args url.Values, into any) {
	o.t.Helper()
	r, err := http.NewRequestWithContext(o.t.Context(), http.MethodPost, o.url+"/api/"+method, strings.NewReader(args.Encode()))
	if err != nil {
		o.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	body := o.do(r)
	var said struct {
		OK    bool
		Error string
	}
	if err := json.Unmarshal(body, &said); err != nil || !said.OK {
		o.t.Fatalf("%s: %s", method, body)
	}
	if into != nil {
		if err := json.Unmarshal(body, into); err != nil {
			o.t.Fatalf("%s: %v", method, err)
		}
	}
}

func (o *otherSlack) do(r *http.Request) []byte {
	o.t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		o.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		o.t.Fatalf("%s: %s: %s", r.URL.Path, resp.Status, body)
	}
	return body
}

// sends makes a signed request of the bot and returns its answer.
func (o *otherSlack) sends(path, kind, body string) string {
	o.t.Helper()
	r, err := http.NewRequestWithContext(o.t.Context(), http.MethodPost, "http://"+o.bot+path, strings.NewReader(body))
	if err != nil {
		o.t.Fatal(err)
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(otherSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return string(o.do(r))
}

// trigger is a trigger ID of somebody's, by which a view may be opened.
func (o *otherSlack) trigger(who string) string {
	o.t.Helper()
	var made struct {
		ID string `json:"trigger_id"`
	}
	o.call("xoxb-walkin", "views.generateTriggerId", url.Values{"user_id": {o.people[who]}}, &made)
	return made.ID
}

// types is a slash command of somebody's.
func (o *otherSlack) types(who, command, text string) string {
	o.t.Helper()
	return o.sends(slackio.CommandsPath, "application/x-www-form-urlencoded", url.Values{
		"team_id": {"T000000001"}, "channel_id": {o.channel}, "channel_name": {"floor"}, "user_id": {o.people[who]}, "user_name": {who},
		"command": {"/" + command}, "text": {text}, "trigger_id": {o.trigger(who)},
	}.Encode())
}

// presses presses the button with a label of an answer that only its asker
// sees.
func (o *otherSlack) presses(who, answer, label string) string {
	o.t.Helper()
	var said struct {
		Blocks []struct {
			ID       string `json:"block_id"`
			Elements []struct {
				Action string `json:"action_id"`
				Value  string
				Text   json.RawMessage
			}
		}
	}
	if err := json.Unmarshal([]byte(answer), &said); err != nil {
		o.t.Fatal(err)
	}
	for _, b := range said.Blocks {
		for _, e := range b.Elements {
			if !strings.Contains(string(e.Text), `"`+label+`"`) {
				continue
			}
			payload, err := json.Marshal(map[string]any{
				"type": "block_actions", "trigger_id": o.trigger(who), "user": map[string]any{"id": o.people[who], "name": who},
				"channel":   map[string]any{"id": o.channel, "name": "floor"},
				"container": map[string]any{"type": "message", "message_ts": "1.1", "channel_id": o.channel, "is_ephemeral": true},
				"actions":   []any{map[string]any{"type": "button", "action_id": e.Action, "block_id": b.ID, "value": e.Value}},
			})
			if err != nil {
				o.t.Fatal(err)
			}
			return o.sends(slackio.InteractivityPath, "application/x-www-form-urlencoded", url.Values{"payload": {string(payload)}}.Encode())
		}
	}
	o.t.Fatalf("no button %q in %s", label, answer)
	return ""
}

// happens is an event that the bot is told of.
func (o *otherSlack) happens(event map[string]any) string {
	o.t.Helper()
	body, err := json.Marshal(map[string]any{"type": "event_callback", "team_id": "T000000001", "event_id": "Ev" + o.trigger("zhou"), "event": event})
	if err != nil {
		o.t.Fatal(err)
	}
	return o.sends(slackio.EventsPath, "application/json", string(body))
}

// comes waits until what look returns fits.
func (o *otherSlack) comes(what, want string, look func() string) {
	o.t.Helper()
	fits, late := regexp.MustCompile(want), time.Now().Add(patience)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		seen := look()
		if fits.MatchString(seen) {
			return
		}
		if time.Now().After(late) {
			o.t.Fatalf("%s: want %s, there is\n%s", what, want, seen)
		}
		<-again.C
	}
}

// reads is what stands in a channel for somebody, latest first.
func (o *otherSlack) reads(token, channel string) string {
	o.t.Helper()
	var history struct {
		Messages []struct{ User, Text string }
	}
	o.call(token, "conversations.history", url.Values{"channel": {channel}}, &history)
	var lines []string
	for _, m := range history.Messages {
		lines = append(lines, m.User+": "+m.Text)
	}
	return strings.Join(lines, "\n")
}

// direct is what the bot told somebody alone.
func (o *otherSlack) direct(token string) string {
	o.t.Helper()
	var list struct {
		Channels []struct{ ID string }
	}
	o.call(token, "conversations.list", url.Values{"types": {"im"}}, &list)
	var all []string
	for _, c := range list.Channels {
		all = append(all, o.reads(token, c.ID))
	}
	return strings.Join(all, "\n")
}

var tags = regexp.MustCompile(`(?s)<style.*?</style>|<[^>]*>|\s+`)

// page is the text of a page on which the server shows what it has.
func (o *otherSlack) page(tab string) string {
	o.t.Helper()
	r, err := http.NewRequestWithContext(o.t.Context(), http.MethodGet, o.url+"/?channel="+o.channel+"&tab="+tab, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return strings.Join(strings.Fields(tags.ReplaceAllString(string(o.do(r)), " ")), " ")
}

// start lays a register down for the channel and starts the program beside the
// server, told by its environment alone.
func (o *otherSlack) start() {
	o.t.Helper()
	data := o.t.TempDir()
	story := filepath.Join(data, "story.jsonl")
	lines := `{"type":"site","at":"2026-03-01T08:30:00+08:00","name":"Riverside","timezone":"Asia/Shanghai"}` + "\n"
	var order []string
	for _, p := range []struct{ name, real, role string }{{"amy", "Amy", "consultant"}, {"bo", "Bo", "consultant"}, {"zhou", "Zhou", "manager"}} {
		lines += fmt.Sprintf(`{"type":"person","at":"2026-03-01T08:30:00+08:00","id":%q,"name":%q,"role":%q}`+"\n", o.people[p.name], p.real, p.role)
		if p.role == "consultant" {
			order = append(order, strconv.Quote(o.people[p.name]))
		}
	}
	lines += `{"type":"rota","at":"2026-03-01T08:30:00+08:00","order":[` + strings.Join(order, ",") + `]}` + "\n"
	if err := os.WriteFile(story, []byte(lines), 0o600); err != nil {
		o.t.Fatal(err)
	}
	o.bot = freePort(o.t)
	for name, value := range map[string]string{
		"WALKIN_DATA": data, botTokenVar: "xoxb-walkin", secretVar: otherSecret, listenVar: o.bot, apiURLVar: o.url + "/api",
	} {
		o.t.Setenv(name, value)
	}
	var said, complaints bytes.Buffer
	if status := run(o.t.Context(), []string{"register", "import", "--site", o.channel, story}, strings.NewReader(""), &said, &complaints); status != 0 {
		o.t.Fatalf("import: %s%s", said.String(), complaints.String())
	}
	startProgram(o.t)
}

// pins has what the bot posts each morning pinned, day by day.
func (o *otherSlack) pins() {
	o.t.Helper()
	client, err := slackio.Connect(o.t.Context(), slackio.Options{BotToken: "xoxb-walkin", SigningSecret: otherSecret, APIURL: o.url + "/api/"})
	if err != nil {
		o.t.Fatal(err)
	}
	var last bot.Ref
	for _, day := range []string{"Monday", "Tuesday"} {
		if last, err = client.Deliver(o.t.Context(), bot.Post{Channel: o.channel, Pin: "rotation", Unpin: last, Message: bot.Message{Head: day}}, bot.Ref{}); err != nil {
			o.t.Fatal(err)
		}
		var pinned struct {
			Items []struct{ Message struct{ Text string } }
		}
		o.call("xoxp-zhou", "pins.list", url.Values{"channel": {o.channel}}, &pinned)
		texts := ""
		for _, item := range pinned.Items {
			texts += item.Message.Text + " "
		}
		if !strings.Contains(texts, day) || day == "Tuesday" && strings.Contains(texts, "Monday") {
			o.t.Errorf("on %s there is pinned: %s", day, texts)
		}
	}
}

func TestInASlackThatOthersWrote(t *testing.T) {
	o := openOtherSlack(t)
	o.start()
	if got := o.sends(slackio.EventsPath, "application/json", `{"type":"url_verification","challenge":"c1"}`); got != "c1" {
		t.Errorf("the challenge comes back as %q", got)
	}

	answer := o.types("amy", "visit", "Ms Wang 13800138000")
	if !strings.Contains(answer, "Recorded: Ms Wang 138••••8000 is your new customer") {
		t.Fatalf("Amy is answered %s", answer)
	}
	o.comes("the channel", otherBot+`: Ms Wang 尾号 8000 · Amy 接待`, func() string { return o.reads("xoxp-zhou", o.channel) })

	answer = o.types("bo", "visit", "Ms Wang 13800138000")
	if !strings.Contains(answer, "is Amy's customer") {
		t.Fatalf("Bo is answered %s", answer)
	}
	o.presses("bo", answer, "Amy is coming")
	o.comes("Bo, alone in the channel", `Recorded: .*Ms Wang`, func() string { return o.page("messages") })
	o.comes("Amy's direct messages", otherBot+`: Your customer Ms Wang ending 8000 is here`, func() string { return o.direct("xoxp-amy") })

	if answer = o.types("bo", "visit", ""); answer != "" {
		t.Errorf("a form is answered with %s", answer)
	}
	o.comes("the forms", `modal bo A0WALKIN1 Register a visit`, func() string { return o.page("views") })
	o.happens(map[string]any{"type": "app_home_opened", "user": o.people["amy"], "tab": "home", "channel": "D0"})
	o.comes("Amy's App Home", `app home amy A0WALKIN1 Riverside`, func() string { return o.page("views") })
	o.happens(map[string]any{"type": "app_mention", "user": o.people["bo"], "channel": o.channel, "text": "<@" + otherBot + "> help", "ts": "1.2"})
	o.comes("the help", `bo ephemeral .*whose customer`, func() string { return o.page("messages") })
	if read := o.reads("xoxp-zhou", o.channel); strings.Contains(read, "13800138000") || strings.Contains(read, "138 0013 8000") {
		t.Errorf("a phone stands whole in the channel:\n%s", read)
	}

	o.pins()
	var said, complaints bytes.Buffer
	status := run(t.Context(), []string{"doctor"}, nil, &said, &complaints)
	for _, want := range []string{`the bot is "walkin" in the workspace "Riverside"`, "does not say which are given", "Walkin is in its channel", "nothing waits to be sent"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("the doctor does not say %q but, with status %d:\n%s%s", want, status, said.String(), complaints.String())
		}
	}
}
