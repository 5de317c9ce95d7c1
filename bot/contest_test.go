package bot

import (
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

func TestAContest(t *testing.T) {
	f := chenStandsIn(t)
	f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	letters := f.letters()
	f.presses("UZHOU", letters["Zhou"], "Confirm split")
	f.heard()
	form := f.presses("UBO", letters["Bo"], "Contest…")
	f.shows(form, `
Contest the split
Ms Wang 138••••8000
Performance: Bo 50%, Chen 50%
Commission CNY 10,000.00: Bo 5,000.00, Chen 5,000.00
Fact: Chen received for Bo on 30 Nov, subscribed that day · contest through 3 Dec
Any register or follow-up records? (Yes, No)
What happened
[Send]`)
	f.mends(f.submits("UBO", form, map[string][]string{"note": {" \u200b"}}), `
evidence: Nothing recorded yet. Choose one.
note: Write what happened.`)
	before := f.seq()
	r := f.submits("UBO", form, map[string][]string{"evidence": {"yes"}, "note": {"I called *her*"}})
	f.records(before, `contest {"deal":"d16","person":"UBO","evidence":true} “I called *her*”`,
		`dispute {"id":"1","deal":"d16","person":"UBO","against":"UCHEN"} “I called *her*”`)
	if got := plain(r.Message); !strings.HasPrefix(got, "Contest recorded: Ms Wang 138••••8000, subscribed.") || !strings.Contains(got, "The split stays as it was; a manager may rule otherwise") {
		t.Fatal(got)
	}
	// What was confirmed before that was known is to be confirmed anew.
	zhou := f.letters()["Zhou"]
	f.reads(zhou, `
Bo contests the split: Ms Wang 138 0013 8000, subscribed.
Bo: I called ＊her＊ · register or follow-up records shown
Performance: Bo 50%, Chen 50%
Commission CNY 10,000.00: Bo 5,000.00, Chen 5,000.00
Fact: Chen received for Bo on 30 Nov, subscribed that day · contest through 3 Dec
_Clause 10a: A colleague who received last on the owner's behalf and closes shares performance and commission half and half with the owner._
[!Confirm split] [Decide otherwise…] [Why?]`)

	// Once only; and it can be taken back.
	before = f.seq()
	f.sees(f.presses("UBO", letters["Bo"], "Contest…"), "You have contested this deal already.\nNothing was altered")
	f.unchanged(before)
	f.sees(f.says("UBO", "/undo"), "Withdrawn: the contest of Ms Wang 138••••8000.\nIt stays in the register, marked withdrawn")
	if f.presses("UBO", letters["Bo"], "Contest…").Form == nil {
		t.Fatal("what was withdrawn still stands in the way")
	}
}

// Fifteen days, clause 9-4: within three days, the day of the subscription being
// the first.
func TestALateContest(t *testing.T) {
	f := under(t, "fifteen-day")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UBO", "/turn done")
	f.says("UCHEN", "/visit Mr Li 13900132222")
	f.heard()
	r := f.says("UBO", "/deal 8000 subscribed amount:10000")
	if !strings.Contains(plain(r.Message), "contest through 25 Nov") {
		t.Fatal(plain(r.Message))
	}
	show := f.opens("UBO").Parts[2].Rows[0].Button
	contest := func() Reply {
		return f.handle(Request{Act: Press, Asker: f.asker("UBO"), Action: "deal.contest", Value: show.Value, Spoken: true})
	}
	f.day(2)
	f.at("23:59")
	form := contest()
	if form.Form == nil {
		t.Fatal("the third day is too late:", plain(form.Message))
	}
	f.day(1)
	f.says("UBO", "/turn")
	before := f.seq()
	late := `
The time to contest this deal ended on 25 Nov.
The split stands; a manager may still rule otherwise
_Clause 9-4: Ownership may be contested with the manager within 3 days of the subscription, that day being day 1; after that the right is waived. The manager decides._
[Why?]`
	f.sees(contest(), late)
	sent := f.submits("UBO", form, map[string][]string{"evidence": {"yes"}, "note": {"too late"}})
	if sent.Form == nil || sent.Form.Head != "The time to contest this deal ended on 25 Nov." || len(sent.Form.Notes) != 1 {
		t.Fatal("a form opened in time and sent too late:", sent)
	}
	f.unchanged(before)
}

// Three months, clause R7: whoever shows records afterwards has a part.
func TestAContestThatChangesTheSplit(t *testing.T) {
	f := under(t, "three-month-file")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UBO", "/turn done")
	f.day(3)
	f.says("UCHEN", "/visit Ms Wang 13800138000")
	f.heard()
	f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	bo := f.letters()["Bo"]
	if bo == nil {
		t.Fatal("whose customer it was is not told")
	}
	f.reads(bo, `
Ms Wang 138••••8000 has subscribed; Chen closed.
You: no part (proposed)
_Clause 2b: Otherwise the deal decides; it is the closer's._
[Contest…] [Why?]`)
	f.sees(f.submits("UBO", f.presses("UBO", bo, "Contest…"), map[string][]string{"evidence": {"yes"}, "note": {"my register"}}), `
Contest recorded: Ms Wang 138••••8000, subscribed.
Performance: Bo 50%, Chen 50%
Commission CNY 10,000.00: Bo 5,000.00, Chen 5,000.00
Fact: Bo's customer, Chen received on 26 Nov, subscribed that day
_Clause R7a: Who did not recognise their customer, but shows afterwards that they had received them, has half._
[Undo] [Why?]`)
	if chen := f.letters()["Chen"]; chen == nil {
		t.Fatal("who loses by it is not told")
	}
}

func TestThirdsToTheCent(t *testing.T) {
	f := under(t, "course-desk")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UBO", "/turn done")
	f.day(3)
	f.says("UBO", "/turn away errand")
	f.says("UCHEN", "/visit Ms Wang 13800138000 for:@Bo")
	f.heard()
	f.sees(f.says("UCHEN", "/deal 8000 subscribed amount:10000"), `
Deal recorded: Ms Wang 138••••8000, subscribed; split proposed.
Performance: Bo 1/3, Chen 2/3
Commission CNY 10,000.00: Bo 3,333.33, Chen 6,666.67
Fact: Chen received for Bo on 26 Nov, subscribed that day
_Clause 6g: If the first adviser misses a later visit and another receives and closes, the customer stays the first adviser's, with a third of the commission, the closer two thirds._
[Undo] [Dispute]`)
}

func TestAClosingBonus(t *testing.T) {
	f := under(t, "follow-up-proof")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()
	f.langs["UBO"] = rules.Zh
	if got := plain(f.says("UBO", "/deal 8000 subscribed amount:10000").Message); !strings.Contains(got, "佣金 10,000.00 元：Bo 10,000.00 · 成交奖金：Bo 100%") {
		t.Fatal(got)
	}
	if got := plain(f.letters()["Zhou"]); !strings.Contains(got, "Commission CNY 10,000.00: Bo 10,000.00 · closing bonus: Bo 100%") {
		t.Fatal(got)
	}
}
