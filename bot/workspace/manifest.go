package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// A Manifest says what an app is: its commands, scopes and events. The fields
// are those of Slack's manifest; unknown ones are refused.
type Manifest struct {
	Metadata *struct {
		Major int `json:"major_version"`
		Minor int `json:"minor_version"`
	} `json:"_metadata"`
	Display  Display         `json:"display_information"`
	Features Features        `json:"features"`
	OAuth    OAuth           `json:"oauth_config"`
	Settings Settings        `json:"settings"`
	Function json.RawMessage `json:"functions"`
}

// Display is how the app presents itself.
type Display struct {
	Name            string `json:"name"`
	Description     string `json:"description"`
	LongDescription string `json:"long_description"`
	BackgroundColor string `json:"background_color"`
}

// Features are what people see of the app.
type Features struct {
	AppHome       AppHome         `json:"app_home"`
	BotUser       *BotUser        `json:"bot_user"`
	Shortcuts     []Shortcut      `json:"shortcuts"`
	Commands      []Command       `json:"slash_commands"`
	UnfurlDomains []string        `json:"unfurl_domains"`
	AgentView     json.RawMessage `json:"agent_view"`
	AssistantView json.RawMessage `json:"assistant_view"`
}

// AppHome says which tabs the app's own place has.
type AppHome struct {
	Home             bool  `json:"home_tab_enabled"`
	Messages         *bool `json:"messages_tab_enabled"`
	MessagesReadOnly bool  `json:"messages_tab_read_only_enabled"`
}

// BotUser is the app as a member of the workspace.
type BotUser struct {
	DisplayName  string `json:"display_name"`
	AlwaysOnline bool   `json:"always_online"`
}

// A Shortcut is an entry in the global or in a message's menu.
type Shortcut struct {
	Type        string `json:"type"`
	Name        string `json:"name"`
	CallbackID  string `json:"callback_id"`
	Description string `json:"description"`
}

// A Command is one slash command.
type Command struct {
	Command      string `json:"command"`
	Description  string `json:"description"`
	ShouldEscape bool   `json:"should_escape"`
	URL          string `json:"url"`
	UsageHint    string `json:"usage_hint"`
}

// OAuth holds the scopes the app asks for.
type OAuth struct {
	RedirectURLs []string `json:"redirect_urls"`
	Scopes       struct {
		Bot          []string `json:"bot"`
		User         []string `json:"user"`
		BotOptional  []string `json:"bot_optional"`
		UserOptional []string `json:"user_optional"`
	} `json:"scopes"`
	TokenManagement bool `json:"token_management_enabled"`
}

// Settings say how the app is reached.
type Settings struct {
	AllowedIPs []string `json:"allowed_ip_address_ranges"`
	Events     struct {
		Bot      []string        `json:"bot_events"`
		User     []string        `json:"user_events"`
		URL      string          `json:"request_url"`
		Metadata json.RawMessage `json:"metadata_subscriptions"`
	} `json:"event_subscriptions"`
	IncomingWebhooks *struct {
		Enabled bool `json:"incoming_webhooks_enabled"`
	} `json:"incoming_webhooks"`
	Interactivity struct {
		Enabled    bool   `json:"is_enabled"`
		OptionsURL string `json:"message_menu_options_url"`
		URL        string `json:"request_url"`
	} `json:"interactivity"`
	OrgDeploy       bool   `json:"org_deploy_enabled"`
	SocketMode      bool   `json:"socket_mode_enabled"`
	TokenRotation   bool   `json:"token_rotation_enabled"`
	FunctionRuntime string `json:"function_runtime"`
}

// ParseManifest reads an app manifest, YAML or JSON. It refuses unknown keys,
// whatever is over Slack's lengths and numbers, and commands or events without
// the scopes they need; the error names everything wrong.
func ParseManifest(text []byte) (Manifest, error) {
	var m Manifest
	if trimmed := bytes.TrimSpace(text); len(trimmed) == 0 || trimmed[0] != '{' {
		// Through JSON, so that one strict reader serves both.
		var err error
		if text, err = yaml.YAMLToJSON(text); err != nil {
			return m, err
		}
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return m, err
	}
	return m, errors.Join(m.problems()...)
}

var (
	commandName = regexp.MustCompile(`^/\S+$`)
	hexColor    = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)
)

// problems lists what Slack would refuse.
func (m *Manifest) problems() []error {
	var found []error
	say := func(at, format string, args ...any) {
		found = append(found, fmt.Errorf("%s: %s", at, fmt.Sprintf(format, args...)))
	}
	length := func(at, text string, least, most int) {
		if n := utf8.RuneCountInString(text); n < least || n > most {
			say(at, "%d characters, must be %d to %d", n, least, most)
		}
	}
	number := func(at string, n, most int) {
		if n > most {
			say(at, "%d items, at most %d", n, most)
		}
	}
	length("display_information.name", m.Display.Name, 1, 35)
	length("display_information.description", m.Display.Description, 0, 140)
	if m.Display.LongDescription != "" {
		length("display_information.long_description", m.Display.LongDescription, 175, 4000)
	}
	if c := m.Display.BackgroundColor; c != "" && !hexColor.MatchString(c) {
		say("display_information.background_color", "%q is no hex colour", c)
	}
	if m.Features.BotUser != nil {
		length("features.bot_user.display_name", m.Features.BotUser.DisplayName, 1, 80)
	}
	number("features.slash_commands", len(m.Features.Commands), 50)
	seen := map[string]bool{}
	for i, c := range m.Features.Commands {
		at := fmt.Sprintf("features.slash_commands[%d]", i)
		length(at+".command", c.Command, 2, 32)
		if !commandName.MatchString(c.Command) || strings.ContainsFunc(c.Command, unicode.IsUpper) {
			say(at+".command", "%q must be a slash and one word in lower case", c.Command)
		}
		if builtIn(c.Command) {
			say(at+".command", "%q is one of Slack's own", c.Command)
		}
		if seen[c.Command] {
			say(at+".command", "%q is there twice", c.Command)
		}
		seen[c.Command] = true
		length(at+".description", c.Description, 1, 2000)
		length(at+".usage_hint", c.UsageHint, 0, 1000)
		if !m.Settings.SocketMode && c.URL == "" {
			say(at+".url", "required while Socket Mode is off")
		}
	}
	number("features.shortcuts", len(m.Features.Shortcuts), 10)
	for i, c := range m.Features.Shortcuts {
		at := fmt.Sprintf("features.shortcuts[%d]", i)
		if c.Type != "global" && c.Type != "message" {
			say(at+".type", "%q must be global or message", c.Type)
		}
		length(at+".name", c.Name, 1, 24)
		length(at+".callback_id", c.CallbackID, 1, 255)
		length(at+".description", c.Description, 1, 150)
	}
	number("features.unfurl_domains", len(m.Features.UnfurlDomains), 5)
	found = append(found, m.scopeProblems()...)
	number("settings.event_subscriptions.bot_events", len(m.Settings.Events.Bot), 100)
	if !m.Settings.SocketMode {
		if len(m.Settings.Events.Bot) > 0 && m.Settings.Events.URL == "" {
			say("settings.event_subscriptions.request_url", "required while Socket Mode is off")
		}
		if m.Settings.Interactivity.Enabled && m.Settings.Interactivity.URL == "" {
			say("settings.interactivity.request_url", "required while Socket Mode is off")
		}
	}
	return found
}

// scopeProblems lists scopes that don't exist and those that something needs.
func (m *Manifest) scopeProblems() []error {
	var found []error
	for _, s := range m.OAuth.Scopes.Bot {
		if !slices.Contains(botScopes, s) {
			found = append(found, fmt.Errorf("oauth_config.scopes.bot: %q is no scope", s))
		}
	}
	need := func(at, what string, scopes ...string) {
		if !slices.ContainsFunc(scopes, m.has) {
			found = append(found, fmt.Errorf("%s: %s needs the scope %s", at, what, strings.Join(scopes, " or ")))
		}
	}
	if len(m.Features.Commands) > 0 {
		need("features.slash_commands", "a command", "commands")
	}
	if len(m.Features.Shortcuts) > 0 {
		need("features.shortcuts", "a shortcut", "commands")
	}
	for _, e := range m.Settings.Events.Bot {
		scopes, known := eventScopes[e]
		if !known {
			found = append(found, fmt.Errorf("settings.event_subscriptions.bot_events: %q is no event", e))
		} else if len(scopes) > 0 {
			need("settings.event_subscriptions.bot_events", e, scopes...)
		}
	}
	return found
}

// has tells whether the app was given a scope.
func (m *Manifest) has(scope string) bool { return slices.Contains(m.OAuth.Scopes.Bot, scope) }

// subscribed tells whether the app wants an event.
func (m *Manifest) subscribed(event string) bool {
	return slices.Contains(m.Settings.Events.Bot, event)
}

func (m *Manifest) botName() string {
	if m.Features.BotUser != nil {
		return m.Features.BotUser.DisplayName
	}
	return m.Display.Name
}

// messagesTab tells whether people may write to the app in its own place.
func (m *Manifest) messagesTab() bool {
	h := m.Features.AppHome
	return (h.Messages == nil || *h.Messages) && !h.MessagesReadOnly
}

func (m *Manifest) command(name string) (Command, bool) {
	for _, c := range m.Features.Commands {
		if c.Command == name {
			return c, true
		}
	}
	return Command{}, false
}

func (m *Manifest) shortcut(callbackID string) (Shortcut, bool) {
	for _, c := range m.Features.Shortcuts {
		if c.CallbackID == callbackID {
			return c, true
		}
	}
	return Shortcut{}, false
}

// eventScopes are the events this workspace can send, and the scopes of which
// one is needed.
//
// Source: docs.slack.dev/reference/events.
var eventScopes = map[string][]string{
	"app_home_opened": nil, "app_mention": {"app_mentions:read"}, "app_uninstalled": nil, "tokens_revoked": nil, "app_rate_limited": nil,
	"channel_archive": {"channels:read"}, "channel_created": {"channels:read"}, "channel_deleted": {"channels:read"},
	"channel_left": {"channels:read"}, "channel_rename": {"channels:read"}, "channel_unarchive": {"channels:read"},
	"channel_shared": {"channels:read"}, "channel_unshared": {"channels:read"}, "channel_id_changed": {"channels:read"},
	"channel_history_changed": {"channels:history"},
	"group_archive":           {"groups:read"}, "group_rename": {"groups:read"}, "group_unarchive": {"groups:read"},
	"group_left": {"groups:read"}, "group_deleted": {"groups:read"},
	"im_created": {"im:read"}, "im_open": {"im:read"}, "im_close": {"im:read"},
	"member_joined_channel": {"channels:read", "groups:read"}, "member_left_channel": {"channels:read", "groups:read"},
	"message.channels": {"channels:history"}, "message.groups": {"groups:history"},
	"message.im": {"im:history"}, "message.mpim": {"mpim:history"}, "message.app_home": nil,
	"file_shared": {"files:read"}, "file_created": {"files:read"}, "file_deleted": {"files:read"}, "file_public": {"files:read"},
	"file_change": {"files:read"}, "file_unshared": {"files:read"},
	"link_shared": {"links:read"}, "emoji_changed": {"emoji:read"},
	"pin_added": {"pins:read"}, "pin_removed": {"pins:read"},
	"reaction_added": {"reactions:read"}, "reaction_removed": {"reactions:read"},
	"team_join": {"users:read"}, "user_change": {"users:read"}, "user_profile_changed": {"users.profile:read"},
	"user_status_changed": {"users.profile:read"}, "user_huddle_changed": {"users:read"},
	"team_rename": {"team:read"}, "team_domain_change": {"team:read"}, "dnd_updated_user": {"dnd:read"},
	"subteam_created": {"usergroups:read"}, "subteam_updated": {"usergroups:read"}, "subteam_members_changed": {"usergroups:read"},
	"message_metadata_posted": {"metadata.message:read"}, "message_metadata_updated": {"metadata.message:read"},
	"message_metadata_deleted": {"metadata.message:read"},
	"assistant_thread_started": {"assistant:write"}, "assistant_thread_context_changed": {"assistant:write"},
}

// botScopes are the scopes a bot token can have.
//
// Source: docs.slack.dev/reference/scopes.
var botScopes = strings.Fields(`app_mentions:read assistant:write bookmarks:read bookmarks:write calls:read calls:write
	canvases:read canvases:write channels:history channels:join channels:manage channels:read channels:write.invites
	channels:write.topic chat:write chat:write.customize chat:write.public commands conversations.connect:manage
	conversations.connect:read conversations.connect:write datastore:read datastore:write dnd:read emoji:read files:read
	files:write groups:history groups:read groups:write groups:write.invites groups:write.topic im:history im:read im:write
	incoming-webhook links.embed:write links:read links:write lists:read lists:write metadata.message:read mpim:history
	mpim:read mpim:write mpim:write.invites mpim:write.topic none pins:read pins:write reactions:read reactions:write
	reminders:read reminders:write remote_files:read remote_files:share remote_files:write search:read.files
	search:read.public search:read.users team.billing:read team.preferences:read team:read tokens.basic triggers:read
	triggers:write usergroups:read usergroups:write users.profile:read users:read users:read.email users:write
	workflow.steps:execute workflows.templates:read workflows.templates:write`)

// builtIn tells whether a command is Slack's own; an app can't have it.
//
// Source: slack.com/help/articles/201259356.
func builtIn(command string) bool {
	return slices.Contains(builtIns, command)
}

var builtIns = strings.Fields(`/active /apps /archive /away /call /collapse /dm /expand /feed /feedback /huddle /invite
	/invite_people /join /keys /leave /me /msg /mute /open /part /prefs /remind /remove /rename /search /shortcuts /shrug
	/star /status /topic /who`)
