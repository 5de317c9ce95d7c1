package rules

import (
	"encoding/json"
	"time"
)

// A Person is a member of a site's staff, such as the chat user ID
// "U024BE7LH". The zero Person is nobody.
type Person string

// A Customer is a person or household that a site may sell to, named by an
// opaque short string; the phone number is a detail of it, not its identity.
// The zero Customer is nobody.
type Customer string

// A VisitID names one visit, a DealID one sale, a DisputeID one dispute.
type (
	VisitID   string
	DealID    string
	DisputeID string
)

// An Event is one line of the register.
type Event struct {
	Seq  int64     // place in the register, 1 for the first; says who was first
	At   time.Time // when it was written; says how long ago; with the site's offset
	By   Person    // who recorded it, if not the one acting
	Note string
	Came time.Time // when it really happened, if written down late; else zero
	Body Body

	// The chain that an export adds; empty elsewhere. Package rules checks
	// their form and ignores their content.
	Prev, Hash, Salt string
}

// Happened returns when e really took place: Came where it was written down
// late, else At.
func (e Event) Happened() time.Time {
	if !e.Came.IsZero() {
		return e.Came
	}
	return e.At
}

// A Kind is the type of an event as the register spells it.
type Kind string

// A Body is what one kind of event says. The bodies of this package are all
// there are; a key without omitempty is required.
type Body interface{ Kind() Kind }

// A Site event sets the site's settings from its place on.
type Site struct {
	Name     string          `json:"name,omitempty"`
	Timezone string          `json:"timezone,omitempty"` // IANA name; only before the first contact
	Settings json.RawMessage `json:"settings,omitempty"` // an object; its keys belong to the bot
}

// A PolicyChange puts house rules in force from its place on.
type PolicyChange struct {
	Name string `json:"name"`
	Text string `json:"text,omitempty"` // the policy file, where it is not a ready-made one
}

// A Role says what a person may do at a site.
type Role string

// The roles, in ascending rank but for Clerk, who ranks with consultants.
const (
	Consultant Role = "consultant"
	Clerk      Role = "clerk"
	Leader     Role = "leader"
	Manager    Role = "manager"
	Director   Role = "director"
)

// A Staff event introduces a person, changes their role, or says that they left.
type Staff struct {
	ID        Person `json:"id"`
	Name      string `json:"name,omitempty"`
	Role      Role   `json:"role,omitempty"`      // Consultant if empty on introduction
	Status    string `json:"status,omitempty"`    // "active" (default) or "left"
	Successor Person `json:"successor,omitempty"` // takes over a leaver's customers, where the policy knows successors
}

// A Rota sets the queue from its place on; make-up turns stay.
type Rota struct {
	Order []Person `json:"order"`
}

// A FloorMode is how reception runs.
type FloorMode string

// Reception in turn, by one person at lunch time, or with no queue at all.
const (
	Queue FloorMode = "queue"
	Lunch FloorMode = "lunch"
	Rush  FloorMode = "rush"
)

// A FloorChange changes how reception runs.
type FloorChange struct {
	Mode FloorMode `json:"mode"`
	Duty Person    `json:"duty,omitempty"` // required with Lunch
}

// A ShiftState says whether a consultant can receive.
type ShiftState string

// At the desk, not at the desk, not working today.
const (
	Ready ShiftState = "ready"
	Away  ShiftState = "away"
	Off   ShiftState = "off"
)

// A Shift changes a consultant's state.
type Shift struct {
	Person   Person     `json:"person"`
	State    ShiftState `json:"state"`
	Reason   string     `json:"reason,omitempty"` // "errand", "sales", "personal", "none" (default)
	Approved bool       `json:"approved,omitempty"`
}

// Details is what was written in the register form.
type Details struct {
	Name   string `json:"name,omitempty"`
	Gender string `json:"gender,omitempty"`
	Phone  string `json:"phone,omitempty"`
	Needs  string `json:"needs,omitempty"`
}

// A Call is one taken and written down.
type Call struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
	Details  *Details `json:"details,omitempty"`
}

// A DetailsEntry writes or corrects details of the form later.
type DetailsEntry struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
	Details  Details  `json:"details"`
}

// A Visit is someone walking in, received by Person.
type Visit struct {
	ID          VisitID    `json:"id"`
	Customer    Customer   `json:"customer"`
	Person      Person     `json:"person"`
	AskedFor    Person     `json:"asked_for,omitempty"`
	MessageFrom Person     `json:"message_from,omitempty"`
	Venue       string     `json:"venue,omitempty"`
	FirstTime   *bool      `json:"first_time,omitempty"` // the customer's own answer; nil: not asked
	Purpose     string     `json:"purpose,omitempty"`    // "buy" if empty
	Declared    bool       `json:"declared,omitempty"`
	Via         string     `json:"via,omitempty"` // "walk_in" if empty
	For         Person     `json:"for,omitempty"`
	Consent     bool       `json:"consent,omitempty"`
	Reached     bool       `json:"reached,omitempty"`
	With        []Customer `json:"with,omitempty"`
	Deep        *bool      `json:"deep,omitempty"` // nil: true for purposes buy and look
	Knowing     bool       `json:"knowing,omitempty"`
	Referrer    Customer   `json:"referrer,omitempty"`
	Accompanied bool       `json:"accompanied,omitempty"`
	Mentioned   string     `json:"mentioned,omitempty"` // "arrival" if empty
	Details     *Details   `json:"details,omitempty"`
	Signed      *bool      `json:"signed,omitempty"` // nil: true where Details has a name or phone
}

// A Leave says that a visit's customer has left.
type Leave struct {
	Visit VisitID `json:"visit"`
}

// A Recognise event: owner and customer recognised each other during a visit.
type Recognise struct {
	Visit  VisitID `json:"visit"`
	Person Person  `json:"person"`
	Wish   string  `json:"wish,omitempty"` // "none" (default), "stay", "return"
}

// A HandBack gives a visit's customer back to the owner.
type HandBack struct {
	Visit VisitID `json:"visit"`
}

// A Told event: the receiver told Person, the owner, about a visit.
type Told struct {
	Visit  VisitID `json:"visit"`
	Person Person  `json:"person"`
}

// A FollowUp: the consultant reached the customer.
type FollowUp struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
}

// A Contact: the customer got in touch of their own accord.
type Contact struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
}

// An Appointment: the consultant has invited the customer.
type Appointment struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
	ToBook   bool     `json:"to_book,omitempty"`
}

// A Link says that Other is the customer's Relation.
type Link struct {
	Customer Customer `json:"customer"`
	Other    Customer `json:"other"`
	Relation string   `json:"relation"`
}

// Own puts a consultant's own relative or friend on record.
type Own struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
	Relation string   `json:"relation"`
}

// A Prefile announces a new customer in advance for Person.
type Prefile struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
	Referrer Customer `json:"referrer,omitempty"`
}

// A Wish names the consultant a customer wants, outside a visit.
type Wish struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
}

// A Complaint about Person's service, decided by Event.By.
type Complaint struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
	To       Person   `json:"to,omitempty"`
	Upheld   bool     `json:"upheld"`
}

// A GiveUp: the customer refused to buy and the consultant dropped them.
type GiveUp struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
}

// An Assign gives a customer to a consultant, by Event.By, a leader or above.
type Assign struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
}

// A Claim takes a customer whom nobody owns now.
type Claim struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
	Details  *Details `json:"details,omitempty"`
}

// A Withdraw event: the event at Seq (or that visit, or that deal) counts as
// not having happened. Exactly one of the three is set.
type Withdraw struct {
	Seq    int64   `json:"seq,omitempty"`
	Visit  VisitID `json:"visit,omitempty"`
	Deal   DealID  `json:"deal,omitempty"`
	Reason string  `json:"reason"`
}

// A Shown event: the bot told Person whose customer this is.
type Shown struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
}

// A Confirm enters a reception in the manager's or clerk's record, by Event.By.
type Confirm struct {
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`
}

// An Assist is a colleague's help in selling to the customer.
type Assist struct {
	Customer    Customer `json:"customer"`
	Person      Person   `json:"person"`
	Significant bool     `json:"significant"`
}

// A Stage is how far a deal has come.
type Stage string

// The stages of a deal, in order.
const (
	Deposit    Stage = "deposit"
	Subscribed Stage = "subscribed"
	Signed     Stage = "signed"
)

// A Deal is a sale, or a known sale's move to a later stage.
type Deal struct {
	ID       DealID   `json:"id"`
	Customer Customer `json:"customer"`
	Person   Person   `json:"person"`          // who closed
	Stage    Stage    `json:"stage,omitempty"` // Subscribed if empty
	GroupBuy bool     `json:"group_buy,omitempty"`
	Name     string   `json:"name,omitempty"`   // the buyer's, where not the customer's
	Amount   *int64   `json:"amount,omitempty"` // commission to divide, minor units
}

// A Contest claims a part of a deal for Person.
type Contest struct {
	Deal     DealID `json:"deal"`
	Person   Person `json:"person"`
	Evidence bool   `json:"evidence,omitempty"`
}

// A Misconduct reported and found true.
type Misconduct struct {
	Person   Person   `json:"person"`
	Act      string   `json:"kind"`
	Customer Customer `json:"customer,omitempty"`
	Visit    VisitID  `json:"visit,omitempty"`
}

// An Approve confirms a proposed split, by Event.By, a manager or above.
type Approve struct {
	Deal DealID `json:"deal"`
}

// A Dispute is opened by Person, against somebody or nobody in particular, over
// exactly one of its three subjects.
type Dispute struct {
	ID       DisputeID `json:"id"`
	Customer Customer  `json:"customer,omitempty"`
	Visit    VisitID   `json:"visit,omitempty"`
	Deal     DealID    `json:"deal,omitempty"`
	Person   Person    `json:"person"`
	Against  Person    `json:"against,omitempty"`
}

// A Statement is one side's account of a dispute; Event.Note has the text.
type Statement struct {
	Dispute DisputeID `json:"dispute"`
	Person  Person    `json:"person"`
}

// A Ruling is a manager's word, by Event.By, over exactly one of Customer and
// Deal. It stands above every clause from its place on.
type Ruling struct {
	Customer    Customer  `json:"customer,omitempty"`
	Deal        DealID    `json:"deal,omitempty"`
	Dispute     DisputeID `json:"dispute,omitempty"`
	Owner       Person    `json:"owner,omitempty"`
	Performance Parts     `json:"performance,omitempty"`
	Commission  Parts     `json:"commission,omitempty"`
	Reason      string    `json:"reason"`
}

func (*Site) Kind() Kind         { return "site" }
func (*PolicyChange) Kind() Kind { return "policy" }
func (*Staff) Kind() Kind        { return "person" }
func (*Rota) Kind() Kind         { return "rota" }
func (*FloorChange) Kind() Kind  { return "floor" }
func (*Shift) Kind() Kind        { return "shift" }
func (*Call) Kind() Kind         { return "call" }
func (*DetailsEntry) Kind() Kind { return "details" }
func (*Visit) Kind() Kind        { return "visit" }
func (*Leave) Kind() Kind        { return "leave" }
func (*Recognise) Kind() Kind    { return "recognise" }
func (*HandBack) Kind() Kind     { return "hand_back" }
func (*Told) Kind() Kind         { return "told" }
func (*FollowUp) Kind() Kind     { return "follow_up" }
func (*Contact) Kind() Kind      { return "contact" }
func (*Appointment) Kind() Kind  { return "appointment" }
func (*Link) Kind() Kind         { return "link" }
func (*Own) Kind() Kind          { return "own" }
func (*Prefile) Kind() Kind      { return "prefile" }
func (*Wish) Kind() Kind         { return "wish" }
func (*Complaint) Kind() Kind    { return "complaint" }
func (*GiveUp) Kind() Kind       { return "give_up" }
func (*Assign) Kind() Kind       { return "assign" }
func (*Claim) Kind() Kind        { return "claim" }
func (*Withdraw) Kind() Kind     { return "withdraw" }
func (*Shown) Kind() Kind        { return "shown" }
func (*Confirm) Kind() Kind      { return "confirm" }
func (*Assist) Kind() Kind       { return "assist" }
func (*Deal) Kind() Kind         { return "deal" }
func (*Contest) Kind() Kind      { return "contest" }
func (*Misconduct) Kind() Kind   { return "misconduct" }
func (*Approve) Kind() Kind      { return "approve" }
func (*Dispute) Kind() Kind      { return "dispute" }
func (*Statement) Kind() Kind    { return "statement" }
func (*Ruling) Kind() Kind       { return "ruling" }
