package say

// What is said of disputes: opening one, its thread, the statements.
var (
	AboutDispute = Line{"提出争议，看未结的争议", "Open a dispute, see those that are open"}
	EgDispute    = Line{"`/dispute 8000`，`/dispute 列表`", "`/dispute 8000`, `/dispute list`"}
	Dispute      = Line{"提出争议", "Dispute"}

	DisputeTitle      = Line{"提出争议", "Open a dispute"}
	DisputeSubmit     = Line{"提出", "Open"}
	DisputeCustomer   = Line{"客户", "Customer"}
	DisputeCustomerEg = Line{"电话或称呼", "Phone or name"}
	DisputeAbout      = Line{"争议什么", "About"}
	DisputeAboutOwner = Line{"归属", "Whose customer"}
	DisputeAboutSplit = Line{"分单", "The split"}
	DisputeAboutTurn  = Line{"轮次", "A turn"}
	DisputeOther      = Line{"对方", "Other side"}
	DisputeRecords    = Line{"有登记或跟进记录吗？", "Any register or follow-up records?"}
	DisputeYes        = Line{"有", "Yes"}
	DisputeNo         = Line{"没有", "No"}
	DisputeWhat       = Line{"经过", "What happened"}
	DisputeWhatEg     = Line{"什么时候，谁在场，客户说了什么", "When, who was there, what the customer said"}
	DisputeAnswerHint = Line{"对方有 {n} 小时答复；之后，或更早，由裁决人裁决。", "The other side has {n|hour|hours} to answer; then, or earlier, the arbiter rules."}
	DisputeSelf       = Line{"对方不能是你自己。", "The other side can't be yourself."}
	DisputeNoDeal     = Line{"{who} 还没有成交，没有分单可争议。", "{who} has no deal yet, so there is no split to dispute."}
	DisputeNoVisit    = Line{"{who} 今天没有来访，没有轮次可争议。", "{who} has no visit today, so there is no turn to dispute."}
	DisputeOpenedHead = Line{"已提出争议 {n}：{what}。", "Dispute {n} is open: {what}."}
	DisputeOpenedFact = Line{"等 {who} 答复，到 {when}；经过在帖里", "{who} may answer by {when}; the case is in the thread"}
	DisputeJoinedHead = Line{"已加入争议 {n}：{what}。", "You have joined dispute {n}: {what}."}
	DisputeSameHead   = Line{"争议 {n} 已在处理：{what}。", "Dispute {n} is open already: {what}."}
	DisputeSameFact   = Line{"补充请在帖里写", "Add to it in the thread"}

	DisputeOwnerHead = Line{"{who}归谁", "whose customer is {who}"}
	DisputeSplitHead = Line{"{who}的分单", "the split of {who}"}
	DisputeTurnHead  = Line{"{who} {time} 到访轮到谁", "whose turn was {who} at {time}"}
	DisputeHeader    = Line{"争议 {n}：{what}", "Dispute {n}: {what}"}

	DisputeWaitsHead     = Line{"等 {who} 答复，到 {when}", "Waiting for {who} to answer, by {when}"}
	DisputeAnsweredHead  = Line{"双方已陈述，等 {who} 裁决", "Both sides have stated their case; waiting for {who} to rule"}
	DisputeOverdueHead   = Line{"答复期限已到，等 {who} 裁决", "The time to answer has passed; waiting for {who} to rule"}
	DisputeNobodyHead    = Line{"没有人能裁决：该有一位没有份的{role}", "Nobody can rule: this takes a {role} with no stake"}
	DisputeRuledHead     = Line{"已裁决：{what}（{who}，{when}）", "Ruled: {what} ({who}, {when})"}
	DisputeDismissedHead = Line{"已驳回（{who}，{when}）", "Dismissed ({who}, {when})"}
	DisputeWithdrawnHead = Line{"已撤回（{who}，{when}）", "Withdrawn ({who}, {when})"}

	DisputeWho        = Line{"提出：{opener} · 对方：{other} · 裁决人：{arbiter}", "Opened by {opener} · other side: {other} · arbiter: {arbiter}"}
	DisputeSides      = Line{"提出：{opener} · 对方：{other}", "Opened by {opener} · other side: {other}"}
	DisputeNow        = Line{"按制度目前归 {owner}", "By the policy it is {owner}'s for now"}
	DisputeNowNobody  = Line{"按制度目前没有归属人", "By the policy nobody owns them for now"}
	DisputeNowSplit   = Line{"按制度目前：{parts}", "By the policy for now: {parts}"}
	DisputeNowTurn    = Line{"按制度该 {who} 接待；接待人：{receiver}", "By the policy {who} was to receive; received by {receiver}"}
	DisputeReasonHead = Line{"{who} 提出的理由", "What {who} says"}
	DisputeJoinedSays = Line{"{who} 也提出争议", "{who} disputes it too"}

	DisputeCaseHead   = Line{"经过", "What is on record"}
	DisputeCaseLine   = Line{"{when} {person} {what}", "{when} {what}, {person}"}
	DisputeCaseCame   = Line{"{when} {what}", "{when} {what}"}
	DisputeCaseMore   = Line{"共 {n} 条，这里是最后的；全部见“全部经过”", "{n|entry|entries} in all; these are the latest. All under “Full history”"}
	DisputePicture    = Line{"经过（图）", "The case as a picture"}
	DisputeCaseNone   = Line{"登记簿里还没有经过。", "Nothing is on record yet."}
	DisputeRulesHead  = Line{"按制度归 {owner}。", "By the policy: {owner}'s."}
	DisputeRulesNone  = Line{"按制度没有归属人。", "By the policy: nobody's."}
	DisputeRulesSplit = Line{"按制度：{parts}。", "By the policy: {parts}."}
	DisputeRulesTurn  = Line{"按制度该 {who} 接待。", "By the policy {who} was to receive."}

	DoubtNamed      = Line{"如果客户 {day} 指名 {person}：{then}", "If the customer did name {person} on {day}: {then}"}
	DoubtNotThere   = Line{"如果 {day} {person} 没有接待：{then}", "If there was no visit to {person} on {day}: {then}"}
	DoubtRecognised = Line{"如果 {day} {person} 及时认出：{then}", "If {person} did recognise them in time on {day}: {then}"}
	DoubtForOwner   = Line{"如果 {day} 是 {person} 同意的代接：{then}", "If {person} did agree to the reception on {day}: {then}"}
	DoubtStill      = Line{"仍归 {owner}", "still {owner}'s"}
	DoubtThen       = Line{"归 {owner}", "{owner}'s"}
	DoubtNobody     = Line{"没有归属人", "nobody's"}

	PartsBoth        = Line{"业绩、佣金 {parts}", "performance and commission {parts}"}
	PartsPerformance = Line{"业绩 {parts}", "performance {parts}"}
	PartsCommission  = Line{"佣金 {parts}", "commission {parts}"}
	PartsNone        = Line{"没有分成", "no parts"}
	PartOf           = Line{"{person} {part}", "{person} {part}"}

	DisputeState        = Line{"陈述…", "State my case…"}
	DisputeRule         = Line{"裁决…", "Rule…"}
	DisputeRuleAgain    = Line{"再次裁决…", "Rule again…"}
	DisputeWithdraw     = Line{"撤回争议", "Withdraw"}
	DisputeWithdrawAsk  = Line{"撤回争议？", "Withdraw the dispute?"}
	DisputeWithdrawFact = Line{"帖子保留，状态改为已撤回。", "The thread stays, marked withdrawn."}
	DisputeWithdrawYes  = Line{"撤回", "Withdraw"}
	DisputeWithdrawNo   = Line{"不撤回", "Keep it"}
	DisputeWithdrawn    = Line{"争议 {n} 已撤回。", "Dispute {n} is withdrawn."}
	DisputeOpenersStep  = Line{"只有提出人能撤回。", "Only the one who opened it can withdraw it."}
	DisputeOverHead     = Line{"争议 {n} 已结束：{state}", "Dispute {n} is over: {state}"}
	DisputeTurnTo       = Line{"双方已陈述，请 {who} 裁决。", "Both sides have stated their case; {who}, please rule."}
	DisputeTurnLate     = Line{"答复期限已到，请 {who} 裁决。", "The time to answer has passed; {who}, please rule."}

	StatementTitle   = Line{"陈述", "Your statement"}
	StatementSubmit  = Line{"提交", "Hand in"}
	StatementOnce    = Line{"只能陈述一次。", "You can state your case once."}
	StatementWho     = Line{"可以问谁", "Who can confirm it"}
	StatementAsk     = Line{"希望怎么定", "What you ask for"}
	StatementMine    = Line{"归我", "Mine"}
	StatementTheirs  = Line{"归对方", "Theirs"}
	StatementHalf    = Line{"各半", "Half each"}
	StatementArbiter = Line{"由裁决人定", "The arbiter decides"}
	StatementFiles   = Line{"图片、录音请直接发在争议帖里。", "Post pictures and recordings in the thread."}
	StatementHead    = Line{"{who} 的陈述", "{who}'s statement"}
	StatementPeople  = Line{"可问：{people}", "Ask: {people}"}
	StatementFileOf  = Line{"证据：{files}", "Evidence: {files}"}
	StatementWish    = Line{"希望：{wish}", "Asks for: {wish}"}
	StatementSides   = Line{"陈述由双方来写。", "Statements are by the two sides."}
	StatementTwice   = Line{"你已陈述；补充请直接在帖里写。", "You have stated your case; add to it in the thread."}
	StatementDone    = Line{"已登记，显示在争议 {n} 的帖里。", "Recorded; it stands in the thread of dispute {n}."}
)

// What is said of rulings, and of all disputes together.
var (
	RulingTitle     = Line{"裁决", "Ruling"}
	RulingSubmit    = Line{"裁决", "Rule"}
	RulingDecision  = Line{"决定", "Decision"}
	RulingFollow    = Line{"按制度", "Follow the policy"}
	RulingOtherwise = Line{"另行裁决", "Decide otherwise"}
	RulingDismiss   = Line{"驳回", "Dismiss"}
	RulingOwner     = Line{"归属人", "Owner"}
	RulingShares    = Line{"业绩", "Performance"}
	RulingMoney     = Line{"佣金", "Commission"}
	RulingPartsEg   = Line{"如 Bo 2/3 Amy 1/3", "e.g. Bo 2/3 Amy 1/3"}
	RulingClause    = Line{"条款", "Clause"}
	RulingReason    = Line{"理由", "Reason"}
	RulingStake     = Line{"你与这件有关，请 {who} 裁决。", "You have a stake in this case; {who} must rule."}
	RulingStakeNone = Line{"你与这件有关，不能裁决。", "You have a stake in this case and can't rule."}
	RulingHigher    = Line{"上一次由{role}裁决；再次裁决要同级或更高。", "The last ruling was by a {role}; ruling again takes the same rank or a higher one."}
	RulingSum       = Line{"合计是 {sum}，应为 100%。", "This adds up to {sum}; it must be 100%."}
	RulingPart      = Line{"“{word}”读不出；请写成 {example}。", "“{word}” can't be read; write {example}."}
	RulingTwice     = Line{"{who} 写了两次。", "{who} is named twice."}
	RulingNothing   = Line{"另行裁决要写明归谁，或怎么分。", "To decide otherwise, say whose it is, or which parts."}
	RulingChanged   = Line{"情况有变化：{who} 已裁决（{time}）。", "Things have changed: {who} has ruled ({time})."}
	RulingDone      = Line{"已裁决，双方已收到私信。", "Ruled; both sides have a direct message."}

	RulingOwnerHead   = Line{"裁决：{who} 归 {owner}。", "Ruling: {who} is {owner}'s."}
	RulingSplitHead   = Line{"裁决：{who} 的分单。", "Ruling: the split of {who}."}
	RulingTurnHead    = Line{"裁决：{who} 那次接待的轮次。", "Ruling: the turn of {who}."}
	RulingDismissHead = Line{"裁决：驳回。", "Ruling: dismissed."}
	RulingBecause     = Line{"理由：{reason}", "Reason: {reason}"}
	RulingFoot        = Line{"{who} · {when} · 登记第 {seq} 条", "{who} · {when} · entry {seq}"}
	RulingClauseFoot  = Line{"条款 {id} · {who} · {when} · 登记第 {seq} 条", "Clause {id} · {who} · {when} · entry {seq}"}
	RulingOwnerWhat   = Line{"归 {owner}", "{owner}'s"}
	RulingTurnWhat    = Line{"轮次", "the turn"}
	RulingSidesHead   = Line{"争议 {n} 已裁决：{what}。", "Dispute {n} is ruled: {what}."}
	RulingSidesNo     = Line{"争议 {n} 已驳回。", "Dispute {n} is dismissed."}
	RulingSee         = Line{"看裁决", "See the ruling"}

	DisputesHead     = Line{"未结的争议 {n} 件。", "{n|dispute is|disputes are} open."}
	DisputesNone     = Line{"没有未结的争议。", "No dispute is open."}
	DisputesRow      = Line{"争议 {n}：{sides}，{what} · 已 {age}", "Dispute {n}: {sides}, {what} · {age}"}
	DisputesAnswer   = Line{"争议 {n}：等你答复，到 {when}", "Dispute {n}: your answer by {when}"}
	DisputesMine     = Line{"争议 {n}：{what} · {state}", "Dispute {n}: {what} · {state}"}
	DisputesOverdue  = Line{"答复期限已过", "time to answer is over"}
	DisputesWaiting  = Line{"等答复", "waiting for the answer"}
	DisputesToRule   = Line{"等裁决", "waiting for the ruling"}
	DisputesHome     = Line{"我的争议 {n}", "My disputes {n}"}
	DisputesDueHead  = Line{"等你裁决 {n} 件，其中 {late} 件已过答复期限。", "{n|dispute waits|disputes wait} for your ruling; {late} past the time to answer."}
	DisputesDueNone  = Line{"等你裁决 {n} 件。", "{n|dispute waits|disputes wait} for your ruling."}
	DisputesWordList = Line{"列表", "list"}
	DisputesWordStat = Line{"统计", "numbers"}

	NumbersHead   = Line{"争议统计（近 {n} 个月）", "Disputes of the last {n|month|months}"}
	NumbersMonth  = Line{"{month}：提出 {n} 件，裁决 {ruled} 件，驳回 {dismissed} 件，撤回 {withdrawn} 件", "{month}: {n} opened, {ruled} ruled, {dismissed} dismissed, {withdrawn} withdrawn"}
	NumbersHours  = Line{"从提出到裁决：中位 {median}，最长 {longest}", "From opening to ruling: median {median}, longest {longest}"}
	NumbersClause = Line{"按条款：{list}", "By clause: {list}"}
	NumbersPair   = Line{"按双方：{list}", "By pair: {list}"}
	NumbersCount  = Line{"{what} {n} 件", "{what} {n}"}
	NumbersNone   = Line{"这段时间没有争议。", "No disputes in this time."}
	NumbersPeople = Line{"{one}、{other}", "{one} and {other}"}

	HomeDisputes     = Line{"争议 {n} 件", "{n|dispute|disputes}"}
	HomeDisputesTook = Line{"争议 {n} 件，平均 {took}裁决", "{n|dispute|disputes}, {took} to a ruling"}
	DigestDisputes   = Line{"争议 {n} 件未结", "{n|dispute|disputes} open"}
)
