package workspace

import "strings"

// emit tells the app an event, if the manifest subscribes to it.
func (s *Server) emit(a *act, name string, event any) {
	s.emitWith(a, nil, name, event)
}

// emitIn tells the app what happened in a channel, if it is a member there.
func (s *Server) emitIn(a *act, c *channel, name string, event any) {
	if c.has(s.identity.BotUserID) {
		s.emitWith(a, c, name, event)
	}
}

func (s *Server) emitWith(a *act, c *channel, name string, event any) {
	if !s.manifest.subscribed(name) {
		return
	}
	id := "Ev0" + pick(idLetters, 9)
	s.sendEvent(a, id, obj{
		"token": s.identity.Verification, "team_id": s.identity.TeamID, "context_team_id": s.identity.TeamID,
		"context_enterprise_id": nil, "api_app_id": s.identity.AppID, "event": event, "type": "event_callback",
		"event_id": id, "event_time": s.opts.Now().Unix(),
		"authorizations": []obj{{
			"enterprise_id": nil, "team_id": s.identity.TeamID, "user_id": s.identity.BotUserID, "is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": c != nil && s.shared(c), "event_context": "4-" + randomText(40),
	})
}

// messageEvent names the subscription for a channel's messages.
func messageEvent(c *channel) string {
	return "message." + map[string]string{"channel": "channels", "group": "groups", "im": "im"}[c.kind()]
}

// emitMessage tells the app a new message, and that it was mentioned.
func (s *Server) emitMessage(a *act, c *channel, m *Message) {
	type event struct {
		*Message
		Channel string `json:"channel"`
		Kind    string `json:"channel_type,omitempty"`
		At      string `json:"event_ts"`
	}
	s.emitIn(a, c, messageEvent(c), event{s.show(m), c.ID, c.kind(), m.TS})
	bot := s.identity.BotUserID
	if !c.IM && m.User != bot && (m.Subtype == "" || m.Subtype == "file_share" || m.Subtype == "thread_broadcast") &&
		(strings.Contains(m.Text, "<@"+bot+">") || strings.Contains(m.Text, "<@"+bot+"|")) {
		mention := s.show(m)
		mention.Type, mention.Subtype = "app_mention", ""
		s.emitIn(a, c, "app_mention", event{mention, c.ID, "", m.TS})
	}
	for _, id := range m.FileIDs {
		s.emitIn(a, c, "file_shared", obj{
			"type": "file_shared", "file_id": id, "user_id": m.User, "file": obj{"id": id}, "channel_id": c.ID, "event_ts": m.TS,
		})
	}
}
