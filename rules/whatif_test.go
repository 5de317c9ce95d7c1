package rules

import (
	"io"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A register replayed under two policies is judged under each as it would be
// alone; what is listed is what differs, and asked the other way round it is the
// same; under one policy twice nothing would be otherwise.
func TestWhatIf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, _ := Named(rapid.SampledFrom(Policies()).Draw(t, "against"))
		o, _ := Named(rapid.SampledFrom(Policies()).Draw(t, "other"))
		there, back, alone := Suppose(o, a, nil), Suppose(a, o, nil), NewBook(a, nil)
		for _, e := range drawMore(t, drawRegister(t)) {
			e.Seq = 0
			if alone.Check(e) != nil || back.against.Check(e) != nil {
				continue // a ruling by less than an arbiter
			}
			for _, apply := range []func(Event) error{there.Apply, back.Apply, func(e Event) error { _, err := alone.Apply(e); return err }} {
				if err := apply(e); err != nil {
					t.Fatal(err)
				}
			}
		}
		at := alone.Last()
		w, err := there.WhatIf(at)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(reportOf(t, alone, at), reportOf(t, there.against, at)); diff != "" {
			t.Fatal(diff)
		}
		for i, h := range w.Against.Customers {
			other := w.Other.Customers[i]
			differs := h.Owner != other.Owner || h.Referral != other.Referral || !slices.Equal(h.Party, other.Party)
			if listed := slices.ContainsFunc(w.Customers, func(c Changed[Holding]) bool { return c.Against.Customer == h.Customer }); listed != differs {
				t.Errorf("%s: %+v and %+v, listed: %v", h.Customer, h, other, listed)
			}
		}
		v, err := back.WhatIf(at)
		if err != nil {
			t.Fatal(err)
		}
		sizes := func(w *WhatIf) []int {
			return []int{len(w.Customers), w.Until, len(w.Visits), len(w.Deals), len(w.Conduct)}
		}
		if !slices.Equal(sizes(w), sizes(v)) || w.Rotation != v.Rotation {
			t.Errorf("%s for %s changes %v, the other way round %v", o.Name(), a.Name(), sizes(w), sizes(v))
		}
		if a == o && !w.None() {
			t.Errorf("%s for itself changes %v", a.Name(), sizes(w))
		}
		for _, lang := range []Lang{Zh, En} {
			if err := w.WriteText(io.Discard, lang); err != nil {
				t.Error(err)
			}
		}
		if err := w.WriteJSON(io.Discard); err != nil {
			t.Error(err)
		}
	})
}
