package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
)

// spoken is the reply to a command that does not fit.
func spoken(lang rules.Lang, line, customer string) string {
	w, wrong := understand(line)
	if len(wrong) == 0 && w.Verb == "visit" && w.Name == "" {
		wrong = []problem{{kind: newPhone}} // what /visit finds out
	}
	if len(wrong) == 0 {
		return "understood"
	}
	w.customer = customer
	who := func(p rules.Person) string { return map[rules.Person]string{"U1": "Amy", "U2": "Bo"}[p] }
	m := wrong[0].message(w, lang, who)
	return strings.Join(append([]string{m.Head}, m.Facts...), "\n")
}

func TestProblem(t *testing.T) {
	for _, c := range []struct {
		line     string
		customer string
		want     string
	}{
		// conversation.md, section 5, what is invalid.
		{"/visit 王女士 1380013800 <@U2|bo>", "", "1380013800 只有 10 位；手机号是 11 位。\n看懂的：称呼 王女士，指名 Bo\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit Ms Wang 1380013800 <@U2|bo>", "", "1380013800 has 10 digits; a mobile number has 11.\nUnderstood: name Ms Wang, asked for Bo\nNothing recorded. Example: `/visit Ms Wang 13800138000`"},
		{"/visit 王女士 13800138000 13900132222", "", "有两个电话，登记哪一个？\n看懂的：称呼 王女士\n还没登记。同来的人写 `同来:13900132222`"},
		{"/visit Ms Wang 13800138000 13900132222", "", "Two phones. Which one is the customer's?\nUnderstood: name Ms Wang\nNothing recorded. For a companion write `with:13900132222`"},
		{"/visit 王女士 李先生 13800138000", "", "有两个称呼：王女士、李先生。\n看懂的：电话 138 0013 8000\n还没登记。一次登记一位；同来的人写 `同来:电话`"},
		{"/visit “Ms Wang” “Mr Li” 13800138000", "", "Two names: Ms Wang, Mr Li.\nUnderstood: phone 138 0013 8000\nNothing recorded. One customer at a time; companions as `with:phone`"},
		{"/visit Mr 13800138000", "", "“Mr” is not a word I know here.\nUnderstood: phone 138 0013 8000\nNothing recorded. Example: `/visit Ms Wang 13800138000`"},
		{"/visit Ms Wang Mr Li 13800138000", "", "Two names: Ms Wang, Mr Li.\nUnderstood: phone 138 0013 8000\nNothing recorded. One customer at a time; companions as `with:phone`"},
		{"/visit Ms Wang 13800138000 Mr Li", "", "Two names: Ms Wang, Mr Li.\nUnderstood: phone 138 0013 8000\nNothing recorded. One customer at a time; companions as `with:phone`"},
		{"/visit 王女士 13800138000 预算:300万", "", "不认识“预算”。\n看懂的：称呼 王女士，电话 138 0013 8000\n还没登记。可写 `需求:预算300万`"},
		{"/visit Ms Wang 13800138000 budget:3m", "", "“budget” is not a word I know here.\nUnderstood: name Ms Wang, phone 138 0013 8000\nNothing recorded. You could write `needs:\"budget 3 million\"`"},
		{"/visit 王女士 8000", "", "登记来访要完整电话；8000 只有 4 位。\n看懂的：称呼 王女士\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit Ms Wang 8000", "", "A visit needs the whole phone; 8000 has 4 digits.\nUnderstood: name Ms Wang\nNothing recorded. Example: `/visit Ms Wang 13800138000`"},
		{"/visit 13800138001", "", "138 0013 8001 是新号码，还差称呼。\n看懂的：电话 138 0013 8001\n还没登记。例：`/visit 王女士 13800138001`"},
		{"/visit 13800138001", "", "138 0013 8001 is new; a name is needed.\nUnderstood: phone 138 0013 8001\nNothing recorded. Example: `/visit Ms Wang 13800138001`"},
		{"/turn 吃饭", "", "不认识“吃饭”。\n可用：暂离（公事、签约、私事），回来，离开，下班，排序\n状态没有变。例：`/turn 暂离 私事`"},
		{"/turn lunch", "", "“lunch” is not a word I know here.\nUse: away (errand, paperwork, personal), back, done, off, order\nYour state is unchanged. Example: `/turn away personal`"},
		{"/deal 8000 认购 金额:一万二", "王女士 138••••8000", "金额“一万二”读不出，请写数字。\n看懂的：王女士 138••••8000，认购\n还没登记。例：`金额:12000`"},
		{"/deal 8000 subscribed amount:twelve", "Ms Wang 138••••8000", "The amount “twelve” can't be read; use digits.\nUnderstood: Ms Wang 138••••8000, subscribed\nNothing recorded. Example: `amount:12000`"},

		// More that does not fit.
		{"/visit 王女士 138001380001", "", "138001380001 有 12 位；手机号是 11 位。\n看懂的：称呼 王女士\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit 王女士 12800138000", "", "12800138000 不是手机号，也不是固定电话。\n看懂的：称呼 王女士\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit 王女士 62345678", "", "62345678 只有 8 位；手机号是 11 位。\n看懂的：称呼 王女士\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit Ms Wang 1380 0138 00", "", "1380013800 has 10 digits; a mobile number has 11.\nUnderstood: name Ms Wang\nNothing recorded. Example: `/visit Ms Wang 13800138000`"},
		{"/claim 2222 8000", "", "Two phones. Which one is the customer's?\nUnderstood: nothing\nNothing recorded. Example: `/claim 13800138000`"},
		{"/owner 1380013800", "", "1380013800 只有 10 位；手机号是 11 位。\n看懂的：没有\n例：`/owner 8000`"},
		{"/visit 王女士 13800138000 @Bo", "", "没认出“@Bo”是哪位同事。\n看懂的：称呼 王女士，电话 138 0013 8000\n还没登记。请输入 @ 后从名单里选"},
		{"/visit Ms Wang 13800138000 for:Bo", "", "I can't tell which colleague “Bo” is.\nUnderstood: name Ms Wang, phone 138 0013 8000\nNothing recorded. Type @ and choose from the list"},
		{"/visit 王女士 13800138000 <@U1> <@U2>", "", "提到了不止一位同事。\n看懂的：称呼 王女士，电话 138 0013 8000，指名 Amy，指名 Bo\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit 王女士 13800138000 需求: 三房", "", "“需求”后面是空的。\n看懂的：电话 138 0013 8000\n还没登记。例：`需求:三房`"},
		{"/visit 王女士 13800138000 性别:女 性别:男", "", "“性别”写了两次。\n看懂的：称呼 王女士，电话 138 0013 8000，性别 女\n还没登记。例：`性别:女`"},
		{"/visit Ms Wang 13800138000 via:bus", "", "“via” can't be “bus”.\nUnderstood: name Ms Wang, phone 138 0013 8000\nNothing recorded. It can be: walk-in, appointment, assigned, company, group"},
		{"/visit 王女士 13800138000 陪同:25:99", "", "“到”不能写“25:99”。\n看懂的：称呼 王女士，电话 138 0013 8000\n还没登记。例：`到:10:30`"},
		{"/visit 王女士 13800138000 10:30", "", "不认识“10:30”。\n看懂的：称呼 王女士，电话 138 0013 8000\n还没登记。可写 `到:10:30`"},
		{"/visit 王女士 13800138000 需求:“三房", "", "引号没有写完。\n看懂的：称呼 王女士，电话 138 0013 8000，需求 三房\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit 王女士 13800138000 同来:1390013", "", "1390013 只有 7 位；手机号是 11 位。\n看懂的：称呼 王女士，电话 138 0013 8000\n还没登记。例：`同来:13800138000`"},
		{"/visit &lt;!channel&gt; `x` 8000", "", "A visit needs the whole phone; 8000 has 4 digits.\nUnderstood: name &lt;!channel&gt; ｀x｀\nNothing recorded. Example: `/visit &lt;!channel&gt; ｀x｀ 13800138000`"},
		{"/turn away back", "", "“back” does not go with the rest.\nUse: away (errand, paperwork, personal), back, done, off, order\nYour state is unchanged. Example: `/turn away personal`"},
		{"/turn 回来 周一", "", "“周一”和别的话合不上。\n可用：暂离（公事、签约、私事），回来，离开，下班，排序\n状态没有变。例：`/turn 暂离 私事`"},
		{"/turn 开盘 <@U2|bo>", "", "“@bo”和别的话合不上。\n可用：暂离（公事、签约、私事），回来，离开，下班，排序\n没有改动。例：`/turn 暂离 私事`"},
		{"/visit 王女士 13800138000 第一次 来过", "", "“来过”和别的话合不上。\n看懂的：称呼 王女士，电话 138 0013 8000，第一次\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit 王女士 13800138000 第一次 来过:是", "", "“来过”写了两次。\n看懂的：称呼 王女士，电话 138 0013 8000，第一次\n还没登记。例：`来过:是`"},
		{"/owner <@U2|bo>", "", "不认识“@bo”。\n看懂的：没有\n例：`/owner 8000`"},
		{"/turn back errand", "", "“errand” does not go with the rest.\nUse: away (errand, paperwork, personal), back, done, off, order\nYour state is unchanged. Example: `/turn away personal`"},
		{"/undo 昨天的:全部", "", "不认识“昨天的”。\n看懂的：没有\n没有改动。例：`/undo`"},
		{"/correct 8000 电话:1380013800", "", "1380013800 只有 10 位；手机号是 11 位。\n看懂的：尾号 8000\n没有改动。例：`电话:13800138000`"},
		{"/visit " + strings.Repeat("王", 40000), "", "写了 40000 个字；一条命令最多 500 个字。\n看懂的：没有\n还没登记。例：`/visit 王女士 13800138000`"},
		{"/visit " + strings.Repeat("<@", 20000), "", "That has 40000 characters; a command takes 500 at most.\nUnderstood: nothing\nNothing recorded. Example: `/visit Ms Wang 13800138000`"},
	} {
		lang := rules.En
		if strings.Contains(c.want, "。") {
			lang = rules.Zh
		}
		if diff := cmp.Diff(c.want, spoken(lang, c.line, c.customer)); diff != "" {
			t.Errorf("%.80s is answered (-want +got):\n%s", c.line, diff)
		}
	}
}
