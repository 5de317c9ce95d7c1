package slackio

import (
	"context"
	"time"

	"github.com/slack-go/slack/slackevents"
)

// A bot whose token Slack no longer takes can't post, and can't tell a guest
// from a colleague: it ends, with what to do, rather than go on half blind. What
// was recorded and what waits to be posted is on disk.

// outOfUse are Slack's words for a token that only another one can replace.
var outOfUse = []string{"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}

// certainAfter is how long Slack has to keep refusing a token before it is
// believed: it has been known to err for a moment.
const certainAfter = 30 * time.Second

// doubt looks into the bot's token after Slack refused it, or said that it is
// gone. Where Slack keeps refusing it, Run or Serve ends with a [*TokenError].
func (c *Client) doubt(ctx context.Context) {
	if !c.doubting.CompareAndSwap(false, true) {
		return
	}
	go func() {
		defer c.doubting.Store(false)
		if _, err := c.api.AuthTestContext(ctx); !is(err, outOfUse...) {
			return
		}
		timer := time.NewTimer(c.certainAfter)
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		if _, err := c.api.AuthTestContext(ctx); is(err, outOfUse...) {
			select {
			case c.refused <- tokenError("SLACK_BOT_TOKEN", err, botTokenPlace):
			default: // it is known
			}
		}
	}()
}

// gone says whether an event tells that the app, or a token of the bot, is no
// more.
func gone(ev slackevents.EventsAPIEvent) bool {
	switch e := ev.InnerEvent.Data.(type) {
	case *slackevents.AppUninstalledEvent:
		return true
	case *slackevents.TokensRevokedEvent:
		return len(e.Tokens.Bot) > 0
	}
	return false
}
