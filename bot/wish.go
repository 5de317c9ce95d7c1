package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// wishKind is /walkin wish: a customer names the consultant they want, outside
// a visit.
func wishKind() entryKind {
	return entryKind{
		title: say.AboutWish, about: always, births: true, record: (*exchange).recordWish,
		fields: []entryField{personField(say.FormWish), noteField(say.FormEntryNote)},
		check:  receives,
	}
}

// receives is the check that the person named can receive customers.
func receives(x *exchange, e entry) (field, it string) {
	if m, _ := x.book.Member(e.Person, x.now); !onFloor(m) {
		return entryPerson, x.in(say.AssignFloor, "who", x.name(e.Person))
	}
	return "", ""
}

// recordWish writes a wish down and tells the one wanted, and the owner where
// that is another.
func (x *exchange) recordWish(e entry) (Reply, error) {
	in, err := x.recordEntry(e, "", func(c rules.Customer) rules.Body {
		return &rules.Wish{Customer: c, Person: e.Person}
	})
	if err != nil {
		return Reply{}, err
	}
	if in.before.Owner == in.after.Owner {
		told := []rules.Person{e.Person}
		if in.after.Owner != e.Person {
			told = append(told, in.after.Owner)
		}
		for _, p := range told {
			err := x.tellUnlessAsker(p, func(lang rules.Lang) Message {
				return Message{
					Head:  say.WishTold.In(lang, "who", in.card.masked(lang), "person", x.name(e.Person)),
					Facts: lines(say.EntryBy.In(lang, "person", x.name(x.req.Asker.ID), "time", x.pen(lang).Time(x.now), "what", say.DidWish), say.Safe(e.Note)),
				}
			})
			if err != nil {
				return Reply{}, err
			}
		}
	}
	return x.answered(in, x.in(say.WishDone, "who", in.card.masked(x.lang), "person", x.name(e.Person)))
}
