package rules

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A policyHead is a policy file without its clauses.
type policyHead struct {
	Name    string  `yaml:"name"`
	Title   wording `yaml:"title"`
	Door    Door    `yaml:"door"`
	Arbiter Role    `yaml:"arbiter"`
	Limits  Limits  `yaml:"limits"`

	Remainder remainder `yaml:"remainder"`
}

// A clauseHead is what every clause has; its other keys are its parameters.
type clauseHead struct {
	ID      string   `yaml:"id"`
	Does    string   `yaml:"does"`
	Assumed bool     `yaml:"assumed"`
	Over    []string `yaml:"over"`
	Zh      string   `yaml:"zh"`
	En      string   `yaml:"en"`
}

var clauseKeys = []string{"id", "does", "assumed", "over", "zh", "en"}

var policyKeys = wording{
	"制度文件的键有：name、title、door、arbiter、limits、remainder、clauses",
	"the keys of a policy file are name, title, door, arbiter, limits, remainder and clauses",
}

// A parameterised kind of clause checks its parameters, beyond that each has one
// of its words: the key at fault and what would be right; no wording if all is
// well.
type parameterised interface {
	fault() (key string, right wording)
}

// ParsePolicy reads a policy file. Errors are *PolicyError: they show line,
// column and the line itself. file is the name they give.
func ParsePolicy(file string, text []byte) (*Policy, error) {
	p, _, faults := openPolicy(file, text).parse()
	if len(faults) > 0 {
		return nil, faults[0]
	}
	return p, nil
}

// parse reads the file, with the nodes of its clauses, or lists all that is
// wrong with it.
func (f policyFile) parse() (*Policy, []ast.Node, []*PolicyError) {
	if bad := f.unreadable(); bad != nil {
		return nil, nil, []*PolicyError{bad}
	}
	parsed, err := parser.ParseBytes(f.text, 0)
	if err != nil {
		return nil, nil, []*PolicyError{f.foreign(err, nil, wording{}, nil)}
	}
	if len(parsed.Docs) != 1 {
		second := f.token(nil, wording{"一个制度文件只有一份 YAML 文档", "a policy file is one YAML document"})
		if len(parsed.Docs) > 1 {
			second = f.token(parsed.Docs[1].Start, wording{"一个制度文件只有一份 YAML 文档；第二份从这里开始", "a policy file is one YAML document; a second begins here"})
		}
		return nil, nil, []*PolicyError{second}
	}
	if bad := f.anchored(parsed.Docs[0].Body); len(bad) > 0 {
		return nil, nil, bad
	}
	top, ok := parsed.Docs[0].Body.(*ast.MappingNode)
	if !ok {
		return nil, nil, []*PolicyError{f.at(parsed.Docs[0].Body, "制度文件由 name、title、door、arbiter、limits、clauses 这些键组成", "a policy file is a mapping with name, title, door, arbiter, limits and clauses")}
	}
	faults := f.unprintable(top)
	head, clauses, bad := f.head(top)
	if bad != nil {
		faults = append(faults, bad)
	}
	if clauses == nil {
		return nil, nil, faults
	}
	p := &Policy{name: head.Name, title: head.Title, door: head.Door, arbiter: head.Arbiter, limits: head.Limits, remainder: head.Remainder}
	ids := map[string]bool{} // those of faulty clauses, too
	lower := map[string]string{}
	for _, n := range clauses.Values {
		c, bad := f.clause(n)
		id := idOf(n)
		switch {
		case bad != nil:
			faults = append(faults, bad)
		case ids[id]:
			faults = append(faults, f.at(valueOf(n, "id"), "条款 %s 已经有了；每一条要有自己的 id", "clause %s is there already; give every clause an id of its own", quote(id)))
		case lower[strings.ToLower(id)] != "":
			faults = append(faults, f.at(valueOf(n, "id"), "条款 %s 和 %s 只差大小写；每一条要有自己的 id", "clause %s differs from %s only in case; give every clause an id of its own", quote(id), quote(lower[strings.ToLower(id)])))
		default:
			c.of = p
			p.clauses = append(p.clauses, c)
		}
		ids[id], lower[strings.ToLower(id)] = true, id
	}
	for _, n := range clauses.Values {
		faults = append(faults, f.referred(n, ids)...)
	}
	if len(faults) > 0 {
		return nil, nil, faults
	}
	p.compile()
	return p, clauses.Values, nil
}

// idOf returns the id of a clause as far as its node has one.
func idOf(n ast.Node) string {
	if id, ok := valueOf(n, "id").(ast.ScalarNode); ok {
		return fmt.Sprint(id.GetValue())
	}
	return ""
}

// referred finds the ids under over, owns_by, lost_by and not_by, of a clause and of
// what it does besides, that no clause has.
func (f policyFile) referred(n ast.Node, ids map[string]bool) (faults []*PolicyError) {
	for _, key := range []string{"over", "owns_by", "lost_by", "not_by"} {
		list, _ := valueOf(n, key).(*ast.SequenceNode)
		if list == nil {
			continue
		}
		for _, v := range list.Values {
			id, ok := v.(ast.ScalarNode)
			switch {
			case ok && key == "over" && fmt.Sprint(id.GetValue()) == idOf(n):
				faults = append(faults, f.at(v, "条款 %s 不能先于自己", "clause %s can't be over itself", quote(idOf(n))))
			case ok && !ids[fmt.Sprint(id.GetValue())]:
				faults = append(faults, f.at(v, "没有条款 %s；%s", "there is no clause %s; %s", quote(fmt.Sprint(id.GetValue())), hinted(fmt.Sprint(id.GetValue()), slices.Sorted(maps.Keys(ids)))))
			}
		}
	}
	if also, ok := valueOf(n, "also").(*ast.SequenceNode); ok {
		for _, besides := range also.Values {
			faults = append(faults, f.referred(besides, ids)...)
		}
	}
	return faults
}

// head reads all but the clauses, and finds those.
func (f policyFile) head(top *ast.MappingNode) (h policyHead, clauses *ast.SequenceNode, bad *PolicyError) {
	h = policyHead{Door: DoorOff, Arbiter: Manager}
	var rest []*ast.MappingValueNode
	for _, v := range top.Values {
		if v.Key.String() != "clauses" {
			rest = append(rest, v)
			continue
		}
		var ok bool
		if clauses, ok = v.Value.(*ast.SequenceNode); !ok {
			return h, nil, f.at(v.Value, "clauses 是一个列表", "clauses are a list")
		}
	}
	if bad := f.decode(top, rest, &h, policyKeys); bad != nil {
		return h, clauses, bad
	}
	l := h.Limits
	switch {
	case h.Name == "" || strings.ContainsFunc(h.Name, notNameRune):
		return h, clauses, f.at(orNode(valueOf(top, "name"), top), "制度要有 name，只用小写字母、数字和连字符", "a policy has a name of lower-case letters, digits and dashes")
	case long(h.Name, longestLabel):
		return h, clauses, f.at(valueOf(top, "name"), "name 最多 %d 个字符", "a name has %d characters at most", longestLabel)
	case long(h.Title.Zh, longestLabel), long(h.Title.En, longestLabel):
		return h, clauses, f.at(valueOf(top, "title"), "title 每种语言最多 %d 个字符", "a title has %d characters at most in each language", longestLabel)
	case h.Title.Zh == "" || h.Title.En == "":
		return h, clauses, f.at(orNode(valueOf(top, "title"), top), "制度要有 zh 和 en 两种语言的 title", "a policy has a title in zh and en")
	case !slices.Contains([]Door{DoorOff, DoorManager, DoorOwner, DoorEveryone}, h.Door):
		return h, clauses, f.at(valueOf(top, "door"), "door 只能是 off、manager、owner 或 everyone", "door is off, manager, owner or everyone")
	case !slices.Contains([]Role{Leader, Manager, Director}, h.Arbiter):
		return h, clauses, f.at(valueOf(top, "arbiter"), "arbiter 只能是 leader、manager 或 director", "arbiter is leader, manager or director")
	case min(l.ClaimsPerDay, l.Held, l.CoolDownDays, l.OverdueFollowUps) < 0 || max(l.ClaimsPerDay, l.Held, l.CoolDownDays, l.OverdueFollowUps) > most:
		return h, clauses, f.at(valueOf(top, "limits"), "limits 里都是 0 到 %d 的整数", "limits are whole numbers from 0 to %d", most)
	case !slices.Contains([]remainder{"", toCloser, toFirstReceiver}, h.Remainder):
		return h, clauses, f.at(valueOf(top, "remainder"), "remainder 只能是 closer 或 first_receiver", "remainder is closer or first_receiver")
	case clauses == nil || len(clauses.Values) == 0:
		return h, clauses, f.at(top, "制度要有条款（clauses）", "a policy has clauses")
	}
	return h, clauses, nil
}

// most is the largest number that a parameter may have.
const most = 10_000

func notNameRune(r rune) bool {
	return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
}

// clause reads one clause: its head, and its parameters by what it does.
func (f policyFile) clause(n ast.Node) (*Clause, *PolicyError) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		return nil, f.at(n, "一个条款由 id、does、zh、en 和它的参数组成", "a clause is a mapping with id, does, zh, en and its parameters")
	}
	var heads, params []*ast.MappingValueNode
	var also ast.Node
	for _, v := range m.Values {
		switch key := v.Key.String(); {
		case slices.Contains(clauseKeys, key):
			heads = append(heads, v)
		case key == "also":
			also = v.Value
		default:
			params = append(params, v)
		}
	}
	var h clauseHead
	if bad := f.oddID(m); bad != nil {
		return nil, bad
	}
	if bad := f.decode(m, heads, &h, wording{}); bad != nil {
		return nil, bad
	}
	blank := func(s string) bool { return strings.TrimSpace(s) == "" || strings.ContainsRune(s, '\n') }
	switch {
	case h.ID == "" || strings.ContainsAny(h.ID, " \t\n,;"):
		return nil, f.at(orNode(valueOf(m, "id"), m), "条款要有不带空格的 id，如 \"9-1b\"", "a clause has an id without spaces, such as \"9-1b\"")
	case long(h.ID, longestLabel):
		return nil, f.at(valueOf(m, "id"), "id 最多 %d 个字符", "an id has %d characters at most", longestLabel)
	case long(h.Zh, longestWording), long(h.En, longestWording):
		lang := "zh"
		if !long(h.Zh, longestWording) {
			lang = "en"
		}
		return nil, f.at(valueOf(m, lang), "条款 %s 的 %s 太长：最多 %d 个字符", "the wording of clause %s in %s is too long: it has %d characters at most", quote(h.ID), lang, longestWording)
	case blank(h.Zh):
		return nil, f.at(orNode(valueOf(m, "zh"), m), "条款 %s 没有中文（zh）：写成一行一句话", "clause %s has no wording in zh: one sentence on one line", quote(h.ID))
	case blank(h.En):
		return nil, f.at(orNode(valueOf(m, "en"), m), "条款 %s 没有英文（en）：写成一行一句话", "clause %s has no wording in en: one sentence on one line", quote(h.ID))
	}
	r, bad := f.rule(m, h.Does, params)
	if bad != nil {
		return nil, bad
	}
	c := &Clause{ID: h.ID, Does: h.Does, Assumed: h.Assumed, wording: wording{h.Zh, h.En}, over: h.Over, rules: []any{r}}
	if also == nil {
		return c, nil
	}
	list, ok := also.(*ast.SequenceNode)
	if !ok {
		return nil, f.at(also, "also 是一个列表，写这一条还做什么，各带参数", "also is a list of what else the clause does, each with its parameters")
	}
	for _, n := range list.Values {
		r, assumed, bad := f.besides(n)
		switch {
		case bad != nil:
			return nil, bad
		case assumed && !c.Assumed:
			c.read = append(c.read, r)
		default:
			c.rules = append(c.rules, r)
		}
	}
	return c, nil
}

// besides reads one thing that a clause does besides, and whether that is our
// own reading of it.
func (f policyFile) besides(n ast.Node) (r any, assumed bool, bad *PolicyError) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		return nil, false, f.at(n, "also 里的每一项由 does 和它的参数组成", "what else a clause does is a mapping with does and its parameters")
	}
	var does struct {
		Does    string `yaml:"does"`
		Assumed bool   `yaml:"assumed"`
	}
	var heads, params []*ast.MappingValueNode
	for _, v := range m.Values {
		if key := v.Key.String(); key == "does" || key == "assumed" {
			heads = append(heads, v)
		} else {
			params = append(params, v)
		}
	}
	if bad := f.decode(m, heads, &does, wording{}); bad != nil {
		return nil, false, bad
	}
	r, bad = f.rule(m, does.Does, params)
	return r, does.Assumed, bad
}

// rule reads what a clause does, with the parameters of that.
func (f policyFile) rule(m *ast.MappingNode, does string, params []*ast.MappingValueNode) (any, *PolicyError) {
	if does == "" {
		return nil, f.at(orNode(valueOf(m, "does"), m), "这里要写 does：做什么，如 does: first_registration", "say here what it does, such as does: first_registration")
	}
	build, ok := clauseKinds[does]
	if !ok {
		return nil, f.at(orNode(valueOf(m, "does"), m), "没有 %s 这种条款；%s", "no kind of clause does %s; %s", quote(does), hinted(does, kindNames()))
	}
	r := build()
	if bad := f.decode(m, params, r, usage(does)); bad != nil {
		return nil, bad
	}
	for _, p := range parameterFields(r) {
		if word, among := p.strange(r); among != nil {
			return nil, f.at(orNode(valueOf(m, p.key), m), "%s 不能是 %s；%s", "%s is not %s; %s", p.key, quote(word), hinted(word, among))
		}
	}
	if r, ok := r.(parameterised); ok {
		if key, right := r.fault(); right != (wording{}) {
			return nil, f.fault(orNode(valueOf(m, key), m), right)
		}
	}
	if bad := f.beyond(r, m); bad != nil {
		return nil, bad
	}
	return r, nil
}

func kindNames() []string {
	var names []string
	for k := range clauseKinds {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}

// decode reads some of a mapping's values into v, strictly. Which keys there are
// is said where one is unknown.
func (f policyFile) decode(of *ast.MappingNode, values []*ast.MappingValueNode, v any, keys wording) *PolicyError {
	if len(values) == 0 {
		return nil
	}
	part := ast.Mapping(of.Start, false, values...)
	if n := oddNumber(reflect.TypeOf(v), part); n != nil {
		return f.odd(part, n)
	}
	if err := yaml.NodeToValue(part, v, yaml.Strict()); err != nil {
		return f.foreign(err, part, keys, reflect.TypeOf(v))
	}
	return f.twice(values)
}

// valueOf returns the value of a key, nil if the node has no such key.
func valueOf(n ast.Node, key string) ast.Node {
	if m, ok := n.(*ast.MappingNode); ok {
		for _, v := range m.Values {
			if v.Key.String() == key {
				return v.Value
			}
		}
	}
	return nil
}

func orNode(n, other ast.Node) ast.Node {
	if n == nil {
		return other
	}
	return n
}
