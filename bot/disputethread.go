package bot

import (
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// disputeKey is the first message of a dispute's thread.
func disputeKey(id rules.DisputeID) string { return "dispute/" + string(id) }

// subjectOf is what a post of the bot's is about, by its key; zero where that is
// nothing that can be disputed.
func (x *exchange) subjectOf(key string) disputed {
	kind, id, _ := strings.Cut(key, "/")
	switch kind {
	case "visit":
		if r, stands := x.book.Reception(rules.VisitID(id), x.now); stands {
			return disputed{customer: r.Customer, visit: r.Visit}
		}
	case "dispute":
		if a, known := x.book.Arbitration(rules.DisputeID(id)); known {
			return disputed{a.Customer, a.Visit, a.Deal}
		}
	}
	return disputed{}
}

// question says what a dispute is about.
func (x *exchange) question(lang rules.Lang, a rules.Arbitration) (string, error) {
	c, err := x.customer(a.Customer)
	who := c.called(lang)
	switch {
	case a.Deal != "":
		return say.DisputeSplitHead.In(lang, "who", who), err
	case a.Visit != "":
		r, _ := x.book.Reception(a.Visit, x.now)
		return say.DisputeTurnHead.In(lang, "who", who, "time", x.pen(lang).Stamp(r.At)), err
	}
	return say.DisputeOwnerHead.In(lang, "who", who), err
}

// answerBy is until when the other side may answer.
func (x *exchange) answerBy(a rules.Arbitration) time.Time {
	return a.Opened.Add(time.Duration(x.conf.answerHours()) * time.Hour)
}

// A stage of a dispute says for whom it waits.
type disputeStage int

const (
	waitsForAnswer disputeStage = iota
	waitsForRuling              // the other side has stated its case
	overdue                     // or has let the time pass
)

func (x *exchange) stageOf(a rules.Arbitration) disputeStage {
	switch {
	case a.Stated(a.Against):
		return waitsForRuling
	case !x.now.Before(x.answerBy(a)):
		return overdue
	}
	return waitsForAnswer
}

// stakeholders are those who have a stake in a dispute, and so may not rule: its
// sides, the owner, and whoever has a part of the deal or received the visit.
func (x *exchange) stakeholders(a rules.Arbitration) []rules.Person {
	all := a.Sides()
	h, _ := x.book.Holding(a.Customer, x.now)
	all = append(all, h.Owner)
	if a.Visit != "" {
		r, _ := x.book.Reception(a.Visit, x.now)
		all = append(all, r.Person, r.Expected)
	}
	if s, stands := x.book.Settlement(a.Deal, x.now); stands {
		all = append(all, x.stakes(s)...)
	}
	return slices.DeleteFunc(all, func(p rules.Person) bool { return p == "" })
}

// leastArbiter is the least role that may rule in a dispute: the policy's, and
// no less than that of the last ruling on the same question.
func (x *exchange) leastArbiter(a rules.Arbitration) rules.Role {
	least := x.book.Policy().Arbiter()
	if e, ruled := x.lastRuling(a); ruled {
		if m, known := x.book.Member(e.By, x.now); known && m.Role.Ranks(least) > 0 {
			least = m.Role
		}
	}
	return least
}

// arbiters are those who may rule in a dispute, lowest role first.
func (x *exchange) arbiters(a rules.Arbitration) []rules.Person {
	least, stake := x.leastArbiter(a), x.stakeholders(a)
	members := slices.DeleteFunc(x.book.Members(x.now), func(m rules.Member) bool {
		return m.Left || m.Role.Ranks(least) < 0 || slices.Contains(stake, m.Person)
	})
	slices.SortStableFunc(members, func(a, b rules.Member) int { return a.Role.Ranks(b.Role) })
	var all []rules.Person
	for _, m := range members {
		all = append(all, m.Person)
	}
	return all
}

// postDispute puts a new dispute into the channel, and what there is to it into
// its thread: the opener's words, what is on record, what the policy says.
func (x *exchange) postDispute(a rules.Arbitration) error {
	head, err := x.disputeHead(a)
	if err != nil {
		return err
	}
	if err := x.post(Post{Key: disputeKey(a.Dispute), Message: head}); err != nil {
		return err
	}
	lang := x.conf.Lang
	reason := Message{Head: say.DisputeReasonHead.In(lang, "who", x.name(a.Opener)), Facts: x.quoted(a.Reason)}
	rest := []Message{reason, x.disputeCase(a), x.disputeRules(a)}
	for _, m := range rest[:2] {
		if err := x.postInThread(a.Dispute, m); err != nil {
			return err
		}
	}
	if err := x.postTimeline(a); err != nil {
		return err
	}
	return x.postInThread(a.Dispute, rest[2])
}

// postTimeline draws the case into the thread. A dispute is opened without where
// there is nothing to draw, or nobody who draws.
func (x *exchange) postTimeline(a rules.Arbitration) error {
	if x.bot.Timeline == nil {
		return nil
	}
	picture, err := x.casePicture(a.Customer, x.conf.Lang)
	if err != nil {
		x.bot.Log.Error("picture of a dispute", "site", string(x.site), "err", err)
		return nil
	}
	return x.post(Post{In: disputeKey(a.Dispute), File: &picture, Message: Message{Head: say.DisputePicture.In(x.conf.Lang)}})
}

func (x *exchange) postInThread(id rules.DisputeID, m Message) error {
	return x.post(Post{In: disputeKey(id), Message: m})
}

// postWithEvidence is postInThread for what rests on the files that people have
// posted there.
func (x *exchange) postWithEvidence(id rules.DisputeID, m Message) error {
	return x.post(Post{In: disputeKey(id), Message: m, Evidence: say.StatementFileOf.In(x.conf.Lang, "files", "{files}")})
}

// redrawDispute brings the first message of a dispute up to date.
func (x *exchange) redrawDispute(id rules.DisputeID) error {
	a, _ := x.book.Arbitration(id)
	m, err := x.disputeHead(a)
	if err != nil {
		return err
	}
	return x.post(Post{Key: disputeKey(id), Update: true, Message: m})
}

// disputeHead is the first message of a dispute's thread, as things are now.
func (x *exchange) disputeHead(a rules.Arbitration) (Message, error) {
	lang := x.conf.Lang
	pen := x.pen(lang)
	question, err := x.question(lang, a)
	m := Message{Title: say.DisputeHeader.In(lang, "n", string(a.Dispute), "what", question)}
	opener := x.name(a.Opener)
	for _, p := range a.Sides()[1:] {
		if p != a.Against {
			opener = say.Names(lang, opener, x.name(p))
		}
	}
	other := x.name(a.Against)
	m.Facts = []string{say.DisputeSides.In(lang, "opener", opener, "other", other)}
	button := func(action string, label say.Line) Button {
		return Button{Action: action, Value: x.value(string(a.Dispute)), Label: label.In(lang)}
	}
	switch a.State {
	case rules.DisputeWithdrawn:
		by, at := x.withdrawnBy(a)
		m.Head = say.DisputeWithdrawnHead.In(lang, "who", x.name(by), "when", pen.MomentWithin(at))
		return m, err
	case rules.DisputeRuled, rules.DisputeDismissed:
		w := a.Rulings[len(a.Rulings)-1]
		m.Head = say.DisputeDismissedHead.In(lang, "who", x.name(w.By), "when", pen.MomentWithin(w.At))
		if a.State == rules.DisputeRuled {
			m.Head = say.DisputeRuledHead.In(lang, "what", x.ruledWhat(lang, w), "who", x.name(w.By), "when", pen.MomentWithin(w.At))
		}
		m.Buttons = []Button{button("dispute.rule", say.DisputeRuleAgain)}
		return m, err
	}
	arbiters := x.arbiters(a)
	if len(arbiters) > 0 {
		m.Facts[0] = say.DisputeWho.In(lang, "opener", opener, "other", other, "arbiter", x.name(arbiters[0]))
	}
	fact, grounds := x.byPolicy(lang, a, forNow)
	m.Facts = append(m.Facts, fact)
	m.Notes = x.notesIn(lang, grounds)
	state, rule := button("dispute.state", say.DisputeState), button("dispute.rule", say.DisputeRule)
	withdraw := button("dispute.withdraw", say.DisputeWithdraw)
	withdraw.Confirm = &Confirm{
		say.DisputeWithdrawAsk.In(lang), say.DisputeWithdrawFact.In(lang), say.DisputeWithdrawYes.In(lang), say.DisputeWithdrawNo.In(lang),
	}
	switch stage := x.stageOf(a); {
	case stage == waitsForAnswer:
		m.Head = say.DisputeWaitsHead.In(lang, "who", x.mention(a.Against), "when", pen.Moment(x.answerBy(a)))
		state.Primary = true
	case len(arbiters) == 0:
		m.Head = say.DisputeNobodyHead.In(lang, "role", say.RoleName(x.leastArbiter(a)))
	default:
		m.Head = say.DisputeOverdueHead.In(lang, "who", x.mention(arbiters[0]))
		if stage == waitsForRuling {
			m.Head = say.DisputeAnsweredHead.In(lang, "who", x.mention(arbiters[0]))
		}
		rule.Primary = true
	}
	m.Buttons = []Button{state, rule, withdraw}
	return m, err
}

// withdrawnBy says who withdrew a dispute, and when.
func (x *exchange) withdrawnBy(a rules.Arbitration) (by rules.Person, at time.Time) {
	for _, e := range x.book.Events(a.Customer) {
		if w, ok := e.Body.(*rules.Withdraw); ok && w.Seq == a.Seq && !x.book.Withdrawn(e.Seq) {
			by, at = e.By, e.At
		}
	}
	return by, at
}

// A verdict is the words for what the policy says of a dispute.
type verdict struct{ split, turn, nobodys, owners say.Line }

// It is said as a fact, for the time being, or as a head.
var (
	forNow  = verdict{say.DisputeNowSplit, say.DisputeNowTurn, say.DisputeNowNobody, say.DisputeNow}
	asAHead = verdict{say.DisputeRulesSplit, say.DisputeRulesTurn, say.DisputeRulesNone, say.DisputeRulesHead}
)

// byPolicy is what the policy says of a dispute, and why.
func (x *exchange) byPolicy(lang rules.Lang, a rules.Arbitration, v verdict) (string, rules.Grounds) {
	switch {
	case a.Deal != "":
		s, _ := x.book.Settlement(a.Deal, x.now)
		return v.split.In(lang, "parts", x.shared(lang, s.Performance, s.Commission)), s.Grounds
	case a.Visit != "":
		r, _ := x.book.Reception(a.Visit, x.now)
		return v.turn.In(lang, "who", x.name(r.Expected), "receiver", x.name(r.Person)), turnFirst(r.Grounds)
	}
	h, _ := x.book.Holding(a.Customer, x.now)
	if h.Owner == "" {
		return v.nobodys.In(lang), h.Grounds
	}
	return v.owners.In(lang, "owner", x.name(h.Owner)), h.Grounds
}

// turnFirst puts the clause by which somebody owns the customer, which a visit's
// grounds begin with, behind those of the turn.
func turnFirst(g rules.Grounds) rules.Grounds {
	if len(g.Basis) > 1 {
		g.Basis = append(slices.Clone(g.Basis[1:]), g.Basis[0])
	}
	return g
}

// shared writes who has which part of performance and commission.
func (x *exchange) shared(lang rules.Lang, performance, commission rules.Parts) string {
	write := func(ps rules.Parts) string {
		var said []string
		for _, s := range ps {
			said = append(said, say.PartOf.In(lang, "person", x.name(s.Person), "part", say.Part(s.Part)))
		}
		return say.Names(lang, said...)
	}
	p, c := write(performance), write(commission)
	switch {
	case p == "" && c == "":
		return say.PartsNone.In(lang)
	case p == c:
		return say.PartsBoth.In(lang, "parts", p)
	case c == "":
		return say.PartsPerformance.In(lang, "parts", p)
	case p == "":
		return say.PartsCommission.In(lang, "parts", c)
	}
	return say.Clauses(lang, say.PartsPerformance.In(lang, "parts", p), say.PartsCommission.In(lang, "parts", c))
}

// besideTheCase are kinds of event that say nothing of who a customer's is.
var besideTheCase = []rules.Kind{"withdraw", "shown", "leave", "dispute", "statement"}

// mostCase is how many events of a case a thread lists.
const mostCase = 20

// disputeCase lists what the register has of the customer's case.
func (x *exchange) disputeCase(a rules.Arbitration) Message {
	lang := x.conf.Lang
	m := Message{Head: say.DisputeCaseHead.In(lang)}
	visited := false
	for _, e := range x.book.Events(a.Customer) {
		kind := e.Body.Kind()
		if x.book.Withdrawn(e.Seq) || slices.Contains(besideTheCase, kind) {
			continue
		}
		what := did(kind)
		if kind == "visit" && !visited {
			visited, what = true, say.DidFirstVisit
		}
		line := say.DisputeCaseLine
		if subject(e) == "" {
			line = say.DisputeCaseCame
		}
		m.Facts = append(m.Facts, line.In(lang, "when", x.pen(lang).Stamp(e.Happened()), "person", x.name(subject(e)), "what", what))
	}
	n := len(m.Facts)
	switch {
	case n == 0:
		m.Facts = []string{say.DisputeCaseNone.In(lang)}
	case n > mostCase:
		m.Notes = []string{say.DisputeCaseMore.In(lang, "n", n)}
		m.Facts = m.Facts[n-mostCase:]
	}
	if n > 0 {
		m.Buttons = []Button{{Action: "history", Value: x.value(string(a.Customer)), Label: say.FullHistory.In(lang)}}
	}
	return m
}

// mostDoubts is how many suppositions a thread tells, of so many visits.
const (
	mostDoubts  = 3
	mostDoubted = 4
)

// disputeRules says what the policy makes of the case, and what it would make of
// it if a disputed fact were otherwise: what would change comes first.
func (x *exchange) disputeRules(a rules.Arbitration) Message {
	lang := x.conf.Lang
	head, grounds := x.byPolicy(lang, a, asAHead)
	m := Message{Head: head, Notes: x.notesIn(lang, grounds)}
	why := x.whyButton(a.Customer, "")
	why.Label, why.Spoken = say.Why.In(lang), ""
	m.Buttons = []Button{why}
	if a.Visit != "" {
		return m
	}
	now, _ := x.book.Holding(a.Customer, x.now)
	settled, _ := x.book.Settlement(a.Deal, x.now)
	var changed, same []string
	for _, d := range x.book.Doubts(a.Customer, a.Deal, a.Sides(), mostDoubted, x.now) {
		line := say.DoubtNotThere
		switch d.Fact {
		case rules.NamedThen:
			line = say.DoubtNamed
		case rules.RecognisedThen:
			line = say.DoubtRecognised
		case rules.ForOwnerThen:
			line = say.DoubtForOwner
		}
		then, basis := x.supposed(lang, d, now), d.Holding.Basis
		differs := d.Holding.Owner != now.Owner
		if a.Deal != "" {
			then, basis = x.shared(lang, d.Settlement.Performance, d.Settlement.Commission), d.Settlement.Basis
			differs = then != x.shared(lang, settled.Performance, settled.Commission)
		}
		if len(basis) > 0 {
			then += say.WhyClause.In(lang, "id", say.Safe(basis[0]))
		}
		said := line.In(lang, "day", x.pen(lang).Date(d.At), "person", x.name(d.Person), "then", then)
		if differs {
			changed = append(changed, said)
		} else {
			same = append(same, said)
		}
	}
	all := append(changed, same[:min(len(same), 1)]...) // that nothing changes is said once
	m.Facts = all[:min(len(all), mostDoubts)]
	return m
}

// supposed says whose the customer would be.
func (x *exchange) supposed(lang rules.Lang, d rules.Doubt, now rules.Holding) string {
	switch d.Holding.Owner {
	case "":
		return say.DoubtNobody.In(lang)
	case now.Owner:
		return say.DoubtStill.In(lang, "owner", x.name(now.Owner))
	}
	return say.DoubtThen.In(lang, "owner", x.name(d.Holding.Owner))
}

// ruledWhat is what a ruling decides, in a few words.
func (x *exchange) ruledWhat(lang rules.Lang, w rules.Word) string {
	switch {
	case w.Owner != "":
		return say.RulingOwnerWhat.In(lang, "owner", x.name(w.Owner))
	case len(w.Performance)+len(w.Commission) > 0:
		return x.shared(lang, w.Performance, w.Commission)
	}
	return say.RulingTurnWhat.In(lang)
}

// quoted is what somebody wrote, line by line, as everybody in a channel may see
// it.
func (x *exchange) quoted(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = say.Clean(line); line != "" {
			out = append(out, say.Safe(say.MaskPhones(line, x.conf.Region)))
		}
	}
	return out
}

// tidy is what somebody wrote in several lines, without what has no shape.
func tidy(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		if line = say.Clean(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
