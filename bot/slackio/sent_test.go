package slackio

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

// Over real Socket Mode: a file sent to the bot directly comes with the request,
// one posted in a channel does not.
func TestAFileSentDirectlyIsRead(t *testing.T) {
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		if req.Sent == nil {
			return bot.Reply{Message: &bot.Message{Head: "no file"}}
		}
		return bot.Reply{Message: &bot.Message{Head: req.Sent.Name + " " + string(req.Sent.Unread) + string(req.Sent.Content)}}
	})
	answer := func(channel, name, content string) string {
		t.Helper()
		act, err := f.Send(t.Context(), "amy", channel, name, []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		events, err := f.Await(t.Context(), act)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, e := range events {
			if e.Message != nil {
				said = append(said, e.Message.Text)
			}
		}
		return strings.Join(said, "\n")
	}
	for _, c := range []struct{ channel, name, content, want string }{
		{"@walkin", "my.yaml", "name: 我们的", "my.yaml name: 我们的"},
		{"@walkin", "long.yaml", strings.Repeat("#", bot.MaxSentFile+1), "long.yaml large"},
		{"@walkin", "full.yaml", strings.Repeat("#", bot.MaxSentFile), "full.yaml " + strings.Repeat("#", 150-len("full.yaml ")-1) + "…"},
		{"floor", "my.yaml", "name: mine", ""},
	} {
		if diff := cmp.Diff(c.want, answer(c.channel, c.name, c.content)); diff != "" {
			t.Errorf("%s in %s (-want +got):\n%s", c.name, c.channel, diff)
		}
	}
}

func TestFilesThatStayUnread(t *testing.T) {
	token := ""
	serve := func(status int, kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			token = r.Header.Get("Authorization")
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Location", "/sign-in")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for _, c := range []struct {
		name string
		file http.HandlerFunc
		want bot.SentFile
	}{
		{"it is there", serve(200, "text/plain", "name: mine"), bot.SentFile{Content: []byte("name: mine")}},
		{"the page to sign in instead of the file", serve(200, "text/html; charset=utf-8", "<html>"), bot.SentFile{Unread: bot.SentForbidden}},
		{"sent on to that page", serve(302, "text/html", ""), bot.SentFile{Unread: bot.SentForbidden}},
		{"refused", serve(403, "text/plain", "no"), bot.SentFile{Unread: bot.SentForbidden}},
		{"deleted meanwhile", serve(404, "text/plain", "no"), bot.SentFile{Unread: bot.SentLost}},
		{"Slack is down", serve(503, "text/plain", "no"), bot.SentFile{Unread: bot.SentLost}},
		{"half an answer", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "name")
		}, bot.SentFile{Unread: bot.SentLost}},
		{"larger than it says", serve(200, "text/plain", strings.Repeat("#", bot.MaxSentFile+1)), bot.SentFile{Unread: bot.SentLarge}},
	} {
		t.Run(c.name, func(t *testing.T) {
			token = ""
			server := httptest.NewServer(c.file)
			defer server.Close()
			client := slackThat(t, says(""))
			client.opts.APIURL = server.URL
			got := client.sent(t.Context(), []slack.File{{Name: "my.yaml", Size: 10, Mimetype: "text/plain", URLPrivateDownload: server.URL + "/my.yaml"}})
			c.want.Name = "my.yaml"
			if diff := cmp.Diff(&c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if c.name == "it is there" && token != "Bearer xoxb-1" {
				t.Errorf("shown the token %q", token)
			}
		})
	}
}

// The token is shown to Slack alone, whatever address a message carries.
func TestWhereATokenIsShown(t *testing.T) {
	asked := false
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer other.Close()
	client := slackThat(t, says(""))
	for _, api := range []string{client.opts.APIURL, ""} {
		client.opts.APIURL = api
		for _, url := range []string{other.URL + "/my.yaml", "https://slack.com.example.com/my.yaml", "http://files.slack.com/my.yaml", "https://notslack.com/", "::", ""} {
			got := client.sent(t.Context(), []slack.File{{Name: "my.yaml", URLPrivateDownload: url}})
			if got.Unread != bot.SentLost || asked {
				t.Errorf("%q: %+v", url, got)
			}
		}
	}
}
