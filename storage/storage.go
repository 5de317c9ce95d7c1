package storage

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/jmoiron/sqlx"
	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

// A SiteID names a site: the id of its channel.
type SiteID string

// What may be wrong with a database, or with a write. The text of an error says
// what to do about it.
var (
	ErrInUse    = errors.New("another walkin is using this database: stop it first, or give this one a file of its own")
	ErrNewer    = errors.New("this database was written by a newer walkin: run that version, or give this one another file")
	ErrOlder    = errors.New("this database was written by an older walkin: start the bot once to bring it up to date")
	ErrReadOnly = errors.New("this database cannot be written: check the owner and mode of the file and its folder, and that the disk is not mounted read-only")
	ErrBusy     = errors.New("the database is busy: nothing was written; try again")
	ErrFull     = errors.New("the disk is full: nothing was written; make room")
	ErrUnsure   = errors.New("the database did not say whether this was written: look before trying again")
	ErrClosed   = errors.New("the database is closed")
)

// The migrations are SQLite's own: clustered tables and triggers are not
// portable. Their columns are (text ids, microseconds as big integers).
//
//go:embed migrations/*.sql
var migrations embed.FS

// readers is how many connections serve DB.Read at a time.
const readers = 4

// A DB is an open database. It is safe for concurrent use.
type DB struct {
	// Rand is where salts come from, crypto/rand by default. Set it before the
	// first Write; it need not be safe for concurrent use.
	Rand io.Reader

	lock    *os.File   // nil if opened for reading
	pools   []*sqlx.DB // to be closed
	ro      *sqlx.DB   // where reading connections come from
	idle    chan *conn // reading connections nobody uses
	writer  *conn      // nil if opened for reading
	queue   chan *request
	close   sync.Once
	closing chan struct{} // closed by Close
	stopped chan struct{} // closed when the last group is answered
	jobs    lanes
}

// Open opens the database at path, creating it if need be, and brings its
// schema up to date. It takes a lock beside the file that keeps a second bot
// out until Close or the end of the process. Errors wrap [ErrInUse], [ErrNewer]
// or [ErrReadOnly] where they apply.
func Open(ctx context.Context, path string) (*DB, error) {
	d, err := open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return d, nil
}

func open(ctx context.Context, path string) (_ *DB, err error) {
	lock, err := takeLock(path)
	if err != nil {
		return nil, err
	}
	d := &DB{
		Rand:    rand.Reader,
		lock:    lock,
		queue:   make(chan *request, maxGroup),
		closing: make(chan struct{}),
		stopped: make(chan struct{}),
		jobs:    lanes{wake: make(chan struct{}, 1), flying: map[int64]lane{}},
	}
	defer func() {
		if err != nil {
			d.release()
		}
	}()
	if err := create(path); err != nil {
		return nil, err
	}
	rw, err := d.pool(path, url.Values{
		"mode":                {"rwc"},
		"_journal_mode":       {"WAL"},
		"_synchronous":        {"FULL"},
		"_foreign_keys":       {"1"},
		"_busy_timeout":       {"1500"},
		"_txlock":             {"immediate"},
		"_recursive_triggers": {"1"},
	})
	if err != nil {
		return nil, err
	}
	rw.SetMaxOpenConns(1)
	if err := migrate(ctx, rw.DB); err != nil {
		return nil, plain(err)
	}
	if d.writer, err = newConn(ctx, rw); err != nil {
		return nil, plain(err)
	}
	if err := d.writer.inForce(); err != nil {
		return nil, err
	}
	// Touches no row, but finds out now whether one could be.
	if err := d.writer.do(`DELETE FROM settings WHERE 1 = 0`); err != nil {
		return nil, plain(err)
	}
	if err := d.openReaders(path, url.Values{}); err != nil {
		return nil, err
	}
	go d.serve()
	return d, nil
}

// create makes an empty file where there is none: SQLite would make one that
// everybody may read, customers' names and phones included. What it puts beside
// the file gets the file's mode.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	case err != nil:
		return err
	}
	return f.Close()
}

// OpenReadOnly opens an existing database for reading, also while a bot writes
// to it. Errors wrap [ErrNewer] or [ErrOlder] where they apply.
func OpenReadOnly(ctx context.Context, path string) (*DB, error) {
	d := &DB{closing: make(chan struct{})}
	err := d.openReaders(path, url.Values{})
	if err == nil {
		err = d.current(ctx)
	}
	if n, _ := code(err); (n == sqlite3.ErrCantOpen || n == sqlite3.ErrReadonly) && !exists(path+"-wal") {
		// A copy in a folder that cannot be written, where SQLite finds no place
		// for its log. Nobody can be writing to it.
		_ = d.release()
		d = &DB{closing: make(chan struct{})}
		if err = d.openReaders(path, url.Values{"immutable": {"1"}}); err == nil {
			err = d.current(ctx)
		}
	}
	if err != nil {
		d.release()
		return nil, fmt.Errorf("open database %s: %w", path, plain(err))
	}
	return d, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// openReaders makes the pool of reading connections.
func (d *DB) openReaders(path string, options url.Values) (err error) {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	options.Set("mode", "ro")
	options.Set("_busy_timeout", "1500")
	d.ro, err = d.pool(path, options)
	d.idle = make(chan *conn, readers)
	for range readers {
		d.idle <- nil // opened by its first user
	}
	return err
}

// Close answers the writes that wait, and closes the database. Reads must have
// ended. A second Close does nothing.
func (d *DB) Close() (err error) {
	d.close.Do(func() {
		close(d.closing)
		if d.writer != nil {
			<-d.stopped
		}
		err = d.release()
	})
	return err
}

func (d *DB) release() error {
	var errs []error
	if d.writer != nil {
		errs = append(errs, d.writer.close())
	}
	for range len(d.idle) {
		if c := <-d.idle; c != nil {
			errs = append(errs, c.close())
		}
	}
	// The writing connection last: only it can take the log into the file.
	for _, p := range slices.Backward(d.pools) {
		errs = append(errs, p.Close())
	}
	if d.lock != nil {
		errs = append(errs, d.lock.Close())
	}
	return errors.Join(errs...)
}

// pool opens a pool of connections. Pragmas go into the data source name: a
// plain PRAGMA would reach one connection only.
func (d *DB) pool(path string, options url.Values) (*sqlx.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	source := url.URL{Scheme: "file", Path: abs, RawQuery: options.Encode()}
	db, err := sqlx.Open("sqlite3", source.String())
	if err != nil {
		return nil, err
	}
	// Connections live as long as the DB: what a group prepared stays prepared.
	db.SetConnMaxLifetime(0)
	d.pools = append(d.pools, db)
	return db, nil
}

// inForce refuses a connection whose pragmas are not what was asked for: on some
// file systems WAL is silently not taken, and an answer would not mean "on disk".
func (c *conn) inForce() error {
	for _, p := range []struct{ name, want string }{
		{"journal_mode", "wal"},
		{"synchronous", "2"},
		{"foreign_keys", "1"},
		{"busy_timeout", "1500"},
		{"recursive_triggers", "1"},
	} {
		var got string
		if err := c.GetContext(context.Background(), &got, "PRAGMA "+p.name); err != nil {
			return fmt.Errorf("read back %s: %w", p.name, err)
		}
		if got != p.want {
			return fmt.Errorf("SQLite runs with %s=%s, not %s, so nothing would be safe: put the file on a local disk", p.name, got, p.want)
		}
	}
	return nil
}

// migrate brings the schema up to date.
func migrate(ctx context.Context, db *sql.DB) error {
	p, err := provider(db)
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if have > newest(p) {
		return fmt.Errorf("schema %d, known up to %d: %w", have, newest(p), ErrNewer)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema up to date: %w", err)
	}
	return nil
}

func provider(db *sql.DB) (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, db, dir)
}

// newest returns the version of the last migration.
func newest(p *goose.Provider) int64 {
	all := p.ListSources()
	return all[len(all)-1].Version
}

// current refuses a schema that is not this version's.
func (d *DB) current(ctx context.Context) error {
	p, err := provider(d.ro.DB)
	if err != nil {
		return err
	}
	var have int64
	const q = `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`
	if err := d.ro.GetContext(ctx, &have, q); err != nil {
		return fmt.Errorf("read the schema's version (is this a walkin database?): %w", err)
	}
	switch {
	case have > newest(p):
		return fmt.Errorf("schema %d, known up to %d: %w", have, newest(p), ErrNewer)
	case have < newest(p):
		return fmt.Errorf("schema %d, current %d: %w", have, newest(p), ErrOlder)
	}
	return nil
}

// plain gives SQLite's errors the words of this package where it has any.
func plain(err error) error {
	n, ok := code(err)
	if !ok || errors.Is(err, ErrReadOnly) || errors.Is(err, ErrBusy) || errors.Is(err, ErrFull) {
		return err
	}
	switch n {
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("%w (%w)", ErrBusy, err)
	case sqlite3.ErrFull:
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case sqlite3.ErrNotADB:
		return fmt.Errorf("this file is no database: %w", err)
	}
	return err
}

// code returns the SQLite result code in err, and whether there is one.
func code(err error) (sqlite3.ErrNo, bool) {
	var e sqlite3.Error
	ok := errors.As(err, &e)
	return e.Code, ok
}
