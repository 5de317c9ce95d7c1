package storage

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
