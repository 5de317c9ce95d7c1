package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// mostChanges is how many changes a form has room for, each with the clauses of
// either policy.
const mostChanges = 50

// fewChanges is how many stand in a message.
const fewChanges = 2

// A supposition asks for a site's register to be replayed under another policy.
// It is returned as an error where an answer needs that: the replay takes time in
// which others want to write, and so it comes between two transactions.
type supposition struct {
	site   storage.SiteID
	policy *rules.Policy
}

func (*supposition) Error() string { return "the register is to be replayed first" }

// suppose replays a register as s asks, beside any writer.
func (b *Bot) suppose(ctx context.Context, s *supposition) (found *rules.WhatIf, err error) {
	err = b.DB.Read(ctx, func(tx *storage.Tx) error {
		replay := rules.Suppose(s.policy, nil, nil)
		for e, err := range tx.EventsAfter(s.site, 0) {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = replay.Apply(e)
			}
			if err != nil {
				return fmt.Errorf("replay %s, event %d: %w", s.site, e.Seq, err)
			}
		}
		at := b.Now()
		if last := replay.Last(); at.Before(last) {
			at = last
		}
		found, err = replay.WhatIf(at)
		return err
	})
	return found, err
}

// whatIf handles /walkin whatif: what would be otherwise under another policy,
// for managers.
func (x *exchange) whatIf() (Reply, error) {
	words := strings.Fields(halfWidths(x.req.Text))
	if len(words) != 1 {
		return Reply{}, x.refuse(say.WhatIfHow, x.policiesHere())
	}
	name := strings.ToLower(words[0])
	w, err := x.otherwise(name)
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.WhatIfHead, "new", name, "old", say.Name(w.Against.Policy.Name()))}
	if w.None() {
		m.Facts = []string{x.in(say.WhatIfNone)}
		return Reply{Message: &m}, nil
	}
	m.Facts = []string{x.in(say.WhatIfCounts, "customers", len(w.Customers), "deals", len(w.Deals), "visits", len(w.Visits), "conduct", len(w.Conduct))}
	rows, err := x.changes(w, fewChanges, false)
	if err != nil {
		return Reply{}, err
	}
	m.Facts = append(m.Facts, rows...)
	if len(rows) == 0 {
		m.Facts = append(m.Facts, x.in(say.WhatIfOnly, "n", w.Until))
	}
	m.Notes = []string{x.in(say.WhatIfNot)}
	m.Buttons = []Button{{Action: "whatif.all", Value: x.value(name), Label: x.in(say.WhatIfAll)}}
	return Reply{Message: &m}, nil
}

// whatIfAll shows every change, with the clauses of either policy.
func (x *exchange) whatIfAll() (Reply, error) {
	w, err := x.otherwise(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	f := &Form{ID: "note", Title: x.in(say.WhatIfTitle), Cancel: x.in(say.Closed), Head: x.in(say.WhatIfHead, "new", say.Name(w.Other.Policy.Name()), "old", say.Name(w.Against.Policy.Name()))}
	f.Facts, err = x.changes(w, mostChanges, true)
	if n := len(w.Customers) + len(w.Deals) + len(w.Visits) + len(w.Conduct); n > mostChanges {
		f.Notes = append(f.Notes, x.in(say.WhatIfMore, "n", n-mostChanges))
	}
	if w.Until > 0 {
		f.Notes = append(f.Notes, x.in(say.WhatIfOnly, "n", w.Until))
	}
	if w.Rotation {
		f.Notes = append(f.Notes, x.in(say.WhatIfOrder))
	}
	return Reply{Form: f}, err
}

// otherwise returns what would be otherwise under the policy that has that name
// here, once it has been found out.
func (x *exchange) otherwise(name string) (*rules.WhatIf, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return nil, x.needs(rules.Manager)
	}
	policy, _, err := x.policyCalled(name)
	if err != nil {
		return nil, err
	}
	if x.req.WhatIf == nil || x.req.WhatIf.Other.Policy.Name() != policy.Name() {
		return nil, &supposition{x.site, policy}
	}
	return x.req.WhatIf, nil
}

// changes writes up to most changes, customers first; with reasons, each is
// followed by the deciding clause of either policy.
func (x *exchange) changes(w *rules.WhatIf, most int, reasons bool) ([]string, error) {
	var lines []string
	n := 0
	add := func(line string, against, other *rules.Grounds) {
		n++
		lines = append(lines, line)
		if reasons {
			lines = append(lines, x.reasons(w, against, other)...)
		}
	}
	for _, c := range w.Customers {
		if n == most {
			return lines, nil
		}
		card, err := x.customer(c.Against.Customer)
		if err != nil {
			return nil, err
		}
		add(x.in(say.WhatIfLine, "what", card.masked(x.lang), "now", x.owns(c.Against), "then", x.owns(c.Other)), &c.Against.Grounds, &c.Other.Grounds)
	}
	for _, c := range w.Deals {
		if n == most {
			return lines, nil
		}
		card, err := x.customer(c.Against.Customer)
		if err != nil {
			return nil, err
		}
		what := x.in(say.WhatIfDeal, "who", card.masked(x.lang))
		add(x.in(say.WhatIfLine, "what", what, "now", x.shared(x.lang, c.Against.Performance, c.Against.Commission), "then", x.shared(x.lang, c.Other.Performance, c.Other.Commission)), &c.Against.Grounds, &c.Other.Grounds)
	}
	for _, c := range w.Visits {
		if n == most {
			return lines, nil
		}
		card, err := x.customer(c.Against.Customer)
		if err != nil {
			return nil, err
		}
		what := x.in(say.WhatIfVisit, "when", x.pen(x.lang).Stamp(c.Against.At), "who", card.masked(x.lang))
		add(x.in(say.WhatIfLine, "what", what, "now", x.receives(c.Against), "then", x.receives(c.Other)), &c.Against.Grounds, &c.Other.Grounds)
	}
	for _, c := range w.Conduct {
		if n == most {
			return lines, nil
		}
		f := c.Against
		if f == nil {
			f = c.Other
		}
		add(x.in(say.WhatIfLine, "what", x.in(say.WhatIfConduct, "who", x.name(f.Person)), "now", x.foundOut(c.Against), "then", x.foundOut(c.Other)), basisOf(c.Against), basisOf(c.Other))
	}
	return lines, nil
}

func basisOf(f *rules.Finding) *rules.Grounds {
	if f == nil {
		return nil
	}
	return &rules.Grounds{Basis: f.Basis}
}

// reasons are the deciding clauses of either policy, each with its wording.
func (x *exchange) reasons(w *rules.WhatIf, against, other *rules.Grounds) []string {
	var lines []string
	for _, side := range []struct {
		policy *rules.Policy
		g      *rules.Grounds
	}{{w.Against.Policy, against}, {w.Other.Policy, other}} {
		if side.g == nil || len(side.g.Basis) == 0 {
			continue
		}
		id := side.g.Basis[0]
		lines = append(lines, x.in(say.WhatIfReason, "policy", say.Name(side.policy.Name()), "clause", say.Clause(x.lang, id, side.policy.Wording(id, x.lang), side.g.Assumed)))
	}
	return lines
}

// owns says whose customer somebody is.
func (x *exchange) owns(h *rules.Holding) string {
	if h.Owner == "" {
		return x.in(say.WhatIfNobody)
	}
	return x.name(h.Owner)
}

// receives says who should receive, and whether that uses a turn.
func (x *exchange) receives(v *rules.Reception) string {
	who := x.in(say.WhatIfNobody)
	if v.Expected != "" {
		who = x.name(v.Expected)
	}
	if v.Turn {
		return x.in(say.WhatIfTurn, "who", who)
	}
	return x.in(say.WhatIfNoTurn, "who", who)
}

// foundOut names what was found about somebody.
func (x *exchange) foundOut(f *rules.Finding) string {
	if f == nil {
		return x.in(say.WhatIfNothing)
	}
	return rules.ActWord(f.Act, x.lang)
}
