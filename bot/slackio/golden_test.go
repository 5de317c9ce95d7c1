package slackio

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what is sent to Slack with a committed file.
func golden(t *testing.T, name string, got any) {
	t.Helper()
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(got); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		t.Errorf("%s differs (-committed +now); go test -update writes it anew:\n%s", path, diff)
	}
	for _, problem := range problems(t, text.Bytes()) {
		t.Errorf("%s: %s", path, problem)
	}
}

func TestGoldenMessages(t *testing.T) {
	for name, m := range sampleMessages {
		t.Run(name, func(t *testing.T) {
			golden(t, name, struct {
				Text   string        `json:"text"`
				Blocks []slack.Block `json:"blocks"`
			}{fallback(m), messageBlocks(m)})
		})
	}
}

func TestGoldenForms(t *testing.T) {
	for name, f := range sampleForms {
		t.Run(name, func(t *testing.T) { golden(t, name, modal(f, place{Channel: "C0FLOOR"})) })
	}
}

func TestGoldenHomes(t *testing.T) {
	for name, h := range sampleHomes {
		t.Run(name, func(t *testing.T) { golden(t, name, homeView(h)) })
	}
}

// A message in a view has its table as lines, as views know no tables.
func TestGoldenMessageInAView(t *testing.T) {
	golden(t, "board-in-view.zh", messageView(sampleMessages["board.zh"], label("Walkin", maxViewTitle), place{Channel: "C0FLOOR"}))
}
