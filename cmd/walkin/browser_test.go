package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// chromium finds a browser. Where there is none the test is skipped; in CI it
// fails.
func chromium(t *testing.T) string {
	t.Helper()
	names := []string{"chromium", "chromium-browser", "google-chrome"}
	if named := os.Getenv("CHROMIUM"); named != "" {
		names = []string{named}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	missing := "no browser: none of " + strings.Join(names, ", ") + " is installed; CHROMIUM may name one"
	if os.Getenv("CI") == "true" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

// startBrowser starts a Chromium that knows nobody but this machine.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1280, 860),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("start the browser: ", err)
	}
	return ctx
}

// startBot starts walkin in this process on a floor of its own, and returns the
// chat page's address. It is eight in the morning: an hour before the bot says
// something of its own accord.
func startBot(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	if err := setClockIn(data, "08:00"); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	var complaints strings.Builder
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"start", "--data", data, "--addr", "127.0.0.1:0"}, strings.NewReader(""), in, &complaints)
		in.Close()
	}()
	t.Cleanup(func() {
		stop()
		if status := <-ended; status != 0 || strings.Contains(complaints.String(), "level=ERROR") {
			t.Errorf("walkin ended with status %d:\n%s", status, &complaints)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	_, address, found := strings.Cut(strings.TrimSpace(line), "Walkin is ready: ")
	if err != nil || !found {
		t.Fatalf("walkin said %q, %v", line, err)
	}
	page, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return "http://" + page.Host
}

// A tab is one person's chat page.
type tab struct {
	t    *testing.T
	ctx  context.Context
	who  string
	lock sync.Mutex
	bad  []string // requests that left the machine, and what the console complained of
}

// open opens the chat page as somebody, with no cookie and no memory of other
// tabs.
func open(t *testing.T, browser context.Context, address, who string) *tab {
	t.Helper()
	b := &tab{t: t, who: who}
	ctx, stop := context.WithTimeout(browser, 2*patience)
	t.Cleanup(stop)
	b.ctx, stop = chromedp.NewContext(ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.watch))
	t.Cleanup(func() {
		if t.Failed() {
			said, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](shown))
			t.Logf("%s sees:\n%s", who, said)
		}
		stop()
		b.lock.Lock()
		defer b.lock.Unlock()
		for _, what := range b.bad {
			t.Errorf("%s's page: %s", who, what)
		}
	})
	// Several tabs at once: each is to believe that it has the focus.
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	}), chromedp.Navigate(address+"/?as="+url.QueryEscape(who)))
	b.until("the page", `document.querySelector('[data-test=composer]')`)
	return b
}

// watch notes what the page may not do.
func (b *tab) watch(event any) {
	b.lock.Lock()
	defer b.lock.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.visit(e.Request.URL)
	case *network.EventWebSocketCreated:
		b.visit(e.URL)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.bad = append(b.bad, fmt.Sprintf("%s: %s (%s)", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventExceptionThrown:
		b.bad = append(b.bad, fmt.Sprintf("exception: %s", e.ExceptionDetails.Text))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.bad = append(b.bad, fmt.Sprintf("console.%s", e.Type))
		}
	}
}

func (b *tab) visit(address string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "data" && u.Scheme != "about" && u.Hostname() != "127.0.0.1" {
		b.bad = append(b.bad, "a request to "+address)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", b.who, err)
	}
}

// js is what an expression comes to in the page.
func js[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %s: %v", b.who, expression, err)
	}
	return v
}

// until waits until an expression is true in the page.
func (b *tab) until(what, expression string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("Boolean("+expression+")", chromedp.WithPollingTimeout(patience))); err != nil {
		b.t.Fatalf("%s waits for %s: %v", b.who, what, err)
	}
}

// message is the newest message that holds some words, as an expression.
func message(words string) string {
	return "[...document.querySelectorAll('[data-test=message]')].filter((m) => m.innerText.includes(" + strconv.Quote(words) + ")).at(-1)"
}

// shown is what can be read on the page, as an expression: not what is only
// said to those who can't see it.
const shown = "[...document.body.children].filter((e) => e.id !== 'live').map((e) => e.innerText).join('\\n')"

// sees waits for words that anybody could read on the page.
func (b *tab) sees(words string) {
	b.t.Helper()
	b.until(strconv.Quote(words), shown+".includes("+strconv.Quote(words)+")")
}

// seesNot says that words stand nowhere on the page.
func (b *tab) seesNot(words string) {
	b.t.Helper()
	if js[bool](b, shown+".includes("+strconv.Quote(words)+")") {
		b.t.Errorf("%s sees %q", b.who, words)
	}
}

// press presses the last visible button, link or choice with a label.
func (b *tab) press(label string) {
	b.t.Helper()
	q := strconv.Quote(label)
	b.click(q, "[...document.querySelectorAll('button, a, label, [role=option], [role=menuitem]')].filter((e) => e.checkVisibility() && (e.innerText.trim() === "+
		q+" || e.getAttribute('aria-label') === "+q+")).at(-1)")
}

// use presses what the page calls by a hook.
func (b *tab) use(hook string) {
	b.t.Helper()
	b.click(hook, "document.querySelector('[data-test=\""+hook+"\"]')")
}

func (b *tab) click(what, node string) {
	b.t.Helper()
	b.until(what, node)
	b.do(chromedp.Click(chromedp.JSPath(node)))
}

// types enters text where the focus is, as an input method would.
func (b *tab) types(text string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// key presses a key by its name: Enter, Tab, Escape, ArrowDown, ArrowUp.
func (b *tab) key(name string) {
	b.t.Helper()
	code := map[string]int64{"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38}[name]
	text := map[string]string{"Enter": "\r"}[name]
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		// One event for the key and its letter: what is not to be typed is not.
		down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: name, Code: name, Text: text, WindowsVirtualKeyCode: code}
		up := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: name, Code: name, WindowsVirtualKeyCode: code}
		for _, event := range []input.DispatchKeyEventParams{down, up} {
			if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, event); err != nil {
				return err
			}
		}
		return nil
	}))
}

// says sends a message or command from the box below the conversation.
func (b *tab) says(text string) {
	b.t.Helper()
	b.use("composer")
	b.types(text)
	b.key("Enter")
	b.until("the box to be empty", "document.querySelector('[data-test=composer]').value === ''")
}

// fill enters text into a field of the open form.
func (b *tab) fill(field, text string) {
	b.t.Helper()
	b.click("the field "+field, "document.querySelector('[data-test=modal] input[data-block-id=\""+field+"\"]')")
	b.types(text)
}
