package bot

import (
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/storage"
)

// A handler answers one kind of request within a site's exchange.
type handler func(*exchange) (Reply, error)

// A command is one verb: /visit, and /walkin visit or its Chinese name.
type command struct {
	name  string
	zh    string // after /walkin
	about say.Line
	usage string
	eg    say.Line // examples, for the list of all commands
	run   handler
	inner bool // only after /walkin: no slash command of its own
}

// slash is the command as it is typed, without the slash.
func (c command) slash() string {
	if c.inner {
		return "walkin " + c.name
	}
	return c.name
}

// commands is every command, in the order the help prints them.
func commands() []command {
	return []command{
		{name: "visit", zh: "来访", about: say.AboutVisit, usage: "Ms Wang 13800138000", eg: say.EgVisit, run: (*exchange).visit},
		{name: "owner", zh: "归属", about: say.AboutOwner, usage: "8000", eg: say.EgOwner, run: (*exchange).owner},
		{name: "claim", zh: "认领", about: say.AboutClaim, usage: "13800138000", eg: say.EgClaim, run: (*exchange).claim},
		{name: "turn", zh: "轮排", about: say.AboutTurn, usage: "away errand | back | off", eg: say.EgTurn, run: (*exchange).turn},
		{name: "follow", zh: "跟进", about: say.AboutFollow, usage: "8000 Saturday agreed", eg: say.EgFollow, run: (*exchange).follow},
		{name: "deal", zh: "成交", about: say.AboutDeal, usage: "8000 subscribed amount:10000", eg: say.EgDeal, run: (*exchange).deal},
		{name: "dispute", zh: "争议", about: say.AboutDispute, usage: "8000 | list", eg: say.EgDispute, run: (*exchange).dispute},
		{name: "mine", zh: "我的", about: say.AboutMine, eg: say.EgMine, run: (*exchange).mine},
		{name: "undo", zh: "撤回", about: say.AboutUndo, eg: say.EgUndo, run: (*exchange).undo},
		{name: "correct", zh: "更正", about: say.AboutCorrect, usage: "8000 phone:13800138001", eg: say.EgCorrect, run: (*exchange).correct},
		{name: "pool", zh: "公客", about: say.AboutPool, eg: say.EgPool, run: (*exchange).pool, inner: true},
		{name: "month", zh: "月结", about: say.AboutMonth, eg: say.EgMonth, run: (*exchange).closeMonth, inner: true},
		{name: "whatif", zh: "假如", about: say.AboutWhatIf, eg: say.EgWhatIf, run: (*exchange).whatIf, inner: true},
		{name: "policy", zh: "制度", about: say.AboutPolicy, eg: say.EgPolicy, run: (*exchange).policy, inner: true},
		{name: "call", zh: "来电", about: say.AboutCall, eg: say.EgCall, run: (*exchange).entryTyped, inner: true},
		{name: "appoint", zh: "预约", about: say.AboutAppoint, usage: "8000 Saturday at ten", eg: say.EgAppoint, run: (*exchange).entryTyped},
		{name: "family", zh: "家人", about: say.AboutFamily, eg: say.EgFamily, run: (*exchange).entryTyped, inner: true},
		{name: "own", zh: "亲友", about: say.AboutOwn, eg: say.EgOwn, run: (*exchange).entryTyped, inner: true},
		{name: "prefile", zh: "报备", about: say.AboutPrefile, eg: say.EgPrefile, run: (*exchange).entryTyped, inner: true},
		{name: "wish", zh: "意愿", about: say.AboutWish, eg: say.EgWish, run: (*exchange).entryTyped, inner: true},
		{name: "giveup", zh: "放弃", about: say.AboutGiveUp, eg: say.EgGiveUp, run: (*exchange).entryTyped, inner: true},
		{name: "assign", zh: "指派", about: say.AboutAssign, eg: say.EgAssign, run: (*exchange).entryTyped, inner: true},
		{name: "complaint", zh: "服务", about: say.AboutService, eg: say.EgService, run: (*exchange).entryTyped, inner: true},
		{name: "misconduct", zh: "违规", about: say.AboutMisconduct, eg: say.EgMisconduct, run: (*exchange).entryTyped, inner: true},
		{name: "leaver", zh: "离职", about: say.AboutLeaver, eg: say.EgLeaver, run: (*exchange).entryTyped, inner: true},
		{name: "confirm", zh: "确认", about: say.AboutConfirm, eg: say.EgConfirm, run: (*exchange).entryTyped, inner: true},
		{name: "assist", zh: "协助", about: say.AboutAssist, eg: say.EgAssist, run: (*exchange).entryTyped, inner: true},
	}
}

// A CommandInfo is what the chat must know of a command.
type CommandInfo struct{ Name, About, Usage string }

// Commands are the slash commands, /walkin itself first.
func Commands() []CommandInfo {
	about := func(l say.Line) string { return l.Zh + " · " + l.En }
	all := []CommandInfo{{"walkin", about(say.AboutWalkin), "help | setup | visit …"}}
	for _, c := range commands() {
		if c.inner {
			continue
		}
		all = append(all, CommandInfo{c.name, about(c.about), c.usage})
	}
	return all
}

// disputeShortcut is the id of the shortcut on a message that opens a dispute.
const disputeShortcut = "dispute"

// Shortcuts are the entries in a message's menu.
func Shortcuts() []CommandInfo {
	l := say.Dispute
	return []CommandInfo{{disputeShortcut, l.Zh + " · " + say.AboutDispute.En, l.Zh + " " + l.En}}
}

// presses says what a button or menu does, by its action.
func presses() map[string]handler {
	return map[string]handler{
		"visit.form":   (*exchange).openVisitForm,
		"visit.choose": (*exchange).choose,
		"visit.else":   (*exchange).chooseElse,
		"visit.name":   (*exchange).named,
		"visit.which":  (*exchange).which,
		"visit.reopen": (*exchange).reopen,
		"visit.back":   (*exchange).visitBack,
		"visit.told":   (*exchange).visitTold,
		"left":         (*exchange).left,
		"add":          (*exchange).addForm,
		"more":         (*exchange).more,
		"why":          (*exchange).why,
		"history":      (*exchange).history,
		"undo":         (*exchange).undoPressed,

		"owner.coming": (*exchange).ownerComing,
		"owner.take":   (*exchange).ownerTakes,
		"owner.know":   (*exchange).ownerTakes,
		"owner.let":    (*exchange).ownerLets,
		"owner.ask":    (*exchange).ownerAsks,
		"owner.pick":   (*exchange).ownerPick,
		"owner.show":   (*exchange).ownerShow,
		"owner.tell":   (*exchange).tellForm,
		"ask.leader":   (*exchange).askLeader,
		"claim":        (*exchange).claimPressed,
		"claim.pick":   (*exchange).claimPressed,
		"turn.board":   (*exchange).showBoard,
		"turn.away":    (*exchange).openAway,
		"turn.back":    (*exchange).pressBack,
		"turn.ready":   (*exchange).pressReady,
		"turn.more":    (*exchange).pressMore,
		"turn.whynot":  (*exchange).whyNotMe,
		"turn.order":   (*exchange).openOrder,
		"turn.choose":  (*exchange).chooseReceiver,
		"turn.off":     (*exchange).pressOff,
		"turn.fair":    (*exchange).fairness,
		"turn.approve": (*exchange).approve,
		"turn.decline": (*exchange).decline,
		"day.mute":     (*exchange).mute,
		"day.mine":     (*exchange).completeMine,
		"day.claim":    (*exchange).claimListed,
		"follow":       (*exchange).pressFollow,
		"follow.which": (*exchange).followWhich,
		"mine":         (*exchange).pressMine,
		"policy":       (*exchange).readPolicy,
		"whatif.all":   (*exchange).whatIfAll,
		"policy.use":   (*exchange).policyUsed,
		"policy.diff":  (*exchange).policyDiff,
		"ask":          (*exchange).pressAsk,
		"correct.pick": (*exchange).correctPick,
		"correct.same": (*exchange).same,
		"gone":         (*exchange).pressGone,
		"site.rename":  (*exchange).pressRename,

		"deal.form":     (*exchange).openSaleForm,
		"deal.customer": (*exchange).saleCustomer,
		"deal.which":    (*exchange).dealChosen,
		"deal.confirm":  (*exchange).confirmSplit,
		"deal.contest":  (*exchange).contestForm,
		"deal.show":     (*exchange).showSplit,
		"entry.open":    (*exchange).openEntry,
		"entry.mend":    (*exchange).mendEntry,
		"entry.who":     (*exchange).entryWho,
		"entry.sure":    (*exchange).entrySure,
		"entry.visit":   (*exchange).entryVisit,
		"month":         (*exchange).pressMonth,
		"month.confirm": (*exchange).confirmInMonth,
		"month.details": (*exchange).monthDetails,
		"month.file":    (*exchange).monthFile,

		"permit.left":      (*exchange).permitLeft,
		"permit.ask":       (*exchange).permitAsk,
		"permit.grant":     (*exchange).permitGrant,
		"pool":             (*exchange).pressPool,
		"dispute":          (*exchange).pressDispute,
		"dispute.which":    (*exchange).disputeWhich,
		"dispute.state":    (*exchange).pressState,
		"dispute.rule":     (*exchange).pressRule,
		"dispute.withdraw": (*exchange).withdrawDispute,
		"dispute.list":     (*exchange).listDisputes,
		"seen":             (*exchange).seen,
	}
}

// forms says what submitting a form does, by its id; a form that watches its
// fields is asked through changes.
func forms() map[string]handler {
	return map[string]handler{
		"visit":        (*exchange).visitSubmitted,
		"visit.choice": (*exchange).choiceSubmitted,
		"visit.other":  (*exchange).otherSubmitted,
		"visit.family": (*exchange).familySubmitted,
		"owner.tell":   (*exchange).tellOwnerNote,
		"turn.away":    (*exchange).submitAway,
		"turn.order":   (*exchange).submitOrder,
		"follow":       (*exchange).submitFollow,
		"ask":          (*exchange).submitAsk,
		"deal":         (*exchange).saleSubmitted,
		"dispute":      (*exchange).submitDispute,
		"statement":    (*exchange).submitStatement,
		"ruling":       (*exchange).submitRuling,
		"contest":      (*exchange).contestSubmitted,
		"add":          (*exchange).addSubmitted,
		"entry":        (*exchange).entrySubmitted,
		"evening":      (*exchange).eveningSubmitted,
	}
}

// changes says what happens when a watched field of a form changes.
func changes() map[string]handler {
	return map[string]handler{
		"visit": (*exchange).visitChanged,
	}
}

// outside says what a button or form does that needs no site, or not one on
// whose staff the asker is.
func outside() map[string]handler {
	return map[string]handler{
		"setup":       (*exchange).setupHere,
		"setup.save":  (*exchange).submitSetup,
		"setup.heirs": (*exchange).heirsSubmitted,
		"help.all":    (*exchange).helpAll,
		"site":        (*exchange).pressSite,
		"home":        (*exchange).home,
	}
}

// answer finds out what req wants and at which site, and has it done.
func (b *Bot) answer(tx *storage.Tx, req Request) (Reply, error) {
	var err error
	if req.Channel, err = siteOf(tx, req.Channel); err != nil {
		return Reply{}, err
	}
	x := &exchange{bot: b, tx: tx, req: req, lang: req.Asker.Lang, now: req.At}
	switch {
	case req.Act == Changed:
		return x.changed()
	case req.Act == Renamed:
		return x.renamed()
	case req.Act == Moved:
		return x.moved()
	case req.Asker.Stranger:
		return Reply{}, x.refuse(say.ErrStranger)
	case req.Asker.Guest:
		return Reply{}, x.refuse(say.ErrGuest, x.in(say.ErrGuestNext))
	}
	switch req.Act {
	case Command:
		return x.command()
	case Press:
		if run, found := outside()[req.Action]; found {
			return x.outside(run, req.Value)
		}
		return x.carried(presses()[req.Action], req.Value)
	case Change:
		return x.carried(changes()[req.Form], req.Private)
	case Submit:
		if run, found := outside()[req.Form]; found {
			return x.outside(run, req.Private)
		}
		return x.carried(forms()[req.Form], req.Private)
	case Open:
		return x.home()
	case Mention:
		if x.req.Sent != nil && x.req.Direct {
			return x.policySent()
		}
		return x.help()
	case Join:
		return x.hello()
	case Shortcut:
		if x.req.Shortcut == disputeShortcut {
			return x.shortcutDispute()
		}
	}
	return Reply{}, nil
}

// command runs /verb words and /walkin verb words.
func (x *exchange) command() (Reply, error) {
	verb, words := x.req.Command, x.req.Text
	if verb == "walkin" {
		verb, words = splitVerb(words)
	}
	switch strings.ToLower(verb) {
	case "setup", "设置":
		x.req.Text = words
		return x.setup()
	case "", "help", "帮助":
		x.req.Text = words
		return x.help()
	}
	for _, c := range commands() {
		if !strings.EqualFold(c.name, verb) && c.zh != verb {
			continue
		}
		x.req.Command, x.req.Text = c.name, words
		site, reply, err := x.whichSite()
		if err != nil || site == "" {
			return reply, err
		}
		if err := x.enter(site); err != nil {
			return Reply{}, err
		}
		if reply, err = c.run(x); err == nil && reply.Message != nil {
			err = x.bringUpChoices(reply.Message)
		}
		return reply, err
	}
	return x.unknownCommand(verb)
}

// carried runs a handler on the site that a button or form carries along.
func (x *exchange) carried(run handler, value string) (Reply, error) {
	site, rest, _ := strings.Cut(value, "|")
	if rest != "" {
		x.args = strings.Split(rest, "|")
	}
	if run == nil || site == "" {
		return Reply{}, x.refuse(say.ErrStale)
	}
	if err := x.enter(storage.SiteID(site)); err != nil {
		return Reply{}, err
	}
	return run(x)
}

// outside runs a handler with the site that the button or form carries along
// not entered.
func (x *exchange) outside(run handler, value string) (Reply, error) {
	site, rest, _ := strings.Cut(value, "|")
	x.site, x.args = storage.SiteID(site), strings.Split(rest, "|")
	return run(x)
}

// whichSite finds the site a command means: the channel it was typed in, or in
// a direct message the asker's only one. Where there are several it asks.
func (x *exchange) whichSite() (storage.SiteID, Reply, error) {
	here, err := x.here()
	switch {
	case err != nil || here != "":
		return here, Reply{}, err
	case !x.req.Direct:
		return "", Reply{}, x.noSite()
	}
	mine, err := x.mySites()
	if err != nil {
		return "", Reply{}, err
	}
	switch len(mine) {
	case 0:
		return "", Reply{}, x.noSite()
	case 1:
		return mine[0], Reply{}, nil
	}
	reply, err := x.askSite(mine)
	return "", reply, err
}
