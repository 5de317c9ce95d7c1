package storage

import "fmt"

// SetSetting keeps a small thing for a site or a person, which is no part of the
// register; empty forgets it.
func (tx *Tx) SetSetting(site SiteID, key, value string) error {
	const drop = `DELETE FROM settings WHERE site = ? AND key = ?`
	_, err := tx.exec(drop, site, key)
	if err == nil && value != "" {
		const add = `INSERT INTO settings (site, key, value) VALUES (?, ?, ?)`
		_, err = tx.exec(add, site, key, value)
	}
	if err != nil {
		return fmt.Errorf("keep setting %s: %w", key, err)
	}
	return nil
}

// Setting returns it; empty if never set.
func (tx *Tx) Setting(site SiteID, key string) (string, error) {
	const q = `SELECT value FROM settings WHERE site = ? AND key = ?`
	var value string
	if _, err := tx.get(&value, q, site, key); err != nil {
		return "", fmt.Errorf("setting %s: %w", key, err)
	}
	return value, nil
}
