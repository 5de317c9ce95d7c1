package storage

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/mattn/go-sqlite3"
)

const (
	maxGroup = 128             // callers that share a commit
	patience = 2 * time.Second // for one's turn; Slack waits three
)

// A PanicError is what a function given to [DB.Write] panicked with.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic in a write: %v", e.Value) }

// errGone is the outcome of a function that ended its goroutine.
var errGone = errors.New("the writing goroutine ended")

// A request is one call of Write. Its fn runs on the caller's own goroutine, when
// serve says so.
type request struct {
	fn    func(*Tx) error
	alone bool         // shares no commit and never runs twice
	state atomic.Int32 // waiting, then taken or abandoned
	turn  chan *Tx     // the group's next is this one
	ran   chan error   // fn has run
	done  chan error   // the outcome, after the commit; never blocks serve
}

const (
	waiting = iota
	taken
	abandoned
)

// Write runs fn in a transaction and returns once what it wrote is on disk. If
// fn fails or panics, what it wrote is undone and Write returns its error, a
// panic as a *[PanicError].
//
// Callers that wait at the same time share one commit, each in a savepoint of
// its own; fn sees what those before it wrote. Calls of fn never overlap. fn may
// run again, so it must have no effect outside tx, and it must not call Write.
//
// ctx bounds the waiting for fn's turn, never the SQL. The error is [ErrBusy]
// where the turn did not come within two seconds, wraps [ErrFull] where the disk
// is full, and [ErrUnsure] where the commit failed in a way that leaves its
// outcome unknown.
func (d *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	return d.submit(ctx, fn, false)
}

func (d *DB) submit(ctx context.Context, fn func(*Tx) error, alone bool) error {
	if d.writer == nil {
		return ErrReadOnly
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	r := &request{fn: fn, alone: alone, turn: make(chan *Tx), ran: make(chan error), done: make(chan error, 1)}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-d.closing:
		return ErrClosed
	default:
	}
	select {
	case d.queue <- r:
	case <-d.closing:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return ErrBusy
	}
	cancelled, late := ctx.Done(), timer.C
	for {
		select {
		case tx := <-r.turn:
			r.run(tx)
		case err := <-r.done:
			return err
		case <-d.stopped:
			select { // it may have been among the last
			case err := <-r.done:
				return err
			default:
				return ErrClosed
			}
		case <-cancelled:
			if r.state.CompareAndSwap(waiting, abandoned) {
				return ctx.Err()
			}
			cancelled = nil
		case <-late:
			if r.state.CompareAndSwap(waiting, abandoned) {
				return ErrBusy
			}
			late = nil
		}
	}
}

// run calls fn and reports how it went, also if fn panics or ends its goroutine.
func (r *request) run(tx *Tx) {
	err := errGone
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{p, debug.Stack()}
		}
		r.ran <- err
	}()
	err = r.fn(tx)
}

// serve answers requests, group by group, until Close.
func (d *DB) serve() {
	defer close(d.stopped)
	var left *request // met while gathering, but to be alone
	for {
		group := make([]*request, 0, 8)
		if left != nil {
			group, left = append(group, left), nil
		} else {
			select {
			case r := <-d.queue:
				group = append(group, r)
			case <-d.closing:
				select {
				case r := <-d.queue: // asked before Close
					group = append(group, r)
				default:
					return
				}
			}
		}
		for more := !group[0].alone; more && len(group) < maxGroup; {
			select {
			case r := <-d.queue:
				if r.alone {
					left, more = r, false
				} else {
					group = append(group, r)
				}
			default:
				more = false
			}
		}
		for len(group) > 0 {
			group = d.attempt(group)
		}
	}
}

// attempt runs a group in one transaction and answers its callers. It returns
// those to be run again because somebody's error undid the whole transaction.
func (d *DB) attempt(group []*request) (again []*request) {
	c := d.writer
	if err := c.do("BEGIN IMMEDIATE"); err != nil {
		if n, ok := code(err); ok && n == sqlite3.ErrBusy {
			// The callers' own patience ends the waiting.
			return stillWaiting(group, plain(err))
		}
		answer(take(group), fmt.Errorf("begin: %w", plain(err)))
		return nil
	}
	group = take(group)
	outcome := make([]error, len(group))
	var commit []func()
	for i, r := range group {
		tx := &Tx{db: d, c: c}
		err, lost := r.step(tx)
		if lost {
			_ = c.do("ROLLBACK") // where SQLite has not done so itself
			answer(group[i:i+1], err)
			for j, r := range group {
				if j != i && !errors.Is(outcome[j], errGone) {
					again = append(again, r)
				}
			}
			return again
		}
		outcome[i] = err
		if err == nil {
			commit = append(commit, tx.commit...)
		}
	}
	if err := c.do("COMMIT"); err != nil {
		_ = c.do("ROLLBACK")
		switch n, _ := code(err); n {
		case sqlite3.ErrFull, sqlite3.ErrBusy, sqlite3.ErrReadonly:
			err = fmt.Errorf("commit: %w", plain(err))
		default:
			err = fmt.Errorf("commit: %w (%w)", ErrUnsure, err)
		}
		answer(group, err)
		return nil
	}
	for _, f := range commit {
		f()
	}
	for i, r := range group {
		r.done <- outcome[i]
	}
	return nil
}

// step runs one request in a savepoint. lost says that the whole transaction is
// gone: SQLite undoes it by itself after some errors, a full disk for one.
func (r *request) step(tx *Tx) (err error, lost bool) {
	if err := tx.c.do("SAVEPOINT one"); err != nil {
		return fmt.Errorf("savepoint: %w", plain(err)), true
	}
	r.turn <- tx
	err = <-r.ran
	if err != nil {
		if undo := tx.c.do("ROLLBACK TO one"); undo != nil {
			return plain(err), true
		}
	}
	if release := tx.c.do("RELEASE one"); release != nil {
		return errors.Join(plain(err), plain(release)), true
	}
	return err, false
}

// take makes the group's callers stay for the outcome, and returns those who had
// not gone before.
func take(group []*request) []*request {
	var here []*request
	for _, r := range group {
		if r.state.CompareAndSwap(waiting, taken) || r.state.Load() == taken {
			here = append(here, r)
		}
	}
	return here
}

// stillWaiting returns those of the group who have not run yet and not gone;
// those who have run before are answered.
func stillWaiting(group []*request, err error) []*request {
	var here []*request
	for _, r := range group {
		switch r.state.Load() {
		case waiting:
			here = append(here, r)
		case taken:
			r.done <- err
		}
	}
	return here
}

func answer(group []*request, err error) {
	for _, r := range group {
		r.done <- err
	}
}
