package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// giveUpKind is /walkin giveup: the customer does not buy, and the owner lets
// them go.
func giveUpKind() entryKind {
	return entryKind{
		title: say.AboutGiveUp, about: always, record: (*exchange).recordGiveUp,
		fields: []entryField{noteField(say.FormReason)},
	}
}

// recordGiveUp asks once more, then records it; leaders may for the owner.
func (x *exchange) recordGiveUp(e entry) (Reply, error) {
	c, err := x.customer(e.Customer)
	if err != nil {
		return Reply{}, err
	}
	h, _ := x.book.Holding(e.Customer, x.now)
	switch {
	case h.Owner == "" && x.maySee():
		return Reply{}, x.refuseText(x.in(say.GiveUpNobodys, "who", c.masked(x.lang)), x.in(say.FollowNothing))
	case h.Owner == "" || h.Owner != x.req.Asker.ID && !x.leads():
		return x.notOwn(c, h, x.req.Asker.ID, say.GiveUpOwners)
	case !e.Sure:
		e.Person = h.Owner
		id, err := x.keepEntry(e)
		return Reply{Message: &Message{
			Head: x.in(say.GiveUpAsk, "who", c.masked(x.lang)), Facts: []string{x.in(say.GiveUpFact), x.in(say.GiveUpNothing)},
			Buttons: []Button{{
				Action: "entry.sure", Value: x.value(id), Label: x.in(say.GiveUpLabel), Danger: true,
				Confirm: &Confirm{Title: x.in(say.GiveUpTitle), Text: x.in(say.GiveUpFact), Yes: x.in(say.GiveUpLabel), No: x.in(say.GiveUpKeep)},
			}},
		}}, err
	case e.Person != h.Owner:
		return Reply{}, x.stale(e.Customer)
	}
	in, err := x.recordEntry(e, h.Owner, func(c rules.Customer) rules.Body {
		return &rules.GiveUp{Customer: c, Person: h.Owner}
	})
	if err != nil {
		return Reply{}, err
	}
	kept := ""
	if in.after.Owner == h.Owner {
		kept = x.in(say.EntryKept)
	}
	return x.answered(in, x.in(say.GiveUpDone, "who", c.masked(x.lang)), kept)
}
