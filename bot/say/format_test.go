package say

import (
	"testing"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// A monday is 23 November 2026, 15:20 in Shanghai, where the days of the tests
// are counted.
var monday = time.Date(2026, 11, 23, 15, 20, 0, 0, time.FixedZone("", 8*3600))

func TestPen(t *testing.T) {
	zh, en := Pen{Lang: rules.Zh, Now: monday, Region: "CN"}, Pen{Lang: rules.En, Now: monday, Region: "CN"}
	day := func(d int) time.Time { return monday.AddDate(0, 0, d) }
	midnight := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, monday.Location()) }
	newYear := time.Date(2027, 1, 3, 9, 5, 7, 0, monday.Location())
	for _, c := range []struct {
		what   string
		write  func(Pen) string
		zh, en string
	}{
		{"a day of history", func(p Pen) string { return p.Date(monday) }, "11月23日", "23 Nov"},
		{"a day of another year", func(p Pen) string { return p.Date(newYear) }, "2027年1月3日", "3 Jan 2027"},
		{"a day as others count it", func(p Pen) string { return p.Date(time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)) }, "11月24日", "24 Nov"},
		{"a day with its weekday", func(p Pen) string { return p.Day(monday) }, "11月23日（周一）", "Mon 23 Nov"},
		{"the same within brackets", func(p Pen) string { return p.DayWithin(monday) }, "11月23日 周一", "Mon 23 Nov"},
		{"a weekday of another year", func(p Pen) string { return p.Day(newYear) }, "2027年1月3日（周日）", "Sun 3 Jan 2027"},
		{"a time", func(p Pen) string { return p.Time(newYear) }, "09:05", "09:05"},
		{"a race", func(p Pen) string { return p.Second(newYear) }, "09:05:07", "09:05:07"},
		{"a moment of history", func(p Pen) string { return p.Stamp(day(-20)) }, "11月3日 15:20", "3 Nov 15:20"},
		{"a moment to act by", func(p Pen) string { return p.Moment(day(1)) }, "11月24日（周二）15:20", "Tue 24 Nov, 15:20"},
		{"today", func(p Pen) string { return p.Near(monday) }, "今天 15:20", "today 15:20"},
		{"last night", func(p Pen) string { return p.Near(midnight(11, 23).Add(-time.Minute)) }, "昨天 23:59", "yesterday 23:59"},
		{"tonight's midnight", func(p Pen) string { return p.Near(midnight(11, 24)) }, "明天 00:00", "tomorrow 00:00"},
		{"the day after tomorrow", func(p Pen) string { return p.nearDay(day(2)) }, "11月25日", "25 Nov"},
		{"the last protected day", func(p Pen) string { return p.Through(midnight(12, 19)) }, "12月18日（含）", "18 Dec"},
		{"an end within a day", func(p Pen) string { return p.Through(midnight(12, 18).Add(time.Hour)) }, "12月18日（含）", "18 Dec"},
		{"the last day to act on", func(p Pen) string { return p.ThroughDay(midnight(11, 27)) }, "11月26日（周四，含）", "Thu 26 Nov"},
		{"minutes", func(p Pen) string { return Duration(p.Lang, 2*time.Minute+59*time.Second) }, "2 分钟", "2 minutes"},
		{"one minute", func(p Pen) string { return Duration(p.Lang, time.Minute) }, "1 分钟", "1 minute"},
		{"hours", func(p Pen) string { return Duration(p.Lang, 19*time.Hour) }, "19 小时", "19 hours"},
		{"days", func(p Pen) string { return Duration(p.Lang, 72*time.Hour) }, "3 天", "3 days"},
		{"a place", func(p Pen) string { return Ordinal(p.Lang, 4) }, "4", "4th"},
		{"money", func(p Pen) string { return Money(p.Lang, 666667, "CNY") }, "6,666.67 元", "CNY 6,666.67"},
		{"foreign money", func(p Pen) string { return Money(p.Lang, 123456700, "USD") }, "USD 1,234,567.00", "USD 1,234,567.00"},
		{"small money", func(p Pen) string { return Money(p.Lang, 5, "CNY") }, "0.05 元", "CNY 0.05"},
		{"names", func(p Pen) string { return Names(p.Lang, "Amy", "Bo") }, "Amy、Bo", "Amy, Bo"},
		{"clauses", func(p Pen) string { return Clauses(p.Lang, "Amy", "Bo") }, "Amy，Bo", "Amy, Bo"},
		{"facts", func(p Pen) string { return Facts("Amy", "", "Bo") }, "Amy · Bo", "Amy · Bo"},
		{"sentences", func(p Pen) string { return Sentences(p.Lang, "A.", "", "B.") }, "A.B.", "A. B."},
		{"a clause", func(p Pen) string { return Clause(p.Lang, "9-1b", "*text*", false) }, "条款 9-1b：＊text＊", "Clause 9-1b: ＊text＊"},
		{"an assumption", func(p Pen) string { return Clause(p.Lang, "9-1b", "", true) }, "制度没有写明；按建议理解处理（条款 9-1b）。", "The policy is silent; decided by our reading (clause 9-1b)."},
		{"no clause", func(p Pen) string { return Clause(p.Lang, "", "", false) }, "", ""},
	} {
		if got := c.write(zh); got != c.zh {
			t.Errorf("%s is written %q, want %q", c.what, got, c.zh)
		}
		if got := c.write(en); got != c.en {
			t.Errorf("%s is written %q, want %q", c.what, got, c.en)
		}
	}
}

// TestDayOfChange: on the day the clocks go forward or back, yesterday and
// tomorrow are still the days next to it.
func TestDayOfChange(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, sunday := range []time.Time{time.Date(2026, 3, 29, 0, 30, 0, 0, berlin), time.Date(2026, 10, 25, 23, 30, 0, 0, berlin)} {
		p := Pen{Lang: rules.En, Now: sunday}
		if got := p.nearDay(time.Date(sunday.Year(), sunday.Month(), sunday.Day()-1, 23, 30, 0, 0, berlin)); got != "yesterday" {
			t.Errorf("the day before %v is %s", sunday, got)
		}
		if got := p.nearDay(time.Date(sunday.Year(), sunday.Month(), sunday.Day()+1, 0, 10, 0, 0, berlin)); got != "tomorrow" {
			t.Errorf("the day after %v is %s", sunday, got)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 102: "102nd", 111: "111th"} {
		if got := Ordinal(rules.En, n); got != want {
			t.Errorf("%d is written %s, want %s", n, got, want)
		}
	}
}

func TestPart(t *testing.T) {
	for part, want := range map[string]string{"1": "100%", "1/2": "50%", "2/3": "2/3", "1/4": "25%", "1/8": "1/8", "0": "0%"} {
		p, err := rules.ParsePart(part)
		if err != nil {
			t.Fatal(err)
		}
		if got := Part(p); got != want {
			t.Errorf("%s is written %s, want %s", part, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		lang  rules.Lang
		parts []string
		want  string
	}{
		{rules.Zh, []string{"已登记：王女士 138••••8000 是你的新客户。", "保护到 12月23日（含）"}, "已登记：王女士 尾号 8000 是你的新客户。 保护到 12月23日（含）"},
		{rules.En, []string{"Recorded: Ms Wang 138••••8000 is your new customer.", ""}, "Recorded: Ms Wang ending 8000 is your new customer."},
		{rules.En, []string{"Your customer Mr Li 139 0013 2222 is here"}, "Your customer Mr Li ending 2222 is here"},
		{rules.En, []string{"From +44 ••••0123 and 010 ••••1234, +44 20 7946 0123"}, "From ending 0123 and ending 1234, ending 0123"},
		{rules.En, []string{"CNY 10,000.00 on 23 Nov 2026 15:20, entry 2318"}, "CNY 10,000.00 on 23 Nov 2026 15:20, entry 2318"},
		{rules.En, []string{"*bold* _slanted_ `code` &lt;b&gt; <@U1>"}, "bold slanted code &lt;b&gt; <@U1>"},
	} {
		if got := Plain(c.lang, c.parts...); got != c.want {
			t.Errorf("%q is spoken as %q, want %q", c.parts, got, c.want)
		}
	}
	long := make([]byte, 148)
	for i := range long {
		long[i] = 'x'
	}
	if got, want := Plain(rules.En, string(long)+"&amp;&amp;"), string(long)+"…"; got != want {
		t.Errorf("an entity at the cut ends as %q", got[140:])
	}
}

// TestSpacing: between Chinese and Latin stands one space, whatever fills a
// sentence.
func TestSpacing(t *testing.T) {
	l := Line{"{who}接待{n}位，是{owner}的客户 {phone}", "{who} received {n|customer|customers}"}
	for _, c := range []struct{ who, owner, want string }{
		{"Amy", "王明", "Amy 接待 3 位，是王明的客户 138••••8000"},
		{"王明", "Amy", "王明接待 3 位，是 Amy 的客户 138••••8000"},
		{"<@U1>", "<@U2>", "<@U1> 接待 3 位，是 <@U2> 的客户 138••••8000"},
	} {
		if got := l.In(rules.Zh, "who", c.who, "n", 3, "owner", c.owner, "phone", "138••••8000"); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	if got, want := l.In(rules.En, "who", "Amy", "n", 1), "Amy received 1 customer"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
