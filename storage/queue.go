package storage

import (
	"fmt"
	"slices"

	"github.com/walkin-chat/walkin/rules"
)

// A place is one person's row of the queue.
type place struct {
	Person rules.Person
	Place  int // 1 for the first; 0: not in the queue
	Next   bool
	Owed   int
}

// setQueue replaces the site's order of reception.
func (tx *Tx) setQueue(site SiteID, r rules.Rotation) error {
	const read = `SELECT person, place, next, owed FROM queue WHERE site = ? ORDER BY person`
	var have []place
	if err := tx.list(&have, read, site); err != nil {
		return fmt.Errorf("queue of %s: %w", site, err)
	}
	want := places(r)
	if slices.Equal(have, want) {
		return nil // as after most events
	}
	const drop = `DELETE FROM queue WHERE site = ?`
	if _, err := tx.exec(drop, site); err != nil {
		return fmt.Errorf("queue of %s: %w", site, err)
	}
	const add = `INSERT INTO queue (site, person, place, next, owed) VALUES (?, ?, ?, ?, ?)`
	for _, p := range want {
		if _, err := tx.exec(add, site, p.Person, p.Place, p.Next, p.Owed); err != nil {
			return fmt.Errorf("queue of %s: %w", site, err)
		}
	}
	return nil
}

// places returns everybody who stands in the rotation, ordered by id.
func places(r rules.Rotation) []place {
	var all []place
	of := func(p rules.Person) *place {
		i := slices.IndexFunc(all, func(have place) bool { return have.Person == p })
		if i < 0 {
			i = len(all)
			all = append(all, place{Person: p})
		}
		return &all[i]
	}
	for i, p := range r.Queue {
		of(p).Place = i + 1
	}
	for _, t := range r.Owed {
		of(t.Person).Owed = t.N
	}
	if r.Next != "" {
		of(r.Next).Next = true
	}
	slices.SortFunc(all, func(a, b place) int {
		if a.Person < b.Person {
			return -1
		}
		return 1
	})
	return all
}
