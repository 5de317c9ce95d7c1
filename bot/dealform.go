package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// The fields of the deal form.
const (
	fieldCustomer = "customer"
	fieldStage    = "stage"
	fieldCloser   = "closer"
	fieldBuyer    = "buyer"
	fieldAmount   = "amount"
	fieldGroup    = "group"
)

var stageLabels = []labelled{
	{string(rules.Deposit), say.FormDeposit},
	{string(rules.Subscribed), say.FormSubscribed},
	{string(rules.Signed), say.FormSigned},
}

// openSaleForm opens the form with what a message had understood, or with the
// customer that a button carries.
func (x *exchange) openSaleForm() (Reply, error) {
	if id := x.arg(0); id != "" {
		s, err := x.keptSale(id)
		if err != nil {
			return Reply{}, err
		}
		return x.saleForm(s)
	}
	c := rules.Customer(x.arg(1))
	if _, known := x.book.Holding(c, x.now); c != "" && !known {
		return Reply{}, x.stale("")
	}
	return x.saleForm(sale{Sold: c})
}

// saleForm asks for a deal; what it has no field for is kept by an open choice.
func (x *exchange) saleForm(s sale) (Reply, error) {
	id, err := x.keepSale(s)
	if err != nil {
		return Reply{}, err
	}
	f := &Form{
		ID: "deal", Title: x.in(say.AboutDeal), Submit: x.in(say.FormRecord), Cancel: x.in(say.Cancel),
		Private: x.value(id, x.fromHome()),
	}
	if s.Sold != "" {
		c, err := x.customer(s.Sold)
		if err != nil {
			return Reply{}, err
		}
		f.Head = c.masked(x.lang)
	} else {
		f.Fields = []Field{{ID: fieldCustomer, Kind: TextField, Label: x.in(say.FormDealWho), Placeholder: x.in(say.FormDealWhoEg), Initial: lines(s.Typed), Max: 60}}
	}
	closer := s.Closer
	if closer == "" && onFloor(x.member) {
		closer = x.req.Asker.ID
	}
	group := Field{ID: fieldGroup, Kind: CheckField, Label: x.in(say.FormDealGroup), Optional: true, Options: []Option{{"yes", x.in(say.FormDealIsGroup)}}}
	if s.Group {
		group.Initial = []string{"yes"}
	}
	amount := ""
	if s.Amount != nil {
		amount = keyAmount.write(words{Amount: s.Amount}, spelling{})
	}
	f.Fields = append(
		f.Fields,
		Field{ID: fieldStage, Kind: RadioField, Label: x.in(say.FormDealStage), Options: x.options(stageLabels), Initial: lines(string(s.Stage))},
		Field{ID: fieldCloser, Kind: PersonField, Label: x.in(say.FormDealCloser), Initial: lines(string(closer))},
		Field{ID: fieldBuyer, Kind: TextField, Label: x.in(say.FormDealBuyer), Placeholder: x.in(say.FormDealBuyerEg), Optional: true, Initial: lines(s.Buyer), Max: mostName},
		Field{ID: fieldAmount, Kind: TextField, Label: x.in(say.FormDealAmount), Placeholder: x.in(say.FormDealMoneyEg), Optional: true, Initial: lines(amount), Max: 20},
		group,
	)
	return Reply{Form: f}, nil
}

// saleSubmitted records what the form holds, or says what is to be mended.
func (x *exchange) saleSubmitted() (Reply, error) {
	s, err := x.keptSale(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	var wrong []Wrong
	complain := func(field string, l say.Line, args ...any) {
		wrong = append(wrong, Wrong{field, x.in(l, args...)})
	}
	s.Stage, s.Closer, s.Buyer = rules.Stage(x.field(fieldStage)), rules.Person(x.field(fieldCloser)), say.Clean(x.field(fieldBuyer))
	s.Group, s.Amount = x.field(fieldGroup) == "yes", nil
	if s.Stage == "" {
		complain(fieldStage, say.VisitChoose)
	}
	switch {
	case s.Closer == "":
		complain(fieldCloser, say.DealWho)
	case !x.onList(s.Closer):
		complain(fieldCloser, say.FieldNotStaff, "who", x.name(s.Closer))
	}
	if typed := say.Clean(x.field(fieldAmount)); typed != "" {
		amount, ok := readAmount(halfWidths(typed))
		s.Amount = &amount
		if !ok {
			complain(fieldAmount, say.WordsAmount, "value", say.Name(typed))
		}
	}
	var cards []card
	var w words
	if s.Sold == "" {
		s.Typed = x.field(fieldCustomer)
		x.req.Text = s.Typed
		var m *Message
		if w, m = x.read("owner"); m != nil {
			wrong = append(wrong, Wrong{fieldCustomer, m.Head})
		} else if cards, err = x.lookup(w.Phone, w.Ending, w.Name); err != nil {
			return Reply{}, err
		} else {
			if w.Phone+w.Ending == "" {
				cards = called(cards, w.Name)
			}
			if len(cards) == 0 {
				complain(fieldCustomer, say.FollowUnknown, "who", say.Name(s.Typed))
			}
		}
	}
	if len(wrong) > 0 {
		return Reply{Errors: wrong}, nil
	}
	if err := x.settle(x.arg(0)); err != nil {
		return Reply{}, err
	}
	if len(cards) > 1 {
		return x.whoseSale(s, cards, w.Ending, s.Typed)
	}
	if len(cards) == 1 {
		s.Sold = cards[0].ID
	}
	reply, err := x.sell(s)
	return x.withHome(reply, err, x.arg(1))
}
