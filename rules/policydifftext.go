package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

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
	cited := func(x *Clause) string { // within a sentence
		return fmt.Sprintf(in("条款 %s（%s）", "clause %s (%s)"), x.ID, strings.TrimRight(x.Wording(lang), "。."))
	}
	ids := func(all []*Clause) string {
		var ids []string
		for _, x := range all {
			ids = append(ids, x.ID)
		}
		if len(ids) > 1 {
			return in("条款 ", "clauses ") + listedAll(ids, lang)
		}
		return in("条款 ", "clause ") + ids[0]
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
		case d.A.Wording(lang) != d.B.Wording(lang):
			changes := ""
			if d.A.ID == d.B.ID && !sameRules(d.A, d.B) {
				changes = fmt.Sprintf(in("［%s］", " [%s]"), strings.Join(d.changes(lang), in("；", "; ")))
			}
			add(title, side(names.A, clause(d.A)), side(names.B, clause(d.B)+changes))
		default:
			if d.A.ID != d.B.ID {
				add(title, side(names.B, fmt.Sprintf(in("条款 %s 改称%s。", "clause %s is called %s."), d.A.ID, strings.TrimPrefix(cited(d.B), "clause "))))
			}
			if d.A.wording != d.B.wording {
				add(title, side(names.B, fmt.Sprintf(in("%s只有英文措辞不同。", "%s differs in its Chinese wording only."), cited(d.B))))
			}
			if !sameRules(d.A, d.B) {
				add(title, fmt.Sprintf(in("条款 %s 字面没变（%s），做法不同：%s。", "Clause %s reads the same (%s), but differs: %s."),
					d.B.ID, strings.TrimRight(d.B.Wording(lang), "。."), strings.Join(d.changes(lang), in("；", "; "))))
			}
		}
	}
	for _, m := range c.Moved {
		if len(m.Before) > 0 {
			add(in("先后", "Order"), side(names.B, fmt.Sprintf(in("%s先于%s。", "%s comes before %s."), cited(m.Clause), ids(m.Before))))
		}
		if len(m.After) > 0 {
			add(in("先后", "Order"), side(names.B, fmt.Sprintf(in("%s后于%s。", "%s comes after %s."), cited(m.Clause), ids(m.After))))
		}
	}
	return all
}

// listedAll joins words, all of which are meant.
func listedAll(words []string, lang Lang) string {
	n := len(words) - 1
	if lang == Zh || n == 0 {
		return strings.Join(words, "、")
	}
	return strings.Join(words[:n], ", ") + " and " + words[n]
}

func orText(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

// changes says what two clauses of one kind do otherwise: values of parameters,
// and what either does besides.
func (d ClauseDifference) changes(lang Lang) (all []string) {
	left := d.B.all()
	var gone []string
	for _, r := range d.A.all() {
		i := slices.IndexFunc(left, func(s any) bool { return reflect.TypeOf(r) == reflect.TypeOf(s) })
		if i < 0 {
			gone = append(gone, fmt.Sprintf(wording{"不再附带 %s", "no longer %s"}.in(lang), doing(r, lang)))
			continue
		}
		for _, p := range changedParams(r, left[i]) {
			all = append(all, p.change(r, left[i], lang))
		}
		left = slices.Delete(left, i, i+1)
	}
	all = append(all, gone...)
	for _, r := range left {
		all = append(all, fmt.Sprintf(wording{"还附带 %s", "also %s"}.in(lang), doing(r, lang)))
	}
	if len(all) == 0 {
		all = append(all, wording{"所附带的先后不同", "what it does besides comes in another order"}.in(lang))
	}
	return all
}

// doing says what a rule does; in Chinese by the name that policy files have for
// it.
func doing(rule any, lang Lang) string {
	if lang == Zh {
		return kindOf(rule)
	}
	return kindsOfClause[kindOf(rule)].does
}

// change says how a parameter differs between two rules of one kind: in English
// by what it means, but for numbers.
func (p parameterField) change(was, is any, lang Lang) string {
	text := p.key
	if means := kindsOfClause[kindOf(was)].params[p.key].means; lang == En && p.Type.Kind() != reflect.Int {
		means, _, _ = strings.Cut(means, ": ")
		text = means + ":"
	}
	none := wording{"无", "none"}
	if p.Type.Kind() == reflect.Bool {
		none = wording{"否", "no"}
	}
	return fmt.Sprintf("%s %s → %s", text, orText(spell(p.of(was), lang), none.in(lang)), orText(spell(p.of(is), lang), none.in(lang)))
}

// spell writes a parameter's value, empty for none.
func spell(v reflect.Value, lang Lang) string {
	switch {
	case v.Kind() == reflect.Pointer && v.IsNil(), v.IsZero() && v.Kind() != reflect.Pointer:
		return ""
	case v.Kind() == reflect.Pointer:
		return spell(v.Elem(), lang)
	case v.Kind() == reflect.Bool:
		return wording{"是", "yes"}.in(lang)
	case v.Kind() == reflect.Struct:
		var words []string
		for i := range v.NumField() {
			if word := spell(v.Field(i), lang); word != "" {
				words = append(words, v.Type().Field(i).Tag.Get("yaml")+" "+word)
			}
		}
		return strings.Join(words, " ")
	case v.Kind() == reflect.Slice:
		var words []string
		for i := range v.Len() {
			words = append(words, spell(v.Index(i), lang))
		}
		return strings.Join(words, wording{"、", ", "}.in(lang))
	}
	if k, ok := v.Interface().(Kind); ok && contactWords[k] != (wording{}) {
		return contactWords[k].in(lang)
	}
	return fmt.Sprint(v.Interface())
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
	fmt.Fprintf(&text, in("%s（%s）和 %s（%s）\n", "%s (%s) and %s (%s)\n"), a, c.A.titleAlone(lang), b, c.B.titleAlone(lang))
	for _, s := range c.Sections(lang, Names{a, b, in("只有 ", "only ") + a, in("只有 ", "only ") + b}) {
		text.WriteString("\n" + s.Title + "\n" + strings.Repeat("-", columns(s.Title)) + "\n")
		for _, l := range s.Lines {
			hang(&text, "  ", l)
		}
	}
	return text.String()
}
