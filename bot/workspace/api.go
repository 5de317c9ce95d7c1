package workspace

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A call is one request to the Web API. Arguments that were JSON objects or
// arrays are kept as their JSON text, as they are in a form.
type call struct {
	args map[string]string
}

func (c *call) str(name string) string { return c.args[name] }

func (c *call) flag(name string) bool {
	v, _ := strconv.ParseBool(c.args[name])
	return v
}

// limit reads a page size.
func (c *call) limit(otherwise, most int) (int, error) {
	v := c.args["limit"]
	if v == "" || v == "0" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		return 0, apiError{code: "invalid_limit"}
	}
	return min(n, most), nil
}

// An apiError is a refusal with Slack's code; with goes beside it.
type apiError struct {
	code string
	with obj
}

func (e apiError) Error() string { return e.code }

// wrong is the refusal of arguments, with Slack's explanations.
func wrong(code string, messages ...string) error {
	if len(messages) == 0 {
		return apiError{code: code}
	}
	marked := make([]string, len(messages))
	for i, m := range messages {
		marked[i] = "[ERROR] " + m
	}
	with := obj{"response_metadata": obj{"messages": marked}}
	if code == "invalid_blocks" {
		with["errors"] = messages
	}
	return apiError{code: code, with: with}
}

// Kinds of tokens.
const (
	noToken  = ""
	botToken = "bot"
	appToken = "app-level"
)

// A method of the Web API. One of the scopes is needed; methods whose scope
// depends on the kind of channel check it themselves.
type method struct {
	token  string
	scopes []string
	run    func(*Server, *call) (obj, error)
}

func bot(run func(*Server, *call) (obj, error), scopes ...string) method {
	return method{token: botToken, scopes: scopes, run: run}
}

// methods are what this workspace's Web API has.
var methods map[string]method

func init() {
	methods = map[string]method{
		"api.test":                     {token: noToken, run: (*Server).apiTest},
		"auth.test":                    bot((*Server).authTest),
		"apps.connections.open":        {token: appToken, run: (*Server).openConnection},
		"bots.info":                    bot((*Server).botsInfo, "users:read"),
		"team.info":                    bot((*Server).teamInfo, "team:read"),
		"chat.postMessage":             bot((*Server).chatPost, "chat:write"),
		"chat.postEphemeral":           bot((*Server).chatEphemeral, "chat:write"),
		"chat.update":                  bot((*Server).chatUpdate, "chat:write"),
		"chat.delete":                  bot((*Server).chatDelete, "chat:write"),
		"chat.getPermalink":            bot((*Server).chatPermalink),
		"conversations.list":           bot((*Server).conversationsList),
		"conversations.info":           bot((*Server).conversationsInfo),
		"conversations.members":        bot((*Server).conversationsMembers),
		"conversations.open":           bot((*Server).conversationsOpen, "im:write"),
		"conversations.history":        bot((*Server).conversationsHistory),
		"conversations.replies":        bot((*Server).conversationsReplies),
		"conversations.join":           bot((*Server).conversationsJoin, "channels:join"),
		"conversations.invite":         bot((*Server).conversationsInvite),
		"conversations.leave":          bot((*Server).conversationsLeave),
		"users.info":                   bot((*Server).usersInfo, "users:read"),
		"users.list":                   bot((*Server).usersList, "users:read"),
		"users.conversations":          bot((*Server).usersConversations),
		"views.open":                   bot((*Server).viewsOpen),
		"views.push":                   bot((*Server).viewsPush),
		"views.update":                 bot((*Server).viewsUpdate),
		"views.publish":                bot((*Server).viewsPublish),
		"reactions.add":                bot((*Server).reactionsAdd, "reactions:write"),
		"reactions.remove":             bot((*Server).reactionsRemove, "reactions:write"),
		"reactions.get":                bot((*Server).reactionsGet, "reactions:read"),
		"pins.add":                     bot((*Server).pinsAdd, "pins:write"),
		"pins.remove":                  bot((*Server).pinsRemove, "pins:write"),
		"pins.list":                    bot((*Server).pinsList, "pins:read"),
		"files.getUploadURLExternal":   bot((*Server).filesUploadURL, "files:write"),
		"files.completeUploadExternal": bot((*Server).filesComplete, "files:write"),
		"files.info":                   bot((*Server).filesInfo, "files:read"),
	}
}

// maxBody is how much a call may carry.
const maxBody = 4 << 20

// serveAPI answers /api/METHOD. Refusals are 200 with "ok": false, as Slack's
// are; only a rate limit is a 429.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.live.calls++
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.live.calls--
		s.live.used()
		s.mu.Unlock()
	}()
	answer, err := s.answer(w, r)
	if err == nil {
		if answer == nil {
			answer = obj{}
		}
		answer["ok"] = true
		reply(w, answer)
		return
	}
	var refused apiError
	if !errors.As(err, &refused) {
		s.log.Error("web api", "method", r.PathValue("method"), "err", err)
		refused = apiError{code: "internal_error"}
	}
	body := obj{"ok": false, "error": refused.code}
	for k, v := range refused.with {
		body[k] = v
	}
	if refused.code == "ratelimited" {
		replyWith(w, http.StatusTooManyRequests, body)
		return
	}
	reply(w, body)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) (obj, error) {
	name := r.PathValue("method")
	m, known := methods[name]
	if !known {
		return nil, apiError{code: "unknown_method", with: obj{"req_method": name}}
	}
	c, err := readCall(w, r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.authorize(m, r, c); err != nil {
		return nil, err
	}
	w.Header().Set("X-OAuth-Scopes", strings.Join(s.manifest.OAuth.Scopes.Bot, ","))
	if len(m.scopes) > 0 {
		w.Header().Set("X-Accepted-OAuth-Scopes", strings.Join(m.scopes, ","))
		if err := s.needScope(m.scopes...); err != nil {
			return nil, err
		}
	}
	answer, err := m.run(s, c)
	var refused apiError
	if errors.As(err, &refused) && refused.code == "ratelimited" {
		w.Header().Set("Retry-After", fmt.Sprint(refused.with["retry_after"]))
	}
	return answer, err
}

// readCall takes the arguments from the query and from a body of either kind.
func readCall(w http.ResponseWriter, r *http.Request) (*call, error) {
	c := &call{args: map[string]string{}}
	for k, v := range r.URL.Query() {
		c.args[k] = v[0]
	}
	if r.Method == http.MethodGet {
		return c, nil
	}
	if r.Method != http.MethodPost {
		return nil, apiError{code: "invalid_post_type"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, apiError{code: "request_timeout"}
		}
		if len(strings.TrimSpace(string(body))) == 0 {
			return c, nil
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(body, &fields); err != nil {
			var any json.RawMessage
			if json.Unmarshal(body, &any) == nil {
				return nil, apiError{code: "json_not_object"}
			}
			return nil, apiError{code: "invalid_json"}
		}
		for k, v := range fields {
			var text string
			switch {
			case string(v) == "null":
			case json.Unmarshal(v, &text) == nil:
				c.args[k] = text
			default:
				c.args[k] = string(v)
			}
		}
	case "application/x-www-form-urlencoded", "":
		if err := r.ParseForm(); err != nil {
			return nil, apiError{code: "invalid_form_data"}
		}
		for k, v := range r.PostForm {
			c.args[k] = v[0]
		}
	case "multipart/form-data":
		if err := r.ParseMultipartForm(maxBody); err != nil {
			return nil, apiError{code: "invalid_form_data"}
		}
		for k, v := range r.MultipartForm.Value {
			c.args[k] = v[0]
		}
	default:
		return nil, apiError{code: "invalid_post_type"}
	}
	return c, nil
}

// authorize checks the token: in the Authorization header or an argument.
func (s *Server) authorize(m method, r *http.Request, c *call) error {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		token = c.args["token"]
	}
	delete(c.args, "token")
	if m.token == noToken {
		return nil
	}
	if token == "" {
		return apiError{code: "not_authed"}
	}
	is := func(known string) bool { return subtle.ConstantTimeCompare([]byte(token), []byte(known)) == 1 }
	kind := ""
	switch {
	case is(s.identity.BotToken):
		kind = botToken
	case is(s.identity.AppToken):
		kind = appToken
	default:
		return apiError{code: "invalid_auth"}
	}
	if kind != m.token {
		return apiError{code: "not_allowed_token_type"}
	}
	return nil
}

// needScope refuses unless the app has one of the scopes.
func (s *Server) needScope(scopes ...string) error {
	if slices.ContainsFunc(scopes, s.manifest.has) {
		return nil
	}
	return apiError{code: "missing_scope", with: obj{
		"needed": strings.Join(scopes, ","), "provided": strings.Join(s.manifest.OAuth.Scopes.Bot, ","),
	}}
}

// rateLimited is the refusal of a call that came too soon.
func rateLimited(pause time.Duration) error {
	return apiError{code: "ratelimited", with: obj{"retry_after": int(pause/time.Second) + 1}}
}

func (s *Server) apiTest(c *call) (obj, error) {
	if code := c.str("error"); code != "" {
		return nil, apiError{code: code, with: obj{"args": c.args}}
	}
	return obj{"args": c.args}, nil
}

func (s *Server) authTest(*call) (obj, error) {
	return obj{
		"url": s.baseURL() + "/", "team": s.identity.TeamName, "user": s.users[s.identity.BotUserID].Name,
		"team_id": s.identity.TeamID, "user_id": s.identity.BotUserID, "bot_id": s.identity.BotID, "is_enterprise_install": false,
	}, nil
}

func (s *Server) botsInfo(c *call) (obj, error) {
	if id := c.str("bot"); id != "" && id != s.identity.BotID {
		return nil, apiError{code: "bot_not_found"}
	}
	return obj{"bot": obj{
		"id": s.identity.BotID, "deleted": false, "name": s.manifest.Display.Name, "updated": s.users[s.identity.BotUserID].Updated,
		"app_id": s.identity.AppID, "user_id": s.identity.BotUserID, "icons": obj{},
	}}, nil
}

func (s *Server) teamInfo(*call) (obj, error) {
	return obj{"team": obj{
		"id": s.identity.TeamID, "name": s.identity.TeamName, "domain": s.domain(), "url": s.baseURL() + "/", "email_domain": "", "icon": obj{},
	}}, nil
}

// domain is the team's name in addresses.
func (s *Server) domain() string {
	d := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, strings.ToLower(s.identity.TeamName))
	if d == "" {
		return "workspace"
	}
	return d
}
