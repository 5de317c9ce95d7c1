package rules

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

const (
	longestLabel   = 60  // characters of a name, a title, an id
	longestWording = 500 // of a clause's wording in one language

	mostFine    = 100_000_000
	mostSuspend = 3650 // days
)

// unprintable finds control characters, and marks that turn the direction of
// writing, anywhere but in comments: they come from "\u001b" and the like. Line
// feeds are for who reads the value.
func (f policyFile) unprintable(top ast.Node) (faults []*PolicyError) {
	ast.Walk(walking(func(n ast.Node) {
		text, ok := n.(*ast.StringNode)
		if !ok {
			return
		}
		if i := strings.IndexFunc(text.Value, func(r rune) bool { return r != '\n' && hidden(r) }); i >= 0 {
			r, _ := utf8.DecodeRuneInString(text.Value[i:])
			faults = append(faults, f.at(n, "这里有不可见的控制字符（%s），请删去", "this has a control character (%s); leave it out", fmt.Sprintf("U+%04X", r)))
		}
	}), top)
	return faults
}

// anchored finds anchors and aliases.
func (f policyFile) anchored(top ast.Node) (faults []*PolicyError) {
	ast.Walk(walking(func(n ast.Node) {
		switch n.(type) {
		case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
			faults = append(faults, f.at(n, "这里不能用 & 和 * 引用别处，请把内容直接写出来", "anchors (&) and aliases (*) are not taken; write out what they stand for"))
		}
	}), top)
	return faults
}

// A walking function is called for every node under one, in the file's order.
type walking func(ast.Node)

// Visit calls it.
func (w walking) Visit(n ast.Node) ast.Visitor {
	w(n)
	return w
}

// hidden says whether a character is not seen, or turns what is seen around.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
}

// twice finds a word that stands twice in a list of a mapping's values.
func (f policyFile) twice(values []*ast.MappingValueNode) *PolicyError {
	for _, v := range values {
		list, ok := v.Value.(*ast.SequenceNode)
		if !ok {
			continue
		}
		var seen []string
		for _, n := range list.Values {
			word, ok := n.(ast.ScalarNode)
			if !ok {
				continue
			}
			text := fmt.Sprint(word.GetValue())
			if slices.Contains(seen, text) {
				return f.at(n, "%[2]s 在 %[1]s 里写了两次，只能留一个", "%[1]s has %[2]s twice; leave one", v.Key.String(), quote(text))
			}
			seen = append(seen, text)
		}
	}
	return nil
}

// plainNumber is a whole number as people write it.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)

// oddNumber finds, where a value of type t has whole numbers, one that is written
// otherwise than in plain digits: the library takes 045 for 37, and 4.5 for 4.
func oddNumber(t reflect.Type, n ast.Node) ast.Node {
	if t.Kind() == reflect.Pointer {
		return oddNumber(t.Elem(), n)
	}
	if m, ok := n.(*ast.MappingNode); ok && t.Kind() == reflect.Struct {
		for _, v := range m.Values {
			for _, field := range reflect.VisibleFields(t) {
				if tag, _, _ := strings.Cut(field.Tag.Get("yaml"), ","); tag == v.Key.String() {
					if found := oddNumber(field.Type, v.Value); found != nil {
						return found
					}
				}
			}
		}
	}
	if t.Kind() != reflect.Int {
		return nil
	}
	switch n := n.(type) {
	case *ast.FloatNode:
		if !plainNumber.MatchString(n.Token.Value) { // else too large for a whole number
			return n
		}
	case *ast.IntegerNode:
		if !plainNumber.MatchString(n.Token.Value) {
			return n
		}
	case *ast.StringNode: // "45", 1e3; of words, and numbers too large, the library tells
		quoted := strings.TrimSpace(n.Token.Origin) != n.Value
		if _, err := strconv.ParseFloat(n.Value, 64); err == nil && (quoted || !plainNumber.MatchString(n.Value)) {
			return n
		}
	}
	return nil
}

// odd says what is wrong with such a number.
func (f policyFile) odd(of *ast.MappingNode, n ast.Node) *PolicyError {
	at := n.GetToken()
	if _, is := n.(*ast.FloatNode); is && strings.Contains(at.Value, ".") {
		return f.fault(n, misfit(of, at, reflect.Int, reflect.Float64))
	}
	return f.at(n, "%s 要写普通的整数，如 45，不能是 %s", "%s is a whole number in plain digits, such as 45, not %s", keyOf(of, at), strings.TrimSpace(at.Origin))
}

// oddID finds an id, given or referred to by a clause, that is read as another
// number than it is written as: 1.10 is 1.1.
func (f policyFile) oddID(m ast.Node) *PolicyError {
	ids := []ast.Node{valueOf(m, "id")}
	for _, key := range []string{"over", "owns_by", "lost_by"} {
		if list, ok := valueOf(m, key).(*ast.SequenceNode); ok {
			ids = append(ids, list.Values...)
		}
	}
	for _, n := range ids {
		switch n.(type) {
		case *ast.IntegerNode, *ast.FloatNode:
			if at := n.GetToken(); fmt.Sprint(n.(ast.ScalarNode).GetValue()) != at.Value {
				return f.at(n, "这个 id 会被读成数字，请加上引号：\"%s\"", "this id is read as a number; put it in quotes: \"%s\"", at.Value)
			}
		}
	}
	return nil
}

// beyond finds a number of a rule that no house rules have.
func (f policyFile) beyond(rule any, m ast.Node) *PolicyError {
	for _, n := range numbersOf(rule, m) {
		limit := int64(most)
		switch key, _, _ := strings.Cut(n.key, " "); key {
		case "fine":
			limit = mostFine
		case "suspend_days":
			limit = mostSuspend
		}
		if n.value < 0 || n.value > limit {
			return f.at(n.node, "%s 是 0 到 %d 的整数", "%s is a whole number from 0 to %d", n.key, limit)
		}
	}
	return nil
}

// long says whether a text has more characters than that.
func long(text string, characters int) bool { return utf8.RuneCountInString(text) > characters }
