package rules

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// A PolicyError is what is wrong with a policy file, and where.
type PolicyError struct {
	File         string
	Line, Column int    // 1-based; 0 where the whole file is at fault
	Source       string // the line at fault
	text         wording
}

// around is how many characters on either side of the place are shown.
const around = 100

// Text returns the problem, and what would be right.
func (e *PolicyError) Text(lang Lang) string { return e.text.in(lang) }

// Error returns what Report does, in English.
func (e *PolicyError) Error() string { return e.Report(En) }

// Report returns file, line, column, problem, and the line at fault with a mark.
func (e *PolicyError) Report(lang Lang) string {
	if e.Line == 0 {
		return e.File + ": " + e.Text(lang)
	}
	source := []rune(strings.Map(func(r rune) rune {
		if r != '\t' && hidden(r) {
			return '\ufffd'
		}
		return r
	}, e.Source))
	at := min(max(e.Column-1, 0), len(source))
	if at > around { // of a long line, what is around the place
		source, at = source[at-around:], around
	}
	mark := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(source[:at]))
	return fmt.Sprintf("%s:%d:%d: %s\n\t%s\n\t%s^", e.File, e.Line, e.Column, e.Text(lang), string(source[:min(len(source), at+around)]), mark)
}

// worded says something in both languages. An argument that is itself a wording
// is put in each language.
func worded(zh, en string, args ...any) wording {
	in := func(lang Lang, format string) string {
		words := slices.Clone(args)
		for i, a := range words {
			if w, ok := a.(wording); ok {
				words[i] = w.in(lang)
			}
		}
		return fmt.Sprintf(format, words...)
	}
	return wording{in(Zh, zh), in(En, en)}
}

// hinted helps with a word that is none of known, as hint does.
func hinted(word string, known []string) wording {
	if best := Likeliest(word, known); best != "" {
		return worded("是不是 %s？", "did you mean %s?", quote(best))
	}
	return wording{"可以写：" + strings.Join(known, "、"), hint(word, known)}
}

// at is an error at a node, said in both languages.
func (f policyFile) at(n ast.Node, zh, en string, args ...any) *PolicyError {
	return f.fault(n, worded(zh, en, args...))
}

func (f policyFile) fault(n ast.Node, text wording) *PolicyError {
	if n == nil {
		return f.token(nil, text)
	}
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	return f.token(n.GetToken(), text)
}

func (f policyFile) token(t *token.Token, text wording) *PolicyError {
	e := &PolicyError{File: f.name, text: text}
	if t == nil || t.Position == nil {
		return e
	}
	e.Line, e.Column = t.Position.Line, t.Position.Column
	if e.Line >= 1 && e.Line <= len(f.lines) {
		e.Source = f.lines[e.Line-1]
	}
	return e
}

// foreign turns an error of the YAML library into ours. Of the mapping that was
// read into a value of type t, if there was one, it says which keys it may have
// where one is unknown.
func (f policyFile) foreign(err error, of *ast.MappingNode, keys wording, t reflect.Type) *PolicyError {
	var bad yaml.Error
	if !errors.As(err, &bad) {
		return f.token(nil, wording{err.Error(), err.Error()})
	}
	at := bad.GetToken()
	e := f.token(at, wording{bad.GetMessage(), bad.GetMessage()})
	switch bad := bad.(type) {
	case *yaml.SyntaxError:
		e.text = syntax(e.Source, bad.Message, at.Value)
	case *yaml.UnknownFieldError:
		e.text = worded("没有 %s 这个键", "unknown key %s", quote(at.Value))
		if known := keysAt(of, at, t); Likeliest(at.Value, known) != "" || !has(of, at) && len(known) > 0 {
			e.text = worded("%s；%s", "%s; %s", e.text, hinted(at.Value, known))
		} else if keys != (wording{}) && has(of, at) {
			e.text = worded("%s；%s", "%s; %s", e.text, keys)
		}
	case *yaml.OverflowError:
		e.text = worded("%s 太大了，最大是 %d", "%s is too large; the largest number is %d", quote(bad.SrcNum), most)
	case *yaml.UnexpectedNodeTypeError:
		e.text = misfit(of, at, shapes[bad.Expected], shapes[bad.Actual])
	case *yaml.TypeError:
		e.text = misfit(of, at, bad.DstType.Kind(), bad.SrcType.Kind())
	}
	return e
}

// syntax says what is wrong with a line that is no YAML: in words for what people
// slip into most, else in those of the library. It is at that token.
func syntax(line, message, token string) wording {
	text := strings.TrimLeft(line, " ")
	switch {
	case strings.Contains(message, "already defined at ["):
		return worded("键 %s 写了两次，只能留一个", "the key %s stands there twice; leave one", quote(token))
	case strings.HasPrefix(text, "\t"):
		return wording{"这一行用了制表符缩进，请改用空格", "a tab indents this line; use spaces"}
	case strings.Contains(text, "：") && !strings.Contains(text, ": "):
		return wording{"这一行的冒号是全角的，请写成英文冒号加一个空格", "the colon of this line is a full-width one; write : and a space"}
	}
	return worded("这里不是有效的 YAML，请检查缩进、冒号和引号（%s）", "%s", message)
}

// shapes are what nodes that hold others are read into.
var shapes = map[ast.NodeType]reflect.Kind{
	ast.SequenceType: reflect.Slice, ast.MappingType: reflect.Map, ast.MappingValueType: reflect.Map,
}

// misfit says what value is wanted at a token, and what stands there instead.
func misfit(of *ast.MappingNode, at *token.Token, want, got reflect.Kind) wording {
	fitting := wording{"几个键和它们的值", "some keys with their values"}
	switch want {
	case reflect.Bool:
		fitting = wording{" true 或 false", "true or false"}
	case reflect.Int:
		fitting = wording{"整数", "a whole number"}
	case reflect.String:
		fitting = wording{"一个词或一句话", "a word or a sentence"}
	case reflect.Slice:
		fitting = wording{"列表，如 [a, b]", "a list, such as [a, b]"}
	}
	unfit := wording{" " + quote(at.Value), quote(at.Value)}
	switch got {
	case reflect.Slice:
		unfit = wording{"列表", "a list"}
	case reflect.Map:
		unfit = wording{"几个键和它们的值", "keys with values"}
	}
	return worded("%s 要写%s，不能是%s", "%s is %s, not %s", keyOf(of, at), fitting, unfit)
}

// has says whether a key of the mapping stands at t.
func has(m *ast.MappingNode, t *token.Token) bool {
	return m != nil && slices.ContainsFunc(m.Values, func(v *ast.MappingValueNode) bool { return v.Key.GetToken() == t })
}

// keysAt returns the keys of the mapping in which one stands at a token: in m,
// which is read into a value of type t, or within one of its values.
func keysAt(m *ast.MappingNode, at *token.Token, t reflect.Type) (keys []string) {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if m == nil || t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	for _, field := range reflect.VisibleFields(t) {
		key, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if inner, ok := valueOf(m, key).(*ast.MappingNode); ok && !has(m, at) {
			if found := keysAt(inner, at, field.Type); found != nil {
				return found
			}
		}
		if key != "" && has(m, at) {
			keys = append(keys, key)
		}
	}
	return keys
}

// keyOf returns the innermost key of a mapping whose value begins at t or holds
// what does; "it" where there is none.
func keyOf(m *ast.MappingNode, t *token.Token) wording {
	key := wording{"这里", "this"}
	if m == nil {
		return key
	}
	for _, v := range m.Values {
		if k := v.Key.GetToken().Position; k.Line < t.Position.Line || k.Line == t.Position.Line && k.Column <= t.Position.Column {
			key = wording{v.Key.String(), v.Key.String()}
			if inner, ok := v.Value.(*ast.MappingNode); ok {
				if name := keyOf(inner, t); name.En != "this" {
					key = name
				}
			}
		}
	}
	return key
}
