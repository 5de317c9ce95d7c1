package workspace

import (
	"fmt"
	"slices"
	"strings"
)

// A channel is a public or private channel, or a direct message of two.
type channel struct {
	ID       string            `json:"id"`
	Name     string            `json:"name,omitempty"`
	Private  bool              `json:"private,omitempty"`
	Archived bool              `json:"archived,omitempty"`
	IM       bool              `json:"im,omitempty"`
	Creator  string            `json:"creator,omitempty"`
	Created  int64             `json:"created"`
	Topic    string            `json:"topic,omitempty"`
	Members  []string          `json:"members"`
	Pins     []pin             `json:"pins,omitempty"`
	Read     map[string]string `json:"read,omitempty"` // user -> ts read up to
}

type pin struct {
	TS      string `json:"ts"`
	User    string `json:"user"`
	Created int64  `json:"created"`
}

func (c *channel) has(user string) bool { return slices.Contains(c.Members, user) }

func (c *channel) add(user string) {
	if !c.has(user) {
		c.Members = append(c.Members, user)
	}
}

func (c *channel) remove(user string) {
	c.Members = slices.DeleteFunc(c.Members, func(id string) bool { return id == user })
}

// partner is the other one of a direct message; oneself in one's own.
func (c *channel) partner(user string) string {
	for _, id := range c.Members {
		if id != user {
			return id
		}
	}
	return user
}

// kind is the channel_type of events.
func (c *channel) kind() string {
	switch {
	case c.IM:
		return "im"
	case c.Private:
		return "group"
	}
	return "channel"
}

// scope is the scope for what: "channels:read", "groups:history", "im:read".
func (c *channel) scope(what string) string {
	return map[string]string{"im": "im", "group": "groups", "channel": "channels"}[c.kind()] + ":" + what
}

func (s *Server) loadChannels() error {
	return each(s.store, "channels", func(c *channel) { s.takeChannel(c) })
}

func (s *Server) takeChannel(c *channel) {
	if _, known := s.channels[c.ID]; !known {
		s.chanOrder = append(s.chanOrder, c.ID)
	}
	s.channels[c.ID] = c
}

// keepChannel writes a channel down.
func (s *Server) keepChannel(c *channel) error {
	if err := s.store.put("channels", c.ID, c); err != nil {
		return err
	}
	s.takeChannel(c)
	return nil
}

func (s *Server) newChannel(name string, private bool) *channel {
	return &channel{ID: newID("C"), Name: name, Private: private, Created: s.opts.Now().Unix()}
}

// mayBeNamed tells whether Slack would take a channel name.
func mayBeNamed(name string) bool {
	return name != "" && len([]rune(name)) <= 80 && name == strings.ToLower(name) && !strings.ContainsAny(name, " .,#@<>&|*`~!?/\\\t\n")
}

// findChannel finds a channel by ID or name, "#" allowed, among those that the
// person may see; "@name" is the direct message with that member, begun if need
// be. Nil if there is none.
func (s *Server) findChannel(as *member, ref string) (*channel, error) {
	ref = strings.TrimSpace(ref)
	if who, ok := strings.CutPrefix(ref, "@"); ok {
		if m := s.findMember(who); m != nil {
			return s.direct(as.ID, m.ID)
		}
		return nil, nil
	}
	if c := s.channels[ref]; c != nil && s.maySee(as, c) {
		return c, nil
	}
	ref = strings.TrimPrefix(ref, "#")
	for _, id := range s.chanOrder {
		if c := s.channels[id]; !c.IM && strings.EqualFold(c.Name, ref) && s.maySee(as, c) {
			return c, nil
		}
	}
	return nil, nil
}

// maySee tells whether a member can look into a channel: their own, and public
// ones unless they are guests or strangers.
func (s *Server) maySee(m *member, c *channel) bool {
	return c.has(m.ID) || !c.Private && !c.IM && !m.Guest && !m.Stranger
}

// audience are the people who see what happens in a channel.
func (s *Server) audience(c *channel) []string {
	return slices.DeleteFunc(s.people(), func(id string) bool { return !s.maySee(s.users[id], c) })
}

// direct is the direct message of two, begun if need be.
func (s *Server) direct(a, b string) (*channel, error) {
	for _, id := range s.chanOrder {
		c := s.channels[id]
		if c.IM && c.has(a) && c.partner(a) == b {
			return c, nil
		}
	}
	c := &channel{ID: newID("D"), IM: true, Created: s.opts.Now().Unix(), Creator: a}
	c.add(a)
	c.add(b)
	if err := s.keepChannel(c); err != nil {
		return nil, err
	}
	s.pushChannel(c)
	if c.has(s.identity.BotUserID) {
		s.emit(nil, "im_created", obj{"type": "im_created", "user": c.partner(s.identity.BotUserID), "channel": obj{"id": c.ID}, "event_ts": s.nextTS()})
	}
	return c, nil
}

// channelObject is a channel as conversations.info shows it to the app.
func (s *Server) channelObject(c *channel) obj {
	o := obj{
		"id": c.ID, "created": c.Created, "updated": c.Created * 1000, "is_archived": c.Archived, "is_im": c.IM,
		"is_org_shared": false, "context_team_id": s.identity.TeamID,
	}
	bot := s.identity.BotUserID
	if c.IM {
		o["user"], o["is_open"], o["is_user_deleted"], o["priority"] = c.partner(bot), true, false, 0
		return o
	}
	for k, v := range (obj{
		"name": c.Name, "name_normalized": c.Name, "is_channel": !c.Private, "is_group": c.Private, "is_mpim": false,
		"is_private": c.Private, "is_general": false, "is_shared": false, "is_ext_shared": s.shared(c),
		"is_pending_ext_shared": false, "unlinked": 0, "creator": c.Creator, "is_member": c.has(bot),
		"topic": obj{"value": c.Topic, "creator": "", "last_set": 0}, "purpose": obj{"value": "", "creator": "", "last_set": 0},
		"previous_names": []string{}, "num_members": len(c.Members), "shared_team_ids": []string{s.identity.TeamID},
		"pending_shared": []string{}, "pending_connected_team_ids": []string{},
	}) {
		o[k] = v
	}
	return o
}

// shared tells whether people of another company are in the channel.
func (s *Server) shared(c *channel) bool {
	return slices.ContainsFunc(c.Members, func(id string) bool { return s.users[id] != nil && s.users[id].Stranger })
}

// clientChannel is a channel as one person's page shows it.
func (s *Server) clientChannel(c *channel, as *member) obj {
	name, partner := c.Name, ""
	if c.IM {
		partner = c.partner(as.ID)
		name = s.users[partner].RealName
	}
	unread, latest := 0, ""
	for _, m := range s.messages[c.ID] {
		if m.ThreadTS != "" && m.ThreadTS != m.TS && m.Subtype != "thread_broadcast" {
			continue
		}
		latest = m.TS
		if m.TS > c.Read[as.ID] && m.User != as.ID {
			unread++
		}
	}
	return obj{
		"id": c.ID, "name": name, "is_im": c.IM, "is_mpim": false, "is_private": c.Private || c.IM, "is_archived": c.Archived,
		"user": partner, "members": c.Members, "is_member": c.has(as.ID), "topic": c.Topic, "unread": unread, "latest_ts": latest,
		"last_read": c.Read[as.ID],
	}
}

// pushChannel tells everyone who sees a channel what it is like now.
func (s *Server) pushChannel(c *channel) {
	for _, id := range s.audience(c) {
		s.push([]string{id}, obj{"type": "channel", "channel": s.clientChannel(c, s.users[id])})
	}
}

// join makes a user a member; by is who invited them, or empty.
func (s *Server) join(a *act, c *channel, user, by string) error {
	if c.has(user) {
		return nil
	}
	c.add(user)
	if err := s.keepChannel(c); err != nil {
		return err
	}
	s.pushChannel(c)
	event := obj{"type": "member_joined_channel", "user": user, "channel": c.ID, "channel_type": c.ID[:1], "team": s.identity.TeamID, "event_ts": s.nextTS()}
	if by != "" {
		event["inviter"] = by
	}
	s.emitIn(a, c, "member_joined_channel", event)
	return s.post(a, c, &Message{Subtype: groupEvent(c, "join"), User: user, Inviter: by, Text: fmt.Sprintf("<@%s> has joined the channel", user)})
}

// leave takes a member out of a channel.
func (s *Server) leave(a *act, c *channel, user string) error {
	if !c.has(user) {
		return nil
	}
	c.remove(user)
	if err := s.keepChannel(c); err != nil {
		return err
	}
	if user == s.identity.BotUserID {
		kind := "channel_left"
		if c.Private {
			kind = "group_left"
		}
		s.emit(a, kind, obj{"type": kind, "channel": c.ID, "event_ts": s.nextTS()})
	}
	s.emitIn(a, c, "member_left_channel", obj{
		"type": "member_left_channel", "user": user, "channel": c.ID, "channel_type": c.ID[:1], "team": s.identity.TeamID, "event_ts": s.nextTS(),
	})
	if err := s.post(a, c, &Message{Subtype: groupEvent(c, "leave"), User: user, Text: fmt.Sprintf("<@%s> has left the channel", user)}); err != nil {
		return err
	}
	s.pushChannel(c)
	if m := s.users[user]; m != nil && !m.Bot && !s.maySee(m, c) {
		s.push([]string{user}, obj{"type": "channel_gone", "channel": c.ID})
	}
	return nil
}

// rename gives a channel another name.
func (s *Server) rename(a *act, c *channel, by *member, name string) error {
	old := c.Name
	c.Name = name
	if err := s.keepChannel(c); err != nil {
		return err
	}
	s.pushChannel(c)
	s.emitIn(a, c, groupEvent(c, "rename"), obj{
		"type": groupEvent(c, "rename"), "event_ts": s.nextTS(),
		"channel": obj{"id": c.ID, "name": name, "name_normalized": name, "created": c.Created, "is_channel": !c.Private, "is_mpim": false},
	})
	return s.post(a, c, &Message{
		Subtype: groupEvent(c, "name"), User: by.ID, Name: name, OldName: old,
		Text: fmt.Sprintf("has renamed the channel from %q to %q", old, name),
	})
}

// setTopic says what a channel is about.
func (s *Server) setTopic(a *act, c *channel, by *member, topic string) error {
	c.Topic = topic
	if err := s.keepChannel(c); err != nil {
		return err
	}
	s.pushChannel(c)
	return s.post(a, c, &Message{Subtype: groupEvent(c, "topic"), User: by.ID, Topic: topic, Text: "set the channel topic: " + topic})
}

// archive closes a channel, or opens it again.
func (s *Server) archive(a *act, c *channel, by *member, archived bool) error {
	what, text := "archive", "archived the channel"
	if !archived {
		what, text = "unarchive", "un-archived the channel"
	}
	c.Archived = false // so that the announcement can be posted
	if err := s.post(a, c, &Message{Subtype: groupEvent(c, what), User: by.ID, Text: text}); err != nil {
		return err
	}
	c.Archived = archived
	if err := s.keepChannel(c); err != nil {
		return err
	}
	s.pushChannel(c)
	s.emitIn(a, c, groupEvent(c, what), obj{"type": groupEvent(c, what), "channel": c.ID, "user": by.ID, "is_moved": 0, "event_ts": s.nextTS()})
	return nil
}

// groupEvent names an event of a public or of a private channel.
func groupEvent(c *channel, what string) string {
	if c.Private {
		return "group_" + what
	}
	return "channel_" + what
}
