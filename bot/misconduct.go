package bot

import (
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// noVisit is the answer that a finding is about no visit in particular.
const noVisit = "none"

var actLabels = []labelled{
	{"grab", say.ActGrab},
	{"dump", say.ActDump},
	{"dodge_turn", say.ActDodge},
	{"pick", say.ActPick},
	{"solicit", say.ActSolicit},
	{"falsify", say.ActFalsify},
	{"neglect", say.ActNeglect},
}

// misconductKind is /walkin misconduct: what a manager has found true of
// somebody's conduct.
func misconductKind() entryKind {
	return entryKind{
		title: say.AboutMisconduct, about: maybe, may: needsRole(rules.Manager), record: (*exchange).recordMisconduct, check: isSelf,
		fields: []entryField{
			personField(say.FormFoundWho),
			{id: "act", kind: SelectField, label: say.FormFoundWhat, options: actLabels, at: func(e *entry) *string { return &e.Act }},
			noteField(say.FormReason),
		},
	}
}

// recordMisconduct writes a finding down and tells the one concerned, with the
// clause and what it costs; nobody else hears of it. Of a false registration it
// asks which visit's: that one is void then.
func (x *exchange) recordMisconduct(e entry) (Reply, error) {
	if all := x.receivedBy(e.Customer, e.Person); e.Act == "falsify" && e.Visit == "" && len(all) > 0 {
		return x.whichVisit(e, all)
	}
	body := &rules.Misconduct{Person: e.Person, Act: e.Act, Customer: e.Customer}
	if e.Visit != noVisit {
		body.Visit = rules.VisitID(e.Visit)
	}
	var in entered
	var err error
	if e.Customer == "" {
		in.event, err = x.recordEvent(rules.Event{By: x.req.Asker.ID, Note: e.Note, Body: body})
	} else {
		in, err = x.recordEntry(e, "", func(rules.Customer) rules.Body { return body })
	}
	if err != nil {
		return Reply{}, err
	}
	f := x.finding(in.event, body)
	costs := func(lang rules.Lang) string {
		if all := penalty(lang, f); len(all) > 0 {
			return capital(say.Clauses(lang, all...))
		}
		return say.FoundNone.In(lang)
	}
	of := func(lang rules.Lang) string {
		if e.Customer == "" {
			return ""
		}
		return say.FoundOf.In(lang, "who", in.card.masked(lang))
	}
	void := func(lang rules.Lang) string {
		if body.Visit == "" {
			return ""
		}
		return say.FoundVoid.In(lang)
	}
	err = x.tellUnlessAsker(e.Person, func(lang rules.Lang) Message {
		return Message{
			Head:  say.FoundYou.In(lang, "by", x.name(x.req.Asker.ID), "act", say.Act(e.Act)),
			Facts: lines(say.Facts(of(lang), void(lang)), costs(lang), say.Safe(e.Note)), Notes: x.notesIn(lang, rules.Grounds{Basis: f.Basis}),
		}
	})
	m := Message{
		Head:  x.in(say.FoundHead, "person", x.name(e.Person), "act", say.Act(e.Act)),
		Facts: lines(say.Facts(of(x.lang), void(x.lang)), costs(x.lang), x.in(say.FoundTold, "person", x.name(e.Person))),
		Notes: x.notes(rules.Grounds{Basis: f.Basis}), Buttons: []Button{x.undoButton(in.event)},
	}
	return Reply{Message: &m}, err
}

// finding is what the rules make of a finding as recorded; where they had found
// it by themselves already, that.
func (x *exchange) finding(e rules.Event, m *rules.Misconduct) rules.Finding {
	var same rules.Finding
	for _, f := range x.book.Conduct(x.now) {
		if f.Seq == e.Seq {
			return f
		}
		if f.Person == m.Person && f.Act == m.Act && f.Customer == m.Customer {
			same = f
		}
	}
	return same
}

// receivedBy are the visits of a customer that somebody received, the latest
// first.
func (x *exchange) receivedBy(c rules.Customer, p rules.Person) []rules.Event {
	var all []rules.Event
	for _, e := range slices.Backward(x.book.Events(c)) {
		if v, visit := e.Body.(*rules.Visit); visit && v.Customer == c && v.Person == p && !x.book.Withdrawn(e.Seq) {
			all = append(all, e)
		}
	}
	return all
}

// whichVisit asks which visit a finding is about.
func (x *exchange) whichVisit(e entry, all []rules.Event) (Reply, error) {
	id, err := x.keepEntry(e)
	menu := Menu{Action: "entry.visit", Value: x.value(id), Label: x.in(say.FoundMenu)}
	for _, v := range all[:min(len(all), mostFound)] {
		menu.Options = append(menu.Options, Option{
			string(v.Body.(*rules.Visit).ID),
			capital(x.in(say.FoundVisit, "when", x.pen(x.lang).Stamp(v.Happened()), "person", x.name(e.Person))),
		})
	}
	menu.Options = append(menu.Options, Option{noVisit, x.in(say.FoundNoVisit)})
	return Reply{Message: &Message{Head: x.in(say.FoundWhich), Facts: []string{x.in(say.GiveUpNothing)}, Menus: []Menu{menu}}}, err
}

// entryVisit goes on with the visit chosen from whichVisit.
func (x *exchange) entryVisit() (Reply, error) {
	e, k, err := x.takenEntry(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	e.Visit = x.req.Chosen[0]
	if r, known := x.book.Reception(rules.VisitID(e.Visit), x.now); e.Visit != noVisit && (!known || r.Customer != e.Customer) {
		return Reply{}, x.stale(e.Customer)
	}
	return x.spoken(e, k)
}
