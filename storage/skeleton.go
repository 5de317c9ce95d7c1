package storage

import (
	"context"
	"io"
	"iter"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// Sites returns the sites that have at least one event, ordered by id.
func (tx *Tx) Sites() ([]SiteID, error) { panic("unwritten") }

// Append writes e as the next event of the site and returns it as stored: with
// its seq (an e.Seq that is not zero must be the next), At to the microsecond
// and no earlier than the event before, and no chain.
func (tx *Tx) Append(site SiteID, e rules.Event) (rules.Event, error) { panic("unwritten") }

// EventsAfter yields the events of the site with a place after seq, in order. The
// first error ends it.
func (tx *Tx) EventsAfter(site SiteID, seq int64) iter.Seq2[rules.Event, error] { panic("unwritten") }

// EventsOf returns the events that name the customer, or a visit, deal or
// dispute of theirs, in order.
func (tx *Tx) EventsOf(site SiteID, c rules.Customer) ([]rules.Event, error) { panic("unwritten") }

// LastSeq returns the place of the site's last event, 0 if it has none.
func (tx *Tx) LastSeq(site SiteID) (int64, error) { panic("unwritten") }

// Head returns the place and hash of the site's last event, 0 and "" if none.
func (tx *Tx) Head(site SiteID) (seq int64, hash string, err error) { panic("unwritten") }

// Found is a customer with the name and phone that were last written, as they
// were written.
type Found struct {
	Customer    rules.Customer
	Name, Phone string
}

// ByPhone returns the customers with a phone, in E.164, ordered by id.
func (tx *Tx) ByPhone(site SiteID, e164 string) ([]Found, error) { panic("unwritten") }

// ByEnding returns at most limit customers (0: all) whose phone ends in the four
// digits.
func (tx *Tx) ByEnding(site SiteID, last4 string, limit int) ([]Found, error) { panic("unwritten") }

// ByName returns at most limit customers (0: all) of a name: those who have
// exactly this one, then those whose name begins with it. Case, width, spaces
// and punctuation don't matter.
func (tx *Tx) ByName(site SiteID, name string, limit int) ([]Found, error) { panic("unwritten") }

// NearNames returns at most limit customers whose names are like name, nearest
// first.
func (tx *Tx) NearNames(site SiteID, name string, limit int) ([]Found, error) { panic("unwritten") }

// Card returns a customer's name and phone; false if none were ever written.
func (tx *Tx) Card(site SiteID, c rules.Customer) (Found, bool, error) { panic("unwritten") }

// A HoldingRow says whose customer someone is, as of the customer's last event;
// whether Until has passed since is for the reader to see.
type HoldingRow struct {
	Customer rules.Customer
	Owner    rules.Person // zero: nobody
	Since    time.Time    // zero with no owner
	Until    time.Time    // zero: does not lapse by time
	Due      time.Time    // next follow-up; zero: none
	Former   rules.Person // with no owner: the last one
	Lapsed   time.Time    // with a Former
}

// Derive brings what is derived from the register up to date after an event: the
// holdings of the customers that book.Apply returned, as of the event's time at,
// and the queue. It is what Rebuild and Verify do, so a bot that calls it after
// every Append agrees with them.
func (tx *Tx) Derive(site SiteID, book *rules.Book, touched []rules.Customer, at time.Time) error {
	panic("unwritten")
}

// SetHoldings replaces the rows of these customers.
func (tx *Tx) SetHoldings(site SiteID, rows []HoldingRow) error { panic("unwritten") }

// Held returns what the owner holds at a moment, what is due first (by Until or
// Due) coming first, limit rows (0: all) from offset on, and how many there are
// in all.
func (tx *Tx) Held(site SiteID, owner rules.Person, at time.Time, limit, offset int) (rows []HoldingRow, total int, err error) {
	panic("unwritten")
}

// Lapsing returns the owned rows whose Until lies after from and not after to,
// by Until.
func (tx *Tx) Lapsing(site SiteID, from, to time.Time) ([]HoldingRow, error) { panic("unwritten") }

// SetQueue replaces the site's order of reception.
func (tx *Tx) SetQueue(site SiteID, r rules.Rotation) error { panic("unwritten") }

// Delivery returns the reply that was given to a delivery; false if it is new.
func (tx *Tx) Delivery(key string) (reply []byte, found bool, err error) { panic("unwritten") }

// Deliver notes the reply to a delivery. A key that is already there keeps its
// first reply and gives an error.
func (tx *Tx) Deliver(key string, reply []byte, at time.Time) error { panic("unwritten") }

// Forget drops the deliveries noted before a time.
func (tx *Tx) Forget(before time.Time) error { panic("unwritten") }

// A Choice is a question whose answer is a button, kept until answered.
type Choice struct {
	ID       string
	Site     SiteID
	Person   rules.Person
	Customer rules.Customer
	Phone    string
	At       time.Time
	Body     []byte
}

// OpenChoice keeps a choice. The id must be new.
func (tx *Tx) OpenChoice(c Choice) error { panic("unwritten") }

// Choice returns an open choice; false if it is not open, or never was.
func (tx *Tx) Choice(id string) (Choice, bool, error) { panic("unwritten") }

// ChoicesOf returns the open choices of a person, oldest first; of everybody for
// the zero Person.
func (tx *Tx) ChoicesOf(site SiteID, p rules.Person) ([]Choice, error) { panic("unwritten") }

// CloseChoice closes a choice and says whether it was open: true once, whoever
// comes first.
func (tx *Tx) CloseChoice(id string) (bool, error) { panic("unwritten") }

// A Job is something still to be sent: a post, a direct message, an update.
type Job struct {
	ID       int64  // given by Enqueue
	Site     SiteID //
	Lane     string // jobs of one lane (such as a channel) are done one after the other
	Due      time.Time
	Attempts int // begun earlier, also by a process that was killed; 0: surely never sent
	Body     []byte
}

// Enqueue keeps a job. After the commit, [DB.Wake] is signalled.
func (tx *Tx) Enqueue(j Job) error { panic("unwritten") }

// DoneJob drops a job taken by TakeJobs; after the commit its lane is free.
func (tx *Tx) DoneJob(id int64) error { panic("unwritten") }

// RetryJob keeps a job taken by TakeJobs for another attempt, not before a time;
// the lane waits for it. After the commit the lane is free.
func (tx *Tx) RetryJob(id int64, notBefore time.Time) error { panic("unwritten") }

// TakeJobs returns at most limit jobs that are due, the first of each lane that
// has none in flight, ordered by Due. A job stays in flight until DoneJob,
// RetryJob, ReleaseJob or the end of the process.
func (d *DB) TakeJobs(ctx context.Context, now time.Time, limit int) ([]Job, error) {
	panic("unwritten")
}

// ReleaseJob gives a job that was taken back as it is.
func (d *DB) ReleaseJob(id int64) { panic("unwritten") }

// NextJob returns when TakeJobs will next have something; false if nothing waits.
func (d *DB) NextJob(ctx context.Context) (time.Time, bool, error) { panic("unwritten") }

// Wake is signalled after commits that enqueued a job.
func (d *DB) Wake() <-chan struct{} { panic("unwritten") }

// SetPost keeps which message says what key stands for (such as a visit's id).
func (tx *Tx) SetPost(site SiteID, key string, channel, ts string) error { panic("unwritten") }

// Post returns that message.
func (tx *Tx) Post(site SiteID, key string) (channel, ts string, found bool, err error) {
	panic("unwritten")
}

// SetSetting keeps a small thing for a site or a person; empty forgets it.
func (tx *Tx) SetSetting(site SiteID, key, value string) error { panic("unwritten") }

// Setting returns it; empty if never set.
func (tx *Tx) Setting(site SiteID, key string) (string, error) { panic("unwritten") }

// Rebuild drops what is derived from a site's register and builds it anew.
func (d *DB) Rebuild(ctx context.Context, site SiteID) error { panic("unwritten") }

// A Finding is something that does not hold in a register.
type Finding struct {
	Site SiteID
	Seq  int64 // 0: no single event
	Text string
}

// Verify checks a site's chain event by event, refolds the register into a copy
// and compares what is stored with it. No findings: all is well.
func (d *DB) Verify(ctx context.Context, site SiteID) ([]Finding, error) { panic("unwritten") }

// Export writes a site's register as JSON Lines with the chain.
func (d *DB) Export(ctx context.Context, site SiteID, w io.Writer) error { panic("unwritten") }

// Import reads JSON Lines into a site that has no events yet, all or nothing,
// and returns how many there were. A line that the register format, the rules
// or the chain refuse gives a *rules.EventError.
func (d *DB) Import(ctx context.Context, site SiteID, r io.Reader) (int64, error) {
	panic("unwritten")
}
