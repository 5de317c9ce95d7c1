package slackio

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

// A DeliveryError says why Slack did not take a post, and whether trying again
// can help.
type DeliveryError struct {
	After  time.Duration // not before; zero where Slack did not say
	Final  bool          // never as it is: the channel is gone, the content is refused
	Code   string        // Slack's, such as "is_archived"; "http_503", "unreachable"
	Needed string        // the scope that lacks, with "missing_scope"
	err    error
}

func (e *DeliveryError) Error() string { return "slack: " + e.Code }

func (e *DeliveryError) Unwrap() error { return e.err }

// Deliver says p in its channel or to its person, and returns the message. With
// p.Update it takes the place of earlier, the message remembered under p.Key;
// where that is zero nothing is said, and the zero Ref returned. Its errors are
// of type [*DeliveryError].
func (c *Client) Deliver(ctx context.Context, p bot.Post, earlier bot.Ref) (bot.Ref, error) {
	if p.Update {
		if earlier == (bot.Ref{}) {
			return earlier, nil
		}
		if _, _, _, err := c.api.UpdateMessageContext(ctx, earlier.Channel, earlier.TS, content(p.Message, "")...); err != nil {
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
	channel, ts, err := c.api.PostMessageContext(ctx, channel, content(p.Message, p.Thread)...)
	if err != nil {
		return bot.Ref{}, classify(err)
	}
	return bot.Ref{Channel: channel, TS: ts}, nil
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
		return &DeliveryError{After: limited.RetryAfter, Code: "ratelimited", err: err}
	case errors.As(err, &status):
		code := fmt.Sprintf("http_%d", status.Code)
		return &DeliveryError{Final: status.Code < 500 && status.Code != http.StatusTooManyRequests, Code: code, err: err}
	case errors.As(err, &refused):
		return &DeliveryError{Final: !slices.Contains(passing, refused.Err), Code: refused.Err, Needed: refused.Needed, err: err}
	}
	return &DeliveryError{Code: "unreachable", err: private(err)}
}
