package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// drawn has the bot draw nothing, and remembers what it was asked to draw.
func (f *floor) drawn() (cases *[]Case, shares *[]Shares) {
	cases, shares = &[]Case{}, &[]Shares{}
	f.bot.Timeline = func(c Case) ([]byte, string, error) {
		*cases = append(*cases, c)
		return []byte("a picture"), "the same in words", nil
	}
	f.bot.Fairness = func(s Shares) ([]byte, string, error) {
		*shares = append(*shares, s)
		return []byte("a picture"), "the same in words", nil
	}
	return cases, shares
}

func TestHowTurnsWereGivenOut(t *testing.T) {
	f := newFloor(t)
	_, shares := f.drawn()
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.at("10:00")
	f.says("UAMY", "/visit Mr Li 13900132222") // Chen's turn
	f.at("11:00")
	f.says("UDAN", "/visit Mr Zhao 13700133333 @Dan")
	f.heard()
	f.sees(f.says("ULEE", "/turn fairness"), `
How turns were given out, 25 Oct – 23 Nov
Out of turn:
23 Nov 11:00 Dan instead of Chen: the customer asked for them (clause 9a)
23 Nov 10:00 Amy instead of Chen: no reason on record
Consultant | Turns taken | Owed | Lost | Out of turn | New customers | Deals
Bo | 1 | 0 | 0 | 0 | 1 | 0
Chen | 0 | 0 | 0 | 0 | 0 | 0
Amy | 1 | 0 | 0 | 1 | 1 | 0
Dan | 0 | 0 | 0 | 1 | 1 | 0
_The last 30 days; Owed is as of now_
_The picture is in your direct messages_`)
	posts := f.posts()
	if len(posts) != 1 || posts[0].To != "ULEE" || posts[0].File == nil || posts[0].File.Alt != "the same in words" {
		t.Fatalf("sent: %+v", posts)
	}
	if want := (Shares{Lang: rules.En, Title: "Riverside · 25 Oct – 23 Nov", Rows: []Got{{"Bo", 1, 0, 0, 0, 1, 0}, {"Chen", 0, 0, 0, 0, 0, 0}, {"Amy", 1, 0, 0, 1, 1, 0}, {"Dan", 0, 0, 0, 1, 1, 0}}}); !cmp.Equal((*shares)[0], want) {
		t.Error(cmp.Diff(want, (*shares)[0]))
	}
	f.sees(f.says("UBO", "/turn fairness"), "This step is for leaders.\nYou are a consultant at this site; Lee can do it\n[Ask Lee…]")
	f.langs["ULEE"] = rules.Zh
	if r := f.says("ULEE", "/turn 公平"); !strings.HasPrefix(plain(r.Message), "10月25日 到 11月23日 的轮次分配") {
		t.Error(plain(r.Message))
	}
}

// Where the site has turned it on, Slack is asked to draw; the picture goes along
// for when it does not.
func TestASiteTurnsChartsOn(t *testing.T) {
	f := newFloor(t)
	f.drawn()
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.says("ULEE", "/turn fairness")
	if posts := f.posts(); posts[len(posts)-1].Message.Chart != nil {
		t.Error("a chart, though nobody has asked for it")
	}
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"charts": {"yes"}})
	f.says("ULEE", "/turn fairness")
	posts := f.posts()
	last := posts[len(posts)-1]
	want := &Chart{Title: "Riverside · 25 Oct – 23 Nov", Categories: []string{"Bo", "Chen", "Amy", "Dan"}, Series: []Series{
		{"Turns taken", []int{1, 0, 0, 0}},
		{"Owed", []int{0, 0, 0, 0}},
		{"Lost", []int{0, 0, 0, 0}},
		{"Out of turn", []int{0, 0, 0, 0}},
		{"New customers", []int{1, 0, 0, 0}},
		{"Deals", []int{0, 0, 0, 0}},
	}}
	if diff := cmp.Diff(want, last.Message.Chart); diff != "" || last.To != "ULEE" || last.File == nil {
		t.Errorf("sent %+v, -want +got:\n%s", last.Post, diff)
	}

	// It stays on with the next change of the site, and goes off again.
	form := f.says("UZHOU", "/walkin setup")
	f.submits("UZHOU", form, map[string][]string{"name": {"Lakeside"}})
	f.says("ULEE", "/turn fairness")
	if posts := f.posts(); posts[len(posts)-1].Message.Chart == nil {
		t.Error("the chart is gone")
	}
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"charts": nil})
	f.says("ULEE", "/turn fairness")
	if posts := f.posts(); posts[len(posts)-1].Message.Chart != nil {
		t.Error("the chart is still there")
	}
}

func TestOnMondaysLeadersReadHowTurnsWereGivenOut(t *testing.T) {
	f := newFloor(t)
	f.drawn()
	told := func() (to []string) {
		f.bot.remind(f.t.Context())
		for _, p := range f.posts() {
			if strings.HasPrefix(p.Message.Head, "How turns were given out") {
				what := "table"
				if p.File != nil {
					what = "picture"
				}
				to = append(to, staff[rules.Person(p.To)]+" "+what)
			}
		}
		slices.Sort(to)
		return to
	}
	told()
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.heard()
	for day := 1; day < 7; day++ {
		f.day(1)
		if to := told(); len(to) > 0 {
			t.Fatalf("on %s: %v", f.now.Weekday(), to)
		}
	}
	f.day(1)
	if to := told(); f.now.Weekday() != time.Monday || !slices.Equal(to, []string{"Lee picture", "Lee table", "Zhou picture", "Zhou table"}) {
		t.Fatalf("on %s: %v", f.now.Weekday(), to)
	}
	f.at("10:00")
	if to := told(); len(to) > 0 {
		t.Fatalf("again: %v", to)
	}
}

func TestThePictureOfACase(t *testing.T) {
	f := newFloor(t)
	cases, _ := f.drawn()
	f.says("UBO", "/visit Ms Wang 13800138000")
	f.day(3)
	f.says("UBO", "/follow 8000 called")
	f.day(1)
	f.says("UAMY", "/visit Mr Li 13900132222")
	f.day(60)
	f.says("UAMY", "/claim 8000")
	var file File
	err := f.bot.DB.Write(t.Context(), func(tx *storage.Tx) (err error) {
		x := &exchange{bot: f.bot, tx: tx, req: Request{At: f.now}, now: f.now}
		if err := x.open("C1"); err != nil {
			return err
		}
		for id := range x.book.Customers() {
			file, err = x.casePicture(id, rules.En)
			break
		}
		return err
	})
	if err != nil || file.Name != "walkin-case.png" || file.Alt != "the same in words" {
		t.Fatal(err, file)
	}
	day := func(m, d, h int) time.Time { return time.Date(2026, time.Month(m), d, h, 0, 0, 0, shanghai) }
	got := (*cases)[0]
	got.Zone = nil
	want := Case{
		Lang: rules.En, Now: f.now, Customer: "Ms Wang",
		Contacts:    []Contact{{"visit", "Bo", day(11, 23, 9)}, {"follow_up", "Bo", day(11, 26, 9)}, {"claim", "Amy", f.now}},
		Protections: []Protection{{"Bo", day(11, 23, 9), day(12, 27, 0)}, {"Amy", f.now, day(2, 26, 0).AddDate(1, 0, 0)}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
