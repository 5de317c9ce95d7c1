package bot

import (
	"encoding/json"
	"fmt"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// permission asks about a new customer for somebody who is still with another,
// where the policy has one received at a time: the other has left, or a leader
// gives leave. A leader who records it gives it so. It returns nil where nothing
// has to be asked.
func (x *exchange) permission(d *draft, a rules.Arrival) (*Message, error) {
	clause := x.book.Policy().OneAtATime()
	m, _ := x.book.Member(d.Receiver, x.now)
	if clause == "" || m.Visit == "" || a.Returns || d.For != "" || d.Consent || !d.Came.IsZero() {
		return nil, nil
	}
	if x.leads() && d.Receiver != x.req.Asker.ID {
		d.Consent = true
		return nil, nil
	}
	r, _ := x.book.Reception(m.Visit, x.now)
	with, err := x.customer(r.Customer)
	if err != nil {
		return nil, err
	}
	d.Asked = true
	id, err := x.put(*d)
	if err != nil {
		return nil, err
	}
	ask := &Message{
		Head:  x.in(say.PermitHead, "person", x.name(d.Receiver), "who", with.masked(x.lang), "time", x.pen(x.lang).Time(m.Busy)),
		Facts: []string{x.in(say.VisitChoose)},
		Notes: x.notes(rules.Grounds{Basis: []string{clause}}),
		Buttons: []Button{
			{Action: "permit.left", Value: x.value(id), Label: x.in(say.PermitLeft), Primary: true},
			{Action: "permit.ask", Value: x.value(id), Label: x.in(say.PermitAsk)},
		},
	}
	if d.Receiver == x.req.Asker.ID {
		ask.Head = x.in(say.PermitOwnHead, "who", with.masked(x.lang), "time", x.pen(x.lang).Time(m.Busy))
	}
	return ask, nil
}

// permitLeft records that the customer before has left, and the visit.
func (x *exchange) permitLeft() (Reply, error) {
	d, err := x.openDraft(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	if m, _ := x.book.Member(d.Receiver, x.now); m.Visit != "" {
		_, err := x.recordEvent(rules.Event{By: x.byUnless(d.Receiver), Body: &rules.Leave{Visit: m.Visit}})
		if err != nil {
			return Reply{}, err
		}
	}
	d.Asked = false
	return x.arrive(d)
}

// permitAsk asks the leaders for leave to take another customer.
func (x *exchange) permitAsk() (Reply, error) {
	d, err := x.openDraft(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	who := say.Name(d.Name)
	if d.Phone != "" {
		who = say.Facts(who, say.Masked(d.Phone, x.conf.Region))
	}
	if d.Customer != "" {
		c, err := x.customer(d.Customer)
		if err != nil {
			return Reply{}, err
		}
		who = c.masked(x.lang)
	}
	asked := ""
	for _, leader := range x.leadersOnDuty() {
		if leader == d.Receiver {
			continue
		}
		if asked == "" {
			asked = x.name(leader)
		}
		err := x.tell(leader, func(lang rules.Lang) Message {
			return Message{
				Head:    say.PermitAskedHead.In(lang, "person", x.name(d.Receiver), "who", who),
				Facts:   []string{say.PermitAskedFact.In(lang)},
				Buttons: []Button{{Action: "permit.grant", Value: x.value(x.arg(0)), Label: say.PermitGrant.In(lang), Primary: true}},
			}
		})
		if err != nil {
			return Reply{}, err
		}
	}
	if asked == "" {
		return Reply{}, x.refuse(say.OwnerNoLeader)
	}
	return Reply{Message: &Message{Head: x.in(say.PermitAsks, "leader", asked), Facts: []string{x.in(say.VisitNothing)}}}, nil
}

// permitGrant is a leader's leave: the visit is recorded with it.
func (x *exchange) permitGrant() (Reply, error) {
	if !x.leads() {
		return Reply{}, x.needs(rules.Leader)
	}
	c, open, err := x.tx.Choice(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if !open || c.Site != x.site {
		return Reply{}, x.stale("")
	}
	var d draft
	if err := json.Unmarshal(c.Body, &d); err != nil {
		return Reply{}, fmt.Errorf("open choice: %w", err)
	}
	if _, err := x.tx.CloseChoice(c.ID); err != nil {
		return Reply{}, err
	}
	d.Asked, d.Consent = false, true
	return x.arrive(d)
}
