package slackio

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/workspace"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// The bot as a process of its own, which ends itself at a given point as if the
// machine had lost its power.
const (
	killVar  = "WALKIN_TEST_KILL"
	dbVar    = "WALKIN_TEST_DB"
	tokenVar = "WALKIN_TEST_TOKENS"
)

func TestMain(m *testing.M) {
	if os.Getenv(dbVar) == "" {
		os.Exit(m.Run())
	}
	if err := beBot(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// beBot is the bot until it is told to stop, or gets as far as it is to live.
func beBot() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	db, err := storage.Open(ctx, os.Getenv(dbVar))
	if err != nil {
		return err
	}
	defer db.Close()
	b := &bot.Bot{DB: db, Log: slog.New(slog.DiscardHandler), Now: time.Now}
	die := func(point, words string) {
		if os.Getenv(killVar) == point && strings.Contains(words, "Ms Wang") {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	tokens := strings.Split(os.Getenv(tokenVar), " ")
	client, err := Connect(ctx, Options{
		APIURL: tokens[0], BotToken: tokens[1], AppToken: tokens[2],
		Busy: func(rules.Lang) string { return "Recording." },
		Handle: func(ctx context.Context, req bot.Request) bot.Reply {
			reply := b.Handle(ctx, req)
			die("after the commit", req.Text)
			return reply
		},
	})
	if err != nil {
		return err
	}
	posting := make(chan error, 1)
	go func() {
		posting <- b.SendPosts(ctx, nil, func(ctx context.Context, p bot.Post, earlier bot.Ref) (bot.Ref, error) {
			die("before the post", fmt.Sprint(p.Message))
			ref, err := client.Deliver(ctx, p, earlier)
			die("after the post", fmt.Sprint(p.Message))
			return ref, err
		})
	}()
	go func() {
		<-client.Ready()
		fmt.Println("ready")
	}()
	return errors.Join(client.Run(ctx), <-posting)
}

// A process is one life of the bot.
type process struct {
	t   *testing.T
	cmd *exec.Cmd
}

func live(t *testing.T, space *workspace.Server, path, until string) *process {
	t.Helper()
	p := &process{t, exec.Command(os.Args[0])}
	p.cmd.Env = append(os.Environ(), dbVar+"="+path, killVar+"="+until,
		tokenVar+"="+strings.Join([]string{space.APIURL(), space.BotToken(), space.AppToken()}, " "))
	p.cmd.Stderr = os.Stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the bot says %q, %v", line, err)
	}
	return p
}

func TestAProcessThatIsKilled(t *testing.T) {
	for _, point := range []string{"after the commit", "before the post", "after the post"} {
		t.Run(point, func(t *testing.T) {
			// The workspace outlives the bot's processes.
			f := open(t, func(*floor, bot.Request) bot.Reply { return bot.Reply{} })
			f.stop()
			if err := <-f.ended; err != nil {
				t.Fatal(err)
			}
			close(f.ended)
			s := openSiteIn(t, f.channel("floor"))
			if err := s.db.Close(); err != nil {
				t.Fatal(err)
			}
			first := live(t, f.space, s.path, point)
			if _, err := f.Say(t.Context(), "amy", "floor", "/visit Ms Wang 13800138000"); err != nil {
				t.Fatal(err)
			}
			var ended *exec.ExitError
			if err := first.cmd.Wait(); !errors.As(err, &ended) || !ended.Sys().(syscall.WaitStatus).Signaled() {
				t.Fatalf("the first life ended with %v", err)
			}

			second := live(t, f.space, s.path, "")
			// Amy, who may have been told nothing, tries once more.
			if got := told(f.say("amy", "floor", "/visit Ms Wang 13800138000")); !strings.Contains(got, "not recorded twice") {
				t.Errorf("Amy is told:\n%s", got)
			}
			f.next("bo", 0, saying("received by Amy"))
			s.drained()
			if err := second.cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if err := second.cmd.Wait(); err != nil {
				t.Errorf("the second life ended with %v", err)
			}
			api := slack.New(f.space.BotToken(), slack.OptionAPIURL(f.space.APIURL()))
			history, err := api.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: s.channel})
			if err != nil {
				t.Fatal(err)
			}
			posts := 0
			for _, m := range history.Messages {
				if strings.Contains(m.Text, "received by Amy") {
					posts++
				}
			}
			if posts != 1 {
				t.Errorf("the channel was told %d times", posts)
			}
			if s.db, err = storage.OpenReadOnly(t.Context(), s.path); err != nil {
				t.Fatal(err)
			}
			if n := s.recorded(); n != 1 {
				t.Errorf("%d visits are in the register", n)
			}
		})
	}
}

// drained waits until nothing is left to be sent.
func (s *site) drained() {
	s.t.Helper()
	db, err := storage.OpenReadOnly(s.t.Context(), s.path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		if _, some, err := db.NextJob(s.t.Context()); err != nil {
			s.t.Fatal(err)
		} else if !some {
			return
		}
		<-again.C
	}
}
