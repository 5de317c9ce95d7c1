package say

// What is said to somebody who would receive another customer before the last has
// left, where the policy has one received at a time.
var (
	PermitOwnHead = Line{"你还在接待 {who}（{time} 起）。", "You are still with {who} (since {time})."}
	PermitHead    = Line{"{person} 还在接待 {who}（{time} 起）。", "{person} is still with {who} (since {time})."}
	PermitLeft    = Line{"已离开，登记这一组", "They left; record this one"}
	PermitAsk     = Line{"请组长同意…", "Ask a leader…"}
	PermitAsks    = Line{"已请 {leader} 同意。", "{leader} has been asked."}
	PermitGrant   = Line{"同意", "Allow"}

	PermitAskedHead = Line{"{person} 还有客户，想再接一组：{who}。", "{person} is with a customer and would receive another: {who}."}
	PermitAskedFact = Line{"还没登记；同意即登记", "Nothing recorded yet; your leave records it"}
)
