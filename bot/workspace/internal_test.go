package workspace

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// The vector is the worked example of
// docs.slack.dev/authentication/verifying-requests-from-slack.
func TestSignature(t *testing.T) {
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar" +
		"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com" +
		"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	got := signature("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, []byte(body))
	if want := "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

const smallManifest = `{"display_information":{"name":"Small"},"settings":{"socket_mode_enabled":true,"interactivity":{"is_enabled":true}},"oauth_config":{"scopes":{"bot":["chat:write"]}}}`

func small(tb testing.TB) *Server {
	tb.Helper()
	s, err := Open(tb.Context(), Options{Manifest: []byte(smallManifest), Seed: Seed{
		Users:    []User{{ID: "U0AMY", Name: "amy", RealName: "Amy Wu"}, {ID: "U0AM", Name: "am", RealName: "Am"}},
		Channels: []Channel{{Name: "floor", Members: []string{"amy", "Small"}}},
	}})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

func TestWhatRunsOut(t *testing.T) {
	s := small(t)
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.newTrigger("U0AMY", "", "")
	s.triggers[id].born = time.Now().Add(-triggerLife - time.Millisecond)
	if _, err := s.takeTrigger(id); err == nil || err.Error() != "expired_trigger_id" {
		t.Errorf("a trigger after three seconds: %v", err)
	}
	_, old := s.newResponse(responseURL{user: "U0AMY"})
	s.replies[old].born = time.Now().Add(-3 * responseLife)
	s.newResponse(responseURL{user: "U0AMY"})
	if s.replies[old] != nil {
		t.Error("a response url of long ago is still kept")
	}
}

func TestDurations(t *testing.T) {
	for _, c := range []struct {
		text string
		want time.Duration
		ok   bool
	}{
		{"90m", 90 * time.Minute, true},
		{"1d", 24 * time.Hour, true},
		{"30d", 720 * time.Hour, true},
		{"1d2h30m", 26*time.Hour + 30*time.Minute, true},
		{"d", 0, false},
		{"-1d", 0, false},
		{"1d2", 0, false},
		{"99999d", 0, false},
	} {
		if got, ok := duration(c.text); ok != c.ok || ok && got != c.want {
			t.Errorf("%q: %v %v", c.text, got, ok)
		}
	}
}

func TestManifests(t *testing.T) {
	yes := func(with string) string {
		return `{"display_information":{"name":"App"},"settings":{"socket_mode_enabled":true},` + with + `}`
	}
	for _, c := range []struct{ name, text, want string }{
		{"JSON", smallManifest, ""},
		{"YAML", "display_information: {name: App}\nsettings: {socket_mode_enabled: true}", ""},
		{"no name", `{"display_information":{}}`, "display_information.name: 0 characters, must be 1 to 35"},
		{"a long name", `{"display_information":{"name":"` + strings.Repeat("x", 36) + `"}}`, "display_information.name: 36 characters"},
		{"an unknown key", yes(`"colour":"red"`), `unknown field "colour"`},
		{"a key inside", yes(`"features":{"bot_user":{"display_name":"a","colour":"red"}}`), `unknown field "colour"`},
		{"a command with no scope", yes(`"features":{"slash_commands":[{"command":"/a","description":"x"}]}`), "a command needs the scope commands"},
		{"a command with no slash", yes(`"features":{"slash_commands":[{"command":"ab","description":"x"}]}`), "must be a slash and one word"},
		{"two words", yes(`"features":{"slash_commands":[{"command":"/a b","description":"x"}]}`), "must be a slash and one word"},
		{"a command with no description", yes(`"features":{"slash_commands":[{"command":"/a"}]}`), "description: 0 characters"},
		{"one of Slack's own", yes(`"features":{"slash_commands":[{"command":"/remind","description":"x"}]}`), "one of Slack's own"},
		{"twice", yes(`"features":{"slash_commands":[{"command":"/a","description":"x"},{"command":"/a","description":"x"}]}`), "is there twice"},
		{"51 commands", yes(`"features":{"slash_commands":[` + strings.TrimSuffix(strings.Repeat(`{"command":"/a","description":"x"},`, 51), ",") + `]}`), "51 items, at most 50"},
		{"Cyrillic is fine", yes(`"oauth_config":{"scopes":{"bot":["commands"]}},"features":{"slash_commands":[{"command":"/заявка","description":"x"}]}`), ""},
		{"a scope of nowhere", yes(`"oauth_config":{"scopes":{"bot":["sales:close"]}}`), `"sales:close" is no scope`},
		{"an event of nowhere", `{"display_information":{"name":"App"},"settings":{"socket_mode_enabled":true,"event_subscriptions":{"bot_events":["sale"]}}}`, `"sale" is no event`},
		{"an event with no scope", `{"display_information":{"name":"App"},"settings":{"socket_mode_enabled":true,"event_subscriptions":{"bot_events":["app_mention"]}}}`, "app_mention needs the scope app_mentions:read"},
		{"no socket and no URL", `{"display_information":{"name":"App"},"oauth_config":{"scopes":{"bot":["commands"]}},"features":{"slash_commands":[{"command":"/a","description":"x"}]}}`, "required while Socket Mode is off"},
	} {
		_, err := ParseManifest([]byte(c.text))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestRender(t *testing.T) {
	n := Names{"U1": "Amy", "C1": "#floor"}
	m := &Message{User: "U1", Ephemeral: true, Blocks: json.RawMessage(`[
		{"type":"section","block_id":"s","text":{"type":"mrkdwn","text":"*Recorded:* <@U1> in <#C1|floor> &amp; _more_"}},
		{"type":"actions","block_id":"a","elements":[
			{"type":"button","action_id":"u","text":{"type":"plain_text","text":"Undo"}},
			{"type":"users_select","action_id":"w","placeholder":{"type":"plain_text","text":"Who"}}]}]`)}
	want := "#floor · Amy (only you see this)\n  Recorded: @Amy in #floor & more\n  [Undo] [Who ▾]"
	if got := Render(Event{Type: "ephemeral", Channel: "C1", Message: m}, n); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	v := &View{
		Title: json.RawMessage(`{"text":"Register"}`), Submit: json.RawMessage(`{"text":"OK"}`), Blocks: json.RawMessage(`[
		{"type":"input","block_id":"n","label":{"type":"plain_text","text":"Name"},"element":{"type":"plain_text_input","action_id":"n"}},
		{"type":"input","block_id":"h","optional":true,"label":{"type":"plain_text","text":"How"},"hint":{"type":"plain_text","text":"if known"},
			"element":{"type":"radio_buttons","action_id":"h","initial_option":{"value":"b","text":{"type":"plain_text","text":"B"}},"options":[
			{"value":"a","text":{"type":"plain_text","text":"A"}},{"value":"b","text":{"type":"plain_text","text":"B"}}]}}]`),
	}
	v.State = initialState(v.Blocks)
	want = "form: Register\n  Name*: …\n  How: ( A | ✓ B )\n    (if known)\n  [OK]"
	if got := Render(Event{Type: "view_opened", View: v}, n); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What was accepted once is accepted again, unchanged: IDs are filled in only
// where they lack.
func FuzzBlocks(f *testing.F) {
	for _, seed := range []string{
		`[]`, `[{"type":"divider"}]`, `[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"}}]}]`,
		`[{"type":"section","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"overflow","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}}]`,
		`[{"type":"table","rows":[[{"type":"raw_text","text":"a"}]],"column_settings":[null]}]`, `[null,1,"x",{"type":[]}]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first, err := checkedBlocks(text)
		if err == nil && first != nil {
			second, err := checkedBlocks(string(first))
			if err != nil || string(second) != string(first) {
				t.Errorf("%s\nbecame %s\nthen %s, %v", text, first, second, err)
			}
			renderBlocks(first, initialState(first), nil)
		}
		_, _ = checkedAttachments(`[{"blocks":` + text + `}]`)
		_, _ = checkedView(`{"type":"home","blocks":`+text+`}`, onHome)
		_, _ = checkedSuggestions(json.RawMessage(`{"options":` + text + `}`))
		_, _ = readResponse([]byte(text))
	})
}

// Whatever is typed, no control sequence gets through but those for the people
// and channels that are there.
func FuzzTyped(f *testing.F) {
	for _, seed := range []string{"hi @amy", "@Amy Wu!", "<!channel>", "<@U0AMY> <@U0NO>", "#floor&#floor", "@@amy@am", "https://a.b/<x>", "@amy王", "\xff@\xff"} {
		f.Add(seed)
	}
	s := small(f)
	f.Fuzz(func(t *testing.T, typed string) {
		s.mu.Lock()
		defer s.mu.Unlock()
		amy := s.findMember("amy")
		out := s.written(amy, typed)
		for _, m := range angled.FindAllString(out, -1) {
			ok := m == "<@U0AMY>" || m == "<@U0AM>" || m == "<@"+s.identity.BotUserID+">" || m == "<!channel>" || m == "<!here>" || m == "<!everyone>" ||
				strings.HasPrefix(m, "<#C") || strings.HasPrefix(m, "<http")
			if !ok {
				t.Errorf("%q becomes %q with %q", typed, out, m)
			}
		}
		if strings.Contains(typed, "<!channel>") && !strings.Contains(typed, "@channel") && strings.Contains(out, "<!channel>") {
			t.Errorf("%q pings everyone: %q", typed, out)
		}
		Text(out, nil)
	})
}
