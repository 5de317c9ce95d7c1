package say

import (
	"strconv"

	"github.com/walkin-chat/walkin/rules"
)

// Labels that mean the same wherever they stand. One that ends in … opens a
// form.
var (
	Undo         = Line{"撤回", "Undo"}
	Why          = Line{"为什么", "Why?"}
	AddDetails   = Line{"补资料", "Add details"}
	TheyLeft     = Line{"客户已离开", "They left"}
	RecordFollow = Line{"记跟进", "Record follow-up"}
	SeeBoard     = Line{"看轮排", "Board"}
	MyCustomers  = Line{"我的客户", "My customers"}
	FullHistory  = Line{"全部经过", "Full history"}
	Cancel       = Line{"取消", "Cancel"}
	Closed       = Line{"关闭", "Close"}
	NoteTitle    = Line{"Walkin", "Walkin"}
)

// The clause line.
var (
	clauseLine      = Line{"条款 {id}：{text}", "Clause {id}: {text}"}
	earlierLine     = Line{"条款 {id}（之前的制度）。", "Clause {id}, of the policy before."}
	thenLine        = Line{"条款 {id}（当时的制度 {policy}，第 {seq} 条登记起）：{text}", "Clause {id} of the policy then, {policy} (from entry {seq}): {text}"}
	thenAssumedLine = Line{"当时的制度 {policy}（第 {seq} 条登记起）没有写明；按建议理解处理（条款 {id}）。", "The policy then, {policy} (from entry {seq}), was silent; decided by our reading (clause {id})."}
	assumedLine     = Line{"制度没有写明；按建议理解处理（条款 {id}）。", "The policy is silent; decided by our reading (clause {id})."}
)

// Clause writes the clause line: the deciding clause with its wording, or that
// the policy is silent. It is empty where no clause decided; one that the
// policy now in force does not have is of the one before.
func Clause(lang rules.Lang, id, wording string, assumed bool) string {
	switch {
	case id == "":
		return ""
	case assumed:
		return assumedLine.In(lang, "id", Safe(id))
	case wording == "":
		return earlierLine.In(lang, "id", Safe(id))
	}
	return clauseLine.In(lang, "id", Safe(id), "text", Safe(wording))
}

// ClauseThen is Clause for a policy that is in force no more.
func ClauseThen(lang rules.Lang, id, wording string, v rules.Version, assumed bool) string {
	l := thenLine
	if assumed {
		l = thenAssumedLine
	}
	return l.In(lang, "id", Safe(id), "text", Safe(wording), "policy", Name(v.Policy), "seq", strconv.FormatInt(max(v.Seq, 1), 10))
}

// Busy is said while a commit takes long; the result takes its place.
var Busy = Line{"正在登记，结果会显示在这里，不用再发。", "Recording. The result will appear here; no need to send it again."}

// FieldNotStaff is a field's error: the person is not on the staff list.
var FieldNotStaff = Line{"{who} 不在本案场名单里。", "{who} is not on this site's list."}

// Words for times, durations and phones.
var (
	Today       = Line{"今天", "today"}
	Yesterday   = Line{"昨天", "yesterday"}
	Tomorrow    = Line{"明天", "tomorrow"}
	Minutes     = Line{"{n} 分钟", "{n|minute|minutes}"}
	Hours       = Line{"{n} 小时", "{n|hour|hours}"}
	Days        = Line{"{n} 天", "{n|day|days}"}
	PhoneEnding = Line{"尾号 {ending}", "ending {ending}"}
)
