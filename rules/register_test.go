package rules

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestAnyRegister plays registers of a small floor in which anything may happen,
// and holds what is promised of all of them: a refusal changes nothing, and the
// register written out and read again gives the same report to the byte.
func TestAnyRegister(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := NewBook(nil, nil)
		at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.FixedZone("", 8*3600))
		var written bytes.Buffer
		record := func(e Event) {
			before := b.Seq()
			refused := b.Check(e)
			_, err := b.Apply(e)
			if fmt.Sprint(refused) != fmt.Sprint(err) {
				t.Fatalf("Check says %v, Apply %v", refused, err)
			}
			if err != nil {
				if wrong := (*EventError)(nil); !errors.As(err, &wrong) || b.Seq() != before {
					t.Fatalf("refused with a %T, and the register has %d events after %d: %v", err, b.Seq(), before, err)
				}
				return
			}
			line, err := e.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&written, "%s\n", line)
		}
		for i, role := range []Role{Consultant, Consultant, Consultant, Director} {
			record(Event{At: at, Body: &Staff{ID: Person(fmt.Sprint("p", i+1)), Role: role}})
		}
		for range rapid.IntRange(1, 80).Draw(t, "events") {
			at = at.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 5, 20, 180, 24 * 60, 8 * 24 * 60}).Draw(t, "minutes")) * time.Minute)
			record(eventOfFloor(t, at))
		}
		later := at.AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "days later"))
		first := reportOf(t, b, later)
		again := NewBook(nil, nil)
		for e, err := range NewReader(&written).Events() {
			if err == nil {
				_, err = again.Apply(e)
			}
			if err != nil {
				t.Fatalf("written out and read again: %v", err)
			}
		}
		if second := reportOf(t, again, later); first != second {
			t.Fatalf("the same register gives two reports:\n%s\n%s", first, second)
		}
	})
}

func reportOf(t interface{ Fatal(args ...any) }, b *Book, at time.Time) string {
	r, err := b.Report(at)
	if err != nil {
		t.Fatal(err)
	}
	var text, json strings.Builder
	if err := errors.Join(r.WriteText(&text, En), r.WriteText(&text, Zh), r.WriteJSON(&json)); err != nil {
		t.Fatal(err)
	}
	return json.String()
}

// onFloor has every kind of event, those more often that a floor has more of or
// that others need.
var onFloor = slices.Concat(strings.Fields(`visit visit visit visit visit visit visit visit
	leave leave recognise recognise hand_back hand_back told details follow_up contact shift shift claim
	link deal contest approve dispute statement ruling withdraw withdraw withdraw`), kinds)

// eventOfFloor draws an event about few people, customers and things, so that
// they meet.
func eventOfFloor(t *rapid.T, at time.Time) Event {
	e := anyEvent(t, onFloor)
	e.At, e.Came, e.Seq, e.By = at, time.Time{}, 0, "p4"
	if rapid.Bool().Draw(t, "written late") {
		e.Came = at.Add(-time.Hour)
	}
	s := schemas[e.Body.Kind()]
	body := reflect.ValueOf(e.Body).Elem()
	rename := func(v reflect.Value, n noun) {
		most := map[noun]int{aPerson: 4, aCustomer: 5, aVisit: 40, aDeal: 3, aDispute: 2}[n]
		v.SetString(fmt.Sprint(string(n[0]), rapid.IntRange(1, most).Draw(t, string(n))))
	}
	for _, f := range s.fields {
		switch v := body.Field(f.index); {
		case f.shape == isName && v.String() != "":
			rename(v, f.noun)
		case f.shape == isNames:
			for i := range v.Len() {
				rename(v.Index(i), f.noun)
			}
		case f.shape == isParts:
			for i := range v.Len() {
				v.Index(i).Field(0).SetString(fmt.Sprint("p", i%4+1))
			}
		case f.shape == isNumber && v.Int() != 0:
			v.SetInt(rapid.Int64Range(1, 60).Draw(t, f.key))
		}
	}
	if c, ok := e.Body.(*PolicyChange); ok {
		c.Name, c.Text = Default().Name(), ""
	}
	return e
}

// FuzzRegister holds that no register, however odd, brings the rules down.
func FuzzRegister(f *testing.F) {
	f.Add(past)
	f.Add(past + `{"type":"rota","at":"2026-03-02T08:30:00+08:00","order":["amy","bo"]}
{"type":"shift","at":"2026-03-02T08:40:00+08:00","person":"amy","state":"away","reason":"errand"}
{"type":"visit","at":"2026-03-02T09:00:00+08:00","id":"v2","customer":"li","person":"bo","knowing":true,"details":{"name":"Li","phone":"139"}}
{"type":"link","at":"2026-03-02T09:00:00+08:00","customer":"wang","other":"li","relation":"spouse"}
{"type":"hand_back","at":"2026-03-02T09:30:00+08:00","visit":"v2"}
{"type":"person","at":"2026-03-03T09:30:00+08:00","id":"amy","status":"left","successor":"bo"}
{"type":"ruling","at":"2026-03-04T09:30:00+08:00","by":"mu","deal":"d1","performance":{"amy":"1/2","bo":"1/2"},"reason":"both"}
`)
	f.Fuzz(func(t *testing.T, register string) {
		b := NewBook(nil, nil)
		for e, err := range NewReader(strings.NewReader(register)).Events() {
			if err == nil {
				_, err = b.Apply(e)
			}
			if err != nil {
				break
			}
		}
		reportOf(t, b, b.Last())
	})
}
