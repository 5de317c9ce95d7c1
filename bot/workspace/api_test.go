package workspace_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"github.com/walkin-chat/walkin/bot/workspace"
)

func TestTokens(t *testing.T) {
	h := open(t)
	post := func(method, token string) string {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.APIURL()+method, strings.NewReader("token="+token))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(resp.StatusCode, " ", strings.TrimSpace(string(body)))
	}
	for _, c := range []struct{ name, method, token, want string }{
		{"none", "auth.test", "", `200 {"error":"not_authed","ok":false}`},
		{"made up", "auth.test", "xoxb-1", `200 {"error":"invalid_auth","ok":false}`},
		{"the app's for the bot's", "auth.test", h.AppToken(), `200 {"error":"not_allowed_token_type","ok":false}`},
		{"the bot's for the app's", "apps.connections.open", h.BotToken(), `200 {"error":"not_allowed_token_type","ok":false}`},
		{"no such method", "sales.close", h.BotToken(), `200 {"error":"unknown_method","ok":false,"req_method":"sales.close"}`},
	} {
		if got := post(c.method, c.token); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestMissingScopes(t *testing.T) {
	h := open(t, func(o *workspace.Options) {
		o.Manifest = []byte(strings.ReplaceAll(strings.ReplaceAll(manifest, `"pins:read", `, ""), `"groups:read", `, ""))
	})
	got := h.call("pins.list", map[string]any{"channel": h.channelID("floor")})
	if got["error"] != "missing_scope" || got["needed"] != "pins:read" || !strings.Contains(fmt.Sprint(got["provided"]), "chat:write") {
		t.Errorf("pins.list: %v", got)
	}
	if got := h.call("conversations.list", map[string]any{"types": "private_channel"}); got["error"] != "missing_scope" || got["needed"] != "groups:read" {
		t.Errorf("conversations.list: %v", got)
	}
}

func TestRefusals(t *testing.T) {
	h := open(t)
	floor, lobby, office := h.channelID("floor"), h.channelID("lobby"), h.channelID("back-office")
	if _, err := h.player.Do(t.Context(), "create", "amy", map[string]any{"name": "old", "users": []string{"desk-bot"}}); err != nil {
		t.Fatal(err)
	}
	old := h.channelID("old")
	h.say("amy", "old", "/archive")
	m, err := h.player.Say(t.Context(), "amy", "floor", "Amy's own")
	if err != nil {
		t.Fatal(err)
	}
	reply, err := h.player.Reply(t.Context(), "amy", "floor", m.TS, "a reply")
	if err != nil {
		t.Fatal(err)
	}
	type args = map[string]any
	for _, c := range []struct {
		name, method string
		args         args
		want         string
	}{
		{"no such channel", "chat.postMessage", args{"channel": "C0NOTHING", "text": "x"}, "channel_not_found"},
		{"a private channel without the app", "chat.postMessage", args{"channel": office, "text": "x"}, "channel_not_found"},
		{"a public channel without the app", "chat.postMessage", args{"channel": lobby, "text": "x"}, "not_in_channel"},
		{"archived", "chat.postMessage", args{"channel": old, "text": "x"}, "is_archived"},
		{"nothing to say", "chat.postMessage", args{"channel": floor, "text": " "}, "no_text"},
		{"no such thread", "chat.postMessage", args{"channel": floor, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"},
		{"a reply is no thread", "chat.postMessage", args{"channel": floor, "text": "x", "thread_ts": reply.TS}, "cannot_reply_to_message"},
		{"101 attachments", "chat.postMessage", args{"channel": floor, "attachments": many(101, "{}")}, "too_many_attachments"},
		{"bad metadata", "chat.postMessage", args{"channel": floor, "text": "x", "metadata": "{}"}, "invalid_metadata_format"},
		{"long markdown", "chat.postMessage", args{"channel": floor, "markdown_text": strings.Repeat("x", 12001)}, "msg_too_long"},
		{"to one who isn't there", "chat.postEphemeral", args{"channel": floor, "user": "U0GUEST", "text": "x"}, "user_not_in_channel"},
		{"changing another's", "chat.update", args{"channel": floor, "ts": m.TS, "text": "x"}, "cant_update_message"},
		{"deleting another's", "chat.delete", args{"channel": floor, "ts": m.TS}, "cant_delete_message"},
		{"changing nothing", "chat.update", args{"channel": floor, "ts": "1.000001", "text": "x"}, "message_not_found"},
		{"permalink of nothing", "chat.getPermalink", args{"channel": floor, "message_ts": "1.000001"}, "message_not_found"},
		{"history without the app", "conversations.history", args{"channel": lobby}, "not_in_channel"},
		{"replies to nothing", "conversations.replies", args{"channel": floor, "ts": "1.000001"}, "thread_not_found"},
		{"a bad cursor", "conversations.list", args{"cursor": "nonsense"}, "invalid_cursor"},
		{"a bad type", "conversations.list", args{"types": "secret"}, "invalid_types"},
		{"joining a private channel", "conversations.join", args{"channel": office}, "channel_not_found"},
		{"a message to itself", "conversations.open", args{"users": botUser(t, h)}, "cannot_dm_bot"},
		{"a message to nobody", "conversations.open", args{}, "users_list_not_supplied"},
		{"nobody", "users.info", args{"user": "U0NOBODY"}, "user_not_found"},
		{"an emoji's name", "reactions.add", args{"channel": floor, "timestamp": m.TS, "name": "not a name"}, "invalid_name"},
		{"no reaction to take away", "reactions.remove", args{"channel": floor, "timestamp": m.TS, "name": "eyes"}, "no_reaction"},
		{"no pin", "pins.remove", args{"channel": floor, "timestamp": m.TS}, "no_pin"},
		{"a file of no length", "files.getUploadURLExternal", args{"filename": "a.png"}, "invalid_arguments"},
		{"a file that never came", "files.completeUploadExternal", args{"files": `[{"id":"F0NOTHING"}]`}, "file_not_found"},
	} {
		if got := h.call(c.method, c.args); got["error"] != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestTheAppsMessages(t *testing.T) {
	h := open(t)
	a, floor := h.api(), h.channelID("floor")
	_, ts, err := a.PostMessage(floor, slack.MsgOptionText("one", false))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := a.UpdateMessage(floor, ts, slack.MsgOptionText("two", false)); err != nil {
		t.Fatal(err)
	}
	_, reply, err := a.PostMessage(floor, slack.MsgOptionText("below", false), slack.MsgOptionTS(ts))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.AddReaction("eyes", slack.NewRefToMessage(floor, ts)); err != nil {
		t.Fatal(err)
	}
	if err := a.AddReaction("eyes", slack.NewRefToMessage(floor, ts)); err == nil || err.Error() != "already_reacted" {
		t.Errorf("reacting twice: %v", err)
	}
	if err := a.AddPin(floor, slack.NewRefToMessage(floor, ts)); err != nil {
		t.Fatal(err)
	}
	thread, _, _, err := a.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: floor, Timestamp: reply})
	if err != nil {
		t.Fatal(err)
	}
	if len(thread) != 2 || thread[0].Text != "two" || thread[0].ReplyCount != 1 || thread[1].Text != "below" || thread[0].Edited == nil {
		t.Errorf("thread: %+v", thread)
	}
	if pins, _, err := a.ListPins(floor); err != nil || len(pins) != 1 || pins[0].Message.Timestamp != ts {
		t.Errorf("pins: %+v %v", pins, err)
	}
	permalink, err := a.GetPermalink(&slack.PermalinkParameters{Channel: floor, Ts: reply})
	if err != nil || !strings.Contains(permalink, "/archives/"+floor+"/p") || !strings.Contains(permalink, "thread_ts="+ts) {
		t.Errorf("permalink %q %v", permalink, err)
	}
	if _, _, err := a.DeleteMessage(floor, reply); err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.DeleteMessage(floor, ts); err != nil {
		t.Fatal(err)
	}
	if got := h.history(floor); strings.Contains(got, "two") || strings.Contains(got, "below") {
		t.Errorf("after deleting:\n%s", got)
	}
	dm, _, _, err := a.OpenConversation(&slack.OpenConversationParameters{Users: []string{"U0BO"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.PostMessage("U0BO", slack.MsgOptionText("for you", false)); err != nil {
		t.Fatal(err)
	}
	if got := h.history(dm.ID); got != "for you" {
		t.Errorf("the direct message holds %q", got)
	}
}

func TestUpdateKeepsWhatIsLeftOut(t *testing.T) {
	h := open(t)
	floor := h.channelID("floor")
	posted := h.call("chat.postMessage", map[string]any{"channel": floor, "text": "one", "blocks": many(1, section)})
	kept := h.call("chat.update", map[string]any{"channel": floor, "ts": posted["ts"], "text": "two"})
	if m := kept["message"].(map[string]any); m["text"] != "two" || m["blocks"] == nil {
		t.Errorf("blocks left out: %v", m)
	}
	gone := h.call("chat.update", map[string]any{"channel": floor, "ts": posted["ts"], "text": "three", "blocks": "[]"})
	if m := gone["message"].(map[string]any); m["blocks"] != nil {
		t.Errorf("blocks emptied: %v", m)
	}
}

func TestLists(t *testing.T) {
	h := open(t)
	a := h.api()
	var names []string
	cursor := ""
	for {
		page, next, err := a.GetConversations(&slack.GetConversationsParameters{Limit: 1, Cursor: cursor, Types: []string{"public_channel", "private_channel"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page {
			names = append(names, c.Name)
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	if !slices.Equal(names, []string{"floor", "lobby"}) {
		t.Errorf("conversations: %v", names)
	}
	users, err := a.GetUsers()
	if err != nil {
		t.Fatal(err)
	}
	if len(users) != 4 {
		t.Errorf("%d users", len(users))
	}
	u, err := a.GetUserInfo("U0BO")
	if err != nil || u.Locale != "zh-CN" || u.TZOffset != 8*3600 || u.Profile.DisplayName != "Bo" || u.RealName != "Bo" {
		t.Errorf("bo is %+v, %v", u, err)
	}
	members, _, err := a.GetUsersInConversation(&slack.GetUsersInConversationParameters{ChannelID: h.channelID("floor")})
	if err != nil || len(members) != 3 {
		t.Errorf("members %v, %v", members, err)
	}
}

func TestTooManyPostsInARow(t *testing.T) {
	h := open(t)
	a, floor := h.api(), h.channelID("floor")
	var limited *slack.RateLimitedError
	for range 40 {
		if _, _, err := a.PostMessage(floor, slack.MsgOptionText("x", false)); err != nil {
			if !errors.As(err, &limited) || limited.RetryAfter <= 0 {
				t.Fatalf("refused with %v", err)
			}
			break
		}
	}
	if limited == nil {
		t.Error("forty posts at once were all taken")
	}
	if _, _, err := a.PostMessage("U0AMY", slack.MsgOptionText("x", false)); err != nil {
		t.Errorf("another channel: %v", err)
	}
}

func TestFiles(t *testing.T) {
	h := open(t)
	content := []byte("\x89PNG\r\n\x1a\nnot really")
	f, err := h.api().UploadFile(slack.UploadFileParameters{
		Reader: bytes.NewReader(content), FileSize: len(content), Filename: "board.png", Title: "The board",
		Channel: h.channelID("floor"), InitialComment: "today", AltTxt: "a board",
	})
	if err != nil {
		t.Fatal(err)
	}
	fetch := func(as string) (int, []byte, http.Header) {
		resp, err := http.Get(h.url + "/client/file?as=" + as + "&id=" + f.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, body, resp.Header
	}
	status, body, header := fetch("bo")
	if status != 200 || !bytes.Equal(body, content) || header.Get("Content-Type") != "image/png" || !strings.Contains(header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("bo gets %d, %d bytes, %v", status, len(body), header)
	}
	if status, _, _ := fetch("gus"); status != 404 {
		t.Errorf("one who isn't in the channel gets %d", status)
	}
	got, _, _, err := h.api().GetFileInfo(f.ID, 0, 0)
	if err != nil || got.Title != "The board" || got.Size != len(content) {
		t.Errorf("files.info: %+v %v", got, err)
	}
	var out bytes.Buffer
	if err := h.api().GetFile(got.URLPrivate, &out); err != nil || !bytes.Equal(out.Bytes(), content) {
		t.Errorf("the app fetches %d bytes, %v", out.Len(), err)
	}
	if history := h.history(h.channelID("floor")); history != "today" {
		t.Errorf("history:\n%s", history)
	}
}

// A file that a person sends is handed to an app that may read files; any other
// is sent on to the page where people sign in.
func TestAPersonSendsAFile(t *testing.T) {
	for _, c := range []struct {
		name   string
		scopes string
		want   string
	}{
		{"with the scope", `"files:read", "files:write"`, "name: 我们的"},
		{"without it", `"files:write"`, "<!doctype html>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t, func(o *workspace.Options) {
				o.Manifest = []byte(strings.NewReplacer(`"files:read", "files:write"`, c.scopes, ", file_shared]", "]").Replace(manifest))
			})
			heard := make(chan slack.File, 1)
			h.app(func(_ *app, e socketmode.Event) any {
				if m, ok := inner(e).(*slackevents.MessageEvent); ok && m.SubType == "file_share" {
					heard <- m.Message.Files[0]
				}
				return nil
			})
			if _, err := h.player.Send(t.Context(), "amy", "@Desk Bot", "../my.yaml", []byte("name: 我们的")); err != nil {
				t.Fatal(err)
			}
			f := <-heard
			if f.Name != "my.yaml" || f.Size != len("name: 我们的") || f.User != "U0AMY" {
				t.Errorf("the event tells of %+v", f)
			}
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, f.URLPrivateDownload, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Authorization", "Bearer "+h.BotToken())
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if err != nil || !strings.HasPrefix(strings.ToLower(string(body)), c.want) {
				t.Errorf("fetched %q, %v", body, err)
			}
		})
	}
	h := open(t)
	var refused *workspace.PlayError
	if _, err := h.player.Send(t.Context(), "amy", "floor", "empty.txt", nil); !errors.As(err, &refused) || refused.Code != "empty_file" {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := h.player.Send(t.Context(), "bo", "back-office", "a.txt", []byte("a")); !errors.As(err, &refused) || refused.Code != "channel_not_found" {
		t.Errorf("into a channel that they don't see: %v", err)
	}
}
