package bot

import (
	"slices"
	"strconv"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// What a dispute is about.
const (
	aboutOwner = "owner" // whose customer somebody is
	aboutSplit = "split" // how a deal is split
	aboutTurn  = "turn"  // whose turn a visit was
)

// A disputed is what a dispute is, or is to be, about. All but the customer may be
// missing; with a form that asks for the customer that one is, too.
type disputed struct {
	customer rules.Customer
	visit    rules.VisitID
	deal     rules.DealID
}

// disputeButton opens the form of a dispute over s.
func (x *exchange) disputeButton(s disputed) Button {
	return Button{Action: "dispute", Value: x.value(string(s.customer), string(s.visit), string(s.deal)), Label: x.in(say.Dispute)}
}

// dispute handles /dispute: with a customer the form, with a word the list of
// open ones or their numbers, alone the form that asks for the customer.
func (x *exchange) dispute() (Reply, error) {
	switch {
	case isWord(x.req.Text, say.DisputesWordList):
		return x.listDisputes()
	case isWord(x.req.Text, say.DisputesWordStat):
		return x.disputeNumbers()
	}
	w, m := x.read("dispute")
	if m != nil {
		return Reply{Message: m}, nil
	}
	if w.Phone+w.Ending+w.Name == "" {
		return x.disputeForm(disputed{}, "")
	}
	c, ask, err := x.one(w.Phone, w.Ending, w.Name, "dispute.which")
	if err != nil || ask != nil {
		return Reply{Message: ask}, err
	}
	return x.disputeForm(disputed{customer: c.ID}, "")
}

// disputeWhich goes on with the customer chosen from a menu.
func (x *exchange) disputeWhich() (Reply, error) {
	if len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	return x.disputeForm(disputed{customer: rules.Customer(x.req.Chosen[0])}, "")
}

// pressDispute opens the form over what the button is about.
func (x *exchange) pressDispute() (Reply, error) {
	return x.disputeForm(disputed{rules.Customer(x.arg(0)), rules.VisitID(x.arg(1)), rules.DealID(x.arg(2))}, x.fromHome())
}

// disputeForm asks what is disputed, with whom, and why.
func (x *exchange) disputeForm(s disputed, from string) (Reply, error) {
	form := &Form{
		ID: "dispute", Title: x.in(say.DisputeTitle), Submit: x.in(say.DisputeSubmit), Cancel: x.in(say.Cancel),
		Private: x.value(string(s.customer), string(s.visit), string(s.deal), from),
		Notes:   []string{x.in(say.DisputeAnswerHint, "n", x.conf.answerHours())},
	}
	about := []Option{{aboutOwner, x.in(say.DisputeAboutOwner)}}
	chosen, against := aboutOwner, rules.Person("")
	if s.customer == "" {
		form.Fields = []Field{{ID: "customer", Kind: TextField, Label: x.in(say.DisputeCustomer), Placeholder: x.in(say.DisputeCustomerEg), Max: 60}}
	} else {
		h, known := x.book.Holding(s.customer, x.now)
		if !known {
			return Reply{}, x.stale("")
		}
		c, err := x.customer(s.customer)
		if err != nil {
			return Reply{}, err
		}
		form.Head = c.masked(x.lang)
		against = x.otherSide(s, h)
	}
	if s.customer == "" || s.deal != "" || x.lastDeal(s.customer) != "" {
		about = append(about, Option{aboutSplit, x.in(say.DisputeAboutSplit)})
	}
	if s.customer == "" || s.visit != "" || x.todaysVisit(s.customer) != "" {
		about = append(about, Option{aboutTurn, x.in(say.DisputeAboutTurn)})
	}
	switch {
	case s.deal != "":
		chosen = aboutSplit
	case s.visit != "":
		chosen = aboutTurn
	}
	form.Fields = append(form.Fields, Field{ID: "about", Kind: RadioField, Label: x.in(say.DisputeAbout), Options: about, Initial: []string{chosen}})
	other := Field{ID: "against", Kind: PersonField, Label: x.in(say.DisputeOther)}
	if against != "" && against != x.req.Asker.ID {
		other.Initial = []string{string(against)}
	}
	form.Fields = append(form.Fields, other)
	if len(about) > 1 && about[1].Value == aboutSplit {
		form.Fields = append(form.Fields, Field{
			ID: "records", Kind: RadioField, Label: x.in(say.DisputeRecords), Optional: chosen != aboutSplit,
			Options: []Option{{"yes", x.in(say.DisputeYes)}, {"no", x.in(say.DisputeNo)}},
		})
	}
	form.Fields = append(form.Fields, Field{ID: "what", Kind: LinesField, Label: x.in(say.DisputeWhat), Placeholder: x.in(say.DisputeWhatEg), Max: longestNote})
	return Reply{Form: form}, nil
}

// otherSide guesses with whom the asker disagrees, as far as they may know; nobody
// if that is not clear.
func (x *exchange) otherSide(s disputed, h rules.Holding) rules.Person {
	r, visited := x.book.Reception(s.visit, x.now)
	switch {
	case visited && r.Person != x.req.Asker.ID:
		return r.Person
	case visited:
		return r.Expected
	case h.Owner != x.req.Asker.ID && x.maySee():
		return h.Owner
	}
	return ""
}

// lastDeal is the last deal of a customer's party; none: zero.
func (x *exchange) lastDeal(c rules.Customer) (last rules.DealID) {
	for _, e := range x.book.Events(c) {
		if d, ok := e.Body.(*rules.Deal); ok && !x.book.Withdrawn(e.Seq) {
			last = d.ID
		}
	}
	return last
}

// todaysVisit is the last visit of a customer's party if it was today; none:
// zero.
func (x *exchange) todaysVisit(c rules.Customer) rules.VisitID {
	h, _ := x.book.Holding(c, x.now)
	if e, found := x.lastVisit(h); found && x.today(e.At) {
		return e.Body.(*rules.Visit).ID
	}
	return ""
}

// submitDispute opens the dispute that the form asks for, or joins the one that
// is open over the same question.
func (x *exchange) submitDispute() (Reply, error) {
	s := disputed{rules.Customer(x.arg(0)), rules.VisitID(x.arg(1)), rules.DealID(x.arg(2))}
	if s.customer == "" {
		c, wrong, err := x.customerTyped(x.field("customer"))
		if err != nil || wrong != "" {
			return Reply{Errors: []Wrong{{"customer", wrong}}}, err
		}
		s.customer = c
	}
	if _, known := x.book.Holding(s.customer, x.now); !known {
		return Reply{}, x.stale("")
	}
	c, err := x.customer(s.customer)
	if err != nil {
		return Reply{}, err
	}
	s, wrong := x.narrowed(s, c)
	if wrong.Text != "" {
		return Reply{Errors: []Wrong{wrong}}, nil
	}
	against := rules.Person(x.field("against"))
	switch {
	case against == x.req.Asker.ID:
		return Reply{Errors: []Wrong{{"against", x.in(say.DisputeSelf)}}}, nil
	case !x.onList(against):
		return Reply{Errors: []Wrong{{"against", x.in(say.FieldNotStaff, "who", x.name(against))}}}, nil
	}
	if say.Clean(x.field("what")) == "" {
		return Reply{Errors: []Wrong{{"what", x.in(say.ContestMissing)}}}, nil
	}
	from := x.arg(3)
	if s.deal != "" {
		if err := x.contestOnce(s.deal); err != nil {
			return Reply{}, err
		}
	}
	a, open := x.sameQuestion(s)
	var reply Reply
	if open {
		reply, err = x.joinDispute(a, x.field("what"))
	} else {
		reply, err = x.openDispute(s, against, x.field("what"))
	}
	return x.withHome(reply, err, from)
}

// customerTyped finds the customer that was typed into a form; wrong says why
// there is none.
func (x *exchange) customerTyped(typed string) (c rules.Customer, wrong string, err error) {
	x.req.Text = typed
	w, m := x.read("owner")
	if m != nil {
		return "", m.Head, nil
	}
	cards, err := x.lookup(w.Phone, w.Ending, w.Name)
	if err != nil {
		return "", "", err
	}
	if w.Phone == "" && w.Ending == "" {
		cards = called(cards, w.Name)
	}
	switch len(cards) {
	case 0:
		return "", x.in(say.FollowUnknown, "who", say.Name(typed)), nil
	case 1:
		return cards[0].ID, "", nil
	}
	return "", x.whichOf(cards, w.Ending, first(w.Name, w.Phone), "").Head, nil
}

// narrowed is s with only what the chosen question is about.
func (x *exchange) narrowed(s disputed, c card) (disputed, Wrong) {
	switch x.field("about") {
	case aboutSplit:
		if s.deal == "" {
			s.deal = x.lastDeal(s.customer)
		}
		if _, stands := x.book.Settlement(s.deal, x.now); !stands {
			return s, Wrong{"about", x.in(say.DisputeNoDeal, "who", c.called(x.lang))}
		}
		s.visit = ""
	case aboutTurn:
		if s.visit == "" {
			s.visit = x.todaysVisit(s.customer)
		}
		if _, stands := x.book.Reception(s.visit, x.now); !stands {
			return s, Wrong{"about", x.in(say.DisputeNoVisit, "who", c.called(x.lang))}
		}
		s.deal = ""
	default:
		s.deal, s.visit = "", ""
	}
	return s, Wrong{}
}

// contestOnce records that the asker contests a deal, if they have not yet; one
// that can't be contested any more is refused.
func (x *exchange) contestOnce(d rules.DealID) error {
	x.args = []string{string(d)}
	p, err := x.contestable()
	if slices.Contains(p.Contests, x.req.Asker.ID) && p.open() && !p.Ruled {
		return nil
	}
	if err == nil {
		_, _, err = x.contest(p, x.field("records") == "yes", tidy(x.field("what")))
	}
	return err
}

// sameQuestion is the open dispute over s; false if there is none.
func (x *exchange) sameQuestion(s disputed) (rules.Arbitration, bool) {
	h, _ := x.book.Holding(s.customer, x.now)
	for _, a := range x.book.Arbitrations() {
		if a.State == rules.DisputeOpen && a.Visit == s.visit && a.Deal == s.deal && slices.Contains(h.Party, a.Customer) {
			return a, true
		}
	}
	return rules.Arbitration{}, false
}

// openDispute records a dispute, puts it into a thread of the channel, and tells
// the asker.
func (x *exchange) openDispute(s disputed, against rules.Person, what string) (Reply, error) {
	body := &rules.Dispute{
		ID: x.newDispute(), Person: x.req.Asker.ID, Against: against,
		Customer: s.customer, Visit: s.visit, Deal: s.deal,
	}
	if s.visit != "" || s.deal != "" {
		body.Customer = ""
	}
	if _, err := x.recordEvent(rules.Event{Note: tidy(what), Body: body}); err != nil {
		return Reply{}, err
	}
	a, _ := x.book.Arbitration(body.ID)
	if err := x.postDispute(a); err != nil {
		return Reply{}, err
	}
	question, err := x.question(x.lang, a)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Message: &Message{
		Head:  x.in(say.DisputeOpenedHead, "n", string(a.Dispute), "what", question),
		Facts: []string{x.in(say.DisputeOpenedFact, "who", x.name(against), "when", x.pen(x.lang).Moment(x.answerBy(a)))},
	}}, nil
}

// newDispute is the number of the next dispute.
func (x *exchange) newDispute() rules.DisputeID {
	for n := len(x.book.Arbitrations()) + 1; ; n++ {
		id := rules.DisputeID(strconv.Itoa(n))
		if _, taken := x.book.Arbitration(id); !taken {
			return id
		}
	}
}

// joinDispute adds the asker and what they say to an open dispute.
func (x *exchange) joinDispute(a rules.Arbitration, what string) (Reply, error) {
	question, err := x.question(x.lang, a)
	if err != nil {
		return Reply{}, err
	}
	if slices.Contains(a.Sides(), x.req.Asker.ID) {
		return Reply{Message: &Message{
			Head:  x.in(say.DisputeSameHead, "n", string(a.Dispute), "what", question),
			Facts: []string{x.in(say.DisputeSameFact)},
		}}, nil
	}
	_, err = x.recordEvent(rules.Event{Note: tidy(what), Body: &rules.Statement{Dispute: a.Dispute, Person: x.req.Asker.ID}})
	if err != nil {
		return Reply{}, err
	}
	said := Message{Head: say.DisputeJoinedSays.In(x.conf.Lang, "who", x.name(x.req.Asker.ID)), Facts: x.quoted(what)}
	if err := x.postInThread(a.Dispute, said); err != nil {
		return Reply{}, err
	}
	if err := x.redrawDispute(a.Dispute); err != nil {
		return Reply{}, err
	}
	return Reply{Message: &Message{Head: x.in(say.DisputeJoinedHead, "n", string(a.Dispute), "what", question)}}, nil
}

// shortcutDispute opens the form over what the message is about on which the
// shortcut was used: one of the bot's own about a visit or a dispute, else the
// form asks.
func (x *exchange) shortcutDispute() (Reply, error) {
	site, err := x.here()
	if err != nil {
		return Reply{}, err
	}
	if site == "" {
		return Reply{}, x.noSite()
	}
	if err := x.enter(site); err != nil {
		return Reply{}, err
	}
	key, _, err := x.tx.PostKey(site, x.req.Message.Channel, x.req.Message.TS)
	if err != nil {
		return Reply{}, err
	}
	return x.disputeForm(x.subjectOf(key), "")
}
