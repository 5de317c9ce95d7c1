package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

// BenchmarkWrite appends a visit by callers who each wait for their commit: one
// at a time, and sharing commits. Besides the mean it reports the 99th percentile
// of the waiting.
func BenchmarkWrite(b *testing.B) {
	for _, callers := range []int{1, 8, 32, 128} {
		b.Run(fmt.Sprint(callers, "-callers"), func(b *testing.B) {
			db := storagetest.Open(b)
			appendAll(b, db, amy())
			var n atomic.Int64
			took := make([]time.Duration, b.N)
			b.ReportAllocs()
			b.ResetTimer()
			done := make(chan struct{})
			for range callers {
				go func() {
					defer func() { done <- struct{}{} }()
					for {
						i := n.Add(1)
						if i > int64(b.N) {
							return
						}
						e := walksIn(fmt.Sprint("c", i), fmt.Sprintf("+86138%08d", i))
						start := time.Now()
						write(b, db, func(tx *storage.Tx) error {
							_, err := tx.Append(site, e)
							return err
						})
						took[i-1] = time.Since(start)
					}
				}()
			}
			for range callers {
				<-done
			}
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
			b.ReportMetric(float64(percentile(took, 99).Microseconds()), "p99-µs")
		})
	}
}

// BenchmarkRead reads a register from its beginning, as a bot does at its start.
func BenchmarkRead(b *testing.B) {
	db := storagetest.Open(b)
	appendAll(b, db, amy())
	const n = 10_000
	events := make([]rules.Event, n)
	for i := range events {
		events[i] = walksIn(fmt.Sprint("c", i), fmt.Sprintf("+86138%08d", i))
	}
	appendAll(b, db, events...)
	b.ResetTimer()
	for b.Loop() {
		if got := len(seqs(b, db)); got != n+1 {
			b.Fatal(got)
		}
	}
	b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "events/s")
}

func percentile(all []time.Duration, p int) time.Duration {
	slices.Sort(all)
	return all[(len(all)-1)*p/100]
}

// BenchmarkImport reads a register into a new site: parsing, the rules, the chain
// and what is derived.
func BenchmarkImport(b *testing.B) {
	var text strings.Builder
	text.WriteString(`{"type":"person","at":"2026-03-01T09:00:00+08:00","id":"amy"}` + "\n")
	const visits = 5_000
	at := begin
	for i := range visits {
		at = at.Add(time.Minute)
		fmt.Fprintf(&text, `{"type":"visit","at":%[1]q,"id":"v%[2]d","customer":"c%[2]d","person":"amy","details":{"name":"Wang","phone":"+86138%08[2]d"}}`+"\n", at.Format(time.RFC3339), i)
		fmt.Fprintf(&text, `{"type":"leave","at":%q,"visit":"v%d"}`+"\n", at.Format(time.RFC3339), i)
	}
	db := storagetest.Open(b)
	n := 0
	for b.Loop() {
		n++
		if _, err := db.Import(b.Context(), storage.SiteID(fmt.Sprint("C", n)), strings.NewReader(text.String())); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*2*visits)/b.Elapsed().Seconds(), "events/s")
}
