package storage

import (
	"context"
	"fmt"
	"time"
)

// Damage returns what SQLite finds wrong with the file, a line each: nothing,
// where all is well. It reads all of it, beside any writer.
func (d *DB) Damage(ctx context.Context) (found []string, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		for _, check := range []struct{ query, well string }{
			{`PRAGMA integrity_check(20)`, "ok"},
			{`SELECT 'a row of ' || "table" || ' points to none of ' || parent FROM pragma_foreign_key_check LIMIT 20`, ""},
			{`SELECT 'the journal mode is ' || journal_mode FROM pragma_journal_mode WHERE journal_mode <> 'wal'`, ""},
		} {
			var lines []string
			if err := tx.list(&lines, check.query); err != nil {
				return fmt.Errorf("check the file: %w", err)
			}
			for _, l := range lines {
				if l != check.well {
					found = append(found, l)
				}
			}
		}
		return nil
	})
	return found, err
}

// Backlog is what is still to be sent.
type Backlog struct {
	Jobs   int
	Tried  int       // of these, those that were tried before
	Oldest time.Time // when the first of them was due; zero where there is none
}

// Backlog counts the jobs that were due at a time.
func (tx *Tx) Backlog(now time.Time) (Backlog, error) {
	const q = `
		SELECT count(*) AS jobs, coalesce(sum(attempts > 0), 0) AS tried, coalesce(min(due), 0) AS oldest
		FROM jobs WHERE due <= ?`
	var row struct {
		Jobs, Tried int
		Oldest      int64
	}
	if _, err := tx.get(&row, q, now.UnixMicro()); err != nil {
		return Backlog{}, fmt.Errorf("count what is to be sent: %w", err)
	}
	b := Backlog{Jobs: row.Jobs, Tried: row.Tried}
	if row.Jobs > 0 {
		b.Oldest = time.UnixMicro(row.Oldest).UTC()
	}
	return b, nil
}
