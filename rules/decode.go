package rules

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// ParseEvent reads one event from a line of JSON, strictly: unknown types and
// keys, missing and repeated keys and bad values give an *EventError.
func ParseEvent(line []byte) (Event, error) {
	var d decoder
	return d.event(line)
}

// A decoder reads events, one a line. It works on tokens rather than through
// reflection on whole values: that is how an error can name the key at fault,
// and it is several times as fast. The zero decoder is ready.
type decoder struct {
	tokens jsontext.Decoder
	src    bytes.Buffer
	key    string // being read
	inner  string // likewise, in an object under key
	needed bool   // the event cannot do without key
}

// path names the key being read.
func (d *decoder) path() string {
	if d.inner == "" {
		return d.key
	}
	return d.key + "." + d.inner
}

func (d *decoder) event(line []byte) (Event, error) {
	d.src = *bytes.NewBuffer(line)
	d.tokens.Reset(&d.src)
	d.key, d.inner = "", ""
	e, err := d.object(line)
	if err == nil {
		err = d.end()
	}
	if err == nil {
		err = validate(e)
	}
	if err != nil {
		return Event{}, err
	}
	return e, nil
}

// object reads the event's object.
func (d *decoder) object(line []byte) (Event, error) {
	var e Event
	tok, err := d.tokens.ReadToken()
	if err != nil {
		return e, d.syntax(err)
	}
	if tok.Kind() != '{' {
		return e, wrong("", `an event is a JSON object, such as {"type": "leave", ...}, not %s`, describe(tok.Kind()))
	}
	var (
		s    *schema
		body reflect.Value
		seen uint64 // bit i: the body's key i was there
		at   bool
	)
	for {
		tok, err := d.tokens.ReadToken()
		if err != nil {
			return e, d.syntax(err)
		}
		if tok.Kind() == '}' {
			break
		}
		d.key, d.needed = tok.String(), true
		if s == nil {
			if s, err = d.schema(line); err != nil {
				return e, err
			}
			body = reflect.New(s.typ)
			e.Body = body.Interface().(Body)
			if d.key == "type" {
				continue
			}
		}
		if i, ok := s.place[d.key]; ok {
			seen |= 1 << i
			d.needed = s.fields[i].required
			if err := d.value(s.fields[i], body.Elem().Field(s.fields[i].index)); err != nil {
				return e, err
			}
			continue
		}
		at = at || d.key == "at"
		d.needed = d.key == "at" || d.key == "by" && s.signed
		if err := d.common(&e, s); err != nil {
			return e, err
		}
	}
	if s == nil {
		return e, wrong("type", "missing; give %s", list(kinds))
	}
	if !at {
		return e, missing(s.kind, "at", fittingTime)
	}
	for i, f := range s.fields {
		if f.required && seen&(1<<i) == 0 {
			return e, missing(s.kind, f.key, f.fitting)
		}
	}
	return e, nil
}

// schema finds the event's type, wherever in the line it stands. The first key
// has just been read; its value has been too if it is the type.
func (d *decoder) schema(line []byte) (*schema, error) {
	if d.key == "type" {
		return d.kind(&d.tokens)
	}
	key := d.key
	ahead := jsontext.NewDecoder(bytes.NewBuffer(line))
	if _, err := ahead.ReadToken(); err != nil {
		return nil, d.syntax(err)
	}
	for {
		tok, err := ahead.ReadToken()
		if err != nil {
			return nil, d.syntax(err)
		}
		if tok.Kind() == '}' {
			return nil, wrong("type", "missing; give %s", list(kinds))
		}
		if d.key = tok.String(); d.key == "type" {
			s, err := d.kind(ahead)
			d.key = key
			return s, err
		}
		if err := ahead.SkipValue(); err != nil {
			return nil, d.syntax(err)
		}
	}
}

// kind reads the value of the key "type".
func (d *decoder) kind(tokens *jsontext.Decoder) (*schema, error) {
	tok, err := tokens.ReadToken()
	if err != nil {
		return nil, d.syntax(err)
	}
	if tok.Kind() != '"' {
		return nil, d.unfit(tok, "one of "+list(kinds))
	}
	kind := tok.String()
	s, ok := schemas[Kind(kind)]
	if !ok {
		return nil, wrong("type", "unknown type %s; %s", quote(kind), hint(kind, kinds))
	}
	return s, nil
}

// common reads a value that every event may have.
func (d *decoder) common(e *Event, s *schema) (err error) {
	switch d.key {
	case "type": // read by schema; a second one is a repeated key
		_, err = d.text("")
	case "at":
		e.At, err = d.time()
	case "came":
		e.Came, err = d.time()
	case "seq":
		e.Seq, err = d.number(fittingSeq)
		if err == nil && e.Seq < 1 {
			err = wrong("seq", "must be %s, not %d", fittingSeq, e.Seq)
		}
	case "by":
		var by string
		by, err = d.name(`a person's id, such as "amy"`)
		e.By = Person(by)
	case "note":
		e.Note, err = d.text("a string")
	case "prev":
		e.Prev, err = d.name(fittingHash)
	case "hash":
		e.Hash, err = d.name(fittingHash)
	case "salt":
		e.Salt, err = d.name(fittingHash)
	default:
		err = unknownKey(s, d.key)
	}
	return err
}

const (
	fittingSeq  = "the event's place in the register, a whole number from 1"
	fittingHash = "a hash as an export writes it"
)

// end reads on to the end of the line, where nothing may follow.
func (d *decoder) end() error {
	if _, err := d.tokens.ReadToken(); err != io.EOF {
		return wrong("", "something follows the event's closing brace; write one event a line")
	}
	return nil
}

// syntax is the error about a line that is no JSON.
func (d *decoder) syntax(err error) error {
	var s *jsontext.SyntacticError
	switch {
	case err == io.EOF:
		return wrong("", `there is nothing; an event is a JSON object, such as {"type": "leave", ...}`)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return wrong(d.path(), "the line breaks off here; an event must stand on one line, up to its closing brace")
	case errors.Is(err, jsontext.ErrDuplicateName) && errors.As(err, &s):
		keys := slices.Collect(s.JSONPointer.Tokens())
		return wrong(strings.Join(keys, "."), "is given twice; keep one")
	case errors.As(err, &s):
		return wrong(d.path(), "no valid JSON at byte %d of the line: %v", s.ByteOffset+1, s.Err)
	}
	return wrong(d.path(), "no valid JSON: %v", err)
}
