package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// pressedVisit returns the visit that a button carries, as it stands now; an
// error that says so where it was withdrawn, or is over.
func (x *exchange) pressedVisit() (rules.Reception, card, error) {
	r, known := x.book.Reception(rules.VisitID(x.arg(0)), x.now)
	if !known {
		return r, card{}, x.stale("")
	}
	c, err := x.customer(r.Customer)
	if err == nil && !r.Open {
		err = x.refuseText(x.in(say.VisitOver, "who", c.masked(x.lang)))
	}
	return r, c, err
}

// left records that a visit's customer has gone.
func (x *exchange) left() (Reply, error) {
	r, c, err := x.pressedVisit()
	if err != nil {
		return Reply{}, err
	}
	if r.Person != x.req.Asker.ID && r.OnBehalfOf != x.req.Asker.ID && !x.mayRecord() {
		return Reply{}, x.refuseText(x.in(say.VisitTellerOnly, "receiver", x.name(r.Person)))
	}
	rotation := x.book.Rotation(x.now)
	if _, err := x.recordEvent(rules.Event{By: x.byUnless(r.Person), Body: &rules.Leave{Visit: r.Visit}}); err != nil {
		return Reply{}, err
	}
	if err := x.passOn(rotation); err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.VisitLeft, "who", c.masked(x.lang)), Facts: lines(capital(x.next(x.lang)))}
	if err := x.bringUpChoices(&m); err != nil {
		return Reply{}, err
	}
	return Reply{Message: &m, Beside: true}, nil
}

// visitBack gives the customer back to the owner, on the receiver's word.
func (x *exchange) visitBack() (Reply, error) {
	r, c, err := x.pressedVisit()
	if err != nil {
		return Reply{}, err
	}
	owner := x.ownerOf(r)
	if owner == "" {
		return Reply{Message: &Message{Head: x.in(say.VisitKept)}, Beside: true}, nil
	}
	if r.Person != x.req.Asker.ID && !x.mayRecord() {
		return Reply{}, x.refuseText(x.in(say.VisitTellerOnly, "receiver", x.name(r.Person)))
	}
	if err := x.handBack(r, rules.Person("")); err != nil {
		return Reply{}, err
	}
	if owner != x.req.Asker.ID {
		err = x.tell(owner, func(lang rules.Lang) Message { return x.comes(lang, r.Visit, c) })
	}
	m := Message{Head: x.in(say.VisitBackDone, "who", c.masked(x.lang), "owner", x.name(owner))}
	return Reply{Message: &m}, err
}

// comes is what an owner reads whose customer is waiting for them.
func (x *exchange) comes(lang rules.Lang, v rules.VisitID, c card) Message {
	return Message{
		Head:  say.OwnerHandedHead.In(lang, "who", c.whole(lang)),
		Facts: []string{say.OwnerRecorded.In(lang, "time", x.pen(lang).Time(x.now), "by", x.name(x.req.Asker.ID))},
		Buttons: []Button{
			{Action: "owner.coming", Value: x.value(string(v), string(x.req.Asker.ID)), Label: say.OwnerOnMyWay.In(lang), Primary: true},
		},
		Menus: []Menu{{Action: "owner.ask", Value: x.value(string(v)), Label: say.OwnerAskOther.In(lang), People: true}},
	}
}

// ownerOf is the owner who does not receive a visit's customer themselves;
// nobody where they do, or where nobody owns.
func (x *exchange) ownerOf(r rules.Reception) rules.Person {
	owner := r.OnBehalfOf
	if owner == "" {
		h, _ := x.book.Holding(r.Customer, x.now)
		owner = h.Owner
	}
	if owner == r.Person {
		return ""
	}
	return owner
}

// handBack records that the owner receives from now on, after they recognised
// the customer where seen is not zero, and lets the channel say so.
func (x *exchange) handBack(r rules.Reception, seen rules.Person) error {
	before := x.book.Rotation(x.now)
	if seen != "" {
		if _, err := x.record(&rules.Recognise{Visit: r.Visit, Person: seen}); err != nil {
			return err
		}
	}
	if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.HandBack{Visit: r.Visit}}); err != nil {
		return err
	}
	if err := x.redrawVisit(r.Visit); err != nil {
		return err
	}
	return x.passOn(before)
}

// redrawVisit brings the channel's line about a visit up to date.
func (x *exchange) redrawVisit(id rules.VisitID) error {
	r, known := x.book.Reception(id, x.now)
	if !known {
		return nil
	}
	c, err := x.customer(r.Customer)
	if err != nil {
		return err
	}
	h, _ := x.book.Holding(r.Customer, x.now)
	line, lang := say.VisitOwnPost, x.conf.Lang
	if x.door() != rules.DoorEveryone || visits(h) < 2 {
		line = say.VisitPlainPost
	}
	return x.post(Post{Key: "visit/" + string(id), Update: true, Message: Message{
		Facts: []string{line.In(lang, "who", c.masked(lang), "receiver", x.name(r.Person))},
	}})
}

// visitTold records that the receiver told the owner.
func (x *exchange) visitTold() (Reply, error) {
	r, known := x.book.Reception(rules.VisitID(x.arg(0)), x.now)
	if !known {
		return Reply{}, x.stale("")
	}
	owner := x.ownerOf(r)
	switch {
	case r.Person != x.req.Asker.ID:
		return Reply{}, x.refuseText(x.in(say.VisitTellerOnly, "receiver", x.name(r.Person)))
	case owner == "":
		return Reply{Message: &Message{Head: x.in(say.VisitKept)}, Beside: true}, nil
	}
	for _, e := range x.book.Events(r.Customer) {
		if t, told := e.Body.(*rules.Told); told && t.Visit == r.Visit && t.Person == owner && !x.book.Withdrawn(e.Seq) {
			return Reply{Message: &Message{Head: x.in(say.VisitKept)}, Beside: true}, nil
		}
	}
	e, err := x.recordEvent(rules.Event{By: x.byUnless(owner), Body: &rules.Told{Visit: r.Visit, Person: owner}})
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.VisitToldDone, "owner", x.name(owner)), Buttons: []Button{x.undoButton(e)}}
	return Reply{Message: &m, Beside: true}, nil
}

// ownersVisit is pressedVisit for a button that only the owner may press.
func (x *exchange) ownersVisit() (rules.Reception, card, error) {
	r, c, err := x.pressedVisit()
	if err != nil {
		return r, c, err
	}
	h, _ := x.book.Holding(r.Customer, x.now)
	if x.req.Asker.ID != h.Owner && x.req.Asker.ID != r.OnBehalfOf {
		err = x.stale(r.Customer)
	}
	return r, c, err
}

// ownerComing tells the one who recorded that the owner is on the way. It
// records nothing.
func (x *exchange) ownerComing() (Reply, error) {
	_, c, err := x.ownersVisit()
	if err != nil {
		return Reply{}, err
	}
	err = x.tell(rules.Person(x.arg(1)), func(lang rules.Lang) Message {
		return Message{Head: say.OwnerComing.In(lang, "owner", x.name(x.req.Asker.ID), "who", c.masked(lang))}
	})
	m := Message{Head: x.in(say.OwnerHandedHead, "who", c.whole(x.lang)), Facts: []string{x.in(say.OwnerOnMyWay)}}
	return Reply{Message: &m}, err
}

// ownerTakes records that the owner takes over from whoever receives; with
// recognition where the receiver did not know whose customer it was.
func (x *exchange) ownerTakes() (Reply, error) {
	r, c, err := x.ownersVisit()
	if err != nil {
		return Reply{}, err
	}
	receiver, seen := r.Person, rules.Person("")
	switch {
	case receiver == x.req.Asker.ID:
		return Reply{Message: &Message{Head: x.in(say.VisitKept)}, Beside: true}, nil
	case r.OnBehalfOf == "":
		seen = x.req.Asker.ID
	}
	if err := x.handBack(r, seen); err != nil {
		return Reply{}, err
	}
	err = x.tell(receiver, func(lang rules.Lang) Message {
		return Message{Head: say.OwnerTook.In(lang, "owner", x.name(x.req.Asker.ID), "who", c.masked(lang))}
	})
	m := Message{Head: x.in(say.OwnerTookDone, "who", c.whole(x.lang))}
	return Reply{Message: &m}, err
}

// ownerLets records that the owner recognised the customer and lets the
// receiver finish.
func (x *exchange) ownerLets() (Reply, error) {
	r, c, err := x.ownersVisit()
	if err != nil {
		return Reply{}, err
	}
	if r.OnBehalfOf == x.req.Asker.ID || r.Person == x.req.Asker.ID {
		return Reply{Message: &Message{Head: x.in(say.VisitKept)}, Beside: true}, nil
	}
	before := x.book.Rotation(x.now)
	if _, err := x.recordEvent(rules.Event{Body: &rules.Recognise{Visit: r.Visit, Person: x.req.Asker.ID, Wish: "stay"}}); err != nil {
		return Reply{}, err
	}
	if err := x.passOn(before); err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.OwnerLetsDone, "who", c.whole(x.lang), "receiver", x.name(r.Person))}
	return Reply{Message: &m}, nil
}

// ownerAsks lets the owner entrust the visit to a colleague whom they pick: the
// visit is withdrawn and recorded anew on the owner's behalf.
func (x *exchange) ownerAsks() (Reply, error) {
	r, c, err := x.pressedVisit()
	if err != nil {
		return Reply{}, err
	}
	h, _ := x.book.Holding(r.Customer, x.now)
	if len(x.req.Chosen) != 1 || h.Owner != x.req.Asker.ID || r.Person != x.req.Asker.ID {
		return Reply{}, x.stale(r.Customer)
	}
	receiver := rules.Person(x.req.Chosen[0])
	if !x.onList(receiver) || receiver == x.req.Asker.ID {
		return Reply{}, x.refuseText(x.in(say.VisitNotStaff, "name", x.name(receiver)))
	}
	e, found := x.visitOf(r)
	if !found {
		return Reply{}, x.stale(r.Customer)
	}
	d, err := x.again(e)
	if err != nil {
		return Reply{}, err
	}
	if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Withdraw{Visit: r.Visit, Reason: "entrusted"}}); err != nil {
		return Reply{}, err
	}
	if err := x.post(Post{Key: "visit/" + string(r.Visit), Update: true, Message: x.withdrawnLine(c)}); err != nil {
		return Reply{}, err
	}
	before := x.book.Arrival(r.Customer, receiver, x.now)
	d.Customer, d.Receiver, d.For, d.Consent = r.Customer, receiver, x.req.Asker.ID, true
	if _, err := x.recordVisit(d, before); err != nil {
		return Reply{}, err
	}
	done := Message{Head: x.in(say.OwnerAskedDone, "who", c.whole(x.lang), "receiver", x.name(receiver))}
	return Reply{Message: &done}, err
}

// visitOf returns the event that a reception comes from.
func (x *exchange) visitOf(r rules.Reception) (rules.Event, bool) {
	for _, e := range x.book.Events(r.Customer) {
		if v, visit := e.Body.(*rules.Visit); visit && v.ID == r.Visit {
			return e, true
		}
	}
	return rules.Event{}, false
}

// mayRecord says whether the asker may record for others: a receptionist, or a
// leader and above.
func (x *exchange) mayRecord() bool { return x.leads() || x.member.Role == rules.Clerk }

// byUnless is the asker as the recorder of an event, nobody where they are the
// one acting.
func (x *exchange) byUnless(acting rules.Person) rules.Person {
	if x.req.Asker.ID == acting {
		return ""
	}
	return x.req.Asker.ID
}
