package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/walkin-chat/walkin/rules"
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

// What comes by a pipe is judged like a file: also where its end bears on what
// was let go at its beginning, and where no copy of it can be kept. No copy of it
// has a name or stays.
func TestJudgeReadsAPipe(t *testing.T) {
	register := `{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"amy"}
{"type":"visit","at":"2026-03-01T09:00:00+08:00","id":"v1","customer":"wang","person":"amy","details":{"name":"Wang","phone":"13800138000"}}
`
	for day := 2; day <= 20; day++ {
		register += fmt.Sprintf(`{"type":"follow_up","at":"2026-03-%02dT09:00:00+08:00","customer":"wang","person":"amy"}`+"\n", day)
	}
	register += `{"type":"withdraw","at":"2026-03-20T09:00:00+08:00","seq":5,"reason":"slip"}` + "\n"
	file := filepath.Join(t.TempDir(), "register.jsonl")
	if err := os.WriteFile(file, []byte(register), 0o600); err != nil {
		t.Fatal(err)
	}
	judge := func(stdin io.Reader, file string) (stdout, stderr string) {
		var out, trouble bytes.Buffer
		run(context.Background(), []string{"judge", file}, stdin, &out, &trouble)
		return out.String(), trouble.String()
	}
	want, _ := judge(strings.NewReader(""), file)
	if want == "" {
		t.Fatal("no report")
	}
	pipe := func(rest string) *os.File {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			_, _ = io.WriteString(w, register+rest)
			_ = w.Close()
		}()
		t.Cleanup(func() { _ = r.Close() })
		return r
	}
	copies := t.TempDir()
	nothing := func(when string) {
		left, err := os.ReadDir(copies)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range left {
			t.Errorf("%s there is %s", when, f.Name())
		}
	}
	t.Setenv("TMPDIR", copies)

	looking := readFunc(func([]byte) (int, error) {
		nothing("while a pipe is read")
		return 0, io.EOF
	})
	if got, trouble := judge(io.MultiReader(pipe(""), looking), "-"); got != want {
		t.Errorf("by a pipe: %s%s", got, trouble)
	}
	if got, trouble := judge(strings.NewReader(""), fmt.Sprintf("/dev/fd/%d", pipe("").Fd())); got != want {
		t.Errorf("by a pipe with a name: %s%s", got, trouble)
	}
	typed := strings.NewReader(register)
	terminal := readFunc(func(p []byte) (int, error) {
		n, err := typed.Read(p)
		if errors.Is(err, io.EOF) {
			typed.Reset("typed after the end")
		}
		return n, err
	})
	if got, trouble := judge(terminal, "-"); got != want {
		t.Errorf("from a terminal: %s%s", got, trouble)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, trouble := judge(f, "-"); got != want {
		t.Errorf("a file on standard input: %s%s", got, trouble)
	}
	if got, trouble := judge(pipe("no event"), "-"); got != "" || !strings.HasPrefix(trouble, "walkin: standard input: line 23:") {
		t.Errorf("a pipe with a bad end: %s%s", got, trouble)
	}
	nothing("afterwards")

	t.Setenv("TMPDIR", filepath.Join(copies, "nosuch"))
	if got, trouble := judge(pipe(""), "-"); got != want {
		t.Errorf("by a pipe, with no folder for a copy: %s%s", got, trouble)
	}
}

type readFunc func([]byte) (int, error)

func (r readFunc) Read(p []byte) (int, error) { return r(p) }

// A copy for which there is no room is no end of the register.
func TestJudgeTellsOfNoRoomForACopy(t *testing.T) {
	in := &source{name: "standard input", from: strings.NewReader(`{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"amy"}`)}
	readOnly, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	in.file = readOnly
	defer readOnly.Close()
	err = in.read(context.Background(), func(rules.Event) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "TMPDIR") {
		t.Errorf("the error is %v", err)
	}
}
