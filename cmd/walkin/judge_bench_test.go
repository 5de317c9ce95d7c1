package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
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

// A followed customer is on the books.
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
	for customers := 0; f.seq < n; f.at = f.at.Add(time.Hour / time.Duration(8*followUps)) {
		if f.at.Hour() >= 18 {
			f.at = f.at.Add(15 * time.Hour)
		}
		if len(f.current) == 0 || f.seq > (followUps+4)*customers {
			f.arrive(customers)
			customers++
			continue
		}
		f.follow(followUps)
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

// follow is the next thing that happens to somebody on the books. Until they are
// let be, about a third buys, and each comes again once or twice.
func (f *busyFloor) follow(followUps int) {
	i := f.random.IntN(len(f.current))
	c := f.current[i]
	often := func(times float64) bool { return f.random.Float64() < times/float64(followUps) }
	switch {
	case often(1.5):
		f.visits++
		f.event(`"visit","id":"v%d","customer":"c%d","person":"p%d"`, f.visits, c.id, c.seller)
		f.event(`"leave","visit":"v%d"`, f.visits)
	case often(0.3) && len(f.current) > 1:
		f.event(`"deal","id":"d%d","customer":"c%d","person":"p%d"`, f.seq, c.id, c.seller)
		f.drop(i)
	case often(0.1):
		f.event(`"follow_up","customer":"c%d","person":"p%d"`, c.id, c.seller)
		f.event(`"withdraw","seq":%d,"reason":"slip"`, f.seq)
	case often(1):
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
	file := busyRegister(b, n, 20)
	b.ReportAllocs()
	for b.Loop() {
		var stderr bytes.Buffer
		if status := run(context.Background(), []string{"judge", file}, strings.NewReader(""), io.Discard, &stderr); status != 0 {
			b.Fatal(stderr.String())
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkJudgeMemory reads registers of five thousand customers, who are
// followed up ten times as often in one as in the other, from a file and by a
// pipe. What is held grows with customers, visits and deals, and little with
// follow-ups.
func BenchmarkJudgeMemory(b *testing.B) {
	const customers = 5000
	for _, by := range []string{"file", "pipe"} {
		for _, followUps := range []int{20, 200} {
			b.Run(fmt.Sprint(by, "/", followUps, "-follow-ups"), func(b *testing.B) {
				n := customers * (followUps + 4)
				file := busyRegister(b, n, followUps)
				var bytes uint64
				for b.Loop() {
					bytes = held(b, file, by == "pipe")
				}
				b.ReportMetric(float64(bytes)/customers, "B/customer")
				b.ReportMetric(float64(bytes)/float64(n), "B/event")
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
			})
		}
	}
}

// A register that comes by a pipe is no more held on to than one in a file.
func TestJudgeHoldsOnToNoFollowUpsOfAPipe(t *testing.T) {
	const customers = 400
	of := func(followUps int) uint64 {
		return held(t, busyRegister(t, customers*(followUps+4), followUps), true)
	}
	if few, many := of(20), of(200); many > 2*few {
		t.Errorf("%d bytes are held for customers with 20 follow-ups, %d for ten times as many follow-ups", few, many)
	}
}

// held returns how much of the register in a file judge holds on to when it has
// read it, in bytes.
func held(t testing.TB, file string, pipe bool) uint64 {
	before := heap()
	var stdin io.Reader
	judge := judgeCmd{File: file}
	if pipe {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		go func() {
			defer w.Close()
			if f, err := os.Open(file); err == nil {
				_, _ = io.Copy(w, f)
				_ = f.Close()
			}
		}()
		judge.File, stdin = "-", r
	}
	in, err := judge.open(stdin)
	if err != nil {
		t.Fatal(err)
	}
	book, err := in.report(context.Background(), nil, nil)
	if err := errors.Join(err, in.Close()); err != nil {
		t.Fatal(err)
	}
	bytes := heap() - before
	runtime.KeepAlive(book)
	return bytes
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func busyRegister(b testing.TB, n, followUps int) string {
	file := filepath.Join(b.TempDir(), "register.jsonl")
	out, err := os.Create(file)
	if err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(writeBusyFloor(out, n, followUps), out.Close()); err != nil {
		b.Fatal(err)
	}
	return file
}
