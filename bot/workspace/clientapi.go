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
	Files      []sentFile                `json:"files"`

	body   obj     // all of it
	me     *member // who As is
	act    *act
	answer <-chan obj // where to wait, without s.mu, for the rest of the answer
}

// maxRequest is how large a page's request may be: files come in it too.
const maxRequest = 16 << 20

// A sentFile is a file that comes with a message.
type sentFile struct {
	Name string `json:"name"`
	Data []byte `json:"data"` // base64
}

// doing wraps what a page does: it finds the person, begins an act, and waits
// for the app's answer where there is one to wait for.
func (s *Server) doing(do func(*Server, *request) (obj, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
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
			case <-s.ctx.Done():
				refuse(w, http.StatusServiceUnavailable, "closing")
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
	return t.UTC().Format("2006-01-02T15:04:05.000Z07:00"), time.Until(t).Round(10 * time.Millisecond).Milliseconds()
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
