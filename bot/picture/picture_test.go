package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/walkin-chat/walkin/rules"
)

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

func november(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 20, 0, 0, shanghai) }

func msWang(lang rules.Lang) Case {
	return Case{
		Lang: lang, Zone: shanghai, Now: november(24, 10), Customer: "王女士",
		Contacts: []Contact{
			{"visit", "Amy", november(20, 10)}, // out of order on purpose
			{"visit", "欧阳娜娜", november(3, 15)},
			{"call", "欧阳娜娜", november(10, 9)},
			{"visit", "欧阳娜娜", november(18, 16)},
		},
		Protections: []Protection{{"欧阳娜娜", november(3, 15), time.Date(2026, 12, 19, 0, 0, 0, 0, shanghai)}},
	}
}

// decoded is a picture as who looks at it gets it.
func decoded(t *testing.T, content []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// inked counts the pixels of a colour in part of a picture.
func inked(img image.Image, part image.Rectangle, ink color.Color) (n int) {
	want := color.RGBAModel.Convert(ink)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if color.RGBAModel.Convert(img.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}

// lane is the part of a timeline in which one person's contacts stand.
func lane(n int) image.Rectangle {
	top := int(laneTop + laneHeight*float64(n))
	return image.Rect(plotLeft, top, plotRight, top+laneHeight)
}

func TestTimelineHasALaneForEach(t *testing.T) {
	content, alt, err := Timeline(msWang(rules.En))
	if err != nil {
		t.Fatal(err)
	}
	img := decoded(t, content)
	if got, want := img.Bounds(), image.Rect(0, 0, pageWidth, laneTop+2*laneHeight+132); got != want {
		t.Errorf("it measures %v, want %v", got, want)
	}
	for _, c := range []struct {
		what string
		lane int
		ink  color.Color
		some bool
	}{
		{"the owner's visits", 0, blue, true},
		{"the owner's call", 0, orange, true},
		{"the owner's protection", 0, tint, true},
		{"its end", 0, vermillion, true},
		{"the other's visit", 1, blue, true},
		{"no protection of the other", 1, tint, false},
		{"no end of the other's", 1, vermillion, false},
		{"no call of the other's", 1, orange, false},
	} {
		if got := inked(img, lane(c.lane), c.ink) > 50; got != c.some {
			t.Errorf("%s: drawn is %v", c.what, got)
		}
	}
	if want := `王女士: contacts and protection
欧阳娜娜's protection: 3 Nov through 18 Dec
3 Nov 15:20 欧阳娜娜: visit
10 Nov 09:20 欧阳娜娜: call
18 Nov 16:20 欧阳娜娜: visit
20 Nov 10:20 Amy: visit`; alt != want {
		t.Errorf("in words:\n%s", alt)
	}
	zh, alt, err := Timeline(msWang(rules.Zh))
	if err != nil || bytes.Equal(zh, content) || !strings.Contains(alt, "欧阳娜娜 的保护期：11月3日 到 12月18日（含）") {
		t.Errorf("in Chinese: %v\n%s", err, alt)
	}
}

// Who can't tell the colours apart goes by the shapes.
func TestShapesDifferByForm(t *testing.T) {
	seen := map[string]int{}
	for i, m := range marks {
		c := newCanvas(40, 40)
		m.shape(c, 20, 20)
		var form strings.Builder
		for y := range 40 {
			for x := range 40 {
				form.WriteByte("#."[min(1, int(c.RGBAAt(x, y).R&c.RGBAAt(x, y).G&c.RGBAAt(x, y).B)/255)])
			}
		}
		if other, twice := seen[form.String()]; twice {
			t.Errorf("shapes %d and %d look the same", other, i)
		}
		seen[form.String()] = i
	}
}

func TestTheSameCaseGivesTheSameBytes(t *testing.T) {
	first, _, err := Timeline(msWang(rules.Zh))
	again, _, errAgain := Timeline(msWang(rules.Zh))
	if err != nil || errAgain != nil || !bytes.Equal(first, again) {
		t.Error("the same case was drawn in two ways", err, errAgain)
	}
}

func TestTheFontKnowsNames(t *testing.T) {
	c := newCanvas(60, 60)
	box := func(s string) []byte {
		c := newCanvas(60, 60)
		c.text(s, 10, 40, 30, ink)
		return c.Pix
	}
	missing := box("𠮷")
	if inked(c, c.Bounds(), white) != 3600 || bytes.Equal(missing, c.Pix) {
		t.Fatal("a character outside of the font is not drawn as a box")
	}
	for _, r := range "王李张刘陈杨赵黄周吴欧阳诸葛喆堃玥珺祎旻彧陳張劉黃éüñ·…•（）：" {
		if drawn := box(string(r)); bytes.Equal(drawn, missing) || bytes.Equal(drawn, c.Pix) {
			t.Errorf("%c is not in the font", r)
		}
	}
}

func TestTimelineOfNothingAndOfMuch(t *testing.T) {
	_, alt, err := Timeline(Case{Lang: rules.En, Customer: "Ms Wang"})
	if err != nil || alt != "Ms Wang: contacts and protection\nNothing is on record yet." {
		t.Errorf("nothing: %v\n%s", err, alt)
	}
	much := msWang(rules.En)
	for i := range 500 {
		much.Contacts = append(much.Contacts, Contact{"follow_up", fmt.Sprint("Consultant ", i%40), november(1, 0).AddDate(0, 0, -i)})
	}
	content, alt, err := Timeline(much)
	if err != nil {
		t.Fatal(err)
	}
	if n := utf8.RuneCountInString(alt); n > altLength {
		t.Errorf("the words have %d characters", n)
	}
	if !strings.Contains(alt, "20 Nov 10:20 Amy: visit") || !strings.Contains(alt, "more before these") {
		t.Errorf("the newest is not in the words:\n%s", alt)
	}
	if got := decoded(t, content).Bounds().Dy(); got != laneTop+mostLanes*laneHeight+132 {
		t.Errorf("it is %d high", got)
	}
}

func TestTicksAreLocalMidnights(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 3, 1, 15, 0, 0, 0, berlin)
	for _, days := range []int{1, 5, 12, 40, 90, 300, 900, 9000} {
		all := ticks(from, from.AddDate(0, 0, days), berlin)
		if len(all) == 0 || len(all) > 20 {
			t.Errorf("%d days have %d ticks", days, len(all))
		}
		for _, at := range all {
			if h, m, s := at.In(berlin).Clock(); h+m+s != 0 || at.Before(from) {
				t.Errorf("%d days: a tick at %s", days, at)
			}
		}
	}
}

func TestFairnessHasABarForEach(t *testing.T) {
	rows := []Share{{"欧阳娜娜", 12, 1, 0, 2, 9, 1}, {"Amy", 6, 0, 3, 0, 7, 2}, {"Dan", 0, 0, 0, 0, 0, 0}}
	content, alt, err := Fairness(rules.En, "Riverside · 26 Oct – 24 Nov", rows)
	if err != nil {
		t.Fatal(err)
	}
	img := decoded(t, content)
	turns := func(row int) int { return inked(img, image.Rect(190, 142+52*row, 350, 142+52*(row+1)), blue) }
	if turns(0) < 2*turns(1)*9/10 || turns(1) == 0 || turns(2) != 0 {
		t.Errorf("bars of 12, 6 and 0 turns cover %d, %d and %d", turns(0), turns(1), turns(2))
	}
	if want := `Riverside · 26 Oct – 24 Nov
欧阳娜娜 · Turns taken 12, Owed 1, Lost 0, Out of turn 2, New customers 9, Deals 1
Amy · Turns taken 6, Owed 0, Lost 3, Out of turn 0, New customers 7, Deals 2
Dan · Turns taken 0, Owed 0, Lost 0, Out of turn 0, New customers 0, Deals 0`; alt != want {
		t.Errorf("in words:\n%s", alt)
	}
	if _, _, err := Fairness(rules.Zh, "", nil); err != nil {
		t.Error("nobody:", err)
	}
}

// Whatever somebody has typed as a name: a picture, and no phone in the words.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"王女士", "王 138 0013 8000", "\xff\xfe", "👩‍👩‍👧", "Ⅷ١٢٣٤٥٦٧٨", strings.Repeat("长", 300), "1234567\u202e", "A+86(138)0013-8000B"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, customer, person string) {
		c := msWang(rules.Zh)
		c.Customer, c.Contacts[0].Person, c.Protections[0].Person = customer, person, person
		content, alt, err := Timeline(c)
		if err != nil {
			t.Fatal(err)
		}
		decoded(t, content)
		if n := utf8.RuneCountInString(alt); n > altLength {
			t.Errorf("the words have %d characters", n)
		}
		for _, name := range []string{named(customer), named(person)} {
			if !strings.Contains(alt, name) {
				t.Errorf("%q is not in the words", name)
			}
			run := 0
			for _, r := range name {
				switch {
				case unicode.IsDigit(r):
					run++
				case !strings.ContainsRune(" -", r):
					run = 0
				}
				if run >= 7 {
					t.Fatalf("a phone stands in %q", name)
				}
			}
		}
	})
}
