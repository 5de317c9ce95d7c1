package bot

import (
	"strings"
	"testing"
)

func TestWhatRenewsIsWhatThePolicySays(t *testing.T) {
	for _, tt := range []struct{ policy, soon, last string }{
		{"standard", "Reach them and record a follow-up: protection starts again.", "With no follow-up before midnight, nobody owns them from tomorrow"},
		{"fifteen-day", "By the policy a visit starts protection again; a follow-up does not.", "With no visit before midnight, nobody owns them from tomorrow"},
		{"follow-up-proof", "By the policy a visit starts protection again; a follow-up does not.", "With no visit before midnight, nobody owns them from tomorrow"},
	} {
		t.Run(tt.policy, func(t *testing.T) {
			f := emptyFloor(t)
			f.setUp(map[string][]string{"policy": {tt.policy}})
			f.receives("UAMY", "Ms Wang 13800138000")
			var all strings.Builder
			for range 35 {
				f.day(1)
				f.reminds()
				f.at("09:30")
				f.reminds()
				all.WriteString(f.heard() + "\n")
			}
			for _, want := range []string{tt.soon, tt.last} {
				if !strings.Contains(all.String(), want) {
					t.Errorf("Amy is never told %q but:\n%s", want, all.String())
				}
			}
			if other := "starts protection again; a follow-up"; strings.Contains(tt.soon, other) == strings.Contains(all.String(), "record a follow-up: protection starts again") {
				t.Errorf("Amy is told both ways:\n%s", all.String())
			}
		})
	}
}
