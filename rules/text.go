package rules

import "io"

// WriteText writes it in sentences that can be read out.
func (r *Report) WriteText(w io.Writer, lang Lang) error { panic("unwritten") }
