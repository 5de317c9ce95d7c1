package bot

import (
	"fmt"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// A site is keyed by the channel it was set up in. Its name and its id in the
// chat may change; the register stays what it is.

const (
	channelNameKey = "channel name" // of a site: the new name that its managers were told
	channelNowKey  = "channel now"  // of a site: the id that its channel has now
	channelWasKey  = "channel was"  // of a channel: the site it is
)

// ChannelOf is the channel of a site: what it is keyed by, unless the chat gave
// the channel another id since.
func ChannelOf(tx *storage.Tx, site storage.SiteID) (string, error) {
	now, err := tx.Setting(site, channelNowKey)
	return first(now, string(site)), err
}

// siteOf is the site that a channel is, if it is one.
func siteOf(tx *storage.Tx, channel string) (string, error) {
	was, err := tx.Setting(storage.SiteID(channel), channelWasKey)
	return first(was, channel), err
}

// moved takes note that the chat gave a site's channel another id. One that is a
// site already stays what it is.
func (x *exchange) moved() (Reply, error) {
	to := storage.SiteID(x.req.Place)
	if err := x.open(to); err != nil || x.book.Seq() > 0 {
		return Reply{}, err
	}
	site := storage.SiteID(x.req.Channel)
	if err := x.open(site); err != nil || x.book.Seq() == 0 || to == site {
		return Reply{}, err
	}
	if err := x.tx.SetSetting(to, channelWasKey, string(site)); err != nil {
		return Reply{}, err
	}
	return Reply{}, x.tx.SetSetting(site, channelNowKey, string(to))
}

// renamed tells a site's managers once that its channel has another name, and
// offers to call the site by it.
func (x *exchange) renamed() (Reply, error) {
	site, name := storage.SiteID(x.req.Channel), say.Clean(x.req.Place)
	if err := x.open(site); err != nil || x.book.Seq() == 0 || name == "" || name == x.book.Site().Name {
		return Reply{}, err
	}
	before, err := x.tx.Setting(site, channelNameKey)
	if err != nil || before == name {
		return Reply{}, err
	}
	err = x.tellManagers(func(lang rules.Lang) Message {
		return Message{
			Head:    say.RenamedHead.In(lang, "site", say.Name(x.book.Site().Name), "name", say.Name(name)),
			Facts:   []string{say.RenamedFact.In(lang)},
			Buttons: []Button{{Action: "site.rename", Value: x.value(), Label: say.RenamedButton.In(lang)}},
		}
	})
	if err != nil {
		return Reply{}, err
	}
	return Reply{}, x.tx.SetSetting(site, channelNameKey, name)
}

// pressRename calls the site as its channel is called now.
func (x *exchange) pressRename() (Reply, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return Reply{}, x.needs(rules.Manager)
	}
	name, err := x.tx.Setting(x.site, channelNameKey)
	if err != nil || name == "" {
		return Reply{}, err
	}
	head := say.RenamedDone
	if name == x.book.Site().Name {
		head = say.RenamedSame
	} else if _, err := x.record(&rules.Site{Name: name}); err != nil {
		return Reply{}, fmt.Errorf("call the site %s: %w", name, err)
	}
	return Reply{Message: &Message{Head: x.in(head, "name", say.Name(name))}}, nil
}
