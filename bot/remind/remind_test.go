package remind

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func clock(t *testing.T, s string) Clock {
	t.Helper()
	c, err := ParseClock(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t *testing.T, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhenAClockShowsATime(t *testing.T) {
	for _, tt := range []struct {
		what, zone, day, clock, want string
	}{
		{"a usual morning", "Asia/Shanghai", "2026-11-23", "09:00", "2026-11-23T09:00:00+08:00"},
		{"a leap day", "Europe/Berlin", "2028-02-29", "09:00", "2028-02-29T09:00:00+01:00"},
		{"an hour that is skipped: when the gap ends", "America/New_York", "2026-03-08", "02:30", "2026-03-08T03:00:00-04:00"},
		{"an hour that comes twice: the first", "America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"},
		{"after an hour that came twice", "America/New_York", "2026-11-01", "09:00", "2026-11-01T09:00:00-05:00"},
		{"a day without midnight", "America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T01:00:00-02:00"},
		{"its morning", "America/Sao_Paulo", "2018-11-04", "09:00", "2018-11-04T09:00:00-02:00"},
		{"the day before it", "America/Sao_Paulo", "2018-11-03", "23:30", "2018-11-03T23:30:00-03:00"},
		{"the day after an hour before midnight came twice", "America/Sao_Paulo", "2018-02-18", "00:00", "2018-02-18T00:00:00-03:00"},
		{"the hour before midnight that comes twice", "America/Sao_Paulo", "2018-02-17", "23:30", "2018-02-17T23:30:00-02:00"},
		{"a day without midnight", "Asia/Beirut", "2022-03-27", "00:00", "2022-03-27T01:00:00+03:00"},
		{"half an hour is skipped", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30:00+11:00"},
		{"a day that does not exist: the next one", "Pacific/Apia", "2011-12-30", "09:00", "2011-12-31T00:00:00+14:00"},
		{"a long time ago", "Asia/Shanghai", "1890-01-01", "09:00", "1890-01-01T09:00:00+08:05"},
	} {
		got := day(t, tt.day).In(zone(t, tt.zone), clock(t, tt.clock)).Format(time.RFC3339)
		if got != tt.want {
			t.Errorf("%s (%s, %s %s): got %s, want %s", tt.what, tt.zone, tt.day, tt.clock, got, tt.want)
		}
	}
}

// TestTwoYears walks sites through two years in small steps and compares what
// is said with what a reader of the clock on the wall would have said: each
// thing once a day, at the first look after its time. A second walker sleeps
// until Next and must say the same.
func TestTwoYears(t *testing.T) {
	const step = 15 * time.Minute
	for _, tt := range []struct {
		zone, from                      string
		opens, followUp, closes, before string
		holidays                        []string
	}{
		{"Asia/Shanghai", "2027-01-01", "09:00", "09:30", "18:00", "00:25", []string{"2027-02-05", "2027-02-06", "2028-02-29"}},
		{"America/New_York", "2026-01-01", "02:30", "02:45", "21:00", "00:30", []string{"2026-11-26"}}, // in the hour that is skipped
		{"America/Sao_Paulo", "2017-06-01", "00:00", "00:30", "22:00", "01:00", nil},                   // no midnight on 2017-10-15 and 2018-11-04
		{"Asia/Beirut", "2021-01-01", "00:00", "09:00", "18:00", "00:25", nil},                         // no midnight on 2021-03-28 and 2022-03-27
		{"Africa/Cairo", "2023-01-01", "08:00", "00:15", "20:00", "00:25", nil},                        // the reminder before the door opens
		{"Australia/Lord_Howe", "2026-01-01", "02:10", "09:00", "18:00", "00:25", nil},
		{"Pacific/Apia", "2011-01-01", "09:00", "09:00", "18:00", "12:00", nil}, // 2011-12-30 does not exist
		{"Europe/Lisbon", "2027-01-01", "09:00", "19:00", "18:00", "00:25", nil},
	} {
		t.Run(tt.zone, func(t *testing.T) {
			t.Parallel()
			z := zone(t, tt.zone)
			h := Hours{Opens: clock(t, tt.opens), FollowUp: clock(t, tt.followUp), Closes: clock(t, tt.closes), LastCall: clock(t, tt.before)}
			for _, d := range tt.holidays {
				h.Holidays = append(h.Holidays, day(t, d))
			}
			at := map[Kind]Clock{
				Rotation: h.Opens, Lapsed: h.Opens, FollowUps: h.FollowUp, LastCall: max(h.Opens, h.Closes-h.LastCall), Digest: h.Closes, Fairness: h.Opens,
			}
			begin := day(t, tt.from).In(z, 0)
			end := day(t, tt.from).Plus(731).In(z, 0)

			type said struct {
				Kind Kind
				Day  Day
			}
			var walked, onTheWall, slept []string
			line := func(s said, at time.Time) string { return fmt.Sprint(s.Day, " ", s.Kind, " ", at.Format(time.RFC3339)) }
			done, shown := map[said]bool{}, map[said]bool{}
			for now := begin; now.Before(end); now = now.Add(step) {
				for _, due := range h.At(now) {
					if s := (said{due.Kind, due.Day}); !done[s] {
						done[s] = true
						walked = append(walked, line(s, now))
					}
				}
				local := now.In(z)
				wall := Clock(60*local.Hour() + local.Minute())
				for kind, clock := range at {
					s := said{kind, DayOf(local)}
					if kind == Fairness && local.Weekday() != time.Monday {
						continue
					}
					if wall >= clock && !shown[s] && !slices.Contains(h.Holidays, s.Day) {
						shown[s] = true
						onTheWall = append(onTheWall, line(s, now))
					}
				}
			}
			again := map[said]bool{}
			for now := h.Next(begin.Add(-1)); !now.IsZero() && now.Before(end); now = h.Next(now) {
				for _, due := range h.At(now) {
					if s := (said{due.Kind, due.Day}); !again[s] {
						again[s] = true
						if !due.At.Equal(now) {
							t.Errorf("%s slept until %s, due at %s", due.Kind, now, due.At)
						}
						// The walker looks every so often.
						late := now.Sub(begin) % step
						if late > 0 {
							late = step - late
						}
						slept = append(slept, line(s, now.Add(late)))
					}
				}
			}
			for _, list := range [][]string{walked, onTheWall, slept} {
				slices.Sort(list)
			}
			if len(walked) < 5*700 {
				t.Fatalf("only %d things were said", len(walked))
			}
			if diff := cmp.Diff(onTheWall, walked); diff != "" {
				t.Errorf("said otherwise than by the clock on the wall (-wall +said):\n%s", diff)
			}
			if diff := cmp.Diff(walked, slept); diff != "" {
				t.Errorf("sleeping until the next differs from looking often (-looking +sleeping):\n%s", diff)
			}
		})
	}
}

func TestLateOnesAreDropped(t *testing.T) {
	shanghai := zone(t, "Asia/Shanghai")
	h := Hours{Opens: 9 * 60, FollowUp: 9*60 + 30, Closes: 18 * 60, LastCall: 25, Holidays: []Day{{2026, 11, 24}}}
	for _, tt := range []struct {
		what, now string
		want      []Kind
	}{
		{"before opening", "2026-11-23T08:59:59+08:00", nil},
		{"at opening", "2026-11-23T09:00:00+08:00", []Kind{Rotation, Lapsed, Fairness}},
		{"back after an outage of some days: this day's alone", "2026-11-23T11:00:00+08:00", []Kind{Rotation, Lapsed, Fairness, FollowUps}},
		{"before closing", "2026-11-23T17:35:00+08:00", []Kind{Rotation, Lapsed, Fairness, FollowUps, LastCall}},
		{"closed: no morning any more", "2026-11-23T18:00:00+08:00", []Kind{LastCall, Digest}},
		{"late in the evening", "2026-11-23T23:59:59+08:00", []Kind{LastCall, Digest}},
		{"a new day, and a holiday", "2026-11-24T00:00:00+08:00", nil},
		{"the holiday's afternoon", "2026-11-24T18:00:00+08:00", nil},
		{"another zone's clock", "2026-11-23T01:00:00Z", nil},
	} {
		now, err := time.Parse(time.RFC3339, tt.now)
		if err != nil {
			t.Fatal(err)
		}
		if _, offset := now.Zone(); offset != 0 {
			now = now.In(shanghai)
		}
		var got []Kind
		for _, due := range h.At(now) {
			got = append(got, due.Kind)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s:\n%s", tt.what, diff)
		}
	}
}

func TestNext(t *testing.T) {
	shanghai := zone(t, "Asia/Shanghai")
	h := Hours{Opens: 9 * 60, FollowUp: 9*60 + 30, Closes: 18 * 60, LastCall: 25}
	for d := (Day{2026, 11, 24}); d.Before(Day{2026, 12, 1}); d = d.Plus(1) {
		h.Holidays = append(h.Holidays, d)
	}
	got := h.Next(time.Date(2026, 11, 23, 18, 0, 0, 0, shanghai)).Format(time.RFC3339)
	if want := "2026-12-01T09:00:00+08:00"; got != want {
		t.Errorf("after a week of holidays: got %s, want %s", got, want)
	}
}

func TestWarnings(t *testing.T) {
	today := Day{2026, 11, 23}
	for _, tt := range []struct {
		what string
		left int // days until the last one
		next int // days until the next reminder
		want Warning
	}{
		{"four days left", 4, 1, NoWarning},
		{"three days left", 3, 1, Soon},
		{"tomorrow is the last day", 1, 1, Soon},
		{"today is the last day", 0, 1, Final},
		{"yesterday was the last day", -1, 1, NoWarning},
		{"tomorrow is the last day, and a rest day", 1, 2, Final},
		{"the last day falls into a week of holidays", 6, 8, Final},
		{"the last day is the first after a week of holidays", 8, 8, Soon},
		{"the day after that", 9, 8, NoWarning},
		{"the last day comes soon after a rest day", 3, 2, Soon},
	} {
		next := today.Plus(tt.next)
		if got := Warn(today.Plus(tt.left), today, next); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.want)
		}
	}
}

func TestNextDay(t *testing.T) {
	friday := Day{2026, 11, 27}
	weekdays := func(d Day) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }
	if got, want := NextDay(friday, weekdays), (Day{2026, 11, 30}); got != want {
		t.Errorf("after Friday: %s, want %s", got, want)
	}
	if got, want := NextDay(friday, func(Day) bool { return false }), (Day{2026, 12, 28}); got != want {
		t.Errorf("who never works: %s, want %s", got, want)
	}
}
