package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

// TestTheLoop lets the loop run by itself for some months over several sites,
// stopping and starting it as it goes, and reads the channels: every site has
// its morning and its evening once a day, at its own time.
func TestTheLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		b := &Bot{DB: storagetest.Open(t), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: time.Now}
		zones := []string{"Asia/Shanghai", "America/Sao_Paulo", "Asia/Beirut", "America/New_York"}
		for i, zone := range zones {
			floorIn(t, b, storage.SiteID(fmt.Sprint("C", i)), zone)
		}
		const days = 100 // over a leap day, and three changes of the clocks
		var posted []string
		for day := range days {
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- b.Remind(ctx, nil) }()
			// Stopped at another moment each day, the minutes of posting included.
			time.Sleep(24*time.Hour + time.Duration(day%7-3)*7*time.Minute)
			stop()
			if err := <-ended; err != nil {
				t.Fatal(err)
			}
			posted = append(posted, deliverAll(t, b)...)
		}
		seen := map[string]int{}
		for _, line := range posted {
			seen[line]++
		}
		for i, name := range zones {
			zone, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			for day := begin; day.Before(begin.Add((days - 2) * 24 * time.Hour)); day = day.Add(24 * time.Hour) {
				local := day.In(zone)
				at := time.Date(local.Year(), local.Month(), local.Day(), 9, 0, 0, 0, zone)
				if at.Before(begin) {
					continue
				}
				line := fmt.Sprintf("C%d %s Today's rotation (%s)", i, at.Format(time.RFC3339), at.Format("Mon 2 Jan"))
				if seen[line] != 1 {
					t.Errorf("%s: %d times", line, seen[line])
				}
				delete(seen, line)
			}
		}
		if len(seen) > 3*len(zones) { // those of the last days
			t.Errorf("more was said: %v", seen)
		}
	})
}

// floorIn makes a channel a site in some zone, whose consultant always works.
func floorIn(t *testing.T, b *Bot, site storage.SiteID, zone string) {
	t.Helper()
	settings, err := json.Marshal(Settings{Lang: rules.En, Opens: "09:00", Closes: "18:00", FollowUp: "09:30"})
	if err != nil {
		t.Fatal(err)
	}
	err = b.DB.Write(t.Context(), func(tx *storage.Tx) error {
		x := &exchange{bot: b, tx: tx, now: b.Now()}
		if err := x.open(site); err != nil {
			return err
		}
		for _, body := range []rules.Body{
			&rules.Site{Name: zone, Timezone: zone, Settings: settings},
			&rules.Staff{ID: "UAMY", Name: "Amy"},
			&rules.Rota{Order: []rules.Person{"UAMY"}},
		} {
			if _, err := x.record(body); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// deliverAll takes what is queued: site, since when it is due, its head.
func deliverAll(t *testing.T, b *Bot) []string {
	t.Helper()
	var out []string
	for {
		jobs, err := b.DB.TakeJobs(t.Context(), b.Now(), 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(jobs) == 0 {
			return out
		}
		for _, j := range jobs {
			var p Post
			if err := json.Unmarshal(j.Body, &p); err != nil {
				t.Fatal(err)
			}
			err := b.DB.Write(t.Context(), func(tx *storage.Tx) error {
				shelf, err := b.book(tx, j.Site)
				if err != nil {
					return err
				}
				out = append(out, fmt.Sprintf("%s %s %s", j.Site, j.Due.In(shelf.book.Zone()).Format(time.RFC3339), p.Message.Head))
				return tx.DoneJob(j.ID)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestTheLoopWakes: for settings that change, for a clock that is moved, and
// not for each of many requests.
func TestTheLoopWakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ahead atomic.Int64 // days
		f := &floor{
			t: t, channel: "C1", langs: map[rules.Person]rules.Lang{}, admins: map[rules.Person]bool{"UADMIN": true},
			now: time.Date(2000, 1, 1, 8, 0, 0, 0, shanghai), // as the bubble's clock
		}
		f.bot = &Bot{
			DB: storagetest.Open(t), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
			Now: func() time.Time { return time.Now().AddDate(0, 0, int(ahead.Load())) },
		}
		f.setUp(nil)
		ctx, stop := context.WithCancel(t.Context())
		ended, jumped := make(chan error, 1), make(chan struct{}, 1)
		go func() { ended <- f.bot.Remind(ctx, jumped) }()
		heads := func() string {
			t.Helper()
			var out []string
			for _, line := range deliverAll(t, f.bot) {
				out = append(out, strings.TrimPrefix(line, "C1 "))
			}
			return strings.Join(out, "\n")
		}
		hears := func(want string) {
			t.Helper()
			if diff := cmp.Diff(want, heads()); diff != "" {
				t.Fatalf("what is posted is not as wanted (-want +got):\n%s", diff)
			}
		}
		time.Sleep(time.Minute)
		heads() // that the channel is a site

		// The hours change: it opens in five minutes instead of in an hour.
		f.now = f.bot.Now().In(shanghai)
		f.submits("UADMIN", f.says("UADMIN", "/walkin setup"), map[string][]string{"opens": {"08:06"}})
		time.Sleep(4 * time.Minute)
		hears("")
		time.Sleep(time.Minute + time.Second)
		hears("2000-01-01T08:06:00+08:00 Today's rotation (Sat 1 Jan)")

		// The clock is moved by days: today's morning, and no other.
		ahead.Store(5)
		jumped <- struct{}{}
		synctest.Wait()
		hears("2000-01-06T08:06:00+08:00 Today's rotation (Thu 6 Jan)")

		// It is set back: what was said of a day is not said again.
		time.Sleep(24 * time.Hour)
		hears("2000-01-07T08:06:00+08:00 Today's rotation (Fri 7 Jan)")
		ahead.Store(4)
		jumped <- struct{}{}
		time.Sleep(26 * time.Hour)
		hears("")
		time.Sleep(24 * time.Hour)
		hears("2000-01-08T08:06:00+08:00 Today's rotation (Sat 8 Jan)")

		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
	})
}
