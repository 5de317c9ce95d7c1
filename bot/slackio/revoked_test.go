package slackio

import (
	"errors"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/walkin-chat/walkin/bot"
)

// A revoker is a Slack that stops taking the bot's token, for a number of
// calls: below zero for good.
type revoker struct {
	http.RoundTripper
	left atomic.Int64
}

func (r *revoker) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasPrefix(req.Header.Get("Authorization"), "Bearer xoxb-") {
		if n := r.left.Load(); n < 0 || n > 0 && r.left.Add(-1) >= 0 {
			return respond(http.StatusOK, `{"ok":false,"error":"token_revoked"}`), nil
		}
	}
	return r.RoundTripper.RoundTrip(req)
}

func (r *revoker) in(c *Client) {
	r.RoundTripper, c.http.Transport, c.certainAfter = http.DefaultTransport, r, 0
}

// endsRefused fails the test unless what Run or Serve returned says which token is
// refused, and where there is another.
func endsRefused(t *testing.T, err error) {
	t.Helper()
	var refused *TokenError
	if !errors.As(err, &refused) || refused.Name != "SLACK_BOT_TOKEN" || !strings.Contains(err.Error(), "token_revoked") || !strings.Contains(err.Error(), "OAuth & Permissions") {
		t.Errorf("it ends with %v", err)
	}
}

func TestARevokedTokenEndsTheBotOverHTTP(t *testing.T) {
	for _, event := range []string{
		`{"type":"app_uninstalled"}`,
		`{"type":"tokens_revoked","tokens":{"oauth":[],"bot":["U0WALKIN"]}}`,
	} {
		t.Run(event, func(t *testing.T) {
			r := &revoker{}
			k := openCounter(t, func(bot.Request) bot.Reply { return bot.Reply{} }, r.in)
			tell := func() {
				if status, _ := k.answer(k.request(EventsPath, jsonKind, `{"type":"event_callback","event_id":"Ev1","event":`+event+`}`)); status != http.StatusOK {
					t.Errorf("status %d", status)
				}
			}
			r.left.Store(-1)
			tell()
			endsRefused(t, <-k.ended)
		})
	}
}

func TestARevokedTokenEndsTheBotInSocketMode(t *testing.T) {
	r := &revoker{}
	f := open(t, func(*floor, bot.Request) bot.Reply { return bot.Reply{} }, r.in)
	r.left.Store(-1)
	_, err := f.client.Deliver(t.Context(), bot.Post{Channel: f.channel("floor"), Message: bot.Message{Head: "x"}}, bot.Ref{})
	var kept *bot.DeliveryError
	if !errors.As(err, &kept) || kept.Final {
		t.Errorf("the post that was refused: %v", err)
	}
	endsRefused(t, <-f.ended)
	close(f.ended)
}

// Somebody's own token is not the bot's, an event may be late or forged, and
// Slack may be wrong for a moment.
func TestATokenThatIsGoodGoesOn(t *testing.T) {
	for _, tt := range []struct {
		name, event string
		refusals    int64
	}{
		{"a person's token was revoked", `{"type":"tokens_revoked","tokens":{"oauth":["U0AMY"]}}`, 0},
		{"the app was removed and is back", `{"type":"app_uninstalled"}`, 0},
		{"Slack errs once", `{"type":"app_uninstalled"}`, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &revoker{}
			k := openCounter(t, func(bot.Request) bot.Reply { return said("Recorded.") }, r.in)
			r.left.Store(tt.refusals)
			k.answer(k.request(EventsPath, jsonKind, `{"type":"event_callback","event_id":"Ev1","event":`+tt.event+`}`))
			for k.client.doubting.Load() {
				runtime.Gosched() // until it has been looked into
			}
			if _, body := k.answer(k.request(CommandsPath, formKind, k.visit("1", "Ms Wang"))); !strings.Contains(body, "Recorded.") {
				t.Errorf("then a command is answered %q", body)
			}
			select {
			case err := <-k.ended:
				t.Errorf("it ended with %v", err)
			default:
			}
		})
	}
}
