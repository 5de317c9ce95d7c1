package bot

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
)

func TestAChannelBecomesASite(t *testing.T) {
	f := emptyFloor(t)

	// The bot joins a channel and says what to do; only once.
	join := Request{Act: Join, Asker: Asker{ID: "UWALKIN", Bot: true, Lang: rules.En}}
	f.handle(join)
	f.handle(join)
	hello := f.posts()
	if len(hello) != 1 {
		t.Fatalf("%d greetings, want 1", len(hello))
	}
	if diff := cmp.Diff(strings.TrimSpace("Walkin is here. Three steps:\n"+
		"1. A workspace admin presses “Set up this site”, picks policy and staff\n"+
		"2. Someone walks in: `/visit Ms Wang 13800138000`\n"+
		"3. Who is next: `/turn`; whose customer: `/owner 8000`\n"+
		"_Phones are always masked here._\n"+
		"[!Set up this site] [All commands]"), plain(&hello[0].Message)); diff != "" {
		t.Fatal(diff)
	}

	// Until it is set up it is no site; who may set it up gets a button.
	f.sees(f.says("UAMY", "/visit Ms Wang 13800138000"), `
This channel is not a site yet.
Use a site's channel, or ask an admin to set it up`)
	f.sees(f.says("UADMIN", "/turn"), `
This channel is not a site yet.
Use a site's channel, or ask an admin to set it up
[Set up this site]`)
	f.sees(f.presses("UAMY", &hello[0].Message, "Set up this site"), `
This step is for workspace admins.
Or for whoever the configuration names`)

	// The admin presses the button of the greeting, which gives way.
	form := f.presses("UADMIN", &hello[0].Message, "Set up this site")
	f.sees(f.submits("UADMIN", form, map[string][]string{
		"name": {"滨江售楼部"}, "lang": {"zh"},
		"consultants": {"UBO", "UCHEN"}, "leaders": {"ULEE"}, "managers": {"UZHOU"}, "clerks": {"UEVE"},
	}), `
The site is set up: 滨江售楼部, policy standard.
2 consultants, 1 leader, 1 manager, 1 clerk`)
	f.hears(`
~C: 本频道从现在起是“滨江售楼部”的登记频道，制度：standard。
   [看制度]`)
	want := []string{
		`site {"name":"滨江售楼部","timezone":"Asia/Shanghai","settings":{"closes":"18:00","followup":"09:30","lang":"zh","opens":"09:00","region":"CN"}}`,
		`policy {"name":"standard"}`,
		`person {"id":"UBO","name":"Bo","role":"consultant"}`,
		`person {"id":"UCHEN","name":"Chen","role":"consultant"}`,
		`person {"id":"ULEE","name":"Lee","role":"leader"}`,
		`person {"id":"UZHOU","name":"Zhou","role":"manager"}`,
		`person {"id":"UEVE","name":"Eve","role":"clerk"}`,
		`rota {"order":["UBO","UCHEN"]}`,
	}
	if diff := cmp.Diff(want, f.recorded(0)); diff != "" {
		t.Fatal(diff)
	}

	// Joining again says nothing: the channel is a site.
	f.handle(join)
	f.hears("")
}

func TestSetupIsRefused(t *testing.T) {
	f := emptyFloor(t)
	f.sees(f.says("UAMY", "/walkin setup"), `
This step is for workspace admins.
Or for whoever the configuration names`)
	f.sees(f.saysAlone("UADMIN", "/walkin 设置"), "Use this in the channel that is to be the site.\nExample: type `/walkin setup` in the channel")

	// Whoever the configuration names may.
	f.bot.Admins = []rules.Person{"UAMY"}
	if f.says("UAMY", "/walkin setup").Form == nil {
		t.Fatal("somebody named in the configuration gets no form")
	}
}

func TestSetupFormMistakes(t *testing.T) {
	people := func(ids ...string) []string { return ids }
	for _, c := range []struct {
		what   string
		fields map[string][]string
		field  string
		says   string
	}{
		{"one person in two roles", map[string][]string{"leaders": people("UBO")}, "leaders", "One role per person: Bo."},
		{"nobody to manage", map[string][]string{"managers": nil}, "managers", "Choose at least one."},
		{"a time zone that does not exist", map[string][]string{"zone": {"Mars/Olympus"}}, "zone", "“Mars/Olympus” is no time zone I know; e.g. Asia/Shanghai."},
		{"the machine's own time zone", map[string][]string{"zone": {"Local"}}, "zone", "“Local” is no time zone I know; e.g. Asia/Shanghai."},
		{"closing before opening", map[string][]string{"opens": {"18:00"}, "closes": {"09:00"}}, "closes", "Closing must come after opening."},
		{"a name of blanks", map[string][]string{"name": {" \u200b "}}, "name", "Write the site's name."},
		{"a policy that is not in the list", map[string][]string{"policy": {"pirate"}}, "policy", "There is no such policy; choose one of the list."},
	} {
		t.Run(c.what, func(t *testing.T) {
			f := emptyFloor(t)
			got := f.setUp(c.fields)
			if diff := cmp.Diff([]Wrong{{c.field, c.says}}, got.Errors); diff != "" {
				t.Fatal(diff)
			}
			if n := f.seq(); n != 0 {
				t.Fatalf("%d events recorded", n)
			}
		})
	}
}

func TestGuestsAndBotsAreNoStaff(t *testing.T) {
	f := emptyFloor(t)
	form := f.says("UADMIN", "/walkin setup")
	got := f.bot.Handle(t.Context(), Request{
		Key: "guest", Act: Submit, Asker: f.asker("UADMIN"), Channel: "C1", At: f.now,
		Form: form.Form.ID, Private: form.Form.Private,
		Fields: map[string][]string{
			"name": {"Riverside"}, "policy": {"standard"}, "door": {"policy"}, "lang": {"en"}, "zone": {"Asia/Shanghai"},
			"opens": {"09:00"}, "closes": {"18:00"}, "followup": {"09:30"},
			"consultants": {"UGUEST", "UBOT"}, "managers": {"UZHOU"},
		},
		People: map[rules.Person]Asker{
			"UGUEST": {ID: "UGUEST", Name: "Gus", Guest: true},
			"UBOT":   {ID: "UBOT", Name: "Robo", Bot: true},
			"UZHOU":  {ID: "UZHOU", Name: "Zhou"},
		},
	})
	want := []Wrong{
		{"consultants", "Gus is not a full member of this company."},
		{"consultants", "Robo is a bot."},
	}
	if diff := cmp.Diff(want, got.Errors); diff != "" {
		t.Fatal(diff)
	}
}

func TestManagersChangeTheSite(t *testing.T) {
	f := newFloor(t)
	f.sees(f.says("ULEE", "/walkin setup"), `
This step is for managers.
You are a leader at this site; Zhou can do it
[Ask Zhou…]`)
	f.sees(f.says("UEVE", "/walkin setup"), "You are not on this site's list yet; ask a leader to add you.")

	// Nothing changed: nothing recorded.
	before := f.seq()
	f.sees(f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), nil), `
The site is as it was: Riverside, policy standard.
4 consultants, 1 leader, 1 manager
[!Set today's order] [Read the policy]`)
	if got := f.recorded(before); len(got) != 0 {
		t.Fatal("recorded though nothing changed:", got)
	}

	// Dan leaves, Eve joins, Amy leads too, and the door tells managers only.
	f.sees(f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{
		"consultants": {"UBO", "UCHEN", "UEVE"}, "leaders": {"ULEE", "UAMY"}, "door": {"manager"},
	}), `
The site is changed: Riverside, policy standard.
3 consultants, 2 leaders, 1 manager
Left: Dan
[!Set today's order] [Read the policy]`)
	f.hears("C: Dan has left · no customers of theirs")
	want := []string{
		`site {"name":"Riverside","settings":{"closes":"18:00","door":"manager","followup":"09:30","lang":"en","opens":"09:00","region":"CN"}} by UZHOU`,
		`person {"id":"UEVE","name":"Eve","role":"consultant"} by UZHOU`,
		`person {"id":"UAMY","name":"Amy","role":"leader"} by UZHOU`,
		`person {"id":"UDAN","status":"left"} by UZHOU “no longer on the list”`,
		`rota {"order":["UBO","UCHEN","UAMY","UEVE"]} by UZHOU`,
	}
	if diff := cmp.Diff(want, f.recorded(before)); diff != "" {
		t.Fatal(diff)
	}
	f.sees(f.says("UDAN", "/turn"), "You are not on this site's list yet; ask a leader to add you.")

	// Dan comes back.
	before = f.seq()
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"consultants": {"UBO", "UCHEN", "UEVE", "UDAN"}})
	want = []string{
		`person {"id":"UDAN","name":"Dan","role":"consultant","status":"active"} by UZHOU`,
		`rota {"order":["UBO","UCHEN","UAMY","UEVE","UDAN"]} by UZHOU`,
	}
	if diff := cmp.Diff(want, f.recorded(before)); diff != "" {
		t.Fatal(diff)
	}
}

func TestTheTimeZoneIsFixedByTheFirstCustomer(t *testing.T) {
	f := newFloor(t)
	before := f.seq()
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"zone": {"Asia/Tokyo"}})
	if got := f.recorded(before); len(got) != 1 || !strings.Contains(got[0], `"timezone":"Asia/Tokyo"`) {
		t.Fatal("the time zone is not changed before the first customer:", got)
	}
	f.says("UBO", "/visit Ms Wang 13800138000")
	got := f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"zone": {"Asia/Shanghai"}})
	if diff := cmp.Diff([]Wrong{{"zone", "The time zone is fixed once a customer is recorded; it is Asia/Tokyo."}}, got.Errors); diff != "" {
		t.Fatal(diff)
	}
}

func TestUnknownSettingsSurviveAChange(t *testing.T) {
	s, err := readSettings([]byte(`{"lang":"en","colours":"slack"}`))
	if err != nil {
		t.Fatal(err)
	}
	s.Door = rules.DoorOff
	got, err := s.over([]byte(`{"lang":"en","colours":"slack","door":"owner"}`))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"closes":"18:00","colours":"slack","door":"off","followup":"09:30","lang":"en","opens":"09:00","region":"CN"}`
	if string(got) != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

func TestReadingThePolicy(t *testing.T) {
	f := newFloor(t)
	r := f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), nil)
	policy := f.presses("UZHOU", r.Message, "Read the policy")
	if policy.Form == nil || policy.Form.Submit != "" {
		t.Fatalf("the policy is not shown: %+v", policy.Form)
	}
	for _, c := range rules.Default().Clauses() {
		if !slices.ContainsFunc(policy.Form.Facts, func(l string) bool { return strings.HasPrefix(l, c.ID+": "+c.Wording(rules.En)) }) {
			t.Errorf("clause %s is not shown", c.ID)
		}
	}
}

// What was decided under the policy before names its clause in the words of that
// policy, and which it was.
func TestAClauseOfThePolicyBefore(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Wang 13800138000")
	form := f.says("UZHOU", "/walkin setup")
	f.submits("UZHOU", form, map[string][]string{"policy": {"fifteen-day"}})
	r := f.says("ULEE", "/owner 8000")
	if got := plain(r.Message); !strings.Contains(got, "_Clause 1 of the policy then, standard (from entry 2): The earliest valid registration owns._") {
		t.Errorf("got:\n%s", got)
	}
}
