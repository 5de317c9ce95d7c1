package say

// What /correct answers.
var (
	AboutCorrect = Line{"改错的电话或称呼", "Correct a phone or a name"}

	CorrectTitle  = Line{"更正", "Correct"}
	CorrectDone   = Line{"已更正：{who}。", "Corrected: {who}."}
	CorrectWas    = Line{"原登记：{was}；两个都留在登记簿里", "Was: {was}; both stay in the register"}
	CorrectYours  = Line{"现在是你的客户", "now your customer"}
	CorrectTheirs = Line{"是 {owner} 的客户", "{owner}'s customer"}
	CorrectLate   = Line{"到访当天已过，没有归属人；再次到访或认领才有", "The day of the visit is over: nobody's before a claim or the next visit"}
	CorrectTaken  = Line{"这个电话已登记为 {who}。", "This phone is on record as {who}."}
	CorrectSame   = Line{"同一人", "Same person"}
	CorrectOther  = Line{"不是同一人", "Not the same person"}
)
