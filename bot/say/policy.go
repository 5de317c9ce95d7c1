package say

// A site's policy: read, and changed.
var (
	AboutPolicy = Line{"看制度，换制度", "Read the policy, change it"}
	EgPolicy    = Line{"`/walkin 制度` `/walkin 制度 用 fifteen-day`", "`/walkin policy` `/walkin policy use fifteen-day`"}

	PolicyTitle   = Line{"制度", "Policy"}
	PolicyFact    = Line{"*{name}*：{text}", "*{name}*: {text}"}
	PolicyClause  = Line{"{id}：{text}", "{id}: {text}"}
	PolicyReading = Line{"{clause}（我们的理解）", "{clause} (our reading)"}
	PolicyFrom    = Line{"从第 {seq} 条登记（{day}）起有效", "In force from entry {seq}, {day}"}

	PolicyHow     = Line{"“{words}”没看懂。", "“{words}” is not clear."}
	PolicyHowEg   = Line{"看现在的：`/walkin 制度`；换一套：`/walkin 制度 用 fifteen-day`", "The present one: `/walkin policy`; another: `/walkin policy use fifteen-day`"}
	PolicyUnknown = Line{"没有叫“{name}”的制度。", "There is no policy “{name}”."}
	PolicyThere   = Line{"可用的：{names}", "There is {names}"}
	PolicySame    = Line{"现在用的就是 {policy}。", "{policy} is in force already."}

	PolicyAsk   = Line{"把制度从 {old} 换成 {new}？", "Change the policy from {old} to {new}?"}
	PolicyNot   = Line{"还没登记。只对以后生效，以前的登记不变。", "Nothing recorded yet. It holds from then on; earlier entries stand."}
	PolicyMore  = Line{"还有 {n} 行。", "{n|more line|more lines}."}
	PolicyYes   = Line{"换成 {policy}", "Change to {policy}"}
	PolicyAll   = Line{"全部不同…", "All of it…"}
	PolicyDone  = Line{"制度已换成 {policy}。", "The policy is {policy} now."}
	PolicyStood = Line{"以前的登记不变 · 第 {seq} 条登记", "Earlier entries stand · entry {seq}"}
	PolicyStale = Line{"制度已由 {who} 换成 {policy}", "the policy was changed to {policy} by {who}"}
	PolicyPost  = Line{"从现在起本案场的制度是 {policy}；以前的登记不变。", "From now on this site's policy is {policy}; earlier entries stand."}
	PolicyDiffs = Line{"制度有什么不同", "What changes"}

	PolicyBefore = Line{"原来", "before"}
	PolicyNew    = Line{"以后", "from now on"}
	PolicyGone   = Line{"不再有", "no longer"}
	PolicyAdded  = Line{"新增", "new"}
)
