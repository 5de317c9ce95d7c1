package slackio

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/walkin-chat/walkin/bot"
)

// interacted decodes an interaction as Slack sends it; nil if the bot is not
// asked.
func interacted(t testing.TB, payload string) *bot.Request {
	t.Helper()
	var ic slack.InteractionCallback
	if err := json.Unmarshal([]byte(payload), &ic); err != nil {
		t.Fatal(err)
	}
	if d := fromInteraction(ic); d != nil {
		return &d.req
	}
	return nil
}

// happened decodes an event as Slack sends it.
func happened(t testing.TB, inner string) *bot.Request {
	t.Helper()
	ev, err := slackevents.ParseEvent([]byte(`{"type":"event_callback","event_id":"Ev1","event":`+inner+`}`), slackevents.OptionNoVerifyToken())
	if err != nil {
		t.Fatal(err)
	}
	if d := fromEvent(ev, "U0WALKIN"); d != nil && d.forget == "" {
		return &d.req
	}
	return nil
}

func TestCommandsAreReadAsTyped(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"words", "Ms Wang 13800138000", "Ms Wang 13800138000"},
		{"a mention stays one", "Ms Wang <@U0BO|bo>", "Ms Wang <@U0BO|bo>"},
		{"a phone that Slack made a link of", "Ms Wang <tel:13800138000|13800138000>", "Ms Wang 13800138000"},
		{"a link without words of its own", "<tel:13800138000>", "13800138000"},
		{"an address that Slack made a link of", "note:<http://example.com|example.com>", "note:example.com"},
		{"what Slack escaped stays so: a mention typed by hand is none", "A&amp;B &lt;@U0BO&gt;", "A&amp;B &lt;@U0BO&gt;"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := fromCommand(slack.SlashCommand{Command: "/visit", Text: tt.text})
			if d.req.Command != "visit" || d.req.Text != tt.want {
				t.Errorf("/%s %q, want %q", d.req.Command, d.req.Text, tt.want)
			}
		})
	}
}

func TestInteractionsAreDecoded(t *testing.T) {
	const modalView = `"view":{"id":"V1","type":"modal","callback_id":"visit","private_metadata":"C1 170.1\ns1 v1","state":{"values":{
		"phone":{"value":{"type":"plain_text_input","value":"13800138000"}},"name":{"value":{"type":"plain_text_input","value":null}},
		"asked":{"value":{"type":"users_select","selected_user":"U0BO"}},"staff":{"value":{"type":"multi_users_select","selected_users":["U0AMY","U0BO"]}},
		"via":{"value":{"type":"static_select","selected_option":{"text":{"type":"plain_text","text":"x"},"value":"walkin"}}},
		"came":{"value":{"type":"checkboxes","selected_options":[{"text":{"type":"plain_text","text":"x"},"value":"along"},{"text":{"type":"plain_text","text":"y"},"value":"named"}]}},
		"opens":{"value":{"type":"timepicker","selected_time":"09:00"}},"been":{"value":{"type":"radio_buttons","selected_option":null}}}}}`
	fields := map[string][]string{
		"phone": {"13800138000"}, "asked": {"U0BO"}, "staff": {"U0AMY", "U0BO"}, "via": {"walkin"}, "came": {"along", "named"}, "opens": {"09:00"},
	}
	message := func(action string) string {
		return `{"type":"block_actions","trigger_id":"T1","user":{"id":"U0AMY"},"channel":{"id":"C1","name":"floor"},"response_url":"https://example.com/r",
			"container":{"type":"message","message_ts":"170.2","channel_id":"C1","is_ephemeral":true},"actions":[` + action + `]}`
	}
	pressed := bot.Request{Key: "T1", Act: bot.Press, Channel: "C1", Place: "floor", Message: bot.Ref{Channel: "C1", TS: "170.2"}, Spoken: true}
	with := func(change func(*bot.Request)) *bot.Request {
		r := pressed
		change(&r)
		return &r
	}
	inForm := func(kind, rest string) string {
		return `{"type":"` + kind + `","trigger_id":"T1","user":{"id":"U0AMY"},` + modalView + rest + `}`
	}
	for _, tt := range []struct {
		name, payload string
		want          *bot.Request
	}{
		{
			"a button", message(`{"type":"button","block_id":"b","action_id":"undo","value":"2318"}`),
			with(func(r *bot.Request) { r.Action, r.Value = "undo", "2318" }),
		},
		{
			"the second of two buttons that do the same", message(`{"type":"button","block_id":"b","action_id":"visit.choose~2","value":"v1 no"}`),
			with(func(r *bot.Request) { r.Action, r.Value = "visit.choose", "v1 no" }),
		},
		{
			"a menu", message(`{"type":"static_select","block_id":"b","action_id":"owner.pick","selected_option":{"text":{"type":"plain_text","text":"x"},"value":"c1"}}`),
			with(func(r *bot.Request) { r.Action, r.Value, r.Chosen = "owner.pick", "c1", []string{"c1"} }),
		},
		{
			"a menu that carries a value", message(`{"type":"static_select","block_id":"b","action_id":"more|c1","selected_option":{"text":{"type":"plain_text","text":"x"},"value":"family"}}`),
			with(func(r *bot.Request) { r.Action, r.Value, r.Chosen = "more", "c1", []string{"family"} }),
		},
		{
			"a menu of people", message(`{"type":"users_select","block_id":"b","action_id":"visit.other|v1","selected_user":"U0BO"}`),
			with(func(r *bot.Request) { r.Action, r.Value, r.Chosen = "visit.other", "v1", []string{"U0BO"} }),
		},
		{
			"a button on the App Home",
			`{"type":"block_actions","trigger_id":"T1","user":{"id":"U0AMY"},"view":{"id":"V0","type":"home"},"actions":[{"type":"button","block_id":"b","action_id":"mine"}]}`,
			&bot.Request{Key: "T1", Act: bot.Press, Action: "mine", Home: true},
		},
		{
			"a field that is watched", inForm("block_actions", `,"actions":[{"type":"plain_text_input","block_id":"phone","action_id":"value","value":"13800138000"}]`),
			&bot.Request{Key: "T1", Act: bot.Change, Channel: "C1", Action: "phone", Value: "13800138000", Chosen: []string{"13800138000"}, Form: "visit", Private: "s1 v1", Fields: fields},
		},
		{
			"a button in a form", inForm("block_actions", `,"actions":[{"type":"button","block_id":"b","action_id":"undo","value":"7"}]`),
			&bot.Request{Key: "T1", Act: bot.Press, Channel: "C1", Action: "undo", Value: "7", Form: "visit", Private: "s1 v1", Fields: fields},
		},
		{
			"a form submitted", inForm("view_submission", ""),
			&bot.Request{Key: "T1", Act: bot.Submit, Channel: "C1", Form: "visit", Private: "s1 v1", Fields: fields},
		},
		{
			"a form closed", inForm("view_closed", ""),
			&bot.Request{Key: "T1", Act: bot.Close, Channel: "C1", Form: "visit", Private: "s1 v1"},
		},
		{
			"a shortcut on a message",
			`{"type":"message_action","trigger_id":"T1","callback_id":"dispute","user":{"id":"U0AMY"},"channel":{"id":"C1","name":"floor"},"message":{"ts":"170.3"}}`,
			&bot.Request{Key: "T1", Act: bot.Shortcut, Channel: "C1", Place: "floor", Shortcut: "dispute", Message: bot.Ref{Channel: "C1", TS: "170.3"}},
		},
		{"a global shortcut", `{"type":"shortcut","trigger_id":"T1","callback_id":"visit","user":{"id":"U0AMY"}}`, &bot.Request{Key: "T1", Act: bot.Shortcut, Shortcut: "visit"}},
		{"a menu that asks for its options", `{"type":"block_suggestion","user":{"id":"U0AMY"}}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, interacted(t, tt.payload)); diff != "" {
				t.Errorf("decoded (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEventsAreDecoded(t *testing.T) {
	for _, tt := range []struct {
		name, event string
		want        *bot.Request
	}{
		{
			"the bot is mentioned", `{"type":"app_mention","user":"U0AMY","channel":"C1","text":"<@U0WALKIN> help","ts":"170.1"}`,
			&bot.Request{Key: "Ev1", Act: bot.Mention, Channel: "C1", Text: "help"},
		},
		{
			"written to directly", `{"type":"message","channel_type":"im","user":"U0AMY","channel":"D1","text":"A&amp;B","ts":"170.1"}`,
			&bot.Request{Key: "Ev1", Act: bot.Mention, Channel: "D1", Text: "A&amp;B"},
		},
		{"a message in a channel is nobody's business", `{"type":"message","channel_type":"channel","user":"U0AMY","channel":"C1","text":"hi","ts":"170.1"}`, nil},
		{"an edited message changes nothing", `{"type":"message","subtype":"message_changed","channel_type":"im","channel":"D1","message":{"user":"U0AMY","text":"help","ts":"170.1","edited":{"user":"U0AMY","ts":"170.2"}},"ts":"170.2"}`, nil},
		{"a deleted message changes nothing", `{"type":"message","subtype":"message_deleted","channel_type":"im","channel":"D1","previous_message":{"user":"U0AMY","text":"help","ts":"170.1"},"ts":"170.2"}`, nil},
		{"a mention that was edited in changes nothing", `{"type":"app_mention","user":"U0AMY","channel":"C1","text":"<@U0WALKIN> help","ts":"170.1","edited":{"user":"U0AMY","ts":"170.2"}}`, nil},
		{"bots get no answer", `{"type":"message","channel_type":"im","bot_id":"B1","user":"U0OTHER","channel":"D1","text":"help","ts":"170.1"}`, nil},
		{"the bot's own words get no answer", `{"type":"message","channel_type":"im","user":"U0WALKIN","channel":"D1","text":"help","ts":"170.1"}`, nil},
		{"the App Home is opened", `{"type":"app_home_opened","user":"U0AMY","channel":"D1","tab":"home"}`, &bot.Request{Key: "Ev1", Act: bot.Open, Channel: "D1"}},
		{"the messages beside the App Home are opened", `{"type":"app_home_opened","user":"U0AMY","channel":"D1","tab":"messages"}`, nil},
		{"the bot joins", `{"type":"member_joined_channel","user":"U0WALKIN","channel":"C1","channel_type":"C"}`, &bot.Request{Key: "Ev1", Act: bot.Join, Channel: "C1"}},
		{"the channel is renamed", `{"type":"channel_rename","channel":{"id":"C1","name":"bay-view","created":1}}`, &bot.Request{Key: "Ev1", Act: bot.Renamed, Channel: "C1", Place: "bay-view"}},
		{"a private channel is renamed", `{"type":"group_rename","channel":{"id":"C1","name":"bay-view","created":1}}`, &bot.Request{Key: "Ev1", Act: bot.Renamed, Channel: "C1", Place: "bay-view"}},
		{"a private channel that is shared has another ID", `{"type":"channel_id_changed","old_channel_id":"G1","new_channel_id":"C1"}`, &bot.Request{Key: "Ev1", Act: bot.Moved, Channel: "G1", Place: "C1"}},
		{"somebody else joins", `{"type":"member_joined_channel","user":"U0AMY","channel":"C1","channel_type":"C"}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, happened(t, tt.event)); diff != "" {
				t.Errorf("decoded (-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever arrives, decoding ends, and what it makes of it is text.
func FuzzInteraction(f *testing.F) {
	f.Add([]byte(`{"type":"block_actions","trigger_id":"T","actions":[{"type":"users_select","block_id":"b","action_id":"a~2|v","selected_user":"U0BO"}]}`))
	f.Add([]byte(`{"type":"view_submission","view":{"id":"V","type":"modal","private_metadata":"C1 1.2\nx","state":{"values":{"a~2":{"value":{"value":"x"}}}}}}`))
	f.Add([]byte(`{"type":"view_submission","view":{"id":"V","type":"modal","blocks":[{"type":"input"},{"type":"section"}]}}`))
	f.Fuzz(func(t *testing.T, payload []byte) {
		var ic slack.InteractionCallback
		if json.Unmarshal(payload, &ic) != nil {
			return
		}
		d := fromInteraction(ic)
		if d == nil {
			return
		}
		for field, values := range d.req.Fields {
			for _, v := range values {
				if v == "" {
					t.Errorf("field %q has an empty value", field)
				}
			}
		}
		if n := len(d.others()); n > maxNamed {
			t.Errorf("%d people to look up", n)
		}
	})
}

func FuzzTyped(f *testing.F) {
	f.Add("Ms Wang <tel:138|138> <@U0BO|bo> &amp;&lt;")
	f.Add("<<<>>>|<|>&&amp;amp;")
	f.Fuzz(func(t *testing.T, text string) {
		if got := typed(text); length(got) > 3*length(text)+3 {
			t.Errorf("%q grew to %q", text, got)
		}
		mentioned(text)
	})
}
