package say

// The setup form and what comes of it.
var (
	AboutSetup = Line{"设置案场", "Set up this site"}

	SetupNotHere = Line{"请在要设成案场的频道里用。", "Use this in the channel that is to be the site."}
	SetupEg      = Line{"例：在频道里输 `/walkin 设置`", "Example: type `/walkin setup` in the channel"}

	FormSetupName         = Line{"案场名称", "Site name"}
	FormSetupPolicy       = Line{"制度", "Policy"}
	FormSetupPolicyHint   = Line{"以后可换，只对以后生效", "Can change later, never backwards"}
	FormSetupDoor         = Line{"门口查归属", "Look-up at the door"}
	FormSetupLang         = Line{"频道语言", "Channel language"}
	FormSetupZone         = Line{"时区", "Time zone"}
	FormSetupOpens        = Line{"开门", "Opens"}
	FormSetupCloses       = Line{"关门", "Closes"}
	FormSetupFollowUp     = Line{"跟进提醒", "Follow-up reminder"}
	FormSetupLastCall     = Line{"关门前几分钟提醒", "Minutes before closing for open things"}
	FormSetupCharts       = Line{"图表", "Charts"}
	FormSetupChartsHint   = Line{"Slack 不收的时候照旧发图片", "Where Slack does not take them, the picture is sent as before"}
	ChartsOn              = Line{"用 Slack 自己的图表，不发图片", "Slack's own charts in place of pictures"}
	FormSetupHolidays     = Line{"放假的日子", "Holidays"}
	FormSetupHolidaysHint = Line{"如 2026-12-25 2027-01-01；这些日子不发提醒", "E.g. 2026-12-25 2027-01-01; nobody is reminded on them"}
	FormSetupConsultants  = Line{"顾问", "Consultants"}
	FormSetupLeaders      = Line{"组长", "Leaders"}
	FormSetupManagers     = Line{"经理", "Managers"}
	FormSetupDirectors    = Line{"总监", "Directors"}
	FormSetupClerks       = Line{"内勤", "Clerks"}
	FormSave              = Line{"保存", "Save"}

	DoorPolicy   = Line{"按制度", "As the policy says"}
	DoorEveryone = Line{"告诉所有人", "Tell everyone"}
	DoorOwner    = Line{"只告诉归属人", "Tell the owner"}
	DoorManager  = Line{"只告诉经理", "Tell the manager"}
	DoorOff      = Line{"不查", "Off"}
	LangZh       = Line{"中文", "中文"}
	LangEn       = Line{"English", "English"}

	SetupTwoRoles   = Line{"同一人只能有一个角色：{who}。", "One role per person: {who}."}
	SetupNobody     = Line{"至少选一位。", "Choose at least one."}
	SetupNoName     = Line{"写上案场名称。", "Write the site's name."}
	SetupNoPolicy   = Line{"没有这个制度，请从列表里选。", "There is no such policy; choose one of the list."}
	SetupBadZone    = Line{"不认识时区“{zone}”；如 Asia/Shanghai。", "“{zone}” is no time zone I know; e.g. Asia/Shanghai."}
	SetupZoneFixed  = Line{"登记过客户后时区不能改；现在是 {zone}。", "The time zone is fixed once a customer is recorded; it is {zone}."}
	SetupHours      = Line{"关门要晚于开门。", "Closing must come after opening."}
	SetupLastCall   = Line{"写 1 到 240 之间的分钟数。", "Write a number of minutes from 1 to 240."}
	SetupHoliday    = Line{"“{day}”不是日期；如 2026-12-25。", "“{day}” is no date; e.g. 2026-12-25."}
	SetupGuest      = Line{"{who} 不是本公司的正式成员。", "{who} is not a full member of this company."}
	SetupBot        = Line{"{who} 是机器人。", "{who} is a bot."}
	SetupHeirs      = Line{"客户由谁接手", "Who takes over"}
	SetupHeirsHead  = Line{"不在新名单里、名下还有客户：{who}。", "Not on the new list, with customers of theirs: {who}."}
	SetupHeirsFact  = Line{"还没登记。写明接手人，客户怎么办按制度；不写就没有接手人", "Nothing recorded yet. The policy says what becomes of their customers, with a successor or without"}
	SetupHeirOf     = Line{"{who} 的 {n} 位客户由谁接手", "Successor of {who}, {n|customer|customers}"}
	SetupLeaverNote = Line{"不在名单里了", "no longer on the list"}

	SetupDone    = Line{"案场已设好：{site}，制度 {policy}。", "The site is set up: {site}, policy {policy}."}
	SetupChanged = Line{"案场设置已改：{site}，制度 {policy}。", "The site is changed: {site}, policy {policy}."}
	SetupSame    = Line{"案场设置没有变化：{site}，制度 {policy}。", "The site is as it was: {site}, policy {policy}."}
	SetupCount   = Line{"{role} {n}", "{n} {role}"}
	SetupLeft    = Line{"离开：{who}", "left: {who}"}
	SetupOrder   = Line{"排今天的序", "Set today's order"}
	SetupPolicy  = Line{"看制度", "Read the policy"}
	SetupPost    = Line{"本频道从现在起是“{site}”的登记频道，制度：{policy}。", "This channel is now the register of {site}; policy: {policy}."}
)
