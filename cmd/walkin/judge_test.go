package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

func TestJudgeExitStatus(t *testing.T) {
	const (
		amy   = `{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"amy"}` + "\n"
		wrong = `{"type":"person","at":"2026-03-01T08:30:00+08:00","id":""}` + "\n"
	)
	folder := t.TempDir()
	register := filepath.Join(folder, "register.jsonl")
	if err := os.WriteFile(register, []byte(amy+wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		args  []string
		stdin io.Reader
		want  int
	}{
		{"a good register", nil, strings.NewReader(amy), 0},
		{"help", []string{"--help"}, strings.NewReader(""), 0},
		{"a bad line", nil, strings.NewReader(amy + wrong), 2},
		{"a bad line in a file", []string{register}, strings.NewReader(""), 2},
		{"a bad line after ten thousand good ones", nil, strings.NewReader(strings.Repeat(amy, 10_000) + wrong), 2},
		{"an unknown flag", []string{"--nosuch"}, strings.NewReader(amy), 2},
		{"an unknown policy", []string{"--policy", "nosuch"}, strings.NewReader(amy), 2},
		{"a policy that is a folder", []string{"--policy", folder}, strings.NewReader(amy), 1},
		{"a time before the last event", []string{"--at", "2026-03-01T08:29:59+08:00"}, strings.NewReader(amy), 2},
		{"no such file", []string{filepath.Join(folder, "nosuch")}, strings.NewReader(""), 1},
		{"a register that is a folder", []string{folder}, strings.NewReader(""), 1},
		{"an input that breaks", nil, io.MultiReader(strings.NewReader(amy), iotest.ErrReader(errors.New("broken"))), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			got := run(context.Background(), append([]string{"judge"}, c.args...), c.stdin, &stdout, &stderr)
			if got != c.want {
				t.Errorf("exit status %d, want %d: %s", got, c.want, stderr.String())
			}
			if (got == 0) != (stdout.Len() > 0) || (got == 0) != (stderr.Len() == 0) {
				t.Errorf("standard output %q, standard error %q", stdout.String(), stderr.String())
			}
		})
	}
}

func TestJudgeTellsOfAFullDisk(t *testing.T) {
	var stderr bytes.Buffer
	full := writer(func([]byte) (int, error) { return 0, errors.New("no space left") })
	if got := run(context.Background(), []string{"judge"}, strings.NewReader(""), full, &stderr); got != 1 {
		t.Errorf("exit status %d, want 1", got)
	}
	if !strings.Contains(stderr.String(), "write the report: no space left") {
		t.Errorf("the message is %q", stderr.String())
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func TestJudgeStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	endless := strings.NewReader(strings.Repeat(`{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"amy"}`+"\n", 100))
	var stdout, stderr bytes.Buffer
	if got := run(ctx, []string{"judge"}, endless, &stdout, &stderr); got != 1 || stdout.Len() > 0 {
		t.Errorf("exit status %d, standard output %q", got, stdout.String())
	}
}
