package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestANewDayBringsPeopleBack(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/turn away personal")
	f.says("UBO", "/turn off")
	f.says("UCHEN", "/turn off")
	f.sees(f.says("ULEE", "/turn rest @Chen tue"), "Recorded: Chen rests on Tue each week.")
	f.sees(f.says("ULEE", "/turn 周休 @Dan 周二 周六"), "Recorded: Dan rests on Tue, Sat each week.")

	// The rest of the day nobody's state is touched.
	f.at("17:00")
	before := f.seq()
	f.says("UDAN", "/turn")
	if got := f.recorded(before); len(got) != 0 {
		t.Fatal("recorded on the day the states were set:", got)
	}

	// On Tuesday, Amy and Bo are ready again without a word, Chen and Dan rest.
	f.day(1)
	board := f.says("UDAN", "/turn")
	want := []string{
		`shift {"person":"UBO","state":"ready"} “new day”`,
		`shift {"person":"UAMY","state":"ready"} “new day”`,
		`shift {"person":"UDAN","state":"off"} “weekly roster”`,
	}
	if diff := cmp.Diff(want, f.recorded(before)); diff != "" {
		t.Fatal(diff)
	}
	f.sees(board, `
Next: Bo
# | Consultant | State | Today | Owed
1 | Bo | ready | 0 |
2 | Amy | ready | 0 |
– | Chen | off | 0 |
– | Dan | off | 0 |
_09:00 · in turn_
[I'm back]`)

	// Dan works all the same: what somebody said today stands.
	f.says("UDAN", "/turn back")
	before = f.seq()
	f.at("09:30")
	f.says("UAMY", "/turn")
	if got := f.recorded(before); len(got) != 0 {
		t.Fatal("the roster overrules what somebody said today:", got)
	}

	// On Wednesday Chen is back.
	f.day(1)
	f.says("UAMY", "/turn")
	if diff := cmp.Diff([]string{`shift {"person":"UCHEN","state":"ready"} “new day”`}, f.recorded(before)); diff != "" {
		t.Fatal(diff)
	}
}

func TestWhoeverReceivesOnTheirRestDayIsLeftAlone(t *testing.T) {
	f := newFloor(t)
	f.says("UCHEN", "/visit Ms Wang 13800138000")
	before := f.seq()
	f.says("ULEE", "/turn rest @Chen mon")
	f.says("UAMY", "/turn")
	if got := f.recorded(before); len(got) != 1 {
		t.Fatal("Chen is sent off in the middle of a reception:", got)
	}
}

func TestTheWeeklyRoster(t *testing.T) {
	f := newFloor(t)
	f.sees(f.says("UAMY", "/turn rest"), "Weekly rest days\nNone are set.")
	f.sees(f.says("UAMY", "/turn rest @Amy mon"), `
This step is for leaders.
You are a consultant at this site; Lee can do it
[Ask Lee…]`)
	f.sees(f.says("ULEE", "/turn rest mon"), "Rest days need one colleague and the days.\nUnchanged\n"+
		"Example: `/turn rest @Bo mon tue`; no more: `/turn rest @Bo none`")
	f.says("ULEE", "/turn rest @Amy sun wed")
	f.says("ULEE", "/turn rest @Bo fri")
	f.sees(f.says("UAMY", "/turn rest"), "Weekly rest days\nBo: Fri\nAmy: Wed, Sun")

	// Setting one person's days leaves the site's other settings alone.
	before := f.seq()
	f.sees(f.says("ULEE", "/turn rest @Bo none"), "Recorded: Bo has no fixed rest days.")
	if got := f.recorded(before); len(got) != 1 || !strings.Contains(got[0], `"rest":{"UAMY":["sun","wed"]}`) || !strings.Contains(got[0], `"lang":"en"`) {
		t.Fatal(got)
	}
}
