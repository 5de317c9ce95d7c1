package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// appointKind is /appoint: a consultant has invited a customer.
func appointKind() entryKind {
	note := noteField(say.FormAppointSay)
	note.eg = say.FormAppointEg
	return entryKind{
		title: say.AboutAppoint, about: always, births: true, self: true, record: (*exchange).recordAppointment,
		fields: []entryField{
			personField(say.FormEntryPerson),
			answerField(say.FormAppointFor, say.FormAppointBuy, say.FormAppointSee),
			note,
		},
	}
}

// recordAppointment writes an appointment down, unless the customer is a
// colleague's: those the owner invites.
func (x *exchange) recordAppointment(e entry) (Reply, error) {
	if h, _ := x.book.Holding(e.Customer, x.now); h.Owner != "" && h.Owner != e.Person {
		c, err := x.customer(e.Customer)
		if err != nil {
			return Reply{}, err
		}
		return x.notOwn(c, h, e.Person, say.AppointOwners)
	}
	in, err := x.recordEntry(e, e.Person, func(c rules.Customer) rules.Body {
		return &rules.Appointment{Customer: c, Person: e.Person, ToBook: e.Answer == "yes"}
	})
	if err != nil {
		return Reply{}, err
	}
	book := ""
	if e.Answer == "yes" {
		book = x.in(say.AppointBook)
	}
	return x.answered(in, x.in(say.AppointDone, "who", in.card.masked(x.lang), "person", x.name(e.Person)), say.Facts(book, say.Safe(e.Note)))
}
