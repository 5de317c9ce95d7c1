package bot

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"github.com/walkin-chat/walkin/storage"
)

func TestTheRotationIsPinnedInThePlaceOfYesterdays(t *testing.T) {
	f := newFloor(t)
	type pinned struct{ pin, unpin string }
	var got []pinned
	for day := range 2 {
		f.day(min(day, 1))
		f.reminds()
		jobs, err := f.bot.DB.TakeJobs(f.t.Context(), f.now, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range jobs {
			f.bot.send(t.Context(), j, func(_ context.Context, p Post, _ Ref) (Ref, error) {
				if p.Pin != "" {
					got = append(got, pinned{p.Message.Head, p.Unpin.TS})
				}
				return Ref{"C1", p.Message.Head}, nil
			})
		}
	}
	want := []pinned{{"Today's rotation (Mon 23 Nov)", ""}, {"Today's rotation (Tue 24 Nov)", "Today's rotation (Mon 23 Nov)"}}
	if !slices.Equal(got, want) {
		t.Errorf("pinned %q, want %q", got, want)
	}
}

func TestAMessageThatCannotBeDeliveredIsToldToTheManager(t *testing.T) {
	f := newFloor(t)
	refused := func(p Post) {
		t.Helper()
		body, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		job := storage.Job{Site: "C1", Lane: p.To, Due: f.now, Body: body}
		if err := f.bot.DB.Write(t.Context(), func(tx *storage.Tx) error { return tx.Enqueue(job) }); err != nil {
			t.Fatal(err)
		}
		jobs, err := f.bot.DB.TakeJobs(t.Context(), f.now, 10)
		if err != nil || len(jobs) != 1 {
			t.Fatalf("%d jobs, %v", len(jobs), err)
		}
		f.bot.send(t.Context(), jobs[0], func(context.Context, Post, Ref) (Ref, error) {
			return Ref{}, &DeliveryError{Final: true, Code: "msg_too_long"}
		})
	}
	english := Message{Head: "Your customer Ms Wang 138 0013 8000 is here; please receive them."}
	refused(Post{To: "UAMY", Message: Message{Head: "你的客户 王女士 138 0013 8000 到了，请去接待。"}, English: &english})
	f.hears(`
Zhou: A message can't be delivered to Amy.
   Not posted: Your customer Ms Wang 138 0013 8000 is here; please receive them.
   Please tell them in person
   _The register goes on. Slack's code: msg_too_long_`)
	// What tells of it does not go round in circles.
	refused(Post{To: "UZHOU", Notice: true, Message: english})
	f.hears("")
}
