package rules

import "testing"

// Whoever has waited longest is served first; a second turn counts from when it
// was owed, not from the first.
func TestDebtsAreServedOldestFirst(t *testing.T) {
	var d debts
	for _, p := range []Person{"amy", "bo", "amy", "chen", "bo"} {
		d.owe(p)
	}
	kept := d.clone()
	var served []Person
	for len(d.lines) > 0 {
		p := d.lines[0].person
		served = append(served, p)
		d.pay(p)
	}
	for i, want := range []Person{"amy", "bo", "amy", "chen", "bo"} {
		if served[i] != want {
			t.Fatalf("served %v", served)
		}
	}
	if kept.owed("amy") != 2 || kept.owed("bo") != 2 || kept.owed("chen") != 1 {
		t.Errorf("paying changed the clone: %v", kept.lines)
	}
	if d.pay("amy") {
		t.Error("nobody is owed anything, yet amy was paid")
	}
}
