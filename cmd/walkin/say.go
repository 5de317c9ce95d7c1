package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/workspace"
)

// sayCmd plays a person in the running workspace, for scripts and for trying
// things out in a terminal.
type sayCmd struct {
	Person  string            `arg:"" help:"Who: a handle such as amy, or an ID."`
	Text    string            `arg:"" optional:"" help:"What they type: a message or a slash command."`
	In      string            `placeholder:"CHANNEL" help:"Where: a channel's name, or @somebody for a direct message. Default: the first channel."`
	File    string            `type:"existingfile" placeholder:"PATH" help:"Send this file; without --in, to the bot directly." xor:"act"`
	Click   string            `placeholder:"LABEL" help:"Press this button, or choose this option, of the newest message or form that has it; MENU=OPTION picks from a certain menu." xor:"act"`
	Submit  bool              `help:"Send the open form." xor:"act"`
	Fill    map[string]string `placeholder:"FIELD=VALUE" short:"f" help:"Fill in a field of the form before it is sent."`
	Home    bool              `help:"Open the App Home." xor:"act"`
	Advance string            `placeholder:"DURATION" help:"Move the workspace's clock forward, such as 90m or 30d." xor:"act"`
	JSON    bool              `name:"json" help:"Print what comes back as JSON Lines."`
	Data    string            `env:"WALKIN_DATA" default:"data" placeholder:"DIR" help:"The data folder of the running bot (${default})."`
	URL     string            `name:"url" placeholder:"URL" help:"The workspace's address. Default: what the running bot noted in its data folder."`
}

// sayStill is how long the bot must do nothing to have answered: its posts
// follow its answers, on a busy machine not at once.
const sayStill = 400 * time.Millisecond

// Run does one thing and prints what comes of it.
func (c *sayCmd) Run(ctx context.Context, stdout io.Writer) error {
	address, err := c.address()
	if err != nil {
		return err
	}
	player := &workspace.Player{URL: address, HTTP: http.DefaultClient, Still: sayStill}
	boot, err := player.Boot(ctx, c.Person)
	if err != nil {
		return playing(err)
	}
	act, err := c.act(ctx, player, boot)
	if err != nil {
		return playing(err)
	}
	events, err := player.Await(ctx, act)
	if err != nil {
		return playing(err)
	}
	// What came may be in a channel that was not there before.
	if boot, err = player.Boot(ctx, c.Person); err != nil {
		return playing(err)
	}
	names := boot.Names()
	for _, e := range events {
		if c.JSON {
			fmt.Fprintln(stdout, string(e.Raw))
		} else if text := workspace.Render(e, names); text != "" {
			fmt.Fprintln(stdout, text)
		}
	}
	if !c.JSON {
		for _, field := range slices.Sorted(maps.Keys(act.Errors)) {
			fmt.Fprintf(stdout, "%s: %s\n", field, act.Errors[field])
		}
	}
	return nil
}

func (c *sayCmd) act(ctx context.Context, player *workspace.Player, boot workspace.Boot) (workspace.Act, error) {
	switch {
	case c.File != "":
		content, err := os.ReadFile(c.File)
		if err != nil {
			return workspace.Act{}, mistake{err}
		}
		return player.Send(ctx, c.Person, cmp.Or(c.In, "@"+boot.App.Bot), filepath.Base(c.File), content)
	case c.Click != "":
		return player.Click(ctx, c.Person, c.Click)
	case c.Submit:
		return player.Submit(ctx, c.Person, c.Fill)
	case c.Home:
		return player.Do(ctx, "home", c.Person, nil)
	case c.Advance != "":
		return player.Do(ctx, "clock", c.Person, map[string]any{"advance": c.Advance})
	case c.Text == "":
		return workspace.Act{}, mistaken("say what? give a text, or one of --file, --click, --submit, --home, --advance")
	}
	return player.Say(ctx, c.Person, cmp.Or(c.In, firstChannel(boot)), c.Text)
}

// firstChannel is where a person speaks unless told otherwise.
func firstChannel(boot workspace.Boot) string {
	for _, room := range boot.Channels {
		if !room.IM {
			return room.ID
		}
	}
	return ""
}

// address is where the running workspace listens.
func (c *sayCmd) address() (string, error) {
	if c.URL != "" {
		return strings.TrimSuffix(c.URL, "/"), nil
	}
	noted, err := os.ReadFile(filepath.Join(c.Data, addressFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", mistaken("no workspace is running with the data folder %s; start one with: walkin", c.Data)
	case err != nil:
		return "", fmt.Errorf("find the running workspace: %w", err)
	}
	return strings.TrimSpace(string(noted)), nil
}

// noteAddress tells walkin say where the workspace listens, until it is called
// off.
func noteAddress(data, address string) (forget func(), err error) {
	path := filepath.Join(data, addressFile)
	if err := os.WriteFile(path, []byte(address+"\n"), 0o600); err != nil {
		return nil, fmt.Errorf("note the address: %w", err)
	}
	return func() { _ = os.Remove(path) }, nil
}

// playing says what the workspace refused as the caller's mistake.
func playing(err error) error {
	var refused *workspace.PlayError
	if errors.As(err, &refused) {
		return mistake{err}
	}
	var bad *json.SyntaxError
	if errors.As(err, &bad) {
		return fmt.Errorf("the workspace did not answer as one: %w", err)
	}
	return err
}
