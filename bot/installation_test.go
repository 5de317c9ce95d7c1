package bot

import (
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

// account is what the chat says of somebody's account after a change.
func (f *floor) account(p rules.Person, name string, gone bool) {
	f.t.Helper()
	f.handle(Request{Act: Changed, Asker: Asker{ID: p, Name: name, Lang: rules.En, Gone: gone}})
}

func TestARenamedColleagueIsCalledByTheNewName(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	before := f.seq()
	f.account("UBO", "Bob", false)
	f.account("UBO", "Bob", false) // a status, a picture: nothing that matters
	if got := f.recorded(before); len(got) != 1 || !strings.Contains(got[0], "Bob") {
		t.Errorf("recorded %q", got)
	}
	if got := plain(f.says("UAMY", "/owner 13800138000").Message); !strings.Contains(got, "Bob's customer") {
		t.Errorf("Amy reads:\n%s", got)
	}
	before = f.seq()
	f.account("UEVE", "Evelyn", false)
	if got := f.recorded(before); len(got) > 0 {
		t.Errorf("somebody who is on no list was recorded: %q", got)
	}
}

func TestADeactivatedColleagueIsOfferedAsALeaver(t *testing.T) {
	f := newFloor(t)
	f.account("UBO", "Bo", true)
	f.account("UBO", "Bo", true)
	posts := f.posts()
	if len(posts) != 1 || posts[0].To != "UZHOU" {
		t.Fatalf("told: %+v", posts)
	}
	m := &posts[0].Message
	if m.Head != "Bo's Slack account is deactivated." {
		t.Errorf("Zhou reads:\n%s", plain(m))
	}
	if got := f.presses("UAMY", m, "Record as left"); !strings.Contains(plain(got.Message), "This step is for managers") {
		t.Errorf("Amy reads:\n%s", plain(got.Message))
	}
	f.sees(f.presses("UZHOU", m, "Record as left"), "Recorded: Bo has left and is no longer on the list.\nNo customers of theirs")
	f.hears("C: Bo has left · no customers of theirs")
	f.sees(f.presses("UZHOU", m, "Record as left"), "Bo is no longer on the list.")
	if got := plain(f.says("UAMY", "/turn").Message); strings.Contains(got, "Bo") {
		t.Errorf("the board still has Bo:\n%s", got)
	}
	f.account("UBO", "Bo", true)
	if posts := f.posts(); len(posts) > 0 {
		t.Errorf("told again: %+v", posts)
	}
}

func TestWhoComesBackCanLeaveAgain(t *testing.T) {
	f := newFloor(t)
	for range 2 {
		f.account("UBO", "Bo", true)
		if posts := f.posts(); len(posts) != 1 {
			t.Errorf("told: %+v", posts)
		}
		f.account("UBO", "Bo", false)
	}
}
