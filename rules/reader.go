package rules

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
)

// longest is how long a line of a register may be, in bytes. A details form has
// a few hundred; a policy's text some ten thousand.
const longest = 1 << 20

// A Reader reads a register written as JSON Lines.
type Reader struct {
	lines *bufio.Scanner
	line  int
	text  []byte
}

// NewReader returns a Reader of r.
func NewReader(r io.Reader) *Reader {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), longest+len("\r\n"))
	return &Reader{lines: lines}
}

// Line returns the 1-based line of the event yielded last, for an error that
// concerns it.
func (r *Reader) Line() int { return r.line }

// Text returns the line of the event yielded last, valid until the next.
func (r *Reader) Text() []byte { return r.text }

// Events yields each event of the register; one that does not give its seq gets
// the next. Blank lines are skipped. The first *EventError, or error of the
// underlying reader, ends it. Only one line is held at a time.
func (r *Reader) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		var d decoder
		var seq int64
		for r.lines.Scan() {
			r.line++
			line := r.lines.Bytes()
			if r.line == 1 {
				line = bytes.TrimPrefix(line, []byte("\ufeff")) // some editors' mark for UTF-8
			}
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			r.text = line
			e, err := d.event(line)
			if err != nil {
				yield(Event{}, r.located(err))
				return
			}
			if e.Seq == 0 {
				e.Seq = seq + 1
			}
			seq = e.Seq
			if !yield(e, nil) {
				return
			}
		}
		if err := r.lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			r.line++
			yield(Event{}, r.located(wrong("", "longer than %d bytes; write one event a line", longest)))
		} else if err != nil {
			yield(Event{}, err)
		}
	}
}

// located adds the line to an EventError.
func (r *Reader) located(err error) error {
	var wrong *EventError
	if errors.As(err, &wrong) {
		wrong.Line = r.line
	}
	return err
}
