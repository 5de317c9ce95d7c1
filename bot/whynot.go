package bot

import (
	"cmp"
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// mostMoves is how many changes of the queue "why not me?" tells.
const mostMoves = 6

// whyNotMe handles the button of that name.
func (x *exchange) whyNotMe() (Reply, error) {
	p := rules.Person(x.arg(0))
	if p == "" {
		p = x.req.Asker.ID
	}
	return x.whyNot(p)
}

// whyNot says where somebody stands in the rotation, and what brought them
// there.
func (x *exchange) whyNot(p rules.Person) (Reply, error) {
	m, known := x.book.Member(p, x.now)
	if !known || m.Left {
		return Reply{}, x.refuseText(x.in(say.FieldNotStaff, "who", x.name(p)))
	}
	own := p == x.req.Asker.ID
	pick := func(mine, theirs say.Line) say.Line {
		if own {
			return mine
		}
		return theirs
	}
	r := x.book.Rotation(x.now)
	place := x.place(p)
	out := Message{Buttons: []Button{x.boardButton()}}
	switch {
	case m.Place == 0:
		out.Head = x.in(pick(say.WhyNotOut, say.WhyNotOutWho), "who", x.name(p))
		out.Facts = []string{x.in(say.WhyNotOutNext)}
		return x.shown(out), nil
	case m.State == rules.Off:
		out.Head = x.in(pick(say.WhyNotOff, say.WhyNotOffWho), "who", x.name(p), "what", say.LongOff)
	case place == 1:
		out.Head = x.in(pick(say.WhyNotFirst, say.WhyNotFirstWho), "who", x.name(p))
	default:
		var before []string
		for _, b := range x.standing()[:place-1] {
			before = append(before, x.name(b.Person))
		}
		are := say.WhyNotMany
		if len(before) == 1 {
			are = say.WhyNotOne
		}
		out.Head = x.in(pick(say.WhyNotYou, say.WhyNotWho), "who", x.name(p),
			"n", say.Ordinal(x.lang, place), "before", x.in(are, "before", say.Together(x.lang, before...)))
	}
	ready := pick(say.WhyNotReady, say.WhyNotReadyWho)
	switch {
	case m.Visit != "":
		out.Facts = append(out.Facts, x.in(ready, "who", x.name(p), "what", say.WhyNotBusy))
	case m.State == rules.Away:
		out.Facts = append(out.Facts, x.in(ready, "who", x.name(p), "what", longState(m.State, m.Reason)))
	case r.Makeup && r.Next != p:
		out.Facts = append(out.Facts, x.in(say.WhyNotOwedFirst, "who", x.name(r.Next)))
	}
	clause, moves := "", x.movesFor(p)
	for i, move := range moves {
		text, err := x.moveText(move)
		if err != nil {
			return Reply{}, err
		}
		out.Facts = append(out.Facts, say.MoveLine.In(x.lang, "n", i+1, "text", text))
		clause = first(move.Clause, clause)
	}
	if len(moves) == 0 {
		out.Facts = append(out.Facts, capital(x.in(say.WhyNotNothing)))
	}
	out.Notes = x.notes(rules.Grounds{Basis: basis(clause)})
	return x.shown(out), nil
}

// movesFor are the latest moves that explain p's place, oldest first: p's own,
// and today's make-up turns of others, which go before the queue.
func (x *exchange) movesFor(p rules.Person) []rules.Move {
	moves := x.book.Moves(p, mostMoves)
	for _, m := range x.book.Members(x.now) {
		if m.Person == p {
			continue
		}
		for _, move := range x.book.Moves(m.Person, mostMoves) {
			if move.Cause == rules.TookMakeup && x.today(move.At) {
				moves = append(moves, move)
			}
		}
	}
	slices.SortStableFunc(moves, func(a, b rules.Move) int { return cmp.Compare(a.Seq, b.Seq) })
	return moves[max(0, len(moves)-mostMoves):]
}

// moveText says one move in words.
func (x *exchange) moveText(m rules.Move) (string, error) {
	pen := x.pen(x.lang)
	time := pen.Stamp(m.At)
	if x.today(m.At) {
		time = pen.Time(m.At)
	}
	who := x.name(m.Person)
	if m.Person == x.req.Asker.ID {
		who = x.in(say.MoveYou)
	}
	args := []any{"time", time, "who", who, "n", say.Ordinal(x.lang, m.Place), "why", x.in(missed(m.Reason))}
	switch m.Cause {
	case rules.TookTurn:
		r, known := x.book.Reception(m.Visit, x.now)
		if !known {
			return x.in(say.MoveTurn, append(args, "customer", say.NamelessCustomer)...), nil
		}
		c, err := x.customer(r.Customer)
		return x.in(say.MoveTurn, append(args, "customer", c.called(x.lang))...), err
	case rules.TookMakeup:
		return x.in(say.MoveMakeup, args...), nil
	case rules.PassedOwed:
		return x.in(say.MoveOwed, args...), nil
	case rules.PassedLost:
		return x.in(say.MovePassed, args...), nil
	case rules.Ordered:
		return x.in(say.MoveOrdered, args...), nil
	}
	return x.in(say.MoveReturned, args...), nil
}

// missed says what somebody was doing when a turn went past them.
func missed(reason string) say.Line {
	switch reason {
	case "errand":
		return say.MoveWhyErrand
	case "sales":
		return say.MoveWhySales
	case "personal":
		return say.MoveWhyOut
	case "none":
		return say.MoveWhyAway
	case "off":
		return say.MoveWhyOff
	}
	return say.MoveWhyBusy
}
