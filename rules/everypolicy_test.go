package rules

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawMore puts events into a register that no clause of the default policy
// asks for, but others do.
func drawMore(t *rapid.T, events []Event) []Event {
	var all []Event
	for i, e := range events {
		all = append(all, e)
		if i < 7 || rapid.IntRange(0, 2).Draw(t, "more") > 0 {
			continue
		}
		var body Body
		switch v, ok := e.Body.(*Visit); {
		case ok && rapid.Bool().Draw(t, "told"):
			body = &Told{v.ID, rapid.SampledFrom(sellers).Draw(t, "whom")}
		case ok:
			body = &Confirm{v.Customer, v.Person}
		default:
			body = &Assist{rapid.SampledFrom(someCustomers).Draw(t, "customer"), rapid.SampledFrom(sellers).Draw(t, "person"), true}
		}
		all = append(all, Event{At: e.At, By: "zhou", Body: body})
	}
	return all
}

// Whatever happens on a floor, under every policy: asking in between changes
// nothing, every owner is explained by an event of the customer's party, and
// parts add up to one or are empty.
func TestEveryPolicyHolds(t *testing.T) {
	for _, name := range Policies() {
		policy, _ := Named(name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				asked, quiet := NewBook(policy, nil), NewBook(policy, nil)
				for _, e := range drawMore(t, drawRegister(t)) {
					e.Seq = 0
					if asked.Check(e) != nil {
						continue // a ruling by less than this policy's arbiter
					}
					for _, b := range []*Book{asked, quiet} {
						if _, err := b.Apply(e); err != nil {
							t.Fatal(err)
						}
					}
					reportOf(t, asked, e.At.Add(time.Hour))
					asked.Arrival("c1", "amy", e.At)
				}
				at := quiet.Last().Add(rapid.SampledFrom([]time.Duration{0, 24 * time.Hour, 100 * 24 * time.Hour}).Draw(t, "asked later"))
				if diff := cmp.Diff(reportOf(t, quiet, at), reportOf(t, asked, at)); diff != "" {
					t.Fatal(diff)
				}
				for c := range quiet.Customers() {
					h, _ := quiet.Holding(c, at)
					chain := quiet.Chain(c, at)
					explained := slices.ContainsFunc(chain, func(s Step) bool { return s.Owner == h.Owner && s.Clause != "" })
					if h.Owner != "" && (!explained || len(h.Basis) == 0) {
						t.Errorf("%s is %s's by %v, and no step says so: %+v", c, h.Owner, h.Basis, chain)
					}
				}
				for d := range quiet.Deals() {
					s, _ := quiet.Settlement(d, at)
					for _, ps := range []Parts{s.Performance, s.Commission, s.Bonus} {
						if len(ps) > 0 && ps.sum() != whole {
							t.Errorf("%s: parts %v add up to %v", d, ps, ps.sum())
						}
					}
					if len(s.Basis) == 0 {
						t.Errorf("%s is split by no clause", d)
					}
				}
			})
		})
	}
}
