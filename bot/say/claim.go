package say

// What /claim answers.
var (
	AboutClaim = Line{"认领公客", "Take a customer from the pool"}

	ClaimWon       = Line{"已认领：{who} 是你的客户。", "Claimed: {who} is your customer."}
	ClaimNow       = Line{"现保护到 {day}", "now through {day}"}
	ClaimPost      = Line{"{who} · {person} 认领（公客）", "{who} · claimed by {person} (pool)"}
	ClaimNewPost   = Line{"{who} · {person} 认领（新客户）", "{who} · claimed by {person} (new)"}
	ClaimButton    = Line{"认领", "Claim"}
	ClaimRaced     = Line{"没认领到：{who} 刚由 {owner} 认领。", "Not claimed: {who} has just been claimed by {owner}."}
	ClaimRacedFact = Line{"{owner} 登记第 {seq} 条在先（{then}），你在后（{now}）", "{owner}'s entry {seq} came first ({then}), yours after it ({now})"}
	ClaimAlso      = Line{"{person} 也在认领，你的登记在先。", "{person} claimed too; your entry came first."}
	ClaimRefused   = Line{"不能认领：{who} 是 {owner} 的客户。", "Can't be claimed: {who} is {owner}'s customer."}
	ClaimHidden    = Line{"不能认领：{who} 有归属人。", "Can't be claimed: {who} has an owner."}
	ClaimOpens     = Line{"保护到 {day}；到期没有续，{from} 起可认领", "Protected through {day}; open from {from} unless renewed"}
	ClaimByPhone   = Line{"是同一人，就只写电话再认领一次", "If they are the same person, claim again by the phone alone"}
	ClaimLimit     = Line{"今天已认领 {n} 位，到了本案场的上限。", "You have claimed {n} today, this site's limit."}
	ClaimLimitNext = Line{"明天 00:00 起可再认领", "More from 00:00 tomorrow"}
	ClaimHeld      = Line{"名下 {n} 位，到了上限。", "You hold {n}, the limit."}
	ClaimHeldNext  = Line{"交出或成交后可再认领", "Give one up or close a deal first"}
	ClaimCool      = Line{"{who}原是你的客户。", "{who} was yours."}
	ClaimCoolNext  = Line{"{day} 起可再认领", "You may claim again from {day}"}
)
