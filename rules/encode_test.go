package rules

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// exactParts lets cmp compare parts, whose terms are not exported.
var exactParts = cmpopts.EquateComparable(Part{})

func TestEventsReadBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvent(t, kinds)
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseEvent(line)
		if err != nil {
			t.Fatalf("%s\n%v", line, err)
		}
		if diff := cmp.Diff(e, back, exactParts); diff != "" {
			t.Fatalf("%s (-written +read)\n%s", line, diff)
		}
	})
}

// anyEvent draws an event of one of kinds with any keys that the format allows.
func anyEvent(t *rapid.T, kinds []string) Event {
	s := schemas[Kind(rapid.SampledFrom(kinds).Draw(t, "kind"))]
	e := Event{
		At:   anyTime(t, "at"),
		Seq:  rapid.Int64Min(0).Draw(t, "seq"),
		By:   Person(anyName(!s.signed).Draw(t, "by")),
		Note: rapid.String().Draw(t, "note"),
		Hash: rapid.StringMatching(`|[0-9a-f]{64}`).Draw(t, "hash"),
	}
	if s.kind == "statement" {
		e.Note += "as I saw it"
	}
	if rapid.Bool().Draw(t, "late") {
		e.Came = e.At.Add(-time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "delay")) * time.Microsecond)
	}
	body := reflect.New(s.typ)
	only := onlyOne(t, s.kind)
	for _, f := range s.fields {
		if only == nil || !slices.Contains(only[1:], f.key) {
			anyValue(t, f, f.required || only != nil && f.key == only[0], body.Elem().Field(f.index))
		}
	}
	e.Body = body.Interface().(Body)
	if s.kind == "withdraw" { // its key seq means another event's
		e.Seq = 0
	}
	switch b := e.Body.(type) {
	case *Site:
		b.Timezone = rapid.SampledFrom([]string{"", "Asia/Shanghai", "America/St_Johns"}).Draw(t, "timezone")
	case *Rota:
		slices.Sort(b.Order)
		b.Order = slices.Compact(b.Order)
	case *FloorChange:
		b.Duty = Person(anyName(false).Draw(t, "duty"))
	case *Link:
		b.Other += "2"
	case *Visit:
		if b.Referrer == b.Customer {
			b.Referrer = ""
		}
	case *Prefile:
		if b.Referrer == b.Customer {
			b.Referrer = ""
		}
	case *Staff:
		if b.Successor == b.ID {
			b.Successor = ""
		}
	}
	return e
}

// onlyOne picks one of the keys of which an event of kind k has exactly one,
// and puts it first; nil if there are none.
func onlyOne(t *rapid.T, k Kind) []string {
	keys := map[Kind][]string{
		"withdraw": {"seq", "visit", "deal"},
		"dispute":  {"customer", "visit", "deal"},
		"ruling":   {"customer", "deal"},
	}[k]
	if keys == nil {
		return nil
	}
	return rapid.Permutation(keys).Draw(t, "only")
}

func anyTime(t *rapid.T, label string) time.Time {
	zone := time.UTC
	if minutes := rapid.IntRange(-14*60, 14*60).Draw(t, label+" offset"); minutes != 0 {
		zone = time.FixedZone("", minutes*60)
	}
	return time.UnixMicro(rapid.Int64Range(0, 4e15).Draw(t, label)).In(zone)
}

// anyName draws an id, or none if it may be missing.
func anyName(optional bool) *rapid.Generator[string] {
	pattern := `[a-zA-Z0-9王李芳 <>&"'\\/😀-]{0,10}[a-z王]`
	if optional {
		pattern = "|" + pattern
	}
	return rapid.StringMatching(pattern)
}

func anyValue(t *rapid.T, f field, required bool, v reflect.Value) {
	switch f.shape {
	case isText:
		text := rapid.String().Draw(t, f.key)
		if required {
			text += "."
		}
		v.SetString(text)
	case isName:
		v.SetString(anyName(!required).Draw(t, f.key))
	case isWord:
		if required || rapid.Bool().Draw(t, f.key+" given") {
			v.SetString(rapid.SampledFrom(f.allowed).Draw(t, f.key))
		}
	case isFlag:
		v.SetBool(rapid.Bool().Draw(t, f.key))
	case isAnswer:
		v.Set(reflect.ValueOf(rapid.Ptr(rapid.Bool(), true).Draw(t, f.key)))
	case isNumber:
		least := int64(0)
		if required {
			least = 1
		}
		v.SetInt(rapid.Int64Min(least).Draw(t, f.key))
	case isAmount:
		v.Set(reflect.ValueOf(rapid.Ptr(rapid.Int64Min(0), true).Draw(t, f.key)))
	case isNames:
		for _, name := range rapid.SliceOfN(anyName(false), 0, 4).Draw(t, f.key) {
			v.Set(reflect.Append(v, reflect.ValueOf(name).Convert(v.Type().Elem())))
		}
	case isDetails:
		v.Set(reflect.ValueOf(anyDetails(t)))
	case isForm:
		if rapid.Bool().Draw(t, f.key) {
			details := anyDetails(t)
			v.Set(reflect.ValueOf(&details))
		}
	case isParts:
		v.Set(reflect.ValueOf(anyParts(t, f.key)))
	case isObject:
		v.SetBytes([]byte(rapid.SampledFrom([]string{"", `{}`, `{"hours":["09:00","18:00"],"x":{"y":1e3}}`}).Draw(t, f.key)))
		if v.Len() == 0 {
			v.SetZero()
		}
	}
}

func anyDetails(t *rapid.T) Details {
	return Details{
		Name:   rapid.String().Draw(t, "name"),
		Gender: rapid.SampledFrom([]string{"", "female", "男"}).Draw(t, "gender"),
		Phone:  rapid.StringMatching(`|\+?[0-9 ]{5,15}`).Draw(t, "phone"),
		Needs:  rapid.String().Draw(t, "needs"),
	}
}

// anyParts draws none, or parts that add up to one.
func anyParts(t *rapid.T, label string) Parts {
	weights := rapid.SliceOfN(rapid.Int64Range(1, 9), 0, 5).Draw(t, label)
	var all int64
	for _, w := range weights {
		all += w
	}
	var ps Parts
	for i, w := range weights {
		ps = append(ps, Share{Person(rune('a' + i)), frac(w, all)})
	}
	return ps
}

func TestWrittenForm(t *testing.T) {
	yes, amount := true, int64(1200)
	noon := time.Date(2026, 3, 1, 12, 0, 0, 1500, time.FixedZone("", 8*3600))
	for name, c := range map[string]struct {
		event Event
		want  string
	}{
		"keys in a fixed order, the chain last, no spaces": {
			Event{Seq: 7, At: noon, By: "mu", Note: "a <b> & c", Came: noon.Add(-time.Hour), Prev: "p", Hash: "h", Salt: "s", Body: &Visit{
				ID: "v1", Customer: "wang", Person: "amy", FirstTime: &yes, With: []Customer{"li"}, Details: &Details{Name: "王芳", Phone: "138"},
			}},
			`{"type":"visit","at":"2026-03-01T12:00:00.000001+08:00","seq":7,"by":"mu","note":"a <b> & c","came":"2026-03-01T11:00:00.000001+08:00",` +
				`"id":"v1","customer":"wang","person":"amy","first_time":true,"with":["li"],"details":{"name":"王芳","phone":"138"},"prev":"p","hash":"h","salt":"s"}`,
		},
		"required keys are written when empty or false": {
			Event{At: noon.UTC(), By: "mu", Body: &Complaint{Customer: "wang", Person: "amy"}},
			`{"type":"complaint","at":"2026-03-01T04:00:00.000001Z","by":"mu","customer":"wang","person":"amy","upheld":false}`,
		},
		"an empty form": {
			Event{At: noon.Truncate(time.Second), Body: &Call{Customer: "wang", Person: "amy", Details: &Details{}}},
			`{"type":"call","at":"2026-03-01T12:00:00+08:00","customer":"wang","person":"amy","details":{}}`,
		},
		"parts in their order": {
			Event{At: noon.Truncate(time.Second), By: "mu", Body: &Ruling{Deal: "d1", Performance: Parts{{"bo", frac(2, 3)}, {"amy", frac(1, 3)}}, Reason: "r"}},
			`{"type":"ruling","at":"2026-03-01T12:00:00+08:00","by":"mu","deal":"d1","performance":{"bo":"2/3","amy":"1/3"},"reason":"r"}`,
		},
		"amounts and settings": {
			Event{At: noon.Truncate(time.Second), Body: &Deal{ID: "d1", Customer: "wang", Person: "amy", Amount: &amount}},
			`{"type":"deal","at":"2026-03-01T12:00:00+08:00","id":"d1","customer":"wang","person":"amy","amount":1200}`,
		},
		"settings without their spaces": {
			Event{At: noon.Truncate(time.Second), Body: &Site{Settings: json.RawMessage("{ \"a\": [1,\n2] }")}},
			`{"type":"site","at":"2026-03-01T12:00:00+08:00","settings":{"a":[1,2]}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.event.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// FuzzParseEvent holds that no line brings the reader down, and that what it
// accepts is written in a form that reads back as the same event.
func FuzzParseEvent(f *testing.F) {
	for _, line := range []string{
		`{"type":"visit","at":"2026-03-01T10:00:00+08:00","id":"v1","customer":"wang","person":"amy","with":["li"],"details":{"name":"Wang"}}`,
		`{"at":"2026-03-01T10:00:00.5Z","order":["amy","bo"],"type":"rota"}`,
		`{"type":"ruling","at":"2026-03-01T10:00:00+08:00","by":"mu","deal":"d1","performance":{"amy":"1/2","bo":"1/2"},"reason":"x"}`,
		`{"type":"site","at":"2026-03-01T10:00:00+08:00","settings":{"a":[{"b":null}]}}`,
		`{"type":"deal","at":"2026-03-01T10:00:00+08:00","id":"d","customer":"w","person":"a","amount":1}`,
		`{"type":"withdraw","at":"2026-03-01T10:00:00+08:00","seq":3,"reason":"slip"}`,
		`{"type":"leave","at":"2026-03-01T10:00:00+08:00","visit":"v"} {`,
		`[[[[[[`, `{"type":`, "\xff", ``,
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		e, err := ParseEvent(line)
		if err != nil {
			return
		}
		written, err := e.MarshalJSON()
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		back, err := ParseEvent(written)
		if err != nil {
			t.Fatalf("%q\n%s: %v", line, written, err)
		}
		if diff := cmp.Diff(e, back, exactParts); diff != "" {
			t.Fatalf("%q (-read +read again)\n%s", line, diff)
		}
		if again, _ := back.MarshalJSON(); string(again) != string(written) {
			t.Fatalf("%s became %s", written, again)
		}
	})
}
