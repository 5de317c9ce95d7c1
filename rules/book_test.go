package rules

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// morning is a floor with amy, bo and chen in the rota, at nine.
func morning(t *testing.T) (*Book, func(hour, minute int, body Body) int64) {
	b := NewBook(nil, nil)
	add := func(hour, minute int, body Body) int64 {
		t.Helper()
		e := Event{At: time.Date(2026, 3, 2, hour, minute, 0, 0, shanghai), By: "zhou", Body: body}
		if _, err := b.Apply(e); err != nil {
			t.Fatal(err)
		}
		return b.Seq()
	}
	for _, s := range []*Staff{{ID: "zhou", Role: Manager}, {ID: "amy", Name: "Amy"}, {ID: "bo"}, {ID: "chen"}} {
		add(9, 0, s)
	}
	add(9, 0, &Rota{Order: []Person{"amy", "bo", "chen"}})
	return b, add
}

var wangsForm = &Details{Name: "Wang", Phone: "13800138000"}

func TestBuiltUpon(t *testing.T) {
	b, add := morning(t)
	first := add(10, 0, &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm})
	free := func(what string, seq int64) {
		t.Helper()
		if e, ok := b.BuiltUpon(seq); ok {
			t.Errorf("%s: built upon by %s", what, e.Body.Kind())
		}
	}
	by := func(what string, seq int64, want int64) {
		t.Helper()
		if e, ok := b.BuiltUpon(seq); !ok || e.Seq != want {
			t.Errorf("%s: got %v %s %d, want event %d", what, ok, e.Body.Kind(), e.Seq, want)
		}
	}
	free("the last event", first)
	add(10, 5, &FollowUp{"wang", "amy"})
	add(10, 6, &Visit{ID: "v2", Customer: "li", Person: "bo"})
	free("a follow-up and another customer build on nothing", first)
	second := add(11, 0, &Visit{ID: "v3", Customer: "wang", Person: "bo"})
	by("a later reception by another", first, second)
	back := add(11, 5, &HandBack{"v3"})
	by("a hand-back names the visit", second, back)
	add(11, 6, &Withdraw{Visit: "v3", Reason: "mistake"})
	free("withdrawn events build on nothing", first)
	deal := add(12, 0, &Deal{ID: "d1", Customer: "wang", Person: "amy"})
	by("a deal of the party", first, deal)
	add(12, 1, &Approve{"d1"})
	by("an approval names the deal", deal, deal+1)
	free("no such event", 99)
}

func TestMembers(t *testing.T) {
	b, add := morning(t)
	add(10, 0, &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm})
	add(10, 5, &Shift{Person: "bo", State: Away, Reason: "errand", Approved: true})
	at := func(hour int) time.Time { return time.Date(2026, 3, 2, hour, 0, 0, 0, shanghai) }
	var board [][]any
	for _, m := range b.Members(at(11)) {
		board = append(board, []any{m.Person, m.State, m.Reason, m.Approved, m.Visit, m.Today, m.Owed, m.Place})
	}
	want := [][]any{
		{Person("zhou"), Ready, "", false, VisitID(""), 0, 0, 0},
		{Person("amy"), Ready, "", false, VisitID("v1"), 1, 0, 3},
		{Person("bo"), Away, "errand", true, VisitID(""), 0, 0, 1},
		{Person("chen"), Ready, "", false, VisitID(""), 0, 0, 2},
	}
	if diff := cmp.Diff(want, board); diff != "" {
		t.Error(diff)
	}
	amy, ok := b.Member("amy", at(24))
	if !ok || amy.Visit != "" || amy.Today != 0 {
		t.Errorf("at midnight the day's visit is over: %+v", amy)
	}
	if _, ok := b.Member("dan", at(11)); ok {
		t.Error("dan was never introduced")
	}
}

func TestTouched(t *testing.T) {
	b, add := morning(t)
	add(10, 0, &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm})
	add(10, 1, &Visit{ID: "v2", Customer: "li", Person: "bo", Details: wangsForm})
	add(10, 2, &Visit{ID: "v3", Customer: "sun", Person: "chen", Details: wangsForm})
	for _, tt := range []struct {
		what string
		body Body
		want []Customer
	}{
		{"a follow-up: the customer", &FollowUp{"li", "bo"}, []Customer{"li"}},
		{"a link: both", &Link{"sun", "wang", "spouse"}, []Customer{"wang", "sun"}},
		{"one of a party: all of it", &FollowUp{"sun", "amy"}, []Customer{"wang", "sun"}},
		{"leaving the desk: nobody", &Shift{Person: "amy", State: Away}, []Customer{}},
		{"leaving for good: anybody", &Staff{ID: "amy", Status: "left"}, []Customer{"wang", "li", "sun"}},
		{"a withdrawal: those of the event, even if they are no more", &Withdraw{Visit: "v2", Reason: "mistake"}, []Customer{"li"}},
	} {
		got, err := b.Apply(Event{At: b.Last(), By: "zhou", Body: tt.body})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s\n%s", tt.what, diff)
		}
	}
	if _, ok := b.Holding("li", b.Last()); ok {
		t.Error("li, whom only a withdrawn visit named, is in the register")
	}
}

func TestHoldingTellsWhatWasThere(t *testing.T) {
	b, add := morning(t)
	add(10, 0, &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm})
	add(11, 0, &Visit{ID: "v2", Customer: "wang", Person: "bo", For: "amy"})
	add(12, 0, &FollowUp{"wang", "amy"})
	add(13, 0, &Visit{ID: "v3", Customer: "wang", Person: "chen"})
	add(13, 5, &HandBack{"v3"})
	h, _ := b.Holding("wang", b.Last())
	if diff := cmp.Diff([]Tally{{"amy", 2}, {"bo", 1}}, h.Visits); diff != "" {
		t.Error(diff)
	}
	if h.Contacts != 1 || h.Last.Kind != "visit" || h.Last.Person != "amy" || h.Last.At.Hour() != 13 {
		t.Errorf("%d contacts, last %+v", h.Contacts, h.Last)
	}
	if h.Since.Hour() != 10 || h.Former != "" {
		t.Errorf("since %s, former %q", h.Since, h.Former)
	}
}

func TestTheSiteSetsItsZone(t *testing.T) {
	b := NewBook(nil, nil)
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, body := range []Body{&Site{Name: "Strand", Timezone: "Europe/London"}, &Site{Name: "Thames"}, &Staff{ID: "amy"}, &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: wangsForm}} {
		if _, err := b.Apply(Event{At: at, Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	if b.Zone().String() != "Europe/London" || b.Site().Name != "Thames" {
		t.Errorf("%s, %+v", b.Zone(), b.Site())
	}
	if h, _ := b.Holding("wang", at); h.Until.Format(time.RFC3339) != "2026-04-02T00:00:00+01:00" {
		t.Errorf("until %s: the site's midnight, in summer time by then", h.Until.Format(time.RFC3339))
	}
	if b := NewBook(nil, time.UTC); b.Zone() != time.UTC {
		t.Error("a given zone stands over the register's own")
	}
}
