package bot

import (
	"slices"
	"strconv"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// chooseReceiver handles the menu by which a leader names who receives the next group
// while nobody is ready. That person is on record as ready from here on.
func (x *exchange) chooseReceiver() (Reply, error) {
	switch {
	case !x.leads():
		return Reply{}, x.needs(rules.Leader)
	case len(x.req.Chosen) != 1:
		return Reply{}, x.stale("")
	}
	p := rules.Person(x.req.Chosen[0])
	m, known := x.book.Member(p, x.now)
	if !known || m.Left {
		return Reply{}, x.refuseText(x.in(say.FieldNotStaff, "who", x.name(p)))
	}
	if m.State != rules.Ready {
		if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Shift{Person: p, State: rules.Ready}}); err != nil {
			return Reply{}, err
		}
	}
	lang := x.conf.Lang
	err := x.post(Post{Message: Message{
		Facts: []string{say.ReceiverAsked.In(lang, "who", x.mention(p), "leader", x.name(x.req.Asker.ID))},
	}})
	if err != nil {
		return Reply{}, err
	}
	return x.shown(Message{Head: x.in(say.ReceiverDone, "who", x.name(p))}), nil
}

// openOrder opens the form of the leader's order.
func (x *exchange) openOrder() (Reply, error) {
	if !x.leads() {
		return Reply{}, x.needs(rules.Leader)
	}
	var now []string
	for _, p := range x.completed(nil) {
		now = append(now, string(p))
	}
	return Reply{Form: &Form{
		ID: "turn.order", Title: x.in(say.FormOrderTitle), Submit: x.in(say.FormRecord), Cancel: x.in(say.Cancel),
		Private: x.value(),
		Fields: []Field{{
			ID: "order", Kind: PeopleField, Label: x.in(say.FormOrder), Hint: x.in(say.FormOrderHint), Initial: now,
		}},
	}}, nil
}

func (x *exchange) submitOrder() (Reply, error) {
	var order []rules.Person
	for _, p := range x.req.Fields["order"] {
		order = append(order, rules.Person(p))
	}
	if wrong := x.wrongOrder(order); wrong != "" {
		return Reply{Errors: []Wrong{{"order", wrong}}}, nil
	}
	return x.setOrder(order)
}

// wrongOrder says what is wrong with an order; empty if nothing is.
func (x *exchange) wrongOrder(order []rules.Person) string {
	if len(order) == 0 {
		return x.in(say.FormOrderNobody)
	}
	for i, p := range order {
		if m, known := x.book.Member(p, x.now); !known || m.Left {
			return x.in(say.FieldNotStaff, "who", x.name(p))
		}
		if slices.Contains(order[:i], p) {
			return x.in(say.FormOrderTwice, "who", x.name(p))
		}
	}
	return ""
}

// completed adds those whom an order leaves out, after those it names and in
// the order they stand in now: nobody drops out of the rotation by being
// forgotten. Who does not work is off.
func (x *exchange) completed(order []rules.Person) []rules.Person {
	out := slices.Clone(order)
	add := func(p rules.Person) {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, p := range x.book.Rotation(x.now).Queue {
		add(p)
	}
	for _, m := range x.book.Members(x.now) {
		if m.Role == rules.Consultant && !m.Left {
			add(m.Person)
		}
	}
	return out
}

// setOrder records a leader's order and posts it.
func (x *exchange) setOrder(order []rules.Person) (Reply, error) {
	if !x.leads() {
		return Reply{}, x.needs(rules.Leader)
	}
	if wrong := x.wrongOrder(order); wrong != "" {
		return Reply{}, x.refuseText(wrong, x.in(say.TurnUnchanged))
	}
	order = x.completed(order)
	_, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Rota{Order: order}})
	if err != nil {
		return Reply{}, err
	}
	var numbered []string
	for i, p := range order {
		numbered = append(numbered, strconv.Itoa(i+1)+" "+x.name(p))
	}
	queue := say.Facts(numbered...)
	line := say.OrderPost.In(x.conf.Lang, "leader", x.name(x.req.Asker.ID), "order", queue)
	if r := x.book.Rotation(x.now); r.Next != "" && r.Mode == rules.Queue {
		line += say.VisitNextPost.In(x.conf.Lang, "next", x.mention(r.Next))
	}
	if err := x.post(Post{Message: Message{Facts: []string{line}}}); err != nil {
		return Reply{}, err
	}
	return x.shown(Message{
		Head:    x.in(say.OrderDone, "order", queue),
		Buttons: []Button{x.boardButton()},
	}), nil
}

// setFloor records how reception runs from here on and posts it.
func (x *exchange) setFloor(mode rules.FloorMode, people []rules.Person) (Reply, error) {
	change := &rules.FloorChange{Mode: mode}
	done, posted := say.FloorQueue, say.FloorQueuePost
	switch mode {
	case rules.Lunch:
		if len(people) != 1 {
			return Reply{}, x.refuse(say.FloorNoDuty, x.in(say.TurnUnchanged), x.in(say.FloorDutyEg))
		}
		if m, known := x.book.Member(people[0], x.now); !known || m.Left {
			return Reply{}, x.refuseText(x.in(say.FieldNotStaff, "who", x.name(people[0])))
		}
		change.Duty = people[0]
		done, posted = say.FloorLunch, say.FloorLunchPost
	case rules.Rush:
		done, posted = say.FloorRush, say.FloorRushPost
	}
	if !x.leads() {
		return Reply{}, x.needs(rules.Leader)
	}
	if r := x.book.Rotation(x.now); r.Mode == mode && r.Duty == change.Duty {
		return Reply{}, x.refuse(say.FloorSame, x.in(say.TurnUnchanged))
	}
	_, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: change})
	if err != nil {
		return Reply{}, err
	}
	lang := x.conf.Lang
	line := posted.In(lang, "who", x.name(change.Duty), "leader", x.name(x.req.Asker.ID))
	if r := x.book.Rotation(x.now); r.Next != "" && r.Mode == rules.Queue {
		line += say.VisitNextPost.In(lang, "next", x.mention(r.Next))
	}
	if err := x.post(Post{Message: Message{Facts: []string{line}}}); err != nil {
		return Reply{}, err
	}
	return x.shown(Message{
		Head:    x.in(done, "who", x.name(change.Duty)),
		Buttons: []Button{x.boardButton()},
	}), nil
}
