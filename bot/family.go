package bot

import (
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

var linkLabels = []labelled{
	{"spouse", say.RelationSpouse},
	{"parent", say.RelationParent},
	{"child", say.RelationChild},
	{"sibling", say.RelationSibling},
	{"relative", say.RelationRelative},
	{"partner", say.RelationPartner},
	{"friend", say.RelationFriend},
	{"group", say.RelationGroup},
	{"same", say.RelationSame},
}

// label is the words for a value of a list.
func label(list []labelled, value string) say.Line {
	for _, l := range list {
		if l.value == value {
			return l.label
		}
	}
	return say.Line{}
}

// familyKind is /walkin family: how two customers belong together.
func familyKind() entryKind {
	return entryKind{
		title: say.AboutFamily, about: always, other: always, newOther: true, record: (*exchange).recordLink,
		fields: []entryField{
			{id: fieldRelation, kind: SelectField, label: say.FormFamilyRelation, options: linkLabels, at: func(e *entry) *string { return &e.Relation }},
			noteField(say.FormEntryNote),
		},
		check: func(x *exchange, e entry) (string, string) {
			if e.Customer == e.Other {
				return entryOther, x.in(say.FamilySelf)
			}
			return "", ""
		},
	}
}

// recordLink writes a relation down, on the word of an owner of either or of
// who may record for others: it may unite what they own.
func (x *exchange) recordLink(e entry) (Reply, error) {
	before, _ := x.book.Holding(e.Customer, x.now)
	others, _ := x.book.Holding(e.Other, x.now)
	me := x.req.Asker.ID
	if before.Owner != me && others.Owner != me && !x.mayRecord() {
		c, err := x.customer(e.Customer)
		if err != nil {
			return Reply{}, err
		}
		if before.Owner == "" {
			return Reply{}, x.needs(rules.Leader)
		}
		return x.notOwn(c, before, me, say.FamilyOwners)
	}
	other := e.Other
	if other == "" {
		other = x.newCustomer()
	}
	in, err := x.recordEntry(e, "", func(c rules.Customer) rules.Body {
		return &rules.Link{Customer: c, Other: other, Relation: e.Relation}
	})
	if err != nil {
		return Reply{}, err
	}
	if e.Other == "" {
		if err := x.writeDown(other, "", rules.Details{Name: e.OtherName, Phone: e.OtherPhone}); err != nil {
			return Reply{}, err
		}
	}
	second := entered{event: in.event, before: others}
	second.after, _ = x.book.Holding(other, x.now)
	if second.card, err = x.customer(other); err != nil {
		return Reply{}, err
	}
	if others.Customer != "" {
		if err := x.ownerMoved(second); err != nil {
			return Reply{}, err
		}
	}
	one := x.in(say.FamilyApart)
	if in.after, _ = x.book.Holding(in.card.ID, x.now); slices.Contains(in.after.Party, other) {
		one = x.in(say.FamilyUnited)
	}
	return x.answered(in, x.in(say.FamilyDone, "other", second.card.masked(x.lang), "who", in.card.called(x.lang),
		"relation", label(linkLabels, e.Relation)), one)
}
