package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// leaverKind is /walkin leaver: somebody leaves the company or the floor, with
// a successor or without.
func leaverKind() entryKind {
	return entryKind{
		title: say.AboutLeaver, may: needsRole(rules.Manager), record: (*exchange).recordLeaver,
		fields: []entryField{
			personField(say.FormLeaverWho),
			{id: entryTo, kind: PersonField, label: say.FormLeaverTo, optional: true, at: func(e *entry) *string { return (*string)(&e.To) }},
			noteField(say.FormEntryNote),
		},
		check: func(x *exchange, e entry) (string, string) {
			switch m, _ := x.book.Member(e.To, x.now); {
			case e.Person == x.req.Asker.ID:
				return entryPerson, x.in(say.LeaverSelf)
			case e.To == e.Person:
				return entryTo, x.in(say.ServiceSame)
			case e.To != "" && !onFloor(m):
				return entryTo, x.in(say.AssignFloor, "who", x.name(e.To))
			}
			return "", ""
		},
	}
}

// recordLeaver says whose customers are concerned and asks once more; then it
// records that somebody has left and says what became of them.
func (x *exchange) recordLeaver(e entry) (Reply, error) {
	has := x.in(say.LeaverHas, "n", len(x.ownedBy(e.Person)))
	if !e.Sure {
		heir := x.in(say.LeaverNoHeir)
		if e.To != "" {
			heir = x.in(say.LeaverHeir, "who", x.name(e.To))
		}
		id, err := x.keepEntry(e)
		return Reply{Message: &Message{
			Head:    x.in(say.LeaverAsk, "who", x.name(e.Person)),
			Facts:   []string{capital(say.Facts(has, heir)), x.in(say.GiveUpNothing)},
			Buttons: []Button{{Action: "entry.sure", Value: x.value(id), Label: x.in(say.LeaverButton)}},
		}}, err
	}
	left, event, err := x.leaves(e.Person, e.To, e.Note)
	return Reply{Message: &Message{
		Head: x.in(say.LeaverDone, "who", x.name(e.Person)), Facts: []string{capital(left.said(x, x.lang))},
		Notes: x.notes(left.grounds), Buttons: []Button{x.undoButton(event)},
	}}, err
}

// ownedBy are the customers whom somebody owns.
func (x *exchange) ownedBy(p rules.Person) []rules.Customer {
	var all []rules.Customer
	for c := range x.book.Customers() {
		if h, known := x.book.Holding(c, x.now); known && h.Owner == p {
			all = append(all, c)
		}
	}
	return all
}

// A legacy is what became of a leaver's customers.
type legacy struct {
	of             rules.Person
	heir           rules.Person
	to, free, stay int
	grounds        rules.Grounds // of the last of them
}

// legacyOf counts what became of customers whom somebody who has left owned.
func (x *exchange) legacyOf(p rules.Person, all []rules.Customer) legacy {
	l := legacy{of: p}
	for _, c := range all {
		h, _ := x.book.Holding(c, x.now)
		switch h.Owner {
		case p:
			l.stay++
		case "":
			l.free++
		default:
			l.heir = h.Owner
			l.to++
		}
		l.grounds = h.Grounds
	}
	return l
}

// said writes a legacy within a line.
func (l legacy) said(x *exchange, lang rules.Lang) string {
	var parts []string
	if l.to > 0 {
		parts = append(parts, say.LeaverTo.In(lang, "n", l.to, "who", x.name(l.heir)))
	}
	if l.free > 0 {
		parts = append(parts, say.LeaverFree.In(lang, "n", l.free))
	}
	if l.stay > 0 {
		parts = append(parts, say.LeaverStay.In(lang, "n", l.stay))
	}
	if len(parts) == 0 {
		return say.LeaverNone.In(lang)
	}
	return say.Facts(parts...)
}

// leaves records that somebody has left; the floor hears what becomes of their
// customers, and the successor how many are theirs.
func (x *exchange) leaves(p, heir rules.Person, note string) (legacy, rules.Event, error) {
	owned := x.ownedBy(p)
	e, err := x.recordEvent(rules.Event{By: x.recorder(), Note: note, Body: &rules.Staff{ID: p, Status: "left", Successor: heir}})
	if err != nil {
		return legacy{}, e, err
	}
	l := x.legacyOf(p, owned)
	said := say.LeaverPost.In(x.conf.Lang, "who", x.name(p), "what", l.said(x, x.conf.Lang))
	err = x.post(Post{Key: entryKey(e.Seq), Message: Message{Facts: []string{said}}})
	if err != nil || l.to == 0 {
		return l, e, err
	}
	return l, e, x.tellUnlessAsker(l.heir, func(lang rules.Lang) Message {
		return Message{
			Head:    say.LeaverHeirs.In(lang, "who", x.name(p), "n", l.to),
			Buttons: []Button{{Action: "mine", Value: x.value(), Label: say.MyCustomers.In(lang), Primary: true}},
		}
	})
}

// leaverBack tells the floor and the successor that somebody has not left after
// all; call it before the withdrawal, and what it returns after.
func (x *exchange) leaverBack(e rules.Event) func() error {
	left := e.Body.(*rules.Staff)
	heir := left.Successor
	return func() error {
		who, by := x.name(left.ID), x.name(x.req.Asker.ID)
		said := func(lang rules.Lang) string {
			return say.LeaverBack.In(lang, "who", who, "person", by, "time", x.pen(lang).Time(x.now))
		}
		err := x.post(Post{Key: entryKey(e.Seq), Update: true, Message: Message{Facts: []string{said(x.conf.Lang)}}})
		if err != nil {
			return err
		}
		return x.tellUnlessAsker(heir, func(lang rules.Lang) Message { return Message{Head: said(lang)} })
	}
}
