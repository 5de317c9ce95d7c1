package storage

import (
	"testing"

	"github.com/mattn/go-sqlite3"
)

// Migrations are the embedded ones.
var Migrations = migrations

// Newest returns the version of the last of them.
func Newest() int64 {
	all, err := migrations.ReadDir("migrations")
	if err != nil {
		panic(err)
	}
	return int64(len(all))
}

// FailCommits makes SQLite refuse every commit for a reason of its own, until
// the returned function is called.
func (d *DB) FailCommits(t testing.TB) (well func()) {
	t.Helper()
	hook := func(refuse func() int) {
		err := d.writer.Raw(func(c any) error {
			c.(*sqlite3.SQLiteConn).RegisterCommitHook(refuse)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	hook(func() int { return 1 })
	return func() { hook(nil) }
}
