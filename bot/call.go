package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// callKind is /walkin call: a call taken and written down. Slack has a /call of
// its own.
func callKind() entryKind {
	return entryKind{
		title: say.AboutCall, about: always, births: true, self: true, record: (*exchange).recordCall,
		fields: []entryField{
			personField(say.FormCallTaker),
			{id: "needs", kind: LinesField, label: say.FormNeeds, eg: say.FormNeedsEg, optional: true, at: func(e *entry) *string { return &e.Needs }},
			noteField(say.FormEntryNote),
		},
	}
}

// recordCall writes a call down with what the caller said, and tells the owner
// where another took it.
func (x *exchange) recordCall(e entry) (Reply, error) {
	d := rules.Details{Name: e.Name, Phone: e.Phone, Gender: e.Gender, Needs: e.Needs}
	if e.Customer != "" {
		// What is on record is what was asked for and heard again.
		c, err := x.customer(e.Customer)
		if err != nil {
			return Reply{}, err
		}
		d.Name, d.Phone = first(c.Name, e.Name), first(c.Phone, e.Phone)
	}
	in, err := x.recordEntry(e, e.Person, func(c rules.Customer) rules.Body {
		return &rules.Call{Customer: c, Person: e.Person, Details: &d}
	})
	if err != nil {
		return Reply{}, err
	}
	owner := in.after.Owner
	if owner != e.Person && owner == in.before.Owner {
		err := x.tellUnlessAsker(owner, func(lang rules.Lang) Message {
			return Message{
				Head:  say.CallOwner.In(lang, "who", in.card.whole(lang), "person", x.name(e.Person)),
				Facts: lines(x.neededIn(lang, e.Needs), say.Safe(e.Note)),
				Buttons: []Button{
					{Action: "follow", Value: x.value(string(in.card.ID)), Label: say.RecordFollow.In(lang), Primary: true},
				},
			}
		})
		if err != nil {
			return Reply{}, err
		}
	}
	renewed := ""
	if owner == e.Person && owner == in.before.Owner && in.after.Until.After(in.before.Until) {
		renewed = capital(x.in(say.CallRenewed))
	}
	return x.answered(in, x.in(say.CallDone, "who", in.card.masked(x.lang), "person", x.name(e.Person)), renewed)
}

func (x *exchange) neededIn(lang rules.Lang, needs string) string {
	if needs == "" {
		return ""
	}
	return say.CallNeeds.In(lang, "needs", say.Safe(needs))
}
