package bot

import (
	"slices"
	"strconv"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// owner handles /owner: whose customer somebody is.
func (x *exchange) owner() (Reply, error) {
	w, m := x.read("owner")
	if m != nil {
		return Reply{Message: m}, nil
	}
	if w.Phone+w.Ending+w.Name == "" {
		return x.whichMissing(w)
	}
	c, ask, err := x.one(w.Phone, w.Ending, w.Name, showsOwner)
	if err != nil || ask != nil {
		return Reply{Message: ask}, err
	}
	return x.showOwner(c)
}

// ownerPick answers the menu of several customers, in place.
func (x *exchange) ownerPick() (Reply, error) {
	if len(x.req.Chosen) == 1 {
		x.args = x.req.Chosen
	}
	return x.ownerShow()
}

// ownerShow shows whose customer a button is about.
func (x *exchange) ownerShow() (Reply, error) {
	id := rules.Customer(x.arg(0))
	if _, known := x.book.Holding(id, x.now); !known {
		return Reply{}, x.stale("")
	}
	c, err := x.customer(id)
	if err != nil {
		return Reply{}, err
	}
	return x.showOwner(c)
}

// showOwner says whose customer c is, as much as the asker may know. Whom it
// tells of a colleague's customer is an event: receiving them from now on is
// done knowingly.
func (x *exchange) showOwner(c card) (Reply, error) {
	h, _ := x.book.Holding(c.ID, x.now)
	m := &Message{Notes: x.notes(h.Grounds)}
	why := x.whyButton(c.ID, c.masked(x.lang))
	since := x.in(say.OwnerFrom, "day", x.pen(x.lang).Date(h.Since))
	switch {
	case h.Owner == "":
		m.Head = x.in(say.OwnerPool, "who", c.masked(x.lang))
		claim := Button{Action: "claim", Value: x.value(string(c.ID)), Label: x.in(say.ClaimButton), Primary: true}
		m.Buttons = []Button{claim, why}
		if !x.maySee() {
			m.Notes, m.Buttons = nil, m.Buttons[:1]
			break
		}
		m.Facts = lines(x.formerly(h))
		if x.leads() {
			m.Buttons = []Button{claim, x.assignButton(c.ID), why}
		}
	case h.Owner == x.req.Asker.ID:
		m.Head = x.in(say.OwnerMine, "who", c.whole(x.lang))
		m.Facts = []string{say.Facts(since, x.protection(h)), x.contacts(h, false)}
		m.Buttons = []Button{
			{Action: "follow", Value: x.value(string(c.ID)), Label: x.in(say.RecordFollow), Primary: true},
			{Action: "deal.form", Value: x.value("", string(c.ID)), Label: x.in(say.DealButton)},
			why,
		}
		m.Menus = []Menu{x.moreMenu(
			Option{"appoint:" + string(c.ID), x.in(say.AppointLabel)},
			Option{"family:" + string(c.ID), x.in(say.FamilyLabel)},
			Option{"giveup:" + string(c.ID), x.in(say.GiveUpLabel)},
			Option{"add:" + string(c.ID), x.in(say.AddDetails)},
		)}
	case x.leads():
		m.Head = x.in(say.OwnerOther, "who", c.whole(x.lang), "owner", x.name(h.Owner))
		m.Facts = []string{say.Facts(since, x.protection(h)), x.contacts(h, true)}
		m.Buttons = []Button{
			{Action: "history", Value: x.value(string(c.ID)), Label: x.in(say.FullHistory)},
			x.assignButton(c.ID),
			why,
			x.disputeButton(disputed{customer: c.ID}),
		}
	case !x.maySee():
		m.Head = x.in(say.OwnerHidden, "phone", first(x.maskedPhone(c), c.called(x.lang)))
		m.Facts = []string{x.in(say.OwnerHiddenNext)}
		m.Notes = nil
		m.Buttons = []Button{{Action: "ask.leader", Value: x.value(string(c.ID)), Label: x.in(say.OwnerAskLeader)}}
	default:
		if err := x.tellShown(c.ID); err != nil {
			return Reply{}, err
		}
		m.Head = x.in(say.OwnerOther, "who", c.masked(x.lang), "owner", x.name(h.Owner))
		m.Facts = []string{capital(x.protection(h))}
		m.Buttons = []Button{
			{Action: "owner.tell", Value: x.value(string(c.ID)), Label: x.in(say.OwnerTell, "owner", x.name(h.Owner))},
			why,
			x.disputeButton(disputed{customer: c.ID}),
		}
	}
	return Reply{Message: m}, nil
}

// maskedPhone is a customer's phone as others may see it; empty where there is
// none.
func (x *exchange) maskedPhone(c card) string {
	if c.Phone == "" {
		return ""
	}
	return say.Masked(c.Phone, x.conf.Region)
}

// formerly says whose a customer was until nobody's; empty if nobody's ever.
func (x *exchange) formerly(h rules.Holding) string {
	pen := x.pen(x.lang)
	switch {
	case h.Former == "":
		return ""
	case pen.Time(h.Lapsed) == "00:00": // protection ran out
		return x.in(say.OwnerWas, "owner", x.name(h.Former), "day", pen.Through(h.Lapsed))
	}
	return x.in(say.VisitWasLost, "owner", x.name(h.Former), "day", pen.Date(h.Lapsed))
}

// contacts counts visits and follow-ups and names the latest; by receiver for
// leaders.
func (x *exchange) contacts(h rules.Holding, byReceiver bool) string {
	pen := x.pen(x.lang)
	came := x.in(say.OwnerVisits, "n", visits(h))
	if others := slices.ContainsFunc(h.Visits, func(t rules.Tally) bool { return t.Person != h.Owner }); byReceiver && others {
		came = x.in(say.OwnerVisitsBy, "n", visits(h), "each", say.Clauses(x.lang, x.eachReceiver(h)...))
	}
	counts := say.Clauses(x.lang, came, x.in(say.OwnerFollowUps, "n", h.Contacts))
	if h.Last.At.IsZero() {
		return counts
	}
	return x.in(say.OwnerLatest, "counts", counts, "kind", x.in(touched(h.Last.Kind)), "day", pen.Date(h.Last.At))
}

// eachReceiver counts the visits by who received, for the owner or not.
func (x *exchange) eachReceiver(h rules.Holding) []string {
	type who struct {
		person rules.Person
		behalf bool
	}
	var order []who
	n := map[who]int{}
	for _, e := range x.book.Events(h.Customer) {
		v, visit := e.Body.(*rules.Visit)
		if !visit || x.book.Withdrawn(e.Seq) || !slices.Contains(h.Party, v.Customer) {
			continue
		}
		r, _ := x.book.Reception(v.ID, x.now)
		w := who{r.Person, r.OnBehalfOf != "" && r.OnBehalfOf == h.Owner}
		if n[w]++; n[w] == 1 {
			order = append(order, w)
		}
	}
	var each []string
	for _, w := range order {
		line := say.OwnerVisitsOf
		if w.behalf {
			line = say.OwnerVisitsFor
		}
		each = append(each, x.in(line, "person", x.name(w.person), "owner", x.name(h.Owner), "n", strconv.Itoa(n[w])))
	}
	return each
}

// touched names a kind of contact.
func touched(k rules.Kind) say.Line {
	switch k {
	case "visit":
		return say.TouchVisit
	case "call":
		return say.TouchCall
	case "claim":
		return say.TouchClaim
	case "contact":
		return say.TouchContact
	case "appointment":
		return say.TouchAppointment
	case "assign":
		return say.TouchAssign
	case "deal":
		return say.DidDeal
	case "contest":
		return say.DidContest
	case "follow_up":
		return say.TouchFollowUp
	}
	return did(k)
}

// askLeader sends the leaders a colleague's wish to know whose a customer is.
func (x *exchange) askLeader() (Reply, error) {
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	h, known := x.book.Holding(c.ID, x.now)
	if !known {
		return Reply{}, x.stale("")
	}
	asked := ""
	for _, m := range x.book.Members(x.now) {
		if m.Role != rules.Leader || m.Left {
			continue
		}
		asked = x.name(m.Person)
		err := x.tell(m.Person, func(lang rules.Lang) Message {
			owner := say.OwnerNobody.In(lang)
			if h.Owner != "" {
				owner = x.name(h.Owner)
			}
			return Message{
				Head:  say.OwnerAskedHead.In(lang, "asker", x.name(x.req.Asker.ID), "who", c.whole(lang)),
				Facts: []string{say.OwnerIs.In(lang, "owner", owner)},
			}
		})
		if err != nil {
			return Reply{}, err
		}
	}
	if asked == "" {
		return Reply{}, x.refuse(say.OwnerNoLeader)
	}
	return Reply{Message: &Message{Head: x.in(say.OwnerAskedLeader, "leader", asked)}, Beside: true}, nil
}

// tellForm asks what to tell a customer's owner.
func (x *exchange) tellForm() (Reply, error) {
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	h, known := x.book.Holding(c.ID, x.now)
	if !known || h.Owner == "" || !x.maySee() {
		return Reply{}, x.stale(c.ID)
	}
	return Reply{Form: &Form{
		ID: "owner.tell", Title: x.in(say.OwnerTellTitle), Submit: x.in(say.OwnerTellSend), Cancel: x.in(say.Cancel),
		Private: x.value(string(c.ID)),
		Facts:   []string{say.Facts(c.masked(x.lang), x.name(h.Owner))},
		Fields:  []Field{{ID: "note", Kind: LinesField, Label: x.in(say.OwnerTellNote), Max: 500}},
	}}, nil
}

// tellOwnerNote passes a colleague's words on to the owner.
func (x *exchange) tellOwnerNote() (Reply, error) {
	c, err := x.customer(rules.Customer(x.arg(0)))
	if err != nil {
		return Reply{}, err
	}
	h, known := x.book.Holding(c.ID, x.now)
	if !known || h.Owner == "" {
		return Reply{}, x.stale(c.ID)
	}
	err = x.tell(h.Owner, func(lang rules.Lang) Message {
		return Message{
			Head:  say.OwnerToldHead.In(lang, "asker", x.name(x.req.Asker.ID), "who", c.whole(lang)),
			Facts: []string{say.Safe(x.field("note"))},
		}
	})
	return Reply{Message: &Message{Head: x.in(say.OwnerTold, "owner", x.name(h.Owner))}}, err
}
