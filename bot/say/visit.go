package say

// What /visit answers, posts and asks. {who} is a name with a masked phone,
// {owner} {receiver} are names of staff, {day} a date.
var (
	AboutWalkin = Line{"全部命令", "All commands"}
	AboutVisit  = Line{"登记来访", "Register a visit"}

	VisitNewHead     = Line{"已登记：{who} 是你的新客户。", "Recorded: {who} is your new customer."}
	VisitNewFor      = Line{"已登记：{who} 是 {receiver} 的新客户。", "Recorded: {who} is {receiver}'s new customer."}
	VisitProtected   = Line{"保护到 {day}", "Protected through {day}"}
	VisitProtectedTo = Line{"保护到 {day}", "protected through {day}"}
	VisitLasting     = Line{"归属没有期限", "does not lapse by time"}
	VisitForever     = Line{"归属没有期限", "Does not lapse by time"}
	VisitGroups      = Line{"今天你的第 {nth} 组", "your {nth} group today"}
	VisitGroupsFor   = Line{"今天 {receiver} 的第 {nth} 组", "{receiver}'s {nth} group today"}
	VisitNewPost     = Line{"{who} · {receiver} 接待 · 新客户", "{who} · received by {receiver} · new"}
	VisitPlainPost   = Line{"{who} · {receiver} 接待", "{who} · received by {receiver}"}
	VisitNextPost    = Line{" · 下一位 {next}", " · next: {next}"}

	VisitOutOfTurn     = Line{"这组按轮排轮到 {expected}；已照实登记，{expected} 位次不变。", "By the rotation this was {expected}'s turn; recorded as it happened, {expected} keeps the place."}
	VisitOffDuty       = Line{"午间由 {expected} 值班；已照实登记。", "{expected} has the lunch duty; recorded as it happened."}
	VisitOffDutyPost   = Line{" · 午间值班：{expected}", " · on lunch duty: {expected}"}
	VisitOutOfTurnPost = Line{" · 按轮排：{expected}", " · by rotation: {expected}"}

	VisitOwnHead  = Line{"已登记：{who} 第 {nth} 次到访，是你的客户。", "Recorded: {who}, {nth} visit, your customer."}
	VisitOwnFor   = Line{"已登记：{who} 第 {nth} 次到访，是 {receiver} 的客户。", "Recorded: {who}, {nth} visit, {receiver}'s customer."}
	VisitNoTurn   = Line{"不占轮次", "uses no turn"}
	VisitUsesTurn = Line{"占一次轮次", "uses a turn"}
	VisitOwnPost  = Line{"{who} · {receiver} 接待 · 老客户 · 轮排不变", "{who} · received by {receiver} · returning · order unchanged"}

	VisitPresentHead   = Line{"{who} 是 {owner} 的客户，{owner} 在场。", "{who} is {owner}'s customer; {owner} is here."}
	VisitBusyHead      = Line{"{who} 是 {owner} 的客户，{owner} 正在接待。", "{who} is {owner}'s customer; {owner} is with a group."}
	VisitAwayHead      = Line{"{who} 是 {owner} 的客户，{owner} 不在（{why}）。", "{who} is {owner}'s customer; {owner} is out ({why})."}
	VisitCame          = Line{"来过 {n} 次，上次 {day}", "{n|visit|visits}, last {day}"}
	VisitNeverCame     = Line{"还没来过", "no visits yet"}
	VisitChoose        = Line{"还没登记，请选一项。", "Nothing recorded yet. Choose one."}
	VisitNobodyFree    = Line{"现在没有人空闲", "Nobody is free now"}
	VisitSubstitute    = Line{"按制度由 {receiver} 代接", "By the policy {receiver} receives for {owner}"}
	VisitSubstituteYou = Line{"按制度由你代 {owner} 接待", "By the policy you receive for {owner}"}
	VisitCalled        = Line{"还没登记。给 {owner} 打过电话吗？", "Nothing recorded yet. Have you called {owner}?"}

	VisitHandButton    = Line{"交给 {owner}", "Hand to {owner}"}
	VisitAgreeButton   = Line{"{owner} 同意我代接", "{owner} agrees, I receive"}
	VisitAgreeOther    = Line{"{owner} 同意 {receiver} 代接", "{owner} agrees, {receiver} receives"}
	VisitOtherButton   = Line{"不是同一人", "Not the same person"}
	VisitReachedButton = Line{"联系上，同意 {receiver} 代接", "Reached; agrees {receiver} receives"}
	VisitMissedButton  = Line{"没联系上，{receiver} 代接", "Not reached; {receiver} receives"}
	VisitReachedMe     = Line{"联系上，同意我代接", "Reached; agrees I receive"}
	VisitMissedMe      = Line{"没联系上，我代接", "Not reached; I receive"}
	VisitComingButton  = Line{"{owner} 马上到", "{owner} is coming"}
	VisitElseMenu      = Line{"换人代接…", "Someone else…"}

	VisitBehalfHead = Line{"已登记：{receiver} 代 {owner} 接待 {who}。", "Recorded: {receiver} receives {who} for {owner}."}
	VisitStillOwner = Line{"仍是 {owner} 的客户", "Still {owner}'s customer"}
	VisitKeepsTurn  = Line{"不占 {receiver} 的轮次", "uses no turn of {receiver}'s"}
	VisitBackButton = Line{"交还 {owner}", "Hand back to {owner}"}
	VisitToldButton = Line{"已告知 {owner}", "I told {owner}"}
	VisitBehalfPost = Line{"{who} · {receiver} 代 {owner} 接待 · 老客户 · 轮排不变", "{who} · received by {receiver} for {owner} · returning · order unchanged"}
	VisitHandedHead = Line{"已登记：{who} 交给 {owner} 接待。", "Recorded: {who} is handed to {owner}."}
	VisitHandedTold = Line{"已通知 {owner}", "{owner} has been told"}
	VisitHandedFree = Line{"不占你的轮次", "uses no turn of yours"}
	VisitTheirsHead = Line{"已登记：{who} 是 {owner} 的客户，你接待。", "Recorded: {who} is {owner}'s customer, received by you."}
	VisitTheirsFor  = Line{"已登记：{who} 是 {owner} 的客户，{receiver} 接待。", "Recorded: {who} is {owner}'s customer, received by {receiver}."}
	VisitNobodyYet  = Line{"还没有归属人", "nobody's customer yet"}
	ReceiverHead    = Line{"{who} 到了，请去接待。", "{who} is here; please receive them."}
	ReceiverForHead = Line{"{owner} 的客户 {who} 到了，请你代接。", "{owner}'s customer {who} is here; please receive them for {owner}."}

	OwnerHandedHead = Line{"你的客户 {who} 到了，请去接待。", "Your customer {who} is here; please receive them."}
	OwnerRecorded   = Line{"{time} {by} 登记", "Recorded by {by} at {time}"}
	OwnerOnMyWay    = Line{"我来了", "On my way"}
	OwnerAskOther   = Line{"请人代接…", "Ask a colleague…"}
	OwnerComing     = Line{"{owner} 说：我来了（{who}）。", "{owner} is on the way ({who})."}
	OwnerBehalfHead = Line{"你的客户 {who} 到访，由 {receiver} 代接。", "Your customer {who} is here; {receiver} receives for you."}
	OwnerAgreed     = Line{"{time} {by} 登记：已联系上你，你同意 · 仍是你的客户", "Recorded by {by} at {time}: reached, you agreed · still yours"}
	OwnerNotReached = Line{"{time} {by} 登记：没联系上你 · 仍是你的客户", "Recorded by {by} at {time}: you were not reached · still yours"}
	OwnerStill      = Line{"{time} {by} 登记 · 仍是你的客户", "Recorded by {by} at {time} · still yours"}
	OwnerPresent    = Line{"{time} {by} 登记：你同意 · 仍是你的客户", "Recorded by {by} at {time}: you agreed · still yours"}
	OwnerTakeOver   = Line{"我来接", "I take over"}
	OwnerTook       = Line{"{owner} 来接 {who}，不用再接待。", "{owner} takes over {who}; you need not receive them."}
	OwnerTookDone   = Line{"已登记：{who} 由你接待。", "Recorded: {who} is received by you."}
	OwnerSeenHead   = Line{"你的客户 {who} 到访，{receiver} 在接待。", "Your customer {who} is here, with {receiver}."}
	ManagerSeenHead = Line{"{owner} 的客户 {who} 到访，{receiver} 在接待。", "{owner}'s customer {who} is here, with {receiver}."}
	OwnerSince      = Line{"{time} 开始", "Since {time}"}
	OwnerWindow     = Line{"{n} 分钟内认出有效", "Recognition counts within {n|minute|minutes}"}
	OwnerKnows      = Line{"认出来了，我来接", "I know them, I take over"}
	OwnerLets       = Line{"由 {receiver} 接完", "{receiver} may finish"}
	OwnerLetsDone   = Line{"已登记：{who} 由 {receiver} 接完，仍是你的客户。", "Recorded: {receiver} finishes with {who}; still your customer."}
	OwnerAskedDone  = Line{"已请 {receiver} 代接 {who}。", "{receiver} has been asked to receive {who}."}

	VisitLapsedHead = Line{"已登记：{who} 现在是你的客户。", "Recorded: {who} is now your customer."}
	VisitLapsedFor  = Line{"已登记：{who} 现在是 {receiver} 的客户。", "Recorded: {who} is now {receiver}'s customer."}
	VisitWas        = Line{"原归 {owner}，保护到 {day}；之后没有归属人", "Was {owner}'s, protected through {day}; nobody's since"}
	VisitWasLost    = Line{"原归 {owner}，{day} 起没有归属人", "Was {owner}'s; nobody's since {day}"}

	VisitSpellingHead   = Line{"{phone} 登记的是“{known}”，你写的是“{typed}”。", "{phone} is on record as “{known}”; you wrote “{typed}”."}
	VisitYours          = Line{"{known}是你的客户，来过 {n} 次", "{known} is your customer, {n|visit|visits}"}
	VisitTheirs         = Line{"{known}是 {owner} 的客户，来过 {n} 次", "{known} is {owner}'s customer, {n|visit|visits}"}
	VisitNobodys        = Line{"{known}现在没有归属人，来过 {n} 次", "Nobody owns {known} now, {n|visit|visits}"}
	VisitSameKeep       = Line{"同一人，称呼不变", "Same person, keep name"}
	VisitSameRename     = Line{"同一人，改称呼", "Same person, new name"}
	VisitFamilyButton   = Line{"家人，另建客户", "Family, new customer"}
	VisitWhichHead      = Line{"是你的客户 {who} 吗？", "Is this your customer {who}?"}
	VisitWhichTheirs    = Line{"是 {owner} 的客户 {who} 吗？", "Is this {owner}'s customer {who}?"}
	VisitWhichAny       = Line{"是 {who} 吗？", "Is this {who}?"}
	VisitWhichMany      = Line{"有 {n} 位客户叫“{name}”，是哪一位？", "{n} customers are called “{name}”. Which one?"}
	VisitWhichEnding    = Line{"你有 {n} 位客户尾号 {ending}，是哪一位？", "{n} customers of yours end in {ending}. Which one?"}
	VisitWhichPhone     = Line{"{phone} 登记了 {n} 位客户，是哪一位？", "{phone} is on record for {n} customers. Which one?"}
	VisitYesButton      = Line{"是", "Yes"}
	VisitNoButton       = Line{"不是，新客户", "No, a new customer"}
	VisitNoPhoneHead    = Line{"已记到访：{name}，没有电话。", "Visit recorded: {name}, no phone."}
	VisitNoPhoneTurn    = Line{"已算一次接待；今天补上电话才算有效登记，才归你", "Your turn is used; they are yours once the phone is added today"}
	VisitNoPhoneTurnFor = Line{"已算一次接待；今天补上电话才算有效登记，才归 {receiver}", "{receiver}'s turn is used; they are {receiver}'s once the phone is added today"}
	VisitNoPhoneFree    = Line{"不占轮次；今天补上电话才算有效登记", "Uses no turn; the registration counts once the phone is added today"}
	VisitAddPhone       = Line{"补电话", "Add phone"}

	VisitDoorOffHead = Line{"已记到访：{who}，你接待。", "Visit recorded: {who}, received by you."}
	VisitDoorOffFor  = Line{"已记到访：{who}，{receiver} 接待。", "Visit recorded: {who}, received by {receiver}."}
	VisitDoorOffFact = Line{"本案场登记时不显示归属；归属按登记簿认定", "This site shows no owners at the door; the register decides"}

	VisitTwice         = Line{"{time} 已登记过 {who}，没有重复登记。", "{who} was recorded at {time}; not recorded twice."}
	VisitLate          = Line{"{came} 到访，晚记 {later}", "came {came}, recorded {later} later"}
	VisitLateFuture    = Line{"到访时间 {came} 还没到。", "The time {came} has not come yet."}
	VisitNothing       = Line{"还没登记", "Nothing recorded"}
	VisitWhoReceives   = Line{"没有写是谁接待。", "Who receives is missing."}
	VisitPartHead      = Line{"已记到访：{who}，资料不全。", "Visit recorded: {who}; details are missing."}
	VisitPartFact      = Line{"今天补全资料才算有效登记", "The registration counts once they are added today"}
	VisitDropButton    = Line{"不用登记", "Nothing to record"}
	VisitDropped       = Line{"好，什么都没有登记。", "Closed; nothing is recorded."}
	VisitNotStaff      = Line{"{name} 不在本案场名单里。", "{name} is not on this site's list."}
	VisitNobody        = Line{"没有人可接，登记不了接待人。", "Nobody is ready, so no receiver can be recorded."}
	VisitNobodyNext    = Line{"用 `接待:@Amy` 写明是谁接待", "Say who receives: `receiver:@Amy`"}
	VisitCameWho       = Line{"写了陪同，没写推荐人是谁。", "It says whether the referrer came along, not who that is."}
	VisitCameWhoNext   = Line{"例：`推荐:13800138000 陪同:是`", "Example: `referrer:13800138000 came:yes`"}
	VisitNoReferrer    = Line{"登记簿里没有推荐人“{typed}”。", "The referrer “{typed}” is not in the register."}
	VisitReferrerNext  = Line{"写推荐人的电话，或先登记推荐人", "Write the referrer's phone, or register them first"}
	VisitStillOpen     = Line{"还没选：{who}", "Still to choose: {who}"}
	VisitShowChoice    = Line{"现在选", "Choose now"}
	VisitLeft          = Line{"已登记：{who} 已离开。", "Recorded: {who} has left."}
	VisitToldDone      = Line{"已登记：已告知 {owner}。", "Recorded: {owner} was told."}
	VisitCompleted     = Line{"已补资料：{who}。", "Details added: {who}."}
	VisitBackDone      = Line{"已登记：{who} 交还 {owner}。", "Recorded: {who} is handed back to {owner}."}
	VisitOver          = Line{"{who} 的这次来访已经结束或撤回，没有改动。", "This visit of {who} is over; unchanged."}
	VisitTellerOnly    = Line{"由接待的 {receiver} 来记。", "{receiver}, who received, records that."}
	More               = Line{"更多", "More"}
	VisitNotTheirs     = Line{"登记簿里这位不是 {owner} 的客户。", "In the register this is not {owner}'s customer."}
	VisitNotTheirsNext = Line{"还没登记。去掉 `代:` 再试，按归属登记", "Nothing recorded. Try again without `for:`; the register decides"}
	VisitKept          = Line{"已是这样，没有改动。", "That is so already; unchanged."}
)

// What keeps an owner from receiving.
var (
	AbsentOff      = Line{"下班", "off"}
	AbsentErrand   = Line{"公事外出", "errand"}
	AbsentSales    = Line{"办签约", "paperwork"}
	AbsentPersonal = Line{"私事", "personal"}
	AbsentAway     = Line{"暂离", "away"}

	StaleOwned     = Line{"{who} 是 {owner} 的客户", "{who} is {owner}'s customer"}
	StaleReceived  = Line{"{who} 已由 {receiver} 接待（{time}）", "{who} is with {receiver} ({time})"}
	ChooseCustomer = Line{"选择客户", "Choose a customer"}
)

// The form of a visit.
var (
	FormVisitTitle  = Line{"登记来访", "Register a visit"}
	FormVisitSubmit = Line{"登记", "Register"}
	FormPhone       = Line{"电话", "Phone"}
	FormPhoneEg     = Line{"如 13800138000", "e.g. 13800138000"}
	FormPhoneHint   = Line{"没留电话可空着", "Leave empty if they gave none"}
	FormName        = Line{"称呼", "Name"}
	FormNameEg      = Line{"如 王女士", "e.g. Ms Wang"}
	FormBeen        = Line{"以前来过吗？", "Been here before?"}
	FormBeenFirst   = Line{"第一次", "First time"}
	FormBeenYes     = Line{"来过", "Yes"}
	FormBeenUnasked = Line{"没问", "Not asked"}
	FormAsked       = Line{"指名找谁", "Asked for"}
	FormAskedEg     = Line{"客户说出的顾问", "The consultant they named"}
	FormReceiver    = Line{"接待人", "Received by"}
	FormVia         = Line{"怎么来的", "How they came"}
	FormPurpose     = Line{"来意", "Why they came"}
	FormReferrer    = Line{"推荐人", "Referrer"}
	FormReferrerEg  = Line{"电话或称呼", "Phone or name"}
	FormReferrerWas = Line{"推荐人…", "The referrer…"}
	FormRefCame     = Line{"一起来了", "came along"}
	FormRefArrival  = Line{"来时就提到", "was named on arrival"}
	FormWith        = Line{"同来的人", "Came along"}
	FormWithEg      = Line{"电话，用空格分开", "Phones, separated by spaces"}
	FormGender      = Line{"性别", "Gender"}
	FormFemale      = Line{"女", "Female"}
	FormMale        = Line{"男", "Male"}
	FormNeeds       = Line{"需求", "Needs"}
	FormNeedsEg     = Line{"如 三房，首付 60 万", "e.g. three rooms, down payment 600,000"}
	FormColleague   = Line{"这是同事的客户", "A colleague's customer"}
	FormConfirm     = Line{"确定", "Confirm"}
	FormChoice      = Line{"怎么登记", "What to record"}
	FormSubstitute  = Line{"谁代接", "Who receives"}
	FormRelation    = Line{"是登记客户的", "They are the customer's"}
	FormFamilyTitle = Line{"家人，另建客户", "Family, new customer"}
	FormOtherTitle  = Line{"不是同一人", "Not the same person"}
	FormAddTitle    = Line{"补资料", "Add details"}
	FormNameMissing = Line{"写上称呼，如 王女士", "Write a name, e.g. Ms Wang"}
	FormWhoElse     = Line{"选一位同事", "Choose a colleague"}
	FormAlso        = Line{"一并登记：{what}", "Recorded along with it: {what}"}
	FormWithPhone   = Line{"“{typed}”不是电话", "“{typed}” is not a phone"}

	ViaWalkIn      = Line{"自然到访", "Walked in"}
	ViaAppointment = Line{"预约", "Appointment"}
	ViaAssigned    = Line{"领导指派", "Assigned"}
	ViaCompany     = Line{"公司介绍", "Company relation"}
	ViaGroupBuy    = Line{"团购", "Group purchase"}

	PurposeBuy       = Line{"有意购买", "To buy"}
	PurposeLook      = Line{"先看看", "Just looking"}
	PurposeBrochure  = Line{"只拿资料", "Brochure"}
	PurposeRent      = Line{"租", "To rent"}
	PurposeSurvey    = Line{"市调", "Survey"}
	PurposeDeveloper = Line{"开发商", "Developer"}
	PurposePeer      = Line{"同行", "Same trade"}
	PurposeVendor    = Line{"推销", "Vendor"}
	PurposePress     = Line{"媒体", "Press"}
	PurposeStaff     = Line{"本公司", "Our staff"}

	RelationSpouse  = Line{"配偶", "spouse"}
	RelationParent  = Line{"父母", "parent"}
	RelationChild   = Line{"子女", "child"}
	RelationSibling = Line{"兄弟姐妹", "sibling"}
	RelationFriend  = Line{"朋友", "friend"}
	RelationOther   = Line{"其他亲属", "other relative"}
)
