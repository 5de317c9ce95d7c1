package say

// What /mine answers. {who} is a customer with the whole phone.
var (
	AboutMine = Line{"我的客户", "My customers"}

	MineHead     = Line{"你有 {n} 位客户，先办 {due} 位。", "You have {n|customer|customers}, {due} due first."}
	MineHeadCalm = Line{"你有 {n} 位客户。", "You have {n|customer|customers}."}
	MineNone     = Line{"你还没有客户。", "You have no customers yet."}
	MinePage     = Line{"第 {from}–{to} 位", "{from}–{to}"}
	MineRow      = Line{"{who} · {what}", "{who} · {what}"}
	MineLastDay  = Line{"今天最后一天", "last day today"}
	MineFollow   = Line{"今天跟进", "follow-up today"}
	MineOverdue  = Line{"该跟进了（{day}）", "follow-up was due {day}"}
	MineFollowOn = Line{"{day} 跟进", "follow-up {day}"}
	MineThrough  = Line{"保护到 {day}", "protected through {day}"}
	MineForever  = Line{"归属没有期限", "does not lapse by time"}
	MineRecord   = Line{"记跟进", "Record"}
	MineNext     = Line{"下一页", "Next page"}
	MineBack     = Line{"返回", "Back"}
	MineBefore   = Line{"上一页", "Previous page"}
)
