package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
)

func TestATurnMissedOnAnErrandIsMadeUp(t *testing.T) {
	f := newFloor(t)
	f.at("10:00")
	f.sees(f.says("UAMY", "/turn"), `
Next: Bo
# | Consultant | State | Today | Owed
1 | Bo | ready | 0 |
2 | Chen | ready | 0 |
3 | Amy | ready | 0 |
4 | Dan | ready | 0 |
_10:00 · in turn_
[Away…] [Why not me?] [More: Off]`)

	// Bo, who is next, goes away: the leader is asked, the floor hears who is
	// next instead.
	away := f.says("UBO", "/turn away errand")
	f.sees(away, `
Recorded: away (errand) since 10:00.
A turn missed is owed to you unless a leader declines
_Clause 9c: A turn missed on an errand, for sales work or while with customers is made up._
[I'm back] [Undo]`)
	asked := f.posts()
	if len(asked) != 2 || asked[0].To != "ULEE" && asked[1].To != "ULEE" {
		t.Fatalf("posts: %+v", asked)
	}
	toLee, toAll := asked[0], asked[1]
	if toLee.To == "" {
		toLee, toAll = toAll, toLee
	}
	if got := plain(&toAll.Message); got != "Next: <@UCHEN>" {
		t.Fatalf("the channel hears %q", got)
	}
	want := "Bo is away (errand) since 10:00, for you to approve.\n" +
		"A turn missed is owed; declined, it counts as away without a reason\n" +
		"_Clause 9c: A turn missed on an errand, for sales work or while with customers is made up._\n" +
		"[!Approve] [Decline]"
	if diff := cmp.Diff(want, plain(&toLee.Message)); diff != "" {
		t.Fatal(diff)
	}

	f.at("10:03")
	f.sees(f.presses("ULEE", &toLee.Message, "Approve"), "Approved: Bo away (errand), since 10:00.")
	f.hears("Bo: Approved by Lee: you away (errand), since 10:00.")
	f.sees(f.presses("ULEE", &toLee.Message, "Decline"), `
Things have changed: it is approved already.
Nothing was altered`)

	// Chen takes the turn that was Bo's.
	f.at("10:05")
	f.says("UCHEN", "/visit Ms Wang 13800138000")
	f.heard()

	// Back at the desk, Bo goes first.
	f.at("10:40")
	f.sees(f.presses("UBO", away.Message, "I'm back"), `
Recorded: ready since 10:40.
You are next
[Board] [Undo]`)
	f.hears(`
C: Next: Bo (make-up turn)
   Was on an errand at 10:05 when the turn came, owed 1; then Amy
   _Clause 9c: A turn missed on an errand, for sales work or while with customers is made up._`)
	f.sees(f.says("UCHEN", "/turn"), `
Next: Bo (make-up turn)
Was on an errand at 10:05 when the turn came, owed 1; then Amy
# | Consultant | State | Today | Owed
1 | Amy | ready | 0 |
2 | Dan | ready | 0 |
3 | Bo | ready | 0 | 1
4 | Chen | with customers, 10:05 | 1 |
_Clause 9c: A turn missed on an errand, for sales work or while with customers is made up._
_10:40 · in turn_
[They left] [More: Off]`)

	// Amy asks why it is not her.
	f.sees(f.says("UAMY", "/turn why"), `
You are 1st.
Bo has a make-up turn and goes first
1. 09:00 a leader set the order: you 3rd
[Board]`)
	f.sees(f.says("UCHEN", "/turn why"), `
You are 4th; Amy, Dan and Bo are before you.
You are with customers; turns go past you
1. 09:00 a leader set the order: you 2nd
2. 10:05 you received Ms Wang: to the end
_Clause 9: New customers are received by the next in the rotation; it uses a turn, whatever they came for._
[Board]`)

	// The make-up turn leaves the queue as it is.
	f.at("11:00")
	f.says("UBO", "/visit Mr Li 13900132222")
	f.says("UCHEN", "/turn done")
	f.heard()
	f.sees(f.says("UDAN", "/turn why @Bo"), `
Bo is 3rd; Amy and Dan are before them.
Bo is with customers; turns go past them
1. 09:00 a leader set the order: Bo 1st
2. 10:05 Bo away (errand) when the turn came: owed a turn
3. 11:00 Bo took a make-up turn: queue unchanged
_Clause 9: New customers are received by the next in the rotation; it uses a turn, whatever they came for._
[Board]`)
}

func TestALeaderDeclinesAnErrand(t *testing.T) {
	f := newFloor(t)
	f.langs["ULEE"] = rules.Zh
	f.setUp(nil) // unchanged; a second leader joins
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"leaders": {"ULEE", "UEVE"}})
	f.says("UBO", "/turn away errand")
	var toLee Message
	for _, p := range f.posts() {
		if p.To == "ULEE" {
			toLee = p.Message
		}
	}
	f.sees(f.presses("UAMY", &toLee, "不同意"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.at("09:10")
	f.sees(f.presses("ULEE", &toLee, "不同意"), "没有同意：Bo 暂离（公事外出），09:00 起。")
	f.hears(`
Bo: Declined by Lee: you away (errand), since 09:00; it counts as away without a reason.
~Eve: Declined by Lee: Bo away (errand), since 09:00.`)

	// The turn that passes now is lost.
	f.says("UCHEN", "/visit Ms Wang 13800138000")
	f.heard()
	f.at("09:30")
	f.sees(f.says("UBO", "/turn back"), `
Recorded: ready since 09:30.
You are 3rd · next: Amy
[Board] [Undo]`)
}

func TestStates(t *testing.T) {
	f := newFloor(t)
	f.langs["UBO"] = rules.Zh
	f.at("11:02")
	f.sees(f.says("UBO", "/turn 暂离 私事"), `
已登记：暂离（私事），11:02 起。
5 分钟内回来，轮到的记 1 次补接
_条款 9d：私事离开超过 5 分钟或当天不在而错过的轮次，轮空不补；5 分钟内回来可补接。_
[回来了] [撤回]`)
	f.hears("C: Next: <@UCHEN>")
	f.at("11:20")
	f.sees(f.says("UBO", "/turn 暂离 私事"), `
你已经是“暂离（私事）”，今天 11:02 起。
没有改动
[看轮排]`)
	f.sees(f.says("UBO", "/turn 下班"), `
已登记：下班，11:20 起。
下一位 Chen
[回来了] [撤回]`)
	f.hears("")
	f.sees(f.says("UCHEN", "/turn off @Amy"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("ULEE", "/turn off @Amy"), `
Recorded: Amy off since 11:20.
Next: Chen
[Undo]`)
	f.sees(f.says("ULEE", "/turn away @Amy errand"), `
Recorded: Amy away (errand) since 11:20.
A turn missed is owed to you
_Clause 9c: A turn missed on an errand, for sales work or while with customers is made up._
[Undo]`)
	f.sees(f.says("ULEE", "/turn off @Amy @Bo"), "One person's state at a time.\nUnchanged")
	f.sees(f.says("ULEE", "/turn off @Eve"), "Eve is not on this site's list.")
	f.sees(f.says("UDAN", "/turn done"), "You are not with a customer.\nUnchanged")
	f.sees(f.says("UDAN", "/turn lunch"), "“lunch” is not a word I know here.\n"+
		"Use: away (errand, paperwork, personal), back, done, off, order\n"+
		"Your state is unchanged. Example: `/turn away personal`")

	// Away alone asks why.
	form := f.says("UDAN", "/turn away")
	f.sees(f.submits("UDAN", form, map[string][]string{"reason": {"sales"}}), `
Recorded: away (paperwork) since 11:20.
A turn missed is owed to you
_Clause 9c: A turn missed on an errand, for sales work or while with customers is made up._
[I'm back] [Undo]`)
	f.heard()

	// A state is withdrawn like any other entry.
	f.at("11:21")
	f.says("UDAN", "/undo")
	f.sees(f.says("UDAN", "/turn back"), `
You are ready already.
Unchanged
[Board]`)
}

func TestNobodyIsReady(t *testing.T) {
	f := newFloor(t)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"consultants": {"UAMY", "UBO", "UCHEN"}})
	f.at("14:05")
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.at("14:10")
	f.says("UBO", "/visit Mr Li 13900132222")
	f.says("UCHEN", "/turn away personal")
	f.heard()
	board := f.says("ULEE", "/turn")
	f.sees(board, `
Nobody is ready now.
With customers: Bo, Amy · away: Chen
Longest with a group: Amy (since 14:05)
# | Consultant | State | Today | Owed
1 | Chen | away (personal) 14:10 | 0 |
2 | Amy | with customers, 14:05 | 1 |
3 | Bo | with customers, 14:10 | 1 |
_14:10 · in turn_
[Set order…] [Choose a receiver…: people]`)

	// The leader names somebody; that is on record and the floor is told.
	before := f.seq()
	f.sees(f.chooses("ULEE", board.Message, "UCHEN"), "Chen is chosen to receive the next group.")
	f.hears("C: <@UCHEN>: Lee asks you to receive the next group")
	if diff := cmp.Diff([]string{`shift {"person":"UCHEN","state":"ready"} by ULEE`}, f.recorded(before)); diff != "" {
		t.Fatal(diff)
	}
	f.says("UCHEN", "/turn away personal")
	f.heard()

	// Amy presses "I'm ready": her customers have left.
	f.at("14:20")
	f.sees(f.presses("UAMY", f.says("UAMY", "/turn").Message, "I'm ready"), `
Recorded: Ms Wang 138••••8000 has left.
Next: Amy`)
}

func TestALeaderSetsTheOrder(t *testing.T) {
	f := newFloor(t)
	f.sees(f.says("UBO", "/turn order @Dan @Amy"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("ULEE", "/turn order @Dan @Amy @Bo @Chen"), `
The order is set: 1 Dan · 2 Amy · 3 Bo · 4 Chen.
[Board]`)
	f.hears("C: Order set by Lee: 1 Dan · 2 Amy · 3 Bo · 4 Chen · next: <@UDAN>")

	// The form begins with the order as it is.
	form := f.says("ULEE", "/turn 排序")
	if diff := cmp.Diff([]string{"UDAN", "UAMY", "UBO", "UCHEN"}, form.Form.Fields[0].Initial); diff != "" {
		t.Fatal(diff)
	}
	got := f.submits("ULEE", form, map[string][]string{"order": {"UEVE"}})
	if diff := cmp.Diff([]Wrong{{"order", "Eve is not on this site's list."}}, got.Errors); diff != "" {
		t.Fatal(diff)
	}
	f.sees(f.submits("ULEE", form, map[string][]string{"order": {"UCHEN", "UBO", "UAMY", "UDAN"}}), `
The order is set: 1 Chen · 2 Bo · 3 Amy · 4 Dan.
[Board]`)
}

func TestHowReceptionRuns(t *testing.T) {
	f := newFloor(t)
	f.at("12:00")
	f.sees(f.says("UBO", "/turn duty @Bo"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("ULEE", "/turn duty"), "Lunch duty needs one person.\nUnchanged\nExample: `/turn duty @Amy`")
	f.sees(f.says("ULEE", "/turn duty @Amy"), "Recorded: lunch duty Amy.\n[Board]")
	f.hears("C: Lunch duty: Amy (set by Lee)")
	f.sees(f.says("ULEE", "/turn duty @Amy"), "That is so already.\nUnchanged")
	if got := f.says("UBO", "/turn").Message.Notes; !cmp.Equal(got, []string{"12:00 · lunch duty Amy"}) {
		t.Fatal(got)
	}
	f.sees(f.says("ULEE", "/turn 开盘"), "Recorded: rush day, no queue.\n[Board]")
	f.hears("C: From now on no queue: rush day (set by Lee)")
	if got := f.says("UBO", "/turn").Message.Head; got != "Rush day: no queue." {
		t.Fatal(got)
	}
	f.sees(f.says("ULEE", "/turn queue"), "Recorded: in turn again.\n[Board]")
	f.hears("C: In turn again (set by Lee) · next: <@UBO>")
}

// An order that names some leaves nobody out: the others stand behind them.
func TestAnOrderForgetsNobody(t *testing.T) {
	f := newFloor(t)
	f.says("ULEE", "/turn order @Dan @Amy")
	f.records(f.seq()-1, `rota {"order":["UDAN","UAMY","UBO","UCHEN"]} by ULEE`)
}
