package workspace

import (
	"encoding/json"
	"slices"
	"strings"
)

// interaction is what all interaction payloads have in common.
func (s *Server) interaction(kind string, as *member) obj {
	return obj{
		"type": kind, "token": s.identity.Verification, "api_app_id": s.identity.AppID,
		"team":       obj{"id": s.identity.TeamID, "domain": s.domain()},
		"user":       obj{"id": as.ID, "username": as.Name, "name": as.Name, "team_id": s.teamOf(as)},
		"enterprise": nil, "is_enterprise_install": false,
	}
}

func (s *Server) channelRef(c *channel) obj {
	name := c.Name
	if c.IM {
		name = "directmessage"
	} else if c.Private {
		name = "privategroup"
	}
	return obj{"id": c.ID, "name": name}
}

// A place is where an element was used: a message or a view.
type place struct {
	channel *channel
	message *Message
	view    *View
}

func (p *place) blocks() json.RawMessage {
	if p.view != nil {
		return p.view.Blocks
	}
	return p.message.Blocks
}

// place finds what a person's page refers to.
func (s *Server) place(as *member, channelID, ts, viewID string) (*place, error) {
	if viewID != "" {
		v := s.modals.byID[viewID]
		if h := s.homes[as.ID]; h != nil && h.ID == viewID {
			v = h
		}
		if v == nil || v.user != as.ID {
			return nil, apiError{code: "view_not_found"}
		}
		return &place{view: v}, nil
	}
	c, err := s.seen(as, channelID)
	if err != nil {
		return nil, err
	}
	if w := s.whispered(as.ID, c.ID, ts); w != nil {
		return &place{channel: c, message: w.Message}, nil
	}
	if m := s.message(c, ts); m != nil {
		return &place{channel: c, message: m}, nil
	}
	return nil, apiError{code: "message_not_found"}
}

// describe adds to a payload where it comes from.
func (s *Server) describe(payload obj, p *place) {
	if p.view != nil {
		payload["container"] = obj{"type": "view", "view_id": p.view.ID}
		payload["view"] = p.view
		return
	}
	container := obj{
		"type": "message", "message_ts": p.message.TS, "channel_id": p.channel.ID, "is_ephemeral": p.message.Ephemeral,
	}
	if p.message.ThreadTS != "" {
		container["thread_ts"] = p.message.ThreadTS
	}
	payload["container"] = container
	payload["channel"] = s.channelRef(p.channel)
	if !p.message.Ephemeral {
		// Slack can't look ephemeral messages up again and leaves them out.
		payload["message"] = s.show(p.message)
	}
}

// interactive tells whether the app takes interactions at all.
func (s *Server) interactive() error {
	if !s.manifest.Settings.Interactivity.Enabled {
		return apiError{code: "interactivity_not_enabled"}
	}
	return nil
}

// use fires block_actions: a person used one element of a message or view.
func (s *Server) use(a *act, as *member, p *place, blockID, actionID string, given obj, state map[string]map[string]obj) error {
	if err := s.interactive(); err != nil {
		return err
	}
	e := findElement(p.blocks(), blockID, actionID)
	if e == nil {
		return apiError{code: "action_not_found"}
	}
	if e.input && e.block["dispatch_action"] != true {
		return apiError{code: "action_not_dispatched"}
	}
	action := obj{"type": e.kind, "block_id": blockID, "action_id": actionID, "action_ts": s.nextTS()}
	st := initialState(p.blocks())
	if p.view != nil {
		st.keep(p.view.State)
	}
	st.fill(p.blocks(), state)
	switch e.kind {
	case "button", "workflow_button", "icon_button":
		for _, k := range []string{"text", "value", "style", "url"} {
			if v := e.def[k]; v != nil {
				action[k] = v
			}
		}
	case "feedback_buttons":
		action["value"] = given["value"]
	case "overflow":
		o := e.option(given["selected_option"])
		if o == nil {
			return apiError{code: "option_not_found"}
		}
		action["selected_option"] = o
	default:
		v, ok := e.value(given)
		if !ok {
			return apiError{code: "invalid_value"}
		}
		st.set(blockID, actionID, v)
		for k, x := range v {
			action[k] = x
		}
		if ph := e.def["placeholder"]; ph != nil {
			action["placeholder"] = ph
		}
	}
	payload := s.interaction("block_actions", as)
	payload["actions"] = []obj{action}
	if p.view != nil {
		p.view.State = st
		payload["trigger_id"] = s.newTrigger(as.ID, p.view.ID, p.view.channel)
	} else {
		payload["state"] = st
		payload["trigger_id"] = s.newTrigger(as.ID, "", p.channel.ID)
		thread := ""
		if p.message.reply() {
			thread = p.message.ThreadTS
		}
		payload["response_url"], _ = s.newResponse(responseURL{user: as.ID, channel: p.channel.ID, source: p.message, thread: thread})
	}
	s.describe(payload, p)
	s.request(a, kindInteractive, s.manifest.Settings.Interactivity.URL, payload, false, func(_ json.RawMessage, failure string) {
		if failure == "" {
			return
		}
		what := obj{"type": "action_failed", "block_id": blockID, "action_id": actionID, "error": failure}
		if p.view != nil {
			what["view_id"] = p.view.ID
		} else {
			what["channel"], what["ts"] = p.channel.ID, p.message.TS
		}
		s.push([]string{as.ID}, what)
	})
	return nil
}

// A submission is what came of sending a form.
type submission struct {
	failure  string
	messages any
	errors   map[string]string
	response string // clear, update, push, errors, closed
	view     *View
}

// submit sends a form; done learns what came of it.
func (s *Server) submit(a *act, as *member, v *View, values map[string]map[string]obj, done func(submission)) error {
	if err := s.interactive(); err != nil {
		return err
	}
	if v.Type != "modal" || empty(v.Submit) {
		return apiError{code: "view_not_submittable"}
	}
	stack := s.modals.stacks[as.ID]
	if len(stack) == 0 || stack[len(stack)-1] != v {
		return apiError{code: "view_not_on_top"}
	}
	v.State.fill(v.Blocks, values)
	if wrong := complaints(v, strings.HasPrefix(as.Locale, "zh")); len(wrong) > 0 {
		done(submission{errors: wrong, response: "errors"})
		return nil
	}
	payload := s.interaction("view_submission", as)
	payload["trigger_id"] = s.newTrigger(as.ID, v.ID, v.channel)
	payload["view"] = v
	payload["response_urls"] = s.responseURLs(as, v)
	s.request(a, kindInteractive, s.manifest.Settings.Interactivity.URL, payload, true, func(answer json.RawMessage, failure string) {
		if failure != "" {
			done(submission{failure: failure})
			return
		}
		done(s.submitted(v, answer))
	})
	return nil
}

// responseURLs are given for the conversation menus that ask for them.
func (s *Server) responseURLs(as *member, v *View) []obj {
	list := []obj{}
	for _, e := range elements(v.Blocks) {
		f := fields[e.kind]
		if e.def["response_url_enabled"] != true || !e.input {
			continue
		}
		id := str(v.State.Values[e.blockID][e.actionID][f.value])
		if c := s.channels[id]; c != nil {
			url, _ := s.newResponse(responseURL{user: as.ID, channel: id})
			list = append(list, obj{"block_id": e.blockID, "action_id": e.actionID, "channel_id": id, "response_url": url})
		}
	}
	return list
}

// submitted does what the app's answer to a form asks for.
func (s *Server) submitted(v *View, answer json.RawMessage) submission {
	if s.modals.byID[v.ID] != v {
		return submission{response: "closed"} // closed meanwhile
	}
	if empty(answer) {
		s.dropView(v, false)
		return submission{response: "closed"}
	}
	var r struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	refused := func(err error) submission {
		s.log.Warn("answer to a form refused", "err", err, "messages", details(err))
		return submission{failure: err.Error(), messages: details(err)}
	}
	if err := json.Unmarshal(answer, &r); err != nil {
		return refused(apiError{code: "invalid_response_payload"})
	}
	switch r.Action {
	case "clear":
		s.dropView(v, true)
		return submission{response: "clear"}
	case "errors":
		known := inputBlocks(v.Blocks)
		if len(r.Errors) == 0 {
			return refused(wrong("invalid_response_action", "errors must not be empty"))
		}
		for block := range r.Errors {
			if !slices.Contains(known, block) {
				return refused(wrong("invalid_response_action", "no input block has the block_id "+block))
			}
		}
		return submission{response: "errors", errors: r.Errors}
	case "update", "push":
		next, err := s.newView(string(r.View), "modal")
		if err == nil {
			err = s.external(next, map[bool]string{true: v.ID}[r.Action == "update"])
		}
		if err != nil {
			return refused(err)
		}
		if r.Action == "update" {
			s.replaceView(v, next)
			return submission{response: "update", view: v}
		}
		if err := s.pushView(next, v.user); err != nil {
			return refused(err)
		}
		return submission{response: "push", view: next}
	}
	return refused(wrong("invalid_response_action", "unknown response_action "+r.Action))
}

// closeView closes a form for a person: the top one, or with all every one.
func (s *Server) closeView(a *act, as *member, v *View, all bool) {
	all = all || v.ClearOnClose
	stack := s.modals.stacks[as.ID]
	i := slices.Index(stack, v)
	if i < 0 {
		return
	}
	if all {
		i = 0
	}
	for _, gone := range slices.Backward(stack[i:]) {
		if gone.NotifyOnClose && s.interactive() == nil {
			payload := s.interaction("view_closed", as)
			payload["view"], payload["is_cleared"] = gone, all
			s.request(a, kindInteractive, s.manifest.Settings.Interactivity.URL, payload, false, func(json.RawMessage, string) {})
		}
	}
	s.dropView(v, all)
}

// shortcut runs a shortcut; p is the message for one of a message's menu.
func (s *Server) shortcut(a *act, as *member, sc Shortcut, p *place) error {
	if err := s.interactive(); err != nil {
		return err
	}
	if (sc.Type == "message") != (p != nil) || p != nil && p.message.Ephemeral {
		return apiError{code: "invalid_shortcut"}
	}
	kind, where := "shortcut", ""
	if p != nil {
		kind, where = "message_action", p.channel.ID
	}
	payload := s.interaction(kind, as)
	payload["callback_id"], payload["action_ts"] = sc.CallbackID, s.nextTS()
	payload["trigger_id"] = s.newTrigger(as.ID, "", where)
	if p != nil {
		thread := ""
		if p.message.ThreadTS != "" {
			thread = p.message.ThreadTS
		}
		payload["channel"], payload["message"], payload["message_ts"] = s.channelRef(p.channel), s.show(p.message), p.message.TS
		payload["response_url"], _ = s.newResponse(responseURL{user: as.ID, channel: p.channel.ID, thread: thread})
	}
	s.request(a, kindInteractive, s.manifest.Settings.Interactivity.URL, payload, false, func(_ json.RawMessage, failure string) {
		if failure != "" {
			s.push([]string{as.ID}, obj{"type": "action_failed", "callback_id": sc.CallbackID, "channel": where, "error": failure})
		}
	})
	return nil
}

// suggest asks the app for the options of an external menu.
func (s *Server) suggest(as *member, p *place, blockID, actionID, typed string, done func(json.RawMessage, string)) error {
	if err := s.interactive(); err != nil {
		return err
	}
	e := findElement(p.blocks(), blockID, actionID)
	if e == nil || !strings.Contains(e.kind, "external") {
		return apiError{code: "action_not_found"}
	}
	payload := s.interaction("block_suggestion", as)
	payload["block_id"], payload["action_id"], payload["value"] = blockID, actionID, typed
	s.describe(payload, p)
	url := s.manifest.Settings.Interactivity.OptionsURL
	if url == "" {
		url = s.manifest.Settings.Interactivity.URL
	}
	s.request(nil, kindInteractive, url, payload, true, done)
	return nil
}

// openHome tells the app that a person opened its place.
func (s *Server) openHome(a *act, as *member) error {
	c, err := s.direct(as.ID, s.identity.BotUserID)
	if err != nil {
		return err
	}
	event := obj{"type": "app_home_opened", "user": as.ID, "channel": c.ID, "tab": "home", "event_ts": s.nextTS()}
	if h := s.homes[as.ID]; h != nil {
		event["view"] = h
	}
	s.emit(a, "app_home_opened", event)
	return nil
}
