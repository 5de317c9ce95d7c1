package bot

import (
	"slices"
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

// The policy in force as a page, with the site's own setting of the door.
func TestTheChannelReadsItsPolicy(t *testing.T) {
	f := newFloor(t)
	page := f.says("UBO", "/walkin policy").Form
	if page == nil || page.Head != "Standard house rules (standard)" || page.Submit != "" {
		t.Fatalf("got %+v", page)
	}
	has := func(facts []string, want string) {
		t.Helper()
		if !slices.Contains(facts, want) {
			t.Errorf("no %q in\n%s", want, strings.Join(facts, "\n"))
		}
	}
	has(page.Facts, "*At the door*: Whoever registers a visit is told at once whose customer it is.")
	has(page.Facts, "\n*Deals and how they are split*")
	has(page.Facts, "8: A customer of nobody's goes to the first to claim them. (our reading)")
	has(page.Notes, "In force from entry 2, 23 Nov")

	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"door": {"off"}})
	f.langs["UAMY"] = rules.Zh
	page = f.says("UAMY", "/walkin 制度").Form
	has(page.Facts, "*门口查归属*：登记到访时谁也看不到客户归谁，认出与否靠人；归属事后按登记簿认定。")
}

// A manager changes the policy: what changes is said before, asked once more,
// and told to the channel; what was decided stays as it was.
func TestAManagerChangesThePolicy(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()
	before := f.seq()
	asked := f.says("UZHOU", "/walkin policy use fifteen-day")
	if n := len(asked.Message.Facts); n != mostDifferences+1 || !strings.HasSuffix(asked.Message.Facts[n-1], " more lines.") {
		t.Fatalf("got %q", asked.Message.Facts)
	}
	asked.Message.Facts = asked.Message.Facts[:mostDifferences] // how many more it are changes with the policies
	f.sees(asked, `
Change the policy from standard to fifteen-day?
*Protection*: before: 30 days after the last visit, follow-up, word from the customer or call, day 30 included.
*Protection*: from now on: 15 days after the last visit, day 15 included.
*At the door*: before: Whoever registers a visit is told at once whose customer it is.
*At the door*: from now on: Whoever registers a visit is not told whose customer it is; the owner alone is told, at once, and can come.
*Follow-up*: before: Due within 7 days of the last contact.
*Follow-up*: from now on: Nothing is said.
_Nothing recorded yet. It holds from then on; earlier entries stand._
[!Change to fifteen-day] [All of it…]`)
	f.unchanged(before)
	all := f.presses("UZHOU", asked.Message, "All of it…").Form
	if all == nil || all.Head != "standard → fifteen-day" || !slices.Contains(all.Facts, "\n*Conduct and penalties*") {
		t.Fatalf("got %+v", all)
	}

	f.sees(f.presses("UZHOU", asked.Message, "Change to fifteen-day"), `
The policy is fifteen-day now.
Earlier entries stand · entry 11
[Read the policy]`)
	f.records(before, `policy {"name":"fifteen-day"} by UZHOU`)
	told := f.heard()
	for _, want := range []string{
		"C: From now on this site's policy is fifteen-day; earlier entries stand.",
		"*Protection*: from now on: 15 days after the last visit, day 15 included.",
		"[All of it…] [Read the policy]",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("no %q in\n%s", want, told)
		}
	}

	// What was decided before names the policy of then; what comes now, the new.
	if got := plain(f.says("UBO", "/owner 8000").Message); !strings.Contains(got, "protected through 23 Dec") ||
		!strings.Contains(got, "_Clause 1 of the policy then, standard (from entry 2): The earliest valid registration owns._") {
		t.Errorf("got\n%s", got)
	}
	f.says("UCHEN", "/visit Mr Li 13900002222")
	if got := plain(f.says("UCHEN", "/owner 2222").Message); !strings.Contains(got, "_Clause 9-1a: The earliest valid registration owns the customer, and the deal._") {
		t.Errorf("got\n%s", got)
	}
}

func TestWhoMayChangeThePolicy(t *testing.T) {
	f := newFloor(t)
	f.sees(f.says("UBO", "/walkin policy use pearl"), `
This step is for managers.
You are a consultant at this site; Zhou can do it
[Ask Zhou…]`)
	f.sees(f.says("UZHOU", "/walkin policy use pirate"), `
There is no policy “pirate”.
There is standard, call-then-visit, course-desk, fifteen-day, first-contact, follow-up-proof, on-record, pearl, single-loop, thirty-day, three-facts, three-month-file, two-venues`)
	f.sees(f.says("UZHOU", "/walkin policy use standard"), "standard is in force already.")
	f.sees(f.says("UZHOU", "/walkin policy burn it"), "“burn it” is not clear.\nThe present one: `/walkin policy`; another: `/walkin policy use fifteen-day`")

	// A button pressed by somebody else, and one that comes too late.
	asked := f.says("UZHOU", "/walkin policy use pearl")
	before := f.seq()
	f.sees(f.presses("ULEE", asked.Message, "Change to pearl"), `
This step is for managers.
You are a leader at this site; Zhou can do it
[Ask Zhou…]`)
	f.unchanged(before)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"policy": {"thirty-day"}})
	before = f.seq()
	f.sees(f.presses("UZHOU", asked.Message, "Change to pearl"), `
Things have changed: the policy was changed to thirty-day by Zhou.
Nothing was altered`)
	f.unchanged(before)
}

// The same policy adopted again is another version; a stale question about the
// first is refused.
func TestAPolicyAdoptedAgain(t *testing.T) {
	f := newFloor(t)
	asked := f.says("UZHOU", "/walkin policy use pearl")
	for _, name := range []string{"pearl", "standard"} {
		f.presses("UZHOU", f.says("UZHOU", "/walkin policy use "+name).Message, "Change to "+name)
	}
	f.sees(f.presses("UZHOU", asked.Message, "Change to pearl"), `
Things have changed: the policy was changed to standard by Zhou.
Nothing was altered`)
}

// A policy of the site's own that held here before is known by its name: it is
// put in force again with its text, and what would be under it can be asked.
func TestAPolicyThatHeldHereBefore(t *testing.T) {
	f := newFloor(t)
	for _, days := range []string{"20", "25"} {
		asked := f.sends("UZHOU", SentFile{Name: "riverside.yaml", Content: ownRules(t, "riverside", days)})
		f.presses("UZHOU", asked.Message, "Change to riverside")
	}
	f.sees(f.says("UZHOU", "/walkin policy use riverside"), "riverside is in force already.")
	f.presses("UZHOU", f.says("UZHOU", "/walkin policy use standard").Message, "Change to standard")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()

	const there = "There is standard, call-then-visit, course-desk, fifteen-day, first-contact, follow-up-proof, on-record, pearl, single-loop, thirty-day, three-facts, three-month-file, two-venues, riverside"
	f.sees(f.says("UZHOU", "/walkin policy use"), "To which policy? Example: `/walkin policy use fifteen-day`\n"+there)
	f.sees(f.says("UZHOU", "/walkin policy use riversid"), "There is no policy “riversid”.\nDid you mean riverside?\n"+there)
	f.sees(f.says("UZHOU", "/walkin whatif fiften-day"), "There is no policy “fiften-day”.\nDid you mean fifteen-day?\n"+there)

	before := f.seq()
	supposed := f.says("UZHOU", "/walkin whatif riverside")
	f.sees(supposed, `
If riverside had held, not standard
Otherwise: owners 0 · splits 0 · receptions and turns 0 · conduct 0
1 more customer whose protection alone would end another day
_Nothing is recorded or altered._
[All of it…]`)
	if all := f.presses("UZHOU", supposed.Message, "All of it…").Form; all == nil || all.Head != "If riverside had held, not standard" {
		t.Errorf("got %+v", all)
	}
	f.unchanged(before)

	asked := f.says("UZHOU", "/walkin policy use Riverside")
	if got := plain(asked.Message); !strings.Contains(got, "from now on: 25 days after the last visit") {
		t.Errorf("got\n%s", got)
	}
	f.presses("UZHOU", asked.Message, "Change to riverside")
	if got := f.recorded(before); len(got) != 1 || !strings.Contains(got[0], "days: 25") {
		t.Errorf("recorded %s", got)
	}
	f.says("UCHEN", "/visit Mr Li 13900002222")
	if got := plain(f.says("UCHEN", "/owner 2222").Message); !strings.Contains(got, "protected through 18 Dec") {
		t.Errorf("got\n%s", got)
	}
}
