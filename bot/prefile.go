package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// prefileKind is /walkin prefile: a new customer is announced in advance.
func prefileKind() entryKind {
	return entryKind{
		title: say.AboutPrefile, about: always, births: true, other: maybe, self: true, record: (*exchange).recordPrefile,
		fields: []entryField{personField(say.FormPrefileFor), noteField(say.FormEntryNote)},
		check: func(x *exchange, e entry) (string, string) {
			if e.Customer != "" && e.Customer == e.Other {
				return entryOther, x.in(say.FamilySelf)
			}
			return "", ""
		},
	}
}

// recordPrefile puts an announcement on record and before the leaders on duty.
func (x *exchange) recordPrefile(e entry) (Reply, error) {
	if h, _ := x.book.Holding(e.Customer, x.now); h.Owner != "" {
		c, err := x.customer(e.Customer)
		if err != nil {
			return Reply{}, err
		}
		if !x.maySee() {
			return x.notOwn(c, h, e.Person, say.PrefileNothing)
		}
		return Reply{}, x.refuseText(x.in(say.PrefileOwned, "who", c.masked(x.lang)), x.in(say.PrefileNothing))
	}
	in, err := x.recordEntry(e, e.Person, func(c rules.Customer) rules.Body {
		return &rules.Prefile{Customer: c, Person: e.Person, Referrer: e.Other}
	})
	if err != nil {
		return Reply{}, err
	}
	referrer, err := x.customer(e.Other)
	if err != nil {
		return Reply{}, err
	}
	by := func(lang rules.Lang) string {
		if e.Other == "" {
			return ""
		}
		return say.PrefileBy.In(lang, "who", referrer.masked(lang))
	}
	var told []rules.Person
	for _, leader := range x.leadersOnDuty() {
		if leader == x.req.Asker.ID {
			continue
		}
		told = append(told, leader)
		err := x.tell(leader, func(lang rules.Lang) Message {
			return Message{
				Head:  say.PrefileHead.In(lang, "person", x.name(e.Person), "who", in.card.whole(lang)),
				Facts: lines(by(lang), say.Safe(e.Note)),
			}
		})
		if err != nil {
			return Reply{}, err
		}
	}
	heard := ""
	if len(told) > 0 {
		heard = x.in(say.PrefileTold, "who", x.names(x.lang, told))
	}
	return x.answered(in, x.in(say.PrefileDone, "who", in.card.masked(x.lang), "person", x.name(e.Person)), by(x.lang), heard)
}
