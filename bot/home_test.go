package bot

import (
	"fmt"
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
[全部 2 位] [公客]
---
更多
[记来电] [预约] [家人关系] [命令一览] [其他登记…: 自己的亲友, 提前报备, 客户的意愿, 放弃客户]
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
[全部 2 位] [公客]
---
更多
[记来电] [预约] [家人关系] [命令一览] [其他登记…: 自己的亲友, 提前报备, 客户的意愿, 放弃客户]
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
[Pool]
---
More
[Call] [Appointment] [Family] [All commands] [Other entries…: Own relative or friend, Announce a customer, Whom a customer wants, Give up a customer, Assign a customer, A word on poor service, A colleague's help]
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
[Pool]
---
This month
1 group · 0 deals
[Month's summary] [Fairness] [Spreadsheet]
---
More
[Call] [Appointment] [Family] [All commands] [Other entries…: Own relative or friend, Announce a customer, Whom a customer wants, Give up a customer, Assign a customer, A word on poor service, A finding of conduct, A colleague leaves, A colleague's help]
`)
}

func TestTheHomeOfSomebodyOnNoList(t *testing.T) {
	f := newFloor(t)
	f.home("UEVE", "\nYou are on no site's list yet; ask a leader.\n_Admins type `/walkin setup` in a channel to make it a site_\n")
}

func TestAllCustomersFromTheHome(t *testing.T) {
	f := newFloor(t)
	for i := range 12 {
		f.says("UAMY", fmt.Sprintf("/visit 客户%02d 139001300%02d", i, i))
	}
	pressed := func(b Button) *Home {
		t.Helper()
		r := f.handle(Request{Act: Press, Asker: f.asker("UAMY"), Action: b.Action, Value: b.Value, Home: true})
		if r.Home == nil {
			t.Fatalf("the App Home is not drawn: %+v", r)
		}
		return r.Home
	}
	all := pressed(f.opens("UAMY").Parts[1].Buttons[0])
	if got := all.Parts[0]; got.Title != "You have 12 customers." || len(got.Rows) != 10 {
		t.Fatalf("%+v", got)
	}
	second := pressed(all.Parts[0].Buttons[0])
	if got := second.Parts[0]; len(got.Rows) != 2 {
		t.Fatalf("%+v", got)
	}
	back := second.Parts[0].Buttons[1]
	if got := titles(pressed(back)); !cmp.Equal(got, titles(f.opens("UAMY"))) {
		t.Fatalf("%q", got)
	}
}

func TestGoingAwayFromTheHomeDrawsItAnew(t *testing.T) {
	f := newFloor(t)
	away := f.opens("UAMY").Parts[0].Buttons[2]
	form := f.handle(Request{Act: Press, Asker: f.asker("UAMY"), Action: away.Action, Value: away.Value, Home: true})
	r := f.submits("UAMY", form, map[string][]string{"reason": {"personal"}})
	if r.Home == nil || r.Home.Parts[0].Buttons[2].Label != "I'm back" {
		t.Fatalf("%+v", r.Home)
	}
	back := r.Home.Parts[0].Buttons[2]
	r = f.handle(Request{Act: Press, Asker: f.asker("UAMY"), Action: back.Action, Value: back.Value, Home: true})
	if r.Home == nil || r.Home.Parts[0].Buttons[2].Label != "Away…" {
		t.Fatalf("%+v", r.Home)
	}
}
