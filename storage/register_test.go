package storage_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

// story is a register of every kind of thing that storage treats differently, as
// somebody would write it by hand.
const story = `
{"type":"site","at":"2026-03-01T09:00:00+08:00","name":"滨江","timezone":"Asia/Shanghai","settings":{"region":"CN","hours":{"opens":"09:00"}}}
{"type":"person","at":"2026-03-01T09:00:00+08:00","id":"amy","name":"Amy"}
{"type":"person","at":"2026-03-01T09:00:00+08:00","id":"bo","name":"Bo"}
{"type":"person","at":"2026-03-01T09:00:00+08:00","id":"max","name":"Max","role":"manager"}
{"type":"rota","at":"2026-03-01T09:00:00+08:00","order":["amy","bo"]}

{"type": "visit", "at": "2026-03-01T10:00:00.5+08:00", "id": "v1", "customer": "wang", "person": "amy", "details": {"name": "王女士", "phone": "13800138000"}, "note": "two <children> & a dog"}
{"type":"leave","at":"2026-03-01T10:40:00+08:00","visit":"v1"}
{"type":"visit","at":"2026-03-01T11:00:00+08:00","id":"v2","customer":"li","person":"bo","with":["zhao"],"details":{"name":"Li"}}
{"type":"details","at":"2026-03-01T11:05:00+08:00","customer":"li","person":"bo","details":{"phone":"+6591234567"}}
{"type":"withdraw","at":"2026-03-01T11:06:00+08:00","seq":9,"reason":"not Li's phone"}
{"type":"deal","at":"2026-03-02T12:00:00+08:00","id":"d1","customer":"wang","person":"amy","name":"Wang's mother","amount":1000000}
{"type":"ruling","at":"2026-03-03T12:00:00+08:00","deal":"d1","by":"max","performance":{"bo":"2/3","amy":"1/3"},"reason":"Bo showed the flat"}
`

func export(t testing.TB, db *storage.DB) string {
	t.Helper()
	var b bytes.Buffer
	if err := db.Export(t.Context(), site, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// told imports the story into a new database.
func told(t testing.TB) (*storage.DB, string) {
	t.Helper()
	db, path := openFile(t)
	if n, err := db.Import(t.Context(), site, strings.NewReader(story)); err != nil || n != 12 {
		t.Fatal(n, err)
	}
	return db, path
}

func verify(t testing.TB, db *storage.DB) []storage.Finding {
	t.Helper()
	v, err := db.Verify(t.Context(), site)
	if err != nil {
		t.Fatal(err)
	}
	return v.Findings
}

func TestExportImportExport(t *testing.T) {
	db, _ := told(t)
	first := export(t, db)
	again := storagetest.Open(t)
	if _, err := again.Import(t.Context(), site, strings.NewReader(first)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(first, export(t, again)); d != "" {
		t.Error("the second export differs (-first +second):\n", d)
	}
	for name, db := range map[string]*storage.DB{"the first": db, "the second": again} {
		if found := verify(t, db); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func TestAnExportSaysWhatWasImported(t *testing.T) {
	db, _ := told(t)
	want, got := rules.NewReader(strings.NewReader(story)), rules.NewReader(strings.NewReader(export(t, db)))
	var wanted, gotten []rules.Event
	for e, err := range want.Events() {
		if err != nil {
			t.Fatal(err)
		}
		wanted = append(wanted, e)
	}
	for e, err := range got.Events() {
		if err != nil {
			t.Fatal(err)
		}
		if e.Hash == "" || (e.Prev == "") != (len(gotten) == 0) {
			t.Errorf("event %d has no chain", e.Seq)
		}
		e.Prev, e.Hash, e.Salt = "", "", ""
		gotten = append(gotten, e)
	}
	if d := cmp.Diff(wanted, gotten, cmp.Comparer(func(a, b rules.Part) bool { return a == b })); d != "" {
		t.Error("(-imported +exported):\n", d)
	}
}

func TestImportRefuses(t *testing.T) {
	db, _ := told(t)
	good := strings.Split(strings.TrimSpace(export(t, db)), "\n")
	edited := func(line int, from, to string) string {
		all := append([]string{}, good...)
		all[line-1] = strings.Replace(all[line-1], from, to, 1)
		if all[line-1] == good[line-1] {
			t.Fatalf("line %d has no %s", line, from)
		}
		return strings.Join(all, "\n")
	}
	without := func(line int) string {
		return strings.Join(append(append([]string{}, good[:line-1]...), good[line:]...), "\n")
	}
	amy := `{"type":"person","at":"2026-03-01T09:00:00+08:00","id":"amy"}` + "\n"
	for _, tt := range []struct {
		name, text string
		line       int
		key        string
	}{
		{"no JSON", amy + "\n\nhello\n", 4, ""},
		{"an unknown key", amy + `{"type":"person","at":"2026-03-01T09:00:00+08:00","id":"bo","nmae":"Bo"}`, 2, "nmae"},
		{"what the rules refuse", amy + `{"type":"leave","at":"2026-03-01T09:00:00+08:00","visit":"v1"}`, 2, "visit"},
		{"time that goes back", amy + strings.ReplaceAll(amy, "09:00", "08:00"), 2, "at"},
		{"a line without end", amy + strings.Repeat("x", 1<<20+1), 2, ""},
		{"a word changed", edited(8, `"person":"bo"`, `"person":"amy"`), 8, "hash"},
		{"a phone changed", edited(6, "13800138000", "13800138001"), 6, "hash"},
		{"a note removed", edited(6, `"note":"two <children> & a dog",`, ""), 6, "hash"},
		{"a hash changed", edited(3, `"hash":"`, `"hash":"0`), 3, "hash"},
		{"a link changed", edited(3, `"prev":"`, `"prev":"0`), 3, "prev"},
		{"a salt changed", edited(6, `"salt":"`, `"salt":"0`), 6, "salt"},
		{"a salt taken away", edited(6, `"salt":`, `"prev_salt":`), 6, "prev_salt"},
		{"an event left out", without(7), 7, "seq"},
		{"the first event left out", without(1), 1, "seq"},
		{"a chain that begins late", amy + edited(1, `"seq":1`, `"seq":2`), 2, "prev"},
		{"half a chain", `{"type":"person","at":"2026-03-01T09:00:00+08:00","id":"amy","prev":"00"}`, 1, "hash"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			db := storagetest.Open(t)
			_, err := db.Import(t.Context(), site, strings.NewReader(tt.text))
			var wrong *rules.EventError
			if !errors.As(err, &wrong) {
				t.Fatalf("got %v", err)
			}
			if wrong.Line != tt.line || wrong.Key != tt.key {
				t.Errorf("line %d key %q: %v; want line %d key %q", wrong.Line, wrong.Key, err, tt.line, tt.key)
			}
			if got := seqs(t, db); len(got) != 0 {
				t.Errorf("%d events were imported", len(got))
			}
			if found := verify(t, db); len(found) > 0 {
				t.Errorf("something stayed behind: %v", found)
			}
		})
	}
}

func TestImportThatBreaksOff(t *testing.T) {
	db := storagetest.Open(t)
	cut := errors.New("the disk was pulled out")
	_, err := db.Import(t.Context(), site, io.MultiReader(strings.NewReader(story), iotest.ErrReader(cut)))
	if !errors.Is(err, cut) || len(seqs(t, db)) != 0 {
		t.Errorf("%v, and %d events", err, len(seqs(t, db)))
	}
}

func TestImportIntoASiteThatHasEvents(t *testing.T) {
	db, _ := told(t)
	before := export(t, db)
	if _, err := db.Import(t.Context(), site, strings.NewReader(before)); !errors.Is(err, storage.ErrNotEmpty) {
		t.Errorf("got %v", err)
	}
	if export(t, db) != before {
		t.Error("something changed")
	}
	if _, err := db.Import(t.Context(), "C2", strings.NewReader(before)); err != nil {
		t.Errorf("into another site: %v", err)
	}
}

func TestImportedCustomersAreFound(t *testing.T) {
	db, _ := told(t)
	if got := found(t, db, func(tx *storage.Tx) ([]storage.Found, error) { return tx.ByPhone(site, "+8613800138000") }); got != "wang" {
		t.Errorf("by phone: %q", got)
	}
	if got := found(t, db, func(tx *storage.Tx) ([]storage.Found, error) { return tx.ByEnding(site, "4567", 0) }); got != "" {
		t.Errorf("by a phone that was withdrawn: %q", got)
	}
	write(t, db, func(tx *storage.Tx) error {
		rows, _, err := tx.Held(site, "amy", begin.AddDate(0, 0, 3), 0, 0)
		if got := customers(rows); got != "wang" {
			t.Errorf("amy holds %q", got)
		}
		return err
	})
}

func TestVerifyFindsWhatTheRegisterDoesNotSay(t *testing.T) {
	for _, tt := range []struct{ sql, says string }{
		{`UPDATE holdings SET owner = 'bo' WHERE customer = 'wang'`, "holdings: wang is not what the register makes of it"},
		{`UPDATE holdings SET until = 1 WHERE customer = 'li'`, "holdings: li is not what the register makes of it"},
		{`DELETE FROM holdings WHERE customer = 'wang'`, "holdings: wang is missing"},
		{`INSERT INTO holdings (site, customer, owner, first, former) VALUES ('C024BE91L', 'sun', 'bo', 1, '')`, "holdings: sun is stored, but not in the register"},
		{`UPDATE cards SET phone = '13800138001' WHERE customer = 'wang'`, "cards: wang is not what the register makes of it"},
		{`DELETE FROM cards WHERE customer = 'li'`, "cards: li is missing"},
		{`UPDATE queue SET place = 7 WHERE person = 'amy'`, "queue: amy is not what the register makes of it"},
		{`DELETE FROM subjects WHERE subject = 'visit/v1'`, "subjects: visit/v1, event 6 is missing"},
	} {
		t.Run(tt.sql, func(t *testing.T) {
			db, path := told(t)
			raw(t, path).MustExec(tt.sql)
			found := verify(t, db)
			if len(found) != 1 || !strings.Contains(found[0].String(), tt.says) {
				t.Fatalf("found %v, want %q", found, tt.says)
			}
			if text := found[0].String(); strings.Contains(text, "13800138") || strings.Contains(text, "王") {
				t.Errorf("%q tells a name or phone", text)
			}
			if err := db.Rebuild(t.Context(), site); err != nil {
				t.Fatal(err)
			}
			if found := verify(t, db); len(found) != 0 {
				t.Errorf("rebuilt: %v", found)
			}
		})
	}
}

// A bot that appends and derives, event by event, has what a rebuild would make.
func TestDeriveAgreesWithVerify(t *testing.T) {
	db := storagetest.Open(t)
	book := rules.NewBook(nil, nil)
	for e, err := range rules.NewReader(strings.NewReader(story)).Events() {
		if err != nil {
			t.Fatal(err)
		}
		write(t, db, func(tx *storage.Tx) error {
			stored, err := tx.Append(site, e)
			if err != nil {
				return err
			}
			touched, err := book.Apply(stored)
			if err != nil {
				return err
			}
			return tx.Derive(site, book, touched, stored.At)
		})
		if found := verify(t, db); len(found) > 0 {
			t.Fatalf("after event %d: %v", e.Seq, found)
		}
	}
}

func TestVerifyBesideABot(t *testing.T) {
	db, path := told(t)
	beside, err := storage.OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	if found := verify(t, beside); len(found) > 0 {
		t.Error(found)
	}
	if export(t, beside) != export(t, db) {
		t.Error("the exports differ")
	}
	if err := beside.Write(t.Context(), func(*storage.Tx) error { return nil }); !errors.Is(err, storage.ErrReadOnly) {
		t.Errorf("written beside the bot: %v", err)
	}
	// Verifying leaves nothing behind, not even on a connection that is used again.
	raw(t, path).MustExec(`UPDATE holdings SET owner = 'bo' WHERE customer = 'wang'`)
	for range 6 {
		write(t, db, func(tx *storage.Tx) error {
			rows, _, err := tx.Held(site, "bo", begin, 0, 0)
			if got := customers(rows); !strings.Contains(got, "wang") {
				t.Errorf("bo holds %q", got)
			}
			return err
		})
		if found := verify(t, beside); len(found) != 1 {
			t.Errorf("found %v", found)
		}
	}
}

// FuzzImport: whatever comes in, either all of it is in the register and leaves it
// the same way, or nothing is.
func FuzzImport(f *testing.F) {
	f.Add(story)
	f.Add(`{"type":"person","at":"2026-03-01T09:00:00+08:00","id":"a","seq":1,"hash":"x"}`)
	f.Add("\ufeff\n{}\n")
	for line := range strings.Lines(story) {
		f.Add(line)
	}
	db := storagetest.Open(f)
	out := func(t *testing.T, s storage.SiteID) string {
		var b bytes.Buffer
		if err := db.Export(t.Context(), s, &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	n := 0
	f.Fuzz(func(t *testing.T, text string) {
		n++
		first, second := storage.SiteID(fmt.Sprint("C", n)), storage.SiteID(fmt.Sprint("D", n))
		events, err := db.Import(t.Context(), first, strings.NewReader(text))
		exported := out(t, first)
		if got := int64(strings.Count(exported, "\n")); got != events {
			t.Fatalf("%d events in the register, %d were imported (%v)", got, events, err)
		}
		if v, err := db.Verify(t.Context(), first); err != nil || len(v.Findings) > 0 {
			t.Fatal(v, err)
		}
		if _, err := db.Import(t.Context(), second, strings.NewReader(exported)); err != nil {
			t.Fatal("its export is refused:", err)
		}
		if d := cmp.Diff(exported, out(t, second)); d != "" {
			t.Fatal("exported differently (-first +second):\n", d)
		}
	})
}
