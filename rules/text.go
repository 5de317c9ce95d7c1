package rules

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// WriteText writes the report in sentences that can be read out, each decision
// with the clauses it rests on.
func (r *Report) WriteText(w io.Writer, lang Lang) error {
	t := newTextReport(w, lang, r)
	t.line(0, "%s，%s", "%s, %s", r.Policy.Title(lang), t.moment(r.At))
	t.policies()
	t.customers()
	t.visits()
	t.deals()
	t.rotation()
	t.conduct()
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// policies says which policies held in turn, if several did.
func (t *textReport) policies() {
	var all []string
	for _, p := range t.report.Policies {
		title := p.Policy.Title(t.lang)
		if p.Since.IsZero() {
			all = append(all, t.sprintf("最初是%s", "at first %s", title))
		} else {
			all = append(all, t.sprintf("%s 起是%s", "from %s, %s", t.moment(p.Since), title))
		}
	}
	if len(all) > 1 {
		t.line(0, "制度有过变更：%s。", "The policy has changed: %s.", strings.Join(all, t.in("；", "; ")))
	}
}

// A textReport writes sentences, given in Chinese and English side by side.
// Errors of the writer come out at the end.
type textReport struct {
	w         *bufio.Writer
	lang      Lang
	report    *Report
	staff     map[Person]string
	namesakes map[string]int // how many customers have a name
}

func newTextReport(w io.Writer, lang Lang, r *Report) *textReport {
	t := &textReport{w: bufio.NewWriter(w), lang: lang, report: r, staff: map[Person]string{}, namesakes: map[string]int{}}
	for _, m := range r.Members {
		t.staff[m.Person] = m.Name
	}
	for _, name := range r.Names { // in whatever order: they are counted
		t.namesakes[name]++
	}
	return t
}

// in returns one of two wordings.
func (t *textReport) in(zh, en string) string { return wording{zh, en}.in(t.lang) }

func (t *textReport) sprintf(zh, en string, args ...any) string {
	return fmt.Sprintf(t.in(zh, en), args...)
}

// line writes a line of its own, indented by so many steps.
func (t *textReport) line(steps int, zh, en string, args ...any) {
	fmt.Fprintf(t.w, "%s%s\n", strings.Repeat("  ", steps), t.sprintf(zh, en, args...))
}

func (t *textReport) head(zh, en string) {
	fmt.Fprintf(t.w, "\n%s\n", t.in(zh, en))
}

// join lists words as the language does.
func (t *textReport) join(words []string) string { return strings.Join(words, t.in("、", ", ")) }

func (t *textReport) person(p Person) string {
	if name := t.staff[p]; name != "" {
		return name
	}
	return string(p)
}

// customer names c: by name where one customer alone has it.
func (t *textReport) customer(c Customer) string {
	switch name := t.report.Names[c]; {
	case name == "":
		return string(c)
	case t.namesakes[name] > 1:
		return name + t.sprintf("（%s）", " (%s)", c)
	default:
		return name
	}
}

func (t *textReport) persons(all []Person) string {
	var names []string
	for _, p := range all {
		names = append(names, t.person(p))
	}
	return t.join(names)
}

func (t *textReport) tallies(all []Tally) string {
	var counts []string
	for _, x := range all {
		if x.N != 0 {
			counts = append(counts, t.person(x.Person)+" "+strconv.Itoa(x.N))
		}
	}
	return t.join(counts)
}

func (t *textReport) parts(ps Parts) string {
	var shares []string
	for _, s := range ps {
		if !s.Part.IsZero() {
			shares = append(shares, t.person(s.Person)+" "+s.Part.String())
		}
	}
	if shares == nil {
		return t.in("无", "none")
	}
	return t.join(shares)
}

func (t *textReport) day(d time.Time) string {
	return d.In(t.report.Zone).Format(t.in("2006年1月2日", "2 January 2006"))
}

func (t *textReport) moment(d time.Time) string {
	return d.In(t.report.Zone).Format(t.in("2006年1月2日 15:04", "2 January 2006, 15:04"))
}

// lastDay is the last day on which something that ends at until still holds.
func (t *textReport) lastDay(until time.Time) string {
	return t.day(LastDay(until, t.report.Zone))
}

// grounds writes the clauses a decision rests on, the deciding one in full.
func (t *textReport) grounds(g Grounds) {
	if g.Assumed {
		t.line(2, "制度没有写明；按建议理解处理。", "The policy is silent; decided by our reading.")
	}
	if len(g.Basis) == 0 {
		return
	}
	policy := t.report.Policy
	if then := t.report.then(g.Version); then != nil {
		policy = then
	}
	switch deciding := g.Basis[0]; {
	case policy.Wording(deciding, t.lang) == "":
		t.line(2, "条款 %s", "Clause %s", deciding)
	case policy.Version() != t.report.Policy.Version():
		t.line(2, "条款 %s（当时的制度 %s）：%s", "Clause %s of the policy then, %s: %s", deciding, policy.Name(), policy.Wording(deciding, t.lang))
	default:
		t.line(2, "条款 %s：%s", "Clause %s: %s", deciding, policy.Wording(deciding, t.lang))
	}
	switch others := g.Basis[1:]; len(others) {
	case 0:
	case 1:
		t.line(2, "另见条款 %s", "See also clause %s", others[0])
	default:
		t.line(2, "另见条款 %s", "See also clauses %s", t.join(others))
	}
}

// then returns the policy of a version; nil where it is not known.
func (r *Report) then(v Version) *Policy {
	if r.policyOf == nil {
		return nil
	}
	return r.policyOf(v)
}

func (t *textReport) customers() {
	if len(t.report.Customers) > 0 {
		t.head("客户", "Customers")
	}
	for _, h := range t.report.Customers {
		switch {
		case h.Owner == "" && h.Former != "":
			t.line(1, "%s：现无归属人（原归 %s）。", "%s is nobody's now (was %s's).", t.customer(h.Customer), t.person(h.Former))
		case h.Owner == "":
			t.line(1, "%s：无归属人。", "%s is nobody's.", t.customer(h.Customer))
		case h.Until.IsZero():
			t.line(1, "%s：归 %s。", "%s is %s's.", t.customer(h.Customer), t.person(h.Owner))
		default:
			t.line(1, "%s：归 %s，保护到 %s。", "%s is %s's, protected through %s.", t.customer(h.Customer), t.person(h.Owner), t.lastDay(h.Until))
		}
		if others := t.others(h); others != "" {
			t.line(2, "与 %s 为同一组客户。", "One party with %s.", others)
		}
		if h.Referral != "" {
			t.line(2, "由 %s 介绍。", "Sent by %s.", t.customer(h.Referral))
		}
		t.grounds(h.Grounds)
	}
}

// others lists the customers who count as one with h's.
func (t *textReport) others(h Holding) string {
	var others []string
	for _, c := range h.Party {
		if c != h.Customer {
			others = append(others, t.customer(c))
		}
	}
	return t.join(others)
}

func (t *textReport) visits() {
	if len(t.report.Visits) > 0 {
		t.head("来访", "Visits")
	}
	for _, v := range t.report.Visits {
		t.line(1, "%s（%s，%s）：由 %s 接待，%s。", "%s (%s, %s): received by %s, %s.",
			v.Visit, t.customer(v.Customer), t.moment(v.At), t.person(v.Person), t.turn(v))
		switch {
		case v.Expected == "":
			t.line(2, "当时无人可接。", "Nobody was free to receive.")
		case v.Expected != v.Person && v.Expected != v.OnBehalfOf:
			t.line(2, "按制度应由 %s 接待。", "By the policy, %s should have received.", t.person(v.Expected))
		}
		t.grounds(v.Grounds)
	}
}

func (t *textReport) turn(v Reception) string {
	switch {
	case v.OnBehalfOf != "" && v.Turn:
		return t.sprintf("代 %s 接待，占用一次轮接", "on behalf of %s, a turn used", t.person(v.OnBehalfOf))
	case v.OnBehalfOf != "":
		return t.sprintf("代 %s 接待，不占轮接", "on behalf of %s, no turn used", t.person(v.OnBehalfOf))
	case v.Turn:
		return t.in("占用一次轮接", "a turn used")
	}
	return t.in("不占轮接", "no turn used")
}

// stageWords are the stages of a deal in words.
var stageWords = map[Stage]wording{
	Deposit:    {"已交定金", "deposit paid"},
	Subscribed: {"已认购", "subscribed"},
	Signed:     {"已签约", "signed"},
}

func (t *textReport) deals() {
	if len(t.report.Deals) > 0 {
		t.head("成交", "Deals")
	}
	for _, d := range t.report.Deals {
		t.line(1, "%s（%s，%s）：业绩 %s；佣金 %s。", "%s (%s, %s): performance %s; commission %s.",
			d.Deal, t.customer(d.Customer), stageWords[d.Stage].in(t.lang), t.parts(d.Performance), t.parts(d.Commission))
		if len(d.Bonus) > 0 {
			t.line(2, "成交奖金：%s。", "Closing bonus: %s.", t.parts(d.Bonus))
		}
		if !d.ContestUntil.IsZero() {
			t.line(2, "%s 前（含当日）可提出异议。", "May be contested through %s.", t.lastDay(d.ContestUntil))
		}
		t.grounds(d.Grounds)
	}
}

func (t *textReport) rotation() {
	r := t.report.Rotation
	if len(r.Queue) == 0 && r.Next == "" && len(r.Turns) == 0 {
		return
	}
	t.head("轮排", "Rotation")
	switch {
	case r.Mode == Rush:
		t.line(1, "开盘期间，不轮排。", "Rush: no queue.")
	case r.Mode == Lunch:
		t.line(1, "午间由 %s 值班接待。", "Lunch: %s is on duty.", t.person(r.Duty))
	case r.Next == "":
		t.line(1, "现在无人可接。", "Nobody is ready.")
	case r.Makeup:
		t.line(1, "下一位：%s（补接）。", "Next: %s, on a make-up turn.", t.person(r.Next))
	default:
		t.line(1, "下一位：%s。", "Next: %s.", t.person(r.Next))
	}
	if len(r.Queue) > 0 {
		t.line(1, "次序：%s。", "Order: %s.", t.persons(r.Queue))
	}
	for _, c := range []struct {
		zh, en string
		counts []Tally
	}{
		{"待补接：%s。", "Make-up turns owed: %s.", r.Owed},
		{"已轮接：%s。", "Turns taken: %s.", r.Turns},
		{"轮空：%s。", "Turns lost: %s.", r.Passes},
	} {
		if counts := t.tallies(c.counts); counts != "" {
			t.line(1, c.zh, c.en, counts)
		}
	}
}

// actWords are the acts under conduct in words.
var actWords = map[string]wording{
	"grab":       {"抢单", "took a colleague's customer"},
	"dump":       {"甩客", "dumped a customer"},
	"dodge_turn": {"逃避轮接", "dodged a turn"},
	"pick":       {"挑客", "picked customers"},
	"solicit":    {"诱导客户指名", "told a caller to ask for them"},
	"falsify":    {"登记不实", "made a false entry"},
	"neglect":    {"失职", "neglected a duty"},
	"assisted":   {"协助同事", "helped a colleague"},
}

func (t *textReport) conduct() {
	if len(t.report.Conduct) > 0 {
		t.head("行为", "Conduct")
	}
	for _, f := range t.report.Conduct {
		what := t.found(&f, t.sprintf("；", "; "))
		t.line(1, "%s：%s。", "%s: %s.", t.person(f.Person), what)
		t.grounds(Grounds{Basis: f.Basis})
	}
}

// span writes a range, open where a bound is nil.
func (t *textReport) span(least, most *int) string {
	switch {
	case least == nil && most == nil:
		return t.in("若干", "some")
	case most == nil:
		return t.sprintf("至少 %d", "at least %d", *least)
	case least == nil:
		return t.sprintf("至多 %d", "at most %d", *most)
	case *least == *most:
		return strconv.Itoa(*least)
	}
	return t.sprintf("%d 至 %d", "%d to %d", *least, *most)
}

// ActWord says an act under conduct in words.
func ActWord(act string, lang Lang) string {
	if words, ok := actWords[act]; ok {
		return words.in(lang)
	}
	return act
}
