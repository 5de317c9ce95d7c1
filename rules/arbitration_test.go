package rules

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestArbitration(t *testing.T) {
	b, add := morning(t)
	add(10, 0, &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm})
	opened := add(10, 30, &Dispute{ID: "1", Visit: "v1", Person: "bo", Against: "amy"})
	is := func(what string, state ArbitrationState, sides ...Person) {
		t.Helper()
		a, ok := b.Arbitration("1")
		if !ok || a.State != state || a.Customer != "wang" {
			t.Errorf("%s: %v %s about %s, want %s about wang", what, ok, a.State, a.Customer, state)
		}
		if diff := cmp.Diff(sides, a.Sides()); diff != "" {
			t.Errorf("%s: sides (-want +got):\n%s", what, diff)
		}
	}
	is("opened", DisputeOpen, "bo", "amy")
	for _, p := range []Person{"amy", "chen"} {
		e := Event{At: time.Date(2026, 3, 2, 10, 40, 0, 0, shanghai), Note: "what " + string(p) + " says", Body: &Statement{"1", p}}
		if _, err := b.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	is("a third one has stated something", DisputeOpen, "bo", "amy", "chen")
	word := add(11, 0, &Ruling{Customer: "wang", Dispute: "1", Reason: "it was bo's turn"})
	is("a word that gives nothing", DisputeDismissed, "bo", "amy", "chen")
	add(11, 1, &Withdraw{Seq: word, Reason: "mistake"})
	is("the word taken back", DisputeOpen, "bo", "amy", "chen")
	add(11, 2, &Ruling{Customer: "wang", Dispute: "1", Owner: "bo", Reason: "so"})
	is("given to bo", DisputeRuled, "bo", "amy", "chen")
	add(11, 3, &Withdraw{Seq: opened, Reason: "settled"})
	is("withdrawn", DisputeWithdrawn, "bo", "amy", "chen")
	if _, ok := b.Arbitration("2"); ok {
		t.Error("there is a dispute that nobody opened")
	}
	if n := len(b.Arbitrations()); n != 1 {
		t.Errorf("%d disputes, want 1", n)
	}
}

// TestDoubts: what the rules would say if the register were otherwise.
func TestDoubts(t *testing.T) {
	type doubt struct {
		fact  DoubtedFact
		visit VisitID
		owner Person
		basis string
	}
	tests := []struct {
		about  string
		policy string
		bodies []Body // one an hour, from ten
		sides  []Person
		want   []doubt
	}{
		{
			"the first visit decides", "standard",
			[]Body{
				&Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm},
				&Visit{ID: "v2", Customer: "wang", Person: "bo"},
			},
			[]Person{"bo", "amy"},
			[]doubt{{NotThere, "v1", "", "1b"}, {NamedThen, "v2", "amy", "1"}, {NotThere, "v2", "amy", "1"}},
		},
		{
			"without the first, the second would, had it been registered", "standard",
			[]Body{
				&Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm},
				&Visit{ID: "v2", Customer: "wang", Person: "bo", Details: wangsForm},
			},
			[]Person{"bo", "amy"},
			[]doubt{{NotThere, "v1", "bo", "1"}, {NamedThen, "v2", "amy", "1"}, {NotThere, "v2", "amy", "1"}},
		},
		{
			"recognised in time, they would be the first adviser's", "course-desk",
			[]Body{
				&Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm},
				&Leave{"v1"},
				&Visit{ID: "v2", Customer: "wang", Person: "bo", Details: wangsForm},
			},
			[]Person{"amy", "bo"},
			[]doubt{
				{NamedThen, "v1", "bo", "6a"},
				{NotThere, "v1", "bo", "1b"},
				{RecognisedThen, "v2", "amy", "6b"},
				{NotThere, "v2", "amy", "1b"},
			},
		},
		{
			"a withdrawn visit was not, and nobody asks about it", "standard",
			[]Body{
				&Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm},
				&Visit{ID: "v2", Customer: "wang", Person: "bo", Details: wangsForm},
				&Withdraw{Visit: "v2", Reason: "mistake"},
			},
			[]Person{"bo"},
			nil,
		},
	}
	for _, test := range tests {
		t.Run(test.about, func(t *testing.T) {
			policy, _ := Named(test.policy)
			b := NewBook(policy, shanghai)
			at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
			for i, body := range append([]Body{
				&Staff{ID: "zhou", Role: Manager}, &Staff{ID: "amy"}, &Staff{ID: "bo"}, &Staff{ID: "chen"},
				&Rota{Order: []Person{"amy", "bo", "chen"}},
			}, test.bodies...) {
				if _, err := b.Apply(Event{At: at.Add(time.Duration(i) * time.Hour), Body: body}); err != nil {
					t.Fatal(err)
				}
			}
			var got []doubt
			for _, d := range b.Doubts("wang", "", test.sides, 4, b.Last()) {
				basis := ""
				if len(d.Holding.Basis) > 0 {
					basis = d.Holding.Basis[0]
				}
				got = append(got, doubt{d.Fact, d.Visit, d.Holding.Owner, basis})
			}
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(doubt{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDoubtsOfADeal: had the closer received on the owner's behalf, the deal
// would be shared.
func TestDoubtsOfADeal(t *testing.T) {
	b, add := morning(t)
	add(10, 0, &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm})
	add(11, 0, &Visit{ID: "v2", Customer: "wang", Person: "bo"})
	add(12, 0, &Deal{ID: "d1", Customer: "wang", Person: "bo"})
	got := map[DoubtedFact]string{}
	for _, d := range b.Doubts("wang", "d1", []Person{"bo"}, 1, b.Last()) {
		got[d.Fact] = fmt.Sprint(d.Settlement.Performance)
	}
	all := fmt.Sprint(Parts{{"amy", whole}})
	want := map[DoubtedFact]string{
		NamedThen: all, NotThere: all,
		ForOwnerThen: fmt.Sprint(Parts{{"amy", frac(1, 2)}, {"bo", frac(1, 2)}}),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// BenchmarkDoubts asks about the customer of a floor with a year behind it.
func BenchmarkDoubts(b *testing.B) {
	book := NewBook(nil, shanghai)
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	apply := func(body Body) {
		at = at.Add(7 * time.Minute)
		if _, err := book.Apply(Event{At: at, Body: body}); err != nil {
			b.Fatal(err)
		}
	}
	for _, p := range []Person{"amy", "bo", "chen"} {
		apply(&Staff{ID: p})
	}
	apply(&Rota{Order: []Person{"amy", "bo", "chen"}})
	for i := range 40_000 {
		c := Customer(fmt.Sprintf("c%d", i/4))
		p := Person([]string{"amy", "bo", "chen"}[i/4%3])
		apply(&Visit{ID: VisitID(fmt.Sprintf("v%d", i)), Customer: c, Person: p, Details: wangsForm})
	}
	for b.Loop() {
		book.Doubts("c9000", "", []Person{"amy", "bo", "chen"}, 4, book.Last())
	}
}
