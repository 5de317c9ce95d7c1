package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
)

func (f *floor) home(p rules.Person, want string) *Home {
	f.t.Helper()
	h := f.opens(p)
	if diff := cmp.Diff(want, "\n"+homePlain(h)+"\n"); diff != "" {
		f.t.Fatalf("the App Home is not as wanted (-want +got):\n%s", diff)
	}
	return h
}

func TestTheHomeOfAConsultant(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.says("UAMY", "/visit Mr Li 13900132222")
	f.day(7)
	f.says("UAMY", "/follow 2222 not yet")
	f.langs["UAMY"] = rules.Zh
	h := f.home("UAMY", `
Riverside · 你排第 4，下一位 Bo
[!登记来访] [看轮排] [暂离…]
---
先办
Ms Wang 138 0013 8000 · 今天跟进 [记跟进]
[全部 2 位]
---
更多
[命令一览]
`)

	// What she records from there is gone from there.
	b := h.Parts[1].Rows[0].Button
	form := f.handle(Request{Act: Press, Asker: f.asker("UAMY"), Action: b.Action, Value: b.Value, Home: true})
	done := f.submits("UAMY", form, map[string][]string{"how": {"call"}})
	if done.Home == nil || len(done.Home.Parts[1].Rows) != 0 {
		t.Fatalf("the App Home is not drawn anew: %+v", done.Home)
	}
	f.home("UAMY", `
Riverside · 你排第 4，下一位 Bo
[!登记来访] [看轮排] [暂离…]
---
先办
今天没有要办的。
[全部 2 位]
---
更多
[命令一览]
`)

	// The board opens over it: there is no channel to answer in.
	b = &h.Parts[0].Buttons[1]
	board := f.handle(Request{Act: Press, Asker: f.asker("UAMY"), Action: b.Action, Value: b.Value, Home: true})
	if board.Form == nil || board.Form.Head != "下一位：Bo" || board.Form.Submit != "" {
		t.Fatalf("%+v", board)
	}
}

func TestTheHomeOfALeader(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.day(28)
	f.says("UBO", "/visit Mr Li 13900132222")
	f.says("UDAN", "/turn off")
	f.at("10:35")
	f.says("UCHEN", "/turn away errand")
	f.heard()
	h := f.home("ULEE", `
Riverside · now: 1 ready, 1 with customers, 1 away, 1 off
[Register a visit] [Board] [Set order…]
---
Waiting for you
Chen away (errand) 10:35, to approve [Approve]
---
Customers
Lapsing in 3 days 1 · pool 0
`)
	b := h.Parts[1].Rows[0].Button
	f.handle(Request{Act: Press, Asker: f.asker("ULEE"), Action: b.Action, Value: b.Value, Home: true})
	f.hears("Chen: Approved by Lee: you away (errand), since 10:35.")
	f.day(3)
	f.home("UZHOU", `
Riverside · now: 4 ready
[Register a visit] [Board] [Set order…] [Settings…]
---
Waiting for you
Nothing is waiting for you.
---
Customers
Lapsing in 3 days 0 · pool 1
`)
}

func TestTheHomeOfSomebodyOnNoList(t *testing.T) {
	f := newFloor(t)
	f.home("UEVE", "\nYou are on no site's list yet; ask a leader.\n_Admins type `/walkin setup` in a channel to make it a site_\n")
}
