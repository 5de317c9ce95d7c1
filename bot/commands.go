package bot

import (
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
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
	run   handler
	role  rules.Role // at least; empty: everybody on the staff
}

// commands is every command, in the order the help prints them.
func commands() []command {
	return []command{
		{name: "visit", zh: "来访", about: say.AboutVisit, usage: "Ms Wang 13800138000", run: (*exchange).visit},
		{name: "owner", zh: "归属", about: say.AboutOwner, usage: "8000", run: (*exchange).owner},
		{name: "claim", zh: "认领", about: say.AboutClaim, usage: "13800138000", run: (*exchange).claim},
		{name: "turn", zh: "轮排", about: say.AboutTurn, usage: "away errand | back | off", run: (*exchange).turn},
		{name: "follow", zh: "跟进", about: say.AboutFollow, usage: "8000 Saturday agreed", run: (*exchange).follow},
		{name: "mine", zh: "我的", about: say.AboutMine, run: (*exchange).mine},
		{name: "undo", zh: "撤回", about: say.AboutUndo, run: (*exchange).undo},
		{name: "correct", zh: "更正", about: say.AboutCorrect, usage: "8000 phone:13800138001", run: (*exchange).correct},
	}
}

// presses says what a button or menu does, by its action.
func presses() map[string]handler {
	return map[string]handler{}
}

// forms says what submitting a form does, by its id; a form that watches its
// fields is asked through changes.
func forms() map[string]handler {
	return map[string]handler{}
}

// changes says what happens when a watched field of a form changes.
func changes() map[string]handler {
	return map[string]handler{}
}

// answer finds out what req wants and at which site, and has it done.
func (b *Bot) answer(tx *storage.Tx, req Request) (Reply, error) {
	x := &exchange{bot: b, tx: tx, req: req, lang: req.Asker.Lang, now: req.At}
	switch {
	case req.Asker.Stranger:
		return Reply{}, x.refuse(say.ErrStranger)
	case req.Asker.Guest:
		return Reply{}, x.refuse(say.ErrGuest, x.in(say.ErrGuestNext))
	}
	switch req.Act {
	case Command:
		return x.command()
	case Press:
		return x.carried(presses()[req.Action], req.Value)
	case Change:
		return x.carried(changes()[req.Form], req.Private)
	case Submit:
		return x.carried(forms()[req.Form], req.Private)
	case Open:
		return x.home()
	case Mention:
		return x.help()
	case Join:
		return x.hello()
	}
	return Reply{}, nil
}

// command runs /verb words and /walkin verb words.
func (x *exchange) command() (Reply, error) {
	verb, words := x.req.Command, x.req.Text
	if verb == "walkin" {
		verb, words, _ = strings.Cut(strings.TrimSpace(words), " ")
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
		return c.run(x)
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

// whichSite finds the site a command means: the channel it was typed in, or in
// a direct message the asker's only one. Where there are several it asks.
func (x *exchange) whichSite() (storage.SiteID, Reply, error) {
	sites, err := x.tx.Sites()
	if err != nil {
		return "", Reply{}, err
	}
	var mine []storage.SiteID
	for _, s := range sites {
		if string(s) == x.req.Channel {
			return s, Reply{}, nil
		}
		if !x.req.Direct {
			continue
		}
		shelf, err := x.bot.book(x.tx, s)
		if err != nil {
			return "", Reply{}, err
		}
		if m, known := shelf.book.Member(x.req.Asker.ID, shelf.book.Last()); known && !m.Left {
			mine = append(mine, s)
		}
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
