package say

import (
	"strings"

	"github.com/walkin-chat/walkin/rules"
)

// What /turn answers, posts and asks. {who} is the name of a colleague, {why} a
// reason of being away, {time} a time of day.
var (
	AboutTurn = Line{"轮到谁，暂离，回来", "Who is next; away, back, off"}

	TurnNextHead   = Line{"下一位：{who}", "Next: {who}"}
	TurnMakeupHead = Line{"下一位：{who}（补接）", "Next: {who} (make-up turn)"}
	TurnNobodyHead = Line{"现在没有人可接。", "Nobody is ready now."}
	TurnRushHead   = Line{"开盘日，不排队。", "Rush day: no queue."}
	TurnNextFact   = Line{"下一位 {who}", "next: {who}"}
	TurnNobodyFact = Line{"现在没有人可接", "nobody is ready"}

	TurnOwedWhy    = Line{"{time} {why}时轮到，补接 {n} 次", "Was {why} at {time} when the turn came, owed {n}"}
	TurnOwedThen   = Line{"；补完回到 {who}", "; then {who}"}
	TurnWhenErrand = Line{"公事外出", "on an errand"}
	TurnWhenSales  = Line{"办签约", "on paperwork"}
	TurnWhenOut    = Line{"暂离", "away"}
	TurnWhenBusy   = Line{"接待", "with customers"}

	TurnBusyNames = Line{"接待中 {who}", "with customers: {who}"}
	TurnAwayNames = Line{"暂离 {who}", "away: {who}"}
	TurnOffNames  = Line{"下班 {who}", "off: {who}"}
	TurnLongest   = Line{"接待最久：{who}（{time} 起）", "Longest with a group: {who} (since {time})"}
	TurnCall      = Line{"{who}，请指定谁来接待", "{who}, please choose a receiver"}
)

// The board.
var (
	BoardPlace  = Line{"序", "#"}
	BoardPerson = Line{"顾问", "Consultant"}
	BoardState  = Line{"状态", "State"}
	BoardToday  = Line{"今天", "Today"}
	BoardOwed   = Line{"补接", "Owed"}

	StateReady   = Line{"可接", "ready"}
	StateBusy    = Line{"接待中 {time} 起", "with customers, {time}"}
	StateAwayFor = Line{"暂离（{why}）{time}", "away ({why}) {time}"}
	StateAway    = Line{"暂离 {time}", "away {time}"}
	StateOff     = Line{"下班", "off"}

	ReasonErrand   = Line{"公事", "errand"}
	ReasonSales    = Line{"签约", "paperwork"}
	ReasonPersonal = Line{"私事", "personal"}

	ModeQueue = Line{"排队接待", "in turn"}
	ModeLunch = Line{"午间值班 {who}", "lunch duty {who}"}
	ModeRush  = Line{"开盘日，不排队", "rush day, no queue"}
)

// The buttons of the board and what they open.
var (
	TurnAway     = Line{"暂离…", "Away…"}
	TurnBack     = Line{"回来了", "I'm back"}
	TurnReady    = Line{"我可以接", "I'm ready"}
	TurnOff      = Line{"下班", "Off"}
	TurnWhyNot   = Line{"为什么不是我", "Why not me?"}
	TurnSetOrder = Line{"排序…", "Set order…"}
	TurnChoose   = Line{"指定接待…", "Choose a receiver…"}
	TurnMore     = Line{"更多", "More"}
	TurnApprove  = Line{"同意", "Approve"}
	TurnDecline  = Line{"不同意", "Decline"}

	FormAwayTitle     = Line{"暂离", "Away"}
	FormAwayReason    = Line{"为什么", "Reason"}
	FormReasonErrand  = Line{"公事外出", "Errand"}
	FormReasonSales   = Line{"办签约", "Paperwork"}
	FormReasonPrivate = Line{"私事", "Personal"}
	FormRecord        = Line{"登记", "Record"}
	FormOrderTitle    = Line{"排序", "Set the order"}
	FormOrder         = Line{"顺序", "Order"}
	FormOrderHint     = Line{"先选的排在前面；补接次数不变", "Who is chosen first comes first; make-up turns stay"}
	FormOrderTwice    = Line{"{who} 写了两次。", "{who} is there twice."}
	FormOrderNobody   = Line{"至少选一位。", "Choose at least one."}
)

// What was recorded about somebody's state. {what} is one of the Long lines.
var (
	TurnStateHead = Line{"已登记：{what}，{time} 起。", "Recorded: {what} since {time}."}
	TurnStateFor  = Line{"已登记：{who} {what}，{time} 起。", "Recorded: {who} {what} since {time}."}
	TurnSame      = Line{"你已经是“{what}”，{time} 起。", "You are {what} already, since {time}."}
	TurnSameFor   = Line{"{who} 已经是“{what}”，{time} 起。", "{who} is {what} already, since {time}."}
	TurnSameEver  = Line{"你已经是“{what}”。", "You are {what} already."}
	TurnSameWho   = Line{"{who} 已经是“{what}”。", "{who} is {what} already."}
	TurnUnchanged = Line{"没有改动", "Unchanged"}

	LongReady    = Line{"可接", "ready"}
	LongErrand   = Line{"暂离（公事外出）", "away (errand)"}
	LongSales    = Line{"暂离（办签约）", "away (paperwork)"}
	LongPersonal = Line{"暂离（私事）", "away (personal)"}
	LongAway     = Line{"暂离", "away"}
	LongOff      = Line{"下班", "off"}

	TurnOwedIf     = Line{"轮到时记 1 次补接，要组长同意才算", "A turn missed is owed to you if a leader approves"}
	TurnOwedUnless = Line{"轮到时记 1 次补接；组长不同意则不算", "A turn missed is owed to you unless a leader declines"}
	TurnOwed       = Line{"轮到时记 1 次补接", "A turn missed is owed to you"}
	TurnGrace      = Line{"{n} 分钟内回来，轮到的记 1 次补接", "Back within {n|minute|minutes}, a turn missed is owed to you"}
	TurnLost       = Line{"轮到时轮空", "A turn missed is passed"}
	TurnYourPlace  = Line{"你排第 {n}", "you are {n}"}
	TurnYouNext    = Line{"轮到你了", "you are next"}
	TurnNoVisit    = Line{"你没有在接待的客户。", "You are not with a customer."}
	TurnOneEach    = Line{"一次改一位的状态。", "One person's state at a time."}
	TurnNoVisitOf  = Line{"{who} 没有在接待的客户。", "{who} is not with a customer."}
)

// An absence and the leader's word on it. {what} is one of the Long lines.
var (
	AbsenceAsk       = Line{"{who} {what}，{time} 起，待你同意。", "{who} is {what} since {time}, for you to approve."}
	AbsenceAskIf     = Line{"轮到时记 1 次补接，要组长同意才算", "A turn missed is owed if a leader approves"}
	AbsenceAskUnless = Line{"轮到时记 1 次补接；不同意就按没写理由的暂离算", "A turn missed is owed; declined, it counts as away without a reason"}
	AbsenceYes       = Line{"已同意：{who} {what}，{time} 起。", "Approved: {who} {what}, since {time}."}
	AbsenceNo        = Line{"没有同意：{who} {what}，{time} 起。", "Declined: {who} {what}, since {time}."}
	AbsenceYesBy     = Line{"{leader} 已同意：{who} {what}，{time} 起。", "Approved by {leader}: {who} {what}, since {time}."}
	AbsenceNoBy      = Line{"{leader} 没有同意：{who} {what}，{time} 起。", "Declined by {leader}: {who} {what}, since {time}."}
	AbsenceYourYes   = Line{"{leader} 已同意：你{what}，{time} 起。", "Approved by {leader}: you {what}, since {time}."}
	AbsenceYourNo    = Line{"{leader} 没有同意：你{what}，{time} 起，按没写理由的暂离算。", "Declined by {leader}: you {what}, since {time}; it counts as away without a reason."}
	AbsenceBack      = Line{"{who} 已经回来或下班", "{who} is back or off"}
	AbsenceApproved  = Line{"已经同意过了", "it is approved already"}
	AbsenceSelf      = Line{"自己的暂离要别的组长同意。", "Your own absence is for another leader to approve."}
)

// Why somebody is not next.
var (
	WhyNotYou       = Line{"你现在排第 {n}，前面是 {before}。", "You are {n}; {before} before you."}
	WhyNotOne       = Line{"{before}", "{before} is"}
	WhyNotMany      = Line{"{before}", "{before} are"}
	WhyNotWho       = Line{"{who} 现在排第 {n}，前面是 {before}。", "{who} is {n}; {before} before them."}
	WhyNotFirst     = Line{"你排第 1。", "You are 1st."}
	WhyNotFirstWho  = Line{"{who} 排第 1。", "{who} is 1st."}
	WhyNotOff       = Line{"你现在{what}，回来就按序排。", "You are {what}; the place counts once you are back."}
	WhyNotOffWho    = Line{"{who} 现在{what}，回来就按序排。", "{who} is {what}; the place counts once they are back."}
	WhyNotOut       = Line{"你不在轮排里。", "You are not in the rotation."}
	WhyNotOutWho    = Line{"{who} 不在轮排里。", "{who} is not in the rotation."}
	WhyNotOutNext   = Line{"组长排序时会加上", "A leader adds people with Set order"}
	WhyNotNothing   = Line{"还没有变动过", "nothing has moved yet"}
	WhyNotReady     = Line{"你现在{what}，轮到也先过", "You are {what}; turns go past you"}
	WhyNotReadyWho  = Line{"{who} 现在{what}，轮到也先过", "{who} is {what}; turns go past them"}
	WhyNotBusy      = Line{"接待中", "with customers"}
	WhyNotOwedFirst = Line{"{who} 有补接，先接", "{who} has a make-up turn and goes first"}

	MoveLine      = Line{"{n}. {text}", "{n}. {text}"}
	MoveTurn      = Line{"{time} {who}接待{customer}，移到队尾", "{time} {who} received {customer}: to the end"}
	MoveMakeup    = Line{"{time} {who}补接 1 次，不动队列", "{time} {who} took a make-up turn: queue unchanged"}
	MoveOwed      = Line{"{time} {who}{why}轮到一次：记补接 1 次", "{time} {who} {why} when the turn came: owed a turn"}
	MovePassed    = Line{"{time} {who}{why}轮到一次：轮空", "{time} {who} {why} when the turn came: passed"}
	MoveOrdered   = Line{"{time} 组长排序，{who}排第 {n}", "{time} a leader set the order: {who} {n}"}
	MoveReturned  = Line{"{time} 退回一次接待，{who}排第 {n}", "{time} a turn was given back: {who} {n}"}
	MoveYou       = Line{"你", "you"}
	MoveWhyErrand = Line{"暂离（公事）", "away (errand)"}
	MoveWhySales  = Line{"暂离（签约）", "away (paperwork)"}
	MoveWhyOut    = Line{"暂离（私事）", "away (personal)"}
	MoveWhyAway   = Line{"暂离", "away"}
	MoveWhyOff    = Line{"下班", "off"}
	MoveWhyBusy   = Line{"接待中", "with customers"}
)

// A leader's order, lunch duty, rush days and the roster of rest days.
var (
	OrderDone = Line{"已排定：{order}。", "The order is set: {order}."}
	OrderPost = Line{"{leader} 排定轮排：{order}", "Order set by {leader}: {order}"}

	FloorLunch     = Line{"已登记：午间值班 {who}。", "Recorded: lunch duty {who}."}
	FloorRush      = Line{"已登记：开盘日，不排队。", "Recorded: rush day, no queue."}
	FloorQueue     = Line{"已登记：恢复排队接待。", "Recorded: in turn again."}
	FloorLunchPost = Line{"午间值班 {who}（{leader} 安排）", "Lunch duty: {who} (set by {leader})"}
	FloorRushPost  = Line{"从现在起不排队接待（{leader} 安排）", "From now on no queue: rush day (set by {leader})"}
	FloorQueuePost = Line{"恢复排队接待（{leader} 安排）", "In turn again (set by {leader})"}
	FloorSame      = Line{"已经是这样。", "That is so already."}
	FloorNoDuty    = Line{"午间值班要写一位。", "Lunch duty needs one person."}
	FloorDutyEg    = Line{"例：`/turn 值班 @Amy`", "Example: `/turn duty @Amy`"}

	RestHead    = Line{"每周休息日", "Weekly rest days"}
	RestOne     = Line{"{who}：{days}", "{who}: {days}"}
	RestNone    = Line{"还没有排。", "None are set."}
	RestSet     = Line{"已登记：{who} 每周休 {days}。", "Recorded: {who} rests on {days} each week."}
	RestCleared = Line{"已登记：{who} 没有固定休息日。", "Recorded: {who} has no fixed rest days."}
	RestEg      = Line{"例：`/turn 周休 @Bo 周一 周二`；不再固定：`/turn 周休 @Bo 无`", "Example: `/turn rest @Bo mon tue`; no more: `/turn rest @Bo none`"}
	RestNobody  = Line{"周休要写一位同事和哪几天。", "Rest days need one colleague and the days."}

	RosterNote = Line{"周休表", "weekly roster"}
	NewDayNote = Line{"新的一天", "new day"}

	ReceiverAsked = Line{"{who}，{leader} 请你接待下一组", "{who}: {leader} asks you to receive the next group"}
	ReceiverDone  = Line{"已指定 {who} 接待下一组。", "{who} is chosen to receive the next group."}

	NamelessCustomer = Line{"一位客户", "a customer"}
)

// Together joins names as the subject of a sentence: Bo、Chen, Bo and Chen.
func Together(lang rules.Lang, names ...string) string {
	last := len(names) - 1
	if lang == rules.Zh || last < 1 {
		return Names(lang, names...)
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
