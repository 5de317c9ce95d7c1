package rules

import (
	"cmp"
	"slices"
	"time"
)

// A Policy is a set of house rules: clauses in order of precedence. It does not
// change.
//
// The engine walks through a fixed row of questions (which customers are one
// party, is this a valid registration, whose customer is it now, who receives,
// does it use a turn, what becomes of people passed over, how is a deal split,
// is this misconduct) and puts each to the clauses that answer such questions,
// in the order of the policy file. The first that has an answer decides, and
// its id is the basis of the decision.
//
// To add a house rule: copy a file in policies/, give the clauses your ids,
// numbers and wordings. A clause that does more than one thing has the others
// under also, each marked assumed where it is our own reading; one that prevails over others, or completes them, names them
// under over, and they are cited with it. Only where no kind of clause says what you mean, write
// one: a type with the parameters as its fields, an entry in clauseKinds, and
// the method of the question that it answers (the interfaces below). It gets
// the facts as values and returns its answer, false if it has none.
type Policy struct {
	name    string
	title   wording
	door    Door
	arbiter Role
	limits  Limits
	clauses []*Clause
	adopted int64 // place of the event that brought it into a register

	remainder remainder

	signatures bool // forms must be signed
	confirms   bool // and confirmed in the evening
	divides    bool // customers are somebody's by how a deal was divided

	uniting    []rule[uniting]
	forms      []rule[forming]
	owning     map[Kind][]rule[owning]
	claiming   []rule[claiming]
	protecting []rule[protecting]
	lapsing    []rule[lapsing]
	departing  []rule[departing]
	receiving  []rule[receiving]
	turning    []rule[turning]
	passing    []rule[passing]
	splitting  []rule[splitting]
	contesting []rule[contesting]
	finding    []rule[finding]
	penalising []rule[penalising]
	reminding  []rule[reminding]
	crediting  []rule[crediting]
	rewarding  []rule[rewarding]
	noticing   []rule[noticing]
	bridging   []rule[bridging]
}

// A Clause is one of a policy's house rules.
type Clause struct {
	ID      string
	Does    string // the kind of clause, as policy files spell it
	Assumed bool   // the house rules are silent; this is our reading
	wording wording
	over    []string // clauses that it prevails over or completes, cited with it
	rules   []any    // what it does, and what it does besides
	read    []any    // what it does besides by our reading only
	of      *Policy
}

// version returns that of the clause's policy; the zero Version for no clause.
func (c *Clause) version() Version {
	if c == nil || c.of == nil {
		return Version{}
	}
	return c.of.Version()
}

// has says whether a rule is one of the clause's.
func (c *Clause) has(rule any) bool { return c != nil && slices.Contains(c.rules, rule) }

// Wording returns the clause in one sentence.
func (c *Clause) Wording(lang Lang) string { return c.wording.in(lang) }

// A wording is one sentence in both languages.
type wording struct {
	Zh string `yaml:"zh"`
	En string `yaml:"en"`
}

func (w wording) in(lang Lang) string {
	if lang == Zh {
		return w.Zh
	}
	return w.En
}

// Limits against hoarding; zero is no limit.
type Limits struct {
	ClaimsPerDay     int `yaml:"claims_per_day"`
	Held             int `yaml:"held"`               // customers owned and not sold to, before a claim
	CoolDownDays     int `yaml:"cool_down_days"`     // before a former owner may claim again
	OverdueFollowUps int `yaml:"overdue_follow_ups"` // customers with one, from which on no turn comes
}

// A rule is a clause as it answers one kind of question.
type rule[Q any] struct {
	*Clause
	ask Q
}

// The questions. A clause answers one or several of them.
type (
	// uniting: does this link make its two customers one party?
	uniting interface{ unites(k kinship) bool }
	// forming: is what the register has of a customer, with this visit's own
	// form, a valid registration?
	forming interface {
		valid(f *form) (valid, ok bool)
	}
	// owning: what does this event do to ownership? Asked for the kinds in on.
	owning interface {
		on() []Kind
		own(m *moment) (change, bool)
	}
	// claiming: whose is a customer of nobody who now comes in, if not the
	// receiver's?
	claiming interface {
		claimant(m *moment) (Person, bool)
	}
	// protecting: when does ownership end, after a contact at from? Zero: never
	// by time.
	protecting interface {
		until(from time.Time, zone *time.Location) time.Time
	}
	// lapsing: who owns when protection is over, and by what contact? Zero:
	// nobody. The history is that of the case so far, the tenure the one that ends.
	lapsing interface {
		heir(h history, t *tenure, end time.Time) heir
	}
	// departing: who owns a customer, who has bought or not, of one who leaves?
	// Zero: nobody.
	departing interface {
		successor(named Person, sold bool) (heir Person, ok bool)
	}
	// receiving: who should receive?
	receiving interface{ receiver(d *door) (Person, bool) }
	// turning: what does a reception do to the receiver's turns?
	turning interface{ turn(d *door) (turn, bool) }
	// passing: what becomes of the turn of one who was passed over?
	passing interface{ missed(a absence) (fate, bool) }
	// splitting: how is a deal split?
	splitting interface {
		split(c *closing) (split, bool)
	}
	// contesting: until when may a deal subscribed at that time be contested?
	contesting interface {
		contestUntil(subscribed time.Time, zone *time.Location) time.Time
		wantsEvidence() bool
		fromDeal() bool // counted from the deal's first stage instead
	}
	// finding: does this reception prove misconduct of its receiver?
	finding interface {
		finds(r *reception) (act string, ok bool)
	}
	// penalising: what does an act cost?
	penalising interface {
		penalty(act string) (penalty, bool)
	}
	// crediting: who gets the credit for having sent the customer of this visit?
	crediting interface {
		credit(m *moment) (Customer, bool)
	}
	// rewarding: who gets the closing bonus, where it is kept apart?
	rewarding interface{ bonus(c *closing) Parts }
	// noticing: whose help does this event prove?
	noticing interface{ helpers(d *deed) []Person }
	// reminding: when is the next follow-up due, after a contact at last?
	reminding interface {
		due(last time.Time, zone *time.Location) time.Time
	}
)

// clauseKinds are the kinds of clause that a policy file may use under does.
var clauseKinds = map[string]func() any{
	// nothing to decide
	"reminder": func() any { return new(reminder) },
	// party
	"one_party": func() any { return new(oneParty) },
	// registration
	"valid_form":      func() any { return new(validForm) },
	"false_form":      func() any { return new(falseForm) },
	"details_later":   func() any { return new(detailsLater) },
	"no_registration": func() any { return new(noRegistration) },
	"call_gives_none": func() any { return new(callGivesNone) },
	// confirmation
	"confirmed_by_evening": func() any { return new(confirmedByEvening) },
	"evening_record":       func() any { return new(eveningRecord) },
	// three months, and the second receiver
	"later_consultant": func() any { return new(laterConsultant) },
	"asked_for":        func() any { return new(askedFor) },
	"buyers_visit":     func() any { return new(buyersVisit) },
	"buyer_introduces": func() any { return new(buyerIntroduces) },
	"substitute_owed":  func() any { return new(substituteOwed) },
	"by_consent":       func() any { return new(byConsent) },
	"on_the_spot":      func() any { return new(onTheSpot) },
	"voluntary":        func() any { return new(voluntary) },
	"familys_deal":     func() any { return new(familysDeal) },
	"proved_later":     func() any { return new(provedLater) },
	"closer_takes":     func() any { return new(closerTakes) },
	// special claims
	"call_owns":        func() any { return new(callOwns) },
	"caller_names":     func() any { return new(callerNames) },
	"relative_names":   func() any { return new(relativeNames) },
	"relative_unnamed": func() any { return new(relativeUnnamed) },
	"owner_told":       func() any { return new(ownerTold) },
	// touches
	"touch":           func() any { return new(touch) },
	"managers_choice": func() any { return new(managersChoice) },
	"pending_touch":   func() any { return new(pendingTouch) },
	// recognition
	"recognised_in_time":   func() any { return new(recognisedInTime) },
	"recognised_late":      func() any { return new(recognisedLate) },
	"collision":            func() any { return new(collision) },
	"collision_split":      func() any { return new(collisionSplit) },
	"closes_for_absent":    func() any { return new(closesForAbsent) },
	"after_hand_back":      func() any { return new(afterHandBack) },
	"complaint_ends_share": func() any { return new(complaintEndsShare) },
	"rota_for_new":         func() any { return new(rotaForNew) },
	"reportable":           func() any { return new(reportable) },
	// ownership
	"ruling":             func() any { return new(ruled) },
	"renewal":            func() any { return new(renewal) },
	"lapse":              func() any { return new(lapse) },
	"bought":             func() any { return new(bought) },
	"handed_back":        func() any { return new(handedBack) },
	"stays_by_agreement": func() any { return new(staysByAgreement) },
	"colleagues":         func() any { return new(colleagues) },
	"assigned":           func() any { return new(assigned) },
	"own_relative":       func() any { return new(ownRelative) },
	"referral":           func() any { return new(referral) },
	"first_registration": func() any { return new(firstRegistration) },
	"give_up":            func() any { return new(givenUp) },
	"complaint":          func() any { return new(complained) },
	"leaver":             func() any { return new(leaver) },
	"pool":               func() any { return new(pool) },
	"claim":              func() any { return new(claimed) },
	"follow_up_due":      func() any { return new(followUpDue) },
	// reception and turns
	"owner_receives": func() any { return new(ownerReceives) },
	"substitute":     func() any { return new(substitute) },
	"lunch_duty":     func() any { return new(lunchDuty) },
	"no_queue":       func() any { return new(noQueue) },
	"in_turn":        func() any { return new(inTurn) },
	"covering":       func() any { return new(covering) },
	"make_up":        func() any { return new(makeUp) },
	"forfeit":        func() any { return new(forfeit) },
	"not_recalled":   func() any { return new(notRecalled) },
	"on_behalf":      func() any { return new(onBehalf) },
	"purpose_free":   func() any { return new(purposeFree) },
	"one_at_a_time":  func() any { return new(oneAtATime) },
	"cover_owed":     func() any { return new(coverOwed) },
	"asks_for":       func() any { return new(asksFor) },
	// deals and conduct
	"collision_share":     func() any { return new(collisionShare) },
	"friend_share":        func() any { return new(friendShare) },
	"buyers_name":         func() any { return new(buyersName) },
	"grab":                func() any { return new(grab) },
	"substitute_share":    func() any { return new(substituteShare) },
	"owner_has_all":       func() any { return new(ownerHasAll) },
	"closer_has_all":      func() any { return new(closerHasAll) },
	"contest_limit":       func() any { return new(contestLimit) },
	"unregistered_visit":  func() any { return new(unregisteredVisit) },
	"assistant_closes":    func() any { return new(assistantCloses) },
	"assistants_share":    func() any { return new(assistantsShare) },
	"major_effect":        func() any { return new(majorEffect) },
	"signing":             func() any { return new(signing) },
	"group_purchase":      func() any { return new(groupPurchase) },
	"help_counts":         func() any { return new(helpCounts) },
	"denied_visit":        func() any { return new(deniedVisit) },
	"contacted_absent":    func() any { return new(contactedAbsent) },
	"closer_of_party":     func() any { return new(closerOfParty) },
	"agreed_booking":      func() any { return new(agreedBooking) },
	"brought_along":       func() any { return new(broughtAlong) },
	"named_receives":      func() any { return new(namedReceives) },
	"forgotten":           func() any { return new(forgotten) },
	"forgotten_owner":     func() any { return new(forgottenOwner) },
	"closers_bonus":       func() any { return new(closersBonus) },
	"referral_credit":     func() any { return new(referralCredit) },
	"referrer_recognised": func() any { return new(referrerRecognised) },
	"sharers":             func() any { return new(sharers) },
}

// compile sorts the clauses by the questions they answer.
func (p *Policy) compile() {
	p.owning = map[Kind][]rule[owning]{}
	var all []*Clause
	for _, c := range p.clauses {
		all = append(all, c)
		if len(c.read) > 0 {
			ours := *c
			ours.Assumed, ours.rules = true, c.read
			all = append(all, &ours)
		}
	}
	for _, c := range all {
		enter(&p.uniting, c)
		enter(&p.forms, c)
		enter(&p.claiming, c)
		enter(&p.protecting, c)
		enter(&p.lapsing, c)
		enter(&p.departing, c)
		enter(&p.receiving, c)
		enter(&p.turning, c)
		enter(&p.passing, c)
		enter(&p.splitting, c)
		enter(&p.contesting, c)
		enter(&p.finding, c)
		enter(&p.penalising, c)
		enter(&p.reminding, c)
		enter(&p.crediting, c)
		enter(&p.rewarding, c)
		enter(&p.noticing, c)
		enter(&p.bridging, c)
		for _, r := range c.rules {
			if form, ok := r.(*validForm); ok && form.Signed {
				p.signatures = true
			}
			switch r.(type) {
			case *confirmedByEvening, *eveningRecord:
				p.confirms = true
			case *forgottenOwner:
				p.divides = true
			}
			if q, ok := r.(owning); ok {
				for _, k := range q.on() {
					p.owning[k] = append(p.owning[k], rule[owning]{c, q})
				}
			}
		}
	}
}

// enter adds c to the rules that answer question Q, if it does.
func enter[Q any](rules *[]rule[Q], c *Clause) {
	for _, r := range c.rules {
		if q, ok := r.(Q); ok {
			*rules = append(*rules, rule[Q]{c, q})
		}
	}
}

// Name returns the policy's name, such as "standard".
func (p *Policy) Name() string { return p.name }

// Title returns its title.
func (p *Policy) Title(lang Lang) string { return p.title.in(lang) }

// Version returns the version that p is in a register.
func (p *Policy) Version() Version { return Version{p.name, p.adopted} }

// adopt returns a copy of p as the event at seq brings it into a register, whose
// clauses know it.
func (p *Policy) adopt(seq int64) *Policy {
	q := &Policy{name: p.name, title: p.title, door: p.door, arbiter: p.arbiter, limits: p.limits, remainder: p.remainder, adopted: seq}
	for _, c := range p.clauses {
		own := *c
		own.of = q
		q.clauses = append(q.clauses, &own)
	}
	q.compile()
	return q
}

// clause returns the clause of that id, nil if there is none.
func (p *Policy) clause(id string) *Clause {
	for _, c := range p.clauses {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Wording returns a clause in one sentence; empty if there is no such clause.
func (p *Policy) Wording(clause string, lang Lang) string {
	if c := p.clause(clause); c != nil {
		return c.Wording(lang)
	}
	return ""
}

// Clauses returns all clauses, in order of precedence.
func (p *Policy) Clauses() []*Clause { return slices.Clone(p.clauses) }

// Door returns whom a look-up at the door tells.
func (p *Policy) Door() Door { return p.door }

// WithDoor returns p with another setting of the door, such as a site's own.
func (p *Policy) WithDoor(d Door) *Policy {
	q := *p
	q.door = d
	return &q
}

// Arbiter returns the least role that may rule.
func (p *Policy) Arbiter() Role { return p.arbiter }

// Confirms says whether p has an evening record or list of prospects in which
// receptions are confirmed.
//
// Source: three-facts E2c, three-month-file 1a.
func (p *Policy) Confirms() bool { return p.confirms }

// Limits returns the limits against hoarding.
func (p *Policy) Limits() Limits { return p.limits }

// followUpDays returns how many days after the last contact the next follow-up
// is due, with the clause that says so; 0 if none does.
func (p *Policy) followUpDays() (days int, clause string) {
	for _, c := range p.clauses {
		for _, r := range slices.Concat(c.rules, c.read) {
			if f, ok := r.(*followUpDue); ok {
				return f.Days, c.ID
			}
		}
	}
	return 0, ""
}

// Absence says what becomes of a turn that somebody misses in that state: owed
// or lost for good, or lost once they are not back within the minutes of grace.
func (p *Policy) Absence(state ShiftState, reason string, approved bool) (owed bool, graceMinutes int, g Grounds) {
	f, c := p.missed(absence{state: state, reason: cmp.Or(reason, "none"), approved: approved})
	return f.owed, int(f.grace / time.Minute), grounds(c)
}
