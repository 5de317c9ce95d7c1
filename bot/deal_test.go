package bot

import (
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

// chenStandsIn is Bo's customer, received today by Chen on Bo's behalf.
func chenStandsIn(t *testing.T) *floor {
	t.Helper()
	f := bosCustomer(t)
	f.says("UBO", "/turn away errand")
	f.at("15:20")
	ask := f.says("UCHEN", "/visit Ms Wang 13800138000")
	f.presses("UCHEN", ask.Message, "Reached; agrees I receive")
	f.heard()
	return f
}

// under is the sample floor with another policy and a second manager, Eve.
func under(t *testing.T, policy string) *floor {
	t.Helper()
	f := emptyFloor(t)
	f.setUp(map[string][]string{"policy": {policy}, "managers": {"UZHOU", "UEVE"}})
	f.heard()
	return f
}

// letters delivers what is queued and returns the direct messages by reader,
// the last to each.
func (f *floor) letters() map[string]*Message {
	f.t.Helper()
	all := map[string]*Message{}
	for _, post := range f.posts() {
		if post.To != "" {
			all[staff[rules.Person(post.To)]] = &post.Message
		}
	}
	return all
}

const halfAndHalf = `
Performance: Bo 50%, Chen 50%
Commission CNY 10,000.00: Bo 5,000.00, Chen 5,000.00
Fact: Chen received for Bo on 30 Nov, subscribed that day · contest through 3 Dec
_Clause 10a: A colleague who received last on the owner's behalf and closes shares performance and commission half and half with the owner._
`

func TestADealIsSplitAndConfirmed(t *testing.T) {
	f := chenStandsIn(t)
	f.langs["UBO"] = rules.Zh
	before := f.seq()
	f.sees(f.says("UCHEN", "/deal 8000 subscribed amount:10000"), "Deal recorded: Ms Wang 138••••8000, subscribed; split proposed."+halfAndHalf+"[Undo] [Why?] [Dispute]")
	f.records(before,
		`deal {"id":"d16","customer":"c10","person":"UCHEN","stage":"subscribed","amount":1000000}`,
		`shown {"customer":"c10","person":"UCHEN"}`)
	posts := f.posts()
	if got := plain(&posts[0].Message); got != "Deal: Ms Wang 138••••8000 · subscribed · Chen" {
		t.Fatal("the channel reads:", got)
	}
	var zhou, bo *Message
	for _, p := range posts[1:] {
		switch p.To {
		case "UZHOU":
			zhou = &p.Message
		case "UBO":
			bo = &p.Message
		default:
			t.Fatalf("%s%s is told: %s", p.To, p.Channel, plain(&p.Message))
		}
	}
	f.reads(zhou, "Please confirm the split: Ms Wang 138 0013 8000, subscribed."+halfAndHalf+"[!Confirm split] [Decide otherwise…] [Why?]")
	f.reads(bo, `
Ms Wang 138••••8000 已认购，Chen 成交，有你的部分。
你：业绩 50%，佣金 5,000.00 元（待确认）
可争议到 12月3日（周四，含）
_条款 10a：最后由同事代接并由其成交的，业绩和佣金与归属人各半。_
[提出异议…] [为什么]`)

	// It waits in both App Homes.
	if home := homePlain(f.opens("UBO")); !strings.Contains(home, "待确认分单 1\nMs Wang 认购：业绩 50%，佣金 5,000.00 元 [看分单]") {
		t.Fatal(home)
	}
	if home := homePlain(f.opens("UZHOU")); !strings.Contains(home, "Ms Wang subscribed, Chen: Bo 50%, Chen 50% [Confirm]") {
		t.Fatal(home)
	}
	if home := homePlain(f.opens("ULEE")); strings.Contains(home, "[Confirm]") || strings.Contains(home, "This month") {
		t.Fatal("a leader reads what is a manager's:", home)
	}

	confirmed := "Split confirmed: Ms Wang 138 0013 8000, subscribed." + strings.TrimRight(halfAndHalf, "\n") + "\n_Confirmed by Zhou, Mon 30 Nov, 15:20_\n[Why?]"
	before = f.seq()
	f.sees(f.presses("UZHOU", zhou, "Confirm split"), confirmed)
	f.records(before, `approve {"deal":"d16"} by UZHOU`)
	f.sees(f.presses("UZHOU", zhou, "Confirm split"), confirmed)
	f.records(before, `approve {"deal":"d16"} by UZHOU`)
	if got := f.letters()["Bo"]; !strings.Contains(plain(got), "（已确认）") {
		t.Fatal(plain(got))
	}
	if home := homePlain(f.opens("UBO")); strings.Contains(home, "待确认分单") {
		t.Fatal(home)
	}
}

func TestTwoManagersConfirmAtOnce(t *testing.T) {
	f := under(t, "standard")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()
	f.says("UBO", "/deal 8000 subscribed amount:10000")
	letters := f.letters()
	before := f.seq()
	f.presses("UZHOU", letters["Zhou"], "Confirm split")
	r := f.presses("UEVE", letters["Eve"], "Confirm split")
	if !strings.Contains(plain(r.Message), "_Confirmed by Zhou, Mon 23 Nov, 09:00_") {
		t.Fatal(plain(r.Message))
	}
	f.records(before, `approve {"deal":"d12"} by UZHOU`)
}

func TestWhoMayConfirm(t *testing.T) {
	f := under(t, "standard")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UZHOU", "/visit Mr Li 13900132222 receiver:@Zhou")
	f.heard()
	f.says("UZHOU", "/deal 2222 subscribed closer:@Zhou amount:500")
	letters := f.letters()
	if letters["Eve"] == nil {
		t.Fatal("nobody without a stake is asked")
	}
	before := f.seq()
	f.sees(f.presses("UZHOU", letters["Eve"], "Confirm split"), `
You have a stake in this deal and can't confirm it.
Eve can confirm it`)
	f.sees(f.presses("UAMY", letters["Eve"], "Confirm split"), `
This step is for managers.
You are a consultant at this site; Zhou can do it
[Ask Zhou…]`)
	f.unchanged(before)
}

// What a manager has not seen they do not confirm.
func TestASplitThatChangedIsShownFirst(t *testing.T) {
	f := chenStandsIn(t)
	f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	zhou := f.letters()["Zhou"]
	f.says("UZHOU", "/walkin misconduct @Chen grab 8000")
	before := f.seq()
	r := f.presses("UZHOU", zhou, "Confirm split")
	for _, want := range []string{"Performance: Bo 100%", "_The split is another one by now; see below_", "[!Confirm split]"} {
		if !strings.Contains(plain(r.Message), want) {
			t.Errorf("%q is missing:\n%s", want, plain(r.Message))
		}
	}
	f.unchanged(before)
	f.presses("UZHOU", r.Message, "Confirm split")
	f.records(before, `approve {"deal":"d16"} by UZHOU`)
}

func TestALaterStageKeepsTheSplit(t *testing.T) {
	f := chenStandsIn(t)
	f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	f.presses("UZHOU", f.letters()["Zhou"], "Confirm split")
	f.heard()
	f.day(20)
	before := f.seq()
	f.sees(f.says("UBO", "/deal 8000 signed"), `
Deal recorded: Ms Wang 138••••8000, signed; split confirmed.
Performance: Bo 50%, Chen 50%
Commission CNY 10,000.00: Bo 5,000.00, Chen 5,000.00
Fact: Chen received for Bo on 30 Nov, subscribed that day
_Clause 10a: A colleague who received last on the owner's behalf and closes shares performance and commission half and half with the owner._
[Undo] [Why?]`)
	f.records(before, `shift {"person":"UBO","state":"ready"} “new day”`,
		`deal {"id":"d16","customer":"c10","person":"UCHEN","stage":"signed"} by UBO`)
	if heard := f.heard(); !strings.HasPrefix(heard, "C: Deal: Ms Wang 138••••8000 · signed · Chen") {
		t.Fatal(heard)
	}

	// It does not go back; another sale to her is another deal.
	back := f.says("UBO", "/deal 8000 deposit")
	f.sees(back, `
Ms Wang 138••••8000 is signed already; a deal does not go back to deposit.
Signed on 30 Nov · Chen
Nothing recorded yet. Choose one.
[Another deal]`)
	before = f.seq()
	f.presses("UBO", back.Message, "Another deal")
	if got := f.recorded(before); len(got) != 1 || !strings.Contains(got[0], `"person":"UBO","stage":"deposit"`) {
		t.Fatal(got)
	}
	before = f.seq()
	f.sees(f.presses("UBO", back.Message, "Another deal"), "Things have changed.\nNothing was altered")
	f.unchanged(before)
}

func TestWhichOfSeveralDeals(t *testing.T) {
	f := bosCustomer(t)
	f.says("UBO", "/deal 8000 deposit")
	same := f.says("UBO", "/deal 8000 deposit amount:300")
	f.sees(same, `
Ms Wang 138••••8000 has a deal on record: deposit. The same one?
Deposit on 30 Nov · Bo
Nothing recorded yet. Choose one.
[The same deal] [Another deal]`)
	f.presses("UBO", same.Message, "Another deal")
	f.day(1)
	ask := f.says("UBO", "/deal 8000 subscribed")
	f.sees(ask, `
Ms Wang 138••••8000 has 2 deals. Which one?
Nothing recorded yet. Choose one.
[Another deal] [Choose a deal: Deposit on 30 Nov · Bo, Deposit on 30 Nov · Bo]`)
	before := f.seq()
	f.chooses("UBO", ask.Message, "Deposit on 30 Nov · Bo")
	f.records(before, `deal {"id":"d13","customer":"c10","person":"UBO","stage":"subscribed"}`)

	// The same again within two minutes is the same command sent twice.
	f.says("UAMY", "/visit Mr Li 13900132222")
	f.says("UAMY", "/deal 2222 subscribed amount:5")
	before = f.seq()
	f.sees(f.says("UAMY", "/deal 2222 subscribed amount:5"), `
Recorded already: Mr Li 139••••2222, subscribed; not recorded twice.
[Undo]`)
	f.unchanged(before)
}

func TestADealIsTakenBack(t *testing.T) {
	f := chenStandsIn(t)
	f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	zhou := f.letters()["Zhou"]
	f.sees(f.says("UCHEN", "/undo"), "Withdrawn: the deal of Ms Wang 138••••8000.\nIt stays in the register, marked withdrawn")
	f.hears(`
~C: Withdrawn (Chen, 15:20): Ms Wang 138••••8000
~Zhou: Withdrawn (Chen, 15:20): Ms Wang 138••••8000
~Bo: Withdrawn (Chen, 15:20): Ms Wang 138••••8000
~Chen: Withdrawn (Chen, 15:20): Ms Wang 138••••8000`)
	before := f.seq()
	f.sees(f.presses("UZHOU", zhou, "Confirm split"), "Things have changed: this deal is withdrawn.\nNothing was altered")
	f.unchanged(before)
}

func TestWordsOfADealThatDoNotFit(t *testing.T) {
	f := chenStandsIn(t)
	f.says("UDAN", "/visit Mr Gone 13700137000")
	f.says("UDAN", "/undo")
	before := f.seq()
	for _, c := range []struct {
		who         rules.Person
		typed, want string
	}{
		{"UCHEN", "/deal 8000 subscribed amount:twelve", "The amount “twelve” can't be read; use digits.\nUnderstood: Ms Wang 138••••8000, subscribed\nNothing recorded. Example: `amount:12000`\n[!Fix in the form]"},
		{"UCHEN", "/deal 8000 subscribed amount:-5", "The amount “-5” can't be read; use digits.\nUnderstood: Ms Wang 138••••8000, subscribed\nNothing recorded. Example: `amount:12000`\n[!Fix in the form]"},
		{"UCHEN", "/deal 8000 subscribed closer:@Ada", "Ada is not on this site's list.\nNothing recorded"},
		{"UCHEN", "/deal 7000 subscribed", "No customer in the register ends in 7000.\nIf they are here, register the visit\n[!Register a visit]"},
		{"UCHEN", "/deal 9999 subscribed", "No customer in the register ends in 9999.\nIf they are here, register the visit\n[!Register a visit]"},
		{"UDAN", "/deal 8000 subscribed closer:@Chen", "This step is for leaders.\nYou are a consultant at this site; Lee can do it\n[Ask Lee…]"},
	} {
		f.sees(f.says(c.who, c.typed), c.want)
	}
	f.unchanged(before)

	// The form opens with what was understood, and says field by field what to mend.
	form := f.presses("UCHEN", f.says("UCHEN", "/deal 8000 subscribed amount:twelve buyer:\"Mr Wu\"").Message, "Fix in the form")
	f.shows(form, `
Record a deal
Ms Wang 138••••8000
Stage (Deposit, Subscribed, Signed): subscribed
Closed by: Chen
Buyer's name: Mr Wu
Commission to divide
Group purchase (It is one)
[Record]`)
	f.mends(f.submits("UCHEN", form, map[string][]string{"amount": {"one"}, "closer": {"UADMIN"}}), `
closer: Ada is not on this site's list.
amount: The amount “one” can't be read; use digits.`)
	f.unchanged(before)
	f.submits("UCHEN", form, map[string][]string{"amount": {"1,000.5"}})
	if got := f.recorded(before); !strings.HasSuffix(got[0], `"stage":"subscribed","name":"Mr Wu","amount":100050}`) {
		t.Fatal(got)
	}
}

func TestTheDealFormAlone(t *testing.T) {
	f := bosCustomer(t)
	f.says("UAMY", "/visit Mr Chen 13600138000")
	form := f.says("ULEE", "/deal")
	f.shows(form, `
Record a deal
Customer
Stage (Deposit, Subscribed, Signed)
Closed by
Buyer's name
Commission to divide
Group purchase (It is one)
[Record]`)
	f.mends(f.submits("ULEE", form, map[string][]string{"customer": {"0000"}}), `
stage: Nothing recorded yet. Choose one.
closer: Who closed?
customer: 0000 is not in the register.`)
	before := f.seq()
	which := f.submits("ULEE", form, map[string][]string{"customer": {"8000"}, "stage": {"signed"}, "closer": {"UAMY"}})
	f.sees(which, `
2 customers end in 8000. Which one?
Ms Wang 138••••8000 · Bo
Mr Chen 136••••8000 · Amy
[Choose a customer: Ms Wang 138••••8000, Mr Chen 136••••8000]`)
	f.unchanged(before)
	f.chooses("ULEE", which.Message, "Mr Chen 136••••8000")
	if got := f.recorded(before); len(got) != 1 || !strings.HasSuffix(got[0], `"person":"UAMY","stage":"signed"} by ULEE`) {
		t.Fatal(got)
	}
}

func TestTheDigestCountsDealsOnce(t *testing.T) {
	f := bosCustomer(t)
	digest := func() string {
		f.at("18:00")
		f.reminds()
		posted := f.posts()
		return plain(&posted[len(posted)-1].Message)
	}
	f.says("UBO", "/visit 13800138000")
	f.says("UBO", "/deal 8000 deposit")
	if got := digest(); !strings.Contains(got, " · 1 deal\n") {
		t.Fatal(got)
	}
	f.day(1)
	f.says("UBO", "/visit 13800138000")
	f.says("UBO", "/deal 8000 subscribed")
	if got := digest(); !strings.Contains(got, "1 group") || strings.Contains(got, "deal") {
		t.Fatal("a later stage is counted as a new deal:", got)
	}
}

func TestAGroupPurchase(t *testing.T) {
	f := under(t, "on-record")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()
	r := f.says("UBO", "/deal 8000 subscribed group amount:100 @Bo")
	if got := plain(r.Message); !strings.Contains(got, "Commission CNY 100.00: the policy gives it to nobody") {
		t.Fatal(got)
	}
	before := f.seq()
	if got := f.says("ULEE", "/deal 8000 subscribed @Bo closer:@Amy").Message.Head; got != "More than one colleague is mentioned." {
		t.Fatal(got)
	}
	f.unchanged(before)
}
