package bot

import (
	"fmt"
	"testing"
)

// TestThePool: who lapsed last comes first, a page at a time, and is claimed from
// the list.
func TestThePool(t *testing.T) {
	f := newFloor(t)
	f.sees(f.says("UAMY", "/walkin pool"), "The pool is empty.")
	for i := range 12 {
		f.says("UBO", fmt.Sprintf("/visit Ms W%d 138001380%02d", i, i))
		f.says("UBO", "/turn done")
		f.day(1)
	}
	f.day(40)
	f.heard()
	first := f.says("UAMY", "/walkin pool")
	f.sees(first, `
12 customers are in the pool.
Ms W11 138••••8011 · was Bo's · nobody's since 4 Jan [Claim]
Ms W10 138••••8010 · was Bo's · nobody's since 3 Jan [Claim]
Ms W9 138••••8009 · was Bo's · nobody's since 2 Jan [Claim]
Ms W8 138••••8008 · was Bo's · nobody's since 1 Jan [Claim]
Ms W7 138••••8007 · was Bo's · nobody's since 31 Dec 2026 [Claim]
Ms W6 138••••8006 · was Bo's · nobody's since 30 Dec 2026 [Claim]
Ms W5 138••••8005 · was Bo's · nobody's since 29 Dec 2026 [Claim]
Ms W4 138••••8004 · was Bo's · nobody's since 28 Dec 2026 [Claim]
Ms W3 138••••8003 · was Bo's · nobody's since 27 Dec 2026 [Claim]
Ms W2 138••••8002 · was Bo's · nobody's since 26 Dec 2026 [Claim]
_1 to 10_
[Next page]
`)
	f.sees(f.presses("UAMY", first.Message, "Next page"), `
12 customers are in the pool.
Ms W1 138••••8001 · was Bo's · nobody's since 25 Dec 2026 [Claim]
Ms W0 138••••8000 · was Bo's · nobody's since 24 Dec 2026 [Claim]
_11 to 12_
[Previous page]
`)
	if won := f.presses("UAMY", first.Message, "Claim"); won.Message.Head != "Claimed: Ms W11 138••••8011 is your customer." {
		t.Errorf("Amy reads:\n%s", plain(won.Message))
	}
	if again := f.says("UDAN", "/walkin 公客"); again.Message.Head != "11 customers are in the pool." {
		t.Errorf("Dan reads:\n%s", plain(again.Message))
	}
	if lee := f.says("ULEE", "/walkin pool"); len(lee.Message.Rows) != 10 || lee.Message.Rows[0].Button != nil {
		t.Errorf("a leader, who receives nobody, reads:\n%s", plain(lee.Message))
	}
}
