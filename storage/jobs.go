package storage

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A Job is something still to be sent: a post, a direct message, an update.
type Job struct {
	ID       int64 // given by Enqueue
	Site     SiteID
	Lane     string // jobs of one lane (such as a channel) are done one after the other, by Due
	Due      time.Time
	Attempts int // begun earlier, also by a process that was killed; 0: surely never sent
	Body     []byte
}

type lane struct {
	Site SiteID
	Lane string
}

// lanes remembers what is in flight. That is lost with the process, so that what
// a killed one left behind is taken again.
type lanes struct {
	wake   chan struct{}
	taking sync.Mutex // held by TakeJobs: two in one group would take the same
	mu     sync.Mutex
	flying map[int64]lane
}

// Enqueue keeps a job. After the commit, [DB.Wake] is signalled.
func (tx *Tx) Enqueue(j Job) error {
	const q = `
		INSERT INTO jobs (site, lane, due, not_before, attempts, body)
		VALUES (?, ?, ?, ?, ?, ?)`
	due := j.Due.UnixMicro()
	if _, err := tx.exec(q, j.Site, j.Lane, due, due, j.Attempts, blob(j.Body)); err != nil {
		return fmt.Errorf("keep a job of %s: %w", j.Site, err)
	}
	tx.onCommit(tx.db.signal)
	return nil
}

// DoneJob drops a job taken by TakeJobs; after the commit its lane is free.
func (tx *Tx) DoneJob(id int64) error {
	const q = `DELETE FROM jobs WHERE id = ?`
	if _, err := tx.exec(q, id); err != nil {
		return fmt.Errorf("drop job %d: %w", id, err)
	}
	tx.onCommit(func() { tx.db.ReleaseJob(id) })
	return nil
}

// RetryJob keeps a job taken by TakeJobs for another attempt, not before a time;
// the lane waits for it. After the commit the lane is free.
func (tx *Tx) RetryJob(id int64, notBefore time.Time) error {
	const q = `UPDATE jobs SET not_before = ? WHERE id = ?`
	if _, err := tx.exec(q, notBefore.UnixMicro(), id); err != nil {
		return fmt.Errorf("keep job %d: %w", id, err)
	}
	tx.onCommit(func() { tx.db.ReleaseJob(id) })
	return nil
}

// TakeJobs returns at most limit jobs that are due, the first of each lane that
// has none in flight, ordered by Due. That an attempt begins is on disk when it
// returns. A job stays in flight until DoneJob, RetryJob, ReleaseJob or the end
// of the process. It waits as Write does, and writes nothing where nothing is
// due.
func (d *DB) TakeJobs(ctx context.Context, now time.Time, limit int) ([]Job, error) {
	d.jobs.taking.Lock()
	defer d.jobs.taking.Unlock()
	var jobs []Job
	err := d.Read(ctx, func(tx *Tx) (err error) {
		jobs, err = tx.due(now, limit)
		return err
	})
	if err != nil || len(jobs) == 0 {
		return nil, err
	}
	err = d.Write(ctx, func(tx *Tx) (err error) {
		if jobs, err = tx.due(now, limit); err != nil {
			return err
		}
		const q = `UPDATE jobs SET attempts = attempts + 1 WHERE id = ?`
		for _, j := range jobs {
			if _, err := tx.exec(q, j.ID); err != nil {
				return fmt.Errorf("take job %d: %w", j.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	d.jobs.take(jobs)
	return jobs, nil
}

// due returns the first job of each free lane, if it is due.
func (tx *Tx) due(now time.Time, limit int) ([]Job, error) {
	const q = `
		SELECT id, site, lane, due, attempts, body FROM jobs j
		WHERE due <= ? AND not_before <= ? AND NOT EXISTS (
			SELECT 1 FROM jobs f
			WHERE f.site = j.site AND f.lane = j.lane AND (f.due, f.id) < (j.due, j.id))
		ORDER BY due, id`
	var rows []struct {
		ID, Due  int64
		Site     SiteID
		Lane     string
		Attempts int
		Body     []byte
	}
	if err := tx.list(&rows, q, now.UnixMicro(), now.UnixMicro()); err != nil {
		return nil, fmt.Errorf("jobs that are due: %w", err)
	}
	var jobs []Job
	for _, r := range rows {
		if len(jobs) == limit {
			break
		}
		if tx.db.jobs.busy(lane{r.Site, r.Lane}) {
			continue
		}
		jobs = append(jobs, Job{
			ID: r.ID, Site: r.Site, Lane: r.Lane, Due: time.UnixMicro(r.Due).UTC(),
			Attempts: r.Attempts, Body: r.Body,
		})
	}
	return jobs, nil
}

// ReleaseJob gives a job that was taken back as it is.
func (d *DB) ReleaseJob(id int64) {
	d.jobs.mu.Lock()
	delete(d.jobs.flying, id)
	d.jobs.mu.Unlock()
	d.signal() // the lane may have more
}

// NextJob returns when TakeJobs may next have something, as far as is known now;
// false if nothing waits but what is in flight. That may be a time gone by.
func (d *DB) NextJob(ctx context.Context) (next time.Time, found bool, err error) {
	const q = `
		SELECT site, lane, max(due, not_before) AS at FROM jobs j
		WHERE NOT EXISTS (
			SELECT 1 FROM jobs f
			WHERE f.site = j.site AND f.lane = j.lane AND (f.due, f.id) < (j.due, j.id))
		ORDER BY at`
	err = d.Read(ctx, func(tx *Tx) error {
		var rows []struct {
			lane
			At int64
		}
		if err := tx.list(&rows, q); err != nil {
			return fmt.Errorf("next job: %w", err)
		}
		for _, r := range rows {
			if !d.jobs.busy(r.lane) {
				next, found = time.UnixMicro(r.At).UTC(), true
				return nil
			}
		}
		return nil
	})
	return next, found, err
}

// Waiting returns how many jobs of a lane are still to be done, those in flight
// included.
func (tx *Tx) Waiting(site SiteID, lane string) (n int, err error) {
	const q = `SELECT count(*) FROM jobs WHERE site = ? AND lane = ?`
	if _, err := tx.get(&n, q, site, lane); err != nil {
		return 0, fmt.Errorf("jobs of %s that wait: %w", site, err)
	}
	return n, nil
}

// Wake is signalled after commits that enqueued a job, and when a lane is free
// again.
func (d *DB) Wake() <-chan struct{} { return d.jobs.wake }

func (d *DB) signal() {
	select {
	case d.jobs.wake <- struct{}{}:
	default: // one is as good as many
	}
}

func (l *lanes) take(jobs []Job) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, j := range jobs {
		l.flying[j.ID] = lane{j.Site, j.Lane}
	}
}

// busy says whether a job of the lane is in flight.
func (l *lanes) busy(which lane) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, one := range l.flying {
		if one == which {
			return true
		}
	}
	return false
}
