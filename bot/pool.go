package bot

import (
	"strconv"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// pool handles /walkin pool: the customers whom nobody owns, who became so last
// coming first, each with a button to claim them where the policy's limits allow
// that.
func (x *exchange) pool() (Reply, error) { return x.poolPage(0) }

// pressPool turns to the page that the button carries.
func (x *exchange) pressPool() (Reply, error) {
	from, err := strconv.Atoi(x.arg(0))
	if err != nil || from < 0 {
		from = 0
	}
	return x.poolPage(from)
}

func (x *exchange) poolPage(from int) (Reply, error) {
	rows, total, err := x.tx.Pool(x.site, x.now, pageOf, from)
	if err != nil {
		return Reply{}, err
	}
	if total == 0 {
		return x.shown(Message{Head: x.in(say.PoolListNone)}), nil
	}
	limits, may, err := x.poolLimits()
	if err != nil {
		return Reply{}, err
	}
	m := Message{Head: x.in(say.PoolListHead, "n", total), Facts: limits}
	for _, row := range rows {
		h, known := x.book.Holding(row.Customer, x.now)
		if !known || h.Owner != "" {
			continue // the policy has handed them on
		}
		c, err := x.customer(row.Customer)
		if err != nil {
			return Reply{}, err
		}
		who, line := c.masked(x.lang), say.PoolListRow
		if x.maySee() {
			line = say.PoolListWas
		}
		listed := Row{Text: x.in(line, "who", who, "owner", x.name(h.Former), "day", x.pen(x.lang).Date(h.Lapsed))}
		if may && !x.coolsDown(h) {
			label := x.in(say.ClaimButton)
			listed.Button = &Button{Action: "day.claim", Value: x.value(string(c.ID)), Label: label, Spoken: label + ": " + who}
		}
		m.Rows = append(m.Rows, listed)
	}
	page := func(at int, label say.Line) {
		m.Buttons = append(m.Buttons, Button{Action: "pool", Value: x.value(strconv.Itoa(at)), Label: x.in(label)})
	}
	if from > 0 {
		page(max(0, from-pageOf), say.MineBefore)
	}
	if from+pageOf < total {
		page(from+pageOf, say.MineNext)
	}
	if total > pageOf {
		m.Notes = []string{x.in(say.PoolListPage, "from", from+1, "to", min(from+pageOf, total))}
	}
	return x.shown(m), nil
}

// poolLimits says how far the asker has come with the policy's limits against
// hoarding, and whether these let them claim anybody.
func (x *exchange) poolLimits() (said []string, may bool, err error) {
	me, limits := x.req.Asker.ID, x.book.Policy().Limits()
	if !onFloor(x.member) {
		return nil, false, nil
	}
	claimed := x.book.ClaimsOn(me, x.now)
	_, held, err := x.tx.Held(x.site, me, x.now, 1, 0)
	if err != nil {
		return nil, false, err
	}
	may = true
	if most := limits.ClaimsPerDay; most > 0 {
		said = append(said, x.in(say.PoolListLimit, "n", claimed, "most", most))
		may = claimed < most
	}
	if most := limits.Held; most > 0 {
		said = append(said, x.in(say.PoolListHeld, "n", held, "most", most))
		may = may && held < most
	}
	return lines(say.Facts(said...)), may, nil
}

// coolsDown says whether the customer was the asker's too lately for them to
// claim.
func (x *exchange) coolsDown(h rules.Holding) bool {
	if h.Former != x.req.Asker.ID || x.book.Policy().Limits().CoolDownDays == 0 {
		return false
	}
	return x.book.MayClaim(h.Customer, x.req.Asker.ID, x.now).Refusal == rules.ClaimCoolDown
}

// poolButton shows the pool.
func (x *exchange) poolButton() Button { return x.turnButton("pool", say.PoolButton) }

// inPool counts the customers whom nobody owns.
func (x *exchange) inPool() (int, error) {
	_, total, err := x.tx.Pool(x.site, x.now, 1, 0)
	return total, err
}
