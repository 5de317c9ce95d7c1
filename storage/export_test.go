package storage

import (
	"context"
	"fmt"
	"testing"
)

// LimitPages lets the file grow by a few pages only, as a disk that fills up
// does, until the returned function is called. Nothing may be written meanwhile.
func (d *DB) LimitPages(t testing.TB, more int) (room func()) {
	t.Helper()
	var n int
	set := func(limit int) {
		if err := d.writer.GetContext(context.Background(), &limit, fmt.Sprint("PRAGMA max_page_count = ", limit)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.writer.GetContext(context.Background(), &n, "PRAGMA page_count"); err != nil {
		t.Fatal(err)
	}
	set(n + more)
	return func() { set(1 << 30) }
}

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
