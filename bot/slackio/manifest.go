package slackio

import (
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"
)

// A Command is a slash command as the manifest lists it. Name is the word
// after the slash.
type Command struct{ Name, Description, UsageHint string }

// A Shortcut is an entry in a message's menu or, if Global, in the general
// one. ID is what a [bot.Request] carries as its Shortcut.
type Shortcut struct {
	ID, Name, Description string
	Global                bool
}

// scopes are what the bot may do; each is used.
var scopes = []string{
	"app_mentions:read", // asked for help by its name
	"channels:read",     // told that it joined a public channel
	"chat:write",        // answers and posts
	"commands",          // commands and shortcuts
	"groups:read",       // told that it joined a private channel
	"im:history",        // reads what is written to it directly
	"im:write",          // opens direct messages
	"users:read",        // names, languages and who is a guest or an admin
}

var events = []string{"app_home_opened", "app_mention", "member_joined_channel", "message.im", "user_change"}

// Manifest is the Slack app as JSON, for Socket Mode.
func Manifest(commands []Command, shortcuts []Shortcut) []byte {
	m := slack.Manifest{
		Metadata: slack.ManifestMetadata{MajorVersion: 1, MinorVersion: 1},
		Display: slack.Display{
			Name: "Walkin", Description: "Registers visits, knows whose customer it is and who is next. 登记来访，查归属，看轮到谁。", BackgroundColor: "#1f4d3a",
		},
		Features: slack.Features{
			AppHome: slack.AppHome{HomeTabEnabled: true, MessagesTabEnabled: true},
			BotUser: slack.BotUser{DisplayName: "walkin", AlwaysOnline: true},
		},
		OAuthConfig: slack.OAuthConfig{Scopes: slack.OAuthScopes{Bot: scopes}},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{BotEvents: events},
			Interactivity:      &slack.Interactivity{IsEnabled: true},
			SocketModeEnabled:  true,
		},
	}
	for _, c := range commands {
		m.Features.SlashCommands = append(m.Features.SlashCommands, slack.ManifestSlashCommand{
			Command: "/" + c.Name, Description: c.Description, UsageHint: c.UsageHint, ShouldEscape: true,
		})
	}
	for _, s := range shortcuts {
		kind := slack.MessageShortcut
		if s.Global {
			kind = slack.GlobalShortcut
		}
		m.Features.Shortcuts = append(m.Features.Shortcuts, slack.Shortcut{Type: kind, CallbackID: s.ID, Name: s.Name, Description: s.Description})
	}
	out, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		panic(fmt.Sprintf("manifest: %v", err)) // strings and booleans only
	}
	return append(out, '\n')
}
