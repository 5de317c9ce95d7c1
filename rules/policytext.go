package rules

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A policyFile is the text of one, as editors of all systems write it: without
// the mark that some put before it, lines ended by a line feed.
type policyFile struct {
	name  string
	text  []byte
	lines []string
}

func openPolicy(name string, text []byte) policyFile {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	return policyFile{name, text, strings.Split(string(text), "\n")}
}

const (
	// longestPolicy is how many bytes a policy file may have. Those of the
	// documents have some 15,000.
	longestPolicy = 256 << 10
	// deepest is how far brackets may nest in one.
	deepest = 20
)

// unreadable says why the YAML library is not to see the file; nil if it may.
func (f policyFile) unreadable() *PolicyError {
	if len(f.text) > longestPolicy {
		return f.at(nil, "文件太大：制度文件最多 %d KB", "the file is too large: a policy file has %d KB at most", longestPolicy>>10)
	}
	for i, line := range f.lines {
		if n := strings.IndexFunc(line, func(r rune) bool { return r == utf8.RuneError || r == 0 }); n >= 0 {
			return &PolicyError{
				File: f.name, Line: i + 1, Column: utf8.RuneCountInString(line[:n]) + 1, Source: strings.ToValidUTF8(line, "?"),
				text: wording{"这个文件不是 UTF-8 文本，请另存为 UTF-8", "this is no UTF-8 text; save the file as UTF-8"},
			}
		}
	}
	if bare := f.bare(); bare != (wording{}) {
		return f.token(nil, bare)
	}
	depth := 0
	for i, line := range f.lines {
		for n, r := range line {
			switch r {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(depth-1, 0)
			}
			if depth > deepest {
				return &PolicyError{
					File: f.name, Line: i + 1, Column: utf8.RuneCountInString(line[:n]) + 1, Source: line,
					text: wording{"括号套得太深", "brackets nest too deep here"},
				}
			}
		}
	}
	return nil
}

// bare says that nothing is in the file, or nothing but comments; no wording if
// there is more.
func (f policyFile) bare() wording {
	bare := wording{"这个文件是空的", "this file is empty"}
	for _, line := range f.lines {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "#"):
			bare = wording{"这个文件里只有注释", "this file has nothing but comments"}
		case line != "":
			return wording{}
		}
	}
	return bare
}
