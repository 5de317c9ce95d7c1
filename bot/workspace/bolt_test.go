package workspace_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/bot/workspace"
)

// bolt starts the app in testdata/bolt, which is by Slack's own Bolt for
// JavaScript, and waits until it is connected.
func (h *house) bolt() {
	h.t.Helper()
	missing := ""
	node, err := exec.LookPath("node")
	if err != nil {
		missing = "node is not installed"
	} else if _, err := os.Stat("testdata/bolt/node_modules/@slack/bolt"); err != nil {
		missing = "Bolt is not installed: run npm install in bot/workspace/testdata/bolt"
	}
	if missing != "" {
		if os.Getenv("CI") == "true" {
			h.t.Fatal(missing)
		}
		h.t.Skip(missing)
	}
	app := exec.CommandContext(h.t.Context(), node, "app.mjs")
	app.Dir = "testdata/bolt"
	app.Env = append(os.Environ(), "SLACK_API_URL="+h.APIURL(), "SLACK_BOT_TOKEN="+h.BotToken(), "SLACK_APP_TOKEN="+h.AppToken())
	var errors bytes.Buffer
	app.Stderr = &errors
	in, err := app.StdinPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	out, err := app.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := app.Start(); err != nil {
		h.t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "ready" {
		h.t.Log(lines.Text())
	}
	rest := make(chan string, 1)
	go func() {
		var all []string
		for lines.Scan() {
			all = append(all, lines.Text())
		}
		rest <- strings.Join(all, "\n")
	}()
	h.t.Cleanup(func() {
		_ = in.Close()
		said := <-rest
		_ = app.Wait()
		if h.t.Failed() {
			h.t.Logf("the app said:\n%s\n%s", said, errors.String())
		}
	})
}

func TestBolt(t *testing.T) {
	h := open(t)
	h.player.Still = time.Second // another process, which may have to wait for its turn
	h.bolt()
	// The acknowledgement and the response URL are two ways: either may be first.
	if got := told(h.say("amy", "floor", "/desk hello")); !strings.Contains(got, "ephemeral: Bolt heard hello") || !strings.Contains(got, "ephemeral: Shall I?") {
		t.Errorf("a command shows:\n%s", got)
	}
	if got := h.click("amy", "Yes"); got != "ephemeral: amy said yes" {
		t.Errorf("a button shows:\n%s", got)
	}
	if got := told(h.say("amy", "floor", "/desk form")); got != "view_opened" {
		t.Fatalf("a command that opens a form shows:\n%s", got)
	}
	if a, _ := h.submit("amy", map[string]string{"Name": "W"}); a.Errors["name"] != "Too short" {
		t.Errorf("a name too short: %+v", a)
	}
	if _, got := h.submit("amy", map[string]string{"Name": "王女士"}); !strings.Contains(got, "view_closed") || !strings.Contains(got, "message: <@U0AMY> registered 王女士") {
		t.Errorf("submitting shows:\n%s", got)
	}
	home, err := h.player.Do(t.Context(), "home", "bo", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := h.await(home); len(got) != 1 || !strings.Contains(workspace.Render(got[0], nil), "Welcome home") {
		t.Errorf("the home shows %s", told(got))
	}
	if got := told(h.say("bo", "floor", "hi @desk-bot")); !strings.Contains(got, "message: You called, <@U0BO>?") {
		t.Errorf("a mention brings:\n%s", got)
	}
}
