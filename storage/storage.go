package storage

import (
	"context"
	"errors"
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
	ErrUnsure   = errors.New("the database did not say whether this was written: look before trying again")
)

// A DB is an open database. It is safe for concurrent use.
type DB struct{}

// Open opens the database at path, creating it if need be, and brings its
// schema up to date. It takes a lock beside the file that keeps a second bot
// out until Close or the end of the process. Errors wrap [ErrInUse], [ErrNewer]
// or [ErrReadOnly] where they apply.
func Open(ctx context.Context, path string) (*DB, error) { panic("unwritten") }

// OpenReadOnly opens an existing database for reading, also while a bot writes
// to it. Errors wrap [ErrNewer] or [ErrOlder] where they apply.
func OpenReadOnly(ctx context.Context, path string) (*DB, error) { panic("unwritten") }

// Close waits for running transactions and closes the database.
func (d *DB) Close() error { panic("unwritten") }

// Write runs fn in a transaction and returns once what it wrote is on disk. If
// fn fails or panics, what it wrote is undone and Write returns its error.
//
// Callers that wait at the same time share one commit, each in a savepoint of
// its own; fn sees what those before it wrote. Calls of fn never overlap. fn may
// run again, so it must have no effect outside tx, and it must not call Write.
//
// ctx bounds the waiting for fn's turn, never the SQL. The error is [ErrBusy]
// where the turn did not come within two seconds, and wraps [ErrUnsure] where
// the commit failed in a way that leaves its outcome unknown.
func (d *DB) Write(ctx context.Context, fn func(*Tx) error) error { panic("unwritten") }

// Read runs fn on one unchanging state of the database, beside any writer. The
// methods of tx that write fail.
func (d *DB) Read(ctx context.Context, fn func(*Tx) error) error { panic("unwritten") }

// A Tx is a transaction handed out by [DB.Write] or [DB.Read], for the time of
// the call.
type Tx struct{}
