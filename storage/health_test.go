package storage

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "walkin.db")
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := db.Damage(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("a new file: %q, %v", found, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	// A page in the middle is overwritten, as by a failing disk.
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(text) / 2; i < len(text)/2+4096; i++ {
		text[i] = 0x55
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	hurt, err := OpenReadOnly(t.Context(), path)
	if err != nil {
		return // so badly that it says so at once
	}
	defer hurt.Close()
	if found, err := hurt.Damage(context.Background()); err == nil && len(found) == 0 {
		t.Error("the damage is not found")
	}
}

func TestBacklog(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "walkin.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	count := func() (b Backlog) {
		t.Helper()
		err := db.Read(t.Context(), func(tx *Tx) (err error) {
			b, err = tx.Backlog(noon)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if b := count(); b != (Backlog{}) {
		t.Errorf("nothing waits, but %+v", b)
	}
	for i, due := range []time.Time{noon.Add(-time.Hour), noon.Add(-time.Minute), noon.Add(time.Minute)} {
		if err := db.Write(t.Context(), func(tx *Tx) error {
			return tx.Enqueue(Job{Site: "C1", Lane: "C1", Due: due, Attempts: i})
		}); err != nil {
			t.Fatal(err)
		}
	}
	if b := count(); b.Jobs != 2 || b.Tried != 1 || !b.Oldest.Equal(noon.Add(-time.Hour)) {
		t.Errorf("two wait, one of them tried: %+v", b)
	}
}
