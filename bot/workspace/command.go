package workspace

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"
)

// command runs a slash command that a person typed in a channel.
func (s *Server) command(a *act, as *member, ch *channel, typed string) error {
	name, text, _ := strings.Cut(typed, " ")
	if i := strings.IndexAny(name, "\n\t"); i >= 0 {
		name, text = typed[:i], typed[i+1:]
	}
	text = strings.TrimSpace(text)
	if builtIn(strings.ToLower(name)) {
		return s.slackCommand(a, as, ch, strings.ToLower(name), text)
	}
	c, known := s.manifest.command(strings.ToLower(name))
	if !known {
		return apiError{code: "unknown_command"}
	}
	if utf8.RuneCountInString(text) > maxText {
		return apiError{code: "msg_too_long"}
	}
	url, _ := s.newResponse(responseURL{user: as.ID, channel: ch.ID})
	channelName := ch.Name
	switch ch.kind() {
	case "im":
		channelName = "directmessage"
	case "group":
		channelName = "privategroup"
	}
	payload := obj{
		"token": s.identity.Verification, "team_id": s.identity.TeamID, "team_domain": s.domain(),
		"channel_id": ch.ID, "channel_name": channelName, "user_id": as.ID, "user_name": as.Name,
		"command": c.Command, "text": s.commandText(as, c, text), "api_app_id": s.identity.AppID,
		"is_enterprise_install": "false", "response_url": url, "trigger_id": s.newTrigger(as.ID, "", ch.ID),
	}
	s.request(a, kindCommand, c.URL, payload, true, func(answer json.RawMessage, failure string) {
		if failure == "" {
			failure = s.commandAnswer(as, ch, typed, answer)
		}
		if failure != "" {
			s.commandFailed(as, ch, c.Command, failure)
		}
	})
	return nil
}

// commandFailed tells a person, in grey, that a command came to nothing.
func (s *Server) commandFailed(as *member, ch *channel, command, failure string) {
	s.push([]string{as.ID}, obj{"type": "command_failed", "channel": ch.ID, "command": command, "error": failure})
}

// commandAnswer shows what the app answered in its acknowledgement; it returns
// Slack's name for what is wrong with it, or nothing.
func (s *Server) commandAnswer(as *member, ch *channel, typed string, answer json.RawMessage) string {
	if empty(answer) {
		return ""
	}
	r, err := readResponse(answer)
	if err != nil {
		s.log.Warn("answer to a command refused", "err", err, "messages", details(err))
		return err.Error()
	}
	if r.Type == "in_channel" {
		// Slack shows the typed command to all as well.
		if err := s.post(nil, ch, &Message{User: as.ID, Text: escaper.Replace(typed)}); err != nil {
			s.log.Error("command not shown", "err", err)
		}
	}
	if err := s.speak(&responseURL{user: as.ID, channel: ch.ID}, r); err != nil {
		s.log.Warn("answer to a command refused", "err", err)
		return err.Error()
	}
	return ""
}

// slackCommand does the few of Slack's own commands that a small workspace
// needs.
func (s *Server) slackCommand(a *act, as *member, ch *channel, name, text string) error {
	switch name {
	case "/invite", "/remove":
		who, where, elsewhere := strings.Cut(text, " #") // names may have spaces
		if elsewhere {
			other, err := s.findChannel(as, "#"+where)
			if err != nil {
				return err
			}
			if other == nil {
				return apiError{code: "channel_not_found"}
			}
			ch = other
		}
		m := s.findMember(who)
		switch {
		case m == nil:
			return apiError{code: "user_not_found"}
		case ch.IM:
			return apiError{code: "not_in_dm"}
		case !ch.has(as.ID):
			return apiError{code: "not_in_channel"}
		case name == "/remove":
			return s.leave(a, ch, m.ID)
		}
		return s.join(a, ch, m.ID, as.ID)
	case "/join", "/open":
		other, err := s.findChannel(as, text)
		if err != nil {
			return err
		}
		if other == nil {
			return apiError{code: "channel_not_found"}
		}
		return s.join(a, other, as.ID, "")
	}
	if ch.IM {
		return apiError{code: "not_in_dm"}
	}
	switch name {
	case "/leave", "/part":
		return s.leave(a, ch, as.ID)
	case "/topic":
		return s.setTopic(a, ch, as, escaper.Replace(text))
	case "/archive":
		return s.archive(a, ch, as, !ch.Archived)
	case "/rename":
		if !mayBeNamed(text) {
			return apiError{code: "invalid_name"}
		}
		return s.rename(a, ch, as, text)
	}
	return apiError{code: "unknown_command"}
}

// A trigger lets the app open one form in answer to what a person just did.
type trigger struct {
	user    string
	view    string // the form it came from, if any
	channel string // where the person was
	born    time.Time
	used    bool
}

// triggerLife is how long an app may take to open a form.
const triggerLife = 3 * time.Second

// newTrigger makes up a trigger ID.
func (s *Server) newTrigger(user, view, channel string) string {
	for id, t := range s.triggers {
		if time.Since(t.born) > 10*time.Minute {
			delete(s.triggers, id)
		}
	}
	id := randomDigits(12) + "." + randomDigits(11) + "." + randomHex(16)
	s.triggers[id] = &trigger{user: user, view: view, channel: channel, born: time.Now()}
	return id
}

// takeTrigger uses a trigger up; it can't be used again, or late.
func (s *Server) takeTrigger(id string) (*trigger, error) {
	t := s.triggers[id]
	switch {
	case id == "":
		return nil, wrong("invalid_arguments", "missing required field: trigger_id")
	case t == nil:
		return nil, apiError{code: "invalid_trigger_id"}
	case t.used:
		return nil, apiError{code: "exchanged_trigger_id"}
	case time.Since(t.born) > triggerLife:
		return nil, apiError{code: "expired_trigger_id"}
	}
	return t, nil
}
