package say

// Assigning a customer.
var (
	AboutAssign  = Line{"指派客户", "Assign a customer"}
	EgAssign     = Line{"`/walkin 指派 8000 @Bo`", "`/walkin assign 8000 @Bo`"}
	AssignButton = Line{"指派…", "Assign…"}
	AssignDone   = Line{"已指派：{who} 给 {person}。", "Assigned: {who} to {person}."}
	AssignFloor  = Line{"{who} 不接待客户", "{who} receives no customers"}
	AssignSame   = Line{"已经是 {who} 的客户", "Already {who}'s customer"}
	FormAssignTo = Line{"指派给", "To"}
	FormReason   = Line{"原因", "Reason"}
)

// Poor service that a customer has spoken of.
var (
	AboutService   = Line{"客户对服务的意见", "A word on poor service"}
	EgService      = Line{"`/walkin 服务 8000 @Bo 属实 转给:@Chen`", "`/walkin complaint 8000 @Bo upheld to:@Chen`"}
	SampleService  = Line{"@Bo 属实", "@Bo upheld"}
	ServiceUpheld  = Line{"已记：{who} 对 {person} 的意见属实。", "Recorded as upheld: {who} on {person}'s service."}
	ServiceNot     = Line{"已记：{who} 对 {person} 的意见不属实。", "Recorded as not upheld: {who} on {person}'s service."}
	ServiceToldYes = Line{"{who} 对你的服务有意见；{by} 认定属实。", "{who} was not content with your service; {by} upholds it."}
	ServiceToldNo  = Line{"{who} 对你的服务有意见；{by} 认定不属实。", "{who} was not content with your service; {by} does not uphold it."}
	ServiceSame    = Line{"不能转给同一人", "That is the same person"}
	ServiceOnlyIf  = Line{"意见属实才转给别人", "Only where it is upheld somebody takes over"}
	FormServiceOf  = Line{"对谁", "About"}
	FormServiceIs  = Line{"认定", "Found"}
	ServiceYes     = Line{"属实", "Upheld"}
	ServiceNo      = Line{"不属实", "Not upheld"}
	FormServiceTo  = Line{"谁接手", "Who takes over"}
)

// The evening record.
var (
	AboutConfirm   = Line{"晚间登记", "The evening record"}
	EgConfirm      = Line{"`/walkin 确认`，`/walkin 确认 8000 @Bo`", "`/walkin confirm`, `/walkin confirm 8000 @Bo`"}
	SampleConfirm  = Line{"@Bo", "@Bo"}
	ConfirmUnknown = Line{"本案场的制度不用晚间登记。", "This site's policy has no evening record."}
	ConfirmNothing = Line{"还没登记", "Nothing recorded"}
	ConfirmAll     = Line{"近 7 天的接待都已登记。", "All receptions of the last 7 days are in the record."}
	ConfirmTitle   = Line{"晚间登记", "Evening record"}
	ConfirmField   = Line{"接待", "Receptions"}
	ConfirmRow     = Line{"{who} · {person} · {when}", "{who} · {person} · {when}"}
	ConfirmMore    = Line{"还有 {n} 组，登记后再打开", "{n} more; open it again afterwards"}
	ConfirmMany    = Line{"已登记 {n} 组接待。", "{n|reception|receptions} entered in the record."}
	ConfirmDone    = Line{"已登记：{who}，{person} 接待。", "Entered in the record: {who}, received by {person}."}
	ConfirmTwice   = Line{"{who} 已登记过。", "{who} is in the record already."}
	ConfirmNoVisit = Line{"{person} 没有接待过 {who}", "{person} has not received {who}"}
)

// A colleague's help.
var (
	AboutAssist  = Line{"同事协助", "A colleague's help"}
	EgAssist     = Line{"`/walkin 协助 8000 @Chen 明显`", "`/walkin assist 8000 @Chen significant`"}
	SampleAssist = Line{"@Chen 明显", "@Chen significant"}
	AssistDone   = Line{"已记协助：{person} 帮助接待 {who}，{weight}。", "Help recorded: {person} with {who}, {weight}."}
	AssistTold   = Line{"{by} 记下了你对 {who} 的协助，{weight}。", "{by} has recorded your help with {who}, {weight}."}
	AssistOwn    = Line{"是 {person} 自己的客户", "It is {person}'s own customer"}
	FormAssistBy = Line{"谁协助", "Who helped"}
	FormAssistIs = Line{"作用", "How much"}
	AssistMuch   = Line{"作用明显", "significant"}
	AssistSome   = Line{"作用一般", "minor"}
)
