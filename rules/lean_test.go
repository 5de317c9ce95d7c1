package rules

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawFollowed draws a register of a floor that follows its customers up: runs
// of contacts between all else that happens, some taken back, in policies that
// change.
func drawFollowed(t *rapid.T) []Event {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, shanghai)
	b := NewBook(nil, nil)
	var all []Event
	add := func(e Event) {
		e.At = at
		if b.Check(e) != nil {
			return
		}
		e.Seq = int64(len(all)) + 1
		if _, err := b.Apply(e); err != nil {
			t.Fatalf("Apply refuses what Check lets through: %v", err)
		}
		all = append(all, e)
	}
	for _, p := range append(slices.Clone(sellers), "dan") {
		add(Event{Body: &Staff{ID: p}})
	}
	add(Event{Body: &Staff{ID: "lee", Role: Leader}})
	add(Event{Body: &Staff{ID: "zhou", Role: Manager}})
	add(Event{Body: &Rota{Order: []Person{"amy", "bo", "chen", "dan"}}})
	pass := func(steps ...time.Duration) { at = at.Add(rapid.SampledFrom(steps).Draw(t, "later")) }
	const day = 24 * time.Hour
	for i := range rapid.IntRange(1, 25).Draw(t, "events") {
		pass(0, time.Minute, time.Hour, 9*time.Hour, day, 8*day, 31*day)
		switch rapid.IntRange(0, 9).Draw(t, "what") {
		case 0, 1, 2, 3:
			c, p := rapid.SampledFrom(someCustomers).Draw(t, "customer"), rapid.SampledFrom(sellers).Draw(t, "person")
			body := Body(&FollowUp{c, p})
			if rapid.IntRange(0, 4).Draw(t, "contact") == 0 {
				body = &Contact{c, p}
			}
			for range rapid.IntRange(1, 8).Draw(t, "run") {
				add(Event{Body: body})
				pass(time.Minute, 5*time.Hour, day, 2*day, 4*day, 13*day, 20*day)
			}
		case 4:
			if rapid.Bool().Draw(t, "a new policy") {
				add(Event{Body: &PolicyChange{Name: rapid.SampledFrom(Policies()).Draw(t, "policy")}, By: "zhou"})
				continue
			}
			add(Event{Body: &Withdraw{Seq: rapid.Int64Range(8, max(8, int64(len(all)))).Draw(t, "seq"), Reason: "slip"}, By: "zhou"})
		default:
			e := Event{Body: drawBody(t, i), By: "zhou"}
			if rapid.IntRange(0, 9).Draw(t, "late") == 0 {
				e.Came = at.Add(-rapid.SampledFrom([]time.Duration{30 * time.Hour, 12 * day}).Draw(t, "came"))
			}
			add(e)
		}
	}
	return drawMore(t, all)
}

// A lean book's report is that of the full book, to the byte, under every policy
// and under those of the register: whatever is taken back, linked or written
// late.
func TestLeanReportIsTheFullReport(t *testing.T) {
	for _, name := range append(Policies(), "") {
		policy, _ := Named(name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				events := drawFollowed(t)
				full, keep := NewBook(policy, nil), Keep{}
				events = slices.DeleteFunc(events, func(e Event) bool {
					e.Seq = 0
					_, err := full.Apply(e) // refused: a ruling by less than this policy's arbiter
					return err != nil
				})
				for i, e := range events {
					e.Seq = int64(i) + 1
					keep.Note(e)
				}
				at := full.Last().Add(rapid.SampledFrom([]time.Duration{0, 20 * 24 * time.Hour, 100 * 24 * time.Hour}).Draw(t, "asked later"))
				for _, keep := range []Keep{{}, keep} {
					lean, err := leanOf(policy, keep, events)
					if errors.Is(err, ErrLetGo) {
						continue
					}
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(reportOf(t, full, at), reportOf(t, lean, at)); diff != "" {
						for i, e := range events {
							gone := ""
							if lean.log[i] == nil {
								gone = "let go"
							}
							t.Logf("%d %v %s %s %s %+v", i+1, full.gone[i], e.At.Format("01-02 15:04:05"), e.Body.Kind(), gone, e.Body)
						}
						t.Fatal(diff)
					}
				}
			})
		})
	}
}

func leanOf(policy *Policy, keep Keep, events []Event) (*Book, error) {
	b := NewLeanBook(policy, nil, keep)
	for _, e := range events {
		e.Seq = 0
		if _, err := b.Apply(e); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// What stays of follow-ups depends on how long somebody is followed up, not on
// how often.
func TestLeanLetsGo(t *testing.T) {
	for _, name := range Policies() {
		policy, _ := Named(name)
		kept := func(often int) int {
			at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
			events := []Event{
				{At: at, Body: &Staff{ID: "amy"}},
				{At: at, Body: &Visit{ID: "v1", Customer: "c1", Person: "amy", Details: &Details{Name: "Wang", Phone: "1"}}},
			}
			for i := range often {
				events = append(events, Event{At: at.Add(time.Duration(i) * (60 * 24 * time.Hour / time.Duration(often))), Body: &FollowUp{"c1", "amy"}})
			}
			b, err := leanOf(policy, Keep{}, events)
			if err != nil {
				t.Fatal(err)
			}
			return len(b.files["c1"].places)
		}
		if few, many := kept(400), kept(4000); many > few+5 {
			t.Errorf("%s: of 400 follow-ups in 60 days %d stay, of 4000 %d", name, few, many)
		}
	}
}

// The last entry can be taken back; one that bears on what has gone, only once
// the book knows of it.
func TestLeanKnowsWhatItLetGo(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	events := []Event{{At: at, Body: &Staff{ID: "amy"}}, {At: at, Body: &Visit{ID: "v1", Customer: "c1", Person: "amy"}}}
	for i := range 10 {
		events = append(events, Event{At: at.AddDate(0, 0, i), Body: &FollowUp{"c1", "amy"}})
	}
	for _, c := range []struct {
		seq  int64
		want error
	}{{12, nil}, {11, ErrLetGo}, {8, ErrLetGo}, {2, nil}} {
		back := Event{At: at.AddDate(0, 0, 10), Body: &Withdraw{Seq: c.seq, Reason: "slip"}}
		t.Run(fmt.Sprint("event ", c.seq), func(t *testing.T) {
			all := append(slices.Clone(events), back)
			if _, err := leanOf(Default(), Keep{}, all); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			var keep Keep
			for _, e := range all {
				keep.Note(e)
			}
			lean, err := leanOf(Default(), keep, all)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(reportOf(t, bookOf(t, all), back.At), reportOf(t, lean, back.At)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Clauses that look at the gaps between follow-ups find the same gaps: an owner
// who kept in touch and finds that another closed, and one who did not.
func TestLeanKeepsGaps(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	form := &Details{Name: "Wang", Gender: "female", Phone: "1", Needs: "three rooms"}
	for _, name := range Policies() {
		policy, _ := Named(name)
		for gap := 1; gap <= 12; gap++ {
			events := []Event{
				{At: at, Body: &Staff{ID: "amy"}},
				{At: at, Body: &Staff{ID: "bo"}},
				{At: at, Body: &Visit{ID: "v1", Customer: "c1", Person: "amy", Details: form}},
			}
			day := gap
			for ; day < 90; day += gap {
				events = append(events, Event{At: at.AddDate(0, 0, day), Body: &FollowUp{"c1", "amy"}})
			}
			last := at.AddDate(0, 0, day-1)
			events = append(events,
				Event{At: last, Body: &Visit{ID: "v2", Customer: "c1", Person: "bo", Details: form}},
				Event{At: last, Body: &Deal{ID: "d1", Customer: "c1", Person: "bo"}},
				Event{At: last, Body: &Contest{"d1", "amy", true}},
			)
			full := NewBook(policy, nil)
			for _, e := range events {
				if _, err := full.Apply(e); err != nil {
					t.Fatal(err)
				}
			}
			lean, err := leanOf(policy, Keep{}, events)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(reportOf(t, full, last), reportOf(t, lean, last)); diff != "" {
				t.Errorf("%s, a follow-up every %d days:\n%s", name, gap, diff)
			}
		}
	}
}
