package slackio

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/walkin-chat/walkin/bot"
)

const (
	// drainFor is how long what has arrived may take to be answered once Run
	// is asked to stop.
	drainFor = 5 * time.Second
	// flushFor lets the last acks reach the wire: slack-go does not say when
	// they have.
	flushFor = 100 * time.Millisecond
)

// Run takes what Slack delivers until ctx is done; then it answers what has
// arrived and returns nil. It reconnects by itself; the error it may return is
// that Slack no longer accepts the app's token or the bot's, a [*TokenError]. Run is called once.
//
// Requests are handled one after another. Each is acknowledged within two
// seconds of its arrival: with its answer, or else with the words of
// [Options.Busy], and the answer follows by the response URL, by an ephemeral
// or a direct message. Only then is it [Options.Undelivered].
func (c *Client) Run(ctx context.Context) error {
	// What is being answered outlives ctx, so that a stop loses nothing.
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	handled := c.handle(work)
	read := make(chan struct{})
	go func() {
		defer close(read)
		defer close(c.queue)
		c.read(ctx, work)
	}()
	lost := make(chan error, 1)
	go func() { lost <- c.connect(work) }()

	var err error
	select {
	case <-ctx.Done():
	case err = <-lost:
		err = tokenError("SLACK_APP_TOKEN", err, appTokenPlace)
	case err = <-c.refused:
	}
	if err == nil {
		late := time.AfterFunc(drainFor, stop)
		<-read
		<-handled
		c.lanes.wait()
		late.Stop()
		time.Sleep(flushFor)
	}
	stop()
	<-read
	<-handled
	c.lanes.wait()
	return err
}

// handle answers what is queued, one after the other, until the queue is closed.
func (c *Client) handle(ctx context.Context) (done <-chan struct{}) {
	handled := make(chan struct{})
	go func() {
		defer close(handled)
		for d := range c.queue {
			c.serve(ctx, d)
		}
	}()
	return handled
}

// arrived stamps what has just come in, and starts the clock of the busy ack.
func (c *Client) arrived(ctx context.Context, d *delivery) {
	d.req.At = c.opts.Now()
	if d.req.Key == "" {
		d.req.Key = d.envelope
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.timer = time.AfterFunc(c.busyAfter, func() { c.ackBusy(ctx, d) })
}

// connect keeps a connection until Slack refuses the token.
func (c *Client) connect(ctx context.Context) error {
	for {
		err := c.socket.RunContext(ctx)
		// slack-go also returns this where only its own connection was given up.
		if errors.Is(err, context.Canceled) && ctx.Err() == nil {
			continue
		}
		return err
	}
}

// read queues what arrives. Nothing here may wait, as slack-go answers pings
// from the same place.
func (c *Client) read(ctx, work context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-work.Done():
			return
		case evt := <-c.socket.Events:
			d := c.decode(work, evt)
			if d == nil {
				continue
			}
			c.arrived(work, d)
			select {
			case c.queue <- d:
			case <-work.Done():
				return
			}
		}
	}
}

// decode returns what the bot is to be asked; what it is not, is acknowledged.
func (c *Client) decode(ctx context.Context, evt socketmode.Event) *delivery {
	var d *delivery
	switch data := evt.Data.(type) {
	case slack.SlashCommand:
		d = fromCommand(data)
	case slack.InteractionCallback:
		d = fromInteraction(data)
	case slackevents.EventsAPIEvent:
		if gone(data) {
			c.doubt(ctx)
		}
		d = fromEvent(data, c.self)
	case *socketmode.ErrorBadMessage:
		c.log.WarnContext(ctx, "delivery not understood", "err", data.Cause)
		var frame struct {
			EnvelopeID string `json:"envelope_id"`
		}
		if json.Unmarshal(data.Message, &frame) == nil && frame.EnvelopeID != "" {
			_ = c.socket.AckCtx(ctx, frame.EnvelopeID, nil)
		}
		return nil
	case *socketmode.ErrorWriteFailed:
		c.log.WarnContext(ctx, "ack not sent", "err", private(data.Cause))
		c.ackLost(ctx, data.Response.EnvelopeID)
		return nil
	default:
		c.follow(ctx, evt)
		return nil
	}
	if evt.Request == nil {
		return nil
	}
	if d == nil {
		_ = c.socket.AckCtx(ctx, evt.Request.EnvelopeID, nil)
		return nil
	}
	d.envelope, d.payload = evt.Request.EnvelopeID, evt.Request.AcceptsResponsePayload
	d.reply = func(ctx context.Context, payload any) error { return c.socket.AckCtx(ctx, d.envelope, payload) }
	return d
}

// follow notes the life of the connection.
func (c *Client) follow(ctx context.Context, evt socketmode.Event) {
	switch evt.Type {
	case socketmode.EventTypeHello:
		c.log.InfoContext(ctx, "connected to slack")
		c.greeted.Do(func() { close(c.ready) })
	case socketmode.EventTypeConnectionError:
		if e, ok := evt.Data.(*slack.ConnectionErrorEvent); ok {
			c.log.WarnContext(ctx, "connect to slack", "attempt", e.Attempt, "again in", e.Backoff, "err", private(e.ErrorObj))
		}
	case socketmode.EventTypeIncomingError:
		c.log.DebugContext(ctx, "connection ended")
	}
}

// serve asks the bot and answers.
func (c *Client) serve(ctx context.Context, d *delivery) {
	if d.forget != "" {
		c.ack(ctx, d, nil, false)
		c.changed(ctx, d)
		return
	}
	if ctx.Err() != nil {
		return // not acknowledged: Slack delivers it again
	}
	d.req.Asker = c.asker(ctx, d.asker, d.handle)
	d.req.Direct = c.isDirect(ctx, d.req.Channel, d.asker)
	d.req.People = c.namedIn(ctx, d)
	if d.req.Direct && len(d.files) > 0 {
		d.req.Sent = c.sent(ctx, d.files)
	}
	c.answer(ctx, d, c.opts.Handle(ctx, d.req))
}

// changed tells the bot of somebody whose name or standing is not what it was.
// Slack tells of every change of a profile, a status as well.
func (c *Client) changed(ctx context.Context, d *delivery) {
	before, known := c.people.recall(d.forget)
	c.people.forget(d.forget)
	now := c.asker(ctx, d.forget, "")
	if after, found := c.people.recall(d.forget); !found || known && before.asker == after.asker {
		return // Slack does not say, or nothing that matters here
	}
	d.req.Asker, d.req.Key = now, "" // a repeat comes to the same
	c.opts.Handle(ctx, d.req)
}

// ack acknowledges d, once; false if that was done before or can't be done
// with such a payload. busy says that payload is not the answer yet.
func (c *Client) ack(ctx context.Context, d *delivery, payload any, busy bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.acked {
		return false
	}
	d.timer.Stop()
	d.acked, d.busy = true, busy
	err := d.reply(ctx, payload)
	if err == nil {
		return true
	}
	c.log.WarnContext(ctx, "acknowledge with the answer", "err", err)
	d.busy = false
	if payload != nil && ctx.Err() == nil {
		// Too long for an ack: without it, then.
		_ = d.reply(ctx, nil)
	}
	return false
}

// ackBusy acknowledges a request whose answer takes long. A command is
// answered with the words for it and a form shows them; a pressed message
// stays as it is.
func (c *Client) ackBusy(ctx context.Context, d *delivery) {
	var payload any
	if c.opts.Busy != nil && d.payload {
		words := bot.Message{Head: c.opts.Busy(c.people.lang(d.asker))}
		switch {
		case d.req.Act == bot.Command:
			payload = webhook(words, false)
		case d.req.Act == bot.Submit && d.view != nil:
			view := reopened(d.view, slack.NewSectionBlock(mrkdwn(cutMrkdwn(words.Head, maxSection)), nil, nil))
			payload = slack.NewUpdateViewSubmissionResponse(&view)
		}
	}
	c.ack(ctx, d, payload, payload != nil)
}

// ackLost sends by another way the answer of an ack that did not reach Slack.
func (c *Client) ackLost(ctx context.Context, envelope string) {
	c.mu.Lock()
	d := c.unsent[envelope]
	delete(c.unsent, envelope)
	c.mu.Unlock()
	if d != nil {
		c.lanes.run(d.asker, func() { c.send(ctx, d, d.said) })
	}
}

var errNoWay = errors.New("nowhere to answer")
