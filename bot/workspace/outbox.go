package workspace

import (
	"encoding/json"
	"slices"
	"time"
)

// outbox holds what the app has not yet acknowledged, in the order in which it
// happened, and the connections it can go out by.
type outbox struct {
	pending []*envelope
	conns   []*socket
	tickets map[string]time.Time
	lost    time.Time // when the last connection ended, in real time
	ready   bool      // over HTTP: the request URL has answered its challenge
	down    bool      // over HTTP: the last request failed
}

// An envelope is one thing to tell the app.
type envelope struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Payload json.RawMessage `json:"payload"`
	Attempt int             `json:"attempt"`
	Reason  string          `json:"reason,omitempty"`
	URL     string          `json:"url,omitempty"` // over HTTP: where to

	accepts bool
	out     bool    // given to a connection, or being requested
	sent    bool    // has ever been out
	held    bool    // waits for the time of its retry
	conn    *socket // which has it
	timer   *time.Timer
	act     *act
	finish  func(answer json.RawMessage, failure string)
}

// Kinds of envelopes.
const (
	kindEvent       = "events_api"
	kindCommand     = "slash_commands"
	kindInteractive = "interactive"
)

// ackTime is how long the app may take to acknowledge.
const ackTime = 3 * time.Second

// graceTime is how long after losing its last connection the app still counts
// as about to come back; Bolt takes five seconds.
const graceTime = 6 * time.Second

// retryAfter is how long an event waits before its first, second and third
// retry, counted from the failure.
//
// Source: docs.slack.dev/apis/events-api.
var retryAfter = []time.Duration{0, time.Minute, 5 * time.Minute}

// outboxLimit is how many events are kept for an app that isn't there.
const outboxLimit = 2000

func (o *outbox) init() { o.tickets = map[string]time.Time{} }

// waiting tells whether the app still has something to acknowledge that it was
// given.
func (o *outbox) waiting() bool {
	return slices.ContainsFunc(o.pending, func(e *envelope) bool { return e.out })
}

// parting tells whether a connection that was asked to go still holds
// something unacknowledged.
func (o *outbox) parting() bool {
	return slices.ContainsFunc(o.pending, func(e *envelope) bool { return e.conn != nil && e.conn.leaving })
}

func (s *Server) loadOutbox() error {
	return each(s.store, "outbox", func(e *envelope) {
		e.Attempt, e.Reason = min(e.Attempt+1, len(retryAfter)), "connection_failed"
		s.outbox.pending = append(s.outbox.pending, e)
	})
}

// connected tells whether the app can be reached now.
func (s *Server) connected() bool {
	if !s.manifest.Settings.SocketMode {
		return !s.outbox.down
	}
	return len(s.outbox.conns) > 0
}

// pushApp tells the pages whether the app is there.
func (s *Server) pushApp() { s.push(nil, obj{"type": "app", "connected": s.connected()}) }

// settle ends an act's wait for one envelope.
func (s *Server) settle(e *envelope) {
	if e.act != nil {
		e.act.waiting--
		e.act = nil
	}
	s.live.used()
}

// request sends a command or an interaction, which the app must acknowledge
// within three seconds; finish learns its answer or Slack's name for the
// failure. It runs with s.mu held, exactly once.
func (s *Server) request(a *act, kind, url string, payload obj, accepts bool, finish func(answer json.RawMessage, failure string)) {
	body, err := json.Marshal(payload)
	if err != nil {
		s.log.Error("payload not encoded", "kind", kind, "err", err)
		finish(nil, "dispatch_failed")
		return
	}
	if s.manifest.Settings.SocketMode && len(s.outbox.conns) == 0 && time.Since(s.outbox.lost) > graceTime {
		if a != nil {
			a.failure = "dispatch_failed"
		}
		finish(nil, "dispatch_failed")
		return
	}
	e := &envelope{ID: newEnvelopeID(), Kind: kind, Payload: body, URL: url, accepts: accepts, act: a, finish: finish}
	if a != nil {
		a.waiting++
	}
	e.timer = time.AfterFunc(ackTime, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		failure := "operation_timeout"
		if !e.sent {
			failure = "dispatch_failed"
		}
		s.conclude(e, nil, failure)
	})
	s.outbox.pending = append(s.outbox.pending, e)
	s.live.used()
	s.wakeOutbox()
}

// conclude ends a request or an event; what comes later for it is ignored.
func (s *Server) conclude(e *envelope, answer json.RawMessage, failure string) {
	i := slices.Index(s.outbox.pending, e)
	if i < 0 {
		return
	}
	s.outbox.pending = slices.Delete(s.outbox.pending, i, i+1)
	if e.timer != nil {
		e.timer.Stop()
	}
	if e.Kind == kindEvent {
		if err := s.store.drop("outbox", e.ID); err != nil {
			s.log.Error("event not forgotten", "id", e.ID, "err", err)
		}
	}
	if failure != "" {
		s.log.Warn("app did not take it", "kind", e.Kind, "id", e.ID, "failure", failure, "attempt", e.Attempt)
	}
	if e.finish != nil {
		e.finish(answer, failure)
		if e.act != nil && failure != "" {
			e.act.failure = failure
		}
	}
	s.settle(e)
}

// sendEvent tells the app an event; it is kept until acknowledged.
func (s *Server) sendEvent(a *act, id string, payload obj) {
	body, err := json.Marshal(payload)
	if err != nil {
		s.log.Error("event not encoded", "id", id, "err", err)
		return
	}
	e := &envelope{ID: id, Kind: kindEvent, Payload: body, URL: s.manifest.Settings.Events.URL}
	if a != nil && s.connected() {
		e.act = a
		a.waiting++
	}
	if err := s.store.put("outbox", id, e); err != nil {
		s.log.Error("event not kept", "id", id, "err", err)
	}
	s.outbox.pending = append(s.outbox.pending, e)
	if len(s.outbox.pending) > outboxLimit {
		for _, old := range s.outbox.pending {
			if old.Kind == kindEvent && !old.out {
				s.conclude(old, nil, "too_old")
				break
			}
		}
	}
	s.wakeOutbox()
}

// failed is called when an event was not acknowledged: it is sent again, three
// times at most.
func (s *Server) failed(e *envelope, reason string) {
	if !slices.Contains(s.outbox.pending, e) {
		return
	}
	e.out, e.conn = false, nil
	if e.act != nil {
		s.settle(e)
	}
	if e.Attempt >= len(retryAfter) {
		s.conclude(e, nil, reason)
		return
	}
	pause := retryAfter[e.Attempt]
	e.Attempt++
	e.Reason = reason
	if err := s.store.put("outbox", e.ID, e); err != nil {
		s.log.Error("event not kept", "id", e.ID, "err", err)
	}
	if pause == 0 {
		s.wakeOutbox()
		return
	}
	e.held = true
	e.timer = time.AfterFunc(pause, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		e.held = false
		s.wakeOutbox()
	})
}

// wakeOutbox sends whatever can go out now, in order.
func (s *Server) wakeOutbox() {
	if s.ctx.Err() != nil {
		return
	}
	var conn *socket
	if s.manifest.Settings.SocketMode {
		// What a connection that was asked to go still holds comes first.
		if conn = s.outbox.primary(); conn == nil || s.outbox.parting() {
			return
		}
	} else if s.base == nil {
		return
	}
	for _, e := range slices.Clone(s.outbox.pending) {
		if e.out || e.held {
			continue
		}
		e.out, e.sent = true, true
		if conn == nil {
			s.requestOverHTTP(e)
			continue
		}
		e.conn = conn
		conn.send(e.frame())
		if e.Kind == kindEvent {
			e.timer = time.AfterFunc(ackTime, func() {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.failed(e, "timeout")
			})
		}
	}
}
