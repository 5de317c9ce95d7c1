package slackio

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/bot/workspace"
)

func sampleManifest(base string) []byte {
	return Manifest(
		[]Command{
			{Name: "visit", Description: "Register a visit · 登记来访", UsageHint: "Ms Wang 13800138000"},
			{Name: "owner", Description: "Whose customer · 查归属", UsageHint: "8000"},
			{Name: "walkin", Description: "All commands · 全部命令", UsageHint: "help"},
		},
		[]Shortcut{
			{ID: "dispute", Name: "Dispute · 提出争议", Description: "Open a dispute about what this message says"},
			{ID: "visit", Name: "Register · 登记来访", Description: "Register a visit", Global: true},
		},
		base,
	)
}

func TestManifestIsTheCommittedOne(t *testing.T) {
	const path = "testdata/manifest.json"
	got := sampleManifest("")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("manifest (-committed +now):\n%s", diff)
	}
}

func TestManifestIsAccepted(t *testing.T) {
	for _, base := range []string{"", "https://walkin.example.com", "https://example.com/desk/"} {
		m, err := workspace.ParseManifest(sampleManifest(base))
		if err != nil {
			t.Errorf("for %q: %v", base, err)
		}
		if m.Settings.SocketMode != (base == "") {
			t.Errorf("for %q: socket mode is %v", base, m.Settings.SocketMode)
		}
	}
	if m, _ := workspace.ParseManifest(sampleManifest("https://example.com/desk/")); m.Settings.Events.URL != "https://example.com/desk/slack/events" {
		t.Errorf("events go to %s", m.Settings.Events.URL)
	}
}
