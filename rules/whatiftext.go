package rules

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteText writes what would be otherwise in sentences: how much, then each
// with the deciding clause of either side.
func (w *WhatIf) WriteText(out io.Writer, lang Lang) error {
	t := newTextReport(out, lang, w.Against)
	x := &whatIfText{textReport: t, other: newTextReport(io.Discard, lang, w.Other)}
	x.line(0, "假如用%s，而不是%s；%s", "What if: %s, not %s; %s", w.Other.Policy.Title(lang), w.Against.Policy.Title(lang), x.moment(w.Against.At))
	for _, c := range w.counts(lang) {
		x.line(1, "%s", "%s", c)
	}
	section := func(n int, zh, en string) {
		if n > 0 {
			x.head(zh, en)
		}
	}
	section(len(w.Customers), "客户", "Customers")
	for _, c := range w.Customers {
		either(x, c, x.textReport.customer(about(c).Customer), func(t *textReport, h *Holding) string { return t.holding(*h) }, func(h *Holding) Grounds { return h.Grounds })
	}
	section(len(w.Visits), "来访", "Visits")
	for _, c := range w.Visits {
		v := about(c)
		either(x, c, x.sprintf("%s（%s，%s）", "%s (%s, %s)", v.Visit, x.textReport.customer(v.Customer), x.moment(v.At)), (*textReport).received, func(v *Reception) Grounds { return v.Grounds })
	}
	section(len(w.Deals), "成交", "Deals")
	for _, c := range w.Deals {
		d := about(c)
		either(x, c, x.sprintf("%s（%s，%s）", "%s (%s, %s)", d.Deal, x.textReport.customer(d.Customer), stageWords[d.Stage].in(lang)), (*textReport).divided, func(d *Settlement) Grounds { return d.Grounds })
	}
	section(len(w.Conduct), "行为", "Conduct")
	for _, c := range w.Conduct {
		either(x, c, x.person(about(c).Person), func(t *textReport, f *Finding) string { return t.found(f, t.sprintf("，", ", ")) }, func(f *Finding) Grounds { return Grounds{Basis: f.Basis} })
	}
	if w.Rotation {
		x.head("轮排", "Rotation")
		x.line(1, "现在：%s。", "As it is: %s.", x.order(w.Against.Rotation))
		x.line(1, "假如：%s。", "As it would be: %s.", x.order(w.Other.Rotation))
	}
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("write what if: %w", err)
	}
	return nil
}

// counts says how much would be otherwise, a line for each kind of decision; one
// line if nothing would.
func (w *WhatIf) counts(lang Lang) []string {
	t := newTextReport(io.Discard, lang, w.Against)
	if w.None() {
		return []string{t.in("什么都不会变。", "Nothing would be otherwise.")}
	}
	return []string{
		t.sprintf("客户：%d 位中 %d 位归属会变；另有 %d 位只是保护期不同。", "Customers: of %d, %d would be otherwise; of %d more, only the protection would end another day.", len(w.Against.Customers), len(w.Customers), w.Until),
		t.sprintf("来访：%d 次中 %d 次的接待或轮次会变。", "Visits: of %d, %d would have another receiver, or another use of a turn.", len(w.Against.Visits), len(w.Visits)),
		t.sprintf("成交：%d 单中 %d 单分法会变。", "Deals: of %d, %d would be divided otherwise.", len(w.Against.Deals), len(w.Deals)),
		t.sprintf("行为：%d 项会变。", "Conduct: %d findings would be otherwise.", len(w.Conduct)) + " " + w.rotation(t),
	}
}

func (w *WhatIf) rotation(t *textReport) string {
	if w.Rotation {
		return t.in("轮排会变。", "The rotation would be another.")
	}
	return t.in("轮排不变。", "The rotation would be the same.")
}

// A whatIfText writes what is under one policy and would be under another.
type whatIfText struct {
	*textReport
	other *textReport
}

// about returns one side of what changed.
func about[T any](c Changed[T]) *T {
	if c.Against != nil {
		return c.Against
	}
	return c.Other
}

// either writes how something is and how it would be, with the deciding clauses.
func either[T any](x *whatIfText, c Changed[T], what string, says func(*textReport, *T) string, by func(*T) Grounds) {
	side := func(t *textReport, v *T) string {
		if v == nil {
			return x.in("无", "none")
		}
		return says(t, v)
	}
	x.line(1, "%s：%s；假如：%s。", "%s: %s; it would be: %s.", what, side(x.textReport, c.Against), side(x.other, c.Other))
	for _, s := range []struct {
		t *textReport
		v *T
	}{{x.textReport, c.Against}, {x.other, c.Other}} {
		if s.v != nil {
			x.reason(s.t.report.Policy, by(s.v))
		}
	}
}

// reason writes the clause that decides under one policy.
func (x *whatIfText) reason(p *Policy, g Grounds) {
	if len(g.Basis) == 0 {
		x.line(2, "%s：没有条款。", "%s: no clause.", p.Name())
		return
	}
	assumed := ""
	if g.Assumed {
		assumed = x.in("（按建议理解）", " (our reading)")
	}
	x.line(2, "%s 条款 %s%s：%s", "%s, clause %s%s: %s", p.Name(), g.Basis[0], assumed, p.Wording(g.Basis[0], x.lang))
}

// holding says whose customer somebody is.
func (t *textReport) holding(h Holding) string {
	var what string
	switch {
	case h.Owner == "" && h.Former != "":
		what = t.sprintf("无归属人（原归 %s）", "nobody's (was %s's)", t.person(h.Former))
	case h.Owner == "":
		what = t.in("无归属人", "nobody's")
	case h.Until.IsZero():
		what = t.sprintf("归 %s", "%s's", t.person(h.Owner))
	default:
		what = t.sprintf("归 %s，保护到 %s", "%s's, protected through %s", t.person(h.Owner), t.lastDay(h.Until))
	}
	if others := t.others(h); others != "" {
		what += t.sprintf("，与 %s 为同一组客户", ", one party with %s", others)
	}
	if h.Referral != "" {
		what += t.sprintf("，由 %s 介绍", ", sent by %s", t.customer(h.Referral))
	}
	return what
}

// received says who received and should have.
func (t *textReport) received(v *Reception) string {
	what := t.sprintf("%s 接待，%s", "received by %s, %s", t.person(v.Person), t.turn(*v))
	if v.Expected != v.Person {
		expected := t.in("无人", "nobody")
		if v.Expected != "" {
			expected = t.person(v.Expected)
		}
		what += t.sprintf("，按制度应由 %s", ", expected: %s", expected)
	}
	return what
}

// divided says how a deal is split.
func (t *textReport) divided(d *Settlement) string {
	what := t.sprintf("业绩 %s，佣金 %s", "performance %s, commission %s", t.parts(d.Performance), t.parts(d.Commission))
	if len(d.Bonus) > 0 {
		what += t.sprintf("，成交奖金 %s", ", bonus %s", t.parts(d.Bonus))
	}
	return what
}

// found says what somebody did and what it costs, with separator between.
func (t *textReport) found(f *Finding, separator string) string {
	what := f.Act
	if words, ok := actWords[f.Act]; ok {
		what = words.in(t.lang)
	}
	if f.Customer != "" {
		what += t.sprintf("（%s）", " (%s)", t.customer(f.Customer))
	}
	if f.Fine != nil {
		what += separator + t.sprintf("罚款 %s %s", "fine %s %s", t.span(f.Fine.Min, f.Fine.Max), f.Fine.Currency)
	}
	if f.Suspend != nil {
		what += separator + t.sprintf("停盘 %s 天", "suspended for %s days", t.span(f.Suspend.Min, f.Suspend.Max))
	}
	return what
}

// order says who is next, and the order after.
func (t *textReport) order(r Rotation) string {
	next := t.in("无人", "nobody")
	if r.Next != "" {
		next = t.person(r.Next)
	}
	what := []string{t.sprintf("下一位 %s", "next %s", next), t.sprintf("次序 %s", "order %s", t.persons(r.Queue))}
	if owed := t.tallies(r.Owed); owed != "" {
		what = append(what, t.sprintf("待补接 %s", "owed %s", owed))
	}
	return strings.Join(what, t.in("；", "; "))
}

// WriteJSON writes the counts, then each decision as it is and as it would be,
// and the wordings of the clauses on either side.
func (w *WhatIf) WriteJSON(out io.Writer) error {
	buffered := bufio.NewWriter(out)
	j := &jsonReport{enc: newEncoder(buffered), zone: w.Against.Zone}
	var against, other []string
	j.object(func() {
		j.key("policy").text(w.Other.Policy.Name())
		j.key("against").text(w.Against.Policy.Name())
		j.key("at").time(w.Against.At)
		j.key("counts").object(func() {
			j.key("customers").number(len(w.Customers))
			j.key("until").number(w.Until)
			j.key("visits").number(len(w.Visits))
			j.key("deals").number(len(w.Deals))
			j.key("conduct").number(len(w.Conduct))
			j.key("rotation").flag(w.Rotation)
		})
		cite := func(a, b []string) { against, other = append(against, a...), append(other, b...) }
		eitherJSON(j, "customers", w.Customers, func(h *Holding) (string, string) { return "customer", string(h.Customer) }, j.holding, func(h *Holding) []string { return h.Basis }, cite)
		eitherJSON(j, "visits", w.Visits, func(v *Reception) (string, string) { return "visit", string(v.Visit) }, j.reception, func(v *Reception) []string { return v.Basis }, cite)
		eitherJSON(j, "deals", w.Deals, func(d *Settlement) (string, string) { return "deal", string(d.Deal) }, j.settlement, func(d *Settlement) []string { return d.Basis }, cite)
		eitherJSON(j, "conduct", w.Conduct, func(f *Finding) (string, string) { return "person", string(f.Person) }, j.finding, func(f *Finding) []string { return f.Basis }, cite)
		j.key("rotation").object(func() {
			j.key("against").rotation(w.Against.Rotation)
			j.key("policy").rotation(w.Other.Rotation)
		})
		j.key("clauses").object(func() {
			j.key("against").wordings(w.Against.Policy, against)
			j.key("policy").wordings(w.Other.Policy, other)
		})
	})
	if j.err == nil {
		j.err = buffered.Flush()
	}
	if j.err != nil {
		return fmt.Errorf("write what if: %w", j.err)
	}
	return nil
}

// eitherJSON writes a list of changes.
func eitherJSON[T any](j *jsonReport, key string, all []Changed[T], about func(*T) (key, id string), write func(T), basis func(*T) []string, cite func(a, b []string)) {
	side := func(key string, v *T) []string {
		j.key(key)
		if v == nil {
			j.null()
			return nil
		}
		write(*v)
		return basis(v)
	}
	j.key(key).array(func() {
		for _, c := range all {
			j.object(func() {
				v := c.Against
				if v == nil {
					v = c.Other
				}
				what, id := about(v)
				j.key(what).text(id)
				a := side("against", c.Against)
				cite(a, side("policy", c.Other))
			})
		}
	})
}

// wordings writes clauses in both languages, each once, in the policy's order.
func (j *jsonReport) wordings(p *Policy, ids []string) {
	named := make(map[string]bool, len(ids))
	for _, id := range ids {
		named[id] = true
	}
	j.object(func() {
		for _, c := range p.clauses {
			if named[c.ID] {
				j.key(c.ID).object(func() {
					j.key("zh").text(c.Wording(Zh))
					j.key("en").text(c.Wording(En))
				})
			}
		}
	})
}
