package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// awaitsApproval says whether a leader is asked about an absence: an errand,
// and whatever a leader's word makes a difference to.
func (x *exchange) awaitsApproval(s *rules.Shift) bool {
	if s.State != rules.Away || s.Approved {
		return false
	}
	return s.Reason == "errand" || x.approvalCounts(s.Reason)
}

// approvalCounts says whether a turn missed while away is worth more with a
// leader's approval.
func (x *exchange) approvalCounts(why string) bool {
	owed, grace, _ := x.book.Policy().Absence(rules.Away, why, false)
	ifApproved, graceIf, _ := x.book.Policy().Absence(rules.Away, why, true)
	return owed != ifApproved || grace != graceIf
}

// askApproval asks the leaders on duty whether somebody may be away.
func (x *exchange) askApproval(p rules.Person, why string) error {
	_, _, g := x.book.Policy().Absence(rules.Away, why, true)
	fact := say.AbsenceAskUnless
	if x.approvalCounts(why) {
		fact = say.AbsenceAskIf
	}
	ask := func(lang rules.Lang) Message {
		return Message{
			Head:  say.AbsenceAsk.In(lang, "who", x.name(p), "what", longState(rules.Away, why), "time", x.pen(lang).Time(x.now)),
			Facts: []string{fact.In(lang)},
			Notes: x.notesIn(lang, g),
			Buttons: []Button{
				{Action: "turn.approve", Value: x.value(string(p)), Label: say.TurnApprove.In(lang), Primary: true},
				{Action: "turn.decline", Value: x.value(string(p)), Label: say.TurnDecline.In(lang)},
			},
		}
	}
	for _, leader := range x.leadersOnDuty() {
		if leader == p {
			continue
		}
		post := directly(leader, ask)
		post.Key = absenceKey(p, leader)
		if err := x.post(post); err != nil {
			return err
		}
	}
	return nil
}

func absenceKey(p, leader rules.Person) string { return "absence/" + string(p) + "/" + string(leader) }

// approve is a leader's yes to an absence. It is recorded as that person's
// state, now approved; from here on a turn missed counts accordingly.
func (x *exchange) approve() (Reply, error) {
	return x.judgeAbsence(true, say.AbsenceYes, say.AbsenceYesBy, say.AbsenceYourYes)
}

// decline is a leader's no. It is recorded too: away, with no reason that
// counts.
func (x *exchange) decline() (Reply, error) {
	return x.judgeAbsence(false, say.AbsenceNo, say.AbsenceNoBy, say.AbsenceYourNo)
}

func (x *exchange) judgeAbsence(yes bool, done, doneBy, told say.Line) (Reply, error) {
	p := rules.Person(x.arg(0))
	switch {
	case !x.leads():
		return Reply{}, x.needs(rules.Leader)
	case p == x.req.Asker.ID:
		return Reply{}, x.refuse(say.AbsenceSelf, x.in(say.TurnUnchanged))
	}
	m, known := x.book.Member(p, x.now)
	switch {
	case !known || m.Left || m.State != rules.Away:
		return x.tooLate(x.in(say.AbsenceBack, "who", x.name(p))), nil
	case m.Approved:
		return x.tooLate(x.in(say.AbsenceApproved)), nil
	}
	shift := &rules.Shift{Person: p, State: rules.Away, Reason: "none"}
	if yes {
		shift.Reason, shift.Approved = m.Reason, true
	}
	if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: shift}); err != nil {
		return Reply{}, err
	}
	said := func(l say.Line) func(rules.Lang) Message {
		return func(lang rules.Lang) Message {
			return Message{Head: l.In(lang, "leader", x.name(x.req.Asker.ID), "who", x.name(p),
				"what", longState(m.State, m.Reason), "time", x.pen(lang).Time(m.Since))}
		}
	}
	for _, other := range x.leadersOnDuty() {
		if other == x.req.Asker.ID || other == p {
			continue
		}
		post := directly(other, said(doneBy))
		post.Key, post.Update = absenceKey(p, other), true
		if err := x.post(post); err != nil {
			return Reply{}, err
		}
	}
	if err := x.tell(p, said(told)); err != nil {
		return Reply{}, err
	}
	answer := said(done)(x.lang)
	if x.req.Home {
		return x.withHome(Reply{}, nil, x.fromHome())
	}
	return Reply{Message: &answer}, nil
}

// tooLate takes the place of a question that needs no answer any more.
func (x *exchange) tooLate(what string) Reply {
	return Reply{Message: &Message{Head: x.in(say.ErrChanged, "what", what), Facts: []string{x.in(say.ErrStaleNext)}}}
}
