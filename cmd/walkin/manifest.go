package main

import (
	"io"
	"net/url"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/slackio"
)

// manifestCmd prints what Slack must know of the app.
type manifestCmd struct {
	URL string `name:"url" placeholder:"https://HOST" help:"Where Slack reaches the bot by HTTPS. Default: Socket Mode, which needs no address."`
}

// Run prints the manifest as JSON; Slack takes it under "Create New App, From a
// manifest".
func (c *manifestCmd) Run(stdout io.Writer) error {
	if c.URL != "" {
		if u, err := url.Parse(c.URL); err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return mistaken("--url %q: want an address that Slack can reach, such as https://walkin.example.com", c.URL)
		}
	}
	_, err := stdout.Write(manifestAt(c.URL))
	return err
}

// manifest is the app's, for Socket Mode: what the workspace, or Slack, must
// know of Walkin.
func manifest() []byte { return manifestAt("") }

// manifestAt is the same for requests to base.
func manifestAt(base string) []byte {
	var commands []slackio.Command
	for _, c := range bot.Commands() {
		commands = append(commands, slackio.Command{Name: c.Name, Description: c.About, UsageHint: c.Usage})
	}
	var shortcuts []slackio.Shortcut
	for _, s := range bot.Shortcuts() {
		shortcuts = append(shortcuts, slackio.Shortcut{ID: s.Name, Name: s.Usage, Description: s.About})
	}
	return slackio.Manifest(commands, shortcuts, base)
}
