package bot

import (
	"context"
	"time"
)

// Slack takes about one message a second in a channel, short bursts allowed,
// and several hundred a minute in a workspace.
//
// Source: docs.slack.dev/apis/web-api/rate-limits
const (
	laneEvery, laneBurst = time.Second, 4
	allEvery, allBurst   = 200 * time.Millisecond, 40
)

// A pace keeps posts from coming faster than the chat takes them.
type pace struct {
	all   bucket
	lanes map[string]*bucket
}

func newPace() *pace {
	return &pace{all: bucket{every: allEvery, burst: allBurst}, lanes: map[string]*bucket{}}
}

// take returns how long the next post of a lane has to wait from now on.
func (p *pace) take(lane string, now time.Time) time.Duration {
	if p.lanes[lane] == nil {
		for lane, b := range p.lanes {
			if b.full(now) {
				delete(p.lanes, lane)
			}
		}
		p.lanes[lane] = &bucket{every: laneEvery, burst: laneBurst}
	}
	return max(p.all.take(now), p.lanes[lane].take(now))
}

// A bucket lets burst through at once, then one in every.
type bucket struct {
	every time.Duration
	burst int
	empty time.Time // when all that was let through would have come at an even pace
}

func (b *bucket) take(now time.Time) time.Duration {
	// A clock that was set back would keep everything waiting.
	if b.empty.Before(now) || b.empty.Sub(now) > time.Duration(2*b.burst)*b.every {
		b.empty = now
	}
	b.empty = b.empty.Add(b.every)
	return max(0, b.empty.Sub(now)-time.Duration(b.burst)*b.every)
}

func (b *bucket) full(now time.Time) bool { return !b.empty.After(now) }

// pause waits, or returns when ctx is done.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
