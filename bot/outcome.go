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
	next      rules.Person // in the rotation, before the visit
	card      card
	handed    bool // the asker passed the customer on to the owner
	missed    bool // the owner was called and not reached
}

func (x *exchange) outcome(d draft, e rules.Event, before rules.Arrival, rotation rules.Rotation) (outcome, error) {
	o := outcome{x: x, event: e, visit: e.Body.(*rules.Visit), before: before, next: rotation.Next, missed: d.Missed}
	o.reception, _ = x.book.Reception(o.visit.ID, x.now)
	o.holding, _ = x.book.Holding(o.visit.Customer, x.now)
	o.handed = before.Holding.Owner == d.Receiver && d.Receiver != x.req.Asker.ID
	var err error
	o.card, err = x.customer(o.visit.Customer)
	return o, err
}

// mine says whether the asker is the one who receives.
func (o outcome) mine() bool { return o.visit.Person == o.x.req.Asker.ID }

// hidden says whether the site keeps owners from receivers at the door.
func (o outcome) hidden() bool { return o.x.door() != rules.DoorEveryone }

// secret says whether it keeps them from the asker here: one's own customers
// one knows, and leaders may know.
func (o outcome) secret() bool {
	return o.hidden() && !o.x.leads() && !(o.before.Own && o.mine())
}

// theirs says whether the customer is somebody else's than the receiver's by a
// special claim: they asked for that colleague, were sent by a customer of
// theirs, are family of one.
func (o outcome) theirs() bool {
	return o.holding.Owner != "" && o.holding.Owner != o.visit.Person
}

// asker is what the one who recorded the visit reads.
func (o outcome) asker() Message {
	x := o.x
	who, receiver := o.card.masked(x.lang), x.name(o.visit.Person)
	m := Message{Notes: x.notes(o.reception.Grounds)}
	nth := say.Ordinal(x.lang, o.today())
	groups := x.in(say.VisitGroups, "nth", nth)
	if !o.mine() {
		groups = x.in(say.VisitGroupsFor, "receiver", receiver, "nth", nth)
	}
	head := func(own, other say.Line, args ...any) {
		line := own
		if !o.mine() {
			line = other
		}
		m.Head = x.in(line, append(args, "who", who, "receiver", receiver, "name", o.card.called(x.lang))...)
	}
	facts := func(parts ...string) {
		if text := capital(say.Facts(parts...)); text != "" {
			m.Facts = append(m.Facts, text)
		}
	}
	turn := x.in(say.VisitNoTurn)
	if o.reception.Turn {
		turn = x.in(say.VisitUsesTurn)
	}
	protected := x.protection(o.holding)
	left, undo, why := x.leftButton(o.visit.ID), x.undoButton(o.event), x.whyButton(o.visit.Customer, who)
	add := x.addButton(o.visit.Customer, say.AddDetails)
	back := func(owner rules.Person) {
		m.Buttons = []Button{
			left,
			{Action: "visit.back", Value: x.value(string(o.visit.ID)), Label: x.in(say.VisitBackButton, "owner", x.name(owner))},
			{Action: "visit.told", Value: x.value(string(o.visit.ID)), Label: x.in(say.VisitToldButton, "owner", x.name(owner))},
			undo,
		}
		m.Menus = []Menu{x.moreMenu(Option{"why:" + string(o.visit.Customer), x.in(say.Why)})}
	}
	switch {
	case !o.before.Known && !o.reception.Registered && o.card.Phone == "":
		head(say.VisitNoPhoneHead, say.VisitNoPhoneHead)
		switch {
		case !o.reception.Turn:
			facts(x.in(say.VisitNoPhoneFree))
		case o.mine():
			facts(x.in(say.VisitNoPhoneTurn))
		default:
			facts(x.in(say.VisitNoPhoneTurnFor, "receiver", receiver))
		}
		add = x.addButton(o.visit.Customer, say.VisitAddPhone)
		add.Primary = true
		m.Buttons = []Button{add, undo, why}
	case o.secret():
		head(say.VisitDoorOffHead, say.VisitDoorOffFor)
		facts(x.in(say.VisitDoorOffFact))
		m.Notes = nil
		m.Buttons = []Button{left, undo}
	case o.reception.OnBehalfOf != "":
		owner := x.name(o.reception.OnBehalfOf)
		m.Head = x.in(say.VisitBehalfHead, "receiver", receiver, "owner", owner, "who", who)
		if !o.reception.Turn {
			turn = x.in(say.VisitKeepsTurn, "receiver", receiver)
		}
		facts(x.in(say.VisitStillOwner, "owner", owner), turn)
		back(o.reception.OnBehalfOf)
	case o.handed:
		m.Head = x.in(say.VisitHandedHead, "who", who, "owner", receiver)
		told, free := "", ""
		if o.tellsOwner() {
			told = x.in(say.VisitHandedTold, "owner", receiver)
		}
		if x.member.Role == rules.Consultant {
			free = x.in(say.VisitHandedFree)
		}
		facts(told, free)
		m.Buttons = []Button{undo, why}
	case o.theirs():
		head(say.VisitTheirsHead, say.VisitTheirsFor, "owner", x.name(o.holding.Owner))
		facts(protected, turn, x.nextChanged(o.next))
		back(o.holding.Owner)
	case !o.reception.Registered:
		head(say.VisitPartHead, say.VisitPartHead)
		facts(x.in(say.VisitPartFact))
		add.Primary = true
		m.Buttons = []Button{add, undo, why}
	case o.before.Returns:
		head(say.VisitOwnHead, say.VisitOwnFor, "nth", say.Ordinal(x.lang, visits(o.holding)))
		facts(protected, turn)
		m.Buttons = []Button{left, undo, why}
	case o.holding.Owner == "":
		head(say.VisitDoorOffHead, say.VisitDoorOffFor)
		facts(x.in(say.VisitNobodyYet), groups, x.next(x.lang))
		m.Buttons = []Button{add, left, undo, why}
	case o.before.Holding.Former != "":
		head(say.VisitLapsedHead, say.VisitLapsedFor)
		facts(x.was(o.before.Holding))
		facts(protected, x.next(x.lang))
		m.Buttons = []Button{add, undo, why}
	default:
		head(say.VisitNewHead, say.VisitNewFor)
		facts(protected, groups, x.next(x.lang))
		m.Buttons = []Button{add, left, undo, why}
	}
	if note, _, other := o.otherExpected(); other && !o.secret() {
		m.Notes = append([]string{x.in(note, "expected", x.name(o.reception.Expected))}, m.Notes...)
	}
	if late := o.late(x.lang); late != "" {
		m.Notes = append(m.Notes, capital(late))
	}
	return m
}

// late says when the customer really came, where that was written down later.
func (o outcome) late(lang rules.Lang) string {
	if o.event.Came.IsZero() {
		return ""
	}
	return say.VisitLate.In(lang, "came", o.x.pen(lang).Time(o.event.Came), "later", say.Duration(lang, o.event.At.Sub(o.event.Came)))
}

// nextChanged is the fact of who is next, where that is another than before.
func (x *exchange) nextChanged(before rules.Person) string {
	if x.book.Rotation(x.now).Next == before {
		return ""
	}
	return x.next(x.lang)
}

// channel is what the floor reads: who receives whom, and who is next where
// that may have changed.
func (o outcome) channel() Message {
	x, lang := o.x, o.x.conf.Lang
	args := []any{"who", o.card.masked(lang), "receiver", x.name(o.visit.Person), "owner", x.name(o.reception.OnBehalfOf)}
	r := x.book.Rotation(x.now)
	line, always := say.VisitNewPost, true
	switch {
	case o.hidden():
		line = say.VisitPlainPost
	case o.reception.OnBehalfOf != "":
		line, always = say.VisitBehalfPost, false
	case o.before.Returns && !o.reception.Turn:
		line, always = say.VisitOwnPost, false
	case o.before.Returns:
		line = say.VisitPlainPost
	}
	text := line.In(lang, args...)
	if _, post, other := o.otherExpected(); other && !o.hidden() {
		text += post.In(lang, "expected", x.name(o.reception.Expected))
	}
	if late := o.late(lang); late != "" {
		text = say.Facts(text, late)
	}
	if r.Next != "" && r.Mode == rules.Queue && (always || r.Next != o.next) {
		text += say.VisitNextPost.In(lang, "next", x.mention(r.Next))
	}
	return Message{Facts: []string{text}}
}

// otherExpected says what the receiver and the channel are told where a new
// customer was received by somebody other than the rotation's next, or than who
// has the lunch duty.
func (o outcome) otherExpected() (note, post say.Line, other bool) {
	expected := o.reception.Expected
	switch duty := o.x.book.Rotation(o.x.now).Duty; {
	case expected == "" || expected == o.visit.Person:
	case o.reception.Turn:
		return say.VisitOutOfTurn, say.VisitOutOfTurnPost, true
	case expected == duty && !o.before.Returns:
		return say.VisitOffDuty, say.VisitOffDutyPost, true
	}
	return note, post, false
}

// today counts the receiver's groups of the day, this one included.
func (o outcome) today() int {
	m, _ := o.x.book.Member(o.visit.Person, o.x.now)
	return m.Today
}

// was says whose the customer was before nobody's.
func (x *exchange) was(h rules.Holding) string {
	owner, pen := x.name(h.Former), x.pen(x.lang)
	if pen.Time(h.Lapsed) == "00:00" {
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

// owner is whose customer the visitor is, who has to know of it if they do not
// receive; nobody where the visitor has become the receiver's.
func (o outcome) owner() rules.Person {
	switch {
	case o.before.Holding.Owner != "":
		return o.before.Holding.Owner
	case o.theirs():
		return o.holding.Owner
	}
	return ""
}

// tellsOwner says whether the door setting lets the bot tell the owner.
func (o outcome) tellsOwner() bool {
	door := o.x.door()
	return door == rules.DoorEveryone || door == rules.DoorOwner || o.owner() == o.visit.Person
}

// tellOwner sends the owner, or the manager, what the door setting lets the bot
// tell of a visit. That is no "told": the receiver's own telling is a button.
func (x *exchange) tellOwner(o outcome) error {
	owner := o.owner()
	switch {
	case owner == "" || owner == x.req.Asker.ID:
		return nil
	case o.tellsOwner() && owner == o.visit.Person:
		if !o.event.Came.IsZero() {
			return nil // long received
		}
		return x.tell(owner, func(lang rules.Lang) Message { return x.comes(lang, o.visit.ID, o.card) })
	case o.tellsOwner() && o.reception.OnBehalfOf == owner:
		return x.tell(owner, o.behalf)
	case o.tellsOwner():
		return x.tell(owner, o.seen)
	case x.door() == rules.DoorManager:
		for _, m := range x.book.Members(x.now) {
			if m.Role != rules.Manager || m.Left {
				continue
			}
			if err := x.tell(m.Person, o.seenByManager); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellReceiver sends for a receiver who was not the one to record the visit,
// nor has been told as the owner.
func (x *exchange) tellReceiver(o outcome) error {
	p := o.visit.Person
	if o.mine() || p == o.owner() || !o.event.Came.IsZero() {
		return nil
	}
	return x.tell(p, func(lang rules.Lang) Message {
		m := Message{
			Head:  say.ReceiverHead.In(lang, "who", o.card.masked(lang)),
			Facts: []string{say.OwnerRecorded.In(lang, "time", x.pen(lang).Time(o.event.At), "by", x.name(x.req.Asker.ID))},
		}
		if owner := o.reception.OnBehalfOf; owner != "" && !o.hidden() {
			m.Head = say.ReceiverForHead.In(lang, "who", o.card.masked(lang), "owner", x.name(owner))
		}
		return m
	})
}

// behalf is what an owner reads for whom a colleague receives.
func (o outcome) behalf(lang rules.Lang) Message {
	x, agreed := o.x, say.OwnerStill
	switch {
	case o.missed:
		agreed = say.OwnerNotReached
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
		Head:  say.ManagerSeenHead.In(lang, "owner", x.name(o.owner()), "who", o.card.whole(lang), "receiver", x.name(o.visit.Person)),
		Facts: []string{say.OwnerSince.In(lang, "time", x.pen(lang).Time(o.event.Happened()))},
	}
}

// seen is what an owner reads whose customer a colleague receives unknowingly.
func (o outcome) seen(lang rules.Lang) Message {
	x := o.x
	whole, receiver, time := o.card.whole(lang), x.name(o.visit.Person), x.pen(lang).Time(o.event.Happened())
	m := Message{
		Head:  say.OwnerSeenHead.In(lang, "who", whole, "receiver", receiver),
		Facts: []string{say.OwnerSince.In(lang, "time", time)},
		Notes: x.notesIn(lang, o.reception.Grounds),
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
