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
	const most = 8
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	h, known := x.book.Holding(c.ID, x.now)
	switch {
	case !known:
		return Reply{}, x.stale("")
	case h.Owner != x.req.Asker.ID && !x.maySee():
		return Reply{}, x.refuse(say.WhyHidden)
	}
	m := Message{Head: x.in(say.WhyNobody, "who", c.called(x.lang))}
	switch h.Owner {
	case "":
	case x.req.Asker.ID:
		m.Head = x.in(say.WhyYours, "who", c.called(x.lang))
	default:
		m.Head = x.in(say.WhyHead, "who", c.called(x.lang), "owner", x.name(h.Owner))
	}
	steps := x.book.Chain(c.ID, x.now)
	visited := false
	var told []string
	for _, s := range steps {
		told = append(told, x.step(s, &visited))
	}
	if len(told) == 0 {
		told = []string{x.in(say.WhyNothing)}
	}
	if len(told) > most {
		told = told[len(told)-most:]
		m.Notes = []string{x.in(say.WhyMore)}
	}
	for i := range told {
		told[i] = strconv.Itoa(i+1) + ". " + told[i]
	}
	m.Facts = told
	m.Notes = append(m.Notes, x.notes(h.Grounds)...)
	m.Buttons = []Button{{Action: "history", Value: x.value(string(c.ID)), Label: x.in(say.FullHistory)}}
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
	case rules.Later:
		effect = x.in(say.WhyLater)
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
	if s.Clause != "" {
		effect += x.in(say.WhyClause, "id", say.Safe(s.Clause))
	}
	if s.Seq == 0 || s.Person == "" {
		return x.in(say.WhyTime, "when", pen.Stamp(s.At), "effect", effect)
	}
	what := did(s.Kind)
	if s.Kind == "visit" && !*visited {
		*visited, what = true, say.DidFirstVisit
	}
	return x.in(say.WhyStep, "when", pen.Stamp(s.At), "person", x.name(s.Person), "what", x.in(what), "effect", effect)
}

// history shows every event of a customer's party.
func (x *exchange) history() (Reply, error) {
	const most = 60
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	h, known := x.book.Holding(c.ID, x.now)
	switch {
	case !known:
		return Reply{}, x.stale("")
	case h.Owner != x.req.Asker.ID && !x.maySee():
		return Reply{}, x.refuse(say.WhyHidden)
	}
	events := x.book.Events(c.ID)
	f := &Form{
		ID: "history", Title: x.in(say.FullHistory), Cancel: x.in(say.Closed), Private: x.value(string(c.ID)),
		Head: x.in(say.HistoryHead, "who", c.masked(x.lang)),
	}
	if len(events) > most {
		f.Notes = []string{x.in(say.HistoryMore, "n", len(events))}
		events = events[len(events)-most:]
	}
	visited := slices.ContainsFunc(x.book.Events(c.ID)[:max(0, len(x.book.Events(c.ID))-len(events))], func(e rules.Event) bool { return e.Body.Kind() == "visit" })
	for _, e := range events {
		what := did(e.Body.Kind())
		if e.Body.Kind() == "visit" && !visited {
			visited, what = true, say.DidFirstVisit
		}
		line := x.in(say.HistoryLine, "seq", int(e.Seq), "when", x.pen(x.lang).Stamp(e.At), "person", x.name(subject(e)), "what", x.in(what))
		if x.book.Withdrawn(e.Seq) {
			line += x.in(say.HistoryGone)
		}
		f.Facts = append(f.Facts, line)
	}
	return Reply{Form: f}, nil
}

// subject is whom an event is about, for a list; who wrote it down where it
// names nobody.
func subject(e rules.Event) rules.Person {
	switch b := e.Body.(type) {
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
	case "ruling":
		return say.DidRuling
	case "give_up":
		return say.DidGiveUp
	}
	return say.DidOther
}
