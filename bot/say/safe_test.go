package say

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/walkin-chat/walkin/rules"
)

func TestSafe(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"王女士", "王女士"},
		{"<!channel>", "&lt;!channel&gt;"},
		{"<@U1> & <https://x|y>", "&lt;@U1&gt; &amp; &lt;https://x|y&gt;"},
		{"*bold* _it_ ~no~ `code`", "＊bold＊ ＿it＿ ～no～ ｀code｀"},
		{"Robert'); DROP TABLE events;--", "Robert'); DROP TABLE events;--"},
		{" two\n\tlines　wide ", "two lines wide"},
		{"\u202eright\u202c to \u2066left\u2069", "right to left"},
		{"ze\u200bro\ufeff wi\u00addth\u0000\u0007", "zero width"},
		{"a\u3164b\u2800c\ue000d\xffe", "abcde"},
		{"family 👨‍👩‍👧, not a\u200db", "family 👨‍👩‍👧, not ab"},
		{"e\u0301\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301"},
		{"\u200d\u0301", ""},
	} {
		if got := Safe(c.typed); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.typed, got, c.want)
		}
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"12345678901234567890", "12345678901234567890"},
		{"123456789012345678901", "1234567890123456789…"},
		{strings.Repeat("王", 25), strings.Repeat("王", 19) + "…"},
		{strings.Repeat("&", 21), strings.Repeat("&amp;", 19) + "…"},
		{strings.Repeat("👨‍👩‍👧", 21), strings.Repeat("👨‍👩‍👧", 19) + "…"},
		{strings.Repeat("👍🏽", 21), strings.Repeat("👍🏽", 19) + "…"},
		{strings.Repeat("🇨🇳🇬🇧", 11), strings.Repeat("🇨🇳🇬🇧", 9) + "🇨🇳…"},
		{strings.Repeat("e\u0301", 21), strings.Repeat("e\u0301", 19) + "…"},
		{"a word that ends in  a space here", "a word that ends in…"},
	} {
		if got := Name(c.typed); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.typed, got, c.want)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, same := range [][2]string{{"Ms Wang", "ms  WANG"}, {"王 女士", "王女士"}, {"Ｗａｎｇ", "wang"}, {"José", "Jose\u0301"}} {
		if !SameName(same[0], same[1]) {
			t.Errorf("%q and %q are two names", same[0], same[1])
		}
	}
	if SameName("王女士", "汪女士") {
		t.Error("王女士 and 汪女士 are one name")
	}
}

// FuzzSafe: whatever is typed, what is shown mentions nobody and marks nothing
// up, and cleaning twice is cleaning once.
func FuzzSafe(f *testing.F) {
	for _, s := range []string{"<!channel>", "*_~`", "\u202e\u200b", "👨‍👩‍👧", "e\u0301\u0301", "\xff\xfe", "a\u200d \u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		clean := Clean(typed)
		if again := Clean(clean); again != clean {
			t.Errorf("%q is cleaned to %q, and that to %q", typed, clean, again)
		}
		for _, shown := range []string{Safe(typed), Name(typed)} {
			if strings.ContainsAny(shown, "<>*_~`\n\r\t\u202e\u200b") || !utf8.ValidString(shown) {
				t.Errorf("%q is shown as %q", typed, shown)
			}
		}
		if plain := Plain(rules.En, typed, typed); utf8.RuneCountInString(Cut(plain, plainLength)) != utf8.RuneCountInString(plain) {
			t.Errorf("%q makes the notification %q, which is too long", typed, plain)
		}
	})
}
