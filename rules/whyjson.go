package rules

import (
	"bufio"
	"fmt"
	"io"
	"slices"
)

// WriteJSON writes the decision as the report has it, with all that led to it,
// and the wordings of every clause that it names.
func (w *Why) WriteJSON(out io.Writer) error {
	buffered := bufio.NewWriter(out)
	x := &whyJSON{jsonReport: &jsonReport{enc: newEncoder(buffered), zone: w.Zone}, why: w}
	x.object(func() {
		x.key("policy").text(w.Policy.Name())
		x.key("at").time(w.At)
		x.key("customer").text(string(w.Customer))
		switch {
		case w.Holding != nil:
			x.key("decision").holding(*w.Holding)
		case w.Settlement != nil:
			x.key("deal").text(string(w.Settlement.Deal))
			x.key("decision").settlement(*w.Settlement)
			x.key("facts").object(x.deal)
		case w.Reception != nil:
			x.key("visit").text(string(w.Reception.Visit))
			x.key("decision").reception(*w.Reception)
			x.key("facts").object(x.visit)
		}
		x.key("chain").array(func() {
			for _, s := range w.Chain {
				x.step(s)
			}
		})
		x.key("failed").array(func() {
			for _, f := range w.Failed {
				x.failure(f)
			}
		})
		x.key("clauses").object(x.wordings)
	})
	if x.err == nil {
		x.err = buffered.Flush()
	}
	if x.err != nil {
		return fmt.Errorf("write why: %w", x.err)
	}
	return nil
}

// A whyJSON writes why one decision is as it is.
type whyJSON struct {
	*jsonReport
	why   *Why
	cited []citation
}

// A citation is a clause that was named, of the policy under which it was.
type citation struct {
	policy *Policy
	id     string
}

// clause writes a clause's id, null for none, and remembers to give its wording.
func (x *whyJSON) clause(id string, seq int64) {
	name(x.jsonReport, id)
	policy := x.why.policyOf(seq)
	if policy.clause(id) == nil {
		policy = x.why.Policy
	}
	if c := (citation{policy, id}); id != "" && !slices.Contains(x.cited, c) {
		x.cited = append(x.cited, c)
	}
}

func (x *whyJSON) place(seq int64) {
	if seq == 0 {
		x.null()
		return
	}
	x.number(int(seq))
}

func (x *whyJSON) step(s Step) {
	x.object(func() {
		x.key("seq")
		x.place(s.Seq)
		x.key("at").time(s.At)
		name(x.key("event"), s.Kind)
		name(x.key("person"), s.Person)
		x.key("effect").text(string(s.Effect))
		name(x.key("owner"), s.Owner)
		x.key("until").time(s.Until)
		x.key("clause")
		x.clause(s.Clause, s.Seq)
	})
}

func (x *whyJSON) failure(f Failure) {
	x.object(func() {
		x.key("person").text(string(f.Person))
		x.key("stake").text(string(f.Stake))
		x.key("seq")
		x.place(f.Seq)
		x.key("at").time(f.At)
		name(x.key("event"), f.Kind)
		x.key("clause")
		x.clause(f.Clause, f.By)
		x.key("failed_at")
		x.place(f.By)
	})
}

func (x *whyJSON) deal() {
	d, seq := x.why.Deal, x.why.seqOfDeal()
	x.key("at").time(d.At)
	name(x.key("closer"), d.Closer)
	name(x.key("owner"), d.Owner)
	x.key("owned_by")
	x.clause(d.OwnedBy, seq)
	x.key("performance_by")
	x.clause(d.PerformedBy, seq)
	x.key("commission_by")
	x.clause(d.CommissionBy, seq)
	x.key("bonus_by")
	x.clause(d.BonusBy, seq)
	x.key("grabbed").flag(d.Grabbed)
	x.key("group_buy").flag(d.GroupBuy)
	x.key("receptions").array(func() {
		for _, m := range d.Met {
			x.object(func() {
				x.key("visit").text(string(m.Visit))
				x.key("at").time(m.At)
				name(x.key("person"), m.Person)
				name(x.key("owner"), m.Owner)
				x.key("registered").flag(m.Registered)
				x.key("on_behalf").flag(m.Behalf)
				x.key("unknowing").flag(m.Unknowing)
				x.key("handed_back").flag(m.HandedBack)
			})
		}
	})
	x.key("contests").array(func() {
		for _, c := range d.Contests {
			x.object(func() {
				x.key("seq").number(int(c.Seq))
				x.key("at").time(c.At)
				name(x.key("person"), c.Person)
				x.key("evidence").flag(c.Evidence)
				x.key("late").flag(c.Late)
				x.key("counts").flag(c.Counts)
			})
		}
	})
	name(x.key("ruled_by"), d.RuledBy)
	name(x.key("ruling"), d.Ruling)
}

func (x *whyJSON) visit() {
	d, seq := x.why.Door, x.why.seqOfVisit()
	name(x.key("owner"), d.Owner)
	x.key("returning").flag(d.Returning)
	x.key("owner_free").flag(d.OwnerFree)
	name(x.key("asked_for"), d.AskedFor)
	x.key("floor").text(string(d.Mode))
	name(x.key("next"), d.Next)
	x.key("expected_by")
	x.clause(d.ExpectedBy, seq)
	x.key("turn_by")
	x.clause(d.TurnBy, seq)
	x.key("moves").array(func() {
		for _, m := range d.Moves {
			x.move(m, string(m.Cause))
		}
		for _, m := range d.Kept {
			x.move(m, "kept")
		}
	})
}

func (x *whyJSON) move(m Move, cause string) {
	x.object(func() {
		x.key("person").text(string(m.Person))
		x.key("cause").text(cause)
		name(x.key("reason"), m.Reason)
		x.key("clause")
		x.clause(m.Clause, m.Seq)
	})
}

// wordings writes every clause named, in both languages.
func (x *whyJSON) wordings() {
	for _, id := range x.deciding() {
		x.cited = append(x.cited, citation{x.why.Policy, id})
	}
	var done []string
	for _, c := range x.cited {
		if slices.Contains(done, c.id) || c.policy.clause(c.id) == nil {
			continue
		}
		done = append(done, c.id)
		x.key(c.id).object(func() {
			x.key("policy").text(c.policy.Name())
			x.key("zh").text(c.policy.Wording(c.id, Zh))
			x.key("en").text(c.policy.Wording(c.id, En))
		})
	}
}

func (x *whyJSON) deciding() []string {
	switch w := x.why; {
	case w.Holding != nil:
		return w.Holding.Basis
	case w.Settlement != nil:
		return w.Settlement.Basis
	case w.Reception != nil:
		return w.Reception.Basis
	}
	return nil
}
