package storage

import (
	"fmt"
	"time"
)

// Delivery returns the reply that was given to a delivery; false if it is new.
func (tx *Tx) Delivery(key string) (reply []byte, found bool, err error) {
	const q = `SELECT reply FROM deliveries WHERE key = ?`
	if found, err = tx.get(&reply, q, key); err != nil {
		return nil, false, fmt.Errorf("delivery %s: %w", key, err)
	}
	return reply, found, nil
}

// Deliver notes the reply to a delivery. A key that is already there keeps its
// first reply and gives an error.
func (tx *Tx) Deliver(key string, reply []byte, at time.Time) error {
	const q = `INSERT INTO deliveries (key, at, reply) VALUES (?, ?, ?)`
	if _, err := tx.exec(q, key, at.UnixMicro(), blob(reply)); err != nil {
		return fmt.Errorf("note delivery %s: %w", key, err)
	}
	return nil
}

// Forget drops the deliveries noted before a time.
func (tx *Tx) Forget(before time.Time) error {
	const q = `DELETE FROM deliveries WHERE at < ?`
	if _, err := tx.exec(q, before.UnixMicro()); err != nil {
		return fmt.Errorf("forget deliveries: %w", err)
	}
	return nil
}

// blob keeps nil from becoming NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
