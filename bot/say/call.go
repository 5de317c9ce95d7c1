package say

// What /walkin call answers.
var (
	AboutCall   = Line{"记来电", "Record a call"}
	EgCall      = Line{"`/walkin 来电 王女士 13800138000 需求:三房`", "`/walkin call Ms Wang 13800138000 needs:\"three rooms\"`"}
	SampleCall  = Line{"需求:三房", "needs:study"}
	CallDone    = Line{"已记来电：{who}，{person} 接。", "Call recorded: {who}, taken by {person}."}
	CallOwner   = Line{"你的客户 {who} 来电，{person} 接的。", "Your customer {who} called; {person} took it."}
	CallNeeds   = Line{"需求：{needs}", "Needs: {needs}"}
	CallRenewed = Line{"保护重新起算", "the protection starts again"}
	CallLabel   = Line{"记来电", "Call"}

	FormCallTaker = Line{"谁接的", "Taken by"}
)

// What /appoint answers.
var (
	AboutAppoint   = Line{"预约客户", "Record an appointment"}
	EgAppoint      = Line{"`/appoint 8000 周六 10 点`，`/appoint 8000 认购 周六`", "`/appoint 8000 Saturday at ten`, `/appoint 8000 book Saturday`"}
	SampleAppoint  = Line{"周六 10 点", "Saturday at ten"}
	AppointDone    = Line{"已记预约：{who}，{person}。", "Appointment recorded: {who}, {person}."}
	AppointBook    = Line{"来认购", "They come to book"}
	AppointOwners  = Line{"还没登记；预约由归属人记", "Nothing recorded; the owner records appointments"}
	AppointLabel   = Line{"预约", "Appointment"}
	FormAppointFor = Line{"来做什么", "What for"}
	FormAppointSee = Line{"来看", "To see"}
	FormAppointBuy = Line{"来认购（双方说好）", "To book, as agreed"}
	FormAppointSay = Line{"时间和备注", "When, and notes"}
	FormAppointEg  = Line{"如 周六 10 点", "e.g. Saturday at ten"}
)
