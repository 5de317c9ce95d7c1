package rules

import (
	"strings"
	"testing"
)

// A house rule of one's own, copied and changed: what was changed is said, and
// nothing else.
func TestComparisonOfACopy(t *testing.T) {
	for _, tt := range []struct {
		what, from, to string
		want           []string
		not            string
	}{
		{"another number", "days: 30", "days: 45", []string{"mine: 45 days after the last", "Clause 3 reads the same", "days 30 → 45"}, "Deals"},
		{"another wording", "The earliest valid registration owns.", "First come, first served.", []string{"standard: The earliest valid registration owns. (clause 1)", "mine: First come, first served. (clause 1)"}, "Order"},
		{"another door", "door: everyone", "door: off", []string{"At the door", "mine: Nobody is told whose customer"}, "clause"},
		{"another arbiter", "arbiter: manager", "arbiter: director", []string{"mine: Disputes are ruled on by the director."}, "clause"},
		{"a limit", "clauses:\n", "limits: {held: 20}\nclauses:\n", []string{"mine: No claim by one who holds 20 customers"}, "clause "},
		{"a clause left out", "  - id: \"13\"\n    does: follow_up_due\n    days: 7\n    zh: 最后一次联系后 7 天内跟进。\n    en: The next follow-up is due seven days after the last contact.\n", "", []string{"only standard: The next follow-up", "mine: Nothing is said."}, "Order"},
		{"another id", "  - id: \"2\"\n", "  - id: \"2x\"\n", []string{"mine: clause 2 is called 2x (Spouses, parents and children are one party with one owner)."}, "Order"},
		{"another id and wording", "id: \"1\"\n    does: first_registration\n    zh: 先有效登记者为归属人。\n    en: The earliest valid registration owns.", "id: \"1x\"\n    does: first_registration\n    zh: 先到先得。\n    en: First come, first served.", []string{"standard: The earliest valid registration owns. (clause 1)", "mine: First come, first served. (clause 1x)"}, "Order"},
		{"the other language", "zh: 先有效登记者为归属人。", "zh: 先到先得。", []string{"mine: clause 1 (The earliest valid registration owns) differs in its Chinese wording only."}, "standard:"},
		{"a word", "by: [visit, ", "by: [", []string{"the contacts that start it again: visit, follow-up, word from the customer, call → follow-up, word from the customer, call"}, "Order"},
		{"what a clause does besides", "    en: The earliest valid registration owns.\n", "    en: The earliest valid registration owns.\n    also: [{does: lapse}]\n", []string{"Clause 1 reads the same (The earliest valid registration owns), but differs: also leaves a customer without owner"}, "Order"},
		{"a clause added", "clauses:\n", "clauses:\n  - {id: x, does: signing, zh: 只签约的不算。, en: Who only signs gets nothing.}\n", []string{"only mine: Who only signs gets nothing. (clause x)"}, "only standard"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			text := strings.Replace(standardText(t), tt.from, tt.to, 1)
			if text == standardText(t) {
				t.Fatal("nothing replaced")
			}
			changed, err := NewPolicy("p.yaml", []byte(text), "mine")
			if err != nil {
				t.Fatal(err)
			}
			p, err := ParsePolicy("p.yaml", changed)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(strings.Fields(ComparePolicies(Default(), p).Text(En)), " ")
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%s", want, got)
				}
			}
			if strings.Contains(got, tt.not) {
				t.Errorf("%q in\n%s", tt.not, got)
			}
		})
	}
}

// Where the order of clauses that answer one question changes, that is said;
// where it matters to nothing, it is not.
func TestComparisonOfOrder(t *testing.T) {
	parse := func(clauses ...string) *Policy {
		p, err := ParsePolicy("p.yaml", []byte(clausesOf(clauses...)))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	ids := strings.NewReplacer("c1", "c2", "c2", "c1")
	swapped := func(clauses ...string) *Policy {
		p, err := ParsePolicy("p.yaml", []byte(ids.Replace(clausesOf(clauses...))))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	a, b := parse("referral, accompanied: true", "first_registration"), swapped("first_registration", "referral, accompanied: true")
	if got := ComparePolicies(a, b).Text(En); strings.Count(got, "second small: clause c2 (one) comes before clause c1.") != 1 || strings.Count(got, "clause") != 2 {
		t.Errorf("got %s", got)
	}
	a, b = parse("lapse", "first_registration"), swapped("first_registration", "lapse")
	if c := ComparePolicies(a, b); !c.Same() {
		t.Errorf("got %s", c.Text(En))
	}
}

// Two policies with other ids are compared by what their clauses are about.
func TestComparisonOfReadyMadePolicies(t *testing.T) {
	other, _ := Named("fifteen-day")
	got := strings.Join(strings.Fields(ComparePolicies(Default(), other).Text(En)), " ")
	for _, want := range []string{
		"fifteen-day: 15 days after the last visit, day 15 included.",
		"Who counts as one party", "(clause 9-2)",
		"only fifteen-day: Within 15 days of the last visit, no name recalled and sold the same day",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, both := range []string{"only standard: A manager's ruling", "Otherwise the whole deal is the owner's"} {
		if strings.Contains(got, both) {
			t.Errorf("both have %q:\n%s", both, got)
		}
	}
}

// A policy is copied with its comments, but for those before it, wherever its
// name and title stand; the name stands in the title, too.
func TestNewPolicy(t *testing.T) {
	for _, tt := range []struct{ what, from, to, want string }{
		{"plainly", "", "", "name: mine\n"},
		{"with a comment", "name: small\n", "name: small # ours\n", "name: mine # ours\n"},
		{"in quotes", "name: small\n", "name: \"small\"\n", "name: mine\n"},
		{"not first", "name: small\ntitle: {zh: 小, en: Small}\n", "title: {zh: 小, en: Small}\nname: small\n", "}\nname: mine\n"},
		{"in its title", "", "", "title: {zh: 小（mine）, en: Small (mine)}\n"},
		{"in a title in quotes", "{zh: 小, en: Small}", `{zh: "小", en: 'Small'}`, "title: {zh: \"小（mine）\", en: 'Small (mine)'}\n"},
		{"in a title on lines of its own", "{zh: 小, en: Small}", "# so\n  en: Small # in short\n  zh: 小", "title: # so\n  en: Small (mine) # in short\n  zh: 小（mine）\n"},
		{"in the title of a copy", "{zh: 小, en: Small}", "{zh: 小（small）, en: Small (small)}", "title: {zh: 小（mine）, en: Small (mine)}\n"},
		{"in no title that can't be changed", "{zh: 小, en: Small}", "\n  zh: 小\n  en: Small\n    things", "name: mine\ntitle: \n  zh: 小\n  en: Small\n    things\n"},
		{"without its header", "name: small\n", "# yaml-language-server: $schema=policy.schema.json\n# Of old.\n\n# Very old.\nname: small\n# ours\n", "# yaml-language-server: $schema=policy.schema.json\nname: mine\n# ours\n"},
	} {
		text := strings.Replace(aPolicy, tt.from, tt.to, 1)
		got, err := NewPolicy("p.yaml", []byte(text), "mine")
		if err != nil || !strings.Contains(string(got), tt.want) || strings.Contains(string(got), "old") {
			t.Errorf("%s: %v\n%s", tt.what, err, got)
		}
	}
	for _, bad := range []struct{ text, name, want string }{
		{aPolicy, "Mine", `"Mine" is no name`},
		{aPolicy, "", `"" is no name`},
		{aPolicy, "pearl", `"pearl" is a ready-made policy`},
		{"name: small", "mine", `p.yaml:1:1: a policy has`},
	} {
		if _, err := NewPolicy("p.yaml", []byte(bad.text), bad.name); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("got %v, want %s", err, bad.want)
		}
	}
}
