package rules

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkDecide decides on one more event of a party with fifty.
func BenchmarkDecide(b *testing.B) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	book := NewBook(nil, nil)
	add := func(body Body) {
		if _, err := book.Apply(Event{At: at, Body: body}); err != nil {
			b.Fatal(err)
		}
		at = at.Add(20 * time.Hour)
	}
	add(&Staff{ID: "amy"})
	add(&Staff{ID: "bo"})
	for i := range 10 {
		add(&Visit{ID: VisitID(fmt.Sprint("v", i)), Customer: "wang", Person: "amy", Details: &Details{Name: "Wang", Phone: "1"}})
		add(&FollowUp{"wang", "amy"})
		add(&Call{"wang", "bo", nil})
		add(&Contact{"wang", "amy"})
		add(&Visit{ID: VisitID(fmt.Sprint("w", i)), Customer: "wang", Person: "bo"})
	}
	b.ReportAllocs()
	for b.Loop() {
		at = at.Add(time.Second)
		if h, _ := book.Holding("wang", at); h.Owner != "amy" {
			b.Fatal(h)
		}
	}
}

// BenchmarkFold folds a register of a hundred thousand events: two hundred
// customers a month, received, followed up, some bought.
func BenchmarkFold(b *testing.B) {
	const n = 100_000
	events := busyYear(n)
	b.ReportAllocs()
	for b.Loop() {
		book := NewBook(nil, nil)
		for _, e := range events {
			if _, err := book.Apply(e); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/event")
}

func busyYear(n int) []Event {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	var events []Event
	add := func(body Body) {
		at = at.Add(7 * time.Minute)
		events = append(events, Event{At: at, Body: body})
	}
	sellers := []Person{"amy", "bo", "chen", "dan"}
	for _, p := range sellers {
		add(&Staff{ID: p})
	}
	add(&Rota{Order: sellers})
	for i := 0; len(events) < n; i++ {
		c, p := Customer(fmt.Sprint("c", i/3)), sellers[i/3%4]
		v := VisitID(fmt.Sprint("v", i))
		add(&Visit{ID: v, Customer: c, Person: p, Details: &Details{Name: "Wang", Phone: "1"}})
		add(&FollowUp{c, p})
		if i%10 == 9 {
			add(&HandBack{v})
		}
		add(&Leave{v})
		add(&FollowUp{c, p})
		if i%30 == 29 {
			add(&Deal{ID: DealID(v), Customer: c, Person: p})
		}
		if i%50 == 49 {
			add(&Withdraw{Visit: v, Reason: "mistake"})
		}
	}
	return events[:n]
}

// BenchmarkWhatIf replays a register of a hundred thousand events under two
// policies and compares: what /walkin whatif waits for.
func BenchmarkWhatIf(b *testing.B) {
	const n = 100_000
	events := busyYear(n)
	other, _ := Named("fifteen-day")
	for b.Loop() {
		s := Suppose(other, nil, nil)
		for _, e := range events {
			if err := s.Apply(e); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := s.WhatIf(s.Last()); err != nil {
			b.Fatal(err)
		}
	}
}
