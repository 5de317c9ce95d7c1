package storage_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

const site = storage.SiteID("C024BE91L")

var (
	zone  = time.FixedZone("", 8*3600)
	begin = time.Date(2026, 3, 1, 9, 0, 0, 0, zone)
)

// amy introduces the consultant whom the tests' events speak of.
func amy() rules.Event {
	return rules.Event{At: begin, Body: &rules.Staff{ID: "amy", Name: "Amy"}}
}

// walksIn is a visit by a customer of that id, with that id as name.
func walksIn(id, phone string) rules.Event {
	return rules.Event{At: begin, Body: &rules.Visit{
		ID: rules.VisitID("v-" + id), Customer: rules.Customer(id), Person: "amy",
		Details: &rules.Details{Name: id, Phone: phone},
	}}
}

// write runs fn in a transaction that must succeed.
func write(t testing.TB, db *storage.DB, fn func(*storage.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// appendAll writes events in one transaction.
func appendAll(t testing.TB, db *storage.DB, events ...rules.Event) {
	t.Helper()
	write(t, db, func(tx *storage.Tx) error {
		for _, e := range events {
			if _, err := tx.Append(site, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// seqs returns the places of all events of the site.
func seqs(t testing.TB, db *storage.DB) (all []int64) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *storage.Tx) error {
		for e, err := range tx.EventsAfter(site, 0) {
			if err != nil {
				return err
			}
			all = append(all, e.Seq)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestConcurrentWritersAllGetTheirPlace(t *testing.T) {
	db := storagetest.Open(t)
	appendAll(t, db, amy())
	const writers, each = 64, 20
	var (
		mu    sync.Mutex
		given []int64
		wg    sync.WaitGroup
	)
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				var e rules.Event
				err := db.Write(t.Context(), func(tx *storage.Tx) (err error) {
					before, err := tx.LastSeq(site)
					if err != nil {
						return err
					}
					e, err = tx.Append(site, walksIn(fmt.Sprintf("c%d-%d", w, i), ""))
					if err == nil && e.Seq != before+1 {
						return fmt.Errorf("given %d after %d", e.Seq, before)
					}
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				given = append(given, e.Seq)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(given)
	if got, want := seqs(t, db), append([]int64{1}, given...); !slices.Equal(got, want) {
		t.Errorf("the register has %d events, the writers were given %d places", len(got), len(want))
	}
	if len(given) != writers*each {
		t.Errorf("%d of %d writes were done", len(given), writers*each)
	}
}

// hold keeps the writer occupied until the returned function is called, so that
// the writes that follow wait together.
func hold(t *testing.T, db *storage.DB) (release func()) {
	t.Helper()
	started, free, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		first := true
		done <- db.Write(context.WithoutCancel(t.Context()), func(*storage.Tx) error {
			if first {
				first = false
				close(started)
				<-free
			}
			return nil
		})
	}()
	<-started
	return func() {
		close(free)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestOnesFailureIsNotTheOthers(t *testing.T) {
	boom := errors.New("boom")
	for _, tt := range []struct {
		name string
		end  func() error
		want func(error) bool
	}{
		{"an error", func() error { return boom }, func(err error) bool { return err == boom }},
		{"a panic", func() error { panic("ouch") }, func(err error) bool {
			var p *storage.PanicError
			return errors.As(err, &p) && p.Value == "ouch" && len(p.Stack) > 0
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				db := storagetest.Open(t)
				appendAll(t, db, amy())
				release := hold(t, db)
				var wg sync.WaitGroup
				for i := range 3 {
					wg.Go(func() {
						err := db.Write(t.Context(), func(tx *storage.Tx) error {
							_, err := tx.Append(site, walksIn(fmt.Sprint("good", i), ""))
							return err
						})
						if err != nil {
							t.Error(err)
						}
					})
				}
				wg.Go(func() {
					err := db.Write(t.Context(), func(tx *storage.Tx) error {
						if _, err := tx.Append(site, walksIn("bad", "")); err != nil {
							t.Error(err)
						}
						return tt.end()
					})
					if !tt.want(err) {
						t.Errorf("got %v", err)
					}
				})
				synctest.Wait() // until all four wait
				release()
				wg.Wait()
				if got := seqs(t, db); !slices.Equal(got, []int64{1, 2, 3, 4}) {
					t.Errorf("events %v, want Amy and three visits with no gap", got)
				}
			})
		})
	}
}

// After some errors SQLite undoes the whole transaction by itself. Who did not
// cause it does not notice.
func TestOnesRollbackIsNotTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, path := openFile(t)
		appendAll(t, db, amy())
		shell := raw(t, path)
		shell.MustExec(`CREATE TRIGGER doom BEFORE INSERT ON settings BEGIN SELECT RAISE(ROLLBACK, 'doom'); END`)
		shell.Close()
		release := hold(t, db)
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() {
				err := db.Write(t.Context(), func(tx *storage.Tx) error {
					if _, err := tx.Append(site, walksIn(fmt.Sprint("c", i), "")); err != nil {
						return err
					}
					if i%3 == 0 {
						return tx.SetSetting(site, "k", "v")
					}
					return nil
				})
				if doomed := i%3 == 0; doomed != (err != nil) {
					t.Errorf("writer %d: %v", i, err)
				}
			})
		}
		synctest.Wait()
		release()
		wg.Wait()
		if got := seqs(t, db); len(got) != 5 {
			t.Errorf("events %v, want Amy and the four who did nothing wrong", got)
		}
	})
}

// Who asks for more than the disk has is told; the others' writes stand, and
// when there is room again all goes on.
func TestFullDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := storagetest.Open(t)
		appendAll(t, db, amy())
		room, err := db.LimitPages(8)
		if err != nil {
			t.Fatal(err)
		}
		release := hold(t, db)
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() {
				e := walksIn(fmt.Sprint("c", i), "")
				if i == 1 {
					e.Note = strings.Repeat("long ", 100_000)
				}
				err := db.Write(t.Context(), func(tx *storage.Tx) error {
					_, err := tx.Append(site, e)
					return err
				})
				if tooMuch := i == 1; tooMuch != errors.Is(err, storage.ErrFull) || errors.Is(err, storage.ErrUnsure) {
					t.Errorf("writer %d: %v", i, err)
				}
			})
		}
		synctest.Wait()
		release()
		wg.Wait()
		if got := seqs(t, db); len(got) != 4 {
			t.Errorf("events %v, want Amy and three", got)
		}
		if err := room(); err != nil {
			t.Fatal(err)
		}
		e := walksIn("wang", "")
		e.Note = strings.Repeat("long ", 100_000)
		appendAll(t, db, e)
	})
}

// A commit that fails for a reason nobody foresaw may have reached the disk or
// not: whoever wrote is told so, and what comes after it goes on.
func TestACommitWithAnUnknownOutcome(t *testing.T) {
	db := storagetest.Open(t)
	appendAll(t, db, amy())
	well := db.FailCommits(t)
	err := db.Write(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.Append(site, walksIn("wang", ""))
		return err
	})
	if !errors.Is(err, storage.ErrUnsure) {
		t.Errorf("the writer is told: %v", err)
	}
	well()
	// This one was not written; whoever looks sees it.
	if got := seqs(t, db); len(got) != 1 {
		t.Errorf("events %v, want Amy alone", got)
	}
	appendAll(t, db, walksIn("wang", ""))
	if got := seqs(t, db); len(got) != 2 {
		t.Errorf("events %v, want Amy and the customer", got)
	}
}

func TestAWriterThatEndsItsGoroutineLeavesNothing(t *testing.T) {
	db := storagetest.Open(t)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_ = db.Write(t.Context(), func(tx *storage.Tx) error {
			if _, err := tx.Append(site, amy()); err != nil {
				t.Error(err)
			}
			runtime.Goexit()
			return nil
		})
	}()
	<-gone
	appendAll(t, db, amy())
	if got := seqs(t, db); !slices.Equal(got, []int64{1}) {
		t.Errorf("events %v, want one", got)
	}
}

func TestCancelledCaller(t *testing.T) {
	t.Run("before its turn: not run, the others are", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			db := storagetest.Open(t)
			release := hold(t, db)
			ctx, cancel := context.WithCancel(t.Context())
			outcome := make(chan error, 1)
			go func() {
				outcome <- db.Write(ctx, func(tx *storage.Tx) error {
					t.Error("ran though its caller had gone")
					return nil
				})
			}()
			var wg sync.WaitGroup
			wg.Go(func() { appendAll(t, db, amy()) })
			synctest.Wait()
			cancel()
			if err := <-outcome; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			release()
			wg.Wait()
			if got := seqs(t, db); len(got) != 1 {
				t.Errorf("events %v, want the other's", got)
			}
		})
	})

	t.Run("during its turn: written all the same", func(t *testing.T) {
		db := storagetest.Open(t)
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Write(ctx, func(tx *storage.Tx) error {
			cancel()
			_, err := tx.Append(site, amy())
			return err
		})
		if err != nil {
			t.Error(err)
		}
		if got := seqs(t, db); len(got) != 1 {
			t.Errorf("events %v, want one", got)
		}
	})
}

// Nothing of a group is to be seen from outside before all of it has run.
func TestWritesThatWaitTogetherShareACommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := storagetest.Open(t)
		appendAll(t, db, amy())
		release := hold(t, db)
		var inside []int64
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				write(t, db, func(tx *storage.Tx) error {
					e, err := tx.Append(site, walksIn(fmt.Sprint("c", i), ""))
					inside = append(inside, e.Seq)
					if outside := seqs(t, db); len(outside) != 1 {
						t.Errorf("%d events were committed while the group ran", len(outside))
					}
					return err
				})
			})
		}
		synctest.Wait()
		release()
		wg.Wait()
		if len(inside) != 20 || len(seqs(t, db)) != 21 {
			t.Errorf("%d of 20 ran, the register has %d events", len(inside), len(seqs(t, db)))
		}
	})
}

func TestNobodyWaitsForeverForTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := storagetest.Open(t)
		release := hold(t, db)
		start := time.Now()
		err := db.Write(t.Context(), func(*storage.Tx) error {
			t.Error("ran after its caller had been told to try again")
			return nil
		})
		if !errors.Is(err, storage.ErrBusy) || time.Since(start) > 2500*time.Millisecond {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		release()
		appendAll(t, db, amy())
	})
}

func TestAReaderSeesOneState(t *testing.T) {
	db := storagetest.Open(t)
	appendAll(t, db, amy())
	err := db.Read(t.Context(), func(tx *storage.Tx) error {
		before, err := tx.LastSeq(site)
		if err != nil {
			return err
		}
		appendAll(t, db, walksIn("wang", ""))
		after, err := tx.LastSeq(site)
		if before != 1 || after != 1 {
			t.Errorf("saw %d, then %d", before, after)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAReaderCannotWrite(t *testing.T) {
	db := storagetest.Open(t)
	err := db.Read(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.Append(site, amy())
		return err
	})
	if err == nil {
		t.Error("an event was appended in a Read")
	}
}

func TestClosedDatabase(t *testing.T) {
	db := storagetest.Open(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), func(*storage.Tx) error { return nil }); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("write: %v", err)
	}
	if err := db.Read(t.Context(), func(*storage.Tx) error { return nil }); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("read: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}
