package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/remind"
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// seats are the roles that the setup form asks for, in its order.
var seats = []struct {
	field    string
	role     rules.Role
	label    say.Line
	optional bool
}{
	{"consultants", rules.Consultant, say.FormSetupConsultants, false},
	{"leaders", rules.Leader, say.FormSetupLeaders, true},
	{"managers", rules.Manager, say.FormSetupManagers, false},
	{"directors", rules.Director, say.FormSetupDirectors, true},
	{"clerks", rules.Clerk, say.FormSetupClerks, true},
}

// setup handles /walkin setup: it opens the form by which a channel becomes a
// site, or is changed.
func (x *exchange) setup() (Reply, error) {
	if x.req.Direct {
		return Reply{}, x.refuse(say.SetupNotHere, x.in(say.SetupEg))
	}
	x.site = storage.SiteID(x.req.Channel)
	return x.setupHere()
}

// maySetUpHere refuses whoever may not set up or change the site that x is
// about: a workspace's admins and those named in the configuration may, and of
// a site that exists, its managers.
func (x *exchange) maySetUpHere() error {
	if err := x.open(x.site); err != nil {
		return err
	}
	m, known := x.book.Member(x.req.Asker.ID, x.now)
	if known && !m.Left {
		x.member = m
	}
	switch {
	case x.bot.maySetUp(x.req.Asker), rank(x.member.Role) >= rank(rules.Manager):
		return nil
	case x.book.Seq() == 0:
		return x.refuse(say.ErrAdmin, x.in(say.ErrAdminFix))
	case x.member.Person == "":
		return x.refuse(say.ErrNotStaff)
	}
	return x.needs(rules.Manager)
}

// setupHere opens the setup form of the site that x is about.
func (x *exchange) setupHere() (Reply, error) {
	if err := x.maySetUpHere(); err != nil {
		return Reply{}, err
	}
	policies := []Option{}
	for _, name := range rules.Policies() {
		if p, found := rules.Named(name); found {
			policies = append(policies, Option{name, p.Title(x.lang)})
		}
	}
	if p := x.book.Policy(); !slices.Contains(rules.Policies(), p.Name()) {
		policies = append(policies, Option{p.Name(), first(p.Title(x.lang), p.Name())})
	}
	site := x.book.Site()
	text := func(id string, label say.Line, value string, most int) Field {
		return Field{ID: id, Kind: TextField, Label: x.in(label), Initial: lines(value), Max: most}
	}
	clock := func(id string, label say.Line, value string) Field {
		return Field{ID: id, Kind: TimeField, Label: x.in(label), Initial: lines(value)}
	}
	fields := []Field{
		text("name", say.FormSetupName, first(site.Name, x.req.Place), 60),
		{
			ID: "policy", Kind: SelectField, Label: x.in(say.FormSetupPolicy), Hint: x.in(say.FormSetupPolicyHint),
			Options: policies, Initial: []string{x.book.Policy().Name()},
		},
		{ID: "door", Kind: SelectField, Label: x.in(say.FormSetupDoor), Initial: []string{first(string(x.conf.Door), "policy")}, Options: []Option{
			{"policy", x.in(say.DoorPolicy)},
			{string(rules.DoorEveryone), x.in(say.DoorEveryone)},
			{string(rules.DoorOwner), x.in(say.DoorOwner)},
			{string(rules.DoorManager), x.in(say.DoorManager)},
			{string(rules.DoorOff), x.in(say.DoorOff)},
		}},
		{ID: "lang", Kind: SelectField, Label: x.in(say.FormSetupLang), Initial: []string{string(x.conf.Lang)}, Options: []Option{
			{string(rules.Zh), x.in(say.LangZh)},
			{string(rules.En), x.in(say.LangEn)},
		}},
		text("zone", say.FormSetupZone, x.book.Zone().String(), 60),
		clock("opens", say.FormSetupOpens, x.conf.Opens),
		clock("closes", say.FormSetupCloses, x.conf.Closes),
		clock("followup", say.FormSetupFollowUp, x.conf.FollowUp),
		text("lastcall", say.FormSetupLastCall, strconv.Itoa(x.conf.lastCall()), 3),
		{
			ID: "holidays", Kind: TextField, Label: x.in(say.FormSetupHolidays), Hint: x.in(say.FormSetupHolidaysHint),
			Optional: true, Initial: lines(strings.Join(x.conf.Holidays, " ")), Max: 1000,
		},
		{
			ID: "charts", Kind: CheckField, Label: x.in(say.FormSetupCharts), Hint: x.in(say.FormSetupChartsHint), Optional: true,
			Initial: tickedIf(x.conf.Charts), Options: []Option{{ticked, x.in(say.ChartsOn)}},
		},
	}
	for _, s := range seats {
		fields = append(fields, Field{
			ID: s.field, Kind: PeopleField, Label: x.in(s.label), Optional: s.optional, Initial: x.seated(s.role),
		})
	}
	return Reply{Form: &Form{
		ID: "setup.save", Title: x.in(say.AboutSetup), Submit: x.in(say.FormSave), Cancel: x.in(say.Cancel),
		Private: x.value(), Fields: fields,
	}}, nil
}

// ticked is the value of a box that stands alone.
const ticked = "yes"

// tickedIf is what such a box begins with.
func tickedIf(on bool) []string {
	if on {
		return []string{ticked}
	}
	return nil
}

// seated are the people of a role, in order of the queue, then of introduction.
func (x *exchange) seated(role rules.Role) []string {
	var out []string
	for _, p := range x.book.Rotation(x.now).Queue {
		if m, known := x.book.Member(p, x.now); known && !m.Left && m.Role == role {
			out = append(out, string(p))
		}
	}
	for _, m := range x.book.Members(x.now) {
		if m.Role == role && !m.Left && !slices.Contains(out, string(m.Person)) {
			out = append(out, string(m.Person))
		}
	}
	return out
}

// A siteForm is what the setup form says.
type siteForm struct {
	name, policy, zone string
	conf               Settings
	staff              []rules.Staff // in the form's order
}

// submitSetup records what the form says: for a new site all of it, for one
// that exists what differs. Where it drops people who have customers it asks who
// takes them over, before anything is recorded.
func (x *exchange) submitSetup() (Reply, error) {
	if err := x.maySetUpHere(); err != nil {
		return Reply{}, err
	}
	f, wrong := x.readSetup()
	if len(wrong) > 0 {
		return Reply{Errors: wrong}, nil
	}
	if dropped := x.droppedOwners(f); len(dropped) > 0 {
		return x.askHeirs(dropped)
	}
	return x.saveSetup(f, nil)
}

// saveSetup records a setup form that has nothing wrong; heirs are who takes over
// the customers of those who leave by it.
func (x *exchange) saveSetup(f siteForm, heirs map[rules.Person]rules.Person) (Reply, error) {
	isNew, before := x.book.Seq() == 0, x.book.Seq()
	old := x.book.Policy()
	newPolicy := isNew || f.policy != old.Name()
	left, err := x.recordSetup(f, isNew, heirs)
	if err != nil {
		return Reply{}, err
	}
	// The form is written in the words of the site as it is from here on.
	if err := x.open(x.site); err != nil {
		return Reply{}, err
	}
	x.member, _ = x.book.Member(x.req.Asker.ID, x.now)
	if isNew || newPolicy {
		if err := x.postSetup(isNew, old); err != nil {
			return Reply{}, err
		}
	}
	head := say.SetupChanged
	switch {
	case isNew:
		head = say.SetupDone
	case x.book.Seq() == before:
		head = say.SetupSame
	}
	m := Message{Head: x.in(head, "site", say.Name(f.name), "policy", say.Name(x.book.Policy().Name())), Facts: lines(x.staffCount())}
	if len(left) > 0 {
		var who []rules.Person
		var became []string
		for _, l := range left {
			who = append(who, l.of)
			if l.to+l.free+l.stay > 0 {
				became = append(became, say.Facts(x.name(l.of), l.said(x, x.lang)))
			}
		}
		m.Facts = append(m.Facts, capital(x.in(say.SetupLeft, "who", x.names(x.lang, who))))
		m.Facts = append(m.Facts, became...)
	}
	if !x.member.Left && x.member.Person != "" {
		if x.leads() {
			order := x.turnButton("turn.order", say.SetupOrder)
			order.Primary = true
			m.Buttons = append(m.Buttons, order)
		}
		m.Buttons = append(m.Buttons, x.turnButton("policy", say.SetupPolicy))
	}
	return Reply{Message: &m}, nil
}

// readSetup reads the form's fields and says which are wrong.
func (x *exchange) readSetup() (siteForm, []Wrong) {
	var wrong []Wrong
	bad := func(field string, l say.Line, args ...any) {
		wrong = append(wrong, Wrong{field, x.in(l, args...)})
	}
	f := siteForm{name: say.Clean(x.field("name")), policy: x.field("policy"), zone: say.Clean(x.field("zone")), conf: x.conf}
	if f.name == "" {
		bad("name", say.SetupNoName)
	}
	if _, found := rules.Named(f.policy); !found && f.policy != x.book.Policy().Name() {
		bad("policy", say.SetupNoPolicy)
	}
	zone, err := time.LoadLocation(f.zone)
	switch {
	case err != nil || f.zone == "" || f.zone == "Local":
		bad("zone", say.SetupBadZone, "zone", say.Safe(f.zone))
	case zone.String() != x.book.Zone().String() && x.hasCustomers():
		bad("zone", say.SetupZoneFixed, "zone", x.book.Zone().String())
	}
	f.conf.Door, f.conf.Lang = rules.Door(x.field("door")), rules.Lang(x.field("lang"))
	if f.conf.Door == "policy" {
		f.conf.Door = ""
	}
	f.conf.Opens, f.conf.Closes, f.conf.FollowUp = x.field("opens"), x.field("closes"), x.field("followup")
	if f.conf.Closes <= f.conf.Opens {
		bad("closes", say.SetupHours)
	}
	minutes, err := strconv.Atoi(first(strings.TrimSpace(x.field("lastcall")), strconv.Itoa(usualLastCall)))
	if err != nil || minutes < 1 || minutes > 240 {
		bad("lastcall", say.SetupLastCall)
	}
	if f.conf.LastCall = minutes; minutes == usualLastCall {
		f.conf.LastCall = 0
	}
	f.conf.Charts = x.field("charts") == ticked
	f.conf.Holidays = nil
	for _, typed := range strings.FieldsFunc(x.field("holidays"), func(r rune) bool { return strings.ContainsRune(" ,，、\n", r) }) {
		day, err := remind.ParseDay(typed)
		if err != nil {
			bad("holidays", say.SetupHoliday, "day", say.Safe(typed))
			break
		}
		f.conf.Holidays = append(f.conf.Holidays, day.String())
	}
	slices.Sort(f.conf.Holidays)
	f.conf.Holidays = slices.Compact(f.conf.Holidays)
	seen := map[rules.Person]bool{}
	for _, s := range seats {
		chosen := x.req.Fields[s.field]
		if len(chosen) == 0 && !s.optional {
			bad(s.field, say.SetupNobody)
		}
		for _, id := range chosen {
			p := rules.Person(id)
			who, met := x.req.People[p]
			switch {
			case seen[p]:
				bad(s.field, say.SetupTwoRoles, "who", x.name(p))
			case met && who.Bot:
				bad(s.field, say.SetupBot, "who", x.name(p))
			case met && (who.Guest || who.Stranger):
				bad(s.field, say.SetupGuest, "who", x.name(p))
			}
			seen[p] = true
			f.staff = append(f.staff, rules.Staff{ID: p, Name: say.Clean(who.Name), Role: s.role})
		}
	}
	return f, wrong
}

func (x *exchange) hasCustomers() bool {
	for range x.book.Customers() {
		return true
	}
	return false
}

// recordSetup records the site, its policy, its people and their order, as far
// as they differ from what is on record. It returns who has left, and what became
// of their customers.
func (x *exchange) recordSetup(f siteForm, isNew bool, heirs map[rules.Person]rules.Person) (left []legacy, err error) {
	record := func(note string, body rules.Body) {
		if err == nil {
			_, err = x.recordEvent(rules.Event{By: x.recorder(), Note: note, Body: body})
		}
	}
	// The one who sets up may be on no list: the events then name nobody.
	old := x.book.Site()
	settings, err := f.conf.over(old.Settings)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(f.zone)
	if err != nil {
		return nil, fmt.Errorf("time zone %s: %w", f.zone, err)
	}
	x.now = x.now.In(zone)
	if isNew || old.Name != f.name || x.book.Zone().String() != f.zone || !sameJSON(old.Settings, settings) {
		site := &rules.Site{Name: f.name, Settings: settings}
		if isNew || x.book.Zone().String() != f.zone {
			site.Timezone = f.zone
		}
		record("", site)
	}
	if isNew || x.book.Policy().Name() != f.policy {
		record("", &rules.PolicyChange{Name: f.policy})
	}
	var queue []rules.Person
	joined := map[rules.Person]bool{}
	for _, s := range f.staff {
		joined[s.ID] = true
		m, known := x.book.Member(s.ID, x.now)
		switch {
		case !known:
		case m.Left:
			s.Status = "active"
		case m.Role == s.Role && (s.Name == "" || s.Name == m.Name):
			continue
		}
		record("", &s)
	}
	for _, m := range x.book.Members(x.now) {
		if err == nil && !m.Left && !joined[m.Person] {
			var l legacy
			l, _, err = x.leaves(m.Person, heirs[m.Person], say.SetupLeaverNote.In(f.conf.Lang))
			left = append(left, l)
		}
	}
	if err != nil {
		return nil, err
	}
	// Who is new comes last; the order is the leaders' to set.
	now := x.book.Rotation(x.now).Queue
	for _, p := range now {
		if m, _ := x.book.Member(p, x.now); !m.Left && (m.Role == rules.Consultant || m.Role == rules.Leader) {
			queue = append(queue, p)
		}
	}
	for _, s := range f.staff {
		if s.Role == rules.Consultant && !slices.Contains(queue, s.ID) {
			queue = append(queue, s.ID)
		}
	}
	if !slices.Equal(queue, now) {
		record("", &rules.Rota{Order: queue})
	}
	return left, err
}

// recorder is the asker where the register knows them, else nobody.
func (x *exchange) recorder() rules.Person {
	if _, known := x.book.Member(x.req.Asker.ID, x.now); known {
		return x.req.Asker.ID
	}
	return ""
}

// postSetup tells the channel that it is a site now, or has another policy than
// old. The greeting that asked for it gives way to the former.
func (x *exchange) postSetup(isNew bool, old *rules.Policy) error {
	if !isNew {
		return x.postPolicy(old)
	}
	lang := x.conf.Lang
	name, policy := say.Name(x.book.Site().Name), say.Name(x.book.Policy().Name())
	_, _, greeted, err := x.tx.Post(x.site, helloKey)
	if err != nil {
		return err
	}
	return x.post(Post{Key: helloKey, Update: greeted, Message: Message{
		Facts:   []string{say.SetupPost.In(lang, "site", name, "policy", policy)},
		Buttons: []Button{{Action: "policy", Value: x.value(), Label: say.SetupPolicy.In(lang)}},
	}})
}

// staffCount counts the site's people by role.
func (x *exchange) staffCount() string {
	var counts []string
	for _, s := range seats {
		n := 0
		for _, m := range x.book.Members(x.now) {
			if m.Role == s.role && !m.Left {
				n++
			}
		}
		role := say.RoleName(s.role)
		if n > 1 {
			role = say.RoleNames(s.role)
		}
		if n > 0 {
			counts = append(counts, x.in(say.SetupCount, "n", n, "role", role))
		}
	}
	if x.lang == rules.Zh {
		return say.Clauses(x.lang, counts...)
	}
	return say.Names(x.lang, counts...)
}
