package bot

import (
	"fmt"
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

// When the disk is full nothing is half recorded, whoever asks is told so and
// what an admin should do, and when there is room all goes on.
func TestAFullDisk(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	f.heard()
	room, err := f.bot.DB.LimitPages(0)
	if err != nil {
		t.Fatal(err)
	}
	told := "Recorded"
	for i := 0; i < 100 && strings.HasPrefix(told, "Recorded"); i++ { // the pages that are there have some room
		seq := f.seq()
		told = plain(f.says("UBO", fmt.Sprintf("/visit Mr Li 139001322%02d", i)).Message)
		if !strings.HasPrefix(told, "Recorded") && f.seq() != seq {
			t.Errorf("something was recorded: %q", f.recorded(seq))
		}
	}
	for _, want := range []string{"Sorry, the disk is full; nothing was recorded.", "have an admin make room for Walkin's data folder, then try again (code "} {
		if !strings.Contains(told, want) {
			t.Errorf("Bo reads, without %q:\n%s", want, told)
		}
	}
	f.langs["UBO"] = rules.Zh
	if told := plain(f.says("UBO", "/visit 孙女士 13700137000").Message); !strings.Contains(told, "抱歉，磁盘满了，什么都没有登记。") {
		t.Errorf("Bo reads:\n%s", told)
	}
	if told := plain(f.says("UAMY", "/owner 13800138000").Message); !strings.Contains(told, "Sorry, the disk is full") && !strings.Contains(told, "is your customer") {
		t.Errorf("Amy asks, and reads:\n%s", told)
	}
	f.langs["UBO"] = rules.En
	if err := room(); err != nil {
		t.Fatal(err)
	}
	seq := f.seq()
	if told := plain(f.says("UBO", "/visit Ms Qian 13600136000").Message); !strings.Contains(told, "Recorded: Ms Qian") {
		t.Errorf("with room Bo reads:\n%s", told)
	}
	if len(f.recorded(seq)) == 0 || !strings.Contains(f.heard(), "Ms Qian") {
		t.Error("with room the visit is not recorded, or the channel not told")
	}
	if v, err := f.bot.DB.Verify(t.Context(), "C1"); err != nil || len(v.Findings) > 0 {
		t.Errorf("the register is not whole: %+v, %v", v, err)
	}
}
