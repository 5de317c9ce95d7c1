package workspace_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

func TestOtherSitesAreTurnedAway(t *testing.T) {
	h := open(t)
	port := must(url.Parse(h.url)).Port()
	for _, c := range []struct {
		name, host, origin string
		want               int
	}{
		{"no origin", "", "", 200},
		{"our own page", "", h.url, 200},
		{"by another name for this machine", "localhost:" + port, "http://localhost:" + port, 200},
		{"another site", "", "https://evil.example", 403},
		{"another port of this machine", "", "http://127.0.0.1:1", 403},
		{"no site at all", "", "null", 403},
		{"a name that was pointed here", "evil.example:" + port, "", 403},
		{"the wrong port", "127.0.0.1:1", "", 403},
		{"Slack's origin, but not for a socket", "", "https://api.slack.com", 403},
	} {
		for _, path := range []string{"/", "/client/boot", "/api/api.test"} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if c.host != "" {
				r.Host = c.host
			}
			if c.origin != "" {
				r.Header.Set("Origin", c.origin)
			}
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != c.want {
				t.Errorf("%s: %s answers %d, want %d", c.name, path, resp.StatusCode, c.want)
			}
		}
	}
	live := "ws" + strings.TrimPrefix(h.url, "http") + "/client/live?as=amy"
	if _, resp, err := websocket.DefaultDialer.Dial(live, http.Header{"Origin": {"https://evil.example"}}); err == nil || resp.StatusCode != 403 {
		t.Errorf("another site's socket: %v", err)
	}
}

func TestOtherSitesCannotEmbedAnything(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		name, site, mode string
		want             int
	}{
		{"our own page", "same-origin", "cors", 200},
		{"typed into the address bar", "none", "navigate", 200},
		{"a link on another site", "cross-site", "navigate", 200},
		{"a script on another site", "cross-site", "no-cors", 403},
		{"a picture on another port", "same-site", "no-cors", 403},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+"/client/boot", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Sec-Fetch-Site", c.site)
		r.Header.Set("Sec-Fetch-Mode", c.mode)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.name, resp.StatusCode, c.want)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestAFormOfAnotherSiteCanDoNothing(t *testing.T) {
	h := open(t)
	resp, err := http.Post(h.url+"/client/say", "text/plain", strings.NewReader(`{"as":"amy","channel":"floor","text":"hi"}`))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("a form's post is answered %d", resp.StatusCode)
	}
}

func TestThePage(t *testing.T) {
	h := open(t)
	for path, kind := range map[string]string{"/": "text/html", "/assets/app.js": "text/javascript", "/archives/C1/p1": "text/html"} {
		resp, err := http.Get(h.url + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != 200 || !strings.HasPrefix(resp.Header.Get("Content-Type"), kind) {
			t.Errorf("%s: %d %s", path, resp.StatusCode, resp.Header.Get("Content-Type"))
		}
		policy := resp.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: policy %q", path, policy)
		}
	}
}

func TestPeopleSeeTheirOwn(t *testing.T) {
	h := open(t)
	live, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(h.url, "http")+"/client/live?as=bo", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	h.say("amy", "back-office", "not for Bo")
	h.say("amy", "floor", "for Bo too")
	var first struct {
		Type    string
		Message struct{ Text string }
	}
	if err := live.ReadJSON(&first); err != nil {
		t.Fatal(err)
	}
	if first.Type != "message" || first.Message.Text != "for Bo too" {
		t.Errorf("bo's page is told first: %+v", first)
	}
	for _, c := range []struct{ name, as, channel, want string }{
		{"a private channel of others", "bo", "back-office", "channel_not_found"},
		{"a guest in a public channel they were not invited to", "gus", "floor", "channel_not_found"},
		{"a public channel one has not joined", "bo", "new", "not_in_channel"},
		{"nobody", "zoe", "floor", "user_not_found"},
		{"the app", "desk-bot", "floor", "user_not_found"},
	} {
		if c.channel == "new" {
			if _, err := h.player.Do(t.Context(), "create", "amy", map[string]any{"name": "new"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := h.player.Say(t.Context(), c.as, c.channel, "hello"); code(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}
