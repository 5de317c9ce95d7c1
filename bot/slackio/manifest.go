package slackio

import (
	"encoding/json"
	"fmt"
	"strings"

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

// A Scope is something the bot may do, and what it does it for.
type Scope struct{ Name, For string }

// Scopes are all that the bot asks for; each is used.
func Scopes() []Scope {
	return []Scope{
		{"app_mentions:read", "to be asked for help by its name"},
		{"channels:history", "to look whether a post has arrived, where Slack did not say, before it is sent again; to link the files posted in a dispute's thread"},
		{"channels:read", "to learn that it joined a public channel, and that it was renamed"},
		{"chat:write", "to answer and to post"},
		{"commands", "its slash commands"},
		{"files:read", "to read a policy file that a manager sends it directly"},
		{"files:write", "to hand over the month's spreadsheet, and pictures of a case or of the turns"},
		{"groups:history", "the same as channels:history, for private channels"},
		{"groups:read", "the same as channels:read, for private channels"},
		{"im:history", "to read what is written to it directly"},
		{"im:write", "to open direct messages"},
		{"pins:write", "to pin the day's rotation, and to take down yesterday's"},
		{"users:read", "names, languages, and who is an admin or a guest"},
	}
}

var events = []string{
	"app_home_opened", "app_mention", "app_uninstalled", "channel_id_changed", "channel_rename", "group_rename", "member_joined_channel",
	"message.im", "tokens_revoked", "user_change",
}

// Manifest is the Slack app as JSON: for Socket Mode, or where base is not
// empty, for requests to the paths below that address.
func Manifest(commands []Command, shortcuts []Shortcut, base string) []byte {
	address := func(path string) string {
		if base == "" {
			return ""
		}
		return strings.TrimRight(base, "/") + path
	}
	var scopes []string
	for _, s := range Scopes() {
		scopes = append(scopes, s.Name)
	}
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
			EventSubscriptions: &slack.EventSubscriptions{RequestUrl: address(EventsPath), BotEvents: events},
			Interactivity:      &slack.Interactivity{IsEnabled: true, RequestUrl: address(InteractivityPath)},
			SocketModeEnabled:  base == "",
		},
	}
	for _, c := range commands {
		m.Features.SlashCommands = append(m.Features.SlashCommands, slack.ManifestSlashCommand{
			Command: "/" + c.Name, Url: address(CommandsPath), Description: c.Description, UsageHint: c.UsageHint, ShouldEscape: true,
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
