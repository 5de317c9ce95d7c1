package bot

import (
	"context"
	"time"

	"github.com/walkin-chat/walkin/bot/remind"
	"github.com/walkin-chat/walkin/storage"
)

const (
	// remembered is how long it is kept what was said: longer than anything
	// that is said late.
	remembered = 100 * 24 * time.Hour
	// calm is how long Remind lets several requests come in before it looks.
	calm = time.Second
	// tick is how long Remind sleeps at most, should the machine have slept
	// too, or its clock been set. It only looks at the clock then.
	tick = time.Minute
)

// Remind says what sites say of their own accord, at their times, until ctx is
// done, and keeps the day's rotation up to date. Each thing is said once,
// however often Remind is started. jumped is signalled when the clock was
// moved; it may be nil.
func (b *Bot) Remind(ctx context.Context, jumped <-chan struct{}) error {
	for ctx.Err() == nil {
		b.sleepUntil(ctx, b.remind(ctx), jumped)
	}
	return nil
}

// sleepUntil returns when next has come (zero: never), something was recorded,
// the clock was moved, or ctx is done.
func (b *Bot) sleepUntil(ctx context.Context, next time.Time, jumped <-chan struct{}) {
	stirred := b.stirred.wait()
	for next.IsZero() || b.Now().Before(next) {
		wait := tick
		if !next.IsZero() {
			wait = min(wait, next.Sub(b.Now()))
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-jumped:
		case <-stirred:
			// Sooner than next, but not for each of many.
			if soon := b.Now().Add(calm); next.IsZero() || soon.Before(next) {
				next = soon
			}
			stirred = nil
			timer.Stop()
			continue
		case <-timer.C:
			continue
		}
		timer.Stop()
		return
	}
}

// remind says at every site what is due, and returns when there is more; zero
// if there is nothing to wait for.
func (b *Bot) remind(ctx context.Context) (next time.Time) {
	var sites []storage.SiteID
	err := b.DB.Read(ctx, func(tx *storage.Tx) (err error) {
		sites, err = tx.Sites()
		return err
	})
	if err != nil {
		if ctx.Err() == nil {
			b.Log.ErrorContext(ctx, "reminders: looking up the sites", "err", err)
		}
		return b.Now().Add(tick)
	}
	for _, site := range sites {
		var at time.Time
		err := b.DB.Write(ctx, func(tx *storage.Tx) (err error) {
			at, err = b.remindSite(tx, site)
			return err
		})
		if ctx.Err() != nil {
			return time.Time{}
		}
		if err != nil {
			b.Log.ErrorContext(ctx, "reminders", "site", string(site), "err", err)
			at = b.Now().Add(tick)
		}
		next = earlier(next, at)
	}
	return next
}

// earlier is the earlier of two times, the zero one being no time.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// remindSite says what is due at one site, in the transaction that notes that
// it was said, and returns when there is more.
func (b *Bot) remindSite(tx *storage.Tx, site storage.SiteID) (time.Time, error) {
	x := &exchange{bot: b, tx: tx, now: b.Now()}
	if err := x.open(site); err != nil {
		return time.Time{}, err
	}
	x.lang = x.conf.Lang
	hours := x.conf.hours()
	for _, due := range hours.At(x.now) {
		x.since = due.At
		said, err := x.tx.Reminded(x.site, string(due.Kind), due.Day.String())
		if err == nil && !said {
			err = x.sayDue(due)
		}
		if err != nil {
			return time.Time{}, err
		}
	}
	x.since = time.Time{}
	answer, err := x.passDeadlines()
	if err != nil {
		return time.Time{}, err
	}
	again, err := x.redrawRotation()
	return earlier(earlier(hours.Next(x.now), again), answer), err
}

// sayDue says one thing that is due, unless it is too early for it yet.
func (x *exchange) sayDue(due remind.Due) error {
	if err := x.newDay(); err != nil {
		return err
	}
	if due.Kind == remind.Rotation && !x.anybodyWorks() {
		return nil // once somebody comes
	}
	if _, err := x.tx.Remind(x.site, string(due.Kind), due.Day.String(), x.now); err != nil {
		return err
	}
	switch due.Kind {
	case remind.Rotation:
		return x.postRotation()
	case remind.Lapsed:
		return x.tellLapsed()
	case remind.Fairness:
		return x.tellFairness()
	case remind.FollowUps:
		if err := x.tellArbiters(); err != nil {
			return err
		}
		return x.tellDue(due.Day)
	case remind.LastCall:
		return x.tellOpen(due.Day)
	}
	return x.postDigest(due.Day)
}
