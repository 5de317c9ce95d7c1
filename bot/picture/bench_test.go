package picture

import (
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

// BenchmarkTimeline draws a case of four contacts: a dispute is opened with such
// a picture while others wait to write.
func BenchmarkTimeline(b *testing.B) {
	for b.Loop() {
		if _, _, err := Timeline(msWang(rules.Zh)); err != nil {
			b.Fatal(err)
		}
	}
}
