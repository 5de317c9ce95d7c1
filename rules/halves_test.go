package rules

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A register read in two parts, with a report asked for in between, comes to the
// same as the whole; and so does a file of two parts wherever it is torn.
func TestTwoHalvesAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, _ := Named(rapid.SampledFrom(append(Policies(), "")).Draw(t, "policy"))
		var lines [][]byte
		checked := NewBook(policy, nil)
		for _, e := range drawMore(t, drawRegister(t)) {
			if e.Seq = 0; checked.Check(e) != nil {
				continue // a ruling by less than this policy's arbiter
			}
			if _, err := checked.Apply(e); err != nil {
				t.Fatal(err)
			}
			line, err := e.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, append(line, '\n'))
		}
		read := func(b *Book, text []byte) {
			for e, err := range NewReader(bytes.NewReader(text)).Events() {
				e.Seq = 0 // counted from this part's beginning
				if _, refused := b.Apply(e); err != nil || refused != nil {
					t.Fatal(errors.Join(err, refused))
				}
			}
		}
		whole, halves, torn := NewBook(policy, nil), NewBook(policy, nil), NewBook(policy, nil)
		text := bytes.Join(lines, nil)
		read(whole, text)
		at := whole.Last()
		half := rapid.IntRange(1, len(lines)).Draw(t, "lines in the first part")
		read(halves, bytes.Join(lines[:half], nil))
		reportOf(t, halves, at)
		read(halves, bytes.Join(lines[half:], nil))
		if diff := cmp.Diff(reportOf(t, whole, at), reportOf(t, halves, at)); diff != "" {
			t.Fatal(diff)
		}
		cut := rapid.IntRange(0, len(text)).Draw(t, "bytes before the tear")
		for e, err := range NewReader(io.MultiReader(bytes.NewReader(text[:cut]), bytes.NewReader(text[cut:]))).Events() {
			if _, refused := torn.Apply(e); err != nil || refused != nil {
				t.Fatal(errors.Join(err, refused))
			}
		}
		if diff := cmp.Diff(reportOf(t, whole, at), reportOf(t, torn, at)); diff != "" {
			t.Fatal(diff)
		}
	})
}
