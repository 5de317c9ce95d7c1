package slackio

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

// remembered bounds the forms and acks that are remembered.
const remembered = 500

// answer puts as much of a reply into the ack as it takes, and sends the rest.
// What goes out to one person goes out in order; one person's slow call holds
// up nobody else.
func (c *Client) answer(ctx context.Context, d *delivery, reply bot.Reply) {
	payload, rest := inAck(d, reply)
	if payload != nil && d.req.Act == bot.Command {
		c.mu.Lock()
		if len(c.unsent) >= remembered {
			clear(c.unsent)
		}
		d.said = bot.Reply{Message: reply.Message}
		c.unsent[d.envelope] = d
		c.mu.Unlock()
	}
	if !c.ack(ctx, d, payload, false) {
		rest = reply
		c.mu.Lock()
		delete(c.unsent, d.envelope)
		c.mu.Unlock()
	}
	if rest.Message != nil || rest.Form != nil || rest.Home != nil || len(rest.Errors) > 0 {
		c.lanes.run(d.asker, func() { c.send(ctx, d, rest) })
	}
}

// inAck splits a reply into the ack's payload and the rest.
func inAck(d *delivery, reply bot.Reply) (payload any, rest bot.Reply) {
	rest = reply
	if !d.payload {
		return nil, rest
	}
	switch {
	case d.req.Act == bot.Command && reply.Message != nil:
		rest.Message = nil
		return webhook(*reply.Message, false), rest
	case d.req.Act == bot.Submit && len(reply.Errors) > 0:
		rest.Errors = nil
		return slack.NewErrorsViewSubmissionResponse(wrong(d.view, reply.Errors)), rest
	case d.req.Act == bot.Submit && reply.Form != nil:
		view := modal(*reply.Form, d.at)
		rest.Form = nil
		if reply.How == bot.PushForm {
			return slack.NewPushViewSubmissionResponse(&view), rest
		}
		return slack.NewUpdateViewSubmissionResponse(&view), rest
	case d.req.Act == bot.Submit && reply.Message != nil:
		// What the forms were for is done: all of them close.
		return slack.NewClearViewSubmissionResponse(), rest
	}
	return nil, rest
}

// wrong are the errors by block. Slack takes only those of blocks in the view,
// so that others go to its first field.
func wrong(v *slack.View, list []bot.Wrong) map[string]string {
	first, fields := "", map[string]bool{}
	if v != nil {
		for _, b := range v.Blocks.BlockSet {
			if in, ok := b.(*slack.InputBlock); ok {
				if first == "" {
					first = in.BlockID
				}
				fields[in.BlockID] = true
			}
		}
	}
	found := map[string]string{}
	for _, w := range list {
		block, text := w.Field, label(w.Text, maxLabel).Text
		if !fields[block] && first != "" {
			block = first
		}
		if found[block] != "" {
			text = cut(found[block]+" "+text, maxLabel)
		}
		found[block] = text
	}
	return found
}

// send delivers what the ack did not. What reaches nobody is told to
// Undelivered.
func (c *Client) send(ctx context.Context, d *delivery, reply bot.Reply) {
	ctx, cancel := context.WithTimeout(ctx, 3*callTimeout)
	defer cancel()
	if reply.Home != nil {
		request := slack.PublishViewContextRequest{UserID: d.asker, View: homeView(*reply.Home)}
		if _, err := c.api.PublishViewContext(ctx, request); err != nil {
			c.log.ErrorContext(ctx, "publish the app home", "user", d.asker, "err", private(err))
		}
	}
	var err error
	if d.isBusy() && d.req.Act == bot.Submit {
		err = c.finish(ctx, d, &reply)
	}
	if err == nil && reply.Form != nil {
		err = c.open(ctx, d, *reply.Form, reply.How)
	}
	if err == nil && reply.Message != nil {
		err = c.show(ctx, d, *reply.Message, reply.Beside)
	}
	if err == nil {
		return
	}
	c.log.ErrorContext(ctx, "answer not delivered", "act", int(d.req.Act), "user", d.asker, "err", private(err))
	if c.opts.Undelivered != nil {
		c.opts.Undelivered(context.WithoutCancel(ctx), d.req, reply)
	}
}

func (d *delivery) isBusy() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.busy
}

// finish puts an answer into the form that was left open by the busy ack, and
// takes out of reply what it has said. Where the form is gone, reply stays as
// it is.
func (c *Client) finish(ctx context.Context, d *delivery, reply *bot.Reply) error {
	var view slack.ModalViewRequest
	switch {
	case len(reply.Errors) > 0:
		var texts []string
		for _, w := range reply.Errors {
			texts = append(texts, w.Text)
		}
		view = reopened(d.view, alert(strings.Join(texts, " ")))
	case reply.Form != nil:
		view = modal(*reply.Form, d.at)
	case reply.Message != nil:
		view = messageView(*reply.Message, d.view.Title, d.at)
	default:
		view = messageView(bot.Message{}, d.view.Title, d.at)
		view.Blocks.BlockSet = []slack.Block{slack.NewDividerBlock()}
	}
	_, err := c.api.UpdateViewContext(ctx, view, "", "", d.view.ID)
	switch {
	case err == nil:
		reply.Form, reply.Message, reply.Errors = nil, nil, nil
		return nil
	case len(reply.Errors) > 0:
		return fmt.Errorf("show errors: %w", err)
	}
	return nil
}

// reopened is a view as it was sent, with a block on top. What was typed stays,
// as the fields keep their IDs.
func reopened(v *slack.View, top slack.Block) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: v.Title, Close: v.Close, Submit: v.Submit, NotifyOnClose: v.NotifyOnClose, ClearOnClose: v.ClearOnClose,
		CallbackID: v.CallbackID, PrivateMetadata: v.PrivateMetadata, ExternalID: v.ExternalID,
		Blocks: slack.Blocks{BlockSet: fit([]slack.Block{top}, v.Blocks.BlockSet[:min(len(v.Blocks.BlockSet), maxViewBlocks-1)], maxViewBlocks)},
	}
}

// open shows a form.
func (c *Client) open(ctx context.Context, d *delivery, f bot.Form, how bot.FormStep) error {
	view := modal(f, d.at)
	inForm := d.view != nil && !d.home && d.req.Act != bot.Submit && d.req.Act != bot.Close
	switch {
	case inForm && how == bot.UpdateForm:
		hash := ""
		if d.req.Act == bot.Change {
			hash = d.view.Hash
		}
		_, err := c.api.UpdateViewContext(ctx, view, "", hash, d.view.ID)
		if err != nil && err.Error() == "hash_conflict" {
			return nil // changed once more meanwhile; the later answer counts
		}
		return err
	case d.trigger == "":
		return fmt.Errorf("open form %s: %w", f.ID, errNoWay)
	case inForm:
		_, err := c.api.PushViewContext(ctx, d.trigger, view)
		return err
	}
	opened, err := c.api.OpenViewContext(ctx, d.trigger, view)
	if err != nil {
		return err
	}
	if d.responseURL != "" {
		c.mu.Lock()
		defer c.mu.Unlock()
		if len(c.origin) >= remembered {
			clear(c.origin)
		}
		c.origin[opened.ID] = d.responseURL
	}
	return nil
}

// show says a message by the first way that is open.
func (c *Client) show(ctx context.Context, d *delivery, m bot.Message, beside bool) error {
	var failed []error
	for _, way := range c.ways(d, m, beside) {
		err := way(ctx)
		if err == nil {
			return nil
		}
		failed = append(failed, private(err))
	}
	return errors.Join(append(failed, errNoWay)...)
}

// A way delivers one message.
type way func(context.Context) error

// ways are those by which an answer can reach its asker, best first.
func (c *Client) ways(d *delivery, m bot.Message, beside bool) []way {
	where := d.at
	if where.Channel == "" && !d.home {
		where.Channel = d.req.Channel
	}
	here := c.ephemeral(where, d, m)
	switch act := d.req.Act; {
	case act == bot.Press && d.view == nil && !beside:
		list := []way{c.respond(d.responseURL, webhook(m, true))}
		if d.req.Spoken {
			return append(list, here)
		}
		return append(list, c.rewrite(d.req.Message, m))
	case act == bot.Command, act == bot.Press && d.view == nil, act == bot.Shortcut && d.responseURL != "":
		w := webhook(m, d.isBusy())
		w.ThreadTimestamp = d.at.Thread
		return []way{c.respond(d.responseURL, w), here}
	case act == bot.Press && d.home, act == bot.Shortcut:
		return []way{c.window(d, m), c.post(c.imOf(d.asker), "", m)}
	case act == bot.Press, act == bot.Change:
		if beside {
			return []way{c.window(d, m), here}
		}
		return []way{c.rewindow(d, m), here}
	case act == bot.Submit, act == bot.Close:
		c.mu.Lock()
		url := c.origin[d.view.RootViewID]
		c.mu.Unlock()
		if where.Channel == "" {
			return []way{c.post(c.imOf(d.asker), "", m)}
		}
		w := webhook(m, false)
		w.ThreadTimestamp = where.Thread
		return []way{c.respond(url, w), here}
	case act == bot.Mention:
		return []way{here}
	case act == bot.Open:
		return []way{c.post(c.imOf(d.asker), "", m)}
	}
	return []way{c.post(c.channel(d.req.Channel), "", m)} // Join: there is nobody else to tell
}

// webhook is a message for a response URL or an ack: to the asker alone, or in
// the place of what they pressed.
func webhook(m bot.Message, replace bool) *slack.WebhookMessage {
	w := &slack.WebhookMessage{ResponseType: slack.ResponseTypeEphemeral, ReplaceOriginal: replace, Text: fallback(m)}
	if blocks := messageBlocks(m); len(blocks) > 0 {
		w.Blocks = &slack.Blocks{BlockSet: blocks}
	}
	return w
}

func (c *Client) respond(url string, w *slack.WebhookMessage) way {
	return func(ctx context.Context) error {
		if url == "" {
			return errNoWay
		}
		return slack.PostWebhookCustomHTTPContext(ctx, url, c.http, w)
	}
}

// ephemeral says a message to the asker alone; in a direct message with the
// bot, which nobody else reads, to stay.
func (c *Client) ephemeral(at place, d *delivery, m bot.Message) way {
	if d.req.Direct {
		return c.post(c.channel(at.Channel), at.Thread, m)
	}
	return func(ctx context.Context) error {
		if at.Channel == "" {
			return errNoWay
		}
		_, err := c.api.PostEphemeralContext(ctx, at.Channel, d.asker, content(m, at.Thread)...)
		return err
	}
}

// rewrite puts a message in the place of one that all can read.
func (c *Client) rewrite(at bot.Ref, m bot.Message) way {
	return func(ctx context.Context) error {
		_, _, _, err := c.api.UpdateMessageContext(ctx, at.Channel, at.TS, content(m, "")...)
		return err
	}
}

// window shows a message in a view of its own, where there is no channel to
// answer in.
func (c *Client) window(d *delivery, m bot.Message) way {
	return func(ctx context.Context) error {
		if d.trigger == "" {
			return errNoWay
		}
		view := messageView(m, label("Walkin", maxViewTitle), d.at)
		if d.view != nil && !d.home {
			_, err := c.api.PushViewContext(ctx, d.trigger, view)
			return err
		}
		_, err := c.api.OpenViewContext(ctx, d.trigger, view)
		return err
	}
}

// rewindow shows a message in the view in which something was pressed.
func (c *Client) rewindow(d *delivery, m bot.Message) way {
	return func(ctx context.Context) error {
		_, err := c.api.UpdateViewContext(ctx, messageView(m, d.view.Title, d.at), "", "", d.view.ID)
		return err
	}
}

// post says a message in a channel.
func (c *Client) post(channel func(context.Context) (string, error), thread string, m bot.Message) way {
	return func(ctx context.Context) error {
		to, err := channel(ctx)
		if err != nil {
			return err
		}
		_, _, err = c.api.PostMessageContext(ctx, to, content(m, thread)...)
		return err
	}
}

func (c *Client) channel(id string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return id, nil }
}

func (c *Client) imOf(id string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) { return c.im(ctx, id) }
}

// lanes run what is given for one person in order, and for several at once.
type lanes struct {
	mu   sync.Mutex
	last map[string]chan struct{}
	wg   sync.WaitGroup
}

func (l *lanes) run(who string, f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last == nil {
		l.last = map[string]chan struct{}{}
	}
	before, done := l.last[who], make(chan struct{})
	l.last[who] = done
	l.wg.Go(func() {
		if before != nil {
			<-before
		}
		f()
		close(done)
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.last[who] == done {
			delete(l.last, who)
		}
	})
}

func (l *lanes) wait() { l.wg.Wait() }
