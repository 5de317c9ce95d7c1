package say

// What "what if" answers: the register under another policy.
var (
	AboutWhatIf = Line{"换一套制度会怎样", "What another policy would make of the register"}
	EgWhatIf    = Line{"`/walkin 假如 fifteen-day`", "`/walkin whatif fifteen-day`"}

	WhatIfHead      = Line{"假如一开始就用制度 {policy}。", "If the policy had been {policy} from the beginning."}
	WhatIfCustomers = Line{"{n} 位客户归别人", "{n|customer|customers} another's"}
	WhatIfUntil     = Line{"{n} 位保护期不同", "{n} protected through another day"}
	WhatIfDeals     = Line{"{n} 单分法不同", "{n|deal|deals} split otherwise"}
	WhatIfVisits    = Line{"{n} 次接待的轮次不同", "{n|visit|visits} with another receiver or turn"}
	WhatIfConduct   = Line{"{n} 次认定不同", "{n|finding|findings} of conduct otherwise"}
	WhatIfOrder     = Line{"轮排的次序不同", "the order of the rotation another"}
	WhatIfChannel   = Line{"请在案场频道里问。", "Ask in the site's channel."}
	WhatIfNone      = Line{"什么都不会不同。", "Nothing would be otherwise."}
	WhatIfLine      = Line{"{who}：现在{is}；那样{would}", "{who}: now {is}; then {would}"}
	WhatIfDeal      = Line{"{who} 的分单：现在{is}；那样{would}", "The split of {who}: now {is}; then {would}"}
	WhatIfNote      = Line{"只是推算，什么都没有改；全部名单：`walkin judge --policy NAME --against NAME`", "Only a reckoning; nothing is changed. The whole list: `walkin judge --policy NAME --against NAME`"}
)
