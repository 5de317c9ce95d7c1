package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The ready-made policies have no clause that is never reached.
func TestReadyMadePoliciesPassTheCheck(t *testing.T) {
	for _, name := range Policies() {
		text, err := policyFiles.ReadFile("policies/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		_, faults := CheckPolicy(name+".yaml", text)
		for _, f := range faults {
			t.Error(f)
		}
	}
}

// clausesOf writes a policy file with those clauses, each given as its kind and
// parameters in flow style.
func clausesOf(clauses ...string) string {
	text := "name: small\ntitle: {zh: 小, en: Small}\nclauses:\n"
	for i, c := range clauses {
		text += fmt.Sprintf("  - {id: c%d, zh: 一, en: one, does: %s}\n", i+1, c)
	}
	return text
}

func TestClausesThatAreNeverReached(t *testing.T) {
	for _, tt := range []struct {
		what    string
		clauses []string
		want    string // empty: all can be reached
	}{
		{
			"a share after the owner has all",
			[]string{"owner_has_all", `substitute_share, part: 1/2`},
			`p.yaml:5:36: clause "c2" is never reached with its substitute_share: "c1" (line 4) always answers first; put it before, or leave it out`,
		},
		{"the share before", []string{`substitute_share, part: 1/2`, "owner_has_all", "closer_has_all"}, ""},
		{"a share after one who has all of some owners", []string{`owner_has_all, owns_by: [c2]`, `substitute_share, part: 1/2`}, ""},
		{"a purchase of a group after owner and closer, together", []string{"owner_has_all", "closer_has_all", "group_purchase"}, `"c1" (line 4) with "c2" (line 5) always answers first`},
		{"after the owner alone", []string{"owner_has_all", "group_purchase", "closer_has_all"}, ""},
		{"whoever is on duty, after the next in turn", []string{"in_turn", "lunch_duty"}, `"c2" is never reached with its lunch_duty`},
		{"after the next in turn for some purposes", []string{"in_turn, purposes: [buy]", "lunch_duty"}, ""},
		{"in turn for fewer purposes", []string{"in_turn, purposes: [buy, look]", "in_turn, purposes: [look]"}, `"c2" is never reached`},
		{"in turn for other purposes", []string{"in_turn, purposes: [buy, look]", "in_turn, purposes: [rent]"}, ""},
		{"made up for fewer reasons", []string{"make_up, away: [errand, sales]", "make_up, away: [errand], approved: true"}, `"c2" is never reached`},
		{"made up for more reasons", []string{"make_up, away: [errand]", "make_up, away: [errand, sales]"}, ""},
		{"made up after all is lost", []string{"forfeit, grace_minutes: 5", "make_up, away: [errand]"}, `"c2" is never reached with its make_up`},
		{"made up after the day off is lost", []string{"forfeit, off: true", "make_up, away: [errand]"}, ""},
		{"the same protection with another number", []string{"renewal, days: 30, by: [visit]", "renewal, days: 15, by: [visit]"}, `"c2" is never reached with its renewal`},
		{"another protection by another contact", []string{"renewal, days: 30, by: [visit]", "renewal, days: 15, by: [visit, call]"}, ""},
		{"a second time limit", []string{"contest_limit, days: 3", "contest_limit, days: 7"}, `"c2" is never reached with its contest_limit`},
		{"a referral after whoever came first", []string{"no_registration", "first_registration", "referral, accompanied: true"}, `"c3" never makes anybody the owner with its referral: "c1" (line 4) with "c2" (line 5)`},
		{"a referral after whoever came first and registered", []string{"first_registration", "referral, accompanied: true"}, ""},
		{"one who left, after all who leave", []string{"leaver", "leaver, unsold: true"}, `"c2" is never reached with its leaver`},
		{"all who leave, after those without an order", []string{"leaver, unsold: true", "leaver"}, ""},
		{"in our reading", []string{"in_turn, also: [{does: lunch_duty, assumed: true}, {does: lapse}]"}, `p.yaml:4:59: clause "c1" is never reached with its lunch_duty`},
		{"a referral before", []string{"referral, accompanied: true", "first_registration"}, ""},
		{"a friend's referral after a stricter one", []string{"referral, accompanied: true, clear: true", "referral, accompanied: true"}, ""},
		{"a stricter referral after a friend's", []string{"referral, accompanied: true", "referral, accompanied: true, clear: true"}, `"c2" never makes anybody the owner`},
		{"a second claim", []string{"claim", "claim"}, `"c2" is never reached with its claim`},
		{"calls that give none, after those that give", []string{"call_owns", "call_gives_none"}, `"c2" is never reached with its call_gives_none`},
		{"two fines for one act", []string{"reportable, act: dump", "reportable, act: dump, fine: {min: 5, currency: CNY}"}, ""},
		{"reminders", []string{"reminder", "reminder"}, ""},
		{"what a clause does besides", []string{"in_turn, also: [{does: no_queue}]"}, `p.yaml:4:59: clause "c1" is never reached with its no_queue: "c1" (line 4)`},
	} {
		t.Run(tt.what, func(t *testing.T) {
			_, faults := CheckPolicy("p.yaml", []byte(clausesOf(tt.clauses...)))
			if tt.want == "" {
				for _, f := range faults {
					t.Error(f)
				}
				return
			}
			if len(faults) != 1 || !strings.Contains(faults[0].Error(), tt.want) {
				t.Errorf("got %v\nwant %s", faults, tt.want)
			}
		})
	}
}

// All that is wrong with a file is told at once, a fault a clause.
func TestAllFaultsAreTold(t *testing.T) {
	text := clausesOf("in_turns", "renewal, days: 0, by: [visit]", "owner_has_all, owns_by: [c9]", "claim")
	text = strings.Replace(text, "name: small", "name: Small", 1) + "  - {id: c4, zh: 一, en: one, does: lapse}\n"
	_, faults := CheckPolicy("p.yaml", []byte(text))
	var got []string
	for _, f := range faults {
		got = append(got, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Text(En)))
	}
	want := []string{
		"1:7 a policy has a name of lower-case letters",
		`4:36 no kind of clause does "in_turns"; did you mean "in_turn"?`,
		"5:51 give either days",
		`8:10 clause "c4" is there already`,
		`6:61 there is no clause "c9"`,
	}
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A clause that is said to be never reached is never the basis of anything: rules
// of all policies are put anywhere into each, and random registers are judged.
func TestWhatIsNeverReachedDecidesNothing(t *testing.T) {
	var donors []any
	for _, p := range readyMade {
		for _, c := range p.clauses {
			for _, r := range c.all() {
				if !answersTo[claiming](r) { // it may still say who receives
					donors = append(donors, r)
				}
			}
		}
	}
	found := 0
	for _, host := range readyMade {
		rapid.Check(t, func(t *rapid.T) {
			p := &Policy{name: host.name, title: host.title, door: host.door, arbiter: host.arbiter, clauses: slices.Clone(host.clauses)}
			for _, r := range rapid.SliceOfN(rapid.SampledFrom(donors), 30, 30).Draw(t, "rules") {
				at := rapid.IntRange(0, len(p.clauses)).Draw(t, "at")
				p.clauses = slices.Insert(p.clauses, at, &Clause{ID: "never", Does: kindOf(r), rules: []any{r}})
				if len(p.before(at, 0)) == 0 {
					p.clauses = slices.Delete(p.clauses, at, at+1)
					continue
				}
				found++
			}
			p.compile()
			b := NewBook(p, nil)
			for _, e := range drawMore(t, drawRegister(t)) {
				e.Seq = 0
				if b.Check(e) != nil {
					continue
				}
				if _, err := b.Apply(e); err != nil {
					t.Fatal(err)
				}
			}
			if report := reportOf(t, b, b.Last().Add(100*24*time.Hour)); strings.Contains(report, `"never"`) {
				t.Fatalf("a clause that is never reached decided something:\n%s", report)
			}
		})
	}
	if found < 1000 {
		t.Errorf("only %d clauses were found that are never reached", found)
	}
}
