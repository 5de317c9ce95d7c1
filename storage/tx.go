package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// A Tx is a transaction handed out by [DB.Write] or [DB.Read], for the time of
// the call. Times that it returns are UTC, to the microsecond.
type Tx struct {
	db     *DB
	c      *conn
	commit []func() // to be done once the transaction is on disk
}

// onCommit does f after the commit, if there is one.
func (tx *Tx) onCommit(f func()) { tx.commit = append(tx.commit, f) }

// exec runs a statement and returns how many rows it touched.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	s, err := tx.c.prepared(query)
	if err != nil {
		return 0, err
	}
	res, err := s.Exec(args...)
	if err != nil {
		return 0, plain(err)
	}
	return res.RowsAffected()
}

// get scans one row into dest and says whether there was one.
func (tx *Tx) get(dest any, query string, args ...any) (bool, error) {
	s, err := tx.c.prepared(query)
	if err != nil {
		return false, err
	}
	err = s.Get(dest, args...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, plain(err)
}

// list scans all rows into the slice dest points at.
func (tx *Tx) list(dest any, query string, args ...any) error {
	s, err := tx.c.prepared(query)
	if err != nil {
		return err
	}
	return plain(s.Select(dest, args...))
}

// A conn is one connection with the statements prepared on it. No context of a
// caller reaches it: one that is cancelled would undo the work of a whole group.
type conn struct {
	*sqlx.Conn
	stmts map[string]*sqlx.Stmt
}

func newConn(ctx context.Context, pool *sqlx.DB) (*conn, error) {
	c, err := pool.Connx(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{c, map[string]*sqlx.Stmt{}}, nil
}

func (c *conn) prepared(query string) (*sqlx.Stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	s, err := c.PreparexContext(context.Background(), query)
	if err != nil {
		return nil, plain(err)
	}
	c.stmts[query] = s
	return s, nil
}

// do runs a statement that returns nothing, such as COMMIT.
func (c *conn) do(statement string) error {
	s, err := c.prepared(statement)
	if err != nil {
		return err
	}
	_, err = s.Exec()
	return err
}

// Read runs fn on one unchanging state of the database, beside any writer. The
// methods of tx that write fail. ctx bounds the waiting for a connection.
func (d *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	c, err := d.borrow(ctx)
	if err != nil {
		return fmt.Errorf("wait to read: %w", err)
	}
	defer func() { d.idle <- c }()
	if err := c.do("BEGIN"); err != nil {
		return fmt.Errorf("begin to read: %w", plain(err))
	}
	defer c.do("ROLLBACK")
	return fn(&Tx{db: d, c: c})
}

// borrow takes an idle reading connection, opening it at its first use.
func (d *DB) borrow(ctx context.Context) (*conn, error) {
	select {
	case <-d.closing:
		return nil, ErrClosed
	default:
	}
	select {
	case c := <-d.idle:
		if c != nil {
			return c, nil
		}
		c, err := newConn(ctx, d.ro)
		if err != nil {
			d.idle <- nil
			return nil, plain(err)
		}
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// micros is t as a column holds it; null for the zero time.
func micros(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMicro(), Valid: !t.IsZero()}
}

// moment is the reverse of micros.
func moment(us sql.NullInt64) time.Time {
	if !us.Valid {
		return time.Time{}
	}
	return time.UnixMicro(us.Int64).UTC()
}

// close gives the connection back to its pool. What was prepared on a single
// connection nobody else closes, and SQLite stays open as long as it is there.
func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.Close())...)
}

// discard closes the connection for good, with the temporary tables on it.
func (c *conn) discard() {
	for _, s := range c.stmts {
		_ = s.Close()
	}
	_ = c.Raw(func(any) error { return driver.ErrBadConn })
	_ = c.Close()
}
