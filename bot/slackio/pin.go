package slackio

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

// pin pins a message in the place of an earlier one. A post that can't be
// pinned stands all the same: where Slack refuses it is only logged, and doctor
// says which scope lacks.
func (c *Client) pin(ctx context.Context, at, instead bot.Ref) {
	err := c.api.AddPinContext(ctx, at.Channel, slack.NewRefToMessage(at.Channel, at.TS))
	if is(err, "already_pinned") {
		err = nil
	}
	if err == nil && instead != (bot.Ref{}) && instead != at {
		err = c.api.RemovePinContext(ctx, instead.Channel, slack.NewRefToMessage(instead.Channel, instead.TS))
		// Somebody has taken it down, or it is gone.
		if is(err, "no_pin", "not_pinned", "message_not_found") {
			err = nil
		}
	}
	var refused slack.SlackErrorResponse
	switch {
	case errors.As(err, &refused):
		c.log.WarnContext(ctx, "pin a post", "channel", at.Channel, "err", refused.Err, "needed", refused.Needed)
	case err != nil:
		c.log.WarnContext(ctx, "pin a post", "channel", at.Channel, "err", private(err))
	}
}

// is says whether Slack refused with one of the codes.
func is(err error, codes ...string) bool {
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) {
		return false
	}
	for _, code := range codes {
		if refused.Err == code {
			return true
		}
	}
	return false
}
