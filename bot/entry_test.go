package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/walkin-chat/walkin/rules"
)

func TestACallIsWrittenDown(t *testing.T) {
	f := bosCustomer(t)
	before := f.seq()
	f.sees(f.says("UBO", `/walkin call 8000 needs:"a garage"`), `
Call recorded: Ms Wang 138••••8000, taken by Bo.
The protection starts again
Your customer · protected through 30 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.records(before, `call {"customer":"c10","person":"UBO","details":{"name":"Ms Wang","phone":"+8613800138000","needs":"a garage"}}`)
	f.hears("")

	// Another takes one: the owner hears of it, and of its undoing.
	f.sees(f.says("UCHEN", "/walkin call 13800138000 needs:garden note:“tonight please”"), `
Call recorded: Ms Wang 138••••8000, taken by Chen.
Bo's customer · protected through 30 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.hears(`
Bo: Your customer Ms Wang 138 0013 8000 called; Chen took it.
   Needs: garden
   tonight please
   [!Record follow-up]`)
	f.sees(f.says("UCHEN", "/undo"), `
Withdrawn: the call of Ms Wang 138••••8000.
It stays in the register, marked withdrawn`)
	f.hears("Bo: Withdrawn by Chen (09:00): call taken · Ms Wang 138••••8000.")

	// Somebody new is nobody's yet.
	before = f.seq()
	f.sees(f.says("UCHEN", "/walkin call Mr New 13700000001"), `
Call recorded: Mr New 137••••0001, taken by Chen.
Nobody's customer for now
_Clause 1c: A call makes nobody the owner; a caller's first visit is that of a new customer._
[Undo] [Why?]`)
	f.records(before, `call {"customer":"c17","person":"UCHEN","details":{"name":"Mr New","phone":"+8613700000001"}}`)
}

func TestACallGivesTheOwnerWhereThePolicySaysSo(t *testing.T) {
	f := emptyFloor(t)
	f.setUp(map[string][]string{"policy": {"first-contact"}})
	f.heard()
	got := f.says("UCHEN", "/walkin call Mr New 13700000001")
	if !strings.Contains(plain(got.Message), "\nYour customer") {
		t.Fatal(plain(got.Message))
	}
	f.hears("C: Mr New 137••••0001 · now Chen's (call taken)")
	f.says("UCHEN", "/undo")
	f.hears("~C: Withdrawn (Chen, 09:00): Mr New 137••••0001")
}

func TestWhoCalls(t *testing.T) {
	f := bosCustomer(t)
	before := f.seq()
	f.sees(f.says("UCHEN", "/walkin call 13700000009"), "137 0000 0009 is new; a name is needed.\nUnderstood: phone 137 0000 0009\nNothing recorded. Example: `/walkin call 13700000009 needs:study`\n[!Fix in the form]")
	f.sees(f.says("UCHEN", "/walkin call @Bo 8000"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("UCHEN", "/walkin call Nobody"), `
“Nobody” is not in the register.
If they are here, register the visit
[!Register a visit]`)
	f.unchanged(before)
	asked := f.says("UBO", "/walkin call Mr Wong 13800138000")
	f.sees(asked, `
138••••8000 is on record as “Ms Wang”; you wrote “Mr Wong”.
Ms Wang is your customer, 3 visits
Nothing recorded yet. Choose one.
[!Same person, keep name] [No, a new customer]`)
	f.unchanged(before)
	f.presses("UBO", asked.Message, "No, a new customer")
	f.records(before, `call {"customer":"c13","person":"UBO","details":{"name":"Mr Wong","phone":"+8613800138000"}}`)
	f.sees(f.presses("UBO", asked.Message, "No, a new customer"), "Things have changed.\nNothing was altered")
}

func TestTheCallForm(t *testing.T) {
	f := newFloor(t)
	form := f.says("ULEE", "/walkin call")
	f.shows(form, `
Record a call
Customer
Name, if new
Taken by
Needs
Note
[Record]`)
	before := f.seq()
	filled := func(customer, name, person string) map[string][]string {
		fields := map[string][]string{"customer": {customer}, "person": {person}}
		if name != "" {
			fields["name"] = []string{name}
		}
		return fields
	}
	f.mends(f.submits("ULEE", form, filled("1370000", "Mr New", "UBO")), "customer: 1370000 has 7 digits; a mobile number has 11.")
	f.mends(f.submits("ULEE", form, filled("0001", "Mr New", "UBO")), "customer: 0001 is not in the register; for somebody new write the whole phone and the name")
	f.mends(f.submits("ULEE", form, filled("13700000001", "", "UBO")), "name: For a new customer, write the name")
	f.mends(f.submits("ULEE", form, filled("13700000001", "Mr New", "UEVE")), "person: Eve is not on this site's list.")
	f.mends(f.submits("ULEE", form, map[string][]string{"customer": {"13700000001"}, "name": {"Mr New"}}), "person: Nothing recorded yet. Choose one.")
	f.unchanged(before)
	f.submits("ULEE", form, filled("13700000001", "Mr New", "UBO"))
	f.records(before, `call {"customer":"c10","person":"UBO","details":{"name":"Mr New","phone":"+8613700000001"}} by ULEE`)
	before = f.seq()
	f.submits("ULEE", form, filled("13700000001", "Mr New", "UBO"))
	f.unchanged(before)
}

func TestAnAppointment(t *testing.T) {
	f := bosCustomer(t)
	before := f.seq()
	f.sees(f.says("UBO", "/appoint 8000 book Saturday at ten"), `
Appointment recorded: Ms Wang 138••••8000, Bo.
They come to book · Saturday at ten
Your customer · protected through 25 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.langs["UBO"] = rules.Zh
	f.says("UBO", "/walkin 预约 8000 周六 10 点")
	f.records(before,
		`appointment {"customer":"c10","person":"UBO","to_book":true} “Saturday at ten”`,
		`appointment {"customer":"c10","person":"UBO"} “周六 10 点”`)
	before = f.seq()
	f.sees(f.says("UCHEN", "/appoint 8000 Saturday"), `
Ms Wang 138••••8000 is Bo's customer.
Nothing recorded; the owner records appointments
[Tell Bo…]`)
	f.records(before, `shown {"customer":"c10","person":"UCHEN"}`)

	// Somebody new comes into being with it, and goes with it.
	before = f.seq()
	f.says("UCHEN", "/appoint Mr Late 13700000002 Sunday")
	f.says("UCHEN", "/undo")
	f.records(before,
		`appointment {"customer":"c16","person":"UCHEN"} “Sunday”`,
		`details {"customer":"c16","person":"UCHEN","details":{"name":"Mr Late","phone":"+8613700000002"}}`,
		`withdraw {"seq":17,"reason":"undo"} by UCHEN`,
		`withdraw {"seq":16,"reason":"undo"} by UCHEN`)
}

func TestTheOwnersMenu(t *testing.T) {
	f := bosCustomer(t)
	mine := f.says("UBO", "/owner 8000").Message
	f.shows(f.chooses("UBO", mine, "Family"), `
Family and companions
Ms Wang 138••••8000
The other one
The other's name, if new
The other is this customer's (spouse, parent, child, sibling, relative, partner, friend, group companion, same person)
Note
[Record]`)
	f.shows(f.chooses("UBO", mine, "Appointment"), `
Record an appointment
Ms Wang 138••••8000
What for (To book, as agreed, To see)
When, and notes
[Record]`)
	before := f.seq()
	asked := f.chooses("UBO", mine, "Give up")
	f.unchanged(before)
	f.sees(asked, `
Give up Ms Wang 138••••8000?
They are nobody's then; anyone may claim them
Nothing recorded yet.
[Give up]`)
	if b := asked.Message.Buttons[0]; !b.Danger || b.Confirm == nil || b.Confirm.No != "Keep them" {
		t.Fatalf("it is not asked once more: %+v", b)
	}
	f.sees(f.presses("UBO", asked.Message, "Give up"), `
Given up: Ms Wang 138••••8000.
Nobody's customer for now
_Clause 7: A customer given up by the owner is nobody's._
[Undo] [Why?]`)
	f.hears("C: Ms Wang 138••••8000 · nobody's now, open to claim (gave up)")
	f.sees(f.presses("UBO", asked.Message, "Give up"), "Things have changed.\nNothing was altered")
	f.says("UBO", "/undo")
	f.hears("~C: Withdrawn (Bo, 09:00): Ms Wang 138••••8000")
	f.sees(f.says("UCHEN", "/walkin giveup 8000"), `
Ms Wang 138••••8000 is Bo's customer.
Nothing recorded; only the owner gives up
[Tell Bo…]`)
}

func TestFamily(t *testing.T) {
	f := bosCustomer(t)
	f.says("UCHEN", "/visit Mr Wang 13700000003")
	f.heard()
	before := f.seq()
	f.sees(f.says("UBO", "/walkin family 8000 spouse other:13700000003"), `
Relation recorded: Mr Wang 137••••0003 is spouse to Ms Wang.
One party by the policy: they have one owner
Your customer · protected through 25 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.records(before, `link {"customer":"c10","other":"c13","relation":"spouse"} by UBO`)
	f.hears(`
C: Mr Wang 137••••0003 · now Bo's (relation recorded)
Chen: Mr Wang 137••••0003 is Bo's customer now.
   Recorded by Bo at 09:00: relation recorded
   _Clause 1: The earliest valid registration owns._`)
	f.sees(f.says("UBO", "/walkin family 8000 friend other:13700000009 othername:Ann"), `
Relation recorded: Ann 137••••0009 is friend to Ms Wang.
No party by the policy: the owners stay
Your customer · protected through 25 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.hears("")
	before = f.seq()
	for line, want := range map[string]string{
		"/walkin family 8000 spouse other:13800138000": "That is the same customer",
		"/walkin family 8000 spouse other:13700000008": "For a new customer, write the name",
		"/walkin family 8000 spouse other:Nobody":      "Nobody is not in the register.",
		"/walkin family 8000 spouse child other:Ann":   "“child” does not go with the rest.",
	} {
		if got := f.says("UBO", line).Message; got == nil || got.Head != want || got.Buttons[0].Label != "Fix in the form" {
			t.Errorf("%s: %s", line, plain(got))
		}
	}
	f.unchanged(before)
	f.sees(f.says("UDAN", "/walkin family 8000 spouse other:Ann"), `
Ms Wang 138••••8000 is Bo's customer.
Nothing recorded; one of the owners or a leader records it
[Tell Bo…]`)
}

func TestOwnRelativesAnnouncementsAndWishes(t *testing.T) {
	f := bosCustomer(t)
	before := f.seq()
	f.sees(f.says("UAMY", "/walkin own Ms Aunt 13600000001 relative"), `
On record: Ms Aunt 136••••0001 is direct relative to Amy.
Nobody's customer for now
[Undo] [Why?]`)
	f.sees(f.says("UAMY", "/walkin prefile Mr Fan 13600000002 referrer:13800138000"), `
Announced: Mr Fan 136••••0002, for Amy.
Sent by Ms Wang 138••••8000
Lee has been told
Nobody's customer for now
[Undo] [Why?]`)
	f.hears("Lee: Amy announces Mr Fan 136 0000 0002.\n   Sent by Ms Wang 138••••8000")
	f.sees(f.says("UAMY", "/walkin prefile 8000"), "Ms Wang 138••••8000 has an owner and can't be announced.\nNothing recorded; announcing is for new customers")
	f.sees(f.says("UDAN", "/walkin wish 8000 @Amy"), `
Wish recorded: Ms Wang 138••••8000 wants Amy.
Bo's customer · protected through 25 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.hears(`
Amy: Ms Wang 138••••8000 wants Amy.
   Recorded by Dan at 09:00: the customer's wish
Bo: Ms Wang 138••••8000 wants Amy.
   Recorded by Dan at 09:00: the customer's wish`)
	f.records(before,
		`own {"customer":"c13","person":"UAMY","relation":"relative"}`,
		`details {"customer":"c13","person":"UAMY","details":{"name":"Ms Aunt","phone":"+8613600000001"}}`,
		`prefile {"customer":"c15","person":"UAMY","referrer":"c10"}`,
		`details {"customer":"c15","person":"UAMY","details":{"name":"Mr Fan","phone":"+8613600000002"}}`,
		`wish {"customer":"c10","person":"UAMY"} by UDAN`,
		`shown {"customer":"c10","person":"UDAN"}`)
	f.sees(f.says("UDAN", "/walkin wish 8000 @Zhou"), "Zhou receives no customers\nNothing recorded\n[!Fix in the form]")
}

func TestLeadersAssign(t *testing.T) {
	f := bosCustomer(t)
	before := f.seq()
	f.sees(f.says("UCHEN", "/walkin assign 8000 @Chen"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	form := f.presses("ULEE", f.says("ULEE", "/owner 8000").Message, "Assign…")
	f.mends(f.submits("ULEE", form, map[string][]string{"person": {"UBO"}}), "person: Already Bo's customer")
	f.mends(f.submits("ULEE", form, map[string][]string{"person": {"ULEE"}}), "person: Choose somebody else: not for oneself")
	f.mends(f.submits("ULEE", form, map[string][]string{"person": {"UZHOU"}}), "person: Zhou receives no customers")
	f.unchanged(before)
	f.sees(f.submits("ULEE", form, map[string][]string{"person": {"UCHEN"}, "note": {"speaks her language"}}), `
Assigned: Ms Wang 138••••8000 to Chen.
Chen's customer · protected through 30 Dec
_Clause 6a: A customer assigned by a leader, or come through the company, belongs to whom they are assigned._
[Undo] [Why?]`)
	f.records(before, `assign {"customer":"c10","person":"UCHEN"} by ULEE “speaks her language”`)
	f.hears(`
Bo: Ms Wang 138••••8000 is Chen's customer now.
   Recorded by Lee at 09:00: assignment
   _Clause 6a: A customer assigned by a leader, or come through the company, belongs to whom they are assigned._
C: Ms Wang 138••••8000 · now Chen's (assignment)
Chen: Ms Wang 138 0013 8000 is your customer now.
   Recorded by Lee at 09:00: assignment
   _Clause 6a: A customer assigned by a leader, or come through the company, belongs to whom they are assigned._
   [!Record follow-up]`)
	f.says("ULEE", "/undo")
	f.hears(`
Bo: Withdrawn by Lee (09:00): assignment · Ms Wang 138••••8000.
Chen: Withdrawn by Lee (09:00): assignment · Ms Wang 138••••8000.
~C: Withdrawn (Lee, 09:00): Ms Wang 138••••8000`)
}

// Why the owner changed is told to the one concerned, and to nobody else.
func TestPoorService(t *testing.T) {
	f := bosCustomer(t)
	f.sees(f.says("ULEE", "/walkin complaint 8000 @Bo dismissed to:@Chen"), "Only where it is upheld somebody takes over\nNothing recorded\n[!Fix in the form]")
	f.sees(f.says("ULEE", "/walkin complaint 8000 @Bo upheld to:@Bo"), "That is the same person\nNothing recorded\n[!Fix in the form]")
	before := f.seq()
	f.sees(f.says("ULEE", "/walkin complaint 8000 @Bo upheld to:@Chen note:“kept waiting”"), `
Recorded as upheld: Ms Wang 138••••8000 on Bo's service.
Chen's customer · protected through 30 Dec
_Clause 7a: After an upheld complaint the customer goes to whoever takes over, else is nobody's._
[Undo] [Why?]`)
	f.records(before, `complaint {"customer":"c10","person":"UBO","to":"UCHEN","upheld":true} by ULEE “kept waiting”`)
	f.hears(`
Bo: Ms Wang 138••••8000 is Chen's customer now.
Bo: Ms Wang 138••••8000 was not content with your service; Lee upholds it.
   kept waiting
C: Ms Wang 138••••8000 · now Chen's
Chen: Ms Wang 138 0013 8000 is your customer now.
   [!Record follow-up]`)
	f.says("ULEE", "/walkin complaint 8000 @Chen dismissed")
	f.hears("Chen: Ms Wang 138••••8000 was not content with your service; Lee does not uphold it.")
}

func TestAFindingIsBetweenTheManagerAndTheOneConcerned(t *testing.T) {
	f := emptyFloor(t)
	f.setUp(map[string][]string{"policy": {"fifteen-day"}})
	f.says("UBO", "/visit Ms Wang 13800138000 first needs:flat gender:female")
	f.heard()
	f.sees(f.says("ULEE", "/walkin misconduct @Bo dodge"), `
This step is for managers.
You are a leader at this site; Zhou can do it
[Ask Zhou…]`)
	var labels []string
	for _, field := range f.says("UZHOU", "/walkin misconduct").Form.Fields {
		labels = append(labels, field.Label)
	}
	if got := strings.Join(labels, ", "); got != "Who, What was found, Reason, With which customer" {
		t.Errorf("the form asks: %s", got)
	}
	before := f.seq()
	f.sees(f.says("UZHOU", "/walkin misconduct @Bo dodge note:“twice today”"), `
Finding recorded: Bo, dodged a turn.
Fine CNY 10 to CNY 50, suspended amount not named
Bo is told by direct message; the channel is not
_Clause 2d: Letting a turn pass on purpose is fined 10 to 50 yuan._
[Undo]`)
	f.records(before, `misconduct {"person":"UBO","kind":"dodge_turn"} by UZHOU “twice today”`)
	f.hears(`
Bo: Zhou finds: dodged a turn.
   Fine CNY 10 to CNY 50, suspended amount not named
   twice today
   _Clause 2d: Letting a turn pass on purpose is fined 10 to 50 yuan._`)
	f.sees(f.says("ULEE", "/undo 11"), `
This step is for managers.
You are a leader at this site; Zhou can do it
[Ask Zhou…]`)
	f.says("UZHOU", "/undo")
	f.hears("Bo: Withdrawn by Zhou (09:00): the finding about you.")

	// A false registration: which visit is asked, and that one is void.
	asked := f.says("UZHOU", "/walkin misconduct @Bo falsify 8000")
	f.sees(asked, `
Which visit was not registered truly?
Nothing recorded yet.
[Choose a visit: Received by Bo, 23 Nov 09:00, None of these]`)
	before = f.seq()
	got := f.chooses("UZHOU", asked.Message, "Received by Bo, 23 Nov 09:00")
	if !strings.Contains(plain(got.Message), "Customer Ms Wang 138••••8000 · That visit's registration is void") {
		t.Fatal(plain(got.Message))
	}
	f.records(before, `misconduct {"person":"UBO","kind":"falsify","customer":"c10","visit":"v10"} by UZHOU`)
	for _, p := range f.posts() {
		if said := plain(&p.Message); p.To == "" && strings.Contains(said, "finding") || p.To != "" && p.To != "UBO" {
			t.Errorf("%s%s hears: %s", p.Channel, p.To, said)
		}
	}
}

func TestALeaversCustomers(t *testing.T) {
	f := bosCustomer(t)
	f.says("UBO", "/visit Mr Li 13900132222")
	f.heard()
	f.sees(f.says("ULEE", "/walkin leaver @Bo @Chen"), `
This step is for managers.
You are a leader at this site; Zhou can do it
[Ask Zhou…]`)
	f.sees(f.says("UZHOU", "/walkin leaver @Bo @Bo @Chen @Dan"), "More than one colleague is mentioned.\nUnderstood: Bo, Chen, Dan\nNothing recorded. Example: `/walkin leaver @Bo @Chen`\n[!Fix in the form]")
	f.sees(f.says("UZHOU", "/walkin leaver @Zhou"), "That somebody else leaves is what you can record\nNothing recorded\n[!Fix in the form]")
	asked := f.says("UZHOU", "/walkin leaver @Bo @Chen")
	f.sees(asked, `
Bo leaves?
2 customers of theirs · successor Chen, as the policy says
Nothing recorded yet.
[Record that they left]`)
	before := f.seq()
	f.sees(f.presses("UZHOU", asked.Message, "Record that they left"), `
Recorded: Bo has left.
2 customers go to Chen
_Clause 7b: A leaver's customers go to the successor, else are nobody's._
[Undo]`)
	f.records(before, `person {"id":"UBO","status":"left","successor":"UCHEN"} by UZHOU`)
	f.hears(`
C: Bo has left · 2 customers go to Chen
Chen: Bo has left; 2 customers are yours now.
   [!My customers]`)

	// By the setup form too, which asks who takes over; here nobody does.
	asked = f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"consultants": {"UAMY", "UDAN"}})
	f.sees(f.submits("UZHOU", asked, nil), `
The site is changed: Riverside, policy standard.
2 consultants, 1 leader, 1 manager
Left: Chen
Chen · 2 customers are nobody's, open to claim
[!Set today's order] [Read the policy]`)
	asked = f.says("UZHOU", "/walkin leaver @Dan")
	f.sees(f.presses("UZHOU", asked.Message, "Record that they left"), "Recorded: Dan has left.\nNo customers of theirs\n[Undo]")
	f.sees(f.presses("UZHOU", asked.Message, "Record that they left"), "Things have changed.\nNothing was altered")
	f.sees(f.says("UZHOU", "/walkin leaver @Dan"), "Dan is not on this site's list.\nNothing recorded\n[!Fix in the form]")
}

// That somebody has left is taken back like any other entry: they, their place
// and their customers are what they were.
func TestALeaverIsTakenBack(t *testing.T) {
	f := bosCustomer(t)
	f.heard()
	order := plain(f.says("UAMY", "/turn").Message)
	left := f.presses("UZHOU", f.says("UZHOU", "/walkin leaver @Bo @Chen").Message, "Record that they left")
	f.heard()
	f.sees(f.presses("ULEE", left.Message, "Undo"), `
This step is for managers.
You are a leader at this site; Zhou can do it
[Ask Zhou…]`)
	f.sees(f.presses("UZHOU", left.Message, "Undo"), `
Withdrawn: that Bo has left.
It stays in the register, marked withdrawn`)
	f.hears(`
Chen: Withdrawn (Zhou, 09:00): Bo has left; their customers are theirs as before
~C: Withdrawn (Zhou, 09:00): Bo has left; their customers are theirs as before`)
	if got := plain(f.says("UAMY", "/turn").Message); got != order {
		t.Errorf("the order is\n%s\nand was\n%s", got, order)
	}
	if got := plain(f.says("UBO", "/owner 8000").Message); !strings.Contains(got, "is your customer.") {
		t.Errorf("Bo reads\n%s", got)
	}
	f.presses("UZHOU", f.says("UZHOU", "/walkin leaver @Bo").Message, "Record that they left")
	f.sees(f.says("UZHOU", "/undo"), "Withdrawn: that Bo has left.\nIt stays in the register, marked withdrawn")
}

// Whom the setup form drops may have customers: nothing is recorded before it is
// said who takes them over.
func TestTheSetupFormAsksWhoTakesOver(t *testing.T) {
	f := bosCustomer(t)
	f.heard()
	before := f.seq()
	drop := map[string][]string{"consultants": {"UAMY", "UCHEN", "UEVE"}}
	asked := f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), drop)
	f.unchanged(before)
	if asked.How != UpdateForm || asked.Form.Head != "Not on the new list, with customers of theirs: Bo." ||
		len(asked.Form.Fields) != 1 || asked.Form.Fields[0].Label != "Successor of Bo, 1 customer" {
		t.Fatalf("asked %+v", asked.Form)
	}
	for _, nobody := range []string{"UDAN", "UZHOU", "UBO"} {
		r := f.submits("UZHOU", asked, map[string][]string{"UBO": {nobody}})
		if len(r.Errors) != 1 || r.Errors[0].Field != "UBO" || !strings.HasSuffix(r.Errors[0].Text, " receives no customers") {
			t.Errorf("%s as successor: %+v", nobody, r)
		}
	}
	f.unchanged(before)
	f.sees(f.submits("UZHOU", asked, map[string][]string{"UBO": {"UCHEN"}}), `
The site is changed: Riverside, policy standard.
3 consultants, 1 leader, 1 manager
Left: Bo, Dan
Bo · 1 customer goes to Chen
[!Set today's order] [Read the policy]`)
	f.records(before, `person {"id":"UEVE","name":"Eve","role":"consultant"} by UZHOU`,
		`person {"id":"UBO","status":"left","successor":"UCHEN"} by UZHOU “no longer on the list”`,
		`person {"id":"UDAN","status":"left"} by UZHOU “no longer on the list”`,
		`rota {"order":["UCHEN","UAMY","UEVE"]} by UZHOU`)
	f.hears(`
C: Bo has left · 1 customer goes to Chen
Chen: Bo has left; 1 customer is yours now.
   [!My customers]
C: Dan has left · no customers of theirs`)

	// The same form once more, or somebody else's, changes nothing.
	before = f.seq()
	f.submits("UZHOU", asked, nil)
	f.unchanged(before)
}

func TestTheEveningRecord(t *testing.T) {
	f := emptyFloor(t)
	f.setUp(map[string][]string{"policy": {"three-facts"}, "clerks": {"UEVE"}})
	f.says("UBO", "/visit Ms Wang 13800138000 first")
	f.says("UCHEN", "/visit Mr Li 13900132222 first")
	f.heard()
	f.sees(f.says("ULEE", "/walkin confirm"), `
This step is for managers.
You are a leader at this site; Zhou can do it
[Ask Zhou…]`)
	form := f.says("UEVE", "/walkin confirm")
	f.shows(form, `
Evening record
Receptions (Mr Li 139••••2222 · Chen · 23 Nov 09:00, Ms Wang 138••••8000 · Bo · 23 Nov 09:00)
[Record]`)
	f.mends(f.submits("UEVE", form, nil), "visits: Nothing recorded yet. Choose one.")
	before := f.seq()
	f.sees(f.submits("UEVE", form, map[string][]string{"visits": {form.Form.Fields[0].Options[1].Value}}), "1 reception entered in the record.")
	f.records(before, `confirm {"customer":"c11","person":"UBO"} by UEVE`)
	f.sees(f.says("UEVE", "/walkin confirm 8000"), "Ms Wang 138••••8000 is in the record already.")
	f.sees(f.says("UEVE", "/walkin confirm 2222 @Bo"), "Bo has not received Mr Li 139••••2222\nNothing recorded")
	before = f.seq()
	f.says("UZHOU", "/walkin confirm 2222")
	f.records(before, `confirm {"customer":"c12","person":"UCHEN"} by UZHOU`)
	f.sees(f.says("UEVE", "/walkin confirm"), "All receptions of the last 7 days are in the record.")

	f = newFloor(t)
	f.sees(f.says("UZHOU", "/walkin confirm"), "This site's policy has no evening record.\nNothing recorded")
}

func TestHelpIsRecorded(t *testing.T) {
	f := bosCustomer(t)
	before := f.seq()
	f.sees(f.says("ULEE", "/walkin assist 8000 @Chen significant"), `
Help recorded: Chen with Ms Wang 138••••8000, significant.
Bo's customer · protected through 25 Dec
_Clause 1: The earliest valid registration owns._
[Undo] [Why?]`)
	f.records(before, `assist {"customer":"c10","person":"UCHEN","significant":true} by ULEE`)
	f.hears("Chen: Lee has recorded your help with Ms Wang 138••••8000, significant.")
	f.sees(f.says("ULEE", "/walkin assist 8000 @Bo minor"), "It is Bo's own customer\nNothing recorded\n[!Fix in the form]")
	f.shows(f.says("ULEE", "/walkin assist 8000 @Chen"), `
A colleague's help
Ms Wang 138••••8000
Who helped: Chen
How much (significant, minor)
Note
[Record]`)
	f.sees(f.says("UCHEN", "/walkin assist 8000 @Chen minor"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
}

func TestEntriesFromTheHome(t *testing.T) {
	f := bosCustomer(t)
	home := f.opens("UBO")
	more := home.Parts[len(home.Parts)-1]
	m := Message{Buttons: more.Buttons, Menus: more.Menus}
	if got := f.presses("UBO", &m, "Call").Form.Title; got != "Record a call" {
		t.Error(got)
	}
	if got := f.chooses("UBO", &m, "Whom a customer wants").Form.Title; got != "Whom a customer wants" {
		t.Error(got)
	}
	// What is offered to a leader alone is refused to others, however they come by it.
	f.sees(f.handle(Request{Act: Press, Asker: f.asker("UBO"), Action: "entry.open", Value: "C1", Chosen: []string{"assign"}}), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
}

// Where the door tells nobody, an entry about a colleague's customer gives no
// owner away; the owner hears of it all the same.
func TestEntriesWhereTheDoorIsShut(t *testing.T) {
	f := newFloor(t)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"door": {"off"}})
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()
	for _, line := range []string{
		"/walkin call 8000", "/appoint 8000 Sunday", "/walkin giveup 8000", "/walkin prefile 8000",
		"/walkin wish 8000 @Chen", "/walkin own 8000 friend", "/walkin family 8000 spouse other:13700000001 othername:Ann",
	} {
		got := plain(f.says("UCHEN", line).Message)
		if got == "" || strings.Contains(got, "Bo") || strings.Contains(got, "lause") {
			t.Errorf("%s tells whose she is:\n%s", line, got)
		}
	}
	if got := f.heard(); !strings.Contains(got, "Bo: Your customer Ms Wang 138 0013 8000 called; Chen took it.") {
		t.Errorf("Bo is not told of the call: %s", got)
	}
}

// A form that is open stays open while the same customer walks in.
func TestAnOpenEntryOutlivesAVisit(t *testing.T) {
	f := newFloor(t)
	mend := f.says("UBO", "/walkin call Ms Sun 1350000")
	f.says("UBO", "/visit Ms Sun")
	form := f.presses("UBO", mend.Message, "Fix in the form")
	before := f.seq()
	f.submits("UBO", form, map[string][]string{"customer": {"13500000001"}})
	f.records(before, `call {"customer":"c11","person":"UBO","details":{"name":"Ms Sun","phone":"+8613500000001"}}`)
}

// Slack cuts a form's title at 24 characters.
func TestTitlesOfEntriesFit(t *testing.T) {
	const most = 24
	for name, k := range entryKinds() {
		for _, title := range []string{k.title.En, k.title.Zh} {
			if n := utf8.RuneCountInString(title); n > most {
				t.Errorf("%s: %q has %d characters", name, title, n)
			}
		}
	}
}
