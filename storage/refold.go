package storage

import (
	"fmt"

	"github.com/walkin-chat/walkin/rules"
)

// derived are the tables that follow from the events of their site.
var derived = []string{"subjects", "cards", "holdings", "queue"}

// refold fills the derived tables, which hold nothing of the site yet.
func (tx *Tx) refold(site SiteID) error {
	f := newFold(tx, site)
	for e, err := range tx.EventsAfter(site, 0) {
		if err != nil {
			return err
		}
		if err := tx.index(site, e); err != nil {
			return fmt.Errorf("event %d: %w", e.Seq, err)
		}
		if err := f.apply(e); err != nil {
			return fmt.Errorf("event %d: %w", e.Seq, err)
		}
	}
	return f.finish()
}

// A fold runs a register through the rules and derives what follows. It does
// what Derive does after each event, but writes the queue once.
type fold struct {
	tx   *Tx
	site SiteID
	book *rules.Book
}

func newFold(tx *Tx, site SiteID) *fold {
	return &fold{tx, site, rules.NewBook(nil, nil)}
}

func (f *fold) apply(e rules.Event) error {
	touched, err := f.book.Apply(e)
	if err != nil {
		return err
	}
	return f.tx.deriveHoldings(f.site, f.book, touched, e.At)
}

func (f *fold) finish() error {
	if f.book.Seq() == 0 {
		return nil
	}
	return f.tx.setQueue(f.site, f.book.Rotation(f.book.Last()))
}
