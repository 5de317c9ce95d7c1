package rules

import (
	"slices"
	"time"
)

// MayClaim says whether p may claim c, zero or unknown being a customer whom
// the register does not know.
func (b *Book) MayClaim(c Customer, p Person, at time.Time) ClaimAnswer {
	f := b.files[c]
	a := b.refuse(f, p, b.newest()+1, at)
	if f != nil {
		a.Holding, _ = b.Holding(c, at)
	}
	switch a.Refusal {
	case "":
		a.Grounds = grounds(b.Policy().clauseFor("claim"))
	case ClaimOwned:
		a.Grounds = a.Holding.Grounds
		a.From = a.Holding.Until
	}
	return a
}

// refuse says for what reason p may not claim a customer before the event at
// place. f is nil for a customer whom the register does not know.
func (b *Book) refuse(f *file, p Person, place int32, at time.Time) ClaimAnswer {
	policy := b.policyAt(place)
	limits := policy.limits
	if f != nil {
		r := b.replay(b.partyAt(f, place), place, nil)
		r.through(place, at)
		t := &r.tenure
		switch {
		case t.owner != "":
			return ClaimAnswer{Refusal: ClaimOwned}
		case limits.CoolDownDays > 0 && t.former == p:
			if from := dateOf(t.lapsed, b.zone).plus(limits.CoolDownDays).start(b.zone); at.Before(from) {
				return ClaimAnswer{Refusal: ClaimCoolDown, From: from}
			}
		}
	}
	if n := limits.ClaimsPerDay; n > 0 && b.claimsToday(p, place, at) >= n {
		return ClaimAnswer{Refusal: ClaimPerDay, Limit: n, From: dateOf(at, b.zone).plus(1).start(b.zone)}
	}
	if n := limits.Held; n > 0 && b.countOwned(p, place, at, func(*tenure) bool { return true }) >= n {
		return ClaimAnswer{Refusal: ClaimHeld, Limit: n}
	}
	return ClaimAnswer{}
}

// ClaimsOn counts the claims with which p has won a customer on at's day.
func (b *Book) ClaimsOn(p Person, at time.Time) int { return b.claimsToday(p, b.newest()+1, at) }

// claimsToday counts the claims with which p has won a customer on at's day,
// before the event at place.
func (b *Book) claimsToday(p Person, place int32, at time.Time) int {
	n := 0
	today := dateOf(at, b.zone)
	for _, c := range slices.Backward(b.claims[p]) {
		if c >= place || b.gone[c] || b.refused[c] != "" {
			continue
		}
		if dateOf(b.log[c].At, b.zone) != today {
			break
		}
		n++
	}
	return n
}

// countOwned counts the parties that p owns before the event at place, who have
// not bought and of whom which holds.
func (b *Book) countOwned(p Person, place int32, at time.Time, which func(*tenure) bool) int {
	n := 0
	for _, f := range b.order {
		party := b.partyAt(f, place)
		if party.members[0] != f { // counted with their first member
			continue
		}
		r := b.replay(party, place, nil)
		r.through(place, at)
		if t := &r.tenure; t.owner == p && !t.sold && which(t) {
			n++
		}
	}
	return n
}

// barred returns who gets no turn, before the event at place, because too many
// of their follow-ups are overdue.
func (b *Book) barred(place int32, at time.Time) func(Person) bool {
	policy := b.policyAt(place)
	if policy.limits.OverdueFollowUps == 0 || len(policy.reminding) == 0 {
		return nobody
	}
	due := policy.reminding[0].ask.due
	return func(p Person) bool {
		overdue := func(t *tenure) bool {
			d := due(t.contact, b.zone)
			return !d.IsZero() && dateOf(at, b.zone) != dateOf(d, b.zone) && at.After(d)
		}
		return b.countOwned(p, place, at, overdue) >= policy.limits.OverdueFollowUps
	}
}

func nobody(Person) bool { return false }
