package storage

import "context"

// VerifyChain is the first half of Verify.
func (d *DB) VerifyChain(ctx context.Context, site SiteID) (found []Finding, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		found, err = tx.verifyChain(ctx, site)
		return err
	})
	return found, err
}
