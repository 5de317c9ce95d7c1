package storage_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

// floor is a register of customers with all kinds of names and phones.
func floor(t *testing.T) *storage.DB {
	db := storagetest.Open(t)
	appendAll(t, db, amy())
	for i, c := range []struct{ id, name, phone string }{
		{"wang", "王女士", "+8613800138000"},
		{"wang2", "王女士", "13600008000"},
		{"wang3", "王女士丽", "021-55551234"},
		{"li", "李 小龙", "+6591234567"},
		{"lee", "Ms. Lee", ""},
		{"leeann", "Lee Ann", "12"},
		{"chen", "陈先生", "+86 138 0013 8000"},
		{"wilson", "Wilson", ""},
		{"mailer", "", "+8613800138009"},
	} {
		appendAll(t, db, rules.Event{At: begin, Body: &rules.Visit{
			ID: rules.VisitID(fmt.Sprint("v", i)), Customer: rules.Customer(c.id), Person: "amy",
			Details: &rules.Details{Name: c.name, Phone: c.phone},
		}})
	}
	return db
}

// found runs a look-up and returns the ids.
func found(t *testing.T, db *storage.DB, look func(tx *storage.Tx) ([]storage.Found, error)) string {
	t.Helper()
	var ids []string
	err := db.Read(t.Context(), func(tx *storage.Tx) error {
		all, err := look(tx)
		for _, f := range all {
			ids = append(ids, string(f.Customer))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(ids, " ")
}

func TestCustomersByWhatPeopleType(t *testing.T) {
	db := floor(t)
	phone := func(tx *storage.Tx, s string) ([]storage.Found, error) { return tx.ByPhone(site, s) }
	ending := func(tx *storage.Tx, s string) ([]storage.Found, error) { return tx.ByEnding(site, s, 0) }
	two := func(tx *storage.Tx, s string) ([]storage.Found, error) { return tx.ByEnding(site, s, 2) }
	name := func(tx *storage.Tx, s string) ([]storage.Found, error) { return tx.ByName(site, s, 0) }
	near := func(tx *storage.Tx, s string) ([]storage.Found, error) { return tx.NearNames(site, s, 3) }
	for _, tt := range []struct {
		what  string
		look  func(*storage.Tx, string) ([]storage.Found, error)
		typed string
		want  string
	}{
		{"a phone that two gave, written differently", phone, "+8613800138000", "chen wang"},
		{"a phone written with no country code", phone, "+8613600008000", "wang2"},
		{"a land line", phone, "+862155551234", "wang3"},
		{"a foreign phone", phone, "+6591234567", "li"},
		{"nobody's phone", phone, "+8613800138001", ""},
		{"no phone is nobody's", phone, "", ""},
		{"four digits", ending, "8000", "chen wang wang2"},
		{"four digits, at most two", two, "8000", "chen wang"},
		{"no digits", ending, "", ""},
		{"a name: exactly that first, then what begins so", name, "王女士", "wang wang2 wang3"},
		{"a name with spaces and in full width", name, "ＬＥＥ ａｎｎ", "leeann"},
		{"a Chinese name, spaced otherwise", name, "李小龙", "li"},
		{"the beginning of a name", name, "le", "leeann"},
		{"a form of address is part of the name", name, "ms lee", "lee"},
		{"SQL in a name finds nobody", name, "王' OR '1'='1", ""},
		{"wildcards are no wildcards", name, "%", ""},
		{"near: another form of address", near, "王小姐", "wang wang2"},
		{"near: a slip of the finger", near, "Wilsen", "wilson"},
		{"near: not everybody with that letter", near, "Wonderland", ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			got := found(t, db, func(tx *storage.Tx) ([]storage.Found, error) { return tt.look(tx, tt.typed) })
			if got != tt.want {
				t.Errorf("%q finds %q, want %q", tt.typed, got, tt.want)
			}
		})
	}
}

// card returns a customer's card as "name phone".
func card(t *testing.T, db *storage.DB, c rules.Customer) string {
	t.Helper()
	var s string
	write(t, db, func(tx *storage.Tx) error {
		f, ok, err := tx.Card(site, c)
		if ok {
			s = f.Name + " " + f.Phone
		}
		return err
	})
	return s
}

func TestTheCardFollowsTheRegister(t *testing.T) {
	db := storagetest.Open(t)
	appendAll(t, db, amy())
	details := func(name, phone string) *rules.Details { return &rules.Details{Name: name, Phone: phone} }
	for _, step := range []struct {
		what string
		body rules.Body
		want string
	}{
		{"2: a visit with no details", &rules.Visit{ID: "v1", Customer: "wang", Person: "amy"}, ""},
		{"3: the phone is added", &rules.DetailsEntry{Customer: "wang", Person: "amy", Details: *details("", "1")}, " 1"},
		{"4: the name is added", &rules.Visit{ID: "v2", Customer: "wang", Person: "amy", Details: details("Wang", "")}, "Wang 1"},
		{"5: a mistyped phone is corrected", &rules.DetailsEntry{Customer: "wang", Person: "amy", Details: *details("", "2")}, "Wang 2"},
		{"6: somebody else's call", &rules.Call{Customer: "li", Person: "amy", Details: details("Li", "3")}, "Wang 2"},
		{"7: the correction is withdrawn", &rules.Withdraw{Seq: 5, Reason: "x"}, "Wang 1"},
		{"8: the visit is withdrawn by its id", &rules.Withdraw{Visit: "v2", Reason: "x"}, " 1"},
		{"9: the withdrawal of the correction is withdrawn", &rules.Withdraw{Seq: 7, Reason: "x"}, " 2"},
		{"10: all that is left is withdrawn", &rules.Withdraw{Seq: 5, Reason: "x"}, " 1"},
		{"11: and the rest", &rules.Withdraw{Seq: 3, Reason: "x"}, ""},
		{"12: claimed, with a name", &rules.Claim{Customer: "wang", Person: "amy", Details: details("W", "4")}, "W 4"},
	} {
		appendAll(t, db, rules.Event{At: begin, Body: step.body})
		if got := card(t, db, "wang"); got != step.want {
			t.Errorf("%s: the card says %q, want %q", step.what, got, step.want)
		}
	}
	if got := card(t, db, "li"); got != "Li 3" {
		t.Errorf("the other's card says %q", got)
	}
}

func TestPhonesAreOfTheSitesRegion(t *testing.T) {
	db := storagetest.Open(t)
	appendAll(t, db, amy(), walksIn("tan", "9123 4567"))
	at := func(phone string) string {
		return found(t, db, func(tx *storage.Tx) ([]storage.Found, error) { return tx.ByPhone(site, phone) })
	}
	if got := at("+6591234567"); got != "" {
		t.Errorf("found %q before the site was in Singapore", got)
	}
	appendAll(t, db, rules.Event{At: begin, Body: &rules.Site{Settings: json.RawMessage(`{"region":"sg","other":1}`)}})
	if got := at("+6591234567"); got != "tan" {
		t.Errorf("found %q, want tan", got)
	}
	appendAll(t, db, rules.Event{At: begin, Body: &rules.Site{Name: "Marina"}}, walksIn("lim", "9123 4568"))
	if got := at("+6591234568"); got != "lim" {
		t.Errorf("found %q after settings that name no region, want lim", got)
	}
}

func TestHeld(t *testing.T) {
	db := storagetest.Open(t)
	day := func(n int) time.Time { return begin.AddDate(0, 0, n) }
	write(t, db, func(tx *storage.Tx) error {
		return tx.SetHoldings(site, []storage.HoldingRow{
			{Customer: "never", Owner: "amy", Since: day(0)},
			{Customer: "late", Owner: "amy", Until: day(30), Due: day(9)},
			{Customer: "soon", Owner: "amy", Until: day(3), Due: day(7)},
			{Customer: "due", Owner: "amy", Until: day(30), Due: day(2)},
			{Customer: "gone", Owner: "amy", Until: day(1)},
			{Customer: "bos", Owner: "bo", Until: day(3)},
			{Customer: "nobodys", Former: "amy", Lapsed: day(-1)},
		})
	})
	write(t, db, func(tx *storage.Tx) error { // a row is replaced
		return tx.SetHoldings(site, []storage.HoldingRow{{Customer: "late", Owner: "amy", Until: day(30), Due: day(8)}})
	})
	for _, tt := range []struct {
		what          string
		at            time.Time
		limit, offset int
		want          string
		total         int
	}{
		{"what is due first comes first", begin, 0, 0, "gone due soon late never", 5},
		{"what has lapsed is not held, at the very instant", day(1), 0, 0, "due soon late never", 4},
		{"a page", begin, 2, 1, "due soon", 5},
		{"past the end", begin, 2, 5, "", 5},
	} {
		t.Run(tt.what, func(t *testing.T) {
			write(t, db, func(tx *storage.Tx) error {
				rows, total, err := tx.Held(site, "amy", tt.at, tt.limit, tt.offset)
				if got := customers(rows); got != tt.want || total != tt.total {
					t.Errorf("%q of %d, want %q of %d", got, total, tt.want, tt.total)
				}
				return err
			})
		})
	}
	write(t, db, func(tx *storage.Tx) error {
		rows, err := tx.Lapsing(site, day(1), day(3))
		if got := customers(rows); got != "soon bos" {
			t.Errorf("lapsing after day 1 and by day 3: %q", got)
		}
		if len(rows) > 0 && (!rows[0].Due.Equal(day(7)) || !rows[0].Since.IsZero() || rows[0].Owner != "amy") {
			t.Errorf("read back as %+v", rows[0])
		}
		return err
	})
}

func customers(rows []storage.HoldingRow) string {
	var ids []string
	for _, r := range rows {
		ids = append(ids, string(r.Customer))
	}
	return strings.Join(ids, " ")
}
