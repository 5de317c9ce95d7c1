package workspace

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// routeClient adds the API of the page and of [Player].
func (s *Server) routeClient(mux *http.ServeMux) {
	mux.HandleFunc("GET /client/boot", s.asking(s.clientBoot))
	mux.HandleFunc("GET /client/messages", s.asking(s.clientMessages))
	mux.HandleFunc("GET /client/views", s.asking(s.clientViews))
	mux.HandleFunc("GET /client/latest", s.asking(s.clientLatest))
	mux.HandleFunc("GET /client/file", s.serveClientFile)
	mux.HandleFunc("GET /client/live", s.serveLive)
	mux.HandleFunc("GET /client/events", s.serveEvents)
	mux.HandleFunc("GET /client/settled", s.serveSettled)
	for path, do := range map[string]func(*Server, *request) (obj, error){
		"say": (*Server).clientSay, "edit": (*Server).clientEdit, "delete": (*Server).clientDelete, "react": (*Server).clientReact,
		"join": (*Server).clientJoin, "leave": (*Server).clientLeave, "invite": (*Server).clientInvite, "create": (*Server).clientCreate,
		"open_dm": (*Server).clientOpenDM, "action": (*Server).clientAction, "submit": (*Server).clientSubmit,
		"close": (*Server).clientClose, "suggest": (*Server).clientSuggest, "shortcut": (*Server).clientShortcut,
		"home": (*Server).clientHome, "read": (*Server).clientRead, "lang": (*Server).clientLang, "clock": (*Server).clientClock,
	} {
		mux.HandleFunc("POST /client/"+path, s.doing(do))
	}
}

// A request is what a person's page asks to be done.
type request struct {
	As         string                    `json:"as"`
	Channel    string                    `json:"channel"`
	Text       string                    `json:"text"`
	ThreadTS   string                    `json:"thread_ts"`
	TS         string                    `json:"ts"`
	Name       string                    `json:"name"`
	Remove     bool                      `json:"remove"`
	Private    bool                      `json:"private"`
	User       string                    `json:"user"`
	Users      []string                  `json:"users"`
	ViewID     string                    `json:"view_id"`
	BlockID    string                    `json:"block_id"`
	ActionID   string                    `json:"action_id"`
	CallbackID string                    `json:"callback_id"`
	Values     map[string]map[string]obj `json:"values"`
	State      map[string]map[string]obj `json:"state"`
	All        bool                      `json:"all"`
	Locale     string                    `json:"locale"`
	AdvanceMS  int64                     `json:"advance_ms"`
	Advance    string                    `json:"advance"`

	body   obj     // all of it
	me     *member // who As is
	act    *act
	answer <-chan obj // where to wait, without s.mu, for the rest of the answer
}

// doing wraps what a page does: it finds the person, begins an act, and waits
// for the app's answer where there is one to wait for.
func (s *Server) doing(do func(*Server, *request) (obj, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			refuse(w, http.StatusRequestEntityTooLarge, "msg_too_long")
			return
		}
		// A form that another site's page posts can't have this type.
		if kind := r.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") {
			refuse(w, http.StatusUnsupportedMediaType, "json_only")
			return
		}
		q := &request{}
		if json.Unmarshal(body, q) != nil || json.Unmarshal(body, &q.body) != nil {
			refuse(w, http.StatusBadRequest, "invalid_json")
			return
		}
		answer, err := s.begun(q, do)
		if err == nil && q.answer != nil {
			select {
			case rest := <-q.answer:
				for k, v := range rest {
					answer[k] = v
				}
			case <-r.Context().Done():
				return
			}
		}
		var refused apiError
		switch {
		case errors.As(err, &refused):
			refuse(w, http.StatusBadRequest, refused.code)
		case err != nil:
			s.log.Error("client", "path", r.URL.Path, "err", err)
			refuse(w, http.StatusInternalServerError, "internal_error")
		case answer["ok"] == false:
			replyWith(w, http.StatusBadRequest, answer)
		default:
			answer["ok"] = true
			reply(w, answer)
		}
	}
}

func (s *Server) begun(q *request, do func(*Server, *request) (obj, error)) (obj, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q.me = s.findPerson(q.As); q.me == nil {
		return nil, apiError{code: "user_not_found"}
	}
	from := s.live.seq
	q.act = s.newAct()
	answer, err := do(s, q)
	if err != nil {
		return nil, err
	}
	if answer == nil {
		answer = obj{}
	}
	answer["act"], answer["seen_from"] = q.act.id, from
	return answer, nil
}

// asking wraps what a page only reads.
func (s *Server) asking(ask func(me *member, q map[string]string) (obj, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q := map[string]string{}
		for k, v := range r.URL.Query() {
			q[k] = v[0]
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		me := s.findPerson(q["as"])
		if me == nil && r.URL.Path == "/client/boot" && q["as"] == "" {
			// A page that doesn't know anybody yet starts as the first person.
			if people := s.people(); len(people) > 0 {
				me = s.users[people[0]]
			}
		}
		if me == nil {
			refuse(w, http.StatusNotFound, "user_not_found")
			return
		}
		answer, err := ask(me, q)
		var refused apiError
		switch {
		case errors.As(err, &refused):
			refuse(w, http.StatusBadRequest, refused.code)
		case err != nil:
			s.log.Error("client", "path", r.URL.Path, "err", err)
			refuse(w, http.StatusInternalServerError, "internal_error")
		default:
			answer["ok"] = true
			reply(w, answer)
		}
	}
}

func (s *Server) clientBoot(me *member, _ map[string]string) (obj, error) {
	users := []obj{}
	for _, id := range s.userOrder {
		users = append(users, s.clientUser(s.users[id]))
	}
	channels := []obj{}
	for _, id := range s.chanOrder {
		if c := s.channels[id]; s.maySee(me, c) {
			channels = append(channels, s.clientChannel(c, me))
		}
	}
	commands := []obj{}
	for _, c := range s.manifest.Features.Commands {
		commands = append(commands, obj{"command": c.Command, "description": c.Description, "usage_hint": c.UsageHint})
	}
	shortcuts := []obj{}
	for _, c := range s.manifest.Features.Shortcuts {
		shortcuts = append(shortcuts, obj{"name": c.Name, "callback_id": c.CallbackID, "description": c.Description, "type": c.Type})
	}
	lang := "en"
	if strings.HasPrefix(me.Locale, "zh") {
		lang = "zh"
	}
	now, offset := s.clock()
	return obj{
		"team": obj{"id": s.identity.TeamID, "name": s.identity.TeamName}, "me": s.clientUser(me), "users": users,
		"channels": channels, "commands": commands, "shortcuts": shortcuts,
		"app": obj{
			"id": s.identity.AppID, "name": s.manifest.Display.Name, "bot_user_id": s.identity.BotUserID,
			"home": s.manifest.Features.AppHome.Home, "messages": s.manifest.messagesTab(), "description": s.manifest.Display.Description,
		},
		"now": now, "clock_offset_ms": offset, "clock": s.opts.Advance != nil, "lang": lang, "connected": s.connected(), "seq": s.live.seq,
	}, nil
}

// clock is the workspace's time, and how far it is ahead.
func (s *Server) clock() (now string, offset int64) {
	t := s.opts.Now()
	return t.UTC().Format("2006-01-02T15:04:05.000Z07:00"), t.Sub(time.Now()).Round(10 * time.Millisecond).Milliseconds()
}

// seen finds a channel that the person may look into.
func (s *Server) seen(me *member, ref string) (*channel, error) {
	c, err := s.findChannel(me, ref)
	if err == nil && c == nil {
		err = apiError{code: "channel_not_found"}
	}
	return c, err
}

func (s *Server) clientMessages(me *member, q map[string]string) (obj, error) {
	c, err := s.seen(me, q["channel"])
	if err != nil {
		return nil, err
	}
	limit, err := strconv.Atoi(q["limit"])
	if err != nil || limit <= 0 || limit > 1000 {
		limit = 100
	}
	thread, before := q["thread_ts"], q["before"]
	wanted := func(m *Message) bool {
		if before != "" && m.TS >= before {
			return false
		}
		if thread != "" {
			return m.TS == thread || m.ThreadTS == thread
		}
		return !m.reply() || m.Subtype == "thread_broadcast"
	}
	list := []*Message{}
	for _, m := range s.messages[c.ID] {
		if wanted(m) {
			list = append(list, s.show(m))
		}
	}
	for _, w := range s.whispers[me.ID] {
		if w.channel == c.ID && wanted(w.Message) {
			list = append(list, s.show(w.Message))
		}
	}
	slices.SortStableFunc(list, func(a, b *Message) int { return strings.Compare(a.TS, b.TS) })
	more := len(list) > limit
	return obj{"messages": list[max(0, len(list)-limit):], "has_more": more, "pins": c.Pins}, nil
}

func (s *Server) clientViews(me *member, _ map[string]string) (obj, error) {
	stack := append([]*View{}, s.modals.stacks[me.ID]...)
	return obj{"stack": stack, "home": s.homes[me.ID]}, nil
}

// clientLatest lists what a person can press, newest first.
func (s *Server) clientLatest(me *member, q map[string]string) (obj, error) {
	var found []*Message
	take := func(m *Message) {
		if len(elements(m.Blocks)) > 0 && (q["channel"] == "" || q["channel"] == m.channel) {
			found = append(found, m)
		}
	}
	for _, id := range s.chanOrder {
		if c := s.channels[id]; s.maySee(me, c) {
			for _, m := range s.messages[id] {
				take(m)
			}
		}
	}
	for _, w := range s.whispers[me.ID] {
		take(w.Message)
	}
	slices.SortStableFunc(found, func(a, b *Message) int {
		if a.pushed != b.pushed {
			return int(b.pushed - a.pushed)
		}
		return strings.Compare(b.TS, a.TS)
	})
	const most = 30
	out := []obj{}
	for _, m := range found[:min(most, len(found))] {
		out = append(out, obj{"channel": m.channel, "message": s.show(m)})
	}
	answer, err := s.clientViews(me, q)
	if err == nil {
		answer["messages"] = out
	}
	return answer, err
}

func (s *Server) clientSay(q *request) (obj, error) {
	c, err := s.seen(q.me, q.Channel)
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
	if strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//") {
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
	if err := s.opts.Advance(by); err != nil {
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
