package rules

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	coverageDir  = "policies/coverage"
	coverageFile = "policies/COVERAGE.md"
)

// houseRules are the documents that policies were made from, and how many rows
// each has once it is taken apart: 341 in all.
var houseRules = []struct {
	policy string
	rows   int
}{
	{"three-month-file", 48},
	{"first-contact", 40},
	{"two-venues", 25},
	{"pearl", 25},
	{"thirty-day", 27},
	{"course-desk", 30},
	{"call-then-visit", 12},
	{"single-loop", 16},
	{"three-facts", 22},
	{"follow-up-proof", 27},
	{"on-record", 33},
	{"fifteen-day", 36},
}

// boundaryCases are the numbered cases at the edges of the twelve documents.
const boundaryCases = 40

// TestCoverage accounts for every row of the house-rule documents: a clause
// carries it and a transcript shows it, or something reminds of it, or there is
// a reason why not. Each policy's rows are in policies/coverage/POLICY.txt:
//
//	3-4a | clause 3-4a | 3-4a-absent.txt         its clauses, and where they decide
//	R1   | reminder | the first line of the page  what software can only remind of, and where it does
//	Q4b  | none | the sentence breaks off         why nothing carries it
//	case 17 | case-17-at-five-minutes.txt         a boundary case
//	number 3 months | 3-5a-later-consultant.txt   a number, on both sides of its edge
//
// COVERAGE.md is made from them; "go test ./rules -run TestCoverage -rewrite"
// writes it.
func TestCoverage(t *testing.T) {
	var all []coverage
	cases := map[int]bool{}
	for _, doc := range houseRules {
		file := filepath.Join(coverageDir, doc.policy+".txt")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c, faults := parseCoverage(mustNamed(t, doc.policy), string(text))
		for _, f := range append(faults, c.faults(t)...) {
			t.Errorf("%s: %s", file, f)
		}
		if len(c.rows) != doc.rows {
			t.Errorf("%s has %d rows, the document %d", file, len(c.rows), doc.rows)
		}
		for _, k := range c.cases {
			cases[k.n] = true
		}
		all = append(all, c)
	}
	for n := 1; n <= boundaryCases; n++ {
		if !cases[n] {
			t.Errorf("boundary case %d is in no file", n)
		}
	}
	if t.Failed() {
		return
	}
	want := coveragePage(all)
	if f := flag.Lookup("rewrite"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(coverageFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(coverageFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(got), want); d != "" {
		t.Errorf("%s is not what the coverage files say (-rewrite writes it):\n%s", coverageFile, d)
	}
}

func mustNamed(t *testing.T, policy string) *Policy {
	t.Helper()
	p, ok := Named(policy)
	if !ok {
		t.Fatalf("no policy %s", policy)
	}
	return p
}

// A coverage is the account of one document.
type coverage struct {
	policy  *Policy
	rows    []coveredRow
	cases   []coveredCase
	numbers []coveredNumber
}

// A coveredRow is one row: carried by clauses, reminded of at a place, or left
// out for a reason.
type coveredRow struct {
	id            string
	clauses       []string
	where, reason string
	transcripts   []string
}

type coveredCase struct {
	n           int
	transcripts []string
}

type coveredNumber struct {
	what        string
	transcripts []string
}

// parseCoverage reads a coverage file, with what is wrong with its lines.
func parseCoverage(p *Policy, text string) (c coverage, faults []string) {
	c.policy = p
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if fault := c.add(fields(line, "|")); fault != "" {
			faults = append(faults, fmt.Sprintf("line %d: %s", i+1, fault))
		}
	}
	return c, faults
}

// fields splits a line and trims its parts.
func fields(s, sep string) []string {
	parts := strings.Split(s, sep)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// add takes one line; it returns what is wrong with it.
func (c *coverage) add(line []string) (fault string) {
	if slices.Contains(line, "") {
		return "a part between the bars is empty"
	}
	first, rest, _ := strings.Cut(line[0], " ")
	switch {
	case first == "case" || first == "number":
		if len(line) != 2 {
			return first + " | TRANSCRIPT.txt, and no more"
		}
		if first == "number" {
			c.numbers = append(c.numbers, coveredNumber{rest, fields(line[1], ",")})
			return ""
		}
		n, err := strconv.Atoi(rest)
		if err != nil || n < 1 || n > boundaryCases {
			return fmt.Sprintf("no boundary case %q; they are 1 to %d", rest, boundaryCases)
		}
		c.cases = append(c.cases, coveredCase{n, fields(line[1], ",")})
		return ""
	case len(line) != 3:
		return "ROW | clause ID | TRANSCRIPT.txt, ROW | reminder | WHERE or ROW | none | REASON"
	}
	if slices.ContainsFunc(c.rows, func(r coveredRow) bool { return r.id == line[0] }) {
		return "row " + line[0] + " is there already"
	}
	r := coveredRow{id: line[0]}
	how, clauses, _ := strings.Cut(line[1], " ")
	switch how {
	case "clause":
		r.clauses, r.transcripts = fields(clauses, ","), fields(line[2], ",")
	case "reminder":
		r.where = line[2]
	case "none":
		r.reason = line[2]
	default:
		return fmt.Sprintf("%q: clause, reminder or none", line[1])
	}
	c.rows = append(c.rows, r)
	return ""
}

// faults says what the account claims that is not so: clauses that the policy
// does not have, transcripts that are not there or show something else.
func (c coverage) faults(t *testing.T) (faults []string) {
	complain := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	exist := func(what string, transcripts []string) {
		for _, f := range transcripts {
			if _, err := os.Stat(c.transcript(f)); err != nil || !strings.HasSuffix(f, ".txt") {
				complain("%s: no transcript %s", what, f)
			}
		}
	}
	for _, r := range c.rows {
		exist("row "+r.id, r.transcripts)
		shown := map[string]bool{}
		for _, id := range r.clauses {
			if c.policy.clause(id) == nil {
				complain("row %s: no clause %q in the policy", r.id, id)
			}
			for _, f := range r.transcripts {
				if _, err := os.Stat(c.transcript(f)); err == nil && citesInAnswer(t, c.transcript(f), id) {
					shown[id], shown[f] = true, true
				}
			}
		}
		for _, x := range slices.Concat(r.clauses, r.transcripts) {
			if !shown[x] {
				complain("row %s: clause and transcript do not meet in an answer: %s", r.id, x)
			}
		}
	}
	for _, k := range c.cases {
		exist(fmt.Sprintf("case %d", k.n), k.transcripts)
	}
	for _, n := range c.numbers {
		exist("number "+n.what, n.transcripts)
	}
	return faults
}

func (c coverage) transcript(file string) string {
	return filepath.Join("testdata", c.policy.Name(), file)
}

// coveragePage is the account as a page.
func coveragePage(all []coverage) string {
	var b, head strings.Builder
	var carried, reminded, left, cases, numbers int
	fmt.Fprint(&head, "| policy | rows | carried by a clause | only reminded of | left out |\n|---|--:|--:|--:|--:|\n")
	for _, c := range all {
		n := [3]int{}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", c.policy.Name(), c.policy.Title(En))
		if len(c.rows) > 0 {
			fmt.Fprint(&b, "\n| row | carried by | what it says | shown in |\n|---|---|---|---|\n")
		}
		for _, r := range c.rows {
			switch {
			case r.where != "":
				n[1]++
				fmt.Fprintf(&b, "| %s | *reminder* | %s | %s |\n", r.id, cell(c.policy.Wording(r.id, En)), cell(r.where))
			case r.reason != "":
				n[2]++
				fmt.Fprintf(&b, "| %s | *none* | %s | |\n", r.id, cell(r.reason))
			default:
				n[0]++
				var says []string
				for _, id := range r.clauses {
					says = append(says, cell(c.policy.Wording(id, En)))
				}
				fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.id, strings.Join(r.clauses, ", "), strings.Join(says, "<br>"), c.links(r.transcripts))
			}
		}
		if len(c.cases)+len(c.numbers) > 0 {
			fmt.Fprint(&b, "\n| at the edge | shown in |\n|---|---|\n")
		}
		for _, k := range c.cases {
			fmt.Fprintf(&b, "| case %d | %s |\n", k.n, c.links(k.transcripts))
		}
		for _, k := range c.numbers {
			fmt.Fprintf(&b, "| %s | %s |\n", cell(k.what), c.links(k.transcripts))
		}
		fmt.Fprintf(&head, "| [%s](#%[1]s) | %d | %d | %d | %d |\n", c.policy.Name(), len(c.rows), n[0], n[1], n[2])
		carried, reminded, left = carried+n[0], reminded+n[1], left+n[2]
		cases, numbers = cases+len(c.cases), numbers+len(c.numbers)
	}
	fmt.Fprintf(&head, "| **all** | %d | %d | %d | %d |\n", carried+reminded+left, carried, reminded, left)
	return "# What becomes of each row of the house rules\n\n" +
		"Twelve house-rule documents, taken apart into rows. A row is carried by a clause of the policy, and a transcript shows the clause deciding; or software can only remind of it, and the place is named; or the reason is given why it is left out. Made by `go test ./rules -run TestCoverage -rewrite` from the files in [coverage](coverage), and checked by the same test.\n\n" +
		head.String() +
		fmt.Sprintf("\nBesides: %d boundary cases and %d numbers, each on both sides of its edge.\n", cases, numbers) +
		b.String()
}

// cell keeps a text within its cell of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

func (c coverage) links(transcripts []string) string {
	var out []string
	for _, f := range transcripts {
		out = append(out, fmt.Sprintf("[%s](../testdata/%s/%s)", strings.TrimSuffix(f, ".txt"), c.policy.Name(), f))
	}
	return strings.Join(out, ", ")
}

// TestCoverageFaults: the account is not taken at its word.
func TestCoverageFaults(t *testing.T) {
	for _, tc := range []struct{ says, line, fault string }{
		{"as it should be", "9-1b | clause 9-1b | 9-1b-fifteen-days.txt", ""},
		{"twice", "1a | none | lost\n1a | none | lost", "row 1a is there already"},
		{"a clause of another document", "1a | clause R3c | 1a-grab.txt", `no clause "R3c" in the policy`},
		{"a transcript of something else", "9-1b | clause 9-1b | M4a-neglect.txt", "no transcript M4a-neglect.txt"},
		{"a transcript in which it does not decide", "9-1b | clause 9-1b | floor-lunch-and-rush.txt", "do not meet in an answer: 9-1b"},
		{"a reminder with no place", "2d | reminder |", "between the bars is empty"},
		{"no reason", "2d | none", "ROW | none | REASON"},
		{"a case that is not there", "case 41 | 1a-grab.txt", "no boundary case"},
	} {
		c, faults := parseCoverage(mustNamed(t, "fifteen-day"), tc.line)
		got := strings.Join(append(faults, c.faults(t)...), "; ")
		if (tc.fault == "") != (got == "") || !strings.Contains(got, tc.fault) {
			t.Errorf("%s: got %q, want %q", tc.says, got, tc.fault)
		}
	}
}
