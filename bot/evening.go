package bot

import (
	"slices"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// eveningDays is how far back the evening record's form looks.
const eveningDays = 7

// confirmKind is /walkin confirm: the manager's evening record, or the clerk's
// list of prospects, where the policy has one.
func confirmKind() entryKind {
	person := personField(say.FormEntryPerson)
	person.optional = true
	return entryKind{
		title: say.AboutConfirm, about: always, may: (*exchange).mayConfirm, alone: (*exchange).eveningForm, record: (*exchange).recordConfirm,
		fields: []entryField{person, noteField(say.FormEntryNote)},
	}
}

// mayConfirm lets managers and clerks, under a policy that has such a record.
func (x *exchange) mayConfirm() error {
	switch {
	case rank(x.member.Role) < rank(rules.Manager) && x.member.Role != rules.Clerk:
		return x.needs(rules.Manager)
	case !x.book.Policy().Confirms():
		return x.refuse(say.ConfirmUnknown, x.in(say.ConfirmNothing))
	}
	return nil
}

// recordConfirm enters one customer's last reception in the record, or that by
// the person named.
func (x *exchange) recordConfirm(e entry) (Reply, error) {
	c, err := x.customer(e.Customer)
	if err != nil {
		return Reply{}, err
	}
	h, _ := x.book.Holding(e.Customer, x.now)
	if last, found := x.lastVisit(h); found && e.Person == "" {
		r, _ := x.book.Reception(last.Body.(*rules.Visit).ID, x.now)
		e.Person = r.Person
	}
	var visit rules.Event
	for _, v := range x.book.Events(e.Customer) {
		if b, is := v.Body.(*rules.Visit); is && !x.book.Withdrawn(v.Seq) {
			if r, _ := x.book.Reception(b.ID, x.now); r.Person == e.Person {
				visit = v
			}
		}
	}
	switch {
	case visit.Seq == 0:
		return Reply{}, x.refuseText(x.in(say.ConfirmNoVisit, "person", x.name(e.Person), "who", c.masked(x.lang)), x.in(say.ConfirmNothing))
	case x.confirmed(e.Customer, e.Person, visit.Seq):
		return Reply{Message: &Message{Head: x.in(say.ConfirmTwice, "who", c.masked(x.lang))}}, nil
	}
	in, err := x.recordEntry(e, "", func(c rules.Customer) rules.Body {
		return &rules.Confirm{Customer: c, Person: e.Person}
	})
	if err != nil {
		return Reply{}, err
	}
	return x.answered(in, x.in(say.ConfirmDone, "who", in.card.masked(x.lang), "person", x.name(e.Person)))
}

// confirmed says whether a reception is in the record since the entry seq.
func (x *exchange) confirmed(c rules.Customer, p rules.Person, seq int64) bool {
	return slices.ContainsFunc(x.book.Events(c), func(e rules.Event) bool {
		b, is := e.Body.(*rules.Confirm)
		return is && e.Seq > seq && b.Customer == c && b.Person == p && !x.book.Withdrawn(e.Seq)
	})
}

// unrecorded are the receptions of the last days that are not in the record,
// the latest first.
func (x *exchange) unrecorded() []rules.Reception {
	var all []rules.Reception
	y, m, d := x.now.Date()
	since := time.Date(y, m, d-eveningDays+1, 0, 0, 0, 0, x.now.Location())
	for id := range x.book.Visits() {
		r, known := x.book.Reception(id, x.now)
		if !known {
			continue
		}
		e, found := x.visitOf(r)
		if !found || x.book.Withdrawn(e.Seq) || e.Happened().Before(since) || x.confirmed(r.Customer, r.Person, e.Seq) {
			continue
		}
		all = append(all, r)
	}
	slices.Reverse(all)
	return all
}

// eveningForm asks which receptions enter the record.
func (x *exchange) eveningForm() (Reply, error) {
	all := x.unrecorded()
	if len(all) == 0 {
		return Reply{Message: &Message{Head: x.in(say.ConfirmAll)}}, nil
	}
	field := Field{ID: "visits", Kind: CheckField, Label: x.in(say.ConfirmField)}
	for _, r := range all[:min(len(all), mostFound)] {
		c, err := x.customer(r.Customer)
		if err != nil {
			return Reply{}, err
		}
		e, _ := x.visitOf(r)
		field.Options = append(field.Options, Option{
			string(r.Visit),
			x.in(say.ConfirmRow, "who", c.masked(x.lang), "person", x.name(r.Person), "when", x.pen(x.lang).Stamp(e.Happened())),
		})
	}
	f := &Form{
		ID: "evening", Title: x.in(say.ConfirmTitle), Submit: x.in(say.FormRecord), Cancel: x.in(say.Cancel),
		Private: x.value(x.fromHome()), Fields: []Field{field},
	}
	if more := len(all) - mostFound; more > 0 {
		f.Notes = []string{x.in(say.ConfirmMore, "n", more)}
	}
	return Reply{Form: f}, nil
}

// eveningSubmitted enters the chosen receptions in the record.
func (x *exchange) eveningSubmitted() (Reply, error) {
	if err := x.mayConfirm(); err != nil {
		return Reply{}, err
	}
	n := 0
	for _, r := range x.unrecorded() {
		if !slices.Contains(x.req.Fields["visits"], string(r.Visit)) {
			continue
		}
		_, err := x.recordEntry(entry{Customer: r.Customer}, "", func(c rules.Customer) rules.Body {
			return &rules.Confirm{Customer: c, Person: r.Person}
		})
		if err != nil {
			return Reply{}, err
		}
		n++
	}
	if n == 0 {
		return Reply{Errors: []Wrong{{"visits", x.in(say.VisitChoose)}}}, nil
	}
	return x.withHome(Reply{Message: &Message{Head: x.in(say.ConfirmMany, "n", n)}}, nil, x.arg(0))
}
