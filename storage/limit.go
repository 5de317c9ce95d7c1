package storage

import (
	"context"
	"fmt"
)

// LimitPages lets the file grow by a few pages only, as on a disk that fills up,
// until room is called: tests play a full disk by it. Nothing may be written
// during the call, nor while room is called.
func (d *DB) LimitPages(more int) (room func() error, err error) {
	var n int
	limit := func(most int) error {
		return d.writer.GetContext(context.Background(), &most, fmt.Sprint("PRAGMA max_page_count = ", most))
	}
	if err := d.writer.GetContext(context.Background(), &n, "PRAGMA page_count"); err != nil {
		return nil, fmt.Errorf("count the pages: %w", err)
	}
	if err := limit(n + more); err != nil {
		return nil, fmt.Errorf("limit the pages: %w", err)
	}
	return func() error { return limit(1 << 30) }, nil
}
