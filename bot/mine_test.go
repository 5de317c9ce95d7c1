package bot

import (
	"fmt"
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

func TestMyCustomers(t *testing.T) {
	f := newFloor(t)
	f.sees(f.says("UAMY", "/mine"), "You have no customers yet.")
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.day(23)
	f.says("UAMY", "/visit Mr Li 13900132222")
	f.says("UAMY", "/visit Ms Zhao 13500133333")
	f.says("UBO", "/visit Ms Zhang 13700137777")
	f.sees(f.says("UAMY", "/mine"), `
You have 3 customers, 1 due first.
Ms Wang 138 0013 8000 · follow-up was due 30 Nov [Record]
Mr Li 139 0013 2222 · follow-up Wed 23 Dec [Record]
Ms Zhao 135 0013 3333 · follow-up Wed 23 Dec [Record]`)

	// A week later: the last day of one, the follow-up of two.
	f.day(7)
	f.langs["UAMY"] = rules.Zh
	mine := f.says("UAMY", "/mine")
	f.sees(mine, `
你有 3 位客户，先办 3 位。
Ms Wang 138 0013 8000 · 今天最后一天 [记跟进]
Mr Li 139 0013 2222 · 今天跟进 [记跟进]
Ms Zhao 135 0013 3333 · 今天跟进 [记跟进]`)

	// The button beside the first opens the form; once done, she is last.
	f.submits("UAMY", f.presses("UAMY", mine.Message, "记跟进"), map[string][]string{"how": {"call"}})
	f.sees(f.says("UAMY", "/mine"), `
你有 3 位客户，先办 2 位。
Mr Li 139 0013 2222 · 今天跟进 [记跟进]
Ms Zhao 135 0013 3333 · 今天跟进 [记跟进]
Ms Wang 138 0013 8000 · 12月30日（周三） 跟进 [记跟进]`)
}

func TestMyCustomersPageByPage(t *testing.T) {
	f := newFloor(t)
	for i := range 23 {
		f.says("UAMY", fmt.Sprintf("/visit 客户%02d 139001300%02d", i, i))
	}
	page := func(r Reply) string {
		var rows []string
		for _, row := range r.Message.Rows {
			rows = append(rows, strings.Fields(row.Text)[0])
		}
		var buttons []string
		for _, b := range r.Message.Buttons {
			buttons = append(buttons, b.Label)
		}
		return fmt.Sprint(rows[0], "…", rows[len(rows)-1], " ", len(rows), " ", strings.Join(r.Message.Notes, ""), " ", strings.Join(buttons, " | "))
	}
	first := f.says("UAMY", "/mine")
	if got, want := page(first), "客户00…客户09 10 1–10 Next page"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	second := f.presses("UAMY", first.Message, "Next page")
	if got, want := page(second), "客户10…客户19 10 11–20 Previous page | Next page"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	if second.Beside {
		t.Fatal("the next page does not take the place of the first")
	}
	third := f.presses("UAMY", second.Message, "Next page")
	if got, want := page(third), "客户20…客户22 3 21–23 Previous page"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}
