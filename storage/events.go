package storage

import (
	"fmt"
	"iter"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// page is how many events are read at a time.
const page = 500

// A row is an event as the tables hold it.
type row struct {
	Seq        int64
	At         int64
	Kind       rules.Kind
	Body       string
	Commitment string
	Prev, Hash string
	Salt       string
	Personal   string
}

func (r row) link() link {
	return link{body: r.Body, personal: r.Personal, salt: r.Salt, commitment: r.Commitment, prev: r.Prev, hash: r.Hash}
}

// event reads the row as an event, with its place in the chain.
func (r row) event() (rules.Event, error) {
	line, err := r.link().join(r.Kind)
	if err != nil {
		return rules.Event{}, fmt.Errorf("event %d: %w", r.Seq, err)
	}
	e, err := rules.ParseEvent(line)
	if err != nil {
		return rules.Event{}, fmt.Errorf("event %d: %w", r.Seq, err)
	}
	e.Seq = r.Seq // a withdrawal's line has no place for its own
	e.Prev, e.Hash = r.Prev, r.Hash
	return e, nil
}

// Sites returns the sites that have at least one event, ordered by id.
func (tx *Tx) Sites() ([]SiteID, error) {
	// Skips from site to site; DISTINCT would read every event.
	const q = `
		WITH RECURSIVE s (site) AS (
			SELECT min(site) FROM events
			UNION ALL
			SELECT (SELECT min(site) FROM events WHERE site > s.site) FROM s WHERE s.site IS NOT NULL
		)
		SELECT site FROM s WHERE site IS NOT NULL`
	var sites []SiteID
	if err := tx.list(&sites, q); err != nil {
		return nil, fmt.Errorf("sites: %w", err)
	}
	return sites, nil
}

// A head is the end of a site's register; the zero head is an empty register's.
type head struct {
	Seq, At int64
	Hash    string
}

func (tx *Tx) head(site SiteID) (head, error) {
	const q = `SELECT seq, at, hash FROM events WHERE site = ? ORDER BY seq DESC LIMIT 1`
	var h head
	if _, err := tx.get(&h, q, site); err != nil {
		return h, fmt.Errorf("last event of %s: %w", site, err)
	}
	return h, nil
}

// LastSeq returns the place of the site's last event, 0 if it has none.
func (tx *Tx) LastSeq(site SiteID) (int64, error) {
	h, err := tx.head(site)
	return h.Seq, err
}

// Head returns the place and hash of the site's last event, 0 and "" if none.
func (tx *Tx) Head(site SiteID) (seq int64, hash string, err error) {
	h, err := tx.head(site)
	return h.Seq, h.Hash, err
}

// SeqBefore returns the place of the last event before a time, 0 if none.
func (tx *Tx) SeqBefore(site SiteID, t time.Time) (seq int64, err error) {
	const q = `SELECT seq FROM events WHERE site = ? AND at < ? ORDER BY seq DESC LIMIT 1`
	if _, err := tx.get(&seq, q, site, t.UnixMicro()); err != nil {
		return 0, fmt.Errorf("events of %s before %s: %w", site, t, err)
	}
	return seq, nil
}

// Append writes e as the next event of the site and returns it as stored: with
// its seq (an e.Seq that is not zero must be the next), At to the microsecond
// and no earlier than the event before, Prev and Hash. An event that the register
// format refuses gives a *[rules.EventError].
func (tx *Tx) Append(site SiteID, e rules.Event) (rules.Event, error) {
	h, err := tx.head(site)
	if err != nil {
		return e, err
	}
	if e.Seq != 0 && e.Seq != h.Seq+1 {
		return e, fmt.Errorf("append to %s: event %d is not the next, %d is", site, e.Seq, h.Seq+1)
	}
	e.Seq = h.Seq + 1
	e.At = e.At.Truncate(time.Microsecond)
	if e.At.UnixMicro() < h.At {
		e.At = time.UnixMicro(h.At).In(e.At.Location())
	}
	e.Prev, e.Hash, e.Salt = "", "", ""
	// What is written must be readable, or the site could not start again.
	line, err := e.MarshalJSON()
	if err != nil {
		return e, fmt.Errorf("append to %s: %w", site, err)
	}
	if e, err = rules.ParseEvent(line); err != nil {
		return e, fmt.Errorf("append to %s: %w", site, err)
	}
	e.Seq = h.Seq + 1
	l, err := forge(line, e.Body.Kind(), h.Hash, tx.db.Rand)
	if err != nil {
		return e, fmt.Errorf("append to %s: %w", site, err)
	}
	e.Prev, e.Hash = l.prev, l.hash
	return e, tx.add(site, e, l)
}

// add writes an event that has its link, and what finds it again.
func (tx *Tx) add(site SiteID, e rules.Event, l link) error {
	const event = `
		INSERT INTO events (site, seq, at, kind, body, commitment, prev, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	_, err := tx.exec(event, site, e.Seq, e.At.UnixMicro(), e.Body.Kind(), l.body, l.commitment, l.prev, l.hash)
	if err != nil {
		return fmt.Errorf("append event %d to %s: %w", e.Seq, site, err)
	}
	if l.personal != "" {
		const personal = `INSERT INTO personal (site, seq, salt, body) VALUES (?, ?, ?, ?)`
		if _, err := tx.exec(personal, site, e.Seq, l.salt, l.personal); err != nil {
			return fmt.Errorf("append event %d to %s: %w", e.Seq, site, err)
		}
	}
	if err := tx.index(site, e); err != nil {
		return fmt.Errorf("append event %d to %s: %w", e.Seq, site, err)
	}
	return nil
}

// rows yields the rows of the site's events after seq, in order. It reads page by
// page, so that its caller may write, and roll back, between two of them.
func (tx *Tx) rows(site SiteID, seq int64) iter.Seq2[row, error] {
	const q = `
		SELECT e.seq, e.at, e.kind, e.body, e.commitment, e.prev, e.hash,
			coalesce(p.salt, '') AS salt, coalesce(p.body, '') AS personal
		FROM events e LEFT JOIN personal p ON p.site = e.site AND p.seq = e.seq
		WHERE e.site = ? AND e.seq > ?
		ORDER BY e.seq
		LIMIT ?`
	return func(yield func(row, error) bool) {
		for {
			var rows []row
			if err := tx.list(&rows, q, site, seq, page); err != nil {
				yield(row{}, fmt.Errorf("events of %s: %w", site, err))
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
				seq = r.Seq
			}
			if len(rows) < page {
				return
			}
		}
	}
}

// EventsAfter yields the events of the site with a place after seq, in order,
// with Prev and Hash. The first error ends it.
func (tx *Tx) EventsAfter(site SiteID, seq int64) iter.Seq2[rules.Event, error] {
	return func(yield func(rules.Event, error) bool) {
		last := ""
		for r, err := range tx.rows(site, seq) {
			var e rules.Event
			if err == nil {
				e, err = r.event()
			}
			if err != nil {
				yield(rules.Event{}, fmt.Errorf("register of %s: %w", site, err))
				return
			}
			if e.Prev == last {
				e.Prev = last // one string, for those who keep a million events
			}
			last = e.Hash
			if !yield(e, nil) {
				return
			}
		}
	}
}

// eventsOf returns the events that name the customer, or a visit, deal or
// dispute of theirs, in order, with Prev and Hash.
func (tx *Tx) eventsOf(site SiteID, c rules.Customer) ([]rules.Event, error) {
	const q = `
		SELECT e.seq, e.at, e.kind, e.body, e.commitment, e.prev, e.hash,
			coalesce(p.salt, '') AS salt, coalesce(p.body, '') AS personal
		FROM subjects s
			JOIN events e ON e.site = s.site AND e.seq = s.seq
			LEFT JOIN personal p ON p.site = s.site AND p.seq = s.seq
		WHERE s.site = ? AND s.subject = ?
		ORDER BY s.seq`
	var rows []row
	if err := tx.list(&rows, q, site, customerSubject(c)); err != nil {
		return nil, fmt.Errorf("events of customer %s: %w", c, err)
	}
	events := make([]rules.Event, len(rows))
	for i, r := range rows {
		var err error
		if events[i], err = r.event(); err != nil {
			return nil, fmt.Errorf("events of customer %s: %w", c, err)
		}
	}
	return events, nil
}

// eventAt returns one event; false if there is none.
func (tx *Tx) eventAt(site SiteID, seq int64) (rules.Event, bool, error) {
	const q = `
		SELECT e.seq, e.at, e.kind, e.body, e.commitment, e.prev, e.hash,
			coalesce(p.salt, '') AS salt, coalesce(p.body, '') AS personal
		FROM events e LEFT JOIN personal p ON p.site = e.site AND p.seq = e.seq
		WHERE e.site = ? AND e.seq = ?`
	var r row
	found, err := tx.get(&r, q, site, seq)
	if err != nil || !found {
		return rules.Event{}, false, err
	}
	e, err := r.event()
	return e, err == nil, err
}
