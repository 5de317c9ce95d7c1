package say

// What /owner answers.
var (
	AboutOwner = Line{"这是谁的客户", "Whose customer this is"}

	OwnerMine      = Line{"{who} 是你的客户。", "{who} is your customer."}
	OwnerOther     = Line{"{who} 是 {owner} 的客户。", "{who} is {owner}'s customer."}
	OwnerPool      = Line{"{who} 现在没有归属人。", "Nobody owns {who} now."}
	OwnerFrom      = Line{"从 {day} 起", "Since {day}"}
	OwnerWas       = Line{"原归 {owner}，保护到 {day}", "Was {owner}'s, protected through {day}"}
	OwnerVisits    = Line{"来访 {n} 次", "{n|visit|visits}"}
	OwnerVisitsBy  = Line{"来访 {n} 次（{each}）", "{n|visit|visits} ({each})"}
	OwnerVisitsOf  = Line{"{person} {n}", "{person} {n}"}
	OwnerVisitsFor = Line{"{person} 代接 {n}", "{person} for {owner} {n}"}
	OwnerFollowUps = Line{"跟进 {n} 次", "{n|follow-up|follow-ups}"}
	OwnerLatest    = Line{"{counts}；最近：{day} {kind}", "{counts}; latest: {kind}, {day}"}

	OwnerHidden      = Line{"{phone} 在登记簿里。", "{phone} is in the register."}
	OwnerHiddenNext  = Line{"按本案场制度，归属只告诉归属人和组长以上", "By this site's policy only the owner and leaders are told whose"}
	OwnerAskLeader   = Line{"请组长看", "Ask a leader"}
	OwnerAskedHead   = Line{"{asker} 请你看 {who} 是谁的客户。", "{asker} asks you whose customer {who} is."}
	OwnerIs          = Line{"归属人：{owner}", "Owner: {owner}"}
	OwnerAskedLeader = Line{"已请 {leader} 看。", "{leader} has been asked."}
	OwnerNoLeader    = Line{"本案场还没有组长。", "This site has no leader yet."}

	OwnerNone      = Line{"登记簿里没有 {what}。", "{what} is not in the register."}
	OwnerNoEnding  = Line{"登记簿里没有尾号 {ending} 的客户。", "No customer in the register ends in {ending}."}
	OwnerNoName    = Line{"登记簿里没有“{name}”。", "“{name}” is not in the register."}
	OwnerNoneNext  = Line{"人在现场就登记来访", "If they are here, register the visit"}
	OwnerMany      = Line{"尾号 {ending} 有 {n} 位，是哪一位？", "{n|customer ends|customers end} in {ending}. Which one?"}
	OwnerManyNames = Line{"“{typed}”有 {n} 位，是哪一位？", "{n|customer is|customers are} called “{typed}”. Which one?"}
	OwnerMore      = Line{"还有 {n} 位，请输完整号码", "{n} more; type the whole number"}
	OwnerYou       = Line{"你", "you"}
	OwnerNobody    = Line{"没有归属人", "nobody"}

	OwnerTell      = Line{"告诉 {owner}…", "Tell {owner}…"}
	OwnerTellTitle = Line{"告诉归属人", "Tell the owner"}
	OwnerTellSend  = Line{"告诉", "Tell"}
	OwnerTellNote  = Line{"要说的话", "What to say"}
	OwnerToldHead  = Line{"{asker} 告诉你：{who}", "{asker} tells you about {who}"}
	OwnerTold      = Line{"已告诉 {owner}。", "{owner} has been told."}

	TouchVisit       = Line{"来访", "visit"}
	TouchCall        = Line{"电话", "call"}
	TouchClaim       = Line{"认领", "claim"}
	TouchContact     = Line{"客户来联系", "contact"}
	TouchAppointment = Line{"预约", "appointment"}
	TouchAssign      = Line{"指派", "assignment"}
	TouchFollowUp    = Line{"跟进", "follow-up"}
)

// What "why?" answers.
var (
	WhyHead     = Line{"为什么{who}归 {owner}", "Why {who} is {owner}'s"}
	WhyNobody   = Line{"为什么{who}没有归属人", "Why nobody owns {who}"}
	WhyYours    = Line{"为什么{who}归你", "Why {who} is yours"}
	WhyHidden   = Line{"归属只告诉归属人和组长以上。", "Only the owner and leaders are told whose."}
	WhyClause   = Line{"（条款 {id}）", " (clause {id})"}
	WhyOwned    = Line{"归 {person}", "{person}'s"}
	WhyThrough  = Line{"保护到 {day}", "protected through {day}"}
	WhyKept     = Line{"归属不变", "the owner stays"}
	WhyFailed   = Line{"{person}：{day} {what}登记在后", "{person}: {what} of {day} came later"}
	WhyInvalid  = Line{"不是有效登记", "not a valid registration"}
	WhyLapsed   = Line{"过了保护期", "protection ran out"}
	WhyLost     = Line{"不再是归属人", "no longer the owner"}
	WhyRuled    = Line{"裁决", "ruled"}
	WhyMore     = Line{"更早的见“全部经过”", "Earlier steps under “Full history”"}
	WhyStep     = Line{"{when} {person} {what}：{effect}", "{when}, {what} by {person}: {effect}"}
	WhyTime     = Line{"{when}：{effect}", "{when}: {effect}"}
	WhyNothing  = Line{"登记簿里还没有这位客户的有效登记。", "The register has no valid registration of this customer yet."}
	HistoryHead = Line{"{who} 的全部经过", "Full history of {who}"}
	HistoryLine = Line{"{seq}. {when} {person} {what}", "{seq}. {when} {what}, {person}"}
	HistoryGone = Line{"（已撤回）", " (withdrawn)"}
	HistoryMore = Line{"共 {n} 条，这里是最后的", "{n|entry|entries} in all; these are the latest"}
)

// What happened, in a chain or a history.
var (
	DidVisit      = Line{"接待", "visit received"}
	DidFirstVisit = Line{"登记首访", "first visit registered"}
	DidCall       = Line{"记来电", "call taken"}
	DidDetails    = Line{"补资料", "details added"}
	DidFollowUp   = Line{"跟进", "follow-up"}
	DidContact    = Line{"客户来联系", "customer got in touch"}
	DidClaim      = Line{"认领", "claim"}
	DidAssign     = Line{"被指派", "assignment"}
	DidWithdraw   = Line{"撤回", "withdrawal"}
	DidShown      = Line{"看过归属", "was shown the owner"}
	DidLink       = Line{"记关系", "relation recorded"}
	DidHandBack   = Line{"交还", "handed back"}
	DidRecognise  = Line{"认出", "recognised"}
	DidTold       = Line{"已被告知", "was told"}
	DidLeave      = Line{"客户离开", "customer left"}
	DidDeal       = Line{"成交", "deal"}
	DidRuling     = Line{"裁决", "ruling"}
	DidDispute    = Line{"提出争议", "dispute opened"}
	DidStatement  = Line{"陈述", "statement"}
	DidGiveUp     = Line{"放弃", "gave up"}
	DidRefer      = Line{"介绍了一位客户", "sent another customer"}
	DidComeAlong  = Line{"陪别的客户来", "came along with another customer"}
	DidOwn        = Line{"记亲友", "relative or friend recorded"}
	DidPrefile    = Line{"报备", "announced"}
	DidWish       = Line{"客户意愿", "the customer's wish"}
	DidService    = Line{"对服务的意见", "word on service"}
	DidFinding    = Line{"认定", "finding"}
	DidConfirm    = Line{"晚间登记", "evening record"}
	DidAssist     = Line{"协助", "help"}
	DidOther      = Line{"登记", "entry"}
)
