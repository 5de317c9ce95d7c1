package bot

import (
	"slices"
	"strconv"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// The decisions of a ruling.
const (
	followPolicy    = "follow"
	decideOtherwise = "otherwise"
	dismiss         = "dismiss"
)

// rulable returns the dispute that a button or form carries, if the asker may
// rule in it, or rule again. One over a deal that nobody disputes has no id.
func (x *exchange) rulable() (rules.Arbitration, error) {
	a, known := x.book.Arbitration(rules.DisputeID(x.arg(0)))
	if s, stands := x.book.Settlement(rules.DealID(x.arg(3)), x.now); !known && stands {
		a, known = rules.Arbitration{Customer: s.Customer, Deal: s.Deal, State: rules.DisputeOpen}, true
	}
	switch {
	case !known:
		return a, x.stale("")
	case a.State == rules.DisputeWithdrawn:
		return x.openArbitration()
	case x.member.Role.Ranks(x.book.Policy().Arbiter()) < 0:
		return a, x.needs(x.book.Policy().Arbiter())
	case slices.Contains(x.stakeholders(a), x.req.Asker.ID):
		if all := x.arbiters(a); len(all) > 0 {
			return a, x.refuseText(x.in(say.RulingStake, "who", x.name(all[0])))
		}
		return a, x.refuse(say.RulingStakeNone)
	}
	if least := x.leastArbiter(a); x.member.Role.Ranks(least) < 0 {
		return a, x.refuseText(x.in(say.RulingHigher, "role", say.RoleName(least)))
	}
	return a, nil
}

// pressRule opens the form of a ruling.
func (x *exchange) pressRule() (Reply, error) {
	a, err := x.rulable()
	if err != nil {
		return Reply{}, err
	}
	head, grounds := x.byPolicy(x.lang, a, asAHead)
	question, err := x.question(x.lang, a)
	if err != nil {
		return Reply{}, err
	}
	form := &Form{
		ID: "ruling", Title: x.in(say.RulingTitle), Submit: x.in(say.RulingSubmit), Cancel: x.in(say.Cancel),
		Private: x.value(string(a.Dispute), x.wordBefore(a), x.fromHome(), x.arg(3)),
		Alert:   head,
		Head:    capital(question),
		Fields: []Field{{ID: "decision", Kind: RadioField, Label: x.in(say.RulingDecision), Options: []Option{
			{followPolicy, x.in(say.RulingFollow)},
			{decideOtherwise, x.in(say.RulingOtherwise)},
			{dismiss, x.in(say.RulingDismiss)},
		}}},
	}
	if a.Visit == "" {
		form.Fields = append(form.Fields, Field{ID: "owner", Kind: PersonField, Label: x.in(say.RulingOwner), Optional: true})
	}
	if a.Deal != "" {
		form.Fields = append(form.Fields,
			Field{ID: "performance", Kind: TextField, Label: x.in(say.RulingShares), Placeholder: x.in(say.RulingPartsEg), Optional: true, Max: 300},
			Field{ID: "commission", Kind: TextField, Label: x.in(say.RulingMoney), Placeholder: x.in(say.RulingPartsEg), Optional: true, Max: 300})
	}
	clause := Field{ID: "clause", Kind: SelectField, Label: x.in(say.RulingClause), Optional: true}
	for _, c := range x.book.Policy().Clauses() {
		const most, letters = 100, 70
		if len(clause.Options) < most {
			clause.Options = append(clause.Options, Option{c.ID, say.Cut(c.ID+" "+c.Wording(x.lang), letters)})
		}
	}
	if len(grounds.Basis) > 0 {
		clause.Initial = grounds.Basis[:1]
	}
	form.Fields = append(form.Fields, clause, Field{ID: "reason", Kind: LinesField, Label: x.in(say.RulingReason), Max: longestNote})
	return Reply{Form: form}, nil
}

// submitRuling records a ruling and tells of it.
func (x *exchange) submitRuling() (Reply, error) {
	a, err := x.rulable()
	if err != nil {
		return Reply{}, err
	}
	if x.wordBefore(a) != x.arg(1) { // another has ruled meanwhile
		m := Message{Head: x.in(say.ErrStale), Facts: []string{x.in(say.ErrStaleNext)}}
		if e, ruled := x.lastRuling(a); ruled {
			m.Head = x.in(say.RulingChanged, "who", x.name(e.By), "time", x.pen(x.lang).Time(e.At))
		}
		return Reply{}, &UserError{m}
	}
	ruling, wrong := x.ruling(a)
	if len(wrong) > 0 {
		return Reply{Errors: wrong}, nil
	}
	e := rules.Event{By: x.req.Asker.ID, Body: ruling}
	if x.field("decision") != dismiss {
		e.Note = x.field("clause")
		if e.Note == "" && a.Visit != "" {
			_, grounds := x.byPolicy(x.lang, a, asAHead)
			e.Note = first(grounds.Basis...)
		}
	}
	if e, err = x.recordEvent(e); err != nil {
		return Reply{}, err
	}
	if a.Dispute != "" {
		if err := x.tellRuling(a.Dispute); err != nil {
			return Reply{}, err
		}
	}
	if a.Deal != "" {
		if err := x.ruledDeal(a, e); err != nil {
			return Reply{}, err
		}
	}
	reply := Reply{Message: &Message{Head: x.in(say.RulingDone)}}
	return x.withHome(reply, nil, x.arg(2))
}

// ruledDeal brings what was said of a deal's split in line with a ruling, and
// tells those of it whom no dispute tells.
func (x *exchange) ruledDeal(a rules.Arbitration, e rules.Event) error {
	p, err := x.proposal(a.Deal)
	if err != nil {
		return err
	}
	if err := x.askToConfirm(p, true); err != nil {
		return err
	}
	sides := a.Sides()
	for _, who := range x.stakes(p.Settlement) {
		if slices.Contains(sides, who) {
			continue
		}
		err := x.tell(who, func(lang rules.Lang) Message {
			m := p.message(lang, say.RulingSplitHead.In(lang, "who", p.card.masked(lang)))
			m.Facts = append(m.Facts, say.RulingBecause.In(lang, "reason", say.Safe(say.Cut(say.Clean(e.Body.(*rules.Ruling).Reason), mostReason))))
			return m
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lastRuling is the last ruling on the question of a, in whatever dispute or in
// none.
func (x *exchange) lastRuling(a rules.Arbitration) (last rules.Event, found bool) {
	for _, e := range x.book.Events(a.Customer) {
		r, is := e.Body.(*rules.Ruling)
		if !is || x.book.Withdrawn(e.Seq) || r.Deal != a.Deal {
			continue
		}
		if in, _ := x.book.Arbitration(r.Dispute); in.Visit == a.Visit {
			last, found = e, true
		}
	}
	return last, found
}

// wordBefore is the place of that ruling, so that nobody rules over one that they
// have not seen.
func (x *exchange) wordBefore(a rules.Arbitration) string {
	e, _ := x.lastRuling(a)
	return strconv.FormatInt(e.Seq, 10)
}

// mostReason is how much of a ruling's reason a direct message gives.
const mostReason = 200

// ruling is what the form decides, or what is wrong with it.
func (x *exchange) ruling(a rules.Arbitration) (*rules.Ruling, []Wrong) {
	r := &rules.Ruling{Customer: a.Customer, Deal: a.Deal, Dispute: a.Dispute, Reason: tidy(x.field("reason"))}
	if a.Deal != "" {
		r.Customer = ""
	}
	var wrong []Wrong
	if r.Reason == "" {
		wrong = append(wrong, Wrong{"reason", x.in(say.ContestMissing)})
	}
	switch x.field("decision") {
	case followPolicy:
		if a.Visit == "" {
			h, _ := x.book.Holding(a.Customer, x.now)
			r.Owner = h.Owner
		}
		if s, stands := x.book.Settlement(a.Deal, x.now); stands {
			r.Owner, r.Performance, r.Commission = s.Owner, s.Performance, s.Commission
		}
	case decideOtherwise:
		r.Owner = rules.Person(x.field("owner"))
		if r.Owner != "" && !x.onList(r.Owner) {
			wrong = append(wrong, Wrong{"owner", x.in(say.FieldNotStaff, "who", x.name(r.Owner))})
		}
		for _, f := range []struct {
			id    string
			parts *rules.Parts
		}{{"performance", &r.Performance}, {"commission", &r.Commission}} {
			parts, fault := x.readParts(x.field(f.id))
			if fault != "" {
				wrong = append(wrong, Wrong{f.id, fault})
			}
			*f.parts = parts
		}
		if a.Visit == "" && len(wrong) == 0 && r.Owner == "" && len(r.Performance)+len(r.Commission) == 0 {
			wrong = append(wrong, Wrong{"decision", x.in(say.RulingNothing)})
		}
	case dismiss:
	default:
		wrong = append(wrong, Wrong{"decision", x.in(say.VisitChoose)})
	}
	return r, wrong
}

// readParts reads "Bo 2/3 Amy 1/3", in percent too; fault says what is in the
// way.
func (x *exchange) readParts(text string) (parts rules.Parts, fault string) {
	words := strings.Fields(strings.NewReplacer(",", " ", "，", " ", "、", " ", "：", " ", ":", " ").Replace(halfWidths(text)))
	sum := rules.Part{}
	var name []string
	for _, word := range words {
		part, ok := readPart(word)
		if !ok {
			name = append(name, word)
			continue
		}
		p, known := x.called(strings.Join(name, " "))
		if !known {
			return nil, x.in(say.FieldNotStaff, "who", say.Name(strings.Join(name, " ")))
		}
		if !parts.Of(p).IsZero() {
			return nil, x.in(say.RulingTwice, "who", x.name(p))
		}
		parts, sum, name = append(parts, rules.Share{Person: p, Part: part}), sum.Add(part), nil
	}
	if len(name) > 0 {
		return nil, x.in(say.RulingPart, "word", say.Name(strings.Join(name, " ")), "example", say.RulingPartsEg)
	}
	if whole, _ := rules.ParsePart("1"); len(parts) > 0 && sum.Compare(whole) != 0 {
		return nil, x.in(say.RulingSum, "sum", say.Part(sum))
	}
	return slices.DeleteFunc(parts, func(s rules.Share) bool { return s.Part.IsZero() }), ""
}

// readPart reads a part: 2/3, 50%, 33.5%, 1.
func readPart(word string) (rules.Part, bool) {
	percent, is := strings.CutSuffix(word, "%")
	if !is {
		p, err := rules.ParsePart(word)
		return p, err == nil
	}
	whole, after, _ := strings.Cut(percent, ".")
	const digits = 4
	if len(after) > digits || whole == "" {
		return rules.Part{}, false
	}
	n, err := strconv.ParseUint(whole+after, 10, 32)
	if err != nil {
		return rules.Part{}, false
	}
	den := "100" + strings.Repeat("0", len(after))
	p, err := rules.ParsePart(strconv.FormatUint(n, 10) + "/" + den)
	return p, err == nil
}

// called finds a colleague by the name that somebody typed, or by a mention.
func (x *exchange) called(name string) (rules.Person, bool) {
	name = strings.TrimPrefix(strings.TrimSpace(name), "@")
	if id, mention := strings.CutPrefix(name, "<@"); mention {
		id, _, _ = strings.Cut(strings.TrimSuffix(id, ">"), "|")
		name = id
	}
	for _, m := range x.book.Members(x.now) {
		if !m.Left && name != "" && (string(m.Person) == name || say.SameName(m.Name, name)) {
			return m.Person, true
		}
	}
	return "", false
}

// tellRuling puts the last ruling in a dispute into its thread, brings the first
// message up to date, and tells the sides.
func (x *exchange) tellRuling(id rules.DisputeID) error {
	a, _ := x.book.Arbitration(id)
	w := a.Rulings[len(a.Rulings)-1]
	c, err := x.customer(a.Customer)
	if err != nil {
		return err
	}
	lang := x.conf.Lang
	who := c.masked(lang)
	m := Message{Head: say.RulingDismissHead.In(lang)}
	switch {
	case !w.Decides():
	case a.Deal != "":
		m.Head = say.RulingSplitHead.In(lang, "who", who)
	case w.Owner != "":
		m.Head = say.RulingOwnerHead.In(lang, "who", who, "owner", x.name(w.Owner))
	default:
		m.Head = say.RulingTurnHead.In(lang, "who", who)
	}
	if len(w.Performance)+len(w.Commission) > 0 {
		m.Facts = []string{x.shared(lang, w.Performance, w.Commission)}
	}
	if reason := x.quoted(w.Reason); len(reason) > 0 {
		m.Facts = append(m.Facts, say.RulingBecause.In(lang, "reason", reason[0]))
		m.Facts = append(m.Facts, reason[1:]...)
	}
	foot := say.RulingFoot
	if w.Note != "" {
		foot = say.RulingClauseFoot
	}
	m.Notes = []string{foot.In(lang, "id", say.Safe(w.Note), "who", x.name(w.By), "when", x.pen(lang).Moment(w.At), "seq", int(w.Seq))}
	if err := x.postWithEvidence(id, m); err != nil {
		return err
	}
	if err := x.redrawDispute(id); err != nil {
		return err
	}
	for _, p := range a.Sides() {
		err := x.tell(p, func(lang rules.Lang) Message {
			m := Message{Head: say.RulingSidesNo.In(lang, "n", string(id))}
			if w.Decides() {
				m.Head = say.RulingSidesHead.In(lang, "n", string(id), "what", say.Clauses(lang, c.called(lang), x.ruledWhat(lang, w)))
			}
			m.Facts = []string{say.RulingBecause.In(lang, "reason", say.Safe(say.Cut(say.Clean(w.Reason), mostReason)))}
			m.Buttons = []Button{{Action: "seen", Value: x.value(), Label: say.RulingSee.In(lang), Opens: disputeKey(id)}}
			return m
		})
		if err != nil {
			return err
		}
	}
	return nil
}
