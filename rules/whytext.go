package rules

import (
	"fmt"
	"io"
	"slices"
)

// WriteText writes the decision and all that led to it in sentences, each
// clause in full where it is named first.
func (w *Why) WriteText(out io.Writer, lang Lang) error {
	t := newTextReport(out, lang, &w.Report)
	t.line(0, "%s，%s", "%s, %s", w.Policy.Title(lang), t.moment(w.At))
	x := &whyText{textReport: t, why: w}
	switch {
	case w.Holding != nil:
		x.customer()
	case w.Settlement != nil:
		x.deal()
	case w.Reception != nil:
		x.visit()
	}
	x.chain()
	x.failed()
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("write why: %w", err)
	}
	return nil
}

// A whyText writes why one decision is as it is.
type whyText struct {
	*textReport
	why   *Why
	cited []string // clauses whose wording was written already
}

// kindWords are the events in words.
var kindWords = map[Kind]wording{
	"person": {"人员变动", "change of staff"}, "call": {"来电", "call"}, "details": {"补资料", "details"},
	"visit": {"到访", "visit"}, "leave": {"离开", "left"}, "recognise": {"相认", "recognition"},
	"hand_back": {"交还", "hand-back"}, "told": {"告知", "told"}, "follow_up": {"跟进", "follow-up"},
	"contact": {"客户联系", "customer's contact"}, "appointment": {"预约", "appointment"}, "link": {"关系", "link"},
	"own": {"亲友备案", "own relation on record"}, "prefile": {"事先报备", "announced in advance"}, "wish": {"客户意愿", "wish"},
	"complaint": {"投诉", "complaint"}, "give_up": {"放弃", "giving up"}, "assign": {"指派", "assignment"},
	"claim": {"认领", "claim"}, "shown": {"已告知归属", "owner shown"}, "confirm": {"确认", "confirmation"},
	"assist": {"协助", "help"}, "deal": {"成交", "deal"}, "contest": {"异议", "contest"}, "ruling": {"裁决", "ruling"},
	"misconduct": {"违规", "misconduct"}, "policy": {"制度变更", "change of policy"},
}

func (x *whyText) kind(k Kind) string {
	if w, ok := kindWords[k]; ok {
		return w.in(x.lang)
	}
	return string(k)
}

// clause writes a clause's wording, the first time it is named.
func (x *whyText) clause(id string, seq int64) {
	if id == "" {
		return
	}
	policy := x.why.policyOf(seq)
	key := policy.Name() + "/" + id
	c := policy.clause(id)
	if c == nil {
		policy = x.why.Policy
		c = policy.clause(id)
	}
	if c == nil || slices.Contains(x.cited, key) {
		return
	}
	x.cited = append(x.cited, key)
	if policy != x.why.Policy {
		x.line(2, "条款 %s（%s）：%s", "Clause %s of %s: %s", id, policy.Title(x.lang), c.Wording(x.lang))
		return
	}
	x.line(2, "条款 %s：%s", "Clause %s: %s", id, c.Wording(x.lang))
}

// by names a clause in brackets.
func (x *whyText) by(id string) string {
	if id == "" {
		return ""
	}
	return x.sprintf("（条款 %s）", " (clause %s)", id)
}

func (x *whyText) customer() {
	h := x.why.Holding
	name := x.textReport.customer(h.Customer)
	switch {
	case h.Owner == "" && h.Former != "":
		x.line(0, "%s 现无归属人（原归 %s），原因如下。", "Why %s is nobody's now (was %s's)", name, x.person(h.Former))
	case h.Owner == "":
		x.line(0, "%s 无归属人，原因如下。", "Why %s is nobody's", name)
	case h.Until.IsZero():
		x.line(0, "%s 归 %s，原因如下。", "Why %s is %s's", name, x.person(h.Owner))
	default:
		x.line(0, "%s 归 %s，保护到 %s，原因如下。", "Why %s is %s's, protected through %s", name, x.person(h.Owner), x.lastDay(h.Until))
	}
	if others := x.others(*h); others != "" {
		x.line(1, "与 %s 为同一组客户。", "One party with %s.", others)
	}
	x.grounds(h.Grounds)
	if len(h.Basis) > 0 {
		x.cited = append(x.cited, x.why.Policy.Name()+"/"+h.Basis[0])
	}
}

// chain writes how ownership came about.
func (x *whyText) chain() {
	if x.why.Holding != nil {
		x.head("经过", "What led there")
	} else {
		x.head("在此之前的归属", "Whose customer, until then")
	}
	if len(x.why.Chain) == 0 {
		x.line(1, "没有条款认定过归属。", "Nothing that any clause counts.")
	}
	for i, s := range x.why.Chain {
		when := x.moment(s.At)
		if s.Seq == 0 {
			x.line(1, "%d. %s，%s%s。", "%d. %s: %s%s.", i+1, when, x.effect(s), x.by(s.Clause))
		} else {
			x.line(1, "%d. %s，第 %d 条 %s：%s%s。", "%d. %s, entry %d, %s: %s%s.", i+1, when, s.Seq, x.kind(s.Kind), x.effect(s), x.by(s.Clause))
		}
		x.clause(s.Clause, s.Seq)
	}
}

// effect says what a step did.
func (x *whyText) effect(s Step) string {
	who, owner := x.person(s.Person), x.person(s.Owner)
	through := ""
	if !s.Until.IsZero() && s.Owner != "" {
		through = x.sprintf("，保护到 %s", ", protected through %s", x.lastDay(s.Until))
	}
	switch s.Effect {
	case Gained:
		return x.sprintf("归 %s", "%s's now", owner) + through
	case HandedTo:
		return x.sprintf("交还 %s", "given back to %s", owner) + through
	case Ruled:
		return x.sprintf("裁决归 %s", "ruled to be %s's", owner) + through
	case Renewed, Kept:
		if s.Owner == "" {
			return x.in("无归属人", "nobody's")
		}
		return x.sprintf("%s，仍归 %s", "%s; still %s's", who, owner) + through
	case Later:
		if s.Owner == "" {
			return x.sprintf("%s 在后，不归 %s", "%s comes later and does not get them", who, who)
		}
		return x.sprintf("%s 在后，仍归 %s", "%s comes later; still %s's", who, owner) + through
	case Invalid:
		return x.sprintf("%s 的登记无效", "%s's is no valid registration", who)
	case Lapsed:
		if s.Owner != "" {
			return x.sprintf("%s 的保护期已过，归 %s", "%s's protection has run out; %s's now", who, owner) + through
		}
		return x.sprintf("%s 的保护期已过，无归属人", "%s's protection has run out; nobody's now", who)
	case Lost:
		return x.sprintf("%s 不再是归属人", "no longer %s's", who)
	}
	return string(s.Effect)
}

// stakeWords say what gave somebody a stake.
var stakeWords = map[Stake]wording{
	Received: {"接待", "received"}, Called: {"接过来电", "took a call"}, InTouch: {"联系过", "was in touch"},
	Claimed: {"认领", "claimed"}, WasNamed: {"被提到", "was named"}, Given: {"被指派", "was given them"},
	Contested: {"提出异议", "contested"}, Helped: {"协助", "helped"}, Closed: {"成交人", "closed"},
	Owned: {"归属人", "owned"}, WasNext: {"轮到", "was next"},
}

// failed writes at which clause everybody else's claim failed.
func (x *whyText) failed() {
	if len(x.why.Failed) == 0 {
		return
	}
	x.head("其他人为什么不是", "Why not the others")
	for _, f := range x.why.Failed {
		what := x.sprintf("%s，第 %d 条", "%s, entry %d", stakeWords[f.Stake].in(x.lang), f.Seq)
		at := x.moment(f.At)
		switch {
		case f.Clause == "":
			x.line(1, "%s（%s，%s）：没有条款支持。", "%s (%s, %s): no clause speaks for them.", x.person(f.Person), at, what)
		case f.By != 0 && f.By != f.Seq:
			x.line(1, "%s（%s，%s）：止于第 %d 条，条款 %s。", "%s (%s, %s): fails at entry %d, by clause %s.", x.person(f.Person), at, what, f.By, f.Clause)
		default:
			x.line(1, "%s（%s，%s）：止于条款 %s。", "%s (%s, %s): fails at clause %s.", x.person(f.Person), at, what, f.Clause)
		}
		x.clause(f.Clause, f.By)
	}
}

func (x *whyText) deal() {
	s, d := x.why.Settlement, x.why.Deal
	x.line(0, "成交 %s（%s，%s）为什么这样分", "Why deal %s (%s, %s) is split so", s.Deal, x.textReport.customer(s.Customer), stageWords[s.Stage].in(x.lang))
	for _, part := range []struct {
		zh, en string
		parts  Parts
		by     string
	}{
		{"业绩：%s%s。", "Performance: %s%s.", s.Performance, d.PerformedBy},
		{"佣金：%s%s。", "Commission: %s%s.", s.Commission, d.CommissionBy},
		{"成交奖金：%s%s。", "Closing bonus: %s%s.", s.Bonus, d.BonusBy},
	} {
		if part.by == "" && len(part.parts) == 0 {
			continue
		}
		x.line(1, part.zh, part.en, x.parts(part.parts), x.by(part.by))
		x.clause(part.by, x.why.seqOfDeal())
	}
	if s.Assumed {
		x.line(1, "制度没有写明；按建议理解处理。", "The policy is silent; decided by our reading.")
	}
	x.head("所依据的事实", "The facts it rests on")
	x.line(1, "%s 由 %s 成交。", "Closed on %s by %s.", x.moment(d.At), x.person(d.Closer))
	if d.Owner == "" {
		x.line(1, "当时无归属人%s。", "Nobody owned the customer then%s.", x.by(d.OwnedBy))
	} else {
		x.line(1, "当时归 %s%s。", "The customer was %s's then%s.", x.person(d.Owner), x.by(d.OwnedBy))
	}
	if d.Grabbed {
		x.line(1, "成交人抢过这位客户。", "The closer had taken the customer from a colleague.")
	}
	if d.GroupBuy {
		x.line(1, "属团购。", "It is part of a group purchase.")
	}
	if d.Name != "" {
		x.line(1, "以 %s 的名义成交。", "In the name of %s.", d.Name)
	}
	for _, m := range d.Met {
		x.line(1, "%s，%s：%s 接待，%s。", "%s, %s: received by %s, %s.", x.moment(m.At), m.Visit, x.person(m.Person), x.met(m))
	}
	for _, c := range d.Contests {
		x.line(1, "%s，%s 提出异议，%s。", "%s: contested by %s, %s.", x.moment(c.At), x.person(c.Person), x.contest(c))
	}
	if d.RuledBy != "" {
		x.line(1, "%s 裁决：%s", "Ruled by %s: %s", x.person(d.RuledBy), d.Ruling)
	}
	if !s.ContestUntil.IsZero() {
		x.line(1, "%s 前（含当日）可提出异议。", "May be contested through %s.", x.lastDay(s.ContestUntil))
	}
}

// met says in what capacity somebody received.
func (x *whyText) met(m Met) string {
	owner := x.person(m.Owner)
	var how string
	switch {
	case m.Owner == "":
		how = x.in("当时无归属人", "nobody's customer then")
	case m.HandedBack:
		how = x.sprintf("后交还 %s", "given back to %s", owner)
	case m.Owner == m.Person:
		how = x.in("自己的客户", "their own customer")
	case m.Behalf:
		how = x.sprintf("代 %s", "for %s", owner)
	case m.Unknowing:
		how = x.sprintf("不知是 %s 的客户", "not knowing that they were %s's", owner)
	default:
		how = x.sprintf("知是 %s 的客户", "knowing that they were %s's", owner)
	}
	if !m.Registered {
		how += x.in("，登记无效", ", not validly registered")
	}
	return how
}

func (x *whyText) contest(c ContestFact) string {
	switch {
	case c.Late:
		return x.in("已过期限", "too late")
	case !c.Counts:
		return x.in("没有证据", "without evidence")
	case c.Evidence:
		return x.in("有证据，有效", "in time, with evidence")
	}
	return x.in("有效", "in time")
}

func (x *whyText) visit() {
	v, d := x.why.Reception, x.why.Door
	x.line(0, "来访 %s（%s，%s）：由 %s 接待，%s", "Visit %s (%s, %s): received by %s, %s",
		v.Visit, x.textReport.customer(v.Customer), x.moment(v.At), x.person(v.Person), x.turn(*v))
	if v.Expected == "" {
		x.line(1, "当时无人可接%s。", "Nobody was free to receive%s.", x.by(d.ExpectedBy))
	} else {
		x.line(1, "按制度由 %s 接待%s。", "By the policy, %s should receive%s.", x.person(v.Expected), x.by(d.ExpectedBy))
	}
	x.clause(d.ExpectedBy, x.why.seqOfVisit())
	if v.Turn {
		x.line(1, "占用一次轮接%s。", "It uses a turn%s.", x.by(d.TurnBy))
	} else {
		x.line(1, "不占轮接%s。", "It uses no turn%s.", x.by(d.TurnBy))
	}
	x.clause(d.TurnBy, x.why.seqOfVisit())
	if v.Assumed {
		x.line(1, "制度没有写明；按建议理解处理。", "The policy is silent; decided by our reading.")
	}
	x.head("门口的情况", "At the door")
	switch {
	case d.Owner == "":
		x.line(1, "客户当时无归属人。", "The customer was nobody's.")
	case d.Returning && d.OwnerFree:
		x.line(1, "客户归 %s，%s 可以接待。", "The customer was %s's; %s could receive.", x.person(d.Owner), x.person(d.Owner))
	case d.Returning:
		x.line(1, "客户归 %s，%s 不能接待。", "The customer was %s's; %s could not receive.", x.person(d.Owner), x.person(d.Owner))
	default:
		x.line(1, "新客户，按制度归 %s。", "A new customer, %s's by the policy.", x.person(d.Owner))
	}
	if d.AskedFor != "" {
		x.line(1, "指名 %s。", "They asked for %s.", x.person(d.AskedFor))
	}
	switch {
	case d.Mode == Lunch:
		x.line(1, "午间值班。", "Lunch-time duty.")
	case d.Mode == Rush:
		x.line(1, "开盘期间，不轮排。", "Rush: no queue.")
	case d.Next == "":
		x.line(1, "轮排中无人可接。", "Nobody in the rotation was ready.")
	default:
		x.line(1, "轮到 %s。", "Next in the rotation: %s.", x.person(d.Next))
	}
	if len(d.Moves)+len(d.Kept) > 0 {
		x.head("轮排的变化", "What it moved in the rotation")
	}
	for _, m := range d.Moves {
		x.line(1, "%s：%s%s。", "%s: %s%s.", x.person(m.Person), x.move(m), x.by(m.Clause))
		x.clause(m.Clause, m.Seq)
	}
	for _, m := range d.Kept {
		x.line(1, "%s：%s，位次不变%s。", "%s: %s, keeps the place%s.", x.person(m.Person), x.absence(m.Reason), x.by(m.Clause))
		x.clause(m.Clause, m.Seq)
	}
}

func (x *whyText) move(m Move) string {
	switch m.Cause {
	case TookTurn:
		return x.in("轮接一次，移到队尾", "took a turn, to the end of the queue")
	case TookMakeup:
		return x.in("补接一次，队列不变", "took a make-up turn, the queue stays")
	case PassedOwed:
		if m.Reason == "" {
			return x.in("补接记一次", "is owed a make-up turn")
		}
		return x.sprintf("%s，轮过，补接记一次", "%s, passed, owed a make-up turn", x.absence(m.Reason))
	case PassedLost:
		return x.sprintf("%s，轮空", "%s, the turn is lost", x.absence(m.Reason))
	case Returned:
		return x.in("轮次归还", "has the turn back")
	}
	return string(m.Cause)
}

// absenceWords say why somebody could not take a turn.
var absenceWords = map[string]wording{
	"errand": {"公事外出", "on an errand"}, "sales": {"办签约", "doing paperwork"}, "personal": {"私事暂离", "away on personal business"},
	"none": {"暂离", "away"}, "off": {"下班", "off"}, "busy": {"接待中", "with customers"},
}

func (x *whyText) absence(reason string) string {
	if w, ok := absenceWords[reason]; ok {
		return w.in(x.lang)
	}
	return x.in("不在", "not there")
}

// policyOf returns the house rules under which the event at seq was written.
func (w *Why) policyOf(seq int64) *Policy {
	if seq == 0 || w.book == nil {
		return w.Policy
	}
	return w.book.policyAt(int32(seq - 1))
}

func (w *Why) seqOfDeal() int64 {
	p, _ := w.book.progress(w.book.deals[w.Settlement.Deal])
	return int64(p.first) + 1
}

func (w *Why) seqOfVisit() int64 { return int64(w.book.visits[w.Reception.Visit].place) + 1 }
