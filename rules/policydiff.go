package rules

import (
	"reflect"
	"slices"
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

// A MovedClause is one that both have, and that in B comes before, or after,
// others that come the other way round in A. All are those of B.
type MovedClause struct {
	Clause        *Clause
	Before, After []*Clause
}

// ComparePolicies says where two policies differ. Clauses correspond that have
// one id and are of one kind; then those that do the same under other ids; then
// those of one kind. Two policies with nothing in common are so compared by what
// their clauses are about; of two that have most ids in common, one is taken for
// an edition of the other, in which another id or wording is a difference, too.
func ComparePolicies(a, b *Policy) PolicyComparison {
	c := PolicyComparison{A: a, B: b}
	c.parameters()
	pairs := correspond(a, b)
	edition := sameIDs(a, pairs)*2 > len(a.clauses)
	for _, s := range subjects {
		for _, x := range a.clauses {
			if y := pairs[x]; x.subject() == s.subject && (y == nil && !b.does(x) || y != nil && !alike(x, y, edition)) {
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

// alike says whether nothing is to be told of two clauses that correspond: they
// do the same, and say the same under one id, or something else under another.
func alike(x, y *Clause, edition bool) bool {
	same := x.ID == y.ID && x.wording == y.wording
	return sameRules(x, y) && (same || !edition && x.ID != y.ID && x.wording != y.wording)
}

// sameIDs counts the clauses of a policy that correspond to one of their id.
func sameIDs(a *Policy, pairs map[*Clause]*Clause) (n int) {
	for _, x := range a.clauses {
		if y := pairs[x]; y != nil && x.ID == y.ID {
			n++
		}
	}
	return n
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

// changedParams lists the parameters in which two rules of one kind differ.
func changedParams(x, y any) (all []parameterField) {
	if reflect.TypeOf(x) != reflect.TypeOf(y) {
		return nil
	}
	for _, p := range parameterFields(x) {
		if p.key == "owns_by" || p.key == "lost_by" || p.key == "not_by" { // ids of other clauses
			continue
		}
		if !reflect.DeepEqual(p.of(x).Interface(), p.of(y).Interface()) {
			all = append(all, p)
		}
	}
	return all
}

// of returns the value that a rule has for the parameter.
func (p parameterField) of(rule any) reflect.Value {
	return reflect.ValueOf(rule).Elem().FieldByIndex(p.Index)
}

// moved finds, among the clauses that both policies have under one id and that
// answer a question in common, those that have changed places: each two once.
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
	var told []*Clause
	for i, x := range common {
		if slices.Contains(stay, x) {
			continue
		}
		m := MovedClause{Clause: pairs[x]}
		for j, y := range common {
			was, is := j < i, place[pairs[y]] < place[pairs[x]]
			switch {
			case y == x || was == is || slices.Contains(told, y) || !shareQuestion(x, y):
			case is:
				m.After = append(m.After, pairs[y])
			default:
				m.Before = append(m.Before, pairs[y])
			}
		}
		if len(m.Before)+len(m.After) > 0 {
			c.Moved = append(c.Moved, m)
		}
		told = append(told, x)
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
