package bot

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

func TestWordsThatDoNotFit(t *testing.T) {
	f := newFloor(t)
	f.langs["UCHEN"] = rules.Zh
	before := f.seq()
	f.sees(f.says("UAMY", "/visit Ms Wang 1380013800 @Bo"), "1380013800 has 10 digits; a mobile number has 11.\n"+
		"Understood: name Ms Wang, asked for Bo\n"+
		"Nothing recorded. Example: `/visit Ms Wang 13800138000`\n"+
		"[!Fix in the form]")
	f.sees(f.says("UCHEN", "/visit 王女士 1380013800 @Bo"), "1380013800 只有 10 位；手机号是 11 位。\n"+
		"看懂的：称呼 王女士，指名 Bo\n"+
		"还没登记。例：`/visit 王女士 13800138000`\n"+
		"[!用表单改]")
	f.sees(f.says("UAMY", "/visit Ms Wang 13800138000 13900132222"), "Two phones. Which one is the customer's?\n"+
		"Understood: name Ms Wang\n"+
		"Nothing recorded. For a companion write `with:13900132222`\n"+
		"[!Fix in the form]")
	f.sees(f.says("UCHEN", "/visit 王女士 李先生 13800138000"), "有两个称呼：王女士、李先生。\n"+
		"看懂的：电话 138 0013 8000\n"+
		"还没登记。一次登记一位；同来的人写 `同来:电话`\n"+
		"[!用表单改]")
	f.sees(f.says("UAMY", "/visit Ms Wang 13800138000 budget:3m"), "“budget” is not a word I know here.\n"+
		"Understood: name Ms Wang, phone 138 0013 8000\n"+
		"Nothing recorded. You could write `needs:\"budget 3 million\"`\n"+
		"[!Fix in the form]")
	f.sees(f.says("UCHEN", "/visit 王女士 8000"), "登记来访要完整电话；8000 只有 4 位。\n"+
		"看懂的：称呼 王女士\n"+
		"还没登记。例：`/visit 王女士 13800138000`\n"+
		"[!用表单改]")
	f.sees(f.says("UAMY", "/visit 13800138001"), "138 0013 8001 is new; a name is needed.\n"+
		"Understood: phone 138 0013 8001\n"+
		"Nothing recorded. Example: `/visit Ms Wang 13800138001`\n"+
		"[!Fix in the form]")
	f.sees(f.says("UAMY", "/visit @Bo"), "Which customer is missing.\n"+
		"Understood: asked for Bo\n"+
		"Nothing recorded. Example: `/visit Ms Wang 13800138000`\n"+
		"[!Fix in the form]")
	f.sees(f.says("UAMY", "/visit \u202e\u200b"), "Which customer is missing.\n"+
		"Understood: nothing\n"+
		"Nothing recorded. Example: `/visit Ms Wang 13800138000`\n"+
		"[!Fix in the form]")
	f.sees(f.says("UCHEN", "/visit "+strings.Repeat("x", 40000)), "写了 40000 个字；一条命令最多 500 个字。\n"+
		"看懂的：没有\n"+
		"还没登记。例：`/visit 王女士 13800138000`\n"+
		"[!用表单改]")
	f.sees(f.says("UAMY", "/owner"), "Which customer is missing.\n"+
		"Understood: nothing\n"+
		"Example: `/owner 8000`")
	f.sees(f.says("UAMY", "/walkin dance"), "There is no command “dance”.\n"+
		"All commands: `/walkin help all`")
	f.unchanged(before)
	f.hears(``)
}

func TestStrangeNamesAndPhones(t *testing.T) {
	f := newFloor(t)
	for _, c := range []struct{ typed, who string }{
		{"🦊🏳️‍🌈 13800138000", "🦊🏳️‍🌈 138••••8000"},
		{"Robert');DROP-TABLE-events;-- 13800138001", "Robert');DROP-TABLE… 138••••8001"},
		{"&lt;!channel&gt; 13800138002", "&lt;!channel&gt; 138••••8002"},
		{"*bold*_it_`x` 13800138003", "＊bold＊＿it＿｀x｀ 138••••8003"},
		{"\u202eMs\u202c Wang\x00 13800138004", "Ms Wang 138••••8004"},
		{strings.Repeat("王", 200) + " 13800138005", strings.Repeat("王", 19) + "… 138••••8005"},
		{"Mr Smith 010-62345678", "Mr Smith 010 ••••5678"},
		{"Mr Jones +442079460123", "Mr Jones +44 ••••0123"},
		{"Ms O'Neil +1 (212) 555-0123", "Ms O'Neil +1 ••••0123"},
	} {
		r := f.says("UAMY", "/visit "+c.typed)
		if want := "Recorded: " + c.who + " is your new customer."; r.Message.Head != want {
			t.Errorf("%q is answered %q, not %q", c.typed, plain(r.Message), want)
		}
		if told, want := f.heard(), "C: "+c.who+" · received by Amy · new"; !strings.HasPrefix(told, want) {
			t.Errorf("the channel reads %q, not %q", told, want)
		}
	}
}

// TestNothingPersonalInButtons: names and phones stay out of what buttons and
// forms carry, and a row has at most four buttons.
func TestNothingPersonalInButtons(t *testing.T) {
	f := bosCustomer(t)
	f.says("UDAN", "/claim Wangdefu 13600136000")
	var replies []Reply
	for _, line := range []string{
		"/visit Ms Wang 13800138000", "/visit Ms Wan 13800138000", "/visit Wangdefu 13600136000", "/visit Wangdefu", "/visit Wangdefu 1360013600",
		"/visit Wangdefu 13600136001 referrer:13100131000", "/owner 8000", "/owner 13600136009", "/owner 6000", "/claim 8000", "/correct 6000", "/undo", "/mine",
	} {
		for _, p := range []rules.Person{"UAMY", "UBO", "UDAN", "ULEE"} {
			replies = append(replies, f.says(p, line))
		}
	}
	check := func(where, carried string) {
		for _, secret := range []string{"Wang", "138001", "136001", "8000", "6000"} {
			if strings.Contains(carried, secret) {
				t.Errorf("%s carries %q", where, carried)
			}
		}
	}
	look := func(m *Message) {
		if len(m.Buttons) > 4 {
			t.Errorf("%d buttons:\n%s", len(m.Buttons), plain(m))
		}
		primary := 0
		for _, b := range m.Buttons {
			check(b.Label, b.Value)
			if b.Primary {
				primary++
			}
		}
		if primary > 1 {
			t.Errorf("%d primary buttons:\n%s", primary, plain(m))
		}
		for _, menu := range m.Menus {
			check(menu.Label, menu.Value)
			for _, o := range menu.Options {
				check(menu.Label, o.Value)
			}
		}
	}
	for _, r := range replies {
		if r.Message != nil {
			look(r.Message)
		}
		if r.Form != nil {
			check(r.Form.Title, r.Form.Private)
		}
	}
	for _, p := range f.posts() {
		look(&p.Message)
		if p.To == "" {
			body, err := json.Marshal(p.Message)
			if err != nil {
				t.Fatal(err)
			}
			for _, phone := range []string{"13800138000", "138 0013 8000", "13600136000", "136 0013 6000"} {
				if strings.Contains(string(body), phone) {
					t.Errorf("the channel reads %s", body)
				}
			}
		}
	}
}

func TestAnAnswerThatDidNotGetThrough(t *testing.T) {
	f := newFloor(t)
	req := f.typed("UAMY", "/visit Ms Wang 13800138000")
	f.bot.Undelivered(t.Context(), req, f.says("UAMY", "/visit Ms Wang 13800138000"))
	f.reads(f.letter("UAMY"), `
Slack did not respond, but it is recorded: Ms Wang 138••••8000 is your new customer.
No need to record it again
[Undo]`)
	// What recorded nothing is not said to be recorded.
	f.bot.Undelivered(t.Context(), req, f.says("UAMY", "/visit Ms Wang 1380013800"))
	f.reads(f.letter("UAMY"), "1380013800 has 10 digits; a mobile number has 11.\n"+
		"Understood: name Ms Wang\n"+
		"Nothing recorded. Example: `/visit Ms Wang 13800138000`\n"+
		"[!Fix in the form]")
}

// TestAllAtOnce: what many do at the same moment is recorded once each.
func TestAllAtOnce(t *testing.T) {
	f := newFloor(t)
	people := []rules.Person{"UAMY", "UBO", "UCHEN", "UDAN"}
	var wg sync.WaitGroup
	for i := range 24 {
		p := people[i%4]
		for range 2 { // each command is delivered twice
			req := f.typed(p, fmt.Sprintf("/visit Guest 139001300%02d", i))
			req.Key, req.At, req.Channel = fmt.Sprint("visit", i), f.now, f.channel
			wg.Go(func() { f.bot.Handle(t.Context(), req) })
		}
	}
	wg.Wait()
	phones := map[string]int{}
	for _, line := range f.recorded(0) {
		if at := strings.Index(line, "+86139"); at > 0 {
			phones[line[at:at+14]]++
		}
	}
	if len(phones) != 24 {
		t.Fatalf("%d of 24 visits", len(phones))
	}
	for phone, n := range phones {
		if n != 1 {
			t.Errorf("%s is recorded %d times", phone, n)
		}
	}
	verdict, err := f.bot.DB.Verify(t.Context(), "C1")
	if err != nil || len(verdict.Findings) > 0 {
		t.Fatal(verdict, err)
	}
}

// FuzzHandle types anything after any command: it is answered, it never goes
// wrong inside, and an answer that asks for better words has recorded nothing.
func FuzzHandle(f *testing.F) {
	for _, text := range []string{
		"", "Ms Wang 13800138000", "王女士 13800138000 @Bo 来过 came:10:30", "Ms Wan 13800138000", "13800138000 for:<@UBO|bo>",
		"王女士", "8000", "Ms Wang 13800138000 with:13800138000,13900132222 referrer:13800138000", "receiver:<@UDAN> Mr X 13700137000",
		"8000 phone:13900132222 name:李", "2318", "entry:1", "away errand", "<@UBO> off", "order <@UBO> <@UAMY>", "\"", "name:“", "\u202e x\x00", "all", "setup", "来访 王女士",
		"rest <@UBO> mon", "<!channel> *x* _y_ 13800138009", "Mr 010-62345678 at:25:61", "13800138000 代:<@UAMY>", "undo 10",
	} {
		f.Add(0, text)
		f.Add(3, text)
	}
	verbs := []string{"visit", "owner", "claim", "turn", "follow", "mine", "undo", "correct", "walkin"}
	people := []rules.Person{"UAMY", "UBO", "ULEE", "UZHOU", "UEVE"}
	f.Fuzz(func(t *testing.T, n int, text string) {
		fl := bosCustomer(t)
		fl.says("UAMY", "/visit Mr Zhao")
		verb, p := verbs[uint(n)%uint(len(verbs))], people[uint(n)/16%uint(len(people))]
		before := fl.seq()
		for range 2 {
			fl.now = fl.now.Add(time.Second)
			r := fl.handle(Request{Act: Command, Asker: fl.asker(p), Command: verb, Text: text})
			switch {
			case r.Message == nil && r.Form == nil:
				t.Fatalf("/%s %q by %s is not answered", verb, text, staff[p])
			case r.Message == nil:
				continue
			case strings.HasPrefix(r.Message.Head, "Sorry"):
				t.Fatalf("/%s %q by %s: %s", verb, text, staff[p], plain(r.Message))
			}
			if said := plain(r.Message); strings.Contains(said, "Nothing recorded.") || strings.Contains(said, "Nothing is changed.") {
				fl.unchanged(before)
			}
			before = fl.seq()
		}
	})
}

// TestAnythingPressed presses and submits everything with whatever values: a
// button of long ago, or of a register that has gone back, is answered too.
func TestAnythingPressed(t *testing.T) {
	f := bosCustomer(t)
	f.says("UAMY", "/visit 13800138000")
	values := []string{"", "C1", "C1|", "C2|c10", "C1|c10", "C1|v10", "C1|v14|UAMY", "C1|10", "C1|-1", "C1|nobody|hand|c10", "C1|nobody|keep|nobody", "C1|nobody||c99", "C1|UBO", "|||"}
	answered := func(what string, r Reply) {
		t.Helper()
		m := r.Message
		if r.Form != nil {
			m = &Message{Head: r.Form.Head}
		}
		if m != nil && strings.HasPrefix(m.Head, "Sorry") {
			t.Errorf("%s: %s", what, plain(m))
		}
	}
	for _, value := range values {
		for action := range presses() {
			for _, chosen := range [][]string{nil, {"UDAN"}, {"c10"}, {"why:c10"}, {"other:x|y"}, {"x"}} {
				r := f.handle(Request{Act: Press, Asker: f.asker("UAMY"), Action: action, Value: value, Chosen: chosen, Spoken: true})
				answered(fmt.Sprintf("press %s %q %q", action, value, chosen), r)
			}
		}
		for form := range forms() {
			for _, fields := range []map[string][]string{nil, {"phone": {"13800138000"}, "name": {"Ms Wan"}, "choice": {"hand"}, "note": {"x"}, "relation": {"spouse"}, "reason": {"errand"}}} {
				r := f.handle(Request{Act: Submit, Asker: f.asker("UAMY"), Form: form, Private: value, Fields: fields})
				answered(fmt.Sprintf("submit %s %q %v", form, value, fields), r)
			}
		}
		for form := range changes() {
			r := f.handle(Request{Act: Change, Asker: f.asker("UAMY"), Form: form, Private: value, Fields: map[string][]string{"phone": {"1380013800"}}})
			answered(fmt.Sprintf("change %s %q", form, value), r)
		}
	}
}

// Who came along must be said: the word is not dropped.
func TestAccompaniedByWhom(t *testing.T) {
	f := newFloor(t)
	before := f.seq()
	f.sees(f.says("UAMY", "/visit Ms Rem 13511113333 came:yes"), `
It says whether the referrer came along, not who that is.
Understood: name Ms Rem, phone 135 1111 3333, the referrer came along
Nothing recorded. Example: `+"`referrer:13800138000 came:yes`"+`
[!Fix in the form]`)
	f.unchanged(before)
}
