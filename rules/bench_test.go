package rules

import (
	"strings"
	"testing"
)

func BenchmarkParseEvent(b *testing.B) {
	line := []byte(`{"type":"visit","at":"2026-03-01T10:00:00+08:00","id":"v1","customer":"wang","person":"amy","asked_for":"bo","first_time":true,"details":{"name":"Wang","phone":"13800138000"}}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseEvent(line); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadEvents(b *testing.B) {
	line := `{"type":"visit","at":"2026-03-01T10:00:00+08:00","id":"v1","customer":"wang","person":"amy","asked_for":"bo","first_time":true,"details":{"name":"Wang","phone":"13800138000"}}` + "\n"
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, err := range NewReader(strings.NewReader(strings.Repeat(line, 1000))).Events() {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/event")
}
