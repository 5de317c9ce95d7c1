package say

import "github.com/walkin-chat/walkin/rules"

// What /walkin help answers, and the first words in a channel.
var (
	HelpHead  = Line{"Walkin：登记来访，查归属，看轮到谁", "Walkin: register visits, see whose customer, who is next"}
	HelpVisit = Line{"`/visit 王女士 13800138000` 登记来访（单独 `/visit` 打开表单）", "`/visit Ms Wang 13800138000` registers a visit (`/visit` alone opens the form)"}
	HelpOwner = Line{"`/owner 8000` 这是谁的客户 · `/claim 13800138000` 认领公客", "`/owner 8000` whose customer · `/claim 13800138000` takes one from the pool"}
	HelpTurn  = Line{"`/turn` 轮到谁，暂离，回来 · `/follow 8000 已约周六` 记跟进", "`/turn` who is next, away, back · `/follow 8000 Saturday agreed` records a follow-up"}
	HelpMine  = Line{"`/mine` 我的客户 · `/deal` 成交 · `/undo` 2 分钟内撤回 · `/correct` 更正", "`/mine` my customers · `/deal` · `/undo` within 2 minutes · `/correct` mends a phone or name"}
	HelpTaken = Line{"名字被占用时用 `/walkin visit`；全部命令：`/walkin help all`", "If a name is taken use `/walkin visit`; all commands: `/walkin help all`"}

	HelpAllHead    = Line{"全部命令", "All commands"}
	HelpAllLine    = Line{"`/{name}` 或 `/walkin {zh}`：{about}。例：{examples}", "`/{name}`: {about}. Examples: {examples}"}
	HelpAllSetup   = Line{"`/walkin 设置`：设置案场（管理员、经理）", "`/walkin setup`: set up the site (admins, managers)"}
	HelpAllWords   = Line{"词的先后不限；用 `词:值` 写明，如 `需求:“三房 南向”`", "Words come in any order; name one with `word:value`, such as `needs:\"three rooms\"`"}
	HelpUnknown    = Line{"没有“{verb}”这个命令。", "There is no command “{verb}”."}
	HelpUnknownFix = Line{"全部命令：`/walkin help all`", "All commands: `/walkin help all`"}

	HelloHead  = Line{"Walkin 到了，三步开始：", "Walkin is here. Three steps:"}
	HelloSetup = Line{"1. 管理员点“设置案场”，选制度和名单", "1. A workspace admin presses “Set up this site”, picks policy and staff"}
	HelloVisit = Line{"2. 客户进门：`/visit 王女士 13800138000`", "2. Someone walks in: `/visit Ms Wang 13800138000`"}
	HelloTurn  = Line{"3. 想知道轮到谁：`/turn`；是谁的客户：`/owner 8000`", "3. Who is next: `/turn`; whose customer: `/owner 8000`"}
	HelloMask  = Line{"这里只显示隐藏后的号码。", "Phones are always masked here."}
	HelloAll   = Line{"命令一览", "All commands"}

	SiteMenu     = Line{"选择案场", "Choose a site"}
	SiteNameless = Line{"未命名的案场", "a site without a name"}
	HomelessNext = Line{"请组长添加", "Ask a leader to add you"}
)

// Examples of each command, for the list of all.
var (
	EgVisit   = Line{"`/visit 王女士 13800138000`，`/visit 李先生 13900132222 @Bo 来过`", "`/visit Ms Wang 13800138000`, `/visit Mr Li 13900132222 @Bo been`"}
	EgOwner   = Line{"`/owner 8000`，`/owner 王女士`", "`/owner 8000`, `/owner Ms Wang`"}
	EgClaim   = Line{"`/claim 13800138000`", "`/claim 13800138000`"}
	EgTurn    = Line{"`/turn 暂离 公事`，`/turn 回来`，`/turn 离开`，`/turn 下班`，`/turn 为什么`；组长：`/turn 排序 @Bo @Chen`，`/turn 值班 @Amy`，`/turn 开盘`，`/turn 排队`，`/turn 周休 @Bo 周一`，`/turn 公平`", "`/turn away errand`, `/turn back`, `/turn done`, `/turn off`, `/turn why`; leaders: `/turn order @Bo @Chen`, `/turn duty @Amy`, `/turn rush`, `/turn queue`, `/turn rest @Bo mon`, `/turn fairness`"}
	EgFollow  = Line{"`/follow 8000 已约周六看房`", "`/follow 8000 viewing agreed for Saturday`"}
	EgMine    = Line{"`/mine`", "`/mine`"}
	EgUndo    = Line{"`/undo`", "`/undo`"}
	EgCorrect = Line{"`/correct 8000 电话:13800138001`", "`/correct 8000 phone:13800138001`"}
)

// Asking somebody who may.
var (
	AskTitle    = Line{"请人办理", "Ask for help"}
	AskNote     = Line{"要办什么", "What is to be done"}
	AskSend     = Line{"发送", "Send"}
	AskHead     = Line{"{asker} 请你办理：", "{asker} asks you:"}
	AskDone     = Line{"已请 {who} 办理。", "{who} has been asked."}
	ErrRoleBoth = Line{"{yours}；{next}", "{yours}; {next}"}
	ErrAdmin    = Line{"这一步由管理员办理。", "This step is for workspace admins."}
	ErrAdminFix = Line{"或由配置里写明的人办理", "Or for whoever the configuration names"}
)

// RoleName names a role for one person.
func RoleName(r rules.Role) Line {
	switch r {
	case rules.Clerk:
		return Line{"内勤", "clerk"}
	case rules.Leader:
		return Line{"组长", "leader"}
	case rules.Manager:
		return Line{"经理", "manager"}
	case rules.Director:
		return Line{"总监", "director"}
	}
	return Line{"顾问", "consultant"}
}

// RoleNames names those of a role together.
func RoleNames(r rules.Role) Line {
	l := RoleName(r)
	return Line{l.Zh, l.En + "s"}
}
