package say

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// A Pen writes dates, times and phones for one reader.
type Pen struct {
	Lang   rules.Lang
	Now    time.Time // in the site's zone, which all dates and times are shown in
	Region string    // of phones written without their country
}

var weekdays = [...]Line{
	{"周日", "Sun"},
	{"周一", "Mon"},
	{"周二", "Tue"},
	{"周三", "Wed"},
	{"周四", "Thu"},
	{"周五", "Fri"},
	{"周六", "Sat"},
}

func (p Pen) zh() bool { return p.Lang == rules.Zh }

// Weekday writes a day of the week: 周一, Mon.
func (p Pen) Weekday(d time.Weekday) string { return weekdays[d].In(p.Lang) }

// Date writes a day without its weekday, as histories do: 11月23日, 23 Nov;
// with the year where it is not this one.
func (p Pen) Date(t time.Time) string {
	t = t.In(p.Now.Location())
	year := ""
	if t.Year() != p.Now.Year() {
		year = strconv.Itoa(t.Year())
	}
	if p.zh() {
		if year != "" {
			year += "年"
		}
		return fmt.Sprintf("%s%d月%d日", year, t.Month(), t.Day())
	}
	return strings.TrimRight(t.Format("2 Jan ")+year, " ")
}

// Day writes a day with its weekday: 11月23日（周一）, Mon 23 Nov.
func (p Pen) Day(t time.Time) string {
	return p.day(t, p.Date(t)+"（%s）")
}

// DayWithin is [Pen.Day] for inside brackets: 11月23日 周一, Mon 23 Nov.
func (p Pen) DayWithin(t time.Time) string {
	return p.day(t, p.Date(t)+" %s")
}

func (p Pen) day(t time.Time, zh string) string {
	weekday := p.Weekday(t.In(p.Now.Location()).Weekday())
	if p.zh() {
		return fmt.Sprintf(zh, weekday)
	}
	return weekday + " " + p.Date(t)
}

// Time writes a time of day: 15:20.
func (p Pen) Time(t time.Time) string { return t.In(p.Now.Location()).Format("15:04") }

// Second writes a time of day with seconds, as a race needs it: 14:03:12.
func (p Pen) Second(t time.Time) string { return t.In(p.Now.Location()).Format("15:04:05") }

// Stamp writes day and time as histories do: 11月3日 15:20, 3 Nov 15:20.
func (p Pen) Stamp(t time.Time) string { return p.Date(t) + " " + p.Time(t) }

// Moment writes weekday, day and time, where one must act: 11月24日（周二）15:20,
// Tue 24 Nov, 15:20.
func (p Pen) Moment(t time.Time) string {
	if p.zh() {
		return p.Day(t) + p.Time(t)
	}
	return p.Day(t) + ", " + p.Time(t)
}

// MomentWithin is [Pen.Moment] for inside brackets: 11月24日 周二 15:20.
func (p Pen) MomentWithin(t time.Time) string {
	if p.zh() {
		return p.DayWithin(t) + " " + p.Time(t)
	}
	return p.Moment(t)
}

// Near is [Pen.Stamp] with today, yesterday and tomorrow for their dates. Only
// what one person alone sees may say so: a channel is read on other days too.
func (p Pen) Near(t time.Time) string {
	return p.nearDay(t) + " " + p.Time(t)
}

// nearDay is [Pen.Date] with today, yesterday and tomorrow; see [Pen.Near].
func (p Pen) nearDay(t time.Time) string {
	switch day := p.midnight(t); {
	case day.Equal(p.midnight(p.Now)):
		return Today.In(p.Lang)
	case day.Equal(p.midnight(p.Now.AddDate(0, 0, -1))):
		return Yesterday.In(p.Lang)
	case day.Equal(p.midnight(p.Now.AddDate(0, 0, 1))):
		return Tomorrow.In(p.Lang)
	}
	return p.Date(t)
}

// midnight returns the start of t's day; noon stands for it, which every day
// has once.
func (p Pen) midnight(t time.Time) time.Time {
	y, m, d := t.In(p.Now.Location()).Date()
	return time.Date(y, m, d, 12, 0, 0, 0, p.Now.Location())
}

// Through writes the last protected day of something that ends at until, the
// first instant after it: 12月18日（含）, 18 Dec. It stands after "保护到" and
// "protected through".
func (p Pen) Through(until time.Time) string {
	if p.zh() {
		return p.Date(last(until)) + "（含）"
	}
	return p.Date(last(until))
}

// ThroughDay is [Pen.Through] with the weekday, where one must act by then:
// 11月26日（周四，含）, Thu 26 Nov.
func (p Pen) ThroughDay(until time.Time) string {
	return p.day(last(until), p.Date(last(until))+"（%s，含）")
}

func last(until time.Time) time.Time { return until.Add(-time.Nanosecond) }

// Duration writes how long something took, in minutes under an hour, hours
// under two days, else days; whole ones, rounded down.
func Duration(lang rules.Lang, d time.Duration) string {
	switch {
	case d < time.Hour:
		return Minutes.In(lang, "n", int(d/time.Minute))
	case d < 48*time.Hour:
		return Hours.In(lang, "n", int(d/time.Hour))
	}
	return Days.In(lang, "n", int(d/(24*time.Hour)))
}

// Ordinal writes a place or count for English sentences: 1st, 2nd, 11th; for
// Chinese the number alone.
func Ordinal(lang rules.Lang, n int) string {
	s := strconv.Itoa(n)
	if lang == rules.Zh {
		return s
	}
	if tens := n % 100; tens < 11 || tens > 13 {
		switch n % 10 {
		case 1:
			return s + "st"
		case 2:
			return s + "nd"
		case 3:
			return s + "rd"
		}
	}
	return s + "th"
}

// Money writes an amount in minor units, always with two decimals: 6,666.67 元,
// CNY 6,666.67.
func Money(lang rules.Lang, minor int64, currency string) string {
	amount := Amount(minor)
	if lang == rules.Zh && currency == "CNY" {
		return amount + " 元"
	}
	return currency + " " + amount
}

// Amount writes an amount in minor units without its currency: 6,666.67.
func Amount(minor int64) string {
	sign, n := "", minor
	if n < 0 {
		sign, n = "-", -n
	}
	whole := strconv.FormatInt(n/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s%s.%02d", sign, whole, n%100)
}

// Part writes a part of a whole: 50% where the percent is whole, else 2/3.
func Part(p rules.Part) string {
	num, den, fraction := strings.Cut(p.String(), "/")
	n, _ := strconv.ParseInt(num, 10, 64)
	d := int64(1)
	if fraction {
		d, _ = strconv.ParseInt(den, 10, 64)
	}
	if d == 0 || 100%d != 0 {
		return p.String()
	}
	return strconv.FormatInt(n*(100/d), 10) + "%"
}

// Names joins names: 、 between them in Chinese, commas in English.
func Names(lang rules.Lang, names ...string) string {
	if lang == rules.Zh {
		return strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}

// Clauses joins parts of one sentence.
func Clauses(lang rules.Lang, parts ...string) string {
	if lang == rules.Zh {
		return strings.Join(parts, "，")
	}
	return strings.Join(parts, ", ")
}

// Sentences puts one sentence after the other; empty ones are left out.
func Sentences(lang rules.Lang, sentences ...string) string {
	var said []string
	for _, s := range sentences {
		if s != "" {
			said = append(said, s)
		}
	}
	if lang == rules.Zh {
		return strings.Join(said, "")
	}
	return strings.Join(said, " ")
}

// Facts joins facts of one line; empty ones are left out.
func Facts(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, " · ")
}

// Plain makes the text that stands for a message in notifications and for
// screen readers: its head and first fact without mark-up, phones by their
// ending, 150 characters at most.
func Plain(lang rules.Lang, parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	text := written.ReplaceAllStringFunc(strings.Join(said, " "), func(phone string) string {
		return spoken(lang, phone)
	})
	text = unmarked.Replace(text)
	if cut := Cut(text, plainLength); cut != text {
		// What was cut within an entity or a mention is cut before it.
		text = strings.TrimSuffix(cut, "…")
		if i := strings.LastIndexAny(text, "&<"); i >= 0 && !strings.ContainsAny(text[i:], ";>") {
			text = text[:i]
		}
		text += "…"
	}
	return text
}

const plainLength = 150

// unmarked takes away the marks of bold, italic, strike and code; foreign
// words have none left, see [Safe].
var unmarked = strings.NewReplacer("*", "", "_", "", "`", "", "~", "")
