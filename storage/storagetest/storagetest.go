// Package storagetest opens throw-away databases for tests.
package storagetest

import (
	"path/filepath"
	"testing"

	"github.com/walkin-chat/walkin/storage"
)

// Open opens a new, empty database that goes away with the test.
func Open(t testing.TB) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "walkin.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
