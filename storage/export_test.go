package storage

import "context"

// VerifyChain is the first half of Verify.
func (d *DB) VerifyChain(ctx context.Context, site SiteID) (found []Finding, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		_, found, err = tx.verifyChain(ctx, site)
		return err
	})
	return found, err
}

// Migrations are the embedded ones.
var Migrations = migrations

// Newest returns the version of the last of them.
func Newest() int64 {
	all, err := migrations.ReadDir("migrations")
	if err != nil {
		panic(err)
	}
	return int64(len(all))
}
