package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// An exchange is one request while it is answered, inside one transaction.
type exchange struct {
	bot   *Bot
	tx    *storage.Tx
	req   Request
	lang  rules.Lang // the asker's; see siteLang for the channel's
	now   time.Time  // the request's time, never before the register's last
	since time.Time  // what is posted has been due since; zero: it is due now

	// What follows is zero where the request concerns no site.
	site   storage.SiteID
	shelf  *shelved
	book   *rules.Book
	conf   Settings
	member rules.Member    // the asker, as the site knows them
	args   []string        // Press, Submit, Change: what the button or form carried after the site
	fresh  map[string]bool // the choices that this request has put
}

// enter makes x concern a site, on whose staff the asker must be.
func (x *exchange) enter(site storage.SiteID) error {
	if err := x.open(site); err != nil {
		return err
	}
	m, known := x.book.Member(x.req.Asker.ID, x.now)
	if !known || m.Left {
		return x.refuse(say.ErrNotStaff)
	}
	x.member = m
	return x.newDay()
}

// open makes x concern a site, whoever asks.
func (x *exchange) open(site storage.SiteID) error {
	shelf, err := x.bot.book(x.tx, site)
	if err != nil {
		return err
	}
	x.site, x.shelf, x.book = site, shelf, shelf.book
	if last := x.book.Last(); x.now.Before(last) {
		x.now = last
	}
	x.now = x.now.In(x.book.Zone())
	if x.conf, err = readSettings(x.book.Site().Settings); err != nil {
		return fmt.Errorf("settings of %s: %w", site, err)
	}
	return nil
}

// record appends an event to the site's register and folds it. A body that the
// rules refuse is an error of ours: what a user may do is settled before.
func (x *exchange) record(body rules.Body) (rules.Event, error) {
	return x.recordEvent(rules.Event{Body: body})
}

// recordEvent is record for an event with a note, a recorder or a time at
// which it really happened. Its At is set here; By is dropped where it is the
// one acting.
func (x *exchange) recordEvent(e rules.Event) (rules.Event, error) {
	e.At = x.now
	if err := x.book.Check(e); err != nil {
		return e, fmt.Errorf("record %s: %w", e.Body.Kind(), err)
	}
	e, err := x.tx.Append(x.site, e)
	if err != nil {
		return e, fmt.Errorf("record %s: %w", e.Body.Kind(), err)
	}
	touched, err := x.book.Apply(e)
	if err != nil {
		return e, fmt.Errorf("record %s: %w", e.Body.Kind(), err)
	}
	x.shelf.hash = e.Hash
	return e, x.tx.Derive(x.site, x.book, touched, x.now)
}

// post queues a message for the site's channel or for a person.
func (x *exchange) post(p Post) error {
	if p.To == "" && p.Channel == "" {
		p.Channel = string(x.site)
	}
	lang := x.conf.Lang
	if p.English != nil {
		lang = rules.Zh
		p.English.announce(rules.En)
	}
	p.Message.announce(lang)
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("post: %w", err)
	}
	// One lane a reader: what is said to them arrives in the order it happened.
	lane, due := p.Channel+p.To, x.bot.Now()
	if !x.since.IsZero() {
		// Before what is due later elsewhere, but behind what waits here.
		switch waiting, err := x.tx.Waiting(x.site, lane); {
		case err != nil:
			return err
		case waiting == 0:
			due = x.since
		}
	}
	return x.tx.Enqueue(storage.Job{Site: x.site, Lane: lane, Due: due, Body: body})
}

// tell queues a direct message, to be read in the reader's own language.
func (x *exchange) tell(p rules.Person, message func(rules.Lang) Message) error {
	return x.post(directly(p, message))
}

// directly is a direct message in both languages.
func directly(p rules.Person, message func(rules.Lang) Message) Post {
	english := message(rules.En)
	return Post{To: string(p), Message: message(rules.Zh), English: &english}
}

// announce fills in what a notification says of m: it shows on locked screens,
// so phones are named by their ending.
func (m *Message) announce(lang rules.Lang) {
	if m.Text == "" {
		m.Text = say.Plain(lang, append([]string{m.Head}, m.Facts[:min(1, len(m.Facts))]...)...)
	}
}

// in renders a line in the asker's language.
func (x *exchange) in(l say.Line, args ...any) string { return l.In(x.lang, args...) }

// refuse is a UserError of a head and facts in the asker's language.
func (x *exchange) refuse(head say.Line, facts ...string) error {
	return &UserError{Message{Head: x.in(head), Facts: facts}}
}

// refuseText is refuse for a head that is rendered already.
func (x *exchange) refuseText(head string, facts ...string) error {
	return &UserError{Message{Head: head, Facts: facts}}
}

// value joins what a button or form carries: the site first, so that a press
// in a direct message finds it.
func (x *exchange) value(args ...string) string {
	return strings.Join(append([]string{string(x.site)}, args...), "|")
}

// arg returns what the pressed button or the form carried, by place; empty
// where it carried less.
func (x *exchange) arg(i int) string {
	if i < len(x.args) {
		return x.args[i]
	}
	return ""
}

// leads says whether the asker is a leader or above.
func (x *exchange) leads() bool { return rank(x.member.Role) >= rank(rules.Leader) }

func rank(r rules.Role) int {
	switch r {
	case rules.Leader:
		return 1
	case rules.Manager:
		return 2
	case rules.Director:
		return 3
	}
	return 0
}

// lines are the given ones without those that have nothing to say.
func lines(all ...string) []string {
	return slices.DeleteFunc(all, func(l string) bool { return l == "" })
}
