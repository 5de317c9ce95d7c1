package say

import "github.com/walkin-chat/walkin/rules"

// What /deal answers. {who} is a customer with a masked phone, {stage} the
// stage of a sale, {closer} who closed it.
var (
	AboutDeal  = Line{"登记成交", "Record a deal"}
	EgDeal     = Line{"`/deal 8000 认购 金额:10000 成交:@Chen`", "`/deal 8000 subscribed amount:10000 closer:@Chen`"}
	DealButton = Line{"登记成交…", "Record a deal…"}

	StageDeposit    = Line{"下定", "deposit"}
	StageSubscribed = Line{"认购", "subscribed"}
	StageSigned     = Line{"签约", "signed"}
	HasDeposit      = Line{"已下定", "has paid a deposit"}
	HasSubscribed   = Line{"已认购", "has subscribed"}
	HasSigned       = Line{"已签约", "has signed"}

	DealHead      = Line{"已登记成交：{who}，{stage}；分单待确认。", "Deal recorded: {who}, {stage}; split proposed."}
	DealSureHead  = Line{"已登记成交：{who}，{stage}；分单已确认。", "Deal recorded: {who}, {stage}; split confirmed."}
	DealRuledHead = Line{"已登记成交：{who}，{stage}；分单已裁决。", "Deal recorded: {who}, {stage}; split ruled."}
	DealPost      = Line{"成交：{who} · {stage} · {closer}", "Deal: {who} · {stage} · {closer}"}
	DealTwice     = Line{"已登记过：{who}，{stage}，没有重复登记。", "Recorded already: {who}, {stage}; not recorded twice."}
	DealNothing   = Line{"还没登记", "Nothing recorded"}

	SplitPerformance = Line{"业绩：{parts}", "Performance: {parts}"}
	SplitCommission  = Line{"佣金：{parts}", "Commission: {parts}"}
	SplitMoney       = Line{"佣金 {money}：{parts}", "Commission {money}: {parts}"}
	SplitNobody      = Line{"制度没有分给谁", "the policy gives it to nobody"}
	SplitShare       = Line{"{person} {part}", "{person} {part}"}
	SplitBonus       = Line{"成交奖金：{parts}", "closing bonus: {parts}"}
	SplitReferral    = Line{"介绍奖励：{who}", "referral credit: {who}"}
	SplitFact        = Line{"事实：{facts}", "Fact: {facts}"}
	SplitBehalf      = Line{"{day} {person} 代 {owner} 接待", "{person} received for {owner} on {day}"}
	SplitReceived    = Line{"{day} {person} 接待", "{person} received on {day}"}
	SplitOwner       = Line{"{owner} 的客户", "{owner}'s customer"}
	SplitNobodys     = Line{"没有归属人的客户", "nobody's customer"}
	SplitNoVisit     = Line{"没有接待记录", "no visit on record"}
	SplitSameDay     = Line{"当天{stage}", "{stage} that day"}
	SplitOnDay       = Line{"{day} {stage}", "{stage} on {day}"}
	SplitClosed      = Line{"{closer} 成交", "closed by {closer}"}
	SplitContest     = Line{"可争议到 {day}", "contest through {day}"}

	DealWho       = Line{"谁成交的？", "Who closed?"}
	DealBack      = Line{"{who} 已{stage}，不退回到{new}。", "{who} is {stage} already; a deal does not go back to {new}."}
	DealSame      = Line{"{who} 已有一单：{stage}。同一单吗？", "{who} has a deal on record: {stage}. The same one?"}
	DealSeveral   = Line{"{who} 有 {n} 单。是哪一单？", "{who} has {n|deal|deals}. Which one?"}
	DealListed    = Line{"{day} {stage} · {closer}", "{stage} on {day} · {closer}"}
	DealMenu      = Line{"选择成交", "Choose a deal"}
	DealThis      = Line{"同一单", "The same deal"}
	DealAnother   = Line{"另一单", "Another deal"}
	DealWithdrawn = Line{"这单已撤回", "this deal is withdrawn"}

	FormDealWho     = Line{"客户", "Customer"}
	FormDealWhoEg   = Line{"电话、尾号或称呼", "Phone, last four digits or name"}
	FormDealStage   = Line{"阶段", "Stage"}
	FormDeposit     = Line{"下定", "Deposit"}
	FormSubscribed  = Line{"认购", "Subscribed"}
	FormSigned      = Line{"签约", "Signed"}
	FormDealCloser  = Line{"成交人", "Closed by"}
	FormDealBuyer   = Line{"买方姓名", "Buyer's name"}
	FormDealBuyerEg = Line{"与客户不同时填", "If not the customer"}
	FormDealAmount  = Line{"待分佣金", "Commission to divide"}
	FormDealMoneyEg = Line{"如 10000 或 10000.50", "e.g. 10000 or 10000.50"}
	FormDealGroup   = Line{"团购", "Group purchase"}
	FormDealIsGroup = Line{"是团购", "It is one"}
)

// What managers and those with a stake read of a split. {who} in DealAsk has
// the whole phone.
var (
	DealAsk         = Line{"请确认分单：{who}，{stage}。", "Please confirm the split: {who}, {stage}."}
	DealOtherwise   = Line{"另行裁决…", "Decide otherwise…"}
	DealConfirm     = Line{"确认分单", "Confirm split"}
	DealConfirmed   = Line{"{manager} {time} 已确认", "Confirmed by {manager}, {time}"}
	DealSure        = Line{"分单已确认：{who}，{stage}。", "Split confirmed: {who}, {stage}."}
	DealRuled       = Line{"分单已裁决：{who}，{stage}。", "Split ruled: {who}, {stage}."}
	DealUnconfirmed = Line{"分单变了，请看现在的", "The split is another one by now; see below"}
	DealOwnStake    = Line{"这单有你的部分，不能由你确认。", "You have a stake in this deal and can't confirm it."}
	DealOther       = Line{"请 {who} 确认", "{who} can confirm it"}

	StakeHead      = Line{"{who} {has}，{closer} 成交，有你的部分。", "{who} {has}; {closer} closed, a part is yours."}
	StakeNoneHead  = Line{"{who} {has}，{closer} 成交。", "{who} {has}; {closer} closed."}
	StakeYou       = Line{"你：{parts}（{state}）", "You: {parts} ({state})"}
	StakeNothing   = Line{"没有你的部分", "no part"}
	StakePart      = Line{"业绩 {part}", "performance {part}"}
	StakePay       = Line{"佣金 {part}", "commission {part}"}
	StakeBonus     = Line{"成交奖金", "closing bonus"}
	StakeProposed  = Line{"待确认", "proposed"}
	StakeConfirmed = Line{"已确认", "confirmed"}
	StakeRuled     = Line{"已裁决", "ruled"}
	StakeContest   = Line{"可争议到 {day}", "Contest through {day}"}
	StakeButton    = Line{"提出异议…", "Contest…"}
)

// Stage names a stage within a sentence.
func Stage(s rules.Stage) Line {
	switch s {
	case rules.Deposit:
		return StageDeposit
	case rules.Signed:
		return StageSigned
	}
	return StageSubscribed
}

// Has says of a customer that a stage was reached.
func Has(s rules.Stage) Line {
	switch s {
	case rules.Deposit:
		return HasDeposit
	case rules.Signed:
		return HasSigned
	}
	return HasSubscribed
}

// What a contest is answered with. {who} is a customer with a masked phone; in
// ContestAsk with the whole one.
var (
	ContestTitle    = Line{"提出异议", "Contest the split"}
	ContestSend     = Line{"提出", "Send"}
	ContestEvidence = Line{"有登记或跟进记录吗？", "Any register or follow-up records?"}
	ContestHas      = Line{"有", "Yes"}
	ContestHasNot   = Line{"没有", "No"}
	ContestNote     = Line{"说明", "What happened"}
	ContestMissing  = Line{"请写明经过。", "Write what happened."}
	ContestHead     = Line{"异议已登记：{who}，{stage}。", "Contest recorded: {who}, {stage}."}
	ContestSame     = Line{"分单不变；经理可另行裁决", "The split stays as it was; a manager may rule otherwise"}
	ContestProof    = Line{"制度要看登记或跟进记录；没有记录，分单不变", "The policy asks for register or follow-up records; without them the split stays"}
	ContestTwice    = Line{"你已对这单提出异议。", "You have contested this deal already."}
	ContestAsk      = Line{"{person} 对分单有异议：{who}，{stage}。", "{person} contests the split: {who}, {stage}."}
	ContestSaid     = Line{"{person}：{note}", "{person}: {note}"}
	ContestShown    = Line{"有登记或跟进记录", "register or follow-up records shown"}
	ContestNotShown = Line{"没有记录", "no records"}
	ContestLater    = Line{"{person} 提出异议，见下面的消息", "{person} contests it; see the message below"}
	DidContest      = Line{"异议", "contest"}

	LateHead  = Line{"这单已过争议期限（{day}）。", "The time to contest this deal ended on {day}."}
	LateStays = Line{"分单不变；经理仍可另行裁决", "The split stands; a manager may still rule otherwise"}
	LateRuled = Line{"这单已裁决。", "This deal has been ruled on."}
	LateAgain = Line{"只有新的裁决能改", "Only a new ruling can change it"}

	SplitButton = Line{"看分单", "See split"}
)
