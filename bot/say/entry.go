package say

// What the forms and answers of the day's other entries have in common. {who}
// is a customer with a masked phone, {what} names the entry.
var (
	EntryYours     = Line{"你的客户", "Your customer"}
	EntryTheirs    = Line{"{owner} 的客户", "{owner}'s customer"}
	EntryNobodys   = Line{"现在没有归属人", "Nobody's customer for now"}
	EntryKept      = Line{"按制度，归属不变", "By the policy the owner stays"}
	EntryMoved     = Line{"{who} · 归 {owner}（{what}）", "{who} · now {owner}'s ({what})"}
	EntryMovedBare = Line{"{who} · 归 {owner}", "{who} · now {owner}'s"}
	EntryFree      = Line{"{who} · 没有归属人，可认领（{what}）", "{who} · nobody's now, open to claim ({what})"}
	EntryFreeBare  = Line{"{who} · 没有归属人，可认领", "{who} · nobody's now, open to claim"}
	EntryToYou     = Line{"{who} 现在是你的客户。", "{who} is your customer now."}
	EntryToOther   = Line{"{who} 现在是 {owner} 的客户。", "{who} is {owner}'s customer now."}
	EntryToNobody  = Line{"{who} 现在没有归属人。", "{who} is nobody's customer now."}
	EntryBy        = Line{"{person} {time} 登记：{what}", "Recorded by {person} at {time}: {what}"}
	EntryTakenBack = Line{"{person} 已撤回（{time}）：{what}。", "Withdrawn by {person} ({time}): {what}."}
	EntrySome      = Line{"你的违规记录", "the finding about you"}
	EntryNew       = Line{"新客户写上称呼", "For a new customer, write the name"}
	EntryNewPhone  = Line{"登记簿里没有{who}；新客户写完整电话和称呼", "{who} is not in the register; for somebody new write the whole phone and the name"}
	EntrySeveral   = Line{"有 {n} 位客户合适，请写完整电话", "{n} customers fit; write the whole phone"}
	EntryOther     = Line{"不是，新客户", "No, a new customer"}
	EntryWhoseSelf = Line{"选另一位：这一步由别人办理", "Choose somebody else: not for oneself"}
	EntryMenu      = Line{"其他登记…", "Other entries…"}

	FormEntryPhone   = Line{"客户", "Customer"}
	FormEntryPhoneEg = Line{"电话；已登记的也可写尾号或称呼", "Phone; ending or name of one on record"}
	FormEntryName    = Line{"称呼（新客户）", "Name, if new"}
	FormEntryPerson  = Line{"顾问", "Consultant"}
	FormEntryNote    = Line{"备注", "Note"}

	KeyTo        = Line{"转给", "to"}
	KeyOther     = Line{"另一位", "other"}
	KeyOtherName = Line{"另称", "othername"}
)
