package say

// What is said of the pool: the customers whom nobody owns.
var (
	AboutPool = Line{"没有归属人的客户", "Customers whom nobody owns"}
	EgPool    = Line{"`/walkin 公客`", "`/walkin pool`"}

	PoolListHead  = Line{"公客 {n} 位。", "{n|customer is|customers are} in the pool."}
	PoolListNone  = Line{"现在没有公客。", "The pool is empty."}
	PoolListRow   = Line{"{who} · {day} 起没有归属人", "{who} · nobody's since {day}"}
	PoolListWas   = Line{"{who} · 原归 {owner} · {day} 起没有归属人", "{who} · was {owner}'s · nobody's since {day}"}
	PoolListPage  = Line{"第 {from} 到 {to} 位", "{from} to {to}"}
	PoolListLimit = Line{"今天已认领 {n} 位，上限 {most} 位", "You have claimed {n} today, of {most}"}
	PoolListHeld  = Line{"名下 {n} 位，上限 {most} 位", "You hold {n}, of {most}"}
	PoolButton    = Line{"公客", "Pool"}
)
