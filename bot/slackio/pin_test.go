package slackio

import (
	"net/http"
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/bot"
)

func TestAPostIsPinnedWhereThatIsAllowed(t *testing.T) {
	for _, tt := range []struct {
		name, add, remove string
		want              string // the calls after chat.postMessage
	}{
		{"pinned, and yesterday's taken down", `{"ok":true}`, `{"ok":true}`, "pins.add C1 2.1, pins.remove C1 1.1"},
		{"it is pinned already", `{"ok":false,"error":"already_pinned"}`, `{"ok":true}`, "pins.add C1 2.1, pins.remove C1 1.1"},
		{"somebody took yesterday's down", `{"ok":true}`, `{"ok":false,"error":"no_pin"}`, "pins.add C1 2.1, pins.remove C1 1.1"},
		{"the scope lacks: all is as before", `{"ok":false,"error":"missing_scope","needed":"pins:write"}`, `{"ok":true}`, "pins.add C1 2.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var calls []string
			c := slackThat(t, says(`{"ok":true,"channel":"C1","ts":"2.1"}`))
			c.http.Transport = carrier(func(r *http.Request) (*http.Response, error) {
				method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
				if !strings.HasPrefix(method, "pins.") {
					return http.DefaultTransport.RoundTrip(r)
				}
				_ = r.ParseForm()
				calls = append(calls, method+" "+r.PostForm.Get("channel")+" "+r.PostForm.Get("timestamp"))
				return respond(http.StatusOK, map[string]string{"pins.add": tt.add, "pins.remove": tt.remove}[method]), nil
			})
			at, err := c.Deliver(t.Context(), bot.Post{Channel: "C1", Pin: "rotation", Unpin: bot.Ref{Channel: "C1", TS: "1.1"}, Message: bot.Message{Head: "x"}}, bot.Ref{})
			if err != nil || at.TS != "2.1" {
				t.Errorf("posted at %v, %v", at, err)
			}
			if got := strings.Join(calls, ", "); got != tt.want {
				t.Errorf("called %s, want %s", got, tt.want)
			}
		})
	}
}

type carrier func(*http.Request) (*http.Response, error)

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }
