package say

// Family links.
var (
	AboutFamily  = Line{"家人关系", "Family and companions"}
	EgFamily     = Line{"`/walkin 家人 8000 配偶 另一位:13900132222`", "`/walkin family 8000 spouse other:13900132222`"}
	SampleFamily = Line{"配偶 另一位:13900132222", "spouse other:13900132222"}
	FamilyDone   = Line{"已登记关系：{other} 是 {who} 的{relation}。", "Relation recorded: {other} is {relation} to {who}."}
	FamilyLabel  = Line{"家人关系", "Family"}
	FamilySelf   = Line{"是同一位客户", "That is the same customer"}
	FamilyOwners = Line{"还没登记；由归属人或组长登记", "Nothing recorded; one of the owners or a leader records it"}
	FamilyUnited = Line{"按制度算一家，归属相同", "One party by the policy: they have one owner"}
	FamilyApart  = Line{"按制度不算一家，归属不变", "No party by the policy: the owners stay"}

	FormFamilyOther     = Line{"另一位", "The other one"}
	FormFamilyOtherName = Line{"另一位的称呼（新客户）", "The other's name, if new"}
	FormFamilyRelation  = Line{"另一位是这位客户的", "The other is this customer's"}
	RelationSame        = Line{"同一人", "same person"}
	RelationPartner     = Line{"恋人", "partner"}
	RelationRelative    = Line{"亲属", "relative"}
	RelationGroup       = Line{"同来购买的人", "group companion"}
)

// One's own relatives and friends.
var (
	AboutOwn   = Line{"自己的亲友", "Own relative or friend"}
	EgOwn      = Line{"`/walkin 亲友 王女士 13800138000 直系`", "`/walkin own Ms Wang 13800138000 relative`"}
	SampleOwn  = Line{"直系", "relative"}
	OwnDone    = Line{"已登记：{who} 是 {person} 的{relation}。", "On record: {who} is {relation} to {person}."}
	FormOwnIs  = Line{"关系", "Relation"}
	OwnDirect  = Line{"直系亲属", "direct relative"}
	OwnKin     = Line{"远亲", "further relative"}
	OwnFriend  = Line{"朋友", "friend"}
	OwnBefore  = Line{"来访以后才登记的，按制度可能不算", "They have visited before; the policy may not count it"}
	FormOwnWho = Line{"谁的亲友", "Whose they are"}
)

// Announced in advance.
var (
	AboutPrefile   = Line{"提前报备", "Announce a customer"}
	EgPrefile      = Line{"`/walkin 报备 王女士 13800138000 推荐:13900132222`", "`/walkin prefile Ms Wang 13800138000 referrer:13900132222`"}
	PrefileDone    = Line{"已报备：{who}，{person}。", "Announced: {who}, for {person}."}
	PrefileTold    = Line{"已告诉 {who}", "{who} has been told"}
	PrefileHead    = Line{"{person} 报备：{who}。", "{person} announces {who}."}
	PrefileBy      = Line{"介绍人 {who}", "Sent by {who}"}
	PrefileOwned   = Line{"{who} 已有归属人，不能报备。", "{who} has an owner and can't be announced."}
	PrefileNothing = Line{"还没登记；报备是给新客户的", "Nothing recorded; announcing is for new customers"}
	FormPrefileFor = Line{"找谁", "They will come for"}
	FormPrefileRef = Line{"介绍人", "Sent by"}
)

// The customer's wish.
var (
	AboutWish  = Line{"客户的意愿", "Whom a customer wants"}
	EgWish     = Line{"`/walkin 意愿 8000 @Bo`", "`/walkin wish 8000 @Bo`"}
	SampleWish = Line{"@Bo", "@Bo"}
	WishDone   = Line{"已记意愿：{who} 要找 {person}。", "Wish recorded: {who} wants {person}."}
	WishTold   = Line{"{who} 希望由 {person} 负责。", "{who} wants {person}."}
	FormWish   = Line{"客户要找", "They want"}
)

// Giving up.
var (
	AboutGiveUp   = Line{"放弃客户", "Give up a customer"}
	EgGiveUp      = Line{"`/walkin 放弃 8000 已在别处买`", "`/walkin giveup 8000 bought elsewhere`"}
	SampleGiveUp  = Line{"已在别处买", "bought elsewhere"}
	GiveUpLabel   = Line{"放弃", "Give up"}
	GiveUpAsk     = Line{"放弃 {who}？", "Give up {who}?"}
	GiveUpFact    = Line{"客户没有归属人，谁都可以认领", "They are nobody's then; anyone may claim them"}
	GiveUpNothing = Line{"还没登记。", "Nothing recorded yet."}
	GiveUpTitle   = Line{"放弃客户？", "Give up the customer?"}
	GiveUpKeep    = Line{"不放弃", "Keep them"}
	GiveUpDone    = Line{"已放弃：{who}。", "Given up: {who}."}
	GiveUpOwners  = Line{"还没登记；只有归属人能放弃", "Nothing recorded; only the owner gives up"}
	GiveUpNobodys = Line{"{who} 本来就没有归属人。", "Nobody owns {who} as it is."}
)
