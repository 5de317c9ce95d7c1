package rules

import "time"

// A Lang is a language that clauses and sentences exist in.
type Lang string

// Chinese and English.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// Grounds are what an answer rests on: clause ids of the policy, the deciding
// one first. Assumed is true where the house rules are silent and our
// recommended reading decided.
type Grounds struct {
	Basis   []string
	Assumed bool
	Version Version // of the policy whose clauses they are
}

// A Version is a policy as it was adopted by one event of a register: the same
// policy adopted again is another version. The zero Version is that of nothing.
type Version struct {
	Policy string // its name
	Seq    int64  // of the event that adopted it; 0: it held from the beginning
}

// A Holding says whose customer someone is at one moment.
type Holding struct {
	Customer Customer
	Owner    Person     // nobody: never validly registered, lapsed, given up, owner left
	Since    time.Time  // when Owner became the owner; zero with no owner
	Until    time.Time  // first instant at which it no longer holds; zero: does not lapse by time
	Party    []Customer // customers who count as one, in order of first appearance; Customer among them
	Referral Customer   // who gets the credit for having sent this one; zero: none
	Former   Person     // with no owner: the last one, if any
	Lapsed   time.Time  // with a Former: when they stopped being the owner
	Due      time.Time  // when the owner's next follow-up is due (start of a local day); zero: none
	DueBy    string     // the clause that says so
	Visits   []Tally    // receptions of the party by receiver, in order of first appearance
	Contacts int        // follow-ups and contacts counted for the party
	Last     Touch      // the latest contact of any kind
	Grounds
}

// A Touch is one contact with a customer.
type Touch struct {
	Kind   Kind
	Person Person
	At     time.Time
}

// A Tally counts something for one person.
type Tally struct {
	Person Person
	N      int
}

// A Reception is what the rules make of a visit.
type Reception struct {
	Visit      VisitID
	Customer   Customer
	At         time.Time
	Person     Person // who received in the end
	Expected   Person // who should have begun the reception
	Turn       bool   // whether it used up a turn of Person's
	OnBehalfOf Person // the owner received for, else nobody
	New        bool   // the customer belonged to nobody when they came
	Registered bool   // the register has valid details for it
	Open       bool   // the customer has not left
	Grounds
}

// A Settlement is how a deal is split.
type Settlement struct {
	Deal         DealID
	Customer     Customer
	Stage        Stage
	Performance  Parts
	Commission   Parts
	Bonus        Parts
	ContestUntil time.Time // zero: no limit, or not running yet
	Approved     Person    // who confirmed the split as it is; nobody: not yet
	ApprovedAt   time.Time // when; zero: not yet
	Ruled        bool      // a ruling settled it
	Limit        string    // the clause that limits contests; empty: none does
	Evidence     bool      // and asks for register or follow-up records
	Contests     []Person  // who has contested it, whether that counts or not

	// The facts that the split rests on.
	Closer     Person
	Owner      Person  // whose customer it was at the deal; nobody's: zero
	Last       VisitID // the party's last visit before the deal; zero: none
	Buyer      string  // the buyer's name, where it is not the customer's
	GroupBuy   bool
	Amount     *int64    // commission to divide, in minor units; nil: not said
	Remainder  Person    // gets what rounding leaves over; nobody: by largest remainder
	Began      time.Time // its first stage
	Subscribed time.Time // zero: not yet
	First      int64     // place of its first stage
	Latest     int64     // place of its latest stage
	Grounds
}

// A Finding is an act found by the rules or reported, with its penalty.
type Finding struct {
	Seq      int64     // of the event that proves it
	At       time.Time // of that event
	Person   Person
	Act      string
	Customer Customer // zero: none
	Fine     *Fine
	Suspend  *Span // days
	Basis    []string
}

// A Fine is a range of money in whole units of Currency; nil bounds are open.
type Fine struct {
	Min, Max *int
	Currency string
}

// A Span is a range; nil bounds are open.
type Span struct{ Min, Max *int }

// A Rotation is the order of reception at one moment.
type Rotation struct {
	Next   Person   // nobody: nobody is ready
	Makeup bool     // Next takes a make-up turn
	Queue  []Person // the queue's order, whoever is ready or not
	Owed   []Tally  // make-up turns not yet taken, longest owed first
	Turns  []Tally  // over the whole register, in order of first appearance
	Passes []Tally  // turns lost for good, likewise
	Mode   FloorMode
	Duty   Person // with Lunch
}

// A Member is what the register knows of one person on the staff.
type Member struct {
	Person   Person
	Name     string
	Role     Role
	Left     bool
	State    ShiftState
	Reason   string // of being away
	Approved bool
	Since    time.Time // of State; zero if never changed
	Visit    VisitID   // the visit that keeps them busy; zero: not busy
	Busy     time.Time // since when; zero: not busy
	Today    int       // receptions begun on the local day asked about
	Owed     int       // make-up turns
	Place    int       // 1 for the first in the queue; 0: not in it
}

// An Arrival is what the policy says of a customer who stands at the door,
// before anything is written.
type Arrival struct {
	Holding  Holding
	Known    bool   // the register knows the customer
	Returns  bool   // they belong to somebody: Holding.Owner
	Own      bool   // they belong to the one who asks
	Present  bool   // the owner is on site and free
	Busy     bool   // the owner is on site, with another customer
	Receiver Person // who should receive: the next, the owner, or the owner's substitute
	Makeup   bool   // Receiver would take a make-up turn
	Window   int    // minutes within which the owner may still recognise the customer; 0: no such clause
	Grounds
}

// A Door says whom a look-up at the door tells whose customer this is.
type Door string

// Nobody, the manager, the owner, or everyone, the receiver included.
const (
	DoorOff      Door = "off"
	DoorManager  Door = "manager"
	DoorOwner    Door = "owner"
	DoorEveryone Door = "everyone"
)

// A Step is one link in the chain that led to a decision: an event, and the
// clause by which it counted or failed.
type Step struct {
	Version Version // of the policy that Clause is of
	Seq     int64   // of the event; 0: none, time alone
	At      time.Time
	Kind    Kind
	Person  Person // whose claim the step concerns
	Effect  Effect
	Owner   Person    // after the step
	Until   time.Time // after the step; zero: does not lapse by time
	Clause  string
}

// An Effect is what a step did.
type Effect string

// The effects of a step on ownership.
const (
	Gained   Effect = "gained"  // Person became the owner
	Renewed  Effect = "renewed" // the owner's protection starts again
	Kept     Effect = "kept"    // somebody else's step: the owner stays
	Later    Effect = "later"   // Person's own claim failed: another's stood before it
	Invalid  Effect = "invalid" // not a valid registration
	Lapsed   Effect = "lapsed"  // protection ran out
	Lost     Effect = "lost"    // given up, complaint, left
	Ruled    Effect = "ruled"   // a manager's word
	HandedTo Effect = "handed"  // handed back to the owner
)

// A Move is one change of somebody's place in the rotation.
type Move struct {
	Seq    int64
	At     time.Time
	Person Person
	Visit  VisitID // the reception that caused it, if any
	Cause  MoveCause
	Reason string // where absence is the cause: of being away, or "off" or "busy"
	Place  int    // afterwards; 0: not in the queue
	Clause string
}

// A MoveCause says why somebody's place changed.
type MoveCause string

// The causes of a move.
const (
	TookTurn   MoveCause = "turn"   // received: to the end
	TookMakeup MoveCause = "makeup" // received on a make-up turn: queue unchanged
	PassedOwed MoveCause = "owed"   // passed, a make-up turn is owed
	PassedLost MoveCause = "passed" // passed, the turn is lost
	Ordered    MoveCause = "order"  // a leader set the order
	Returned   MoveCause = "return" // a turn given back (hand-back, recognition, withdrawal)
)

// A ClaimRefusal says why somebody may not claim a customer now.
type ClaimRefusal string

// The reasons against a claim; the zero value is none.
const (
	ClaimOwned    ClaimRefusal = "owned"     // somebody owns the customer
	ClaimPerDay   ClaimRefusal = "per_day"   // the day's limit is reached
	ClaimHeld     ClaimRefusal = "held"      // holds as many as allowed
	ClaimCoolDown ClaimRefusal = "cool_down" // was theirs too recently
)

// A ClaimAnswer says whether a person may claim a customer.
type ClaimAnswer struct {
	Refusal ClaimRefusal
	Limit   int       // the number reached, for PerDay and Held
	From    time.Time // when it becomes possible, where time alone does it
	Holding Holding
	Grounds
}
