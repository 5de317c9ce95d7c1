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
		return Reply{}, x.needs(rules.Leader)
	}
	if _, err := x.recordEvent(rules.Event{By: x.byUnless(r.Person), Body: &rules.Leave{Visit: r.Visit}}); err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.VisitLeft, "who", c.masked(x.lang)), Facts: lines(x.next(x.lang))}
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
	owner := r.OnBehalfOf
	if owner == "" {
		return Reply{Message: &Message{Head: x.in(say.VisitKept)}, Beside: true}, nil
	}
	if r.Person != x.req.Asker.ID && !x.mayRecord() {
		return Reply{}, x.needs(rules.Leader)
	}
	if err := x.handBack(r, rules.Person("")); err != nil {
		return Reply{}, err
	}
	err = x.tell(owner, func(lang rules.Lang) Message {
		return Message{
			Head:  say.OwnerHandedHead.In(lang, "who", c.whole(lang)),
			Facts: []string{say.OwnerRecorded.In(lang, "time", x.pen(lang).Time(x.now), "by", x.name(x.req.Asker.ID))},
		}
	})
	m := Message{Head: x.in(say.VisitBackDone, "who", c.masked(x.lang), "owner", x.name(owner))}
	return Reply{Message: &m}, err
}

// handBack records that the owner receives from now on, after they recognised
// the customer where seen is not zero, and lets the channel's line say so.
func (x *exchange) handBack(r rules.Reception, seen rules.Person) error {
	if seen != "" {
		if _, err := x.record(&rules.Recognise{Visit: r.Visit, Person: seen}); err != nil {
			return err
		}
	}
	if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.HandBack{Visit: r.Visit}}); err != nil {
		return err
	}
	return x.redrawVisit(r.Visit)
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
	line, lang := say.VisitOwnPost, x.conf.Lang
	if x.door() != rules.DoorEveryone {
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
	owner := r.OnBehalfOf
	if owner == "" {
		h, _ := x.book.Holding(r.Customer, x.now)
		owner = h.Owner
	}
	switch {
	case r.Person != x.req.Asker.ID:
		return Reply{}, x.refuseText(x.in(say.VisitTellerOnly, "receiver", x.name(r.Person)))
	case owner == "" || owner == r.Person:
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
	_, c, err := x.pressedVisit()
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
	if r.OnBehalfOf == "" {
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
	if _, err := x.recordEvent(rules.Event{Body: &rules.Recognise{Visit: r.Visit, Person: x.req.Asker.ID, Wish: "stay"}}); err != nil {
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
	m, known := x.book.Member(receiver, x.now)
	if !known || m.Left || receiver == x.req.Asker.ID {
		return Reply{}, x.refuseText(x.in(say.VisitNotStaff, "name", x.name(receiver)))
	}
	if _, err := x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Withdraw{Visit: r.Visit, Reason: "entrusted"}}); err != nil {
		return Reply{}, err
	}
	if err := x.post(Post{Key: "visit/" + string(r.Visit), Update: true, Message: x.withdrawnLine(c)}); err != nil {
		return Reply{}, err
	}
	before := x.book.Arrival(r.Customer, receiver, x.now)
	d := draft{Customer: r.Customer, Receiver: receiver, For: x.req.Asker.ID, Consent: true, Owner: x.req.Asker.ID}
	if _, err := x.recordVisit(d, before); err != nil {
		return Reply{}, err
	}
	err = x.tell(receiver, func(lang rules.Lang) Message {
		return Message{Head: say.OwnerAsked.In(lang, "owner", x.name(x.req.Asker.ID), "who", c.masked(lang))}
	})
	done := Message{Head: x.in(say.OwnerAskedDone, "who", c.whole(x.lang), "receiver", x.name(receiver))}
	return Reply{Message: &done}, err
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
