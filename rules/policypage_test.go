package rules

import (
	"strings"
	"testing"
)

// Every clause of every policy stands on its page once, in both languages, and no
// line is wider than the sheet.
func TestPageHasEveryClause(t *testing.T) {
	for _, p := range readyMade {
		for _, lang := range []Lang{Zh, En} {
			page := p.Page(lang)
			seen := map[string]int{}
			for _, s := range page.Sections {
				for _, c := range s.Clauses {
					seen[c.ID]++
				}
			}
			for _, c := range p.clauses {
				if seen[c.ID] != 1 {
					t.Errorf("%s, %s: clause %s stands there %d times", p.name, lang, c.ID, seen[c.ID])
				}
				if !strings.Contains(page.Markdown(), escape(c.Wording(lang))) {
					t.Errorf("%s, %s: the Markdown lacks clause %s", p.name, lang, c.ID)
				}
			}
			for line := range strings.Lines(page.Text()) {
				if columns(strings.TrimRight(line, "\n")) > sheet+2 { // punctuation may hang
					t.Errorf("%s: too wide: %s", p.name, line)
				}
			}
		}
	}
}

// What is wrapped loses nothing.
func TestPageTextIsWhole(t *testing.T) {
	for _, p := range readyMade {
		for _, lang := range []Lang{Zh, En} {
			bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
			text := bare(p.Page(lang).Text())
			for _, c := range p.clauses {
				if !strings.Contains(text, c.ID+bare(c.Wording(lang))) {
					t.Errorf("%s, %s: clause %s is not whole", p.name, lang, c.ID)
				}
			}
		}
	}
}

func TestPageFacts(t *testing.T) {
	text := strings.Replace(standardText(t), "door: everyone", "door: owner", 1)
	text = strings.Replace(text, "clauses:\n", "limits: {claims_per_day: 2, cool_down_days: 10}\nclauses:\n", 1)
	p, err := ParsePolicy("p.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	en, zh := p.Page(En).Markdown(), p.Page(Zh).Markdown()
	for _, want := range []string{
		"# Standard house rules (standard)",
		"**Protection**: 30 days after the last visit, follow-up, word from the customer or call, day 30 included.",
		"the owner alone is told",
		"**Limits**: At most 2 claims a day; no claim of one's former customer for 10 days.",
		"*(our reading)*",
	} {
		if !strings.Contains(en, want) {
			t.Errorf("no %q in\n%s", want, en)
		}
	}
	for _, want := range []string{"只通知归属人本人", "每人每天最多认领 2 位；失去的客户 10 天内不能自己认领回来。", "（我们的理解）"} {
		if !strings.Contains(zh, want) {
			t.Errorf("no %q in\n%s", want, zh)
		}
	}
}

// One month is no months.
func TestPolicyPageCountsOne(t *testing.T) {
	if page := mustNamed(t, "follow-up-proof").Page(En).Text(); !strings.Contains(page, "1 month after the last visit") {
		t.Error(page)
	}
}
