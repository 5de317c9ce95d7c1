package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/bot/slackio"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// runInSlack runs the bot in a real Slack until it is told to stop.
func (c *startCmd) runInSlack(ctx context.Context, to connection, stdout io.Writer, log *slog.Logger) error {
	if c.Fresh {
		return mistaken("--fresh empties the embedded workspace only; the register of a real Slack is in %s", filepath.Join(c.Data, slackFile))
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	db, err := storage.Open(ctx, filepath.Join(c.Data, to.registerFile()))
	if err != nil {
		return err
	}
	defer db.Close()
	b := &bot.Bot{DB: db, Log: log, Now: time.Now, Workbook: workbook, Timeline: timeline, Fairness: fairness}
	for _, id := range c.Admin {
		b.Admins = append(b.Admins, rules.Person(id))
	}
	if err := b.Warm(ctx); err != nil {
		return fmt.Errorf("read the registers: %w", err)
	}
	opts := to.options()
	opts.Log, opts.Handle, opts.Undelivered = log, b.Handle, b.Undelivered
	opts.Busy = func(lang rules.Lang) string { return say.Busy.In(lang) }
	client, err := slackio.Connect(ctx, opts)
	if wrong := (*slackio.TokenError)(nil); errors.As(err, &wrong) {
		return mistake{err}
	}
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	ready := "Walkin is ready in Slack, by Socket Mode.\n"
	if to.mode == signedHTTP {
		listener, err := net.Listen("tcp", to.listen)
		if err != nil {
			return fmt.Errorf("%s: %w", listenVar, err)
		}
		ready = fmt.Sprintf("Walkin is ready for Slack's requests at http://%s%s, %s and %s\n",
			listener.Addr(), slackio.CommandsPath, slackio.InteractivityPath, slackio.EventsPath)
		group.Go(func() error { return client.Serve(ctx, listener) })
	} else {
		group.Go(func() error { return client.Run(ctx) })
	}
	group.Go(func() error { return b.SendPosts(ctx, nil, client.Deliver) })
	group.Go(func() error { return b.Remind(ctx, nil) })
	group.Go(func() error {
		select {
		case <-ctx.Done():
		case <-client.Ready():
			fmt.Fprint(stdout, ready)
		}
		return nil
	})
	err = group.Wait()
	if wrong := (*slackio.TokenError)(nil); errors.As(err, &wrong) {
		return mistake{fmt.Errorf("%w\nWhat was recorded and what waits to be posted is kept. If the app was removed, install it again; put the new token where the old one stands and start Walkin again", err)}
	}
	return err
}
