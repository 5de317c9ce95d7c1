package say

// What /undo answers.
var (
	AboutUndo = Line{"撤回自己刚才的登记", "Take back your last entry"}

	UndoDone       = Line{"已撤回：{what}。", "Withdrawn: {what}."}
	UndoWhat       = Line{"{who} 的{kind}", "the {kind} of {who}"}
	UndoTold       = Line{"已告知 {owner}", "{owner} was told"}
	UndoStays      = Line{"登记簿里保留这条并注明撤回", "It stays in the register, marked withdrawn"}
	UndoStaysOrder = Line{"登记簿里保留这条并注明撤回；轮排恢复原样", "It stays in the register, marked withdrawn; the order is as before"}
	UndoAgain      = Line{"重新登记", "Register again"}
	UndoPost       = Line{"已撤回（{person}，{time}）：{who}", "Withdrawn ({person}, {time}): {who}"}
	UndoLate       = Line{"撤回已超过 2 分钟（{time} 登记）。", "Past the 2 minutes for undo (recorded {time})."}
	UndoAsk        = Line{"登记第 {seq} 条；请组长或经理撤回", "It is entry {seq}; ask a leader or a manager to undo it"}
	UndoNothing    = Line{"你没有可撤回的登记。", "You have no entry to undo."}
	UndoDetails    = Line{"资料", "details"}
	UndoNot        = Line{"登记第 {seq} 条不能撤回。", "Entry {seq} is not one that can be undone."}
	UndoUnknown    = Line{"登记簿里没有第 {seq} 条。", "The register has no entry {seq}."}
	UndoTwice      = Line{"这条已经撤回过，没有改动。", "This entry is withdrawn already; unchanged."}
	UndoBuilt      = Line{"{person} 已接着登记（{time}）。", "{person} has recorded something on it ({time})."}
)
