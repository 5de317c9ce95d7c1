package say

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// nameLength is how many characters of a name are shown.
const nameLength = 20

// Safe makes words that somebody typed fit for mrkdwn: cleaned by [Clean], with
// & < > escaped, so that they mention and link nothing, and the characters of
// bold, italic, strike and code turned into their full-width twins.
func Safe(s string) string { return escape.Replace(Clean(s)) }

// Name is [Safe] for a name, cut at 20 characters.
func Name(s string) string { return escape.Replace(Cut(Clean(s), nameLength)) }

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "*", "＊", "_", "＿", "~", "～", "`", "｀")

// Code makes lines that somebody wrote a block of code in mrkdwn: without what has
// no shape, with & < > escaped and back-ticks as their full-width twins. What is
// bold, italic or struck elsewhere is not so there, and stays.
func Code(lines string) string {
	lines = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case shapeless(r):
			return -1
		}
		return r
	}, lines)
	return "```\n" + escapeCode.Replace(lines) + "\n```"
}

var escapeCode = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "`", "｀")

// Clean returns s without control characters, direction marks and whatever
// else has no shape, without marks on no letter or more than three on one, with
// every run of white space as one space and none at the ends. It stays plain text: a
// field of a form or the register takes it as it is.
func Clean(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	marks, space := 0, false
	var last rune // the last rune written
	for i, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case r == zwj:
			next, _ := utf8.DecodeRuneInString(s[i+len("\u200d"):])
			if !pictured(last) || space || !unicode.Is(unicode.So, next) || shapeless(next) {
				continue
			}
		case shapeless(r):
			continue
		}
		if unicode.Is(unicode.M, r) {
			if marks++; marks > 3 || space || last == 0 {
				continue
			}
		} else {
			marks = 0
		}
		if space && last != 0 {
			out.WriteByte(' ')
		}
		space = false
		out.WriteRune(r)
		last = r
	}
	return out.String()
}

// zwj joins several emoji into one picture.
const zwj = '\u200d'

// shapeless reports whether r draws nothing: controls, direction marks and
// other format characters, private use, the blanks that count as letters, and
// what is no text at all.
func shapeless(r rune) bool {
	switch r {
	case utf8.RuneError, '\u115f', '\u1160', '\u2800', '\u3164', '\uffa0', '\u034f':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

// pictured reports whether r can end an emoji that goes on after a zwj.
func pictured(r rune) bool {
	return unicode.Is(unicode.So, r) || skin(r) || r == '\ufe0f'
}

func skin(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

func flag(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// Cut returns at most n characters of s, the last of them … where some are
// missing. Letters keep their marks, and an emoji made of several is one
// character.
func Cut(s string, n int) string {
	count, keep := 0, 0 // characters so far; bytes of the first n-1
	var last rune
	half := false // the first half of a flag has been seen
	for i, r := range s {
		joined := unicode.Is(unicode.M, r) || r == zwj || last == zwj || skin(r) && pictured(last) || half && flag(r)
		half = flag(r) && !half
		last = r
		if joined && i > 0 {
			continue
		}
		if count++; count == n {
			keep = i
		}
		if count > n {
			return strings.TrimRight(s[:keep], " ") + "…"
		}
	}
	return s
}

// SameName reports whether two names as typed are one: case, width and spaces
// make no difference.
func SameName(a, b string) bool { return plainName(a) == plainName(b) }

func plainName(s string) string {
	return strings.ToLower(strings.ReplaceAll(width.Fold.String(norm.NFC.String(Clean(s))), " ", ""))
}
