package workspace

import (
	"slices"
	"strings"
	"time"
)

// obj is a JSON object on its way out.
type obj = map[string]any

// A member is a user of the workspace, a person or the app's bot.
type member struct {
	User
	Bot     bool  `json:"bot,omitempty"`
	Updated int64 `json:"updated"`
}

// strangersTeam is the team of people from another company.
const strangersTeam = "T0STRANGER"

func (s *Server) loadMembers() error {
	return each(s.store, "members", func(m *member) { s.takeMember(m) })
}

func (s *Server) takeMember(m *member) {
	if _, known := s.users[m.ID]; !known {
		s.userOrder = append(s.userOrder, m.ID)
	}
	s.users[m.ID] = m
}

// keepMember writes a member down.
func (s *Server) keepMember(m *member) error {
	if err := s.store.put("members", m.ID, m); err != nil {
		return err
	}
	s.takeMember(m)
	return nil
}

// addMember takes in a person of the seed.
func (s *Server) addMember(u User) error {
	if u.ID == "" {
		u.ID = newID("U")
	}
	if u.RealName == "" {
		u.RealName = u.Name
	}
	if u.Locale == "" {
		u.Locale = "en-US"
	}
	if u.TZ == "" {
		u.TZ = "UTC"
	}
	return s.keepMember(&member{User: u, Updated: s.opts.Now().Unix()})
}

// findMember finds a member by ID, handle or real name; case doesn't matter
// and a leading "@" is allowed. Nil if nobody is called that.
func (s *Server) findMember(ref string) *member {
	ref = strings.TrimPrefix(strings.TrimSpace(ref), "@")
	if m := s.users[ref]; m != nil {
		return m
	}
	for _, same := range []func(*member) string{
		func(m *member) string { return m.Name },
		func(m *member) string { return m.RealName },
	} {
		for _, id := range s.userOrder {
			if m := s.users[id]; strings.EqualFold(same(m), ref) && ref != "" {
				return m
			}
		}
	}
	return nil
}

// findPerson is findMember for those who can act: the bot can't.
func (s *Server) findPerson(ref string) *member {
	if m := s.findMember(ref); m != nil && !m.Bot {
		return m
	}
	return nil
}

// people are the IDs of all human members.
func (s *Server) people() []string {
	return slices.DeleteFunc(slices.Clone(s.userOrder), func(id string) bool { return s.users[id].Bot })
}

// handle makes a bot's display name something that can be typed after "@".
func handle(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), "-"))
}

func (s *Server) teamOf(m *member) string {
	if m != nil && m.Stranger {
		return strangersTeam
	}
	return s.identity.TeamID
}

// colors of names, as Slack hands them out.
var colors = []string{"9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836", "99a949", "df3dc0"}

// userObject is a member as users.info shows it; the locale only if asked for.
func (s *Server) userObject(m *member, locale bool) obj {
	zone, err := time.LoadLocation(m.TZ)
	if err != nil {
		zone = time.UTC
	}
	label, offset := s.opts.Now().In(zone).Zone()
	profile := obj{
		"real_name": m.RealName, "real_name_normalized": m.RealName,
		"display_name": m.RealName, "display_name_normalized": m.RealName,
		"title": "", "phone": "", "skype": "", "status_text": "", "status_emoji": "", "status_expiration": 0,
		"avatar_hash": "", "team": s.teamOf(m),
	}
	u := obj{
		"id": m.ID, "team_id": s.teamOf(m), "name": m.Name, "deleted": false, "color": s.color(m.ID),
		"real_name": m.RealName, "tz": m.TZ, "tz_label": label, "tz_offset": offset, "profile": profile,
		"is_admin": m.Admin, "is_owner": false, "is_primary_owner": false,
		"is_restricted": m.Guest, "is_ultra_restricted": m.Guest,
		"is_bot": m.Bot, "is_app_user": false, "updated": m.Updated, "is_email_confirmed": !m.Bot,
		"who_can_share_contact_card": "EVERYONE",
	}
	if m.Bot {
		profile["bot_id"], profile["api_app_id"] = s.identity.BotID, s.identity.AppID
	}
	if m.Stranger {
		u["is_stranger"] = true
	}
	if locale {
		u["locale"] = m.Locale
	}
	return u
}

func (s *Server) color(id string) string {
	return colors[max(slices.Index(s.userOrder, id), 0)%len(colors)]
}

// clientUser is a member as the page sees it.
func (s *Server) clientUser(m *member) obj {
	return obj{
		"id": m.ID, "name": m.Name, "real_name": m.RealName, "display_name": m.RealName, "locale": m.Locale, "tz": m.TZ,
		"is_bot": m.Bot, "is_admin": m.Admin, "is_restricted": m.Guest, "is_stranger": m.Stranger, "deleted": false, "color": s.color(m.ID),
	}
}

// setLocale changes the language a person reads Slack in.
func (s *Server) setLocale(m *member, locale string) error {
	m.Locale, m.Updated = locale, s.opts.Now().Unix()
	if err := s.keepMember(m); err != nil {
		return err
	}
	s.push(nil, obj{"type": "user", "user": s.clientUser(m)})
	s.emit(nil, "user_change", obj{"type": "user_change", "user": s.userObject(m, true), "cache_ts": s.opts.Now().Unix(), "event_ts": s.nextTS()})
	return nil
}
