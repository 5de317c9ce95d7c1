package bot

import (
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

// hidden is bosCustomer with a door setting that keeps owners from receivers.
func hidden(t *testing.T, door string) *floor {
	t.Helper()
	f := bosCustomer(t)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"door": {door}, "clerks": {"UEVE"}})
	f.heard()
	return f
}

func TestADoorThatTellsNobody(t *testing.T) {
	f := hidden(t, "off")
	f.langs["UCHEN"] = rules.Zh
	before := f.seq()
	r := f.says("UAMY", "/visit Ms Wang 13800138000")
	f.sees(r, `
Visit recorded: Ms Wang 138••••8000, received by you.
This site shows no owners at the door; the register decides
[They left] [Undo]`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Amy · next: <@UCHEN>`)
	f.records(before, `visit {"id":"v15","customer":"c10","person":"UAMY","details":{"name":"Ms Wang","phone":"+8613800138000"}}`)
	// A new customer's visit reads the same.
	f.sees(f.says("UCHEN", "/visit 李先生 13900132222"), `
已记到访：李先生 139••••2222，你接待。
本案场登记时不显示归属；归属按登记簿认定
[客户已离开] [撤回]`)
	f.hears(`
C: 李先生 139••••2222 · received by Chen · next: <@UDAN>`)
	f.sees(f.says("UDAN", "/visit Mr Zhao"), `
Visit recorded: Mr Zhao, no phone.
Your turn is used; they are yours once the phone is added today
_Clause 1b: A visit without a valid registration makes nobody the owner until its receiver completes it the same day._
[!Add phone] [Undo] [Why?]`)
	f.hears(`
C: Mr Zhao · received by Dan · next: <@UBO>`)
	// Nor do other words tell.
	f.sees(f.says("UDAN", "/visit Ms Wan 13800138000"), `
138••••8000 is on record as “Ms Wang”; you wrote “Ms Wan”.
Nothing recorded yet. Choose one.
[!Same person, keep name] [Same person, new name] [Family, new customer]`)
	f.sees(f.says("UDAN", "/visit Ms Wang 13800138000 for:@Chen"), `
Visit recorded: Ms Wang 138••••8000, received by you.
This site shows no owners at the door; the register decides
[They left] [Undo]`)
	f.sees(f.says("UEVE", "/visit Ms Wang 13800138000"), `
Visit recorded: Ms Wang 138••••8000, received by Bo.
This site shows no owners at the door; the register decides
[They left] [Undo]`)
	f.sees(f.says("UDAN", "/owner 8000"), `
138••••8000 is in the register.
By this site's policy only the owner and leaders are told whose
[Ask a leader]`)
	f.sees(f.says("UDAN", "/claim 8000"), `
Can't be claimed: Ms Wang 138••••8000 has an owner.`)
	f.sees(f.says("UDAN", "/correct 8000 name:Ms-Wan"), `
Corrected: Ms-Wan 138••••8000.
Was: Ms Wang 138••••8000; both stay in the register
[Undo]`)
	f.sees(f.handle(Request{Act: Press, Asker: f.asker("UDAN"), Action: "why", Value: "C1|c10"}), `
Only the owner and leaders are told whose.`)
	f.sees(f.handle(Request{Act: Press, Asker: f.asker("UDAN"), Action: "history", Value: "C1|c10"}), `
Only the owner and leaders are told whose.`)
	f.sees(f.handle(Request{Act: Press, Asker: f.asker("UDAN"), Action: "owner.tell", Value: "C1|c10"}), `
Things have changed: Ms-Wan is with Bo (09:00).
Nothing was altered
[Show me now]`)
	f.shows(f.handle(Request{Act: Change, Asker: f.asker("UDAN"), Form: "visit", Private: "C1||", Fields: map[string][]string{"phone": {"13800138000"}}}), `
Register a visit
Phone: 13800138000
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
	// The owner and leaders see.
	f.sees(f.says("UBO", "/visit 13800138000"), `
Ms-Wan 138••••8000 was recorded at 09:00; not recorded twice.`)
	f.sees(f.says("ULEE", "/owner 8000"), `
Ms-Wan 138 0013 8000 is Bo's customer.
Since 23 Nov · protected through 30 Dec
6 visits (Bo 4, Amy 1, Dan 1), 0 follow-ups; latest: visit, 30 Nov
_Clause 1: The earliest valid registration owns._
[Full history] [Assign…] [Why?] [Dispute]`)
	f.day(40)
	f.sees(f.says("UDAN", "/owner 8000"), `
Nobody owns Ms-Wan 138••••8000 now.
[!Claim]`)
	f.sees(f.says("UDAN", "/claim 8000"), `
Claimed: Ms-Wan 138••••8000 is your customer.
Protected through 8 Feb
_The policy is silent; decided by our reading (clause 8)._
[!Record follow-up] [Undo] [Why?]`)
}

func TestADoorThatTellsTheManager(t *testing.T) {
	f := hidden(t, "manager")
	f.sees(f.says("UAMY", "/visit Ms Wang 13800138000"), `
Visit recorded: Ms Wang 138••••8000, received by you.
This site shows no owners at the door; the register decides
[They left] [Undo]`)
	f.hears(`
C: Ms Wang 138••••8000 · received by Amy · next: <@UCHEN>
Zhou: Bo's customer Ms Wang 138 0013 8000 is here, with Amy.
   Since 09:00`)
	r := f.says("UDAN", "/owner 8000")
	f.sees(r, `
138••••8000 is in the register.
By this site's policy only the owner and leaders are told whose
[Ask a leader]`)
	f.sees(f.presses("UDAN", r.Message, "Ask a leader"), `
Lee has been asked.`)
	f.hears(`
Lee: Dan asks you whose customer Ms Wang 138 0013 8000 is.
   Owner: Bo`)
}
