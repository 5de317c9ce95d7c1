package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// SampleStaff are the people of the sample floor.
type SampleStaff struct{ Amy, Bo, Chen, Dan, Lee, Zhou rules.Person }

// LaySample makes a channel a sample site with some weeks of history up to
// now, for trying the bot out. A channel that is a site already stays as it is.
func (b *Bot) LaySample(ctx context.Context, channel string, staff SampleStaff, now time.Time) error {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		return fmt.Errorf("sample floor: %w", err)
	}
	site := storage.SiteID(channel)
	err = b.DB.Write(ctx, func(tx *storage.Tx) error {
		if seq, err := tx.LastSeq(site); err != nil || seq > 0 {
			return err
		}
		x := &exchange{bot: b, tx: tx, req: Request{At: now}, now: now.In(zone)}
		if err := x.open(site); err != nil {
			return err
		}
		y, m, d := now.In(zone).Date()
		for _, e := range sampleEvents(staff) {
			x.now = time.Date(y, m, d-e.daysAgo, e.hour, e.minute, 0, 0, zone)
			if _, err := x.recordEvent(rules.Event{By: e.by, Note: e.note, Body: e.body}); err != nil {
				return err
			}
		}
		x.now = now.In(zone)
		lang := x.conf.Lang
		return x.post(Post{Key: helloKey, Message: Message{
			Head:  say.SetupPost.In(lang, "site", x.book.Site().Name, "policy", x.book.Policy().Title(lang)),
			Facts: []string{say.SampleVisit.In(lang), say.SampleOwner.In(lang), say.SampleTurn.In(lang)},
			Notes: []string{say.HelloMask.In(lang), say.SampleSwitch.In(rules.Zh) + " " + say.SampleSwitch.In(rules.En)},
		}})
	})
	if err != nil {
		return fmt.Errorf("sample floor: %w", err)
	}
	return nil
}

// A sampleEvent happened some days before the sample floor is laid.
type sampleEvent struct {
	daysAgo, hour, minute int
	body                  rules.Body
	by                    rules.Person
	note                  string
}

func sampleEvents(s SampleStaff) []sampleEvent {
	settings, err := json.Marshal(Settings{Lang: rules.Zh})
	if err != nil {
		panic(err) // a plain struct
	}
	visit := func(id rules.VisitID, c rules.Customer, p rules.Person, name, phone string) *rules.Visit {
		return &rules.Visit{ID: id, Customer: c, Person: p, FirstTime: ptr(len(c) > 0 && id[0] == 'n'), Details: &rules.Details{Name: name, Phone: phone}}
	}
	return []sampleEvent{
		{daysAgo: 48, hour: 8, minute: 30, body: &rules.Site{Name: "滨江售楼部", Timezone: "Asia/Shanghai", Settings: settings}},
		{daysAgo: 48, hour: 8, minute: 30, body: &rules.PolicyChange{Name: "standard"}},
		{daysAgo: 48, hour: 8, minute: 31, body: &rules.Staff{ID: s.Zhou, Name: "周敏", Role: rules.Manager}},
		{daysAgo: 48, hour: 8, minute: 31, body: &rules.Staff{ID: s.Lee, Name: "李磊", Role: rules.Leader}},
		{daysAgo: 48, hour: 8, minute: 31, body: &rules.Staff{ID: s.Amy, Name: "Amy", Role: rules.Consultant}},
		{daysAgo: 48, hour: 8, minute: 31, body: &rules.Staff{ID: s.Bo, Name: "Bo", Role: rules.Consultant}},
		{daysAgo: 48, hour: 8, minute: 31, body: &rules.Staff{ID: s.Chen, Name: "陈晨", Role: rules.Consultant}},
		{daysAgo: 48, hour: 8, minute: 31, body: &rules.Staff{ID: s.Dan, Name: "Dan", Role: rules.Consultant}},
		{daysAgo: 48, hour: 8, minute: 40, body: &rules.Rota{Order: []rules.Person{s.Amy, s.Bo, s.Chen, s.Dan}}, by: s.Lee},

		{daysAgo: 46, hour: 10, minute: 5, body: visit("n1", "zhang", s.Amy, "张女士", "+8613700138000")},
		{daysAgo: 46, hour: 10, minute: 50, body: &rules.Leave{Visit: "n1"}},
		{daysAgo: 44, hour: 14, minute: 20, body: visit("n2", "li", s.Dan, "李先生", "+8613900132222")},
		{daysAgo: 28, hour: 11, minute: 10, body: visit("n3", "zhao", s.Amy, "赵女士", "+8613500133333")},
		{daysAgo: 20, hour: 15, minute: 20, body: visit("n4", "wang", s.Bo, "王女士", "+8613800138000")},
		{daysAgo: 20, hour: 16, minute: 30, body: &rules.Leave{Visit: "n4"}},
		{daysAgo: 16, hour: 9, minute: 40, body: &rules.Call{Customer: "smith", Person: s.Dan, Details: &rules.Details{Name: "Mr Smith", Phone: "+447700900123"}}},
		{daysAgo: 15, hour: 13, minute: 15, body: visit("n5", "smith", s.Dan, "Mr Smith", "+447700900123")},
		{daysAgo: 12, hour: 16, minute: 0, body: visit("r1", "wang", s.Bo, "王女士", "+8613800138000")},
		{daysAgo: 12, hour: 17, minute: 5, body: &rules.Leave{Visit: "r1"}},
		{daysAgo: 9, hour: 10, minute: 30, body: &rules.FollowUp{Customer: "wang", Person: s.Bo}, note: "约周末带家人再看"},
		{daysAgo: 7, hour: 11, minute: 45, body: visit("n6", "chenxs", s.Amy, "陈先生", "+8613600138000")},
		{daysAgo: 7, hour: 12, minute: 30, body: &rules.Leave{Visit: "n6"}},
		{daysAgo: 5, hour: 16, minute: 0, body: visit("r2", "wang", s.Bo, "王女士", "+8613800138000")},
		{daysAgo: 5, hour: 17, minute: 10, body: &rules.Leave{Visit: "r2"}},
		{daysAgo: 3, hour: 10, minute: 0, body: visit("n7", "garcia", s.Chen, "Ana García", "+8613312345678")},
		{daysAgo: 3, hour: 10, minute: 40, body: &rules.Leave{Visit: "n7"}},
		{daysAgo: 1, hour: 15, minute: 0, body: visit("n8", "liu", s.Dan, "刘先生", "+8613911110000")},
		{daysAgo: 1, hour: 15, minute: 50, body: &rules.Leave{Visit: "n8"}},
	}
}
