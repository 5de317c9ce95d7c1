package bot

import (
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A choice is a fixed value with the words for it.
type choice struct {
	value, zh, en string
	also          []string
}

type choices []choice

func (cs choices) find(word string) (string, bool) {
	word = strings.ToLower(word)
	for _, c := range cs {
		if word == c.zh || word == c.en {
			return c.value, true
		}
		for _, a := range c.also {
			if word == a {
				return c.value, true
			}
		}
	}
	return "", false
}

func (cs choices) word(value string, lang rules.Lang) string {
	for _, c := range cs {
		if c.value == value {
			return say.Line{Zh: c.zh, En: c.en}.In(lang)
		}
	}
	return ""
}

func (cs choices) words(lang rules.Lang) string {
	var all []string
	for _, c := range cs {
		all = append(all, say.Line{Zh: c.zh, En: c.en}.In(lang))
	}
	return say.Names(lang, all...)
}

var (
	genders = choices{{"female", "女", "female", []string{"f", "女士"}}, {"male", "男", "male", []string{"m", "先生"}}}
	yesNo   = choices{{"yes", "是", "yes", []string{"y", "true"}}, {"no", "否", "no", []string{"n", "false"}}}
	vias    = choices{
		{"walk_in", "自然到访", "walk-in", []string{"walkin", "walk_in", "walked in"}},
		{"appointment", "预约", "appointment", nil},
		{"assigned", "领导指派", "assigned", []string{"指派"}},
		{"company", "公司介绍", "company", []string{"company relation"}},
		{"group_buy", "团购", "group", []string{"group purchase", "group_buy"}},
	}
	purposes = choices{
		{"buy", "有意购买", "buy", []string{"购买", "to buy"}},
		{"look", "先看看", "look", []string{"just looking", "looking"}},
		{"brochure", "只拿资料", "brochure", nil},
		{"rent", "租", "rent", []string{"to rent"}},
		{"survey", "市调", "survey", nil},
		{"developer", "开发商", "developer", nil},
		{"peer", "同行", "trade", []string{"same trade", "peer"}},
		{"vendor", "推销", "vendor", nil},
		{"press", "媒体", "press", nil},
		{"staff", "本公司", "staff", []string{"our staff"}},
	}
	states = choices{
		{"away", "暂离", "away", nil},
		{"back", "回来", "back", []string{"回来了", "可接", "ready"}},
		{"done", "离开", "done", []string{"客户已离开"}},
		{"off", "下班", "off", nil},
		{"order", "排序", "order", nil},
		{"why", "为什么", "why", nil},
		{"duty", "值班", "duty", []string{"午间值班"}},
		{"rush", "开盘", "rush", []string{"开盘日"}},
		{"queue", "排队", "queue", nil},
		{"rest", "周休", "rest", nil},
		{"fairness", "公平", "fairness", []string{"公平看板", "fair"}},
	}
	reasons = choices{
		{"errand", "公事", "errand", []string{"公事外出"}},
		{"sales", "签约", "paperwork", []string{"办签约", "sales"}},
		{"personal", "私事", "personal", nil},
	}
	stages = choices{
		{string(rules.Deposit), "下定", "deposit", nil},
		{string(rules.Subscribed), "认购", "subscribed", nil},
		{string(rules.Signed), "签约", "signed", nil},
	}
	relations = choices{
		{"same", "同一人", "same", nil},
		{"spouse", "配偶", "spouse", nil},
		{"parent", "父母", "parent", nil},
		{"child", "子女", "child", nil},
		{"sibling", "兄弟姐妹", "sibling", nil},
		{"partner", "恋人", "partner", nil},
		{"relative", "亲属", "relative", nil},
		{"friend", "朋友", "friend", nil},
		{"group", "同购", "group", nil},
	}
	ties = choices{
		{"relative", "直系", "relative", []string{"直系亲属"}},
		{"kin", "远亲", "kin", nil},
		{"friend", "朋友", "friend", nil},
	}
	acts = choices{
		{"grab", "接走", "take", []string{"grab", "抢客"}},
		{"dump", "推客", "dump", nil},
		{"dodge_turn", "躲轮", "dodge", []string{"dodge_turn"}},
		{"pick", "挑客", "pick", nil},
		{"solicit", "引导指名", "solicit", nil},
		{"falsify", "不实", "falsify", nil},
		{"neglect", "漏登", "neglect", nil},
	}
	verdicts = choices{
		{"yes", "属实", "upheld", nil},
		{"no", "不属实", "dismissed", []string{"not-upheld"}},
	}
	weights = choices{
		{"yes", "明显", "significant", nil},
		{"no", "一般", "minor", nil},
	}
	bookings = choices{{"yes", "认购", "book", []string{"来认购", "booking"}}}
	groups   = choices{{"group_buy", "团购", "group", nil}}
	days     = choices{
		{"mon", "周一", "mon", []string{"monday", "星期一"}},
		{"tue", "周二", "tue", []string{"tuesday", "星期二"}},
		{"wed", "周三", "wed", []string{"wednesday", "星期三"}},
		{"thu", "周四", "thu", []string{"thursday", "星期四"}},
		{"fri", "周五", "fri", []string{"friday", "星期五"}},
		{"sat", "周六", "sat", []string{"saturday", "星期六"}},
		{"sun", "周日", "sun", []string{"sunday", "星期日", "星期天", "周天"}},
		{"none", "无", "none", nil},
	}
)
