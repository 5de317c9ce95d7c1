package rules

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestDays(t *testing.T) {
	const layout = "2006-01-02T15:04:05Z07:00"
	days := func(n int) func(time.Time, *time.Location) time.Time {
		return func(t time.Time, z *time.Location) time.Time { return afterDays(t, n, z) }
	}
	months := func(n int) func(time.Time, *time.Location) time.Time {
		return func(t time.Time, z *time.Location) time.Time { return afterMonths(t, n, z) }
	}
	tests := []struct {
		what, zone, from string
		span             func(time.Time, *time.Location) time.Time
		want             string
	}{
		{"fifteen days from 1 March hold through the 16th", "Asia/Shanghai", "2026-03-01T10:00:00+08:00", days(15), "2026-03-17T00:00:00+08:00"},
		{"the day counts where the site is, not where the writer is", "Asia/Shanghai", "2026-03-01T23:30:00+02:00", days(15), "2026-03-18T00:00:00+08:00"},
		{"30 November and three months: 28 February", "Asia/Shanghai", "2026-11-30T10:00:00+08:00", months(3), "2027-03-01T00:00:00+08:00"},
		{"30 November and three months before a leap day: 29 February", "Asia/Shanghai", "2023-11-30T10:00:00+08:00", months(3), "2024-03-01T00:00:00+08:00"},
		{"31 January and one month", "Asia/Shanghai", "2026-01-31T10:00:00+08:00", months(1), "2026-03-01T00:00:00+08:00"},
		{"29 February and twelve months", "Asia/Shanghai", "2024-02-29T10:00:00+08:00", months(12), "2025-03-01T00:00:00+08:00"},
		{"15 December and two months: the same day", "Asia/Shanghai", "2026-12-15T10:00:00+08:00", months(2), "2027-02-16T00:00:00+08:00"},
		{"no midnight in São Paulo: the day begins at one", "America/Sao_Paulo", "2018-11-03T10:00:00-03:00", days(0), "2018-11-04T01:00:00-02:00"},
		{"no midnight in Beirut", "Asia/Beirut", "2022-03-26T10:00:00+02:00", days(0), "2022-03-27T01:00:00+03:00"},
		{"Beirut's clocks go back at midnight to the evening before", "Asia/Beirut", "2022-10-29T10:00:00+03:00", days(0), "2022-10-30T00:00:00+02:00"},
		{"Havana's clocks go back to midnight: the first one counts", "America/Havana", "2018-11-03T10:00:00-04:00", days(0), "2018-11-04T00:00:00-04:00"},
		{"over the start of summer time in Berlin", "Europe/Berlin", "2026-03-28T10:00:00+01:00", days(1), "2026-03-30T00:00:00+02:00"},
		{"over its end", "Europe/Berlin", "2026-10-24T10:00:00+02:00", days(1), "2026-10-26T00:00:00+01:00"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			zone, err := time.LoadLocation(tt.zone)
			if err != nil {
				t.Fatal(err)
			}
			from, err := time.Parse(layout, tt.from)
			if err != nil {
				t.Fatal(err)
			}
			got := tt.span(from, zone)
			if got.Format(layout) != tt.want {
				t.Errorf("no longer from %s, want %s", got.Format(layout), tt.want)
			}
			if last := LastDay(got, zone); !last.Before(got) || dateOf(last, zone).plus(1) != dateOf(got, zone) {
				t.Errorf("last day %s before %s", last, got)
			}
		})
	}
}
