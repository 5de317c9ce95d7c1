package bot

import (
	"strconv"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// undoWithin is how long one may take back one's own entry.
const undoWithin = 2 * time.Minute

// undo handles /undo: the asker's own last entry, or for leaders an entry by
// its number.
func (x *exchange) undo() (Reply, error) {
	w, m := x.read("undo")
	if m != nil {
		return Reply{Message: m}, nil
	}
	if w.Entry > 0 {
		return x.undoEntry(w.Entry)
	}
	e, found, err := x.lastOwn()
	switch {
	case err != nil:
		return Reply{}, err
	case !found:
		return Reply{}, x.refuse(say.UndoNothing)
	}
	return x.undoEntry(e.Seq)
}

// undoPressed handles the button under one's own entry.
func (x *exchange) undoPressed() (Reply, error) {
	seq, err := strconv.ParseInt(x.arg(0), 10, 64)
	if err != nil {
		return Reply{}, x.stale("")
	}
	return x.undoEntry(seq)
}

// lastOwn finds the asker's last entry that stands and that undo is for.
func (x *exchange) lastOwn() (rules.Event, bool, error) {
	const far = 500 // entries looked back over: far more than a floor writes in two minutes
	var last rules.Event
	for e, err := range x.tx.EventsAfter(x.site, max(0, x.book.Seq()-far)) {
		if err != nil {
			return last, false, err
		}
		if undoable(e) && recorder(e) == x.req.Asker.ID && !x.book.Withdrawn(e.Seq) {
			last = e
		}
	}
	return last, last.Seq > 0, nil
}

// undoable says whether an entry is one that somebody made on purpose and may
// take back: what the bot writes beside it is not.
func undoable(e rules.Event) bool {
	switch e.Body.Kind() {
	case "visit", "claim", "follow_up", "details", "shift", "call", "appointment", "give_up", "told", "leave":
		return true
	}
	return false
}

// undoEntry withdraws an entry, visibly: one's own within two minutes, a
// leader's at any time. What others have built upon stays.
func (x *exchange) undoEntry(seq int64) (Reply, error) {
	e, found, err := x.entry(seq)
	switch {
	case err != nil:
		return Reply{}, err
	case !found || !undoable(e):
		return Reply{}, x.refuse(say.UndoNothing)
	case x.book.Withdrawn(seq):
		return Reply{}, x.refuse(say.UndoTwice)
	case recorder(e) != x.req.Asker.ID && !x.leads():
		return Reply{}, x.needs(rules.Leader)
	}
	if by, built := x.book.BuiltUpon(seq); built && recorder(by) != x.req.Asker.ID && !x.leads() {
		return Reply{}, x.refuseText(x.in(say.UndoBuilt, "person", x.name(recorder(by)), "time", x.pen(x.lang).Time(by.At)), x.in(say.UndoAsk))
	}
	if x.now.Sub(e.At) > undoWithin && !x.leads() {
		return Reply{}, x.refuseText(x.in(say.UndoLate, "time", x.pen(x.lang).Time(e.At)), x.in(say.UndoAsk))
	}
	// Looked up before: who came into being by the entry is unknown after it.
	c, err := x.customer(concerned(e))
	if err != nil {
		return Reply{}, err
	}
	if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Withdraw{Seq: seq, Reason: "undo"}}); err != nil {
		return Reply{}, err
	}
	if err := x.withdrawnPost(e, c); err != nil {
		return Reply{}, err
	}
	m := Message{
		Head:  x.in(say.UndoDone, "what", x.what(e, c)),
		Facts: []string{x.in(say.UndoStays)},
	}
	if e.Body.Kind() == "visit" {
		m.Facts = []string{x.in(say.UndoStaysOrder)}
		id, err := x.put(x.again(e, c))
		if err != nil {
			return Reply{}, err
		}
		m.Buttons = []Button{{Action: "visit.form", Value: x.value(id), Label: x.in(say.UndoAgain)}}
	}
	return Reply{Message: &m}, nil
}

// entry returns an event by its place.
func (x *exchange) entry(seq int64) (rules.Event, bool, error) {
	for e, err := range x.tx.EventsAfter(x.site, seq-1) {
		return e, err == nil && e.Seq == seq, err
	}
	return rules.Event{}, false, nil
}

// concerned is the customer an event is about; zero where it is about none.
func concerned(e rules.Event) rules.Customer {
	switch b := e.Body.(type) {
	case *rules.Visit:
		return b.Customer
	case *rules.Claim:
		return b.Customer
	case *rules.FollowUp:
		return b.Customer
	case *rules.DetailsEntry:
		return b.Customer
	case *rules.Call:
		return b.Customer
	case *rules.Appointment:
		return b.Customer
	case *rules.GiveUp:
		return b.Customer
	}
	return ""
}

// what names an entry for the one who takes it back.
func (x *exchange) what(e rules.Event, c card) string {
	if c.ID == "" {
		return x.in(did(e.Body.Kind()))
	}
	return x.in(say.UndoWhat, "who", c.masked(x.lang), "kind", x.in(touched(e.Body.Kind())))
}

// withdrawnPost lets the channel's line about an entry say that it was taken
// back.
func (x *exchange) withdrawnPost(e rules.Event, c card) error {
	key := ""
	switch b := e.Body.(type) {
	case *rules.Visit:
		key = "visit/" + string(b.ID)
	case *rules.Claim:
		key = "claim/" + strconv.FormatInt(e.Seq, 10)
	default:
		return nil
	}
	return x.post(Post{Key: key, Update: true, Message: x.withdrawnLine(c)})
}

// withdrawnLine is what becomes of a channel's line.
func (x *exchange) withdrawnLine(c card) Message {
	lang := x.conf.Lang
	return Message{Facts: []string{say.UndoPost.In(lang,
		"person", x.name(x.req.Asker.ID), "time", x.pen(lang).Time(x.now), "who", c.masked(lang))}}
}

// again is the draft of a visit that was taken back, to be registered anew.
func (x *exchange) again(e rules.Event, c card) draft {
	v := e.Body.(*rules.Visit)
	d := draft{
		Phone: c.Phone, Name: c.Name, Receiver: v.Person, AskedFor: v.AskedFor, First: v.FirstTime,
		Via: v.Via, Purpose: v.Purpose, Accompanied: v.Accompanied,
	}
	if v.Details != nil {
		d.Gender, d.Needs = v.Details.Gender, v.Details.Needs
	}
	return d
}
