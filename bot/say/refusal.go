package say

// Where a command can't be given.
var (
	ErrNoSite     = Line{"这个频道还不是案场。", "This channel is not a site yet."}
	ErrNoSiteNext = Line{"请在案场频道里用，或由管理员设置", "Use a site's channel, or ask an admin to set it up"}
	ErrNoSiteHere = Line{"你还不在任何案场名单里。", "You are on no site's list yet."}
	ErrWhichSite  = Line{"哪个案场？", "Which site?"}
	ErrSetUp      = Line{"设置案场", "Set up this site"}
)

// Who may not.
var (
	ErrRole      = Line{"这一步由{role}办理。", "This step is for {role}."}
	ErrRoleYours = Line{"你在本案场是{role}", "You are a {role} at this site"}
	ErrRoleNext  = Line{"可以请 {who} 办理", "{who} can do it"}
	ErrRoleAsk   = Line{"请 {who} 办理…", "Ask {who}…"}
	ErrGuest     = Line{"访客账号不能登记。", "Guest accounts can't record anything."}
	ErrGuestNext = Line{"请本案场同事代办", "Please ask a colleague at this site"}
	ErrStranger  = Line{"你不是本公司成员，不能使用本案场的登记簿。", "You are not a member of this company and can't use this site's register."}
	ErrNotStaff  = Line{"你还不在本案场名单里，请组长添加。", "You are not on this site's list yet; ask a leader to add you."}
)

// What went amiss.
var (
	ErrSlack     = Line{"刚才 Slack 没有响应，但已登记：{what}。", "Slack did not respond, but it is recorded: {what}."}
	ErrSlackNext = Line{"不用再登记", "No need to record it again"}
	ErrInternal  = Line{"抱歉，没办成；登记簿没有变化。", "Sorry, that did not work; the register is unchanged."}
	ErrCode      = Line{"请再试一次；还不行，把编号 {code} 发给管理员", "Please try again; if it fails again, give code {code} to an admin"}
	ErrUnsure    = Line{"抱歉，不确定是否已登记；请先用 /mine 看一下（编号 {code}）。", "Sorry, it may or may not be recorded; check with /mine first (code {code})."}
	ErrFull      = Line{"抱歉，磁盘满了，什么都没有登记。", "Sorry, the disk is full; nothing was recorded."}
	ErrFullNext  = Line{"请管理员给 Walkin 的数据文件夹腾出空间，再试一次（编号 {code}）", "Please have an admin make room for Walkin's data folder, then try again (code {code})"}
	ErrChanged   = Line{"情况有变化：{what}。", "Things have changed: {what}."}
	ErrStale     = Line{"情况有变化。", "Things have changed."}
	ErrStaleNext = Line{"什么都没有改", "Nothing was altered"}
	ErrShowNow   = Line{"看现在的情况", "Show me now"}
)
