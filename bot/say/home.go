package say

// The App Home. {who} is a customer with the whole phone, as only the owner,
// leaders and above see them.
var (
	HomeNobody    = Line{"你还不在任何案场名单里；请组长添加。", "You are on no site's list yet; ask a leader."}
	HomeSetUp     = Line{"管理员在频道里输 `/walkin 设置`，把频道设成案场", "Admins type `/walkin setup` in a channel to make it a site"}
	HomePlace     = Line{"{site} · 你排第 {n}，{next}", "{site} · you are {n}, {next}"}
	HomeSite      = Line{"{site} · {next}", "{site} · {next}"}
	HomeYouNext   = Line{"{site} · 轮到你了", "{site} · you are next"}
	HomeNow       = Line{"{site} · 现在：{states}", "{site} · now: {states}"}
	HomeReady     = Line{"可接 {n}", "{n} ready"}
	HomeBusy      = Line{"接待中 {n}", "{n} with customers"}
	HomeAway      = Line{"暂离 {n}", "{n} away"}
	HomeOff       = Line{"下班 {n}", "{n} off"}
	HomeDueFirst  = Line{"先办", "Due first"}
	HomeNothing   = Line{"今天没有要办的。", "Nothing due today."}
	HomeAll       = Line{"全部 {n} 位", "All {n}"}
	HomeWaiting   = Line{"等你处理", "Waiting for you"}
	HomeNoWaiting = Line{"没有等你处理的。", "Nothing is waiting for you."}
	HomeApprove   = Line{"{who} {what} {time}，待同意", "{who} {what} {time}, to approve"}
	HomeLapsing   = Line{"3 天内到期 {n}", "Lapsing in 3 days {n}"}
	HomePool      = Line{"公客 {n}", "pool {n}"}
	HomeLists     = Line{"客户", "Customers"}
	HomeMore      = Line{"更多", "More"}
	HomeSettings  = Line{"设置…", "Settings…"}
	HomeChoose    = Line{"选择案场", "Choose a site"}
	HomeRegister  = Line{"登记来访", "Register a visit"}
)

// Deals on the App Home.
var (
	HomeSplits    = Line{"待确认分单 {n}", "Splits proposed {n}"}
	HomeSplit     = Line{"{who} {stage}：{parts}", "{who} {stage}: {parts}"}
	HomeToConfirm = Line{"{who} {stage}，{closer}：{parts}", "{who} {stage}, {closer}: {parts}"}
	HomeConfirm   = Line{"确认分单", "Confirm"}
	HomeMonth     = Line{"本月", "This month"}
)
