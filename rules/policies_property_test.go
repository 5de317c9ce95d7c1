package rules

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Whatever happens, every ready-made policy comes to an answer: no register
// makes it fail, parts add up to one or are empty, and what it decides it can
// account for; asking in between changes nothing, and what was withdrawn last is
// as if it had never been.
func TestEveryPolicyComesToAnAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawRegister(t)
		policy, _ := Named(rapid.SampledFrom(Policies()).Draw(t, "policy"))
		quiet, asked := NewBook(policy, nil), NewBook(policy, nil)
		for _, e := range events {
			e.Seq = 0
			if _, err := quiet.Apply(e); err != nil {
				return // an arbiter of higher rank
			}
			if _, err := asked.Apply(e); err != nil {
				t.Fatal(err)
			}
			reportOf(t, asked, e.At)
			asked.Arrival("c1", "amy", e.At)
		}
		at := quiet.Last()
		if diff := cmp.Diff(reportOf(t, quiet, at), reportOf(t, asked, at)); diff != "" {
			t.Fatal(diff)
		}
		for d := range quiet.Deals() {
			s, _ := quiet.Settlement(d, at)
			for _, ps := range []Parts{s.Performance, s.Commission, s.Bonus} {
				if len(ps) > 0 && ps.sum() != whole {
					t.Errorf("%s: %s: parts %v add up to %v", policy.Name(), d, ps, ps.sum())
				}
			}
			if len(s.Basis) == 0 {
				t.Errorf("%s: %s is split by no clause", policy.Name(), d)
			}
		}
		for c := range quiet.Customers() {
			h, _ := quiet.Holding(c, at)
			if h.Owner != "" && (len(h.Basis) == 0 || !slices.ContainsFunc(quiet.Chain(c, at), func(s Step) bool { return s.Owner == h.Owner })) {
				t.Errorf("%s: %s is %s's, and nothing says why: %+v", policy.Name(), c, h.Owner, h)
			}
		}
		before := reportOf(t, quiet, at)
		last := events[len(events)-1]
		if _, ok := last.Body.(*Withdraw); ok {
			return
		}
		without := NewBook(policy, nil)
		for _, e := range events[:len(events)-1] {
			e.Seq = 0
			if _, err := without.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := quiet.Apply(Event{At: at, By: "zhou", Body: &Withdraw{Seq: quiet.Seq(), Reason: "mistake"}}); err != nil {
			return
		}
		if diff := cmp.Diff(reportOf(t, without, at), reportOf(t, quiet, at)); diff != "" {
			t.Fatalf("%s: %s %+v withdrawn:\n%s\nbefore:\n%s", policy.Name(), last.Body.Kind(), last.Body, diff, before)
		}
	})
}
