package rules

import (
	"fmt"
	"reflect"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// MarshalJSON writes e as a line of the register format: without spaces, keys
// in a fixed order, times with their own offset. [ParseEvent] reads it back. A
// withdraw event goes without its own seq, for there the key means another's.
func (e Event) MarshalJSON() ([]byte, error) {
	if e.Body == nil {
		return nil, fmt.Errorf("event %d has no body", e.Seq)
	}
	s := schemas[e.Body.Kind()]
	w := writer{b: make([]byte, 0, 256)}
	w.text("type", string(s.kind))
	w.time("at", e.At)
	if _, taken := s.place["seq"]; e.Seq != 0 && !taken {
		w.number("seq", e.Seq)
	}
	w.textIf("by", string(e.By))
	w.textIf("note", e.Note)
	if !e.Came.IsZero() {
		w.time("came", e.Came)
	}
	body := reflect.ValueOf(e.Body).Elem()
	for _, f := range s.fields {
		if v := body.Field(f.index); f.required || !empty(v) {
			if err := w.value(f, v); err != nil {
				return nil, fmt.Errorf("write %s event: %w", article(s.kind), err)
			}
		}
	}
	w.textIf("prev", e.Prev)
	w.textIf("hash", e.Hash)
	w.textIf("salt", e.Salt)
	return append(w.b, '}'), nil
}

// empty says whether v is left out where it is not required.
func empty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}

// A writer writes the members of one object.
type writer struct{ b []byte }

func (w *writer) key(key string) {
	if len(w.b) == 0 {
		w.b = append(w.b, '{')
	} else {
		w.b = append(w.b, ',')
	}
	w.b = appendString(w.b, key)
	w.b = append(w.b, ':')
}

func (w *writer) text(key, s string) {
	w.key(key)
	w.b = appendString(w.b, s)
}

func (w *writer) textIf(key, s string) {
	if s != "" {
		w.text(key, s)
	}
}

func (w *writer) number(key string, n int64) {
	w.key(key)
	w.b = strconv.AppendInt(w.b, n, 10)
}

func (w *writer) flag(key string, yes bool) {
	w.key(key)
	w.b = strconv.AppendBool(w.b, yes)
}

func (w *writer) time(key string, t time.Time) {
	w.key(key)
	w.b = append(w.b, '"')
	w.b = appendTime(w.b, t)
	w.b = append(w.b, '"')
}

func (w *writer) value(f field, v reflect.Value) error {
	switch f.shape {
	case isText, isName, isWord:
		w.text(f.key, v.String())
	case isFlag:
		w.flag(f.key, v.Bool())
	case isAnswer:
		w.flag(f.key, v.Elem().Bool())
	case isNumber:
		w.number(f.key, v.Int())
	case isAmount:
		w.number(f.key, v.Elem().Int())
	case isNames:
		w.key(f.key)
		w.b = append(w.b, '[')
		for i := range v.Len() {
			if i > 0 {
				w.b = append(w.b, ',')
			}
			w.b = appendString(w.b, v.Index(i).String())
		}
		w.b = append(w.b, ']')
	case isDetails:
		w.key(f.key)
		w.b = appendDetails(w.b, v.Interface().(Details))
	case isForm:
		w.key(f.key)
		w.b = appendDetails(w.b, *v.Interface().(*Details))
	case isParts:
		w.key(f.key)
		w.b = appendParts(w.b, v.Interface().(Parts))
	case isObject:
		raw := jsontext.Value(v.Bytes()).Clone()
		if err := raw.Compact(); err != nil {
			return fmt.Errorf("%s: %w", f.key, err)
		}
		w.key(f.key)
		w.b = append(w.b, raw...)
	}
	return nil
}

func appendDetails(b []byte, d Details) []byte {
	var w writer
	w.textIf("name", d.Name)
	w.textIf("gender", d.Gender)
	w.textIf("phone", d.Phone)
	w.textIf("needs", d.Needs)
	if len(w.b) == 0 {
		w.b = append(w.b, '{')
	}
	return append(append(b, w.b...), '}')
}

// appendString appends s as a JSON string. Bytes that are no UTF-8 become the
// replacement character.
func appendString(b []byte, s string) []byte {
	b, _ = jsontext.AppendQuote(b, s)
	return b
}
