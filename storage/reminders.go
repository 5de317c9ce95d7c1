package storage

import (
	"fmt"
	"time"
)

// Remind notes that a site says something about a local day, such as 2026-11-23,
// and says whether it is the first time: true once, however often it is asked.
// What is said is enqueued in the same transaction.
func (tx *Tx) Remind(site SiteID, reminder, day string, at time.Time) (first bool, err error) {
	const q = `
		INSERT INTO reminders (site, reminder, day, at) VALUES (?, ?, ?, ?)
		ON CONFLICT DO NOTHING`
	n, err := tx.exec(q, site, reminder, day, at.UnixMicro())
	if err != nil {
		return false, fmt.Errorf("note the reminder %s of %s: %w", reminder, day, err)
	}
	return n > 0, nil
}

// Reminded says whether Remind has noted it.
func (tx *Tx) Reminded(site SiteID, reminder, day string) (bool, error) {
	const q = `SELECT 1 FROM reminders WHERE site = ? AND reminder = ? AND day = ?`
	var one int
	found, err := tx.get(&one, q, site, reminder, day)
	if err != nil {
		return false, fmt.Errorf("reminder %s of %s: %w", reminder, day, err)
	}
	return found, nil
}

// ForgetReminders drops what was noted before a time.
func (tx *Tx) ForgetReminders(before time.Time) error {
	const q = `DELETE FROM reminders WHERE at < ?`
	if _, err := tx.exec(q, before.UnixMicro()); err != nil {
		return fmt.Errorf("forget reminders: %w", err)
	}
	return nil
}
