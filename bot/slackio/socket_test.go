package slackio

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/workspace"
)

func TestFirstComeFirstServed(t *testing.T) {
	f := open(t, func(_ *floor, req bot.Request) bot.Reply { return said(req.Text) })
	var want []string
	var act workspace.Act
	for i := range 50 {
		text := fmt.Sprintf("customer %d", i)
		want = append(want, text)
		var err error
		if act, err = f.Say(t.Context(), []string{"amy", "bo"}[i%2], "floor", "/visit "+text); err != nil {
			t.Fatal(err)
		}
	}
	f.await(act, nil)
	var got []string
	for _, req := range f.asked() {
		got = append(got, req.Text)
	}
	if !slices.Equal(got, want) {
		t.Errorf("handled in the order %q", got)
	}
}

// impatient makes the busy ack come soon.
func impatient(c *Client) { c.busyAfter = 20 * time.Millisecond }

func TestASlowAnswerFollowsTheBusyAck(t *testing.T) {
	release := make(chan struct{})
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		if req.Text == "slow" {
			<-release
		}
		return said("Recorded: " + req.Text)
	}, impatient)
	f.say("bo", "floor", "/visit 先来") // so that the language is known
	slow := f.only(f.say("bo", "floor", "/visit slow"))
	if slow.Message.Text != "正在登记，结果会显示在这里，不用再发。" {
		t.Errorf("meanwhile:\n%s", told([]workspace.Event{slow}))
	}
	// Another's request waits its turn, but is acknowledged too.
	f.expect(f.say("amy", "floor", "/visit quick"), "ephemeral: Recording. The result will appear here; no need to send it again.")
	close(release)
	f.next("bo", slow.Seq, saying("Recorded: slow"))
	f.next("amy", 0, saying("Recorded: quick"))
}

func TestASlowFormKeepsWhatWasTyped(t *testing.T) {
	release := make(chan bot.Reply)
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		if req.Act == bot.Command {
			return bot.Reply{Form: visitForm("")}
		}
		return <-release
	}, impatient)
	opened := f.only(f.say("amy", "floor", "/visit"))
	typed := map[string]any{"view_id": opened.View.ID, "values": map[string]any{"name": field("Ms Wang")}}
	busy := f.only(f.do("submit", "amy", typed))
	if busy.Type != "view_updated" || !strings.Contains(string(busy.View.Blocks), "Recording.") {
		t.Fatalf("meanwhile:\n%s", told([]workspace.Event{busy}))
	}
	release <- bot.Reply{Errors: []bot.Wrong{{Field: "name", Text: "Two names."}}}
	again := f.next("amy", busy.Seq, func(e workspace.Event) bool { return e.Type == "view_updated" })
	if !strings.Contains(string(again.View.Blocks), "Two names.") || again.View.State.Values["name"][valueID]["value"] != "Ms Wang" {
		t.Errorf("shown %s with %v", again.View.Blocks, again.View.State)
	}
	busy = f.only(f.do("submit", "amy", typed))
	release <- said("Recorded: Ms Wang.")
	done := f.next("amy", busy.Seq, func(e workspace.Event) bool { return e.Type == "view_updated" })
	if !strings.Contains(string(done.View.Blocks), "Recorded: Ms Wang.") || string(done.View.Submit) != "" && string(done.View.Submit) != "null" {
		t.Errorf("shown %s, submit %s", done.View.Blocks, done.View.Submit)
	}
}

// deaf refuses response URLs.
type deaf struct{ http.RoundTripper }

func (d deaf) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasPrefix(r.URL.Path, "/response/") {
		return nil, errors.New("no route")
	}
	return d.RoundTripper.RoundTrip(r)
}

func TestWhatReachesNobodyIsTold(t *testing.T) {
	release := make(chan struct{})
	type lost struct {
		req   bot.Request
		reply bot.Reply
	}
	undelivered := make(chan lost, 1)
	f := open(t, func(*floor, bot.Request) bot.Reply {
		<-release
		return said("Recorded: Ms Wang.")
	}, impatient, func(c *Client) {
		c.http.Transport = deaf{http.DefaultTransport}
		c.opts.Undelivered = func(_ context.Context, req bot.Request, reply bot.Reply) { undelivered <- lost{req, reply} }
	})
	f.expect(f.say("amy", "lobby", "/visit Ms Wang"), "ephemeral: Recording. The result will appear here; no need to send it again.")
	close(release)
	got := <-undelivered
	if got.req.Text != "Ms Wang" || got.reply.Message == nil || got.reply.Message.Head != "Recorded: Ms Wang." {
		t.Errorf("undelivered: %+v", got)
	}
}

func TestARepeatedDeliveryHasTheSameKey(t *testing.T) {
	for _, text := range []string{"/visit Ms Wang", "@walkin help"} {
		t.Run(text, func(t *testing.T) {
			f := open(t, func(f *floor, _ bot.Request) bot.Reply {
				if len(f.asked()) == 1 {
					f.space.Disconnect("") // before the ack: Slack has to deliver again
				}
				return said("Recorded: Ms Wang.")
			})
			if got := told(f.say("amy", "floor", text)); !strings.Contains(got, "Recorded: Ms Wang.") {
				t.Errorf("came:\n%s", got)
			}
			all := f.asked()
			if len(all) != 2 || all[0].Key == "" || all[0].Key != all[1].Key {
				t.Errorf("asked %+v", all)
			}
		})
	}
}

func TestNothingIsLostWhenSlackAsksToReconnect(t *testing.T) {
	f := open(t, func(_ *floor, req bot.Request) bot.Reply { return said(req.Text) })
	var act workspace.Act
	for i, reason := range []string{"warning", "refresh_requested", "link_disabled", "warning", "refresh_requested"} {
		f.space.Disconnect(reason)
		for j := range 5 {
			var err error
			if act, err = f.Say(t.Context(), "amy", "floor", fmt.Sprintf("/visit %d.%d", i, j)); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.await(act, nil)
	events, err := f.Events(t.Context(), "amy", 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		for j := range 5 {
			if text := fmt.Sprintf("%d.%d", i, j); !slices.ContainsFunc(events, func(e workspace.Event) bool { return e.Message != nil && e.Message.Text == text }) {
				t.Errorf("%s was not answered", text)
			}
		}
	}
}

func TestAStopAnswersWhatHasArrived(t *testing.T) {
	handling, release := make(chan struct{}), make(chan struct{})
	f := open(t, func(*floor, bot.Request) bot.Reply {
		close(handling)
		<-release
		return said("Recorded: Ms Wang.")
	})
	if _, err := f.Say(t.Context(), "amy", "floor", "/visit Ms Wang"); err != nil {
		t.Fatal(err)
	}
	<-handling
	f.stop()
	close(release)
	f.next("amy", 0, saying("Recorded: Ms Wang."))
}

func TestAnAnswerWhoseAckWasNotSentComesByTheResponseURL(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("Recorded: Ms Wang.") })
	first := f.only(f.say("amy", "floor", "/visit Ms Wang"))
	f.client.mu.Lock()
	var envelopes []string
	for id := range f.client.unsent {
		envelopes = append(envelopes, id)
	}
	f.client.mu.Unlock()
	if len(envelopes) != 1 {
		t.Fatalf("%d answers are remembered, want one", len(envelopes))
	}
	f.client.ackLost(t.Context(), envelopes[0])
	f.next("amy", first.Seq, saying("Recorded: Ms Wang."))
}
