package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/slackio"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// doctorCmd looks at everything that the bot stands on.
type doctorCmd struct {
	Data   string   `env:"WALKIN_DATA" default:"data" placeholder:"DIR" help:"Where the bot keeps its files (${default})."`
	JSON   bool     `name:"json" help:"Print the findings as JSON Lines."`
	Policy []string `arg:"" optional:"" help:"Policy files to look at as well."`
}

// A finding is one thing that was looked at. Fix says what to do about it.
type finding struct {
	Subject string `json:"subject"`
	State   state  `json:"state"`
	Text    string `json:"text"`
	Fix     string `json:"fix,omitempty"`
}

// A state is how it is with something.
type state string

// The states. Only the last makes the exit status 1.
const (
	well    state = "ok"
	doubt   state = "note"
	trouble state = "wrong"
)

// A doctor collects findings.
type doctor struct {
	now   time.Time
	found []finding
}

func (d *doctor) say(subject string, s state, text, fix string) {
	d.found = append(d.found, finding{subject, s, text, fix})
}

var errUnwell = errors.New("not all is well")

// Run prints the findings. Its error says that something is wrong.
func (c *doctorCmd) Run(ctx context.Context, stdout io.Writer) error {
	d := &doctor{now: time.Now()}
	to, ok := d.settings()
	if ok && to.mode != embedded {
		d.slack(ctx, to)
	}
	d.disk(c.Data)
	d.register(ctx, filepath.Join(c.Data, to.registerFile()), to, ok)
	d.policies(c.Policy)
	bad := false
	for _, f := range d.found {
		bad = bad || f.State == trouble
		if err := f.print(stdout, c.JSON); err != nil {
			return fmt.Errorf("write the findings: %w", err)
		}
	}
	if bad {
		return errUnwell
	}
	return nil
}

func (f finding) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(f)
	}
	if _, err := fmt.Fprintf(w, "%-5s  %-12s  %s\n", f.State, f.Subject, f.Text); err != nil || f.Fix == "" {
		return err
	}
	_, err := fmt.Fprintf(w, "%22s-> %s\n", "", f.Fix)
	return err
}

// settings says what is set, never to what.
func (d *doctor) settings() (to connection, ok bool) {
	for _, name := range []string{botTokenVar, appTokenVar, secretVar, listenVar, apiURLVar} {
		if strings.TrimSpace(os.Getenv(name)) != "" {
			d.say("settings", well, name+" is set", "")
		}
	}
	to, err := chooseConnection(os.Getenv)
	if err != nil {
		d.say("settings", trouble, err.Error(), "set or remove it in the environment or in .env, then start Walkin again")
		return connection{}, false
	}
	d.say("settings", well, map[mode]string{
		embedded:   "no Slack is set: Walkin runs with its embedded workspace",
		socketMode: "Walkin runs in a Slack, by Socket Mode",
		signedHTTP: "Walkin runs in a Slack, by signed HTTP requests",
	}[to.mode], "")
	return to, true
}

const (
	// noticeable is a clock's error that muddles the times people are told.
	noticeable = 30 * time.Second
	// refusing is one at which requests signed by Slack are refused.
	refusing = 5 * time.Minute
)

// slack asks Slack about tokens, scopes and the time.
func (d *doctor) slack(ctx context.Context, to connection) {
	e := slackio.Examine(ctx, to.options())
	for _, err := range e.Bad {
		fix := "check the connection to Slack, and " + apiURLVar + " if you set it"
		if wrong := (*slackio.TokenError)(nil); errors.As(err, &wrong) {
			fix = "copy it anew; if the app was removed from the workspace, install it again"
		}
		d.say("tokens", trouble, err.Error(), fix)
	}
	if e.Team != "" {
		d.say("tokens", well, fmt.Sprintf("the bot is %q in the workspace %q", e.Bot, e.Team), "")
		switch {
		case !e.Told:
			d.say("scopes", doubt, "this server does not say which are given", "")
		case len(e.Missing) == 0:
			d.say("scopes", well, "all are given", "")
		}
	}
	for _, s := range e.Missing {
		d.say("scopes", trouble, s.Name+" is missing; it is needed "+s.For, "add it at api.slack.com/apps, page OAuth & Permissions, Bot Token Scopes, then install the app again")
	}
	if !e.Clock {
		return
	}
	skew := e.Skew.Abs().Round(time.Second)
	const set = "set the clock by the network: timedatectl set-ntp true"
	switch {
	case skew > refusing && to.mode == signedHTTP:
		d.say("clock", trouble, fmt.Sprintf("%v away from Slack's: its requests are refused", skew), set)
	case skew > noticeable:
		d.say("clock", trouble, fmt.Sprintf("%v away from Slack's", skew), set)
	default:
		d.say("clock", well, "agrees with Slack's", "")
	}
}

// room is the free space below which a disk is soon full.
const room = 200 << 20

// disk looks at the data folder.
func (d *doctor) disk(data string) {
	info, err := os.Stat(data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.say("disk", well, data+" is not there yet; it is made at the first start", "")
		return
	case err != nil || !info.IsDir():
		d.say("disk", trouble, data+" is not a folder that can be read", "choose another one with WALKIN_DATA, or mend its permissions")
		return
	case info.Mode().Perm()&0o077 != 0:
		d.say("disk", doubt, data+" can be read by others on this machine", "chmod 700 "+data)
	}
	probe, err := os.CreateTemp(data, ".doctor-*")
	if err != nil {
		d.say("disk", trouble, data+" can't be written to", "mend its permissions, or run as its owner")
	} else {
		_ = probe.Close()
		_ = os.Remove(probe.Name())
	}
	var stat syscall.Statfs_t
	if err := syscall.Statfs(data, &stat); err != nil {
		return
	}
	free := stat.Bavail * uint64(stat.Bsize)
	text := fmt.Sprintf("%d MB free for %s", free>>20, data)
	if free < room {
		d.say("disk", trouble, text, "make room: once the disk is full nothing is recorded")
		return
	}
	d.say("disk", well, text, "")
}

// register looks at the database: the file, each site's chain, zone and
// channel, and what is still to be sent.
func (d *doctor) register(ctx context.Context, path string, to connection, reach bool) {
	db, err := storage.OpenReadOnly(ctx, path)
	if errors.Is(err, fs.ErrNotExist) {
		d.say("database", well, path+" is not there yet; it is made at the first start", "")
		return
	}
	if err != nil {
		d.say("database", trouble, err.Error(), "restore it from a backup if it is damaged; if it is newer or older than this Walkin, use the right one")
		return
	}
	defer db.Close()
	damage, err := db.Damage(ctx)
	if err != nil {
		damage = append(damage, err.Error())
	}
	for _, text := range damage {
		d.say("database", trouble, path+": "+text, "stop Walkin, keep a copy of the file, and restore the last backup")
	}
	if len(damage) > 0 {
		return
	}
	d.say("database", well, path+" is sound", "")
	var (
		sites   []storage.SiteID
		backlog storage.Backlog
	)
	err = db.Read(ctx, func(tx *storage.Tx) (err error) {
		if sites, err = tx.Sites(); err == nil {
			backlog, err = tx.Backlog(d.now)
		}
		return err
	})
	if err != nil {
		d.say("database", trouble, err.Error(), "restore the last backup")
		return
	}
	for _, site := range sites {
		d.site(ctx, db, site, to, reach)
	}
	d.backlog(backlog)
}

// site looks at one site.
func (d *doctor) site(ctx context.Context, db *storage.DB, site storage.SiteID, to connection, reach bool) {
	subject := "site " + string(site)
	verdict, err := db.Verify(ctx, site)
	switch {
	case err != nil:
		d.say(subject, trouble, err.Error(), "restore the last backup")
		return
	case len(verdict.Findings) > 0:
		for _, f := range verdict.Findings {
			d.say(subject, trouble, f.String(), "somebody changed the file past Walkin: keep a copy, and restore the last backup")
		}
		return
	}
	d.say(subject, well, fmt.Sprintf("%d events in order", verdict.Seq), "")
	book := rules.NewBook(nil, nil)
	err = db.Read(ctx, func(tx *storage.Tx) error {
		for e, err := range tx.EventsAfter(site, 0) {
			if err == nil {
				_, err = book.Apply(e)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.say(subject, trouble, err.Error(), "restore the last backup")
		return
	}
	if last := book.Last(); last.After(d.now.Add(noticeable)) && to.mode != embedded {
		d.say(subject, trouble, fmt.Sprintf("its last event is from %s: the clock was set back", last.Format(time.RFC3339)), "set the clock right; until then events carry that time")
	}
	d.say(subject, well, fmt.Sprintf("time zone %s, it is %s there; policy %s", book.Zone(), d.now.In(book.Zone()).Format("15:04"), book.Policy().Name()), "")
	if !reach || to.mode == embedded {
		return
	}
	channel := string(site)
	err = db.Read(ctx, func(tx *storage.Tx) (err error) {
		channel, err = bot.ChannelOf(tx, site)
		return err
	})
	if err != nil {
		d.say(subject, trouble, err.Error(), "restore the last backup")
		return
	}
	if channel != string(site) {
		d.say(subject, well, "its channel has the ID "+channel+" now", "")
	}
	why, err := slackio.Channel(ctx, to.options(), channel)
	switch {
	case err != nil:
		d.say(subject, doubt, "its channel could not be looked at: "+err.Error(), "check the connection to Slack")
	case why == "is_archived":
		d.say(subject, trouble, "its channel is archived", "unarchive it in Slack, or set up another channel")
	case why == "not_in_channel" || why == "channel_not_found":
		d.say(subject, trouble, "Walkin is not in its channel, or the channel is gone", "type /invite @walkin in the channel")
	case why != "":
		d.say(subject, doubt, "its channel could not be looked at: Slack says "+why, "see the findings on tokens and scopes")
	default:
		d.say(subject, well, "Walkin is in its channel", "")
	}
}

// late is how long something may wait to be sent before it is told.
const late = 5 * time.Minute

func (d *doctor) backlog(b storage.Backlog) {
	switch {
	case b.Jobs == 0:
		d.say("posts", well, "nothing waits to be sent", "")
	case d.now.Sub(b.Oldest) < late:
		d.say("posts", well, fmt.Sprintf("%d wait to be sent", b.Jobs), "")
	default:
		d.say("posts", trouble, fmt.Sprintf("%d wait to be sent, %d of them were tried; the first since %s", b.Jobs, b.Tried, b.Oldest.Format(time.RFC3339)),
			"is Walkin running? If it is, its log says what Slack answers")
	}
}

// policies looks at policy files.
func (d *doctor) policies(files []string) {
	d.say("policies", well, "ready-made: "+strings.Join(rules.Policies(), ", "), "")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil {
			_, err = rules.ParsePolicy(file, text)
		}
		if err != nil {
			d.say("policy", trouble, err.Error(), "mend the file as it says")
			continue
		}
		d.say("policy", well, file+" is in order", "")
	}
}
