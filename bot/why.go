package bot

import (
	"slices"
	"strconv"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// why answers the button "why?" with the chain of events and clauses that led
// to whose customer somebody is, failed claims of others included.
func (x *exchange) why() (Reply, error) {
	const (
		mostSteps  = 8 // lines
		mostFailed = 3 // of them, claims that failed
	)
	c, h, err := x.openCase()
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.WhyNobody, "who", c.called(x.lang))}
	switch h.Owner {
	case "":
	case x.req.Asker.ID:
		m.Head = x.in(say.WhyYours, "who", c.called(x.lang))
	default:
		m.Head = x.in(say.WhyHead, "who", c.called(x.lang), "owner", x.name(h.Owner))
	}
	var chain, failed []string
	visited := false
	for _, s := range x.book.Chain(c.ID, x.now) {
		if s.Effect == rules.Later && s.Person != "" {
			failed = append(failed, x.in(say.WhyFailed, "person", x.name(s.Person), "what", x.in(touched(s.Kind)), "day", x.pen(x.lang).Date(s.At))+x.by(s.Clause))
			continue
		}
		chain = append(chain, x.step(s, &visited))
	}
	if len(chain) == 0 {
		chain = []string{x.in(say.WhyNothing)}
	}
	failed = failed[max(0, len(failed)-mostFailed):]
	if from := len(chain) + len(failed) - mostSteps; from > 0 {
		chain = chain[from:]
		m.Notes = []string{x.in(say.WhyMore)}
	}
	for i := range chain {
		chain[i] = strconv.Itoa(i+1) + ". " + chain[i]
	}
	m.Facts = append(chain, failed...)
	m.Notes = append(m.Notes, x.notes(h.Grounds)...)
	m.Buttons = []Button{
		{Action: "history", Value: x.value(string(c.ID)), Label: x.in(say.FullHistory)},
		x.disputeButton(disputed{customer: c.ID}),
	}
	return Reply{Message: &m, Beside: true}, nil
}

// step writes one step of a chain; visited tells whether a visit came before.
func (x *exchange) step(s rules.Step, visited *bool) string {
	pen, effect := x.pen(x.lang), ""
	switch s.Effect {
	case rules.Gained, rules.HandedTo:
		effect = x.in(say.WhyOwned, "person", x.name(s.Owner))
	case rules.Renewed:
		effect = x.in(say.WhyKept)
	case rules.Kept:
		effect = x.in(say.WhyKept)
	case rules.Invalid:
		effect = x.in(say.WhyInvalid)
	case rules.Lapsed:
		effect = x.in(say.WhyLapsed)
	case rules.Lost:
		effect = x.in(say.WhyLost)
	case rules.Ruled:
		effect = x.in(say.WhyRuled)
		if s.Owner != "" {
			effect = say.Clauses(x.lang, effect, x.in(say.WhyOwned, "person", x.name(s.Owner)))
		}
	}
	if !s.Until.IsZero() && (s.Effect == rules.Gained || s.Effect == rules.Renewed || s.Effect == rules.HandedTo) {
		through := x.in(say.WhyThrough, "day", pen.Through(s.Until))
		if s.Effect == rules.Renewed {
			effect = through
		} else {
			effect = say.Clauses(x.lang, effect, through)
		}
	}
	effect += x.by(s.Clause)
	if s.Seq == 0 || s.Person == "" {
		return x.in(say.WhyTime, "when", pen.Stamp(s.At), "effect", effect)
	}
	what := did(s.Kind)
	if s.Effect == rules.HandedTo { // whose step it is, is who has them back
		return x.in(say.WhyTime, "when", say.Clauses(x.lang, pen.Stamp(s.At), x.in(what)), "effect", effect)
	}
	if s.Kind == "visit" && !*visited {
		*visited, what = true, say.DidFirstVisit
	}
	return x.in(say.WhyStep, "when", pen.Stamp(s.At), "person", x.name(s.Person), "what", x.in(what), "effect", effect)
}

// by names the clause of a step, in brackets.
func (x *exchange) by(clause string) string {
	if clause == "" {
		return ""
	}
	return x.in(say.WhyClause, "id", say.Safe(clause))
}

// openCase returns the customer that a button is about, for whoever may be told
// whose they are.
func (x *exchange) openCase() (card, rules.Holding, error) {
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return c, rules.Holding{}, err
	}
	h, known := x.book.Holding(c.ID, x.now)
	switch {
	case !known:
		err = x.stale("")
	case h.Owner != x.req.Asker.ID && !x.maySee():
		err = x.refuse(say.WhyHidden)
	}
	return c, h, err
}

// history shows every event of a customer's party.
func (x *exchange) history() (Reply, error) {
	const most = 150 // about what a form has room for
	c, h, err := x.openCase()
	if err != nil {
		return Reply{}, err
	}
	f := &Form{
		ID: "history", Title: x.in(say.FullHistory), Cancel: x.in(say.Closed), Private: x.value(string(c.ID)),
		Head: x.in(say.HistoryHead, "who", c.masked(x.lang)),
	}
	visited := false
	for _, e := range x.book.Events(c.ID) {
		what := did(e.Body.Kind())
		if v, visit := e.Body.(*rules.Visit); visit {
			switch {
			case v.Referrer != "" && slices.Contains(h.Party, v.Referrer) && !slices.Contains(h.Party, v.Customer):
				what = say.DidRefer
			case !slices.Contains(h.Party, v.Customer):
				what = say.DidComeAlong
			case !visited && !x.book.Withdrawn(e.Seq):
				visited, what = true, say.DidFirstVisit
			}
		}
		line := x.in(say.HistoryLine, "seq", int(e.Seq), "when", x.pen(x.lang).Stamp(e.At), "person", x.name(subject(e)), "what", x.in(what))
		if x.book.Withdrawn(e.Seq) {
			line += x.in(say.HistoryGone)
		}
		f.Facts = append(f.Facts, line)
	}
	if n := len(f.Facts); n > most {
		f.Notes = []string{x.in(say.HistoryMore, "n", n)}
		f.Facts = f.Facts[n-most:]
	}
	return Reply{Form: f}, nil
}

// subject is whom an event is about, for a list; who wrote it down where it
// names nobody.
func subject(e rules.Event) rules.Person {
	switch b := e.Body.(type) {
	case *rules.Visit:
		return b.Person
	case *rules.FollowUp:
		return b.Person
	case *rules.Claim:
		return b.Person
	case *rules.Shown:
		return b.Person
	case *rules.Assign:
		return b.Person
	case *rules.Told:
		return b.Person
	case *rules.Recognise:
		return b.Person
	case *rules.Deal:
		return b.Person
	case *rules.Dispute:
		return b.Person
	case *rules.Statement:
		return b.Person
	case *rules.Contest:
		return b.Person
	case *rules.Complaint:
		return b.Person
	case *rules.Misconduct:
		return b.Person
	case *rules.Wish:
		return b.Person
	case *rules.Confirm:
		return b.Person
	case *rules.Assist:
		return b.Person
	case *rules.Contact:
		return b.Person
	}
	return recorder(e)
}

// did names what an event says was done.
func did(k rules.Kind) say.Line {
	switch k {
	case "visit":
		return say.DidVisit
	case "call":
		return say.DidCall
	case "details":
		return say.DidDetails
	case "follow_up":
		return say.DidFollowUp
	case "contact":
		return say.DidContact
	case "claim":
		return say.DidClaim
	case "assign":
		return say.DidAssign
	case "withdraw":
		return say.DidWithdraw
	case "shown":
		return say.DidShown
	case "link":
		return say.DidLink
	case "hand_back":
		return say.DidHandBack
	case "recognise":
		return say.DidRecognise
	case "told":
		return say.DidTold
	case "leave":
		return say.DidLeave
	case "deal":
		return say.DidDeal
	case "contest":
		return say.DidContest
	case "ruling":
		return say.DidRuling
	case "give_up":
		return say.DidGiveUp
	case "dispute":
		return say.DidDispute
	case "statement":
		return say.DidStatement
	case "appointment":
		return say.TouchAppointment
	case "own":
		return say.DidOwn
	case "prefile":
		return say.DidPrefile
	case "wish":
		return say.DidWish
	case "complaint":
		return say.DidService
	case "misconduct":
		return say.DidFinding
	case "confirm":
		return say.DidConfirm
	case "assist":
		return say.DidAssist
	}
	return say.DidOther
}
