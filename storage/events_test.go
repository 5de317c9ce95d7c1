package storage_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

func TestAppendReturnsWhatIsStored(t *testing.T) {
	db := storagetest.Open(t)
	e := walksIn("wang", "+8613800138000")
	e.Note = "came with <a friend> \u2028 & 行李"
	e.By, e.Came = "amy", begin.Add(-time.Hour)
	e.At = begin.Add(1234567 * time.Nanosecond)
	var first, stored rules.Event
	var head string
	write(t, db, func(tx *storage.Tx) (err error) {
		if first, err = tx.Append(site, amy()); err != nil {
			return err
		}
		if stored, err = tx.Append(site, e); err != nil {
			return err
		}
		_, head, err = tx.Head(site)
		return err
	})
	want := e
	want.Seq, want.At = 2, begin.Add(1234*time.Microsecond)
	want.Prev, want.Hash = first.Hash, head
	if d := cmp.Diff(want, stored); d != "" {
		t.Error("returned (-want +got):\n", d)
	}
	var read rules.Event
	write(t, db, func(tx *storage.Tx) error {
		for e, err := range tx.EventsAfter(site, 1) {
			if err != nil {
				return err
			}
			read = e
		}
		return nil
	})
	if d := cmp.Diff(stored, read); d != "" {
		t.Error("read back (-returned +read):\n", d)
	}
}

func TestTimeNeverGoesBackAtASite(t *testing.T) {
	db := storagetest.Open(t)
	late, early := amy(), walksIn("wang", "")
	late.At = begin.Add(time.Hour)
	var second rules.Event
	write(t, db, func(tx *storage.Tx) (err error) {
		if _, err = tx.Append(site, late); err != nil {
			return err
		}
		if second, err = tx.Append(site, early); err != nil {
			return err
		}
		elsewhere, err := tx.Append("C2", amy())
		if !elsewhere.At.Equal(begin) {
			t.Errorf("another site's event was moved to %v", elsewhere.At)
		}
		return err
	})
	if !second.At.Equal(late.At) {
		t.Errorf("written at %v, after one of %v", second.At, late.At)
	}
}

func TestAppendRefuses(t *testing.T) {
	db := storagetest.Open(t)
	appendAll(t, db, amy())
	for _, tt := range []struct {
		name string
		e    rules.Event
	}{
		{"a place that is taken", rules.Event{Seq: 1, At: begin, Body: &rules.Staff{ID: "bo"}}},
		{"a place that leaves a gap", rules.Event{Seq: 3, At: begin, Body: &rules.Staff{ID: "bo"}}},
		{"no body", rules.Event{At: begin}},
		{"what the format refuses", rules.Event{At: begin, Body: &rules.Staff{}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := db.Write(t.Context(), func(tx *storage.Tx) error {
				_, err := tx.Append(site, tt.e)
				return err
			})
			if err == nil {
				t.Error("accepted")
			}
		})
	}
	if got := seqs(t, db); !slices.Equal(got, []int64{1}) {
		t.Errorf("events %v, want the first alone", got)
	}
}

func TestSitesAreApart(t *testing.T) {
	db := storagetest.Open(t)
	write(t, db, func(tx *storage.Tx) error {
		for _, s := range []storage.SiteID{"C2", "C1", "C2"} {
			if _, err := tx.Append(s, rules.Event{At: begin, Body: &rules.Staff{ID: "amy"}}); err != nil {
				return err
			}
		}
		sites, err := tx.Sites()
		if !slices.Equal(sites, []storage.SiteID{"C1", "C2"}) {
			t.Errorf("sites %v", sites)
		}
		for s, want := range map[storage.SiteID]int64{"C1": 1, "C2": 2, "C3": 0} {
			if n, err := tx.LastSeq(s); n != want || err != nil {
				t.Errorf("%s has %d events, %v; want %d", s, n, err, want)
			}
		}
		return err
	})
}

// A whole page of events and one more, so that reading goes on where it left off;
// and appending while reading disturbs nothing.
func TestReadingALongRegisterWhileWriting(t *testing.T) {
	db := storagetest.Open(t)
	const n = 501
	write(t, db, func(tx *storage.Tx) error {
		for range n {
			if _, err := tx.Append(site, amy()); err != nil {
				return err
			}
		}
		seen := 0
		for e, err := range tx.EventsAfter(site, 0) {
			if err != nil {
				return err
			}
			if seen++; e.Seq != int64(seen) {
				t.Fatalf("event %d came as number %d", e.Seq, seen)
			}
			if e.Seq <= 2 {
				if _, err := tx.Append(site, amy()); err != nil {
					return err
				}
			}
		}
		if seen != n+2 {
			t.Errorf("%d events, want %d", seen, n+2)
		}
		return nil
	})
}

func TestEventsOfACustomer(t *testing.T) {
	db := storagetest.Open(t)
	for _, b := range []rules.Body{
		&rules.Staff{ID: "amy"},
		&rules.Visit{ID: "v1", Customer: "wang", Person: "amy", With: []rules.Customer{"li"}, Referrer: "zhao"},
		&rules.Visit{ID: "v2", Customer: "chen", Person: "amy"},
		&rules.Leave{Visit: "v1"},
		&rules.Deal{ID: "d1", Customer: "wang", Person: "amy"},
		&rules.Dispute{ID: "x1", Deal: "d1", Person: "amy"},
		&rules.Statement{Dispute: "x1", Person: "amy"},
		&rules.Withdraw{Seq: 4, Reason: "still here"},
		&rules.Withdraw{Visit: "v2", Reason: "a courier"},
		&rules.Link{Customer: "chen", Other: "li", Relation: "friend"},
	} {
		appendAll(t, db, rules.Event{At: begin, Body: b, Note: "n"})
	}
	for c, want := range map[rules.Customer][]int64{
		"wang": {2, 4, 5, 6, 7, 8},
		"li":   {2, 4, 8, 10},
		"zhao": {2, 4, 8},
		"chen": {3, 9, 10},
		"sun":  nil,
	} {
		write(t, db, func(tx *storage.Tx) error {
			events, err := tx.EventsOf(site, c)
			var got []int64
			for _, e := range events {
				got = append(got, e.Seq)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: events %v, want %v", c, got, want)
			}
			return err
		})
	}
}

// raw opens the file behind the package's back, as somebody with a SQLite shell
// would: without the pragmas that a bot sets.
func raw(t testing.TB, path string) *sqlx.DB {
	t.Helper()
	db, err := sqlx.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// openFile opens a database of a known path, closed by the test.
func openFile(t testing.TB) (*storage.DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "walkin.db")
	db, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, path
}

func TestTheRegisterIsAppendOnly(t *testing.T) {
	db, path := openFile(t)
	appendAll(t, db, amy(), walksIn("wang", "+8613800138000"))
	shell := raw(t, path)
	for _, statement := range []string{
		`UPDATE events SET body = '{}' WHERE seq = 2`,
		`UPDATE OR REPLACE events SET seq = 1 WHERE seq = 2`,
		`DELETE FROM events WHERE seq = 2`,
		`DELETE FROM events`,
		`INSERT OR REPLACE INTO events SELECT site, seq, at, kind, '{}', commitment, prev, hash FROM events WHERE seq = 2`,
		`REPLACE INTO events SELECT site, seq, 0, kind, body, commitment, prev, hash FROM events WHERE seq = 1`,
		`INSERT INTO events SELECT site, 0, at, kind, body, commitment, prev, hash FROM events WHERE seq = 1`,
		`INSERT INTO events SELECT site, 4, at, kind, body, commitment, prev, hash FROM events WHERE seq = 1`,
		`INSERT INTO events SELECT * FROM events WHERE seq = 2 ON CONFLICT DO UPDATE SET body = '{}'`,
		`UPDATE personal SET body = '{}'`,
		`DELETE FROM personal`,
		`INSERT OR REPLACE INTO personal SELECT site, seq, salt, '{}' FROM personal`,
	} {
		if _, err := shell.Exec(statement); err == nil {
			t.Errorf("done: %s", statement)
		}
	}
	if found := verifyChain(t, db); len(found) != 0 {
		t.Errorf("afterwards: %v", found)
	}
}

func TestNothingPersonalInTheEventsTable(t *testing.T) {
	db, path := openFile(t)
	const secret = "secret"
	d := &rules.Details{Name: secret, Phone: secret, Gender: secret, Needs: secret}
	for _, b := range []rules.Body{
		&rules.Staff{ID: "amy", Name: "Amy", Role: rules.Manager},
		&rules.Visit{ID: "v1", Customer: "c1", Person: "amy", Details: d},
		&rules.Call{Customer: "c1", Person: "amy", Details: d},
		&rules.Claim{Customer: "c1", Person: "amy", Details: d},
		&rules.DetailsEntry{Customer: "c1", Person: "amy", Details: *d},
		&rules.Deal{ID: "d1", Customer: "c1", Person: "amy", Name: secret},
		&rules.Dispute{ID: "x1", Deal: "d1", Person: "amy"},
		&rules.Statement{Dispute: "x1", Person: "amy"},
		&rules.Ruling{Deal: "d1", Dispute: "x1", Owner: "amy", Reason: secret},
		&rules.Withdraw{Seq: 3, Reason: secret},
	} {
		appendAll(t, db, rules.Event{At: begin, By: "amy", Note: secret, Body: b})
	}
	var n int
	if err := raw(t, path).Get(&n, `SELECT count(*) FROM events WHERE body LIKE '%secret%'`); err != nil || n != 0 {
		t.Errorf("%d of the bodies hold something personal (%v)", n, err)
	}
	if err := raw(t, path).Get(&n, `SELECT count(*) FROM events WHERE kind = 'person' AND body LIKE '%"name":"Amy"%'`); err != nil || n != 1 {
		t.Errorf("the consultant's own name is not in the body (%v)", err)
	}
}

// When the personal parts are gone one day, the chain holds and the register can
// still be read.
func TestErasingLeavesTheChainWhole(t *testing.T) {
	db, path := openFile(t)
	appendAll(t, db, amy(), walksIn("wang", "+8613800138000"),
		rules.Event{At: begin, Body: &rules.Withdraw{Seq: 2, Reason: "a mistake"}},
		walksIn("li", ""))
	shell := raw(t, path)
	shell.MustExec(`DROP TRIGGER personal_no_delete`)
	shell.MustExec(`DELETE FROM personal WHERE seq IN (2, 3)`)
	found := verifyChain(t, db)
	var at []int64
	for _, f := range found {
		at = append(at, f.Seq)
	}
	if !slices.Equal(at, []int64{2, 3}) {
		t.Errorf("found %v; want the two losses, and no break after them", found)
	}
	if got := seqs(t, db); !slices.Equal(got, []int64{1, 2, 3, 4}) {
		t.Errorf("events %v can be read, want four", got)
	}
}

// verifyChain returns the findings that concern an event.
func verifyChain(t testing.TB, db *storage.DB) []storage.Finding {
	t.Helper()
	verdict, err := db.VerifyChain(t.Context(), site, 0)
	if err != nil {
		t.Fatal(err)
	}
	return verdict.Findings
}

// Each kind of tampering that the triggers would have to be removed for.
func TestTamperingIsFound(t *testing.T) {
	for _, tt := range []struct {
		name, sql string
		seq       int64
		says      string
	}{
		{"a body changed", `UPDATE events SET body = replace(body, 'amy', 'bo') WHERE seq = 2`, 2, "was changed"},
		{"a body and its hash changed", `UPDATE events SET hash = 'x' WHERE seq = 2`, 2, "was changed"},
		{"a time changed", `UPDATE events SET at = at - 1 WHERE seq = 2`, 2, "was changed"},
		{"a type changed", `UPDATE events SET kind = 'call' WHERE seq = 2`, 2, "was changed"},
		{"an event removed", `DELETE FROM events WHERE seq = 2`, 2, "is missing"},
		{"the first removed", `DELETE FROM events WHERE seq = 1`, 1, "is missing"},
		{"one removed, the others moved up", `DELETE FROM events WHERE seq = 2; UPDATE events SET seq = 2 WHERE seq = 3`, 2, "does not continue"},
		{"two exchanged", `UPDATE events SET seq = -2 WHERE seq = 2; UPDATE events SET seq = 2 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = -2`, 2, "does not continue"},
		{"a commitment changed", `UPDATE events SET commitment = '' WHERE seq = 2`, 2, "was changed"},
		{"a phone changed", `UPDATE personal SET body = replace(body, '8000', '8001') WHERE seq = 2`, 2, "not what the chain committed to"},
		{"a salt changed", `UPDATE personal SET salt = '00' WHERE seq = 2`, 2, "not what the chain committed to"},
		{"a personal part removed", `DELETE FROM personal WHERE seq = 2`, 2, "lost its personal part"},
		{"a personal part put in", `INSERT INTO personal VALUES ('C024BE91L', 1, '00', '{"note":"x"}')`, 1, "put in later"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			db, path := openFile(t)
			appendAll(t, db, amy(), walksIn("wang", "+8613800138000"), walksIn("li", ""))
			if found := verifyChain(t, db); len(found) > 0 {
				t.Fatalf("before: %v", found)
			}
			shell := raw(t, path)
			for _, trigger := range []string{"events_no_update", "events_no_delete", "events_in_order", "personal_no_update", "personal_no_delete", "personal_once"} {
				shell.MustExec(`DROP TRIGGER ` + trigger)
			}
			shell.MustExec(tt.sql)
			found := verifyChain(t, db)
			if len(found) != 1 || found[0].Seq != tt.seq {
				t.Fatalf("found %v, want one of event %d", found, tt.seq)
			}
			if got := found[0].String(); !strings.Contains(got, tt.says) {
				t.Errorf("%q does not say %q", got, tt.says)
			}
		})
	}
}

func TestHeadIsTheLastHash(t *testing.T) {
	db := storagetest.Open(t)
	heads := map[string]bool{}
	for i := range 3 {
		write(t, db, func(tx *storage.Tx) error {
			seq, hash, err := tx.Head(site)
			if seq != int64(i) || (hash == "") != (i == 0) {
				t.Errorf("head %d %q after %d events", seq, hash, i)
			}
			heads[hash] = true
			if err != nil {
				return err
			}
			_, err = tx.Append(site, amy())
			return err
		})
	}
	if len(heads) != 3 {
		t.Errorf("%d different heads, want 3", len(heads))
	}
}

// The same events under the same salts make the same chain, everywhere and always.
func TestTheChainIsDefined(t *testing.T) {
	db := storagetest.Open(t)
	db.Rand = counting(0)
	e := walksIn("wang", "13800138000")
	e.Note = "two children"
	appendAll(t, db, amy(), e)
	write(t, db, func(tx *storage.Tx) error {
		_, hash, err := tx.Head(site)
		if want := definedHead(t); hash != want {
			t.Errorf("hash %s, want %s", hash, want)
		}
		return err
	})
}

var errNoRandom = errors.New("no randomness")

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errNoRandom }

func TestWithoutASaltNothingIsWritten(t *testing.T) {
	db := storagetest.Open(t)
	appendAll(t, db, amy())
	db.Rand = broken{}
	err := db.Write(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.Append(site, walksIn("wang", ""))
		return err
	})
	if !errors.Is(err, errNoRandom) || len(seqs(t, db)) != 1 {
		t.Errorf("%v, and %d events", err, len(seqs(t, db)))
	}
}
