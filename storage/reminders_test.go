package storage_test

import (
	"testing"
	"time"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

func TestAReminderIsNotedOnce(t *testing.T) {
	db := storagetest.Open(t)
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	write := func(fn func(*storage.Tx) error) {
		t.Helper()
		if err := db.Write(t.Context(), fn); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *storage.Tx) error {
		for _, c := range []struct {
			site          storage.SiteID
			reminder, day string
			first         bool
		}{
			{"C1", "rotation", "2026-11-23", true},
			{"C1", "rotation", "2026-11-23", false},
			{"C1", "rotation", "2026-11-24", true},
			{"C1", "digest", "2026-11-23", true},
			{"C2", "rotation", "2026-11-23", true},
		} {
			noted, err := tx.Reminded(c.site, c.reminder, c.day)
			if err != nil {
				return err
			}
			first, err := tx.Remind(c.site, c.reminder, c.day, at)
			if err != nil {
				return err
			}
			if first != c.first || noted == c.first {
				t.Errorf("%+v: first %v, noted before %v", c, first, noted)
			}
			at = at.Add(time.Hour)
		}
		return nil
	})
	// What is older than a time may be said again; what is not, not.
	write(func(tx *storage.Tx) error { return tx.ForgetReminders(at.Add(-3 * time.Hour)) })
	write(func(tx *storage.Tx) error {
		for day, want := range map[string]bool{"2026-11-23": false, "2026-11-24": true} {
			if noted, err := tx.Reminded("C1", "rotation", day); err != nil || noted != want {
				t.Errorf("rotation of %s noted: %v, %v", day, noted, err)
			}
		}
		return nil
	})
}

func TestWaiting(t *testing.T) {
	db := storagetest.Open(t)
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	waiting := func() (n int) {
		t.Helper()
		err := db.Read(t.Context(), func(tx *storage.Tx) (err error) {
			n, err = tx.Waiting("C1", "a")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	err := db.Write(t.Context(), func(tx *storage.Tx) error {
		for _, lane := range []string{"a", "b", "a"} {
			if err := tx.Enqueue(storage.Job{Site: "C1", Lane: lane, Due: at}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := waiting(); n != 2 {
		t.Errorf("%d wait, want 2", n)
	}
	jobs, err := db.TakeJobs(t.Context(), at, 1)
	if err != nil || len(jobs) != 1 {
		t.Fatal(jobs, err)
	}
	if n := waiting(); n != 2 {
		t.Errorf("with one in flight %d wait, want 2", n)
	}
	if err := db.Write(t.Context(), func(tx *storage.Tx) error { return tx.DoneJob(jobs[0].ID) }); err != nil {
		t.Fatal(err)
	}
	if n := waiting(); n != 1 {
		t.Errorf("with one done %d wait, want 1", n)
	}
}

func TestTheChainUpToAnEvent(t *testing.T) {
	db := storagetest.Open(t)
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	hashes := []string{""}
	err := db.Write(t.Context(), func(tx *storage.Tx) error {
		for i, p := range []rules.Person{"amy", "bo", "chen"} {
			e, err := tx.Append("C1", rules.Event{At: start.Add(time.Duration(i) * time.Hour), Body: &rules.Staff{ID: p}})
			if err != nil {
				return err
			}
			hashes = append(hashes, e.Hash)
		}
		for n, want := range []int64{0, 1, 2, 3} {
			seq, err := tx.SeqBefore("C1", start.Add(time.Duration(n)*time.Hour))
			if err != nil || seq != want {
				t.Errorf("after %d hours the last event is %d (%v), want %d", n, seq, err, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ upTo, want int64 }{{1, 1}, {2, 2}, {3, 3}, {0, 3}, {9, 3}} {
		v, err := db.VerifyChain(t.Context(), "C1", c.upTo)
		if err != nil {
			t.Fatal(err)
		}
		if v.Seq != c.want || v.Hash != hashes[c.want] || len(v.Findings) > 0 {
			t.Errorf("up to %d: %+v, want event %d, %s", c.upTo, v, c.want, hashes[c.want])
		}
	}
}
