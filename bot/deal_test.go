package bot

import (
	"testing"
)

// chenStandsIn is Bo's customer, received today by Chen on Bo's behalf.
func chenStandsIn(t *testing.T) *floor {
	t.Helper()
	f := bosCustomer(t)
	f.says("UBO", "/turn away errand")
	f.at("15:20")
	ask := f.says("UCHEN", "/visit Ms Wang 13800138000")
	f.presses("UCHEN", ask.Message, "Reached; agrees I receive")
	f.heard()
	return f
}

func TestADealIsSplitAndConfirmed(t *testing.T) {
	f := chenStandsIn(t)
	before := f.seq()
	r := f.says("UCHEN", "/deal 8000 subscribed amount:10000")
	_ = before
	f.sees(r, ``)
}
