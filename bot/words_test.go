package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/walkin-chat/walkin/rules"
)

// understand reads a whole command line as if it had been typed.
func understand(line string) (words, []problem) {
	verb, rest := splitVerb(strings.TrimPrefix(line, "/"))
	if verb == "walkin" {
		verb, rest = splitVerb(rest)
	}
	for _, c := range commands() {
		if verb == c.zh {
			verb = c.name
		}
	}
	return read(verb, rest, "CN")
}

var sameWords = cmp.Options{cmpopts.IgnoreUnexported(words{}), cmpopts.EquateEmpty()}

func of[T any](v T) *T { return &v }

func TestRead(t *testing.T) {
	wang := words{Verb: "visit", Name: "王女士", Phone: "+8613800138000"}
	msWang := words{Verb: "visit", Name: "Ms Wang", Phone: "+8613800138000"}
	with := func(w words, f func(*words)) words { f(&w); return w }
	named := func(verb, name string) words { return words{Verb: verb, Name: name} }
	for _, c := range []struct {
		line string
		want words
	}{
		// conversation.md, section 5, what is valid.
		{"/visit 王女士 13800138000", wang},
		{"/visit Ms Wang 13800138000", msWang},
		{"/visit ＋８６ １３８ ００１３ ８０００ 王女士", wang},
		{"/visit (+86) 138-0013-8000 Ms Wang", msWang},
		{"/visit 王女士 13800138000 <@U2|bo> 来过", with(wang, func(w *words) { w.People = []rules.Person{"U2"}; w.Been = of(true) })},
		{"/visit Ms Wang 13800138000 <@U2> been", with(msWang, func(w *words) { w.People = []rules.Person{"U2"}; w.Been = of(true) })},
		{"/visit 李先生 13900132222 推荐:13800138000 陪同:是", words{Verb: "visit", Name: "李先生", Phone: "+8613900132222", Referrer: "+8613800138000", Accompanied: of(true)}},
		{"/visit Mr Li 13900132222 referrer:13800138000 came:yes", words{Verb: "visit", Name: "Mr Li", Phone: "+8613900132222", Referrer: "+8613800138000", Accompanied: of(true)}},
		{"/visit 赵先生 来意:只拿资料", words{Verb: "visit", Name: "赵先生", Purpose: "brochure"}},
		{"/visit Mr Zhao purpose:brochure", words{Verb: "visit", Name: "Mr Zhao", Purpose: "brochure"}},
		{"/visit 13800138000 代:<@U2|bo>", words{Verb: "visit", Phone: "+8613800138000", For: "U2"}},
		{"/visit 13800138000 for:<@U2|bo>", words{Verb: "visit", Phone: "+8613800138000", For: "U2"}},
		{"/visit 王女士 13800138000 需求:“三房 南向”", with(wang, func(w *words) { w.Needs = "三房 南向" })},
		{`/visit Ms Wang 13800138000 needs:"three rooms, south"`, with(msWang, func(w *words) { w.Needs = "three rooms, south" })},
		{"/claim 2222", words{Verb: "claim", Ending: "2222"}},
		{"/walkin 归属 王女士", named("owner", "王女士")},
		{"/walkin owner Ms Wang", named("owner", "Ms Wang")},
		{"/turn 暂离 公事", words{Verb: "turn", State: "away", Reason: "errand"}},
		{"/turn away errand", words{Verb: "turn", State: "away", Reason: "errand"}},
		{"/follow 8000 已约周六看房", words{Verb: "follow", Ending: "8000", Note: "已约周六看房"}},
		{"/follow 8000 viewing agreed for Saturday", words{Verb: "follow", Ending: "8000", Note: "viewing agreed for Saturday"}},
		{"/deal 8000 认购 金额:10000 成交:<@U3|chen>", words{Verb: "deal", Ending: "8000", Stage: rules.Subscribed, Amount: of[int64](1000000), Closer: "U3"}},
		{"/deal 8000 subscribed amount:10000 closer:<@U3|chen>", words{Verb: "deal", Ending: "8000", Stage: rules.Subscribed, Amount: of[int64](1000000), Closer: "U3"}},

		// The verbs after /walkin.
		{"/walkin 来访 王女士 13800138000", wang},
		{"/walkin　来访　王女士　１３８００１３８０００", wang},
		{"/walkin 认领 13800138000", words{Verb: "claim", Phone: "+8613800138000"}},
		{"/walkin 轮排 回来了", words{Verb: "turn", State: "back"}},
		{"/walkin 跟进 8000 已约", words{Verb: "follow", Ending: "8000", Note: "已约"}},
		{"/walkin 更正 8000 电话:13800138001", words{Verb: "correct", Ending: "8000", NewPhone: "+8613800138001"}},
		{"/walkin 撤回", words{Verb: "undo"}},

		// Phones.
		{"/visit 王女士13800138000", wang},
		{"/visit 13800138000王女士", wang},
		{"/visit 王女士，13800138000", wang},
		{"/visit 王女士 8613800138000", wang},
		{"/visit 王女士 电话:138 0013 8000", wang},
		{"/visit 王女士 电话：13800138000", wang},
		{"/visit 王女士 <tel:+8613800138000|138 0013 8000>", wang},
		{"/visit 王女士 138–0013–8000", wang},
		{"/visit 王女士 13800138000 13800138000", wang},
		{"/visit 王女士 010-62345678", words{Verb: "visit", Name: "王女士", Phone: "+861062345678"}},
		{"/visit Mr Smith +44 20 7946 0123", words{Verb: "visit", Name: "Mr Smith", Phone: "+442079460123"}},
		{"/visit Mr Smith 0044 20 7946 0123", words{Verb: "visit", Name: "Mr Smith", Phone: "+442079460123"}},
		{"/owner 138••••8000", words{Verb: "owner", Ending: "8000"}},
		{"/owner 138****8000", words{Verb: "owner", Ending: "8000"}},
		{"/owner 010 ••••1234", words{Verb: "owner", Ending: "1234"}},
		{"/owner 13800138000 8000", words{Verb: "owner", Phone: "+8613800138000"}},

		// Names.
		{"/visit Ｍｓ　Ｗａｎｇ 13800138000", msWang},
		{"/visit Robert'); DROP TABLE events;-- 13800138000", with(msWang, func(w *words) { w.Name = "Robert'); DROP TABLE events;--" })},
		{"/visit &lt;!channel&gt; 13800138000", with(msWang, func(w *words) { w.Name = "<!channel>" })},
		{"/visit *王女士* 13800138000", with(wang, func(w *words) { w.Name = "*王女士*" })},
		{"/visit 王女士😀 13800138000", with(wang, func(w *words) { w.Name = "王女士😀" })},
		{"/visit 王女士 👩‍👩‍👧 13800138000", with(wang, func(w *words) { w.Name = "王女士 👩‍👩‍👧" })},
		{"/visit \u202e王\u200b女\u0000士 13800138000", wang},
		{"/visit 称呼:“王 女士” 13800138000", with(wang, func(w *words) { w.Name = "王 女士" })},
		{"/visit 王女士\n13800138000", wang},

		// Keys and values.
		{"/visit 王女士 13800138000 第一次", with(wang, func(w *words) { w.Been = of(false) })},
		{"/visit 王女士 13800138000 来过:否", with(wang, func(w *words) { w.Been = of(false) })},
		{"/visit 王女士 13800138000 到:9:05", with(wang, func(w *words) { w.Came = "09:05" })},
		{"/visit 王女士 13800138000 来时：10：30", with(wang, func(w *words) { w.Came = "10:30" })},
		{"/visit Ms Wang 13800138000 came:10:30 came:no", with(msWang, func(w *words) { w.Came = "10:30"; w.Accompanied = of(false) })},
		{"/visit 王女士 13800138000 同来:13900132222、13700133333", with(wang, func(w *words) { w.With = []string{"+8613900132222", "+8613700133333"} })},
		{"/visit 王女士 13800138000 同来:“13900132222 13700133333”", with(wang, func(w *words) { w.With = []string{"+8613900132222", "+8613700133333"} })},
		{"/visit 王女士 13800138000 需求:三房，南向", with(wang, func(w *words) { w.Needs = "三房，南向" })},
		{"/visit 王女士 13800138000 推荐:李先生", with(wang, func(w *words) { w.ReferrerIs = "李先生" })},
		{"/visit 王女士 13800138000 接待:<@U1|amy>", with(wang, func(w *words) { w.Receiver = "U1" })},
		{"/visit 王女士 13800138000 指名:<@U2|bo>", with(wang, func(w *words) { w.People = []rules.Person{"U2"} })},
		{"/visit 王女士 13800138000 性别:女 来源:预约 备注:R&amp;D", with(wang, func(w *words) { w.Gender = "female"; w.Via = "appointment"; w.Note = "R&D" })},
		{"/visit Ms Wang 13800138000 Gender:Female VIA:appointment", with(msWang, func(w *words) { w.Gender = "female"; w.Via = "appointment" })},

		// The states of the board.
		{"/turn", words{Verb: "turn"}},
		{"/turn Away", words{Verb: "turn", State: "away"}},
		{"/turn 暂离（私事）", words{Verb: "turn", State: "away", Reason: "personal"}},
		{"/turn 签约", words{Verb: "turn", State: "away", Reason: "sales"}},
		{"/turn 下班 <@U3|chen>", words{Verb: "turn", State: "off", People: []rules.Person{"U3"}}},
		{"/turn order <@U3> <@U2> <@U1>", words{Verb: "turn", State: "order", People: []rules.Person{"U3", "U2", "U1"}}},
		{"/turn 周休 <@U2|bo> 周一 周二", words{Verb: "turn", State: "rest", People: []rules.Person{"U2"}, Days: []string{"mon", "tue"}}},

		// The customer and the note of a follow-up.
		{"/follow 13800138000，已约 13900132222 一起来", words{Verb: "follow", Phone: "+8613800138000", Note: "已约 13900132222 一起来"}},
		{"/follow 138 0013 8000 3 rooms: budget:3m", words{Verb: "follow", Phone: "+8613800138000", Note: "3 rooms: budget:3m"}},
		{"/follow 王女士 已约周六 10:30", words{Verb: "follow", Name: "王女士", Note: "已约周六 10:30"}},
		{"/follow 王女士 8000 已约", words{Verb: "follow", Name: "王女士", Ending: "8000", Note: "已约"}},
		{"/follow Ms Wang 13800138000 agreed", words{Verb: "follow", Name: "Ms Wang", Phone: "+8613800138000", Note: "agreed"}},
		{"/follow 8000 备注:“已约 周六”", words{Verb: "follow", Ending: "8000", Note: "已约 周六"}},
		{"/follow 8000 said “maybe", words{Verb: "follow", Ending: "8000", Note: "said “maybe"}},
		{"/follow 8000 <@U2|bo> 一起谈的", words{Verb: "follow", Ending: "8000", Note: "@bo 一起谈的"}},
		{"/follow Ms Wang viewing at 10:30", words{Verb: "follow", Name: "Ms Wang", Note: "viewing at 10:30", Splits: []split{
			{"Ms Wang viewing at", "10:30"}, {"Ms Wang viewing", "at 10:30"}, {"Ms Wang", "viewing at 10:30"}, {"Ms", "Wang viewing at 10:30"},
		}}},

		// Corrections and withdrawals.
		{"/correct 13800138000 称呼:汪女士 电话:13800138001", words{Verb: "correct", Phone: "+8613800138000", NewName: "汪女士", NewPhone: "+8613800138001"}},
		{"/correct Ms Wang name:“Ms Wan”", words{Verb: "correct", Name: "Ms Wang", NewName: "Ms Wan"}},
		{"/undo 登记:2318", words{Verb: "undo", Entry: 2318}},
		{"/deal 8000 签约 金额:10,000.5 团购", words{Verb: "deal", Ending: "8000", Stage: rules.Signed, Amount: of[int64](1000050), Group: true}},
	} {
		got, wrong := understand(c.line)
		if len(wrong) > 0 {
			t.Errorf("%s: %s", c.line, wrong[0].head(rules.En, got))
			continue
		}
		if diff := cmp.Diff(c.want, got, sameWords); diff != "" {
			t.Errorf("%s is read as (-want +got):\n%s", c.line, diff)
		}
	}
}

func TestCameAt(t *testing.T) {
	shanghai := time.FixedZone("", 8*3600)
	now := time.Date(2026, 11, 23, 15, 20, 0, 0, shanghai)
	w, _ := understand("/visit 王女士 13800138000 came:10:30")
	if got, want := w.cameAt(now), time.Date(2026, 11, 23, 10, 30, 0, 0, shanghai); !got.Equal(want) {
		t.Errorf("came at %v, want %v", got, want)
	}
	w, _ = understand("/visit 王女士 13800138000")
	if got := w.cameAt(now); !got.IsZero() {
		t.Errorf("came at %v though nothing was said", got)
	}
}
