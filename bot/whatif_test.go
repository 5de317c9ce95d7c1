package bot

import (
	"strings"
	"testing"
)

// TestWhatIf: a manager reads whose customers would be another's under another
// policy, with both clauses; nothing is recorded.
func TestWhatIf(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UBO", "/turn done")
	f.day(20)
	f.heard()
	f.says("UZHOU", "/turn") // the new day
	seq := f.seq()
	f.sees(f.says("UZHOU", "/walkin whatif fifteen-day"), `
If the policy had been fifteen-day from the beginning.
1 customer another's
Ms Wang 138••••8000: now Bo's (clause 1); then nobody's (clause 9-1b)
_Only a reckoning; nothing is changed. The whole list: `+"`walkin judge --policy NAME --against NAME`"+`_
`)
	f.sees(f.says("UZHOU", "/walkin 假如 standard"), `
If the policy had been standard from the beginning.
Nothing would be otherwise.
_Only a reckoning; nothing is changed. The whole list: `+"`walkin judge --policy NAME --against NAME`"+`_
`)
	if r := f.says("UZHOU", "/walkin whatif nothing"); !strings.HasPrefix(r.Message.Head, "There is no") {
		t.Errorf("Zhou reads:\n%s", plain(r.Message))
	}
	f.sees(f.says("UBO", "/walkin whatif fifteen-day"), "This step is for managers.\nYou are a consultant at this site; Zhou can do it\n[Ask Zhou…]")
	f.unchanged(seq)
}
