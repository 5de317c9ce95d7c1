package bot

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// undoWithin is how long one may take back one's own entry.
const undoWithin = 2 * time.Minute

// undo handles /undo: the asker's own last entry, or for leaders an entry by
// its number.
func (x *exchange) undo() (Reply, error) {
	number := strings.TrimPrefix(strings.TrimSpace(halfWidths(x.req.Text)), "#")
	if seq, err := strconv.ParseInt(number, 10, 64); err == nil {
		return x.undoEntry(seq)
	}
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
		if !undoable(e) || x.writer(e) != x.req.Asker.ID || x.book.Withdrawn(e.Seq) || last.Seq > 0 && written(e, last) {
			continue
		}
		last = e
	}
	return last, last.Seq > 0, nil
}

// written says whether e was written down together with an earlier event: with
// a visit the details of a companion or a link to the family, with another the
// details of whom it brought into being.
func written(e, first rules.Event) bool {
	if e.Seq <= first.Seq || !e.At.Equal(first.At) || recorder(e) != recorder(first) {
		return false
	}
	v, visit := first.Body.(*rules.Visit)
	switch b := e.Body.(type) {
	case *rules.DetailsEntry:
		if visit {
			return slices.Contains(v.With, b.Customer)
		}
		link, _ := first.Body.(*rules.Link)
		return e.Seq == first.Seq+1 && first.Body.Kind() != "details" && (concerned(first) == b.Customer || link != nil && link.Other == b.Customer)
	case *rules.Link:
		return visit && b.Other == v.Customer
	}
	return false
}

// undoable says whether an entry is one that somebody made on purpose and may
// take back: what the bot writes beside it is not.
func undoable(e rules.Event) bool {
	if s, staff := e.Body.(*rules.Staff); staff {
		return s.Status == "left"
	}
	switch e.Body.Kind() {
	case "shift":
		return e.Note == "" // a note says that the new day brought it
	case "visit", "claim", "follow_up", "details", "call", "appointment", "give_up", "told", "leave", "deal", "contest",
		"link", "own", "prefile", "wish", "assign", "complaint", "misconduct", "confirm", "assist":
		return true
	}
	return false
}

// undoEntry withdraws an entry, visibly: one's own within two minutes, a
// leader's at any time. What others have built upon is for leaders alone.
func (x *exchange) undoEntry(seq int64) (Reply, error) {
	e, found, err := x.entry(seq)
	switch {
	case err != nil:
		return Reply{}, err
	case !found && x.leads():
		return Reply{}, x.refuseText(x.in(say.UndoUnknown, "seq", strconv.FormatInt(seq, 10)))
	case !undoable(e) && x.leads():
		return Reply{}, x.refuseText(x.in(say.UndoNot, "seq", strconv.FormatInt(seq, 10)))
	case !found || !undoable(e):
		return Reply{}, x.refuse(say.UndoNothing)
	case x.book.Withdrawn(seq):
		return Reply{}, x.refuse(say.UndoTwice)
	case x.writer(e) != x.req.Asker.ID && !x.leads():
		return Reply{}, x.needs(rules.Leader)
	case (e.Body.Kind() == "misconduct" || e.Body.Kind() == "person") && rank(x.member.Role) < rank(rules.Manager):
		return Reply{}, x.needs(rules.Manager)
	}
	pen := x.pen(x.lang)
	if by, built := x.book.BuiltUpon(seq); built && x.writer(by) != x.req.Asker.ID && !x.leads() {
		return Reply{}, x.askToUndo(x.in(say.UndoBuilt, "person", x.name(x.writer(by)), "time", pen.Time(by.At)), e)
	}
	if x.now.Sub(e.At) > undoWithin && !x.leads() {
		return Reply{}, x.askToUndo(x.in(say.UndoLate, "time", pen.Near(e.At)), e)
	}
	before := x.book.Rotation(x.now)
	// Looked up before: who came into being by the entry is unknown after it.
	c, err := x.customer(x.about(e))
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.UndoDone, "what", x.what(e, c)), Facts: []string{x.in(say.UndoStays)}}
	if e.Body.Kind() == "visit" {
		d, err := x.again(e)
		if err != nil {
			return Reply{}, err
		}
		id, err := x.put(d)
		if err != nil {
			return Reply{}, err
		}
		m.Facts = []string{x.in(say.UndoStaysOrder)}
		m.Buttons = []Button{{Action: "visit.form", Value: x.value(id), Label: x.in(say.UndoAgain)}}
	}
	after, entry := x.dealUndone(e, c), x.entryUndone(e, c)
	if err := x.withdraw(e); err != nil {
		return Reply{}, err
	}
	if err := x.withdrawnPost(e, c); err != nil {
		return Reply{}, err
	}
	for _, tell := range []func() error{after, entry} {
		if err := tell(); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: &m}, x.passOn(before)
}

// askToUndo refuses what a leader may still undo, and offers to ask one.
func (x *exchange) askToUndo(head string, e rules.Event) error {
	m := Message{Head: head, Facts: []string{x.in(say.UndoAsk, "seq", int(e.Seq))}}
	if who := x.whoMay(rules.Leader); who != "" {
		m.Buttons = []Button{{Action: "ask", Value: x.value(string(who)), Label: x.in(say.ErrRoleAsk, "who", x.name(who))}}
	}
	return &UserError{m}
}

// withdraw takes an entry back, and with a visit what was written together with
// it.
func (x *exchange) withdraw(e rules.Event) error {
	all, named := []rules.Event{e}, []rules.Customer{concerned(e)}
	switch b := e.Body.(type) {
	case *rules.Visit:
		named = append(named, b.With...)
	case *rules.Link:
		named = append(named, b.Other)
	}
	for _, c := range named {
		for _, other := range x.book.Events(c) {
			if written(other, e) && !x.book.Withdrawn(other.Seq) {
				all = append(all, other)
			}
		}
	}
	for _, e := range slices.Backward(all) {
		if x.book.Withdrawn(e.Seq) {
			continue // a party's events come with each of its members
		}
		if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Withdraw{Seq: e.Seq, Reason: "undo"}}); err != nil {
			return err
		}
	}
	return nil
}

// writer is who wrote an event down. The end of a visit names nobody where the
// one who receives them says so.
func (x *exchange) writer(e rules.Event) rules.Person {
	if left, ok := e.Body.(*rules.Leave); ok && e.By == "" {
		r, _ := x.book.Reception(left.Visit, e.At)
		return r.Person
	}
	return recorder(e)
}

// entry returns an event by its place.
func (x *exchange) entry(seq int64) (rules.Event, bool, error) {
	for e, err := range x.tx.EventsAfter(x.site, seq-1) {
		return e, err == nil && e.Seq == seq, err
	}
	return rules.Event{}, false, nil
}

// about is the customer whom an event concerns, named in it or not; zero where
// there is none.
func (x *exchange) about(e rules.Event) rules.Customer {
	if b, contest := e.Body.(*rules.Contest); contest {
		s, _ := x.book.Settlement(b.Deal, x.now)
		return s.Customer
	}
	return concerned(e)
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
	case *rules.Deal:
		return b.Customer
	case *rules.Link:
		return b.Customer
	case *rules.Own:
		return b.Customer
	case *rules.Prefile:
		return b.Customer
	case *rules.Wish:
		return b.Customer
	case *rules.Assign:
		return b.Customer
	case *rules.Complaint:
		return b.Customer
	case *rules.Misconduct:
		return b.Customer
	case *rules.Confirm:
		return b.Customer
	case *rules.Assist:
		return b.Customer
	}
	return ""
}

// what names an entry for the one who takes it back.
func (x *exchange) what(e rules.Event, c card) string {
	switch b := e.Body.(type) {
	case *rules.Shift:
		return x.in(longState(b.State, b.Reason))
	case *rules.Staff:
		return x.in(say.UndoLeaver, "who", x.name(b.ID))
	case *rules.Told:
		return x.in(say.UndoTold, "owner", x.name(b.Person))
	case *rules.DetailsEntry:
		return x.in(say.UndoWhat, "who", c.masked(x.lang), "kind", x.in(say.UndoDetails))
	}
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
	case *rules.Deal:
		key = dealKey(e.Seq)
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

// again is the draft of a visit that is taken back, to be registered anew.
func (x *exchange) again(e rules.Event) (draft, error) {
	v := e.Body.(*rules.Visit)
	c, err := x.customer(v.Customer)
	if err != nil {
		return draft{}, err
	}
	d := draft{
		Phone: c.Phone, Name: c.Name, AskedFor: v.AskedFor, First: v.FirstTime,
		Via: v.Via, Purpose: v.Purpose, Venue: v.Venue, Came: e.Came, Note: e.Note,
		Referrer: v.Referrer, Accompanied: v.Accompanied, Mentioned: v.Mentioned,
	}
	if v.Person != x.req.Asker.ID {
		d.Receiver, d.Named = v.Person, true
	}
	if v.Details != nil {
		d.Gender, d.Needs = v.Details.Gender, v.Details.Needs
	}
	for _, with := range v.With {
		c, err := x.customer(with)
		if err != nil {
			return draft{}, err
		}
		if c.Phone != "" {
			d.With = append(d.With, c.Phone)
		}
	}
	return d, nil
}
