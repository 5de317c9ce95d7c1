package bot

import (
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// A Request is one thing that somebody did in the chat.
type Request struct {
	Key     string // delivery key; a repeat gets the stored reply
	Act     Act
	Asker   Asker
	Channel string    // where; a direct message with the bot is one too
	Place   string    // the channel's name, where the chat tells it
	Direct  bool      // Channel is a direct message with the bot
	At      time.Time // stamped once, where the request came in

	Command string // Command: the word after the slash, "visit" or "walkin"
	Text    string // Command, Mention: the words as typed, mentions as <@U…|name>, & < > as Slack escapes them

	Action  string   // Press, Change: which button, menu or field
	Value   string   // Press: what the button or chosen option carries
	Chosen  []string // Press, Change: what a menu of people or several options gave
	Message Ref      // Press, Shortcut: the message it was on
	Spoken  bool     // Press: that message was ephemeral
	Home    bool     // Press: it was on the App Home

	Form    string              // Submit, Change, Close: which form
	Private string              // what the form carried along
	Fields  map[string][]string // Submit, Change: the values by field; no entry is empty

	Shortcut string // Shortcut: its callback id

	Sent *SentFile // Mention: the file that came with the words

	WhatIf *rules.WhatIf // what an answer has asked the bot to find out first; nobody else sets it

	People map[rules.Person]Asker // those named in Text, Chosen and Fields, as the chat knows them; its Lang is not set
}

// An Act is what somebody did.
type Act int

// The acts.
const (
	Command  Act = iota // typed a slash command
	Press               // pressed a button or chose from a menu in a message or on the App Home
	Change              // changed a field of a form that asks to know at once
	Submit              // submitted a form
	Close               // closed a form without submitting
	Open                // opened the App Home
	Mention             // mentioned the bot, or wrote to it directly
	Join                // Asker is the bot itself: it joined Channel
	Shortcut            // used a shortcut on a message, or a global one
	Changed             // Asker's account was changed: renamed, deactivated, made a member
	Renamed             // Channel is called Place now
	Moved               // Channel has the id Place now
)

// An Asker is who did it, as the chat knows them.
type Asker struct {
	ID       rules.Person
	Name     string
	Lang     rules.Lang // the reader's language
	Admin    bool       // of the workspace
	Guest    bool       // a guest account
	Stranger bool       // from another company, in a shared channel
	Bot      bool
	Gone     bool // the account is deactivated
}

// A Ref names a message.
type Ref struct{ Channel, TS string }

// A SentFile is a file that somebody sent to the bot.
type SentFile struct {
	Name    string
	Content []byte
	Unread  Unread // why there is no Content
}

// Unread says why a file that was sent has not been read.
type Unread string

// Why files stay unread; the zero Unread is that of a file that was read.
const (
	SentSeveral   Unread = "several"   // more than one came at a time
	SentLarge     Unread = "large"     // more than MaxSentFile
	SentForbidden Unread = "forbidden" // the app has not been given the scope for it
	SentLost      Unread = "lost"      // the chat did not hand it over
)

// MaxSentFile is how many bytes of a file the bot reads: a policy has some 15,000.
const MaxSentFile = 128 << 10
