// Package slackio is Slack on both sides of the bot: what arrives becomes a
// [bot.Request], and a [bot.Reply] or [bot.Post] becomes blocks, views and
// calls of Slack's Web API.
//
// Slack delivers by Socket Mode ([Client.Run]) or by signed HTTP requests
// ([Client.Serve]). Either way requests are handled one at a time in the order
// in which they arrived, so that first come is first served. The answer travels
// in the acknowledgement where the handler is quick, and by other ways where it
// is not.
package slackio

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/rules"
)

// Options of [Connect].
type Options struct {
	// BotToken (xoxb-…) is that of the Slack app.
	BotToken string
	// AppToken (xapp-…) is for Socket Mode, SigningSecret for HTTP: one of them
	// is set.
	AppToken, SigningSecret string
	// APIURL is the Web API's address, of Slack itself if empty.
	APIURL string
	// Now stamps requests; nil is time.Now. Signatures are checked by real
	// time, whatever it says.
	Now func() time.Time
	// Log receives what went wrong, without names, phones or tokens; nil
	// discards it.
	Log *slog.Logger

	// Handle answers one request. It is called for one request at a time, and
	// called again with the same Key where Slack delivers twice.
	Handle func(context.Context, bot.Request) bot.Reply
	// Busy is what the asker sees while Handle takes long.
	Busy func(rules.Lang) string
	// Undelivered is told of a reply that reached nobody; nil only logs it.
	Undelivered func(context.Context, bot.Request, bot.Reply)
}

// A Client is one app's connection to one workspace.
type Client struct {
	opts Options
	log  *slog.Logger
	api  *slack.Client
	http *http.Client
	self string // the bot's own user
	team string

	socket  *socketmode.Client // nil over HTTP
	ready   chan struct{}
	greeted sync.Once
	queue   chan *delivery
	door    door // over HTTP
	// busyAfter is how long a request may wait for its answer before it is
	// acknowledged without one.
	busyAfter time.Duration

	doubting     atomic.Bool   // the bot's token is being looked into
	refused      chan error    // it is refused for good
	certainAfter time.Duration // see doubt

	people *directory
	lanes  lanes

	mu     sync.Mutex
	unsent map[string]*delivery // answered in the ack lately, by envelope
	origin map[string]string    // response URLs of what opened a form, by root view
}

const (
	// busyAfter leaves Slack's limit of three seconds some air.
	busyAfter = 2 * time.Second
	// queued bounds the requests that wait; beyond it Slack is no longer read
	// from, and delivers again what it could not hand over.
	queued = 1024
	// callTimeout bounds one call of the Web API.
	callTimeout = 10 * time.Second
)

// Connect checks with Slack what the app is given. An error about a token is a
// [*TokenError] and says which of them it is and where to find the right one.
func Connect(ctx context.Context, opts Options) (*Client, error) {
	wrong := []error{tokenForm("SLACK_BOT_TOKEN", opts.BotToken, "xoxb-", botTokenPlace)}
	if opts.SigningSecret == "" {
		wrong = append(wrong, tokenForm("SLACK_APP_TOKEN", opts.AppToken, "xapp-", appTokenPlace))
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	c := &Client{
		opts: opts, log: opts.Log, http: &http.Client{Timeout: callTimeout},
		ready: make(chan struct{}), queue: make(chan *delivery, queued), busyAfter: busyAfter,
		refused: make(chan error, 1), certainAfter: certainAfter,
		people: newDirectory(), unsent: map[string]*delivery{}, origin: map[string]string{},
	}
	c.api = newAPI(opts.BotToken, opts, c.http)

	who, err := c.api.AuthTestContext(ctx)
	if err != nil {
		return nil, tokenError("SLACK_BOT_TOKEN", err, botTokenPlace)
	}
	c.self, c.team = who.UserID, who.TeamID
	if opts.SigningSecret != "" {
		c.door.now, c.door.patience = time.Now, patience
		return c, nil
	}
	// The address asked for here is not used; asking shows whether the token
	// is good before the long-lived connection tries it again and again.
	if _, _, err := c.api.StartSocketModeContext(ctx); err != nil {
		return nil, tokenError("SLACK_APP_TOKEN", err, appTokenPlace)
	}
	c.socket = socketmode.New(c.api, socketmode.OptionLog(silence{}))
	return c, nil
}

// newAPI is the Web API by a token.
func newAPI(token string, opts Options, by *http.Client) *slack.Client {
	options := []slack.Option{slack.OptionAppLevelToken(opts.AppToken), slack.OptionHTTPClient(bearer{token, by}), slack.OptionLog(silence{})}
	if opts.APIURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimSuffix(opts.APIURL, "/")+"/"))
	}
	return slack.New(token, options...)
}

// A bearer sends its token in the header. slack-go sends it as a field of the
// form alone, which Slack takes, but not every server that speaks its protocol.
type bearer struct {
	token string
	by    *http.Client
}

func (b bearer) Do(r *http.Request) (*http.Response, error) {
	if r.Header.Get("Authorization") == "" {
		r.Header.Set("Authorization", "Bearer "+b.token)
	}
	return b.by.Do(r)
}

// Ready is closed once Slack has greeted the first connection, or over HTTP once
// requests are taken.
func (c *Client) Ready() <-chan struct{} { return c.ready }

const (
	botTokenPlace = "it is the Bot User OAuth Token (xoxb-…) of your app at api.slack.com/apps, page OAuth & Permissions"
	appTokenPlace = "it is an App-Level Token (xapp-…) with the scope connections:write, of your app at api.slack.com/apps, page Basic Information"
)

// A TokenError is a token that Slack does not take.
type TokenError struct {
	Name  string // the environment variable
	Why   string
	Place string // where the right one is found
}

func (e *TokenError) Error() string { return e.Name + " " + e.Why + ": " + e.Place }

func tokenForm(name, token, prefix, place string) error {
	switch {
	case token == "":
		return &TokenError{name, "is missing", place}
	case !strings.HasPrefix(token, prefix):
		return &TokenError{name, "does not begin with " + prefix, place}
	}
	return nil
}

// errNoSocketMode is that of servers that speak Slack's protocol in part.
var errNoSocketMode = errors.New("the server at SLACK_API_URL has no Socket Mode (apps.connections.open): connect by HTTP, with SLACK_SIGNING_SECRET and WALKIN_HTTP_ADDR in place of SLACK_APP_TOKEN")

// tokenError tells a refused token from a Slack that can't be reached.
func tokenError(name string, err error, place string) error {
	var (
		refused slack.SlackErrorResponse
		status  slack.StatusCodeError
	)
	if name == "SLACK_APP_TOKEN" && (is(err, "unknown_method") || errors.As(err, &status) && status.Code == http.StatusNotFound) {
		return errNoSocketMode
	}
	if errors.As(err, &refused) {
		return &TokenError{name, "is refused by Slack (" + refused.Err + ")", place}
	}
	return fmt.Errorf("reach Slack to check %s: %w", name, private(err))
}

// private takes the address out of a transport error: a response URL lets
// anyone who has it speak for the bot.
func private(err error) error {
	var transport *url.Error
	if errors.As(err, &transport) {
		return transport.Err
	}
	return err
}

// silence discards what slack-go would log: it names people and repeats what
// they said.
type silence struct{}

func (silence) Output(int, string) error { return nil }
