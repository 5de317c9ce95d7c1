package slackio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

// sentTimeout bounds how long other requests wait while a file is read.
const sentTimeout = 3 * time.Second

// sent reads the file that came with a direct message, unless it is large.
func (c *Client) sent(ctx context.Context, files []slack.File) *bot.SentFile {
	f := files[0]
	out := &bot.SentFile{Name: f.Name}
	switch {
	case len(files) > 1:
		out.Unread = bot.SentSeveral
		return out
	case f.Size > bot.MaxSentFile:
		out.Unread = bot.SentLarge
		return out
	}
	ctx, cancel := context.WithTimeout(ctx, sentTimeout)
	defer cancel()
	content, err := c.download(ctx, f)
	switch {
	case err == nil && len(content) > bot.MaxSentFile:
		out.Unread = bot.SentLarge
	case err == nil:
		out.Content = content
	case errors.Is(err, errForbidden):
		out.Unread = bot.SentForbidden
	default:
		out.Unread = bot.SentLost
	}
	if err != nil {
		c.log.WarnContext(ctx, "read a file that was sent", "file", f.ID, "err", private(err))
	}
	return out
}

// errForbidden is that of a file which Slack does not hand to the app.
var errForbidden = errors.New("the app has no scope files:read")

// download fetches a file, or its first bytes where it is larger than the bot
// reads. Without the scope for it Slack sends one on to its page to sign in, or
// answers with that page.
func (c *Client) download(ctx context.Context, f slack.File) ([]byte, error) {
	from, err := url.Parse(f.URLPrivateDownload)
	if err != nil || !c.ofSlack(from) {
		return nil, errors.New("its address is not Slack's")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, from.String(), nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+c.opts.BotToken)
	// Where Slack sends one on to there is no file.
	client := http.Client{Transport: c.http.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400, resp.StatusCode == http.StatusUnauthorized, resp.StatusCode == http.StatusForbidden,
		resp.StatusCode == http.StatusOK && kind == "text/html" && f.Mimetype != "text/html":
		return nil, errForbidden
	case resp.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("it is answered with %s", resp.Status)
	}
	return io.ReadAll(io.LimitReader(resp.Body, bot.MaxSentFile+1))
}

// ofSlack says whether the bot's token may be shown at an address: it is Slack's
// own, or that of the server which takes Slack's place.
func (c *Client) ofSlack(u *url.URL) bool {
	if api, err := url.Parse(c.opts.APIURL); err == nil && c.opts.APIURL != "" {
		return u.Scheme == api.Scheme && u.Host == api.Host
	}
	return u.Scheme == "https" && (u.Host == "slack.com" || strings.HasSuffix(u.Host, ".slack.com"))
}
