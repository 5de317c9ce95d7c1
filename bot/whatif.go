package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// mostOtherwise is how many customers, and how many deals, an answer to "what
// if" names.
const mostOtherwise = 8

// asksWhatIf says whether a command is /walkin whatif, and of which policy.
func asksWhatIf(req Request) (policy string, asks bool) {
	if req.Act != Command || req.Command != "walkin" {
		return "", false
	}
	verb, words := splitVerb(req.Text)
	if !strings.EqualFold(verb, "whatif") && verb != "假如" {
		return "", false
	}
	return strings.ToLower(strings.TrimSpace(halfWidths(words))), true
}

// answerWhatIf replays the register of a site under another policy, for a
// manager, and returns what answers with the difference. The replay comes before
// the answering: a long register takes time in which others want to write.
func (b *Bot) answerWhatIf(ctx context.Context, req Request, name string) func(*storage.Tx, Request) (Reply, error) {
	var policy *rules.Policy
	var w *rules.WhatIf
	err := b.DB.Write(ctx, func(tx *storage.Tx) error {
		x := &exchange{bot: b, tx: tx, req: req, lang: req.Asker.Lang, now: req.At}
		var err error
		policy, err = x.mayAskWhatIf(name)
		return err
	})
	if err == nil {
		s := rules.Suppose(policy, nil, nil)
		err = b.DB.Read(ctx, func(tx *storage.Tx) error {
			for e, err := range tx.EventsAfter(storage.SiteID(req.Channel), 0) {
				if err == nil {
					err = s.Apply(e)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			at := req.At
			if at.Before(s.Last()) {
				at = s.Last()
			}
			w, err = s.WhatIf(at)
		}
	}
	return func(tx *storage.Tx, req Request) (Reply, error) {
		if err != nil {
			return Reply{}, err
		}
		x := &exchange{bot: b, tx: tx, req: req, lang: req.Asker.Lang, now: req.At}
		if err := x.enter(storage.SiteID(req.Channel)); err != nil {
			return Reply{}, err
		}
		return x.whatIf(policy, w)
	}
}

// mayAskWhatIf returns the policy asked about, if the asker is a manager here.
func (x *exchange) mayAskWhatIf(name string) (*rules.Policy, error) {
	site, err := x.here()
	if err != nil {
		return nil, err
	}
	if site == "" {
		return nil, x.noSite()
	}
	if err := x.enter(site); err != nil {
		return nil, err
	}
	if rank(x.member.Role) < rank(rules.Manager) {
		return nil, x.needs(rules.Manager)
	}
	p, found := rules.Named(name)
	if !found {
		return nil, x.refuseText(x.in(say.PolicyUnknown, "name", say.Name(name)), x.in(say.PolicyThere, "names", say.Names(x.lang, rules.Policies()...)))
	}
	return p, nil
}

// whatIf says whose customers and which deals would be otherwise under another
// policy, with the clauses of both, and how many turns.
func (x *exchange) whatIf(p *rules.Policy, w *rules.WhatIf) (Reply, error) {
	m := Message{
		Head:  x.in(say.WhatIfHead, "policy", p.Name()),
		Notes: []string{x.in(say.WhatIfNote)},
	}
	if w.None() {
		m.Facts = []string{x.in(say.WhatIfNone)}
		return Reply{Message: &m}, nil
	}
	var counts []string
	for _, c := range []struct {
		n    int
		line say.Line
	}{
		{len(w.Customers), say.WhatIfCustomers},
		{w.Until, say.WhatIfUntil},
		{len(w.Deals), say.WhatIfDeals},
		{len(w.Visits), say.WhatIfVisits},
		{len(w.Conduct), say.WhatIfConduct},
	} {
		if c.n > 0 {
			counts = append(counts, x.in(c.line, "n", c.n))
		}
	}
	if w.Rotation {
		counts = append(counts, x.in(say.WhatIfOrder))
	}
	m.Facts = []string{capital(say.Facts(counts...))}
	for _, c := range w.Customers[:min(len(w.Customers), mostOtherwise)] {
		is, would := x.owned(c.Against), x.owned(c.Other)
		of := c.Against
		if of == nil {
			of = c.Other
		}
		who, err := x.customer(of.Customer)
		if err != nil {
			return Reply{}, err
		}
		m.Facts = append(m.Facts, x.in(say.WhatIfLine, "who", who.masked(x.lang), "is", is, "would", would))
	}
	for _, d := range w.Deals[:min(len(w.Deals), mostOtherwise)] {
		of := d.Against
		if of == nil {
			of = d.Other
		}
		who, err := x.customer(of.Customer)
		if err != nil {
			return Reply{}, err
		}
		m.Facts = append(m.Facts, x.in(say.WhatIfDeal, "who", who.masked(x.lang), "is", x.divided(d.Against), "would", x.divided(d.Other)))
	}
	return Reply{Message: &m}, nil
}

// whatIfElsewhere says where the question is asked: the answer is about one
// site's register.
func (x *exchange) whatIfElsewhere() (Reply, error) { return Reply{}, x.refuse(say.WhatIfChannel) }

// owned says whose a customer is, and by which clause.
func (x *exchange) owned(h *rules.Holding) string {
	if h == nil || h.Owner == "" {
		said := x.in(say.DoubtNobody)
		if h != nil {
			said += x.by(first(h.Basis...))
		}
		return said
	}
	return x.in(say.DoubtThen, "owner", x.name(h.Owner)) + x.by(first(h.Basis...))
}

// divided says how a deal is split, and by which clause.
func (x *exchange) divided(s *rules.Settlement) string {
	if s == nil {
		return x.in(say.PartsNone)
	}
	return x.shared(x.lang, slices.Clone(s.Performance), slices.Clone(s.Commission)) + x.by(first(s.Basis...))
}
