package workspace

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// A Message is one message, in the fields Slack gives it.
type Message struct {
	Type        string          `json:"type"`
	Subtype     string          `json:"subtype,omitempty"`
	TS          string          `json:"ts"`
	User        string          `json:"user,omitempty"`
	Team        string          `json:"team,omitempty"`
	BotID       string          `json:"bot_id,omitempty"`
	AppID       string          `json:"app_id,omitempty"`
	BotProfile  json.RawMessage `json:"bot_profile,omitempty"`
	Username    string          `json:"username,omitempty"`
	ClientMsgID string          `json:"client_msg_id,omitempty"`
	Text        string          `json:"text"`
	Blocks      json.RawMessage `json:"blocks,omitempty"`
	Attachments json.RawMessage `json:"attachments,omitempty"`
	Metadata    json.RawMessage `json:"metadata,omitempty"`

	ThreadTS        string   `json:"thread_ts,omitempty"`
	ParentUser      string   `json:"parent_user_id,omitempty"`
	ReplyCount      int      `json:"reply_count,omitempty"`
	ReplyUsers      []string `json:"reply_users,omitempty"`
	ReplyUsersCount int      `json:"reply_users_count,omitempty"`
	LatestReply     string   `json:"latest_reply,omitempty"`

	Edited    *Edited    `json:"edited,omitempty"`
	Reactions []Reaction `json:"reactions,omitempty"`
	FileIDs   []string   `json:"file_ids,omitempty"` // kept; Files is made of it
	Files     []obj      `json:"files,omitempty"`
	Upload    bool       `json:"upload,omitempty"`

	Inviter string `json:"inviter,omitempty"`
	Topic   string `json:"topic,omitempty"`
	Name    string `json:"name,omitempty"`
	OldName string `json:"old_name,omitempty"`

	Ephemeral bool `json:"ephemeral,omitempty"` // towards the page only

	channel string
	pushed  int64 // when it was last shown to people, for finding the newest
}

// Edited tells who changed a message last, and when.
type Edited struct {
	User string `json:"user"`
	TS   string `json:"ts"`
}

// A Reaction is one emoji under a message.
type Reaction struct {
	Name  string   `json:"name"`
	Users []string `json:"users"`
	Count int      `json:"count"`
}

// A whisper is an ephemeral message: one reader, in memory only.
type whisper struct {
	*Message
	reader string
}

func (s *Server) loadMessages() error {
	return s.store.eachMessage(func(m *Message) {
		s.messages[m.channel] = append(s.messages[m.channel], m)
		s.seenTS(m.TS)
	})
}

// reply tells whether a message stands in a thread, below its first.
func (m *Message) reply() bool { return m.ThreadTS != "" && m.ThreadTS != m.TS }

// message finds a message of a channel by its time stamp.
func (s *Server) message(c *channel, ts string) *Message {
	list := s.messages[c.ID]
	i, found := slices.BinarySearchFunc(list, ts, func(m *Message, ts string) int { return strings.Compare(m.TS, ts) })
	if !found {
		return nil
	}
	return list[i]
}

// byApp signs a message as the app's own.
func (s *Server) byApp(m *Message) {
	m.User, m.BotID, m.AppID, m.Team = s.identity.BotUserID, s.identity.BotID, s.identity.AppID, s.identity.TeamID
	m.BotProfile = asJSON(obj{
		"id": m.BotID, "app_id": m.AppID, "user_id": m.User, "name": s.manifest.Display.Name, "deleted": false,
		"updated": s.users[m.User].Updated, "team_id": m.Team, "icons": obj{},
	})
}

// show is a message as others may see it: with its files and no inner fields.
func (s *Server) show(m *Message) *Message {
	out := *m
	out.FileIDs, out.Files = nil, nil
	for _, id := range m.FileIDs {
		if f := s.files[id]; f != nil {
			out.Files = append(out.Files, s.fileObject(f))
		}
	}
	return &out
}

// post says something in a channel: it gets its time stamp, is kept, shown to
// the people who see the channel and told to the app. The channel must be open
// and the thread must exist.
func (s *Server) post(a *act, c *channel, m *Message) error {
	m.Type, m.channel, m.TS = "message", c.ID, s.nextTS()
	if m.Team == "" && m.User != "" {
		m.Team = s.teamOf(s.users[m.User])
	}
	var parent *Message
	if m.ThreadTS != "" {
		if parent = s.message(c, m.ThreadTS); parent != nil {
			m.ParentUser = parent.User
		}
	}
	if err := s.store.saveMessage(m); err != nil {
		return err
	}
	s.messages[c.ID] = append(s.messages[c.ID], m)
	s.live.count++
	m.pushed = s.live.count
	s.push(s.audience(c), obj{"type": "message", "channel": c.ID, "message": s.show(m)})
	if parent != nil {
		parent.ThreadTS = parent.TS
		if err := s.countReplies(c, parent); err != nil {
			return err
		}
	}
	s.emitMessage(a, c, m)
	return nil
}

// countReplies brings a thread's first message in line with its replies.
func (s *Server) countReplies(c *channel, parent *Message) error {
	parent.ReplyCount, parent.ReplyUsers, parent.LatestReply = 0, nil, ""
	for _, m := range s.messages[c.ID] {
		if m.ThreadTS == parent.TS && m.reply() {
			parent.ReplyCount++
			parent.LatestReply = m.TS
			if !slices.Contains(parent.ReplyUsers, m.User) {
				parent.ReplyUsers = append(parent.ReplyUsers, m.User)
			}
		}
	}
	parent.ReplyUsersCount = len(parent.ReplyUsers)
	return s.keepMessage(c, parent)
}

// keepMessage writes down a changed message and shows it.
func (s *Server) keepMessage(c *channel, m *Message) error {
	if err := s.store.saveMessage(m); err != nil {
		return err
	}
	s.push(s.audience(c), obj{"type": "message_changed", "channel": c.ID, "message": s.show(m)})
	return nil
}

// edit applies a change to a message and tells everyone.
func (s *Server) edit(a *act, c *channel, m *Message, by string, change func(*Message)) error {
	before := s.show(m)
	change(m)
	m.Edited = &Edited{User: by, TS: s.nextTS()}
	s.live.count++
	m.pushed = s.live.count
	if err := s.keepMessage(c, m); err != nil {
		return err
	}
	s.emitIn(a, c, messageEvent(c), obj{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": c.ID, "channel_type": c.kind(),
		"message": s.show(m), "previous_message": before, "ts": m.Edited.TS, "event_ts": m.Edited.TS,
	})
	return nil
}

// remove deletes a message; the first of a thread leaves a tombstone.
func (s *Server) remove(a *act, c *channel, m *Message) error {
	before := s.show(m)
	if m.ReplyCount > 0 {
		*m = Message{
			Type: "message", Subtype: "tombstone", TS: m.TS, User: "USLACKBOT", Text: "This message was deleted.", channel: c.ID,
			ThreadTS: m.TS, ReplyCount: m.ReplyCount, ReplyUsers: m.ReplyUsers, ReplyUsersCount: m.ReplyUsersCount, LatestReply: m.LatestReply,
		}
		if err := s.keepMessage(c, m); err != nil {
			return err
		}
	} else {
		if err := s.store.dropMessage(c.ID, m.TS); err != nil {
			return err
		}
		s.messages[c.ID] = slices.DeleteFunc(s.messages[c.ID], func(x *Message) bool { return x == m })
		s.push(s.audience(c), obj{"type": "message_deleted", "channel": c.ID, "ts": m.TS})
		if m.reply() {
			if parent := s.message(c, m.ThreadTS); parent != nil {
				if err := s.countReplies(c, parent); err != nil {
					return err
				}
			}
		}
	}
	if i := slices.IndexFunc(c.Pins, func(p pin) bool { return p.TS == m.TS }); i >= 0 {
		c.Pins = slices.Delete(c.Pins, i, i+1)
		if err := s.keepChannel(c); err != nil {
			return err
		}
	}
	ts := s.nextTS()
	s.emitIn(a, c, messageEvent(c), obj{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": c.ID, "channel_type": c.kind(),
		"deleted_ts": before.TS, "previous_message": before, "ts": ts, "event_ts": ts,
	})
	return nil
}

// whisper shows a message to one person only, until their page forgets it.
func (s *Server) whisper(c *channel, reader string, m *Message) {
	m.Type, m.channel, m.TS, m.Ephemeral = "message", c.ID, s.nextTS(), true
	s.live.count++
	m.pushed = s.live.count
	const kept = 500
	list := append(s.whispers[reader], &whisper{Message: m, reader: reader})
	s.whispers[reader] = list[max(0, len(list)-kept):]
	s.push([]string{reader}, obj{"type": "ephemeral", "channel": c.ID, "message": s.show(m)})
}

// whispered finds an ephemeral message.
func (s *Server) whispered(reader, channel, ts string) *whisper {
	for _, w := range s.whispers[reader] {
		if w.channel == channel && w.TS == ts {
			return w
		}
	}
	return nil
}

// rewhisper shows a changed ephemeral message, in its old place.
func (s *Server) rewhisper(w *whisper) {
	s.live.count++
	w.pushed = s.live.count
	s.push([]string{w.reader}, obj{"type": "ephemeral", "channel": w.channel, "message": s.show(w.Message)})
}

// unwhisper takes an ephemeral message away.
func (s *Server) unwhisper(w *whisper) {
	s.whispers[w.reader] = slices.DeleteFunc(s.whispers[w.reader], func(x *whisper) bool { return x == w })
	s.push([]string{w.reader}, obj{"type": "ephemeral_deleted", "channel": w.channel, "ts": w.TS})
}

// react adds or takes away an emoji; false if there was nothing to do.
func (s *Server) react(a *act, c *channel, m *Message, user, name string, add bool) (bool, error) {
	i := slices.IndexFunc(m.Reactions, func(r Reaction) bool { return r.Name == name })
	there := i >= 0 && slices.Contains(m.Reactions[i].Users, user)
	if there == add {
		return false, nil
	}
	m.Reactions = slices.Clone(m.Reactions)
	if add {
		if i < 0 {
			m.Reactions = append(m.Reactions, Reaction{Name: name})
			i = len(m.Reactions) - 1
		}
		m.Reactions[i].Users = append(slices.Clone(m.Reactions[i].Users), user)
	} else {
		m.Reactions[i].Users = slices.DeleteFunc(slices.Clone(m.Reactions[i].Users), func(id string) bool { return id == user })
	}
	m.Reactions[i].Count = len(m.Reactions[i].Users)
	if m.Reactions[i].Count == 0 {
		m.Reactions = slices.Delete(m.Reactions, i, i+1)
	}
	if err := s.store.saveMessage(m); err != nil {
		return false, err
	}
	s.push(s.audience(c), obj{"type": "reaction", "channel": c.ID, "message": s.show(m)})
	kind := "reaction_added"
	if !add {
		kind = "reaction_removed"
	}
	s.emitIn(a, c, kind, obj{
		"type": kind, "user": user, "reaction": name, "item_user": m.User,
		"item": obj{"type": "message", "channel": c.ID, "ts": m.TS}, "event_ts": s.nextTS(),
	})
	return true, nil
}

// a bucket is the allowance for posting in one channel: a burst, then about
// one a second. It goes by real time, as the limits protect a real server.
type bucket struct {
	left float64
	at   time.Time
}

// postBurst is how many messages an app may post in a channel before it is
// held to one a second.
const postBurst = 30

// allow takes one from a channel's allowance; if none is left it says how long
// to wait.
func (s *Server) allow(channel string) (time.Duration, bool) {
	b, now := s.posts[channel], time.Now()
	if b == nil {
		b = &bucket{left: postBurst, at: now}
		s.posts[channel] = b
	}
	b.left, b.at = min(postBurst, b.left+now.Sub(b.at).Seconds()), now
	if b.left < 1 {
		return time.Duration((1 - b.left) * float64(time.Second)), false
	}
	b.left--
	return 0, true
}

// asJSON is a value as JSON text; values here can always be encoded.
func asJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic("workspace: " + err.Error())
	}
	return b
}
