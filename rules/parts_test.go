package rules

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePart(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "1": "1", "1/2": "1/2", "2/3": "2/3", "2/4": "1/2", "3/3": "1", "0/5": "0", "999999/1000000": "999999/1000000",
		"": "", "/": "", "1/": "", "/2": "", "1/0": "", "0/0": "", "3/2": "", "2": "", "-1/2": "", "+1/2": "", "1/-2": "",
		" 1/2": "", "1/2 ": "", "1 / 2": "", "01/2": "", "1/02": "", "0.5": "", "50%": "", "½": "", "1/2/3": "", "１/２": "",
		"1/1000001": "", "1/99999999999999999999": "", "0x1/2": "", "1_0/20": "", "null": "",
	} {
		part, err := ParsePart(text)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q is read as %s; want an error", text, part)
		case want != "" && (err != nil || part.String() != want):
			t.Errorf("%q is read as %s (%v); want %s", text, part, err, want)
		}
	}
}

func TestDivideByLargestRemainder(t *testing.T) {
	third := Parts{{"amy", frac(1, 3)}, {"bo", frac(1, 3)}, {"chen", frac(1, 3)}}
	for _, c := range []struct {
		name   string
		parts  Parts
		amount int64
		want   []int64
	}{
		{"nobody", nil, 100, []int64{}},
		{"nothing", third, 0, []int64{0, 0, 0}},
		{"an even division", third, 9, []int64{3, 3, 3}},
		{"one left: of equal remainders the earlier", third, 100, []int64{34, 33, 33}},
		{"two left", third, 101, []int64{34, 34, 33}},
		{"the larger remainder before the earlier", Parts{{"amy", frac(1, 3)}, {"bo", frac(2, 3)}}, 100, []int64{33, 67}},
		{"half of an odd amount", Parts{{"bo", frac(1, 2)}, {"amy", frac(1, 2)}}, 7, []int64{4, 3}},
		{"no part, no money", Parts{{"amy", Part{}}, {"bo", whole}}, 5, []int64{0, 5}},
		{"the largest amount there is", Parts{{"amy", frac(2, 3)}, {"bo", frac(1, 3)}}, math.MaxInt64, []int64{6148914691236517205, 3074457345618258602}},
	} {
		if got := c.parts.divide(c.amount); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v of %d is %v, want %v", c.name, c.parts, c.amount, got, c.want)
		}
	}
}

func TestTheRemainderGoesToOne(t *testing.T) {
	third := Parts{{"amy", frac(1, 3)}, {"bo", frac(1, 3)}, {"chen", frac(1, 3)}}
	for _, c := range []struct {
		name   string
		parts  Parts
		to     Person
		amount int64
		want   []int64
	}{
		{"one left", third, "chen", 100, []int64{33, 33, 34}},
		{"two left: both", third, "bo", 101, []int64{33, 35, 33}},
		{"the closer's two thirds", Parts{{"amy", frac(1, 3)}, {"bo", frac(2, 3)}}, "bo", 1_000_000, []int64{333333, 666667}},
		{"half of an odd amount", Parts{{"bo", frac(1, 2)}, {"amy", frac(1, 2)}}, "amy", 7, []int64{3, 4}},
		{"who has no part gets none: by largest remainder", third, "dan", 100, []int64{34, 33, 33}},
		{"nobody named: by largest remainder", third, "", 100, []int64{34, 33, 33}},
	} {
		if got := c.parts.DivideTo(c.to, c.amount); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v of %d is %v, want %v", c.name, c.parts, c.amount, got, c.want)
		}
	}
}

func TestPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps := anyParts(t, "weights")
		if sum := ps.sum(); len(ps) > 0 && sum != whole {
			t.Fatalf("%v add up to %s", ps, sum)
		}
		amount := rapid.Int64Min(0).Draw(t, "amount")
		left := amount
		for i, got := range ps.divide(amount) {
			exact, _ := share(amount, ps[i].Part)
			if got != exact && got != exact+1 {
				t.Fatalf("%s of %d is %d", ps[i].Part, amount, got)
			}
			left -= got
		}
		if len(ps) > 0 && left != 0 {
			t.Fatalf("%d of %d are left", left, amount)
		}
	})
}

func TestPartsOneByOne(t *testing.T) {
	ps := Parts(nil).With("amy", frac(1, 2)).With("bo", frac(1, 6)).With("amy", frac(1, 3))
	if got, _ := json.Marshal(ps); string(got) != `{"amy":"5/6","bo":"1/6"}` {
		t.Errorf("parts in order of first appearance: %s", got)
	}
	if got := ps.Of("amy"); got.Compare(ps.Of("bo")) != 1 || got.Compare(got) != 0 || ps.Of("dan").Compare(got) != -1 {
		t.Errorf("amy's %s against bo's %s and dan's nothing", got, ps.Of("bo"))
	}
}

func TestWhoGetsTheRemainder(t *testing.T) {
	c := &closing{closer: "bo", met: []meeting{
		{reception: &reception{visit: &Visit{Person: "amy"}}},
		{reception: &reception{visit: &Visit{Person: "chen"}}},
	}}
	for r, want := range map[remainder]Person{toCloser: "bo", toFirstReceiver: "amy", "": ""} {
		if got := r.of(c); got != want {
			t.Errorf("%q: %q, want %q", r, got, want)
		}
	}
	if got := toFirstReceiver.of(&closing{closer: "bo"}); got != "" {
		t.Errorf("nobody received, yet %q gets it", got)
	}
	for policy, want := range map[string]remainder{"course-desk": toCloser, "pearl": toFirstReceiver, "standard": ""} {
		if p, _ := Named(policy); p.remainder != want {
			t.Errorf("%s: %q, want %q", policy, p.remainder, want)
		}
	}
}
