package workspace_test

import (
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot/workspace"
)

func TestARestartLosesNothingSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "work space?.db")
	keep := func(o *workspace.Options) { o.Path = path }
	h := open(t, keep)
	floor := h.channelID("floor")
	m, err := h.player.Say(t.Context(), "amy", "floor", "first")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		what string
		args map[string]any
	}{
		{"edit", map[string]any{"channel": "floor", "ts": m.TS, "text": "first, edited"}},
		{"react", map[string]any{"channel": "floor", "ts": m.TS, "name": "eyes"}},
		{"say", map[string]any{"channel": "floor", "thread_ts": m.TS, "text": "in the thread"}},
		{"create", map[string]any{"name": "new-site", "users": []string{"bo"}}},
		{"lang", map[string]any{"locale": "zh-CN"}},
	} {
		if _, err := h.player.Do(t.Context(), step.what, "amy", step.args); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
	}
	a := h.api()
	if _, err := a.PostEphemeral(floor, "U0AMY", slack.MsgOptionText("a whisper", false)); err != nil {
		t.Fatal(err)
	}
	if _, err := a.PublishViewContext(t.Context(), slack.PublishViewContextRequest{UserID: "U0AMY", View: slack.HomeTabViewRequest{
		Type: "home", CallbackID: "kept", Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}},
	}}); err != nil {
		t.Fatal(err)
	}
	token, before := h.BotToken(), h.history(floor)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}

	h = open(t, keep)
	if h.BotToken() != token || h.channelID("floor") != floor {
		t.Error("the restarted workspace is another")
	}
	if after := h.history(floor); after != before || !strings.Contains(after, "first, edited +1 reply :eyes:") {
		t.Errorf("history before:\n%s\nafter:\n%s", before, after)
	}
	if got := told(h.events("amy")); strings.Contains(got, "whisper") {
		t.Error("an ephemeral message was written down")
	}
	l, err := h.player.Latest(t.Context(), "amy")
	if err != nil {
		t.Fatal(err)
	}
	if l.Home == nil || l.Home.CallbackID != "kept" {
		t.Errorf("home: %+v", l.Home)
	}
	boot, err := h.player.Boot(t.Context(), "amy")
	if err != nil {
		t.Fatal(err)
	}
	if boot.Me.Locale != "zh-CN" || boot.Lang != "zh" {
		t.Errorf("amy reads %s", boot.Me.Locale)
	}
	h.channelID("new-site")
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}

	h = open(t, keep, func(o *workspace.Options) { o.Fresh = true })
	if got := h.history(h.channelID("floor")); got != "" {
		t.Errorf("a fresh workspace holds:\n%s", got)
	}
}

// history is what the app reads of a channel, oldest first.
func (h *house) history(channel string) string {
	h.t.Helper()
	got, err := h.api().GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: channel})
	if err != nil {
		h.t.Fatal(err)
	}
	var lines []string
	for _, m := range got.Messages {
		line := m.Text
		if m.ReplyCount > 0 {
			line += " +1 reply"
		}
		for _, r := range m.Reactions {
			line += " :" + r.Name + ":"
		}
		lines = append([]string{line}, lines...)
	}
	return strings.Join(lines, "\n")
}

func TestTimeStampsFollowTheClockAndNeverRepeat(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var offset atomic.Int64
	h := open(t, func(o *workspace.Options) {
		o.Now = func() time.Time { return now.Add(time.Duration(offset.Load())) }
		o.Advance = func(d time.Duration) error { offset.Add(int64(d)); return nil }
	})
	say := func(text string) string {
		m, err := h.player.Say(t.Context(), "amy", "floor", text)
		if err != nil {
			t.Fatal(err)
		}
		return m.TS
	}
	one, two := say("one"), say("two")
	if one != "1795428000.000000" && !strings.HasPrefix(one, "1795428000.") || two <= one {
		t.Errorf("stamps %s, %s", one, two)
	}
	for _, c := range []struct{ name, advance, want string }{
		{"a day and a half", "1d12h", ""},
		{"backwards", "-1h", "clock_backwards"},
		{"nonsense", "soon", "invalid_duration"},
	} {
		if _, err := h.player.Do(t.Context(), "clock", "amy", map[string]any{"advance": c.advance}); code(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if three := say("three"); !strings.HasPrefix(three, "1795557600.") {
		t.Errorf("36 hours later the stamp is %s", three)
	}
	if got := told(h.events("bo")); !strings.Contains(got, "clock") {
		t.Error("nobody was told that the clock moved")
	}
}
