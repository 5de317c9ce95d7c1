package remind

import (
	"fmt"
	"time"
)

// A Day is a calendar day somewhere. The zero Day is none.
type Day struct {
	Year  int
	Month time.Month
	Date  int
}

// DayOf returns the day of t in t's location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// String writes the day as settings do: 2026-11-23.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Date) }

// Plus returns the day that lies n days later.
func (d Day) Plus(n int) Day {
	return DayOf(time.Date(d.Year, d.Month, d.Date+n, 12, 0, 0, 0, time.UTC))
}

// Before says whether d comes before other.
func (d Day) Before(other Day) bool { return d.Until(other) > 0 }

// Until returns how many days later other is.
func (d Day) Until(other Day) int {
	noon := func(d Day) time.Time { return time.Date(d.Year, d.Month, d.Date, 12, 0, 0, 0, time.UTC) }
	return int(noon(other).Sub(noon(d)) / (24 * time.Hour))
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Date, 12, 0, 0, 0, time.UTC).Weekday()
}

// In returns the first instant at which the clocks of zone show clock, or more,
// on d: the end of the gap where they skip it, the first of two where they show
// it twice. In(zone, 0) is how the day begins, also where it has no midnight.
func (d Day) In(zone *time.Location, clock Clock) time.Time {
	// The wall's reading, as if it were UTC. Offsets stay within a day of it,
	// and no zone changes its offset three times in three days.
	wall := time.Date(d.Year, d.Month, d.Date, 0, int(clock), 0, 0, time.UTC)
	t := wall.Add(-36 * time.Hour).In(zone)
	for {
		_, offset := t.Zone()
		shown := wall.Add(-time.Duration(offset) * time.Second)
		if shown.Before(t) {
			shown = t // the gap ended beyond it
		}
		_, end := t.ZoneBounds()
		if end.IsZero() || shown.Before(end) {
			return shown.In(zone)
		}
		t = end
	}
}

// A Clock is a time of day in minutes after midnight.
type Clock int

// String writes the time of day as settings do: 09:00.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// ParseClock reads a time of day such as 09:00.
func ParseClock(s string) (Clock, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("time of day %q: want one such as 09:00", s)
	}
	return Clock(60*t.Hour() + t.Minute()), nil
}

// ParseDay reads a day such as 2026-11-23.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("day %q: want one such as 2026-11-23", s)
	}
	return DayOf(t), nil
}
