package slackio

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/rules"
)

const (
	// known bounds the people that are remembered; one more and all are
	// looked up anew.
	known = 5000
	// knownFor is how long somebody is taken to be unchanged. Slack tells of
	// changes at once, but not while the connection is down.
	knownFor = time.Hour
	// lookupTimeout bounds a look-up that a request waits for.
	lookupTimeout = 1500 * time.Millisecond
)

// A directory remembers people and their direct messages with the bot.
type directory struct {
	mu      sync.Mutex
	entries map[string]entry
	ims     map[string]string
}

type entry struct {
	asker bot.Asker
	at    time.Time
}

func newDirectory() *directory {
	return &directory{entries: map[string]entry{}, ims: map[string]string{}}
}

func (d *directory) recall(id string) (entry, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e, ok := d.entries[id]
	return e, ok
}

func (d *directory) remember(id string, e entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.entries) >= known {
		clear(d.entries)
	}
	d.entries[id] = e
}

func (d *directory) forget(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.entries, id)
}

// lang is the language somebody was last known to read.
func (d *directory) lang(id string) rules.Lang {
	if e, ok := d.recall(id); ok {
		return e.asker.Lang
	}
	return rules.En
}

// asker looks somebody up. Where Slack does not answer, they are who they last
// were, or somebody with a name and no rights.
func (c *Client) asker(ctx context.Context, id, handle string) bot.Asker {
	if id == c.self {
		return bot.Asker{ID: rules.Person(id), Lang: rules.En, Bot: true}
	}
	e, remembered := c.people.recall(id)
	if age := c.opts.Now().Sub(e.at); remembered && age >= 0 && age < knownFor {
		return e.asker
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	u, err := c.api.GetUserInfoContext(ctx, id)
	var refused slack.SlackErrorResponse
	switch {
	case err == nil:
		e = entry{c.fromUser(u), c.opts.Now()}
		c.people.remember(id, e)
		return e.asker
	case errors.As(err, &refused) && slices.Contains([]string{"user_not_found", "user_not_visible", "users_not_found"}, refused.Err):
		return bot.Asker{ID: rules.Person(id), Name: handle, Lang: rules.En, Stranger: true}
	case remembered:
		c.log.WarnContext(ctx, "look up a user; what was known is used", "user", id, "err", private(err))
		return e.asker
	}
	c.log.WarnContext(ctx, "look up a user", "user", id, "err", private(err))
	return bot.Asker{ID: rules.Person(id), Name: handle, Lang: rules.En}
}

// namedIn looks up the people that a request names, all at once: a form may
// name a whole staff.
func (c *Client) namedIn(ctx context.Context, d *delivery) map[rules.Person]bot.Asker {
	ids := d.others()
	if len(ids) == 0 {
		return nil
	}
	found := make([]bot.Asker, len(ids))
	var all sync.WaitGroup
	for i, id := range ids {
		all.Go(func() { found[i] = c.asker(ctx, string(id), "") })
	}
	all.Wait()
	people := map[rules.Person]bot.Asker{}
	for _, who := range found {
		who.Lang = ""
		people[who.ID] = who
	}
	return people
}

func (c *Client) fromUser(u *slack.User) bot.Asker {
	name := u.Profile.DisplayName
	for _, other := range []string{u.Profile.RealName, u.RealName, u.Name} {
		if name == "" {
			name = other
		}
	}
	lang := rules.En
	if strings.HasPrefix(strings.ToLower(u.Locale), "zh") {
		lang = rules.Zh
	}
	elsewhere := u.TeamID != "" && u.TeamID != c.team && !slices.Contains(u.Enterprise.Teams, c.team)
	return bot.Asker{
		ID: rules.Person(u.ID), Name: name, Lang: lang,
		Admin:    u.IsAdmin || u.IsOwner || u.IsPrimaryOwner,
		Guest:    u.IsRestricted || u.IsUltraRestricted,
		Stranger: u.IsStranger || elsewhere,
		Bot:      u.IsBot || u.IsWorkflowBot || u.IsConnectorBot,
		Gone:     u.Deleted,
	}
}

// im is somebody's direct message with the bot.
func (c *Client) im(ctx context.Context, id string) (string, error) {
	c.people.mu.Lock()
	channel := c.people.ims[id]
	c.people.mu.Unlock()
	if channel != "" {
		return channel, nil
	}
	ch, _, _, err := c.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{id}})
	if err != nil {
		return "", err
	}
	c.people.mu.Lock()
	defer c.people.mu.Unlock()
	if len(c.people.ims) >= known {
		clear(c.people.ims)
	}
	c.people.ims[id] = ch.ID
	return ch.ID, nil
}

// isDirect says whether a channel is somebody's direct message with the bot:
// commands can be typed in one between two people too. Where Slack does not
// answer, it is taken to be.
func (c *Client) isDirect(ctx context.Context, channel, asker string) bool {
	if !direct(channel) {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	im, err := c.im(ctx, asker)
	if err != nil {
		c.log.WarnContext(ctx, "find a direct message", "user", asker, "err", private(err))
		return true
	}
	return im == channel
}
