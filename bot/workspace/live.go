package workspace

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// live is what pages are told as it happens, and whether an act has settled.
type live struct {
	seq     int64
	count   int64 // orders messages by when they were last shown
	log     []pushed
	changed chan struct{} // closed and replaced whenever anything here changes

	acts    map[string]*act
	actSeq  int64
	calls   int       // requests of the app being answered
	lastUse time.Time // when the app last did anything, in real time
}

// pushed is one thing told to pages; nobody in to means everyone.
type pushed struct {
	seq  int64
	to   []string
	body json.RawMessage
}

// An act is one thing a person did; it is settled when the app has answered
// for all that came of it.
type act struct {
	id      string
	waiting int
	failure string // Slack's name for why the app didn't take it
}

// logLimit is how many pushed things a page may fall behind.
const logLimit = 2000

func (l *live) init() {
	l.changed = make(chan struct{})
	l.acts = map[string]*act{}
}

// wake lets everyone who waits look again.
func (l *live) wake() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// push tells pages something; to names the people, nil means all.
func (s *Server) push(to []string, what obj) {
	l := &s.live
	l.seq++
	what["seq"] = l.seq
	body, err := json.Marshal(what)
	if err != nil {
		s.log.Error("push not encoded", "type", what["type"], "err", err)
		return
	}
	if to != nil && len(to) == 0 {
		return
	}
	l.log = append(l.log, pushed{seq: l.seq, to: to, body: body})
	if len(l.log) > 2*logLimit {
		l.log = slices.Clone(l.log[len(l.log)-logLimit:])
	}
	l.wake()
}

// since is what a person was told after seq; false if that is too long ago.
func (l *live) since(user string, seq int64) ([]json.RawMessage, bool) {
	if len(l.log) > 0 && seq < l.log[0].seq-1 && l.log[0].seq > 1 && len(l.log) >= logLimit {
		return nil, false
	}
	i, _ := slices.BinarySearchFunc(l.log, seq+1, func(p pushed, seq int64) int { return int(p.seq - seq) })
	var out []json.RawMessage
	for _, p := range l.log[i:] {
		if p.to == nil || slices.Contains(p.to, user) {
			out = append(out, p.body)
		}
	}
	return out, true
}

// newAct begins an act.
func (s *Server) newAct() *act {
	l := &s.live
	l.actSeq++
	a := &act{id: strconv.FormatInt(l.actSeq, 36) + randomText(6)}
	l.acts[a.id] = a
	const kept = 1000
	if len(l.acts) > kept {
		for id, old := range l.acts {
			if old.waiting == 0 && old != a {
				delete(l.acts, id)
			}
		}
	}
	return a
}

// used notes that the app did something just now.
func (l *live) used() {
	l.lastUse = time.Now()
	l.wake()
}

// quietFor tells how much longer the app must be still to count as quiet for
// d; zero if it is. While the app is busy it is d.
func (s *Server) quietFor(d time.Duration) time.Duration {
	if s.live.calls > 0 || s.outbox.waiting() {
		return d
	}
	return max(0, d-time.Since(s.live.lastUse))
}

// serveLive is the page's WebSocket.
func (s *Server) serveLive(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	me := s.findPerson(r.URL.Query().Get("as"))
	seq := s.live.seq
	s.mu.Unlock()
	if me == nil {
		refuse(w, http.StatusNotFound, "user_not_found")
		return
	}
	if after, err := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64); err == nil {
		seq = min(seq, after)
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // guard has checked it
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	defer conn.Close()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		conn.SetReadLimit(1 << 10)
		for {
			if _, _, err := conn.NextReader(); err != nil {
				return
			}
		}
	}()
	beat := time.NewTicker(20 * time.Second)
	defer beat.Stop()
	for {
		s.mu.Lock()
		list, ok := s.live.since(me.ID, seq)
		seq = s.live.seq
		changed := s.live.changed
		s.mu.Unlock()
		if !ok {
			_ = conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseTryAgainLater, "too far behind"), time.Now().Add(time.Second))
			return
		}
		_ = conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
		for _, body := range list {
			if err := conn.WriteMessage(websocket.TextMessage, body); err != nil {
				return
			}
		}
		select {
		case <-changed:
		case <-beat.C:
			if err := conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(5*time.Second)); err != nil {
				return
			}
		case <-gone:
			return
		case <-s.ctx.Done():
			return
		}
	}
}

// serveEvents is the long poll: what a person was told after a number.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	after, _ := strconv.ParseInt(q.Get("after"), 10, 64)
	deadline := time.NewTimer(wait(q.Get("wait_ms"), 0))
	defer deadline.Stop()
	for {
		s.mu.Lock()
		me := s.findPerson(q.Get("as"))
		if me == nil {
			s.mu.Unlock()
			refuse(w, http.StatusNotFound, "user_not_found")
			return
		}
		list, ok := s.live.since(me.ID, after)
		seq, changed := s.live.seq, s.live.changed
		s.mu.Unlock()
		if !ok {
			refuse(w, http.StatusGone, "too_far_behind")
			return
		}
		if len(list) > 0 {
			reply(w, obj{"ok": true, "events": list, "seq": seq})
			return
		}
		select {
		case <-changed:
		case <-deadline.C:
			reply(w, obj{"ok": true, "events": []json.RawMessage{}, "seq": seq})
			return
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			return
		}
	}
}

// serveSettled waits until the app has answered for an act and, with quiet_ms,
// until it has then been still for so long.
func (s *Server) serveSettled(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	still := wait(q.Get("quiet_ms"), 0)
	deadline := time.NewTimer(wait(q.Get("wait_ms"), 5*time.Second))
	defer deadline.Stop()
	for {
		s.mu.Lock()
		a := s.live.acts[q.Get("act")]
		settled := a == nil || a.waiting == 0
		left := still
		if settled {
			left = s.quietFor(still)
		}
		changed := s.live.changed
		s.mu.Unlock()
		if settled && left <= 0 {
			answer := obj{"ok": true, "settled": true, "quiet": still > 0}
			if a != nil && a.failure != "" {
				answer["error"] = a.failure
			}
			reply(w, answer)
			return
		}
		again := make(<-chan time.Time)
		if settled {
			again = time.After(left)
		}
		select {
		case <-changed:
		case <-again:
		case <-deadline.C:
			reply(w, obj{"ok": true, "settled": settled, "quiet": false})
			return
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			return
		}
	}
}

// wait reads a number of milliseconds, at most a minute.
func wait(ms string, otherwise time.Duration) time.Duration {
	n, err := strconv.Atoi(ms)
	if err != nil || n < 0 {
		return otherwise
	}
	return min(time.Duration(n)*time.Millisecond, time.Minute)
}
