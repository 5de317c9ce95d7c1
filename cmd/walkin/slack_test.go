package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/bot/workspace"
)

// A story is what people do in a Slack that the bot was connected to, and what
// they see of it. Each is played by Socket Mode and by signed HTTP.
type story struct {
	name  string
	steps []step
}

// A step is one thing somebody does, or with sees, what stands in a channel for
// them.
type step struct {
	who      string
	types    string
	in       string // a channel other than the floor
	clicks   string
	submits  map[string]string
	home     bool
	sees     string // a regular expression
	comesOut string // what it must print
}

var stories = []story{
	{"a channel becomes a site", []step{
		{who: "zhou", types: "/invite @walkin"},
		{who: "amy", sees: `Walkin is here|Walkin 到了`},
		{who: "amy", types: "/visit Ms Wang 13800138000", comesOut: `not a site yet|还不是案场`},
		{who: "zhou", types: "/walkin setup", comesOut: `设置案场`},
		{who: "zhou", submits: map[string]string{
			"案场名称": "Riverside", "频道语言": "English", "时区": "Asia/Shanghai", "顾问": "bo,dan", "组长": "lee", "经理": "zhou",
		}, comesOut: `案场已设好：Riverside`},
		{who: "dan", sees: `register of Riverside`},
	}},
	{"the first who registers owns", []step{
		{who: "bo", types: "/visit Ms Wang 13800138000", comesOut: `Recorded: Ms Wang 138••••8000 is your new customer`},
		{who: "dan", sees: `Ms Wang 138••••8000 · received by Bo · new`},
		{who: "dan", types: "/visit Ms Wang 13800138000", comesOut: `is Bo's customer`},
		{who: "dan", clicks: "Bo is coming", comesOut: `Recorded`},
		{who: "bo", in: "@walkin", sees: `Your customer Ms Wang 138 0013 8000 is here`},
	}},
	{"a form by a command, with an error and without", []step{
		{who: "dan", types: "/visit", comesOut: `form: Register a visit`},
		{who: "dan", submits: map[string]string{"Phone": "1390013222", "Name": "Mr Li", "Been here before?": "First time"}, comesOut: `10 digits`},
		{who: "dan", submits: map[string]string{"Phone": "13900132222", "Name": "Mr Li", "Been here before?": "First time"}},
		{who: "bo", sees: `Mr Li 139••••2222 · received by Dan · new`},
	}},
	{"undone", []step{
		{who: "dan", types: "/undo", comesOut: `Withdrawn: the visit of Mr Li 139••••2222`},
		{who: "bo", sees: `Withdrawn \(Dan, \d\d:\d\d\): Mr Li 139••••2222`},
	}},
	{"questions", []step{
		{who: "bo", types: "/owner 8000", comesOut: `Ms Wang 138 0013 8000 is your customer`},
		{who: "bo", clicks: "Why?", comesOut: `.`},
		{who: "bo", types: "/turn", comesOut: `Next|next`},
		{who: "bo", home: true, comesOut: `Riverside`},
		{who: "bo", types: "@walkin help", comesOut: `/visit`},
		{who: "bo", in: "@walkin", types: "/mine", comesOut: `Ms Wang`},
		{who: "bo", types: "/visit Ms Wang 1380013800", comesOut: `has 10 digits`},
		{who: "gus", types: "/visit Ms Wang 13800138000", comesOut: `Guest accounts can't record anything`},
	}},
	{"the channel is renamed", []step{
		{who: "zhou", types: "/rename bay-view"},
		{who: "zhou", in: "@walkin", sees: `Riverside：频道改名为 bay-view`},
		{who: "zhou", clicks: "案场也用这个名称"},
		{who: "zhou", in: "@walkin", sees: `案场现在叫 bay-view`},
		{who: "bo", in: "@walkin", types: "/mine", comesOut: `Ms Wang`},
	}},
}

// A desk is a workspace with the bot connected to it as to a Slack.
type desk struct {
	t      *testing.T
	player *workspace.Player
	data   string
	told   []string
}

// openDesk starts a workspace and then the whole program, told by its
// environment alone where that is.
func openDesk(t *testing.T, byHTTP bool) *desk {
	t.Helper()
	app, listen := manifest(), ""
	if byHTTP {
		listen = freePort(t)
		app = manifestAt("http://" + listen)
	}
	ws, err := workspace.Open(t.Context(), workspace.Options{
		Manifest: app,
		Seed: workspace.Seed{
			Team: "Riverside",
			Users: append(sampleSeed().Users, workspace.User{
				ID: "U0GUS0001", Name: "gus", RealName: "Gus", Locale: "en-US", TZ: sampleZone, Guest: true,
			}),
			Channels: []workspace.Channel{{Name: "floor", Members: []string{"amy", "bo", "chen", "dan", "lee", "zhou", "gus"}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(ws.Handler())
	ws.SetBaseURL(web.URL)
	t.Cleanup(func() {
		_ = ws.Close()
		web.Close()
	})
	d := &desk{t: t, player: &workspace.Player{URL: web.URL, HTTP: http.DefaultClient}, data: t.TempDir()}
	t.Setenv("WALKIN_DATA", d.data)
	t.Setenv(botTokenVar, ws.BotToken())
	t.Setenv(apiURLVar, ws.APIURL())
	if byHTTP {
		t.Setenv(secretVar, ws.SigningSecret())
		t.Setenv(listenVar, listen)
	} else {
		t.Setenv(appTokenVar, ws.AppToken())
	}
	startProgram(t)
	if err := ws.Verify(); err != nil {
		t.Fatal(err)
	}
	return d
}

// startProgram runs walkin start until the test ends, and returns once it is
// ready.
func startProgram(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ready, out := io.Pipe()
	var complaints bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"start"}, strings.NewReader(""), out, &complaints)
		_ = out.Close()
	}()
	t.Cleanup(func() {
		stop()
		if status := <-ended; status != 0 {
			t.Errorf("exit status %d: %s", status, complaints.String())
		}
	})
	line := make([]byte, 200)
	if n, _ := ready.Read(line); !strings.HasPrefix(string(line[:n]), "Walkin is ready") {
		t.Fatalf("it said %q", line[:n])
	}
	go func() { _, _ = io.Copy(io.Discard, ready) }()
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (d *desk) play(s step) {
	d.t.Helper()
	channel := "floor"
	if s.in != "" {
		channel = s.in
	}
	if s.sees != "" {
		d.awaitSight(s.who, channel, regexp.MustCompile(s.sees))
		return
	}
	ctx := d.t.Context()
	var (
		act workspace.Act
		err error
	)
	switch {
	case s.clicks != "":
		act, err = d.player.Click(ctx, s.who, s.clicks)
	case s.submits != nil:
		act, err = d.player.Submit(ctx, s.who, s.submits)
	case s.home:
		act, err = d.player.Do(ctx, "home", s.who, nil)
	default:
		act, err = d.player.Say(ctx, s.who, channel, s.types)
	}
	if err != nil {
		d.t.Fatalf("%+v: %v", s, err)
	}
	events, err := d.player.Await(ctx, act)
	if err != nil {
		d.t.Fatalf("%+v: %v", s, err)
	}
	boot, err := d.player.Boot(ctx, s.who)
	if err != nil {
		d.t.Fatal(err)
	}
	var lines []string
	for _, e := range events {
		// What all are told comes when it comes.
		if (e.Type == "message" || e.Type == "message_changed") && e.Message != nil && e.Message.User != boot.Me.ID {
			continue
		}
		lines = append(lines, workspace.Render(e, boot.Names()))
	}
	for field, wrong := range act.Errors {
		lines = append(lines, field+": "+wrong)
	}
	slices.Sort(lines) // a form closes before or after the answer comes
	got := strings.Join(lines, "\n")
	if !regexp.MustCompile(s.comesOut).MatchString(got) {
		d.t.Fatalf("%s %s%s%s: came\n%s\nwant %s", s.who, s.types, s.clicks, s.submits, got, s.comesOut)
	}
	d.told = append(d.told, s.who+": "+s.types+s.clicks+"\n"+got)
}

func (d *desk) awaitSight(who, channel string, want *regexp.Regexp) {
	d.t.Helper()
	ctx, stop := context.WithTimeout(d.t.Context(), patience)
	defer stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	seen := ""
	for {
		now, err := whatStands(ctx, d.player, who, channel)
		if err == nil {
			seen = now
		}
		if want.MatchString(seen) {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			d.t.Fatalf("%s does not see %s in %s but:\n%s", who, want, channel, seen)
		}
	}
}

// passing is what differs from one hour to the next.
var passing = regexp.MustCompile(`\d\d:\d\d|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\d+月\d+日|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) |周.`)

func TestStoriesBySocketModeAndByHTTP(t *testing.T) {
	told := map[bool][]string{}
	for _, byHTTP := range []bool{false, true} {
		t.Run(fmt.Sprintf("by http %v", byHTTP), func(t *testing.T) {
			d := openDesk(t, byHTTP)
			for _, s := range stories {
				// One after another on the same floor: each goes on from the last.
				ok := t.Run(s.name, func(t *testing.T) {
					d.t = t
					for _, one := range s.steps {
						d.play(one)
					}
				})
				if !ok {
					return
				}
			}
			for _, line := range d.told {
				told[byHTTP] = append(told[byHTTP], passing.ReplaceAllString(line, "…"))
			}
			// Nothing was laid out that is for trying out.
			if _, err := os.Stat(filepath.Join(d.data, registerFile)); err == nil {
				t.Errorf("there is a %s", registerFile)
			}
			var out, complaints bytes.Buffer
			if status := run(t.Context(), []string{"register", "verify"}, nil, &out, &complaints); status != 0 || strings.Count(out.String(), "in order") != 1 {
				t.Errorf("verify: status %d, %s%s", status, out.String(), complaints.String())
			}
		})
	}
	if diff := cmp.Diff(told[false], told[true]); diff != "" {
		t.Errorf("by Socket Mode (-) and by HTTP (+) people see different things:\n%s", diff)
	}
}

func TestWhatARealSlackNeedsIsSaidAtTheStart(t *testing.T) {
	slackAPI := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/auth.test" && r.Header.Get("Authorization") != "Bearer xoxb-bad" && r.FormValue("token") != "xoxb-bad" {
			fmt.Fprint(w, `{"ok":true,"team_id":"T1","user_id":"U0WALKIN"}`)
			return
		}
		fmt.Fprint(w, `{"ok":false,"error":"invalid_auth"}`)
	}))
	defer slackAPI.Close()
	for _, tt := range []struct {
		name     string
		settings map[string]string
		args     string
		status   int
		says     string
	}{
		{"half a set", map[string]string{botTokenVar: "xoxb-1"}, "", 2, "SLACK_APP_TOKEN"},
		{"two tokens mixed up", map[string]string{botTokenVar: "xapp-1", appTokenVar: "xoxb-1"}, "", 2, "SLACK_BOT_TOKEN does not begin with xoxb-"},
		{"a token that Slack refuses", map[string]string{botTokenVar: "xoxb-bad", appTokenVar: "xapp-1"}, "", 2, "SLACK_BOT_TOKEN is refused by Slack (invalid_auth): it is the Bot User OAuth Token"},
		{"an app token that Slack refuses", map[string]string{botTokenVar: "xoxb-1", appTokenVar: "xapp-1"}, "", 2, "SLACK_APP_TOKEN is refused by Slack (invalid_auth): it is an App-Level Token"},
		{"a Slack that is not there", map[string]string{botTokenVar: "xoxb-1", appTokenVar: "xapp-1", apiURLVar: "http://127.0.0.1:1/"}, "", 1, "reach Slack"},
		{"a port that is taken", map[string]string{botTokenVar: "xoxb-1", secretVar: "s", listenVar: strings.TrimPrefix(slackAPI.URL, "http://")}, "", 1, "WALKIN_HTTP_ADDR"},
		{"--fresh", map[string]string{botTokenVar: "xoxb-1", appTokenVar: "xapp-1"}, "--fresh", 2, "embedded workspace only"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := t.TempDir()
			t.Setenv("WALKIN_DATA", data)
			t.Setenv(apiURLVar, slackAPI.URL)
			for name, value := range tt.settings {
				t.Setenv(name, value)
			}
			var stdout, stderr bytes.Buffer
			status := run(t.Context(), append([]string{"start"}, strings.Fields(tt.args)...), nil, &stdout, &stderr)
			if status != tt.status || !strings.Contains(stderr.String(), tt.says) || stdout.Len() > 0 {
				t.Errorf("status %d, said %s%s", status, stdout.String(), stderr.String())
			}
		})
	}
}

func TestManifestCommand(t *testing.T) {
	for _, tt := range []struct {
		args   string
		status int
		says   string
	}{
		{"", 0, `"socket_mode_enabled": true`},
		{"--url https://walkin.example.com", 0, `"url": "https://walkin.example.com/slack/commands"`},
		{"--url http://walkin.example.com", 2, "want an address that Slack can reach"},
		{"--url walkin.example.com", 2, "want an address that Slack can reach"},
		{"--url https://walkin.example.com/?x=1", 2, "want an address that Slack can reach"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), append([]string{"manifest"}, strings.Fields(tt.args)...), nil, &stdout, &stderr)
		if all := stdout.String() + stderr.String(); status != tt.status || !strings.Contains(all, tt.says) {
			t.Errorf("manifest %s: status %d, %s", tt.args, status, all)
		}
		if status == 0 {
			if _, err := workspace.ParseManifest(stdout.Bytes()); err != nil {
				t.Errorf("manifest %s: %v", tt.args, err)
			}
		}
	}
}
