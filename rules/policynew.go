package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// PolicyText returns the file of a ready-made policy; false if there is none of
// that name.
func PolicyText(name string) ([]byte, bool) {
	if _, ok := Named(name); !ok {
		return nil, false
	}
	text, err := policyFiles.ReadFile("policies/" + name + ".yaml")
	return text, err == nil
}

// NewPolicy copies a policy file under another name, comments and all, as the
// beginning of house rules of one's own. It refuses a file that is no policy (a
// *PolicyError; file is the name that it gives), a name that is none, and that
// of a ready-made policy.
func NewPolicy(file string, text []byte, name string) ([]byte, error) {
	text = openPolicy(file, text).text
	if _, err := ParsePolicy(file, text); err != nil {
		return nil, err
	}
	if name == "" || strings.ContainsFunc(name, notNameRune) {
		return nil, fmt.Errorf("%s is no name of a policy; use lower-case letters, digits and dashes", quote(name))
	}
	if slices.Contains(Policies(), name) {
		return nil, fmt.Errorf("%s is a ready-made policy; choose another name", quote(name))
	}
	parsed, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	at := valueOf(parsed.Docs[0].Body, "name").(ast.ScalarNode).GetToken()
	lines := strings.SplitAfter(string(text), "\n")
	line := []rune(lines[at.Position.Line-1])
	start := at.Position.Column - 1
	old := strings.TrimSpace(at.Origin)
	rest := strings.TrimPrefix(string(line[start:]), old)
	lines[at.Position.Line-1] = string(line[:start]) + name + rest
	changed := []byte(strings.Join(lines, ""))
	if p, err := ParsePolicy(file, changed); err != nil || p.Name() != name {
		return nil, fmt.Errorf("%s: its name can't be changed; write it as \"name: %s\" on a line of its own", file, name)
	}
	return changed, nil
}
