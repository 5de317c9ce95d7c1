package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// serviceKind is /walkin complaint: a customer was not content with somebody's
// service, and a leader or manager decides whether rightly.
func serviceKind() entryKind {
	return entryKind{
		title: say.AboutService, about: always, may: needsRole(rules.Leader), record: (*exchange).recordService,
		fields: []entryField{
			personField(say.FormServiceOf),
			answerField(say.FormServiceIs, say.ServiceYes, say.ServiceNo),
			{id: entryTo, kind: PersonField, label: say.FormServiceTo, optional: true, at: func(e *entry) *string { return (*string)(&e.To) }},
			noteField(say.FormReason),
		},
		check: func(x *exchange, e entry) (string, string) {
			switch {
			case e.To != "" && e.To == e.Person:
				return entryTo, x.in(say.ServiceSame)
			case e.To != "" && e.Answer != "yes":
				return entryTo, x.in(say.ServiceOnlyIf)
			case e.To != "":
				if m, _ := x.book.Member(e.To, x.now); !onFloor(m) {
					return entryTo, x.in(say.AssignFloor, "who", x.name(e.To))
				}
			}
			return isSelf(x, e)
		},
	}
}

// recordService writes the decision down. The floor hears of a change of owner,
// not why; the one concerned hears all, by direct message.
func (x *exchange) recordService(e entry) (Reply, error) {
	upheld := e.Answer == "yes"
	in, err := x.recordEntry(e, "", func(c rules.Customer) rules.Body {
		return &rules.Complaint{Customer: c, Person: e.Person, To: e.To, Upheld: upheld}
	})
	if err != nil {
		return Reply{}, err
	}
	told, done := say.ServiceToldNo, say.ServiceNot
	if upheld {
		told, done = say.ServiceToldYes, say.ServiceUpheld
	}
	err = x.tellUnlessAsker(e.Person, func(lang rules.Lang) Message {
		return Message{
			Head:  told.In(lang, "who", in.card.masked(lang), "by", x.name(x.req.Asker.ID)),
			Facts: lines(say.Safe(e.Note)),
		}
	})
	if err != nil {
		return Reply{}, err
	}
	return x.answered(in, x.in(done, "who", in.card.masked(x.lang), "person", x.name(e.Person)))
}
