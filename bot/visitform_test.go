package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/walkin-chat/walkin/rules"
)

func TestTheVisitForm(t *testing.T) {
	f := newFloor(t)
	f.langs["UDAN"] = rules.Zh
	form := f.says("UAMY", "/visit")
	f.shows(form, `
Register a visit
Phone
Name
Been here before? (First time, Yes, Not asked)
Asked for
How they came (Walked in, Appointment, Assigned, Company relation, Group purchase): walk_in
Why they came (To buy, Just looking, Brochure, To rent, Survey, Developer, Same trade, Vendor, Press, Our staff): buy
Referrer
Came along
Gender (Female, Male)
Needs
[Register]`)
	f.shows(f.says("UDAN", "/visit"), `
登记来访
电话
称呼
以前来过吗？ (第一次, 来过, 没问)
指名找谁
怎么来的 (自然到访, 预约, 领导指派, 公司介绍, 团购): walk_in
来意 (有意购买, 先看看, 只拿资料, 租, 市调, 开发商, 同行, 推销, 媒体, 本公司): buy
推荐人
同来的人
性别 (女, 男)
需求
[登记]`)
	f.shows(f.says("ULEE", "/visit"), `
Register a visit
Phone
Name
Been here before? (First time, Yes, Not asked)
Asked for
Received by: Bo
How they came (Walked in, Appointment, Assigned, Company relation, Group purchase): walk_in
Why they came (To buy, Just looking, Brochure, To rent, Survey, Developer, Same trade, Vendor, Press, Our staff): buy
Referrer
Came along
Gender (Female, Male)
Needs
[Register]`)

	f.mends(f.submits("UAMY", form, map[string][]string{"phone": {"1380013800"}, "name": {" "}, "asked": {"UADMIN"}, "with": {"13900132222 hello"}, "referrer": {"Nobody"}}), `
name: Write a name, e.g. Ms Wang
phone: 1380013800 has 10 digits; a mobile number has 11.
asked: Ada is not on this site's list.
with: “hello” is not a phone
referrer: The referrer “Nobody” is not in the register.`)
	f.sees(f.submits("UAMY", form, map[string][]string{"phone": {"138 0013 8000"}, "name": {"Ms Wang"}, "been": {"first"}, "with": {"13900132222，13900132223"}}), `
Recorded: Ms Wang 138••••8000 is your new customer.
Protected through 23 Dec · your 1st group today · next: Bo
_By the rotation this was Bo's turn; recorded as it happened, Bo keeps the place._
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Amy · new · by rotation: Bo · next: <@UBO>`)
	f.records(
		f.seq()-3,
		`visit {"id":"v10","customer":"c10","person":"UAMY","first_time":true,"with":["c10-1","c10-2"],"details":{"name":"Ms Wang","phone":"+8613800138000"}}`,
		`details {"customer":"c10-1","person":"UAMY","details":{"phone":"+8613900132222"}}`,
		`details {"customer":"c10-2","person":"UAMY","details":{"phone":"+8613900132223"}}`,
	)

	// Whoever has a referrer is asked how they came up.
	form = f.says("UDAN", "/visit")
	asked := f.submits("UDAN", form, map[string][]string{"phone": {"13700137000"}, "name": {"孙先生"}, "been": {"unasked"}, "referrer": {"13800138000"}})
	f.shows(asked, `
登记来访
电话: 13700137000
称呼: 孙先生
以前来过吗？ (第一次, 来过, 没问)
指名找谁
怎么来的 (自然到访, 预约, 领导指派, 公司介绍, 团购): walk_in
来意 (有意购买, 先看看, 只拿资料, 租, 市调, 开发商, 同行, 推销, 媒体, 本公司): buy
推荐人: 13800138000
推荐人… (一起来了, 来时就提到)
同来的人
性别 (女, 男)
需求
[登记]`)
	f.sees(f.submits("UDAN", asked, map[string][]string{"referred": {"came"}}), `
已登记：孙先生 137••••7000 是 Amy 的客户，你接待。
保护到 12月23日（含） · 占一次轮次
_这组按轮排轮到 Bo；已照实登记，Bo 位次不变。_
_条款 5：介绍来的新客户归介绍人的顾问：介绍人同来、事先报备或到访时提到。_
[客户已离开] [交还 Amy] [已告知 Amy] [撤回] [更多: 为什么]`)
	f.records(f.seq()-1, `visit {"id":"v13","customer":"c13","person":"UDAN","referrer":"c10","accompanied":true,"mentioned":"during","details":{"name":"孙先生","phone":"+8613700137000"}}`)
	form = f.changes("UCHEN", f.says("UCHEN", "/visit"), map[string][]string{"referrer": {"Ms Wang"}})
	f.shows(form, `
Register a visit
Phone
Name
Been here before? (First time, Yes, Not asked)
Asked for
How they came (Walked in, Appointment, Assigned, Company relation, Group purchase): walk_in
Why they came (To buy, Just looking, Brochure, To rent, Survey, Developer, Same trade, Vendor, Press, Our staff): buy
Referrer: Ms Wang
The referrer… (came along, was named on arrival)
Came along
Gender (Female, Male)
Needs
[Register]`)
	f.sees(f.submits("UCHEN", form, map[string][]string{"phone": {"13700137001"}, "name": {"Mr Shi"}, "been": {"unasked"}}), `
Recorded: Mr Shi 137••••7001 is your new customer.
Protected through 23 Dec · your 1st group today · next: Bo
_By the rotation this was Bo's turn; recorded as it happened, Bo keeps the place._
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
}

func TestTheVisitFormKnowsAColleaguesCustomer(t *testing.T) {
	f := bosCustomer(t)
	form := f.says("UAMY", "/visit")
	before := f.seq()
	f.shows(f.changes("UAMY", form, map[string][]string{"phone": {"1380013800"}}), `
Register a visit
1380013800 has 10 digits; a mobile number has 11.
Phone
Name
Been here before? (First time, Yes, Not asked)
Asked for
How they came (Walked in, Appointment, Assigned, Company relation, Group purchase): walk_in
Why they came (To buy, Just looking, Brochure, To rent, Survey, Developer, Same trade, Vendor, Press, Our staff): buy
Referrer
Came along
Gender (Female, Male)
Needs
[Register]`)
	f.shows(f.changes("UAMY", form, map[string][]string{"phone": {"13900132222"}}), `
Register a visit
Phone: 13900132222
Name
Been here before? (First time, Yes, Not asked)
Asked for
How they came (Walked in, Appointment, Assigned, Company relation, Group purchase): walk_in
Why they came (To buy, Just looking, Brochure, To rent, Survey, Developer, Same trade, Vendor, Press, Our staff): buy
Referrer
Came along
Gender (Female, Male)
Needs
[Register]`)
	f.unchanged(before)
	found := f.changes("UAMY", form, map[string][]string{"phone": {"13800138000"}})
	f.shows(found, `
Register a visit
Ms Wang 138••••8000 is Bo's customer; Bo is here.
Phone: 13800138000
Name: Ms Wang
Been here before? (First time, Yes, Not asked)
Asked for
How they came (Walked in, Appointment, Assigned, Company relation, Group purchase): walk_in
Why they came (To buy, Just looking, Brochure, To rent, Survey, Developer, Same trade, Vendor, Press, Our staff): buy
Referrer
Came along
Gender (Female, Male)
Needs
[Register]`)
	if n := utf8.RuneCountInString(found.Form.Alert); n > 200 {
		t.Fatal(n)
	}
	second := f.submits("UAMY", found, map[string][]string{"been": {"yes"}})
	f.shows(second, `
A colleague's customer
Ms Wang 138••••8000 is Bo's customer; Bo is here.
3 visits, last 25 Nov · protected through 25 Dec
Nothing recorded yet. Choose one.
_Clause 1: The earliest valid registration owns._
What to record (Hand to Bo, Bo agrees, I receive, Not the same person)
[Confirm]`)
	f.unchanged(before + 1)
	f.mends(f.submits("UAMY", second, nil), `
choice: Nothing recorded yet. Choose one.`)
	f.sees(f.submits("UAMY", second, map[string][]string{"choice": {"hand"}}), `
Recorded: Ms Wang 138••••8000 is handed to Bo.
Bo has been told · uses no turn of yours
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[Undo] [Why?]`)
	f.shows(f.submits("UAMY", second, map[string][]string{"choice": {"hand"}}), `
Walkin
Things have changed: Ms Wang is with Bo (09:00).
Nothing was altered`)
	f.heard()

	f.day(1)
	f.says("UBO", "/turn off")
	f.heard()
	second = f.submits("UAMY", f.says("UAMY", "/visit"), map[string][]string{"phone": {"13800138000"}, "name": {"Ms Wang"}, "been": {"yes"}})
	f.shows(second, `
A colleague's customer
Ms Wang 138••••8000 is Bo's customer; Bo is out (off).
By the policy Chen receives for Bo · protected through 30 Dec
Nothing recorded yet. Have you called Bo?
_Clause 9b: For an absent or busy owner the next in the rotation who is free receives, unless the owner agrees to another; it uses no turn._
What to record (Reached; agrees Chen receives, Not reached; Chen receives, Bo is coming, Someone else…, Not the same person)
Who receives
[Confirm]`)
	f.mends(f.submits("UAMY", second, map[string][]string{"choice": {"else"}}), `
else: Choose a colleague`)
	f.mends(f.submits("UAMY", second, map[string][]string{"choice": {"else"}, "else": {"UADMIN"}}), `
else: Ada is not on this site's list.`)
	other := f.submits("UAMY", second, map[string][]string{"choice": {"other"}})
	f.shows(other, `
Not the same person
Phone · 138 0013 8000
Name
[Register]`)
	f.sees(f.submits("UAMY", second, map[string][]string{"choice": {"else"}, "else": {"UDAN"}}), `
Recorded: Dan receives Ms Wang 138••••8000 for Bo.
Still Bo's customer · uses no turn of Dan's
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Hand back to Bo] [I told Bo] [Undo] [More: Why?]`)
}

func TestWhatWasUnderstoodIsInTheForm(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.at("11:00")
	f.heard()
	before := f.seq()
	r := f.says("UAMY", "/visit Mr Ma 1350013500 referrer:13800138000 at:08:30 note:vip with:13700137009 gender:male needs:study purpose:look via:appointment first @Amy")
	f.sees(r, "1350013500 has 10 digits; a mobile number has 11.\n"+
		"Understood: name Mr Ma, asked for Amy, gender male, needs study, first time, via appointment, purpose look, referrer 138 0013 8000, came at 08:30, with 137 0013 7009, note vip\n"+
		"Nothing recorded. Example: `/visit Mr Ma 13800138000`\n"+
		"[!Fix in the form]")
	f.unchanged(before)
	form := f.presses("UAMY", r.Message, "Fix in the form")
	f.shows(form, `
Register a visit
_Recorded along with it: came at 08:30, note vip_
Phone
Name: Mr Ma
Been here before? (First time, Yes, Not asked): first
Asked for: Amy
How they came (Walked in, Appointment, Assigned, Company relation, Group purchase): appointment
Why they came (To buy, Just looking, Brochure, To rent, Survey, Developer, Same trade, Vendor, Press, Our staff): look
Referrer: 13800138000
The referrer… (came along, was named on arrival): arrival
Came along: 13700137009
Gender (Female, Male): male
Needs: study
[Register]`)
	f.sees(f.submits("UAMY", form, map[string][]string{"phone": {"13500135000"}}), `
Recorded: Mr Ma 135••••5000 is your new customer.
Protected through 23 Dec · your 1st group today · next: Chen
_Clause 6b: A new customer who asks for a consultant, by name, message, appointment or earlier word, is that consultant's._
_Came 08:30, recorded 2 hours later_
[Add details] [They left] [Undo] [Why?]`)
	f.heard()
	f.records(
		f.seq()-2,
		`visit {"id":"v11","customer":"c11","person":"UAMY","asked_for":"UAMY","first_time":true,"purpose":"look","via":"appointment","with":["c11-1"],"referrer":"c10","details":{"name":"Mr Ma","gender":"male","phone":"+8613500135000","needs":"study"}} “vip”`,
		`details {"customer":"c11-1","person":"UAMY","details":{"phone":"+8613700137009"}}`,
	)
	// Done, the draft is gone.
	f.sees(f.presses("UAMY", r.Message, "Fix in the form"), `
Things have changed.
Nothing was altered`)
	f.sees(f.says("UAMY", "/mine"), `
You have 1 customer.
Mr Ma 135 0013 5000 · follow-up Mon 30 Nov [Record]`)
	if strings.Contains(form.Form.Private, "135") {
		t.Fatal(form.Form.Private)
	}
}
