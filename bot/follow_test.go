package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAFollowUpRenewsProtection(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.says("UBO", "/visit Mr Li 13900138000")
	f.day(10)
	before := f.seq()
	f.sees(f.says("UAMY", "/follow 8000 viewing agreed for Saturday"), `
Follow-up recorded: Ms Wang 138••••8000.
Protected through 2 Jan 2027
_Clause 1: The earliest valid registration owns._
[Undo]`)
	if diff := cmp.Diff([]string{`follow_up {"customer":"c10","person":"UAMY"} “viewing agreed for Saturday”`}, f.recorded(before)); diff != "" {
		t.Fatal(diff)
	}
	for _, p := range f.posts() {
		if p.To != "" {
			t.Fatalf("somebody is told of it: %s", plain(&p.Message))
		}
	}
}

func TestAFollowUpIsTheOwners(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.heard()
	before := f.seq()
	f.sees(f.says("UBO", "/follow 13800138000 called"), `
Ms Wang 138••••8000 is Amy's customer.
Nothing recorded; the owner records follow-ups
[Tell Amy…]`)
	if diff := cmp.Diff([]string{`shown {"customer":"c10","person":"UBO"}`}, f.recorded(before)); diff != "" {
		t.Fatal("Bo was told whose customer it is; that alone is an event:", diff)
	}
	f.sees(f.says("UBO", "/follow 9999 called"), `
No customer in the register ends in 9999.
If they are here, register the visit
[!Register a visit]`)

	// Nobody's customer is claimed first.
	f.day(40)
	f.sees(f.says("UAMY", "/follow 8000 called"), `
Nobody owns Ms Wang 138••••8000 now.
Nothing recorded; claim first, then record the follow-up
[!Claim]`)
}

func TestWhoseFollowUpIsNotShownWhereTheDoorIsShut(t *testing.T) {
	f := newFloor(t)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"door": {"off"}})
	f.says("UAMY", "/visit Ms Wang 13800138000")
	before := f.seq()
	f.sees(f.says("UBO", "/follow 8000 called"), `
Ms Wang 138••••8000 is in the register and is not your customer.
Nothing recorded; the owner records follow-ups
[Ask a leader]`)
	if got := f.recorded(before); len(got) != 0 {
		t.Fatal("recorded though nothing was shown:", got)
	}
}

func TestLeadersRecordFollowUpsForTheOwner(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	before := f.seq()
	f.sees(f.says("ULEE", "/follow @Amy 8000 called her"), `
Follow-up recorded for Amy: Ms Wang 138••••8000.
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Undo]`)
	if diff := cmp.Diff([]string{`follow_up {"customer":"c10","person":"UAMY"} by ULEE “called her”`}, f.recorded(before)); diff != "" {
		t.Fatal(diff)
	}
	f.sees(f.says("ULEE", "/follow 8000 called her"), `
Ms Wang 138••••8000 is Amy's customer.
Nothing recorded; the owner records follow-ups
For the owner: /follow @Amy …
[Tell Amy…]`)
	f.sees(f.says("ULEE", "/follow @Bo 8000 called"), `
Ms Wang 138••••8000 is not Bo's customer.
Nothing recorded; the owner records follow-ups`)
	f.sees(f.says("UBO", "/follow @Amy 8000 called"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
}

func TestSeveralCustomersFit(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.says("UAMY", "/visit Mr Chen 13600138000")
	f.says("UBO", "/visit Ms Zhang 13700138000")
	// Only Amy's own two are meant.
	r := f.says("UAMY", "/follow 8000 Saturday agreed")
	f.sees(r, `
2 customers end in 8000. Which one?
Ms Wang 138••••8000 · you
Mr Chen 136••••8000 · you
[Choose a customer: Ms Wang 138••••8000, Mr Chen 136••••8000]`)
	before := f.seq()
	done := f.chooses("UAMY", r.Message, "Mr Chen 136••••8000")
	if got := done.Message.Head; got != "Follow-up recorded: Mr Chen 136••••8000." {
		t.Fatal(got)
	}
	if got := f.recorded(before); len(got) != 1 || !strings.HasSuffix(got[0], "“Saturday agreed”") {
		t.Fatal("the note is lost:", got)
	}
	f.sees(f.chooses("UAMY", r.Message, "Mr Chen 136••••8000"), "Things have changed.\nNothing was altered")
}

func TestTheFollowUpForm(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	form := f.says("UAMY", "/follow")
	got := f.submits("UAMY", form, map[string][]string{"customer": {"0000"}, "how": {"call"}})
	if diff := cmp.Diff([]Wrong{{"customer", "0000 is not in the register."}}, got.Errors); diff != "" {
		t.Fatal(diff)
	}
	before := f.seq()
	f.sees(f.submits("UAMY", form, map[string][]string{"customer": {"Ms Wang"}, "how": {"message"}, "note": {"viewing on Saturday"}}), `
Follow-up recorded: Ms Wang 138••••8000.
Protected through 23 Dec
_Clause 1: The earliest valid registration owns._
[Undo]`)
	if got := f.recorded(before); len(got) != 1 || !strings.HasSuffix(got[0], "“Message: viewing on Saturday”") {
		t.Fatal(got)
	}
}

// A name that only begins like one on record, or like its form of address, is
// nobody's: what is recorded is never guessed.
func TestAFollowUpIsNeverGuessed(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Sun 13511112222")
	before := f.seq()
	for _, typed := range []string{"/follow Ms Nobody called today", "/follow Ms", "/follow Ms Su"} {
		f.says("UBO", typed)
		f.unchanged(before)
	}
	f.says("UBO", "/follow Ms Sun called today")
	f.records(before, `follow_up {"customer":"c10","person":"UBO"} “called today”`)
}
