package slackio

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// Paths of the request URLs. Each takes whatever Slack sends: what it is, the
// body says.
const (
	CommandsPath      = "/slack/commands"
	InteractivityPath = "/slack/interactivity"
	EventsPath        = "/slack/events"
)

const (
	// maxBody bounds a request. A view is at most 250 kB, and comes with what
	// was typed into it.
	maxBody = 1 << 20
	// window is how far a request's time may be from ours, both ways.
	//
	// Source: docs.slack.dev/authentication/verifying-requests-from-slack.
	window = 5 * time.Minute
	// patience is for a whole request: Slack itself gives up after three seconds.
	patience = 5 * time.Second
	// idleTimeout keeps connections between requests.
	idleTimeout = time.Minute
)

// A door lets requests in.
type door struct {
	now      func() time.Time // the real one
	patience time.Duration    // for a whole request

	mu    sync.Mutex // held from the stamp until the queue has it, so that their orders agree
	count int
	shut  bool
}

// Serve takes what Slack requests at [CommandsPath], [InteractivityPath] and
// [EventsPath] until ctx is done; then it answers what has arrived, closes l and
// returns nil. A [*TokenError] says that Slack no longer accepts the bot's token. It is called once, on a client with a signing secret.
//
// Requests are handled and answered as by [Client.Run]; the acknowledgement is
// the HTTP response.
func (c *Client) Serve(ctx context.Context, l net.Listener) error {
	// What is being answered outlives ctx, so that a stop loses nothing.
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	handled := c.handle(work)
	server := &http.Server{
		Handler: c.handler(work), ReadHeaderTimeout: c.door.patience, ReadTimeout: c.door.patience, WriteTimeout: 2 * patience,
		IdleTimeout: idleTimeout, MaxHeaderBytes: 1 << 14,
		BaseContext: func(net.Listener) context.Context { return work },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	c.greeted.Do(func() { close(c.ready) })

	var err error
	select {
	case <-ctx.Done():
	case err = <-ended:
		err = fmt.Errorf("serve requests of slack: %w", err)
	case err = <-c.refused:
	}
	late := time.AfterFunc(drainFor, stop)
	defer late.Stop()
	if server.Shutdown(work) != nil {
		_ = server.Close()
	}
	c.door.mu.Lock()
	c.door.shut = true
	close(c.queue)
	c.door.mu.Unlock()
	<-handled
	c.lanes.wait()
	return err
}

// handler serves the known paths and nothing else. work outlives the requests.
func (c *Client) handler(work context.Context) http.Handler {
	mux := http.NewServeMux()
	for _, path := range []string{CommandsPath, InteractivityPath, EventsPath} {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) { c.take(work, w, r) })
	}
	return mux
}

// take lets one request in, if it is Slack's, and answers it.
func (c *Client) take(work context.Context, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	case err != nil:
		http.Error(w, "not read", http.StatusBadRequest)
		return
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var form url.Values
	if kind != "application/json" {
		if form, err = url.ParseQuery(string(body)); err == nil && form.Get("ssl_check") == "1" {
			return // Slack looks at our certificate; nothing else happens
		}
	}
	if err := verify(c.opts.SigningSecret, r.Header, body, c.door.now()); err != nil {
		c.log.WarnContext(r.Context(), "request refused", "path", r.URL.Path, "err", err)
		http.Error(w, "not signed by Slack", http.StatusUnauthorized)
		return
	}
	d, challenge, err := c.understand(work, form, body)
	switch {
	case err != nil:
		c.log.WarnContext(r.Context(), "delivery not understood", "path", r.URL.Path, "err", err)
		// Another try would not be understood either.
		w.Header().Set("X-Slack-No-Retry", "1")
		http.Error(w, "not understood", http.StatusBadRequest)
	case challenge != "":
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, challenge)
	case d != nil:
		if d.req.Key == "" {
			// A form that was closed has no trigger; its repeat has the same body.
			sum := sha256.Sum256(body)
			d.req.Key = "body " + hex.EncodeToString(sum[:])
		}
		c.admit(work, w, r, d)
	}
}

var (
	errUnsigned = errors.New("no signature")
	errOld      = errors.New("its time is more than five minutes away; is this machine's clock right?")
	errForged   = errors.New("wrong signature; is SLACK_SIGNING_SECRET that of this app?")
)

// verify checks that Slack signed body, at a time near now. slack-go's own check
// reads the machine's clock, so that no published example could be held against
// it.
//
// Source: docs.slack.dev/authentication/verifying-requests-from-slack.
func verify(secret string, header http.Header, body []byte, now time.Time) error {
	stamp, signature := header.Get("X-Slack-Request-Timestamp"), header.Get("X-Slack-Signature")
	at, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || signature == "" || secret == "" {
		return errUnsigned
	}
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:", stamp)
	mac.Write(body)
	if !hmac.Equal([]byte("v0="+hex.EncodeToString(mac.Sum(nil))), []byte(signature)) {
		return errForged
	}
	if from := time.Unix(at, 0); now.Before(from.Add(-window)) || now.After(from.Add(window)) {
		return errOld
	}
	return nil
}

// understand decodes a request: d is nil for what the bot knows nothing of, and
// challenge is what the sender wants back.
func (c *Client) understand(ctx context.Context, form url.Values, body []byte) (d *delivery, challenge string, err error) {
	switch {
	case form == nil:
		ev, err := slackevents.ParseEvent(body, slackevents.OptionNoVerifyToken())
		if err != nil {
			return nil, "", plainJSON(body, err)
		}
		if ask, ok := ev.Data.(*slackevents.EventsAPIURLVerificationEvent); ok {
			return nil, ask.Challenge, nil
		}
		if gone(ev) {
			c.doubt(ctx)
		}
		return fromEvent(ev, c.self), "", nil
	case form.Get("payload") != "":
		var ic slack.InteractionCallback
		if err := json.Unmarshal([]byte(form.Get("payload")), &ic); err != nil {
			return nil, "", fmt.Errorf("interaction: %w", err)
		}
		if d = fromInteraction(ic); d != nil {
			d.payload = true
		}
		return d, "", nil
	case form.Get("command") != "":
		d = fromCommand(slack.SlashCommand{
			ChannelID: form.Get("channel_id"), ChannelName: form.Get("channel_name"),
			UserID: form.Get("user_id"), UserName: form.Get("user_name"),
			Command: form.Get("command"), Text: form.Get("text"),
			ResponseURL: form.Get("response_url"), TriggerID: form.Get("trigger_id"),
		})
		d.payload = true
		return d, "", nil
	}
	return nil, "", errors.New("neither a command, an interaction nor an event")
}

// plainJSON is nil for an event of a kind that slack-go does not know: it is
// well formed, and nothing for the bot.
func plainJSON(body []byte, err error) error {
	var frame struct{ Type string }
	if json.Unmarshal(body, &frame) == nil && frame.Type == slackevents.CallbackEvent {
		return nil
	}
	return fmt.Errorf("event: %w", err)
}

// admit queues a delivery and writes its acknowledgement.
func (c *Client) admit(work context.Context, w http.ResponseWriter, r *http.Request, d *delivery) {
	ack := make(chan []byte, 1)
	d.reply = func(_ context.Context, payload any) error {
		if payload == nil {
			ack <- nil
			return nil
		}
		body, err := json.Marshal(payload)
		if err == nil {
			ack <- body
		}
		return err
	}
	if !c.enqueue(work, d) {
		http.Error(w, "busy", http.StatusServiceUnavailable)
		return
	}
	select {
	case body := <-ack:
		if body != nil {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		w.WriteHeader(http.StatusOK)
		_, err := w.Write(body)
		if err == nil {
			err = http.NewResponseController(w).Flush()
		}
		if err != nil || r.Context().Err() != nil {
			c.ackLost(work, d.envelope)
		}
	case <-r.Context().Done():
		c.abandon(work, d)
	}
}

// enqueue puts d into the queue; false if that is full, or closed.
func (c *Client) enqueue(work context.Context, d *delivery) bool {
	c.door.mu.Lock()
	defer c.door.mu.Unlock()
	if c.door.shut || len(c.queue) == cap(c.queue) {
		return false
	}
	c.door.count++
	d.envelope = "request " + strconv.Itoa(c.door.count)
	c.arrived(work, d)
	c.queue <- d // nobody else fills it
	return true
}

// abandon notes that whoever made a request waits no longer: its answer, when
// there is one, goes another way.
func (c *Client) abandon(ctx context.Context, d *delivery) {
	d.mu.Lock()
	early := !d.acked
	d.acked = true
	d.timer.Stop()
	d.mu.Unlock()
	if !early {
		c.ackLost(ctx, d.envelope)
	}
}
