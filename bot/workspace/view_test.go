package workspace_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/walkin-chat/walkin/bot/workspace"
)

func words(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject("plain_text", text, false, false)
}

// form is a modal with a name, a menu and an optional note.
func form(title string) slack.ModalViewRequest {
	name := slack.NewInputBlock("name", words("Name"), nil, slack.NewPlainTextInputBlockElement(words("e.g. Ms Wang"), "name"))
	how := slack.NewInputBlock("how", words("How they came"), nil, slack.NewOptionsSelectBlockElement("static_select", nil, "how",
		slack.NewOptionBlockObject("walk", words("Walked in"), nil), slack.NewOptionBlockObject("call", words("Called"), nil)))
	note := slack.NewInputBlock("note", words("Note"), nil, slack.NewPlainTextInputBlockElement(nil, "note"))
	note.Optional = true
	look := slack.NewActionBlock("look", slack.NewButtonBlockElement("look", "", words("Look up")))
	return slack.ModalViewRequest{
		Type: "modal", CallbackID: "visit", Title: words(title), Submit: words("Register"), Close: words("Cancel"),
		PrivateMetadata: "floor", NotifyOnClose: true, Blocks: slack.Blocks{BlockSet: []slack.Block{name, how, note, look}},
	}
}

// A formApp opens the form on /desk and answers submissions as told.
type formApp struct {
	*app
	mu     sync.Mutex
	opened *slack.ViewResponse
	answer func(slack.InteractionCallback) any
	got    chan slack.InteractionCallback
}

func (f *formApp) answers(with func(slack.InteractionCallback) any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answer = with
}

func (f *formApp) view() *slack.ViewResponse {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.opened
}

func (h *house) formApp() *formApp {
	f := &formApp{got: make(chan slack.InteractionCallback, 20), answer: func(slack.InteractionCallback) any { return nil }}
	f.app = h.app(func(a *app, e socketmode.Event) any {
		switch e.Type {
		case socketmode.EventTypeSlashCommand:
			v, err := a.OpenView(command(e).TriggerID, form("Register a visit"))
			if err != nil {
				h.t.Errorf("open: %v", err)
			}
			f.mu.Lock()
			f.opened = v
			f.mu.Unlock()
		case socketmode.EventTypeInteractive:
			f.mu.Lock()
			answer := f.answer
			f.mu.Unlock()
			f.got <- interaction(e)
			return answer(interaction(e))
		}
		return nil
	})
	return f
}

func (h *house) submit(as string, values map[string]string) (workspace.Act, string) {
	h.t.Helper()
	a, err := h.player.Submit(h.t.Context(), as, values)
	if err != nil {
		h.t.Fatalf("%s submits: %v", as, err)
	}
	return a, told(h.await(a))
}

func filled() map[string]string {
	return map[string]string{"Name": "王女士", "How they came": "Called"}
}

func TestAFormIsFilledInAndSent(t *testing.T) {
	h := open(t)
	f := h.formApp()
	if got := told(h.say("amy", "floor", "/desk")); got != "view_opened" {
		t.Fatalf("the command brings %q", got)
	}
	a, seen := h.submit("amy", filled())
	if a.Response != "closed" || seen != "view_closed" {
		t.Errorf("submitting: %s, %s", a.Response, seen)
	}
	p := <-f.got
	if p.Type != slack.InteractionTypeViewSubmission || p.View.CallbackID != "visit" || p.View.PrivateMetadata != "floor" || p.View.ID != f.view().ID {
		t.Errorf("submission: %+v", p.View)
	}
	v := p.View.State.Values
	if v["name"]["name"].Value != "王女士" || v["how"]["how"].SelectedOption.Value != "call" || v["note"]["note"].Type != "plain_text_input" {
		t.Errorf("values: %+v", v)
	}
	if _, err := h.player.Submit(t.Context(), "amy", nil); code(err) != "no_form_is_open" {
		t.Errorf("after closing: %v", err)
	}
}

func TestTheClientsOwnChecks(t *testing.T) {
	h := open(t)
	f := h.formApp()
	h.say("bo", "floor", "/desk")
	a, _ := h.submit("bo", nil)
	if a.Response != "errors" || a.Errors["name"] != "请填写此必填字段。" || a.Errors["how"] == "" || a.Errors["note"] != "" {
		t.Errorf("errors: %v", a.Errors)
	}
	select {
	case p := <-f.got:
		t.Errorf("the app was asked about a form with nothing in it: %s", p.Type)
	default:
	}
	for _, c := range []struct{ name, field, value, want string }{
		{"no such field", "Colour", "red", "no_such_field"},
		{"no such option", "how", "Flew in", "no_such_option"},
	} {
		if _, err := h.player.Submit(t.Context(), "bo", map[string]string{c.field: c.value}); code(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAnswersToAForm(t *testing.T) {
	cases := []struct {
		name     string
		answer   any
		response string
		seen     string
		open     int
	}{
		{"errors", slack.NewErrorsViewSubmissionResponse(map[string]string{"name": "Too short"}), "errors", "", 1},
		{"update", slack.NewUpdateViewSubmissionResponse(ptr(form("Second"))), "update", "view_updated", 1},
		{"push", slack.NewPushViewSubmissionResponse(ptr(form("On top"))), "push", "view_pushed", 2},
		{"clear", slack.NewClearViewSubmissionResponse(), "clear", "view_closed", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			f := h.formApp()
			f.answers(func(slack.InteractionCallback) any { return c.answer })
			h.say("amy", "floor", "/desk")
			a, seen := h.submit("amy", filled())
			if a.Response != c.response || seen != c.seen {
				t.Errorf("%s, %q; want %s, %q", a.Response, seen, c.response, c.seen)
			}
			l, err := h.player.Latest(t.Context(), "amy")
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Stack) != c.open {
				t.Errorf("%d forms are open, want %d", len(l.Stack), c.open)
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

func TestBadAnswersToAForm(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer any
		want   string
	}{
		{"errors for a block that is no input", map[string]any{"response_action": "errors", "errors": map[string]string{"look": "x"}}, "invalid_response_action"},
		{"no such action", map[string]any{"response_action": "dance"}, "invalid_response_action"},
		{"a view that Slack refuses", map[string]any{"response_action": "update", "view": map[string]any{"type": "modal"}}, "invalid_arguments"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			f := h.formApp()
			f.answers(func(slack.InteractionCallback) any { return c.answer })
			h.say("amy", "floor", "/desk")
			if _, err := h.player.Submit(t.Context(), "amy", filled()); code(err) != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

func TestUpdateKeepsWhatWasTyped(t *testing.T) {
	h := open(t)
	f := h.formApp()
	h.say("amy", "floor", "/desk")
	id, hash := f.view().ID, f.view().Hash
	if _, err := h.player.Do(t.Context(), "action", "amy", map[string]any{
		"view_id": id, "block_id": "look", "action_id": "look",
		"state": map[string]any{"name": map[string]any{"name": map[string]any{"value": "Ms Wang"}}},
	}); err != nil {
		t.Fatal(err)
	}
	if p := <-f.got; p.View.State.Values["name"]["name"].Value != "Ms Wang" || p.Container.ViewID != id {
		t.Errorf("pressed: %+v", p.View.State)
	}
	next, err := f.UpdateView(form("Looked up"), "", hash, id)
	if err != nil {
		t.Fatal(err)
	}
	if next.State.Values["name"]["name"].Value != "Ms Wang" || next.Hash == hash || next.ID != id {
		t.Errorf("updated: %+v", next.View)
	}
	if _, err := f.UpdateView(form("Again"), "", hash, id); !refusedWith(err, "hash_conflict") {
		t.Errorf("with an old hash: %v", err)
	}
}

func refusedWith(err error, code string) bool {
	return err != nil && strings.Contains(err.Error(), code)
}

func TestFormsLieOnEachOtherThreeAtMost(t *testing.T) {
	h := open(t)
	f := h.formApp()
	h.say("amy", "floor", "/desk")
	for i, want := range []string{"", "", "push_limit_reached"} {
		h.click("amy", "Look up")
		p := <-f.got
		_, err := f.PushView(p.TriggerID, form("Deeper"))
		if want == "" && err != nil || want != "" && !refusedWith(err, want) {
			t.Errorf("push %d: %v, want %q", i+1, err, want)
		}
	}
	if _, err := h.player.Close(t.Context(), "amy"); err != nil {
		t.Fatal(err)
	}
	if p := <-f.got; p.Type != slack.InteractionTypeViewClosed || p.IsCleared {
		t.Errorf("closing the top: %s cleared %v", p.Type, p.IsCleared)
	}
	l, err := h.player.Latest(t.Context(), "amy")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Stack) != 2 {
		t.Fatalf("%d forms left, want 2", len(l.Stack))
	}
	if _, err := h.player.Do(t.Context(), "close", "amy", map[string]any{"view_id": l.View().ID, "all": true}); err != nil {
		t.Fatal(err)
	}
	if p := <-f.got; !p.IsCleared {
		t.Error("closing all does not say so")
	}
}

func TestTriggersAndViewsRefuse(t *testing.T) {
	h := open(t)
	triggers := make(chan string, 1)
	a := h.app(func(_ *app, e socketmode.Event) any {
		if e.Type == socketmode.EventTypeSlashCommand {
			triggers <- command(e).TriggerID
		}
		return nil
	})
	h.say("amy", "floor", "/desk")
	trigger := <-triggers
	view := form("One")
	view.ExternalID = "only"
	v, err := a.OpenView(trigger, view)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.OpenView(trigger, form("Two")); !refusedWith(err, "exchanged_trigger_id") {
		t.Errorf("a used trigger: %v", err)
	}
	if _, err := a.OpenView("1.2.x", form("Two")); !refusedWith(err, "invalid_trigger_id") {
		t.Errorf("a made-up trigger: %v", err)
	}
	h.say("bo", "floor", "/desk")
	if _, err := a.OpenView(<-triggers, view); !refusedWith(err, "duplicate_external_id") {
		t.Errorf("an external id twice: %v", err)
	}
	if _, err := a.UpdateView(form("x"), "", "", "V0NOTHING"); !refusedWith(err, "not_found") {
		t.Errorf("a view that isn't there: %v", err)
	}
	if _, err := a.UpdateView(form("x"), "only", "", ""); err != nil {
		t.Errorf("by external id: %v", err)
	}
	if _, err := h.player.Do(t.Context(), "submit", "bo", map[string]any{"view_id": v.ID}); code(err) != "view_not_found" {
		t.Errorf("another's form: %v", err)
	}
}

func TestAppHome(t *testing.T) {
	h := open(t)
	opened := make(chan *slackevents.AppHomeOpenedEvent, 2)
	pressed := make(chan slack.InteractionCallback, 1)
	a := h.app(func(a *app, e socketmode.Event) any {
		if ev, ok := inner(e).(*slackevents.AppHomeOpenedEvent); ok {
			opened <- ev
			_, err := a.PublishViewContext(t.Context(), slack.PublishViewContextRequest{UserID: ev.User, View: slack.HomeTabViewRequest{
				Type: "home", Blocks: slack.Blocks{BlockSet: []slack.Block{
					slack.NewActionBlock("go", slack.NewButtonBlockElement("go", "", words("Go"))),
				}},
			}})
			if err != nil {
				t.Errorf("publish: %v", err)
			}
		}
		if e.Type == socketmode.EventTypeInteractive {
			pressed <- interaction(e)
		}
		return nil
	})
	act, err := h.player.Do(t.Context(), "home", "amy", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := told(h.await(act)); got != "home" {
		t.Errorf("opening the home shows %q", got)
	}
	if ev := <-opened; ev.User != "U0AMY" || ev.Tab != "home" || !strings.HasPrefix(ev.Channel, "D") {
		t.Errorf("event: %+v", ev)
	}
	h.click("amy", "Go")
	if p := <-pressed; p.View.Type != "home" {
		t.Errorf("pressed in %q", p.View.Type)
	}
	if _, err := a.PublishViewContext(t.Context(), slack.PublishViewContextRequest{UserID: "U0AMY", Hash: ptr("old"), View: slack.HomeTabViewRequest{
		Type: "home", Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}},
	}}); !refusedWith(err, "hash_conflict") {
		t.Errorf("with an old hash: %v", err)
	}
}
