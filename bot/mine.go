package bot

import (
	"slices"
	"strconv"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// pageOf is how many customers one message lists.
const pageOf = 10

// soon is how many days before its last a protection is due.
const soon = 3

// mine answers with the asker's customers, what is due first coming first.
func (x *exchange) mine() (Reply, error) { return x.minePage(0) }

// pressMine turns to the page that the button carries.
func (x *exchange) pressMine() (Reply, error) {
	from, err := strconv.Atoi(x.arg(0))
	if err != nil || from < 0 {
		from = 0
	}
	return x.minePage(from)
}

func (x *exchange) minePage(from int) (Reply, error) {
	all, _, err := x.tx.Held(x.site, x.req.Asker.ID, x.now, 0, 0)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return x.shown(Message{Head: x.in(say.MineNone)}), nil
	}
	from = min(from, (len(all)-1)/pageOf*pageOf)
	to := min(from+pageOf, len(all))
	m := Message{Head: x.in(say.MineHeadCalm, "n", len(all))}
	if n := x.dueCount(all); n > 0 {
		m.Head = x.in(say.MineHead, "n", len(all), "due", n)
	}
	for _, h := range all[from:to] {
		row, err := x.mineRow(h)
		if err != nil {
			return Reply{}, err
		}
		m.Rows = append(m.Rows, row)
	}
	if len(all) > pageOf {
		m.Notes = []string{x.in(say.MinePage, "from", from+1, "to", to)}
	}
	page := func(at int, label say.Line) {
		m.Buttons = append(m.Buttons, Button{Action: "mine", Value: x.value(strconv.Itoa(at)), Label: x.in(label)})
	}
	if from > 0 {
		page(from-pageOf, say.MineBefore)
	}
	if to < len(all) {
		page(to, say.MineNext)
	}
	if x.req.Home {
		back := Button{Action: "home", Value: x.value(), Label: x.in(say.MineBack)}
		return Reply{Home: &Home{Parts: []HomePart{
			{Title: m.Head, Rows: m.Rows, Notes: m.Notes, Buttons: append(m.Buttons, back)},
		}}}, nil
	}
	return x.shown(m), nil
}

// mineRow is one customer of the asker's with what is due.
func (x *exchange) mineRow(h storage.HoldingRow) (Row, error) {
	c, err := x.customer(h.Customer)
	if err != nil {
		return Row{}, err
	}
	who := c.whole(x.lang)
	return Row{
		Text:   x.in(say.MineRow, "who", who, "what", x.dueText(h)),
		Button: x.followButton(h.Customer, say.MineRecord, who),
	}, nil
}

// dueText says what is to be done about a customer, and by when.
func (x *exchange) dueText(h storage.HoldingRow) string {
	pen := x.pen(x.lang)
	switch {
	case !h.Until.IsZero() && x.today(h.Until.Add(-time.Nanosecond)):
		return x.in(say.MineLastDay)
	case !h.Until.IsZero() && x.within(h.Until, soon):
		return x.in(say.MineThrough, "day", pen.ThroughDay(h.Until))
	case x.today(h.Due):
		return x.in(say.MineFollow)
	case !h.Due.IsZero() && h.Due.Before(x.now):
		return x.in(say.MineOverdue, "day", pen.Date(h.Due))
	case !h.Due.IsZero() && (h.Until.IsZero() || h.Due.Before(h.Until)):
		return x.in(say.MineFollowOn, "day", pen.Day(h.Due))
	case !h.Until.IsZero():
		return x.in(say.MineThrough, "day", pen.ThroughDay(h.Until))
	}
	return x.in(say.MineForever)
}

// due says whether something is to be done about a customer: the follow-up is
// due, or the protection ends within a few days.
func (x *exchange) due(h storage.HoldingRow) bool {
	return !h.Due.IsZero() && !h.Due.After(x.now) || !h.Until.IsZero() && x.within(h.Until, soon)
}

func (x *exchange) dueCount(rows []storage.HoldingRow) int {
	n := 0
	for _, h := range rows {
		if x.due(h) {
			n++
		}
	}
	return n
}

// within says whether the last day before until is at most some days away.
func (x *exchange) within(until time.Time, days int) bool {
	y, m, d := x.now.Date()
	return until.Before(time.Date(y, m, d+days+1, 0, 0, 0, 1, x.now.Location()))
}

// dueFirst returns the asker's customers about whom something is to be done.
func (x *exchange) dueFirst() (due []storage.HoldingRow, total int, err error) {
	all, total, err := x.tx.Held(x.site, x.req.Asker.ID, x.now, 0, 0)
	if err != nil {
		return nil, 0, err
	}
	return slices.DeleteFunc(all, func(h storage.HoldingRow) bool { return !x.due(h) }), total, nil
}

// followButton opens the follow-up form of a customer.
func (x *exchange) followButton(c rules.Customer, label say.Line, who string) *Button {
	return x.followButtonIn(x.lang, c, label, who)
}

// followButtonIn is followButton in another language.
func (x *exchange) followButtonIn(lang rules.Lang, c rules.Customer, label say.Line, who string) *Button {
	text := label.In(lang)
	return &Button{Action: "follow", Value: x.value(string(c)), Label: text, Spoken: text + ": " + who}
}
