package rules

import (
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever happens, under every policy every decision can be asked about: the
// answer is that of the report, its clauses are the policy's, and nobody who has
// what they wanted is among those whose claim failed.
func TestEveryDecisionCanBeAsked(t *testing.T) {
	for _, name := range Policies() {
		policy, _ := Named(name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				b := NewBook(policy, nil)
				for _, e := range drawMore(t, drawRegister(t)) {
					if e.Seq = 0; b.Check(e) != nil {
						continue
					}
					if _, err := b.Apply(e); err != nil {
						t.Fatal(err)
					}
				}
				at := b.Last()
				known := func(where, clause string) {
					if clause != "" && policy.clause(clause) == nil {
						t.Errorf("%s names clause %s, which %s does not have", where, clause, name)
					}
				}
				check := func(w *Why) {
					for _, s := range w.Chain {
						known("a step", s.Clause)
					}
					for _, f := range w.Failed {
						known("a failure", f.Clause)
						if f.Person == "" || f.Stake == "" || f.Seq == 0 {
							t.Errorf("a failure of nobody's: %+v", f)
						}
					}
					for _, lang := range []Lang{Zh, En} {
						if err := w.WriteText(io.Discard, lang); err != nil {
							t.Error(err)
						}
					}
					if err := w.WriteJSON(io.Discard); err != nil {
						t.Error(err)
					}
				}
				for c := range b.Customers() {
					w, _ := b.WhyCustomer(c, at)
					check(w)
					for _, f := range w.Failed {
						if f.Person == w.Holding.Owner {
							t.Errorf("%s owns %s, and their claim failed: %+v", f.Person, c, f)
						}
						if f.Clause == "" && w.Holding.Owner != "" {
							t.Errorf("no clause says why %s is not %s's", c, f.Person)
						}
					}
				}
				for d := range b.Deals() {
					w, _ := b.WhyDeal(d, at)
					check(w)
					if w.Deal.PerformedBy == "" || !slices.Contains(w.Settlement.Basis, w.Deal.PerformedBy) {
						t.Errorf("%s is divided by %q, its basis is %v", d, w.Deal.PerformedBy, w.Settlement.Basis)
					}
				}
				for v := range b.Visits() {
					w, _ := b.WhyVisit(v, at)
					check(w)
					if w.Door.ExpectedBy == "" {
						t.Errorf("nothing says who should receive %s", v)
					}
				}
			})
		})
	}
}

// An id that names nothing is answered with those like it.
func TestNear(t *testing.T) {
	b := bookOf(t, []Event{
		{At: sample().At, Body: &Staff{ID: "amy"}},
		{At: sample().At, Body: &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: &Details{Name: "王女士", Phone: "1"}}},
		{At: sample().At, Body: &Visit{ID: "v12", Customer: "li", Person: "amy"}},
		{At: sample().At, Body: &Deal{ID: "d1", Customer: "li", Person: "amy"}},
	})
	for _, c := range []struct {
		about string
		id    string
		want  []string
	}{
		{"two letters changed places", "wnag", []string{"wang"}},
		{"a name", "王女士", []string{"wang"}},
		{"a number too many", "v2", []string{"v1", "v12"}},
		{"nothing like it", "somebody else", nil},
	} {
		if got := b.Near(c.id, 2); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q is near %q, want %q", c.about, c.id, got, c.want)
		}
	}
}
