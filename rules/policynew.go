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

// NewPolicy copies a policy file under another name, as the beginning of house
// rules of one's own: comments and all, but for those before the first key, which
// speak of the original. The name stands in the title, too. It refuses a file
// that is no policy (a *PolicyError; file is the name that it gives), a name that
// is none, and that of a ready-made policy.
func NewPolicy(file string, text []byte, name string) ([]byte, error) {
	f := openPolicy(file, text)
	old, err := ParsePolicy(file, f.text)
	if err != nil {
		return nil, err
	}
	if name == "" || strings.ContainsFunc(name, notNameRune) {
		return nil, fmt.Errorf("%s is no name of a policy; use lower-case letters, digits and dashes", quote(name))
	}
	if slices.Contains(Policies(), name) {
		return nil, fmt.Errorf("%s is a ready-made policy; choose another name", quote(name))
	}
	parsed, err := parser.ParseBytes(f.text, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	top := parsed.Docs[0].Body
	lines := strings.SplitAfter(string(f.text), "\n")
	change := func(n ast.Node, to func(was string) string) {
		at := n.GetToken()
		line := []rune(lines[at.Position.Line-1])
		start := at.Position.Column - 1
		was := strings.TrimSpace(at.Origin)
		lines[at.Position.Line-1] = string(line[:start]) + to(was) + strings.TrimPrefix(string(line[start:]), was)
	}
	change(valueOf(top, "name"), func(string) string { return name })
	named := strings.Join(withoutHeader(lines, f.fault(top, wording{}).Line), "")
	// The English title first: it may stand behind the Chinese one in a line.
	for _, lang := range []Lang{En, Zh} {
		change(valueOf(valueOf(top, "title"), string(lang)), func(was string) string {
			closing := strings.TrimLeft(was[len(strings.TrimRight(was, `"'`)):], " ")
			title := strings.TrimSuffix(strings.TrimSuffix(was, closing), titleMark(old.name, lang))
			return title + titleMark(name, lang) + closing
		})
	}
	marked := strings.Join(withoutHeader(lines, f.fault(top, wording{}).Line), "")
	if p, err := ParsePolicy(file, []byte(marked)); err == nil && p.name == name && p.title == old.titleAs(name) {
		return []byte(marked), nil
	}
	if p, err := ParsePolicy(file, []byte(named)); err != nil || p.name != name { // the title is left as it is
		return nil, fmt.Errorf("%s: its name can't be changed; write it as \"name: %s\" on a line of its own", file, name)
	}
	return []byte(named), nil
}

// withoutHeader leaves out the comments before the first key, which stands in
// that line, but for what editors read.
func withoutHeader(lines []string, first int) []string {
	kept := slices.DeleteFunc(slices.Clone(lines[:first-1]), func(line string) bool {
		line = strings.TrimSpace(line)
		return line == "" || strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "# yaml-language-server:")
	})
	return append(kept, lines[first-1:]...)
}

// titleMark is how a policy's name stands behind its title.
func titleMark(name string, lang Lang) string {
	return wording{"（" + name + "）", " (" + name + ")"}.in(lang)
}

// titleAlone is the policy's title without its name.
func (p *Policy) titleAlone(lang Lang) string {
	return strings.TrimSuffix(p.title.in(lang), titleMark(p.name, lang))
}

// titleAs is the policy's title with another name.
func (p *Policy) titleAs(name string) wording {
	return wording{p.titleAlone(Zh) + titleMark(name, Zh), p.titleAlone(En) + titleMark(name, En)}
}
