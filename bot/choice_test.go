package bot

import (
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

func TestAColleaguesCustomerWhoseOwnerIsHere(t *testing.T) {
	f := bosCustomer(t)
	before := f.seq()
	ask := f.says("UAMY", "/visit Ms Wang 13800138000")
	f.sees(ask, `
Ms Wang 138••••8000 is Bo's customer; Bo is here.
3 visits, last 25 Nov · protected through 25 Dec
Nothing recorded yet. Choose one.
_Clause 1: The earliest valid registration owns._
[!Hand to Bo] [Bo agrees, I receive] [Not the same person] [Why?]`)
	f.hears(``)
	f.records(before, `shown {"customer":"c10","person":"UAMY"}`)
	f.langs["UCHEN"] = rules.Zh
	f.sees(f.says("UCHEN", "/visit 13800138000"), `
Ms Wang 138••••8000 是 Bo 的客户，Bo 在场。
来过 3 次，上次 11月25日 · 保护到 12月25日（含）
还没登记，请选一项。
_条款 1：先有效登记者为归属人。_
[!交给 Bo] [Bo 同意我代接] [不是同一人] [为什么]`)
	f.sees(f.presses("UAMY", ask.Message, "Why?"), `
Why Ms Wang is Bo's
1. 23 Nov 09:00, first visit registered by Bo: Bo's, protected through 23 Dec (clause 1)
2. 24 Nov 09:00, visit received by Bo: protected through 24 Dec (clause 3)
3. 25 Nov 09:00, visit received by Bo: protected through 25 Dec (clause 3)
_Clause 1: The earliest valid registration owns._
[Full history] [Dispute]`)

	// Asked again, it is the same question; nobody else may answer it.
	before = f.seq()
	f.sees(f.says("UAMY", "/visit Ms Wang 13800138000"), `
Ms Wang 138••••8000 is Bo's customer; Bo is here.
3 visits, last 25 Nov · protected through 25 Dec
Nothing recorded yet. Choose one.
_Clause 1: The earliest valid registration owns._
[!Hand to Bo] [Bo agrees, I receive] [Not the same person] [Why?]`)
	f.sees(f.presses("UDAN", ask.Message, "Hand to Bo"), `
Things have changed: Ms Wang is Bo's customer.
Nothing was altered
[Show me now]`)
	f.unchanged(before)

	f.at("15:20")
	f.sees(f.presses("UAMY", ask.Message, "Hand to Bo"), `
Recorded: Ms Wang 138••••8000 is handed to Bo.
Bo has been told · uses no turn of yours
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[Undo] [Why?]`)
	toBo := f.letter("UBO")
	f.reads(toBo, `
Your customer Ms Wang 138 0013 8000 is here; please receive them.
Recorded by Amy at 15:20
[!On my way] [Ask a colleague…: people]`)

	// A choice is answered once; Chen's is settled with it.
	before = f.seq()
	f.at("15:22")
	f.sees(f.presses("UAMY", ask.Message, "Hand to Bo"), `
Things have changed: Ms Wang is with Bo (15:20).
Nothing was altered
[Show me now]`)
	f.unchanged(before)

	f.sees(f.presses("UBO", toBo, "On my way"), `
Your customer Ms Wang 138 0013 8000 is here; please receive them.
On my way`)
	f.hears(`
Amy: Bo is on the way (Ms Wang 138••••8000).`)
	f.unchanged(before)
	f.sees(f.chooses("UBO", toBo, "UDAN"), `
Dan has been asked to receive Ms Wang 138 0013 8000.`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Dan for Bo · returning · order unchanged
Dan: Bo's customer Ms Wang 138••••8000 is here; please receive them for Bo.
   Recorded by Bo at 15:22
~C: Withdrawn (Bo, 15:22): Ms Wang 138••••8000`)
	f.sees(f.chooses("UBO", toBo, "UCHEN"), `
Things have changed.
Nothing was altered`)
}

func TestTheOwnerAgreesThatAColleagueReceives(t *testing.T) {
	f := bosCustomer(t)
	ask := f.says("UAMY", "/visit Ms Wang 13800138000")
	r := f.presses("UAMY", ask.Message, "Bo agrees, I receive")
	f.sees(r, `
Recorded: Amy receives Ms Wang 138••••8000 for Bo.
Still Bo's customer · uses no turn of Amy's
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Hand back to Bo] [I told Bo] [Undo] [More: Why?]`)
	f.hears(`
Bo: Your customer Ms Wang 138 0013 8000 is here; Amy receives for you.
   Recorded by Amy at 09:00: you agreed · still yours
   [!I take over]
C: Ms Wang 138••••8000 · received by Amy for Bo · returning · order unchanged`)
	f.records(f.seq()-1, `visit {"id":"v14","customer":"c10","person":"UAMY","for":"UBO","consent":true,"details":{"name":"Ms Wang","phone":"+8613800138000"}}`)
	f.sees(f.presses("UAMY", r.Message, "I told Bo"), `
Recorded: Bo was told.
[Undo]`)
	f.sees(f.says("UAMY", "/undo"), `
Withdrawn: Bo was told.
It stays in the register, marked withdrawn`)
	f.sees(f.presses("UAMY", r.Message, "Hand back to Bo"), `
Recorded: Ms Wang 138••••8000 is handed back to Bo.`)
	f.hears(`
Bo: Your customer Ms Wang 138 0013 8000 is here; please receive them.
   Recorded by Amy at 09:00
   [!On my way] [Ask a colleague…: people]
~C: Ms Wang 138••••8000 · received by Bo · returning · order unchanged`)
	f.sees(f.presses("UAMY", r.Message, "They left"), `
Bo, who received, records that.`)
	f.sees(f.says("UBO", "/turn done"), `
Recorded: Ms Wang 138••••8000 has left.
Next: Chen`)
	f.hears(``)
}

func TestAColleaguesCustomerWhoseOwnerIsOut(t *testing.T) {
	f := bosCustomer(t)
	f.says("UBO", "/turn away errand")
	f.heard()
	ask := f.says("UAMY", "/visit Ms Wang 13800138000")
	f.sees(ask, `
Ms Wang 138••••8000 is Bo's customer; Bo is out (errand).
By the policy Chen receives for Bo · protected through 25 Dec
Nothing recorded yet. Have you called Bo?
_Clause 9b: For an absent or busy owner the next in the rotation who is free receives, unless the owner agrees to another; it uses no turn._
[Reached; agrees Chen receives] [Not reached; Chen receives] [Bo is coming] [Someone else…: people] [More: Not the same person, Why?]`)
	f.langs["UDAN"] = rules.Zh
	f.sees(f.says("UDAN", "/visit 13800138000"), `
Ms Wang 138••••8000 是 Bo 的客户，Bo 不在（公事外出）。
按制度由 Chen 代接 · 保护到 12月25日（含）
还没登记。给 Bo 打过电话吗？
_条款 9b：归属人不在或正忙，由轮排中下一位空闲的同事代接（归属人同意别人的除外），不占轮次。_
[联系上，同意 Chen 代接] [没联系上，Chen 代接] [Bo 马上到] [换人代接…: people] [更多: 不是同一人, 为什么]`)
	f.sees(f.chooses("UAMY", ask.Message, "Why?"), `
Why Ms Wang is Bo's
1. 23 Nov 09:00, first visit registered by Bo: Bo's, protected through 23 Dec (clause 1)
2. 24 Nov 09:00, visit received by Bo: protected through 24 Dec (clause 3)
3. 25 Nov 09:00, visit received by Bo: protected through 25 Dec (clause 3)
_Clause 1: The earliest valid registration owns._
[Full history] [Dispute]`)

	// Who the button named is recorded, whoever is next by now.
	f.says("UCHEN", "/visit Mr Li 13900132222")
	f.heard()
	r := f.presses("UAMY", ask.Message, "Reached; agrees Chen receives")
	f.sees(r, `
Recorded: Chen receives Ms Wang 138••••8000 for Bo.
Still Bo's customer · uses no turn of Chen's
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Hand back to Bo] [I told Bo] [Undo] [More: Why?]`)
	f.hears(`
Bo: Your customer Ms Wang 138 0013 8000 is here; Chen receives for you.
   Recorded by Amy at 09:00: reached, you agreed · still yours
   [!I take over]
C: Ms Wang 138••••8000 · received by Chen for Bo · returning · order unchanged
Chen: Bo's customer Ms Wang 138••••8000 is here; please receive them for Bo.
   Recorded by Amy at 09:00`)
	f.records(f.seq()-1, `visit {"id":"v17","customer":"c10","person":"UCHEN","for":"UBO","consent":true,"reached":true,"details":{"name":"Ms Wang","phone":"+8613800138000"}} by UAMY`)
}

func TestTheSubstituteAsks(t *testing.T) {
	f := bosCustomer(t)
	f.langs["UCHEN"] = rules.Zh
	f.langs["UBO"] = rules.Zh
	f.says("UBO", "/turn away personal")
	f.heard()
	ask := f.says("UCHEN", "/visit 13800138000")
	f.sees(ask, `
Ms Wang 138••••8000 是 Bo 的客户，Bo 不在（私事）。
按制度由你代 Bo 接待 · 保护到 12月25日（含）
还没登记。给 Bo 打过电话吗？
_条款 9b：归属人不在或正忙，由轮排中下一位空闲的同事代接（归属人同意别人的除外），不占轮次。_
[联系上，同意我代接] [没联系上，我代接] [Bo 马上到] [换人代接…: people] [更多: 不是同一人, 为什么]`)
	f.sees(f.presses("UCHEN", ask.Message, "没联系上，我代接"), `
已登记：Chen 代 Bo 接待 Ms Wang 138••••8000。
仍是 Bo 的客户 · 不占 Chen 的轮次
_条款 3：归属人最后一次联系（本人接待或代接的有效到访、跟进、客户来联系、接电话）后保护 30 天，第 30 天仍有效。_
[客户已离开] [交还 Bo] [已告知 Bo] [撤回] [更多: 为什么]`)
	toBo := f.letter("UBO")
	f.reads(toBo, `
你的客户 Ms Wang 138 0013 8000 到访，由 Chen 代接。
09:00 Chen 登记：没联系上你 · 仍是你的客户
[!我来接]`)
	f.sees(f.presses("UBO", toBo, "我来接"), `
已登记：Ms Wang 138 0013 8000 由你接待。`)
	f.hears(`
Chen: Bo 来接 Ms Wang 138••••8000，不用再接待。
C: Next: <@UCHEN>
~C: Ms Wang 138••••8000 · received by Bo · returning · order unchanged`)
	before := f.seq()
	f.sees(f.presses("UBO", toBo, "我来接"), `
已是这样，没有改动。`)
	f.unchanged(before)
}

func TestSomebodyElseReceives(t *testing.T) {
	f := bosCustomer(t)
	f.says("UBO", "/turn off")
	f.heard()
	ask := f.says("UAMY", "/visit Ms Wang 13800138000")
	f.sees(ask, `
Ms Wang 138••••8000 is Bo's customer; Bo is out (off).
By the policy Chen receives for Bo · protected through 25 Dec
Nothing recorded yet. Have you called Bo?
_Clause 9b: For an absent or busy owner the next in the rotation who is free receives, unless the owner agrees to another; it uses no turn._
[Reached; agrees Chen receives] [Not reached; Chen receives] [Bo is coming] [Someone else…: people] [More: Not the same person, Why?]`)
	before := f.seq()
	f.sees(f.chooses("UAMY", ask.Message, "UADMIN"), `
Ada is not on this site's list.`)
	f.unchanged(before)
	f.sees(f.chooses("UAMY", ask.Message, "UDAN"), `
Recorded: Dan receives Ms Wang 138••••8000 for Bo.
Still Bo's customer · uses no turn of Dan's
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Hand back to Bo] [I told Bo] [Undo] [More: Why?]`)
	f.hears(`
Bo: Your customer Ms Wang 138 0013 8000 is here; Dan receives for you.
   Recorded by Amy at 09:00 · still yours
   [!I take over]
C: Ms Wang 138••••8000 · received by Dan for Bo · returning · order unchanged
Dan: Bo's customer Ms Wang 138••••8000 is here; please receive them for Bo.
   Recorded by Amy at 09:00`)
	f.day(1)
	f.says("UBO", "/turn off")
	ask = f.says("UAMY", "/visit Ms Wang 13800138000")
	f.heard()
	f.sees(f.chooses("UAMY", ask.Message, "UBO"), `
Recorded: Ms Wang 138••••8000 is handed to Bo.
Bo has been told · uses no turn of yours
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[Undo] [Why?]`)
	f.hears(`
Bo: Your customer Ms Wang 138 0013 8000 is here; please receive them.
   Recorded by Amy at 09:00
   [!On my way] [Ask a colleague…: people]
C: Ms Wang 138••••8000 · received by Bo · returning · order unchanged`)
}

func TestABusyOwner(t *testing.T) {
	f := bosCustomer(t)
	f.says("UBO", "/visit Mr Li 13900132222")
	f.heard()
	ask := f.says("UAMY", "/visit Ms Wang 13800138000")
	f.sees(ask, `
Ms Wang 138••••8000 is Bo's customer; Bo is with a group.
By the policy Chen receives for Bo · protected through 25 Dec
Nothing recorded yet. Have you called Bo?
_Clause 9b: For an absent or busy owner the next in the rotation who is free receives, unless the owner agrees to another; it uses no turn._
[Reached; agrees Chen receives] [Not reached; Chen receives] [Bo is coming] [Someone else…: people] [More: Not the same person, Why?]`)
	f.sees(f.presses("UAMY", ask.Message, "Bo is coming"), `
Recorded: Ms Wang 138••••8000 is handed to Bo.
Bo has been told · uses no turn of yours
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[Undo] [Why?]`)
	f.hears(`
Bo: Your customer Ms Wang 138 0013 8000 is here; please receive them.
   Recorded by Amy at 09:00
   [!On my way] [Ask a colleague…: people]
C: Ms Wang 138••••8000 · received by Bo · returning · order unchanged`)
}

func TestForAColleague(t *testing.T) {
	f := bosCustomer(t)
	before := f.seq()
	ask := f.says("UAMY", "/visit 13800138000 for:@Bo")
	f.sees(ask, `
Ms Wang 138••••8000 is Bo's customer; Bo is here.
3 visits, last 25 Nov · protected through 25 Dec
Nothing recorded yet. Choose one.
_Clause 1: The earliest valid registration owns._
[!Hand to Bo] [Bo agrees, I receive] [Not the same person] [Why?]`)
	f.sees(f.says("UAMY", "/visit 13800138000 for:@Chen"), "In the register this is not Chen's customer.\n"+
		"Nothing recorded. Try again without `for:`; the register decides")
	f.sees(f.says("UAMY", "/visit 13800138000 for:@Ada"), `
Ada is not on this site's list.`)
	f.sees(f.says("ULEE", "/visit 13800138000 for:@Bo"), `
Ms Wang 138••••8000 is Bo's customer; Bo is here.
3 visits, last 25 Nov · protected through 25 Dec
Nothing recorded yet. Choose one.
_Clause 1: The earliest valid registration owns._
[!Hand to Bo] [Bo agrees, Chen receives] [Not the same person] [Why?]`)
	f.sees(f.says("ULEE", "/visit 13800138000 for:@Bo receiver:@Dan"), `
Ms Wang 138••••8000 is Bo's customer; Bo is here.
3 visits, last 25 Nov · protected through 25 Dec
Nothing recorded yet. Choose one.
_Clause 1: The earliest valid registration owns._
[!Hand to Bo] [Bo agrees, Dan receives] [Not the same person] [Why?]`)
	f.records(before, `shown {"customer":"c10","person":"UAMY"}`)
	f.says("UBO", "/turn away sales")
	f.heard()
	f.sees(f.says("UDAN", "/visit 13800138000 for:@Bo"), `
Ms Wang 138••••8000 is Bo's customer; Bo is out (paperwork).
By the policy Chen receives for Bo · protected through 25 Dec
Nothing recorded yet. Have you called Bo?
_Clause 9b: For an absent or busy owner the next in the rotation who is free receives, unless the owner agrees to another; it uses no turn._
[Reached; agrees Chen receives] [Not reached; Chen receives] [Bo is coming] [Someone else…: people] [More: Not the same person, Why?]`)
	f.says("UBO", "/turn back")
	f.sees(f.says("UBO", "/visit 13800138000 for:@Bo"), `
Recorded: Ms Wang 138••••8000, 4th visit, your customer.
Protected through 30 Dec · uses no turn
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Undo] [Why?]`)
	f.sees(f.presses("UAMY", ask.Message, "Bo agrees, I receive"), `
Things have changed: Ms Wang is with Bo (09:00).
Nothing was altered
[Show me now]`)
}

func TestAnOpenChoiceIsBroughtUpAgain(t *testing.T) {
	f := bosCustomer(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	before := f.seq()
	r := f.says("UAMY", "/mine")
	f.sees(r, `
You have no customers yet.
Still to choose: Ms Wang 138••••8000 [Choose now]`)
	f.sees(f.says("UCHEN", "/mine"), `
You have no customers yet.`)
	again := f.presses("UAMY", r.Message, "Choose now")
	f.sees(again, `
Ms Wang 138••••8000 is Bo's customer; Bo is here.
3 visits, last 25 Nov · protected through 25 Dec
Nothing recorded yet. Choose one.
_Clause 1: The earliest valid registration owns._
[!Hand to Bo] [Bo agrees, I receive] [Not the same person] [Why?] [More: Nothing to record]`)
	f.unchanged(before)
	f.says("UBO", "/turn away personal")
	f.heard()
	again = f.presses("UAMY", r.Message, "Choose now")
	f.sees(again, `
Ms Wang 138••••8000 is Bo's customer; Bo is out (personal).
By the policy Chen receives for Bo · protected through 25 Dec
Nothing recorded yet. Have you called Bo?
_Clause 9b: For an absent or busy owner the next in the rotation who is free receives, unless the owner agrees to another; it uses no turn._
[Reached; agrees Chen receives] [Not reached; Chen receives] [Bo is coming] [Someone else…: people] [More: Not the same person, Why?]`)
	f.sees(f.chooses("UAMY", again.Message, "Nothing to record"), `
Nothing to record is not on this site's list.`)
	f.sees(f.presses("UAMY", again.Message, "Not reached; Chen receives"), `
Recorded: Chen receives Ms Wang 138••••8000 for Bo.
Still Bo's customer · uses no turn of Chen's
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Hand back to Bo] [I told Bo] [Undo] [More: Why?]`)
	f.sees(f.says("UAMY", "/mine"), `
You have no customers yet.`)
	f.hears(`
Bo: Your customer Ms Wang 138 0013 8000 is here; Chen receives for you.
   Recorded by Amy at 09:00: you were not reached · still yours
   [!I take over]
C: Ms Wang 138••••8000 · received by Chen for Bo · returning · order unchanged · next: <@UAMY>
Chen: Bo's customer Ms Wang 138••••8000 is here; please receive them for Bo.
   Recorded by Amy at 09:00`)
}

func TestAChoiceWhoseCustomerHasAnotherOwnerByNow(t *testing.T) {
	f := bosCustomer(t)
	ask := f.says("UAMY", "/visit Ms Wang 13800138000")
	f.day(31)
	f.says("UDAN", "/claim 13800138000")
	before := f.seq()
	r := f.presses("UAMY", ask.Message, "Hand to Bo")
	f.sees(r, `
Things have changed: Ms Wang is Dan's customer.
Nothing was altered
[Show me now]`)
	f.unchanged(before)
	f.sees(f.presses("UAMY", r.Message, "Show me now"), `
Ms Wang 138••••8000 is Dan's customer.
Protected through 30 Jan 2027
_The policy is silent; decided by our reading (clause 8)._
[Tell Dan…] [Why?] [Dispute]`)
}

func TestTheOwnerRecognisesTheCustomer(t *testing.T) {
	f := newFloor(t)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"door": {"owner"}})
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.day(1)
	f.heard()
	f.sees(f.says("UAMY", "/visit Ms Wang 13800138000"), `
Visit recorded: Ms Wang 138••••8000, received by you.
This site shows no owners at the door; the register decides
[They left] [Undo]`)
	toBo := f.letter("UBO")
	f.reads(toBo, `
Your customer Ms Wang 138 0013 8000 is here, with Amy.
Since 09:00
_Clause 4: While protected the customer stays the owner's, whoever else receives._
[!I know them, I take over] [Amy may finish]`)
	f.sees(f.presses("UAMY", toBo, "Amy may finish"), `
Things have changed: Ms Wang is with Amy (09:00).
Nothing was altered
[Show me now]`)
	f.sees(f.presses("UBO", toBo, "Amy may finish"), `
Recorded: Amy finishes with Ms Wang 138 0013 8000; still your customer.`)
	f.hears(``)
	f.sees(f.presses("UBO", toBo, "Amy may finish"), `
That is so already; unchanged.`)
	f.sees(f.presses("UBO", toBo, "I know them, I take over"), `
Recorded: Ms Wang 138 0013 8000 is received by you.`)
	f.hears(`
Amy: Bo takes over Ms Wang 138••••8000; you need not receive them.
~C: Ms Wang 138••••8000 · received by Bo`)
}
