package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A sale is a deal that is not recorded yet; an open choice keeps it.
type sale struct {
	Sold   rules.Customer // zero: not found yet
	Typed  string         // what was typed for the customer
	Stage  rules.Stage
	Closer rules.Person // nobody: not said
	Buyer  string
	Amount *int64
	Group  bool
	Note   string
	Deal   rules.DealID // the one that goes on; zero: not settled
	New    bool         // no deal on record goes on
}

// inOrder are the stages of a deal.
var inOrder = []rules.Stage{rules.Deposit, rules.Subscribed, rules.Signed}

// ahead compares stages: above zero where a comes after b.
func ahead(a, b rules.Stage) int { return slices.Index(inOrder, a) - slices.Index(inOrder, b) }

// deal handles /deal: alone, or where something is left out, it opens the form.
func (x *exchange) deal() (Reply, error) {
	w, problems := read("deal", x.req.Text, x.conf.Region)
	if w.Closer != "" && w.person() != "" && w.Closer != w.person() {
		problems = append(problems, problem{kind: twoPeople})
	}
	s := sale{Stage: w.Stage, Closer: rules.Person(first(string(w.Closer), string(w.person()))), Buyer: w.Buyer, Amount: w.Amount, Group: w.Group, Note: w.Note}
	s.Typed = first(x.typedPhone(w.Phone), w.Ending, w.Name)
	cards, err := x.lookup(w.Phone, w.Ending, w.Name)
	if err != nil {
		return Reply{}, err
	}
	if w.Phone == "" && w.Ending == "" {
		cards = called(cards, w.Name)
	}
	if len(cards) == 1 {
		s.Sold, w.customer = cards[0].ID, cards[0].masked(x.lang)
	}
	if len(problems) > 0 {
		m := problems[0].message(w, x.lang, x.name)
		id, err := x.keepSale(s)
		m.Buttons = []Button{{Action: "deal.form", Value: x.value(id), Label: x.in(say.WordsFix), Primary: true}}
		return Reply{Message: &m}, err
	}
	switch {
	case s.Typed == "":
		return x.saleForm(s)
	case len(cards) == 0:
		m, err := x.unknownCustomer(w.Phone, w.Ending, w.Name)
		return Reply{Message: m}, err
	case len(cards) > 1 || w.Name != "" && !say.SameName(cards[0].Name, w.Name):
		return x.whoseSale(s, cards, w.Ending, first(w.Name, w.Phone))
	}
	return x.sell(s)
}

// keepSale keeps a sale as an open choice and returns its id.
func (x *exchange) keepSale(s sale) (string, error) {
	return x.keep(x.site, "deal to be completed", s)
}

// keptSale returns the sale of an open choice of the asker's.
func (x *exchange) keptSale(id string) (sale, error) {
	var s sale
	c, open, err := x.tx.Choice(id)
	if err != nil {
		return s, err
	}
	if !open || c.Site != x.site || c.Person != x.req.Asker.ID {
		return s, x.stale("")
	}
	if err := json.Unmarshal(c.Body, &s); err != nil {
		return s, fmt.Errorf("open choice: %w", err)
	}
	return s, nil
}

// whoseSale asks which of several customers has bought.
func (x *exchange) whoseSale(s sale, cards []card, ending, typed string) (Reply, error) {
	for _, c := range cards[:min(len(cards), mostFound)] {
		if err := x.tellShown(c.ID); err != nil {
			return Reply{}, err
		}
	}
	id, err := x.keepSale(s)
	m := x.whichOf(cards, ending, typed, "deal.customer")
	m.Menus[0].Value = x.value(id)
	return Reply{Message: &m}, err
}

// saleCustomer goes on with the customer chosen from whoseSale's menu.
func (x *exchange) saleCustomer() (Reply, error) {
	s, err := x.keptSale(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	s.Sold = rules.Customer(x.req.Chosen[0])
	return x.sell(s)
}

// sell brings a sale as far as it goes: to the form where something was left
// out, to the question which deal is meant, or into the register.
func (x *exchange) sell(s sale) (Reply, error) {
	h, known := x.book.Holding(s.Sold, x.now)
	if !known {
		return Reply{}, x.stale("")
	}
	if s.Stage == "" {
		return x.saleForm(s)
	}
	if s.Closer != "" && !x.onList(s.Closer) {
		return Reply{}, x.refuseText(x.in(say.VisitNotStaff, "name", x.name(s.Closer)), x.in(say.DealNothing))
	}
	if s.Deal == "" && !s.New {
		reply, asked, err := x.goesOn(&s, h)
		if err != nil || asked {
			return reply, err
		}
	}
	if s.Deal == "" {
		if s.Closer == "" && !onFloor(x.member) {
			return x.saleForm(s)
		}
		s.Closer = rules.Person(first(string(s.Closer), string(x.req.Asker.ID)))
		if s.Closer != x.req.Asker.ID && !x.mayRecord() {
			return Reply{}, x.needs(rules.Leader)
		}
		return x.recordDeal(s, rules.Settlement{})
	}
	before, known := x.book.Settlement(s.Deal, x.now)
	if !known {
		return Reply{}, x.tooLateFor(say.DealWithdrawn)
	}
	if ahead(s.Stage, before.Stage) < 0 {
		return Reply{}, x.stale(s.Sold) // it has moved on meanwhile
	}
	s.Sold = before.Customer
	s.Closer = rules.Person(first(string(s.Closer), string(before.Closer)))
	mine := s.Closer == x.req.Asker.ID || s.Closer == before.Closer && x.hasStake(before, x.req.Asker.ID)
	if !mine && !x.mayRecord() {
		return Reply{}, x.needs(rules.Leader)
	}
	s.Group = s.Group || before.GroupBuy
	if s.Stage == before.Stage && s.Closer == before.Closer && s.Group == before.GroupBuy &&
		(s.Amount == nil || before.Amount != nil && *s.Amount == *before.Amount) && (s.Buyer == "" || s.Buyer == before.Buyer) {
		return x.recordedTwice(before)
	}
	return x.recordDeal(s, before)
}

// tooLateFor refuses what came too late, and says what is so now.
func (x *exchange) tooLateFor(what say.Line) error {
	return x.refuseText(x.in(say.ErrChanged, "what", x.in(what)), x.in(say.ErrStaleNext))
}

// recordedTwice says that a deal stands so already.
func (x *exchange) recordedTwice(s rules.Settlement) (Reply, error) {
	c, err := x.customer(s.Customer)
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.DealTwice, "who", c.masked(x.lang), "stage", say.Stage(s.Stage))}
	e, found, err := x.entry(s.Latest)
	if found && x.recordedBy(e, x.req.Asker.ID) {
		m.Buttons = []Button{x.undoButton(e)}
	}
	return Reply{Message: &m}, err
}

// recordDeal writes a sale down and tells whom it concerns; before is the deal
// that goes on, zero where it is a new one.
func (x *exchange) recordDeal(s sale, before rules.Settlement) (Reply, error) {
	if s.Deal == "" {
		s.Deal = rules.DealID(fmt.Sprintf("d%d", x.book.Seq()+1))
	}
	e, err := x.recordEvent(rules.Event{
		By: x.byUnless(s.Closer), Note: s.Note,
		Body: &rules.Deal{ID: s.Deal, Customer: s.Sold, Person: s.Closer, Stage: s.Stage, GroupBuy: s.Group, Name: s.Buyer, Amount: s.Amount},
	})
	if err != nil {
		return Reply{}, err
	}
	p, err := x.proposal(s.Deal)
	if err != nil {
		return Reply{}, err
	}
	if before.Deal == "" { // the split names the owner
		if err := x.tellShown(s.Sold); err != nil {
			return Reply{}, err
		}
	}
	if before.Deal == "" || before.Stage != s.Stage {
		lang := x.conf.Lang
		err := x.post(Post{Key: dealKey(e.Seq), Message: Message{Facts: []string{say.DealPost.In(lang,
			"who", p.card.masked(lang), "stage", say.Stage(s.Stage), "closer", x.name(s.Closer))}}})
		if err != nil {
			return Reply{}, err
		}
	}
	if err := x.askToConfirm(p, before.Deal != "" && x.sameSplit(before, p.Settlement)); err != nil {
		return Reply{}, err
	}
	if err := x.tellStakes(p, before); err != nil {
		return Reply{}, err
	}
	m := p.message(x.lang, p.head(x.lang))
	m.Buttons = []Button{x.undoButton(e)}
	if x.maySee() || p.Owner == x.req.Asker.ID {
		m.Buttons = append(m.Buttons, x.whyButton(s.Sold, p.card.masked(x.lang)))
	}
	if p.open() && !p.Ruled {
		m.Buttons = append(m.Buttons, x.disputeButton(disputed{customer: s.Sold, deal: s.Deal}))
	}
	return Reply{Message: &m}, nil
}

// dealKey is the channel's line about the deal that was recorded at seq.
func dealKey(seq int64) string { return fmt.Sprintf("deal/%d", seq) }

// goesOn finds the deal that a sale moves to a later stage: the party's one
// open deal. Where that is not plain it asks.
func (x *exchange) goesOn(s *sale, h rules.Holding) (Reply, bool, error) {
	var all, open []rules.Settlement
	for id := range x.book.Deals() {
		d, _ := x.book.Settlement(id, x.now)
		if !slices.Contains(h.Party, d.Customer) {
			continue
		}
		all = append(all, d)
		if d.Stage != rules.Signed {
			open = append(open, d)
		}
	}
	switch {
	case len(all) == 0:
		return Reply{}, false, nil
	case len(open) == 1 && ahead(s.Stage, open[0].Stage) > 0:
		s.Deal = open[0].Deal
		return Reply{}, false, nil
	case len(all) == 1 && s.Stage == all[0].Stage && x.now.Sub(x.writtenAt(all[0])) <= twiceWithin && s.same(all[0], x.req.Asker.ID):
		reply, err := x.recordedTwice(all[0])
		return reply, true, err
	}
	reply, err := x.whichDeal(*s, all)
	return reply, true, err
}

// same says whether a sale typed by p repeats a deal.
func (s sale) same(d rules.Settlement, p rules.Person) bool {
	closer := rules.Person(first(string(s.Closer), string(p)))
	return closer == d.Closer && s.Group == d.GroupBuy && s.Buyer == d.Buyer && (s.Amount == nil) == (d.Amount == nil) && (s.Amount == nil || *s.Amount == *d.Amount)
}

// whichDeal asks which of a customer's deals is meant, or whether it is another
// one. Those that have come further are none of them.
func (x *exchange) whichDeal(s sale, all []rules.Settlement) (Reply, error) {
	c, err := x.customer(s.Sold)
	if err != nil {
		return Reply{}, err
	}
	id, err := x.keepSale(s)
	if err != nil {
		return Reply{}, err
	}
	fit := slices.DeleteFunc(slices.Clone(all), func(d rules.Settlement) bool { return ahead(s.Stage, d.Stage) < 0 })
	last := all[len(all)-1]
	m := Message{}
	button := func(deal rules.DealID, label say.Line) Button {
		return Button{Action: "deal.which", Value: x.value(id, string(deal)), Label: x.in(label)}
	}
	switch len(fit) {
	case 0:
		m.Head = x.in(say.DealBack, "who", c.masked(x.lang), "stage", say.Stage(last.Stage), "new", say.Stage(s.Stage))
		m.Facts = []string{capital(x.dealListed(last)), x.in(say.VisitChoose)}
		m.Buttons = []Button{button("", say.DealAnother)}
	case 1:
		m.Head = x.in(say.DealSame, "who", c.masked(x.lang), "stage", say.Stage(fit[0].Stage))
		m.Facts = []string{capital(x.dealListed(fit[0])), x.in(say.VisitChoose)}
		m.Buttons = []Button{button(fit[0].Deal, say.DealThis), button("", say.DealAnother)}
	default:
		m.Head = x.in(say.DealSeveral, "who", c.masked(x.lang), "n", len(fit))
		menu := Menu{Action: "deal.which", Value: x.value(id), Label: x.in(say.DealMenu)}
		fit = fit[max(0, len(fit)-mostFound):]
		for _, d := range fit {
			menu.Options = append(menu.Options, Option{string(d.Deal), capital(x.dealListed(d))})
		}
		m.Facts, m.Menus, m.Buttons = []string{x.in(say.VisitChoose)}, []Menu{menu}, []Button{button("", say.DealAnother)}
	}
	return Reply{Message: &m}, nil
}

// dealListed tells a deal from others of the same customer.
func (x *exchange) dealListed(d rules.Settlement) string {
	return x.in(say.DealListed, "day", x.pen(x.lang).Date(d.Began), "stage", say.Stage(d.Stage), "closer", x.name(d.Closer))
}

// dealChosen goes on with the deal chosen from whichDeal.
func (x *exchange) dealChosen() (Reply, error) {
	s, err := x.keptSale(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	s.Deal = rules.DealID(first(strings.Join(x.req.Chosen, ""), x.arg(1)))
	s.New = s.Deal == ""
	return x.sell(s)
}
