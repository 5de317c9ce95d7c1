package bot

import (
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

func TestACorrection(t *testing.T) {
	f := newFloor(t)
	f.langs["UCHEN"] = rules.Zh
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UCHEN", "/visit 李先生 13900132222")
	f.day(2)
	f.heard()
	f.sees(f.says("UBO", "/correct 8000 phone:13800138001"), `
Corrected: Ms Wang 138••••8001.
Was: Ms Wang 138••••8000; both stay in the register
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.records(f.seq()-1, `details {"customer":"c10","person":"UBO","details":{"phone":"+8613800138001"}}`)
	f.hears(``)
	f.sees(f.says("UBO", "/owner 8000"), `
No customer in the register ends in 8000.
If they are here, register the visit
[!Register a visit]`)
	f.sees(f.says("UBO", "/correct 13800138001 name:\"Ms Wan\""), `
Corrected: Ms Wan 138••••8001.
Was: Ms Wang 138••••8001; both stay in the register
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.sees(f.says("UBO", "/correct 13800138001 name:\"Ms Wan\""), `
That is so already; unchanged.`)
	form := f.says("UCHEN", "/walkin 更正 李先生")
	f.shows(form, `
更正
电话: 13900132222
称呼: 李先生
性别 (女, 男)
需求
[登记]`)
	f.sees(f.submits("UCHEN", form, map[string][]string{"phone": {"13900132223"}, "needs": {"三房"}}), `
已更正：李先生 139••••2223。
原登记：李先生 139••••2222；两个都留在登记簿里
保护到 12月23日（含）
_条款 1：先有效登记者为归属人。_
[撤回] [为什么]`)
	r := f.says("UBO", "/owner 8001")
	f.shows(f.presses("UBO", f.presses("UBO", r.Message, "Why?").Message, "Full history"), `
Full history
Full history of Ms Wan 138••••8001
10. 23 Nov 09:00 first visit registered, Bo
12. 25 Nov 09:00 details added, Bo
13. 25 Nov 09:00 details added, Bo`)

	before := f.seq()
	f.sees(f.says("UAMY", "/correct 8001 name:Wan"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("UAMY", "/correct 8001"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("UAMY", "/correct"), "Which customer is missing.\n"+
		"Understood: nothing\n"+
		"Nothing is changed. Example: `/correct 8000 phone:13800138000`")
	f.sees(f.says("UAMY", "/correct 9999 name:Wan"), `
No customer in the register ends in 9999.
If they are here, register the visit
[!Register a visit]`)
	f.sees(f.says("UBO", "/correct 8001 phone:1380013800"), "1380013800 has 10 digits; a mobile number has 11.\n"+
		"Understood: ending 8001\n"+
		"Nothing is changed. Example: `phone:13800138000`")
	f.unchanged(before)
	f.sees(f.says("ULEE", "/correct 8001 name:Wan"), `
Corrected: Wan 138••••8001.
Was: Ms Wan 138••••8001; both stay in the register
Bo's customer
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)

	// The receiver may, though not the owner.
	f.says("UBO", "/turn away errand")
	ask := f.says("UAMY", "/visit 13800138001")
	f.chooses("UAMY", ask.Message, "UAMY")
	f.heard()
	f.sees(f.says("UAMY", "/correct 8001 name:\"Ms Wang\""), `
Corrected: Ms Wang 138••••8001.
Was: Wan 138••••8001; both stay in the register
Bo's customer
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
}

func TestACorrectionToSomebodyElsesPhone(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UAMY", "/visit Mr Li 13900132222")
	f.heard()
	before := f.seq()
	ask := f.says("UAMY", "/correct 2222 phone:13800138000")
	f.sees(ask, `
This phone is on record as Ms Wang 138••••8000.
Ms Wang is Bo's customer, 1 visit
Nothing recorded yet. Choose one.
[Same person] [Not the same person]`)
	f.records(before, `shown {"customer":"c10","person":"UAMY"}`)
	f.sees(f.presses("UAMY", ask.Message, "Same person"), `
Corrected: Mr Li 138••••8000.
Was: Mr Li 139••••2222; both stay in the register
Bo's customer
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.sees(f.says("UAMY", "/owner Mr Li"), `
Mr Li 138••••8000 is Bo's customer.
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Tell Bo…] [Why?] [Dispute]`)
}

func TestWhichIsToBeCorrected(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UBO", "/visit Mr Chen 13600138000")
	f.heard()
	r := f.says("UBO", "/correct 8000 phone:13600138001")
	f.sees(r, `
2 customers end in 8000. Which one?
Ms Wang 138••••8000 · you
Mr Chen 136••••8000 · you
[Choose a customer: Ms Wang 138••••8000, Mr Chen 136••••8000]`)
	f.sees(f.chooses("UBO", r.Message, "Mr Chen 136••••8000"), `
Corrected: Mr Chen 136••••8001.
Was: Mr Chen 136••••8000; both stay in the register
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	r = f.says("UBO", "/correct Ms Wang")
	f.shows(r, `
Correct
Phone: 13800138000
Name: Ms Wang
Gender (Female, Male)
Needs
[Register]`)
}
