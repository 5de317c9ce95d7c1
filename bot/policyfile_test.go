package bot

import (
	"strings"
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

// ownRules are house rules of a site's own: the ready-made standard with another
// number.
func ownRules(t *testing.T, name string, days string) []byte {
	t.Helper()
	text, _ := rules.PolicyText("standard")
	own, err := rules.NewPolicy("standard", text, name)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(own), "days: 30", "days: "+days, 1)
	if changed == string(own) {
		t.Fatal("standard has no 30 days any more")
	}
	return []byte(changed)
}

// sends sends a file in the direct message with the bot.
func (f *floor) sends(p rules.Person, file SentFile) Reply {
	f.t.Helper()
	return f.handle(Request{Act: Mention, Asker: f.asker(p), Channel: "D" + string(p), Direct: true, Sent: &file})
}

// A manager sends house rules of the site's own: what changes is said before,
// and from the confirmation on they hold, by their own text.
func TestAPolicyFileIsSentAndConfirmed(t *testing.T) {
	f := newFloor(t)
	before := f.seq()
	text := ownRules(t, "riverside", "20")
	asked := f.sends("UZHOU", SentFile{Name: "riverside.yaml", Content: text})
	f.sees(asked, `
Change the policy from standard to riverside, as in riverside.yaml?
*Protection*: before: 30 days after the last visit, follow-up, word from the customer or call, day 30 included.
*Protection*: from now on: 20 days after the last visit, follow-up, word from the customer or call, day 20 included.
*Protection and follow-up*: Clause 3 reads the same (Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had), but differs: days 30 → 20.
Look again at line 50: clause "3" has days 20, but the numbers in both wordings are others (30): “Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had.”
_Nothing recorded yet. It holds from then on; earlier entries stand._
[!Change to riverside]`)
	f.unchanged(before)
	f.sees(f.presses("UZHOU", asked.Message, "Change to riverside"), `
The policy is riverside now.
Earlier entries stand · entry 10
[Read the policy]`)
	f.hears(`
C: From now on this site's policy is riverside; earlier entries stand.
   *Protection*: before: 30 days after the last visit, follow-up, word from the customer or call, day 30 included.
   *Protection*: from now on: 20 days after the last visit, follow-up, word from the customer or call, day 20 included.
   *Protection and follow-up*: Clause 3 reads the same (Protected for 30 days, day 30 included, from the last registered visit, follow-up, contact or call that the owner, or a colleague for the owner, had), but differs: days 30 → 20.
   [Read the policy]`)
	if got := f.recorded(before); len(got) != 1 || !strings.Contains(got[0], `"name":"riverside","text":"`) {
		t.Errorf("recorded %s", got)
	}
	f.says("UBO", "/visit Ms Wang 13800138000")
	if got := plain(f.says("UBO", "/owner 8000").Message); !strings.Contains(got, "protected through 13 Dec") {
		t.Errorf("got\n%s", got)
	}

	// Used up; the same file changes nothing; another version of it does.
	f.sees(f.presses("UZHOU", asked.Message, "Change to riverside"), `
Things have changed: the policy was changed to riverside by Zhou.
Nothing was altered`)
	f.sees(f.sends("UZHOU", SentFile{Name: "riverside.yaml", Content: text}), "riverside is in force already.")
	asked = f.sends("UZHOU", SentFile{Name: "riverside.yaml", Content: ownRules(t, "riverside", "25")})
	f.presses("UZHOU", asked.Message, "Change to riverside")
	if got := plain(f.says("UBO", "/owner 8000").Message); !strings.Contains(got, "of the policy then, riverside (from entry 10)") {
		t.Errorf("got\n%s", got)
	}

	// The setup form, saved as it stands, leaves the site its own rules.
	before = f.seq()
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), nil)
	f.unchanged(before)
}

// A long list of changes waits behind a button, before and after.
func TestAllThatAPolicyFileChanges(t *testing.T) {
	f := newFloor(t)
	text, _ := rules.PolicyText("fifteen-day")
	own, err := rules.NewPolicy("fifteen-day", text, "mine")
	if err != nil {
		t.Fatal(err)
	}
	asked := f.sends("UZHOU", SentFile{Name: "mine.yaml", Content: own})
	if all := f.presses("UZHOU", asked.Message, "All of it…").Form; all == nil || all.Head != "standard → mine" {
		t.Fatalf("got %+v", all)
	}
	f.presses("UZHOU", asked.Message, "Change to mine")
	told := f.posts()
	if all := f.presses("UBO", &told[len(told)-1].Message, "All of it…").Form; all == nil || all.Head != "standard → mine" {
		t.Fatalf("got %+v", all)
	}
	if r := f.presses("UBO", asked.Message, "All of it…"); plain(r.Message) != "That file is no longer kept.\nNothing was changed. Please send it again" {
		t.Errorf("got\n%s", plain(r.Message))
	}
}

func TestPolicyFilesThatAreNotTaken(t *testing.T) {
	f := newFloor(t)
	before := f.seq()
	good := ownRules(t, "riverside", "20")
	ready, _ := rules.PolicyText("standard")
	changed := strings.Replace(string(ready), "days: 30", "days: 20", 1)
	for name, c := range map[string]struct {
		who  rules.Person
		file SentFile
		want string
	}{
		"by a consultant": {"UBO", SentFile{Name: "my.yaml", Content: good}, `
This step is for managers.
You are a consultant at this site; Zhou can do it
[Ask Zhou…]`},
		"by somebody of no site": {"UEVE", SentFile{Name: "my.yaml", Content: good}, `
You are on no site's list yet.
Ask a leader to add you`},
		"with faults": {"UZHOU", SentFile{Name: "my.yaml", Content: []byte("name: mine\ntitle: {zh: 我们的, en: Ours}\ncolour: <red>\nclauses:\n  - id: \"1\"\n    does: in_turns\n    zh: 轮流。\n    en: In turn.\n")}, "" +
			"my.yaml has 2 faults.\nLine 3, column 1:\n```\ncolour: &lt;red&gt;\nunknown key \"colour\"; the keys of a policy file are name, title, door, arbiter, limits, remainder and clauses\n```\n" +
			"Line 6, column 11:\n```\ndoes: in_turns\nno kind of clause does \"in_turns\"; did you mean \"in_turn\"?\n```\n" +
			"_Nothing was changed. Mend it and send it again; `walkin policy check` checks it too._"},
		"a photo": {"UZHOU", SentFile{Name: "floor*.jpg", Content: []byte("\xff\xd8\xff\xe0")}, `
floor＊.jpg is not a text file.
Nothing was changed. Only policy files (YAML) are read here; evidence for a dispute goes into its thread`},
		"too large": {"UBO", SentFile{Name: "film.mp4", Unread: SentLarge}, `
film.mp4 is too large: a policy file has 128 KB at most.
Nothing was changed. Only policy files (YAML) are read here; evidence for a dispute goes into its thread`},
		"several": {"UZHOU", SentFile{Unread: SentSeveral}, `
One file at a time.
Nothing was changed. Please send the policy file by itself`},
		"without the scope": {"UZHOU", SentFile{Name: "my.yaml", Unread: SentForbidden}, `
Walkin may not read files yet; my.yaml was not read.
Ask an admin to add the scope ` + "`files:read`" + ` to the app and reinstall it, then send it again`},
		"not handed over": {"UZHOU", SentFile{Name: "my.yaml", Unread: SentLost}, `
Slack did not hand over my.yaml.
Nothing was changed. Please send it again`},
		"under a ready-made name": {"UZHOU", SentFile{Name: "standard.yaml", Content: []byte(changed)}, `
standard is the name of a ready-made policy.
Nothing was changed. Give it another name in the file, such as ` + "`name: my-standard`" + `, and send it again`},
		"the ready-made file itself": {"UZHOU", SentFile{Name: "standard.yaml", Content: ready}, "standard is in force already."},
	} {
		t.Run(name, func(t *testing.T) {
			f.t = t
			f.sees(f.sends(c.who, c.file), c.want)
			f.unchanged(before)
		})
	}
}

// Many faults are counted, and told in the reader's language.
func TestTheFaultsOfAPolicyFileAreCounted(t *testing.T) {
	f := newFloor(t)
	f.langs["UZHOU"] = rules.Zh
	var text strings.Builder
	text.WriteString("name: mine\ntitle: {zh: 我们的, en: Ours}\nclauses:\n")
	for _, id := range "abcdefgh" {
		text.WriteString("  - id: " + string(id) + "\n    does: nothing_at_all\n    zh: 无。\n    en: None.\n")
	}
	got := plain(f.sends("UZHOU", SentFile{Name: "my.yaml", Content: []byte(text.String())}).Message)
	if !strings.HasPrefix(got, "my.yaml 有 8 处要改。\n第 5 行第 11 列：\n```\ndoes: nothing_at_all\n没有 \"nothing_at_all\" 这种条款；") || !strings.Contains(got, "\n还有 3 处。\n") {
		t.Errorf("got\n%s", got)
	}
}

// A manager of two sites says which one the file is for.
func TestAPolicyFileForOneOfTwoSites(t *testing.T) {
	f := newFloor(t)
	f.channel = "C2"
	f.setUp(map[string][]string{"name": {"Lakeside"}})
	f.heard()
	asked := f.sends("UZHOU", SentFile{Name: "own.yaml", Content: ownRules(t, "own", "20")})
	if asked.Message == nil || asked.Message.Head != "Which site?" {
		t.Fatalf("got %+v", asked)
	}
	before := f.seq()
	f.presses("UZHOU", f.chooses("UZHOU", asked.Message, "Lakeside").Message, "Change to own")
	if got := f.recorded(before); len(got) != 1 || !strings.HasPrefix(got[0], `policy {"name":"own"`) {
		t.Errorf("recorded %s", got)
	}
}

// What was sent is nobody else's to put in force, and outlives a restart.
func TestAPolicyFileIsKeptForWhoSentIt(t *testing.T) {
	f := newFloor(t)
	f.submits("UZHOU", f.says("UZHOU", "/walkin setup"), map[string][]string{"managers": {"UZHOU", "UEVE"}})
	f.heard()
	asked := f.sends("UZHOU", SentFile{Name: "own.yaml", Content: ownRules(t, "own", "20")})
	before := f.seq()
	f.sees(f.presses("UEVE", asked.Message, "Change to own"), `
That file is no longer kept.
Nothing was changed. Please send it again`)
	f.unchanged(before)
	f.bot = &Bot{DB: f.bot.DB, Log: f.bot.Log, Now: f.bot.Now}
	f.sees(f.presses("UZHOU", asked.Message, "Change to own"), `
The policy is own now.
Earlier entries stand · entry 11
[Read the policy]`)
}
