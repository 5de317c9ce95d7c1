package bot

import (
	"fmt"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

func TestWhoseCustomer(t *testing.T) {
	f := bosCustomer(t)
	f.langs["UDAN"] = rules.Zh
	f.langs["UZHOU"] = rules.Zh
	f.says("UBO", "/follow 8000 called")
	f.says("UBO", "/turn off")
	ask := f.says("UCHEN", "/visit 13800138000")
	f.presses("UCHEN", ask.Message, "Not reached; I receive")
	f.heard()
	before := f.seq()
	f.sees(f.says("UAMY", "/owner 8000"), `
Ms Wang 138••••8000 is Bo's customer.
Protected through 30 Dec
_Clause 1: The earliest valid registration owns._
[Tell Bo…] [Why?] [Dispute]`)
	f.records(before, `shown {"customer":"c10","person":"UAMY"}`)
	f.sees(f.says("UDAN", "/walkin 归属 Ms Wang"), `
Ms Wang 138••••8000 是 Bo 的客户。
保护到 12月30日（含）
_条款 1：先有效登记者为归属人。_
[告诉 Bo…] [为什么] [提出争议]`)
	before = f.seq()
	f.sees(f.says("UAMY", "/owner ms wang"), `
Ms Wang 138••••8000 is Bo's customer.
Protected through 30 Dec
_Clause 1: The earliest valid registration owns._
[Tell Bo…] [Why?] [Dispute]`)
	f.sees(f.says("UBO", "/owner +8613800138000"), `
Ms Wang 138 0013 8000 is your customer.
Since 23 Nov · protected through 30 Dec
4 visits, 1 follow-up; latest: visit, 30 Nov
_Clause 1: The earliest valid registration owns._
[!Record follow-up] [Record a deal…] [Why?] [More: Appointment, Family, Give up, Add details]`)
	f.sees(f.says("ULEE", "/owner 13800138000"), `
Ms Wang 138 0013 8000 is Bo's customer.
Since 23 Nov · protected through 30 Dec
4 visits (Bo 3, Chen for Bo 1), 1 follow-up; latest: visit, 30 Nov
_Clause 1: The earliest valid registration owns._
[Full history] [Assign…] [Why?] [Dispute]`)
	f.sees(f.says("UZHOU", "/owner 13800138000"), `
Ms Wang 138 0013 8000 是 Bo 的客户。
从 11月23日 起 · 保护到 12月30日（含）
来访 4 次（Bo 3，Chen 代接 1），跟进 1 次；最近：11月30日 来访
_条款 1：先有效登记者为归属人。_
[全部经过] [指派…] [为什么] [提出争议]`)
	f.unchanged(before)
	r := f.says("UZHOU", "/owner 13800138000")
	f.sees(f.presses("UZHOU", r.Message, "为什么"), `
为什么 Ms Wang 归 Bo
1. 11月23日 09:00 Bo 登记首访：归 Bo，保护到 12月23日（含）（条款 1）
2. 11月24日 09:00 Bo 接待：保护到 12月24日（含）（条款 3）
3. 11月25日 09:00 Bo 接待：保护到 12月25日（含）（条款 3）
4. 11月30日 09:00 Bo 跟进：保护到 12月30日（含）（条款 3）
5. 11月30日 09:00 Chen 接待：保护到 12月30日（含）（条款 3）
_条款 1：先有效登记者为归属人。_
[全部经过] [提出争议]`)
	f.shows(f.presses("UZHOU", r.Message, "全部经过"), `
全部经过
Ms Wang 138••••8000 的全部经过
10. 11月23日 09:00 Bo 登记首访
11. 11月24日 09:00 Bo 接待
12. 11月25日 09:00 Bo 接待
13. 11月30日 09:00 Bo 跟进
15. 11月30日 09:00 Chen 看过归属
16. 11月30日 09:00 Chen 接待
17. 11月30日 09:00 Amy 看过归属
18. 11月30日 09:00 Dan 看过归属`)

	r = f.says("UAMY", "/owner 8000")
	form := f.presses("UAMY", r.Message, "Tell Bo…")
	f.shows(form, `
Tell the owner
Ms Wang 138••••8000 · Bo
What to say
[Tell]`)
	f.sees(f.submits("UAMY", form, map[string][]string{"note": {"she <!channel> *called* for you"}}), `
Bo has been told.`)
	f.hears(`
Bo: Amy tells you about Ms Wang 138 0013 8000
   she &lt;!channel&gt; ＊called＊ for you`)
	f.sees(f.says("UAMY", "/owner"), "Which customer is missing.\n"+
		"Understood: nothing\n"+
		"Example: `/owner 8000`")
}

func TestNobodyByThatPhoneOrName(t *testing.T) {
	f := newFloor(t)
	f.langs["UDAN"] = rules.Zh
	f.says("UBO", "/visit 王女士 13800138000")
	f.heard()
	r := f.says("UAMY", "/owner 13800138001")
	f.sees(r, `
138••••8001 is not in the register.
If they are here, register the visit
[!Register a visit]`)
	f.shows(f.presses("UAMY", r.Message, "Register a visit"), `
Register a visit
Phone: 13800138001
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
	f.sees(f.says("UAMY", "/owner 8001"), `
No customer in the register ends in 8001.
If they are here, register the visit
[!Register a visit]`)
	f.sees(f.says("UDAN", "/owner 王小姐"), `
登记簿里没有“王小姐”。
人在现场就登记来访
王女士 138••••8000 · Bo
[!登记来访]`)
	f.sees(f.says("UDAN", "/owner 13800138001"), `
登记簿里没有 138••••8001。
人在现场就登记来访
[!登记来访]`)
}

func TestSeveralCustomers(t *testing.T) {
	f := newFloor(t)
	f.langs["UDAN"] = rules.Zh
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UAMY", "/visit Mr Chen 13600138000")
	f.says("UCHEN", "/visit Ms Zhang 13700138000")
	f.heard()
	before := f.seq()
	r := f.says("UAMY", "/owner 8000")
	f.sees(r, `
3 customers end in 8000. Which one?
Ms Wang 138••••8000 · Bo
Mr Chen 136••••8000 · you
Ms Zhang 137••••8000 · Chen
[Choose a customer: Ms Wang 138••••8000, Mr Chen 136••••8000, Ms Zhang 137••••8000]`)
	f.records(before, `shown {"customer":"c10","person":"UAMY"}`, `shown {"customer":"c12","person":"UAMY"}`)
	f.sees(f.says("UDAN", "/owner 8000"), `
尾号 8000 有 3 位，是哪一位？
Ms Wang 138••••8000 · Bo
Mr Chen 136••••8000 · Amy
Ms Zhang 137••••8000 · Chen
[选择客户: Ms Wang 138••••8000, Mr Chen 136••••8000, Ms Zhang 137••••8000]`)
	f.sees(f.chooses("UAMY", r.Message, "Ms Zhang 137••••8000"), `
Ms Zhang 137••••8000 is Chen's customer.
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Tell Chen…] [Why?] [Dispute]`)
	for i := range 9 {
		f.now = f.now.Add(1e9)
		f.says("UAMY", fmt.Sprintf("/claim Mr Wu 1350%03d8000", i+100))
	}
	f.heard()
	r = f.says("UDAN", "/owner 8000")
	f.sees(r, `
尾号 8000 有 12 位，是哪一位？
Ms Wang 138••••8000 · Bo
Mr Chen 136••••8000 · Amy
Ms Zhang 137••••8000 · Chen
Mr Wu 135••••8000 · Amy
Mr Wu 135••••8000 · Amy
Mr Wu 135••••8000 · Amy
Mr Wu 135••••8000 · Amy
Mr Wu 135••••8000 · Amy
Mr Wu 135••••8000 · Amy
Mr Wu 135••••8000 · Amy
_还有 2 位，请输完整号码_
[选择客户: Ms Wang 138••••8000, Mr Chen 136••••8000, Ms Zhang 137••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000]`)
	f.sees(f.says("UAMY", "/owner Mr Wu"), `
9 customers are called “Mr Wu”. Which one?
Mr Wu 135••••8000 · you
Mr Wu 135••••8000 · you
Mr Wu 135••••8000 · you
Mr Wu 135••••8000 · you
Mr Wu 135••••8000 · you
Mr Wu 135••••8000 · you
Mr Wu 135••••8000 · you
Mr Wu 135••••8000 · you
Mr Wu 135••••8000 · you
[Choose a customer: Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000, Mr Wu 135••••8000]`)
}

func TestWhyTellsWhoCameLater(t *testing.T) {
	f := newFloor(t)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"door": {"off"}})
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.day(1)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.day(1)
	f.says("UCHEN", "/visit Ms Wang 13800138000")
	f.langs["ULEE"] = rules.Zh
	r := f.says("UBO", "/owner 8000")
	f.sees(f.presses("UBO", r.Message, "Why?"), `
Why Ms Wang is yours
1. 23 Nov 09:00, first visit registered by Bo: Bo's, protected through 23 Dec (clause 1)
Amy: visit of 24 Nov came later (clause 4)
Chen: visit of 25 Nov came later (clause 4)
_Clause 1: The earliest valid registration owns._
[Full history] [Dispute]`)
	r = f.says("ULEE", "/owner 8000")
	f.sees(f.presses("ULEE", r.Message, "为什么"), `
为什么 Ms Wang 归 Bo
1. 11月23日 09:00 Bo 登记首访：归 Bo，保护到 12月23日（含）（条款 1）
Amy：11月24日 来访登记在后（条款 4）
Chen：11月25日 来访登记在后（条款 4）
_条款 1：先有效登记者为归属人。_
[全部经过] [提出争议]`)
	for range 12 {
		f.day(1)
		f.says("UBO", "/follow 8000")
	}
	r = f.says("UBO", "/owner 8000")
	f.sees(f.presses("UBO", r.Message, "Why?"), `
Why Ms Wang is yours
1. 2 Dec 09:00, follow-up by Bo: protected through 1 Jan 2027 (clause 3)
2. 3 Dec 09:00, follow-up by Bo: protected through 2 Jan 2027 (clause 3)
3. 4 Dec 09:00, follow-up by Bo: protected through 3 Jan 2027 (clause 3)
4. 5 Dec 09:00, follow-up by Bo: protected through 4 Jan 2027 (clause 3)
5. 6 Dec 09:00, follow-up by Bo: protected through 5 Jan 2027 (clause 3)
6. 7 Dec 09:00, follow-up by Bo: protected through 6 Jan 2027 (clause 3)
Amy: visit of 24 Nov came later (clause 4)
Chen: visit of 25 Nov came later (clause 4)
_Earlier steps under “Full history”_
_Clause 1: The earliest valid registration owns._
[Full history] [Dispute]`)
	f.day(40)
	r = f.says("UZHOU", "/owner 8000")
	f.sees(f.presses("UZHOU", r.Message, "Why?"), `
Why nobody owns Ms Wang
1. 3 Dec 2026 09:00, follow-up by Bo: protected through 2 Jan (clause 3)
2. 4 Dec 2026 09:00, follow-up by Bo: protected through 3 Jan (clause 3)
3. 5 Dec 2026 09:00, follow-up by Bo: protected through 4 Jan (clause 3)
4. 6 Dec 2026 09:00, follow-up by Bo: protected through 5 Jan (clause 3)
5. 7 Dec 2026 09:00, follow-up by Bo: protected through 6 Jan (clause 3)
6. 7 Jan 00:00: protection ran out (clause 3a)
Amy: visit of 24 Nov 2026 came later (clause 4)
Chen: visit of 25 Nov 2026 came later (clause 4)
_Earlier steps under “Full history”_
_Clause 3a: When protection has run out nobody owns; the next registered reception or claim gets the customer._
[Full history] [Dispute]`)
}
