package bot

import (
	"fmt"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

func TestUndoOfAVisit(t *testing.T) {
	f := newFloor(t)
	f.langs["UAMY"] = rules.Zh
	f.at("15:20")
	r := f.says("UAMY", "/visit 王女士 13800138000 第一次 来意:先看看 同来:13900132222 需求:三房")
	f.heard()
	f.now = f.now.Add(2 * time.Minute)
	done := f.says("UAMY", "/undo")
	f.sees(done, `
已撤回：王女士 138••••8000 的来访。
登记簿里保留这条并注明撤回；轮排恢复原样
[重新登记]`)
	f.hears(`
~C: Withdrawn (Amy, 15:22): 王女士 138••••8000`)
	f.sees(f.presses("UAMY", r.Message, "撤回"), `
这条已经撤回过，没有改动。`)
	f.sees(f.says("UAMY", "/undo"), `
你没有可撤回的登记。`)
	f.sees(f.says("UAMY", "/owner 2222"), `
登记簿里没有尾号 2222 的客户。
人在现场就登记来访
[!登记来访]`)
	form := f.presses("UAMY", done.Message, "重新登记")
	f.shows(form, `
登记来访
电话: 13800138000
称呼: 王女士
以前来过吗？ (第一次, 来过, 没问): first
指名找谁
怎么来的 (自然到访, 预约, 领导指派, 公司介绍, 团购): walk_in
来意 (有意购买, 先看看, 只拿资料, 租, 市调, 开发商, 同行, 推销, 媒体, 本公司): look
推荐人
同来的人: 13900132222
性别 (女, 男)
需求: 三房
[登记]`)
	f.sees(f.submits("UAMY", form, map[string][]string{"name": {"汪女士"}}), `
已登记：汪女士 138••••8000 是你的新客户。
保护到 12月23日（含） · 今天你的第 1 组 · 下一位 Bo
_这组按轮排轮到 Bo；已照实登记，Bo 位次不变。_
_条款 1：先有效登记者为归属人。_
[补资料] [客户已离开] [撤回] [为什么]`)
	f.hears(`
C: 汪女士 138••••8000 · received by Amy · new · by rotation: Bo · next: <@UBO>`)
}

func TestUndoTooLate(t *testing.T) {
	f := newFloor(t)
	f.at("15:20")
	r := f.says("UAMY", "/visit Ms Wang 13800138000")
	f.heard()
	f.now = f.now.Add(2*time.Minute + time.Second)
	before := f.seq()
	late := f.says("UAMY", "/undo")
	f.sees(late, `
Past the 2 minutes for undo (recorded today 15:20).
It is entry 10; ask a leader or a manager to undo it
[Ask Lee…]`)
	f.sees(f.presses("UAMY", r.Message, "Undo"), `
Past the 2 minutes for undo (recorded today 15:20).
It is entry 10; ask a leader or a manager to undo it
[Ask Lee…]`)
	f.unchanged(before)
	form := f.presses("UAMY", late.Message, "Ask Lee…")
	f.shows(form, `
Ask for help
What is to be done
[Send]`)
	f.sees(f.submits("UAMY", form, map[string][]string{"note": {"entry 10, the wrong phone"}}), `
Lee has been asked.`)
	f.hears(`
Lee: Amy asks you:
   entry 10, the wrong phone`)
	// Leaders may, at any time.
	f.day(3)
	f.sees(f.says("ULEE", "/undo 10"), `
Withdrawn: the visit of Ms Wang 138••••8000.
It stays in the register, marked withdrawn; the order is as before
[Register again]`)
	f.hears(`
~C: Withdrawn (Lee, 09:00): Ms Wang 138••••8000`)
	f.sees(f.says("ULEE", "/undo 10"), `
This entry is withdrawn already; unchanged.`)
	f.sees(f.says("ULEE", "/undo 999"), `
The register has no entry 999.`)
	f.sees(f.says("ULEE", "/undo 3"), `
Entry 3 is not one that can be undone.`)
	f.sees(f.says("ULEE", "/undo"), `
You have no entry to undo.`)
}

func TestUndoOfWhatOthersBuiltUpon(t *testing.T) {
	f := newFloor(t)
	f.langs["UBO"] = rules.Zh
	f.at("15:20")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.at("15:21")
	ask := f.says("UAMY", "/visit Ms Wang 13800138000")
	f.presses("UAMY", ask.Message, "Not reached; Chen receives")
	f.heard()
	before := f.seq()
	f.sees(f.says("UBO", "/undo"), `
Amy 已接着登记（15:21）。
登记第 10 条；请组长或经理撤回
[请 Lee 办理…]`)
	f.unchanged(before)
	f.sees(f.says("UCHEN", "/undo"), `
You have no entry to undo.`)
	f.sees(f.says("UCHEN", fmt.Sprintf("/undo %d", before)), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("UAMY", "/undo"), `
Withdrawn: the visit of Ms Wang 138••••8000.
It stays in the register, marked withdrawn; the order is as before
[Register again]`)
	f.hears(`
C: Next: <@UCHEN>
~C: Withdrawn (Amy, 15:21): Ms Wang 138••••8000`)
	f.sees(f.says("UBO", "/undo"), `
已撤回：Ms Wang 138••••8000 的来访。
登记簿里保留这条并注明撤回；轮排恢复原样
[重新登记]`)
}

func TestUndoOfOtherEntries(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/turn away personal")
	f.heard()
	f.sees(f.says("UBO", "/undo"), `
Withdrawn: away (personal).
It stays in the register, marked withdrawn`)
	f.hears(`
C: Next: Bo`)
	f.says("UAMY", "/claim Mr Sun 13700137000")
	f.says("UAMY", "/follow 7000")
	f.heard()
	f.sees(f.says("UAMY", "/undo"), `
Withdrawn: the follow-up of Mr Sun 137••••7000.
It stays in the register, marked withdrawn`)
	f.sees(f.says("UAMY", "/undo"), `
Withdrawn: the claim of Mr Sun 137••••7000.
It stays in the register, marked withdrawn`)
	f.hears(`
~C: Withdrawn (Amy, 09:00): Mr Sun 137••••7000`)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.says("UAMY", "/turn done")
	f.sees(f.says("UAMY", "/undo"), `
Withdrawn: customer left.
It stays in the register, marked withdrawn`)
	f.sees(f.says("UAMY", "/correct 8000 name:\"Ms Wan\""), `
Corrected: Ms Wan 138••••8000.
Was: Ms Wang 138••••8000; both stay in the register
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.sees(f.says("UAMY", "/undo"), `
Withdrawn: the details of Ms Wan 138••••8000.
It stays in the register, marked withdrawn`)
	f.sees(f.says("UAMY", "/owner 8000"), `
Ms Wang 138 0013 8000 is your customer.
Since 23 Nov · protected through 23 Dec
1 visit, 0 follow-ups; latest: visit, 23 Nov
_Clause 1: The earliest valid registration owns._
[!Record follow-up] [Record a deal…] [Why?] [More: Appointment, Family, Give up, Add details]`)
	f.sees(f.says("UAMY", "/undo hello"), "“hello” is not a word I know here.\n"+
		"Understood: nothing\n"+
		"Nothing is changed. Example: `/undo`")
}
