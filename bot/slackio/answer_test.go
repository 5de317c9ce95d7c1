package slackio

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/workspace"
	"github.com/walkin-chat/walkin/rules"
)

func TestACommandIsAnsweredToItsAskerAlone(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("Recorded: Ms Wang.") })
	before := time.Now()
	f.expect(f.say("amy", "floor", "/visit Ms Wang 13800138000 @bo"), "ephemeral: Recorded: Ms Wang.")
	req := f.last()
	if req.Act != bot.Command || req.Command != "visit" || !strings.Contains(req.Text, "<@U0BO") || req.Key == "" || req.Place != "floor" || req.Direct {
		t.Errorf("request %+v", req)
	}
	if req.At.Before(before) || req.At.After(time.Now()) {
		t.Errorf("stamped %v", req.At)
	}
	if want := (bot.Asker{ID: "U0AMY", Name: "Amy", Lang: rules.En, Admin: true}); req.Asker != want {
		t.Errorf("asker %+v, want %+v", req.Asker, want)
	}
	if want := (bot.Asker{ID: "U0BO", Name: "Bo"}); req.People["U0BO"] != want {
		t.Errorf("named %+v, want %+v", req.People, want)
	}
	events, err := f.Events(t.Context(), "bo", 0)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(told(events), "Recorded") {
		t.Errorf("bo saw it too:\n%s", told(events))
	}
}

func TestAnEmptyReplySaysNothing(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return bot.Reply{} })
	f.expect(f.say("amy", "floor", "/visit"), "")
}

func TestWhoAsks(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("ok") })
	for _, tt := range []struct {
		as   string
		want bot.Asker
	}{
		{"bo", bot.Asker{ID: "U0BO", Name: "Bo", Lang: rules.Zh}},
		{"gus", bot.Asker{ID: "U0GUS", Name: "Gus", Lang: rules.En, Guest: true}},
		{"stan", bot.Asker{ID: "U0STAN", Name: "Stan", Lang: rules.Zh, Stranger: true}},
	} {
		f.say(tt.as, "floor", "/visit")
		if got := f.last().Asker; got != tt.want {
			t.Errorf("%s is %+v, want %+v", tt.as, got, tt.want)
		}
	}
}

func TestALanguageChangedIsNoticedAtOnce(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("ok") })
	f.say("bo", "floor", "/visit")
	f.do("lang", "bo", map[string]any{"locale": "en-US"})
	f.say("bo", "floor", "/visit")
	if got := f.last().Asker.Lang; got != rules.En {
		t.Errorf("answered in %s after the change to English", got)
	}
}

func TestAPressTakesTheMessagesPlace(t *testing.T) {
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		if req.Act == bot.Command {
			return offering("Choose one.", "hand", "keep")
		}
		return said("Handed to Bo.")
	})
	asked := f.only(f.say("amy", "floor", "/visit Ms Wang"))
	outcome := f.only(f.press("amy", asked, "hand", "0"))
	if outcome.Message.TS != asked.Message.TS || outcome.Message.Text != "Handed to Bo." {
		t.Errorf("came %s at %s, want the outcome in place of %s", told([]workspace.Event{outcome}), outcome.Message.TS, asked.Message.TS)
	}
	req := f.last()
	if req.Act != bot.Press || req.Action != "hand" || req.Value != "0" || !req.Spoken || req.Message.TS != asked.Message.TS || req.Message.Channel != asked.Channel {
		t.Errorf("request %+v", req)
	}
}

func TestAnAnswerBesideLeavesTheMessage(t *testing.T) {
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		if req.Act == bot.Command {
			return offering("Recorded.", "why")
		}
		r := said("Clause 9-1.")
		r.Beside = true
		return r
	})
	asked := f.only(f.say("amy", "floor", "/visit Ms Wang"))
	why := f.only(f.press("amy", asked, "why", "0"))
	if why.Type != "ephemeral" || why.Message.TS == asked.Message.TS {
		t.Errorf("came %s at the place of the question", told([]workspace.Event{why}))
	}
}

func TestAPressOnAChannelsMessageIsSeenByAll(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("Off today: Amy") })
	ref, err := f.client.Deliver(t.Context(), bot.Post{Channel: f.channel("floor"), Message: *offering("Today's rotation", "off").Message}, bot.Ref{})
	if err != nil {
		t.Fatal(err)
	}
	posted := f.next("bo", 0, saying("Today's rotation"))
	changed := f.only(f.press("amy", posted, "off", "0"))
	if changed.Type != "message_changed" || changed.Message.TS != ref.TS || changed.Message.Text != "Off today: Amy" {
		t.Errorf("came %s", told([]workspace.Event{changed}))
	}
	f.next("bo", posted.Seq, saying("Off today: Amy"))
	if f.last().Spoken {
		t.Error("a channel's message is taken for an ephemeral one")
	}
}

func (f *floor) channel(name string) string {
	f.t.Helper()
	boot, err := f.Boot(f.t.Context(), "amy")
	if err != nil {
		f.t.Fatal(err)
	}
	for _, c := range boot.Channels {
		if c.Name == name {
			return c.ID
		}
	}
	f.t.Fatalf("no channel %s", name)
	return ""
}

// visitForm is a form with a phone that is looked up and a name.
func visitForm(alert string) *bot.Form {
	return &bot.Form{
		ID: "visit", Title: "Register a visit", Submit: "Register", Cancel: "Cancel", Private: "s1", Alert: alert,
		Fields: []bot.Field{
			{ID: "phone", Kind: bot.TextField, Label: "Phone", Optional: true, Watch: true},
			{ID: "name", Kind: bot.TextField, Label: "Name"},
		},
	}
}

func TestAFormIsOpenedMendedAndSubmitted(t *testing.T) {
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		switch {
		case req.Act == bot.Command:
			return bot.Reply{Form: visitForm("")}
		case req.Act == bot.Change:
			return bot.Reply{Form: visitForm("Ms Wang is Bo's customer."), How: bot.UpdateForm}
		case len(req.Fields["phone"]) == 0 || len(req.Fields["phone"][0]) != 11:
			return bot.Reply{Errors: []bot.Wrong{{Field: "phone", Text: "A mobile number has 11 digits."}}}
		}
		return said("Recorded: Ms Wang.")
	})
	opened := f.only(f.say("amy", "floor", "/visit"))
	if opened.Type != "view_opened" || titleOf(opened.View) != "Register a visit" {
		t.Fatalf("came %s", told([]workspace.Event{opened}))
	}
	typed := map[string]any{"phone": field("13800138000"), "name": field("Ms Wang")}
	updated := f.only(f.do("action", "amy", map[string]any{
		"view_id": opened.View.ID, "block_id": "phone", "action_id": valueID, "type": "plain_text_input", "value": "13800138000", "state": typed,
	}))
	if updated.Type != "view_updated" || updated.View.ID != opened.View.ID || !strings.Contains(string(updated.View.Blocks), "Ms Wang is Bo's customer.") {
		t.Fatalf("came %s", told([]workspace.Event{updated}))
	}
	if kept := updated.View.State.Values["name"][valueID]["value"]; kept != "Ms Wang" {
		t.Errorf("the name typed is now %v", kept)
	}
	if req := f.last(); req.Act != bot.Change || req.Action != "phone" || req.Form != "visit" || req.Private != "s1" || req.Channel != f.channel("floor") || req.Fields["name"][0] != "Ms Wang" {
		t.Errorf("request %+v", req)
	}

	act, err := f.Do(t.Context(), "submit", "amy", map[string]any{"view_id": opened.View.ID, "values": map[string]any{"phone": field("1380013800"), "name": field("Ms Wang")}})
	if err != nil || act.Response != "errors" || act.Errors["phone"] != "A mobile number has 11 digits." {
		t.Fatalf("answer %+v, %v", act, err)
	}
	act, err = f.Do(t.Context(), "submit", "amy", map[string]any{"view_id": opened.View.ID, "values": typed})
	if err != nil || act.Response != "clear" {
		t.Fatalf("answer %+v, %v", act, err)
	}
	if got := told(f.await(act, nil)); !strings.Contains(got, "ephemeral: Recorded: Ms Wang.") {
		t.Errorf("came:\n%s", got)
	}
	if req := f.last(); req.Act != bot.Submit || req.Fields["phone"][0] != "13800138000" || req.Channel != f.channel("floor") {
		t.Errorf("request %+v", req)
	}
}

// The bot is no member of the lobby and can't speak there; the response URL of
// the command that opened the form can.
func TestAFormsAnswerComesWhereItWasOpened(t *testing.T) {
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		if req.Act == bot.Command {
			return bot.Reply{Form: visitForm("")}
		}
		return said("Recorded: Ms Wang.")
	})
	opened := f.only(f.say("amy", "lobby", "/visit"))
	events := f.do("submit", "amy", map[string]any{"view_id": opened.View.ID, "values": map[string]any{"name": field("Ms Wang")}})
	i := slices.IndexFunc(events, saying("Recorded"))
	if i < 0 || events[i].Channel != f.channel("lobby") {
		t.Errorf("came:\n%s", told(events))
	}
}

func TestASecondFormTakesThePlaceOfTheFirst(t *testing.T) {
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		if req.Act == bot.Command {
			return bot.Reply{Form: visitForm("")}
		}
		return bot.Reply{How: bot.UpdateForm, Form: &bot.Form{ID: "choice", Title: "A colleague's customer", Cancel: "Cancel", Head: "Ms Wang is Bo's customer."}}
	})
	opened := f.only(f.say("amy", "floor", "/visit"))
	act, err := f.Do(t.Context(), "submit", "amy", map[string]any{"view_id": opened.View.ID, "values": map[string]any{"name": field("Ms Wang")}})
	if err != nil || act.Response != "update" {
		t.Fatalf("answer %+v, %v", act, err)
	}
	f.do("close", "amy", map[string]any{"view_id": opened.View.ID})
	if req := f.last(); req.Act != bot.Close || req.Form != "choice" {
		t.Errorf("request %+v", req)
	}
}

func TestTheAppHome(t *testing.T) {
	home := &bot.Home{Parts: []bot.HomePart{{Title: "Riverside", Buttons: []bot.Button{{Action: "turn.board", Label: "Board"}}}}}
	f := open(t, func(_ *floor, req bot.Request) bot.Reply {
		if req.Act == bot.Open {
			return bot.Reply{Home: home}
		}
		return bot.Reply{Message: &bot.Message{Head: "Next: Bo", Table: &bot.Table{Rows: [][]string{{"#", "Consultant"}, {"1", "Bo"}}}}}
	})
	events := f.do("home", "amy", nil)
	i := slices.IndexFunc(events, func(e workspace.Event) bool { return e.Type == "home" })
	if i < 0 {
		t.Fatalf("came:\n%s", told(events))
	}
	at := find(t, events[i].View.Blocks, "turn.board")
	shown := f.only(f.do("action", "amy", map[string]any{"view_id": events[i].View.ID, "block_id": at.block, "action_id": at.action, "type": "button"}))
	if shown.Type != "view_opened" || !strings.Contains(string(shown.View.Blocks), "1 · Bo") {
		t.Errorf("came %s", told([]workspace.Event{shown}))
	}
	if req := f.last(); req.Act != bot.Press || !req.Home || req.Action != "turn.board" {
		t.Errorf("request %+v", req)
	}
}

func TestWordsToTheBot(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("Walkin: register visits") })
	f.expect(f.say("amy", "floor", "@walkin help"), "ephemeral: Walkin: register visits")
	if req := f.last(); req.Act != bot.Mention || req.Text != "help" || req.Direct {
		t.Errorf("request %+v", req)
	}
	f.expect(f.say("amy", "@walkin", "help"), "message: Walkin: register visits")
	if req := f.last(); req.Act != bot.Mention || req.Text != "help" || !req.Direct {
		t.Errorf("request %+v", req)
	}
	// Between two people the bot is not there, though both kinds look alike.
	f.say("amy", "@bo", "/visit")
	if req := f.last(); req.Act != bot.Command || req.Direct {
		t.Errorf("request %+v", req)
	}
}

func TestEditsAndDeletionsChangeNothing(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return bot.Reply{} })
	act, err := f.Say(t.Context(), "amy", "@walkin", "help")
	f.await(act, err)
	f.do("edit", "amy", map[string]any{"channel": act.Channel, "ts": act.TS, "text": "visit Ms Wang"})
	f.do("delete", "amy", map[string]any{"channel": act.Channel, "ts": act.TS})
	f.say("amy", "floor", "/visit")
	if all := f.asked(); len(all) != 2 {
		t.Errorf("the bot was asked %d times, want once for the message and once for the command: %+v", len(all), all)
	}
}

func TestTheBotJoins(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("Walkin is here. Three steps:") })
	f.do("invite", "amy", map[string]any{"channel": f.channel("lobby"), "user": "walkin"})
	f.next("bo", 0, saying("Walkin is here. Three steps:"))
	if req := f.last(); req.Act != bot.Join || req.Channel != f.channel("lobby") || !req.Asker.Bot || req.Asker.ID != rules.Person(f.client.self) {
		t.Errorf("request %+v", req)
	}
}

func TestAShortcutOnAMessage(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("You have joined dispute 12.") })
	act, err := f.Say(t.Context(), "amy", "floor", "Ms Wang was mine")
	f.await(act, err)
	f.expect(f.do("shortcut", "amy", map[string]any{"callback_id": "dispute", "channel": act.Channel, "ts": act.TS}), "ephemeral: You have joined dispute 12.")
	if req := f.last(); req.Act != bot.Shortcut || req.Shortcut != "dispute" || req.Message != (bot.Ref{Channel: act.Channel, TS: act.TS}) {
		t.Errorf("request %+v", req)
	}
}

func TestADirectMessageIsUpdatedInPlace(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return said("On my way.") })
	deliver := func(p bot.Post, earlier bot.Ref) bot.Ref {
		t.Helper()
		ref, err := f.client.Deliver(t.Context(), p, earlier)
		if err != nil {
			t.Fatal(err)
		}
		return ref
	}
	if ref := deliver(bot.Post{To: "U0BO", Update: true, Message: bot.Message{Head: "Nobody sees this."}}, bot.Ref{}); ref != (bot.Ref{}) {
		t.Errorf("an update of nothing became %+v", ref)
	}
	ref := deliver(bot.Post{To: "U0BO", Message: *offering("王女士到了。", "come").Message}, bot.Ref{})
	arrived := f.next("bo", 0, saying("王女士到了。"))
	if again := deliver(bot.Post{To: "U0BO", Update: true, Message: *offering("王女士还在等。", "come").Message}, ref); again != ref {
		t.Errorf("updated %+v, want %+v", again, ref)
	}
	waits := f.next("bo", arrived.Seq, saying("王女士还在等。"))
	if waits.Type != "message_changed" || waits.Message.TS != ref.TS {
		t.Errorf("came %s", told([]workspace.Event{waits}))
	}
	if e := f.only(f.press("bo", waits, "come", "0")); e.Type != "message_changed" || e.Message.Text != "On my way." {
		t.Errorf("came %s", told([]workspace.Event{e}))
	}
	if req := f.last(); !req.Direct || req.Spoken {
		t.Errorf("request %+v", req)
	}
}
