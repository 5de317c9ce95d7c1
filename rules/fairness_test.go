package rules

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// queueing is a floor whose customers, all new, are received by the next and
// leave before the following one comes, under one policy.
func queueing(t *testing.T, policy string) (b *Book, add func(Body), receive func(times int) map[Person]int) {
	p, _ := Named(policy)
	b = NewBook(p, nil)
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	add = func(body Body) {
		t.Helper()
		at = at.Add(time.Minute)
		if _, err := b.Apply(Event{At: at, By: "zhou", Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	receive = func(times int) map[Person]int {
		t.Helper()
		got := map[Person]int{}
		last := Person("")
		for range times {
			n++
			id := VisitID(fmt.Sprint("v", n))
			next := b.Rotation(at).Next
			if next == last {
				t.Errorf("%s received twice in a row, though others were ready", next)
			}
			last = next
			got[next]++
			add(&Visit{ID: id, Customer: Customer(fmt.Sprint("c", n)), Person: next, Details: &Details{Name: "X", Phone: fmt.Sprintf("139%08d", n)}})
			add(&Leave{id})
		}
		return got
	}
	add(&Staff{ID: "zhou", Role: Manager})
	for _, p := range []Person{"amy", "bo", "chen", "dan"} {
		add(&Staff{ID: p})
	}
	add(&Rota{[]Person{"amy", "bo", "chen", "dan"}})
	return b, add, receive
}

// Who was off, or is new, gets what the others get from then on: the turns that
// others took meanwhile are not made up for.
func TestNoFloodOfTurnsForWhoComes(t *testing.T) {
	for _, policy := range Policies() {
		t.Run(policy, func(t *testing.T) {
			b, add, receive := queueing(t, policy)
			add(&Shift{Person: "dan", State: Off})
			if got := receive(30); got["dan"] != 0 {
				t.Fatalf("dan, off, received %d", got["dan"])
			}
			add(&Shift{Person: "dan", State: Ready})
			if m, _ := b.Member("dan", b.Last()); m.Owed != 0 {
				t.Errorf("dan, off for thirty turns, is owed %d", m.Owed)
			}
			if got := receive(8); !cmp.Equal(got, map[Person]int{"amy": 2, "bo": 2, "chen": 2, "dan": 2}) {
				t.Errorf("after dan is back: %v", got)
			}
			add(&Staff{ID: "eve"})
			add(&Rota{append(b.Rotation(b.Last()).Queue, "eve")})
			if got := receive(10); !cmp.Equal(got, map[Person]int{"amy": 2, "bo": 2, "chen": 2, "dan": 2, "eve": 2}) {
				t.Errorf("after eve has joined: %v", got)
			}
		})
	}
}

func TestFairnessCounts(t *testing.T) {
	b, add := morning(t)
	add(10, 0, &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm})
	add(10, 5, &Leave{"v1"})
	add(10, 10, &Shift{Person: "bo", State: Away, Reason: "errand", Approved: true})
	add(10, 15, &Visit{ID: "v2", Customer: "li", Person: "chen", Details: &Details{Name: "Li", Phone: "13900132222"}})
	add(10, 20, &Leave{"v2"})
	add(10, 25, &Visit{ID: "v3", Customer: "zhao", Person: "chen", AskedFor: "chen", Details: &Details{Name: "Zhao", Phone: "13900133333"}})
	add(10, 30, &Leave{"v3"})
	add(10, 35, &Visit{ID: "v4", Customer: "qian", Person: "chen", Details: &Details{Name: "Qian", Phone: "13900134444"}})
	add(10, 40, &Withdraw{Visit: "v4", Reason: "mistake"})
	add(10, 45, &Visit{ID: "v5", Customer: "sun", Person: "chen", Details: &Details{Name: "Sun", Phone: "13900135555"}})
	add(10, 50, &Visit{ID: "v6", Customer: "wang", Person: "amy"}) // her own
	add(11, 0, &Deal{ID: "d1", Customer: "wang", Person: "amy"})
	got := map[Person]string{}
	for _, s := range b.Fairness(b.Last().Add(-time.Hour*24), b.Last().Add(1), b.Last()) {
		var out []string
		for _, e := range s.OutOfTurn {
			out = append(out, fmt.Sprintf("%s for %s: %s", e.Visit, e.Next, e.Why))
		}
		got[s.Person] = fmt.Sprint("new ", s.New, " deals ", s.Deals, " owed ", s.Owed, " lost ", s.Lost, " out ", out)
	}
	want := map[Person]string{
		"zhou": "new 0 deals 0 owed 0 lost 0 out []",
		"amy":  "new 1 deals 1 owed 0 lost 0 out []",
		"bo":   "new 0 deals 0 owed 2 lost 0 out []",
		"chen": "new 3 deals 0 owed 0 lost 0 out [v3 for amy: asked v5 for amy: none]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if late := b.Fairness(b.Last().Add(time.Minute), b.Last().Add(time.Hour), b.Last().Add(time.Hour)); late[1].New+late[1].Deals+late[1].Turns != 0 {
		t.Errorf("what lies before the time counts: %+v", late[1])
	}
}
