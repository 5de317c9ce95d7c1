package bot

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// What happens to the bot's place in the chat, and to the people's accounts.

// unsaidKey is the setting that remembers why posts to the channel come to
// nothing, so that its managers are told once.
const unsaidKey = "unsaid"

// goneCodes are the chat's words for a person whose account is no more.
var goneCodes = []string{"user_not_found", "users_not_found", "user_disabled"}

// settled notes what became of a post: managers are told why their channel hears
// nothing, and of a person whom nothing reaches because their account is no more.
func (b *Bot) settled(tx *storage.Tx, job storage.Job, why *DeliveryError) error {
	var p Post
	if json.Unmarshal(job.Body, &p) != nil || p.Update {
		return nil
	}
	x := &exchange{bot: b, tx: tx, now: b.Now()}
	toChannel := p.Channel == string(job.Site)
	switch {
	case why == nil && toChannel:
		return x.heard(job.Site)
	case why == nil:
		return nil
	case toChannel && (why.Final || why.Needed != ""):
		return x.unsaid(job.Site, p, why)
	case p.To != "" && why.Final && slices.Contains(goneCodes, why.Code):
		return x.gone(job.Site, rules.Person(p.To))
	case p.To != "" && why.Final && !p.Notice:
		return x.unread(job.Site, p, why)
	}
	return nil
}

// unread tells a site's managers of a message that did not reach its reader and
// never will.
func (x *exchange) unread(site storage.SiteID, p Post, why *DeliveryError) error {
	if err := x.open(site); err != nil || x.book.Seq() == 0 {
		return err
	}
	return x.tellManagers(func(lang rules.Lang) Message {
		m := p.Message
		if lang == rules.En && p.English != nil {
			m = *p.English
		}
		return Message{
			Head:  say.UnreadHead.In(lang, "who", x.name(rules.Person(p.To))),
			Facts: []string{say.UnsaidWhat.In(lang, "what", first(append([]string{m.Head}, m.Facts...)...)), say.UnreadFact.In(lang)},
			Notes: []string{say.UnsaidNote.In(lang, "code", why.Code)},
		}
	})
}

// heard forgets that the channel did not hear.
func (x *exchange) heard(site storage.SiteID) error {
	before, err := x.tx.Setting(site, unsaidKey)
	if err != nil || before == "" {
		return err
	}
	return x.tx.SetSetting(site, unsaidKey, "")
}

// unsaid tells a site's managers once why posts to its channel come to nothing.
func (x *exchange) unsaid(site storage.SiteID, p Post, why *DeliveryError) error {
	code := why.Code + " " + why.Needed
	before, err := x.tx.Setting(site, unsaidKey)
	if err != nil || before == code {
		return err
	}
	if err := x.open(site); err != nil {
		return err
	}
	reason := say.UnsaidOther
	switch why.Code {
	case "not_in_channel", "restricted_action":
		reason = say.UnsaidOut
	case "is_archived":
		reason = say.UnsaidArchived
	case "channel_not_found":
		reason = say.UnsaidGone
	case "missing_scope":
		reason = say.UnsaidScope
	}
	what := first(append([]string{p.Message.Head}, p.Message.Facts...)...)
	err = x.tellManagers(func(lang rules.Lang) Message {
		return Message{
			Head:  say.UnsaidHead.In(lang, "site", say.Name(x.book.Site().Name)),
			Facts: []string{reason.In(lang, "scope", why.Needed), say.UnsaidWhat.In(lang, "what", what)},
			Notes: []string{say.UnsaidNote.In(lang, "code", why.Code)},
		}
	})
	if err != nil {
		return err
	}
	return x.tx.SetSetting(site, unsaidKey, code)
}

// tellManagers tells all managers of the site, and its directors where it has
// no manager.
func (x *exchange) tellManagers(message func(rules.Lang) Message) error {
	for _, role := range []rules.Role{rules.Manager, rules.Director} {
		told := false
		for _, m := range x.book.Members(x.now) {
			if m.Role != role || m.Left {
				continue
			}
			told = true
			post := directly(m.Person, message)
			post.Notice = true
			if err := x.post(post); err != nil {
				return err
			}
		}
		if told {
			return nil
		}
	}
	return nil
}

// changed takes note of what the chat says of somebody's account: a new name is
// recorded wherever they are on the staff, and one that is no more is offered to
// the managers as a leaver.
func (x *exchange) changed() (Reply, error) {
	sites, err := x.tx.Sites()
	if err != nil {
		return Reply{}, err
	}
	who := x.req.Asker
	for _, site := range sites {
		x.now = x.req.At
		if err := x.open(site); err != nil {
			return Reply{}, err
		}
		m, known := x.book.Member(who.ID, x.now)
		switch {
		case !known || m.Left:
			continue
		case who.Gone:
			err = x.gone(site, who.ID)
		default:
			err = x.back(site, who.ID)
			if name := say.Clean(who.Name); err == nil && name != "" && name != m.Name {
				_, err = x.record(&rules.Staff{ID: who.ID, Name: name})
			}
		}
		if err != nil {
			return Reply{}, err
		}
	}
	return Reply{}, nil
}

func goneKey(p rules.Person) string { return "gone " + string(p) }

// back forgets that somebody's account was no more.
func (x *exchange) back(site storage.SiteID, p rules.Person) error {
	before, err := x.tx.Setting(site, goneKey(p))
	if err != nil || before == "" {
		return err
	}
	return x.tx.SetSetting(site, goneKey(p), "")
}

// gone offers somebody whose account is no more to the managers as a leaver,
// once.
func (x *exchange) gone(site storage.SiteID, p rules.Person) error {
	before, err := x.tx.Setting(site, goneKey(p))
	if err != nil || before != "" {
		return err
	}
	if err := x.open(site); err != nil {
		return err
	}
	if m, known := x.book.Member(p, x.now); !known || m.Left {
		return nil
	}
	err = x.tellManagers(func(lang rules.Lang) Message {
		return Message{
			Head:    say.GoneHead.In(lang, "who", x.name(p)),
			Facts:   []string{say.GoneFact.In(lang, "site", say.Name(x.book.Site().Name))},
			Buttons: []Button{{Action: "gone", Value: x.value(string(p)), Label: say.GoneButton.In(lang)}},
		}
	})
	if err != nil {
		return err
	}
	return x.tx.SetSetting(site, goneKey(p), "told")
}

// pressGone records that somebody has left.
func (x *exchange) pressGone() (Reply, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return Reply{}, x.needs(rules.Manager)
	}
	p := rules.Person(x.arg(0))
	head := say.GoneDone
	if m, known := x.book.Member(p, x.now); !known || m.Left {
		head = say.GoneSame
		return Reply{Message: &Message{Head: x.in(head, "who", x.name(p))}}, nil
	}
	left, _, err := x.leaves(p, "", "")
	if err != nil {
		return Reply{}, fmt.Errorf("%s has left: %w", p, err)
	}
	return Reply{Message: &Message{Head: x.in(head, "who", x.name(p)), Facts: []string{capital(left.said(x, x.lang))}}}, nil
}
