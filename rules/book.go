package rules

import (
	"iter"
	"time"
)

// A Book is the fold of one site's register: parties, ownership, protection,
// rotation, deals and conduct. It is not safe for concurrent use.
type Book struct{}

// NewBook returns the fold of an empty register. A policy that is not nil holds
// for the whole register, over the register's own policy events; else the
// default holds until the first of those. A location that is not nil stands
// over the register's own time zone, which is Asia/Shanghai until it says so.
func NewBook(policy *Policy, zone *time.Location) *Book { return &Book{} }

// Apply adds the next event of the register. It returns the customers whose
// holding it may have changed, in order of first appearance. An event that the
// format refuses gives an *EventError and leaves the book as it was. A Seq of
// zero is filled in.
func (b *Book) Apply(e Event) (touched []Customer, err error) { panic("unwritten") }

// Check says what Apply would refuse e for, and changes nothing.
func (b *Book) Check(e Event) error { panic("unwritten") }

// Seq returns the place of the last event, 0 for an empty register.
func (b *Book) Seq() int64 { panic("unwritten") }

// Last returns the time of the last event.
func (b *Book) Last() time.Time { panic("unwritten") }

// Zone returns the site's time zone.
func (b *Book) Zone() *time.Location { panic("unwritten") }

// Policy returns the house rules in force after the last event.
func (b *Book) Policy() *Policy { panic("unwritten") }

// Site returns the site's name and settings as last set.
func (b *Book) Site() Site { panic("unwritten") }

// Members returns the staff in order of introduction, as of at, which must not
// lie before the last event. The same holds for every at below.
func (b *Book) Members(at time.Time) []Member { panic("unwritten") }

// Member returns one person; false if never introduced.
func (b *Book) Member(p Person, at time.Time) (Member, bool) { panic("unwritten") }

// Rotation returns the order of reception.
func (b *Book) Rotation(at time.Time) Rotation { panic("unwritten") }

// Moves returns the last n changes of p's place, oldest first.
func (b *Book) Moves(p Person, n int) []Move { panic("unwritten") }

// Holding says whose customer c is; false if the register never named c.
func (b *Book) Holding(c Customer, at time.Time) (Holding, bool) { panic("unwritten") }

// Arrival says what the policy makes of c standing at the door with asker as
// the one who would receive. The zero Customer, or one the register does not
// know, is a new one.
func (b *Book) Arrival(c Customer, asker Person, at time.Time) Arrival { panic("unwritten") }

// MayClaim says whether p may claim c, zero or unknown being a customer whom
// the register does not know.
func (b *Book) MayClaim(c Customer, p Person, at time.Time) ClaimAnswer { panic("unwritten") }

// Reception returns a visit; false if unknown or withdrawn.
func (b *Book) Reception(v VisitID, at time.Time) (Reception, bool) { panic("unwritten") }

// Settlement returns a deal; false if unknown or withdrawn.
func (b *Book) Settlement(d DealID, at time.Time) (Settlement, bool) { panic("unwritten") }

// Chain returns the steps that led to c's holding, oldest first, failed claims
// of other consultants included.
func (b *Book) Chain(c Customer, at time.Time) []Step { panic("unwritten") }

// Events returns the events that concern c's party, in register order, those
// withdrawn included; Withdrawn tells them apart.
func (b *Book) Events(c Customer) []Event { panic("unwritten") }

// Withdrawn says whether the event at seq was withdrawn.
func (b *Book) Withdrawn(seq int64) bool { panic("unwritten") }

// BuiltUpon returns the first later event, not withdrawn, that would no longer
// stand or mean something else if the event at seq had not happened: one that
// names its visit or deal, a later reception of the same party by another, a
// deal or ruling of the party.
func (b *Book) BuiltUpon(seq int64) (Event, bool) { panic("unwritten") }

// Customers yields every customer in order of first appearance.
func (b *Book) Customers() iter.Seq[Customer] { panic("unwritten") }

// A Policy is a set of house rules.
type Policy struct{}

// Default returns the policy "standard".
func Default() *Policy { panic("unwritten") }

// Named returns a ready-made policy; false if there is none of that name.
func Named(name string) (*Policy, bool) { panic("unwritten") }

// Policies returns the names of the ready-made policies, the default first.
func Policies() []string { panic("unwritten") }

// ParsePolicy reads a policy file. Errors are *PolicyError: they show line,
// column and the line itself.
func ParsePolicy(file string, text []byte) (*Policy, error) { panic("unwritten") }

// Name returns the policy's name, such as "standard".
func (p *Policy) Name() string { panic("unwritten") }

// Title returns its title.
func (p *Policy) Title(lang Lang) string { panic("unwritten") }

// Wording returns a clause in one sentence; empty if there is no such clause.
func (p *Policy) Wording(clause string, lang Lang) string { panic("unwritten") }

// Door returns whom a look-up at the door tells.
func (p *Policy) Door() Door { panic("unwritten") }

// LastDay returns the last local day on which a protection that ends at until
// still holds, as a time at the start of that day.
func LastDay(until time.Time, zone *time.Location) time.Time { panic("unwritten") }
