package bot

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// newDay begins a site's day where its first request comes: whose weekly rest
// day it is goes off, and whoever was off or away since an earlier day is ready
// again, so that nobody who forgets to come back is passed for ever. States set
// today stand, so that on the rest of the day it changes nothing.
func (x *exchange) newDay() error {
	today := weekday(x.now)
	for _, m := range x.book.Members(x.now) {
		rests := slices.Contains(x.conf.Rest[m.Person], today)
		shift, note := &rules.Shift{Person: m.Person, State: rules.Ready}, say.NewDayNote
		if rests {
			shift.State, note = rules.Off, say.RosterNote
		}
		if m.Left || m.State == shift.State || m.Visit != "" || x.today(m.Since) {
			continue
		}
		if _, err := x.recordEvent(rules.Event{Note: note.In(x.conf.Lang), Body: shift}); err != nil {
			return err
		}
	}
	member, _ := x.book.Member(x.member.Person, x.now)
	x.member = member
	return nil
}

// today says whether t lies on the local day of the request.
func (x *exchange) today(t time.Time) bool {
	return !t.IsZero() && t.In(x.now.Location()).Format(time.DateOnly) == x.now.Format(time.DateOnly)
}

// weekday is a local day as the settings spell it: "mon" to "sun".
func weekday(t time.Time) string { return weekdayName(t.Weekday()) }

func weekdayName(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }

// setRest records somebody's weekly rest days; none for no fixed ones.
func (x *exchange) setRest(people []rules.Person, days []string) (Reply, error) {
	if len(people) != 1 || len(days) == 0 {
		return Reply{}, x.refuse(say.RestNobody, x.in(say.TurnUnchanged), x.in(say.RestEg))
	}
	p := people[0]
	if m, known := x.book.Member(p, x.now); !known || m.Left {
		return Reply{}, x.refuseText(x.in(say.FieldNotStaff, "who", x.name(p)))
	}
	if !x.leads() {
		return Reply{}, x.needs(rules.Leader)
	}
	conf := x.conf
	conf.Rest = map[rules.Person][]string{}
	maps.Copy(conf.Rest, x.conf.Rest)
	delete(conf.Rest, p)
	days = slices.DeleteFunc(days, func(d string) bool { return d == "none" })
	if len(days) > 0 {
		conf.Rest[p] = days
	}
	settings, err := conf.over(x.book.Site().Settings)
	if err != nil {
		return Reply{}, err
	}
	_, err = x.recordEvent(rules.Event{By: x.req.Asker.ID, Body: &rules.Site{Settings: settings}})
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.RestCleared, "who", x.name(p))}
	if len(days) > 0 {
		m.Head = x.in(say.RestSet, "who", x.name(p), "days", x.restDays(days))
	}
	return x.shown(m), nil
}

// showRest lists the roster.
func (x *exchange) showRest() (Reply, error) {
	m := Message{Head: x.in(say.RestHead)}
	for _, s := range x.book.Members(x.now) {
		if days := x.conf.Rest[s.Person]; !s.Left && len(days) > 0 {
			m.Facts = append(m.Facts, x.in(say.RestOne, "who", x.name(s.Person), "days", x.restDays(days)))
		}
	}
	if len(m.Facts) == 0 {
		m.Facts = []string{x.in(say.RestNone)}
	}
	if x.leads() {
		m.Notes = []string{x.in(say.RestEg)}
	}
	return x.shown(m), nil
}

// restDays writes days of the week in their order, Monday first.
func (x *exchange) restDays(days []string) string {
	var said []string
	for d := time.Monday; d < time.Monday+7; d++ {
		if slices.Contains(days, weekdayName(d%7)) {
			said = append(said, x.pen(x.lang).Weekday(d%7))
		}
	}
	return say.Names(x.lang, said...)
}
