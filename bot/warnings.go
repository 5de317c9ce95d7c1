package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/walkin-chat/walkin/bot/remind"
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// listed is how many customers one part of a reminder names.
const listed = 5

// A dueCustomer is one of whom a consultant is reminded.
type dueCustomer struct {
	Customer rules.Customer
	Until    time.Time  // of the protection that ends; zero: a follow-up is due
	Kind     rules.Kind // of the last contact
	At       time.Time  // when that was; zero: never
	Recorded time.Time  // a follow-up since the reminder; zero: none
	Clause   string     // of the protection
}

// A dueList is what one person is reminded of on a day; a setting keeps it, so
// that the message can show what was recorded since.
type dueList struct {
	Day  remind.Day
	Last []dueCustomer // whose last day it is
	Soon []dueCustomer // who lapse soon
	Due  []dueCustomer // whom to follow up
}

func (l dueList) empty() bool { return len(l.Last)+len(l.Soon)+len(l.Due) == 0 }

// tellDue reminds each consultant of those who lapse soon and those to be
// followed up.
func (x *exchange) tellDue(today remind.Day) error {
	for _, m := range x.book.Members(x.now) {
		muted, err := x.muted(m.Person)
		if err != nil {
			return err
		}
		if m.Left || muted || x.resting(m) {
			continue
		}
		l, err := x.dueOf(m, today)
		if err != nil {
			return err
		}
		if l.empty() {
			continue
		}
		if err := x.keepDue(m.Person, l); err != nil {
			return err
		}
		if err := x.postDue(m.Person, l, false); err != nil {
			return err
		}
	}
	return nil
}

// resting says whether it is somebody's weekly rest day, and they have not come
// all the same.
func (x *exchange) resting(m rules.Member) bool {
	return m.State == rules.Off && slices.Contains(x.conf.Rest[m.Person], weekday(x.now))
}

// dueOf finds out what somebody is to be reminded of, and notes the warnings: a
// protection is warned of once when its end is near, and once on the last day,
// or before a rest day or holiday that it falls on. Who has taken the day off
// is warned of what the day decides, and of nothing else.
func (x *exchange) dueOf(m rules.Member, today remind.Day) (dueList, error) {
	l := dueList{Day: today}
	held, _, err := x.tx.Held(x.site, m.Person, x.now, 0, 0)
	if err != nil {
		return l, err
	}
	next := remind.NextDay(today, func(d remind.Day) bool {
		return !slices.Contains(x.conf.Holidays, d.String()) && !slices.Contains(x.conf.Rest[m.Person], weekdayName(d.Weekday()))
	})
	for _, h := range held {
		warning, last := remind.NoWarning, remind.Day{}
		if !h.Until.IsZero() {
			last = remind.DayOf(rules.LastDay(h.Until, x.book.Zone()))
			warning = remind.Warn(last, today, next)
		}
		if m.State == rules.Off && warning != remind.Final {
			continue
		}
		warn := false
		if warning != remind.NoWarning {
			if warn, err = x.tx.Remind(x.site, string(warning)+"/"+string(h.Customer), last.String(), x.now); err != nil {
				return l, err
			}
		}
		switch {
		case warn && last == today:
			l.Last = append(l.Last, x.dueCustomer(h, true))
		case warn:
			l.Soon = append(l.Soon, x.dueCustomer(h, true))
		case !h.Due.IsZero() && !h.Due.After(x.now) && m.State != rules.Off:
			l.Due = append(l.Due, x.dueCustomer(h, false))
		}
	}
	return l, nil
}

func (x *exchange) dueCustomer(row storage.HoldingRow, ends bool) dueCustomer {
	h, _ := x.book.Holding(row.Customer, x.now)
	c := dueCustomer{Customer: row.Customer, Kind: h.Last.Kind, At: h.Last.At}
	if ends {
		c.Until = row.Until
		if len(h.Basis) > 1 {
			c.Clause = h.Basis[1] // the first says by what they came to be owned
		}
	}
	return c
}

// postDue sends somebody their list, or brings the one that was sent up to date.
func (x *exchange) postDue(p rules.Person, l dueList, update bool) error {
	cards := map[rules.Customer]card{}
	for _, part := range [][]dueCustomer{l.Last, l.Soon, l.Due} {
		for _, c := range part {
			card, err := x.customer(c.Customer)
			if err != nil {
				return err
			}
			cards[c.Customer] = card
		}
	}
	post := directly(p, func(lang rules.Lang) Message { return x.dueMessage(lang, l, cards) })
	post.Key, post.Update = "due/"+l.Day.String()+"/"+string(p), update
	return x.post(post)
}

// dueMessage is day.lastday, day.expiring and day.follow in one message, each
// with its own head.
func (x *exchange) dueMessage(lang rules.Lang, l dueList, cards map[rules.Customer]card) Message {
	var m Message
	pen := x.pen(lang)
	whole := false // more are due than are listed
	part := func(head string, all []dueCustomer, row func(dueCustomer, string) string) {
		if m.Head == "" {
			m.Head = head
		} else {
			m.Rows = append(m.Rows, Row{Text: "*" + head + "*"})
		}
		for _, c := range all[:min(len(all), listed)] {
			who := cards[c.Customer].whole(lang)
			if !c.Recorded.IsZero() {
				m.Rows = append(m.Rows, Row{Text: say.DueRecorded.In(lang, "who", who, "time", pen.Time(c.Recorded))})
				continue
			}
			m.Rows = append(m.Rows, Row{
				Text:   say.MineRow.In(lang, "who", who, "what", row(c, who)),
				Button: x.followButtonIn(lang, c.Customer, say.MineRecord, who),
			})
		}
		whole = whole || len(all) > listed
	}
	if n := len(l.Last); n > 0 {
		who := cards[l.Last[0].Customer].whole(lang)
		head := say.DueLastHead.In(lang, "who", who)
		if n > 1 {
			head = say.DueLastMany.In(lang, "n", n)
		}
		if slices.ContainsFunc(l.Last, func(c dueCustomer) bool { return c.Recorded.IsZero() }) {
			m.Facts = []string{x.byWhatRenews(say.DueLastFact, say.DueLastVisit, say.DueLastEnds).In(lang)}
		}
		if n == 1 && len(l.Soon)+len(l.Due) == 0 && l.Last[0].Recorded.IsZero() {
			m.Head, m.Notes = head, x.notesIn(lang, rules.Grounds{Basis: basis(l.Last[0].Clause)})
			button := x.followButtonIn(lang, l.Last[0].Customer, say.RecordFollow, who)
			button.Primary = true
			m.Buttons = []Button{*button}
			return m
		}
		part(head, l.Last, func(dueCustomer, string) string { return say.MineLastDay.In(lang) })
	}
	if n := len(l.Soon); n > 0 {
		days := 0
		for _, c := range l.Soon {
			last := remind.DayOf(rules.LastDay(c.Until, x.book.Zone()))
			days = max(days, soon, l.Day.Until(last))
		}
		part(say.DueSoonHead.In(lang, "n", n, "days", days), l.Soon, func(c dueCustomer, _ string) string {
			return say.MineThrough.In(lang, "day", pen.ThroughDay(c.Until))
		})
		m.Notes = lines(x.byWhatRenews(say.DueSoonNote, say.DueSoonVisit, say.Line{}).In(lang))
	}
	if n := len(l.Due); n > 0 {
		part(say.DueFollowHead.In(lang, "n", n), l.Due, func(c dueCustomer, _ string) string {
			if c.At.IsZero() {
				return say.DueFollowNone.In(lang)
			}
			return say.DueFollowLast.In(lang, "day", pen.Date(c.At), "kind", touched(c.Kind))
		})
	}
	if whole {
		m.Buttons = append(m.Buttons, Button{
			Action: "mine", Value: x.value(), Label: say.HomeAll.In(lang, "n", len(l.Last)+len(l.Soon)+len(l.Due)),
		})
	}
	m.Buttons = append(m.Buttons, Button{Action: "day.mute", Value: x.value(), Label: say.DueMute.In(lang)})
	return m
}

// byWhatRenews is the line that fits the site's policy: follow-ups start a
// protection again, only visits do, or neither.
func (x *exchange) byWhatRenews(followUps, visits, neither say.Line) say.Line {
	switch p := x.book.Policy(); {
	case p.Renews("follow_up"):
		return followUps
	case p.Renews("visit"):
		return visits
	}
	return neither
}

// dueSetting is the setting that keeps somebody's list of the day.
func dueSetting(p rules.Person) string { return "due/" + string(p) }

func (x *exchange) keepDue(p rules.Person, l dueList) error {
	raw, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("what %s is reminded of: %w", p, err)
	}
	return x.tx.SetSetting(x.site, dueSetting(p), string(raw))
}

// followedUp shows in p's reminder of the day that c was followed up.
func (x *exchange) followedUp(p rules.Person, c rules.Customer) error {
	kept, err := x.tx.Setting(x.site, dueSetting(p))
	if err != nil || kept == "" {
		return err
	}
	var l dueList
	if err := json.Unmarshal([]byte(kept), &l); err != nil {
		return fmt.Errorf("what %s is reminded of: %w", p, err)
	}
	if l.Day != remind.DayOf(x.now) {
		return nil
	}
	found := false
	for _, part := range [][]dueCustomer{l.Last, l.Soon, l.Due} {
		for i := range part {
			if part[i].Customer == c {
				part[i].Recorded, found = x.now, true
			}
		}
	}
	if !found {
		return nil
	}
	if err := x.keepDue(p, l); err != nil {
		return err
	}
	return x.postDue(p, l, true)
}

// muteSetting is the setting that holds the day on which somebody wants no more
// reminders.
func muteSetting(p rules.Person) string { return "mute/" + string(p) }

func (x *exchange) muted(p rules.Person) (bool, error) {
	day, err := x.tx.Setting(x.site, muteSetting(p))
	return day == remind.DayOf(x.now).String(), err
}

// mute keeps the asker from being reminded for the rest of the day.
func (x *exchange) mute() (Reply, error) {
	err := x.tx.SetSetting(x.site, muteSetting(x.req.Asker.ID), remind.DayOf(x.now).String())
	return Reply{Message: &Message{Head: x.in(say.DueMuted), Facts: []string{x.in(say.DueMutedFact)}}, Beside: true}, err
}
