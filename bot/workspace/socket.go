package workspace

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// pingEvery is well under the 30 seconds after which slack-go gives up.
const pingEvery = 10 * time.Second

const (
	maxConnections = 10
	ticketLife     = 30 * time.Second
	// maxAnswer is how large an acknowledgement may be; Slack drops larger ones
	// without a word.
	maxAnswer = 20 << 10
	// connectionTime is how long Slack says a connection will live.
	connectionTime = 18060
)

// newEnvelopeID looks like a UUID.
func newEnvelopeID() string {
	h := randomHex(16)
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// A socket is one Socket Mode connection.
type socket struct {
	conn     *websocket.Conn
	leaving  bool // was asked to go: gets nothing new
	mu       sync.Mutex
	queue    [][]byte
	ready    chan struct{}
	gone     chan struct{}
	goneOnce sync.Once
}

// send queues a frame; it never waits.
func (c *socket) send(frame any) {
	body, err := json.Marshal(frame)
	if err != nil {
		return
	}
	c.mu.Lock()
	c.queue = append(c.queue, body)
	c.mu.Unlock()
	select {
	case c.ready <- struct{}{}:
	default:
	}
}

func (c *socket) close() {
	c.goneOnce.Do(func() { close(c.gone) })
	_ = c.conn.Close()
}

// write sends queued frames and pings until the connection ends.
func (c *socket) write() {
	defer c.close()
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		c.mu.Lock()
		list := c.queue
		c.queue = nil
		c.mu.Unlock()
		for _, body := range list {
			_ = c.conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if err := c.conn.WriteMessage(websocket.TextMessage, body); err != nil {
				return
			}
		}
		select {
		case <-c.ready:
		case <-ping.C:
			if err := c.conn.WriteControl(websocket.PingMessage, []byte("Ping from workspace"), time.Now().Add(5*time.Second)); err != nil {
				return
			}
		case <-c.gone:
			return
		}
	}
}

// primary is the connection that gets what is new: the oldest that stays, so
// that order is kept while it lives.
func (o *outbox) primary() *socket {
	i := slices.IndexFunc(o.conns, func(c *socket) bool { return !c.leaving })
	if i < 0 {
		return nil
	}
	return o.conns[i]
}

func (o *outbox) hangUp() {
	for _, c := range o.conns {
		c.close()
	}
	for _, e := range o.pending {
		if e.timer != nil {
			e.timer.Stop()
		}
	}
}

// frame is an envelope as it goes over the socket.
func (e *envelope) frame() obj {
	f := obj{"envelope_id": e.ID, "type": e.Kind, "payload": e.Payload, "accepts_response_payload": e.accepts}
	if e.Kind == kindEvent || e.Attempt > 0 {
		f["retry_attempt"], f["retry_reason"] = e.Attempt, e.Reason
	}
	return f
}

// openConnection answers apps.connections.open: a URL good for one connection.
func (s *Server) openConnection(*call) (obj, error) {
	if !s.manifest.Settings.SocketMode {
		return nil, apiError{code: "socket_mode_not_enabled"}
	}
	ticket := randomHex(16)
	for t, at := range s.outbox.tickets {
		if time.Since(at) > ticketLife {
			delete(s.outbox.tickets, t)
		}
	}
	s.outbox.tickets[ticket] = time.Now()
	return obj{"url": "ws" + strings.TrimPrefix(s.baseURL(), "http") + "/link/?ticket=" + ticket + "&app_id=" + s.identity.AppID}, nil
}

// serveLink takes a Socket Mode connection.
func (s *Server) serveLink(w http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	s.mu.Lock()
	at, ok := s.outbox.tickets[ticket]
	delete(s.outbox.tickets, ticket)
	s.mu.Unlock()
	if !ok || time.Since(at) > ticketLife {
		http.Error(w, "invalid ticket", http.StatusForbidden)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // the ticket vouches for it
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	c := &socket{conn: conn, ready: make(chan struct{}, 1), gone: make(chan struct{})}
	s.mu.Lock()
	if s.ctx.Err() != nil {
		s.mu.Unlock()
		_ = conn.Close()
		return
	}
	if len(s.outbox.conns) >= maxConnections {
		s.mu.Unlock()
		_ = conn.WriteJSON(obj{"type": "disconnect", "reason": "too_many_websockets", "debug_info": debugInfo()})
		_ = conn.Close()
		return
	}
	s.wg.Add(2)
	s.outbox.conns = append(s.outbox.conns, c)
	info := debugInfo()
	info["approximate_connection_time"] = connectionTime
	c.send(obj{
		"type": "hello", "num_connections": len(s.outbox.conns),
		"connection_info": obj{"app_id": s.identity.AppID}, "debug_info": info,
	})
	s.pushApp()
	s.wakeOutbox()
	s.mu.Unlock()
	go func() {
		defer s.wg.Done()
		c.write()
	}()
	defer s.wg.Done()
	s.read(c)
	s.lose(c)
}

func debugInfo() obj { return obj{"host": "applink-workspace", "build_number": 1} }

// read takes acknowledgements until the connection ends.
func (s *Server) read(c *socket) {
	c.conn.SetReadLimit(4 << 20)
	life := 3 * pingEvery
	_ = c.conn.SetReadDeadline(time.Now().Add(life))
	c.conn.SetPongHandler(func(string) error { return c.conn.SetReadDeadline(time.Now().Add(life)) })
	c.conn.SetPingHandler(func(data string) error {
		_ = c.conn.SetReadDeadline(time.Now().Add(life))
		return c.conn.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(5*time.Second))
	})
	for {
		kind, body, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		_ = c.conn.SetReadDeadline(time.Now().Add(life))
		if kind != websocket.TextMessage {
			continue
		}
		if len(body) >= maxAnswer {
			s.log.Warn("acknowledgement dropped: 20 kB or more, as Slack does", "bytes", len(body))
			continue
		}
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if err := json.Unmarshal(body, &ack); err != nil || ack.ID == "" {
			s.log.Warn("frame of the app not understood", "bytes", len(body))
			continue
		}
		s.acknowledge(ack.ID, ack.Payload)
	}
}

// acknowledge takes an answer; one that comes too late or twice is ignored. It
// is called without s.mu.
func (s *Server) acknowledge(id string, payload json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.outbox.pending, func(e *envelope) bool { return e.ID == id })
	if i < 0 {
		return
	}
	e := s.outbox.pending[i]
	if !e.accepts || empty(payload) {
		payload = nil
	}
	s.conclude(e, payload, "")
}

// empty tells whether an acknowledgement's payload says nothing.
func empty(payload json.RawMessage) bool {
	switch strings.TrimSpace(string(payload)) {
	case "", "null", "{}", `""`:
		return true
	}
	return false
}

// lose ends a connection: what it had not acknowledged goes to another, or
// waits for the next.
func (s *Server) lose(c *socket) {
	c.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outbox.conns = slices.DeleteFunc(s.outbox.conns, func(x *socket) bool { return x == c })
	if len(s.outbox.conns) == 0 {
		s.outbox.lost = time.Now()
	}
	for _, e := range s.outbox.pending {
		if e.conn != c {
			continue
		}
		e.out, e.conn = false, nil
		e.Attempt, e.Reason = min(e.Attempt+1, len(retryAfter)), "connection_failed"
		if e.Kind == kindEvent && e.timer != nil {
			e.timer.Stop()
		}
		if e.Kind == kindEvent && len(s.outbox.conns) == 0 && e.act != nil {
			s.settle(e)
		}
	}
	if s.ctx.Err() != nil {
		return
	}
	s.pushApp()
	s.wakeOutbox()
}

// Disconnect asks the app to reconnect, as Slack does now and then. Reasons
// are "warning" (the connection stays), "refresh_requested" and "link_disabled"
// (it ends once the app has had a second); with "" the line is simply cut.
func (s *Server) Disconnect(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.outbox.conns {
		if reason == "" {
			c.leaving = true
			c.close()
			continue
		}
		c.send(obj{"type": "disconnect", "reason": reason, "debug_info": debugInfo()})
		if reason == "warning" {
			continue
		}
		c.leaving = true
		time.AfterFunc(time.Second, c.close)
	}
}
