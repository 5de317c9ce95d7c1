package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/bot/slackio"
	"github.com/walkin-chat/walkin/bot/workspace"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// startCmd starts the bot: in a real Slack where one is set up, else with the
// embedded workspace.
type startCmd struct {
	Data  string   `env:"WALKIN_DATA" default:"data" placeholder:"DIR" help:"Where the register and the workspace are kept (${default})."`
	Addr  string   `env:"WALKIN_ADDR" default:"127.0.0.1:8027" placeholder:"HOST:PORT" help:"Where the chat page listens; this machine only (${default})."`
	Admin []string `env:"WALKIN_ADMINS" placeholder:"USER" help:"Chat user IDs that may set up sites besides the workspace's admins."`
	Fresh bool     `help:"Begin anew: forget the workspace and its register."`
}

// Where the chat pages listen where nobody says otherwise.
const (
	defaultAddr          = "127.0.0.1:8027"
	defaultWorkspaceAddr = "127.0.0.1:8028"
)

// The files in the data folder.
const (
	registerFile  = "walkin.db"
	slackFile     = "slack.db" // the register of a real Slack
	workspaceFile = "workspace.db"
	clockFile     = "clock"
	addressFile   = "address" // of the running workspace, for walkin say
)

// Run starts everything and returns when the process is told to stop.
func (c *startCmd) Run(ctx context.Context, stdout io.Writer, log *slog.Logger) error {
	to, err := chooseConnection(os.Getenv)
	switch {
	case err != nil:
		return err
	case to.mode == embedded:
		err = c.runEmbedded(ctx, stdout, log)
	default:
		err = c.runInSlack(ctx, to, stdout, log)
	}
	if ctx.Err() != nil {
		return nil // told to stop while starting, or running: that is no trouble
	}
	return err
}

// runEmbedded runs the bot in the embedded workspace.
func (c *startCmd) runEmbedded(ctx context.Context, stdout io.Writer, log *slog.Logger) error {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	register := filepath.Join(c.Data, registerFile)
	// Held before anything is emptied: a running bot's files are its own.
	db, err := openRegister(ctx, register, c.Fresh)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Fresh {
		if err := os.Remove(filepath.Join(c.Data, clockFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("begin anew: %w", err)
		}
	}
	clock, err := openClock(filepath.Join(c.Data, clockFile))
	if err != nil {
		return err
	}
	ws, err := workspace.Open(ctx, workspace.Options{
		Path: filepath.Join(c.Data, workspaceFile), Manifest: manifest(), Seed: sampleSeed(),
		Now: clock.Now, Advance: clock.Advance, Log: log, Fresh: c.Fresh,
	})
	if err != nil {
		return fmt.Errorf("open the workspace: %w", err)
	}
	defer ws.Close()

	listener, err := listen(c.Addr)
	if err != nil {
		return err
	}
	address := "http://" + listener.Addr().String()
	ws.SetBaseURL(address)
	server := &http.Server{Handler: ws.Handler(), ReadHeaderTimeout: 10 * time.Second}

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve the chat page: %w", err)
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		return server.Close()
	})
	defer group.Wait()
	defer stop()

	b := &bot.Bot{DB: db, Log: log, Now: clock.Now, Workbook: workbook, Timeline: timeline, Fairness: fairness}
	for _, id := range c.Admin {
		b.Admins = append(b.Admins, rules.Person(id))
	}
	if err := b.Warm(ctx); err != nil {
		return fmt.Errorf("read the registers: %w", err)
	}
	client, err := slackio.Connect(ctx, slackio.Options{
		BotToken: ws.BotToken(), AppToken: ws.AppToken(), APIURL: ws.APIURL(), Now: clock.Now, Log: log,
		Handle: b.Handle, Busy: func(lang rules.Lang) string { return say.Busy.In(lang) },
		Undelivered: b.Undelivered,
	})
	if err != nil {
		return fmt.Errorf("connect to the workspace: %w", err)
	}
	if err := laySample(ctx, b, address, clock); err != nil {
		return err
	}
	noted, err := noteAddress(c.Data, address)
	if err != nil {
		return err
	}
	defer noted()
	group.Go(func() error { return client.Run(ctx) })
	group.Go(func() error { return b.SendPosts(ctx, clock.jumped(), client.Deliver) })
	group.Go(func() error { return b.Remind(ctx, clock.jumped()) })
	group.Go(func() error {
		select {
		case <-ctx.Done():
		case <-client.Ready():
			fmt.Fprintf(stdout, "Walkin is ready: %s/?as=%s\n", address, reader(os.Getenv))
		}
		return nil
	})
	return group.Wait()
}

// openRegister opens the register, after removing the old one where the bot is
// to begin anew and nobody holds it.
func openRegister(ctx context.Context, path string, fresh bool) (*storage.DB, error) {
	db, err := storage.Open(ctx, path)
	if err != nil || !fresh {
		return db, err
	}
	if err := db.Close(); err != nil {
		return nil, fmt.Errorf("begin anew: %w", err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("begin anew: %w", err)
		}
	}
	return storage.Open(ctx, path)
}

// listen listens on this machine only: at the address asked for, or where the
// one nobody asked for is taken, at a free port.
func listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("WALKIN_ADDR %q: want HOST:PORT, such as 127.0.0.1:8027", address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("WALKIN_ADDR %q: the workspace has no log-in and listens on this machine only, such as 127.0.0.1:8027", address)
	}
	l, err := net.Listen("tcp", address)
	if err == nil {
		return l, nil
	}
	if address != defaultAddr && address != defaultWorkspaceAddr {
		return nil, fmt.Errorf("listen for the chat page: %w; choose another address with WALKIN_ADDR or --addr", err)
	}
	if l, err = net.Listen("tcp", net.JoinHostPort(host, "0")); err != nil {
		return nil, fmt.Errorf("listen for the chat page: %w", err)
	}
	return l, nil
}

// reader is whose eyes the chat page opens with: Amy reads Chinese, Bo English,
// and so does whoever started the bot, by their environment.
func reader(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if lang := getenv(name); strings.HasPrefix(lang, "zh") {
			return "amy"
		} else if lang != "" {
			break
		}
	}
	return "bo"
}

// The sample floor's people and channel.
const (
	sampleChannel = "滨江售楼部"
	sampleZone    = "Asia/Shanghai"
)

var sampleStaff = bot.SampleStaff{Amy: "U0AMY0001", Bo: "U0BO00001", Chen: "U0CHEN001", Dan: "U0DAN0001", Lee: "U0LEE0001", Zhou: "U0ZHOU001"}

func sampleSeed() workspace.Seed {
	user := func(id rules.Person, name, real, locale string, admin bool) workspace.User {
		return workspace.User{ID: string(id), Name: name, RealName: real, Locale: locale, TZ: sampleZone, Admin: admin}
	}
	return workspace.Seed{
		Team: "滨江 Riverside",
		Users: []workspace.User{
			user(sampleStaff.Amy, "amy", "Amy", "zh-CN", false),
			user(sampleStaff.Bo, "bo", "Bo", "en-US", false),
			user(sampleStaff.Chen, "chen", "陈晨", "zh-CN", false),
			user(sampleStaff.Dan, "dan", "Dan", "en-US", false),
			user(sampleStaff.Lee, "lee", "李磊", "zh-CN", false),
			user(sampleStaff.Zhou, "zhou", "周敏", "zh-CN", true),
		},
		Channels: []workspace.Channel{
			{Name: sampleChannel, Members: []string{"amy", "bo", "chen", "dan", "lee", "zhou", "walkin"}, Topic: "来访登记 · visits"},
			{Name: "茶水间", Members: []string{"amy", "bo", "chen", "dan", "lee", "zhou"}, Topic: "闲聊 · off topic"},
		},
	}
}

// laySample makes the sample channel a site, the first time.
func laySample(ctx context.Context, b *bot.Bot, address string, clock *clock) error {
	player := &workspace.Player{URL: address, HTTP: http.DefaultClient}
	boot, err := player.Boot(ctx, "amy")
	if err != nil {
		return fmt.Errorf("look at the workspace: %w", err)
	}
	for _, room := range boot.Channels {
		if strings.EqualFold(room.Name, sampleChannel) {
			return b.LaySample(ctx, room.ID, sampleStaff, clock.Now())
		}
	}
	return nil
}
