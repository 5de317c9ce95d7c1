package bot

import (
	"errors"
	"fmt"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A Sheet is one table of a spreadsheet, its header row first.
type Sheet struct {
	Name string
	Rows [][]Cell
}

// A Cell is text, or an amount of money in minor units. Text is plain: whoever
// writes the spreadsheet keeps it from being read as a formula.
type Cell struct {
	Text   string
	Amount *int64
}

// monthFile sends a month's payroll to the asker's direct message.
func (x *exchange) monthFile() (Reply, error) {
	first := x.carriedMonth()
	if err := x.mayClose(first); err != nil {
		return Reply{}, err
	}
	m := x.month(first)
	sheets, err := x.payroll(m)
	if err != nil {
		return Reply{}, err
	}
	if x.bot.Workbook == nil {
		return Reply{}, errors.New("payroll: nobody makes spreadsheets here")
	}
	content, err := x.bot.Workbook(sheets)
	if err != nil {
		return Reply{}, fmt.Errorf("payroll of %s: %w", first.Format(monthForm), err)
	}
	head := Message{Head: x.in(say.MonthHere, "month", m.name(x.lang))}
	head.announce(x.lang)
	err = x.post(Post{To: string(x.req.Asker.ID), Message: head, File: &File{Name: "walkin-" + first.Format(monthForm) + ".xlsx", Content: content}})
	return x.shown(Message{Head: x.in(say.MonthSent)}), err
}

// payroll is a month as tables: what each gets, deal by deal, and what was
// found. Customers' phones stay masked: the file leaves the house.
func (x *exchange) payroll(m month) ([]Sheet, error) {
	lang := x.lang
	head := func(columns ...say.Line) [][]Cell {
		var row []Cell
		for _, c := range columns {
			row = append(row, Cell{Text: c.In(lang)})
		}
		return [][]Cell{row}
	}
	text := func(s string) Cell { return Cell{Text: s} }
	name := func(p rules.Person) Cell {
		if member, known := x.book.Member(p, x.now); known && member.Name != "" {
			return text(say.Clean(member.Name))
		}
		return text(string(p))
	}
	day := func(t time.Time) Cell { return text(t.In(x.now.Location()).Format(time.DateOnly)) }

	pay := head(say.ColMonth, say.ColConsultant, say.ColDeals, say.ColPerform, say.ColPay, say.ColProposed, say.ColBonus, say.ColFines, say.ColSuspended)
	for _, s := range m.pay {
		var fines, rests []string
		for _, f := range s.findings {
			if f.Fine != nil {
				fines = append(fines, say.Fine(lang, *f.Fine))
			}
			if f.Suspend != nil {
				rests = append(rests, say.Suspension(lang, *f.Suspend))
			}
		}
		pay = append(pay, []Cell{
			text(m.first.Format(monthForm)), name(s.person), text(fmt.Sprint(s.closed)), text(say.Sum(s.performance)),
			{Amount: &s.confirmed},
			{Amount: &s.proposed},
			text(say.Sum(s.bonus)), text(say.Clauses(lang, fines...)), text(say.Clauses(lang, rests...)),
		})
	}

	deals := head(say.ColNumber, say.ColDate, say.ColCustomer, say.ColBuyer, say.ColStage, say.ColCloser, say.ColPerson, say.ColPerform, say.ColPay, say.ColPay, say.ColState, say.ColClause)
	for _, s := range m.deals {
		c, err := x.customer(s.Customer)
		if err != nil {
			return nil, err
		}
		p := proposal{Settlement: s, x: x, card: c}
		for _, who := range p.paid() {
			row := []Cell{
				text(fmt.Sprint(s.First)), day(s.Subscribed), text(c.plain()), text(say.Clean(s.Buyer)), text(say.Stage(s.Stage).In(lang)), name(s.Closer),
				name(who), text(s.Performance.Of(who).String()), text(s.Commission.Of(who).String()),
				{},
				text(p.state().In(lang)), text(first(s.Basis...)),
			}
			if n, known := p.money(who); known {
				row[9].Amount = &n
			}
			deals = append(deals, row)
		}
	}

	conduct := head(say.ColOn, say.ColConsultant, say.ColWhat, say.ColFines, say.ColSuspended, say.ColClause)
	for _, f := range m.conduct {
		var fine, rest string
		if f.Fine != nil {
			fine = say.Fine(lang, *f.Fine)
		}
		if f.Suspend != nil {
			rest = say.Suspension(lang, *f.Suspend)
		}
		conduct = append(conduct, []Cell{day(f.At), name(f.Person), text(say.Act(f.Act).In(lang)), text(fine), text(rest), text(first(f.Basis...))})
	}
	return []Sheet{
		{say.TabPayroll.In(lang), pay},
		{say.TabDeals.In(lang), deals},
		{say.TabConduct.In(lang), conduct},
	}, nil
}

// paid are those who have a part of a deal, each once.
func (p proposal) paid() []rules.Person {
	var all []rules.Person
	var seen rules.Parts
	for _, parts := range []rules.Parts{p.Performance, p.Commission} {
		for _, s := range parts {
			if seen.Of(s.Person).IsZero() {
				seen, all = seen.With(s.Person, s.Part), append(all, s.Person)
			}
		}
	}
	return all
}

// money is who's share of the commission in minor units; false where the amount
// is not known.
func (p proposal) money(who rules.Person) (int64, bool) {
	if p.Amount == nil {
		return 0, false
	}
	for i, n := range p.shares() {
		if p.Commission[i].Person == who {
			return n, true
		}
	}
	return 0, true
}

// plain is name and masked phone as plain text, for a file.
func (c card) plain() string {
	masked := ""
	if c.Phone != "" {
		masked = say.Masked(c.Phone, c.region)
	}
	return say.Clean(c.Name + " " + masked)
}
