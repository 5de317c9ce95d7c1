package workspace

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Without Socket Mode the app is reached by signed requests to the URLs of its
// manifest.

// signature signs a request's body as Slack does.
//
// Source: docs.slack.dev/authentication/verifying-requests-from-slack.
func signature(secret string, at int64, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%d:", at)
	mac.Write(body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// requestClient follows no redirects beyond the second, as Slack.
var requestClient = &http.Client{
	Timeout: ackTime,
	CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if len(via) > 2 {
			return errTooManyRedirects
		}
		return nil
	},
}

var errTooManyRedirects = errors.New("too many redirects")

// requestOverHTTP sends an envelope to the app without waiting for the answer.
func (s *Server) requestOverHTTP(e *envelope) {
	s.wg.Add(1)
	retry, reason, ready := e.Attempt, e.Reason, s.outbox.ready
	go func() {
		defer s.wg.Done()
		var out outcome
		if e.Kind == kindEvent && !ready {
			out = s.verifyURL(e.URL)
		}
		if out.reason == "" {
			kind, body := e.form()
			out = s.deliver(e.URL, kind, body, retry, reason)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.delivered(e, out)
	}()
}

// form is an envelope as an HTTP body.
func (e *envelope) form() (kind string, body []byte) {
	const encoded = "application/x-www-form-urlencoded"
	switch e.Kind {
	case kindCommand:
		var fields map[string]string
		_ = json.Unmarshal(e.Payload, &fields) // request made it of strings
		v := url.Values{}
		for k, x := range fields {
			v.Set(k, x)
		}
		return encoded, []byte(v.Encode())
	case kindInteractive:
		return encoded, []byte(url.Values{"payload": {string(e.Payload)}}.Encode())
	}
	return "application/json", e.Payload
}

// An outcome is what came of one request. A reason says why it failed, in the
// words of the retry header.
type outcome struct {
	reason  string
	status  int
	body    []byte
	noRetry bool
}

// deliver makes one signed request.
func (s *Server) deliver(to, kind string, body []byte, retry int, why string) outcome {
	ctx, cancel := context.WithTimeout(s.ctx, ackTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return outcome{reason: "unknown_error"}
	}
	// Signatures go by real time: the app refuses them if they are old.
	at := time.Now().Unix()
	r.Header.Set("Content-Type", kind)
	r.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	r.Header.Set("X-Slack-Request-Timestamp", strconv.FormatInt(at, 10))
	r.Header.Set("X-Slack-Signature", signature(s.identity.SigningSecret, at, body))
	if retry > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(retry))
		r.Header.Set("X-Slack-Retry-Reason", why)
	}
	resp, err := requestClient.Do(r)
	if err != nil {
		return outcome{reason: failureOf(err)}
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return outcome{reason: failureOf(err)}
	}
	out := outcome{status: resp.StatusCode, body: answer, noRetry: resp.Header.Get("X-Slack-No-Retry") == "1"}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		out.reason = "http_error"
	}
	return out
}

// failureOf names a failed request as Slack's retry header does.
func failureOf(err error) string {
	var timeout net.Error
	switch {
	case errors.Is(err, errTooManyRedirects):
		return "too_many_redirects"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "http_timeout"
	case strings.Contains(err.Error(), "tls:") || strings.Contains(err.Error(), "x509:"):
		return "ssl_error"
	}
	return "connection_failed"
}

// verifyURL asks a request URL to echo a challenge.
func (s *Server) verifyURL(to string) outcome {
	challenge := randomText(48)
	out := s.deliver(to, "application/json", asJSON(obj{
		"token": s.identity.Verification, "challenge": challenge, "type": "url_verification",
	}), 0, "")
	if out.reason != "" {
		return out
	}
	var echoed struct {
		Challenge string `json:"challenge"`
	}
	if strings.TrimSpace(string(out.body)) != challenge && (json.Unmarshal(out.body, &echoed) != nil || echoed.Challenge != challenge) {
		s.log.Warn("request url did not echo the challenge", "url", to)
		return outcome{reason: "http_error", status: out.status}
	}
	return outcome{}
}

// Verify asks the app's event request URL to echo a challenge, as Slack does
// when the URL is entered. It has nothing to do under Socket Mode.
func (s *Server) Verify() error {
	to := s.manifest.Settings.Events.URL
	if s.manifest.Settings.SocketMode || to == "" {
		return nil
	}
	out := s.verifyURL(to)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outbox.ready = out.reason == ""
	if out.reason != "" {
		return fmt.Errorf("request url %s: challenge not met: %s", to, out.reason)
	}
	return nil
}

// delivered does what an outcome means for an envelope.
func (s *Server) delivered(e *envelope, out outcome) {
	if down := out.reason == "connection_failed"; down != s.outbox.down {
		s.outbox.down = down
		s.pushApp()
	}
	if e.Kind == kindEvent {
		switch {
		case out.reason == "":
			s.outbox.ready = true
			s.conclude(e, nil, "")
		case out.noRetry && out.status != http.StatusOK:
			s.conclude(e, nil, out.reason)
		default:
			s.failed(e, out.reason)
		}
		return
	}
	failure := ""
	switch {
	case out.reason == "":
	case out.reason == "http_timeout":
		failure = "operation_timeout"
	case out.status >= 500:
		failure = "http_service_error"
	case out.status >= 300:
		failure = "http_client_error"
	default:
		failure = "dispatch_failed"
	}
	answer := out.body
	if !e.accepts || failure != "" || empty(answer) {
		answer = nil
	}
	s.conclude(e, answer, failure)
}
