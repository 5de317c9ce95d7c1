package storage

import "fmt"

// SetPost keeps which message says what key stands for (such as a visit's id).
func (tx *Tx) SetPost(site SiteID, key, channel, ts string) error {
	const q = `
		INSERT INTO posts (site, key, channel, ts) VALUES (?, ?, ?, ?)
		ON CONFLICT (site, key) DO UPDATE SET channel = excluded.channel, ts = excluded.ts`
	if _, err := tx.exec(q, site, key, channel, ts); err != nil {
		return fmt.Errorf("keep post %s: %w", key, err)
	}
	return nil
}

// Post returns that message.
func (tx *Tx) Post(site SiteID, key string) (channel, ts string, found bool, err error) {
	const q = `SELECT channel, ts FROM posts WHERE site = ? AND key = ?`
	var post struct{ Channel, TS string }
	if found, err = tx.get(&post, q, site, key); err != nil {
		return "", "", false, fmt.Errorf("post %s: %w", key, err)
	}
	return post.Channel, post.TS, found, nil
}

// PostKey returns what a message was kept for by SetPost; false for one that was
// not.
func (tx *Tx) PostKey(site SiteID, channel, ts string) (key string, found bool, err error) {
	const q = `SELECT key FROM posts WHERE site = ? AND channel = ? AND ts = ?`
	if found, err = tx.get(&key, q, site, channel, ts); err != nil {
		return "", false, fmt.Errorf("what the post at %s stands for: %w", ts, err)
	}
	return key, found, nil
}
