package rules

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
)

// TestTranscripts replays the stories in testdata: what happened on a day, and
// what the house rules make of it. If one fails, run "go test ./rules -rewrite",
// read the difference, and commit it only if it is meant.
//
//	floor amy bo chen     these consultants, in this order; leader lee, manager zhou
//	day 2026-03-02        that day, then its events, a line each:
//	day +30               30 days later
//	  10:00 visit v1 wang amy form           amy receives wang, name and phone signed
//	  10:00 visit v1 wang bo for=amy         for amy
//	  10:40 leave v1
//	owner wang at=18:00   whose customer; the last event's time without at
//	why wang              the chain that led to it
//	visit v1, deal d1, rotation, moves amy, conduct, door wang bo, may-claim wang bo
func TestTranscripts(t *testing.T) {
	// By name: what a failed property or fuzz test leaves in testdata is no story.
	for _, name := range Policies() {
		datadriven.Walk(t, filepath.Join("testdata", name), func(t *testing.T, path string) {
			policy, ok := Named(filepath.Base(filepath.Dir(path)))
			if !ok {
				t.Fatalf("%s: no such policy", path)
			}
			s := newStory(policy)
			datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
				return s.run(d)
			})
		})
	}
}

// TestEveryClauseHasATranscript: a clause is proved by the transcript named
// after it, in which it decides something.
func TestEveryClauseHasATranscript(t *testing.T) {
	for _, name := range Policies() {
		p, _ := Named(name)
		for _, c := range p.Clauses() {
			if c.Does == "reminder" {
				continue // it decides nothing
			}
			files, err := filepath.Glob(filepath.Join("testdata", name, c.ID+"-*.txt"))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(files, func(f string) bool { return citesInAnswer(t, f, c.ID) }) {
				t.Errorf("no transcript testdata/%s/%s-*.txt in which clause %s decides", name, c.ID, c.ID)
			}
		}
	}
}

// citesInAnswer says whether an expected answer of a transcript names a clause
// in its brackets.
func citesInAnswer(t *testing.T, file, clause string) bool {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if i := strings.LastIndexByte(line, '('); i >= 0 && strings.HasSuffix(line, ")") {
			if slices.Contains(strings.Split(line[i+1:len(line)-1], ", "), clause) {
				return true
			}
		}
	}
	return false
}

// A story is a register as it is told, with questions in between.
type story struct {
	book *Book
	day  date
	now  time.Time
}

func newStory(p *Policy) *story {
	return &story{book: NewBook(p, nil), day: date{2026, time.March, 2}}
}

func (s *story) run(d *datadriven.TestData) string {
	var out strings.Builder
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprintf("%s: %v", d.Pos, r))
		}
	}()
	var args []string
	at := s.now
	for _, a := range d.CmdArgs {
		if a.Key == "at" {
			at = s.clock(a.Vals[0])
			continue
		}
		if len(a.Vals) > 0 {
			args = append(args, a.Key+"="+a.Vals[0])
		} else {
			args = append(args, a.Key)
		}
	}
	switch d.Cmd {
	case "floor":
		s.floor(args)
	case "day":
		s.turnTo(args[0])
	default:
		out.WriteString(s.answer(d.Cmd, args, at))
	}
	for _, line := range strings.Split(strings.TrimSpace(d.Input), "\n") {
		if words := strings.Fields(line); len(words) > 0 {
			s.now = s.clock(words[0])
			if err := s.tell(words[1], words[2:]); err != nil {
				fmt.Fprintf(&out, "%s: %v\n", line, err)
			}
		}
	}
	return out.String()
}

func (s *story) turnTo(day string) {
	if n, err := strconv.Atoi(day); err == nil && day[0] == '+' {
		s.day = s.day.plus(n)
	} else {
		t, err := time.Parse("2006-01-02", day)
		must(err)
		s.day = dateOf(t, time.UTC)
	}
	s.now = s.day.start(s.book.Zone())
}

func (s *story) clock(hm string) time.Time {
	if strings.Count(hm, ":") == 1 {
		hm += ":00"
	}
	t, err := time.Parse("15:04:05", hm)
	must(err)
	return time.Date(s.day.year, s.day.month, s.day.day, t.Hour(), t.Minute(), t.Second(), 0, s.book.Zone())
}

func (s *story) floor(people []string) {
	s.now = s.clock("08:30")
	r := &Rota{}
	for _, p := range people {
		r.Order = append(r.Order, Person(p))
		must(s.add(&Staff{ID: Person(p)}, ""))
	}
	must(s.add(&Staff{ID: "lee", Role: Leader}, ""))
	must(s.add(&Staff{ID: "zhou", Role: Manager}, ""))
	must(s.add(r, ""))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func (s *story) add(b Body, by Person) error {
	_, err := s.book.Apply(Event{At: s.now, By: by, Body: b})
	return err
}

// A phrase is the rest of a line: bare words in order, and key=value.
type phrase struct {
	bare []string
	keys map[string]string
}

func parsePhrase(args []string) phrase {
	w := phrase{keys: map[string]string{}}
	for _, a := range args {
		if k, v, ok := strings.Cut(a, "="); ok {
			w.keys[k] = v
		} else {
			w.bare = append(w.bare, a)
		}
	}
	return w
}

func (w phrase) at(i int) string {
	if i < len(w.bare) {
		return w.bare[i]
	}
	return ""
}

func (w phrase) has(word string) bool { return slices.Contains(w.bare, word) }

// details reads "form" (name and phone), "facts" (gender and needs too), or the
// fields that are given.
func (w phrase) details(c Customer) *Details {
	d := Details{Name: w.keys["name"], Gender: w.keys["gender"], Phone: w.keys["phone"], Needs: w.keys["needs"]}
	if w.has("form") {
		d = Details{Name: "Ms " + string(c), Phone: "138" + string(c)}
	}
	if w.has("facts") {
		d = Details{Name: "Ms " + string(c), Gender: "female", Phone: "138" + string(c), Needs: "3 rooms"}
	}
	if d == (Details{}) {
		return nil
	}
	return &d
}

// tell adds one event to the register.
func (s *story) tell(verb string, args []string) error {
	w := parsePhrase(args)
	c, p := Customer(w.at(0)), Person(w.at(1))
	by := Person(w.keys["by"])
	e := Event{At: s.now, By: by, Note: w.keys["note"]}
	if came := w.keys["came"]; came != "" {
		e.Came = s.clock(came)
	}
	if days := w.keys["days_ago"]; days != "" {
		n, err := strconv.Atoi(days)
		must(err)
		e.Came = s.day.plus(-n).start(s.book.Zone()).Add(12 * time.Hour)
	}
	switch verb {
	case "person":
		e.Body = &Staff{ID: Person(w.at(0)), Status: w.keys["status"], Role: Role(w.keys["role"]), Successor: Person(w.keys["successor"])}
	case "rota":
		r := &Rota{}
		for _, p := range w.bare {
			r.Order = append(r.Order, Person(p))
		}
		e.Body = r
	case "mode":
		e.Body = &FloorChange{Mode: FloorMode(w.at(0)), Duty: Person(w.keys["duty"])}
	case "away":
		e.Body = &Shift{Person: Person(w.at(0)), State: Away, Reason: w.at(1), Approved: w.has("approved")}
	case "ready", "off":
		e.Body = &Shift{Person: Person(w.at(0)), State: ShiftState(verb)}
	case "call":
		e.Body = &Call{c, p, w.details(c)}
	case "details":
		e.Body = &DetailsEntry{c, p, *w.details(c)}
	case "visit":
		v := &Visit{
			ID: VisitID(w.at(0)), Customer: Customer(w.at(1)), Person: Person(w.at(2)),
			For: Person(w.keys["for"]), AskedFor: Person(w.keys["asked_for"]), MessageFrom: Person(w.keys["message_from"]), Via: w.keys["via"],
			Consent: w.has("consent"), Knowing: w.has("knowing"), Accompanied: w.has("accompanied"),
			Venue: w.keys["venue"], Reached: w.has("reached"), Declared: w.has("declared"),
			Referrer: Customer(w.keys["referrer"]), Mentioned: w.keys["mentioned"], Purpose: w.keys["purpose"],
		}
		v.Details = w.details(v.Customer)
		if answer := w.keys["first_time"]; answer != "" {
			first := answer == "yes"
			v.FirstTime = &first
		}
		if w.has("greeting") {
			v.Deep = new(bool)
		}
		if w.has("unsigned") {
			v.Signed = new(bool)
		}
		if with := w.keys["with"]; with != "" {
			v.With = []Customer{Customer(with)}
		}
		e.Body = v
	case "leave":
		e.Body = &Leave{VisitID(w.at(0))}
	case "recognise":
		e.Body = &Recognise{VisitID(w.at(0)), p, w.keys["wish"]}
	case "hand_back":
		e.Body = &HandBack{VisitID(w.at(0))}
	case "told":
		e.Body = &Told{VisitID(w.at(0)), p}
	case "follow_up":
		e.Body = &FollowUp{c, p}
	case "contact":
		e.Body = &Contact{c, p}
	case "appointment":
		e.Body = &Appointment{c, p, w.has("to_book")}
	case "link":
		e.Body = &Link{c, Customer(w.at(1)), w.at(2)}
	case "own":
		e.Body = &Own{c, p, w.at(2)}
	case "prefile":
		e.Body = &Prefile{c, p, Customer(w.keys["referrer"])}
	case "wish":
		e.Body = &Wish{c, p}
	case "complaint":
		e.Body = &Complaint{c, p, Person(w.keys["to"]), !w.has("dismissed")}
		e.By = "zhou"
	case "give_up":
		e.Body = &GiveUp{c, p}
	case "assign":
		e.Body = &Assign{c, p}
		e.By = "lee"
	case "claim":
		e.Body = &Claim{c, p, w.details(c)}
	case "withdraw":
		x := &Withdraw{Reason: "a mistake", Visit: VisitID(w.keys["visit"]), Deal: DealID(w.keys["deal"])}
		if w.has("last") {
			x.Seq = s.book.Seq()
		}
		e.Body = x
	case "shown":
		e.Body = &Shown{c, p}
	case "confirm":
		e.Body = &Confirm{c, p}
		e.By = "zhou"
	case "assist":
		e.Body = &Assist{c, p, w.has("significant")}
	case "deal":
		e.Body = &Deal{ID: DealID(w.at(0)), Customer: Customer(w.at(1)), Person: Person(w.at(2)), Stage: Stage(w.keys["stage"]), Name: w.keys["name"], GroupBuy: w.has("group_buy")}
	case "contest":
		e.Body = &Contest{DealID(w.at(0)), p, w.has("evidence")}
	case "misconduct":
		e.Body = &Misconduct{Person(w.at(0)), w.at(1), Customer(w.keys["customer"]), VisitID(w.keys["visit"])}
	case "approve":
		e.Body = &Approve{DealID(w.at(0))}
		e.By = "zhou"
	case "dispute":
		e.Body = &Dispute{ID: DisputeID(w.at(0)), Customer: Customer(w.keys["customer"]), Deal: DealID(w.keys["deal"]), Person: p}
	case "statement":
		e.Body, e.Note = &Statement{DisputeID(w.at(0)), p}, "so it was"
	case "ruling":
		r := &Ruling{Customer: Customer(w.keys["customer"]), Deal: DealID(w.keys["deal"]), Owner: Person(w.keys["owner"]), Reason: "heard both"}
		r.Performance, r.Commission = parseShares(w.keys["performance"]), parseShares(w.keys["commission"])
		e.Body = r
		if e.By == "" {
			e.By = "zhou"
		}
	default:
		panic("a transcript uses an unknown verb: " + verb)
	}
	_, err := s.book.Apply(e)
	return err
}

// parseShares reads "amy:1/3,bo:2/3".
func parseShares(text string) Parts {
	var ps Parts
	for _, share := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		who, part, _ := strings.Cut(share, ":")
		f, err := ParsePart(part)
		must(err)
		ps = ps.With(Person(who), f)
	}
	return ps
}
