package rules

import (
	"io"
	"iter"
)

// ReadEvents reads JSON Lines, one event a line, and yields each with its seq;
// blank lines are skipped. The first *EventError, or error of r, ends it.
func ReadEvents(r io.Reader) iter.Seq2[Event, error] { panic("unwritten") }

// An EventError is what is wrong with one event, and what would be right.
type EventError struct {
	Line int    // 1-based line of the file; 0 outside a file
	Key  string // the key at fault; empty if the whole event is
	Text string // the problem and what would be right
}

func (e *EventError) Error() string { panic("unwritten") }

// ParseEvent reads one event from a line of JSON, strictly: unknown types and
// keys, missing keys and bad values give an *EventError.
func ParseEvent(line []byte) (Event, error) { panic("unwritten") }
