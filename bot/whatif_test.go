package bot

import (
	"slices"
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

// A manager asks what would be otherwise under another policy; nothing is
// recorded, and nobody else may ask.
func TestAManagerAsksWhatIf(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UAMY", "/visit Mr Li 13900139000 @Bo")
	f.heard()
	before := f.seq()
	r := f.says("UZHOU", "/walkin whatif fifteen-day")
	f.unchanged(before)
	got := plain(r.Message)
	for _, want := range []string{"If fifteen-day had held, not standard", "Otherwise: owners ", "Mr Li 139••••9000: ", "Nothing is recorded or altered.", "[All of it…]"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := 1 + len(r.Message.Facts) + len(r.Message.Notes); n > 5 {
		t.Errorf("%d lines:\n%s", n, got)
	}
	all := f.presses("UZHOU", r.Message, "All of it…").Form
	if all == nil || all.Submit != "" {
		t.Fatalf("got %+v", all)
	}
	for _, want := range []string{"standard: Clause ", "fifteen-day: Clause "} {
		if !slices.ContainsFunc(all.Facts, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("no reason %q in\n%s", want, strings.Join(all.Facts, "\n"))
		}
	}
	f.unchanged(before)

	if got := plain(f.says("UZHOU", "/walkin whatif standard").Message); !strings.Contains(got, "Nothing would be otherwise") {
		t.Errorf("the policy for itself:\n%s", got)
	}
	f.langs["UZHOU"] = rules.Zh
	if got := plain(f.says("UZHOU", "/walkin 假如 fifteen-day").Message); !strings.Contains(got, "假如一直用 fifteen-day，而不是 standard") {
		t.Errorf("in Chinese:\n%s", got)
	}
	f.langs["UZHOU"] = rules.En
	for said, want := range map[string]string{
		"/walkin whatif":        "Under which policy?",
		"/walkin whatif nosuch": "There is no policy “nosuch”.",
	} {
		if got := plain(f.says("UZHOU", said).Message); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in\n%s", said, want, got)
		}
	}
	if got := plain(f.says("UBO", "/walkin whatif fifteen-day").Message); !strings.Contains(got, "This step is for managers.") {
		t.Errorf("a consultant reads\n%s", got)
	}
}
