package say

// The day's posts and warnings. {who} is a customer, with the whole phone for
// the owner, the former owner and leaders.

// The rotation at opening.
var (
	RotationHead  = Line{"今天的轮排（{day}）", "Today's rotation ({day})"}
	RotationPlace = Line{"{n} {who}", "{n} {who}"}
	RotationOwed  = Line{"补接：{who}", "make-up: {who}"}
	RotationOwes  = Line{"{who} {n} 次", "{who} {n}"}
	RotationOff   = Line{"休：{who}", "off: {who}"}
	RotationAll   = Line{"无", "none"}
	RotationFirst = Line{"第一位 {who}，请到前台", "First: {who}, please be at the desk"}
	RotationRest  = Line{"我今天休", "I'm off today"}
)

// Who lapses soon and whom to follow up.
var (
	DueLastHead   = Line{"今天是最后一天：{who}。", "Last day: {who}."}
	DueLastMany   = Line{"今天是 {n} 位客户的最后一天。", "Last day for {n|customer|customers}."}
	DueLastFact   = Line{"今天 24:00 前没有跟进，明天起没有归属人", "With no follow-up before midnight, nobody owns them from tomorrow"}
	DueLastVisit  = Line{"今天 24:00 前没有到访，明天起没有归属人", "With no visit before midnight, nobody owns them from tomorrow"}
	DueLastEnds   = Line{"明天起没有归属人", "Nobody owns them from tomorrow"}
	DueSoonHead   = Line{"{days} 天内有 {n} 位到期。", "{n|customer lapses|customers lapse} within {days} days."}
	DueSoonNote   = Line{"联系上并记跟进，保护期重新计算。", "Reach them and record a follow-up: protection starts again."}
	DueSoonVisit  = Line{"按制度，到访才重新计算保护期，跟进不算。", "By the policy a visit starts protection again; a follow-up does not."}
	DueFollowHead = Line{"今天要跟进 {n} 位。", "{n|follow-up is|follow-ups are} due today."}
	DueFollowLast = Line{"上次 {day} {kind}", "last: {kind}, {day}"}
	DueFollowNone = Line{"还没联系过", "not contacted yet"}
	DueRecorded   = Line{"{who} · 已记 {time}", "{who} · recorded {time}"}
	DueMute       = Line{"今天不再提醒", "Mute today"}
	DueMuted      = Line{"今天不再提醒你。", "No more reminders for you today."}
	DueMutedFact  = Line{"明天照常", "Tomorrow as usual"}
)

// Whose protection has run out.
var (
	LapsedHead  = Line{"{who} 已过保护期。", "{who} has lapsed."}
	LapsedMany  = Line{"{n} 位客户已过保护期。", "{n|customer has lapsed|customers have lapsed}."}
	LapsedFact  = Line{"最后联系 {last}；{day} {time} 起没有归属人", "Last contact {last}; nobody's since {time} on {day}"}
	LapsedSince = Line{"{day} {time} 起没有归属人", "Nobody's since {time} on {day}"}
	LapsedRow   = Line{"{who} · {day} 起没有归属人", "{who} · nobody's since {day}"}
	PoolHead    = Line{"今天转为公客 {n} 位", "{n|customer|customers} went to the pool today"}
	PoolSince   = Line{"{day} 以来转为公客 {n} 位", "{n|customer|customers} went to the pool since {day}"}
	PoolRow     = Line{"{who} · 原归 {owner}", "{who} · was {owner}'s"}
	DayMore     = Line{"还有 {n} 位", "{n} more"}
)

// Before closing.
var (
	LastCallHead  = Line{"{time} 关门，你还有 {n} 件没办完。", "Closing at {time}: {n|thing of yours is|things of yours are} open."}
	LastCallFact  = Line{"资料今天补上才算有效登记", "Details count for the registration if added today"}
	LastCallVisit = Line{"{who} {time} 到访，没登记完整", "{who}, here at {time}: incomplete"}
)

// The day's numbers at closing, and what its buttons answer.
var (
	DigestHead       = Line{"今日小结（{day}）", "Today ({day})"}
	DigestGroups     = Line{"来访 {n} 组", "{n|group|groups}"}
	DigestWhich      = Line{"{groups}：{which}", "{groups}: {which}"}
	DigestNew        = Line{"新客户 {n}", "{n} new"}
	DigestReturning  = Line{"老客户 {n}", "{n} returning"}
	DigestClaims     = Line{"认领 {n}", "{n} claimed"}
	DigestDeals      = Line{"成交 {n}", "{n|deal|deals}"}
	DigestIncomplete = Line{"没登记完整 {n} 组", "{n} incomplete"}
	DigestSeq        = Line{"登记簿到第 {seq} 条", "Register up to entry {seq}"}
	DigestPrint      = Line{"指纹 {hash}", "fingerprint {hash}"}
	DigestMine       = Line{"补我的登记", "Complete mine"}
	DigestCheck      = Line{"核对", "Check"}

	MineCompleteHead = Line{"{day} 你有 {n} 组没登记完整。", "{n} of yours on {day}: incomplete."}
	MineCompleteNone = Line{"{day} 你的登记都完整。", "None of yours on {day} is incomplete."}

	CheckGood     = Line{"登记簿到第 {seq} 条完好，指纹 {hash} 一致。", "The register is whole up to entry {seq}; the fingerprint {hash} agrees."}
	CheckGoodFact = Line{"每一条都和前一条接上，没有改动", "Each entry continues the one before; nothing was altered"}
	CheckBad      = Line{"登记簿和指纹 {hash} 对不上。", "The register does not agree with the fingerprint {hash}."}
	CheckBadAt    = Line{"第 {seq} 条起有改动", "Altered at entry {seq}"}
	CheckBadEnd   = Line{"现在只到第 {seq} 条", "It ends at entry {seq} now"}
	CheckBadOther = Line{"第 {seq} 条的指纹现在是 {hash}", "Entry {seq} has the fingerprint {hash} now"}
	CheckBadNext  = Line{"请把这条消息转给管理员：`walkin register verify`", "Please pass this on to an admin: `walkin register verify`"}
)
