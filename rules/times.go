package rules

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

const fittingTime = `an RFC 3339 time with its offset, such as "2026-03-01T10:00:00+08:00"`

// The years that a register may speak of: enough on both sides for months to be
// added without leaving RFC 3339.
const firstYear, lastYear = 1900, 9000

// ParseTime reads an RFC 3339 time, which has its offset. The result keeps that
// offset; what is finer than a microsecond is cut off.
func ParseTime(s string) (time.Time, error) {
	unfit := func() (time.Time, error) {
		if _, err := time.Parse("2006-01-02T15:04:05", s); err == nil {
			return time.Time{}, fmt.Errorf("%s has no offset; give %s", quote(s), fittingTime)
		}
		return time.Time{}, fmt.Errorf("must be %s, not %s", fittingTime, quote(s))
	}
	const shortest = len("2006-01-02T15:04:05Z")
	if len(s) < shortest || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return unfit()
	}
	year, ok1 := digits(s[0:4], 9999)
	month, ok2 := digits(s[5:7], 12)
	day, ok3 := digits(s[8:10], 31)
	hour, ok4 := digits(s[11:13], 23)
	minute, ok5 := digits(s[14:16], 59)
	second, ok6 := digits(s[17:19], 59)
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 || month == 0 || day == 0 {
		return unfit()
	}
	micro, rest, ok := fraction(s[19:])
	if !ok {
		return unfit()
	}
	zone, ok := offset(rest)
	if !ok {
		return unfit()
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, micro*1000, zone)
	if t.Day() != day {
		return time.Time{}, fmt.Errorf("%s names a day that its month does not have", quote(s))
	}
	if !inRange(t) {
		return time.Time{}, fmt.Errorf("%s lies outside the years %d to %d", quote(s), firstYear, lastYear)
	}
	return t, nil
}

func inRange(t time.Time) bool { return t.Year() >= firstYear && t.Year() <= lastYear }

// digits reads a number of exactly the digits of s, at most most.
func digits(s string, most int) (int, bool) {
	n := 0
	for i := range len(s) {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n <= most
}

// fraction reads the fraction of a second that s may begin with.
func fraction(s string) (micro int, rest string, ok bool) {
	if s == "" || s[0] != '.' {
		return 0, s, true
	}
	n := 0
	for n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9' {
		if n < 6 {
			micro = micro*10 + int(s[n+1]-'0')
		}
		n++
	}
	for i := n; i < 6; i++ {
		micro *= 10
	}
	return micro, s[n+1:], n > 0
}

// offset reads "Z" or "+08:00".
func offset(s string) (*time.Location, bool) {
	if s == "Z" {
		return time.UTC, true
	}
	if len(s) != len("+08:00") || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return nil, false
	}
	hours, ok1 := digits(s[1:3], 23)
	minutes, ok2 := digits(s[4:6], 59)
	seconds := hours*3600 + minutes*60
	if s[0] == '-' {
		seconds = -seconds
	}
	if seconds == 0 {
		return time.UTC, ok1 && ok2
	}
	return time.FixedZone("", seconds), ok1 && ok2
}

// appendTime writes t as RFC 3339 with t's own offset, to the microsecond where
// it has any.
func appendTime(b []byte, t time.Time) []byte {
	return t.AppendFormat(b, "2006-01-02T15:04:05.999999Z07:00")
}

// ParseZone returns the time zone of an IANA name such as "Asia/Shanghai". A
// zone that depends on the machine ("Local") is none.
func ParseZone(name string) (*time.Location, error) {
	if name != "" && !strings.EqualFold(name, "local") {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone, nil
		}
	}
	return nil, errors.New(`must be the IANA name of a time zone, such as "Asia/Shanghai", not ` + quote(name))
}
