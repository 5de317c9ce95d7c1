package bot

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/storage"
)

// happens is what the chat tells the bot of a channel.
func (f *floor) happens(act Act, channel, place string) {
	f.t.Helper()
	f.handle(Request{Act: act, Asker: Asker{ID: "UWALKIN", Bot: true}, Channel: channel, Place: place})
}

func TestARenamedChannelIsOfferedAsTheSitesName(t *testing.T) {
	f := newFloor(t)
	f.happens(Renamed, "C1", "bay-view")
	f.happens(Renamed, "C1", "bay-view")
	posts := f.posts()
	if len(posts) != 1 || posts[0].To != "UZHOU" {
		t.Fatalf("told: %+v", posts)
	}
	m := &posts[0].Message
	f.sees(Reply{Message: m}, `
Riverside: its channel is now called bay-view.
The register is unchanged, and so is the site's name
[Call the site so as well]`)
	if got := plain(f.presses("ULEE", m, "Call the site so as well").Message); !strings.Contains(got, "This step is for managers") {
		t.Errorf("Lee reads:\n%s", got)
	}
	before := f.seq()
	f.sees(f.presses("UZHOU", m, "Call the site so as well"), "Recorded: the site is now called bay-view.")
	f.sees(f.presses("UZHOU", m, "Call the site so as well"), "The site is called bay-view already.")
	if got := f.recorded(before); len(got) != 1 || !strings.Contains(got[0], `"name":"bay-view"`) {
		t.Errorf("recorded %q", got)
	}
	f.happens(Renamed, "C1", "bay-view") // as the site is called
	f.happens(Renamed, "C2", "anywhere") // no site
	f.hears("")
}

// Slack gives a private channel another ID once it is shared with another
// company.
func TestAChannelWithAnotherIDIsTheSameSite(t *testing.T) {
	f := newFloor(t)
	f.says("UAMY", "/visit Ms Wang 13800138000")
	visit := f.posts()
	f.happens(Moved, "C1", "C9")
	f.happens(Moved, "C1", "C9")
	if before := f.seq(); before == 0 {
		t.Fatal("the register is empty")
	}
	f.channel = "C9"
	f.says("UAMY", "/undo")
	f.sees(f.says("UBO", "/visit Mr Li 13900132222"), `
Recorded: Mr Li 139••••2222 is your new customer.
Protected through 23 Dec · your 1st group today · next: Chen
_Clause 1: The earliest valid registration owns._
[Add details] [They left] [Undo] [Why?]`)
	where := f.addressed()
	if len(where) < 2 {
		t.Fatalf("%d posts wait", len(where))
	}
	for _, at := range where {
		if at != "C9" && at != "C9 in the place of C9" {
			t.Errorf("a post goes to %s", at)
		}
	}
	if !slices.Contains(where, "C9 in the place of C9") || len(visit) == 0 {
		t.Errorf("what stood in the channel is not updated there: %q", where)
	}
	// And once more.
	f.happens(Moved, "C9", "C10")
	f.channel = "C10"
	f.says("UBO", "/undo")
	for _, at := range f.addressed() {
		if !strings.HasPrefix(at, "C10") {
			t.Errorf("a post goes to %s", at)
		}
	}
	f.channel = "C1"
	if len(f.recorded(0)) == 0 {
		t.Error("the register is not where it was")
	}
}

func TestAChannelThatIsASiteAlreadyStaysItsOwn(t *testing.T) {
	f := newFloor(t)
	f.channel = "C2"
	f.setUp(map[string][]string{"name": {"Hillside"}})
	f.happens(Moved, "C1", "C2")
	before := f.seq()
	f.says("UAMY", "/visit Ms Wang 13800138000")
	if got := f.recorded(before); len(got) == 0 {
		t.Error("the visit is recorded elsewhere")
	}
}

// addressed is where the posts that wait would be said.
func (f *floor) addressed() []string {
	f.t.Helper()
	var where []string
	for {
		jobs, err := f.bot.DB.TakeJobs(f.t.Context(), f.now, 10)
		if err != nil {
			f.t.Fatal(err)
		}
		if len(jobs) == 0 {
			return where
		}
		for _, j := range jobs {
			_, _, err := f.bot.deliver(f.t.Context(), j, func(_ context.Context, p Post, earlier Ref) (Ref, error) {
				at := p.Channel
				if p.Update {
					at += " in the place of " + earlier.Channel
				}
				if at != "" {
					where = append(where, at)
				}
				return Ref{p.Channel, "1"}, nil
			})
			if err != nil {
				f.t.Fatal(err)
			}
			if err := f.bot.DB.Write(f.t.Context(), func(tx *storage.Tx) error { return tx.DoneJob(j.ID) }); err != nil {
				f.t.Fatal(err)
			}
		}
	}
}
