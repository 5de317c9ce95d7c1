package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
)

// reminds has the bot look at its clock, and returns when it wants to look
// again.
func (f *floor) reminds() time.Time {
	f.t.Helper()
	return f.bot.remind(f.t.Context())
}

// passes moves the clock to a time of the day, has the bot look, and fails the
// test unless what is posted reads like this.
func (f *floor) passes(clock, want string) {
	f.t.Helper()
	f.at(clock)
	f.reminds()
	f.hears(want)
}

func TestTheMorning(t *testing.T) {
	f := newFloor(t)
	f.passes("08:59", "")
	f.passes("09:00", `
C: Today's rotation (Mon 23 Nov)
   1 Bo · 2 Chen · 3 Amy · 4 Dan
   Off: none
   First: <@UBO>, please be at the desk
   [Board] [I'm off today]`)
	// Once, however often it looks.
	f.passes("09:00", "")
	f.passes("09:01", "")

	// It follows the day in place, and calls nobody any more.
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()
	f.passes("09:02", `
~C: Today's rotation (Mon 23 Nov)
   1 Chen · 2 Amy · 3 Dan · 4 Bo
   Off: none
   Next: Chen
   [Board] [I'm off today]`)
	f.passes("09:03", "")

	// At most once in ten seconds; the last state counts.
	f.at("10:00")
	for i, state := range []string{"off", "back", "off", "back", "off"} {
		f.now = f.now.Add(time.Second)
		f.says("UDAN", "/turn "+state)
		f.heard()
		again := f.reminds()
		if got := f.heard(); (got != "") != (i == 0) {
			t.Fatalf("after %d changes in as many seconds: %s", i+1, got)
		}
		if want := time.Date(2026, 11, 23, 10, 0, 11, 0, shanghai); i == 3 && !again.Equal(want) {
			t.Fatalf("looks again at %s, want %s", again, want)
		}
	}
	f.now = f.now.Add(10 * time.Second)
	f.reminds()
	f.hears("")
	f.says("UDAN", "/turn back")
	f.heard()
	f.now = f.now.Add(10 * time.Second)
	f.reminds()
	f.hears(`
~C: Today's rotation (Mon 23 Nov)
   1 Chen · 2 Amy · 3 Dan · 4 Bo
   Off: none
   Next: Chen
   [Board] [I'm off today]`)
}

func TestTheRotationWithMakeUpTurnsAndRestDays(t *testing.T) {
	f := emptyFloor(t)
	f.setUp(map[string][]string{"lang": {"zh"}})
	f.says("ULEE", "/turn rest @Dan tue")
	f.says("UBO", "/turn away errand")
	f.says("UCHEN", "/visit Ms Wang 13800138000") // past Bo, who is owed a turn
	f.heard()
	f.day(1)
	f.passes("09:00", `
C: 今天的轮排（11月24日 周二）
   1 Amy · 2 Bo · 3 Chen
   补接：Bo 1 次 · 休：Dan
   第一位 <@UBO>，请到前台
   [看轮排] [我今天休]`)

	// Somebody has the day off after all.
	f.at("09:05")
	rotation := Message{Buttons: []Button{{Action: "turn.off", Value: "C1", Label: "我今天休"}}}
	f.sees(f.presses("UAMY", &rotation, "我今天休"), `
Recorded: off since 09:05.
Next: Bo
[I'm back] [Undo]`)
	f.passes("09:06", `
~C: 今天的轮排（11月24日 周二）
   1 Bo · 2 Chen
   补接：Bo 1 次 · 休：Amy、Dan
   下一位：Bo（补接）
   [看轮排] [我今天休]`)
}

func TestNobodyWorks(t *testing.T) {
	f := newFloor(t)
	for _, who := range []string{"Bo", "Chen", "Amy", "Dan"} {
		f.says("ULEE", "/turn rest @"+who+" tue")
	}
	f.heard()
	f.day(1)
	f.passes("09:00", "")
	// Somebody comes all the same.
	f.at("10:00")
	f.says("UAMY", "/turn back")
	f.heard()
	f.passes("10:01", `
C: Today's rotation (Tue 24 Nov)
   1 Amy
   Off: Bo, Chen, Dan
   First: <@UAMY>, please be at the desk
   [Board] [I'm off today]`)
}

func TestHolidays(t *testing.T) {
	f := emptyFloor(t)
	f.setUp(map[string][]string{"holidays": {"2026-11-24，2026-11-25 2026-11-24"}})
	f.heard()
	f.at("20:00")
	if got, want := f.reminds().Format(time.RFC3339), "2026-11-26T09:00:00+08:00"; got != want {
		t.Errorf("looks again at %s, want %s", got, want)
	}
	for range 2 {
		f.day(1)
		f.passes("09:00", "")
		f.passes("18:00", "")
	}
	f.day(1)
	f.at("09:00")
	f.reminds()
	if got := f.heard(); !strings.Contains(got, "Today's rotation (Thu 26 Nov)") {
		t.Errorf("after the holidays: %s", got)
	}
}

func TestWrongTimesAndHolidays(t *testing.T) {
	for _, c := range []struct{ field, value, says string }{
		{"holidays", "2026-12-25 Easter", "“Easter” is no date; e.g. 2026-12-25."},
		{"holidays", "2026-02-30", "“2026-02-30” is no date; e.g. 2026-12-25."},
		{"lastcall", "soon", "Write a number of minutes from 1 to 240."},
		{"lastcall", "0", "Write a number of minutes from 1 to 240."},
	} {
		got := emptyFloor(t).setUp(map[string][]string{c.field: {c.value}})
		if diff := cmp.Diff([]Wrong{{c.field, c.says}}, got.Errors); diff != "" {
			t.Errorf("%s %q:\n%s", c.field, c.value, diff)
		}
	}
}

// opens lets a day begin, and forgets what is said at opening.
func (f *floor) opensDay(later int) {
	f.t.Helper()
	f.day(later)
	f.reminds()
	f.heard()
}

// receives is a whole visit of somebody's.
func (f *floor) receives(p rules.Person, who string) {
	f.t.Helper()
	f.says(p, "/visit "+who)
	f.says(p, "/turn done")
	f.heard()
}

func TestDueAndExpiring(t *testing.T) {
	f := newFloor(t)
	f.langs["UBO"] = rules.Zh
	f.receives("UAMY", "Mr Li 13900132222") // through 23 Dec
	f.receives("UBO", "李女士 13700132222")
	f.opensDay(2)
	f.receives("UAMY", "Ms Zhao 13500133333") // through 25 Dec
	f.opensDay(1)
	f.receives("UAMY", "Mr Sun 13500134444")
	f.receives("UBO", "孙先生 13700133333") // through 26 Dec

	// A week after the first visits their follow-ups are due, every day.
	f.opensDay(4)
	f.passes("09:30", `
Amy: 1 follow-up is due today.
   Mr Li 139 0013 2222 · last: visit, 23 Nov [Record]
   [Mute today]
Bo: 今天要跟进 1 位。
   李女士 137 0013 2222 · 上次 11月23日 来访 [记跟进]
   [今天不再提醒]`)
	f.passes("09:31", "")
	f.opensDay(1)
	f.says("UAMY", "/follow 2222 viewing agreed")
	f.passes("09:30", `
Bo: 今天要跟进 1 位。
   李女士 137 0013 2222 · 上次 11月23日 来访 [记跟进]
   [今天不再提醒]`)

	// Three days before the end.
	f.opensDay(19) // 20 Dec
	f.passes("09:30", `
Amy: 3 follow-ups are due today.
   Ms Zhao 135 0013 3333 · last: visit, 25 Nov [Record]
   Mr Sun 135 0013 4444 · last: visit, 26 Nov [Record]
   Mr Li 139 0013 2222 · last: follow-up, 1 Dec [Record]
   [Mute today]
Bo: 3 天内有 1 位到期。
   李女士 137 0013 2222 · 保护到 12月23日（周三，含） [记跟进]
   *今天要跟进 1 位。*
   孙先生 137 0013 3333 · 上次 11月26日 来访 [记跟进]
   _联系上并记跟进，保护期重新计算。_
   [今天不再提醒]`)
	f.opensDay(1)
	f.passes("09:30", `
Amy: 3 follow-ups are due today.
   Ms Zhao 135 0013 3333 · last: visit, 25 Nov [Record]
   Mr Sun 135 0013 4444 · last: visit, 26 Nov [Record]
   Mr Li 139 0013 2222 · last: follow-up, 1 Dec [Record]
   [Mute today]
Bo: 今天要跟进 2 位。
   李女士 137 0013 2222 · 上次 11月23日 来访 [记跟进]
   孙先生 137 0013 3333 · 上次 11月26日 来访 [记跟进]
   [今天不再提醒]`)
	f.opensDay(1)
	f.passes("09:30", `
Amy: 1 customer lapses within 3 days.
   Ms Zhao 135 0013 3333 · protected through Fri 25 Dec [Record]
   *2 follow-ups are due today.*
   Mr Sun 135 0013 4444 · last: visit, 26 Nov [Record]
   Mr Li 139 0013 2222 · last: follow-up, 1 Dec [Record]
   _Reach them and record a follow-up: protection starts again._
   [Mute today]
Bo: 今天要跟进 2 位。
   李女士 137 0013 2222 · 上次 11月23日 来访 [记跟进]
   孙先生 137 0013 3333 · 上次 11月26日 来访 [记跟进]
   [今天不再提醒]`)
	f.opensDay(1)
	f.passes("09:30", `
Amy: 1 customer lapses within 3 days.
   Mr Sun 135 0013 4444 · protected through Sat 26 Dec [Record]
   *2 follow-ups are due today.*
   Ms Zhao 135 0013 3333 · last: visit, 25 Nov [Record]
   Mr Li 139 0013 2222 · last: follow-up, 1 Dec [Record]
   _Reach them and record a follow-up: protection starts again._
   [Mute today]
Bo: 今天是最后一天：李女士 137 0013 2222。
   今天 24:00 前没有跟进，明天起没有归属人
   李女士 137 0013 2222 · 今天最后一天 [记跟进]
   *3 天内有 1 位到期。*
   孙先生 137 0013 3333 · 保护到 12月26日（周六，含） [记跟进]
   _联系上并记跟进，保护期重新计算。_
   [今天不再提醒]`)
	f.day(1)
	f.passes("09:00", `
Bo: 李女士 137 0013 2222 已过保护期。
   最后联系 11月23日；12月24日 00:00 起没有归属人
   _条款 3a：过了保护期就没有归属人，谁先有效接待或认领归谁。_
   [认领] [为什么]
C: Today's rotation (Thu 24 Dec)
   1 Chen · 2 Dan · 3 Amy · 4 Bo
   Off: none
   First: <@UCHEN>, please be at the desk
   [Board] [I'm off today]
Lee: 1 customer went to the pool today
   李女士 137 0013 2222 · was Bo's`)
	f.passes("09:30", `
Amy: 3 follow-ups are due today.
   Ms Zhao 135 0013 3333 · last: visit, 25 Nov [Record]
   Mr Sun 135 0013 4444 · last: visit, 26 Nov [Record]
   Mr Li 139 0013 2222 · last: follow-up, 1 Dec [Record]
   [Mute today]
Bo: 今天要跟进 1 位。
   孙先生 137 0013 3333 · 上次 11月26日 来访 [记跟进]
   [今天不再提醒]`)
}

func TestAFollowUpIsShownInTheReminder(t *testing.T) {
	f := newFloor(t)
	f.receives("UAMY", "Mr Li 13900132222")
	f.receives("UAMY", "Ms Wang 13800138000")
	f.opensDay(7)
	f.at("09:30")
	f.reminds()
	reminder := f.posts()
	if len(reminder) != 1 {
		t.Fatalf("%d reminders, want 1", len(reminder))
	}
	f.at("15:20")
	form := f.presses("UAMY", &reminder[0].Message, "Record")
	f.submits("UAMY", form, map[string][]string{"how": {"call"}})
	f.hears(`
~Amy: 2 follow-ups are due today.
   Mr Li 139 0013 2222 · recorded 15:20
   Ms Wang 138 0013 8000 · last: visit, 23 Nov [Record]
   [Mute today]`)
	f.at("16:05")
	f.says("UAMY", "/follow 8000 viewing agreed")
	f.hears(`
~Amy: 2 follow-ups are due today.
   Mr Li 139 0013 2222 · recorded 15:20
   Ms Wang 138 0013 8000 · recorded 16:05
   [Mute today]`)
	// Another day's is left alone.
	f.day(1)
	f.says("UAMY", "/follow 8000 viewing moved")
	f.hears("")
}

func TestOnlyOneLeft(t *testing.T) {
	f := newFloor(t)
	f.receives("UAMY", "Mr Li 13900132222")
	f.opensDay(30)
	f.at("09:30")
	f.reminds()
	reminder := f.posts()
	f.sees(Reply{Message: &reminder[0].Message}, `
Last day: Mr Li 139 0013 2222.
With no follow-up before midnight, nobody owns them from tomorrow
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[!Record follow-up]`)
	f.at("10:00")
	form := f.presses("UAMY", &reminder[0].Message, "Record follow-up")
	f.submits("UAMY", form, map[string][]string{"how": {"message"}})
	f.hears(`
~Amy: Last day: Mr Li 139 0013 2222.
   Mr Li 139 0013 2222 · recorded 10:00
   [Mute today]`)
}

func TestAPersonMutesTheirDay(t *testing.T) {
	f := newFloor(t)
	f.receives("UAMY", "Mr Li 13900132222")
	f.receives("UBO", "Ms Wang 13800138000")
	f.day(7)
	f.reminds()
	f.heard()
	f.at("09:10")
	mute := Message{Buttons: []Button{{Action: "day.mute", Value: "C1", Label: "Mute today"}}}
	f.sees(f.presses("UAMY", &mute, "Mute today"), `
No more reminders for you today.
Tomorrow as usual`)
	f.passes("09:30", `
Bo: 1 follow-up is due today.
   Ms Wang 138 0013 8000 · last: visit, 23 Nov [Record]
   [Mute today]`)
	f.opensDay(1)
	f.passes("09:30", `
Amy: 1 follow-up is due today.
   Mr Li 139 0013 2222 · last: visit, 23 Nov [Record]
   [Mute today]
Bo: 1 follow-up is due today.
   Ms Wang 138 0013 8000 · last: visit, 23 Nov [Record]
   [Mute today]`)
}

// Whoever is missed by a reminder, on a rest day, a holiday or in an outage,
// gets it with the next.
func TestWarningsAreNotLost(t *testing.T) {
	f := newFloor(t)
	f.says("ULEE", "/turn rest @Amy wed thu")
	f.heard()
	f.receives("UAMY", "Mr Li 13900132222") // through Wed 23 Dec, a rest day
	f.opensDay(1)
	f.receives("UAMY", "Ms Zhao 13500133333") // through Thu 24 Dec, one too
	f.opensDay(4)
	f.receives("UAMY", "Mr Sun 13500134444") // through Mon 28 Dec
	f.opensDay(1)
	f.receives("UAMY", "Mr Qian 13500135555") // through Tue 29 Dec

	// The bot was away at the weekend; the last reminder before the rest days
	// warns of what they end.
	f.opensDay(22)
	f.passes("09:30", `
Amy: 2 customers lapse within 3 days.
   Mr Li 139 0013 2222 · protected through Wed 23 Dec [Record]
   Ms Zhao 135 0013 3333 · protected through Thu 24 Dec [Record]
   *2 follow-ups are due today.*
   Mr Sun 135 0013 4444 · last: visit, 28 Nov [Record]
   Mr Qian 135 0013 5555 · last: visit, 29 Nov [Record]
   _Reach them and record a follow-up: protection starts again._
   [Mute today]`)
	f.opensDay(1)
	f.passes("09:30", `
Amy: 2 customers lapse within 3 days.
   Mr Li 139 0013 2222 · protected through Wed 23 Dec [Record]
   Ms Zhao 135 0013 3333 · protected through Thu 24 Dec [Record]
   *2 follow-ups are due today.*
   Mr Sun 135 0013 4444 · last: visit, 28 Nov [Record]
   Mr Qian 135 0013 5555 · last: visit, 29 Nov [Record]
   _Reach them and record a follow-up: protection starts again._
   [Mute today]`)
	for range 2 {
		f.opensDay(1)
		f.passes("09:30", "")
	}
	f.day(1) // Fri 25 Dec: back from the rest days
	f.passes("09:00", `
Amy: 2 customers have lapsed.
   Mr Li 139 0013 2222 · nobody's since 24 Dec [Claim]
   Ms Zhao 135 0013 3333 · nobody's since 25 Dec [Claim]
C: Today's rotation (Fri 25 Dec)
   1 Bo · 2 Chen · 3 Dan · 4 Amy
   Off: none
   First: <@UBO>, please be at the desk
   [Board] [I'm off today]
Lee: 1 customer went to the pool today
   Ms Zhao 135 0013 3333 · was Amy's`)
	f.passes("09:30", `
Amy: 1 customer lapses within 3 days.
   Mr Sun 135 0013 4444 · protected through Mon 28 Dec [Record]
   *1 follow-up is due today.*
   Mr Qian 135 0013 5555 · last: visit, 29 Nov [Record]
   _Reach them and record a follow-up: protection starts again._
   [Mute today]`)
}

func TestADayOffThatWasNotPlanned(t *testing.T) {
	f := newFloor(t)
	f.receives("UAMY", "Mr Li 13900132222") // through 23 Dec
	f.opensDay(1)
	f.receives("UAMY", "Ms Zhao 13500133333") // through 24 Dec
	f.opensDay(29)
	f.says("UAMY", "/turn off")
	f.heard()
	f.passes("09:30", `
Amy: Last day: Mr Li 139 0013 2222.
   With no follow-up before midnight, nobody owns them from tomorrow
   _Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
   [!Record follow-up]
~C: Today's rotation (Wed 23 Dec)
   1 Bo · 2 Chen · 3 Dan
   Off: Amy
   Next: Bo
   [Board] [I'm off today]`)
}

func TestSeveralHaveLapsed(t *testing.T) {
	f := newFloor(t)
	f.langs["ULEE"] = rules.Zh
	f.receives("UAMY", "Mr Li 13900132222")
	f.receives("UBO", "Ms Wang 13800138000")
	f.opensDay(2)
	f.receives("UAMY", "Ms Zhao 13500133333")
	// Nobody was there for days: all of it comes at once.
	f.day(32)
	f.at("11:00")
	f.reminds()
	var lapsed Message
	var all []string
	for _, p := range f.posts() {
		if p.To == "UAMY" && lapsed.Head == "" {
			lapsed = p.Message
		}
		if p.To != "" {
			all = append(all, staff[rules.Person(p.To)]+": "+plain(&p.Message))
		}
	}
	f.sees(Reply{Message: &Message{Facts: all}}, `
Amy: 2 customers have lapsed.
Mr Li 139 0013 2222 · nobody's since 24 Dec [Claim]
Ms Zhao 135 0013 3333 · nobody's since 26 Dec [Claim]
Bo: Ms Wang 138 0013 8000 has lapsed.
Last contact 23 Nov; nobody's since 00:00 on 24 Dec
_Clause 3a: When protection has run out nobody owns; the next registered reception or claim gets the customer._
[Claim] [Why?]
Lee: 12月24日 以来转为公客 3 位
Mr Li 139 0013 2222 · 原归 Amy
Ms Wang 138 0013 8000 · 原归 Bo
Ms Zhao 135 0013 3333 · 原归 Amy`)
	// One is claimed; the list stays for the others.
	claimed := f.presses("UAMY", &lapsed, "Claim")
	if !claimed.Beside {
		t.Error("the list is gone")
	}
	f.sees(claimed, `
Claimed: Mr Li 139••••2222 is your customer.
Was Amy's, protected through 23 Dec · now through 26 Jan 2027
_The policy is silent; decided by our reading (clause 8)._
[!Record follow-up] [Undo] [Why?]`)
}

func TestAnOutageOfDays(t *testing.T) {
	f := newFloor(t)
	f.receives("UAMY", "Mr Li 13900132222")
	// The bot comes back in the middle of the fourth day after: one morning.
	f.day(4)
	f.passes("14:00", `
C: Today's rotation (Fri 27 Nov)
   1 Bo · 2 Chen · 3 Dan · 4 Amy
   Off: none
   First: <@UBO>, please be at the desk
   [Board] [I'm off today]`)
	// And on another day so late that the morning is over.
	f.receives("UBO", "Ms Wang 13800138000")
	f.day(3)
	f.passes("19:00", "")
	// Seconds before midnight the day's summary is still the day's.
	f.day(1)
	f.at("10:00")
	f.reminds()
	f.receives("UBO", "Ms Zhao 13500133333")
	f.at("23:59")
	f.reminds()
	if got := f.heard(); !strings.Contains(got, "Today (Tue 1 Dec)") || strings.Contains(got, "rotation (") {
		t.Errorf("before midnight: %s", got)
	}
	f.day(1)
	f.receives("UBO", "Mr Sun 13500134444")
	f.day(1)
	f.at("00:00")
	f.reminds()
	f.hears("")
}

func TestHoursAreChangedInTheMiddleOfTheDay(t *testing.T) {
	f := newFloor(t)
	f.receives("UAMY", "Mr Li 13900132222")
	f.day(7)
	f.reminds()
	f.heard()
	change := func(fields map[string][]string) {
		t.Helper()
		f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), fields)
		f.heard()
	}
	// Opening and the reminder move to the afternoon: what was said is said.
	change(map[string][]string{"opens": {"13:00"}, "followup": {"14:00"}})
	f.passes("13:30", "")
	// What was not said yet keeps to the new time, which may have come already.
	change(map[string][]string{"followup": {"13:15"}, "closes": {"17:00"}, "lastcall": {"60"}})
	f.passes("13:31", `
Amy: 1 follow-up is due today.
   Mr Li 139 0013 2222 · last: visit, 23 Nov [Record]
   [Mute today]`)
	change(map[string][]string{"followup": {"16:00"}})
	f.passes("16:00", "")
	f.receives("UAMY", "Ms Zhao 13500133333")
	f.at("17:00")
	f.reminds()
	if got := f.heard(); !strings.Contains(got, "Today (Mon 30 Nov)") {
		t.Errorf("at the new closing time: %s", got)
	}
	change(map[string][]string{"closes": {"20:00"}})
	f.passes("20:00", "")
}

func TestBeforeClosing(t *testing.T) {
	f := newFloor(t)
	f.langs["UBO"] = rules.Zh
	f.receives("UAMY", "Ms Wang 13800138000")
	f.says("UDAN", "/visit Ms Wang 13800138000") // Amy's, who is here: a choice is open
	f.says("UBO", "/visit 李先生")                  // no phone
	f.heard()
	f.passes("17:34", `
C: Today's rotation (Mon 23 Nov)
   1 Chen · 2 Dan · 3 Amy · 4 Bo
   Off: none
   First: <@UCHEN>, please be at the desk
   [Board] [I'm off today]`)
	f.passes("17:35", `
Bo: 18:00 关门，你还有 1 件没办完。
   资料今天补上才算有效登记
   李先生 09:00 到访，没登记完整 [补资料]
Dan: Closing at 18:00: 1 thing of yours is open.
   Still to choose: Ms Wang 138••••8000 [Choose now]`)
	f.passes("17:36", "")
	// The next day it is too late for them.
	f.day(1)
	f.reminds()
	f.heard()
	f.passes("17:35", "")
}

func TestTheDigest(t *testing.T) {
	f := newFloor(t)
	f.receives("UAMY", "Ms Wang 13800138000")
	f.receives("UBO", "Mr Sun 13500134444")
	f.opensDay(31)
	f.receives("UAMY", "Ms Zhao 13500133333")
	f.receives("UCHEN", "Mr Qian 13500135555")
	f.says("UAMY", "/claim 8000")
	f.says("UBO", "/visit Mr Guo")
	f.says("UDAN", "/visit Mr Tang 13500136666")
	f.says("UDAN", "/undo")
	f.heard()
	f.at("17:35")
	f.reminds()
	f.heard()
	f.at("18:00")
	f.reminds()
	posted := f.posts()
	digest := posted[len(posted)-1].Message
	hash := digest.Buttons[1].Value[len(digest.Buttons[1].Value)-64:]
	digest.Notes[0] = strings.ReplaceAll(digest.Notes[0], fingerprint(hash), "(fingerprint)")
	f.sees(Reply{Message: &digest}, `
Today (Thu 24 Dec)
3 groups: 3 new · 1 claimed
1 incomplete
_Register up to entry 21 · fingerprint (fingerprint)_
[Complete mine] [Check]`)

	// Each completes their own; nobody sees others'.
	f.sees(f.presses("UBO", &digest, "Complete mine"), `
1 of yours on 24 Dec: incomplete.
Mr Guo, here at 09:00: incomplete [Add details]`)
	f.sees(f.presses("UAMY", &digest, "Complete mine"), `
None of yours on 24 Dec is incomplete.`)

	// The register is whole, also when it has gone on.
	f.at("18:05")
	f.receives("UCHEN", "Mr Qian 13500135555")
	checked := f.presses("UCHEN", &digest, "Check")
	checked.Message.Head = strings.ReplaceAll(checked.Message.Head, fingerprint(hash), "(fingerprint)")
	f.sees(checked, `
The register is whole up to entry 21; the fingerprint (fingerprint) agrees.
Each entry continues the one before; nothing was altered`)
	// Another fingerprint than was given, and a register that is shorter.
	for _, c := range []struct{ value, want string }{
		{"C1|3|0123456789abcdef0123456789abcdef", "The register does not agree with the fingerprint 0123…cdef.\nEntry 3 has the fingerprint (other) now\nPlease pass this on to an admin: `walkin register verify`"},
		{"C1|99999|0123456789abcdef0123456789abcdef", "The register does not agree with the fingerprint 0123…cdef.\nIt ends at entry (n) now\nPlease pass this on to an admin: `walkin register verify`"},
	} {
		other := Message{Buttons: []Button{{Action: checkAction, Value: c.value, Label: "Check"}}}
		got := f.presses("UCHEN", &other, "Check").Message
		if i := strings.Index(strings.Join(got.Facts, " "), "fingerprint "); i >= 0 {
			got.Facts[0] = got.Facts[0][:strings.Index(got.Facts[0], "fingerprint ")] + "fingerprint (other) now"
		}
		if strings.HasPrefix(c.value, "C1|99999") {
			got.Facts[0] = got.Facts[0][:len("It ends at entry ")] + "(n) now"
		}
		f.sees(Reply{Message: got}, c.want)
	}
	stranger := Message{Buttons: []Button{{Action: checkAction, Value: "C1|3|0123", Label: "Check"}}}
	f.sees(f.presses("UEVE", &stranger, "Check"), `
You are not on this site's list yet; ask a leader to add you.`)

	// A day on which nobody came has no digest.
	f.opensDay(1)
	f.at("17:35")
	f.reminds()
	f.heard()
	f.passes("18:00", "")
}

func TestADigestThatKeepsWhoIsNew(t *testing.T) {
	f := emptyFloor(t)
	f.setUp(map[string][]string{"lang": {"zh"}, "door": {"owner"}})
	f.heard()
	f.receives("UAMY", "王女士 13800138000")
	f.at("18:00")
	f.reminds()
	posted := f.posts()
	digest := posted[len(posted)-1].Message
	digest.Notes = nil
	f.sees(Reply{Message: &digest}, `
今日小结（11月23日 周一）
来访 1 组
[核对]`)
}

// TestARestartInTheMinuteOfPosting: another process goes on with the same
// database, before and after what is due was noted, and after it was sent.
func TestARestartInTheMinuteOfPosting(t *testing.T) {
	f := newFloor(t)
	restart := func() { f.bot = &Bot{DB: f.bot.DB, Log: f.bot.Log, Now: f.bot.Now} }
	restart()
	f.reminds() // noted and queued in one transaction
	restart()
	f.reminds()
	if posts := f.posts(); len(posts) != 1 {
		t.Errorf("%d posts, want the rotation once", len(posts))
	}
	restart()
	f.passes("09:00", "")
	f.passes("09:10", "")
}
