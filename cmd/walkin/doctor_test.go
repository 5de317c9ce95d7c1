package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/bot/slackio"
)

// examine runs walkin doctor and returns its findings.
func examine(t *testing.T, args ...string) (status int, found []finding) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = run(t.Context(), append([]string{"doctor", "--json"}, args...), nil, &stdout, &stderr)
	for dec := json.NewDecoder(&stdout); dec.More(); {
		var f finding
		if err := dec.Decode(&f); err != nil {
			t.Fatal(err)
		}
		found = append(found, f)
	}
	for _, secret := range []string{"xoxb-5", "xapp-5", "s3cret"} {
		if strings.Contains(fmt.Sprint(found)+stderr.String(), secret) {
			t.Errorf("a secret is shown: %+v %s", found, stderr.String())
		}
	}
	return status, found
}

func TestDoctor(t *testing.T) {
	allScopes := func() string {
		var names []string
		for _, s := range slackio.Scopes() {
			names = append(names, s.Name)
		}
		return strings.Join(names, ",")
	}()
	socket := map[string]string{botTokenVar: "xoxb-5", appTokenVar: "xapp-5"}
	byHTTP := map[string]string{botTokenVar: "xoxb-5", secretVar: "s3cret", listenVar: "127.0.0.1:0"}
	for _, tt := range []struct {
		name     string
		settings map[string]string
		scopes   string
		ahead    time.Duration // Slack's clock
		refuses  string        // the method that Slack refuses
		prepare  func(t *testing.T, data string)
		args     []string
		status   int
		says     string // of the first finding that is wrong, or of any where none is
		fix      string
	}{
		{name: "nothing is set", says: "embedded workspace"},
		{name: "all is well by Socket Mode", settings: socket, says: "by Socket Mode"},
		{name: "all is well by HTTP", settings: byHTTP, says: "by signed HTTP"},
		{name: "half a set", settings: map[string]string{botTokenVar: "xoxb-5"}, status: 1, says: "SLACK_APP_TOKEN", fix: ".env"},
		{name: "the bot's token is revoked", settings: socket, refuses: "auth.test", status: 1, says: "SLACK_BOT_TOKEN is refused by Slack (token_revoked)", fix: "copy it anew"},
		{name: "the app's token is revoked", settings: socket, refuses: "apps.connections.open", status: 1, says: "SLACK_APP_TOKEN is refused by Slack", fix: "copy it anew"},
		{name: "a scope lacks", settings: socket, scopes: strings.Replace(allScopes, "im:write", "files:read", 1), status: 1, says: "im:write is missing; it is needed to open direct messages", fix: "OAuth & Permissions"},
		{name: "the clock is a minute behind", settings: socket, ahead: time.Minute, status: 1, says: "away from Slack's", fix: "set the clock"},
		{name: "the clock is so far off that requests are refused", settings: byHTTP, ahead: -time.Hour, status: 1, says: "its requests are refused", fix: "set the clock"},
		{name: "Slack is not there", settings: map[string]string{botTokenVar: "xoxb-5", appTokenVar: "xapp-5", apiURLVar: "http://127.0.0.1:1/"}, status: 1, says: "reach Slack", fix: "SLACK_API_URL"},
		{name: "a policy file with a mistake", prepare: func(t *testing.T, data string) {
			write(t, filepath.Join(data, "p.yaml"), "protection: soon\n")
		}, args: []string{"DATA/p.yaml"}, status: 1, says: "p.yaml", fix: "mend the file"},
		{name: "a database that is none", prepare: func(t *testing.T, data string) {
			write(t, filepath.Join(data, registerFile), strings.Repeat("not a database", 100))
		}, status: 1, says: registerFile, fix: "backup"},
		{name: "a register somebody changed", prepare: func(t *testing.T, data string) {
			importOne(t, data)
			change(t, filepath.Join(data, registerFile), "DROP TRIGGER events_no_update", `UPDATE events SET hash = 'x'`)
		}, status: 1, says: "event 1", fix: "backup"},
		{name: "a sound register", prepare: importOne, says: "1 events in order"},
		{name: "a post that waits since yesterday", prepare: func(t *testing.T, data string) {
			importOne(t, data)
			change(t, filepath.Join(data, registerFile), `INSERT INTO jobs (site, lane, due, not_before, attempts, body) VALUES ('C1', 'C1', 1000000, 0, 3, x'')`)
		}, status: 1, says: "1 wait to be sent, 1 of them were tried", fix: "Is Walkin running"},
		{name: "a data folder that is a file", prepare: func(t *testing.T, data string) {
			if err := os.Remove(data); err != nil {
				t.Fatal(err)
			}
			write(t, data, "x")
		}, status: 1, says: "is not a folder", fix: "WALKIN_DATA"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			slackAPI := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				scopes := tt.scopes
				if scopes == "" {
					scopes = allScopes
				}
				w.Header().Set("X-OAuth-Scopes", scopes)
				w.Header().Set("Date", time.Now().Add(tt.ahead).UTC().Format(http.TimeFormat))
				if strings.TrimPrefix(r.URL.Path, "/") == tt.refuses {
					fmt.Fprint(w, `{"ok":false,"error":"token_revoked"}`)
					return
				}
				fmt.Fprint(w, `{"ok":true,"team":"Riverside","user":"walkin","url":"wss://x.invalid","channel":{"id":"C1","is_member":true}}`)
			}))
			defer slackAPI.Close()
			data := filepath.Join(t.TempDir(), "data")
			if err := os.Mkdir(data, 0o700); err != nil {
				t.Fatal(err)
			}
			t.Setenv("WALKIN_DATA", data)
			if len(tt.settings) > 0 && tt.settings[appTokenVar]+tt.settings[secretVar] != "" {
				t.Setenv(apiURLVar, slackAPI.URL)
			}
			for name, value := range tt.settings {
				t.Setenv(name, value)
			}
			if tt.prepare != nil {
				tt.prepare(t, data)
			}
			var args []string
			for _, a := range tt.args {
				args = append(args, strings.Replace(a, "DATA", data, 1))
			}
			status, found := examine(t, args...)
			if status != tt.status {
				t.Errorf("exit status %d, want %d", status, tt.status)
			}
			for _, f := range found {
				if (f.State == trouble || tt.status == 0) && strings.Contains(f.Text, tt.says) {
					if !strings.Contains(strings.ToLower(f.Fix), strings.ToLower(tt.fix)) {
						t.Errorf("%q: what to do is %q", f.Text, f.Fix)
					}
					return
				}
			}
			t.Errorf("nothing says %q: %+v", tt.says, found)
		})
	}
}

func TestDoctorLooksAtTheSitesChannels(t *testing.T) {
	data := t.TempDir()
	importOne(t, data)
	if err := os.Rename(filepath.Join(data, registerFile), filepath.Join(data, slackFile)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("WALKIN_DATA", data)
	t.Setenv(botTokenVar, "xoxb-5")
	t.Setenv(appTokenVar, "xapp-5")
	for _, tt := range []struct {
		channel, says string
		status        int
	}{
		{`{"ok":true,"channel":{"id":"C1","is_member":true}}`, "Walkin is in its channel", 0},
		{`{"ok":true,"channel":{"id":"C1","is_member":true,"is_archived":true}}`, "is archived", 1},
		{`{"ok":true,"channel":{"id":"C1"}}`, "is not in its channel", 1},
		{`{"ok":false,"error":"channel_not_found"}`, "is not in its channel", 1},
		{`{"ok":false,"error":"missing_scope"}`, "missing_scope", 0},
	} {
		slackAPI := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/conversations.info" {
				fmt.Fprint(w, tt.channel)
				return
			}
			fmt.Fprint(w, `{"ok":true,"team":"Riverside","user":"walkin","url":"wss://x.invalid"}`)
		}))
		t.Setenv(apiURLVar, slackAPI.URL)
		status, found := examine(t)
		slackAPI.Close()
		if status != tt.status || !strings.Contains(fmt.Sprint(found), tt.says) {
			t.Errorf("%s: status %d, %+v", tt.channel, status, found)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// importOne makes a register of one event.
func importOne(t *testing.T, data string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "register.jsonl")
	write(t, file, `{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"amy","name":"Amy"}`+"\n")
	var out bytes.Buffer
	if status := run(t.Context(), []string{"register", "import", "--data", data, "--db", filepath.Join(data, registerFile), "--site", "C1", file}, strings.NewReader(""), &out, &out); status != 0 {
		t.Fatal(out.String())
	}
}

// change does to a database what the program never would.
func change(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}
