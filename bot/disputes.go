package bot

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// isWord says whether somebody typed this word and nothing else, in either
// language.
func isWord(typed string, l say.Line) bool {
	typed = strings.TrimSpace(typed)
	return typed == l.Zh || strings.EqualFold(typed, l.En)
}

// openDisputes are the disputes that wait for something, oldest first.
func (x *exchange) openDisputes() []rules.Arbitration {
	return slices.DeleteFunc(x.book.Arbitrations(), func(a rules.Arbitration) bool { return a.State != rules.DisputeOpen })
}

// listDisputes answers with the open disputes: one's own for consultants, all for
// leaders and above, with the step that waits for the asker beside each.
func (x *exchange) listDisputes() (Reply, error) {
	var rows []Row
	n := 0
	for _, a := range x.openDisputes() {
		if !x.leads() && !slices.Contains(a.Sides(), x.req.Asker.ID) {
			continue
		}
		if n++; n > pageOf {
			continue
		}
		row, err := x.disputeRow(a)
		if err != nil {
			return Reply{}, err
		}
		rows = append(rows, row)
	}
	if n == 0 {
		return x.shown(Message{Head: x.in(say.DisputesNone)}), nil
	}
	return x.shown(Message{Head: x.in(say.DisputesHead, "n", n), Rows: rows, Notes: x.andMore(x.lang, n)}), nil
}

// disputeRow is one open dispute, with what the asker may do about it.
func (x *exchange) disputeRow(a rules.Arbitration) (Row, error) {
	me := x.req.Asker.ID
	question, err := x.question(x.lang, a)
	state := say.DisputesWaiting
	if x.stageOf(a) != waitsForAnswer {
		state = say.DisputesToRule
	}
	row := Row{Text: x.in(say.DisputesMine, "n", string(a.Dispute), "what", question, "state", state)}
	button := func(action string, label say.Line) *Button {
		return &Button{Action: action, Value: x.value(string(a.Dispute)), Label: x.in(label), Spoken: x.in(label) + " " + question}
	}
	switch {
	case me == a.Against && !a.Stated(me):
		row.Text = x.in(say.DisputesAnswer, "n", string(a.Dispute), "when", x.pen(x.lang).Moment(x.answerBy(a)))
		if x.stageOf(a) == overdue {
			row.Text = x.in(say.DisputesMine, "n", string(a.Dispute), "what", question, "state", say.DisputesOverdue)
		}
		row.Button = button("dispute.state", say.DisputeState)
	case slices.Contains(a.Sides(), me) && !a.Stated(me):
		row.Button = button("dispute.state", say.DisputeState)
	case slices.Contains(x.arbiters(a), me):
		row = x.rulingRow(x.lang, a, question)
	}
	return row, err
}

// rulingRow is one open dispute as an arbiter reads of it.
func (x *exchange) rulingRow(lang rules.Lang, a rules.Arbitration, question string) Row {
	label := say.DisputeRule.In(lang)
	return Row{
		Text: say.DisputesRow.In(lang, "n", string(a.Dispute), "sides", x.names(lang, a.Sides()), "what", question,
			"age", say.Duration(lang, x.now.Sub(a.Opened))),
		Button: &Button{Action: "dispute.rule", Value: x.value(string(a.Dispute)), Label: label, Spoken: label + " " + question},
	}
}

// homeDisputes lists the asker's open disputes.
func (x *exchange) homeDisputes() (HomePart, error) {
	var part HomePart
	n := 0
	for _, a := range x.openDisputes() {
		if !slices.Contains(a.Sides(), x.req.Asker.ID) {
			continue
		}
		if n++; n > pageOf {
			continue
		}
		row, err := x.disputeRow(a)
		if err != nil {
			return part, err
		}
		part.Rows = append(part.Rows, row)
	}
	part.Title, part.Notes = x.in(say.DisputesHome, "n", n), x.andMore(x.lang, n)
	return part, nil
}

// homeRulings lists the disputes in which the asker may rule.
func (x *exchange) homeRulings() ([]Row, error) {
	var rows []Row
	for _, a := range x.openDisputes() {
		if len(rows) == pageOf || !slices.Contains(x.arbiters(a), x.req.Asker.ID) {
			continue
		}
		question, err := x.question(x.lang, a)
		if err != nil {
			return nil, err
		}
		rows = append(rows, x.rulingRow(x.lang, a, question))
	}
	return rows, nil
}

// tellArbiters reminds each of the disputes that wait for their ruling; the first
// of those who may rule is the one it waits for.
func (x *exchange) tellArbiters() error {
	waiting := map[rules.Person][]rules.Arbitration{}
	var order []rules.Person
	for _, a := range x.openDisputes() {
		all := x.arbiters(a)
		if x.stageOf(a) == waitsForAnswer || len(all) == 0 {
			continue
		}
		if waiting[all[0]] == nil {
			order = append(order, all[0])
		}
		waiting[all[0]] = append(waiting[all[0]], a)
	}
	for _, p := range order {
		late := 0
		for _, a := range waiting[p] {
			if x.stageOf(a) == overdue {
				late++
			}
		}
		var failed error
		err := x.tell(p, func(lang rules.Lang) Message {
			m := Message{Head: say.DisputesDueNone.In(lang, "n", len(waiting[p])), Notes: x.andMore(lang, len(waiting[p]))}
			if late > 0 {
				m.Head = say.DisputesDueHead.In(lang, "n", len(waiting[p]), "late", late)
			}
			for _, a := range waiting[p][:min(len(waiting[p]), pageOf)] {
				question, err := x.question(lang, a)
				failed = cmp.Or(failed, err)
				m.Rows = append(m.Rows, x.rulingRow(lang, a, question))
			}
			return m
		})
		if err := cmp.Or(failed, err); err != nil {
			return err
		}
	}
	return nil
}

// passDeadlines says in the thread of each dispute, once, that the time to answer
// has passed, and returns when the next one does; zero for none.
func (x *exchange) passDeadlines() (next time.Time, err error) {
	for _, a := range x.openDisputes() {
		switch x.stageOf(a) {
		case waitsForAnswer:
			next = earlier(next, x.answerBy(a))
			continue
		case waitsForRuling:
			continue
		}
		first, err := x.tx.Remind(x.site, "answer/"+string(a.Dispute), "", x.now)
		if err != nil {
			return next, err
		}
		if !first {
			continue
		}
		if err := x.redrawDispute(a.Dispute); err != nil {
			return next, err
		}
		if err := x.callArbiter(a, say.DisputeTurnLate); err != nil {
			return next, err
		}
	}
	return next, nil
}

// numbersMonths is over how many months disputes are counted.
const numbersMonths = 3

// disputeNumbers shows which rules cause the quarrels, and between whom, to
// managers and above.
func (x *exchange) disputeNumbers() (Reply, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return Reply{}, x.needs(rules.Manager)
	}
	pen := x.pen(x.lang)
	y, month, _ := x.now.Date()
	from := time.Date(y, month-numbersMonths+1, 1, 0, 0, 0, 0, x.now.Location())
	type counts struct{ opened, ruled, dismissed, withdrawn int }
	var months [numbersMonths]counts
	var took []time.Duration
	var clauses, pairs tallies
	for _, a := range x.book.Arbitrations() {
		if a.Opened.Before(from) {
			continue
		}
		at := a.Opened.In(x.now.Location())
		c := &months[(at.Year()-from.Year())*12+int(at.Month())-int(from.Month())]
		c.opened++
		switch a.State {
		case rules.DisputeRuled:
			c.ruled++
		case rules.DisputeDismissed:
			c.dismissed++
		case rules.DisputeWithdrawn:
			c.withdrawn++
		}
		if len(a.Rulings) > 0 {
			w := a.Rulings[0]
			took = append(took, w.At.Sub(a.Opened))
			if w.Note != "" {
				clauses.add(w.Note)
			}
		}
		one, other := x.name(a.Opener), x.name(a.Against)
		if other < one {
			one, other = other, one
		}
		pairs.add(x.in(say.NumbersPeople, "one", one, "other", other))
	}
	m := Message{Head: x.in(say.NumbersHead, "n", numbersMonths)}
	for i, c := range months {
		if c.opened > 0 {
			y, month, _ := from.AddDate(0, i, 0).Date()
			m.Facts = append(m.Facts, x.in(say.NumbersMonth, "month", pen.Month(y, int(month)),
				"n", c.opened, "ruled", c.ruled, "dismissed", c.dismissed, "withdrawn", c.withdrawn))
		}
	}
	if len(m.Facts) == 0 {
		m.Facts = []string{x.in(say.NumbersNone)}
		return x.shown(m), nil
	}
	if len(took) > 0 {
		slices.Sort(took)
		m.Facts = append(m.Facts, x.in(say.NumbersHours, "median", say.Duration(x.lang, took[len(took)/2]), "longest", say.Duration(x.lang, took[len(took)-1])))
	}
	list := func(t tallies, line say.Line) {
		const most = 5
		var said []string
		for _, one := range t.most(most) {
			said = append(said, x.in(say.NumbersCount, "what", say.Safe(one.what), "n", one.n))
		}
		if len(said) > 0 {
			m.Facts = append(m.Facts, x.in(line, "list", say.Clauses(x.lang, said...)))
		}
	}
	list(clauses, say.NumbersClause)
	list(pairs, say.NumbersPair)
	return x.shown(m), nil
}

// tallies count things by their names.
type tallies []tally

type tally struct {
	what string
	n    int
}

func (t *tallies) add(what string) {
	for i := range *t {
		if (*t)[i].what == what {
			(*t)[i].n++
			return
		}
	}
	*t = append(*t, tally{what, 1})
}

// most returns the n largest, the first counted first among equals.
func (t tallies) most(n int) []tally {
	all := slices.Clone(t)
	slices.SortStableFunc(all, func(a, b tally) int { return cmp.Compare(b.n, a.n) })
	return all[:min(n, len(all))]
}
