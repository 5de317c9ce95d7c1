package rules

import "time"

// A door is what is known when somebody stands at it.
type door struct {
	visit     *Visit // nil while nothing is written
	at        time.Time
	receiver  Person  // who receives, or asks
	owner     Person  // whose customer it is, or is by a special claim; else nobody
	returning bool    // owner owns already
	by        *Clause // by which the owner owns, or nobody does
	sold      bool    // and the customer has bought
	free      bool    // the owner can receive
	onSite    bool    // the owner is at the desk, with customers or not
	behalf    bool    // the receiver stands in for the owner
	returned  bool    // the customer was given back afterwards
	unaware   bool    // the receiver does not know it
	elsewhere bool    // the owner has received them at another venue
	chosen    bool    // by asking for a colleague the customer has become that one's
	handed    bool    // to the owner, who receives from then on
	touches   touches // of the customer so far
	away      string  // for what reason the owner is away
	askedFree bool    // the consultant asked for can receive
	askedMet  bool    // and alone has received that very person before
	leaders   bool    // a leader recorded it, and speaks for the owner
	mode      FloorMode
	duty      Person
	next      Person // in the rotation
	makeup    bool   // next takes a make-up turn
	pooled    bool   // the customer has bought, and whoever owned them has left
	permitted Person // the next, if the receiver were not busy; where somebody has agreed that they receive
	firstFree Person // the next in the rotation, the owner apart
	lastFree  Person // of the queue, the owner apart
}

// A turn is what a reception does to its receiver's turns.
type turn struct {
	uses   bool
	owes   bool // and a make-up turn is owed for it
	covers bool // they stand in for an owner who cannot receive, though nobody has said so
}

// receiver asks the clauses who should receive. Where none speaks it is
// whoever does.
func (p *Policy) receiver(d *door) (Person, *Clause) {
	for _, r := range p.receiving {
		if p, ok := r.ask.receiver(d); ok {
			return p, r.Clause
		}
	}
	return d.receiver, nil
}

// turn asks the clauses what a reception does to the receiver's turns.
func (p *Policy) turn(d *door) (turn, *Clause) {
	for _, r := range p.turning {
		if t, ok := r.ask.turn(d); ok {
			return t, r.Clause
		}
	}
	return turn{}, nil
}

// claimant asks the clauses whose a customer of nobody is by a special claim.
func (p *Policy) claimant(m *moment) (Person, *Clause) {
	for _, r := range p.claiming {
		if p, ok := r.ask.claimant(m); ok && !m.hasLeft(p) {
			return p, r.Clause
		}
	}
	return "", nil
}

// doorAt completes what is known at the door from the state of the floor.
func (b *Book) doorAt(f *floor, d door, place int32, at time.Time) door {
	d.at, d.mode, d.duty = at, f.mode, f.duty
	if s := f.seat(d.duty); s != nil && s.left {
		d.duty = d.receiver
	}
	barred := b.barred(place, at)
	d.next, d.makeup = f.next(at, "", barred)
	if s := f.seat(d.owner); s != nil {
		d.free = s.free(at) || d.owner == d.receiver && !s.left
		d.onSite = !s.left && s.state == Ready
		if s.state == Away {
			d.away = s.reason
		}
	}
	if d.visit != nil && d.visit.AskedFor != "" {
		s := f.seat(d.visit.AskedFor)
		d.askedFree = s != nil && (s.free(at) || d.visit.AskedFor == d.receiver && !s.left)
	}
	if s := f.seat(d.receiver); s != nil && d.visit != nil && d.visit.Consent && d.owner == "" && s.busy(at) {
		as := *s
		s.visit = nil
		d.permitted, _ = f.next(at, "", barred)
		*s = as
	}
	if d.owner != "" {
		d.firstFree, _ = f.next(at, d.owner, barred)
	}
	d.lastFree = f.last(at, d.owner)
	return d
}

// covered returns the owner for whom the clauses let the receiver receive
// without anybody's word; nobody if they do not.
func (p *Policy) covered(d *door) Person {
	for _, r := range p.receiving {
		if c, ok := r.ask.(interface{ covers(d *door) bool }); ok && d.owner != "" && c.covers(d) {
			return d.owner
		}
	}
	return ""
}
