package rules

import (
	"strings"
	"testing"
)

// No ready-made policy has a number under a wording that has others.
func TestReadyMadePoliciesHaveNoNotes(t *testing.T) {
	for _, name := range Policies() {
		text, _ := PolicyText(name)
		for _, n := range PolicyNotes(name+".yaml", text) {
			t.Error(n)
		}
	}
}

// A number that was changed without its wording, or the other way round, is
// told with its place.
func TestNumbersUnlikeTheirWordings(t *testing.T) {
	for _, tt := range []struct {
		what, clause, zh, en, want string // no want: no note
	}{
		{
			"the number changed", "renewal, days: 45, by: [visit]", "保护 30 天。", "Protected for 30 days.",
			`p.yaml:6:27: clause "a" has days 45, but the numbers in both wordings are others (30): “Protected for 30 days.”`,
		},
		{
			"one wording changed", "renewal, days: 30, by: [visit]", "保护 45 天。", "Protected for 30 days.",
			`clause "a" has days 30, but the numbers in its Chinese wording are others (45): “保护 45 天。”`,
		},
		{
			"a fine", "reportable, act: dump, fine: {min: 100, max: 500, currency: CNY}", "罚 100 至 600 元。", "Fined 100 to 500 yuan.",
			`clause "a" has fine max 500, but the numbers in its Chinese wording are others (100, 600)`,
		},
		{
			"what it does besides", "lapse, also: [{does: contest_limit, days: 3}]", "4 天内提出。", "Contested within three days.",
			`p.yaml:6:54: clause "a" has days 3`,
		},
		{"in words", "renewal, days: 45, by: [visit]", "保护三十天。", "Protected for thirty days.", ""},
		{"numbers of clauses and parts", "renewal, days: 45, by: [visit]", "见条款 5 和 6，各 50%。", "As in clauses 5 and 6, with 50 per cent each.", ""},
		{"full width and thousands", "reportable, act: dump, fine: {min: 1000, currency: CNY}", "罚１０００元。", "Fined 1,000 yuan.", ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			text := "name: small\ntitle: {zh: 小, en: Small}\nclauses:\n  - {id: z, does: reminder, zh: 无。, en: None.}\n" +
				"  - {id: a, zh: " + tt.zh + ", en: \"" + tt.en + "\",\n     does: " + tt.clause + "}\n"
			text = strings.Replace(text, "zh: "+tt.zh, `zh: "`+tt.zh+`"`, 1)
			if _, faults := CheckPolicy("p.yaml", []byte(text)); len(faults) > 0 {
				t.Fatal(faults)
			}
			notes := PolicyNotes("p.yaml", []byte(text))
			if tt.want == "" {
				if len(notes) > 0 {
					t.Errorf("got %v", notes)
				}
				return
			}
			if len(notes) != 1 || !strings.Contains(notes[0].Error(), tt.want) {
				t.Errorf("got %v\nwant %s", notes, tt.want)
			}
		})
	}
}
