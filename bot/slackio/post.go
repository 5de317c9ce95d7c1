package slackio

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/rules"
)

// Deliver says p in its channel or to its person, and returns the message. With
// p.Update it takes the place of earlier, the message remembered under p.Key;
// where that is zero nothing is said, and the zero Ref returned. Its errors are
// of type [*bot.DeliveryError].
func (c *Client) Deliver(ctx context.Context, p bot.Post, earlier bot.Ref) (bot.Ref, error) {
	message := c.readable(ctx, p)
	if p.Update {
		if earlier == (bot.Ref{}) {
			return earlier, nil
		}
		if _, _, _, err := c.api.UpdateMessageContext(ctx, earlier.Channel, earlier.TS, content(message, "")...); err != nil {
			return bot.Ref{}, classify(err)
		}
		return earlier, nil
	}
	channel := p.Channel
	if p.To != "" {
		var err error
		if channel, err = c.im(ctx, p.To); err != nil {
			return bot.Ref{}, classify(err)
		}
	}
	channel, ts, err := c.api.PostMessageContext(ctx, channel, content(message, p.Thread)...)
	if err != nil {
		return bot.Ref{}, classify(err)
	}
	return bot.Ref{Channel: channel, TS: ts}, nil
}

// readable is the message of p in the language of its reader.
func (c *Client) readable(ctx context.Context, p bot.Post) bot.Message {
	if p.To != "" && p.English != nil && c.asker(ctx, p.To, "").Lang == rules.En {
		return *p.English
	}
	return p.Message
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

// passing are Slack's errors that go away by themselves or once somebody has
// mended the app: its token, its scopes.
var passing = []string{
	"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org",
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
		return &bot.DeliveryError{Final: !slices.Contains(passing, refused.Err), Code: refused.Err, Needed: refused.Needed, Err: err}
	}
	return &bot.DeliveryError{Code: "unreachable", Err: private(err)}
}
