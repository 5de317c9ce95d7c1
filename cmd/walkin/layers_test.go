package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/walkin-chat/walkin"

// layers lists what each package may import from this module. A package that is
// not listed, or stands under one that is, may import nothing of ours.
var layers = map[string][]string{
	"rules":               {},
	"storage":             {"rules"},
	"storage/storagetest": {"storage"},
	"bot":                 {"rules", "storage", "bot/say", "bot/remind"},
	"bot/say":             {"rules"},
	"bot/remind":          {"rules", "storage", "bot/say"},
	"bot/sheet":           {"rules", "bot/say"},
	"bot/picture":         {"rules", "bot/say"},
	"bot/slackio":         {"bot", "rules"},
	"bot/workspace":       {},
	"cmd/walkin":          {"rules", "storage", "bot", "bot/say", "bot/remind", "bot/sheet", "bot/picture", "bot/slackio", "bot/workspace"},
}

// never lists what a package must not import from elsewhere, packages below it
// included.
var never = map[string][]string{
	"rules":       {"os", "net", "context", "database", "log", "sync", "math/rand", "crypto/rand", "io/ioutil", "path/filepath", "syscall", "unsafe"},
	"bot":         {"github.com/slack-go/slack", "net/http"},
	"bot/say":     {"github.com/slack-go/slack"},
	"bot/remind":  {"github.com/slack-go/slack", "net/http"},
	"bot/sheet":   {"github.com/slack-go/slack"},
	"bot/picture": {"github.com/slack-go/slack"},
	"cmd/walkin":  {"database/sql", "github.com/jmoiron/sqlx"},
}

// roofs are the folders at the top; files are the files there.
var (
	roofs = []string{"rules", "storage", "bot", "cmd"}
	files = []string{
		"go.mod", "go.sum", "README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "Dockerfile",
		".ci", ".env.example", ".git", ".gitignore", ".gitattributes", ".dockerignore",
	}
)

// breach says how pkg, a path below the module, may not import imp; empty if it
// may.
func breach(pkg, imp string) string {
	if local, ours := strings.CutPrefix(imp, module+"/"); ours {
		if !slices.Contains(layers[pkg], local) {
			return pkg + " must not import " + local
		}
		return ""
	}
	for _, outside := range never[pkg] {
		if imp == outside || strings.HasPrefix(imp, outside+"/") {
			return pkg + " must not import " + imp
		}
	}
	return ""
}

func TestLayers(t *testing.T) {
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", module+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; seen++ {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&pkg); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for _, imp := range pkg.Imports {
			if b := breach(strings.TrimPrefix(pkg.ImportPath, module+"/"), imp); b != "" {
				t.Error(b)
			}
		}
	}
	if seen < 2 {
		t.Errorf("only %d packages were looked at", seen)
	}
}

// TestLayersSeePlantedImports shows that the check can fail.
func TestLayersSeePlantedImports(t *testing.T) {
	for _, c := range []struct {
		pkg, imp string
		wrong    bool
	}{
		{"rules", "time", false},
		{"rules", "github.com/goccy/go-yaml", false},
		{"rules", "os", true},
		{"rules", "net/http", true},
		{"rules", "log/slog", true},
		{"rules", "sync/atomic", true},
		{"rules", "math/rand/v2", true},
		{"rules", "context", true},
		{"rules", module + "/storage", true},
		{"storage", module + "/rules", false},
		{"storage", module + "/bot", true},
		{"bot", module + "/bot/say", false},
		{"bot", "github.com/slack-go/slack", true},
		{"bot", module + "/bot/slackio", true},
		{"bot/say", module + "/storage", true},
		{"bot/slackio", module + "/storage", true},
		{"bot/slackio", "github.com/slack-go/slack/socketmode", false},
		{"bot/workspace", module + "/rules", true},
		{"bot/workspace", module + "/bot/say", true},
		{"cmd/walkin", module + "/bot/workspace", false},
		{"cmd/walkin", "database/sql", true},
		{"somewhere/new", module + "/rules", true},
	} {
		if got := breach(c.pkg, c.imp); (got != "") != c.wrong {
			t.Errorf("%s imports %s: %q", c.pkg, c.imp, got)
		}
	}
}

// clockReads lists the places of src that read the machine's clock.
func clockReads(src string) ([]string, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", src, 0)
	if err != nil {
		return nil, err
	}
	var reads []string
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		clock := []string{"Now", "Since", "Until", "Local", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}
		if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clock, s.Sel.Name) {
			reads = append(reads, set.Position(s.Pos()).String()+" time."+s.Sel.Name)
		}
		return true
	})
	return reads, nil
}

func TestRulesReadNoClock(t *testing.T) {
	sources, err := filepath.Glob("../../rules/*.go")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no sources of rules: %v", err)
	}
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		reads, err := clockReads(string(src))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range reads {
			t.Errorf("%s%s", filepath.Base(path), r)
		}
	}
	planted, err := clockReads("package p\nimport \"time\"\nvar _ = time.Now()")
	if err != nil || len(planted) != 1 {
		t.Errorf("a planted time.Now is not seen: %v, %v", planted, err)
	}
}

// strangers lists what may not stand at the top of the house.
func strangers(names []string) []string {
	var out []string
	for _, name := range names {
		if !slices.Contains(roofs, name) && !slices.Contains(files, name) {
			out = append(out, name)
		}
	}
	return out
}

func TestFourRoofs(t *testing.T) {
	names, err := top()
	if err != nil {
		t.Fatal(err)
	}
	if extra := strangers(names); extra != nil {
		t.Errorf("at the top there are four folders and the house's papers; %q have no place there", extra)
	}
	if planted := strangers([]string{"rules", "util", "go.mod"}); !slices.Equal(planted, []string{"util"}) {
		t.Errorf("a planted folder is not seen: %q", planted)
	}
}

// top lists what stands at the top: what git keeps, for a developer's own files
// beside it are nobody's business, or all there is in a copy without git.
func top() ([]string, error) {
	var names []string
	out, err := exec.Command("git", "-C", "../..", "ls-files", "--full-name", ":/").Output()
	if err != nil {
		entries, err := os.ReadDir("../..")
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names, err
	}
	for path := range strings.Lines(string(out)) {
		name, _, _ := strings.Cut(strings.TrimSpace(path), "/")
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
