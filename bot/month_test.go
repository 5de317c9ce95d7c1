package bot

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

func TestTheMonthIsClosed(t *testing.T) {
	f := under(t, "fifteen-day")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UBO", "/turn done")
	f.says("UCHEN", "/visit Mr Li 13900132222")
	f.heard()
	f.says("UBO", "/deal 8000 subscribed amount:10000.50")
	f.presses("UZHOU", f.letters()["Zhou"], "Confirm split")
	f.says("UCHEN", "/deal 2222 subscribed amount:300")
	f.says("UCHEN", "/deal 2222 deposit") // asked about, not recorded
	f.sees(f.says("UZHOU", "/walkin month"), `
November 2026: 2 deals, commission CNY 10,300.50.
2 deals · 1 to confirm
Consultant | Performance | Commission | Proposed | Fine
Bo | 1 | 10,000.50 | 0.00 |
Chen | 1 | 0.00 | 300.00 |
Amy | 0 | 0.00 | 0.00 |
Dan | 0 | 0.00 | 0.00 |
Mr Li subscribed, Chen: Chen 100% [Confirm]
_By the day of the subscription; what is proposed stands apart_
[Spreadsheet] [Details] [Month before]`)
	f.langs["UZHOU"] = rules.Zh
	f.sees(f.says("UZHOU", "/walkin 月结 2026年10月"), `
2026年10月没有成交。
成交 0
顾问 | 业绩 | 佣金 | 待确认佣金 | 罚款
Bo | 0 | 0.00 | 0.00 |
Chen | 0 | 0.00 | 0.00 |
Amy | 0 | 0.00 | 0.00 |
Dan | 0 | 0.00 | 0.00 |
_按认购日计；待确认的分单另列_
[导出表格] [明细] [上个月]`)
	f.langs["UZHOU"] = rules.En
	f.sees(f.says("UZHOU", "/walkin month May"), "“May” is no month.\nExample: `/walkin month 2026-11`")
	f.sees(f.says("UZHOU", "/walkin month 2026-12"), "December 2026 has not begun.\nExample: `/walkin month 2026-11`")
	f.sees(f.says("ULEE", "/walkin month"), "This step is for managers.\nYou are a leader at this site; Zhou can do it\n[Ask Zhou…]")
}

// What is still proposed can be confirmed where the month is read, once, and by
// nobody with a stake in it.
func TestSplitsAreConfirmedFromTheMonth(t *testing.T) {
	f := under(t, "fifteen-day")
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"managers": {"UZHOU", "UEVE"}})
	for i, who := range []rules.Person{"UBO", "UCHEN", "UDAN"} {
		phone := fmt.Sprintf("1380013800%d", i)
		f.says(who, "/visit Ms Wang "+phone)
		f.says(who, "/turn done")
		if who != "UDAN" {
			f.says(who, "/deal "+phone+" subscribed amount:100")
		}
	}
	if err := f.found(&rules.Deal{ID: "own", Customer: "c17", Person: "UZHOU", Stage: "subscribed"}); err != nil {
		t.Fatal(err)
	}
	f.heard()
	rows := func(m *Message) (all []string) {
		for _, r := range m.Rows {
			all = append(all, r.Text)
		}
		return all
	}
	month, other := f.says("UZHOU", "/walkin month").Message, f.says("UEVE", "/walkin month").Message
	if diff := cmp.Diff([]string{"Ms Wang subscribed, Bo: Bo 100%", "Ms Wang subscribed, Chen: Chen 100%"}, rows(month)); diff != "" {
		t.Fatalf("-want +got:\n%s", diff)
	}
	if n := len(other.Rows); n != 3 {
		t.Errorf("who has no stake may confirm %d", n)
	}
	before := f.seq()
	after := f.handle(Request{Act: Press, Asker: f.asker("UZHOU"), Action: month.Rows[0].Button.Action, Value: month.Rows[0].Button.Value, Spoken: true})
	f.records(before, `approve {"deal":"d13"} by UZHOU`)
	if diff := cmp.Diff([]string{"Ms Wang subscribed, Chen: Chen 100%"}, rows(after.Message)); diff != "" || after.Beside {
		t.Errorf("the month is not shown anew, -want +got:\n%s", diff)
	}
	if told := f.heard(); !strings.Contains(told, "~Zhou: Split confirmed: Ms Wang") {
		t.Errorf("told:\n%s", told)
	}

	// The other manager comes second: nothing is confirmed twice.
	before = f.seq()
	again := f.handle(Request{Act: Press, Asker: f.asker("UEVE"), Action: other.Rows[0].Button.Action, Value: other.Rows[0].Button.Value, Spoken: true})
	f.unchanged(before)
	if n := len(again.Message.Rows); n != 2 {
		t.Errorf("%d are left to confirm:\n%s", n, plain(again.Message))
	}
}

// A substitute who did not give back a colleague's customer, known to be one.
func TestTheMonthNamesFines(t *testing.T) {
	f := under(t, "fifteen-day")
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("UBO", "/turn done")
	f.says("UCHEN", "/visit Ms Wang 13800138000")
	err := f.found(&rules.Misconduct{Person: "UCHEN", Act: "grab", Customer: "c11"})
	if err != nil {
		t.Fatal(err)
	}
	r := f.says("UZHOU", "/walkin month")
	if !strings.Contains(plain(r.Message), "Chen | 0 | 0.00 | 0.00 | fine at least CNY 100, suspended 3 days to 15 days") {
		t.Fatal(plain(r.Message))
	}
	details := f.presses("UZHOU", r.Message, "Details")
	if want := "23 Nov Chen: received a colleague's customer knowingly, fine at least CNY 100, suspended 3 days to 15 days (clause 1a)"; !strings.Contains(formPlain(details.Form), want) {
		t.Fatal(formPlain(details.Form))
	}
}

func TestThePayrollIsHandedOver(t *testing.T) {
	f := chenStandsIn(t)
	var sheets []Sheet
	f.bot.Workbook = func(s []Sheet) ([]byte, error) {
		sheets = s
		return []byte("a workbook"), nil
	}
	f.says("UCHEN", `/deal 8000 subscribed amount:10000.01 buyer:"=HYPERLINK(1)"`)
	f.heard()
	f.sees(f.presses("UZHOU", f.says("UZHOU", "/walkin month").Message, "Spreadsheet"), "The spreadsheet is in your direct messages.")
	posts := f.posts()
	if len(posts) != 1 || posts[0].To != "UZHOU" || posts[0].File == nil || posts[0].File.Name != "walkin-2026-11.xlsx" || posts[0].Message.Head != "Payroll of November 2026" {
		t.Fatalf("handed over: %+v", posts)
	}
	var got []string
	for _, s := range sheets {
		got = append(got, s.Name)
		for _, row := range s.Rows {
			var cells []string
			for _, c := range row {
				if c.Amount != nil {
					c.Text = fmt.Sprint(*c.Amount)
				}
				cells = append(cells, c.Text)
			}
			got = append(got, strings.Join(cells, " | "))
		}
	}
	if diff := cmp.Diff(strings.TrimSpace(`
Payroll
Month | Consultant | Deals closed | Performance | Commission | Proposed | Closing bonus | Fine | Suspended
2026-11 | Bo | 0 | 1/2 | 0 | 500001 | 0 |  | 
2026-11 | Chen | 1 | 1/2 | 0 | 500000 | 0 |  | 
2026-11 | Amy | 0 | 0 | 0 | 0 | 0 |  | 
2026-11 | Dan | 0 | 0 | 0 | 0 | 0 |  | 
Deals
Entry | Subscribed | Customer | Buyer | Stage | Closed by | Person | Performance | Commission | Commission | State | Clause
16 | 2026-11-30 | Ms Wang 138••••8000 | =HYPERLINK(1) | subscribed | Chen | Bo | 1/2 | 1/2 | 500001 | proposed | 10a
16 | 2026-11-30 | Ms Wang 138••••8000 | =HYPERLINK(1) | subscribed | Chen | Chen | 1/2 | 1/2 | 500000 | proposed | 10a
Conduct
Date | Consultant | What | Fine | Suspended | Clause
`), strings.Join(got, "\n")); diff != "" {
		t.Fatal(diff)
	}
	before := f.seq()
	f.sees(f.handle(Request{Act: Press, Asker: f.asker("ULEE"), Action: "month.file", Value: "C1|2026-11", Spoken: true}),
		"This step is for managers.\nYou are a leader at this site; Zhou can do it\n[Ask Zhou…]")
	f.unchanged(before)
}

// found records misconduct that was reported and found true.
func (f *floor) found(body rules.Body) error {
	f.t.Helper()
	return f.bot.DB.Write(f.t.Context(), func(tx *storage.Tx) error {
		x := &exchange{bot: f.bot, tx: tx, req: Request{At: f.now}, now: f.now}
		if err := x.open("C1"); err != nil {
			return err
		}
		_, err := x.recordEvent(rules.Event{By: "UZHOU", Body: body})
		return err
	})
}
