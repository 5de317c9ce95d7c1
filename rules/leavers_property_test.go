package rules

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Under every policy nobody owns a customer who has left: not by a customer who
// asks for them, not for having been announced, not by inheritance from a
// colleague whose protection is over.
func TestWhoHasLeftOwnsNobody(t *testing.T) {
	for _, name := range Policies() {
		policy, _ := Named(name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				b := NewBook(policy, nil)
				for _, e := range drawMore(t, drawRegister(t)) {
					e.Seq = 0
					if writtenOfLeaver(b, e) || b.Check(e) != nil {
						continue
					}
					if _, err := b.Apply(e); err != nil {
						t.Fatal(err)
					}
				}
				at := b.Last().Add(rapid.SampledFrom([]time.Duration{0, 24 * time.Hour, 100 * 24 * time.Hour}).Draw(t, "asked later"))
				for c := range b.Customers() {
					if h, _ := b.Holding(c, at); h.Owner != "" && b.floor.seat(h.Owner).left {
						t.Errorf("%s is %s's, who has left: %+v\n%+v", c, h.Owner, h, b.Chain(c, at))
					}
				}
			})
		})
	}
}

// writtenOfLeaver says whether an event has somebody do or get something who has
// left, which no floor would write down; or withdraws another, who knows which.
func writtenOfLeaver(b *Book, e Event) bool {
	var people []Person
	switch body := e.Body.(type) {
	case *Withdraw:
		return true
	case *Staff:
		people = []Person{body.Successor}
	case *Complaint:
		people = []Person{body.To}
	case *Own:
		people = []Person{body.Person}
	case *Shift:
		people = []Person{body.Person}
	case *Told, *HandBack:
	default:
		people = []Person{receiverOf(e.Body)}
	}
	for _, p := range people {
		if s := b.floor.seat(p); s != nil && s.left {
			return true
		}
	}
	return false
}
