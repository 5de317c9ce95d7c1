package bot

import (
	"fmt"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// An entered event is one of the day's lesser ones on record: whose customer it
// is about, and whose they were.
type entered struct {
	event         rules.Event
	card          card
	before, after rules.Holding
}

// entryKey is the channel's line about a change of owner by the entry at seq.
func entryKey(seq int64) string { return fmt.Sprintf("entry/%d", seq) }

// private says whether what brought a change of owner about is for nobody but
// those concerned.
func private(k rules.Kind) bool { return k == "complaint" || k == "misconduct" }

// recordEntry records an event about the entry's customer, who may be new, with
// what is known of them; and tells of a change of owner. acting is whose act it
// is, nobody where it is the asker's word.
func (x *exchange) recordEntry(e entry, acting rules.Person, body func(rules.Customer) rules.Body) (entered, error) {
	c := e.Customer
	if c == "" {
		c = x.newCustomer()
	}
	var in entered
	var err error
	in.before, _ = x.book.Holding(c, x.now)
	known, err := x.customer(c)
	if err != nil {
		return in, err
	}
	in.event, err = x.recordEvent(rules.Event{By: x.byUnless(acting), Note: e.Note, Body: body(c)})
	if err != nil {
		return in, err
	}
	if _, call := in.event.Body.(*rules.Call); !call && (e.New || known.Name == "" && e.Name != "" && e.Phone != "") {
		d := rules.Details{Name: e.Name}
		if e.New {
			d = rules.Details{Name: e.Name, Phone: e.Phone, Gender: e.Gender, Needs: e.Needs}
		}
		if err := x.writeDown(c, acting, d); err != nil {
			return in, err
		}
	}
	in.after, _ = x.book.Holding(c, x.now)
	if in.card, err = x.customer(c); err != nil {
		return in, err
	}
	return in, x.ownerMoved(in)
}

// writeDown records the details of somebody new together with the event that
// brought them into being.
func (x *exchange) writeDown(c rules.Customer, acting rules.Person, d rules.Details) error {
	p := acting
	if p == "" {
		p = x.req.Asker.ID
	}
	_, err := x.recordEvent(rules.Event{By: x.byUnless(acting), Body: &rules.DetailsEntry{Customer: c, Person: p, Details: d}})
	return err
}

// ownerMoved tells the floor, who gained and who lost the customer that they
// have another owner now; those who did it know.
func (x *exchange) ownerMoved(in entered) error {
	before, after := in.before.Owner, in.after.Owner
	if before == after {
		return nil
	}
	kind := in.event.Body.Kind()
	post := func(lang rules.Lang) string {
		line, bare := say.EntryMoved, say.EntryMovedBare
		if after == "" {
			line, bare = say.EntryFree, say.EntryFreeBare
		}
		if private(kind) {
			line = bare
		}
		return line.In(lang, "who", in.card.masked(lang), "owner", x.name(after), "what", did(kind))
	}
	err := x.post(Post{Key: entryKey(in.event.Seq), Message: Message{Facts: []string{post(x.conf.Lang)}}})
	if err != nil {
		return err
	}
	by := func(lang rules.Lang) string {
		if private(kind) {
			return ""
		}
		return say.EntryBy.In(lang, "person", x.name(x.req.Asker.ID), "time", x.pen(lang).Time(x.now), "what", did(kind))
	}
	// Why is for those alone whom the asker tells.
	notes := func(lang rules.Lang) []string {
		if private(kind) {
			return nil
		}
		return x.notesIn(lang, in.after.Grounds)
	}
	if after != "" && after != x.req.Asker.ID {
		err := x.tell(after, func(lang rules.Lang) Message {
			return Message{
				Head: say.EntryToYou.In(lang, "who", in.card.whole(lang)), Facts: lines(by(lang)), Notes: notes(lang),
				Buttons: []Button{{Action: "follow", Value: x.value(string(in.card.ID)), Label: say.RecordFollow.In(lang), Primary: true}},
			}
		})
		if err != nil {
			return err
		}
	}
	if before == "" || before == x.req.Asker.ID || !x.onList(before) {
		return nil
	}
	return x.tell(before, func(lang rules.Lang) Message {
		head := say.EntryToOther
		if after == "" {
			head = say.EntryToNobody
		}
		return Message{
			Head: head.In(lang, "who", in.card.masked(lang), "owner", x.name(after)), Facts: lines(by(lang)),
			Notes: notes(lang),
		}
	})
}

// stands says whose a customer is now, as far as the asker may know.
func (x *exchange) stands(h rules.Holding) (string, error) {
	switch {
	case h.Owner == x.req.Asker.ID:
		return say.Facts(x.in(say.EntryYours), x.protection(h)), nil
	case !x.maySee():
		return "", nil
	case h.Owner == "":
		return x.in(say.EntryNobodys), nil
	}
	return say.Facts(capital(x.in(say.EntryTheirs, "owner", x.name(h.Owner))), x.protection(h)), x.tellShown(h.Customer)
}

// answered is the answer to who recorded an entry.
func (x *exchange) answered(in entered, head string, facts ...string) (Reply, error) {
	stands, err := x.stands(in.after)
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: head, Facts: lines(append(facts, stands)...), Buttons: []Button{x.undoButton(in.event)}}
	if x.maySee() || in.after.Owner == x.req.Asker.ID {
		m.Notes = x.notes(in.after.Grounds)
		m.Buttons = append(m.Buttons, x.whyButton(in.card.ID, in.card.masked(x.lang)))
	}
	return Reply{Message: &m}, nil
}

// tellUnlessAsker is tell, for whoever does not know it already.
func (x *exchange) tellUnlessAsker(p rules.Person, message func(rules.Lang) Message) error {
	if p == "" || p == x.req.Asker.ID || !x.onList(p) {
		return nil
	}
	return x.tell(p, message)
}

// entryUndone tells those whom an entry had told, and the channel where it had
// changed the owner, that it is withdrawn; call it before the withdrawal, and
// what it returns after.
func (x *exchange) entryUndone(e rules.Event, c card) func() error {
	before, _ := x.book.Holding(concerned(e), x.now)
	var people []rules.Person
	what := func(lang rules.Lang) string { return did(e.Body.Kind()).In(lang) + " · " + c.masked(lang) }
	switch e.Body.(type) {
	case *rules.Staff:
		return x.leaverBack(e)
	case *rules.Assign, *rules.Complaint, *rules.Wish, *rules.Assist:
		people = append(people, subject(e))
	case *rules.Misconduct:
		people = append(people, subject(e))
		what = func(lang rules.Lang) string { return say.EntrySome.In(lang) }
	case *rules.Call:
		people = append(people, before.Owner)
	case *rules.Link, *rules.GiveUp, *rules.Own, *rules.Prefile, *rules.Confirm:
	default:
		return func() error { return nil }
	}
	return func() error {
		after, _ := x.book.Holding(concerned(e), x.now)
		if before.Owner != after.Owner {
			err := x.post(Post{Key: entryKey(e.Seq), Update: true, Message: x.withdrawnLine(c)})
			if err != nil {
				return err
			}
			if !private(e.Body.Kind()) {
				people = append(people, before.Owner, after.Owner)
			}
		}
		told := map[rules.Person]bool{}
		for _, p := range people {
			if told[p] {
				continue
			}
			told[p] = true
			err := x.tellUnlessAsker(p, func(lang rules.Lang) Message {
				return Message{Head: say.EntryTakenBack.In(lang, "person", x.name(x.req.Asker.ID), "time", x.pen(lang).Time(x.now), "what", what(lang))}
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
}
