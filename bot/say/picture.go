package say

import "github.com/walkin-chat/walkin/rules"

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

// The message with these numbers.
var (
	FairButton  = Line{"公平看板", "Fairness"}
	FairHead    = Line{"{from} 到 {day} 的轮次分配", "How turns were given out, {from} – {day}"}
	FairPerson  = Line{"顾问", "Consultant"}
	FairOutHead = Line{"不按轮次：", "Out of turn:"}
	FairOutLine = Line{"{day} {who}，本轮到 {next}：{why}", "{day} {who} instead of {next}: {why}"}
	FairNote    = Line{"只算 30 天内；补接未补是现在的数", "The last 30 days; Owed is as of now"}
	FairSent    = Line{"图在你的私信里", "The picture is in your direct messages"}
	FairTitle   = Line{"{site} · {from} 到 {day}", "{site} · {from} – {day}"}

	OutAsked       = Line{"客户指名", "the customer asked for them"}
	OutAppointment = Line{"预约", "an appointment"}
	OutAssigned    = Line{"领导指派", "a leader assigned them"}
	OutReferral    = Line{"老客户介绍", "a customer of theirs sent them"}
	OutClaim       = Line{"事先报备", "theirs by an earlier entry"}
	OutLunch       = Line{"午间值班", "lunch duty"}
	OutRush        = Line{"开盘日", "rush day"}
	OutNone        = Line{"没有写原因", "no reason on record"}
)

// Out says why somebody received out of turn.
func Out(why rules.ExceptionCause) Line {
	switch why {
	case rules.ByAsked:
		return OutAsked
	case rules.ByAppointment:
		return OutAppointment
	case rules.ByAssignment:
		return OutAssigned
	case rules.ByReferral:
		return OutReferral
	case rules.ByClaim:
		return OutClaim
	case rules.ByLunch:
		return OutLunch
	case rules.ByRush:
		return OutRush
	}
	return OutNone
}
