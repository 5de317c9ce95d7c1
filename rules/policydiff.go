package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// A PolicyComparison is where two policies differ.
type PolicyComparison struct {
	A, B *Policy
	// Parameters are those that differ: door, arbiter, limits, protection.
	Parameters []ParameterDifference
	Clauses    []ClauseDifference // by subject, in the order of the page
	Moved      []MovedClause
}

// A ParameterDifference is a parameter that two policies set otherwise, in
// words.
type ParameterDifference struct{ name, a, b [2]string }

// A ClauseDifference is a clause of one policy and what corresponds to it in the
// other: nothing (nil), or a clause that says it otherwise.
type ClauseDifference struct {
	A, B    *Clause
	subject subject
}

// A MovedClause is one that both have, and that comes earlier in B: before a
// clause over which it did not prevail in A.
type MovedClause struct{ Clause, Before *Clause }

// ComparePolicies says where two policies differ. Clauses correspond that have
// one id and are of one kind; then those that do the same under other ids; then
// those of one kind. Two policies with nothing in common are so compared by what
// their clauses are about.
func ComparePolicies(a, b *Policy) PolicyComparison {
	c := PolicyComparison{A: a, B: b}
	c.parameters()
	pairs := correspond(a, b)
	for _, s := range subjects {
		for _, x := range a.clauses {
			if y := pairs[x]; x.subject() == s.subject && (y == nil && !b.does(x) || y != nil && !alike(x, y)) {
				c.Clauses = append(c.Clauses, ClauseDifference{x, y, s.subject})
			}
		}
		for _, y := range b.clauses {
			if y.subject() == s.subject && pairs[y] == nil && !a.does(y) {
				c.Clauses = append(c.Clauses, ClauseDifference{nil, y, s.subject})
			}
		}
	}
	c.moved(pairs)
	return c
}

// parameters compares what is no clause.
func (c *PolicyComparison) parameters() {
	a, b := [2][]PageFact{c.A.facts(Zh), c.A.facts(En)}, [2][]PageFact{c.B.facts(Zh), c.B.facts(En)}
	text := func(of [2][]PageFact, name [2]string) (texts [2]string) {
		for lang := range of {
			for _, f := range of[lang] {
				if f.Name == name[lang] {
					texts[lang] = f.Text
				}
			}
		}
		return texts
	}
	all := append(slices.Clone(a[0]), b[0]...)
	english := append(slices.Clone(a[1]), b[1]...)
	var seen []string
	for i := range all {
		name := [2]string{all[i].Name, english[i].Name}
		if slices.Contains(seen, name[0]) {
			continue
		}
		seen = append(seen, name[0])
		if was, is := text(a, name), text(b, name); was != is {
			c.Parameters = append(c.Parameters, ParameterDifference{name, was, is})
		}
	}
}

// correspond pairs the clauses of two policies, both ways.
func correspond(a, b *Policy) map[*Clause]*Clause {
	pairs := map[*Clause]*Clause{}
	pair := func(fits func(x, y *Clause) bool) {
		for _, x := range a.clauses {
			for _, y := range b.clauses {
				if pairs[x] == nil && pairs[y] == nil && fits(x, y) {
					pairs[x], pairs[y] = y, x
				}
			}
		}
	}
	pair(func(x, y *Clause) bool { return x.ID == y.ID && x.Does == y.Does && x.Does != "reminder" })
	pair(func(x, y *Clause) bool { return x.Does == "reminder" && y.Does == "reminder" && x.wording == y.wording })
	pair(func(x, y *Clause) bool { return x.Does != "reminder" && sameRules(x, y) })
	pair(func(x, y *Clause) bool { return x.Does != "reminder" && x.Does == y.Does && !b.does(x) && !a.does(y) })
	return pairs
}

// alike says whether two clauses do the same, and under one id say the same.
func alike(x, y *Clause) bool {
	return sameRules(x, y) && (x.ID != y.ID || x.wording == y.wording)
}

// sameRules says whether two clauses do the same, whatever their ids and those
// that they name.
func sameRules(x, y *Clause) bool {
	rs, ss := x.all(), y.all()
	if len(rs) != len(ss) {
		return false
	}
	for i := range rs {
		if len(changedParams(rs[i], ss[i])) > 0 || reflect.TypeOf(rs[i]) != reflect.TypeOf(ss[i]) {
			return false
		}
	}
	return true
}

// does says whether everything that a clause of another policy does is done by
// some clause of p; a reminder says what it says.
func (p *Policy) does(c *Clause) bool {
	for _, r := range c.all() {
		if kindOf(r) == "reminder" || !slices.ContainsFunc(p.clauses, func(x *Clause) bool {
			return slices.ContainsFunc(x.all(), func(s any) bool {
				return reflect.TypeOf(r) == reflect.TypeOf(s) && len(changedParams(r, s)) == 0
			})
		}) {
			return false
		}
	}
	return true
}

// A changedParam is a parameter that has another value in the second policy.
type changedParam struct{ key, was, is string }

// changedParams lists the parameters in which two rules of one kind differ.
func changedParams(x, y any) (all []changedParam) {
	if reflect.TypeOf(x) != reflect.TypeOf(y) {
		return nil
	}
	for _, p := range parameterFields(x) {
		if p.key == "owns_by" || p.key == "lost_by" || p.key == "not_by" { // ids of other clauses
			continue
		}
		was, is := reflect.ValueOf(x).Elem().FieldByIndex(p.Index), reflect.ValueOf(y).Elem().FieldByIndex(p.Index)
		if !reflect.DeepEqual(was.Interface(), is.Interface()) {
			all = append(all, changedParam{p.key, spell(was), spell(is)})
		}
	}
	return all
}

// spell writes a parameter's value, empty for none.
func spell(v reflect.Value) string {
	switch {
	case v.Kind() == reflect.Pointer && v.IsNil(), v.IsZero() && v.Kind() != reflect.Pointer:
		return ""
	case v.Kind() == reflect.Pointer:
		return spell(v.Elem())
	case v.Kind() == reflect.Struct:
		var words []string
		for i := range v.NumField() {
			if word := spell(v.Field(i)); word != "" {
				words = append(words, v.Type().Field(i).Tag.Get("yaml")+" "+word)
			}
		}
		return strings.Join(words, " ")
	case v.Kind() == reflect.Slice:
		var words []string
		for i := range v.Len() {
			words = append(words, fmt.Sprint(v.Index(i).Interface()))
		}
		return strings.Join(words, " ")
	}
	return fmt.Sprint(v.Interface())
}

// moved finds, among the clauses that both policies have under one id and that
// answer a question in common, those of which the later one in A is the earlier
// in B; each clause once, with the last before which it now comes.
func (c *PolicyComparison) moved(pairs map[*Clause]*Clause) {
	place := map[*Clause]int{}
	for i, x := range c.B.clauses {
		place[x] = i
	}
	var common []*Clause // of A, in A's order
	for _, x := range c.A.clauses {
		if y := pairs[x]; y != nil && x.ID == y.ID {
			common = append(common, x)
		}
	}
	stay := longestRising(common, func(x *Clause) int { return place[pairs[x]] })
	for _, x := range common {
		if slices.Contains(stay, x) {
			continue
		}
		for _, y := range common {
			crossed := (slices.Index(common, y) < slices.Index(common, x)) != (place[pairs[y]] < place[pairs[x]])
			if y == x || !crossed || !shareQuestion(x, y) {
				continue
			}
			first, second := x, y
			if place[pairs[y]] < place[pairs[x]] {
				first, second = y, x
			}
			c.Moved = append(c.Moved, MovedClause{pairs[first], pairs[second]})
		}
	}
}

// shareQuestion says whether two clauses answer a question in common, so that
// their order matters.
func shareQuestion(x, y *Clause) bool {
	for _, r := range x.all() {
		for _, s := range y.all() {
			for _, q := range questionsOf(r) {
				if slices.Contains(questionsOf(s), q) {
					return true
				}
			}
		}
	}
	return false
}

// longestRising returns a longest part of all in which the places rise.
func longestRising(all []*Clause, place func(*Clause) int) []*Clause {
	best := make([][]*Clause, len(all)) // ending at each
	var longest []*Clause
	for i, x := range all {
		for j := range i {
			if place(all[j]) < place(x) && len(best[j]) > len(best[i]) {
				best[i] = best[j]
			}
		}
		best[i] = append(slices.Clone(best[i]), x)
		if len(best[i]) > len(longest) {
			longest = best[i]
		}
	}
	return longest
}

// Same says whether no decision and no wording differs.
func (c PolicyComparison) Same() bool {
	return len(c.Parameters)+len(c.Clauses)+len(c.Moved) == 0
}

// A ComparisonSection is the differences on one subject, in sentences.
type ComparisonSection struct {
	Title string
	Lines []string
}

// Names are what the two sides of a comparison are called in its sentences, and
// what a clause of one of them alone is introduced by.
type Names struct{ A, B, OnlyA, OnlyB string }

// Sections returns the differences in sentences.
func (c PolicyComparison) Sections(lang Lang, names Names) []ComparisonSection {
	in := func(zh, en string) string { return wording{zh, en}.in(lang) }
	i := 1
	if lang == Zh {
		i = 0
	}
	var all []ComparisonSection
	add := func(title string, lines ...string) {
		if n := len(all); n == 0 || all[n-1].Title != title {
			all = append(all, ComparisonSection{Title: title})
		}
		all[len(all)-1].Lines = append(all[len(all)-1].Lines, lines...)
	}
	side := func(name, text string) string { return name + in("：", ": ") + text }
	clause := func(x *Clause) string {
		text := x.Wording(lang) + fmt.Sprintf(in("（条款 %s）", " (clause %s)"), x.ID)
		if x.Assumed {
			text += in("（我们的理解）", " (our reading)")
		}
		return text
	}
	for _, p := range c.Parameters {
		none := in("没有规定。", "Nothing is said.")
		add(p.name[i], side(names.A, orText(p.a[i], none)), side(names.B, orText(p.b[i], none)))
	}
	for _, d := range c.Clauses {
		title := d.subject.title(lang)
		switch {
		case d.B == nil:
			add(title, side(names.OnlyA, clause(d.A)))
		case d.A == nil:
			add(title, side(names.OnlyB, clause(d.B)))
		case d.A.ID == d.B.ID && d.A.wording == d.B.wording:
			add(title, fmt.Sprintf(in("条款 %s 字面没变（%s），数值不同：%s。", "Clause %s reads the same (%s), with other values: %s."),
				d.B.ID, strings.TrimRight(d.B.Wording(lang), "。."), d.values(lang)))
		default:
			add(title, side(names.A, clause(d.A)), side(names.B, clause(d.B)+d.numbers(lang)))
		}
	}
	for _, m := range c.Moved {
		add(in("先后", "Order"), fmt.Sprintf(in("%s：条款 %s 先于条款 %s。", "%s: clause %s comes before clause %s."), names.B, m.Clause.ID, m.Before.ID))
	}
	return all
}

func orText(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

// values lists the parameters that differ: both values of each.
func (d ClauseDifference) values(lang Lang) string {
	var all []string
	as, bs := d.A.all(), d.B.all()
	for i := range min(len(as), len(bs)) {
		for _, p := range changedParams(as[i], bs[i]) {
			none := wording{"无", "none"}.in(lang)
			all = append(all, fmt.Sprintf(wording{"%s %s → %s", "%s %s → %s"}.in(lang), p.key, orText(p.was, none), orText(p.is, none)))
		}
	}
	if len(all) == 0 {
		return wording{"附带的规定不同", "what it does besides differs"}.in(lang)
	}
	return strings.Join(all, wording{"；", "; "}.in(lang))
}

// numbers adds the values that differ to clauses under one id that read
// otherwise.
func (d ClauseDifference) numbers(lang Lang) string {
	if d.A.ID != d.B.ID || sameRules(d.A, d.B) {
		return ""
	}
	return fmt.Sprintf(wording{"［%s］", " [%s]"}.in(lang), d.values(lang))
}

// Text returns the comparison for a terminal.
func (c PolicyComparison) Text(lang Lang) string {
	in := func(zh, en string) string { return wording{zh, en}.in(lang) }
	if c.Same() {
		return in("两份制度没有不同。\n", "The two policies do not differ.\n")
	}
	a, b := c.A.Name(), c.B.Name()
	if a == b {
		a, b = in("前者 ", "first ")+a, in("后者 ", "second ")+b
	}
	var text strings.Builder
	fmt.Fprintf(&text, in("%s（%s）和 %s（%s）\n", "%s (%s) and %s (%s)\n"), a, c.A.Title(lang), b, c.B.Title(lang))
	for _, s := range c.Sections(lang, Names{a, b, in("只有 ", "only ") + a, in("只有 ", "only ") + b}) {
		text.WriteString("\n" + s.Title + "\n" + strings.Repeat("-", columns(s.Title)) + "\n")
		for _, l := range s.Lines {
			hang(&text, "  ", l)
		}
	}
	return text.String()
}
