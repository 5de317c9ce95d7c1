package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

// sends runs SendPosts for a while, with a chat that answers as told.
func sends(t *testing.T, b *Bot, lasting time.Duration, chat func(Post) (Ref, error)) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- b.SendPosts(ctx, nil, func(_ context.Context, p Post, _ Ref) (Ref, error) { return chat(p) })
	}()
	time.Sleep(lasting)
	synctest.Wait()
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

func enqueue(t *testing.T, b *Bot, site storage.SiteID, due time.Time, p Post) {
	t.Helper()
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	err = b.DB.Write(t.Context(), func(tx *storage.Tx) error {
		return tx.Enqueue(storage.Job{Site: site, Lane: p.Channel + p.To, Due: due, Body: body})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestManySitesOpenAtOnce: a workspace of many sites opens over half an hour,
// all of it late. Nobody is told faster than the chat takes it, and whoever
// opened first is told first.
func TestManySitesOpenAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &Bot{DB: storagetest.Open(t), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: time.Now}
		const sites, perSite = 60, 6
		opened := time.Now().Add(-time.Hour)
		for n := range perSite {
			for s := range sites {
				channel := fmt.Sprint("C", s)
				enqueue(t, b, storage.SiteID(channel), opened.Add(time.Duration(s/2)*time.Minute+time.Duration(n)*time.Millisecond),
					Post{Channel: channel, Message: Message{Head: fmt.Sprint(n)}})
			}
		}
		var at []time.Time
		lanes, begun := map[string][]time.Time{}, []string{}
		sends(t, b, 5*time.Minute, func(p Post) (Ref, error) {
			if len(lanes[p.Channel]) == 0 {
				begun = append(begun, p.Channel)
			}
			at, lanes[p.Channel] = append(at, time.Now()), append(lanes[p.Channel], time.Now())
			return Ref{p.Channel, "1"}, nil
		})
		if len(at) != sites*perSite {
			t.Fatalf("%d posts were sent, want %d", len(at), sites*perSite)
		}
		within := func(all []time.Time, n int, d time.Duration) {
			t.Helper()
			for i := range all {
				if i >= n && all[i].Sub(all[i-n]) < d {
					t.Fatalf("%d posts in %s", n+1, all[i].Sub(all[i-n]))
				}
			}
		}
		within(at, 340, time.Minute)
		for _, lane := range lanes {
			within(lane, 5, time.Second)
		}
		for i, channel := range begun {
			var s int
			fmt.Sscanf(channel, "C%d", &s)
			if s/2 != i/2 {
				t.Fatalf("%s was the channel told as number %d", channel, i)
			}
		}
	})
}

// TestPostsGoByOthers: what belongs into a thread goes into it, once its first
// message stands, and a button that shows a post knows where that is.
func TestPostsGoByOthers(t *testing.T) {
	f := newFloor(t)
	var got []Post
	deliver := func(_ context.Context, p Post, _ Ref) (Ref, error) {
		got = append(got, p)
		return Ref{"C1", fmt.Sprintf("17%d.1", len(got))}, nil
	}
	see := func(key string) []Button { return []Button{{Action: "seen", Label: "See", Opens: key}} }
	err := f.bot.DB.Write(t.Context(), func(tx *storage.Tx) error {
		x := &exchange{bot: f.bot, tx: tx, now: f.now}
		if err := x.open("C1"); err != nil {
			return err
		}
		for _, p := range []Post{
			{Key: "dispute/1", Message: Message{Head: "the first"}},
			{In: "dispute/1", Message: Message{Head: "a reply"}},
			{Channel: "C1", Message: Message{Head: "elsewhere", Buttons: see("dispute/1")}},
			{Channel: "C1", In: "dispute/2", Message: Message{Head: "of a thread that never came to be", Buttons: see("dispute/2")}},
		} {
			if err := x.post(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		jobs, err := f.bot.DB.TakeJobs(t.Context(), f.now, 1)
		if err != nil || len(jobs) != 1 {
			t.Fatalf("%d jobs: %v", len(jobs), err)
		}
		f.bot.send(t.Context(), jobs[0], deliver)
	}
	if len(got) != 4 {
		t.Fatalf("%d posts, want 4", len(got))
	}
	if got[0].Thread != "" || got[1].Thread != "171.1" || got[3].Thread != "" {
		t.Errorf("the threads are %q, %q and %q", got[0].Thread, got[1].Thread, got[3].Thread)
	}
	if b := got[2].Message.Buttons; len(b) != 1 || b[0].At != (Ref{"C1", "171.1"}) {
		t.Errorf("the button shows %+v", b)
	}
	if b := got[3].Message.Buttons; len(b) != 0 {
		t.Errorf("a button shows nothing: %+v", b)
	}
}
