package rules

import (
	"io"
	"time"
)

// A Report is what judge prints.
type Report struct{}

// WriteJSON writes the report as indented JSON, byte for byte the same for the
// same register.
func (r *Report) WriteJSON(w io.Writer) error { panic("unwritten") }

// Report returns everything as of at, in the order and shape of the register
// format. It fails if at lies before the last event.
func (b *Book) Report(at time.Time) (*Report, error) { panic("unwritten") }
