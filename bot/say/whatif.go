package say

// What would be otherwise under another policy.
var (
	AboutWhatIf = Line{"假如换一套制度，什么会变", "What would change under another policy"}
	EgWhatIf    = Line{"`/walkin 假如 fifteen-day`", "`/walkin whatif fifteen-day`"}

	WhatIfHow     = Line{"假如用哪套制度？例：`/walkin 假如 fifteen-day`", "Under which policy? Example: `/walkin whatif fifteen-day`"}
	WhatIfHead    = Line{"假如一直用 {new}，而不是 {old}", "If {new} had held, not {old}"}
	WhatIfTitle   = Line{"假如", "What if"}
	WhatIfNone    = Line{"什么都不会变", "Nothing would be otherwise"}
	WhatIfCounts  = Line{"会变：客户归属 {customers} · 分单 {deals} · 接待和轮次 {visits} · 行为 {conduct}", "Otherwise: owners {customers} · splits {deals} · receptions and turns {visits} · conduct {conduct}"}
	WhatIfOnly    = Line{"另有 {n} 位客户只是保护期不同", "{n|more customer|more customers} whose protection alone would end another day"}
	WhatIfNot     = Line{"什么都没有登记，也没有改动。", "Nothing is recorded or altered."}
	WhatIfAll     = Line{"全部变化…", "All of it…"}
	WhatIfMore    = Line{"还有 {n} 项；全部可用 walkin judge --against 列出", "{n|more change|more changes}; walkin judge --against lists them all"}
	WhatIfOrder   = Line{"轮排的次序也会变", "The order of the rotation would be another, too"}
	WhatIfLine    = Line{"{what}：{now} → {then}", "{what}: {now} → {then}"}
	WhatIfDeal    = Line{"成交 {who}", "Deal with {who}"}
	WhatIfVisit   = Line{"{when} {who}", "{when}, {who}"}
	WhatIfConduct = Line{"行为 {who}", "Conduct of {who}"}
	WhatIfReason  = Line{"{policy}：{clause}", "{policy}: {clause}"}
	WhatIfNobody  = Line{"无归属人", "nobody"}
	WhatIfTurn    = Line{"{who} 接待，占轮次", "{who} receives, a turn"}
	WhatIfNoTurn  = Line{"{who} 接待，不占轮次", "{who} receives, no turn"}
	WhatIfNothing = Line{"无", "nothing"}
)
