package say

// What stands in pictures, and in the words that go with them.
var (
	PictureCase    = Line{"{who}：联系与保护期", "{who}: contacts and protection"}
	PictureNothing = Line{"还没有记录。", "Nothing is on record yet."}
	PictureNow     = Line{"现在", "now"}
	PictureVisit   = Line{"到访", "visit"}
	PictureCall    = Line{"来电", "call"}
	PictureFollow  = Line{"跟进", "follow-up"}
	PictureAppoint = Line{"预约", "appointment"}
	PictureDeal    = Line{"成交", "deal"}
	PictureOther   = Line{"其他登记", "other entry"}
	PictureBand    = Line{"保护期，竖线为到期", "protection, ending at the bar"}
	PictureUntil   = Line{"保护到 {day}", "through {day}"}
	PictureOpen    = Line{"没有期限", "no end"}
	PictureOwned   = Line{"{who} 的保护期：{from} 到 {day}", "{who}'s protection: {from} through {day}"}
	PictureOwns    = Line{"{who} 的保护期：{from} 起，没有期限", "{who}'s protection: since {from}, no end"}
	PictureTouch   = Line{"{when} {who}：{what}", "{when} {who}: {what}"}
	PictureEarlier = Line{"更早还有 {n} 次", "{n} more before these"}
)

// What each consultant got. {from} and {day} are the first and the last day.
var (
	FairTurns = Line{"接待轮次", "Turns taken"}
	FairOwed  = Line{"补接未补", "Owed"}
	FairLost  = Line{"轮空", "Lost"}
	FairOut   = Line{"不按轮次", "Out of turn"}
	FairNew   = Line{"新客户", "New customers"}
	FairDeals = Line{"成交", "Deals"}
	FairEven  = Line{"虚线：平均每人的轮次", "Broken line: turns if they were even"}
)
