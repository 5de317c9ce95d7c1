package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// assistKind is /walkin assist: a colleague helped to sell to a customer.
func assistKind() entryKind {
	return entryKind{
		title: say.AboutAssist, about: always, may: needsRole(rules.Leader), record: (*exchange).recordAssist,
		fields: []entryField{
			personField(say.FormAssistBy),
			answerField(say.FormAssistIs, say.AssistMuch, say.AssistSome),
			noteField(say.FormEntryNote),
		},
		check: func(x *exchange, e entry) (string, string) {
			if h, _ := x.book.Holding(e.Customer, x.now); h.Owner == e.Person {
				return entryPerson, x.in(say.AssistOwn, "person", x.name(e.Person))
			}
			return isSelf(x, e)
		},
	}
}

// recordAssist writes a colleague's help down and tells them.
func (x *exchange) recordAssist(e entry) (Reply, error) {
	much, weight := e.Answer == "yes", say.AssistSome
	if much {
		weight = say.AssistMuch
	}
	in, err := x.recordEntry(e, "", func(c rules.Customer) rules.Body {
		return &rules.Assist{Customer: c, Person: e.Person, Significant: much}
	})
	if err != nil {
		return Reply{}, err
	}
	err = x.tellUnlessAsker(e.Person, func(lang rules.Lang) Message {
		return Message{Head: say.AssistTold.In(lang, "by", x.name(x.req.Asker.ID), "who", in.card.masked(lang), "weight", weight)}
	})
	if err != nil {
		return Reply{}, err
	}
	return x.answered(in, x.in(say.AssistDone, "person", x.name(e.Person), "who", in.card.masked(x.lang), "weight", weight))
}
