package workspace

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// reach finds a channel for the app, by ID or "#name"; a user's ID means the
// direct message with them. Channels that the app can't see don't exist.
func (s *Server) reach(ref string) (*channel, error) {
	if ref == "" {
		return nil, wrong("invalid_arguments", "missing required field: channel")
	}
	if m := s.users[ref]; m != nil {
		if m.Bot {
			return nil, apiError{code: "channel_not_found"}
		}
		return s.direct(s.identity.BotUserID, m.ID)
	}
	c := s.channels[ref]
	if c == nil {
		name := strings.TrimPrefix(ref, "#")
		for _, id := range s.chanOrder {
			if x := s.channels[id]; !x.IM && x.Name == name {
				c = x
			}
		}
	}
	if c == nil || (c.Private || c.IM) && !c.has(s.identity.BotUserID) {
		return nil, apiError{code: "channel_not_found"}
	}
	return c, nil
}

// inside is reach for what only members may do.
func (s *Server) inside(ref string) (*channel, error) {
	c, err := s.reach(ref)
	if err == nil && !c.has(s.identity.BotUserID) {
		err = apiError{code: "not_in_channel"}
	}
	return c, err
}

// writable is reach for posting.
func (s *Server) writable(ref string) (*channel, error) {
	c, err := s.reach(ref)
	switch {
	case err != nil:
	case c.Archived:
		err = apiError{code: "is_archived"}
	case !c.has(s.identity.BotUserID) && !s.manifest.has("chat:write.public"):
		err = apiError{code: "not_in_channel"}
	}
	return c, err
}

// compose reads a message's content from a call, checked.
func (s *Server) compose(c *call) (*Message, error) {
	m := &Message{Text: c.str("text")}
	if md := c.str("markdown_text"); md != "" {
		if m.Text != "" || c.str("blocks") != "" {
			return nil, apiError{code: "markdown_text_conflict"}
		}
		if utf8.RuneCountInString(md) > 12000 {
			return nil, apiError{code: "msg_too_long"}
		}
		m.Text = md
	}
	blocks, err := checkedBlocks(c.str("blocks"))
	if err != nil {
		return nil, err
	}
	m.Blocks = blocks
	if a := c.str("attachments"); a != "" && a != "[]" && a != "null" {
		if m.Attachments, err = checkedAttachments(a); err != nil {
			return nil, err
		}
	}
	if md := c.str("metadata"); md != "" && md != "null" {
		var v struct {
			Type    string          `json:"event_type"`
			Payload json.RawMessage `json:"event_payload"`
		}
		if err := json.Unmarshal([]byte(md), &v); err != nil || v.Type == "" || len(v.Payload) == 0 || v.Payload[0] != '{' {
			return nil, apiError{code: "invalid_metadata_format"}
		}
		m.Metadata = json.RawMessage(md)
	}
	if strings.TrimSpace(m.Text) == "" && len(m.Blocks) == 0 && len(m.Attachments) == 0 {
		return nil, apiError{code: "no_text"}
	}
	if utf8.RuneCountInString(m.Text) > maxText {
		// Slack cuts what an app posts; only people are refused.
		m.Text = string([]rune(m.Text)[:maxText])
	}
	return m, nil
}

// inThread puts a message into a thread, whose first message must be there.
func (s *Server) inThread(ch *channel, m *Message, thread string) error {
	if thread == "" {
		return nil
	}
	parent := s.message(ch, thread)
	if parent == nil {
		return apiError{code: "thread_not_found"}
	}
	if parent.reply() {
		return apiError{code: "cannot_reply_to_message"}
	}
	m.ThreadTS = thread
	return nil
}

func (s *Server) chatPost(c *call) (obj, error) {
	ch, err := s.writable(c.str("channel"))
	if err != nil {
		return nil, err
	}
	m, err := s.compose(c)
	if err != nil {
		return nil, err
	}
	if err := s.inThread(ch, m, c.str("thread_ts")); err != nil {
		return nil, err
	}
	if m.ThreadTS != "" && c.flag("reply_broadcast") {
		m.Subtype = "thread_broadcast"
	}
	if pause, ok := s.allow(ch.ID); !ok {
		return nil, rateLimited(pause)
	}
	s.byApp(m)
	if name := c.str("username"); name != "" && s.manifest.has("chat:write.customize") {
		m.Username = name
	}
	if err := s.post(nil, ch, m); err != nil {
		return nil, err
	}
	return obj{"channel": ch.ID, "ts": m.TS, "message": s.show(m)}, nil
}

func (s *Server) chatEphemeral(c *call) (obj, error) {
	ch, err := s.writable(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if c.str("user") == "" {
		return nil, wrong("invalid_arguments", "missing required field: user")
	}
	if reader := s.users[c.str("user")]; reader == nil || !ch.has(reader.ID) {
		return nil, apiError{code: "user_not_in_channel"}
	}
	m, err := s.compose(c)
	if err != nil {
		return nil, err
	}
	if err := s.inThread(ch, m, c.str("thread_ts")); err != nil {
		return nil, err
	}
	s.byApp(m)
	s.whisper(ch, c.str("user"), m)
	return obj{"message_ts": m.TS}, nil
}

// own finds a message of the app's; an ephemeral one is not to be found.
func (s *Server) own(c *call, refusal string) (*channel, *Message, error) {
	ch, err := s.reach(c.str("channel"))
	if err != nil {
		return nil, nil, err
	}
	m := s.message(ch, c.str("ts"))
	switch {
	case m == nil:
		return nil, nil, apiError{code: "message_not_found"}
	case ch.Archived:
		return nil, nil, apiError{code: "is_archived"}
	case m.BotID != s.identity.BotID || m.Subtype != "" && m.Subtype != "thread_broadcast" && m.Subtype != "file_share":
		return nil, nil, apiError{code: refusal}
	}
	return ch, m, nil
}

func (s *Server) chatUpdate(c *call) (obj, error) {
	ch, m, err := s.own(c, "cant_update_message")
	if err != nil {
		return nil, err
	}
	_, text := c.args["text"]
	_, blocks := c.args["blocks"]
	_, attached := c.args["attachments"]
	var next *Message
	if blocks && (c.str("blocks") == "[]" || c.str("blocks") == "") && !text && !attached {
		return nil, apiError{code: "no_text"}
	}
	if next, err = s.compose(c); err != nil {
		return nil, err
	}
	err = s.edit(nil, ch, m, s.identity.BotUserID, func(m *Message) {
		// What is left out stays; an empty list takes it away.
		if text {
			m.Text = next.Text
		}
		if blocks {
			m.Blocks = next.Blocks
		}
		if attached {
			m.Attachments = next.Attachments
		}
		if next.Metadata != nil {
			m.Metadata = next.Metadata
		}
	})
	if err != nil {
		return nil, err
	}
	return obj{"channel": ch.ID, "ts": m.TS, "text": m.Text, "message": s.show(m)}, nil
}

func (s *Server) chatDelete(c *call) (obj, error) {
	ch, m, err := s.own(c, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	ts := m.TS
	if err := s.remove(nil, ch, m); err != nil {
		return nil, err
	}
	return obj{"channel": ch.ID, "ts": ts}, nil
}

func (s *Server) chatPermalink(c *call) (obj, error) {
	ch, err := s.reach(c.str("channel"))
	if err != nil {
		return nil, err
	}
	m := s.message(ch, c.str("message_ts"))
	if m == nil {
		return nil, apiError{code: "message_not_found"}
	}
	link := s.baseURL() + "/archives/" + ch.ID + "/p" + strings.Replace(m.TS, ".", "", 1)
	if m.reply() {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + ch.ID
	}
	return obj{"channel": ch.ID, "permalink": link}, nil
}

// item finds the message that a reaction or pin is about.
func (s *Server) item(c *call) (*channel, *Message, error) {
	ch, err := s.inside(c.str("channel"))
	if err != nil {
		return nil, nil, err
	}
	if c.str("timestamp") == "" {
		return nil, nil, apiError{code: "no_item_specified"}
	}
	m := s.message(ch, c.str("timestamp"))
	if m == nil {
		return nil, nil, apiError{code: "message_not_found"}
	}
	return ch, m, nil
}

func (s *Server) reactionsAdd(c *call) (obj, error)    { return s.reactBy(c, true, "already_reacted") }
func (s *Server) reactionsRemove(c *call) (obj, error) { return s.reactBy(c, false, "no_reaction") }

func (s *Server) reactBy(c *call, add bool, nothing string) (obj, error) {
	ch, m, err := s.item(c)
	if err != nil {
		return nil, err
	}
	name := strings.Trim(c.str("name"), ":")
	if !mayReact(name) {
		return nil, apiError{code: "invalid_name"}
	}
	if ch.Archived {
		return nil, apiError{code: "is_archived"}
	}
	done, err := s.react(nil, ch, m, s.identity.BotUserID, name, add)
	if err == nil && !done {
		err = apiError{code: nothing}
	}
	return nil, err
}

// mayReact tells whether a name has the shape of an emoji's. Which emoji exist
// is not known here.
func mayReact(name string) bool {
	return name != "" && len(name) <= 100 && !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("_+-:'", r) || r > 127)
	})
}

func (s *Server) reactionsGet(c *call) (obj, error) {
	ch, m, err := s.item(c)
	if err != nil {
		return nil, err
	}
	return obj{"type": "message", "channel": ch.ID, "message": s.show(m)}, nil
}

func (s *Server) pinsAdd(c *call) (obj, error) {
	ch, m, err := s.item(c)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(ch.Pins, func(p pin) bool { return p.TS == m.TS }) {
		return nil, apiError{code: "already_pinned"}
	}
	ch.Pins = append(ch.Pins, pin{TS: m.TS, User: s.identity.BotUserID, Created: s.opts.Now().Unix()})
	if err := s.keepChannel(ch); err != nil {
		return nil, err
	}
	s.push(s.audience(ch), obj{"type": "pins", "channel": ch.ID, "pins": ch.Pins})
	return nil, s.post(nil, ch, &Message{
		Subtype: "pinned_item", User: s.identity.BotUserID, BotID: s.identity.BotID, Text: "pinned a message to this channel.",
	})
}

func (s *Server) pinsRemove(c *call) (obj, error) {
	ch, m, err := s.item(c)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(ch.Pins, func(p pin) bool { return p.TS == m.TS })
	if i < 0 {
		return nil, apiError{code: "no_pin"}
	}
	ch.Pins = slices.Delete(ch.Pins, i, i+1)
	if err := s.keepChannel(ch); err != nil {
		return nil, err
	}
	s.push(s.audience(ch), obj{"type": "pins", "channel": ch.ID, "pins": ch.Pins})
	return nil, nil
}

func (s *Server) pinsList(c *call) (obj, error) {
	ch, err := s.inside(c.str("channel"))
	if err != nil {
		return nil, err
	}
	items := []obj{}
	for _, p := range ch.Pins {
		if m := s.message(ch, p.TS); m != nil {
			items = append(items, obj{"type": "message", "channel": ch.ID, "created": p.Created, "created_by": p.User, "message": s.show(m)})
		}
	}
	return obj{"items": items}, nil
}
