package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// An outcome is a visit just recorded, with what the messages about it say.
type outcome struct {
	x         *exchange
	event     rules.Event
	visit     *rules.Visit
	reception rules.Reception
	holding   rules.Holding
	before    rules.Arrival
	card      card
	handed    bool // the asker passed the customer on to the owner
}

func (x *exchange) outcome(d draft, e rules.Event, before rules.Arrival) (outcome, error) {
	o := outcome{x: x, event: e, visit: e.Body.(*rules.Visit), before: before}
	o.reception, _ = x.book.Reception(o.visit.ID, x.now)
	o.holding, _ = x.book.Holding(o.visit.Customer, x.now)
	o.handed = before.Holding.Owner == d.Receiver && d.Receiver != x.req.Asker.ID
	var err error
	o.card, err = x.customer(o.visit.Customer)
	return o, err
}

// mine says whether the asker is the one who receives.
func (o outcome) mine() bool { return o.visit.Person == o.x.req.Asker.ID }

// secret says whether the site keeps owners from receivers at the door. One's
// own customers one knows.
func (o outcome) secret() bool {
	return o.x.door() != rules.DoorEveryone && !(o.before.Own && o.mine())
}

// asker is what the one who recorded the visit reads.
func (o outcome) asker() Message {
	x := o.x
	who, receiver := o.card.masked(x.lang), x.name(o.visit.Person)
	m := Message{Notes: x.notes(o.reception.Grounds)}
	nth := say.Ordinal(x.lang, o.today())
	groups := x.in(say.VisitGroups, "nth", nth)
	head := func(own, other say.Line, args ...any) {
		line := own
		if !o.mine() {
			line = other
			groups = x.in(say.VisitGroupsFor, "receiver", receiver, "nth", nth)
		}
		m.Head = x.in(line, append(args, "who", who, "receiver", receiver, "name", o.card.called(x.lang))...)
	}
	facts := func(parts ...string) {
		if text := say.Facts(parts...); text != "" {
			m.Facts = append(m.Facts, text)
		}
	}
	turn := x.in(say.VisitNoTurn)
	if o.reception.Turn {
		turn = x.in(say.VisitUsesTurn)
	}
	buttons := []Button{x.leftButton(o.visit.ID), x.undoButton(o.event), x.whyButton(o.visit.Customer, who)}
	switch {
	case o.secret():
		head(say.VisitDoorOffHead, say.VisitDoorOffFor)
		facts(x.in(say.VisitDoorOffFact))
		m.Notes = nil
		buttons = buttons[:2]
	case o.reception.OnBehalfOf != "":
		owner := x.name(o.reception.OnBehalfOf)
		m.Head = x.in(say.VisitBehalfHead, "receiver", receiver, "owner", owner, "who", who)
		if !o.reception.Turn {
			turn = x.in(say.VisitKeepsTurn, "receiver", receiver)
		}
		facts(x.in(say.VisitStillOwner, "owner", owner), turn)
		buttons = []Button{
			x.leftButton(o.visit.ID),
			{Action: "visit.back", Value: x.value(string(o.visit.ID)), Label: x.in(say.VisitBackButton, "owner", owner)},
			{Action: "visit.told", Value: x.value(string(o.visit.ID)), Label: x.in(say.VisitToldButton, "owner", owner)},
			x.undoButton(o.event),
		}
		m.Menus = []Menu{x.moreMenu(Option{"why:" + string(o.visit.Customer), x.in(say.Why)})}
	case o.handed:
		m.Head = x.in(say.VisitHandedHead, "who", who, "owner", receiver)
		facts(x.in(say.VisitHandedFact, "owner", receiver))
		buttons = buttons[1:]
	case !o.reception.Registered:
		head(say.VisitNoPhoneHead, say.VisitNoPhoneHead)
		switch {
		case !o.reception.Turn:
			facts(x.in(say.VisitNoPhoneFree))
		case o.mine():
			facts(x.in(say.VisitNoPhoneTurn))
		default:
			facts(x.in(say.VisitNoPhoneTurnFor, "receiver", receiver))
		}
		add := x.addButton(o.visit.Customer, say.VisitAddPhone)
		add.Primary = true
		buttons = append([]Button{add}, buttons[1:]...)
	case o.before.Own || o.before.Returns:
		head(say.VisitOwnHead, say.VisitOwnFor, "nth", say.Ordinal(x.lang, visits(o.holding)))
		facts(o.protected(), turn)
	case o.before.Holding.Former != "":
		head(say.VisitLapsedHead, say.VisitLapsedFor)
		facts(x.was(o.before.Holding))
		facts(o.protected(), x.next(x.lang))
		buttons = []Button{x.addButton(o.visit.Customer, say.AddDetails), buttons[1], buttons[2]}
	default:
		head(say.VisitNewHead, say.VisitNewFor)
		facts(o.protected(), groups, x.next(x.lang))
		buttons = append([]Button{x.addButton(o.visit.Customer, say.AddDetails)}, buttons...)
	}
	if o.outOfTurn() && !o.secret() {
		m.Notes = append([]string{x.in(say.VisitOutOfTurn, "expected", x.name(o.reception.Expected))}, m.Notes...)
	}
	if !o.event.Came.IsZero() {
		m.Notes = append(m.Notes, x.in(say.VisitLate, "came", x.pen(x.lang).Time(o.event.Came), "n", int(o.event.At.Sub(o.event.Came).Minutes())))
	}
	m.Buttons = buttons
	return m
}

// channel is what the floor reads: who receives whom, and who is next.
func (o outcome) channel() Message {
	x, lang := o.x, o.x.conf.Lang
	who, receiver := o.card.masked(lang), x.name(o.visit.Person)
	next := ""
	if r := x.book.Rotation(x.now); r.Next != "" && r.Mode == rules.Queue {
		next = say.VisitNextPost.In(lang, "next", x.mention(r.Next))
	}
	switch {
	case x.door() != rules.DoorEveryone:
		return Message{Facts: []string{say.VisitPlainPost.In(lang, "who", who, "receiver", receiver) + next}}
	case o.reception.OnBehalfOf != "":
		return Message{Facts: []string{say.VisitBehalfPost.In(lang, "who", who, "receiver", receiver, "owner", x.name(o.reception.OnBehalfOf))}}
	case o.before.Returns && !o.reception.Turn:
		return Message{Facts: []string{say.VisitOwnPost.In(lang, "who", who, "receiver", receiver)}}
	case !o.reception.New && o.before.Returns:
		return Message{Facts: []string{say.VisitPlainPost.In(lang, "who", who, "receiver", receiver) + next}}
	}
	line := say.VisitNewPost.In(lang, "who", who, "receiver", receiver)
	if o.outOfTurn() {
		line += say.VisitOutOfTurnPost.In(lang, "expected", x.name(o.reception.Expected))
	}
	return Message{Facts: []string{line + next}}
}

// outOfTurn says whether a new customer was received by somebody other than
// the rotation's next.
func (o outcome) outOfTurn() bool {
	return o.reception.Turn && o.reception.Expected != "" && o.reception.Expected != o.reception.Person
}

func (o outcome) protected() string {
	x := o.x
	switch {
	case o.holding.Owner == "":
		return ""
	case o.holding.Until.IsZero():
		return x.in(say.VisitForever)
	}
	return x.in(say.VisitProtected, "day", x.pen(x.lang).Through(o.holding.Until))
}

// today counts the receiver's groups of the day, this one included.
func (o outcome) today() int {
	m, _ := o.x.book.Member(o.visit.Person, o.x.now)
	return m.Today
}

// was says whose the customer was before nobody's.
func (x *exchange) was(h rules.Holding) string {
	owner, pen := x.name(h.Former), x.pen(x.lang)
	if !h.Lapsed.IsZero() && !x.now.Before(h.Lapsed) && pen.Time(h.Lapsed) == "00:00" {
		return x.in(say.VisitWas, "owner", owner, "day", pen.Through(h.Lapsed))
	}
	return x.in(say.VisitWasLost, "owner", owner, "day", pen.Date(h.Lapsed))
}

// visits counts the receptions of a customer.
func visits(h rules.Holding) int {
	n := 0
	for _, t := range h.Visits {
		n += t.N
	}
	return n
}

// tellOwner sends the owner, or the manager, what the door setting lets the bot
// tell of a visit. That is no "told": the receiver's own telling is a button.
func (x *exchange) tellOwner(o outcome) error {
	owner := o.before.Holding.Owner
	if owner == "" || owner == x.req.Asker.ID {
		return nil
	}
	switch {
	case x.door() == rules.DoorOwner && owner != o.visit.Person:
		return x.tell(owner, o.seen)
	case x.door() == rules.DoorManager && owner != o.visit.Person:
		for _, m := range x.book.Members(x.now) {
			if m.Role != rules.Manager || m.Left {
				continue
			}
			if err := x.tell(m.Person, o.seenByManager); err != nil {
				return err
			}
		}
		return nil
	case x.door() != rules.DoorEveryone:
		return nil
	case owner == o.visit.Person:
		return x.tell(owner, o.handedOver)
	case o.reception.OnBehalfOf == owner:
		return x.tell(owner, o.behalf)
	}
	return nil
}

// handedOver is what an owner reads whose customer is waiting.
func (o outcome) handedOver(lang rules.Lang) Message {
	x := o.x
	return Message{
		Head:  say.OwnerHandedHead.In(lang, "who", o.card.whole(lang)),
		Facts: []string{say.OwnerRecorded.In(lang, "time", x.pen(lang).Time(o.event.At), "by", x.name(x.req.Asker.ID))},
		Buttons: []Button{
			{Action: "owner.coming", Value: x.value(string(o.visit.ID), string(x.req.Asker.ID)), Label: say.OwnerOnMyWay.In(lang), Primary: true},
		},
		Menus: []Menu{{Action: "owner.ask", Value: x.value(string(o.visit.ID)), Label: say.OwnerAskOther.In(lang), People: true}},
	}
}

// behalf is what an owner reads for whom a colleague receives.
func (o outcome) behalf(lang rules.Lang) Message {
	x, agreed := o.x, say.OwnerNotReached
	switch {
	case o.visit.Reached:
		agreed = say.OwnerAgreed
	case o.visit.Consent:
		agreed = say.OwnerPresent
	}
	return Message{
		Head:  say.OwnerBehalfHead.In(lang, "who", o.card.whole(lang), "receiver", x.name(o.visit.Person)),
		Facts: []string{agreed.In(lang, "time", x.pen(lang).Time(o.event.At), "by", x.name(x.req.Asker.ID))},
		Buttons: []Button{
			{Action: "owner.take", Value: x.value(string(o.visit.ID)), Label: say.OwnerTakeOver.In(lang), Primary: true},
		},
	}
}

// seenByManager is what the manager reads of a colleague's customer.
func (o outcome) seenByManager(lang rules.Lang) Message {
	x := o.x
	return Message{
		Head:  say.ManagerSeenHead.In(lang, "owner", x.name(o.before.Holding.Owner), "who", o.card.whole(lang), "receiver", x.name(o.visit.Person)),
		Facts: []string{say.OwnerSince.In(lang, "time", x.pen(lang).Time(o.event.At))},
	}
}

// seen is what an owner reads whose customer a colleague receives unknowingly.
func (o outcome) seen(lang rules.Lang) Message {
	x := o.x
	whole, receiver, time := o.card.whole(lang), x.name(o.visit.Person), x.pen(lang).Time(o.event.At)
	m := Message{
		Head:  say.OwnerSeenHead.In(lang, "who", whole, "receiver", receiver),
		Facts: []string{say.OwnerSince.In(lang, "time", time)},
		Notes: x.notesIn(lang, o.before.Grounds),
		Buttons: []Button{
			{Action: "owner.know", Value: x.value(string(o.visit.ID)), Label: say.OwnerKnows.In(lang), Primary: true},
			{Action: "owner.let", Value: x.value(string(o.visit.ID)), Label: say.OwnerLets.In(lang, "receiver", receiver)},
		},
	}
	if o.before.Window > 0 {
		m.Notes = append(m.Notes, say.OwnerWindow.In(lang, "n", o.before.Window))
	}
	return m
}
