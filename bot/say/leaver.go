package say

// Staff who leave.
var (
	AboutLeaver   = Line{"同事离职", "A colleague leaves"}
	EgLeaver      = Line{"`/walkin 离职 @Bo @Chen`（Chen 接手）", "`/walkin leaver @Bo @Chen` (Chen takes over)"}
	SampleLeaver  = Line{"@Bo @Chen", "@Bo @Chen"}
	LeaverAsk     = Line{"{who} 离职？", "{who} leaves?"}
	LeaverHas     = Line{"名下 {n} 位客户", "{n|customer|customers} of theirs"}
	LeaverHeir    = Line{"接手人 {who}，按制度", "successor {who}, as the policy says"}
	LeaverNoHeir  = Line{"没有接手人", "no successor"}
	LeaverButton  = Line{"登记离职", "Record that they left"}
	LeaverDone    = Line{"已登记离职：{who}。", "Recorded: {who} has left."}
	LeaverTo      = Line{"{n} 位客户归 {who}", "{n|customer goes|customers go} to {who}"}
	LeaverFree    = Line{"{n} 位客户没有归属人，可认领", "{n|customer is|customers are} nobody's, open to claim"}
	LeaverStay    = Line{"{n} 位客户仍记在名下", "{n|customer stays|customers stay} on record as theirs"}
	LeaverNone    = Line{"名下没有客户", "no customers of theirs"}
	LeaverPost    = Line{"{who} 离职 · {what}", "{who} has left · {what}"}
	LeaverHeirs   = Line{"{who} 离职，{n} 位客户现在归你。", "{who} has left; {n|customer is|customers are} yours now."}
	LeaverBack    = Line{"已撤回（{person}，{time}）：{who} 离职；客户归属恢复原样", "Withdrawn ({person}, {time}): {who} has left; their customers are theirs as before"}
	UndoLeaver    = Line{"{who} 离职", "that {who} has left"}
	LeaverSelf    = Line{"自己离职由别人登记", "That somebody else leaves is what you can record"}
	FormLeaverWho = Line{"谁离职", "Who leaves"}
	FormLeaverTo  = Line{"谁接手客户", "Who takes over their customers"}
)
