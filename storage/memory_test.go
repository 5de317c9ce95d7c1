package storage_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

func TestADeliveryIsNotedOnce(t *testing.T) {
	db := storagetest.Open(t)
	look := func(key string) (string, bool) {
		t.Helper()
		var reply []byte
		var ok bool
		write(t, db, func(tx *storage.Tx) (err error) {
			reply, ok, err = tx.Delivery(key)
			return err
		})
		return string(reply), ok
	}
	if _, ok := look("k1"); ok {
		t.Error("known before it came")
	}
	write(t, db, func(tx *storage.Tx) error { return tx.Deliver("k1", []byte("first"), begin) })
	write(t, db, func(tx *storage.Tx) error { return tx.Deliver("k2", nil, begin.Add(time.Hour)) })
	err := db.Write(t.Context(), func(tx *storage.Tx) error { return tx.Deliver("k1", []byte("second"), begin) })
	if err == nil {
		t.Error("noted a second time")
	}
	if reply, ok := look("k1"); reply != "first" || !ok {
		t.Errorf("reply %q, %v; want the first", reply, ok)
	}
	if reply, ok := look("k2"); reply != "" || !ok {
		t.Errorf("reply %q, %v; want an empty one", reply, ok)
	}
	write(t, db, func(tx *storage.Tx) error { return tx.Forget(begin.Add(time.Hour)) })
	if _, ok := look("k1"); ok {
		t.Error("not forgotten")
	}
	if _, ok := look("k2"); !ok {
		t.Error("forgotten too early")
	}
}

func TestChoices(t *testing.T) {
	db := storagetest.Open(t)
	first := storage.Choice{ID: "q1", Site: site, Person: "amy", Customer: "wang", Phone: "+8613800138000", At: begin.UTC(), Body: []byte(`{"a":1}`)}
	write(t, db, func(tx *storage.Tx) error {
		for _, c := range []storage.Choice{
			{ID: "q3", Site: site, Person: "amy", At: begin.Add(2 * time.Hour)},
			first,
			{ID: "q2", Site: site, Person: "bo", At: begin.Add(time.Hour)},
			{ID: "q4", Site: "C2", Person: "amy", At: begin},
		} {
			if err := tx.OpenChoice(c); err != nil {
				return err
			}
		}
		return nil
	})
	open := func(p string) (ids string) {
		t.Helper()
		write(t, db, func(tx *storage.Tx) error {
			all, err := tx.ChoicesOf(site, rules.Person(p))
			for _, c := range all {
				ids += c.ID + " "
			}
			return err
		})
		return strings.TrimSpace(ids)
	}
	if got := open("amy"); got != "q1 q3" {
		t.Errorf("amy's: %q", got)
	}
	if got := open(""); got != "q1 q2 q3" {
		t.Errorf("everybody's: %q", got)
	}
	write(t, db, func(tx *storage.Tx) error {
		c, ok, err := tx.Choice("q1")
		if d := cmp.Diff(first, c); d != "" || !ok {
			t.Error(ok, d)
		}
		return err
	})

	// Twenty press the button in the same moment.
	var won atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			var first bool
			write(t, db, func(tx *storage.Tx) (err error) {
				first, err = tx.CloseChoice("q1")
				return err
			})
			if first {
				won.Add(1)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d closed it, want exactly one", won.Load())
	}
	if got := open("amy"); got != "q3" {
		t.Errorf("then amy's: %q", got)
	}

	// What nobody answered is forgotten after a while; the instant itself stays.
	write(t, db, func(tx *storage.Tx) error { return tx.ForgetChoices(begin.Add(2 * time.Hour)) })
	if got := open(""); got != "q3" {
		t.Errorf("after forgetting: %q", got)
	}
}

func TestPostsAndSettings(t *testing.T) {
	db := storagetest.Open(t)
	write(t, db, func(tx *storage.Tx) error {
		if err := tx.SetPost(site, "v1", "C1", "1.1"); err != nil {
			return err
		}
		if err := tx.SetPost(site, "v1", "C1", "1.2"); err != nil {
			return err
		}
		channel, ts, ok, err := tx.Post(site, "v1")
		if channel != "C1" || ts != "1.2" || !ok {
			t.Errorf("post %q %q %v, want the second", channel, ts, ok)
		}
		if _, _, ok, _ := tx.Post("C2", "v1"); ok {
			t.Error("another site has the post")
		}
		return err
	})
	for _, value := range []string{"a", "b", ""} {
		write(t, db, func(tx *storage.Tx) error {
			if err := tx.SetSetting(site, "k", value); err != nil {
				return err
			}
			got, err := tx.Setting(site, "k")
			if got != value {
				t.Errorf("setting %q, want %q", got, value)
			}
			return err
		})
	}
}

// queue enqueues "lane body due-in-minutes" jobs in one transaction.
func queue(t *testing.T, db *storage.DB, jobs ...string) {
	t.Helper()
	write(t, db, func(tx *storage.Tx) error {
		for _, j := range jobs {
			var minutes int
			var lane, body string
			if _, err := fmt.Sscan(j, &lane, &body, &minutes); err != nil {
				return err
			}
			err := tx.Enqueue(storage.Job{Site: site, Lane: lane, Due: begin.Add(time.Duration(minutes) * time.Minute), Body: []byte(body)})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// takeJobs takes what is due after some minutes and returns the bodies.
func takeJobs(t *testing.T, db *storage.DB, minutes, limit int) (bodies string, jobs []storage.Job) {
	t.Helper()
	jobs, err := db.TakeJobs(t.Context(), begin.Add(time.Duration(minutes)*time.Minute), limit)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs {
		bodies += string(j.Body) + " "
	}
	return strings.TrimSpace(bodies), jobs
}

func TestJobsOfALaneAreDoneInOrder(t *testing.T) {
	db := storagetest.Open(t)
	queue(t, db, "C1 a 0", "C1 b 0", "C2 c 1", "C1 d 30", "C3 e 0")
	got, jobs := takeJobs(t, db, 5, 10)
	if got != "a e c" {
		t.Fatalf("took %q, want the first of each lane, by what is due first", got)
	}
	if again, _ := takeJobs(t, db, 5, 10); again != "" {
		t.Errorf("took %q while the lanes' first are in flight", again)
	}
	write(t, db, func(tx *storage.Tx) error { return tx.DoneJob(jobs[0].ID) })
	if next, _ := takeJobs(t, db, 5, 10); next != "b" {
		t.Errorf("then took %q, want b", next)
	}
}

func TestAJobThatFailsHoldsItsLaneBack(t *testing.T) {
	db := storagetest.Open(t)
	queue(t, db, "C1 a 0", "C1 b 1")
	_, jobs := takeJobs(t, db, 5, 10)
	write(t, db, func(tx *storage.Tx) error { return tx.RetryJob(jobs[0].ID, begin.Add(20*time.Minute)) })
	if got, _ := takeJobs(t, db, 19, 10); got != "" {
		t.Errorf("took %q before the time", got)
	}
	if next, ok, err := db.NextJob(t.Context()); !ok || err != nil || !next.Equal(begin.Add(20*time.Minute)) {
		t.Errorf("next at %v, %v, %v", next, ok, err)
	}
	got, jobs := takeJobs(t, db, 20, 10)
	if got != "a" || jobs[0].Attempts != 1 {
		t.Errorf("took %q after %d attempts, want a after 1", got, jobs[0].Attempts)
	}
	if _, ok, err := db.NextJob(t.Context()); ok || err != nil {
		t.Errorf("something waits though the only lane is busy (%v)", err)
	}
	db.ReleaseJob(jobs[0].ID)
	if got, _ := takeJobs(t, db, 20, 10); got != "a" {
		t.Errorf("given back, then took %q", got)
	}
}

func TestALimitedTakeLeavesTheRest(t *testing.T) {
	db := storagetest.Open(t)
	queue(t, db, "C1 a 0", "C2 b 1", "C3 c 2")
	for _, want := range []string{"a b", "c", ""} {
		if got, _ := takeJobs(t, db, 5, 2); got != want {
			t.Errorf("took %q, want %q", got, want)
		}
	}
}

// Several workers at once: every job exactly once, each lane in order.
func TestManyWorkers(t *testing.T) {
	db := storagetest.Open(t)
	for i := range 10 {
		for lane := range 5 {
			queue(t, db, fmt.Sprintf("L%d %d 0", lane, i))
		}
	}
	var mu sync.Mutex
	done := map[string]string{}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				jobs, err := db.TakeJobs(t.Context(), begin, 2)
				if err != nil {
					t.Error(err)
					return
				}
				if len(jobs) == 0 {
					if _, more, err := db.NextJob(t.Context()); !more || err != nil {
						return
					}
				}
				for _, j := range jobs {
					mu.Lock()
					done[j.Lane] += string(j.Body)
					mu.Unlock()
					write(t, db, func(tx *storage.Tx) error { return tx.DoneJob(j.ID) })
				}
			}
		})
	}
	wg.Wait()
	for lane := range 5 {
		if got := done[fmt.Sprint("L", lane)]; got != "0123456789" {
			t.Errorf("lane %d was done as %s", lane, got)
		}
	}
}

func TestACommitThatEnqueuesWakes(t *testing.T) {
	db := storagetest.Open(t)
	woken := func() bool {
		select {
		case <-db.Wake():
			return true
		default:
			return false
		}
	}
	appendAll(t, db, amy())
	if woken() {
		t.Error("woken for nothing")
	}
	_ = db.Write(t.Context(), func(tx *storage.Tx) error {
		if err := tx.Enqueue(storage.Job{Site: site, Due: begin}); err != nil {
			t.Error(err)
		}
		return fmt.Errorf("changed my mind")
	})
	if woken() {
		t.Error("woken for a job that was undone")
	}
	queue(t, db, "C1 a 0", "C1 b 0")
	if !woken() {
		t.Error("not woken")
	}
}
