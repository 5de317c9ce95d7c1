package say

// What becomes of the bot's place in the chat, told to a site's managers.
var (
	UnsaidHead     = Line{"{site}：频道里发不出消息了。", "{site}: posts no longer reach the channel."}
	UnsaidOut      = Line{"Walkin 不在频道里；在频道里输 `/invite @walkin`", "Walkin is not in the channel; type `/invite @walkin` there"}
	UnsaidArchived = Line{"频道已归档；取消归档，或把另一个频道设成案场", "The channel is archived; unarchive it, or set up another one as the site"}
	UnsaidGone     = Line{"频道已删除，或 Walkin 看不到它；在频道里输 `/invite @walkin`", "The channel is deleted, or Walkin can't see it; type `/invite @walkin` there"}
	UnsaidScope    = Line{"缺少权限 {scope}；请工作区管理员在 api.slack.com/apps 的 OAuth & Permissions 页加上，再重新安装", "The scope {scope} is missing; a workspace admin adds it at api.slack.com/apps, page OAuth & Permissions, and installs the app again"}
	UnsaidOther    = Line{"请告诉管理员下面的代码", "Please tell an admin the code below"}
	UnsaidWhat     = Line{"没发出的：{what}", "Not posted: {what}"}
	UnsaidNote     = Line{"登记照常。Slack 的代码：{code}", "The register goes on. Slack's code: {code}"}

	UnreadHead = Line{"有一条消息 {who} 收不到。", "A message can't be delivered to {who}."}
	UnreadFact = Line{"请当面告诉本人", "Please tell them in person"}

	RenamedHead   = Line{"{site}：频道改名为 {name}。", "{site}: its channel is now called {name}."}
	RenamedFact   = Line{"登记簿不变，案场名称也没有改", "The register is unchanged, and so is the site's name"}
	RenamedButton = Line{"案场也用这个名称", "Call the site so as well"}
	RenamedDone   = Line{"已登记：案场现在叫 {name}。", "Recorded: the site is now called {name}."}
	RenamedSame   = Line{"案场已经叫 {name}。", "The site is called {name} already."}

	GoneHead   = Line{"{who} 的 Slack 账号已停用。", "{who}'s Slack account is deactivated."}
	GoneFact   = Line{"还在 {site} 的名单里", "Still on the list of {site}"}
	GoneButton = Line{"记为离职", "Record as left"}
	GoneDone   = Line{"已登记：{who} 离职，不在名单里了。", "Recorded: {who} has left and is no longer on the list."}
	GoneSame   = Line{"{who} 已不在名单里。", "{who} is no longer on the list."}
)
