package main

import (
	"errors"
	"strings"
	"testing"
)

func TestWhereTheBotConnects(t *testing.T) {
	for _, tt := range []struct {
		name     string
		settings string // NAME=value, separated by spaces
		want     mode
		refused  string // what the refusal says, words that all stand in it
	}{
		{"nothing: the embedded workspace", "", embedded, ""},
		{"blanks are nothing", "SLACK_BOT_TOKEN=  SLACK_APP_TOKEN= ", embedded, ""},
		{"both tokens: Socket Mode", "SLACK_BOT_TOKEN=xoxb-1 SLACK_APP_TOKEN=xapp-1", socketMode, ""},
		{"token, secret and address: HTTP", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s WALKIN_HTTP_ADDR=:3000", signedHTTP, ""},
		{"another server by Socket Mode", "SLACK_BOT_TOKEN=xoxb-1 SLACK_APP_TOKEN=xapp-1 SLACK_API_URL=http://127.0.0.1:9/api", socketMode, ""},
		{"another server by HTTP", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s WALKIN_HTTP_ADDR=:3000 SLACK_API_URL=http://127.0.0.1:9/api", signedHTTP, ""},

		{"both sets", "SLACK_BOT_TOKEN=xoxb-1 SLACK_APP_TOKEN=xapp-1 SLACK_SIGNING_SECRET=s WALKIN_HTTP_ADDR=:3000", 0, "SLACK_APP_TOKEN SLACK_SIGNING_SECRET WALKIN_HTTP_ADDR remove"},
		{"one set and half the other", "SLACK_BOT_TOKEN=xoxb-1 SLACK_APP_TOKEN=xapp-1 SLACK_SIGNING_SECRET=s", 0, "SLACK_APP_TOKEN SLACK_SIGNING_SECRET remove"},
		{"the bot's token alone", "SLACK_BOT_TOKEN=xoxb-1", 0, "SLACK_APP_TOKEN SLACK_SIGNING_SECRET WALKIN_HTTP_ADDR Information"},
		{"the app's token alone", "SLACK_APP_TOKEN=xapp-1", 0, "SLACK_BOT_TOKEN Permissions"},
		{"no token for HTTP", "SLACK_SIGNING_SECRET=s WALKIN_HTTP_ADDR=:3000", 0, "SLACK_BOT_TOKEN Permissions"},
		{"no secret for HTTP", "SLACK_BOT_TOKEN=xoxb-1 WALKIN_HTTP_ADDR=:3000", 0, "SLACK_SIGNING_SECRET Credentials"},
		{"no address for HTTP", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s", 0, "WALKIN_HTTP_ADDR 127.0.0.1:3000"},
		{"the secret alone", "SLACK_SIGNING_SECRET=s", 0, "SLACK_BOT_TOKEN"},
		{"an address without a port", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s WALKIN_HTTP_ADDR=localhost", 0, "WALKIN_HTTP_ADDR HOST:PORT"},
		{"another server and nothing for it", "SLACK_API_URL=http://127.0.0.1:9/api", 0, "SLACK_BOT_TOKEN"},
		{"another server without a scheme", "SLACK_BOT_TOKEN=xoxb-1 SLACK_APP_TOKEN=xapp-1 SLACK_API_URL=127.0.0.1:9/api", 0, "SLACK_API_URL"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			settings := map[string]string{}
			for _, one := range strings.Split(tt.settings, " ") {
				name, value, _ := strings.Cut(one, "=")
				settings[name] = value
			}
			got, err := chooseConnection(func(name string) string { return settings[name] })
			if (err != nil) != (tt.refused != "") {
				t.Fatalf("error %v", err)
			}
			if err == nil {
				if got.mode != tt.want {
					t.Errorf("mode %d, want %d", got.mode, tt.want)
				}
				return
			}
			if m := (mistake{}); !errors.As(err, &m) {
				t.Errorf("not the caller's mistake: %v", err)
			}
			for _, word := range strings.Fields(tt.refused) {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("%q says nothing of %s", err, word)
				}
			}
			for _, value := range []string{"xoxb-1", "xapp-1", "=s"} {
				if strings.Contains(err.Error(), value) {
					t.Errorf("%q shows a secret", err)
				}
			}
		})
	}
}
