package bot

import (
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// contestForm asks why somebody contests a split; too late, it says so.
func (x *exchange) contestForm() (Reply, error) {
	p, err := x.contestable()
	if err != nil {
		return Reply{}, err
	}
	return Reply{Form: &Form{
		ID: "contest", Title: x.in(say.ContestTitle), Submit: x.in(say.ContestSend), Cancel: x.in(say.Cancel),
		Private: x.value(string(p.Deal), x.fromHome()),
		Head:    p.card.masked(x.lang),
		Facts:   p.message(x.lang, "").Facts,
		Fields: []Field{
			{ID: "evidence", Kind: RadioField, Label: x.in(say.ContestEvidence), Options: []Option{{"yes", x.in(say.ContestHas)}, {"no", x.in(say.ContestHasNot)}}},
			{ID: "note", Kind: LinesField, Label: x.in(say.ContestNote), Max: longestNote},
		},
	}}, nil
}

// contestable returns the deal that a button or form carries, or refuses: it
// was contested by the asker, ruled on, or its time has passed. The clause that
// limits the time is named, and nothing recorded.
func (x *exchange) contestable() (proposal, error) {
	p, err := x.proposal(rules.DealID(x.arg(0)))
	if err != nil {
		return p, err
	}
	if p.Ruled {
		return p, &UserError{Message{Head: x.in(say.LateRuled), Facts: []string{x.in(say.LateAgain)}, Notes: x.notes(p.Grounds)}}
	}
	if !p.open() {
		m := Message{
			Head:    x.in(say.LateHead, "day", x.pen(x.lang).Date(p.ContestUntil.Add(-1))),
			Facts:   []string{x.in(say.LateStays)},
			Notes:   x.notes(rules.Grounds{Basis: []string{p.Limit}}),
			Buttons: []Button{x.whyButton(p.Customer, p.card.masked(x.lang))},
		}
		return p, &UserError{m}
	}
	if slices.Contains(p.Contests, x.req.Asker.ID) {
		return p, x.refuse(say.ContestTwice, x.in(say.ErrStaleNext))
	}
	return p, nil
}

// contestSubmitted records a contest, and tells the managers.
func (x *exchange) contestSubmitted() (Reply, error) {
	before, err := x.contestable()
	if err != nil {
		return Reply{}, err
	}
	note, proof := strings.TrimSpace(x.field("note")), x.field("evidence")
	var wrong []Wrong
	if proof == "" {
		wrong = append(wrong, Wrong{"evidence", x.in(say.VisitChoose)})
	}
	if say.Clean(note) == "" {
		wrong = append(wrong, Wrong{"note", x.in(say.ContestMissing)})
	}
	if len(wrong) > 0 {
		return Reply{Errors: wrong}, nil
	}
	e, p, err := x.contest(before, proof == "yes", note)
	if err != nil {
		return Reply{}, err
	}
	if err := x.disputeSplit(p, note); err != nil {
		return Reply{}, err
	}
	m := p.message(x.lang, x.in(say.ContestHead, "who", p.card.masked(x.lang), "stage", say.Stage(p.Stage)))
	switch {
	case !x.sameSplit(before.Settlement, p.Settlement):
	case p.Evidence && proof != "yes":
		m.Facts = append(m.Facts, x.in(say.ContestProof))
	default:
		m.Facts = append(m.Facts, x.in(say.ContestSame))
	}
	m.Buttons = []Button{x.undoButton(e), x.whyButton(p.Customer, p.card.masked(x.lang))}
	return x.withHome(Reply{Message: &m, Beside: true}, nil, x.arg(1))
}

// contest records that the asker contests a split, asks the managers anew, and
// tells whose part changes. It returns the split as it is then.
func (x *exchange) contest(before proposal, proof bool, note string) (rules.Event, proposal, error) {
	e, err := x.recordEvent(rules.Event{
		Note: note,
		Body: &rules.Contest{Deal: before.Deal, Person: x.req.Asker.ID, Evidence: proof},
	})
	if err != nil {
		return e, before, err
	}
	p, err := x.proposal(before.Deal)
	if err != nil {
		return e, p, err
	}
	if err := x.passContest(p, proof, note); err != nil {
		return e, p, err
	}
	return e, p, x.tellStakes(p, before.Settlement)
}

// disputeSplit opens a dispute over a deal that the asker has contested, against
// whoever closed it, else whose customer it was; or joins the one that is open.
func (x *exchange) disputeSplit(p proposal, note string) error {
	s := disputed{customer: p.Customer, deal: p.Deal}
	if a, open := x.sameQuestion(s); open {
		_, err := x.joinDispute(a, note)
		return err
	}
	for _, other := range append([]rules.Person{p.Closer, p.Owner}, x.stakes(p.Settlement)...) {
		if other != "" && other != x.req.Asker.ID && x.onList(other) {
			_, err := x.openDispute(s, other, note)
			return err
		}
	}
	return nil // nobody else has anything to do with it
}

// passContest asks the managers anew, with what the contest says; the question
// that they were asked before loses its button.
func (x *exchange) passContest(p proposal, proof bool, note string) error {
	who := x.name(x.req.Asker.ID)
	for _, manager := range x.confirmers(p.Settlement) {
		old := directly(manager, func(lang rules.Lang) Message {
			m := p.confirm(lang)
			m.Buttons = m.Buttons[len(m.Buttons)-1:] // why
			m.Notes = append(m.Notes, say.ContestLater.In(lang, "person", who))
			return m
		})
		old.Key, old.Update = confirmKey(p.Deal, manager), true
		if err := x.post(old); err != nil {
			return err
		}
		post := directly(manager, func(lang rules.Lang) Message {
			shown := say.ContestNotShown
			if proof {
				shown = say.ContestShown
			}
			m := p.confirm(lang)
			m.Head = say.ContestAsk.In(lang, "person", who, "who", p.card.whole(lang), "stage", say.Stage(p.Stage))
			said := say.ContestSaid.In(lang, "person", who, "note", say.Safe(say.Cut(say.Clean(note), 200)))
			m.Facts = append([]string{say.Facts(said, shown.In(lang))}, m.Facts...)
			return m
		})
		post.Key = confirmKey(p.Deal, manager)
		if err := x.post(post); err != nil {
			return err
		}
	}
	return nil
}

// showSplit shows the split of a deal to whom it concerns, and to leaders and
// above.
func (x *exchange) showSplit() (Reply, error) {
	p, err := x.proposal(rules.DealID(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	if !x.hasStake(p.Settlement, x.req.Asker.ID) && rank(x.member.Role) < rank(rules.Manager) {
		return Reply{}, x.needs(rules.Manager)
	}
	m := p.message(x.lang, p.head(x.lang))
	if p.open() && !p.Ruled {
		m.Buttons = []Button{{Action: "deal.contest", Value: x.value(string(p.Deal)), Label: x.in(say.StakeButton)}}
	}
	return x.shown(m), nil
}
