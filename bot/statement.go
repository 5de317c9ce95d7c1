package bot

import (
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// openArbitration returns the open dispute that a button or form carries; one
// that is over is refused with what became of it.
func (x *exchange) openArbitration() (rules.Arbitration, error) {
	a, known := x.book.Arbitration(rules.DisputeID(x.arg(0)))
	if !known {
		return a, x.stale("")
	}
	if a.State == rules.DisputeOpen {
		return a, nil
	}
	m, err := x.disputeHead(a)
	if err != nil {
		return a, err
	}
	return a, x.refuseText(x.in(say.DisputeOverHead, "n", string(a.Dispute), "state", m.Head))
}

// statable returns the open dispute, if the asker may state their case in it.
func (x *exchange) statable() (rules.Arbitration, error) {
	a, err := x.openArbitration()
	switch {
	case err != nil:
		return a, err
	case !slices.Contains(a.Sides(), x.req.Asker.ID):
		return a, x.refuse(say.StatementSides)
	case a.Stated(x.req.Asker.ID):
		return a, x.refuse(say.StatementTwice)
	}
	return a, nil
}

// pressState opens the form of a statement.
func (x *exchange) pressState() (Reply, error) {
	a, err := x.statable()
	if err != nil {
		return Reply{}, err
	}
	question, err := x.question(x.lang, a)
	return Reply{Form: &Form{
		ID: "statement", Title: x.in(say.StatementTitle), Submit: x.in(say.StatementSubmit), Cancel: x.in(say.Cancel),
		Private: x.value(string(a.Dispute), x.fromHome()),
		Head:    x.in(say.DisputeHeader, "n", string(a.Dispute), "what", question),
		Notes:   []string{x.in(say.StatementOnce), x.in(say.StatementFiles)},
		Fields: []Field{
			{ID: "what", Kind: LinesField, Label: x.in(say.DisputeWhat), Placeholder: x.in(say.DisputeWhatEg), Max: longestNote},
			{ID: "who", Kind: PeopleField, Label: x.in(say.StatementWho), Optional: true},
			{ID: "ask", Kind: RadioField, Label: x.in(say.StatementAsk), Optional: true, Options: x.wishes()},
		},
	}}, err
}

func (x *exchange) wishes() []Option {
	return []Option{
		{"mine", x.in(say.StatementMine)},
		{"theirs", x.in(say.StatementTheirs)},
		{"half", x.in(say.StatementHalf)},
		{"arbiter", x.in(say.StatementArbiter)},
	}
}

// submitStatement records what one side states, and puts it into the thread.
func (x *exchange) submitStatement() (Reply, error) {
	a, err := x.statable()
	if err != nil {
		return Reply{}, err
	}
	what := tidy(x.field("what"))
	if what == "" {
		return Reply{Errors: []Wrong{{"what", x.in(say.ContestMissing)}}}, nil
	}
	lang, before := x.conf.Lang, x.stageOf(a)
	var people []rules.Person
	for _, p := range x.req.Fields["who"] {
		people = append(people, rules.Person(p))
	}
	about := ""
	if len(people) > 0 {
		about = say.StatementPeople.In(lang, "people", x.names(lang, people))
	}
	wish := map[string]say.Line{
		"mine": say.StatementMine, "theirs": say.StatementTheirs, "half": say.StatementHalf, "arbiter": say.StatementArbiter,
	}[x.field("ask")]
	if wish.Zh != "" {
		about = say.Facts(about, say.StatementWish.In(lang, "wish", wish))
	}
	note := what
	if about != "" {
		note += "\n" + about
	}
	_, err = x.recordEvent(rules.Event{Note: note, Body: &rules.Statement{Dispute: a.Dispute, Person: x.req.Asker.ID}})
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: say.StatementHead.In(lang, "who", x.name(x.req.Asker.ID)), Facts: x.quoted(what), Notes: lines(about)}
	if err := x.postWithEvidence(a.Dispute, m); err != nil {
		return Reply{}, err
	}
	if err := x.redrawDispute(a.Dispute); err != nil {
		return Reply{}, err
	}
	a, _ = x.book.Arbitration(a.Dispute)
	if x.stageOf(a) == waitsForRuling && before != waitsForRuling {
		if err := x.callArbiter(a, say.DisputeTurnTo); err != nil {
			return Reply{}, err
		}
	}
	reply := Reply{Message: &Message{Head: x.in(say.StatementDone, "n", string(a.Dispute))}}
	return x.withHome(reply, nil, x.arg(1))
}

// callArbiter mentions in the thread who is to rule now: an edited message
// notifies nobody.
func (x *exchange) callArbiter(a rules.Arbitration, line say.Line) error {
	all := x.arbiters(a)
	if len(all) == 0 {
		return nil // the first message says so
	}
	return x.postInThread(a.Dispute, Message{Facts: []string{line.In(x.conf.Lang, "who", x.mention(all[0]))}})
}

// withdrawDispute takes a dispute back, for whoever has opened it.
func (x *exchange) withdrawDispute() (Reply, error) {
	a, err := x.openArbitration()
	if err != nil {
		return Reply{}, err
	}
	if a.Opener != x.req.Asker.ID {
		return Reply{}, x.refuse(say.DisputeOpenersStep)
	}
	_, err = x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Withdraw{Seq: a.Seq, Reason: "withdrawn"}})
	if err != nil {
		return Reply{}, err
	}
	if err := x.redrawDispute(a.Dispute); err != nil {
		return Reply{}, err
	}
	return Reply{Message: &Message{Head: x.in(say.DisputeWithdrawn, "n", string(a.Dispute))}, Beside: true}, nil
}

// seen answers a button that only shows something elsewhere.
func (x *exchange) seen() (Reply, error) { return Reply{}, nil }
