package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
)

func TestHelp(t *testing.T) {
	f := newFloor(t)
	f.langs["UBO"] = rules.Zh
	f.sees(f.says("UBO", "/walkin"), "Walkin：登记来访，查归属，看轮到谁\n"+
		"`/visit 王女士 13800138000` 登记来访（单独 `/visit` 打开表单）\n"+
		"`/owner 8000` 这是谁的客户 · `/claim 13800138000` 认领公客\n"+
		"`/turn` 轮到谁，暂离，回来 · `/follow 8000 已约周六` 记跟进\n"+
		"`/mine` 我的客户 · `/deal` 成交 · `/undo` 2 分钟内撤回 · `/correct` 更正\n"+
		"_名字被占用时用 `/walkin visit`；全部命令：`/walkin help all`_\n"+
		"[!登记来访] [看轮排] [我的客户]")

	// Whoever is on no list is told what Walkin does, and has nothing to press.
	if got := f.says("UEVE", "/walkin help").Message; len(got.Buttons) != 0 || !strings.HasPrefix(got.Head, "Walkin: register visits") {
		t.Fatal(plain(got))
	}
	// A mention of the bot is a call for help.
	if got := f.handle(Request{Act: Mention, Asker: f.asker("UAMY"), Text: "hello?"}).Message; len(got.Buttons) != 3 {
		t.Fatal(plain(got))
	}
	f.sees(f.presses("UBO", f.says("UBO", "/walkin 帮助").Message, "看轮排"), plain(f.says("UBO", "/turn").Message))
}

func TestAllCommandsAreListed(t *testing.T) {
	f := newFloor(t)
	for _, lang := range []rules.Lang{rules.Zh, rules.En} {
		f.langs["UAMY"] = lang
		got := plain(f.says("UAMY", "/walkin help all").Message)
		for _, c := range commands() {
			if !strings.Contains(got, "`/"+c.slash()+"`") || !strings.Contains(got, c.about.In(lang)) {
				t.Errorf("%s: %s is missing or not explained", lang, c.name)
			}
		}
	}
}

func TestUnknownCommand(t *testing.T) {
	f := newFloor(t)
	f.sees(f.says("UAMY", "/walkin <!channel>*dance*"), "There is no command “&lt;!channel&gt;＊dance＊”.\nAll commands: `/walkin help all`")
}

func TestAskingWhoMay(t *testing.T) {
	f := newFloor(t)
	refused := f.says("UAMY", "/turn rush")
	f.sees(refused, `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	form := f.presses("UAMY", refused.Message, "Ask Lee…")
	f.sees(f.submits("UAMY", form, map[string][]string{"note": {"Please open without a queue <!here>"}}), "Lee has been asked.")
	f.hears("Lee: Amy asks you:\n   Please open without a queue &lt;!here&gt;")

	// Lee asks the manager, not a consultant.
	f.sees(f.says("ULEE", "/walkin setup"), `
This step is for managers.
You are a leader at this site; Zhou can do it
[Ask Zhou…]`)
}

func TestSeveralSites(t *testing.T) {
	f := newFloor(t)
	f.channel = "C2"
	f.setUp(map[string][]string{"name": {"Hillside"}, "consultants": {"UAMY", "UDAN"}})
	f.channel = "C1"
	f.heard()

	// Bo works at one site: a direct message means that one.
	if got := f.saysAlone("UBO", "/turn").Message.Head; got != "Next: Bo" {
		t.Fatal(got)
	}
	// Eve works at none.
	f.sees(f.saysAlone("UEVE", "/turn"), "You are on no site's list yet.\nAsk a leader to add you")

	// Amy works at two: the bot asks which, and then does what was typed.
	which := f.saysAlone("UAMY", "/visit Ms Wang 13800138000")
	f.sees(which, "Which site?\n[Choose a site: Riverside, Hillside]")
	for _, o := range append(which.Message.Menus[0].Options, Option{Value: which.Message.Menus[0].Value}) {
		if strings.Contains(o.Value, "Wang") || strings.Contains(o.Value, "138") {
			t.Fatalf("a button carries personal data: %q", o.Value)
		}
	}
	done := f.chooses("UAMY", which.Message, "Hillside")
	if got := done.Message.Head; got != "Recorded: Ms Wang 138••••8000 is your new customer." {
		t.Fatal(plain(done.Message))
	}
	posts := f.posts()
	if len(posts) != 1 || posts[0].Channel != "C2" {
		t.Fatalf("posts: %+v", posts)
	}
	// Once chosen, the question is answered; somebody else's is not theirs.
	f.sees(f.chooses("UAMY", which.Message, "Riverside"), "Things have changed.\nNothing was altered")
	again := f.saysAlone("UAMY", "/turn")
	f.sees(f.chooses("UDAN", again.Message, "Hillside"), "Things have changed.\nNothing was altered")

	// Her App Home has a menu on top and remembers her choice.
	home := f.opens("UAMY")
	if got := titles(home); !cmp.Equal(got, []string{"", "Riverside · you are 3rd, next: Bo", "Due first", "More"}) {
		t.Fatalf("%q", got)
	}
	menu := home.Parts[0].Menus[0]
	r := f.handle(Request{Act: Press, Asker: f.asker("UAMY"), Action: menu.Action, Value: menu.Value, Chosen: []string{"C2"}, Home: true})
	for _, h := range []*Home{r.Home, f.opens("UAMY")} {
		if got := titles(h); !cmp.Equal(got, []string{"", "Hillside · you are 2nd, next: Dan", "Due first", "More"}) {
			t.Fatalf("%q", got)
		}
	}
}

func titles(h *Home) []string {
	var out []string
	for _, p := range h.Parts {
		out = append(out, p.Title)
	}
	return out
}
