package rules

import "time"

// A date is a local calendar day.
type date struct {
	year  int
	month time.Month
	day   int
}

// dateOf returns the local day of t.
func dateOf(t time.Time, zone *time.Location) date {
	y, m, d := t.In(zone).Date()
	return date{y, m, d}
}

// plus returns the day that lies n days after d.
func (d date) plus(n int) date {
	y, m, day := time.Date(d.year, d.month, d.day+n, 12, 0, 0, 0, time.UTC).Date()
	return date{y, m, day}
}

// plusMonths returns the same day n months on, or that month's last day where
// it has no such day.
func (d date) plusMonths(n int) date {
	last := time.Date(d.year, d.month+time.Month(n)+1, 0, 12, 0, 0, 0, time.UTC)
	return date{last.Year(), last.Month(), min(d.day, last.Day())}
}

// start returns the first instant of d: midnight, or the end of the gap where
// the clocks skip it, or the first of two midnights where they go back to it.
func (d date) start(zone *time.Location) time.Time {
	t := time.Date(d.year, d.month, d.day, 0, 0, 0, 0, zone)
	from, to := t.ZoneBounds()
	if dateOf(t, zone) != d { // still the day before: the gap follows
		return to
	}
	if from.IsZero() {
		return t
	}
	before := from.Add(-time.Nanosecond)
	if t.Hour() != 0 || t.Minute() != 0 { // beyond the gap
		return from
	}
	if dateOf(before, zone) == d { // the second midnight
		_, was := before.Zone()
		_, is := t.Zone()
		return t.Add(-time.Duration(was-is) * time.Second)
	}
	return t
}

// afterDays returns the first instant that is no longer within n days of t.
func afterDays(t time.Time, n int, zone *time.Location) time.Time {
	return dateOf(t, zone).plus(n + 1).start(zone)
}

// afterMonths returns the first instant that is no longer within n months of t.
func afterMonths(t time.Time, n int, zone *time.Location) time.Time {
	return dateOf(t, zone).plusMonths(n).plus(1).start(zone)
}

// LastDay returns the last local day on which a protection that ends at until
// still holds, as a time at the start of that day.
func LastDay(until time.Time, zone *time.Location) time.Time {
	return dateOf(until.Add(-time.Nanosecond), zone).start(zone)
}
