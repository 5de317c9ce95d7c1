package workspace

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// What a person's page can do, one function for each path under /client/.

func (s *Server) clientSay(q *request) (obj, error) {
	c, err := s.seen(q.me, q.Channel)
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(q.Text)
	switch {
	case text == "" && len(q.Files) == 0:
		return nil, apiError{code: "no_text"}
	case utf8.RuneCountInString(text) > maxText:
		return nil, apiError{code: "msg_too_long"}
	}
	if len(q.Files) == 0 && strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//") {
		if q.ThreadTS != "" {
			return nil, apiError{code: "command_in_thread"}
		}
		return nil, s.command(q.act, q.me, c, text)
	}
	switch {
	case !c.has(q.me.ID):
		return nil, apiError{code: "not_in_channel"}
	case c.Archived:
		return nil, apiError{code: "is_archived"}
	case c.IM && c.has(s.identity.BotUserID) && !s.manifest.messagesTab():
		return nil, apiError{code: "messages_tab_disabled"}
	}
	m := &Message{User: q.me.ID, Text: s.written(q.me, text), ClientMsgID: newEnvelopeID()}
	if err := s.inThread(c, m, q.ThreadTS); err != nil {
		return nil, err
	}
	for _, sent := range q.Files {
		f, err := s.keepFile(q.me, c, sent)
		if err != nil {
			return nil, err
		}
		m.Subtype, m.Upload, m.FileIDs = "file_share", true, append(m.FileIDs, f.ID)
	}
	if err := s.post(q.act, c, m); err != nil {
		return nil, err
	}
	return obj{"ts": m.TS, "channel": c.ID}, s.readTo(q.me, c, m.TS)
}

// mine finds a message that the person wrote.
func (s *Server) mine(q *request, refusal string) (*channel, *Message, error) {
	c, err := s.seen(q.me, q.Channel)
	if err != nil {
		return nil, nil, err
	}
	m := s.message(c, q.TS)
	switch {
	case m == nil:
		return nil, nil, apiError{code: "message_not_found"}
	case m.User != q.me.ID || m.Subtype != "" && m.Subtype != "file_share":
		return nil, nil, apiError{code: refusal}
	}
	return c, m, nil
}

func (s *Server) clientEdit(q *request) (obj, error) {
	c, m, err := s.mine(q, "cant_update_message")
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(q.Text)
	switch {
	case text == "":
		return nil, apiError{code: "no_text"}
	case utf8.RuneCountInString(text) > maxText:
		return nil, apiError{code: "msg_too_long"}
	}
	return nil, s.edit(q.act, c, m, q.me.ID, func(m *Message) { m.Text = s.written(q.me, text) })
}

func (s *Server) clientDelete(q *request) (obj, error) {
	if c, err := s.seen(q.me, q.Channel); err == nil {
		if w := s.whispered(q.me.ID, c.ID, q.TS); w != nil { // "dismiss message"
			s.unwhisper(w)
			return nil, nil
		}
	}
	c, m, err := s.mine(q, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	return nil, s.remove(q.act, c, m)
}

func (s *Server) clientReact(q *request) (obj, error) {
	c, err := s.seen(q.me, q.Channel)
	if err != nil {
		return nil, err
	}
	m := s.message(c, q.TS)
	switch {
	case m == nil:
		return nil, apiError{code: "message_not_found"}
	case !c.has(q.me.ID):
		return nil, apiError{code: "not_in_channel"}
	case !mayReact(q.Name):
		return nil, apiError{code: "invalid_name"}
	}
	_, err = s.react(q.act, c, m, q.me.ID, q.Name, !q.Remove)
	return nil, err
}

func (s *Server) clientJoin(q *request) (obj, error) {
	c, err := s.seen(q.me, q.Channel)
	if err != nil {
		return nil, err
	}
	if c.Archived {
		return nil, apiError{code: "is_archived"}
	}
	return nil, s.join(q.act, c, q.me.ID, "")
}

func (s *Server) clientLeave(q *request) (obj, error) {
	c, err := s.seen(q.me, q.Channel)
	if err != nil {
		return nil, err
	}
	if c.IM {
		return nil, apiError{code: "not_in_dm"}
	}
	return nil, s.leave(q.act, c, q.me.ID)
}

func (s *Server) clientInvite(q *request) (obj, error) {
	c, err := s.seen(q.me, q.Channel)
	if err != nil {
		return nil, err
	}
	if c.IM || !c.has(q.me.ID) {
		return nil, apiError{code: "not_in_channel"}
	}
	for _, ref := range append(q.Users, q.User) {
		if ref == "" {
			continue
		}
		m := s.findMember(ref)
		if m == nil {
			return nil, apiError{code: "user_not_found"}
		}
		if err := s.join(q.act, c, m.ID, q.me.ID); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (s *Server) clientCreate(q *request) (obj, error) {
	name := strings.TrimPrefix(strings.TrimSpace(q.Name), "#")
	if !mayBeNamed(name) {
		return nil, apiError{code: "invalid_name"}
	}
	if q.me.Guest || q.me.Stranger {
		return nil, apiError{code: "restricted_action"}
	}
	for _, c := range s.channels {
		if !c.IM && c.Name == name {
			return nil, apiError{code: "name_taken"}
		}
	}
	c := s.newChannel(name, q.Private)
	c.Creator = q.me.ID
	c.add(q.me.ID)
	if err := s.keepChannel(c); err != nil {
		return nil, err
	}
	s.pushChannel(c)
	if !c.Private {
		s.emit(q.act, "channel_created", obj{"type": "channel_created", "event_ts": s.nextTS(), "channel": s.channelObject(c)})
	}
	for _, ref := range q.Users {
		if m := s.findMember(ref); m != nil {
			if err := s.join(q.act, c, m.ID, q.me.ID); err != nil {
				return nil, err
			}
		}
	}
	return obj{"channel": c.ID}, nil
}

func (s *Server) clientOpenDM(q *request) (obj, error) {
	m := s.findMember(q.User)
	if m == nil {
		return nil, apiError{code: "user_not_found"}
	}
	c, err := s.direct(q.me.ID, m.ID)
	if err != nil {
		return nil, err
	}
	return obj{"channel": c.ID}, nil
}

func (s *Server) clientAction(q *request) (obj, error) {
	p, err := s.place(q.me, q.Channel, q.TS, q.ViewID)
	if err != nil {
		return nil, err
	}
	return nil, s.use(q.act, q.me, p, q.BlockID, q.ActionID, q.body, q.State)
}

func (s *Server) clientSubmit(q *request) (obj, error) {
	v := s.modals.byID[q.ViewID]
	if v == nil || v.user != q.me.ID {
		return nil, apiError{code: "view_not_found"}
	}
	answer := make(chan obj, 1)
	q.answer = answer
	err := s.submit(q.act, q.me, v, q.Values, func(r submission) {
		if r.failure != "" {
			answer <- obj{"ok": false, "error": r.failure, "messages": r.messages}
			return
		}
		rest := obj{"response": r.response}
		if r.errors != nil {
			rest["errors"] = r.errors
		}
		if r.view != nil {
			rest["view"] = asJSON(r.view)
		}
		answer <- rest
	})
	return nil, err
}

func (s *Server) clientClose(q *request) (obj, error) {
	v := s.modals.byID[q.ViewID]
	if v == nil || v.user != q.me.ID {
		return nil, apiError{code: "view_not_found"}
	}
	s.closeView(q.act, q.me, v, q.All)
	return nil, nil
}

func (s *Server) clientSuggest(q *request) (obj, error) {
	p, err := s.place(q.me, q.Channel, q.TS, q.ViewID)
	if err != nil {
		return nil, err
	}
	answer := make(chan obj, 1)
	q.answer = answer
	typed := str(q.body["value"])
	return nil, s.suggest(q.me, p, q.BlockID, q.ActionID, typed, func(body json.RawMessage, failure string) {
		if failure != "" {
			answer <- obj{"ok": false, "error": failure}
			return
		}
		found, err := checkedSuggestions(body)
		if err != nil {
			s.log.Warn("suggestions refused", "err", err, "messages", details(err))
			answer <- obj{"ok": false, "error": err.Error()}
			return
		}
		answer <- found
	})
}

func (s *Server) clientShortcut(q *request) (obj, error) {
	sc, known := s.manifest.shortcut(q.CallbackID)
	if !known {
		return nil, apiError{code: "shortcut_not_found"}
	}
	var p *place
	if q.TS != "" {
		var err error
		if p, err = s.place(q.me, q.Channel, q.TS, ""); err != nil {
			return nil, err
		}
	}
	return nil, s.shortcut(q.act, q.me, sc, p)
}

func (s *Server) clientHome(q *request) (obj, error) {
	if !s.manifest.Features.AppHome.Home {
		return nil, apiError{code: "home_not_enabled"}
	}
	if err := s.openHome(q.act, q.me); err != nil {
		return nil, err
	}
	return obj{"view": s.homes[q.me.ID]}, nil
}

// readTo notes how far a person has read.
func (s *Server) readTo(me *member, c *channel, ts string) error {
	if ts <= c.Read[me.ID] {
		return nil
	}
	if c.Read == nil {
		c.Read = map[string]string{}
	}
	c.Read[me.ID] = ts
	return s.keepChannel(c)
}

func (s *Server) clientRead(q *request) (obj, error) {
	c, err := s.seen(q.me, q.Channel)
	if err != nil {
		return nil, err
	}
	if err := s.readTo(q.me, c, q.TS); err != nil {
		return nil, err
	}
	s.push([]string{q.me.ID}, obj{"type": "channel", "channel": s.clientChannel(c, q.me)})
	return nil, nil
}

func (s *Server) clientLang(q *request) (obj, error) {
	if q.Locale == "" || len(q.Locale) > 20 {
		return nil, apiError{code: "invalid_locale"}
	}
	return nil, s.setLocale(q.me, q.Locale)
}

func (s *Server) clientClock(q *request) (obj, error) {
	if s.opts.Advance == nil {
		return nil, apiError{code: "no_clock_control"}
	}
	by := time.Duration(q.AdvanceMS) * time.Millisecond
	if q.Advance != "" {
		var ok bool
		if by, ok = duration(q.Advance); !ok {
			return nil, apiError{code: "invalid_duration"}
		}
	}
	if by <= 0 {
		return nil, apiError{code: "clock_backwards"}
	}
	// Not under the lock: whoever the clock wakes may want to talk to us.
	s.mu.Unlock()
	err := s.opts.Advance(by)
	s.mu.Lock()
	if err != nil {
		return nil, err
	}
	now, offset := s.clock()
	s.push(nil, obj{"type": "clock", "now": now, "clock_offset_ms": offset})
	return obj{"now": now, "clock_offset_ms": offset}, nil
}

// duration reads what time.ParseDuration does, and days: "1d", "1d12h", "90m".
func duration(text string) (time.Duration, bool) {
	days := time.Duration(0)
	if n, rest, ok := strings.Cut(text, "d"); ok {
		d, err := strconv.Atoi(n)
		if err != nil || d < 0 || d > 36500 {
			return 0, false
		}
		days, text = time.Duration(d)*24*time.Hour, rest
	}
	if text == "" {
		return days, true
	}
	d, err := time.ParseDuration(text)
	return days + d, err == nil
}
