package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/walkin-chat/walkin/bot/workspace"
)

// workspaceCmd starts the workspace alone, for another app.
type workspaceCmd struct {
	Manifest string `required:"" placeholder:"FILE" help:"The app's manifest, YAML or JSON."`
	Data     string `default:"data/workspace" placeholder:"DIR" help:"Where what is said is kept (${default})."`
	Addr     string `default:"127.0.0.1:8028" placeholder:"HOST:PORT" help:"Where it listens; this machine only (${default})."`
	Fresh    bool   `help:"Begin with an empty workspace."`
}

// Run serves the workspace until it is told to stop.
func (c *workspaceCmd) Run(ctx context.Context, stdout io.Writer, log *slog.Logger) error {
	app, err := os.ReadFile(c.Manifest)
	if err != nil {
		return mistaken("read the manifest: %w", err)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	clock, err := openClock(filepath.Join(c.Data, clockFile))
	if err != nil {
		return err
	}
	// The same people, in a workspace that knows nothing of sales.
	seed := workspace.Seed{Team: "Workspace", Users: sampleSeed().Users}
	for _, name := range []string{"general", "random"} {
		room := workspace.Channel{Name: name}
		for _, u := range seed.Users {
			room.Members = append(room.Members, u.Name)
		}
		seed.Channels = append(seed.Channels, room)
	}
	ws, err := workspace.Open(ctx, workspace.Options{
		Path: filepath.Join(c.Data, workspaceFile), Manifest: app, Seed: seed,
		Now: clock.Now, Advance: clock.Advance, Log: log, Fresh: c.Fresh,
	})
	if err != nil {
		return mistaken("%w", err)
	}
	defer ws.Close()
	listener, err := listen(c.Addr)
	if err != nil {
		return err
	}
	address := "http://" + listener.Addr().String()
	ws.SetBaseURL(address)
	noted, err := noteAddress(c.Data, address)
	if err != nil {
		return err
	}
	defer noted()
	fmt.Fprintf(stdout, "SLACK_API_URL=%s\nSLACK_BOT_TOKEN=%s\nSLACK_APP_TOKEN=%s\nSLACK_SIGNING_SECRET=%s\n", ws.APIURL(), ws.BotToken(), ws.AppToken(), ws.SigningSecret())
	fmt.Fprintf(stdout, "# chat page: %s\n", address)
	server := &http.Server{Handler: ws.Handler(), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the workspace: %w", err)
	}
	return nil
}
