package rules

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// aPolicy is the least that a policy file can be.
const aPolicy = `name: small
title: {zh: 小, en: Small}
clauses:
  - id: "1"
    does: first_registration
    zh: 先登记者得。
    en: First come, first served.
  - id: "2"
    does: renewal
    days: 15
    by: [visit]
    zh: 保护十五天。
    en: Protected for fifteen days.
`

func standardText(t testing.TB) string {
	text, err := policyFiles.ReadFile("policies/standard.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A word that a parameter may not have is refused, whatever the kind of clause.
func TestStrangeWordsAreRefused(t *testing.T) {
	for _, kind := range kindNames() {
		for _, p := range parameterFields(clauseKinds[kind]()) {
			if kindsOfClause[kind].params[p.key].among == nil {
				continue
			}
			value := "strange"
			if p.Type.Kind() == reflect.Slice {
				value = "[strange]"
			}
			text := strings.Replace(aPolicy, "does: first_registration", fmt.Sprintf("does: %s\n    %s: %s", kind, p.key, value), 1)
			_, err := ParsePolicy("p.yaml", []byte(text))
			if want := p.key + ` is not "strange"; `; err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: got %v, want %s", kind, err, want)
			}
		}
	}
}

func TestPolicyErrors(t *testing.T) {
	tests := []struct {
		what, from, to string // from is replaced by to in aPolicy
		want           string
		zh             string // in Chinese
	}{
		{"an unknown key of the file", "title:", "colour: red\ntitle:", `p.yaml:2:1: unknown key "colour"`, `没有 "colour" 这个键；制度文件的键有：name、`},
		{"an unknown kind of clause", "first_registration", "first_registrations", `p.yaml:5:11: no kind of clause does "first_registrations"; did you mean "first_registration"?`, `没有 "first_registrations" 这种条款；是不是 "first_registration"？`},
		{"an unknown parameter", "days: 15", "dais: 15", `p.yaml:10:5: unknown key "dais"; did you mean "days"?`, `没有 "dais" 这个键；是不是 "days"？`},
		{"an impossible number", "days: 15", "days: -1", `p.yaml:10:11: give either days`, `days（1 到 10000）和 months（1 到 120）只写一个`},
		{"no number where one is due", "days: 15", "days: many", `p.yaml:10:11: days is a whole number, not "many"`, `days 要写整数，不能是 "many"`},
		{"a contact that does not renew", "[visit]", "[leave]", `p.yaml:11:9: by is not "leave"; give visit, follow_up`, `by 不能是 "leave"；可以写：visit、follow_up`},
		{"nobody who substitutes", "first_registration", "substitute", `p.yaml:4:5: by is next or last`, `by 只能是 next 或 last`},
		{"an agreement that changes nothing", "first_registration", "substitute\n    by: any\n    agreed: true", `p.yaml:6:9: agreed goes with next or last`, `agreed 只能和 next 或 last 一起用`},
		{"an id used twice", `id: "2"`, `id: "1"`, `p.yaml:8:9: clause "1" is there already`, `条款 "1" 已经有了；每一条要有自己的 id`},
		{"a clause over one that is not there", "    days: 15\n", "    over: [\"3\"]\n    days: 15\n", `p.yaml:10:12: there is no clause "3"; give 1 or 2`, `没有条款 "3"；可以写：1、2`},
		{"an unknown kind of clause besides", "    days: 15\n", "    also:\n      - does: nothing\n    days: 15\n", `p.yaml:11:15: no kind of clause does "nothing"`, `没有 "nothing" 这种条款；`},
		{"a parameter that belongs to another", "    days: 15\n", "    also:\n      - does: lapse\n        days: 3\n    days: 15\n", `p.yaml:12:9: unknown key "days"`, `没有 "days" 这个键；lapse 没有参数`},
		{"no Chinese wording", "    zh: 保护十五天。\n", "", `p.yaml:8:5: clause "2" has no wording in zh`, `条款 "2" 没有中文`},
		{"no English wording", "First come, first served.", `""`, `p.yaml:7:9: clause "1" has no wording in en`, `条款 "1" 没有英文`},
		{"a wording over two lines", "First come, first served.", "|\n      First come,\n      first served.", `clause "1" has no wording in en: one sentence on one line`, `写成一行一句话`},
		{"no name", "name: small\n", "", `a policy has a name`, `制度要有 name`},
		{"a name that is no word", "name: small", "name: Small One", `p.yaml:1:7: a policy has a name of lower-case letters`, `只用小写字母、数字和连字符`},
		{"no title in English", ", en: Small", "", `a policy has a title in zh and en`, `制度要有 zh 和 en 两种语言的 title`},
		{"a door that is none", "clauses:", "door: ajar\nclauses:", `p.yaml:3:7: door is off, manager, owner or everyone`, `door 只能是 off、manager、owner 或 everyone`},
		{"a remainder for somebody else", "clauses:", "remainder: manager\nclauses:", `p.yaml:3:12: remainder is closer or first_receiver`, `remainder 只能是 closer 或 first_receiver`},
		{"an arbiter who may not rule", "clauses:", "arbiter: clerk\nclauses:", `p.yaml:3:10: arbiter is leader, manager or director`, `arbiter 只能是 leader、manager 或 director`},
		{"a limit below nothing", "clauses:", "limits: {held: -1}\nclauses:", `limits are whole numbers`, `limits 里都是 0 到 10000 的整数`},
		{"a key given twice", "    days: 15\n", "    days: 15\n    days: 16\n", `p.yaml:11:5: the key "days" stands there twice; leave one`, `键 "days" 写了两次，只能留一个`},
		{"clauses that are no list", "clauses:\n", "clauses: none\nrest:\n", `clauses are a list`, `clauses 是一个列表`},
		{"a word where yes or no is due", "    days: 15\n", "    days: 15\n    own: maybe\n", `p.yaml:11:10: own is true or false, not "maybe"`, `own 要写 true 或 false，不能是 "maybe"`},
		{"a list where a word is due", "clauses:", "door: [off]\nclauses:", `p.yaml:3:7: door is a word or a sentence, not a list`, `door 要写一个词或一句话，不能是列表`},
		{"a word where a list is due", "[visit]", "visit", `p.yaml:11:9: by is a list, such as [a, b], not "visit"`, `by 要写列表，如 [a, b]，不能是 "visit"`},
		{"no number within a key", "clauses:", "limits: {held: lots}\nclauses:", `p.yaml:3:16: held is a whole number, not "lots"`, `held 要写整数，不能是 "lots"`},
		{"a number beyond all numbers", "days: 15", "days: 99999999999999999999", `p.yaml:10:11: "99999999999999999999" is too large; the largest number is 10000`, `太大了，最大是 10000`},
		{"an unknown key within a key", "clauses:", "limits: {hold: 3}\nclauses:", `p.yaml:3:10: unknown key "hold"`, `没有 "hold" 这个键`},
		{"a tab", "    days: 15", "\tdays: 15", `p.yaml:10:1: a tab indents this line; use spaces`, `这一行用了制表符缩进，请改用空格`},
		{"a full-width colon", "days: 15", "days：15", `p.yaml:10:5: the colon of this line is a full-width one; write : and a space`, `这一行的冒号是全角的，请写成英文冒号加一个空格`},
		{"a part of a day", "days: 15", "days: 4.5", `p.yaml:10:11: days is a whole number, not "4.5"`, `days 要写整数，不能是 "4.5"`},
		{"a part of a customer", "clauses:", "limits: {held: 2.5}\nclauses:", `p.yaml:3:16: held is a whole number, not "2.5"`, `held 要写整数，不能是 "2.5"`},
		{"another encoding", "保护十五天。", "\xb1\xa3\xbb\xa4", `p.yaml:12:9: this is no UTF-8 text; save the file as UTF-8`, `这个文件不是 UTF-8 文本，请另存为 UTF-8`},
		{"brackets without end", "[visit]", strings.Repeat("[", 60_000), `p.yaml:11:29: brackets nest too deep here`, `括号套得太深`},
		{"a file of any length", "\nclauses:", "\n# " + strings.Repeat("-", 256<<10) + "\nclauses:", `p.yaml: the file is too large: a policy file has 256 KB at most`, `制度文件最多 256 KB`},
		{"a word twice in a list", "[visit]", "[visit, call, visit]", `p.yaml:11:23: by has "visit" twice; leave one`, `"visit" 在 by 里写了两次，只能留一个`},
		{"ids that differ in case", `id: "2"`, "id: a\n    does: lapse\n    zh: 一\n    en: one\n  - id: A", `p.yaml:12:9: clause "A" differs from "a" only in case`, `条款 "A" 和 "a" 只差大小写`},
		{"a clause over itself", "    days: 15\n", "    over: [\"1\", \"2\"]\n    days: 15\n", `p.yaml:10:17: clause "2" can't be over itself`, `条款 "2" 不能先于自己`},
		{"an id without end", `id: "2"`, "id: " + strings.Repeat("2", 61), `an id has 60 characters at most`, `id 最多 60 个字符`},
		{"a name without end", "name: small", "name: " + strings.Repeat("small", 13), `a name has 60 characters at most`, `name 最多 60 个字符`},
		{"a title without end", "zh: 小", "zh: " + strings.Repeat("小", 61), `a title has 60 characters at most`, `title 每种语言最多 60 个字符`},
		{"a wording without end", "保护十五天。", strings.Repeat("长", 501), `p.yaml:12:9: the wording of clause "2" in zh is too long`, `条款 "2" 的 zh 太长：最多 500 个字符`},
		{"a colour for the terminal", "First come, first served.", `"\u001b[31mred"`, `p.yaml:7:9: this has a control character (U+001B)`, `这里有不可见的控制字符（U+001B），请删去`},
		{"a mark that turns the writing", "zh: 小", `zh: "小\u202e"`, `this has a control character (U+202E)`, `（U+202E）`},
		{"an octal number", "days: 15", "days: 045", `p.yaml:10:11: days is a whole number in plain digits, such as 45, not 045`, `days 要写普通的整数，如 45，不能是 045`},
		{"a hexadecimal number", "days: 15", "days: 0x2D", `in plain digits, such as 45, not 0x2D`, `不能是 0x2D`},
		{"a power of ten", "days: 15", "days: 1e3", `in plain digits, such as 45, not 1e3`, `不能是 1e3`},
		{"a number in parts", "days: 15", "days: 4_5", `in plain digits, such as 45, not 4_5`, `不能是 4_5`},
		{"a number in quotes", "days: 15", `days: "45"`, `in plain digits, such as 45, not "45"`, `不能是 "45"`},
		{"an id read as a number", `id: "2"`, "id: 1.10", `p.yaml:8:9: this id is read as a number; put it in quotes: "1.10"`, `请加上引号："1.10"`},
		{"a fine for a king", "does: first_registration", "does: reportable\n    act: dump\n    fine: {min: 100000001, currency: CNY}", `p.yaml:7:17: fine min is a whole number from 0 to 100000000`, `fine min 是 0 到 100000000 的整数`},
		{"barred for life", "does: first_registration", "does: reportable\n    act: dump\n    suspend_days: {max: 3651}", `suspend_days max is a whole number from 0 to 3650`, `0 到 3650 的整数`},
		{"no YAML at all", "name: small", "name: [small", `p.yaml:2:1: `, `这里不是有效的 YAML，请检查缩进、冒号和引号`},
		{"nothing", aPolicy, "", `p.yaml: this file is empty`, `这个文件是空的`},
		{"nothing but lines", aPolicy, " \n\n", `p.yaml: this file is empty`, `这个文件是空的`},
		{"nothing but comments", aPolicy, "# name: small\n\n", `p.yaml: this file has nothing but comments`, `这个文件里只有注释`},
		{"something else", aPolicy, "\n<html>\n", `p.yaml:2:1: a policy file is a mapping`, `制度文件由 name、title、`},
		{"a clause that does nothing", "    does: first_registration\n", "", `p.yaml:4:5: say here what it does`, `这里要写 does：做什么`},
		{"a misspelt key of the file", "clauses:", "arbitr: manager\nclauses:", `p.yaml:3:1: unknown key "arbitr"; did you mean "arbiter"?`, `是不是 "arbiter"？`},
		{"a misspelt key within a key", "does: first_registration", "does: grab\n    suspend_days: {mim: 3}", `unknown key "mim"; did you mean "min"?`, `是不是 "min"？`},
		{"a strange key within a key", "clauses:", "limits: {claims_a_day: 3}\nclauses:", `unknown key "claims_a_day"; give claims_per_day, held, `, `可以写：claims_per_day、held、`},
		{"two documents", "  - id: \"2\"", "---\n  - id: \"2\"", `p.yaml:8:1: a policy file is one YAML document; a second begins here`, `第二份从这里开始`},
		{"an anchor", "[visit]", "&by [visit]", `p.yaml:11:9: anchors (&) and aliases (*) are not taken`, `不能用 & 和 * 引用别处`},
		{"an anchored clause", "  - id: \"2\"", "  - &a\n    id: \"2\"", `p.yaml:8:5: anchors (&) and aliases`, `不能用 & 和 *`},
		{"an alias", "days: 15", "days: *a", `anchors (&) and aliases`, `不能用 & 和 *`},
	}
	if _, err := ParsePolicy("p.yaml", []byte(aPolicy)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			text := strings.Replace(aPolicy, tt.from, tt.to, 1)
			if text == aPolicy {
				t.Fatal("nothing replaced")
			}
			_, err := ParsePolicy("p.yaml", []byte(text))
			var bad *PolicyError
			if !errors.As(err, &bad) {
				t.Fatalf("got %v, want a *PolicyError", err)
			}
			if !strings.Contains(bad.Error(), tt.want) {
				t.Errorf("got\n%v\nwant %s", bad, tt.want)
			}
			if got := bad.Text(Zh); !strings.Contains(got, tt.zh) || strings.Contains(got, "%!") {
				t.Errorf("got\n%v\nwant %s", got, tt.zh)
			}
			if bad.Line > 0 && bad.Source != strings.ToValidUTF8(strings.Split(text, "\n")[bad.Line-1], "?") {
				t.Errorf("line %d is shown as %q", bad.Line, bad.Source)
			}
		})
	}
}

// Editors of other systems put a mark before the text, and end lines otherwise.
func TestPolicyFilesOfOtherSystems(t *testing.T) {
	for what, text := range map[string]string{
		"with a byte order mark":        "\ufeff" + aPolicy,
		"with carriage returns":         strings.ReplaceAll(aPolicy, "\n", "\r\n"),
		"with carriage returns alone":   strings.ReplaceAll(aPolicy, "\n", "\r"),
		"with a comment before, and \r": "\ufeff# ours\r\n" + strings.ReplaceAll(aPolicy, "\n", "\r\n"),
	} {
		t.Run(what, func(t *testing.T) {
			if p, err := ParsePolicy("p.yaml", []byte(text)); err != nil || p.Wording("2", Zh) != "保护十五天。" {
				t.Error(err)
			}
			if copied, err := NewPolicy("p.yaml", []byte(text), "ours"); err != nil || !strings.Contains(string(copied), "name: ours\n") {
				t.Errorf("copied: %v\n%s", err, copied)
			}
			wrong := strings.Replace(text, "days: 15", "dais: 15", 1)
			_, err := ParsePolicy("p.yaml", []byte(wrong))
			var bad *PolicyError
			if !errors.As(err, &bad) || bad.Source != "    dais: 15" {
				t.Errorf("the line at fault: %v", err)
			}
		})
	}
}

func TestPolicyErrorPointsAtTheColumn(t *testing.T) {
	_, err := ParsePolicy("p.yaml", []byte(strings.Replace(aPolicy, "days: 15", "days: -1", 1)))
	want := "\n\t    days: -1\n\t          ^"
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got\n%v\nwant it to end in%s", err, want)
	}
	_, err = ParsePolicy("p.yaml", []byte(strings.Replace(aPolicy, "保护十五天。", strings.Repeat("长", 400)+" [x", 1)))
	if err != nil {
		t.Error(err)
	}
	_, err = ParsePolicy("p.yaml", []byte(strings.Replace(aPolicy, "First come, first served.", `"`+strings.Repeat("x", 500)+`" : [`, 1)))
	if err == nil || len(err.Error()) > 600 {
		t.Errorf("of a long line all is shown: %v", err)
	}
}

// Whatever is in a policy file, reading it gives a policy that can be asked or a
// *PolicyError.
func FuzzParsePolicy(f *testing.F) {
	f.Add(aPolicy)
	f.Add(standardText(f))
	f.Add("a: &a [*a]")
	f.Add("\ufeffa: 1\r\nb: [4.5, \xb1]\r")
	f.Add("clauses: [{id: 1, does: ruling, zh: 一, en: one, ? : }]")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePolicy("p.yaml", []byte(text))
		var bad *PolicyError
		switch {
		case err != nil && !errors.As(err, &bad):
			t.Fatalf("error of type %T", err)
		case err != nil && bad.Error() == "":
			t.Fatal("an error that says nothing")
		case err == nil:
			if checked, faults := CheckPolicy("p.yaml", []byte(text)); (checked == nil) != (len(faults) > 0) {
				t.Fatalf("checked: %v, and %v", checked, faults)
			}
			for _, lang := range []Lang{Zh, En} {
				if page := p.Page(lang); page.Text() == "" || page.Markdown() == "" {
					t.Fatal("an empty page")
				}
				ComparePolicies(Default(), p).Text(lang)
			}
			if !ComparePolicies(p, p).Same() {
				t.Fatal("a policy differs from itself")
			}
			if changed, err := NewPolicy("p.yaml", []byte(text), "fuzzed-one"); err == nil {
				if q, err := ParsePolicy("q.yaml", changed); err != nil || q.Name() != "fuzzed-one" || !ComparePolicies(p, q).Same() {
					t.Fatalf("copied as %q: %v", changed, err)
				}
			}
			b := NewBook(p, nil)
			at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
			for _, body := range []Body{
				&Staff{ID: "amy"}, &Visit{ID: "v1", Customer: "c1", Person: "amy"}, &HandBack{"v1"},
				&Deal{ID: "d1", Customer: "c1", Person: "amy"},
			} {
				if _, err := b.Apply(Event{At: at, Body: body}); err != nil {
					t.Fatal(err)
				}
			}
			reportOf(t, b, at.AddDate(1, 0, 0))
		}
	})
}

func TestReadyMadePolicies(t *testing.T) {
	for _, name := range Policies() {
		p, ok := Named(name)
		if !ok || p.Name() != name || p.Title(Zh) == "" || p.Title(En) == "" {
			t.Errorf("%s: %v %q %q", name, ok, p.Title(Zh), p.Title(En))
		}
	}
	if Policies()[0] != Default().Name() {
		t.Errorf("the first of %v is not the default", Policies())
	}
	if _, ok := Named("no-such"); ok {
		t.Error("there is a policy no-such")
	}
}

// What a missed turn comes to can be asked beforehand.
func TestAbsence(t *testing.T) {
	for _, tt := range []struct {
		what   string
		state  ShiftState
		reason string
		owed   bool
		grace  int
		clause string
	}{
		{"an errand", Away, "errand", true, 0, "9c"},
		{"paperwork", Away, "sales", true, 0, "9c"},
		{"something private", Away, "personal", false, 5, "9d"},
		{"no reason given", Away, "", false, 5, "9d"},
		{"a day off", Off, "", false, 0, "9d"},
	} {
		owed, grace, g := Default().Absence(tt.state, tt.reason, false)
		if owed != tt.owed || grace != tt.grace || g.Basis[0] != tt.clause {
			t.Errorf("%s: owed %v, %d minutes of grace, by %v", tt.what, owed, grace, g.Basis)
		}
	}
}

// Limits against hoarding are parameters of any policy.
func TestLimits(t *testing.T) {
	limited := func(limits string) *Policy {
		text := strings.Replace(standardText(t), "clauses:\n", "limits: "+limits+"\nclauses:\n", 1)
		p, err := ParsePolicy("limited.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	form := &Details{Name: "Wang", Phone: "1"}
	book := func(p *Policy, bodies ...Body) *Book {
		b := NewBook(p, nil)
		for _, body := range append([]Body{&Staff{ID: "amy"}, &Staff{ID: "bo"}, &Rota{Order: []Person{"amy", "bo"}}}, bodies...) {
			if _, err := b.Apply(Event{At: at, Body: body}); err != nil {
				t.Fatal(err)
			}
		}
		return b
	}
	owner := func(b *Book, c Customer, at time.Time) Person {
		h, _ := b.Holding(c, at)
		return h.Owner
	}

	t.Run("two claims a day, and the third changes nothing", func(t *testing.T) {
		b := book(limited("{claims_per_day: 2}"), &Claim{"c1", "amy", form}, &Claim{"c1", "amy", form}, &Claim{"c2", "amy", form})
		a := b.MayClaim("c3", "amy", at)
		if a.Refusal != ClaimPerDay || a.Limit != 2 || !a.From.Equal(time.Date(2026, 3, 3, 0, 0, 0, 0, shanghai)) {
			t.Errorf("got %+v", a)
		}
		if a := b.MayClaim("c3", "bo", at); a.Refusal != "" {
			t.Errorf("bo: %+v", a)
		}
		if a := b.MayClaim("c3", "amy", at.AddDate(0, 0, 1)); a.Refusal != "" {
			t.Errorf("tomorrow: %+v", a)
		}
		if _, err := b.Apply(Event{At: at, Body: &Claim{"c3", "amy", form}}); err != nil {
			t.Fatal(err)
		}
		if p := owner(b, "c3", at); p != "" {
			t.Errorf("the third is %s's", p)
		}
		if _, err := b.Apply(Event{At: at, Body: &Withdraw{Seq: 4, Reason: "mistake"}}); err != nil {
			t.Fatal(err)
		}
		if c1, c3 := owner(b, "c1", at), owner(b, "c3", at); c1 != "amy" || c3 != "" {
			t.Errorf("the first withdrawn: the second claim of c1 counts, c1 is %q's, c3 %q's", c1, c3)
		}
	})
	t.Run("holding two", func(t *testing.T) {
		b := book(limited("{held: 2}"), &Claim{"c1", "amy", form}, &Claim{"c2", "amy", form})
		if a := b.MayClaim("c3", "amy", at); a.Refusal != ClaimHeld || a.Limit != 2 {
			t.Errorf("got %+v", a)
		}
		b = book(limited("{held: 2}"), &Claim{"c1", "amy", form}, &Claim{"c2", "amy", form}, &Deal{ID: "d1", Customer: "c1", Person: "amy"})
		if a := b.MayClaim("c3", "amy", at); a.Refusal != "" {
			t.Errorf("one of the two has bought: %+v", a)
		}
	})
	t.Run("ten days before a former owner may claim again", func(t *testing.T) {
		b := book(limited("{cool_down_days: 10}"), &Claim{"c1", "amy", form}, &GiveUp{"c1", "amy"})
		from := time.Date(2026, 3, 12, 0, 0, 0, 0, shanghai)
		if a := b.MayClaim("c1", "amy", from.Add(-time.Second)); a.Refusal != ClaimCoolDown || !a.From.Equal(from) {
			t.Errorf("got %+v", a)
		}
		if a := b.MayClaim("c1", "amy", from); a.Refusal != "" {
			t.Errorf("from then on: %+v", a)
		}
		if a := b.MayClaim("c1", "bo", at); a.Refusal != "" {
			t.Errorf("a colleague: %+v", a)
		}
	})
	t.Run("left out of the rotation with one overdue follow-up", func(t *testing.T) {
		b := book(limited("{overdue_follow_ups: 1}"), &Claim{"c1", "amy", form})
		due := time.Date(2026, 3, 9, 0, 0, 0, 0, shanghai)
		if r := b.Rotation(due.Add(23 * time.Hour)); r.Next != "amy" {
			t.Errorf("on the day it is due: next %s", r.Next)
		}
		if r := b.Rotation(due.Add(24 * time.Hour)); r.Next != "bo" {
			t.Errorf("the day after: next %s", r.Next)
		}
	})
}

// A register may bring policies of its own; protection that runs keeps its end
// until the customer's next event.
func TestPolicyChange(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	b := bookOf(t, []Event{
		{At: at, Body: &Staff{ID: "amy"}},
		{At: at, Body: &Staff{ID: "bo"}},
		{At: at, Body: &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: &Details{Name: "Wang", Phone: "1"}}},
		{At: at, Body: &PolicyChange{Name: "small", Text: aPolicy}},
	})
	until := func(want string) {
		t.Helper()
		h, _ := b.Holding("wang", b.Last())
		if got := h.Until.Format("2006-01-02"); got != want {
			t.Errorf("until %s, want %s", got, want)
		}
	}
	until("2026-04-02")
	if b.Policy().Name() != "small" {
		t.Errorf("in force: %s", b.Policy().Name())
	}
	if _, err := b.Apply(Event{At: at, Body: &FollowUp{"wang", "bo"}}); err != nil {
		t.Fatal(err)
	}
	until("2026-03-18")
	if _, err := b.Apply(Event{At: at, Body: &Withdraw{Seq: 4, Reason: "mistake"}}); err != nil {
		t.Fatal(err)
	}
	until("2026-04-02")
	for _, bad := range []*PolicyChange{{Name: "no-such"}, {Name: "small", Text: "name: small"}} {
		var wrong *EventError
		if err := b.Check(Event{At: at, Body: bad}); !errors.As(err, &wrong) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	fixed := NewBook(Default(), nil)
	if _, err := fixed.Apply(Event{At: at, Body: &PolicyChange{Name: "small", Text: aPolicy}}); err != nil {
		t.Fatal(err)
	}
	if fixed.Policy() != Default() {
		t.Error("a given policy holds for the whole register")
	}
}

// New house rules end no protection by looking back: what was promised under the
// old ones holds until the owner's next contact, and where there was no end the
// time begins with the customer's next event. That somebody looks them up is no
// such event.
func TestPolicyChangeTakesNothingBack(t *testing.T) {
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, shanghai)
	day := func(n int) time.Time { return start.Add(time.Duration(n) * 24 * time.Hour) }
	for _, tt := range []struct {
		what, from, to string
		event          Body
		want           string // until when wang is amy's after the event, twenty days on
	}{
		{"a look-up", "standard", "small", &Shown{"wang", "bo"}, "2026-04-02"},
		{"a colleague's visit", "standard", "small", &Visit{ID: "v2", Customer: "wang", Person: "bo"}, "2026-04-02"},
		{"the owner's own", "standard", "small", &Visit{ID: "v2", Customer: "wang", Person: "amy"}, "2026-04-07"},
		{"from rules without an end", "pearl", "small", &Visit{ID: "v2", Customer: "wang", Person: "bo"}, "2026-04-07"},
		{"to rules without an end", "standard", "pearl", &Visit{ID: "v2", Customer: "wang", Person: "bo"}, "0001-01-01"},
		{"to a longer time", "small", "standard", &Visit{ID: "v2", Customer: "wang", Person: "bo"}, "2026-04-02"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			text := func(name string) string {
				if name == "small" {
					return aPolicy
				}
				return ""
			}
			last := 20
			if tt.from == "small" {
				last = 10
			}
			b := bookOf(t, []Event{
				{At: day(0), Body: &Staff{ID: "amy"}},
				{At: day(0), Body: &Staff{ID: "bo"}},
				{At: day(0), Body: &PolicyChange{Name: tt.from, Text: text(tt.from)}},
				{At: day(0), Body: &Visit{ID: "v1", Customer: "wang", Person: "amy", Details: &Details{Name: "Wang", Phone: "1"}}},
				{At: day(1), Body: &PolicyChange{Name: tt.to, Text: text(tt.to)}},
				{At: day(last), Body: tt.event},
			})
			h, _ := b.Holding("wang", b.Last())
			if got := h.Until.Format("2006-01-02"); h.Owner != "amy" || got != tt.want {
				t.Errorf("%s's until %s, want amy's until %s", h.Owner, got, tt.want)
			}
			why, ok := b.WhyCustomer("wang", b.Last())
			if !ok || len(why.Chain) == 0 {
				t.Fatal("no steps")
			}
			if last := why.Chain[len(why.Chain)-1]; !last.Until.Equal(h.Until) {
				t.Errorf("the last step says %s, the answer %s", last.Until, h.Until)
			}
		})
	}
}
