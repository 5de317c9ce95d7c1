package say

// What the sample floor's channel begins with.
var (
	SampleVisit  = Line{"登记来访：`/visit 王女士 13800138000`，或单独 `/visit` 打开表单", "Register a visit: `/visit Ms Wang 13800138000`, or `/visit` alone for the form"}
	SampleOwner  = Line{"这是谁的客户：`/owner 8000` · 认领公客：`/claim 2222`", "Whose customer: `/owner 8000` · from the pool: `/claim 2222`"}
	SampleTurn   = Line{"轮到谁：`/turn` · 全部命令：`/walkin help`", "Who is next: `/turn` · all commands: `/walkin help`"}
	SampleSwitch = Line{"左上角可以换成别的同事。", "Top left you can be somebody else."}
)
