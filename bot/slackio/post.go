package slackio

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/rules"
)

// Deliver says p in its channel or to its person, and returns the message. With
// p.Update it takes the place of earlier, the message remembered under p.Key;
// where that is zero nothing is said, and the zero Ref returned. With p.Again it
// is said only if it does not stand there already. Its errors are of type
// [*bot.DeliveryError].
func (c *Client) Deliver(ctx context.Context, p bot.Post, earlier bot.Ref) (bot.Ref, error) {
	at, err := c.deliver(ctx, p, earlier)
	if is(err, outOfUse...) {
		c.doubt(ctx)
	}
	if err != nil {
		return bot.Ref{}, classify(err)
	}
	if p.Pin != "" && !p.Update {
		c.pin(ctx, at, p.Unpin)
	}
	return at, nil
}

func (c *Client) deliver(ctx context.Context, p bot.Post, earlier bot.Ref) (bot.Ref, error) {
	message, err := c.linked(ctx, c.readable(ctx, p))
	if err != nil {
		return bot.Ref{}, err
	}
	if p.Evidence != "" && p.Thread != "" {
		message = c.withFiles(ctx, message, p)
	}
	if p.Update {
		if earlier == (bot.Ref{}) {
			return earlier, nil
		}
		err := c.inWords(ctx, message, "", func(options []slack.MsgOption) error {
			_, _, _, err := c.api.UpdateMessageContext(ctx, earlier.Channel, earlier.TS, options...)
			return err
		})
		return earlier, err
	}
	channel := p.Channel
	if p.To != "" {
		if channel, err = c.im(ctx, p.To); err != nil {
			return bot.Ref{}, err
		}
	}
	asChart := chart(message.Chart) != nil
	if p.File != nil && !asChart {
		return bot.Ref{}, c.upload(ctx, channel, p, message)
	}
	if p.Again {
		there, err := c.stands(ctx, channel, p)
		if err != nil || there != (bot.Ref{}) {
			return there, err
		}
	}
	var at bot.Ref
	post := func(options []slack.MsgOption) (err error) {
		if p.ID != "" {
			options = append(options, slack.MsgOptionMetadata(slack.SlackMetadata{EventType: postEvent, EventPayload: map[string]any{"id": p.ID}}))
		}
		at.Channel, at.TS, err = c.api.PostMessageContext(ctx, channel, options...)
		return err
	}
	if asChart && p.File != nil {
		if err = post(content(message, p.Thread)); is(err, misshapen...) {
			c.log.WarnContext(ctx, "a chart is refused; the picture is sent", "err", private(err))
			return bot.Ref{}, c.upload(ctx, channel, p, message)
		}
		return at, err
	}
	err = c.inWords(ctx, message, p.Thread, post)
	return at, err
}

// inWords says a message, and where Slack does not take its shape, its words
// alone, without buttons.
func (c *Client) inWords(ctx context.Context, m bot.Message, thread string, say func([]slack.MsgOption) error) error {
	err := say(content(m, thread))
	if !is(err, misshapen...) {
		return err
	}
	c.log.WarnContext(ctx, "a post is refused; its words alone are tried", "err", private(err))
	options := []slack.MsgOption{slack.MsgOptionText(allWords(m), false), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl()}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	return say(options)
}

// misshapen are Slack's errors about what a message is made of.
var misshapen = []string{"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "invalid_attachments", "too_many_attachments", "no_text"}

// upload hands a file over, with the message as a word to it. Slack lets no
// mark be set on it, so that one whose arrival is uncertain may come twice.
func (c *Client) upload(ctx context.Context, channel string, p bot.Post, message bot.Message) error {
	_, err := c.api.UploadFileContext(ctx, slack.UploadFileParameters{
		Reader: bytes.NewReader(p.File.Content), FileSize: len(p.File.Content), Filename: p.File.Name, Title: p.File.Name, AltTxt: p.File.Alt,
		InitialComment: fallback(message), Channel: channel, ThreadTimestamp: p.Thread,
	})
	return err
}

const (
	// postEvent names the metadata by which a post is known again.
	postEvent = "walkin_post"
	// lookBack is how long before our time a post may stand by Slack's clock.
	lookBack = time.Hour
	// pages of history are looked through, of a size that Slack likes.
	pages, pageSize = 5, 200
)

// stands looks for a post that an earlier try may have made; zero if it is not
// there, or if Slack does not let the bot look: a second post is better than
// none.
func (c *Client) stands(ctx context.Context, channel string, p bot.Post) (bot.Ref, error) {
	oldest := strconv.FormatInt(p.Due.Add(-lookBack).Unix(), 10)
	cursor := ""
	for range pages {
		messages, more, err := c.history(ctx, channel, p.Thread, oldest, &cursor)
		var refused slack.SlackErrorResponse
		switch {
		case errors.As(err, &refused) && !slices.Contains(faults, refused.Err):
			c.log.WarnContext(ctx, "look whether a post has arrived", "channel", channel, "err", refused.Err, "needed", refused.Needed)
			return bot.Ref{}, nil
		case err != nil:
			return bot.Ref{}, err
		}
		for _, m := range messages {
			if m.User == c.self && m.Metadata.EventType == postEvent && m.Metadata.EventPayload["id"] == p.ID {
				return bot.Ref{Channel: channel, TS: m.Timestamp}, nil
			}
		}
		if !more || cursor == "" {
			break
		}
	}
	return bot.Ref{}, nil
}

// history is one page of a channel, or of a thread in it.
func (c *Client) history(ctx context.Context, channel, thread, oldest string, cursor *string) ([]slack.Message, bool, error) {
	if thread != "" {
		messages, more, next, err := c.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: channel, Timestamp: thread, Oldest: oldest, Limit: pageSize, Cursor: *cursor, IncludeAllMetadata: true,
		})
		*cursor = next
		return messages, more, err
	}
	page, err := c.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: channel, Oldest: oldest, Limit: pageSize, Cursor: *cursor, IncludeAllMetadata: true,
	})
	if err != nil {
		return nil, false, err
	}
	*cursor = page.ResponseMetaData.NextCursor
	return page.Messages, page.HasMore, nil
}

// readable is the message of p in the language of its reader.
func (c *Client) readable(ctx context.Context, p bot.Post) bot.Message {
	if p.To != "" && p.English != nil && c.asker(ctx, p.To, "").Lang == rules.En {
		return *p.English
	}
	return p.Message
}

// withFiles is m with the line about the files that people have posted into its
// thread, each a link. Where Slack does not let the bot look, m is said without.
func (c *Client) withFiles(ctx context.Context, m bot.Message, p bot.Post) bot.Message {
	var links []string
	cursor := ""
	for range pages {
		messages, more, err := c.history(ctx, p.Channel, p.Thread, "", &cursor)
		if err != nil {
			c.log.WarnContext(ctx, "look for files in a thread", "channel", p.Channel, "err", private(err))
			break
		}
		for _, said := range messages {
			for _, f := range said.Files {
				if said.User != c.self && f.Permalink != "" && len(links) < mostFiles {
					links = append(links, "<"+f.Permalink+"|"+linkText.Replace(cmp.Or(f.Title, f.Name, f.ID))+">")
				}
			}
		}
		if !more || cursor == "" {
			break
		}
	}
	if len(links) > 0 {
		m.Notes = append(slices.Clone(m.Notes), strings.ReplaceAll(p.Evidence, "{files}", strings.Join(links, " · ")))
	}
	return m
}

// mostFiles is how many files of a thread one message links.
const mostFiles = 10

// linkText writes what a link is shown as: it ends at a mark of its own.
var linkText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "/", "_", "＿", "*", "＊", "~", "～", "`", "｀")

// linked is m with the addresses of the messages that its buttons show.
func (c *Client) linked(ctx context.Context, m bot.Message) (bot.Message, error) {
	m.Buttons = slices.Clone(m.Buttons)
	for i, b := range m.Buttons {
		if b.At == (bot.Ref{}) {
			continue
		}
		link, err := c.api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: b.At.Channel, Ts: b.At.TS})
		if err != nil {
			return m, err
		}
		m.Buttons[i].URL = link
	}
	return m, nil
}

// content is a message as the Web API takes it, in a thread if there is one.
// Nothing in it is looked into for links.
func content(m bot.Message, thread string) []slack.MsgOption {
	options := []slack.MsgOption{
		slack.MsgOptionText(fallback(m), false), slack.MsgOptionBlocks(messageBlocks(m)...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	return options
}

// faults are Slack's errors that go away by themselves.
var faults = []string{"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}

// mendable are those that go away once somebody has mended the app: its token,
// its scopes.
var mendable = []string{
	"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "access_denied", "two_factor_setup_required",
}

func classify(err error) error {
	var (
		limited *slack.RateLimitedError
		status  slack.StatusCodeError
		refused slack.SlackErrorResponse
	)
	switch {
	case errors.As(err, &limited):
		return &bot.DeliveryError{After: limited.RetryAfter, Code: "ratelimited", Err: err}
	case errors.As(err, &status):
		code := fmt.Sprintf("http_%d", status.Code)
		return &bot.DeliveryError{Final: status.Code < 500 && status.Code != http.StatusTooManyRequests, Code: code, Err: err}
	case errors.As(err, &refused):
		return &bot.DeliveryError{Final: !slices.Contains(faults, refused.Err) && !slices.Contains(mendable, refused.Err), Code: refused.Err, Needed: refused.Needed, Err: err}
	}
	return &bot.DeliveryError{Code: "unreachable", Err: private(err)}
}
