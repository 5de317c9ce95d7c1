package say

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// A sentence is a Line as it stands in the sources.
type sentence struct {
	Line
	name string // of its variable; empty: one of several in a list
	at   token.Position
}

// sentences reads every Line of this package from its sources.
func sentences(t *testing.T) []sentence {
	t.Helper()
	var out []sentence
	files := token.NewFileSet()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		names := map[ast.Expr]string{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, v := range n.Values {
					names[v] = n.Names[i].Name
				}
			case *ast.CompositeLit:
				if lineType(n.Type) && spelledOut(n) {
					out = append(out, sentence{line(t, files, n), names[n], files.Position(n.Pos())})
				}
				if list, ok := n.Type.(*ast.ArrayType); ok && lineType(list.Elt) {
					for _, e := range n.Elts {
						out = append(out, sentence{line(t, files, e), "", files.Position(e.Pos())})
					}
				}
			}
			return true
		})
	}
	return out
}

func lineType(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "Line"
}

// spelledOut reports whether a Line is written out, not put together from others.
func spelledOut(l *ast.CompositeLit) bool {
	return len(l.Elts) > 0 && !slices.ContainsFunc(l.Elts, func(e ast.Expr) bool {
		if kv, keyed := e.(*ast.KeyValueExpr); keyed {
			e = kv.Value
		}
		_, literal := e.(*ast.BasicLit)
		return !literal
	})
}

// line reads Line{"…", "…"}, also with its fields named or its type left out.
func line(t *testing.T, files *token.FileSet, e ast.Expr) Line {
	t.Helper()
	var texts []string
	if literal, ok := e.(*ast.CompositeLit); ok {
		for _, elt := range literal.Elts {
			if kv, keyed := elt.(*ast.KeyValueExpr); keyed {
				elt = kv.Value
			}
			if basic, ok := elt.(*ast.BasicLit); ok {
				if text, err := strconv.Unquote(basic.Value); err == nil {
					texts = append(texts, text)
				}
			}
		}
	}
	if len(texts) != 2 {
		t.Fatalf("%s: not two plain sentences", files.Position(e.Pos()))
	}
	return Line{texts[0], texts[1]}
}

// Words that conversation.md's section 3 tells us not to say. What is code, as
// in `needs:"budget"`, is not said.
var (
	notZh = regexp.MustCompile(`[！!]|您|亲[，。]|[哦呢啦]|用户|线索|资源|业务员|占有|绑定|录入|保存成功|入库|锁定|失效|掉池|排班|抢位|跳号|抢|帮接|捡|公海|切单|提点|提成|投诉|举报|判|脱岗|溜号|失败|错误|非法|撞单|置业顾问`)
	notEn = regexp.MustCompile(`(?i)!|\b(lead|leads|prospect|client|clients|agent|rep|sales|assigned rep|holder|submit|log|entry created|locked|queue slot|skip|penalty|cover|grab|give away|cut|share-out|complaint|verdict|fight|afk|failed|invalid|illegal|oops|error|wrong|should|sorry for|whoops|until)\b|\b(?:don't|doesn't|isn't|won't|didn't|it's|you're|you've|that's|there's|we're|let's|couldn't)\b`)
)

// Sentences that are let off one of the demands, each for a reason.
var (
	twoTongued = map[string]bool{
		"LangZh": true, // a language is offered by its own name
	}
	filledApart = map[string]bool{
		"VisitSubstitute": true, // Chinese leaves out for whom
		"OwnerVisitsFor":  true, // likewise
		"HelpAllLine":     true, // only Chinese readers need the Chinese name of a command
	}
)

var (
	code        = regexp.MustCompile("`[^`]*`")
	strayBlank  = regexp.MustCompile(`^\s+[^\s(·]|\s$|  `) // what is added to a line may begin with one
	placeholder = regexp.MustCompile(`\{([^{}|]*)(\|[^{}]*)?\}`)
)

func TestSentences(t *testing.T) {
	all := sentences(t)
	if len(all) < 100 {
		t.Fatalf("only %d sentences were found", len(all))
	}
	for _, s := range all {
		wrong := func(format string, args ...any) {
			t.Helper()
			t.Errorf("%s %s: %s\n\t%s\n\t%s", s.at, s.name, fmt.Sprintf(format, args...), s.Zh, s.En)
		}
		zh, en := code.ReplaceAllString(s.Zh, ""), code.ReplaceAllString(s.En, "")
		switch {
		case s.Zh == "" || s.En == "":
			wrong("a language is missing")
		case strayBlank.MatchString(s.Zh), strayBlank.MatchString(s.En):
			wrong("spaces at its ends")
		}
		if said := notZh.FindString(zh); said != "" {
			wrong("says %q", said)
		}
		if said := notEn.FindString(placeholder.ReplaceAllString(en, "")); said != "" {
			wrong("says %q", said)
		}
		if strings.ContainsFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && !twoTongued[s.name] {
			wrong("the English is partly Chinese")
		}
		if a, b := placeholders(s.Zh), placeholders(s.En); !slices.Equal(a, b) && !filledApart[s.name] {
			wrong("is filled with %v in Chinese and %v in English", a, b)
		}
		for _, p := range placeholder.FindAllStringSubmatch(s.Zh+s.En, -1) {
			if forms := strings.Split(strings.TrimPrefix(p[2], "|"), "|"); p[1] == "" || p[2] != "" && (len(forms) != 2 || forms[0] == "" || forms[1] == "") {
				wrong("%s is no placeholder", p[0])
			}
		}
		if strings.ContainsAny(placeholder.ReplaceAllString(s.Zh+s.En, ""), "{}") {
			wrong("a brace stands alone")
		}
		if tight := unspaced(zh); tight != "" {
			wrong("no space between Chinese and Latin: %s", tight)
		}
	}
}

// placeholders lists the names in braces, each once, in alphabetical order.
func placeholders(text string) []string {
	var out []string
	for _, p := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, p[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unspaced finds where Chinese and Latin touch in what is written out; around
// a placeholder In sees to it.
func unspaced(zh string) string {
	last := rune(0)
	for i, r := range placeholder.ReplaceAllString(zh, "，") {
		if han(last) && unicode.In(r, unicode.Latin, unicode.Nd) || unicode.In(last, unicode.Latin, unicode.Nd) && han(r) {
			return zh[max(0, min(i, len(zh)-1)-len("王")):]
		}
		last = r
	}
	return ""
}

// TestHeads: a head, a Line called …Head, can be taken in at a glance.
func TestHeads(t *testing.T) {
	for _, s := range sentences(t) {
		if !strings.HasSuffix(s.name, "Head") {
			continue
		}
		// A name and a masked phone are about this long.
		if n := letters(s.Zh, "王女士 138••••8000"); n > 40 {
			t.Errorf("%s %s has %d characters, 40 at most: %s", s.at, s.name, n, s.Zh)
		}
		if n := letters(s.En, "Ms Wang 138••••8000"); n > 90 {
			t.Errorf("%s %s has %d characters, 90 at most: %s", s.at, s.name, n, s.En)
		}
	}
}

func letters(text, who string) int {
	filled := placeholder.ReplaceAllStringFunc(text, func(p string) string {
		if p == "{who}" {
			return who
		}
		return "Amy"
	})
	return len([]rune(filled))
}

// TestSaid: every sentence is said somewhere. One that nobody says any more
// would be translated and reviewed for nothing.
func TestSaid(t *testing.T) {
	used := map[string]bool{}
	for _, dir := range []string{"..", "../../cmd"} {
		markUsed(t, dir, used)
	}
	for _, s := range sentences(t) {
		if s.name != "" && !used[s.name] {
			t.Errorf("%s: nobody says %s: %s", s.at, s.name, s.Zh)
		}
	}
}

// markUsed marks the sentences that the sources below dir say.
func markUsed(t *testing.T, dir string, used map[string]bool) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		declared := map[*ast.Ident]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for _, id := range n.Names {
					declared[id] = true
				}
			case *ast.SelectorExpr:
				if pkg, ok := n.X.(*ast.Ident); ok && pkg.Name == "say" {
					used[n.Sel.Name] = true
				}
			case *ast.Ident:
				if file.Name.Name == "say" && !declared[n] {
					used[n.Name] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
