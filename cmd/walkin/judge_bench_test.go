package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A busyFloor writes the register of a floor that follows its customers up for
// two months after their visit: most of what it holds are follow-ups.
type busyFloor struct {
	w       *bufio.Writer
	random  *rand.Rand
	at      time.Time
	seq     int
	visits  int
	current []*followed
	sellers int
}

// A followed customer is followed up every few days.
type followed struct {
	id     int
	seller int
}

// writeBusyFloor writes a register of n events. A customer has about as many
// follow-ups as said.
func writeBusyFloor(w io.Writer, n, followUps int) error {
	f := &busyFloor{
		w: bufio.NewWriterSize(w, 1<<20), random: rand.New(rand.NewPCG(1, 2)), sellers: 20,
		at: time.Date(2020, 3, 2, 9, 0, 0, 0, time.FixedZone("", 8*60*60)),
	}
	for i := range f.sellers {
		f.event(`"person","id":"p%d"`, i)
	}
	f.event(`"person","id":"zhou","role":"manager"`)
	f.event(`"rota","order":["p0","p1","p2","p3","p4","p5","p6","p7","p8","p9","p10","p11","p12","p13","p14","p15","p16","p17","p18","p19"]`)
	for customers := 0; f.seq < n; f.at = f.at.Add(time.Second * 40) {
		if f.at.Hour() >= 18 {
			f.at = f.at.Add(15 * time.Hour)
		}
		if f.seq > (followUps+4)*customers {
			f.arrive(customers)
			customers++
			continue
		}
		f.follow()
	}
	return f.w.Flush()
}

func (f *busyFloor) event(format string, args ...any) {
	f.seq++
	fmt.Fprintf(f.w, `{"type":`+format+`,"at":"%s"}`+"\n", append(args, f.at.Format(time.RFC3339))...)
}

// arrive is a new customer's first visit.
func (f *busyFloor) arrive(id int) {
	c := &followed{id: id, seller: id % f.sellers}
	f.visits++
	f.event(`"visit","id":"v%d","customer":"c%d","person":"p%d","details":{"name":"Wang","phone":"1380%07d"}`, f.visits, id, c.seller, id)
	f.event(`"leave","visit":"v%d"`, f.visits)
	f.current = append(f.current, c)
}

// follow is the next thing that happens to somebody on the books.
func (f *busyFloor) follow() {
	if len(f.current) == 0 {
		return
	}
	i := f.random.IntN(len(f.current))
	c := f.current[i]
	switch k := f.random.IntN(200); {
	case k < 6:
		f.visits++
		f.event(`"visit","id":"v%d","customer":"c%d","person":"p%d"`, f.visits, c.id, c.seller)
		f.event(`"leave","visit":"v%d"`, f.visits)
	case k < 8:
		f.event(`"deal","id":"d%d","customer":"c%d","person":"p%d"`, f.seq, c.id, c.seller)
		f.drop(i)
	case k < 9:
		f.event(`"follow_up","customer":"c%d","person":"p%d"`, c.id, c.seller)
		f.event(`"withdraw","seq":%d,"reason":"slip"`, f.seq)
	case k < 30:
		f.event(`"contact","customer":"c%d","person":"p%d"`, c.id, c.seller)
	default:
		f.event(`"follow_up","customer":"c%d","person":"p%d"`, c.id, c.seller)
	}
	if len(f.current) > 300 {
		f.drop(0)
	}
}

func (f *busyFloor) drop(i int) { f.current = append(f.current[:i], f.current[i+1:]...) }

// BenchmarkJudge reads a register of a million events and writes the report. It
// is to do no less than a hundred thousand events a second.
func BenchmarkJudge(b *testing.B) {
	const n = 1_000_000
	file := filepath.Join(b.TempDir(), "register.jsonl")
	out, err := os.Create(file)
	if err != nil {
		b.Fatal(err)
	}
	if err := writeBusyFloor(out, n, 20); err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var stderr bytes.Buffer
		if status := run(context.Background(), []string{"judge", file}, strings.NewReader(""), io.Discard, &stderr); status != 0 {
			b.Fatal(stderr.String())
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/n, "B/event")
}
