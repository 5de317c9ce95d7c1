package workspace

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// page cuts a list to one page; the cursor is opaque to the app.
func page[T any](list []T, c *call, size int) ([]T, string, error) {
	from := 0
	if cursor := c.str("cursor"); cursor != "" {
		b, err := base64.StdEncoding.DecodeString(cursor)
		n, ok := strings.CutPrefix(string(b), "next:")
		if from, err = firstError(err, n); err != nil || !ok || from < 0 || from > len(list) {
			return nil, "", apiError{code: "invalid_cursor"}
		}
	}
	to := min(len(list), from+size)
	next := ""
	if to < len(list) {
		next = base64.StdEncoding.EncodeToString([]byte("next:" + strconv.Itoa(to)))
	}
	return list[from:to], next, nil
}

func firstError(err error, number string) (int, error) {
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(number)
}

func metadata(next string) obj { return obj{"next_cursor": next} }

// kinds are the types of conversations asked for.
func (s *Server) kinds(c *call) ([]string, error) {
	types := c.str("types")
	if types == "" {
		types = "public_channel"
	}
	var kinds []string
	for t := range strings.SplitSeq(types, ",") {
		kind, scope := "", ""
		switch strings.TrimSpace(t) {
		case "public_channel":
			kind, scope = "channel", "channels:read"
		case "private_channel":
			kind, scope = "group", "groups:read"
		case "im":
			kind, scope = "im", "im:read"
		case "mpim":
			kind, scope = "mpim", "mpim:read"
		default:
			return nil, apiError{code: "invalid_types"}
		}
		if err := s.needScope(scope); err != nil {
			return nil, err
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

// conversations lists what the app may know of, or what it and a user share.
func (s *Server) conversations(c *call, keep func(*channel) bool) (obj, error) {
	kinds, err := s.kinds(c)
	if err != nil {
		return nil, err
	}
	size, err := c.limit(100, 1000)
	if err != nil {
		return nil, err
	}
	var list []*channel
	for _, id := range s.chanOrder {
		ch := s.channels[id]
		if slices.Contains(kinds, ch.kind()) && keep(ch) && !(ch.Archived && c.flag("exclude_archived")) {
			list = append(list, ch)
		}
	}
	list, next, err := page(list, c, size)
	if err != nil {
		return nil, err
	}
	out := []obj{}
	for _, ch := range list {
		out = append(out, s.channelObject(ch))
	}
	return obj{"channels": out, "response_metadata": metadata(next)}, nil
}

func (s *Server) conversationsList(c *call) (obj, error) {
	return s.conversations(c, func(ch *channel) bool { return ch.kind() == "channel" || ch.has(s.identity.BotUserID) })
}

func (s *Server) usersConversations(c *call) (obj, error) {
	user := c.str("user")
	if user == "" {
		user = s.identity.BotUserID
	}
	if s.users[user] == nil {
		return nil, apiError{code: "user_not_found"}
	}
	return s.conversations(c, func(ch *channel) bool {
		return ch.has(user) && (ch.kind() == "channel" || ch.has(s.identity.BotUserID))
	})
}

func (s *Server) conversationsInfo(c *call) (obj, error) {
	ch, err := s.reach(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if err := s.needScope(ch.scope("read")); err != nil {
		return nil, err
	}
	return obj{"channel": s.channelObject(ch)}, nil
}

func (s *Server) conversationsMembers(c *call) (obj, error) {
	ch, err := s.reach(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if err := s.needScope(ch.scope("read")); err != nil {
		return nil, err
	}
	size, err := c.limit(100, 1000)
	if err != nil {
		return nil, err
	}
	list, next, err := page(ch.Members, c, size)
	if err != nil {
		return nil, err
	}
	return obj{"members": append([]string{}, list...), "response_metadata": metadata(next)}, nil
}

func (s *Server) conversationsOpen(c *call) (obj, error) {
	var ch *channel
	switch users := strings.Split(c.str("users"), ","); {
	case c.str("channel") != "":
		ch = s.channels[c.str("channel")]
		if ch == nil || !ch.IM || !ch.has(s.identity.BotUserID) {
			return nil, apiError{code: "channel_not_found"}
		}
	case c.str("users") == "":
		return nil, apiError{code: "users_list_not_supplied"}
	case len(users) > 1:
		// Group direct messages are not part of this workspace.
		return nil, apiError{code: "not_enough_users"}
	default:
		m := s.users[strings.TrimSpace(users[0])]
		if m == nil {
			return nil, apiError{code: "user_not_found"}
		}
		if m.Bot {
			return nil, apiError{code: "cannot_dm_bot"}
		}
		var err error
		if ch, err = s.direct(s.identity.BotUserID, m.ID); err != nil {
			return nil, err
		}
	}
	if c.flag("return_im") {
		return obj{"channel": s.channelObject(ch)}, nil
	}
	return obj{"channel": obj{"id": ch.ID}}, nil
}

// span reads oldest, latest and inclusive.
func span(c *call) (func(ts string) bool, error) {
	lo, hi := int64(0), int64(1)<<62
	for name, to := range map[string]*int64{"oldest": &lo, "latest": &hi} {
		v := c.str(name)
		if v == "" || v == "now" {
			continue
		}
		n, ok := parseTS(v)
		if !ok {
			return nil, apiError{code: "invalid_ts_" + name}
		}
		*to = n
	}
	inclusive := c.flag("inclusive")
	return func(ts string) bool {
		n, _ := parseTS(ts)
		if inclusive {
			return n >= lo && n <= hi
		}
		return n > lo && n < hi
	}, nil
}

// readable is a channel whose messages the app may read.
func (s *Server) readable(c *call) (*channel, error) {
	ch, err := s.reach(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if err := s.needScope(ch.scope("history")); err != nil {
		return nil, err
	}
	if !ch.has(s.identity.BotUserID) {
		return nil, apiError{code: "not_in_channel"}
	}
	return ch, nil
}

func (s *Server) conversationsHistory(c *call) (obj, error) {
	ch, err := s.readable(c)
	if err != nil {
		return nil, err
	}
	within, err := span(c)
	if err != nil {
		return nil, err
	}
	size, err := c.limit(100, 999)
	if err != nil {
		return nil, err
	}
	var list []*Message
	for _, m := range slices.Backward(s.messages[ch.ID]) {
		if within(m.TS) && (!m.reply() || m.Subtype == "thread_broadcast") {
			list = append(list, m)
		}
	}
	return s.messagePage(c, list, size, obj{"pin_count": len(ch.Pins)})
}

func (s *Server) conversationsReplies(c *call) (obj, error) {
	ch, err := s.readable(c)
	if err != nil {
		return nil, err
	}
	parent := s.message(ch, c.str("ts"))
	if parent == nil {
		return nil, apiError{code: "thread_not_found"}
	}
	if parent.reply() {
		if parent = s.message(ch, parent.ThreadTS); parent == nil {
			return nil, apiError{code: "thread_not_found"}
		}
	}
	within, err := span(c)
	if err != nil {
		return nil, err
	}
	size, err := c.limit(1000, 1000)
	if err != nil {
		return nil, err
	}
	list := []*Message{parent}
	for _, m := range s.messages[ch.ID] {
		if m.reply() && m.ThreadTS == parent.TS && within(m.TS) {
			list = append(list, m)
		}
	}
	return s.messagePage(c, list, size, obj{})
}

func (s *Server) messagePage(c *call, list []*Message, size int, with obj) (obj, error) {
	list, next, err := page(list, c, size)
	if err != nil {
		return nil, err
	}
	out := []*Message{}
	for _, m := range list {
		shown := s.show(m)
		if !c.flag("include_all_metadata") {
			shown.Metadata = nil
		}
		out = append(out, shown)
	}
	with["messages"], with["has_more"] = out, next != ""
	if next != "" {
		with["response_metadata"] = metadata(next)
	}
	return with, nil
}

func (s *Server) conversationsJoin(c *call) (obj, error) {
	ch, err := s.reach(c.str("channel"))
	switch {
	case err != nil:
		return nil, err
	case ch.Archived:
		return nil, apiError{code: "is_archived"}
	case ch.kind() != "channel":
		return nil, apiError{code: "method_not_supported_for_channel_type"}
	case ch.has(s.identity.BotUserID):
		return obj{"channel": s.channelObject(ch), "warning": "already_in_channel", "response_metadata": obj{"warnings": []string{"already_in_channel"}}}, nil
	}
	if err := s.join(nil, ch, s.identity.BotUserID, ""); err != nil {
		return nil, err
	}
	return obj{"channel": s.channelObject(ch)}, nil
}

func (s *Server) conversationsInvite(c *call) (obj, error) {
	ch, err := s.inside(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if ch.IM {
		return nil, apiError{code: "method_not_supported_for_channel_type"}
	}
	if err := s.needScope(ch.scope("write.invites"), map[bool]string{true: "groups:write", false: "channels:manage"}[ch.Private]); err != nil {
		return nil, err
	}
	if ch.Archived {
		return nil, apiError{code: "is_archived"}
	}
	if c.str("users") == "" {
		return nil, apiError{code: "no_user"}
	}
	var invited []string
	for id := range strings.SplitSeq(c.str("users"), ",") {
		id = strings.TrimSpace(id)
		switch {
		case s.users[id] == nil:
			return nil, apiError{code: "user_not_found"}
		case id == s.identity.BotUserID:
			return nil, apiError{code: "cant_invite_self"}
		case ch.has(id):
			return nil, apiError{code: "already_in_channel"}
		}
		invited = append(invited, id)
	}
	for _, id := range invited {
		if err := s.join(nil, ch, id, s.identity.BotUserID); err != nil {
			return nil, err
		}
	}
	return obj{"channel": s.channelObject(ch)}, nil
}

func (s *Server) conversationsLeave(c *call) (obj, error) {
	ch, err := s.reach(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if ch.IM {
		return nil, apiError{code: "method_not_supported_for_channel_type"}
	}
	if err := s.needScope(map[bool]string{true: "groups:write", false: "channels:manage"}[ch.Private]); err != nil {
		return nil, err
	}
	if !ch.has(s.identity.BotUserID) {
		return obj{"not_in_channel": true}, nil
	}
	return nil, s.leave(nil, ch, s.identity.BotUserID)
}

func (s *Server) usersInfo(c *call) (obj, error) {
	m := s.users[c.str("user")]
	if m == nil {
		return nil, apiError{code: "user_not_found"}
	}
	return obj{"user": s.userObject(m, c.flag("include_locale"))}, nil
}

func (s *Server) usersList(c *call) (obj, error) {
	size, err := c.limit(1000, 1000)
	if err != nil {
		return nil, err
	}
	ids, next, err := page(s.userOrder, c, size)
	if err != nil {
		return nil, err
	}
	out := []obj{}
	for _, id := range ids {
		out = append(out, s.userObject(s.users[id], c.flag("include_locale")))
	}
	return obj{"members": out, "cache_ts": s.opts.Now().Unix(), "response_metadata": metadata(next)}, nil
}
