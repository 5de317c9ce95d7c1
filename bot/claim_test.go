package bot

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

func TestAClaim(t *testing.T) {
	f := newFloor(t)
	f.langs["UDAN"] = rules.Zh
	f.says("UDAN", "/visit 李先生 13900132222")
	f.heard()
	f.sees(f.says("UAMY", "/claim 2222"), `
Can't be claimed: 李先生 139••••2222 is Dan's customer.
Protected through 23 Dec; open from 24 Dec unless renewed
_Clause 1: The earliest valid registration owns._
[Why?] [Dispute]`)
	f.sees(f.says("UDAN", "/claim 2222"), `
李先生 139 0013 2222 是你的客户。
保护到 12月23日（含）
_条款 1：先有效登记者为归属人。_
[为什么]`)
	f.day(31)
	f.sees(f.says("UAMY", "/claim 2222"), `
Claimed: 李先生 139••••2222 is your customer.
Was Dan's, protected through 23 Dec · now through 23 Jan 2027
_The policy is silent; decided by our reading (clause 8)._
[!Record follow-up] [Undo] [Why?]`)
	f.hears(`
C: 李先生 139••••2222 · claimed by Amy (pool)`)
	f.sees(f.says("UAMY", "/claim 2222"), `
李先生 139 0013 2222 is your customer.
Protected through 23 Jan 2027
_The policy is silent; decided by our reading (clause 8)._
[Why?]`)
	f.now = f.now.Add(12e9)
	r := f.says("UDAN", "/claim 13900132222")
	f.sees(r, `
没认领到：李先生 139••••2222 刚由 Amy 认领。
Amy 登记第 12 条在先（09:00:00），你在后（09:00:12）
_制度没有写明；按建议理解处理（条款 8）。_
[为什么] [提出争议]`)
	f.hears(`
Amy: Claimed: 李先生 139••••2222 is your customer.
   Dan claimed too; your entry came first.`)
	f.sees(f.presses("UDAN", r.Message, "为什么"), `
为什么李先生归 Amy
1. 11月23日 09:00 Dan 登记首访：归 Dan，保护到 12月23日（含）（条款 1）
2. 12月24日 00:00：过了保护期（条款 3a）
3. 12月24日 09:00 Amy 认领：归 Amy，保护到 2027年1月23日（含）（条款 8）
_制度没有写明；按建议理解处理（条款 8）。_
[全部经过] [提出争议]`)
	f.at("09:10")
	f.sees(f.says("UDAN", "/claim 13900132222"), `
不能认领：李先生 139••••2222 是 Amy 的客户。
保护到 2027年1月23日（含）；到期没有续，2027年1月24日 起可认领
_制度没有写明；按建议理解处理（条款 8）。_
[为什么] [提出争议]`)
	f.sees(f.says("ULEE", "/undo "+fmt.Sprint(f.claimSeq())), `
Withdrawn: the claim of 李先生 139••••2222.
It stays in the register, marked withdrawn`)
	f.hears(`
~C: Withdrawn (Lee, 09:10): 李先生 139••••2222`)
	f.sees(f.says("UDAN", "/owner 2222"), `
李先生 139••••2222 现在没有归属人。
原归 Dan，保护到 12月23日（含）
_条款 3a：过了保护期就没有归属人，谁先有效接待或认领归谁。_
[!认领] [为什么]`)
}

// claimSeq is the place of the last claim.
func (f *floor) claimSeq() (last int) {
	for i, line := range f.recorded(0) {
		if strings.HasPrefix(line, "claim ") {
			last = i + 1
		}
	}
	return last
}

func TestAClaimOfSomebodyWhoNeverVisited(t *testing.T) {
	f := newFloor(t)
	f.langs["UDAN"] = rules.Zh
	before := f.seq()
	f.sees(f.says("UAMY", "/claim 13700137000"), "137 0013 7000 is new; a name is needed.\n"+
		"Understood: phone 137 0013 7000\n"+
		"Nothing recorded. Example: `/claim Ms Wang 13700137000`")
	f.sees(f.says("UDAN", "/claim 13700137000"), "137 0013 7000 是新号码，还差称呼。\n"+
		"看懂的：电话 137 0013 7000\n"+
		"还没登记。例：`/claim 王女士 13700137000`")
	f.sees(f.says("UAMY", "/claim Mr Sun"), `
“Mr Sun” is not in the register.
If they are here, register the visit
[!Register a visit]`)
	f.sees(f.says("UAMY", "/claim"), "Which customer is missing.\n"+
		"Understood: nothing\n"+
		"Nothing recorded. Example: `/claim 13800138000`")
	f.unchanged(before)
	f.sees(f.says("UAMY", "/claim Mr Sun 13700137000"), `
Claimed: Mr Sun 137••••7000 is your customer.
Protected through 23 Dec
_The policy is silent; decided by our reading (clause 8)._
[!Record follow-up] [Undo] [Why?]`)
	f.hears(`
C: Mr Sun 137••••7000 · claimed by Amy (new)`)
	f.records(f.seq()-1, `claim {"customer":"c10","person":"UAMY","details":{"name":"Mr Sun","phone":"+8613700137000"}}`)
	f.sees(f.says("UBO", "/visit Mr Sun 13700137000"), `
Mr Sun 137••••7000 is Amy's customer; Amy is here.
No visits yet · protected through 23 Dec
Nothing recorded yet. Choose one.
_The policy is silent; decided by our reading (clause 8)._
[!Hand to Amy] [Amy agrees, I receive] [Not the same person] [Why?]`)
	f.sees(f.says("UAMY", "/visit Mr Sun 13700137000"), `
Recorded: Mr Sun 137••••7000, 1st visit, your customer.
Protected through 23 Dec · uses no turn
_Clause 3: Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had._
[They left] [Undo] [Why?]`)
	f.sees(f.says("UDAN", "/claim Mr Soon 13700137000"), `
137••••7000 登记的是“Mr Sun”，你写的是“Mr Soon”。
是同一人，就只写电话再认领一次`)
}

func TestTwoClaimAtOnce(t *testing.T) {
	f := newFloor(t)
	f.says("UDAN", "/visit Mr Li 13900132222")
	f.day(31)
	f.says("UDAN", "/turn")
	f.heard()
	people := []rules.Person{"UAMY", "UBO", "UCHEN"}
	replies := make([]Reply, len(people))
	var wg sync.WaitGroup
	for i, p := range people {
		req := f.typed(p, "/claim 13900132222")
		req.Key, req.At, req.Channel = "claim"+string(p), f.now, f.channel
		wg.Go(func() { replies[i] = f.bot.Handle(t.Context(), req) })
	}
	wg.Wait()
	winner := ""
	for i, r := range replies {
		if strings.HasPrefix(r.Message.Head, "Claimed: ") {
			if winner != "" {
				t.Fatal("two have claimed")
			}
			winner = staff[people[i]]
		}
	}
	for _, r := range replies {
		head := r.Message.Head
		if !strings.HasPrefix(head, "Claimed: ") && head != "Not claimed: Mr Li 139••••2222 has just been claimed by "+winner+"." {
			t.Error(plain(r.Message))
		}
	}
	told := f.heard()
	for i, p := range people {
		if staff[p] != winner && !strings.Contains(told, staff[p]+" claimed too; your entry came first.") {
			t.Errorf("the winner is not told of %s:\n%s\n%s", p, told, plain(replies[i].Message))
		}
	}
	if n := strings.Count(strings.Join(f.recorded(0), "\n"), "claim {"); n != 1 {
		t.Fatal(n)
	}
}

// A claim by a name that only begins so is asked about, not recorded.
func TestAClaimByHalfANameIsAsked(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ana García 13312345678")
	f.day(40)
	before := f.seq()
	ask := f.says("UDAN", "/claim Ana")
	if len(f.recorded(before)) > 0 {
		for _, e := range f.recorded(before) {
			if strings.HasPrefix(e, "claim") {
				t.Fatalf("recorded: %s", e)
			}
		}
	}
	f.chooses("UDAN", ask.Message, "Ana García 133••••5678")
	if got := f.recorded(before); !strings.HasPrefix(got[len(got)-1], "claim ") {
		t.Errorf("after choosing: %q", got)
	}
}
