package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// help answers what Walkin does, or with "all", every command.
func (x *exchange) help() (Reply, error) {
	switch strings.ToLower(strings.TrimSpace(x.req.Text)) {
	case "all", "全部":
		return x.helpAll()
	}
	m := Message{Head: x.in(say.HelpHead), Notes: []string{x.in(say.HelpTaken)}}
	for _, l := range []say.Line{say.HelpVisit, say.HelpOwner, say.HelpTurn, say.HelpMine} {
		m.Facts = append(m.Facts, x.in(l))
	}
	staff, err := x.onStaff()
	if err != nil {
		return Reply{}, err
	}
	if staff {
		register := x.turnButton("visit.form", say.AboutVisit)
		register.Primary = true
		m.Buttons = []Button{register, x.boardButton(), x.turnButton("mine", say.MyCustomers)}
	}
	return Reply{Message: &m}, nil
}

// onStaff makes x concern the site where the asker is, if there is one and they
// are on its staff; false if not.
func (x *exchange) onStaff() (bool, error) {
	site, err := x.here()
	if err != nil {
		return false, err
	}
	if site == "" && x.req.Direct {
		mine, err := x.mySites()
		if err != nil || len(mine) != 1 {
			return false, err
		}
		site = mine[0]
	}
	if site == "" {
		return false, nil
	}
	if err := x.open(site); err != nil {
		return false, err
	}
	m, known := x.book.Member(x.req.Asker.ID, x.now)
	x.member = m
	return known && !m.Left, nil
}

// here is the site whose channel the request came from; zero if it is none.
func (x *exchange) here() (storage.SiteID, error) {
	all, err := x.tx.Sites()
	if i := slices.Index(all, storage.SiteID(x.req.Channel)); i >= 0 {
		return all[i], err
	}
	return "", err
}

// mySites are the sites on whose staff the asker is.
func (x *exchange) mySites() ([]storage.SiteID, error) {
	all, err := x.tx.Sites()
	if err != nil {
		return nil, err
	}
	var mine []storage.SiteID
	for _, s := range all {
		shelf, err := x.bot.book(x.tx, s)
		if err != nil {
			return nil, err
		}
		if m, known := shelf.book.Member(x.req.Asker.ID, shelf.book.Last()); known && !m.Left {
			mine = append(mine, s)
		}
	}
	return mine, nil
}

// helpAll lists every command with examples.
func (x *exchange) helpAll() (Reply, error) {
	m := Message{Head: x.in(say.HelpAllHead), Notes: []string{x.in(say.HelpAllWords)}}
	for _, c := range commands() {
		m.Facts = append(m.Facts, x.in(say.HelpAllLine,
			"name", c.slash(), "zh", c.zh, "about", c.about, "examples", c.eg))
	}
	m.Facts = append(m.Facts, x.in(say.HelpAllSetup))
	return Reply{Message: &m, Beside: x.req.Act == Press && !x.req.Spoken}, nil
}

// unknownCommand answers a verb after /walkin that is none.
func (x *exchange) unknownCommand(verb string) (Reply, error) {
	return Reply{}, x.refuseText(x.in(say.HelpUnknown, "verb", say.Name(verb)), x.in(say.HelpUnknownFix))
}

// hello greets a channel that is no site, once.
func (x *exchange) hello() (Reply, error) {
	x.site = storage.SiteID(x.req.Channel)
	if err := x.open(x.site); err != nil || x.book.Seq() > 0 {
		return Reply{}, err
	}
	said, err := x.tx.Setting(x.site, helloKey)
	if err != nil || said != "" {
		return Reply{}, err
	}
	if err := x.tx.SetSetting(x.site, helloKey, "said"); err != nil {
		return Reply{}, err
	}
	lang := x.lang
	if lang == "" {
		lang = x.conf.Lang
	}
	return Reply{}, x.post(Post{Key: helloKey, Message: Message{
		Head:  say.HelloHead.In(lang),
		Facts: []string{say.HelloSetup.In(lang), say.HelloVisit.In(lang), say.HelloTurn.In(lang)},
		Notes: []string{say.HelloMask.In(lang)},
		Buttons: []Button{
			{Action: "setup", Value: x.value(), Label: say.ErrSetUp.In(lang), Primary: true},
			{Action: "help.all", Value: x.value(), Label: say.HelloAll.In(lang)},
		},
	}})
}

// helloKey is the post that setup.done takes the place of.
const helloKey = "hello"

// noSite says that there is no site here, and to those who may set one up, how.
func (x *exchange) noSite() error {
	if x.req.Direct {
		return x.refuse(say.ErrNoSiteHere, x.in(say.HomelessNext))
	}
	m := Message{Head: x.in(say.ErrNoSite), Facts: []string{x.in(say.ErrNoSiteNext)}}
	if x.bot.maySetUp(x.req.Asker) {
		x.site = storage.SiteID(x.req.Channel)
		m.Buttons = []Button{{Action: "setup", Value: x.value(), Label: x.in(say.ErrSetUp)}}
	}
	return &UserError{m}
}

// An asked command waits for the site it is meant for.
type asked struct{ Command, Text string }

// askSite asks which of several sites a command is meant for.
func (x *exchange) askSite(mine []storage.SiteID) (Reply, error) {
	id, err := x.keep("", "command to choose a site for", asked{x.req.Command, x.req.Text})
	if err != nil {
		return Reply{}, err
	}
	menu := Menu{Action: "site", Value: x.value(id), Label: x.in(say.SiteMenu)}
	if menu.Options, err = x.siteOptions(mine); err != nil {
		return Reply{}, err
	}
	return Reply{Message: &Message{Head: x.in(say.ErrWhichSite), Menus: []Menu{menu}}}, nil
}

func (x *exchange) siteOptions(sites []storage.SiteID) ([]Option, error) {
	var out []Option
	for _, s := range sites {
		shelf, err := x.bot.book(x.tx, s)
		if err != nil {
			return nil, err
		}
		out = append(out, Option{string(s), x.siteName(shelf.book)})
	}
	return out, nil
}

func (x *exchange) siteName(b *rules.Book) string {
	if name := b.Site().Name; name != "" {
		return say.Name(name)
	}
	return x.in(say.SiteNameless)
}

// pressSite goes on with the command that waits for the chosen site.
func (x *exchange) pressSite() (Reply, error) {
	c, open, err := x.tx.Choice(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if !open || c.Person != x.req.Asker.ID || len(x.req.Chosen) != 1 {
		return Reply{}, x.refuse(say.ErrStale, x.in(say.ErrStaleNext))
	}
	var a asked
	if err := json.Unmarshal(c.Body, &a); err != nil {
		return Reply{}, fmt.Errorf("open choice: %w", err)
	}
	if _, err := x.tx.CloseChoice(c.ID); err != nil {
		return Reply{}, err
	}
	if err := x.enter(storage.SiteID(x.req.Chosen[0])); err != nil {
		return Reply{}, err
	}
	x.req.Command, x.req.Text = a.Command, a.Text
	x.args = nil
	for _, c := range commands() {
		if c.name == a.Command {
			return c.run(x)
		}
	}
	return x.unknownCommand(a.Command)
}

// needs refuses what takes a higher role, and offers to ask somebody who has
// it.
func (x *exchange) needs(role rules.Role) error {
	m := Message{Head: x.in(say.ErrRole, "role", say.RoleNames(role))}
	yours := x.in(say.ErrRoleYours, "role", say.RoleName(x.member.Role))
	who := x.whoMay(role)
	if who == "" {
		m.Facts = []string{yours}
		return &UserError{m}
	}
	m.Facts = []string{x.in(say.ErrRoleBoth, "yours", yours, "next", x.in(say.ErrRoleNext, "who", x.name(who)))}
	m.Buttons = []Button{{Action: "ask", Value: x.value(string(who)), Label: x.in(say.ErrRoleAsk, "who", x.name(who))}}
	return &UserError{m}
}

// whoMay is somebody of at least a role: of the lowest such rank, and on duty
// if possible.
func (x *exchange) whoMay(role rules.Role) rules.Person {
	var best rules.Member
	better := func(m rules.Member) bool {
		switch {
		case best.Person == "":
			return true
		case rank(m.Role) != rank(best.Role):
			return rank(m.Role) < rank(best.Role)
		}
		return best.State == rules.Off && m.State != rules.Off
	}
	for _, m := range x.book.Members(x.now) {
		if !m.Left && m.Person != x.req.Asker.ID && rank(m.Role) >= rank(role) && better(m) {
			best = m
		}
	}
	return best.Person
}

// pressAsk opens the form that asks somebody for what takes their role.
func (x *exchange) pressAsk() (Reply, error) {
	p := rules.Person(x.arg(0))
	if m, known := x.book.Member(p, x.now); !known || m.Left {
		return Reply{}, x.refuse(say.ErrStale, x.in(say.ErrStaleNext))
	}
	return Reply{Form: &Form{
		ID: "ask", Title: x.in(say.AskTitle), Submit: x.in(say.AskSend), Cancel: x.in(say.Cancel),
		Private: x.value(string(p)),
		Fields:  []Field{{ID: "note", Kind: LinesField, Label: x.in(say.AskNote), Max: 500}},
	}}, nil
}

func (x *exchange) submitAsk() (Reply, error) {
	p := rules.Person(x.arg(0))
	if m, known := x.book.Member(p, x.now); !known || m.Left {
		return Reply{}, x.refuse(say.ErrStale, x.in(say.ErrStaleNext))
	}
	err := x.tell(p, func(lang rules.Lang) Message {
		return Message{Head: say.AskHead.In(lang, "asker", x.name(x.req.Asker.ID)), Facts: []string{say.Safe(x.field("note"))}}
	})
	return Reply{Message: &Message{Head: x.in(say.AskDone, "who", x.name(p))}}, err
}
