package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
		if daily := kept(60); daily > 30 {
			t.Errorf("%s: of 60 follow-ups on 60 days %d stay", name, daily)
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

// Only these kinds of clause decide anything on a follow-up or contact. To both
// it is the same what the same person had between two of them, unless protection
// runs out; of another kind the book would have to ask.
func TestLeanKnowsWhoDecidesOnContacts(t *testing.T) {
	for _, name := range Policies() {
		p, _ := Named(name)
		for _, r := range slices.Concat(p.owning["follow_up"], p.owning["contact"]) {
			switch r.ask.(type) {
			case *renewal, *contactedAbsent:
			default:
				t.Errorf("%s: clause %s decides on contacts by its %s", name, r.ID, kindOf(r.ask))
			}
		}
	}
}

// What a clause may look at stays, or the book says that it has let it go: what
// it makes of a register is never wrong.
func TestLeanKeepsWhatBears(t *testing.T) {
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	form := &Details{Name: "Wang", Phone: "1"}
	on := func(day int, body Body) Event { return Event{At: start.AddDate(0, 0, day), Body: body, By: "zhou"} }
	follow := func(c Customer, p Person, days ...int) (all []Event) {
		for _, day := range days {
			all = append(all, on(day, &FollowUp{c, p}))
		}
		return all
	}
	came := func(e Event, day int) Event { e.Came = start.AddDate(0, 0, day); return e }
	later := func(e Event, d time.Duration) Event { e.At = e.At.Add(d); return e }
	amys := on(0, &Visit{ID: "v1", Customer: "c1", Person: "amy", Details: form})
	run := func(first, last Event) []Event {
		return []Event{amys, first, on(20, &FollowUp{"c1", "amy"}), last, later(last, time.Hour)}
	}
	west := Event{At: start, Body: &Site{Timezone: "America/Los_Angeles"}}
	// changed is a ready-made policy with one line of its file otherwise.
	changed := func(name, was, is string, nth int) *Policy {
		text, err := policyFiles.ReadFile("policies/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(text), was)
		p, err := ParsePolicy(name, []byte(strings.Join(parts[:nth], was)+is+strings.Join(parts[nth:], was)))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	overdue := changed("standard", "door:", "limits: {overdue_follow_ups: 1}\ndoor:", 1)
	closedByAnother := []Event{
		on(27, &Visit{ID: "v2", Customer: "c1", Person: "bo", Details: form}), on(27, &Deal{ID: "d1", Customer: "c1", Person: "bo"}), on(27, &Contest{"d1", "amy", true}),
	}
	for _, c := range []struct {
		name   string
		policy *Policy
		events []Event
		want   error // of a book that knows nothing beforehand
		noted  error // of one that knows the whole register
	}{
		{
			"a leaver between", nil,
			slices.Concat([]Event{amys}, follow("c1", "bo", 10), []Event{on(12, &Staff{ID: "amy", Status: "left", Successor: "bo"})}, follow("c1", "bo", 20, 35, 36)),
			nil, nil,
		},
		{
			"a policy between", nil,
			slices.Concat([]Event{on(0, &PolicyChange{Name: "fifteen-day"}), amys}, follow("c1", "amy", 5), []Event{on(6, &PolicyChange{Name: "standard"})}, follow("c1", "amy", 14, 20, 21)),
			nil, nil,
		},
		{
			"a policy of the register that looks at gaps", nil,
			slices.Concat([]Event{on(0, &PolicyChange{Name: "follow-up-proof"}), amys}, follow("c1", "amy", 5, 10, 15, 20, 25), closedByAnother),
			nil, nil,
		},
		{
			"contacts of another kind around", changed("follow-up-proof", "max_gap_days: 7", "max_gap_days: 8", 1),
			slices.Concat(
				[]Event{amys}, follow("c1", "amy", 5), []Event{on(9, &Contact{"c1", "amy"})}, follow("c1", "amy", 10), []Event{on(11, &Contact{"c1", "amy"})},
				follow("c1", "amy", 15, 20, 25), closedByAnother,
			),
			nil, nil,
		},
		{
			"another's contacts around", nil,
			slices.Concat([]Event{amys}, follow("c1", "bo", 10), follow("c1", "amy", 20), follow("c1", "bo", 35, 36)),
			nil, nil,
		},
		{
			"what befell a linked customer between", nil,
			slices.Concat(
				[]Event{amys, on(0, &Link{"c1", "c2", "spouse"})}, follow("c1", "bo", 10), []Event{came(on(12, &Assign{"c2", "bo"}), 1)},
				follow("c1", "bo", 20, 40, 41),
			),
			nil, nil,
		},
		{
			"one written late before", nil,
			slices.Concat([]Event{amys, came(on(10, &FollowUp{"c1", "amy"}), 1)}, follow("c1", "amy", 25, 38, 39)),
			nil, nil,
		},
		{
			"one taken back before", nil,
			slices.Concat([]Event{amys}, follow("c1", "amy", 10), []Event{on(10, &Withdraw{Seq: 6, Reason: "slip"})}, follow("c1", "amy", 20, 35, 36)),
			nil, nil,
		},
		{
			"the heir's last contact before the owner loses them", changed("three-month-file", "months: 3", "months: 1", 3),
			slices.Concat([]Event{amys, on(55, &Visit{ID: "v2", Customer: "c1", Person: "bo", Details: form})}, follow("c1", "bo", 57, 80, 95, 96)),
			nil, nil,
		},
		{
			"overdue in between", overdue,
			slices.Concat(
				[]Event{amys, on(0, &Leave{"v1"}), on(1, &Rota{Order: []Person{"amy", "bo"}})}, follow("c1", "amy", 5, 11),
				[]Event{on(13, &Visit{ID: "v2", Customer: "c3", Person: "bo", Details: form})}, follow("c1", "amy", 17, 18),
				[]Event{on(18, &Withdraw{Visit: "v0", Reason: "slip"})},
			),
			nil, nil,
		},
		{
			"the site never moved west", nil,
			slices.Concat([]Event{west}, run(later(on(10, &FollowUp{"c1", "amy"}), 8*time.Hour), on(41, &FollowUp{"c1", "amy"})), []Event{on(42, &Withdraw{Seq: 1, Reason: "slip"})}),
			ErrLetGo, ErrLetGo,
		},
		{
			"the site moves before anything was let go", nil,
			[]Event{west, amys, on(10, &Withdraw{Seq: 1, Reason: "slip"})},
			nil, nil,
		},
		{
			"the site has another name", nil,
			slices.Concat([]Event{{At: start, Body: &Site{Name: "Riverside"}}}, run(on(10, &FollowUp{"c1", "amy"}), on(35, &FollowUp{"c1", "amy"})), []Event{on(36, &Withdraw{Seq: 1, Reason: "slip"})}),
			nil, nil,
		},
		{
			"a link", nil,
			append(run(on(10, &FollowUp{"c1", "amy"}), on(35, &FollowUp{"c1", "amy"})), on(36, &Link{"c1", "c2", "spouse"})),
			nil, nil,
		},
		{
			"a link written late", nil,
			slices.Concat(
				[]Event{amys}, follow("c1", "bo", 10, 20, 35, 36),
				[]Event{came(on(36, &Link{"c1", "c2", "spouse"}), 15)},
			),
			ErrLetGo, nil,
		},
		{
			"a link where something else was written late", nil,
			slices.Concat(
				[]Event{amys, came(on(1, &Visit{ID: "v2", Customer: "c2", Person: "bo"}), 0)}, follow("c1", "amy", 10, 20, 35, 36),
				[]Event{on(36, &Link{"c1", "c2", "spouse"})},
			),
			ErrLetGo, nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var site []Event
			if _, ok := c.events[0].Body.(*Site); ok {
				site, c.events = c.events[:1], c.events[1:]
			}
			events := slices.Concat(site, []Event{
				{At: start, Body: &Staff{ID: "zhou", Role: Manager}},
				on(0, &Staff{ID: "amy"}), on(0, &Staff{ID: "bo"}),
				on(0, &Visit{ID: "v0", Customer: "c2", Person: "bo", Details: form}),
			}, c.events)
			full, keep := NewBook(c.policy, nil), Keep{}
			for _, e := range events {
				if _, err := full.Apply(e); err != nil {
					t.Fatal(err)
				}
				keep.Note(e)
			}
			for _, way := range []struct {
				keep Keep
				want error
			}{{Keep{}, c.want}, {keep, c.noted}} {
				lean, err := leanOf(c.policy, way.keep, events)
				if !errors.Is(err, way.want) {
					t.Fatalf("%v, want %v", err, way.want)
				}
				if err != nil {
					continue
				}
				if diff := cmp.Diff(reportOf(t, full, full.Last()), reportOf(t, lean, full.Last())); diff != "" {
					t.Error(diff)
				}
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
			for ; day < 28; day += gap { // within a month, as long as some policies protect
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
