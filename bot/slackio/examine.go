package slackio

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// An Examination is what Slack says of an app.
type Examination struct {
	Team, Bot string        // names
	Told      bool          // Slack said which scopes were given
	Missing   []Scope       // what the bot asks for and was not given
	Skew      time.Duration // by how much our clock is ahead of Slack's
	Clock     bool          // Slack told its time
	Bad       []error       // tokens that Slack does not take, and a Slack that is not there
}

// Examine asks Slack about the app that opts are for. It takes no requests and
// posts nothing.
func Examine(ctx context.Context, opts Options) Examination {
	var found Examination
	api := newAPI(opts.BotToken, opts, &http.Client{Timeout: callTimeout})
	if err := tokenForm("SLACK_BOT_TOKEN", opts.BotToken, "xoxb-", botTokenPlace); err != nil {
		found.Bad = append(found.Bad, err)
	} else {
		before := time.Now()
		who, err := api.AuthTestContext(ctx)
		after := time.Now()
		if err != nil {
			found.Bad = append(found.Bad, tokenError("SLACK_BOT_TOKEN", err, botTokenPlace))
		} else {
			found.Team, found.Bot = who.Team, who.User
			found.read(who.Header, before.Add(after.Sub(before)/2))
		}
	}
	if opts.SigningSecret != "" {
		return found
	}
	if err := tokenForm("SLACK_APP_TOKEN", opts.AppToken, "xapp-", appTokenPlace); err != nil {
		found.Bad = append(found.Bad, err)
	} else if _, _, err := api.StartSocketModeContext(ctx); err != nil {
		found.Bad = append(found.Bad, tokenError("SLACK_APP_TOKEN", err, appTokenPlace))
	}
	return found
}

// read takes from an answer's header what it says of scopes and of the time.
func (e *Examination) read(header http.Header, now time.Time) {
	if given := header.Get("X-OAuth-Scopes"); given != "" {
		e.Told = true
		var names []string
		for _, name := range strings.Split(given, ",") {
			names = append(names, strings.TrimSpace(name))
		}
		for _, s := range Scopes() {
			if !slices.Contains(names, s.Name) {
				e.Missing = append(e.Missing, s)
			}
		}
	}
	if at, err := http.ParseTime(header.Get("Date")); err == nil {
		e.Clock = true
		e.Skew = now.Sub(at.Add(time.Second / 2)) // Slack tells whole seconds
	}
}

// Channel says why the bot can't post in a channel, in Slack's words such as
// "is_archived"; empty if it can.
func Channel(ctx context.Context, opts Options, id string) (why string, err error) {
	api := newAPI(opts.BotToken, opts, &http.Client{Timeout: callTimeout})
	ch, err := api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	var refused slack.SlackErrorResponse
	switch {
	case errors.As(err, &refused):
		return refused.Err, nil
	case err != nil:
		return "", private(err)
	case ch.IsArchived:
		return "is_archived", nil
	case !ch.IsMember && !ch.IsIM:
		return "not_in_channel", nil
	}
	return "", nil
}
