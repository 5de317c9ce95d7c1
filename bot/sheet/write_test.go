package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestWhatIsWrittenReadsBack(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	var out bytes.Buffer
	err := Write(&out, []Table{
		{Name: "汇总", Rows: [][]Cell{
			{{Text: "顾问"}, {Text: "佣金"}},
			{{Text: "陈晨"}, {Amount: n(666667)}},
			{{Text: "Zoë O'Neill"}, {Amount: n(-5)}},
			{{Text: "大额"}, {Amount: n(9007199254740993)}},
		}},
		{Name: "Deals", Rows: [][]Cell{{{Text: "=1+1"}, {Text: "+cmd|' /C calc'!A0"}, {Text: "@SUM(A1)"}, {Text: "-2+3"}, {Text: "007"}}}},
		{Name: "Conduct"},
	})
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, c := range []struct{ sheet, cell, want string }{
		{"汇总", "A2", "陈晨"},
		{"汇总", "A3", "Zoë O'Neill"},
		{"汇总", "B2", "6666.67"},
		{"汇总", "B3", "-0.05"},
		{"汇总", "B4", "90071992547409.93"},
		{"Deals", "A1", "=1+1"},
		{"Deals", "B1", "+cmd|' /C calc'!A0"},
		{"Deals", "C1", "@SUM(A1)"},
		{"Deals", "D1", "-2+3"},
		{"Deals", "E1", "007"},
	} {
		got, err := book.GetCellValue(c.sheet, c.cell, excelize.Options{RawCellValue: true})
		if err != nil || got != c.want {
			t.Errorf("%s!%s is %q (%v), want %q", c.sheet, c.cell, got, err, c.want)
		}
		if formula, err := book.GetCellFormula(c.sheet, c.cell); err != nil || formula != "" {
			t.Errorf("%s!%s has the formula %q (%v)", c.sheet, c.cell, formula, err)
		}
		kind, err := book.GetCellType(c.sheet, c.cell)
		if text := kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString; err != nil || text == (strings.HasPrefix(c.cell, "B") && c.sheet == "汇总") {
			t.Errorf("%s!%s is stored as type %d (%v)", c.sheet, c.cell, kind, err)
		}
	}
	if got := book.GetSheetList(); strings.Join(got, ",") != "汇总,Deals,Conduct" {
		t.Errorf("sheets %v", got)
	}
}

func TestNamesThatNoSheetCanHave(t *testing.T) {
	for _, name := range []string{"", "a/b", strings.Repeat("x", 32)} {
		if err := Write(&bytes.Buffer{}, []Table{{Name: name}}); err == nil {
			t.Errorf("%q is taken", name)
		}
	}
}
