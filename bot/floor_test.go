package bot

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

// A floor is a site with its people, played by a test: they type, press and
// fill in, and the test reads what they and the channel are told. Its clock
// stands until the test moves it.
type floor struct {
	t       *testing.T
	bot     *Bot
	now     time.Time
	channel string
	langs   map[rules.Person]rules.Lang
	admins  map[rules.Person]bool
	calls   int
}

// staff are the people of the sample floor by their ids in the chat.
var staff = map[rules.Person]string{
	"UAMY": "Amy", "UBO": "Bo", "UCHEN": "Chen", "UDAN": "Dan",
	"ULEE": "Lee", "UZHOU": "Zhou", "UEVE": "Eve", "UADMIN": "Ada",
}

var shanghai = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return zone
}()

// emptyFloor is a channel that is no site yet, on Monday, 23 November 2026, at
// nine.
func emptyFloor(t *testing.T) *floor {
	t.Helper()
	f := &floor{
		t: t, now: time.Date(2026, 11, 23, 9, 0, 0, 0, shanghai), channel: "C1",
		langs: map[rules.Person]rules.Lang{}, admins: map[rules.Person]bool{"UADMIN": true},
	}
	f.bot = &Bot{DB: storagetest.Open(t), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return f.now }}
	return f
}

// newFloor is the sample floor: Riverside, in English, with Bo, Chen, Amy and
// Dan in this order, Lee their leader and Zhou the manager.
func newFloor(t *testing.T) *floor {
	t.Helper()
	f := emptyFloor(t)
	f.setUp(nil)
	f.heard()
	return f
}

// setUp has the admin fill in the setup form of the channel, with other values
// where the test gives some.
func (f *floor) setUp(other map[string][]string) Reply {
	f.t.Helper()
	form := f.says("UADMIN", "/walkin setup")
	fields := map[string][]string{
		"name": {"Riverside"}, "lang": {"en"},
		"consultants": {"UBO", "UCHEN", "UAMY", "UDAN"}, "leaders": {"ULEE"}, "managers": {"UZHOU"},
	}
	for id, values := range other {
		fields[id] = values
	}
	return f.submits("UADMIN", form, fields)
}

// at moves the clock to a time of the same day.
func (f *floor) at(clock string) {
	f.t.Helper()
	to, err := time.Parse("15:04", clock)
	if err != nil {
		f.t.Fatal(err)
	}
	y, m, d := f.now.Date()
	f.now = time.Date(y, m, d, to.Hour(), to.Minute(), 0, 0, f.now.Location())
}

// day moves the clock some days on, to nine o'clock.
func (f *floor) day(later int) {
	y, m, d := f.now.Date()
	f.now = time.Date(y, m, d+later, 9, 0, 0, 0, f.now.Location())
}

func (f *floor) asker(p rules.Person) Asker {
	lang := f.langs[p]
	if lang == "" {
		lang = rules.En
	}
	return Asker{ID: p, Name: staff[p], Lang: lang, Admin: f.admins[p]}
}

func (f *floor) handle(req Request) Reply {
	f.t.Helper()
	f.calls++
	req.Key, req.At = fmt.Sprintf("key%d", f.calls), f.now
	if req.Channel == "" {
		req.Channel = f.channel
	}
	req.People = map[rules.Person]Asker{}
	for p := range staff {
		req.People[p] = f.asker(p)
	}
	return f.bot.Handle(f.t.Context(), req)
}

// says types a command; names such as @Bo become mentions, as Slack sends them.
func (f *floor) says(p rules.Person, line string) Reply {
	f.t.Helper()
	return f.handle(f.typed(p, line))
}

// saysAlone types a command in the direct message with the bot.
func (f *floor) saysAlone(p rules.Person, line string) Reply {
	f.t.Helper()
	req := f.typed(p, line)
	req.Channel, req.Direct = "D"+string(p), true
	return f.handle(req)
}

func (f *floor) typed(p rules.Person, line string) Request {
	command, text, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
	for id, name := range staff {
		text = strings.ReplaceAll(text, "@"+name, fmt.Sprintf("<@%s|%s>", id, strings.ToLower(name)))
	}
	return Request{Act: Command, Asker: f.asker(p), Command: command, Text: text}
}

// presses presses the button of a message that has this label.
func (f *floor) presses(p rules.Person, m *Message, label string) Reply {
	f.t.Helper()
	if m == nil {
		f.t.Fatalf("no message with a button %q", label)
	}
	buttons := slices.Clone(m.Buttons)
	for _, r := range m.Rows {
		if r.Button != nil {
			buttons = append(buttons, *r.Button)
		}
	}
	for _, b := range buttons {
		if b.Label == label {
			return f.handle(Request{Act: Press, Asker: f.asker(p), Action: b.Action, Value: b.Value, Spoken: true})
		}
	}
	f.t.Fatalf("no button %q in:\n%s", label, plain(m))
	return Reply{}
}

// chooses picks from a message's menu: an option by its label, or a person.
func (f *floor) chooses(p rules.Person, m *Message, option string) Reply {
	f.t.Helper()
	pick := func(menu Menu, value string) Reply {
		return f.handle(Request{Act: Press, Asker: f.asker(p), Action: menu.Action, Value: menu.Value, Chosen: []string{value}, Spoken: true})
	}
	for _, menu := range m.Menus {
		for _, o := range menu.Options {
			if o.Label == option {
				return pick(menu, o.Value)
			}
		}
	}
	for _, menu := range m.Menus {
		if menu.People {
			return pick(menu, option)
		}
	}
	f.t.Fatalf("no option %q in:\n%s", option, plain(m))
	return Reply{}
}

// submits fills in the form of a reply: fields left out keep what they begin
// with.
func (f *floor) submits(p rules.Person, r Reply, fields map[string][]string) Reply {
	f.t.Helper()
	if r.Form == nil {
		f.t.Fatalf("no form, but:\n%s", plain(r.Message))
	}
	all := map[string][]string{}
	for _, field := range r.Form.Fields {
		if len(field.Initial) > 0 {
			all[field.ID] = field.Initial
		}
	}
	for id, values := range fields {
		if !slices.ContainsFunc(r.Form.Fields, func(field Field) bool { return field.ID == id }) {
			f.t.Fatalf("the form %q has no field %q", r.Form.Title, id)
		}
		all[id] = values
	}
	return f.handle(Request{Act: Submit, Asker: f.asker(p), Form: r.Form.ID, Private: r.Form.Private, Fields: all})
}

// opens opens somebody's App Home.
func (f *floor) opens(p rules.Person) *Home {
	f.t.Helper()
	r := f.handle(Request{Act: Open, Asker: f.asker(p), Channel: "D" + string(p), Direct: true})
	if r.Home == nil {
		f.t.Fatalf("no App Home, but:\n%s", plain(r.Message))
	}
	return r.Home
}

// A heard post is one that the channel or a person was sent.
type heard struct {
	Post
	site storage.SiteID
}

// posts delivers what is queued and returns it in order.
func (f *floor) posts() []heard {
	f.t.Helper()
	var all []heard
	for {
		jobs, err := f.bot.DB.TakeJobs(f.t.Context(), f.now, 10)
		if err != nil {
			f.t.Fatal(err)
		}
		if len(jobs) == 0 {
			return all
		}
		for _, j := range jobs {
			var p Post
			if err := json.Unmarshal(j.Body, &p); err != nil {
				f.t.Fatal(err)
			}
			if p.English != nil && f.asker(rules.Person(p.To)).Lang == rules.En {
				p.Message = *p.English // as each reader sees it
			}
			all = append(all, heard{p, j.Site})
			err := f.bot.DB.Write(f.t.Context(), func(tx *storage.Tx) error {
				if p.Key != "" {
					if err := tx.SetPost(j.Site, p.Key, p.Channel+p.To, "1"); err != nil {
						return err
					}
				}
				return tx.DoneJob(j.ID)
			})
			if err != nil {
				f.t.Fatal(err)
			}
		}
	}
}

// heard delivers what is queued and returns it as lines: "C: ..." for the
// channel, "Lee: ..." for a direct message; updates in place begin with "~".
func (f *floor) heard() string {
	f.t.Helper()
	var out []string
	for _, p := range f.posts() {
		to := "C"
		if p.To != "" {
			to = staff[rules.Person(p.To)]
		}
		if p.Update {
			to = "~" + to
		}
		out = append(out, to+": "+strings.ReplaceAll(plain(&p.Message), "\n", "\n   "))
	}
	slices.SortStableFunc(out, func(a, b string) int { return strings.Compare(a[:1], b[:1]) })
	return strings.Join(out, "\n")
}

// sees fails the test unless the reply's message reads like this: the head, the
// facts, the table, _notes_, and [buttons].
func (f *floor) sees(r Reply, want string) {
	f.t.Helper()
	if diff := cmp.Diff(strings.TrimSpace(want), plain(r.Message)); diff != "" {
		f.t.Fatalf("the message is not as wanted (-want +got):\n%s", diff)
	}
}

// hears fails the test unless what was posted since reads like this.
func (f *floor) hears(want string) {
	f.t.Helper()
	if diff := cmp.Diff(strings.TrimSpace(want), f.heard()); diff != "" {
		f.t.Fatalf("what is posted is not as wanted (-want +got):\n%s", diff)
	}
}

// recorded returns the site's events after a place, as their kind and body.
func (f *floor) recorded(after int64) []string {
	f.t.Helper()
	var out []string
	err := f.bot.DB.Read(f.t.Context(), func(tx *storage.Tx) error {
		out = nil
		for e, err := range tx.EventsAfter(storage.SiteID(f.channel), after) {
			if err != nil {
				return err
			}
			body, err := json.Marshal(e.Body)
			if err != nil {
				return err
			}
			line := string(e.Body.Kind()) + " " + string(body)
			if e.By != "" {
				line += " by " + string(e.By)
			}
			if e.Note != "" {
				line += " “" + e.Note + "”"
			}
			out = append(out, line)
		}
		return nil
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return out
}

// seq is the place of the site's last event.
func (f *floor) seq() int64 { return int64(len(f.recorded(0))) }

// plain writes a message as a test reads it.
func plain(m *Message) string {
	if m == nil {
		return ""
	}
	var out []string
	if m.Head != "" {
		out = append(out, m.Head)
	}
	out = append(out, m.Facts...)
	if m.Table != nil {
		for _, row := range m.Table.Rows {
			out = append(out, strings.TrimRight(strings.Join(row, " | "), " "))
		}
	}
	for _, r := range m.Rows {
		line := r.Text
		if r.Button != nil {
			line += " [" + r.Button.Label + "]"
		}
		out = append(out, line)
	}
	for _, n := range m.Notes {
		out = append(out, "_"+n+"_")
	}
	var buttons []string
	for _, b := range m.Buttons {
		label := b.Label
		if b.Primary {
			label = "!" + label
		}
		buttons = append(buttons, "["+label+"]")
	}
	for _, menu := range m.Menus {
		var options []string
		for _, o := range menu.Options {
			options = append(options, o.Label)
		}
		if menu.People {
			options = []string{"people"}
		}
		buttons = append(buttons, "["+menu.Label+": "+strings.Join(options, ", ")+"]")
	}
	if len(buttons) > 0 {
		out = append(out, strings.Join(buttons, " "))
	}
	return strings.Join(out, "\n")
}

// homePlain writes an App Home as a test reads it.
func homePlain(h *Home) string {
	var out []string
	for _, p := range h.Parts {
		m := Message{Head: p.Title, Facts: p.Lines, Rows: p.Rows, Notes: p.Notes, Buttons: p.Buttons, Menus: p.Menus}
		out = append(out, plain(&m))
	}
	return strings.Join(out, "\n---\n")
}
