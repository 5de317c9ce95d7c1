package rules

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// past is a register in which everything may be named; bad lines come after it.
var past = `{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"amy"}
{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"bo"}
{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"lu","role":"leader"}
{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"mu","role":"manager"}
{"type":"person","at":"2026-03-01T08:30:00+08:00","id":"cl","role":"clerk"}

{"type":"visit","at":"2026-03-01T10:00:00+08:00","id":"v1","customer":"wang","person":"amy","with":["li"],"referrer":"zhao","details":{"name":"Wang"}}
{"type":"deal","at":"2026-03-01T11:00:00+08:00","id":"d1","customer":"wang","person":"amy"}
{"type":"dispute","at":"2026-03-01T12:00:00+08:00","id":"p1","deal":"d1","person":"bo"}
{"type":"withdraw","at":"2026-03-01T12:00:00+08:00","visit":"v1","reason":"slip"}
`

// read takes a register in, as a book does; err is the first refusal.
func read(register string) (l ledger, err error) {
	lines := NewReader(strings.NewReader(register))
	for e, err := range lines.Events() {
		if err == nil {
			err = l.check(e, Manager)
		}
		if err != nil {
			return l, lines.located(err)
		}
		l.note(e)
	}
	return l, nil
}

func TestRefusals(t *testing.T) {
	// A line without "at" in the table gets one.
	const noon = `"at":"2026-03-02T12:00:00+08:00"`
	for _, c := range []struct {
		name, line, key, text string
	}{
		// What is no event at all.
		{"no JSON", `visit wang amy`, "", "no valid JSON at byte 1"},
		{"half a line", `{"type":"leave",` + noon + `,"visit":"v1"`, "visit", "breaks off"},
		{"half a key", `{"type":"leave",` + noon + `,"vis`, "at", "breaks off"},
		{"a list", `[{"type":"leave"}]`, "", "not a list"},
		{"a bare word", `"leave"`, "", "not a string"},
		{"null", `null`, "", "not null"},
		{"two events on a line", `{"type":"leave",` + noon + `,"visit":"v1"}{"type":"leave"}`, "", "one event a line"},
		{"a trailing comma", `{"type":"leave",` + noon + `,"visit":"v1",}`, "visit", "no valid JSON"},
		{"a comment", `{"type":"leave",` + noon + `,"visit":"v1"} // done`, "", "one event a line"},
		{"single quotes", `{'type':'leave'}`, "", "no valid JSON"},
		{"bytes that are no UTF-8", "{\"type\":\"leave\"," + noon + ",\"visit\":\"v\xff1\"}", "visit", "invalid UTF-8"},
		{"half a surrogate pair", `{"type":"leave",` + noon + `,"visit":"\ud800"}`, "visit", "no valid JSON"},
		{"a raw control character", "{\"type\":\"leave\"," + noon + ",\"visit\":\"v\x001\"}", "visit", "no valid JSON"},
		{"a bomb of brackets", strings.Repeat("[", 100_000), "", "not a list"},
		{"a bomb in the settings", `{"type":"site",` + noon + `,"settings":` + strings.Repeat(`{"a":`, 20_000), "settings", "exceeded max depth"},
		{"a line without an end", `{"type":"leave","note":"` + strings.Repeat("x", longest), "", "longer than 1048576 bytes"},
		{"an empty object", `{}`, "type", "missing; give site, policy,"},

		// Types and keys.
		{"no type", `{` + noon + `,"visit":"v1"}`, "type", "missing"},
		{"a misspelt type", `{"type":"vist",` + noon + `}`, "type", `did you mean "visit"?`},
		{"an unheard-of type", `{"type":"birthday",` + noon + `}`, "type", "statement or ruling"},
		{"a type in capitals", `{"type":"Visit",` + noon + `}`, "type", `did you mean "visit"?`},
		{"a type that is a number", `{"type":5,` + noon + `}`, "type", "not a number"},
		{"an empty type", `{"type":"",` + noon + `}`, "type", "unknown type"},
		{"no time", `{"type":"leave","visit":"v1"}`, "at", "missing from this leave event"},
		{"a misspelt key", `{"type":"leave",` + noon + `,"vsit":"v1"}`, "vsit", `did you mean "visit"?`},
		{"another type's key", `{"type":"visit",` + noon + `,"id":"v2","customer":"wang","person":"amy","reason":"sales"}`, "reason", "it belongs to shift, withdraw or ruling"},
		{"a key in capitals", `{"type":"leave",` + noon + `,"Visit":"v1"}`, "Visit", `did you mean "visit"?`},
		{"an unheard-of key", `{"type":"leave",` + noon + `,"visit":"v1","weather":"rain"}`, "weather", "its keys are type, at, seq, by, note, came, visit"},
		{"a key twice", `{"type":"leave",` + noon + `,"visit":"v1","visit":"v1"}`, "visit", "twice"},
		{"the type twice", `{"type":"leave",` + noon + `,"visit":"v1","type":"leave"}`, "type", "twice"},
		{"a key twice, once escaped", `{"type":"leave",` + noon + `,"visit":"v1","v\u0069sit":"v1"}`, "visit", "twice"},
		{"a key of the form twice", `{"type":"details",` + noon + `,"customer":"wang","person":"amy","details":{"name":"W","name":"V"}}`, "details.name", "twice"},
		{"a person with two parts", `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","commission":{"amy":"1/2","amy":"1/2"},"reason":"r"}`, "commission.amy", "twice"},
		{"an unknown key of the form", `{"type":"call",` + noon + `,"customer":"wang","person":"amy","details":{"fone":"138"}}`, "details.fone", `did you mean "phone"?`},

		// Missing keys.
		{"a visit without a person", `{"type":"visit",` + noon + `,"id":"v2","customer":"wang"}`, "person", "missing from this visit event; give a person's id"},
		{"a visit without an id", `{"type":"visit",` + noon + `,"customer":"wang","person":"amy"}`, "id", "missing"},
		{"details without details", `{"type":"details",` + noon + `,"customer":"wang","person":"amy"}`, "details", "missing"},
		{"an assist without its weight", `{"type":"assist",` + noon + `,"customer":"wang","person":"amy"}`, "significant", "give true or false"},
		{"a rota without an order", `{"type":"rota",` + noon + `}`, "order", "missing"},
		{"a complaint that nobody decided", `{"type":"complaint",` + noon + `,"customer":"wang","person":"amy","upheld":true}`, "by", "missing"},
		{"an assignment by nobody", `{"type":"assign",` + noon + `,"customer":"wang","person":"amy"}`, "by", "missing"},
		{"a statement that says nothing", `{"type":"statement",` + noon + `,"dispute":"p1","person":"amy"}`, "note", "missing"},
		{"a statement of blanks", `{"type":"statement",` + noon + `,"dispute":"p1","person":"amy","note":"  "}`, "note", "missing"},
		{"a withdrawal without a reason", `{"type":"withdraw",` + noon + `,"deal":"d1"}`, "reason", "missing"},
		{"lunch without duty", `{"type":"floor",` + noon + `,"mode":"lunch"}`, "duty", "name the person on duty"},
		{"a withdrawal of nothing", `{"type":"withdraw",` + noon + `,"reason":"slip"}`, "seq", "give one of seq, visit or deal"},
		{"a withdrawal of two things", `{"type":"withdraw",` + noon + `,"visit":"v1","deal":"d1","reason":"slip"}`, "deal", "only one of"},
		{"a dispute about nothing", `{"type":"dispute",` + noon + `,"id":"p2","person":"amy"}`, "customer", "give one of customer, visit or deal"},
		{"a ruling on both", `{"type":"ruling",` + noon + `,"by":"mu","customer":"wang","deal":"d1","reason":"r"}`, "deal", "only one of customer or deal"},
		{"a key of no event", `{"type":"assign",` + noon + `,"customer":"wang","person":"amy","by":"mu","why":"so"}`, "why", "unknown in an assign event; its keys are"},
		{"a ruling on neither", `{"type":"ruling",` + noon + `,"by":"mu","owner":"bo","reason":"r"}`, "customer", "give one of customer or deal"},

		// Values of the wrong type.
		{"one name where a list is due", `{"type":"rota",` + noon + `,"order":"amy"}`, "order", `must be a list of persons, such as ["amy", "bo"], not a string`},
		{"a number in a list of names", `{"type":"rota",` + noon + `,"order":["amy",2]}`, "order", "not a number"},
		{"a list where one name is due", `{"type":"leave",` + noon + `,"visit":["v1"]}`, "visit", "not a list"},
		{"a yes in words", `{"type":"shift",` + noon + `,"person":"amy","state":"away","approved":"yes"}`, "approved", "must be true or false, not a string"},
		{"a yes as a number", `{"type":"visit",` + noon + `,"id":"v2","customer":"wang","person":"amy","first_time":1}`, "first_time", "not a number"},
		{"a null", `{"type":"visit",` + noon + `,"id":"v2","customer":"wang","person":"amy","for":null}`, "for", "leave the key out"},
		{"a null where it cannot be left out", `{"type":"visit",` + noon + `,"id":"v2","customer":null,"person":"amy"}`, "customer", "must not be null; give a customer's id"},
		{"a null for whoever decided", `{"type":"assign",` + noon + `,"customer":"wang","person":"amy","by":null}`, "by", "must not be null; give a person's id"},
		{"a phone as a number", `{"type":"call",` + noon + `,"customer":"wang","person":"amy","details":{"phone":13800138000}}`, "details.phone", "not a number"},
		{"details as a string", `{"type":"call",` + noon + `,"customer":"wang","person":"amy","details":"Wang"}`, "details", "must be an object"},
		{"settings as a list", `{"type":"site",` + noon + `,"settings":[]}`, "settings", "must be an object, not a list"},
		{"an amount as a string", `{"type":"deal",` + noon + `,"id":"d2","customer":"wang","person":"amy","amount":"100"}`, "amount", "not a string"},
		{"a broken amount", `{"type":"deal",` + noon + `,"id":"d2","customer":"wang","person":"amy","amount":1.5}`, "amount", "a whole number of minor units"},
		{"an amount beyond counting", `{"type":"deal",` + noon + `,"id":"d2","customer":"wang","person":"amy","amount":9223372036854775808}`, "amount", "a whole number"},

		// Values that do not exist.
		{"a role that does not exist", `{"type":"person",` + noon + `,"id":"dan","role":"boss"}`, "role", `unknown value "boss"; give consultant, leader, manager, director or clerk`},
		{"a misspelt role", `{"type":"person",` + noon + `,"id":"dan","role":"manger"}`, "role", `did you mean "manager"?`},
		{"an empty role", `{"type":"person",` + noon + `,"id":"dan","role":""}`, "role", "must not be empty"},
		{"a purpose that does not exist", `{"type":"visit",` + noon + `,"id":"v2","customer":"wang","person":"amy","purpose":"sell"}`, "purpose", "developer, peer"},
		{"a stage that does not exist", `{"type":"deal",` + noon + `,"id":"d2","customer":"wang","person":"amy","stage":"paid"}`, "stage", "deposit, subscribed or signed"},
		{"an act that does not exist", `{"type":"misconduct",` + noon + `,"person":"amy","kind":"sleep"}`, "kind", "dodge_turn"},
		{"a person who is nobody", `{"type":"person",` + noon + `,"id":""}`, "id", "must not be empty"},
		{"a customer of blanks", `{"type":"call",` + noon + `,"customer":"  ","person":"amy"}`, "customer", "missing"},
		{"nobody came along", `{"type":"visit",` + noon + `,"id":"v2","customer":"wang","person":"amy","with":[""]}`, "with", "must not be empty"},
		{"an empty gender", `{"type":"call",` + noon + `,"customer":"wang","person":"amy","details":{"gender":""}}`, "details.gender", "must not be empty"},
		{"a line break in an id", `{"type":"call",` + noon + `,"customer":"wa\nng","person":"amy"}`, "customer", "no control character"},
		{"a mark that turns the writing round", `{"type":"call",` + noon + `,"customer":"wang\u202e","person":"amy"}`, "customer", "no control character"},
		{"an id that is a novel", `{"type":"call",` + noon + `,"customer":"` + strings.Repeat("w", 201) + `","person":"amy"}`, "customer", "at most 200 bytes"},
		{"a negative amount", `{"type":"deal",` + noon + `,"id":"d2","customer":"wang","person":"amy","amount":-1}`, "amount", "0 or more, not -1"},
		{"a link to oneself", `{"type":"link",` + noon + `,"customer":"wang","other":"wang","relation":"same"}`, "other", "cannot be linked to themselves"},
		{"one's own referrer", `{"type":"visit",` + noon + `,"id":"v2","customer":"wang","person":"amy","referrer":"wang"}`, "referrer", "nobody sends themselves"},
		{"the same person twice in the queue", `{"type":"rota",` + noon + `,"order":["amy","bo","amy"]}`, "order", `"amy" stands in it twice`},
		{"a time zone that does not exist", `{"type":"site",` + noon + `,"timezone":"Asia/Beijing"}`, "timezone", "IANA name"},
		{"the machine's own time zone", `{"type":"site",` + noon + `,"timezone":"Local"}`, "timezone", "IANA name"},
		{"a part that is no fraction", `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","commission":{"amy":"50%","bo":"1/2"},"reason":"r"}`, "commission.amy", `such as "2/3", not "50%"`},
		{"a part as a number", `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","commission":{"amy":1},"reason":"r"}`, "commission.amy", "must be a fraction as a string"},
		{"parts of less than all", `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","performance":{"amy":"1/2","bo":"1/3"},"reason":"r"}`, "performance", "add up to 5/6"},
		{"parts of more than all", `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","performance":{"amy":"1","bo":"1/2"},"reason":"r"}`, "performance", "add up to 3/2"},
		{"parts of nothing", `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","performance":{},"reason":"r"}`, "performance", "leave the key out"},
		{"parts beyond adding", `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","performance":{"amy":"1/999983","bo":"1/999979"},"reason":"r"}`, "performance", "no common denominator"},

		// Times and places.
		{"no offset", `{"type":"leave","at":"2026-03-02T12:00:00","visit":"v1"}`, "at", "has no offset"},
		{"a space in the time", `{"type":"leave","at":"2026-03-02 12:00:00+08:00","visit":"v1"}`, "at", "RFC 3339"},
		{"an offset without a colon", `{"type":"leave","at":"2026-03-02T12:00:00+0800","visit":"v1"}`, "at", "RFC 3339"},
		{"30 February", `{"type":"leave","at":"2026-02-30T12:00:00+08:00","visit":"v1"}`, "at", "a day that its month does not have"},
		{"hour 24", `{"type":"leave","at":"2026-03-02T24:00:00+08:00","visit":"v1"}`, "at", "RFC 3339"},
		{"a time as a number", `{"type":"leave","at":1772400000,"visit":"v1"}`, "at", "not a number"},
		{"before there were registers", `{"type":"leave","at":"0001-01-01T00:00:00Z","visit":"v1"}`, "at", "outside the years"},
		{"time goes back", `{"type":"leave","at":"2026-03-01T11:59:59+08:00","visit":"v1"}`, "at", "before event 9, which is of 2026-03-01T12:00:00+08:00"},
		{"time goes back behind another offset", `{"type":"leave","at":"2026-03-01T12:30:00+09:00","visit":"v1"}`, "at", "time goes back"},
		{"it happened after it was written", `{"type":"leave",` + noon + `,"visit":"v1","came":"2026-03-02T12:00:01+08:00"}`, "came", "lies after"},
		{"a place already taken", `{"type":"leave",` + noon + `,"visit":"v1","seq":9}`, "seq", "this is event 10 of the register, not 9"},
		{"a place left free", `{"type":"leave",` + noon + `,"visit":"v1","seq":11}`, "seq", "this is event 10"},
		{"place nought", `{"type":"leave",` + noon + `,"visit":"v1","seq":0}`, "seq", "a whole number from 1, not 0"},
		{"a hash with blanks", `{"type":"leave",` + noon + `,"visit":"v1","hash":"a b"}`, "hash", "as an export writes it"},

		// Who and what the register does not know.
		{"an unknown person", `{"type":"call",` + noon + `,"customer":"wang","person":"dan"}`, "person", `unknown person "dan"; introduce them`},
		{"an unknown writer", `{"type":"leave",` + noon + `,"visit":"v1","by":"dan"}`, "by", "unknown person"},
		{"an unknown person in the queue", `{"type":"rota",` + noon + `,"order":["amy","dan"]}`, "order", "unknown person"},
		{"an unknown successor", `{"type":"person",` + noon + `,"id":"amy","status":"left","successor":"dan"}`, "successor", "unknown person"},
		{"a part for somebody unknown", `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","commission":{"dan":"1"},"reason":"r"}`, "commission", "unknown person"},
		{"an unknown customer", `{"type":"follow_up",` + noon + `,"customer":"sun","person":"amy"}`, "customer", `unknown customer "sun"; call, visit`},
		{"a sale to somebody unknown", `{"type":"deal",` + noon + `,"id":"d2","customer":"sun","person":"amy"}`, "customer", "unknown customer"},
		{"an unknown visit", `{"type":"leave",` + noon + `,"visit":"v9"}`, "visit", `unknown visit "v9"; give the id of an earlier visit`},
		{"an unknown deal", `{"type":"contest",` + noon + `,"deal":"d2","person":"bo"}`, "deal", "unknown deal"},
		{"an unknown dispute", `{"type":"statement",` + noon + `,"dispute":"p2","person":"bo","note":"mine"}`, "dispute", "unknown dispute"},

		// What cannot happen at this point, or not by this person.
		{"a visit's id twice", `{"type":"visit",` + noon + `,"id":"v1","customer":"sun","person":"bo"}`, "id", `visit "v1" is event 6 already`},
		{"a dispute's id twice", `{"type":"dispute",` + noon + `,"id":"p1","deal":"d1","person":"bo"}`, "id", "is there already"},
		{"a deal that goes back", `{"type":"deal",` + noon + `,"id":"d1","customer":"wang","person":"amy","stage":"deposit"}`, "stage", "is subscribed already"},
		{"a deal that changes the customer", `{"type":"deal",` + noon + `,"id":"d1","customer":"li","person":"amy","stage":"signed"}`, "customer", `a sale to "wang"`},
		{"a second withdrawal", `{"type":"withdraw",` + noon + `,"seq":6,"reason":"slip"}`, "seq", "event 6 is withdrawn already"},
		{"a withdrawal of itself", `{"type":"withdraw",` + noon + `,"seq":10,"reason":"slip"}`, "seq", "1 to 9"},
		{"a time zone after the first contact", `{"type":"site",` + noon + `,"timezone":"Asia/Tokyo"}`, "timezone", "is fixed"},
		{"an assignment by a consultant", `{"type":"assign",` + noon + `,"by":"bo","customer":"wang","person":"bo"}`, "by", `by a leader or above; "bo" is a consultant`},
		{"an assignment by a clerk", `{"type":"assign",` + noon + `,"by":"cl","customer":"wang","person":"bo"}`, "by", "is a clerk"},
		{"an approval by a leader", `{"type":"approve",` + noon + `,"by":"lu","deal":"d1"}`, "by", "by a manager or above"},
		{"a ruling below the arbiter", `{"type":"ruling",` + noon + `,"by":"lu","deal":"d1","reason":"r"}`, "by", "by a manager or above"},
		{"a confirmation by a leader", `{"type":"confirm",` + noon + `,"by":"lu","customer":"wang","person":"amy"}`, "by", "by a manager or clerk"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(past + c.line + "\n")
			var e *EventError
			if !errors.As(err, &e) {
				t.Fatalf("accepted (%v)", err)
			}
			want := strings.Count(past, "\n") + 1
			if e.Line != want || e.Key != c.key || !strings.Contains(e.Text, c.text) {
				t.Errorf("line %d, key %q: %s\nwant line %d, key %q: ...%s...", e.Line, e.Key, e.Text, want, c.key, c.text)
			}
			if strings.ContainsAny(e.Error(), "\n\r\x00") || len(e.Error()) > 800 {
				t.Errorf("not one readable line: %q", e.Error())
			}
		})
	}
}

func TestAccepted(t *testing.T) {
	const noon = `"at":"2026-03-02T12:00:00+08:00"`
	for name, line := range map[string]string{
		"keys in any order":                         `{"visit":"v1",` + noon + `,"type":"leave"}`,
		"spaces between":                            ` { "type" : "leave", ` + noon + ` , "visit" : "v1" } `,
		"the same time as the line before":          `{"type":"leave","at":"2026-03-01T12:00:00+08:00","visit":"v1"}`,
		"the same time with another offset":         `{"type":"leave","at":"2026-03-01T04:00:00Z","visit":"v1"}`,
		"finer than a microsecond":                  `{"type":"leave","at":"2026-03-02T04:00:00.123456789Z","visit":"v1"}`,
		"a place that is its own":                   `{"type":"leave",` + noon + `,"visit":"v1","seq":10}`,
		"an event below blank lines":                "\n   \n\t\n" + `{"type":"leave",` + noon + `,"visit":"v1"}`,
		"an event with a carriage return":           `{"type":"leave",` + noon + `,"visit":"v1"}` + "\r",
		"every defaulted word, spelt out":           `{"type":"visit",` + noon + `,"id":"v2","customer":"wang","person":"amy","purpose":"buy","via":"walk_in","mentioned":"arrival"}`,
		"an empty queue":                            `{"type":"rota",` + noon + `,"order":[]}`,
		"an amount of nothing":                      `{"type":"deal",` + noon + `,"id":"d2","customer":"wang","person":"amy","amount":0}`,
		"a deal that stays at its stage":            `{"type":"deal",` + noon + `,"id":"d1","customer":"wang","person":"bo"}`,
		"a deal that moves on":                      `{"type":"deal",` + noon + `,"id":"d1","customer":"wang","person":"bo","stage":"signed"}`,
		"customers who came along are known":        `{"type":"contact",` + noon + `,"customer":"li","person":"bo"}`,
		"a referrer is known":                       `{"type":"contact",` + noon + `,"customer":"zhao","person":"bo"}`,
		"a dispute about a withdrawn visit":         `{"type":"dispute",` + noon + `,"id":"p2","visit":"v1","person":"bo"}`,
		"the withdrawal of a withdrawal":            `{"type":"withdraw",` + noon + `,"seq":9,"reason":"it was right"}`,
		"somebody who introduces themselves":        `{"type":"person",` + noon + `,"id":"dan","by":"dan"}`,
		"a role changed":                            `{"type":"person",` + noon + `,"id":"amy","role":"leader"}`,
		"an id in Chinese":                          `{"type":"call",` + noon + `,"customer":"王女士","person":"amy"}`,
		"an id of joined signs":                     `{"type":"call",` + noon + `,"customer":"👨\u200d👩\u200d👧","person":"amy"}`,
		"any gender":                                `{"type":"call",` + noon + `,"customer":"wang","person":"amy","details":{"gender":"先生"}}`,
		"a ruling by a manager":                     `{"type":"ruling",` + noon + `,"by":"mu","deal":"d1","performance":{"amy":"2/4","bo":"1/2"},"reason":"r"}`,
		"a confirmation by the clerk":               `{"type":"confirm",` + noon + `,"by":"cl","customer":"wang","person":"amy"}`,
		"the site's settings after the first visit": `{"type":"site",` + noon + `,"name":"East","settings":{"anything":[1,{"at":"all"}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := read(past + line); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPlacesAndLines(t *testing.T) {
	r := NewReader(strings.NewReader("\ufeff\n" + past))
	var got []string
	for e, err := range r.Events() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%d:%d", r.Line(), e.Seq))
	}
	want := []string{"2:1", "3:2", "4:3", "5:4", "6:5", "8:6", "9:7", "10:8", "11:9"}
	if !slices.Equal(got, want) {
		t.Errorf("line:seq of the events are %v, want %v", got, want)
	}
}

func TestBrokenPipeIsNoEventError(t *testing.T) {
	broken := errors.New("the pipe broke")
	var last error
	for _, err := range NewReader(io.MultiReader(strings.NewReader(past), iotest.ErrReader(broken))).Events() {
		last = err
	}
	if !errors.Is(last, broken) {
		t.Errorf("the error is %v, want %v", last, broken)
	}
}

func TestWithdrawalsOfWithdrawals(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var l ledger
	add := func(b Body) error {
		e := Event{At: at, By: "lu", Body: b}
		if err := l.check(e, Manager); err != nil {
			return err
		}
		l.note(e)
		return nil
	}
	l.note(Event{At: at, Body: &Staff{ID: "lu", Role: Leader}})
	l.note(Event{At: at, Body: &Staff{ID: "amy"}})
	steps := []struct {
		name string
		body Body
		ok   bool
	}{
		{"2 is amy's introduction; 3 makes her a leader", &Staff{ID: "amy", Role: Leader}, true},
		{"4 opens the deal", &Assign{Customer: "wang", Person: "amy"}, true},
		{"5", &Deal{ID: "d1", Customer: "wang", Person: "amy", Stage: Deposit}, true},
		{"6", &Deal{ID: "d1", Customer: "wang", Person: "amy", Stage: Signed}, true},
		{"the deal does not go back", &Deal{ID: "d1", Customer: "wang", Person: "amy"}, false},
		{"7 withdraws the signature", &Withdraw{Seq: 6, Reason: "slip"}, true},
		{"8: now the deal may be subscribed", &Deal{ID: "d1", Customer: "wang", Person: "amy"}, true},
		{"9 withdraws the withdrawal", &Withdraw{Seq: 7, Reason: "it was signed"}, true},
		{"the signature may be withdrawn again: 10", &Withdraw{Seq: 6, Reason: "no"}, true},
		{"but not twice", &Withdraw{Seq: 6, Reason: "no"}, false},
		{"11 withdraws the whole deal", &Withdraw{Deal: "d1", Reason: "fell through"}, true},
		{"nothing of it is left to withdraw", &Withdraw{Deal: "d1", Reason: "fell through"}, false},
		{"12: the deal may start anew", &Deal{ID: "d1", Customer: "wang", Person: "amy", Stage: Deposit}, true},
	}
	for _, s := range steps {
		if err := add(s.body); (err == nil) != s.ok {
			t.Errorf("%s: %v", s.name, err)
		}
	}
	if l.role("amy") != Leader {
		t.Errorf("amy is a %s", l.role("amy"))
	}
	if err := add(&Withdraw{Seq: 3, Reason: "not promoted"}); err != nil || l.role("amy") != Consultant {
		t.Errorf("after her promotion was withdrawn, amy is a %s (%v)", l.role("amy"), err)
	}
}
