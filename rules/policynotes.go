package rules

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"golang.org/x/text/width"
)

// PolicyNotes returns what is in order in a policy file and yet looks like a
// slip: a number that decides, under a wording that has other numbers. It returns
// none for a file in which CheckPolicy finds faults. file is the name that the
// notes give.
func PolicyNotes(file string, text []byte) (notes []*PolicyError) {
	f := openPolicy(file, text)
	p, nodes, faults := f.parse()
	if len(faults) > 0 {
		return nil
	}
	for i, c := range p.clauses {
		at := ruleNodes(nodes[i])
		for j, r := range c.all() {
			for _, n := range numbersOf(r, at[j]) {
				if text, doubtful := n.unlike(c); doubtful {
					notes = append(notes, f.fault(n.node, text))
				}
			}
		}
	}
	return notes
}

// A ruleNumber is a whole number that is set in a rule, by its key, such as
// "days" or "fine min".
type ruleNumber struct {
	key   string
	value int64
	node  ast.Node
}

// numbersOf lists the whole numbers that are set in a rule, which is written at
// that node.
func numbersOf(rule any, n ast.Node) []ruleNumber {
	return numbersIn(reflect.ValueOf(rule).Elem(), n, "")
}

func numbersIn(v reflect.Value, n ast.Node, under string) (all []ruleNumber) {
	for i := range v.NumField() {
		key, ok := v.Type().Field(i).Tag.Lookup("yaml")
		if !ok {
			continue
		}
		field := v.Field(i)
		if field.Kind() == reflect.Pointer {
			field = field.Elem() // of nil, no kind
		}
		switch {
		case field.CanInt() && !field.IsZero():
			all = append(all, ruleNumber{under + key, field.Int(), valueOf(n, key)})
		case field.Kind() == reflect.Struct:
			all = append(all, numbersIn(field, valueOf(n, key), key+" ")...)
		}
	}
	return all
}

// unlike says in which languages the clause is worded with numbers of which none
// is n, and quotes one; false if there is no such language.
func (n ruleNumber) unlike(c *Clause) (text wording, doubtful bool) {
	zh, en := numbersSaid(c.wording.Zh), numbersSaid(c.wording.En)
	other := func(said []string) bool {
		return len(said) > 0 && !slices.Contains(said, strconv.FormatInt(n.value, 10))
	}
	inZh, inEn := wording{"中文", "its Chinese wording"}, wording{"英文", "its English wording"}
	say := func(where, said, quoted wording) (wording, bool) {
		return worded("条款 %s 的 %s 是 %d，%s里的数字却是 %s：“%s”", "clause %s has %s %d, but the numbers in %s are others (%s): “%s”",
			quote(c.ID), n.key, n.value, where, said, quoted), true
	}
	list := func(said []string) string { return strings.Join(said, "、") }
	commas := func(said []string) string { return strings.Join(said, ", ") }
	switch {
	case other(zh) && other(en):
		return say(wording{"中英文", "both wordings"}, wording{list(zh), commas(en)}, c.wording)
	case other(zh):
		return say(inZh, wording{list(zh), commas(zh)}, wording{c.wording.Zh, c.wording.Zh})
	case other(en):
		return say(inEn, wording{list(en), commas(en)}, wording{c.wording.En, c.wording.En})
	}
	return wording{}, false
}

var (
	// notCounted are the digits in a wording that are no days, minutes or money:
	// ids of clauses, and percentages.
	notCounted = regexp.MustCompile(`(?:[Cc]lauses?|条款) ?[\w-]+(?:(?:,| and| or|、| ?和| ?或) ?[\w-]*[0-9][\w-]*)*|[0-9.]+ ?(?:%|per cent)`)
	digitRow   = regexp.MustCompile(`[0-9]+`)
	thousands  = regexp.MustCompile(`([0-9]),([0-9]{3})\b`)
)

// numbersSaid lists the numbers that a wording has in digits, each once.
func numbersSaid(text string) (all []string) {
	text = notCounted.ReplaceAllString(width.Narrow.String(text), " ")
	text = thousands.ReplaceAllString(text, "$1$2")
	for _, n := range digitRow.FindAllString(text, -1) {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}
