// Package remind knows what a site says of its own accord, and when: the
// rotation at opening, what is due to each consultant, what is still open
// before closing, the day's summary.
//
// It is arithmetic over a site's hours, time zone and holidays. It reads no
// clock and keeps nothing; that each is said once is for the caller to note,
// under the kind and the day of a [Due].
package remind

import (
	"slices"
	"time"
)

// A Kind is what is said at one time of the day.
type Kind string

// What a site says, in the order of a usual day.
const (
	Rotation  Kind = "rotation"  // to the channel: today's order
	Lapsed    Kind = "lapsed"    // to former owners and leaders: whose protection has run out
	Fairness  Kind = "fairness"  // to leaders, on Mondays: what each consultant got
	FollowUps Kind = "followups" // to each consultant: who lapses soon, whom to follow up
	LastCall  Kind = "lastcall"  // to each consultant: what is still open
	Digest    Kind = "digest"    // to the channel: the day's numbers
)

// Hours are the times of a site's day.
type Hours struct {
	Opens, FollowUp, Closes Clock
	LastCall                Clock // so long before Closes
	Holidays                []Day // nothing is said on them
}

// A Due is something to be said from At on, and no longer from Until on: what
// comes too late, after an outage or under a clock that was moved, is dropped.
type Due struct {
	Kind      Kind
	Day       Day
	At, Until time.Time
}

// On lists what there is to say on a day, by its time; nothing on a holiday, or
// on a day that the zone skips.
func (h Hours) On(d Day, zone *time.Location) []Due {
	begins := d.In(zone, 0)
	if slices.Contains(h.Holidays, d) || DayOf(begins) != d {
		return nil
	}
	ends, closes := d.Plus(1).In(zone, 0), d.In(zone, h.Closes)
	// The morning's is of use while the site is open; the evening's all evening,
	// for it is about what can be mended until midnight.
	all := []Due{
		{Rotation, d, d.In(zone, h.Opens), closes},
		{Lapsed, d, d.In(zone, h.Opens), closes},
		{FollowUps, d, d.In(zone, h.FollowUp), closes},
		{LastCall, d, d.In(zone, max(h.Opens, h.Closes-h.LastCall)), ends},
		{Digest, d, closes, ends},
	}
	if d.Weekday() == time.Monday {
		all = append(all, Due{Fairness, d, d.In(zone, h.Opens), closes})
	}
	for i := range all {
		due := &all[i]
		if !due.At.Before(due.Until) {
			due.Until = ends // a reminder set to an hour after closing
		}
	}
	slices.SortStableFunc(all, func(a, b Due) int { return a.At.Compare(b.At) })
	return all
}

// At lists what is to be said at now, in now's location, earliest first.
func (h Hours) At(now time.Time) []Due {
	return slices.DeleteFunc(h.On(DayOf(now), now.Location()), func(d Due) bool {
		return now.Before(d.At) || !now.Before(d.Until)
	})
}

// Next returns the first moment after now at which there is something more to
// say; the zero time where none comes within a year.
func (h Hours) Next(now time.Time) time.Time {
	for n := range 366 {
		for _, due := range h.On(DayOf(now).Plus(n), now.Location()) {
			if due.At.After(now) {
				return due.At
			}
		}
	}
	return time.Time{}
}

// NextDay returns the first day after d for which works says true; d plus a
// month where none comes sooner.
func NextDay(d Day, works func(Day) bool) Day {
	const longest = 31
	for n := 1; n < longest; n++ {
		if works(d.Plus(n)) {
			return d.Plus(n)
		}
	}
	return d.Plus(longest)
}

// A Warning says how near the end of a protection is.
type Warning string

// A protection is warned of once when its end is near, and once more on the
// last day, or on the last day on which its owner is there to read it.
const (
	NoWarning Warning = ""
	Soon      Warning = "soon"
	Final     Warning = "final"
)

// near is how many days before the last one a protection's end is near.
const near = 3

// Warn says which warning is due today for a protection that holds through
// last, to somebody whose next reminder comes on next.
func Warn(last, today, next Day) Warning {
	switch {
	case last.Before(today):
		return NoWarning
	case last.Before(next):
		return Final
	case today.Until(last) <= near, last == next:
		return Soon
	}
	return NoWarning
}
