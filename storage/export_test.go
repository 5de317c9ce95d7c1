package storage

import (
	"context"
	"fmt"
	"testing"

	"github.com/mattn/go-sqlite3"

	"github.com/walkin-chat/walkin/rules"
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

// Rebuild drops what is derived from a site's register and builds it anew. Other
// writers wait meanwhile.
func (d *DB) Rebuild(ctx context.Context, site SiteID) error {
	err := d.submit(ctx, func(tx *Tx) error {
		for _, table := range derived {
			if _, err := tx.exec(`DELETE FROM `+table+` WHERE site = ?`, site); err != nil {
				return err
			}
		}
		return tx.refold(site)
	}, true)
	if err != nil {
		return fmt.Errorf("rebuild %s: %w", site, err)
	}
	return nil
}

// EventsOf is eventsOf.
func (tx *Tx) EventsOf(site SiteID, c rules.Customer) ([]rules.Event, error) {
	return tx.eventsOf(site, c)
}

// SetHoldings is setHoldings.
func (tx *Tx) SetHoldings(site SiteID, rows []HoldingRow) error { return tx.setHoldings(site, rows) }
