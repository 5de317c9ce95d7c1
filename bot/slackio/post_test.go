package slackio

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/bot"
)

// slackThat is a Slack that lets the app in and answers chat.postMessage with
// answer.
func slackThat(t *testing.T, answer http.HandlerFunc) *Client {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/auth.test", says(`{"ok":true,"user_id":"U0WALKIN","team_id":"T1"}`))
	mux.HandleFunc("/apps.connections.open", says(`{"ok":true,"url":"wss://example.com"}`))
	mux.HandleFunc("/chat.postMessage", answer)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	c, err := Connect(t.Context(), Options{BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func says(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
}

func TestWhetherAPostIsTriedAgain(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		want   bot.DeliveryError
	}{
		{"too fast: when Slack says", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(http.StatusTooManyRequests)
		}, bot.DeliveryError{Code: "ratelimited", After: 30 * time.Second}},
		{"Slack is down: again", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, bot.DeliveryError{Code: "http_503"}},
		{"the line is cut: again", func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, bot.DeliveryError{Code: "unreachable"}},
		{"half an answer: again", says(`{"ok":tr`), bot.DeliveryError{Code: "unreachable"}},
		{"Slack has a fault: again", says(`{"ok":false,"error":"internal_error"}`), bot.DeliveryError{Code: "internal_error"}},
		{"the token is revoked: again, once there is another", says(`{"ok":false,"error":"token_revoked"}`), bot.DeliveryError{Code: "token_revoked"}},
		{"a scope lacks: again, once it is given", says(`{"ok":false,"error":"missing_scope","needed":"chat:write"}`), bot.DeliveryError{Code: "missing_scope", Needed: "chat:write"}},
		{"the channel is gone: never", says(`{"ok":false,"error":"channel_not_found"}`), bot.DeliveryError{Code: "channel_not_found", Final: true}},
		{"the channel is archived: never", says(`{"ok":false,"error":"is_archived"}`), bot.DeliveryError{Code: "is_archived", Final: true}},
		{"the bot was removed: never", says(`{"ok":false,"error":"not_in_channel"}`), bot.DeliveryError{Code: "not_in_channel", Final: true}},
		{"the blocks are refused: never", says(`{"ok":false,"error":"invalid_blocks"}`), bot.DeliveryError{Code: "invalid_blocks", Final: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := slackThat(t, tt.answer)
			_, err := c.Deliver(t.Context(), bot.Post{Channel: "C1", Message: bot.Message{Head: "x"}}, bot.Ref{})
			var got *bot.DeliveryError
			if !errors.As(err, &got) {
				t.Fatalf("error %v", err)
			}
			got.Err = nil
			if *got != tt.want {
				t.Errorf("got %+v, want %+v", *got, tt.want)
			}
		})
	}
}

func TestATokenErrorSaysWhichAndWhere(t *testing.T) {
	refusing := func(method, code string) string {
		mux := http.NewServeMux()
		mux.HandleFunc("/auth.test", says(`{"ok":true,"user_id":"U0WALKIN","team_id":"T1"}`))
		mux.HandleFunc("/apps.connections.open", says(`{"ok":true,"url":"wss://example.com"}`))
		other := http.NewServeMux()
		other.HandleFunc("/"+method, says(`{"ok":false,"error":"`+code+`"}`))
		other.Handle("/", mux)
		server := httptest.NewServer(other)
		t.Cleanup(server.Close)
		return server.URL
	}
	for _, tt := range []struct {
		name string
		opts Options
		want []string
	}{
		{"none at all: both are named", Options{}, []string{"SLACK_BOT_TOKEN is missing", "SLACK_APP_TOKEN is missing", "OAuth & Permissions", "Basic Information"}},
		{"the two are mixed up", Options{BotToken: "xapp-secret", AppToken: "xoxb-secret"}, []string{"SLACK_BOT_TOKEN does not begin with xoxb-", "SLACK_APP_TOKEN does not begin with xapp-"}},
		{"the bot token is refused", Options{BotToken: "xoxb-secret", AppToken: "xapp-secret", APIURL: refusing("auth.test", "invalid_auth")}, []string{"SLACK_BOT_TOKEN", "invalid_auth", "OAuth & Permissions"}},
		{"the app token lacks its scope", Options{BotToken: "xoxb-secret", AppToken: "xapp-secret", APIURL: refusing("apps.connections.open", "missing_scope")}, []string{"SLACK_APP_TOKEN", "missing_scope", "connections:write"}},
		{"the server has no Socket Mode", Options{BotToken: "xoxb-secret", AppToken: "xapp-secret", APIURL: refusing("apps.connections.open", "unknown_method")}, []string{"has no Socket Mode", "SLACK_SIGNING_SECRET", "WALKIN_HTTP_ADDR"}},
		{"nobody is there", Options{BotToken: "xoxb-secret", AppToken: "xapp-secret", APIURL: "http://127.0.0.1:1/api/"}, []string{"reach Slack"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Connect(t.Context(), tt.opts)
			if err == nil {
				t.Fatal("connected")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q lacks %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("error %q tells a token", err)
			}
		})
	}
}

// What Slack does not take with its blocks is said in words, whole.
func TestAMessageThatIsRefusedIsSaidInWords(t *testing.T) {
	var tries []string
	c := slackThat(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		tries = append(tries, r.PostForm.Get("text"))
		if r.PostForm.Get("blocks") != "" {
			_, _ = io.WriteString(w, `{"ok":false,"error":"invalid_blocks"}`)
			return
		}
		_, _ = io.WriteString(w, `{"ok":true,"channel":"D1","ts":"2.1"}`)
	})
	m := bot.Message{
		Head: "2 follow-ups are due today.", Rows: []bot.Row{{Text: "Ms Wang 138 0013 8000"}, {Text: "Mr Chen 136 0013 8000"}},
		Notes: []string{"Reach them."}, Buttons: []bot.Button{{Action: "mute", Label: "Mute today"}},
	}
	at, err := c.Deliver(t.Context(), bot.Post{Channel: "D1", Message: m}, bot.Ref{})
	if err != nil || at.TS != "2.1" {
		t.Fatalf("posted at %v, %v", at, err)
	}
	if want := "2 follow-ups are due today.\nMs Wang 138 0013 8000\nMr Chen 136 0013 8000\nReach them."; len(tries) != 2 || tries[1] != want {
		t.Errorf("said %q, want %q", tries, want)
	}
}

// A file goes to the person's direct message, in Slack's three steps.
func TestAFileIsHandedOver(t *testing.T) {
	var steps []string
	var content []byte
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	mux.HandleFunc("/auth.test", says(`{"ok":true,"user_id":"U0WALKIN","team_id":"T1"}`))
	mux.HandleFunc("/apps.connections.open", says(`{"ok":true,"url":"wss://example.com"}`))
	mux.HandleFunc("/conversations.open", says(`{"ok":true,"channel":{"id":"D0ZHOU"}}`))
	mux.HandleFunc("/users.info", says(`{"ok":true,"user":{"id":"U0ZHOU","locale":"zh-CN"}}`))
	mux.HandleFunc("/files.getUploadURLExternal", func(w http.ResponseWriter, r *http.Request) {
		steps = append(steps, "announce "+r.FormValue("filename")+" "+r.FormValue("length"))
		_, _ = io.WriteString(w, `{"ok":true,"file_id":"F1","upload_url":"`+server.URL+`/upload/F1"}`)
	})
	mux.HandleFunc("/upload/F1", func(_ http.ResponseWriter, r *http.Request) {
		f, _, err := r.FormFile("file")
		if err != nil {
			t.Error(err)
			return
		}
		content, _ = io.ReadAll(f)
		steps = append(steps, "upload")
	})
	mux.HandleFunc("/files.completeUploadExternal", func(w http.ResponseWriter, r *http.Request) {
		steps = append(steps, "share in "+r.FormValue("channel_id")+": "+r.FormValue("initial_comment"))
		_, _ = io.WriteString(w, `{"ok":true,"files":[{"id":"F1","title":"x"}]}`)
	})
	c, err := Connect(t.Context(), Options{BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	post := bot.Post{To: "U0ZHOU", File: &bot.File{Name: "walkin-2026-11.xlsx", Content: []byte("a workbook")}, Message: bot.Message{Head: "2026年11月的工资表"}}
	if _, err := c.Deliver(t.Context(), post, bot.Ref{}); err != nil {
		t.Fatal(err)
	}
	want := "announce walkin-2026-11.xlsx 10; upload; share in D0ZHOU: 2026年11月的工资表"
	if got := strings.Join(steps, "; "); got != want || string(content) != "a workbook" {
		t.Errorf("%s with %q, want %s", got, content, want)
	}
}

// TestAButtonThatShowsAMessageOpensIt: by its address, which Slack knows.
func TestAButtonThatShowsAMessageOpensIt(t *testing.T) {
	var sent string
	mux := http.NewServeMux()
	mux.HandleFunc("/auth.test", says(`{"ok":true,"user_id":"U0WALKIN","team_id":"T1"}`))
	mux.HandleFunc("/apps.connections.open", says(`{"ok":true,"url":"wss://example.com"}`))
	mux.HandleFunc("/chat.getPermalink", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		_, _ = io.WriteString(w, `{"ok":true,"permalink":"https://example.com/archives/`+r.Form.Get("channel")+`/p`+r.Form.Get("message_ts")+`"}`)
	})
	mux.HandleFunc("/chat.postMessage", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		sent = r.Form.Get("blocks")
		_, _ = io.WriteString(w, `{"ok":true,"channel":"C1","ts":"172.1"}`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	c, err := Connect(t.Context(), Options{BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	m := bot.Message{Head: "Ruled", Buttons: []bot.Button{{Action: "seen", Label: "See the ruling", At: bot.Ref{Channel: "C1", TS: "171.1"}}}}
	if _, err := c.Deliver(t.Context(), bot.Post{Channel: "C1", Message: m}, bot.Ref{}); err != nil {
		t.Fatal(err)
	}
	if want := `"url":"https://example.com/archives/C1/p171.1"`; !strings.Contains(sent, want) {
		t.Errorf("no %s in %s", want, sent)
	}
}

// TestFilesOfAThreadAreLinked: those that people have posted there, not the bot's
// own; where Slack does not let the bot look, the message comes without.
func TestFilesOfAThreadAreLinked(t *testing.T) {
	replies := `{"ok":true,"messages":[
		{"ts":"171.1","user":"U0WALKIN","files":[{"id":"F0","permalink":"https://example.com/F0","title":"the case"}]},
		{"ts":"171.2","user":"U0AMY","files":[{"id":"F1","permalink":"https://example.com/F1","title":"chat_<1>.png"},{"id":"F2","permalink":"https://example.com/F2","name":"call.m4a"}]}]}`
	for _, test := range []struct{ about, answer, want string }{
		{"files", replies, "_Evidence: <https://example.com/F1|chat＿&lt;1&gt;.png> · <https://example.com/F2|call.m4a>_"},
		{"none", `{"ok":true,"messages":[{"ts":"171.1","user":"U0WALKIN"}]}`, ""},
		{"no scope", `{"ok":false,"error":"missing_scope","needed":"channels:history"}`, ""},
	} {
		t.Run(test.about, func(t *testing.T) {
			var blocks []struct {
				Elements []struct{ Text string }
			}
			mux := http.NewServeMux()
			mux.HandleFunc("/auth.test", says(`{"ok":true,"user_id":"U0WALKIN","team_id":"T1"}`))
			mux.HandleFunc("/apps.connections.open", says(`{"ok":true,"url":"wss://example.com"}`))
			mux.HandleFunc("/conversations.replies", says(test.answer))
			mux.HandleFunc("/chat.postMessage", func(w http.ResponseWriter, r *http.Request) {
				if err := json.Unmarshal([]byte(r.FormValue("blocks")), &blocks); err != nil {
					t.Error(err)
				}
				_, _ = io.WriteString(w, `{"ok":true,"channel":"C1","ts":"172.1"}`)
			})
			server := httptest.NewServer(mux)
			t.Cleanup(server.Close)
			c, err := Connect(t.Context(), Options{BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: server.URL})
			if err != nil {
				t.Fatal(err)
			}
			post := bot.Post{Channel: "C1", Thread: "171.1", Message: bot.Message{Head: "Ruling"}, Evidence: "Evidence: {files}"}
			if _, err := c.Deliver(t.Context(), post, bot.Ref{}); err != nil {
				t.Fatal(err)
			}
			got := ""
			if last := blocks[len(blocks)-1]; len(last.Elements) > 0 {
				got = last.Elements[0].Text
			}
			if got != test.want {
				t.Errorf("below the message stands %q, want %q", got, test.want)
			}
		})
	}
}
