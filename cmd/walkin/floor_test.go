package main

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/walkin-chat/walkin/bot/workspace"
)

// The words that the stories in testdata have beside testscript's own. In a
// story the bot runs in the background:
//
//	clock 10:00
//	exec walkin start &bot&
//	ready
//	say bo '/visit Ms Ray 13700000001'
//	sees amy @walkin 'Ms Ray'
var floorWords = map[string]func(*testscript.TestScript, bool, []string){
	"clock": setClock,
	"ready": awaitReady,
	"say":   sayAs,
	"sees":  awaitSight,
	"text":  setText,
	"sql":   runSQL,
}

// onFloor gives every story a data folder of its own and a free port.
func onFloor(env *testscript.Env) error {
	env.Setenv("WALKIN_DATA", filepath.Join(env.WorkDir, "data"))
	env.Setenv("WALKIN_ADDR", "127.0.0.1:0")
	return nil
}

// onMachine knows "root": whoever may write where nobody may.
func onMachine(cond string) (bool, error) {
	if cond != "root" {
		return false, fmt.Errorf("unknown condition %q", cond)
	}
	return os.Geteuid() == 0, nil
}

// patience is how long something that must happen may take on a busy machine.
const patience = 30 * time.Second

// until asks again and again whether something is so, and fails the story with
// what stood in the way if it never is.
func until(ts *testscript.TestScript, so func(context.Context) error) {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	var last error
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		err := so(ctx)
		if err == nil {
			return
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			last = err
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			ts.Fatalf("%v", last)
		}
	}
}

// clock TIME: the floor's clock will stand at that time of tomorrow, Shanghai
// time, whenever the story is played.
func setClock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: clock 10:00")
	}
	ts.Check(setClockIn(ts.Getenv("WALKIN_DATA"), args[0]))
}

func setClockIn(data, clock string) error {
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(sampleZone)
	if err != nil {
		return err
	}
	now := time.Now()
	y, m, d := now.In(zone).Date()
	ahead := time.Date(y, m, d+1, at.Hour(), at.Minute(), 0, 0, zone).Sub(now)
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(data, clockFile), []byte(ahead.String()), 0o600)
}

// ready waits until the bot listens to the workspace; `ready alone` until the
// workspace serves, with no app.
func awaitReady(ts *testscript.TestScript, neg bool, args []string) {
	alone := len(args) == 1 && args[0] == "alone"
	if neg || len(args) > 0 && !alone {
		ts.Fatalf("usage: ready [alone]")
	}
	until(ts, func(ctx context.Context) error {
		p, err := floorPlayer(ts)
		if err != nil {
			return err
		}
		boot, err := p.Boot(ctx, "")
		if err == nil && !boot.Connected && !alone {
			err = fmt.Errorf("the bot is not connected to %s", p.URL)
		}
		return err
	})
}

func floorPlayer(ts *testscript.TestScript) (*workspace.Player, error) {
	address, err := os.ReadFile(filepath.Join(ts.Getenv("WALKIN_DATA"), addressFile))
	return &workspace.Player{URL: strings.TrimSpace(string(address)), HTTP: http.DefaultClient}, err
}

// say is short for exec walkin say.
func sayAs(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec("walkin", append([]string{"say"}, args...)...)
	switch {
	case err == nil && neg:
		ts.Fatalf("walkin say went well")
	case err != nil && !neg:
		ts.Fatalf("walkin say: %v", err)
	}
}

// sees PERSON CHANNEL REGEXP waits until that stands in a channel (- is the
// first one) as the person sees it: what others brought about, and what the
// bot wrote to them. With ! it must not stand there now.
func awaitSight(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: sees PERSON CHANNEL REGEXP")
	}
	person, channel, want := args[0], strings.TrimPrefix(args[1], "-"), regexp.MustCompile(`(?m)`+args[2])
	p, err := floorPlayer(ts)
	ts.Check(err)
	if neg {
		seen, err := whatStands(context.Background(), p, person, channel)
		ts.Check(err)
		if want.MatchString(seen) {
			ts.Fatalf("%s sees %q:\n%s", person, args[2], seen)
		}
		return
	}
	until(ts, func(ctx context.Context) error {
		seen, err := whatStands(ctx, p, person, channel)
		if err == nil && !want.MatchString(seen) {
			err = fmt.Errorf("%s does not see %q but:\n%s", person, args[2], seen)
		}
		return err
	})
}

// whatStands is a channel's messages, each with its thread, as a person sees
// them, as walkin say would print them.
func whatStands(ctx context.Context, p *workspace.Player, person, channel string) (string, error) {
	boot, err := p.Boot(ctx, person)
	if err != nil {
		return "", err
	}
	channel = cmp.Or(channel, firstChannel(boot))
	messages, err := standing(ctx, p, url.Values{"as": {person}, "channel": {channel}})
	if err != nil {
		return "", err
	}
	var all []string
	for _, m := range messages {
		thread := []*workspace.Message{m}
		if m.ReplyCount > 0 {
			if thread, err = standing(ctx, p, url.Values{"as": {person}, "channel": {channel}, "thread_ts": {m.TS}}); err != nil {
				return "", err
			}
		}
		for _, m := range thread {
			all = append(all, workspace.RenderMessage(channel, m, boot.Names()))
		}
	}
	return strings.Join(all, "\n"), nil
}

// standing are the messages that the workspace's page would show.
func standing(ctx context.Context, p *workspace.Player, q url.Values) ([]*workspace.Message, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL+"/client/messages?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var stands struct{ Messages []*workspace.Message }
	err = json.NewDecoder(resp.Body).Decode(&stands)
	return stands.Messages, err
}

// text VAR TIMES STRING sets a variable to so many copies of a string, given as
// in Go, with its escapes.
func setText(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: text VAR TIMES STRING")
	}
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	s, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	ts.Setenv(args[0], strings.Repeat(s, times))
}

// sql FILE STATEMENT does to a database what the program never would.
func runSQL(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql FILE STATEMENT")
	}
	db, err := sql.Open("sqlite3", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}
