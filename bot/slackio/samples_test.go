package slackio

import (
	"fmt"

	"github.com/walkin-chat/walkin/bot"
)

// What the bot says on a day, as packages bot and say make it.

var sampleMessages = map[string]bot.Message{
	"visit-new.zh": {
		Head:  "已登记：王女士 138••••8000 是你的新客户。",
		Facts: []string{"保护到 12月23日（含）· 今天你的第 2 组 · 下一位 Bo"},
		Notes: []string{"条款 9-1：首次有效登记的顾问为归属人。", "这组按轮排轮到 Bo；已照实登记，Bo 位次不变。"},
		Buttons: []bot.Button{
			{Action: "visit.details", Value: "v1", Label: "补资料"},
			{Action: "visit.left", Value: "v1", Label: "客户已离开"},
			{Action: "undo", Value: "2318", Label: "撤回"},
			{Action: "why", Value: "c1", Label: "为什么", Spoken: "为什么：王女士归你"},
		},
	},
	"visit-new.en": {
		Head:  "Recorded: Ms Wang 138••••8000 is your new customer.",
		Facts: []string{"Protected through 23 Dec · your 2nd group today · next: Bo"},
		Notes: []string{"Clause 9-1: the first valid registration owns."},
		Buttons: []bot.Button{
			{Action: "visit.details", Value: "v1", Label: "Add details"},
			{Action: "visit.left", Value: "v1", Label: "They left"},
			{Action: "undo", Value: "2318", Label: "Undo"},
			{Action: "why", Value: "c1", Label: "Why?", Spoken: "Why Ms Wang is yours"},
		},
		Text: "Recorded: Ms Wang, ending 8000, is your new customer.",
	},
	"visit-absent.en": {
		Head:  "Ms Wang 138••••8000 is Bo's customer; Bo is out (errand).",
		Facts: []string{"By the policy Chen receives for Bo · protected through 18 Dec", "Nothing recorded yet. Have you called Bo?"},
		Notes: []string{"Clause 9-1b: back within 15 days, stays with the first consultant."},
		Buttons: []bot.Button{
			{Action: "visit.choose", Value: "v1 reached", Label: "Reached; agrees Chen receives"},
			{Action: "visit.choose", Value: "v1 unreached", Label: "Not reached; Chen receives"},
			{Action: "visit.choose", Value: "v1 coming", Label: "Bo is coming"},
		},
		Menus: []bot.Menu{{Action: "visit.other", Value: "v1", Label: "Someone else…", People: true}},
	},
	"escaped.zh": {
		Head:    "1380013800 只有 10 位；手机号是 11 位。",
		Facts:   []string{"看懂的：称呼 A&amp;B &lt;!channel&gt; ＊王＊，指名 <@U0BO>", "还没登记。例：`/visit 王女士 13800138000`"},
		Buttons: []bot.Button{{Action: "visit.form", Label: "A&amp;B &lt;用表单改&gt;", Primary: true}},
	},
	"owner-many.en": {
		Head:  "3 customers end in 8000. Which one?",
		Facts: []string{"Ms Wang 138••••8000 · Bo", "Mr Chen 136••••8000 · you", "Ms Zhang 137••••8000 · nobody"},
		Menus: []bot.Menu{
			{Action: "owner.pick", Label: "Choose a customer", Options: []bot.Option{{Value: "c1", Label: "Ms Wang 138••••8000"}, {Value: "c2", Label: "Mr Chen 136••••8000"}}},
			{Action: "more", Label: "More", Overflow: true, Options: []bot.Option{{Value: "appointment", Label: "Appointment"}, {Value: "family", Label: "Family"}, {Value: "give-up", Label: "Give up"}}},
		},
	},
	"board.zh": {
		Head: "下一位：Bo",
		Table: &bot.Table{Rows: [][]string{
			{"序", "顾问", "状态", "今天", "补接"},
			{"1", "Bo", "可接", "2", ""},
			{"2", "Chen", "暂离（公事）10:35", "2", "1"},
			{"3", "Amy", "接待中 14:05 起", "3", ""},
			{"–", "Dan", "下班", "0"},
		}},
		Notes:   []string{"15:20 · 排队接待"},
		Buttons: []bot.Button{{Action: "turn.away", Label: "暂离…"}, {Action: "turn.why", Label: "为什么不是我"}},
	},
	"follow.zh": {
		Head: "今天要跟进 2 位。",
		Rows: []bot.Row{
			{Text: "王女士 138 0013 8000 · 上次 11月18日 来访", Button: &bot.Button{Action: "follow", Value: "c1", Label: "记跟进", Spoken: "记跟进：王女士"}},
			{Text: "陈先生 136 0013 8000 · 已记 15:20"},
		},
		Buttons: []bot.Button{{Action: "follow.mute", Label: "今天不再提醒"}},
	},
	"deal-confirm.en": {
		Head: "Please confirm the split: Ms Wang 138 0013 8000, subscribed.",
		Facts: []string{
			"Performance: Bo 50%, Chen 50%", "Commission CNY 10,000.00: Bo 5,000.00, Chen 5,000.00",
			"Fact: Chen received for Bo on 23 Nov, subscribed that day · contest through 25 Nov",
		},
		Notes: []string{"Clause 10a: half and half with the owner."},
		Buttons: []bot.Button{
			{Action: "deal.confirm", Value: "s1|d16|0a1b2c3d4e5f", Label: "Confirm split", Spoken: "Confirm split: Ms Wang 138••••8000", Primary: true},
			{Action: "why", Value: "s1|c10", Label: "Why?", Spoken: "Why? Ms Wang 138••••8000"},
		},
	},
	"deal-stake.zh": {
		Head:    "王女士 138••••8000 已认购，Chen 成交，有你的部分。",
		Facts:   []string{"你：业绩 50%，佣金 5,000.00 元（待确认）", "可争议到 11月25日（周三，含）"},
		Notes:   []string{"条款 10a：与归属人各半。"},
		Buttons: []bot.Button{{Action: "deal.contest", Value: "s1|d16", Label: "提出异议…"}, {Action: "why", Value: "s1|c10", Label: "为什么"}},
	},
	"month.zh": {
		Head:  "2026年11月：成交 2，佣金 10,300.50 元。",
		Facts: []string{"成交 2 · 待确认 1"},
		Table: &bot.Table{Rows: [][]string{
			{"顾问", "业绩", "佣金", "待确认佣金", "罚款"},
			{"Bo", "1 1/2", "10,000.50", "0.00", ""},
			{"Chen", "1/2", "0.00", "300.00", "罚款 100 元以上，停接待 3 天到 15 天"},
		}},
		Notes:   []string{"按认购日计；待确认的分单另列"},
		Buttons: []bot.Button{{Action: "month.file", Value: "s1|2026-11", Label: "导出表格"}, {Action: "month.details", Value: "s1|2026-11", Label: "明细"}, {Action: "month", Value: "s1|2026-10", Label: "上个月"}},
	},
	"dispute.en": {
		Title: "Dispute 12: whose customer is Ms Wang",
		Head:  "Waiting for <@U0BO> to answer, until Tue 24 Nov, 15:20",
		Facts: []string{"Opened by Amy · other side: Bo · arbiter: Zhou", "By the policy it is Bo's for now"},
		Buttons: []bot.Button{
			{Action: "dispute.state", Value: "12", Label: "State my case…", Primary: true},
			{Action: "dispute.rule", Value: "12", Label: "Rule…"},
			{
				Action: "dispute.withdraw", Value: "12", Label: "Withdraw", Danger: true,
				Confirm: &bot.Confirm{Title: "Withdraw the dispute?", Text: "The thread stays, marked withdrawn.", Yes: "Withdraw", No: "Keep it"},
			},
		},
		Images: []bot.Image{{URL: "https://example.com/case-12.png", Alt: "3 Nov 15:20 received by Bo (first visit)"}},
	},
}

func sampleVisit(zh bool) bot.Form {
	t := func(z, e string) string {
		if zh {
			return z
		}
		return e
	}
	choice := func(pairs ...string) []bot.Option {
		var list []bot.Option
		for i := 0; i < len(pairs); i += 3 {
			list = append(list, bot.Option{Value: pairs[i], Label: t(pairs[i+1], pairs[i+2])})
		}
		return list
	}
	return bot.Form{
		ID: "visit", Title: t("登记来访", "Register a visit"), Submit: t("登记", "Register"), Cancel: t("取消", "Cancel"), Private: "s1 v1",
		Alert: t("王女士 138••••8000 是 Bo 的客户，Bo 在场。", "Ms Wang 138••••8000 is Bo's customer; Bo is here."),
		Fields: []bot.Field{
			{ID: "phone", Kind: bot.TextField, Label: t("电话", "Phone"), Placeholder: t("如 13800138000", "e.g. 13800138000"), Hint: t("没留电话可空着", "Leave empty if they gave none"), Optional: true, Watch: true, Max: 40, Initial: []string{"13800138000"}},
			{ID: "name", Kind: bot.TextField, Label: t("称呼", "Name"), Placeholder: t("如 王女士", "e.g. Ms Wang"), Max: 40},
			{ID: "been", Kind: bot.RadioField, Label: t("以前来过吗？", "Been here before?"), Options: choice("first", "第一次", "First time", "been", "来过", "Yes", "unasked", "没问", "Not asked")},
			{ID: "asked", Kind: bot.PersonField, Label: t("指名找谁", "Asked for"), Placeholder: t("客户说出的顾问", "The consultant they named"), Optional: true, Initial: []string{"U0BO"}},
			{ID: "via", Kind: bot.SelectField, Label: t("怎么来的", "How they came"), Optional: true, Initial: []string{"walkin"}, Options: choice("walkin", "自然到访", "Walked in", "appointment", "预约", "Appointment")},
			{ID: "referrer", Kind: bot.TextField, Label: t("推荐人", "Referrer"), Placeholder: t("电话或称呼", "Phone or name"), Optional: true, Watch: true},
			{ID: "came", Kind: bot.CheckField, Label: t("推荐人…", "The referrer"), Optional: true, Initial: []string{"along"}, Options: choice("along", "一起来了", "came along", "named", "来时就提到", "was named on arrival")},
			{ID: "needs", Kind: bot.LinesField, Label: t("需求", "Needs"), Placeholder: t("如 三房，首付 60 万", "e.g. three rooms, down payment 600,000"), Optional: true, Max: 2500},
		},
	}
}

var sampleForms = map[string]bot.Form{
	"form-visit.zh": sampleVisit(true),
	"form-visit.en": sampleVisit(false),
	"form-choice.en": {
		ID: "visit.choice", Title: "A colleague's customer", Submit: "Confirm", Cancel: "Cancel", Private: "s1 v1",
		Head: "Ms Wang 138••••8000 is Bo's customer; Bo is here.", Facts: []string{"3 visits, last 18 Nov · protected through 18 Dec"},
		Notes:  []string{"Clause 9-1b: back within 15 days, stays with the first consultant."},
		Fields: []bot.Field{{ID: "choice", Kind: bot.RadioField, Label: "What happens", Options: []bot.Option{{Value: "hand", Label: "Hand to Bo"}, {Value: "behalf", Label: "Bo agrees, I receive"}}}},
	},
	"form-setup.zh": {
		ID: "setup", Title: "设置案场", Submit: "保存", Cancel: "取消",
		Fields: []bot.Field{
			{ID: "name", Kind: bot.TextField, Label: "案场名称", Initial: []string{"滨江售楼部"}},
			{ID: "policy", Kind: bot.SelectField, Label: "制度", Hint: "以后可换，只对以后生效", Initial: []string{"standard"}, Options: []bot.Option{{Value: "standard", Label: "standard"}}},
			{ID: "opens", Kind: bot.TimeField, Label: "开门", Initial: []string{"09:00"}},
			{ID: "consultants", Kind: bot.PeopleField, Label: "顾问", Initial: []string{"U0AMY", "U0BO"}},
		},
	},
	"form-deal.en": {
		ID: "deal", Title: "Record a deal", Submit: "Record", Cancel: "Cancel", Private: "s1|choice|home", Head: "Ms Wang 138••••8000",
		Fields: []bot.Field{
			{ID: "stage", Kind: bot.RadioField, Label: "Stage", Options: []bot.Option{{Value: "deposit", Label: "Deposit"}, {Value: "subscribed", Label: "Subscribed"}, {Value: "signed", Label: "Signed"}}, Initial: []string{"subscribed"}},
			{ID: "closer", Kind: bot.PersonField, Label: "Closed by", Initial: []string{"U0CHEN"}},
			{ID: "buyer", Kind: bot.TextField, Label: "Buyer's name", Placeholder: "If not the customer", Optional: true, Max: 40},
			{ID: "amount", Kind: bot.TextField, Label: "Commission to divide", Placeholder: "e.g. 10000 or 10000.50", Optional: true, Max: 20},
			{ID: "group", Kind: bot.CheckField, Label: "Group purchase", Optional: true, Options: []bot.Option{{Value: "yes", Label: "It is one"}}},
		},
	},
	"form-contest.zh": {
		ID: "contest", Title: "提出异议", Submit: "提出", Cancel: "取消", Private: "s1|d16|", Head: "王女士 138••••8000", Facts: []string{"业绩：Bo 50%，Chen 50%"},
		Fields: []bot.Field{
			{ID: "evidence", Kind: bot.RadioField, Label: "有登记或跟进记录吗？", Options: []bot.Option{{Value: "yes", Label: "有"}, {Value: "no", Label: "没有"}}},
			{ID: "note", Kind: bot.LinesField, Label: "说明", Max: 2500},
		},
	},
	"form-ruling.en": {
		ID: "ruling", Title: "Ruling", Submit: "Rule", Cancel: "Cancel", Private: "12", Alert: "By the policy: Bo's.",
		Fields: []bot.Field{{ID: "clause", Kind: bot.SelectField, Label: "Clause", Options: clauses(120)}},
	},
	"form-note.en": {ID: "note", Title: "Walkin", Cancel: "Close", Head: "This channel is not a site yet.", Facts: []string{"Use a site's channel, or ask an admin to set it up"}},
}

func clauses(n int) []bot.Option {
	var list []bot.Option
	for i := range n {
		list = append(list, bot.Option{Value: fmt.Sprintf("9-%d", i+1), Label: fmt.Sprintf("Clause 9-%d", i+1)})
	}
	return list
}

var sampleHomes = map[string]bot.Home{
	"home-consultant.zh": {Parts: []bot.HomePart{
		{Title: "滨江售楼部 · 你排第 3，下一位 Bo", Buttons: []bot.Button{{Action: "visit.form", Label: "登记来访", Primary: true}, {Action: "turn.board", Label: "看轮排"}, {Action: "turn.away", Label: "暂离…"}}},
		{
			Title: "先办",
			Rows: []bot.Row{
				{Text: "李先生 139 0013 2222 · 今天最后一天", Button: &bot.Button{Action: "follow", Value: "c2", Label: "记跟进", Spoken: "记跟进：李先生"}},
				{Text: "王女士 138 0013 8000 · 今天跟进", Button: &bot.Button{Action: "follow", Value: "c1", Label: "记跟进", Spoken: "记跟进：王女士"}},
			},
			Buttons: []bot.Button{{Action: "mine.list", Label: "全部 23 位"}},
		},
		{Title: "更多", Buttons: []bot.Button{{Action: "help", Label: "命令一览"}}, Notes: []string{"电话只有你自己看得到全号。"}},
	}},
	"home-manager.en": {Parts: []bot.HomePart{
		{Title: "Riverside · now: 1 ready, 1 with customers, 1 away", Menus: []bot.Menu{{Action: "home.site", Label: "Which site?", Options: []bot.Option{{Value: "s1", Label: "Riverside"}, {Value: "s2", Label: "Harbour"}}}}},
		{Title: "This month", Lines: []string{"212 groups · 9 deals · 4 disputes, 21 hours to a ruling"}},
		{Lines: []string{"Nothing due today."}},
	}},
}
