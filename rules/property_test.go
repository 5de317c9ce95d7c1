package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	someCustomers = []Customer{"c1", "c2", "c3", "c4"}
	sellers       = []Person{"amy", "bo", "chen"}
)

// drawRegister draws a register of a small, busy floor whose people, customers
// and visits meet all the time.
func drawRegister(t *rapid.T) []Event {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, shanghai)
	b := NewBook(nil, nil)
	var all []Event
	add := func(e Event) {
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
		add(Event{At: at, Body: &Staff{ID: p}})
	}
	add(Event{At: at, Body: &Staff{ID: "lee", Role: Leader}})
	add(Event{At: at, Body: &Staff{ID: "zhou", Role: Manager}})
	add(Event{At: at, Body: &Rota{Order: []Person{"amy", "bo", "chen", "dan"}}})
	for i := range rapid.IntRange(1, 40).Draw(t, "events") {
		at = at.Add(rapid.SampledFrom([]time.Duration{
			0, time.Second, 5 * time.Minute, time.Hour, 9 * time.Hour, 24 * time.Hour, 10 * 24 * time.Hour, 31 * 24 * time.Hour,
		}).Draw(t, "later"))
		e := Event{At: at, Body: drawBody(t, i), By: "zhou"}
		if rapid.IntRange(0, 9).Draw(t, "late") == 0 {
			e.Came = at.Add(-30 * time.Hour)
		}
		add(e)
	}
	return all
}

func drawBody(t *rapid.T, i int) Body {
	customer := func() Customer { return rapid.SampledFrom(someCustomers).Draw(t, "customer") }
	seller := func() Person { return rapid.SampledFrom(sellers).Draw(t, "person") }
	often := func(what string) bool { return rapid.Bool().Draw(t, what) }
	rarely := func(what string) bool { return rapid.IntRange(0, 5).Draw(t, what) == 0 }
	anyone := func(what string) Person {
		if rarely(what) {
			return seller()
		}
		return ""
	}
	visit := func() VisitID { return VisitID(fmt.Sprint("v", rapid.IntRange(0, i).Draw(t, "visit"))) }
	deal := func() DealID { return DealID(fmt.Sprint("d", rapid.IntRange(0, 1).Draw(t, "deal"))) }
	form := func() *Details {
		return rapid.SampledFrom([]*Details{nil, {Name: "Wang"}, {Phone: "1"}, {Name: "Wang", Phone: "1"}, {Name: "Wang", Phone: "1"}}).Draw(t, "form")
	}
	switch rapid.SampledFrom(strings.Fields(`visit visit visit visit visit leave leave follow_up contact call details
		hand_back recognise claim give_up assign complaint own prefile wish appointment link deal ruling shift shift
		floor rota withdraw withdraw shown person misconduct contest approve`)).Draw(t, "kind") {
	case "visit":
		v := &Visit{ID: VisitID(fmt.Sprint("v", i)), Customer: customer(), Person: seller(), Details: form()}
		v.For, v.AskedFor, v.MessageFrom = anyone("for"), anyone("asked for"), anyone("message")
		v.Consent, v.Knowing, v.Accompanied = rarely("consent"), rarely("knowing"), rarely("accompanied")
		if rarely("with") {
			v.With = []Customer{customer()}
		}
		if rarely("referrer") {
			v.Referrer = customer()
		}
		if v.Referrer == v.Customer {
			v.Referrer = ""
		}
		v.Mentioned = rapid.SampledFrom([]string{"", "during"}).Draw(t, "mentioned")
		v.Via = rapid.SampledFrom([]string{"", "", "", "appointment", "assigned"}).Draw(t, "via")
		if rarely("unsigned") {
			v.Signed = new(bool)
		}
		return v
	case "leave":
		return &Leave{visit()}
	case "follow_up":
		return &FollowUp{customer(), seller()}
	case "contact":
		return &Contact{customer(), seller()}
	case "call":
		return &Call{customer(), seller(), form()}
	case "details":
		d := &DetailsEntry{customer(), seller(), Details{Phone: "2"}}
		if often("name too") {
			d.Details.Name = "Wang"
		}
		return d
	case "hand_back":
		return &HandBack{visit()}
	case "recognise":
		return &Recognise{visit(), seller(), rapid.SampledFrom([]string{"", "stay", "return"}).Draw(t, "wish")}
	case "claim":
		return &Claim{customer(), seller(), form()}
	case "give_up":
		return &GiveUp{customer(), seller()}
	case "assign":
		return &Assign{customer(), seller()}
	case "complaint":
		return &Complaint{customer(), seller(), anyone("to"), often("upheld")}
	case "own":
		return &Own{customer(), seller(), rapid.SampledFrom([]string{"relative", "friend"}).Draw(t, "relation")}
	case "prefile":
		return &Prefile{customer(), seller(), ""}
	case "wish":
		return &Wish{customer(), seller()}
	case "appointment":
		return &Appointment{customer(), seller(), false}
	case "link":
		return &Link{customer(), customer(), rapid.SampledFrom([]string{"same", "spouse", "sibling"}).Draw(t, "relation")}
	case "deal":
		return &Deal{ID: deal(), Customer: customer(), Person: seller(), Stage: rapid.SampledFrom([]Stage{Deposit, Subscribed}).Draw(t, "stage")}
	case "ruling":
		r := &Ruling{Customer: customer(), Owner: anyone("owner"), Reason: "so"}
		if often("on a deal") {
			r.Customer, r.Deal, r.Performance = "", deal(), Parts{{"bo", Part{1, 3}}, {"amy", Part{2, 3}}}
		}
		return r
	case "shift":
		return &Shift{Person: seller(), State: rapid.SampledFrom([]ShiftState{Ready, Away, Off}).Draw(t, "state"), Reason: rapid.SampledFrom([]string{"", "errand", "personal"}).Draw(t, "reason")}
	case "floor":
		return &FloorChange{Mode: rapid.SampledFrom([]FloorMode{Queue, Rush, Lunch}).Draw(t, "mode"), Duty: "bo"}
	case "rota":
		return &Rota{Order: rapid.Permutation([]Person{"amy", "bo", "chen", "dan"}).Draw(t, "order")}
	case "withdraw":
		if often("a visit") {
			return &Withdraw{Visit: visit(), Reason: "mistake"}
		}
		return &Withdraw{Seq: rapid.Int64Range(7, int64(i)+7).Draw(t, "seq"), Reason: "mistake"}
	case "shown":
		return &Shown{customer(), seller()}
	case "person":
		return &Staff{ID: seller(), Status: rapid.SampledFrom([]string{"left", "active"}).Draw(t, "status"), Successor: anyone("successor")}
	case "misconduct":
		return &Misconduct{Person: seller(), Act: rapid.SampledFrom([]string{"falsify", "grab", "pick"}).Draw(t, "act"), Visit: visit()}
	case "contest":
		return &Contest{deal(), seller(), often("evidence")}
	}
	return &Approve{deal()}
}

func bookOf(t interface{ Fatalf(string, ...any) }, events []Event) *Book {
	b := NewBook(nil, nil)
	for _, e := range events {
		e.Seq = 0
		if _, err := b.Apply(e); err != nil {
			t.Fatalf("%s: %v", e.Body.Kind(), err)
		}
	}
	return b
}

// The engine and its plain twin agree on who owns whom, until when.
func TestOwnershipAgreesWithItsTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawRegister(t)
		b := bookOf(t, events)
		at := b.Last().Add(rapid.SampledFrom([]time.Duration{0, 20 * 24 * time.Hour, 40 * 24 * time.Hour}).Draw(t, "asked later"))
		twin := newTwin(events, b.Zone())
		for c := range b.Customers() {
			want := twin.ownership(c, len(events), at)
			got, _ := b.Holding(c, at)
			if got.Owner != want.owner || !got.Until.Equal(twin.until(want)) {
				for i, e := range events {
					t.Logf("%d %v %s %s %+v", i+1, b.Withdrawn(int64(i)+1), e.At.Format("01-02 15:04:05"), e.Body.Kind(), e.Body)
				}
				t.Fatalf("%s: %s until %s, the twin says %s until %s\n%+v", c, got.Owner, got.Until, want.owner, twin.until(want), b.Chain(c, at))
			}
		}
	})
}

// Every owner is explained by an event of the customer's party; parts add up to
// one or are empty.
func TestAnswersAreExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := bookOf(t, drawRegister(t))
		at := b.Last()
		for c := range b.Customers() {
			h, _ := b.Holding(c, at)
			if h.Owner == "" {
				continue
			}
			explained := slices.ContainsFunc(b.Chain(c, at), func(s Step) bool { return s.Owner == h.Owner && s.Clause != "" && s.Seq > 0 })
			if !explained || len(h.Basis) == 0 {
				t.Errorf("%s is %s's by %v, and no step says so: %+v", c, h.Owner, h.Basis, b.Chain(c, at))
			}
		}
		for d := range b.Deals() {
			s, _ := b.Settlement(d, at)
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
}

// Asking questions in between, or none, comes to the same.
func TestAskingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawRegister(t)
		asked := NewBook(nil, nil)
		for _, e := range events {
			if _, err := asked.Apply(e); err != nil {
				t.Fatal(err)
			}
			reportOf(t, asked, e.At.Add(time.Hour))
			asked.Arrival("c1", "amy", e.At)
			asked.MayClaim("c2", "bo", e.At)
			asked.Moves("amy", 3)
		}
		quiet := bookOf(t, events)
		if diff := cmp.Diff(reportOf(t, quiet, quiet.Last()), reportOf(t, asked, asked.Last())); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A withdrawn event counts as not having happened: the report is that of the
// register without it, and so is everybody's place.
func TestWithdrawnNeverHappened(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := slices.DeleteFunc(drawRegister(t), func(e Event) bool { return e.Body.Kind() == "withdraw" })
		for i := range events {
			events[i].Seq = 0
		}
		full := NewBook(nil, nil)
		events = slices.DeleteFunc(events, func(e Event) bool { _, err := full.Apply(e); return err != nil })
		target := rapid.IntRange(7, max(7, len(events)-1)).Draw(t, "withdrawn")
		if target >= len(events) {
			return
		}
		spacing := rapid.SampledFrom([]int{1, 2, usualSpacing}).Draw(t, "checkpoints")
		without := NewBook(nil, nil)
		for i, e := range events {
			if i == target {
				continue
			}
			if _, err := without.Apply(e); err != nil {
				if names(e.Body) {
					continue // it spoke of the visit or deal that is no more
				}
				return // it would not have come to this
			}
		}
		place := rapid.IntRange(target, len(events)-1).Draw(t, "withdrawn after")
		with := NewBook(nil, nil)
		with.spacing = spacing
		for _, e := range events[:place+1] {
			if _, err := with.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := with.Apply(Event{At: events[place].At, By: "zhou", Body: &Withdraw{Seq: int64(target) + 1, Reason: "mistake"}}); err != nil {
			t.Fatal(err)
		}
		for _, e := range events[place+1:] {
			if _, err := with.Apply(e); err != nil {
				return
			}
		}
		at := events[len(events)-1].At
		if diff := cmp.Diff(reportOf(t, without, at), reportOf(t, with, at)); diff != "" {
			for i, e := range events {
				t.Logf("%d %s %s %+v", i+1, e.At.Format("01-02 15:04:05"), e.Body.Kind(), e.Body)
			}
			t.Fatalf("event %d withdrawn after %d:\n%s", target+1, place+1, diff)
		}
	})
}

// names says whether an event only speaks of a visit or deal.
func names(body Body) bool {
	switch body.(type) {
	case *Leave, *Recognise, *HandBack, *Contest, *Approve:
		return true
	}
	return false
}

// Whose customer somebody is depends on the events of their party alone, and on
// who works there.
func TestOthersChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawRegister(t)
		if slices.ContainsFunc(events, func(e Event) bool {
			v, ok := e.Body.(*Visit)
			_, w := e.Body.(*Withdraw)
			return ok && v.Referrer != "" || w
		}) {
			return // a referrer's own case does bear on whom they send
		}
		b := bookOf(t, events)
		c := rapid.SampledFrom(someCustomers).Draw(t, "customer")
		want, ok := b.Holding(c, b.Last())
		if !ok {
			return
		}
		var seqs []int64
		for _, e := range b.Events(c) {
			seqs = append(seqs, e.Seq)
		}
		alone := NewBook(nil, nil)
		for i, e := range events {
			_, staff := e.Body.(*Staff)
			if staff || slices.Contains(seqs, int64(i)+1) {
				e.Seq = 0
				if _, err := alone.Apply(e); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got, _ := alone.Holding(c, b.Last()); got.Owner != want.Owner || !got.Until.Equal(want.Until) {
			t.Fatalf("alone %+v, among others %+v", got, want)
		}
	})
}

// What somebody was doing can be asked of any place in the register.
func TestStatusAt(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	b := bookOf(t, []Event{
		{At: at, Body: &Staff{ID: "amy"}},
		{At: at, Body: &Shift{Person: "amy", State: Away, Reason: "errand"}},
		{At: at, Body: &Shift{Person: "amy", State: Ready}},
		{At: at, Body: &Visit{ID: "v1", Customer: "c1", Person: "amy"}},
		{At: at, Body: &Leave{"v1"}},
		{At: at, Body: &FollowUp{"c1", "amy"}},
	})
	for place, want := range []string{"ready", "ready", "away", "ready", "busy", "ready"} {
		s := b.statusAt("amy", int32(place))
		got := string(s.state)
		if s.busy(at) {
			got = "busy"
		}
		if got != want {
			t.Errorf("before event %d amy is %s, want %s", place+1, got, want)
		}
	}
}
