package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/walkin-chat/walkin/storage"
)

// A DeliveryError says why a post did not arrive, and whether another try can
// help. Any other error of a delivery is tried again.
type DeliveryError struct {
	After  time.Duration // not before this has passed; zero: as usual
	Final  bool          // no further try can help: the channel is gone, the content is refused
	Code   string        // the chat's own word for it, such as "is_archived" or "unreachable"
	Needed string        // the permission that lacks, with "missing_scope"
	Err    error
}

func (e *DeliveryError) Error() string { return "deliver: " + e.Code }

func (e *DeliveryError) Unwrap() error { return e.Err }

// A deliverer sends a post, or with Post.Update puts it in the place of the
// earlier message, and returns where it now stands. With Post.Again it first
// makes sure that the post is not there already. Its error is a
// *DeliveryError where trying again is not just a matter of time.
type deliverer func(ctx context.Context, p Post, earlier Ref) (Ref, error)

const (
	atOnce       = 16               // jobs taken in one go
	longestWait  = time.Minute      // between looks at the queue, should a signal be missed
	firstRetry   = 2 * time.Second  // doubled with each attempt
	longestRetry = 10 * time.Minute // Slack down for hours: asked six times an hour
)

// SendPosts delivers queued posts until ctx is done: those of one channel, or
// to one person, in order. jumped is signalled when the clock was moved; it may
// be nil.
func (b *Bot) SendPosts(ctx context.Context, jumped <-chan struct{}, deliver deliverer) error {
	pace := newPace()
	for {
		jobs, err := b.DB.TakeJobs(ctx, b.Now(), atOnce)
		if err != nil && ctx.Err() == nil {
			b.Log.ErrorContext(ctx, "posts: taking the due ones", "err", err)
		}
		for i, job := range jobs {
			pause(ctx, pace.take(job.Lane, b.Now()))
			if ctx.Err() != nil {
				for _, rest := range jobs[i:] {
					b.DB.ReleaseJob(rest.ID)
				}
				return nil
			}
			b.send(ctx, job, deliver)
		}
		if len(jobs) > 0 {
			continue
		}
		wait := longestWait
		if next, some, unread := b.DB.NextJob(ctx); err != nil {
			wait = firstRetry // a full disk, say: what is due stays due
		} else if unread == nil && some {
			wait = max(min(wait, next.Sub(b.Now())), 10*time.Millisecond)
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-b.DB.Wake():
		case <-jumped:
		case <-timer.C:
		}
		timer.Stop()
	}
}

func (b *Bot) send(ctx context.Context, job storage.Job, deliver deliverer) {
	ref, keys, err := b.deliver(ctx, job, deliver)
	var failed *DeliveryError
	final := errors.As(err, &failed) && failed.Final
	if err != nil && failed == nil {
		failed = &DeliveryError{Code: "failed", Err: err}
	}
	settle := func(tx *storage.Tx) error {
		if err := b.settled(tx, job, failed); err != nil {
			b.Log.ErrorContext(ctx, "telling of a post", "job", job.ID, "err", err)
		}
		switch {
		case err == nil && ref != (Ref{}):
			for _, key := range keys {
				if err := tx.SetPost(job.Site, key, ref.Channel, ref.TS); err != nil {
					return err
				}
			}
			return tx.DoneJob(job.ID)
		case err == nil || final:
			return tx.DoneJob(job.ID)
		}
		wait := min(firstRetry<<min(job.Attempts, 10), longestRetry)
		if failed != nil && failed.After > 0 {
			wait = failed.After
		}
		return tx.RetryJob(job.ID, b.Now().Add(wait))
	}
	if err != nil && ctx.Err() == nil {
		b.Log.ErrorContext(ctx, "post not delivered", "job", job.ID, "site", string(job.Site), "attempts", job.Attempts, "given_up", final, "scope_to_add", needed(failed), "err", err)
	}
	// The outcome is kept even while we are being stopped: a post made and not
	// noted would be made again.
	if err := b.DB.Write(context.WithoutCancel(ctx), settle); err != nil {
		b.Log.ErrorContext(ctx, "post: keeping the outcome", "job", job.ID, "err", err)
		b.DB.ReleaseJob(job.ID)
	}
}

// needed is the scope that lacks; empty where none does.
func needed(e *DeliveryError) string {
	if e == nil {
		return ""
	}
	return e.Needed
}

// address fills in what p is posted beside or in the place of, and returns the
// message of its key. What stands in the site's channel is where that is now.
func (p *Post) address(tx *storage.Tx, site storage.SiteID) (earlier Ref, err error) {
	now, err := ChannelOf(tx, site)
	if err != nil {
		return earlier, err
	}
	post := func(key string) (at Ref, err error) {
		if key == "" {
			return at, nil
		}
		if at.Channel, at.TS, _, err = tx.Post(site, key); at.Channel == string(site) {
			at.Channel = now
		}
		return at, err
	}
	if p.Channel == string(site) {
		p.Channel = now
	}
	if p.Unpin, err = post(p.Pin); err != nil {
		return earlier, err
	}
	return post(p.Key)
}

// deliver sends a job's post and returns where it stands, and the keys under
// which that is remembered.
func (b *Bot) deliver(ctx context.Context, job storage.Job, deliver deliverer) (Ref, []string, error) {
	var p Post
	if err := json.Unmarshal(job.Body, &p); err != nil {
		return Ref{}, nil, &DeliveryError{Final: true, Code: "unreadable", Err: fmt.Errorf("read job: %w", err)}
	}
	p.ID, p.Due, p.Again = fmt.Sprintf("%d.%d", job.ID, job.Due.UnixMicro()), job.Due, job.Attempts > 0
	var earlier Ref
	err := b.DB.Read(ctx, func(tx *storage.Tx) (err error) {
		if earlier, err = p.address(tx, job.Site); err != nil {
			return err
		}
		return p.placed(tx, job.Site)
	})
	if err != nil {
		return Ref{}, nil, fmt.Errorf("look up the post: %w", err)
	}
	ref, err := deliver(ctx, p, earlier)
	return ref, lines(p.Key, p.Pin), err
}

// placed fills in where the posts stand that p goes by: the first of its thread,
// and those that its buttons show. Where that one never came to be, p stands by
// itself, and the button is left out.
func (p *Post) placed(tx *storage.Tx, site storage.SiteID) error {
	now, err := ChannelOf(tx, site)
	if err != nil {
		return err
	}
	if p.In != "" {
		if _, p.Thread, _, err = tx.Post(site, p.In); err != nil {
			return err
		}
	}
	for _, m := range []*Message{&p.Message, p.English} {
		if m == nil {
			continue
		}
		var stand []Button
		for _, b := range m.Buttons {
			if b.Opens != "" {
				if b.At.Channel, b.At.TS, _, err = tx.Post(site, b.Opens); err != nil {
					return err
				}
				switch b.At.Channel {
				case "":
					continue
				case string(site):
					b.At.Channel = now
				}
			}
			stand = append(stand, b)
		}
		m.Buttons = stand
	}
	return nil
}
