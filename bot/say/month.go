package say

import (
	"fmt"
	"strconv"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// The month's closing. {month} is a month such as November 2026.
var (
	AboutMonth   = Line{"月结：业绩、佣金、罚款", "The month's closing"}
	EgMonth      = Line{"`/walkin 月结`，`/walkin 月结 2026-11`", "`/walkin month`, `/walkin month 2026-11`"}
	MonthSummary = Line{"月度汇总", "Month's summary"}
	MonthFile    = Line{"导出表格", "Spreadsheet"}
	MonthBefore  = Line{"上个月", "Month before"}
	MonthDetails = Line{"明细", "Details"}

	MonthHead   = Line{"{month}：{deals}，佣金 {money}。", "{month}: {deals}, commission {money}."}
	MonthNone   = Line{"{month}没有成交。", "{month}: no deals."}
	MonthDeals  = Line{"成交 {n}", "{n|deal|deals}"}
	MonthOpen   = Line{"待确认 {n}", "{n} to confirm"}
	MonthAgain  = Line{"有异议 {n}", "{n} contested"}
	MonthBare   = Line{"没写金额 {n}", "{n} without an amount"}
	MonthEarly  = Line{"只下定 {n}，认购时计入", "{n|deposit counts|deposits count} on subscription"}
	MonthCounts = Line{"按认购日计；待确认的分单另列", "By the day of the subscription; what is proposed stands apart"}
	MonthAll    = Line{"全部见明细", "All of it under Details"}
	MonthSent   = Line{"表格在你的私信里。", "The spreadsheet is in your direct messages."}
	MonthHere   = Line{"{month}的工资表", "Payroll of {month}"}
	MonthBad    = Line{"“{typed}”不是月份。", "“{typed}” is no month."}
	MonthBadFix = Line{"例：`/walkin 月结 2026-11`", "Example: `/walkin month 2026-11`"}
	MonthFuture = Line{"{month}还没到。", "{month} has not begun."}

	ColConsultant = Line{"顾问", "Consultant"}
	ColDeals      = Line{"成交", "Deals closed"}
	ColPerform    = Line{"业绩", "Performance"}
	ColPay        = Line{"佣金", "Commission"}
	ColProposed   = Line{"待确认佣金", "Proposed"}
	ColBonus      = Line{"成交奖金", "Closing bonus"}
	ColFines      = Line{"罚款", "Fine"}
	ColSuspended  = Line{"停接待", "Suspended"}
	ColDate       = Line{"认购日", "Subscribed"}
	ColNumber     = Line{"登记", "Entry"}
	ColCustomer   = Line{"客户", "Customer"}
	ColBuyer      = Line{"买方", "Buyer"}
	ColStage      = Line{"阶段", "Stage"}
	ColCloser     = Line{"成交人", "Closed by"}
	ColPerson     = Line{"得分人", "Person"}
	ColState      = Line{"状态", "State"}
	ColClause     = Line{"条款", "Clause"}
	ColWhat       = Line{"事由", "What"}
	ColMonth      = Line{"月份", "Month"}
	ColOn         = Line{"日期", "Date"}
	TabPayroll    = Line{"汇总", "Payroll"}
	TabDeals      = Line{"成交", "Deals"}
	TabConduct    = Line{"罚款停接", "Conduct"}

	FineIs      = Line{"罚款 {money}", "fine {money}"}
	SuspendIs   = Line{"停接待 {days}", "suspended {days}"}
	AtLeast     = Line{"{n} 以上", "at least {n}"}
	AtMost      = Line{"{n} 以下", "at most {n}"}
	FromTo      = Line{"{from} 到 {to}", "{from} to {to}"}
	NotNamed    = Line{"制度没有写数目", "amount not named"}
	WholeMoney  = Line{"{n} {currency}", "{currency} {n}"}
	ConductLine = Line{"{day} {person}：{what}", "{day} {person}: {what}"}

	ActGrab     = Line{"明知是同事的客户仍接待", "received a colleague's customer knowingly"}
	ActDump     = Line{"推掉客户", "turned a customer away"}
	ActDodge    = Line{"躲轮次", "dodged a turn"}
	ActPick     = Line{"挑客户", "picked customers"}
	ActSolicit  = Line{"让来电客户指名", "had callers ask for them"}
	ActFalsify  = Line{"登记不实", "false registration"}
	ActNeglect  = Line{"漏登记，或没认出自己的客户", "left a visit unregistered, or missed an own customer"}
	ActAssisted = Line{"帮同事接待", "helped a colleague"}
)

// Act names what a finding is about.
func Act(act string) Line {
	switch act {
	case "grab":
		return ActGrab
	case "dump":
		return ActDump
	case "dodge_turn":
		return ActDodge
	case "pick":
		return ActPick
	case "solicit":
		return ActSolicit
	case "falsify":
		return ActFalsify
	case "assisted":
		return ActAssisted
	}
	return ActNeglect
}

// Fine writes a fine as the policy has it: 100 元以上, at least CNY 100.
func Fine(lang rules.Lang, f rules.Fine) string {
	return span(lang, f.Min, f.Max, func(n int) string {
		var unit any = f.Currency
		if f.Currency == "CNY" {
			unit = Line{"元", "CNY"}
		}
		return WholeMoney.In(lang, "n", n, "currency", unit)
	})
}

// Suspension writes for how many days somebody is suspended.
func Suspension(lang rules.Lang, s rules.Span) string {
	return span(lang, s.Min, s.Max, func(n int) string { return Days.In(lang, "n", n) })
}

func span(lang rules.Lang, least, most *int, unit func(int) string) string {
	switch {
	case least == nil && most == nil:
		return NotNamed.In(lang)
	case most == nil:
		return AtLeast.In(lang, "n", unit(*least))
	case least == nil:
		return AtMost.In(lang, "n", unit(*most))
	case *least == *most:
		return unit(*least)
	}
	return FromTo.In(lang, "from", unit(*least), "to", unit(*most))
}

// Month writes a month: 2026年11月, November 2026.
func (p Pen) Month(year, month int) string {
	if p.zh() {
		return fmt.Sprintf("%d年%d月", year, month)
	}
	return fmt.Sprintf("%s %d", time.Month(month), year)
}

// Sum writes several parts together: 2 1/2 where it is more than a whole.
func Sum(p rules.Part) string {
	whole, rest := p.Mixed()
	switch {
	case rest.IsZero():
		return strconv.FormatInt(whole, 10)
	case whole == 0:
		return rest.String()
	}
	return strconv.FormatInt(whole, 10) + " " + rest.String()
}
