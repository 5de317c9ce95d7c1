package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"github.com/walkin-chat/walkin/storage"
)

// walkin runs the program and returns what it says and its exit status.
func walkin(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), status
}

const twoLines = `{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"amy","name":"Amy"}
{"type":"visit","at":"2026-03-01T10:00:00+08:00","id":"v1","customer":"wang","person":"amy","details":{"name":"Wang","phone":"13800138000"}}
`

func TestVerifyTellsWhatSomebodyChanged(t *testing.T) {
	for _, tt := range []struct{ name, sql, says string }{
		{"in the register", `DROP TRIGGER events_no_update; UPDATE events SET body = replace(body, '"person":"amy"', '"person":"bo"') WHERE seq = 2`, "C1: event 2: was changed"},
		{"in what is derived", `UPDATE holdings SET owner = 'bo'`, "C1: derived table holdings: wang is not what the register makes of it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "walkin.db")
			if _, said, status := walkin(t, twoLines, "register", "--db", path, "import", "--site", "C1", "-"); status != 0 {
				t.Fatal(said)
			}
			shell, err := sqlx.Open("sqlite3", path)
			if err != nil {
				t.Fatal(err)
			}
			defer shell.Close()
			shell.MustExec(tt.sql)
			out, errs, status := walkin(t, "", "register", "--db", path, "verify")
			if status != 1 || !strings.Contains(out, tt.says) || !strings.Contains(errs, "not in order: C1") {
				t.Errorf("status %d, %q, %q; want 1 and %q", status, out, errs, tt.says)
			}
		})
	}
}

func TestBesideARunningBot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "walkin.db")
	if _, said, status := walkin(t, twoLines, "register", "--db", path, "import", "--site", "C1", "-"); status != 0 {
		t.Fatal(said)
	}
	bot, err := storage.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer bot.Close()
	if out, errs, status := walkin(t, "", "register", "--db", path, "verify"); status != 0 || !strings.Contains(out, "2 events in order") {
		t.Errorf("verify: status %d, %q, %q", status, out, errs)
	}
	if out, errs, status := walkin(t, "", "register", "--db", path, "export"); status != 0 || strings.Count(out, "\n") != 2 {
		t.Errorf("export: status %d, %q, %q", status, out, errs)
	}
	if _, errs, status := walkin(t, twoLines, "register", "--db", path, "import", "--site", "C2", "-"); status != 1 || !strings.Contains(errs, "another walkin is using this database") {
		t.Errorf("import: status %d, %q", status, errs)
	}
}
