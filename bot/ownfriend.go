package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

var tieLabels = []labelled{
	{"relative", say.OwnDirect},
	{"kin", say.OwnKin},
	{"friend", say.OwnFriend},
}

// ownKind is /walkin own: a consultant's own relative or friend.
func ownKind() entryKind {
	return entryKind{
		title: say.AboutOwn, about: always, births: true, self: true, record: (*exchange).recordOwn,
		fields: []entryField{
			personField(say.FormOwnWho),
			{id: fieldRelation, kind: RadioField, label: say.FormOwnIs, options: tieLabels, at: func(e *entry) *string { return &e.Relation }},
			noteField(say.FormEntryNote),
		},
	}
}

// recordOwn puts a consultant's relative or friend on record.
func (x *exchange) recordOwn(e entry) (Reply, error) {
	in, err := x.recordEntry(e, e.Person, func(c rules.Customer) rules.Body {
		return &rules.Own{Customer: c, Person: e.Person, Relation: e.Relation}
	})
	if err != nil {
		return Reply{}, err
	}
	late := ""
	if visits(in.after) > 0 {
		late = x.in(say.OwnBefore)
	}
	return x.answered(in, x.in(say.OwnDone, "who", in.card.masked(x.lang), "person", x.name(e.Person), "relation", label(tieLabels, e.Relation)), late)
}
