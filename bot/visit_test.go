package bot

import (
	"testing"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

func TestANewCustomer(t *testing.T) {
	f := newFloor(t)
	f.langs["UCHEN"] = rules.Zh
	f.at("10:00")
	f.sees(f.says("UBO", "/visit Ms Wang 13800138000"), `
Recorded: Ms Wang 138••••8000 is your new customer.
Protected through 23 Dec · your 1st group today · next: Chen
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Bo · new · next: <@UCHEN>`)

	// The same command twice in a second is one visit; /visit of another is not.
	again := f.seq()
	f.sees(f.says("UBO", "/visit (+86) 138-0013-8000 Ms Wang"), `
Ms Wang 138••••8000 was recorded at 10:00; not recorded twice.
[Undo]`)
	f.sees(f.says("ULEE", "/visit Ms Wang 13800138000 receiver:@Bo"), `
Ms Wang 138••••8000 was recorded at 10:00; not recorded twice.`)
	f.unchanged(again)

	// Out of turn: recorded as it happened.
	f.sees(f.says("UDAN", "/visit Mr Li 13900132222"), `
Recorded: Mr Li 139••••2222 is your new customer.
Protected through 23 Dec · your 1st group today · next: Chen
_By the rotation this was Chen's turn; recorded as it happened, Chen keeps the place._
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Mr Li 139••••2222 · received by Dan · new · by rotation: Chen · next: <@UCHEN>`)
	f.sees(f.says("UCHEN", "/walkin 来访 赵女士 ＋８６ １３６ ００１３ ６０００ 第一次 性别:女 需求:“三房 南向”"), `
已登记：赵女士 136••••6000 是你的新客户。
保护到 12月23日（含） · 今天你的第 1 组 · 下一位 Amy
_条款 1：先有效登记者为归属人。_
[补资料] [客户已离开] [撤回] [为什么]`)
	f.hears(`
C: 赵女士 136••••6000 · received by Chen · new · next: <@UAMY>`)
	f.records(f.seq()-1, `visit {"id":"v12","customer":"c12","person":"UCHEN","first_time":true,"details":{"name":"赵女士","gender":"female","phone":"+8613600136000","needs":"三房 南向"}}`)
}

func TestTwiceIsWithinTwoMinutes(t *testing.T) {
	f := newFloor(t)
	f.at("10:00")
	f.says("UBO", "/visit Ms Wang 13800138000")
	before := f.seq()
	f.now = f.now.Add(2 * time.Minute)
	f.sees(f.says("UBO", "/visit 13800138000"), `
Ms Wang 138••••8000 was recorded at 10:00; not recorded twice.
[Undo]`)
	f.unchanged(before)
	f.now = f.now.Add(time.Second)
	if r := f.says("UBO", "/visit 13800138000"); r.Message.Head != "Recorded: Ms Wang 138••••8000, 2nd visit, your customer." {
		t.Fatal(plain(r.Message))
	}
	// Withdrawn, or gone in the meantime, they may be recorded again.
	f.says("UBO", "/undo")
	f.says("UBO", "/visit 13800138000")
	f.says("UBO", "/turn done")
	if r := f.says("UBO", "/visit 13800138000"); r.Message.Head != "Recorded: Ms Wang 138••••8000, 3rd visit, your customer." {
		t.Fatal(plain(r.Message))
	}
}

func TestAReturningCustomer(t *testing.T) {
	f := newFloor(t)
	f.langs["UAMY"] = rules.Zh
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UAMY", "/visit 李先生 13900132222")
	f.day(5)
	f.heard()
	f.sees(f.says("UBO", "/visit 13800138000"), `
Recorded: Ms Wang 138••••8000, 2nd visit, your customer.
Protected through 28 Dec · uses no turn
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Undo] [Why?]`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Bo · returning · order unchanged`)
	f.sees(f.says("UAMY", "/visit 李先生 13900132222 @Amy 来过"), `
已登记：李先生 139••••2222 第 2 次到访，是你的客户。
保护到 12月28日（含） · 不占轮次
_条款 3：归属人最后一次联系（本人接待或代接的有效到访、跟进、客户来联系、接电话）后保护 30 天，第 30 天仍有效。_
[客户已离开] [撤回] [为什么]`)

	// Without a phone, one's own customers of that name are asked about.
	f.day(1)
	ask := f.says("UBO", "/visit Ms Wang")
	f.sees(ask, `
Is this your customer Ms Wang 138••••8000?
2 visits, last 28 Nov
Nothing recorded yet. Choose one.
[!Yes] [No, a new customer]`)
	before := f.seq()
	f.sees(f.says("UBO", "/visit Ms Wang 8000"), `
Is this your customer Ms Wang 138••••8000?
2 visits, last 28 Nov
Nothing recorded yet. Choose one.
[!Yes] [No, a new customer]`)
	f.unchanged(before)
	f.sees(f.presses("UBO", ask.Message, "Yes"), `
Recorded: Ms Wang 138••••8000, 3rd visit, your customer.
Protected through 29 Dec · uses no turn
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Undo] [Why?]`)
	f.sees(f.presses("UBO", ask.Message, "No, a new customer"), `
Things have changed: Ms Wang is with Bo (09:00).
Nothing was altered
[Show me now]`)
	f.sees(f.says("UCHEN", "/visit Ms Wang"), `
Visit recorded: Ms Wang, no phone.
Your turn is used; they are yours once the phone is added today
_Clause 1b: A visit without a valid registration makes nobody the owner until its receiver completes it the same day._
[!Add phone] [Undo] [Why?]`)
}

func TestALapsedCustomerIsTheNextReceivers(t *testing.T) {
	f := newFloor(t)
	f.langs["UDAN"] = rules.Zh
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.day(30)
	f.sees(f.says("UCHEN", "/owner 8000"), `
Ms Wang 138••••8000 is Bo's customer.
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Tell Bo…] [Why?] [Dispute]`)
	f.day(1)
	f.heard()
	f.sees(f.says("UCHEN", "/visit Ms Wang 13800138000"), `
Recorded: Ms Wang 138••••8000 is now your customer.
Was Bo's, protected through 23 Dec; nobody's since
Protected through 23 Jan 2027 · next: Amy
_Clause 1: The earliest valid registration owns._
[Add details] [Undo] [Why?]`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Chen · new · next: <@UAMY>`)
	f.day(31)
	f.sees(f.says("UDAN", "/visit 13800138000"), `
已登记：Ms Wang 138••••8000 现在是你的客户。
原归 Chen，保护到 1月23日（含）；之后没有归属人
保护到 2月23日（含） · 下一位 Amy
_这组按轮排轮到 Amy；已照实登记，Amy 位次不变。_
_条款 1：先有效登记者为归属人。_
[补资料] [撤回] [为什么]`)
}

func TestAVisitWithoutAPhone(t *testing.T) {
	f := newFloor(t)
	f.at("15:00")
	r := f.says("UAMY", "/visit Mr Zhao purpose:brochure")
	f.sees(r, `
Visit recorded: Mr Zhao, no phone.
Your turn is used; they are yours once the phone is added today
_By the rotation this was Bo's turn; recorded as it happened, Bo keeps the place._
_Clause 1b: A visit without a valid registration makes nobody the owner until its receiver completes it the same day._
[!Add phone] [Undo] [Why?]`)
	f.hears(`
C: Mr Zhao · received by Amy · new · by rotation: Bo · next: <@UBO>`)

	// Twice in a moment is one visit, not two turns.
	before := f.seq()
	f.sees(f.says("UAMY", "/visit Mr Zhao purpose:brochure"), `
Mr Zhao was recorded at 15:00; not recorded twice.
[Undo]`)
	f.unchanged(before)
	f.sees(f.says("UAMY", "/owner Mr Zhao"), `
Nobody owns Mr Zhao now.
_Clause 1b: A visit without a valid registration makes nobody the owner until its receiver completes it the same day._
[!Claim] [Why?]`)

	f.at("15:30")
	form := f.presses("UAMY", r.Message, "Add phone")
	f.shows(form, `
Add details
Phone
Name: Mr Zhao
Gender (Female, Male)
Needs
[Register]`)
	f.mends(f.submits("UAMY", form, map[string][]string{"phone": {"1360013600"}}), `
phone: 1360013600 has 10 digits; a mobile number has 11.`)
	f.sees(f.submits("UAMY", form, map[string][]string{"phone": {"13600136000"}}), `
Details added: Mr Zhao 136••••6000.
Now your customer · protected through 23 Dec
_Clause 1e: Name and phone added by the receiver on the same day make a valid registration, from then on._
[Undo] [Why?]`)
	f.sees(f.says("UAMY", "/owner 6000"), `
Mr Zhao 136 0013 6000 is your customer.
Since 23 Nov · protected through 23 Dec
1 visit, 0 follow-ups; latest: visit, 23 Nov
_Clause 1e: Name and phone added by the receiver on the same day make a valid registration, from then on._
[!Record follow-up] [Record a deal…] [Why?] [More: Appointment, Family, Give up, Add details]`)

	// The day after it is too late for that visit.
	f.langs["UBO"] = rules.Zh
	r = f.says("UBO", "/visit 孙先生")
	f.sees(r, `
已记到访：孙先生，没有电话。
已算一次接待；今天补上电话才算有效登记，才归你
_条款 1b：没有有效登记的到访不产生归属，接待人当天补上才算。_
[!补电话] [撤回] [为什么]`)
	f.day(1)
	form = f.presses("UBO", r.Message, "补电话")
	late := f.submits("UBO", form, map[string][]string{"phone": {"13700137000"}})
	f.sees(late, `
已补资料：孙先生 137••••7000。
到访当天已过，没有归属人；再次到访或认领才有
_条款 1b：没有有效登记的到访不产生归属，接待人当天补上才算。_
[!认领] [撤回] [为什么]`)
	f.sees(f.presses("UBO", late.Message, "认领"), `
已认领：孙先生 137••••7000 是你的客户。
保护到 12月24日（含）
_制度没有写明；按建议理解处理（条款 8）。_
[!记跟进] [撤回] [为什么]`)

	// A leader may add it for the receiver.
	r = f.says("UDAN", "/visit Ms Sun")
	form = f.says("ULEE", "/correct Ms Sun")
	f.sees(f.submits("ULEE", form, map[string][]string{"phone": {"13700137001"}}), `
Details added: Ms Sun 137••••7001.
Dan's customer
_Clause 1e: Name and phone added by the receiver on the same day make a valid registration, from then on._
[Undo] [Why?]`)
	f.sees(f.says("UCHEN", "/owner 7001"), `
Ms Sun 137••••7001 is Dan's customer.
Protected through 24 Dec
_Clause 1e: Name and phone added by the receiver on the same day make a valid registration, from then on._
[Tell Dan…] [Why?] [Dispute]`)
}

func TestAPhoneThatIsSomebodyElses(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	r := f.says("UAMY", "/visit Mr Zhao")
	form := f.presses("UAMY", r.Message, "Add phone")
	before := f.seq()
	ask := f.submits("UAMY", form, map[string][]string{"phone": {"13800138000"}})
	f.sees(ask, `
This phone is on record as Ms Wang 138••••8000.
Ms Wang is Bo's customer, 1 visit
Nothing recorded yet. Choose one.
[Same person] [Not the same person]`)
	f.records(before, `shown {"customer":"c10","person":"UAMY"}`)
	f.sees(f.presses("UAMY", ask.Message, "Not the same person"), `
Details added: Mr Zhao 138••••8000.
Now your customer · protected through 23 Dec
_Clause 1e: Name and phone added by the receiver on the same day make a valid registration, from then on._
[Undo] [Why?]`)
	f.sees(f.presses("UAMY", ask.Message, "Same person"), `
Things have changed.
Nothing was altered`)
	f.sees(f.says("UAMY", "/owner 8000"), `
2 customers end in 8000. Which one?
Ms Wang 138••••8000 · Bo
Mr Zhao 138••••8000 · you
[Choose a customer: Ms Wang 138••••8000, Mr Zhao 138••••8000]`)
	f.sees(f.says("UBO", "/visit 13800138000"), `
138••••8000 is on record for 2 customers. Which one?
Nothing recorded yet. Choose one.
[No, a new customer] [Choose a customer: Ms Wang 138••••8000, Mr Zhao 138••••8000]`)
}

func TestTheSamePhoneUnderAnotherName(t *testing.T) {
	f := newFloor(t)
	f.langs["UBO"] = rules.Zh
	f.says("UBO", "/visit 汪女士 13800138000")
	f.at("15:00")
	f.heard()
	before := f.seq()
	ask := f.says("UBO", "/visit 王女士 13800138000")
	f.sees(ask, `
138••••8000 登记的是“汪女士”，你写的是“王女士”。
汪女士是你的客户，来过 1 次
还没登记，请选一项。
[!同一人，称呼不变] [同一人，改称呼] [家人，另建客户]`)
	f.unchanged(before)
	f.sees(f.presses("UBO", ask.Message, "同一人，改称呼"), `
已登记：王女士 138••••8000 第 2 次到访，是你的客户。
保护到 12月23日（含） · 不占轮次
_条款 3：归属人最后一次联系（本人接待或代接的有效到访、跟进、客户来联系、接电话）后保护 30 天，第 30 天仍有效。_
[客户已离开] [撤回] [为什么]`)
	f.hears(`
C: 王女士 138••••8000 · received by Bo · returning · order unchanged`)
	f.records(
		before,
		`details {"customer":"c10","person":"UBO","details":{"name":"王女士"}}`,
		`visit {"id":"v12","customer":"c10","person":"UBO","details":{"name":"王女士","phone":"+8613800138000"}}`,
	)

	f.at("15:10")
	ask = f.says("UBO", "/visit 黄先生 13800138000")
	f.sees(f.presses("UBO", ask.Message, "同一人，称呼不变"), `
已登记：王女士 138••••8000 第 3 次到访，是你的客户。
保护到 12月23日（含） · 不占轮次
_条款 3：归属人最后一次联系（本人接待或代接的有效到访、跟进、客户来联系、接电话）后保护 30 天，第 30 天仍有效。_
[客户已离开] [撤回] [为什么]`)

	// Family: a customer of their own, of the same party.
	f.at("15:20")
	ask = f.says("UAMY", "/visit Mr Wang 13800138000")
	f.sees(ask, `
138••••8000 is on record as “王女士”; you wrote “Mr Wang”.
王女士 is Bo's customer, 3 visits
Nothing recorded yet. Choose one.
[!Same person, keep name] [Same person, new name] [Family, new customer]`)
	form := f.presses("UAMY", ask.Message, "Family, new customer")
	f.shows(form, `
Family, new customer
王女士 138••••8000
Name: Mr Wang
They are the customer's (spouse, parent, child, sibling, other relative, friend)
[Register]`)
	f.mends(f.submits("UAMY", form, nil), `
relation: Nothing recorded yet. Choose one.`)
	r := f.submits("UAMY", form, map[string][]string{"relation": {"spouse"}})
	f.sees(r, `
Recorded: Mr Wang 138••••8000 is Bo's customer, received by you.
Protected through 23 Dec · uses a turn
_By the rotation this was Chen's turn; recorded as it happened, Chen keeps the place._
_Clause 1: The earliest valid registration owns._
[They left] [Hand back to Bo] [I told Bo] [Undo] [More: Why?]`)
	f.hears(`
Bo: 你的客户 Mr Wang 138 0013 8000 到访，Amy 在接待。
   15:20 开始
   _条款 1：先有效登记者为归属人。_
   [!认出来了，我来接] [由 Amy 接完]
C: 王女士 138••••8000 · received by Bo · returning · order unchanged
C: Mr Wang 138••••8000 · received by Amy · new · by rotation: Chen · next: <@UCHEN>`)

	// Undone, the link goes too.
	f.sees(f.says("UAMY", "/undo"), `
Withdrawn: the visit of Mr Wang 138••••8000.
It stays in the register, marked withdrawn; the order is as before
[Register again]`)
	f.sees(f.says("UAMY", "/owner Mr Wang"), `
“Mr Wang” is not in the register.
If they are here, register the visit
[!Register a visit]`)
	f.hears(`
~C: Withdrawn (Amy, 15:20): Mr Wang 138••••8000`)
}

func TestNotTheSamePerson(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UBO", "/turn done")
	f.heard()
	ask := f.says("UAMY", "/visit Ms Wang 13800138000")
	form := f.presses("UAMY", ask.Message, "Not the same person")
	f.sees(f.submits("UAMY", form, map[string][]string{"name": {"Mrs Wang"}}), `
Recorded: Mrs Wang 138••••8000 is your new customer.
Protected through 23 Dec · your 1st group today · next: Chen
_By the rotation this was Chen's turn; recorded as it happened, Chen keeps the place._
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Mrs Wang 138••••8000 · received by Amy · new · by rotation: Chen · next: <@UCHEN>`)
	f.shows(f.submits("UAMY", form, map[string][]string{"name": {"Mrs Wang"}}), `
Walkin
Things have changed: Ms Wang is with Bo (09:00).
Nothing was altered`)
	f.sees(f.says("UCHEN", "/visit Mr Wu 13800138000"), `
138••••8000 is on record for 2 customers. Which one?
Nothing recorded yet. Choose one.
[No, a new customer] [Choose a customer: Ms Wang 138••••8000, Mrs Wang 138••••8000]`)
	f.sees(f.says("UDAN", "/owner 13800138000"), `
138••••8000 is on record for 2 customers. Which one?
Ms Wang 138••••8000 · Bo
Mrs Wang 138••••8000 · Amy
[Choose a customer: Ms Wang 138••••8000, Mrs Wang 138••••8000]`)
}

func TestWhoIsAskedForOrSent(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()
	r := f.says("UCHEN", "/visit Ms Zhao 13600136000 @Bo")
	f.sees(r, `
Recorded: Ms Zhao 136••••6000 is Bo's customer, received by you.
Protected through 23 Dec · uses a turn · next: Amy
_Clause 6b: A new customer who asks for a consultant, by name, message, appointment or earlier word, is that consultant's._
[They left] [Hand back to Bo] [I told Bo] [Undo] [More: Why?]`)
	f.hears(`
Bo: Your customer Ms Zhao 136 0013 6000 is here, with Chen.
   Since 09:00
   _Clause 6b: A new customer who asks for a consultant, by name, message, appointment or earlier word, is that consultant's._
   [!I know them, I take over] [Chen may finish]
C: Ms Zhao 136••••6000 · received by Chen · new · next: <@UAMY>`)
	f.sees(f.presses("UCHEN", r.Message, "I told Bo"), `
Recorded: Bo was told.
[Undo]`)
	f.sees(f.presses("UCHEN", r.Message, "I told Bo"), `
That is so already; unchanged.`)
	f.sees(f.presses("UCHEN", r.Message, "Hand back to Bo"), `
Recorded: Ms Zhao 136••••6000 is handed back to Bo.`)
	f.hears(`
Bo: Your customer Ms Zhao 136 0013 6000 is here; please receive them.
   Recorded by Chen at 09:00
   [!On my way] [Ask a colleague…: people]
C: Next: Chen
~C: Ms Zhao 136••••6000 · received by Bo`)

	f.sees(f.says("UAMY", "/visit Mr Sun 13700137000 referrer:13800138000 came:yes with:13700137001,13700137001,13700137000"), `
Recorded: Mr Sun 137••••7000 is Bo's customer, received by you.
Protected through 23 Dec · uses a turn
_By the rotation this was Chen's turn; recorded as it happened, Chen keeps the place._
_Clause 5: A referred customer goes to the referrer's consultant if the referrer came along, announced them or was named on arrival._
[They left] [Hand back to Bo] [I told Bo] [Undo] [More: Why?]`)
	f.heard()
	f.records(
		f.seq()-2,
		`visit {"id":"v14","customer":"c14","person":"UAMY","with":["c14-1"],"referrer":"c10","accompanied":true,"details":{"name":"Mr Sun","phone":"+8613700137000"}}`,
		`details {"customer":"c14-1","person":"UAMY","details":{"phone":"+8613700137001"}}`,
	)
	f.sees(f.says("UAMY", "/undo"), `
Withdrawn: the visit of Mr Sun 137••••7000.
It stays in the register, marked withdrawn; the order is as before
[Register again]`)
	f.heard()
	f.sees(f.says("UAMY", "/owner 7001"), `
No customer in the register ends in 7001.
If they are here, register the visit
[!Register a visit]`)

	// A referrer whom nobody knows is asked about; what was understood stays.
	before := f.seq()
	r = f.says("UDAN", "/visit Mr Ma 13500135000 referrer:13100131000 for:@Bo at:08:30 note:vip with:13700137009 gender:male needs:study purpose:look via:appointment first @Amy")
	f.sees(r, `
The referrer “13100131000” is not in the register.
Understood: name Mr Ma, phone 135 0013 5000, asked for Amy, gender male, needs study, first time, via appointment, purpose look, referrer 131 0013 1000, came at 08:30, with 137 0013 7009, for Bo, note vip
Nothing recorded. Write the referrer's phone, or register them first
[!Fix in the form]`)
	f.unchanged(before)
	f.shows(f.presses("UDAN", r.Message, "Fix in the form"), `
Register a visit
_Recorded along with it: for Bo, came at 08:30, note vip_
Phone: 13500135000
Name: Mr Ma
Been here before? (First time, Yes, Not asked): first
Asked for: Amy
How they came (Walked in, Appointment, Assigned, Company relation, Group purchase): appointment
Why they came (To buy, Just looking, Brochure, To rent, Survey, Developer, Same trade, Vendor, Press, Our staff): look
Referrer: 13100131000
The referrer… (came along, was named on arrival): arrival
Came along: 13700137009
Gender (Female, Male): male
Needs: study
[Register]`)
}

func TestALeaderRecordsForConsultants(t *testing.T) {
	f := newFloor(t)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"clerks": {"UEVE"}})
	f.heard()
	f.at("10:42")
	f.sees(f.says("ULEE", "/visit Mr Li 13900132222 came:10:30"), `
Recorded: Mr Li 139••••2222 is Bo's new customer.
Protected through 23 Dec · Bo's 1st group today · next: Chen
_Clause 1: The earliest valid registration owns._
_Came 10:30, recorded 12 minutes later_
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Mr Li 139••••2222 · received by Bo · new · came 10:30, recorded 12 minutes later · next: <@UCHEN>`)
	f.sees(f.says("UEVE", "/visit Ms Wang 13800138000"), `
Recorded: Ms Wang 138••••8000 is Chen's new customer.
Protected through 23 Dec · Chen's 1st group today · next: Amy
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Chen · new · next: <@UAMY>
Chen: Ms Wang 138••••8000 is here; please receive them.
   Recorded by Eve at 10:42`)
	f.sees(f.says("UEVE", "/visit Mr Lo 13900132223 receiver:@Dan"), `
Recorded: Mr Lo 139••••2223 is Dan's new customer.
Protected through 23 Dec · Dan's 1st group today · next: Amy
_By the rotation this was Amy's turn; recorded as it happened, Amy keeps the place._
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Mr Lo 139••••2223 · received by Dan · new · by rotation: Amy · next: <@UAMY>
Dan: Mr Lo 139••••2223 is here; please receive them.
   Recorded by Eve at 10:42`)
	before := f.seq()
	f.sees(f.says("UAMY", "/visit Mr Lu 13900132224 receiver:@Dan"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("ULEE", "/visit Mr Lu 13900132224 receiver:@Ada"), `
Ada is not on this site's list.`)
	f.sees(f.says("UAMY", "/visit Mr Lu 13900132224 came:10:50"), `
The time 10:50 has not come yet.
Nothing recorded`)
	f.unchanged(before)

	// The owner, where they can.
	f.at("14:00")
	f.says("UCHEN", "/turn done")
	f.heard()
	f.sees(f.says("UEVE", "/visit 13800138000"), `
Recorded: Ms Wang 138••••8000 is handed to Chen.
Chen has been told
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[Undo] [Why?]`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Chen · returning · order unchanged
Chen: Your customer Ms Wang 138 0013 8000 is here; please receive them.
   Recorded by Eve at 14:00
   [!On my way] [Ask a colleague…: people]`)

	// Everybody busy or gone.
	f.says("UBO", "/turn off")
	f.says("UAMY", "/turn off")
	f.says("UDAN", "/turn off")
	f.heard()
	f.sees(f.says("UEVE", "/visit Mr Lu 13900132224"), "Nobody is ready, so no receiver can be recorded.\n"+
		"Say who receives: `receiver:@Amy`")
	f.heard()
	f.says("ULEE", "/turn rush")
	f.heard()
	f.sees(f.says("UEVE", "/visit Mr Lv 13900132225"), "Who receives is missing.\n"+
		"Say who receives: `receiver:@Amy`")
	f.sees(f.says("UAMY", "/visit Mr Lv 13900132225"), `
Recorded: Mr Lv 139••••2225 is your new customer.
Protected through 23 Dec · your 1st group today · rush day, no queue
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Mr Lv 139••••2225 · received by Amy · new`)
	f.says("ULEE", "/turn duty @Dan")
	f.heard()
	f.sees(f.says("UEVE", "/visit Mr Ly 13900132226"), `
Recorded: Mr Ly 139••••2226 is Dan's new customer.
Protected through 23 Dec · Dan's 2nd group today · nobody is ready
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	f.hears(`
C: Mr Ly 139••••2226 · received by Dan · new
C: Nobody is ready now.
   With customers: Bo, Chen, Amy, Dan
   Longest with a group: Bo (since 10:42)
   <@ULEE>, please choose a receiver
   [I'm ready] [Choose a receiver…: people]
Dan: Mr Ly 139••••2226 is here; please receive them.
   Recorded by Eve at 14:00`)
}

func TestADeliveryTwice(t *testing.T) {
	f := newFloor(t)
	req := f.typed("UBO", "/visit Ms Wang 13800138000")
	req.Key, req.At, req.Channel = "once", f.now, f.channel
	first := f.bot.Handle(t.Context(), req)
	f.at("16:00")
	seq := f.seq()
	second := f.bot.Handle(t.Context(), req)
	if plain(first.Message) != plain(second.Message) || first.Message.Buttons[0] != second.Message.Buttons[0] {
		t.Fatal(plain(second.Message))
	}
	f.unchanged(seq)
	f.hears(`
C: Ms Wang 138••••8000 · received by Bo · new · next: <@UCHEN>`)
}

func TestAChannelInChinese(t *testing.T) {
	f := emptyFloor(t)
	f.setUp(map[string][]string{"lang": {"zh"}})
	for p := range staff {
		f.langs[p] = rules.Zh
	}
	f.at("10:00")
	f.heard()
	f.says("UBO", "/visit 王女士 13800138000")
	f.says("UDAN", "/visit 李先生 13900132222")
	f.says("UAMY", "/visit 赵先生 来意:只拿资料 到:09:30")
	f.says("UBO", "/turn 离开")
	f.hears(`
C: 王女士 138••••8000 · Bo 接待 · 新客户 · 下一位 <@UCHEN>
C: 李先生 139••••2222 · Dan 接待 · 新客户 · 按轮排：Chen · 下一位 <@UCHEN>
C: 赵先生 · Amy 接待 · 新客户 · 按轮排：Chen · 09:30 到访，晚记 30 分钟 · 下一位 <@UCHEN>`)
	f.at("11:00")
	f.says("UBO", "/visit 王女士 13800138000")
	f.says("UBO", "/turn 离开")
	f.says("UBO", "/turn 暂离 公事")
	f.posts()
	ask := f.says("UCHEN", "/visit 王女士 13800138000")
	r := f.presses("UCHEN", ask.Message, "联系上，同意我代接")
	f.sees(r, `
已登记：Chen 代 Bo 接待 王女士 138••••8000。
仍是 Bo 的客户 · 不占 Chen 的轮次
_条款 3：归属人最后一次联系（本人接待或代接的有效到访、跟进、客户来联系、接电话）后保护 30 天，第 30 天仍有效。_
[客户已离开] [交还 Bo] [已告知 Bo] [撤回] [更多: 为什么]`)
	f.hears(`
Bo: 你的客户 王女士 138 0013 8000 到访，由 Chen 代接。
   11:00 Chen 登记：已联系上你，你同意 · 仍是你的客户
   [!我来接]
C: 王女士 138••••8000 · Chen 代 Bo 接待 · 老客户 · 轮排不变`)
	f.sees(f.presses("UCHEN", r.Message, "交还 Bo"), `
已登记：王女士 138••••8000 交还 Bo。`)
	f.hears(`
Bo: 你的客户 王女士 138 0013 8000 到了，请去接待。
   11:00 Chen 登记
   [!我来了] [请人代接…: people]
C: 下一位：Chen
~C: 王女士 138••••8000 · Bo 接待 · 老客户 · 轮排不变`)
	f.says("UAMY", "/claim 孙先生 13700137000")
	f.says("UAMY", "/undo")
	f.hears(`
C: 孙先生 137••••7000 · Amy 认领（新客户）
~C: 已撤回（Amy，11:00）：孙先生 137••••7000`)
	f.sees(f.says("ULEE", "/visit 周女士 13700137001"), `
已登记：周女士 137••••7001 是 Chen 的新客户。
保护到 12月23日（含） · 今天 Chen 的第 2 组 · 现在没有人可接
_条款 1：先有效登记者为归属人。_
[补资料] [客户已离开] [撤回] [为什么]`)
	f.sees(f.says("UAMY", "/undo 10"), `
这一步由组长办理。
你在本案场是顾问；可以请 Lee 办理
[请 Lee 办理…]`)
	f.sees(f.says("UDAN", "/visit 13700137001 代:@Amy"), "登记簿里这位不是 Amy 的客户。\n"+
		"还没登记。去掉 `代:` 再试，按归属登记")
}
