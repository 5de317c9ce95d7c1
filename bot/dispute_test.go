package bot

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// quarrel is a floor where Ms Wang is Bo's customer and Amy has received her:
// Amy opens a dispute.
func quarrel(t *testing.T) *floor {
	t.Helper()
	f := bosCustomer(t)
	seen := f.says("UAMY", "/owner 8000")
	form := f.presses("UAMY", seen.Message, "Dispute")
	f.shows(form, `
Open a dispute
Ms Wang 138••••8000
_The other side has 24 hours to answer; then, or earlier, the arbiter rules._
About (Whose customer): owner
Other side: Bo
What happened
[Open]
`)
	done := f.submits("UAMY", form, map[string][]string{"what": {"She asked for me at the door.\nCall 13800138000 and ask her."}})
	f.sees(done, `
Dispute 1 is open: whose customer is Ms Wang.
Bo may answer by Tue 1 Dec, 09:00; the case is in the thread
`)
	return f
}

// in returns what was posted since into the thread of a dispute, and its first
// message with it.
func (f *floor) in(id string) (head *Message, thread []*Message) {
	f.t.Helper()
	for _, p := range f.posts() {
		switch {
		case p.Key == "dispute/"+id:
			head = &p.Message
		case p.In == "dispute/"+id:
			thread = append(thread, &p.Message)
		}
	}
	return head, thread
}

// TestAQuarrelOverAReturningCustomer: from the button to the ruling, in a
// thread.
func TestAQuarrelOverAReturningCustomer(t *testing.T) {
	f := quarrel(t)
	head, thread := f.in("1")
	f.reads(head, `
Waiting for <@UBO> to answer, by Tue 1 Dec, 09:00
Opened by Amy · other side: Bo · arbiter: Zhou
By the policy it is Bo's for now
_Clause 1: The earliest valid registration owns._
[!State my case…] [Rule…] [Withdraw]
`)
	if head.Title != "Dispute 1: whose customer is Ms Wang" {
		t.Errorf("the header is %q", head.Title)
	}
	if len(thread) != 3 {
		t.Fatalf("%d messages in the thread, want the reason, the case and the rules", len(thread))
	}
	f.reads(thread[0], `
What Amy says
She asked for me at the door.
Call 138••••8000 and ask her.
`)
	f.reads(thread[1], `
What is on record
23 Nov 09:00 first visit registered, Bo
24 Nov 09:00 visit received, Bo
25 Nov 09:00 visit received, Bo
[Full history]
`)
	f.reads(thread[2], `
By the policy: Bo's.
If there was no visit to Bo on 23 Nov: still Bo's (clause 1)
_Clause 1: The earliest valid registration owns._
[Why?]
`)

	// Who has nothing to do with it can do nothing in it.
	f.sees(f.presses("UDAN", head, "State my case…"), "Statements are by the two sides.")
	f.sees(f.presses("UDAN", head, "Rule…"), "This step is for managers.\nYou are a consultant at this site; Zhou can do it\n[Ask Zhou…]")
	f.sees(f.presses("UBO", head, "Withdraw"), "Only the one who opened it can withdraw it.")

	f.at("11:00")
	seq := f.seq()
	statement := f.presses("UBO", head, "State my case…")
	f.sees(f.submits("UBO", statement, map[string][]string{
		"what": {"I showed her three flats."}, "who": {"UDAN"}, "ask": {"mine"},
	}), "Recorded; it stands in the thread of dispute 1.")
	f.records(seq, `statement {"dispute":"1","person":"UBO"} “I showed her three flats.`+"\n"+`Ask: Dan · Asks for: Mine”`)
	head, thread = f.in("1")
	f.reads(head, `
Both sides have stated their case; waiting for <@UZHOU> to rule
Opened by Amy · other side: Bo · arbiter: Zhou
By the policy it is Bo's for now
_Clause 1: The earliest valid registration owns._
[State my case…] [!Rule…] [Withdraw]
`)
	f.reads(thread[0], "Bo's statement\nI showed her three flats.\n_Ask: Dan · Asks for: Mine_")
	f.reads(thread[1], "Both sides have stated their case; <@UZHOU>, please rule.")
	f.sees(f.presses("UBO", head, "State my case…"), "You have stated your case; add to it in the thread.")

	f.at("12:00")
	form := f.presses("UZHOU", head, "Rule…")
	if form.Form.Alert != "By the policy: Bo's." {
		t.Errorf("the form warns %q", form.Form.Alert)
	}
	seq = f.seq()
	f.mends(f.submits("UZHOU", form, map[string][]string{"decision": {"otherwise"}, "reason": {"So."}}),
		"decision: To decide otherwise, say whose it is, or which parts.")
	f.unchanged(seq)
	f.sees(f.submits("UZHOU", form, map[string][]string{"decision": {"otherwise"}, "owner": {"UAMY"}, "reason": {"She named Amy."}}),
		"Ruled; both sides have a direct message.")
	f.records(seq, `ruling {"customer":"c10","dispute":"1","owner":"UAMY","reason":"She named Amy."} by UZHOU “1”`)
	f.hears(`
Amy: Dispute 1 is ruled: Ms Wang, Amy's.
   Reason: She named Amy.
   [See the ruling]
Bo: Dispute 1 is ruled: Ms Wang, Amy's.
   Reason: She named Amy.
   [See the ruling]
C: Ruling: Ms Wang 138••••8000 is Amy's.
   Reason: She named Amy.
   _Clause 1 · Zhou · Mon 30 Nov, 12:00 · entry 16_
~C: Ruled: Amy's (Zhou, Mon 30 Nov, 12:00)
   Opened by Amy · other side: Bo
   [Rule again…]
`)
	f.sees(f.says("UAMY", "/owner 8000"), `
Ms Wang 138 0013 8000 is your customer.
Since 30 Nov · protected through 30 Dec
3 visits, 0 follow-ups; latest: visit, 25 Nov
_Clause 12: A manager's ruling stands above every clause; what happens after it counts as usual._
[!Record follow-up] [Record a deal…] [Why?] [More: Appointment, Family, Give up, Add details]
`)
}

// TestTheCaseIsDrawn: into the thread, with the same in words; a picture that can't
// be drawn keeps nobody from opening a dispute.
func TestTheCaseIsDrawn(t *testing.T) {
	for _, fails := range []bool{false, true} {
		f := bosCustomer(t)
		f.bot.Timeline = func(c Case) ([]byte, string, error) {
			if fails {
				return nil, "", errors.New("no ink")
			}
			return []byte("a picture of " + c.Customer), "in words", nil
		}
		form := f.presses("UAMY", f.says("UAMY", "/owner 8000").Message, "Dispute")
		f.submits("UAMY", form, map[string][]string{"what": {"She asked for me."}})
		var drawn []string
		for _, p := range f.posts() {
			if p.File != nil {
				drawn = append(drawn, p.In+": "+string(p.File.Content)+", "+p.File.Alt)
			}
		}
		want := []string{"dispute/1: a picture of Ms Wang, in words"}
		if fails {
			want = nil
		}
		if diff := cmp.Diff(want, drawn); diff != "" {
			t.Errorf("fails %v (-want +got):\n%s", fails, diff)
		}
	}
}

// TestADisputeIsOne: the same question is asked once; a second opener joins.
func TestADisputeIsOne(t *testing.T) {
	f := quarrel(t)
	f.in("1")
	form := f.presses("UAMY", f.says("UAMY", "/owner 8000").Message, "Dispute")
	f.sees(f.submits("UAMY", form, map[string][]string{"what": {"Again."}}),
		"Dispute 1 is open already: whose customer is Ms Wang.\nAdd to it in the thread")
	form = f.presses("UDAN", f.says("UDAN", "/owner 8000").Message, "Dispute")
	f.sees(f.submits("UDAN", form, map[string][]string{"what": {"I received her too."}}),
		"You have joined dispute 1: whose customer is Ms Wang.")
	head, thread := f.in("1")
	f.reads(thread[0], "Dan disputes it too\nI received her too.")
	if !strings.Contains(plain(head), "Opened by Amy, Dan · other side: Bo") {
		t.Errorf("the first message does not name Dan:\n%s", plain(head))
	}
	f.sees(f.says("UZHOU", "/dispute list"), `
1 dispute is open.
Dispute 1: Amy, Bo, Dan, whose customer is Ms Wang · 0 minutes [Rule…]
`)
	f.sees(f.says("UCHEN", "/dispute list"), "No dispute is open.")
}

// TestTheTimeToAnswerPasses: then it is the arbiter's turn, and they are reminded
// in the morning.
func TestTheTimeToAnswerPasses(t *testing.T) {
	f := quarrel(t)
	f.in("1")
	f.day(1)
	f.bot.remind(t.Context())
	f.bot.remind(t.Context())
	head, thread := f.in("1")
	if want := "The time to answer has passed; waiting for <@UZHOU> to rule"; head == nil || head.Head != want {
		t.Errorf("the first message is %+v, want %q", head, want)
	}
	if len(thread) != 1 {
		t.Fatalf("%d messages in the thread, want one", len(thread))
	}
	f.reads(thread[0], "The time to answer has passed; <@UZHOU>, please rule.")
	f.at("09:30")
	f.bot.remind(t.Context())
	f.reads(f.letter("UZHOU"), `
1 dispute waits for your ruling; 1 past the time to answer.
Dispute 1: Amy, Bo, whose customer is Ms Wang · 24 hours [Rule…]
`)
}

// TestWhoMayRule: nobody with a stake, and only the same or a higher rank over an
// earlier ruling.
func TestWhoMayRule(t *testing.T) {
	f := quarrel(t)
	head, _ := f.in("1")
	f.setUp(map[string][]string{"managers": {"UZHOU", "UEVE"}, "directors": {"UADMIN"}})
	f.heard()

	zhou, eve := f.presses("UZHOU", head, "Rule…"), f.presses("UEVE", head, "Rule…")
	f.submits("UZHOU", zhou, map[string][]string{"decision": {"follow"}, "reason": {"The register is plain."}})
	seq := f.seq()
	r := f.submits("UEVE", eve, map[string][]string{"decision": {"dismiss"}, "reason": {"Nothing new."}})
	if r.Form == nil || r.Form.Head != "Things have changed: Zhou has ruled (09:00)." {
		t.Errorf("two managers at once: %+v", r)
	}
	f.unchanged(seq)

	f.submits("UADMIN", f.presses("UADMIN", head, "Rule…"), map[string][]string{"decision": {"dismiss"}, "reason": {"Between you two."}})
	head, _ = f.in("1")
	f.reads(head, "Dismissed (Ada, Mon 30 Nov, 09:00)\nOpened by Amy · other side: Bo\n[Rule again…]")
	f.sees(f.presses("UZHOU", head, "Rule again…"), "The last ruling was by a director; ruling again takes the same rank or a higher one.")

	// A manager who is a side of it can't rule, and over a director's word no
	// other manager can.
	form := f.says("UAMY", "/dispute 8000")
	f.submits("UAMY", form, map[string][]string{"against": {"UZHOU"}, "what": {"He gave her away."}})
	head, _ = f.in("2")
	f.sees(f.presses("UZHOU", head, "Rule…"), "You have a stake in this case; Ada must rule.")
}

// TestADisputeIsWithdrawn: then nothing more happens in it.
func TestADisputeIsWithdrawn(t *testing.T) {
	f := quarrel(t)
	head, _ := f.in("1")
	statement := f.presses("UBO", head, "State my case…")
	ruling := f.presses("UZHOU", head, "Rule…")
	f.sees(f.presses("UAMY", head, "Withdraw"), "Dispute 1 is withdrawn.")
	seq := f.seq()
	over := "Dispute 1 is over: Withdrawn (Amy, Mon 30 Nov, 09:00)"
	if r := f.submits("UBO", statement, map[string][]string{"what": {"Too late."}}); r.Form == nil || r.Form.Head != over {
		t.Errorf("a statement: %+v", r)
	}
	if r := f.submits("UZHOU", ruling, map[string][]string{"decision": {"follow"}, "reason": {"So."}}); r.Form == nil || r.Form.Head != over {
		t.Errorf("a ruling: %+v", r)
	}
	f.unchanged(seq)
	head, _ = f.in("1")
	f.reads(head, "Withdrawn (Amy, Mon 30 Nov, 09:00)\nOpened by Amy · other side: Bo")
}

// TestADisputedDeal: the split is contested in time, ruled on in parts that add
// up, and not contested any more.
func TestADisputedDeal(t *testing.T) {
	f := bosCustomer(t)
	sold := f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	f.heard()
	form := f.presses("UCHEN", sold.Message, "Dispute")
	done := f.submits("UCHEN", form, map[string][]string{"against": {"UBO"}, "records": {"yes"}, "what": {"I closed it."}})
	f.sees(done, `
Dispute 1 is open: the split of Ms Wang.
Bo may answer by Tue 1 Dec, 09:00; the case is in the thread
`)
	head, thread := f.in("1")
	f.reads(thread[2], `
By the policy: performance and commission Bo 100%.
If there was no visit to Bo on 23 Nov: performance and commission Bo 100% (clause 10)
_Clause 10: Otherwise the whole deal is the owner's._
[Why?]
`)
	rule := f.presses("UZHOU", head, "Rule…")
	seq := f.seq()
	for _, test := range []struct{ performance, want string }{
		{"Bo 2/3 Chen 1/4", "performance: This adds up to 11/12; it must be 100%."},
		{"Bo 66% Chen 33%", "performance: This adds up to 99%; it must be 100%."},
		{"Bo 1/2 Eve 1/2", "performance: Eve is not on this site's list."},
		{"Bo 1/2 Bo 1/2", "performance: Bo is named twice."},
		{"Bo half", "performance: “Bo half” can't be read; write e.g. Bo 2/3 Amy 1/3."},
	} {
		f.mends(f.submits("UZHOU", rule, map[string][]string{"decision": {"otherwise"}, "performance": {test.performance}, "reason": {"Both worked."}}), test.want)
	}
	f.unchanged(seq)
	f.submits("UZHOU", rule, map[string][]string{"decision": {"otherwise"}, "performance": {"Bo 2/3, Chen 1/3"}, "reason": {"Both worked."}})
	f.records(seq, `ruling {"deal":"d13","dispute":"1","performance":{"UBO":"2/3","UCHEN":"1/3"},"reason":"Both worked."} by UZHOU “10”`)
	s := settlement(t, f, "d13")
	if diff := cmp.Diff(fmt.Sprint(s.Performance), fmt.Sprint(s.Commission)); diff != "" || !s.Ruled {
		t.Errorf("commission does not follow performance:\n%s", diff)
	}
	r := f.submits("UBO", f.says("UBO", "/dispute 8000"), map[string][]string{"about": {"split"}, "against": {"UCHEN"}, "records": {"no"}, "what": {"All mine."}})
	if r.Form == nil || r.Form.Head != "This deal has been ruled on." {
		t.Errorf("a dispute after the ruling: %+v", r)
	}
}

// TestALateDispute: past the limit of the policy nothing is recorded, and the
// clause says so.
func TestALateDispute(t *testing.T) {
	f := bosCustomer(t)
	f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	f.day(4)
	seq := f.seq()
	r := f.submits("UCHEN", f.says("UCHEN", "/dispute 8000"), map[string][]string{"about": {"split"}, "against": {"UBO"}, "records": {"yes"}, "what": {"I closed it."}})
	if r.Form == nil || r.Form.Head != "The time to contest this deal ended on 3 Dec." || len(r.Form.Notes) == 0 || !strings.Contains(r.Form.Notes[0], "Clause 10c") {
		t.Errorf("a late dispute: %+v", r.Form)
	}
	f.unchanged(seq)
}

// TestDecideOtherwise: a manager who does not confirm a split rules on it, with
// no dispute about it.
func TestDecideOtherwise(t *testing.T) {
	f := bosCustomer(t)
	f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	form := f.presses("UZHOU", f.letter("UZHOU"), "Decide otherwise…")
	seq := f.seq()
	f.submits("UZHOU", form, map[string][]string{"decision": {"otherwise"}, "performance": {"Bo 50% Chen 50%"}, "commission": {"Chen 1"}, "reason": {"Agreed with both."}})
	f.records(seq, `ruling {"deal":"d13","performance":{"UBO":"1/2","UCHEN":"1/2"},"commission":{"UCHEN":"1"},"reason":"Agreed with both."} by UZHOU “10”`)
	if m := f.letter("UBO"); !strings.HasPrefix(plain(m), "Ruling: the split of Ms Wang 138••••8000.\nPerformance: Bo 50%, Chen 50%") {
		t.Errorf("Bo reads:\n%s", plain(m))
	}
}

// TestADisputedTurn: over a visit of the day; what the arbiter says of it changes
// nobody's customer.
func TestADisputedTurn(t *testing.T) {
	f := newFloor(t)
	f.says("UCHEN", "/visit Ms Sun 13511119999") // Bo was next
	f.heard()
	form := f.says("UBO", "/dispute 9999")
	done := f.submits("UBO", form, map[string][]string{"about": {"turn"}, "against": {"UCHEN"}, "what": {"I stood at the desk."}})
	f.sees(done, `
Dispute 1 is open: whose turn was Ms Sun at 23 Nov 09:00.
Chen may answer by Tue 24 Nov, 09:00; the case is in the thread
`)
	head, thread := f.in("1")
	if want := "By the policy Bo was to receive; received by Chen"; !strings.Contains(plain(head), want) {
		t.Errorf("the first message does not say %q:\n%s", want, plain(head))
	}
	f.reads(thread[2], `
By the policy Bo was to receive.
_Clause 9: New customers are received by the next in the rotation; it uses a turn, whatever they came for._
[Why?]
`)
	f.submits("UZHOU", f.presses("UZHOU", head, "Rule…"), map[string][]string{"decision": {"otherwise"}, "reason": {"Bo has the next one."}})
	head, _ = f.in("1")
	f.reads(head, "Ruled: the turn (Zhou, Mon 23 Nov, 09:00)\nOpened by Bo · other side: Chen\n[Rule again…]")
	f.sees(f.says("UCHEN", "/mine"), "You have 1 customer.\nMs Sun 135 1111 9999 · follow-up Mon 30 Nov [Record]")
}

// TestDisputesThatCannotBe: each field says what is wrong.
func TestDisputesThatCannotBe(t *testing.T) {
	f := bosCustomer(t)
	seq := f.seq()
	alone := f.says("UAMY", "/dispute")
	fields := func(customer, about, against, what string) map[string][]string {
		return map[string][]string{"customer": {customer}, "about": {about}, "against": {against}, "what": {what}}
	}
	for _, test := range []struct {
		about  string
		fields map[string][]string
		want   string
	}{
		{"nobody of that name", fields("Mr Ghost", "owner", "UBO", "x"), "customer: Mr Ghost is not in the register."},
		{"oneself", fields("8000", "owner", "UAMY", "x"), "against: The other side can't be yourself."},
		{"not on the staff", fields("8000", "owner", "UEVE", "x"), "against: Eve is not on this site's list."},
		{"no deal", fields("8000", "split", "UBO", "x"), "about: Ms Wang has no deal yet, so there is no split to dispute."},
		{"no visit today", fields("8000", "turn", "UBO", "x"), "about: Ms Wang has no visit today, so there is no turn to dispute."},
		{"nothing said", fields("8000", "owner", "UBO", " \u200b "), "what: Write what happened."},
	} {
		t.Log(test.about)
		f.mends(f.submits("UAMY", alone, test.fields), test.want)
	}
	f.unchanged(seq)
}

// TestAShortcutOnAVisit: the message says whom it is about.
func TestAShortcutOnAVisit(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Sun 13511119999")
	key := f.posts()[0].Key
	shortcut := func(ts string) Reply {
		return f.handle(Request{Act: Shortcut, Asker: f.asker("UAMY"), Shortcut: "dispute", Message: Ref{"C1", ts}})
	}
	err := f.bot.DB.Write(t.Context(), func(tx *storage.Tx) error {
		return tx.SetPost("C1", key, "C1", "171.5")
	})
	if err != nil {
		t.Fatal(err)
	}
	f.shows(shortcut("171.5"), `
Open a dispute
Ms Sun 135••••9999
_The other side has 24 hours to answer; then, or earlier, the arbiter rules._
About (Whose customer, A turn): turn
Other side: Bo
What happened
[Open]
`)
	if other := shortcut("171.6"); other.Form == nil || other.Form.Fields[0].ID != "customer" {
		t.Errorf("on a message of somebody's: %+v", other)
	}
}

// TestNumbersOfDisputes: which rule is quarrelled over, and between whom.
func TestNumbersOfDisputes(t *testing.T) {
	f := quarrel(t)
	head, _ := f.in("1")
	f.now = f.now.Add(3 * time.Hour)
	f.submits("UZHOU", f.presses("UZHOU", head, "Rule…"), map[string][]string{"decision": {"follow"}, "reason": {"Plain."}})
	f.sees(f.says("UZHOU", "/dispute numbers"), `
Disputes of the last 3 months
November 2026: 1 opened, 1 ruled, 0 dismissed, 0 withdrawn
From opening to ruling: median 3 hours, longest 3 hours
By clause: 1 1
By pair: Amy and Bo 1
`)
	f.sees(f.says("UBO", "/dispute numbers"), "This step is for managers.\nYou are a consultant at this site; Zhou can do it\n[Ask Zhou…]")
}

// settlement reads a deal of the floor.
func settlement(t *testing.T, f *floor, id rules.DealID) (s rules.Settlement) {
	t.Helper()
	err := f.bot.DB.Write(t.Context(), func(tx *storage.Tx) error {
		shelf, err := f.bot.book(tx, "C1")
		if err == nil {
			s, _ = shelf.book.Settlement(id, f.now)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
