package bot

import (
	"fmt"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// claim handles /claim: a consultant takes somebody whom nobody owns.
func (x *exchange) claim() (Reply, error) {
	w, m := x.read("claim")
	if m != nil {
		return Reply{Message: m}, nil
	}
	cards, err := x.lookup(w.Phone, w.Ending, w.Name)
	switch {
	case err != nil:
		return Reply{}, err
	case w.Phone+w.Ending+w.Name == "":
		return x.whichMissing(w)
	case len(cards) == 0 && w.Phone != "" && w.Name != "":
		return x.claimNew(rules.Details{Phone: w.Phone, Name: w.Name, Gender: w.Gender, Needs: w.Needs})
	case len(cards) == 0 && w.Phone != "":
		w.Name = x.in(say.SampleName) // for the example
		m := problem{kind: newPhone, word: w.Phone}.message(w, x.lang, x.name)
		w.Name = ""
		m.Facts[0] = x.in(say.WordsUnderstood, "what", w.understood(x.lang, x.name))
		return Reply{Message: &m}, nil
	case len(cards) == 1 && w.Name != "" && w.Phone != "" && cards[0].Name != "" && !say.SameName(cards[0].Name, w.Name):
		return Reply{}, x.refuseText(x.in(say.VisitSpellingHead, "phone", say.Masked(w.Phone, x.conf.Region), "known", say.Name(cards[0].Name), "typed", say.Name(w.Name)),
			x.in(say.ClaimByPhone))
	}
	c, ask, err := x.one(w.Phone, w.Ending, w.Name, "claim.pick")
	if err != nil || ask != nil {
		return Reply{Message: ask}, err
	}
	return x.claimCard(c)
}

// claimPressed handles the button and the menu that claim somebody on record.
func (x *exchange) claimPressed() (Reply, error) {
	if len(x.req.Chosen) == 1 {
		x.args = x.req.Chosen
	}
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	if _, known := x.book.Holding(c.ID, x.now); !known {
		return Reply{}, x.stale("")
	}
	return x.claimCard(c)
}

// claimNew claims somebody who never visited.
func (x *exchange) claimNew(d rules.Details) (Reply, error) {
	if refused, err := x.claimRefused(x.book.MayClaim("", x.req.Asker.ID, x.now), card{Name: d.Name, Phone: d.Phone, region: x.conf.Region}); refused != nil || err != nil {
		return Reply{Message: refused}, err
	}
	return x.claimed(&rules.Claim{Customer: x.newCustomer(), Person: x.req.Asker.ID, Details: &d}, rules.Holding{})
}

func (x *exchange) claimCard(c card) (Reply, error) {
	answer := x.book.MayClaim(c.ID, x.req.Asker.ID, x.now)
	if refused, err := x.claimRefused(answer, c); refused != nil || err != nil {
		return Reply{Message: refused}, err
	}
	claim := &rules.Claim{Customer: c.ID, Person: x.req.Asker.ID}
	if c.Name != "" || c.Phone != "" {
		claim.Details = &rules.Details{Name: c.Name, Phone: c.Phone}
	}
	return x.claimed(claim, answer.Holding)
}

// claimed records a claim and says so to the asker and the floor.
func (x *exchange) claimed(claim *rules.Claim, before rules.Holding) (Reply, error) {
	e, err := x.record(claim)
	if err != nil {
		return Reply{}, err
	}
	c, err := x.customer(claim.Customer)
	if err != nil {
		return Reply{}, err
	}
	h, _ := x.book.Holding(c.ID, x.now)
	m := Message{
		Head:  x.in(say.ClaimWon, "who", c.masked(x.lang)),
		Notes: x.notes(h.Grounds),
		Buttons: []Button{
			{Action: "follow", Value: x.value(string(c.ID)), Label: x.in(say.RecordFollow), Primary: true},
			x.undoButton(e),
			x.whyButton(c.ID, c.masked(x.lang)),
		},
	}
	was := ""
	if x.maySee() {
		was = x.formerly(before)
	}
	now := x.protection(h)
	if was != "" && !h.Until.IsZero() {
		now = x.in(say.ClaimNow, "day", x.pen(x.lang).Through(h.Until))
	}
	m.Facts = lines(capital(say.Facts(was, now)))
	lang := x.conf.Lang
	posted := say.ClaimPost
	if before.Customer == "" {
		posted = say.ClaimNewPost
	}
	err = x.post(Post{Key: "claim/" + fmt.Sprint(e.Seq), Message: Message{
		Facts: []string{posted.In(lang, "who", c.masked(lang), "person", x.name(claim.Person))},
	}})
	return Reply{Message: &m}, err
}

// claimRefused says why a claim is not to be had; nil where it is.
func (x *exchange) claimRefused(a rules.ClaimAnswer, c card) (*Message, error) {
	pen, owner := x.pen(x.lang), x.name(a.Holding.Owner)
	m := &Message{Notes: x.notes(a.Grounds), Buttons: []Button{x.whyButton(c.ID, c.masked(x.lang))}}
	mine := Button{Action: "mine", Value: x.value(), Label: x.in(say.MyCustomers)}
	switch a.Refusal {
	case "":
		return nil, nil
	case rules.ClaimOwned:
		if a.Holding.Owner == x.req.Asker.ID {
			m.Head = x.in(say.OwnerMine, "who", c.whole(x.lang))
			m.Facts = lines(capital(x.protection(a.Holding)))
			break
		}
		if e, raced := x.justClaimed(c.ID, a.Holding.Owner); raced {
			m.Head = x.in(say.ClaimRaced, "who", c.masked(x.lang), "owner", owner)
			m.Facts = []string{x.in(say.ClaimRacedFact, "owner", owner, "seq", int(e.Seq), "then", pen.Second(e.At), "now", pen.Second(x.now))}
			m.Buttons = append(m.Buttons, x.disputeButton(disputed{customer: c.ID}))
			return m, x.tellWinner(a.Holding.Owner, c)
		}
		m.Head = x.in(say.ClaimRefused, "who", c.masked(x.lang), "owner", owner)
		if !x.maySee() {
			m.Head, m.Notes = x.in(say.ClaimHidden, "who", c.masked(x.lang)), nil
			m.Buttons = nil
			break
		}
		m.Facts = []string{capital(x.protection(a.Holding))}
		if !a.Holding.Until.IsZero() {
			m.Facts = []string{x.in(say.ClaimOpens, "day", pen.Through(a.Holding.Until), "from", pen.Date(a.Holding.Until))}
		}
		m.Buttons = append(m.Buttons, x.disputeButton(disputed{customer: c.ID}))
		return m, x.tellShown(c.ID)
	case rules.ClaimPerDay:
		m.Head = x.in(say.ClaimLimit, "n", a.Limit)
		m.Facts = []string{x.in(say.ClaimLimitNext)}
		m.Buttons = []Button{mine}
	case rules.ClaimHeld:
		m.Head = x.in(say.ClaimHeld, "n", a.Limit)
		m.Facts = []string{x.in(say.ClaimHeldNext)}
		m.Buttons = []Button{mine}
	case rules.ClaimCoolDown:
		m.Head = x.in(say.ClaimCool, "who", c.called(x.lang))
		m.Facts = []string{x.in(say.ClaimCoolNext, "day", pen.Date(a.From))}
		m.Buttons = []Button{mine}
	}
	return m, nil
}

// justClaimed finds the claim by which owner took c a moment ago.
func (x *exchange) justClaimed(c rules.Customer, owner rules.Person) (rules.Event, bool) {
	for _, e := range x.book.Events(c) {
		claim, is := e.Body.(*rules.Claim)
		if is && claim.Person == owner && !x.book.Withdrawn(e.Seq) && x.now.Sub(e.At) <= twiceWithin {
			return e, true
		}
	}
	return rules.Event{}, false
}

// tellWinner tells who claimed first that a colleague claimed too: both read
// the same story.
func (x *exchange) tellWinner(winner rules.Person, c card) error {
	return x.tell(winner, func(lang rules.Lang) Message {
		return Message{
			Head:  say.ClaimWon.In(lang, "who", c.masked(lang)),
			Facts: []string{say.ClaimAlso.In(lang, "person", x.name(x.req.Asker.ID))},
		}
	})
}
