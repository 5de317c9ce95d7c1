package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
)

// TestPage plays the floor in a real browser.
func TestPage(t *testing.T) {
	browser := startBrowser(t)
	for name, story := range map[string]func(*testing.T, context.Context){
		"one registers by the form, the other sees the line":           registeredByForm,
		"whose customer it is shows in the form":                       choiceInForm,
		"a customer from the pool is claimed":                          claimed,
		"a deal is recorded by the form, and confirmed":                dealt,
		"the policy is read, and changed by a manager":                 policyChanged,
		"a policy file is sent to the bot, and put in force":           policySent,
		"protection runs out by the clock":                             runsOut,
		"undo changes the line where it stands":                        undone,
		"a command is completed by keyboard":                           completed,
		"what looks like markup is drawn as text":                      drawnAsText,
		"on a phone the list and the conversation take turns":          onPhone,
		"the page and the bot change their language":                   speaks,
		"a reload finds the open form and the conversation again":      reloaded,
		"the page's readers of mark-up make of it what Slack does":     readsMarkup,
		"a slip in the form is said beside the field, nothing is lost": slips,
	} {
		t.Run(name, func(t *testing.T) { t.Parallel(); story(t, browser) })
	}
}

func registeredByForm(t *testing.T, browser context.Context) {
	address := startBot(t)
	amy, bo := open(t, browser, address, "amy"), open(t, browser, address, "bo")
	amy.says("/visit")
	amy.sees("登记来访")
	amy.fill("phone", "13700000001")
	amy.fill("name", "瑞女士")
	amy.press("第一次")
	amy.use("modal-submit")
	amy.sees("已登记：瑞女士 137••••0001 是你的新客户。")
	amy.until("the form to be gone", "!document.querySelector('[data-test=modal]')")
	bo.sees("瑞女士 137••••0001 · Amy 接待 · 新客户")
	bo.seesNot("已登记")
	bo.seesNot("13700000001")

	// The line mentions Bo, who is next: a real mention.
	bo.until("the mention", "("+message("瑞女士")+").innerText.includes('@Bo')")
}

func slips(t *testing.T, browser context.Context) {
	bo := open(t, browser, startBot(t), "bo")
	bo.says("/visit")
	bo.fill("phone", "1370000001")
	bo.fill("name", "Ms Ray")
	bo.press("First time")
	bo.use("modal-submit")
	bo.sees("1370000001 has 10 digits; a mobile number has 11.")
	if got := js[string](bo, "document.querySelector('[data-test=modal] input[data-block-id=name]').value"); got != "Ms Ray" {
		t.Errorf("the name is now %q", got)
	}
	bo.fill("phone", "1")
	bo.use("modal-submit")
	bo.sees("is your new customer.")
}

func policyChanged(t *testing.T, browser context.Context) {
	address := startBot(t)
	zhou, bo := open(t, browser, address, "zhou"), open(t, browser, address, "bo")
	zhou.says("/walkin 制度 用 fifteen-day")
	zhou.sees("把制度从 standard 换成 fifteen-day？")
	zhou.press("全部不同…")
	zhou.sees("制度有什么不同")
	zhou.key("Escape")
	zhou.until("the form to be gone", "!document.querySelector('[data-test=modal]')")
	bo.seesNot("fifteen-day")
	zhou.press("换成 fifteen-day")
	zhou.sees("制度已换成 fifteen-day。")
	bo.sees("从现在起本案场的制度是 fifteen-day；以前的登记不变。")
	bo.press("看制度")
	bo.sees("Fifteen days from the last visit (fifteen-day)")
	bo.sees("In force from entry")
}

func policySent(t *testing.T, browser context.Context) {
	address := startBot(t)
	text, _ := rules.PolicyText("standard")
	own, err := rules.NewPolicy("standard", text, "riverside")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "riverside.yaml")
	if err := os.WriteFile(file, bytes.Replace(own, []byte("days: 30"), []byte("days: 20"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	zhou, bo := open(t, browser, address, "zhou"), open(t, browser, address, "bo")
	zhou.use("new-dm")
	zhou.use("dm-walkin")
	zhou.until("the direct message", "document.querySelector('[data-test=composer]')?.placeholder.includes('walkin')")
	zhou.do(chromedp.SetUploadFiles("[data-test=files]", []string{file}))
	zhou.sees("riverside.yaml")
	zhou.use("send")
	zhou.sees("把制度从 standard 换成 riverside.yaml 里的 riverside？")
	bo.seesNot("riverside")
	zhou.press("换成 riverside")
	zhou.sees("制度已换成 riverside。")
	bo.sees("从现在起本案场的制度是 riverside；以前的登记不变。")
}

func choiceInForm(t *testing.T, browser context.Context) {
	address := startBot(t)
	amy, bo := open(t, browser, address, "amy"), open(t, browser, address, "bo")
	bo.says("/visit")
	bo.fill("phone", "13600138000")
	bo.key("Enter")
	bo.sees("陈先生 136••••8000 is Amy's customer; Amy is here.")
	bo.fill("name", "陈先生")
	bo.press("Yes")
	bo.use("modal-submit")
	bo.sees("A colleague's customer")
	bo.sees("Nothing recorded yet.")
	amy.seesNot("Amy 接待")
	bo.press("Hand to Amy")
	bo.use("modal-submit")
	bo.sees("Recorded: 陈先生 136••••8000 is handed to Amy.")
	amy.sees("陈先生 136••••8000 · Amy 接待 · 老客户 · 轮排不变")
	amy.use("channel-walkin")
	amy.sees("你的客户 陈先生 136 0013 8000 到了，请去接待。")
}

func dealt(t *testing.T, browser context.Context) {
	address := startBot(t)
	bo, zhou := open(t, browser, address, "bo"), open(t, browser, address, "zhou")
	bo.says("/owner 13800138000")
	bo.press("Record a deal…")
	bo.press("Subscribed")
	bo.fill("amount", "10,000.50")
	bo.use("modal-submit")
	bo.sees("Commission CNY 10,000.50: Bo 10,000.50")
	zhou.sees("成交：王女士 138••••8000 · 认购 · Bo")
	zhou.seesNot("10,000.50")
	zhou.use("channel-walkin")
	zhou.sees("请确认分单：王女士 138 0013 8000，认购。")
	zhou.press("确认分单")
	zhou.sees("分单已确认：王女士 138 0013 8000，认购。")
	zhou.says("/walkin 月结")
	zhou.press("导出表格")
	zhou.sees("的工资表")
	zhou.sees(".xlsx")
}

func claimed(t *testing.T, browser context.Context) {
	address := startBot(t)
	bo, dan := open(t, browser, address, "bo"), open(t, browser, address, "dan")
	bo.says("/owner 13900132222")
	bo.sees("Nobody owns 李先生 139••••2222 now.")
	dan.says("/owner 13900132222")
	dan.sees("Nobody owns 李先生 139••••2222 now.")
	bo.press("Claim")
	bo.sees("Claimed: 李先生 139••••2222 is your customer.")
	dan.sees("李先生 139••••2222 · Bo 认领（公客）")
	dan.press("Claim")
	dan.sees("Not claimed: 李先生 139••••2222 has just been claimed by Bo.")
}

func runsOut(t *testing.T, browser context.Context) {
	address := startBot(t)
	bo, dan := open(t, browser, address, "bo"), open(t, browser, address, "dan")
	bo.says("/visit Ms Ray 13700000001")
	bo.sees("Recorded: Ms Ray 137••••0001 is your new customer.")
	bo.use("clock")
	bo.use("clock-advance-30d")
	bo.use("channel-home")
	bo.sees("Ms Ray 137 0000 0001 · last day today")
	dan.says("/owner 13700000001")
	dan.sees("Ms Ray 137••••0001 is Bo's customer.")
	bo.use("clock")
	bo.use("clock-advance-1d")
	dan.says("/owner 0001")
	dan.sees("Nobody owns Ms Ray 137••••0001 now.")
	bo.do(chromedp.Reload())
	bo.until("the App Home without her", "((home) => home?.innerText.includes('Register a visit') && !home.innerText.includes('Ms Ray'))(document.querySelector('[data-test=home]'))")
}

func undone(t *testing.T, browser context.Context) {
	address := startBot(t)
	amy, bo := open(t, browser, address, "amy"), open(t, browser, address, "bo")
	bo.says("/visit Ms Ray 13700000001")
	amy.sees("Ms Ray 137••••0001 · Bo 接待 · 新客户")
	place := "(" + message("Ms Ray 137••••0001") + ").dataset.ts"
	ts := js[string](amy, place)
	bo.press("Undo")
	bo.sees("Withdrawn: the visit of Ms Ray 137••••0001.")
	amy.sees("已撤回（Bo，08:0")
	if now := js[string](amy, place); now != ts {
		t.Errorf("the line at %s is now at %s", ts, now)
	}
	if n := js[int](amy, "[...document.querySelectorAll('[data-test=message]')].filter((m) => m.innerText.includes('Ms Ray')).length"); n != 1 {
		t.Errorf("%d messages speak of Ms Ray", n)
	}
	amy.seesNot("Bo 接待")

	// The answer that had the button says so too, and has it no more.
	bo.until("the button to be gone", "![...document.querySelectorAll('button')].some((b) => b.innerText === 'Undo')")
}

func completed(t *testing.T, browser context.Context) {
	bo := open(t, browser, startBot(t), "bo")
	box := "document.querySelector('[data-test=composer]')"
	chosen := "document.querySelector('[data-test=completion]:not([hidden]) [aria-selected=true]')"
	bo.use("composer")
	bo.types("/")
	bo.until("the list of commands", "document.querySelectorAll('[data-test=completion]:not([hidden]) [role=option]').length > 8")
	bo.types("v")
	bo.until("the command chosen", chosen+".dataset.value === '/visit'")
	bo.key("Tab")
	bo.until("the command written", box+".value === '/visit '")
	bo.until("its usage", "document.querySelector('[data-test=usage]:not([hidden])').innerText.includes('Ms Wang 13800138000')")

	// Arrows choose, Enter takes, Escape leaves the list alone.
	js[bool](bo, box+".select() ?? true")
	bo.types("/")
	bo.until("the list of commands", chosen)
	first := js[string](bo, chosen+".dataset.value")
	bo.key("ArrowDown")
	bo.until("the second command", chosen+".dataset.value !== "+quote(first))
	bo.key("ArrowUp")
	bo.until("the first command again", chosen+".dataset.value === "+quote(first))
	bo.key("Escape")
	bo.until("the list to be gone", "document.querySelector('[data-test=completion]').hidden")
	bo.types("turn")
	bo.key("Enter")
	bo.sees("Next: Bo")

	// A colleague after an @.
	bo.types("Hello @am")
	bo.until("the person chosen", chosen+".dataset.value === '@Amy'")
	bo.key("Enter")
	bo.types("!")
	bo.key("Enter")
	bo.until("the message with the mention", message("@Amy"))
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func drawnAsText(t *testing.T, browser context.Context) {
	address := startBot(t)
	amy, bo := open(t, browser, address, "amy"), open(t, browser, address, "bo")
	images := js[int](amy, "document.querySelectorAll('[data-test=messages] img').length")
	bo.says(`/visit name:"<img src=x onerror=a()>" 13700000001`)
	bo.sees("137••••0001 is your new customer.")
	bo.says("/visit name:<!channel> 13700000002")
	bo.sees("137••••0002 is your new customer.")
	bo.says("<script>document.title = 'gone'</script> <!here> & <b>bold</b>")
	amy.sees("<img src=x")
	amy.sees("<!channel> 137••••0002")
	amy.sees("<script>document.title = 'gone'</script>")
	amy.sees("<b>bold</b>")
	if now := js[int](amy, "document.querySelectorAll('[data-test=messages] img, [data-test=messages] script, [data-test=messages] b').length"); now != images {
		t.Errorf("%d elements came of the words", now-images)
	}
	amy.seesNot("@channel")
	if title := js[string](amy, "document.title"); !strings.Contains(title, "Amy") {
		t.Errorf("the page is titled %q", title)
	}
}

func onPhone(t *testing.T, browser context.Context) {
	bo := open(t, browser, startBot(t), "bo")
	bo.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	list, box := "document.querySelector('[data-test^=channel-]').checkVisibility({ visibilityProperty: true })", "document.querySelector('[data-test=composer]')?.checkVisibility({ visibilityProperty: true })"
	fits := func(where string) {
		t.Helper()
		if wide := js[int](bo, "document.documentElement.scrollWidth"); wide > 390 {
			t.Errorf("%s is %d wide", where, wide)
		}
	}
	bo.until("the list alone", list+" && !"+box)
	bo.use("channel-滨江售楼部")
	bo.until("the conversation alone", box+" && !"+list)
	bo.says("/turn")
	bo.sees("Next: Bo")
	fits("the board")
	bo.says("/visit")
	bo.until("the form", "document.querySelector('[data-test=modal]')?.open")
	fits("the form")
	bo.use("modal-x")
	bo.until("the form to be gone", "!document.querySelector('[data-test=modal]')")
	bo.use("back")
	bo.until("the list alone", list+" && !"+box)
	fits("the list")
	bo.use("channel-茶水间")
	bo.until("the conversation alone", box+" && !"+list)
	bo.says("hello")
	bo.until("the message", message("hello"))
	bo.use("back")
	bo.use("channel-home")
	bo.sees("Register a visit")
	fits("the App Home")
}

func speaks(t *testing.T, browser context.Context) {
	bo := open(t, browser, startBot(t), "bo")
	bo.until("English", "document.documentElement.lang.startsWith('en')")
	bo.use("lang-zh")
	bo.until("Chinese", "document.documentElement.lang.startsWith('zh')")
	bo.says("/turn")
	bo.sees("下一位：Bo")
	bo.use("lang-en")
	bo.until("English", "document.documentElement.lang.startsWith('en')")
	bo.says("/owner 13800138000")
	bo.sees("is your customer.")
}

func reloaded(t *testing.T, browser context.Context) {
	bo := open(t, browser, startBot(t), "bo")
	bo.says("Good morning, all")
	bo.until("the message", message("Good morning, all"))
	bo.says("/visit")
	bo.sees("Register a visit")
	bo.do(chromedp.Reload())
	bo.until("the form", "document.querySelector('[data-test=modal] input[data-block-id=phone]')")
	bo.until("the message", message("Good morning, all"))
	bo.use("modal-close")
	bo.until("the form to be gone", "!document.querySelector('[data-test=modal]')")
}

// readsMarkup is the table of what the page's own readers, which know nothing
// of the page, make of a text.
func readsMarkup(t *testing.T, browser context.Context) {
	bo := open(t, browser, startBot(t), "bo")
	for _, c := range []struct{ what, call, want string }{
		{"bold", `mrkdwn.parse('*Next: Bo* now')`, `[{"t":"bold","c":[{"t":"text","s":"Next: Bo"}]},{"t":"text","s":" now"}]`},
		{"italics in bold", `mrkdwn.parse('*a _b_*')`, `[{"t":"bold","c":[{"t":"text","s":"a "},{"t":"italic","c":[{"t":"text","s":"b"}]}]}]`},
		{"marks inside a word are no marks", `mrkdwn.parse('2*3*4 snake_case_name')`, `[{"t":"text","s":"2*3*4 snake_case_name"}]`},
		{"a mark before a space is none", `mrkdwn.parse('a * b * c')`, `[{"t":"text","s":"a * b * c"}]`},
		{"struck", `mrkdwn.parse('~gone~')`, `[{"t":"strike","c":[{"t":"text","s":"gone"}]}]`},
		{"code keeps marks", "mrkdwn.parse('`/visit *Ms*`')", `[{"t":"code","s":"/visit *Ms*"}]`},
		{"a block of code", "mrkdwn.parse('```\\na *b*\\n```')", `[{"t":"pre","s":"a *b*"}]`},
		{"lines", `mrkdwn.parse('a\nb')`, `[{"t":"text","s":"a"},{"t":"br"},{"t":"text","s":"b"}]`},
		{"a quotation", `mrkdwn.parse('&gt; a\n&gt; b')`, `[{"t":"quote","c":[{"t":"text","s":"a"},{"t":"br"},{"t":"text","s":"b"}]}]`},
		{"the three entities, once", `mrkdwn.parse('&lt;b&gt; &amp;lt;')`, `[{"t":"text","s":"<b> &lt;"}]`},
		{"a mention", `mrkdwn.parse('<@U0BO00001>')`, `[{"t":"user","id":"U0BO00001","s":""}]`},
		{"a channel", `mrkdwn.parse('<#C1|floor>')`, `[{"t":"channel","id":"C1","s":"floor"}]`},
		{"everybody", `mrkdwn.parse('<!channel>')`, `[{"t":"broadcast","s":"@channel"}]`},
		{"a link with words", `mrkdwn.parse('<https://example.org/a?b=1&amp;c=2|here>')`, `[{"t":"link","url":"https://example.org/a?b=1&c=2","c":[{"t":"text","s":"here"}]}]`},
		{"a bare link ends before the full stop", `mrkdwn.parse('see https://example.org/a.')`, `[{"t":"text","s":"see "},{"t":"link","url":"https://example.org/a","c":[{"t":"text","s":"https://example.org/a"}]},{"t":"text","s":"."}]`},
		{"a script is no link", `mrkdwn.parse('<javascript:alert(1)|here>')`, `[{"t":"text","s":"<javascript:alert(1)|here>"}]`},
		{"an emoji of the table", `mrkdwn.parse(':+1:')`, `[{"t":"emoji","name":"+1","s":"👍"}]`},
		{"an emoji of no table stays words", `mrkdwn.parse(':no_such:')`, `[{"t":"text","s":":no_such:"}]`},
		{"Chinese around bold", `mrkdwn.parse('*已登记：王女士*，下一位')`, `[{"t":"bold","c":[{"t":"text","s":"已登记：王女士"}]},{"t":"text","s":"，下一位"}]`},
		{"nothing", `mrkdwn.parse('')`, `[]`},
		{"nothing at all", `mrkdwn.parse(undefined)`, `[]`},
		{"words alone", `mrkdwn.plainText(mrkdwn.parse('*Hi* <@U1>\n_you_'), (n) => '@' + n.id)`, `"Hi @U1\nyou"`},
		{"forty thousand asterisks", `mrkdwn.parse('*'.repeat(40000)).length`, `1`},

		{"Markdown: a heading", `markdown.parseMarkdown('## Head ##')`, `[{"t":"heading","level":2,"c":[{"t":"text","s":"Head"}]}]`},
		{"Markdown: two asterisks are bold, one is not", `markdown.parseMarkdown('**a** *b*')`, `[{"t":"bold","c":[{"t":"text","s":"a"}]},{"t":"text","s":" "},{"t":"italic","c":[{"t":"text","s":"b"}]}]`},
		{"Markdown: a list", `markdown.parseMarkdown('- a\n- b')`, `[{"t":"list","ordered":false,"items":[[{"t":"text","s":"a"}],[{"t":"text","s":"b"}]]}]`},
		{"Markdown: a numbered list", `markdown.parseMarkdown('1. a\n2. b')`, `[{"t":"list","ordered":true,"items":[[{"t":"text","s":"a"}],[{"t":"text","s":"b"}]]}]`},
		{"Markdown: a rule", `markdown.parseMarkdown('---')`, `[{"t":"rule"}]`},
		{"Markdown: a link", `markdown.parseMarkdown('[here](https://example.org)')`, `[{"t":"link","url":"https://example.org","c":[{"t":"text","s":"here"}]}]`},
		{"Markdown: a script is no link", `markdown.parseMarkdown('[here](javascript:void)')`, `[{"t":"text","s":"[here](javascript:void)"}]`},
		{"Markdown: code", "markdown.parseMarkdown('~~~\\n<b>\\n~~~')", `[{"t":"pre","s":"<b>"}]`},
		{"Markdown: tags are words", `markdown.parseMarkdown('<img src=x>')`, `[{"t":"text","s":"<img src=x>"}]`},

		{"an emoji", `emoji.emoji('tada')`, `"🎉"`},
		{"skin tones are dropped", `emoji.emoji('+1::skin-tone-3')`, `"👍"`},
		{"what every object has is no emoji", `emoji.emoji('constructor') ?? null`, `null`},
	} {
		got := js[string](bo, `Promise.all(['mrkdwn', 'markdown', 'emoji'].map((name) => import('/assets/' + name + '.js'))).then(([mrkdwn, markdown, emoji]) => JSON.stringify(`+c.call+`))`)
		var a, b any
		if err := json.Unmarshal([]byte(got), &a); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		if err := json.Unmarshal([]byte(c.want), &b); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if diff := cmp.Diff(b, a); diff != "" {
			t.Errorf("%s: %s\n%s", c.what, c.call, diff)
		}
	}
}
