package say

// What /follow answers. {who} is a customer with a masked phone.
var (
	AboutFollow = Line{"记跟进", "Record a follow-up"}

	FollowDone     = Line{"已记跟进：{who}。", "Follow-up recorded: {who}."}
	FollowDoneFor  = Line{"已替 {owner} 记跟进：{who}。", "Follow-up recorded for {owner}: {who}."}
	FollowTheirs   = Line{"{who} 是 {owner} 的客户。", "{who} is {owner}'s customer."}
	FollowNobodys  = Line{"{who} 现在没有归属人。", "Nobody owns {who} now."}
	FollowHidden   = Line{"{who} 在登记簿里，不是你的客户。", "{who} is in the register and is not your customer."}
	FollowNotHis   = Line{"{who} 不是 {person} 的客户。", "{who} is not {person}'s customer."}
	FollowOwners   = Line{"还没登记；跟进由归属人记", "Nothing recorded; the owner records follow-ups"}
	FollowForOwner = Line{"替归属人记：/follow @{owner} …", "For the owner: /follow @{owner} …"}
	FollowClaim    = Line{"还没登记；先认领，再记跟进", "Nothing recorded; claim first, then record the follow-up"}
	FollowUnknown  = Line{"登记簿里没有{who}。", "{who} is not in the register."}
	FollowNothing  = Line{"还没登记", "Nothing recorded"}
	FollowTooLong  = Line{"结果有 {n} 个字；最多 {most} 个字。", "The note has {n} characters; {most} at most."}

	FormFollowTitle = Line{"记跟进", "Record follow-up"}
	FormFollowWho   = Line{"客户", "Customer"}
	FormFollowWhoEg = Line{"电话、尾号或称呼", "Phone, last four digits or name"}
	FormFollowHow   = Line{"怎么联系的", "How"}
	FormFollowNote  = Line{"结果", "Note"}
	FollowCall      = Line{"电话", "Call"}
	FollowMessage   = Line{"消息", "Message"}
	FollowInPerson  = Line{"当面", "In person"}
	FollowAttempt   = Line{"没打通不算跟进。", "An attempt with no answer does not count."}
	FollowNoted     = Line{"{how}：{note}", "{how}: {note}"}
)
