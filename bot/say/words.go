package say

// What stands in the way of reading a command.
var (
	WordsShortPhone  = Line{"{phone} 只有 {n} 位；手机号是 {want} 位。", "{phone} has {n|digit|digits}; a mobile number has {want}."}
	WordsLongPhone   = Line{"{phone} 有 {n} 位；手机号是 {want} 位。", "{phone} has {n|digit|digits}; a mobile number has {want}."}
	WordsNoPhone     = Line{"{phone} 不是手机号，也不是固定电话。", "{phone} is neither a mobile nor a land line number."}
	WordsTwoPhones   = Line{"有两个电话，登记哪一个？", "Two phones. Which one is the customer's?"}
	WordsTwoNames    = Line{"有两个称呼：{names}。", "Two names: {names}."}
	WordsTwoPeople   = Line{"提到了不止一位同事。", "More than one colleague is mentioned."}
	WordsTwice       = Line{"“{key}”写了两次。", "“{key}” stands there twice."}
	WordsContrary    = Line{"“{word}”和别的话合不上。", "“{word}” does not go with the rest."}
	WordsUnknown     = Line{"不认识“{word}”。", "“{word}” is not a word I know here."}
	WordsEmpty       = Line{"“{key}”后面是空的。", "“{key}” has no value."}
	WordsNotValue    = Line{"“{key}”不能写“{value}”。", "“{key}” can't be “{value}”."}
	WordsAmount      = Line{"金额“{value}”读不出，请写数字。", "The amount “{value}” can't be read; use digits."}
	WordsEnding      = Line{"登记来访要完整电话；{ending} 只有 4 位。", "A visit needs the whole phone; {ending} has 4 digits."}
	WordsNewPhone    = Line{"{phone} 是新号码，还差称呼。", "{phone} is new; a name is needed."}
	WordsNobody      = Line{"没有写是哪位客户。", "Which customer is missing."}
	WordsNotResolved = Line{"没认出“{word}”是哪位同事。", "I can't tell which colleague “{word}” is."}
	WordsOpenQuote   = Line{"引号没有写完。", "A quotation mark is not closed."}
	WordsTooLong     = Line{"写了 {n} 个字；一条命令最多 {most} 个字。", "That has {n} characters; a command takes {most} at most."}
)

// What was understood, and what to do instead.
var (
	WordsUnderstood   = Line{"看懂的：{what}", "Understood: {what}"}
	WordsNothing      = Line{"没有", "nothing"}
	WordsNotRecorded  = Line{"还没登记。", "Nothing recorded."}
	WordsUnchanged    = Line{"没有改动。", "Nothing is changed."}
	WordsSameState    = Line{"状态没有变。", "Your state is unchanged."}
	WordsExample      = Line{"例：`{example}`", "Example: `{example}`"}
	WordsCompanion    = Line{"同来的人写 `同来:{phone}`", "For a companion write `with:{phone}`"}
	WordsOneAtATime   = Line{"一次登记一位；同来的人写 `同来:电话`", "One customer at a time; companions as `with:phone`"}
	WordsCouldWrite   = Line{"可写 `{example}`", "You could write `{example}`"}
	WordsChoices      = Line{"可写：{words}", "It can be: {words}"}
	WordsTurn         = Line{"可用：暂离（公事、签约、私事），回来，离开，下班，排序", "Use: away (errand, paperwork, personal), back, done, off, order"}
	WordsMention      = Line{"请输入 @ 后从名单里选", "Type @ and choose from the list"}
	WordsFix          = Line{"用表单改", "Fix in the form"}
	WordsAsked        = Line{"指名", "asked for"}
	WordsFirstVisit   = Line{"第一次", "first time"}
	WordsBeenBefore   = Line{"来过", "been before"}
	WordsAccompanied  = Line{"推荐人一起来了", "the referrer came along"}
	WordsNotCameAlong = Line{"推荐人没有一起来", "the referrer did not come along"}
	WordsCameAt       = Line{"{time} 到", "came at {time}"}
	WordsEntry        = Line{"登记第 {n} 条", "entry {n}"}
)

// The keys of key:value, as they are typed and as answers name them.
var (
	KeyName     = Line{"称呼", "name"}
	KeyPhone    = Line{"电话", "phone"}
	KeyGender   = Line{"性别", "gender"}
	KeyNeeds    = Line{"需求", "needs"}
	KeyBeen     = Line{"来过", "been"}
	KeyAsked    = Line{"指名", "asked"}
	KeyReceiver = Line{"接待", "receiver"}
	KeyVia      = Line{"来源", "via"}
	KeyPurpose  = Line{"来意", "purpose"}
	KeyReferrer = Line{"推荐", "referrer"}
	KeyCame     = Line{"陪同", "came"}
	KeyAt       = Line{"到", "at"}
	KeyWith     = Line{"同来", "with"}
	KeyFor      = Line{"代", "for"}
	KeyStage    = Line{"阶段", "stage"}
	KeyAmount   = Line{"金额", "amount"}
	KeyBuyer    = Line{"买方", "buyer"}
	KeyCloser   = Line{"成交", "closer"}
	KeyNote     = Line{"备注", "note"}
	KeyEntry    = Line{"登记", "entry"}
)

// Values for examples.
var (
	SampleName   = Line{"王女士", "Ms Wang"}
	SamplePhone  = Line{"13800138000", "13800138000"}
	SampleEnding = Line{"8000", "8000"}
	SampleNeeds  = Line{"三房", "study"}
	SampleNote   = Line{"已约周六", "Saturday"}
	SampleFollow = Line{"已约周六看房", "viewing agreed for Saturday"}
	SamplePerson = Line{"@Amy", "@Amy"}
	SampleTime   = Line{"10:30", "10:30"}
	SampleAmount = Line{"12000", "12000"}
	SampleEntry  = Line{"2318", "2318"}
	SampleAway   = Line{"暂离 私事", "away personal"}
)
