package say

// What /correct answers.
var (
	AboutCorrect = Line{"改错的电话或称呼", "Correct a phone or a name"}

	CorrectTitle = Line{"更正", "Correct"}
	CorrectDone  = Line{"已更正：{who}。", "Corrected: {who}."}
	CorrectWas   = Line{"原登记：{was}；两个都留在登记簿里", "Was: {was}; both stay in the register"}
	CorrectTaken = Line{"这个电话已登记为 {who}。", "This phone is on record as {who}."}
	CorrectSame  = Line{"同一人", "Same person"}
	CorrectOther = Line{"不是同一人", "Not the same person"}
)
