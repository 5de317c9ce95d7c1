package say

// What was found of somebody's conduct: between the managers and them alone.
var (
	AboutMisconduct  = Line{"认定违规", "A finding of conduct"}
	EgMisconduct     = Line{"`/walkin 违规 @Bo 躲轮`，`/walkin 违规 @Bo 不实 8000`", "`/walkin misconduct @Bo dodge`, `/walkin misconduct @Bo falsify 8000`"}
	SampleMisconduct = Line{"@Bo 躲轮", "@Bo dodge"}
	FoundHead        = Line{"已记认定：{person}，{act}。", "Finding recorded: {person}, {act}."}
	FoundTold        = Line{"已私信告诉 {person}；频道里不说", "{person} is told by direct message; the channel is not"}
	FoundYou         = Line{"{by} 认定：{act}。", "{by} finds: {act}."}
	FoundOf          = Line{"客户 {who}", "Customer {who}"}
	FoundNone        = Line{"制度没有写后果", "The policy names no consequence"}
	FoundVoid        = Line{"这次接待的登记无效", "That visit's registration is void"}
	FoundWhich       = Line{"是哪一次接待登记不实？", "Which visit was not registered truly?"}
	FoundVisit       = Line{"{when} {person} 接待", "received by {person}, {when}"}
	FoundNoVisit     = Line{"不是某一次接待", "None of these"}
	FoundMenu        = Line{"选择接待", "Choose a visit"}
	FormFoundWho     = Line{"谁", "Who"}
	FormFoundWhat    = Line{"认定什么", "What was found"}
	FormFoundIn      = Line{"哪位客户", "With which customer"}
)
