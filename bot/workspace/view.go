package workspace

import (
	"encoding/json"
	"slices"
)

// A View is a form or an App Home tab, in the fields Slack gives it.
type View struct {
	ID              string          `json:"id"`
	TeamID          string          `json:"team_id"`
	Type            string          `json:"type"`
	Title           json.RawMessage `json:"title"`
	Submit          json.RawMessage `json:"submit"`
	Close           json.RawMessage `json:"close"`
	Blocks          json.RawMessage `json:"blocks"`
	PrivateMetadata string          `json:"private_metadata"`
	CallbackID      string          `json:"callback_id"`
	ExternalID      string          `json:"external_id"`
	ClearOnClose    bool            `json:"clear_on_close"`
	NotifyOnClose   bool            `json:"notify_on_close"`
	State           State           `json:"state"`
	Hash            string          `json:"hash"`
	RootViewID      string          `json:"root_view_id"`
	PreviousViewID  *string         `json:"previous_view_id"`
	AppID           string          `json:"app_id"`
	BotID           string          `json:"bot_id"`
	InstalledTeamID string          `json:"app_installed_team_id"`

	user    string
	channel string // where the person was when it opened
}

// State is what a form's fields hold, by block and action ID.
type State struct {
	Values map[string]map[string]obj `json:"values"`
}

// modals are the forms people have open: for each person a stack, the newest
// on top.
type modals struct {
	byID   map[string]*View
	stacks map[string][]*View
}

// maxStack is how many forms may lie on each other.
const maxStack = 3

func (s *Server) loadHomes() error {
	type kept struct {
		User string `json:"user"`
		View *View  `json:"view"`
	}
	return each(s.store, "homes", func(k *kept) {
		k.View.user = k.User
		s.homes[k.User] = k.View
	})
}

// newView turns checked JSON into a view.
func (s *Server) newView(text, kind string) (*View, error) {
	v, err := checkedView(text, kind)
	if err != nil {
		return nil, err
	}
	v.ID, v.Hash = newID("V"), newHash()
	v.TeamID, v.InstalledTeamID = s.identity.TeamID, s.identity.TeamID
	v.AppID, v.BotID = s.identity.AppID, s.identity.BotID
	v.RootViewID = v.ID
	v.State = initialState(v.Blocks)
	return v, nil
}

func newHash() string { return randomDigits(10) + "." + randomText(8) }

// external refuses an external_id that another open view has.
func (s *Server) external(v *View, but string) error {
	if v.ExternalID == "" {
		return nil
	}
	for _, other := range s.modals.byID {
		if other.ExternalID == v.ExternalID && other.ID != but {
			return apiError{code: "duplicate_external_id"}
		}
	}
	for _, other := range s.homes {
		if other.ExternalID == v.ExternalID && other.ID != but {
			return apiError{code: "duplicate_external_id"}
		}
	}
	return nil
}

// openView shows a form to a person, in place of whatever forms they had open.
func (s *Server) openView(v *View, t *trigger) {
	for _, old := range s.modals.stacks[t.user] {
		delete(s.modals.byID, old.ID)
	}
	v.user, v.channel = t.user, t.channel
	t.used = true
	s.modals.byID[v.ID] = v
	s.modals.stacks[t.user] = []*View{v}
	s.push([]string{v.user}, obj{"type": "view_opened", "view": v})
}

// pushView lays a form on top of the one it came from.
func (s *Server) pushView(v *View, user string) error {
	stack := s.modals.stacks[user]
	if len(stack) >= maxStack {
		return apiError{code: "push_limit_reached"}
	}
	below := stack[len(stack)-1]
	v.user, v.channel = user, below.channel
	v.RootViewID, v.PreviousViewID = below.RootViewID, &below.ID
	s.modals.byID[v.ID] = v
	s.modals.stacks[user] = append(stack, v)
	s.push([]string{user}, obj{"type": "view_pushed", "view": v})
	return nil
}

// replaceView gives a form new content. What the person typed stays where the
// field is still there.
func (s *Server) replaceView(v, next *View) {
	typed := v.State
	id, root, previous, user, channel := v.ID, v.RootViewID, v.PreviousViewID, v.user, v.channel
	*v = *next
	v.ID, v.RootViewID, v.PreviousViewID, v.user, v.channel = id, root, previous, user, channel
	v.State.keep(typed)
	s.push([]string{user}, obj{"type": "view_updated", "view": v})
}

// dropView closes the top form, or with all every form, of a person.
func (s *Server) dropView(v *View, all bool) {
	stack := s.modals.stacks[v.user]
	i := slices.Index(stack, v)
	if i < 0 {
		return
	}
	if all {
		i = 0
	}
	for _, gone := range stack[i:] {
		delete(s.modals.byID, gone.ID)
	}
	if s.modals.stacks[v.user] = stack[:i:i]; i == 0 {
		delete(s.modals.stacks, v.user)
		s.push([]string{v.user}, obj{"type": "view_closed", "all": true, "view_id": v.ID})
		return
	}
	s.push([]string{v.user}, obj{"type": "view_closed", "view_id": v.ID})
}

func (s *Server) viewsOpen(c *call) (obj, error) {
	v, err := s.newView(c.str("view"), "modal")
	if err != nil {
		return nil, err
	}
	t, err := s.takeTrigger(c.str("trigger_id"))
	if err != nil {
		return nil, err
	}
	if err := s.external(v, ""); err != nil {
		return nil, err
	}
	s.openView(v, t)
	return obj{"view": v}, nil
}

func (s *Server) viewsPush(c *call) (obj, error) {
	v, err := s.newView(c.str("view"), "modal")
	if err != nil {
		return nil, err
	}
	t, err := s.takeTrigger(c.str("trigger_id"))
	if err != nil {
		return nil, err
	}
	if below := s.modals.byID[t.view]; below == nil {
		return nil, apiError{code: "not_found"}
	}
	if err := s.external(v, ""); err != nil {
		return nil, err
	}
	if err := s.pushView(v, t.user); err != nil {
		return nil, err
	}
	t.used = true
	return obj{"view": v}, nil
}

func (s *Server) viewsUpdate(c *call) (obj, error) {
	id, external := c.str("view_id"), c.str("external_id")
	var v *View
	switch {
	case id != "":
		v = s.modals.byID[id]
		for _, h := range s.homes {
			if h.ID == id {
				v = h
			}
		}
	case external != "":
		for _, m := range s.modals.byID {
			if m.ExternalID == external {
				v = m
			}
		}
	default:
		return nil, wrong("invalid_arguments", "missing required field: view_id or external_id")
	}
	kind := "modal"
	if v != nil {
		kind = v.Type
	}
	next, err := s.newView(c.str("view"), kind)
	if err != nil {
		return nil, err
	}
	if v == nil {
		return nil, apiError{code: "not_found"}
	}
	if h := c.str("hash"); h != "" && h != v.Hash {
		return nil, apiError{code: "hash_conflict"}
	}
	if err := s.external(next, v.ID); err != nil {
		return nil, err
	}
	if v.Type == "home" {
		return s.publish(v.user, next)
	}
	s.replaceView(v, next)
	return obj{"view": v}, nil
}

func (s *Server) viewsPublish(c *call) (obj, error) {
	if !s.manifest.Features.AppHome.Home {
		return nil, apiError{code: "not_enabled"}
	}
	next, err := s.newView(c.str("view"), "home")
	if err != nil {
		return nil, err
	}
	user := s.users[c.str("user_id")]
	if user == nil {
		return nil, wrong("invalid_arguments", "user not found [json-pointer:/user_id]")
	}
	old := s.homes[user.ID]
	if h := c.str("hash"); h != "" && (old == nil || h != old.Hash) {
		return nil, apiError{code: "hash_conflict"}
	}
	if old != nil {
		if err := s.external(next, old.ID); err != nil {
			return nil, err
		}
	}
	return s.publish(user.ID, next)
}

// publish shows a person's App Home; it keeps its ID.
func (s *Server) publish(user string, next *View) (obj, error) {
	next.user = user
	if old := s.homes[user]; old != nil {
		next.ID, next.RootViewID = old.ID, old.ID
		next.State.keep(old.State)
	}
	if err := s.store.put("homes", user, obj{"user": user, "view": next}); err != nil {
		return nil, err
	}
	s.homes[user] = next
	s.push([]string{user}, obj{"type": "home", "view": next})
	return obj{"view": next}, nil
}
