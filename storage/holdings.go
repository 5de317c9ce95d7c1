package storage

import (
	"database/sql"
	"fmt"
	"math"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// A HoldingRow says whose customer someone is, as of the customer's last event;
// whether Until has passed since is for the reader to see.
type HoldingRow struct {
	Customer rules.Customer
	Owner    rules.Person // zero: nobody
	Since    time.Time    // zero with no owner
	Until    time.Time    // zero: does not lapse by time
	Due      time.Time    // next follow-up; zero: none
	Former   rules.Person // with no owner: the last one
	Lapsed   time.Time    // with a Former
}

// first is the earlier of what is due, for the order of Held.
func (h HoldingRow) first() int64 {
	first := int64(math.MaxInt64)
	for _, t := range []time.Time{h.Until, h.Due} {
		if !t.IsZero() {
			first = min(first, t.UnixMicro())
		}
	}
	return first
}

// Derive brings what is derived from the register up to date after an event: the
// holdings of the customers that book.Apply returned, as of the event's time at,
// and the queue. It is what Rebuild and Verify do, so a bot that calls it after
// every Append agrees with them.
func (tx *Tx) Derive(site SiteID, book *rules.Book, touched []rules.Customer, at time.Time) error {
	if err := tx.deriveHoldings(site, book, touched, at); err != nil {
		return err
	}
	return tx.setQueue(site, book.Rotation(at))
}

func (tx *Tx) deriveHoldings(site SiteID, book *rules.Book, touched []rules.Customer, at time.Time) error {
	rows := make([]HoldingRow, 0, len(touched))
	for _, c := range touched {
		if h, ok := book.Holding(c, at); ok {
			rows = append(rows, HoldingRow{
				Customer: c, Owner: h.Owner, Since: h.Since, Until: h.Until,
				Due: h.Due, Former: h.Former, Lapsed: h.Lapsed,
			})
		}
	}
	return tx.setHoldings(site, rows)
}

// setHoldings replaces the rows of these customers.
func (tx *Tx) setHoldings(site SiteID, rows []HoldingRow) error {
	const q = `
		INSERT INTO holdings (site, customer, owner, since, until, due, first, former, lapsed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (site, customer) DO UPDATE SET
			owner = excluded.owner, since = excluded.since, until = excluded.until,
			due = excluded.due, first = excluded.first,
			former = excluded.former, lapsed = excluded.lapsed`
	for _, h := range rows {
		_, err := tx.exec(q, site, h.Customer, h.Owner, micros(h.Since), micros(h.Until),
			micros(h.Due), h.first(), h.Former, micros(h.Lapsed))
		if err != nil {
			return fmt.Errorf("holding of customer %s: %w", h.Customer, err)
		}
	}
	return nil
}

// Held returns what the owner holds at a moment, what is due first (by Until or
// Due) coming first, limit rows (0: all) from offset on, and how many there are
// in all.
func (tx *Tx) Held(site SiteID, owner rules.Person, at time.Time, limit, offset int) (rows []HoldingRow, total int, err error) {
	const count = `
		SELECT count(*) FROM holdings
		WHERE site = ? AND owner = ? AND (until IS NULL OR until > ?)`
	if _, err := tx.get(&total, count, site, owner, at.UnixMicro()); err != nil {
		return nil, 0, fmt.Errorf("customers of %s: %w", owner, err)
	}
	const q = `
		SELECT customer, owner, since, until, due, former, lapsed FROM holdings
		WHERE site = ? AND owner = ? AND (until IS NULL OR until > ?)
		ORDER BY first, customer
		LIMIT ? OFFSET ?`
	rows, err = tx.holdings(q, site, owner, at.UnixMicro(), rowLimit(limit), offset)
	if err != nil {
		return nil, 0, fmt.Errorf("customers of %s: %w", owner, err)
	}
	return rows, total, nil
}

// Lapsing returns the owned rows whose Until lies after from and not after to, by
// Until.
func (tx *Tx) Lapsing(site SiteID, from, to time.Time) ([]HoldingRow, error) {
	const q = `
		SELECT customer, owner, since, until, due, former, lapsed FROM holdings
		WHERE site = ? AND until > ? AND until <= ? AND owner <> ''
		ORDER BY until, owner, customer`
	rows, err := tx.holdings(q, site, from.UnixMicro(), to.UnixMicro())
	if err != nil {
		return nil, fmt.Errorf("protections that lapse at %s: %w", site, err)
	}
	return rows, nil
}

func (tx *Tx) holdings(query string, args ...any) ([]HoldingRow, error) {
	var rows []struct {
		Customer      rules.Customer
		Owner, Former rules.Person
		Since, Until  sql.NullInt64
		Due, Lapsed   sql.NullInt64
	}
	if err := tx.list(&rows, query, args...); err != nil {
		return nil, err
	}
	held := make([]HoldingRow, len(rows))
	for i, r := range rows {
		held[i] = HoldingRow{
			Customer: r.Customer, Owner: r.Owner, Since: moment(r.Since), Until: moment(r.Until),
			Due: moment(r.Due), Former: r.Former, Lapsed: moment(r.Lapsed),
		}
	}
	return held, nil
}

// Pool returns the rows of those whom somebody has owned and nobody owns at a
// moment, who became so last coming first, limit rows (0: all) from offset on,
// and how many there are in all. Where a policy hands a customer on when a
// protection runs out, a row may be of one who has an owner again: it is for the
// rules to say.
func (tx *Tx) Pool(site SiteID, at time.Time, limit, offset int) (rows []HoldingRow, total int, err error) {
	const of = `
		FROM holdings
		WHERE site = ? AND (owner = '' AND former <> '' OR owner <> '' AND until <= ?)`
	if _, err := tx.get(&total, `SELECT count(*)`+of, site, at.UnixMicro()); err != nil {
		return nil, 0, fmt.Errorf("customers of nobody: %w", err)
	}
	const q = `
		SELECT customer, owner, since, until, due, former, lapsed` + of + `
		ORDER BY coalesce(lapsed, until) DESC, customer
		LIMIT ? OFFSET ?`
	if rows, err = tx.holdings(q, site, at.UnixMicro(), rowLimit(limit), offset); err != nil {
		return nil, 0, fmt.Errorf("customers of nobody: %w", err)
	}
	return rows, total, nil
}
