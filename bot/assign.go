package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// assignKind is /walkin assign: management gives a customer to a consultant.
func assignKind() entryKind {
	return entryKind{
		title: say.AboutAssign, about: always, births: true, may: needsRole(rules.Leader), record: (*exchange).recordAssign,
		fields: []entryField{personField(say.FormAssignTo), noteField(say.FormReason)},
		check: func(x *exchange, e entry) (string, string) {
			if field, it := isSelf(x, e); it != "" {
				return field, it
			}
			if h, _ := x.book.Holding(e.Customer, x.now); h.Owner == e.Person {
				return entryPerson, x.in(say.AssignSame, "who", x.name(e.Person))
			}
			return receives(x, e)
		},
	}
}

// recordAssign gives a customer to a consultant; whom it concerns is told.
func (x *exchange) recordAssign(e entry) (Reply, error) {
	in, err := x.recordEntry(e, "", func(c rules.Customer) rules.Body {
		return &rules.Assign{Customer: c, Person: e.Person}
	})
	if err != nil {
		return Reply{}, err
	}
	kept := ""
	if in.after.Owner == in.before.Owner {
		kept = x.in(say.EntryKept)
	}
	return x.answered(in, x.in(say.AssignDone, "who", in.card.masked(x.lang), "person", x.name(e.Person)), kept)
}

// assignButton opens the form for a customer.
func (x *exchange) assignButton(c rules.Customer) Button {
	return Button{Action: "entry.open", Value: x.value("assign", string(c)), Label: x.in(say.AssignButton)}
}
