package rules

import (
	"slices"
	"time"
)

// ownerReceives lets the owner receive their own customers, at no turn: those
// who return, and those who are theirs by a special claim.
//
// Source: standard 9a.
type ownerReceives struct {
	Of         whose `yaml:"of"`
	Recognised bool  `yaml:"recognised"` // only whom somebody at the door knows to be theirs
}

func (c *ownerReceives) receiver(d *door) (Person, bool) {
	return d.owner, d.owner != "" && d.free && c.Of.fits(d) && !(c.Recognised && d.unaware)
}

func (c *ownerReceives) turn(d *door) (turn, bool) {
	return turn{}, d.owner != "" && d.receiver == d.owner && c.Of.fits(d)
}

// A whose tells customers who return to their owner, or of those the ones who
// have bought, from new ones, who are somebody's by a special claim; empty: all.
type whose string

func (w whose) fits(d *door) bool {
	if w == "bought" {
		return d.returning && d.sold
	}
	return w == "" || (w == "returning") == d.returning
}

// substitute says who receives for an owner who is not there or busy, at no
// turn.
//
// Source: standard 9b, three-month-file 3-4, first-contact M7b and P1d,
// fifteen-day 4a, 4b, 5c and 5d, on-record D5a and D6b, thirty-day O2 and O3b,
// follow-up-proof I6b; register-format, settled questions, for a leader's word.
type substitute struct {
	// By: the next or the last of the queue who is free, or any; or whom the
	// owner has sent, in person: where they have sent nobody, the next clause
	// says.
	By      string `yaml:"by"`
	Agreed  bool   `yaml:"agreed"`  // in place of the next or last: whom the owner, or a leader for them, has agreed to
	Of      whose  `yaml:"of"`      // only such customers
	While   string `yaml:"while"`   // busy or absent: only while the owner is; empty: both
	Unasked bool   `yaml:"unasked"` // at no turn though the owner, who cannot receive, said nothing
	// Named: who receives a customer who asks for the owner, or shows a message of
	// theirs, needs nobody's word.
	Named bool `yaml:"named"`
}

// At lunch time and in a rush no queue says who stands in: then the clauses for
// those times do.
func (c *substitute) receiver(d *door) (Person, bool) {
	p, ok := c.standIn(d)
	return p, ok && d.mode == Queue
}

// standIn returns who receives for the owner in turn; false where the clause has
// no say.
func (c *substitute) standIn(d *door) (Person, bool) {
	p := d.receiver
	switch {
	case c.Agreed && d.agreed():
	case c.By == "next" && d.firstFree != "":
		p = d.firstFree
	case c.By == "last" && d.lastFree != "":
		p = d.lastFree
	}
	return p, d.owner != "" && !d.free && c.fits(d)
}

func (c *substitute) covers(d *door) bool {
	p, ok := c.standIn(d)
	return c.Named && ok && d.visit != nil && (d.visit.AskedFor == d.owner || d.visit.MessageFrom == d.owner) && d.receiver == p
}

func (c *substitute) turn(d *door) (turn, bool) {
	cannot := c.Unasked && d.owner != "" && !d.free
	return turn{covers: cannot}, (d.behalf || d.returned || cannot) && c.fits(d)
}

func (c *substitute) fits(d *door) bool {
	while := c.While == "" || !d.free && (c.While == "absent") == d.absent()
	return while && c.Of.fits(d) && (c.By != "sent" || d.sent())
}

// absent says whether the owner is not on site: who signs contracts is, though
// not free.
func (d *door) absent() bool { return !d.onSite && d.away != "sales" }

// agreed says whether the owner, or a leader for them, has agreed to the
// receiver.
func (d *door) agreed() bool { return d.behalf && d.visit != nil && d.visit.Consent }

// sent says whether the owner has agreed to the receiver, in person.
func (d *door) sent() bool { return d.agreed() && !d.leaders || d.behalf && d.visit.Reached }

func (c *substitute) fault() (key string, right wording) {
	switch {
	case c.By == "":
		return "by", wording{"by 只能是 next 或 last（队列里第一个或最后一个有空的人）、any（任何人）、sent（归属人派来的人）", "by is next or last, the first or the last of the queue who is free; or any; or sent, whom the owner has sent"}
	case c.Agreed && c.By != "next" && c.By != "last":
		return "by", wording{"agreed 只能和 next 或 last 一起用", "agreed goes with next or last"}
	}
	return "", wording{}
}

// lunchDuty lets one person receive at lunch time, at no turn.
//
// Source: standard 9e, first-contact M6.
type lunchDuty struct{}

func (*lunchDuty) receiver(d *door) (Person, bool) { return d.duty, d.mode == Lunch }
func (*lunchDuty) turn(d *door) (turn, bool)       { return turn{}, d.mode == Lunch }

// noQueue lets whoever is there receive in a rush, at no turn.
//
// Source: standard 9f, first-contact Q.
type noQueue struct{}

func (*noQueue) receiver(d *door) (Person, bool) { return d.receiver, d.mode == Rush }
func (*noQueue) turn(d *door) (turn, bool)       { return turn{}, d.mode == Rush }

// inTurn lets the next in the rotation receive; it uses a turn.
//
// Source: standard 9.
type inTurn struct {
	Via      []string `yaml:"via"`      // only who came so
	Purposes []string `yaml:"purposes"` // only who came for that
}

func (c *inTurn) receiver(d *door) (Person, bool) {
	if d.next == "" {
		return d.receiver, c.fits(d)
	}
	return d.next, c.fits(d)
}

func (c *inTurn) turn(d *door) (turn, bool) { return turn{uses: true}, c.fits(d) }

func (c *inTurn) fits(d *door) bool {
	via := len(c.Via) == 0 || d.visit != nil && slices.Contains(c.Via, d.visit.Via)
	return via && (len(c.Purposes) == 0 || d.visit != nil && slices.Contains(c.Purposes, d.visit.Purpose))
}

// managersChoice lets whom management sends to a customer receive them, and own
// them when management says so.
//
// Source: single-loop 5.
type managersChoice struct{}

func (*managersChoice) on() []Kind { return []Kind{"assign"} }

func (*managersChoice) own(m *moment) (change, bool) {
	return change{effect: Gained, owner: m.event.Body.(*Assign).Person}, true
}

func (*managersChoice) receiver(d *door) (Person, bool) {
	return d.receiver, d.owner == "" && d.visit != nil && d.visit.Via == "assigned"
}

// covering keeps the place of somebody who misses a turn while receiving for a
// colleague.
//
// Source: standard 9b; register-format, settled questions.
type covering struct{}

func (*covering) missed(a absence) (fate, bool) { return fate{keeps: true}, a.covering }

// makeUp owes a make-up turn to somebody who misses one while away for those
// reasons, or while busy with a customer.
//
// Source: standard 9c, course-desk 5c.
type makeUp struct {
	Away     []string `yaml:"away"`
	Busy     bool     `yaml:"busy"`
	Approved bool     `yaml:"approved"` // only where a leader has approved
}

func (c *makeUp) missed(a absence) (fate, bool) {
	away := a.state == Away && slices.Contains(c.Away, a.reason) && (a.approved || !c.Approved)
	busy := c.Busy && a.busy && a.state == Ready
	return fate{owed: true}, away || busy
}

func (c *makeUp) fault() (key string, right wording) {
	if len(c.Away) == 0 && !c.Busy {
		return "", wording{"请写明补什么轮次：away（因哪些原因离开）或 busy", "say what is made up: away, for some reasons, or busy"}
	}
	return "", wording{}
}

// forfeit lets a missed turn be lost, unless the person was away and is back
// within the minutes of grace.
//
// Source: standard 9d, course-desk 5b.
type forfeit struct {
	Off          bool `yaml:"off"`   // only of somebody who is not working that day
	Leave        bool `yaml:"leave"` // or, likewise, is on personal leave
	GraceMinutes int  `yaml:"grace_minutes"`
}

func (c *forfeit) missed(a absence) (fate, bool) {
	personal := c.Leave && a.state == Away && a.reason == "personal"
	if (c.Off || c.Leave) && a.state != Off && !personal {
		return fate{}, false
	}
	if a.state == Away {
		return fate{grace: time.Duration(c.GraceMinutes) * time.Minute}, true
	}
	return fate{}, true
}

func (c *forfeit) fault() (key string, right wording) {
	if c.GraceMinutes < 0 || c.GraceMinutes > 24*60 {
		return "grace_minutes", wording{"grace_minutes 是 0 到 1440 的整数", "grace_minutes is a whole number from 0 to 1440"}
	}
	return "", wording{}
}
