package bot

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/walkin-chat/walkin/rules"
)

// FuzzRead types anything after any command: it is read or refused, a phone
// that stands in it is never lost, nothing without a shape gets into a name,
// and what was understood means the same when it is typed again.
func FuzzRead(f *testing.F) {
	for _, line := range []string{
		"visit 王女士 13800138000", "visit (+86) 138-0013-8000 Ms Wang <@U2|bo> been", `visit Ms Wang needs:"three rooms, south" came:10:30`,
		"visit \u202eRobert'); DROP TABLE events;--\u200b 同来:13900132222、13700133333 需求:“三房", "claim 138••••8000", "owner 王女士 8000",
		"turn 暂离（公事） <@U3>", "turn rest <@U2|bo> mon tue", "follow Ms Wang viewing at 10:30", "follow 8000 备注:“已约”", "undo entry:2318",
		"correct 8000 phone:13800138001", "deal 8000 认购 金额:10,000.50 成交:<@U3|chen>", "visit 👩‍👩‍👧 *王* &lt;!channel&gt; <tel:1|2>", "visit name: phone: +1",
	} {
		verb, rest := splitVerb(line)
		f.Add(verb, rest)
	}
	f.Fuzz(func(t *testing.T, verb, text string) {
		if _, known := grammars[verb]; !known {
			verb = "visit"
		}
		w, wrong := read(verb, text, "CN")
		for _, typed := range []string{w.Name, w.Needs, w.Note, w.NewName, w.ReferrerIs, w.Buyer} {
			if i := strings.IndexFunc(typed, invisible); i >= 0 || !utf8.ValidString(typed) {
				t.Errorf("%q holds what nobody can see", typed)
			}
		}
		for _, p := range wrong {
			p.message(w, rules.Zh, nil)
			p.message(w, rules.En, nil)
		}
		if len(wrong) == 0 {
			readsBack(t, w)
		}

		const phone = "13900132222"
		w, wrong = read("visit", text+" "+phone, "CN")
		if kept := strings.Map(asciiDigits, w.typed(rules.En)); len(wrong) == 0 && !strings.Contains(kept, phone[1:]) {
			t.Errorf("%q and a phone is read as %+v, without the phone", text, w)
		}
	})
}

func asciiDigits(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

func invisible(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) || unicode.Is(unicode.Cf, r) && r != '\u200d'
}

// readsBack types what was understood in both languages and reads it again.
func readsBack(t interface {
	Helper()
	Errorf(string, ...any)
}, w words,
) {
	t.Helper()
	for _, lang := range []rules.Lang{rules.Zh, rules.En} {
		typed := w.typed(lang)
		if utf8.RuneCountInString(typed) > mostWords {
			continue
		}
		again, wrong := read(w.Verb, typed, w.region)
		if len(wrong) > 0 {
			t.Errorf("%+v\nis typed as %q and refused: %s", w, typed, wrong[0].head(rules.En, again))
			continue
		}
		if diff := cmp.Diff(w, again, sameWords, cmpopts.IgnoreFields(words{}, "Splits")); diff != "" {
			t.Errorf("typed as %q it reads (-first +again):\n%s", typed, diff)
		}
	}
}

// TestReadsBack types all that /visit and /deal can say.
func TestReadsBack(t *testing.T) {
	person := rapid.Custom(func(t *rapid.T) rules.Person {
		return rules.Person(rapid.StringMatching(`[UW][A-Z0-9]{1,8}`).Draw(t, "person"))
	})
	phone := rapid.SampledFrom([]string{"", "+8613800138000", "+861062345678", "+442079460123", "+12125550123"})
	text := rapid.OneOf(rapid.SampledFrom([]string{"", "王女士", "Ms Mary Wang", "三房，南向", "first", "13800138000", "a:b", "“好”", `5" x 7"`, "R&D <!here>", "@Bo", "8000"}),
		rapid.StringMatching(`\PC{0,20}`))
	rapid.Check(t, func(t *rapid.T) {
		spoken := func(label string) string {
			typed, _ := read("visit", "needs:"+quoted(text.Draw(t, label)), "CN")
			return typed.Needs
		}
		said := func(label string) *bool {
			return rapid.SampledFrom([]*bool{nil, of(true), of(false)}).Draw(t, label)
		}
		visit := words{
			Verb: "visit", region: "CN", Phone: phone.Draw(t, "phone"), Name: spoken("name"),
			Gender: anyOf(t, genders), Via: anyOf(t, vias), Purpose: anyOf(t, purposes), Needs: spoken("needs"), Note: spoken("note"),
			Been: said("been"), Accompanied: said("came"), Receiver: person.Draw(t, "receiver"), For: person.Draw(t, "for"),
			Referrer: phone.Draw(t, "referrer"), Came: rapid.SampledFrom([]string{"", "10:30", "00:00"}).Draw(t, "at"),
		}
		if with := phone.Draw(t, "with"); with != "" {
			visit.With = []string{with, "+8613700133333"}
		}
		if slices.Contains([]string{"", "x"}, visit.Name) || rapid.Bool().Draw(t, "asked") {
			visit.People = []rules.Person{person.Draw(t, "asked for")}
		}
		readsBack(t, visit)
		readsBack(t, words{
			Verb: "deal", region: "CN", Phone: phone.Draw(t, "phone"), Stage: rules.Stage(anyOf(t, stages)), Group: rapid.Bool().Draw(t, "group"),
			Amount: of(rapid.Int64Range(0, 1e14).Draw(t, "amount")), Buyer: spoken("buyer"), Closer: person.Draw(t, "closer"),
		})
	})
}

func anyOf(t *rapid.T, cs choices) string {
	values := []string{""}
	for _, c := range cs {
		values = append(values, c.value)
	}
	return rapid.SampledFrom(values).Draw(t, "choice")
}
