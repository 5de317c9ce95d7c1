package workspace

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

// A responseURL lets the app answer where something was done, without a token:
// five times within thirty minutes.
type responseURL struct {
	user    string
	channel string
	thread  string
	source  *Message // the message whose button was pressed, if any
	born    time.Time
	uses    int
}

const (
	responseUses = 5
	responseLife = 30 * time.Minute
)

// newResponse makes up a response URL.
func (s *Server) newResponse(r responseURL) (url, id string) {
	for id, old := range s.replies {
		if time.Since(old.born) > 2*responseLife {
			delete(s.replies, id)
		}
	}
	id = randomText(24)
	r.born = time.Now()
	s.replies[id] = &r
	return s.baseURL() + "/response/" + id, id
}

// A response is what an app posts to a response URL, or answers to a command.
type response struct {
	Type        string          `json:"response_type"`
	Replace     flag            `json:"replace_original"`
	Delete      flag            `json:"delete_original"`
	Thread      string          `json:"thread_ts"`
	Text        string          `json:"text"`
	Blocks      json.RawMessage `json:"blocks"`
	Attachments json.RawMessage `json:"attachments"`
}

// A flag is a boolean that may also come as text.
type flag bool

// UnmarshalJSON takes true, "true" and their opposites.
func (f *flag) UnmarshalJSON(b []byte) error {
	*f = flag(strings.Trim(string(b), `"`) == "true")
	return nil
}

// readResponse reads a response and checks its content; plain text is one too.
func readResponse(body []byte) (*response, error) {
	r := &response{}
	trimmed := strings.TrimSpace(string(body))
	var text string
	switch {
	case json.Unmarshal(body, &text) == nil:
		r.Text = text
	case !strings.HasPrefix(trimmed, "{"):
		r.Text = trimmed
	default:
		if err := json.Unmarshal(body, r); err != nil {
			return nil, apiError{code: "invalid_payload"}
		}
	}
	if r.Delete {
		return r, nil
	}
	var err error
	if r.Blocks, err = checkedBlocks(string(r.Blocks)); err != nil {
		return nil, err
	}
	if len(r.Attachments) > 0 && string(r.Attachments) != "null" && string(r.Attachments) != "[]" {
		if r.Attachments, err = checkedAttachments(string(r.Attachments)); err != nil {
			return nil, err
		}
	} else {
		r.Attachments = nil
	}
	switch {
	case r.Type != "" && r.Type != "ephemeral" && r.Type != "in_channel":
		return nil, apiError{code: "invalid_response_type"}
	case strings.TrimSpace(r.Text) == "" && len(r.Blocks) == 0 && len(r.Attachments) == 0:
		return nil, apiError{code: "no_text"}
	case utf8.RuneCountInString(r.Text) > maxText:
		r.Text = string([]rune(r.Text)[:maxText])
	}
	return r, nil
}

// details are Slack's explanations inside a refusal.
func details(err error) any {
	var refused apiError
	if errors.As(err, &refused) {
		return refused.with["response_metadata"]
	}
	return nil
}

// speak does what a response asks for: replace or delete the message it
// answers, or say something new, to one person unless it says otherwise.
func (s *Server) speak(to *responseURL, r *response) error {
	ch := s.channels[to.channel]
	if ch == nil {
		return apiError{code: "channel_not_found"}
	}
	if (r.Delete || r.Replace) && to.source != nil {
		return s.respeak(to, ch, r)
	}
	if r.Delete {
		return apiError{code: "message_not_found"} // a slash command leaves no message
	}
	m := &Message{Text: r.Text, Blocks: r.Blocks, Attachments: r.Attachments}
	thread := r.Thread
	if thread == "" && to.thread != "" {
		thread = to.thread
	}
	if err := s.inThread(ch, m, thread); err != nil {
		return err
	}
	s.byApp(m)
	if r.Type != "in_channel" {
		s.whisper(ch, to.user, m)
		return nil
	}
	if ch.Archived {
		return apiError{code: "is_archived"}
	}
	return s.post(nil, ch, m)
}

// respeak replaces or deletes the message that a response answers. What was
// ephemeral stays ephemeral.
func (s *Server) respeak(to *responseURL, ch *channel, r *response) error {
	if to.source.Ephemeral {
		w := s.whispered(to.user, ch.ID, to.source.TS)
		switch {
		case w == nil && bool(r.Delete):
			return nil
		case w == nil:
			m := &Message{Text: r.Text, Blocks: r.Blocks, Attachments: r.Attachments, ThreadTS: to.thread}
			s.byApp(m)
			s.whisper(ch, to.user, m)
			to.source = m
			return nil
		case bool(r.Delete):
			s.unwhisper(w)
			return nil
		}
		w.Text, w.Blocks, w.Attachments = r.Text, r.Blocks, r.Attachments
		s.rewhisper(w)
		return nil
	}
	m := s.message(ch, to.source.TS)
	if m == nil {
		return apiError{code: "message_not_found"}
	}
	if r.Delete {
		return s.remove(nil, ch, m)
	}
	return s.edit(nil, ch, m, s.identity.BotUserID, func(m *Message) {
		m.Text, m.Blocks, m.Attachments = r.Text, r.Blocks, r.Attachments
	})
}

// serveResponse takes what the app posts to a response URL.
func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.live.calls++
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.live.calls--
		s.live.used()
		s.mu.Unlock()
	}()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge, "too_large")
		return
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "application/x-www-form-urlencoded" {
		if form, err := url.ParseQuery(string(body)); err == nil && form.Get("payload") != "" {
			body = []byte(form.Get("payload"))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	to := s.replies[r.PathValue("id")]
	switch {
	case to == nil:
		refuse(w, http.StatusNotFound, "no_service")
		return
	case time.Since(to.born) > responseLife:
		refuse(w, http.StatusNotFound, "expired_url")
		return
	case to.uses >= responseUses:
		refuse(w, http.StatusNotFound, "used_url")
		return
	}
	answer, err := readResponse(body)
	if err == nil {
		err = s.speak(to, answer)
	}
	if err != nil {
		status, code, with := http.StatusBadRequest, err.Error(), obj{}
		var refused apiError
		if errors.As(err, &refused) {
			with = refused.with
		} else {
			s.log.Error("response url", "err", err)
			status, code = http.StatusInternalServerError, "internal_error"
		}
		out := obj{"ok": false, "error": code}
		for k, v := range with {
			out[k] = v
		}
		s.log.Warn("answer to a response url refused", "error", code, "messages", details(err))
		replyWith(w, status, out)
		return
	}
	to.uses++
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok")
}
