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
	PolicyWhich   = Line{"换成哪一套？例：`/walkin 制度 用 fifteen-day`", "To which policy? Example: `/walkin policy use fifteen-day`"}
	PolicyMeant   = Line{"是不是 {name}？", "Did you mean {name}?"}
	PolicyThere   = Line{"可用的：{names}", "There is {names}"}
	PolicySame    = Line{"现在用的就是 {policy}。", "{policy} is in force already."}

	PolicyAsk     = Line{"把制度从 {old} 换成 {new}？", "Change the policy from {old} to {new}?"}
	PolicyAskSent = Line{"把制度从 {old} 换成 {file} 里的 {new}？", "Change the policy from {old} to {new}, as in {file}?"}
	PolicyNot     = Line{"还没登记。只对以后生效，以前的登记不变。", "Nothing recorded yet. It holds from then on; earlier entries stand."}
	PolicyMore    = Line{"还有 {n} 行。", "{n|more line|more lines}."}
	PolicyYes     = Line{"换成 {policy}", "Change to {policy}"}
	PolicyAll     = Line{"全部不同…", "All of it…"}
	PolicyDone    = Line{"制度已换成 {policy}。", "The policy is {policy} now."}
	PolicyStood   = Line{"以前的登记不变 · 第 {seq} 条登记", "Earlier entries stand · entry {seq}"}
	PolicyStale   = Line{"制度已由 {who} 换成 {policy}", "the policy was changed to {policy} by {who}"}
	PolicyPost    = Line{"从现在起本案场的制度是 {policy}；以前的登记不变。", "From now on this site's policy is {policy}; earlier entries stand."}
	PolicyDiffs   = Line{"制度有什么不同", "What changes"}

	PolicyBefore = Line{"原来", "before"}
	PolicyNew    = Line{"以后", "from now on"}
	PolicyGone   = Line{"不再有", "no longer"}
	PolicyAdded  = Line{"新增", "new"}

	SentSeveral       = Line{"一次只能发一个文件。", "One file at a time."}
	SentSeveralNext   = Line{"没有改动。请把制度文件单独发一次", "Nothing was changed. Please send the policy file by itself"}
	SentLarge         = Line{"{file} 太大：制度文件至多 {kb} KB。", "{file} is too large: a policy file has {kb} KB at most."}
	SentNoText        = Line{"{file} 不是文本文件。", "{file} is not a text file."}
	SentWhat          = Line{"没有改动。在这里只读制度文件（YAML）；争议的证据请发到争议帖里", "Nothing was changed. Only policy files (YAML) are read here; evidence for a dispute goes into its thread"}
	SentForbidden     = Line{"Walkin 还不能读文件，没读 {file}。", "Walkin may not read files yet; {file} was not read."}
	SentForbiddenNext = Line{"请管理员给应用加上权限 `files:read`，重新安装，再发一次", "Ask an admin to add the scope `files:read` to the app and reinstall it, then send it again"}
	SentLost          = Line{"Slack 没有交出 {file}。", "Slack did not hand over {file}."}
	SentLostNext      = Line{"没有改动。请再发一次", "Nothing was changed. Please send it again"}
	SentForgotten     = Line{"这个文件已经不在了。", "That file is no longer kept."}
	SentNameTaken     = Line{"{policy} 是现成制度的名字。", "{policy} is the name of a ready-made policy."}
	SentNameTakenNext = Line{"没有改动。请在文件里改名，如 `name: my-{policy}`，再发一次", "Nothing was changed. Give it another name in the file, such as `name: my-{policy}`, and send it again"}
	SentNote          = Line{"请再看一眼第 {line} 行：{text}", "Look again at line {line}: {text}"}
	SentNotesMore     = Line{"还有 {n} 处要再看一眼；`walkin policy check` 全部列出。", "{n|more place|more places} to look at again; `walkin policy check` lists all."}
	SentFaults        = Line{"{file} 有 {n} 处要改。", "{file} has {n|fault|faults}."}
	SentFaultAt       = Line{"第 {line} 行第 {column} 列：", "Line {line}, column {column}:"}
	SentFaultsMore    = Line{"还有 {n} 处。", "{n|more fault|more faults}."}
	SentFaultsNext    = Line{"没有改动。改好后再发一次；也可用 `walkin policy check` 检查。", "Nothing was changed. Mend it and send it again; `walkin policy check` checks it too."}
)
