package rules

import (
	"encoding/json"
	"reflect"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// value reads the value of f into v.
func (d *decoder) value(f field, v reflect.Value) error {
	switch f.shape {
	case isText, isName, isWord:
		text, err := d.text(f.fitting)
		if err != nil {
			return err
		}
		if text == "" && f.shape != isText {
			return wrong(d.path(), "must not be empty; give %s", f.fitting)
		}
		v.SetString(text)
	case isFlag, isAnswer:
		tok, err := d.tokens.ReadToken()
		if err != nil {
			return d.syntax(err)
		}
		if k := tok.Kind(); k != 't' && k != 'f' {
			return d.unfit(tok, f.fitting)
		}
		if yes := tok.Bool(); f.shape == isFlag {
			v.SetBool(yes)
		} else {
			v.Set(reflect.ValueOf(&yes))
		}
	case isNumber, isAmount:
		n, err := d.number(f.fitting)
		if err != nil {
			return err
		}
		if n < 0 || n == 0 && f.shape == isNumber {
			return wrong(d.path(), "must be %s, not %d", f.fitting, n)
		}
		if f.shape == isNumber {
			v.SetInt(n)
		} else {
			v.Set(reflect.ValueOf(&n))
		}
	case isNames:
		return d.names(f, v)
	case isDetails, isForm:
		details, err := d.details(f.fitting)
		if err != nil {
			return err
		}
		if f.shape == isForm {
			v.Set(reflect.ValueOf(&details))
		} else {
			v.Set(reflect.ValueOf(details))
		}
	case isParts:
		parts, err := d.parts(f.fitting)
		if err != nil {
			return err
		}
		v.Set(reflect.ValueOf(parts))
	case isObject:
		raw, err := d.tokens.ReadValue()
		if err != nil {
			return d.syntax(err)
		}
		if raw.Kind() != '{' {
			return wrong(d.path(), "must be %s, not %s", f.fitting, describe(raw.Kind()))
		}
		raw = raw.Clone()
		if err := raw.Compact(); err != nil {
			return d.syntax(err)
		}
		v.SetBytes(json.RawMessage(raw))
	}
	return nil
}

// text reads a string.
func (d *decoder) text(fitting string) (string, error) {
	tok, err := d.tokens.ReadToken()
	if err != nil {
		return "", d.syntax(err)
	}
	if tok.Kind() != '"' {
		return "", d.unfit(tok, fitting)
	}
	return tok.String(), nil
}

// name reads a string that is not empty.
func (d *decoder) name(fitting string) (string, error) {
	s, err := d.text(fitting)
	if err == nil && s == "" {
		err = wrong(d.path(), "must not be empty; give %s", fitting)
	}
	return s, err
}

func (d *decoder) number(fitting string) (int64, error) {
	tok, err := d.tokens.ReadToken()
	if err != nil {
		return 0, d.syntax(err)
	}
	if tok.Kind() != '0' {
		return 0, d.unfit(tok, fitting)
	}
	n, err := strconv.ParseInt(tok.String(), 10, 64)
	if err != nil {
		return 0, wrong(d.path(), "must be %s, not %s", fitting, quote(tok.String()))
	}
	return n, nil
}

func (d *decoder) time() (time.Time, error) {
	s, err := d.text(fittingTime)
	if err != nil {
		return time.Time{}, err
	}
	t, err := ParseTime(s)
	if err != nil {
		return time.Time{}, wrong(d.path(), "%v", err)
	}
	return t, nil
}

// names reads a list of names into v. An empty list is as good as none.
func (d *decoder) names(f field, v reflect.Value) error {
	tok, err := d.tokens.ReadToken()
	if err != nil {
		return d.syntax(err)
	}
	if tok.Kind() != '[' {
		return d.unfit(tok, f.fitting)
	}
	for {
		tok, err := d.tokens.ReadToken()
		switch {
		case err != nil:
			return d.syntax(err)
		case tok.Kind() == ']':
			return nil
		case tok.Kind() != '"':
			return d.unfit(tok, f.fitting)
		}
		v.Set(reflect.Append(v, reflect.ValueOf(tok.String()).Convert(v.Type().Elem())))
	}
}

func (d *decoder) details(fitting string) (Details, error) {
	var f Details
	err := d.members(fitting, func() (err error) {
		switch d.inner {
		case "name":
			f.Name, err = d.text("a string")
		case "gender":
			f.Gender, err = d.name(`a word, such as "female"`)
		case "phone":
			f.Phone, err = d.text(`a string, such as "13800138000"`)
		case "needs":
			f.Needs, err = d.text("a string")
		default:
			err = wrong(d.path(), "unknown in %s; %s", d.key, hint(d.inner, formKeys))
		}
		return err
	})
	return f, err
}

func (d *decoder) parts(fitting string) (Parts, error) {
	var ps Parts
	err := d.members(fitting, func() error {
		text, err := d.text(`a fraction as a string, such as "1/2"`)
		if err != nil {
			return err
		}
		part, err := ParsePart(text)
		if err != nil {
			return wrong(d.path(), "%v, not %s", err, quote(text))
		}
		ps = append(ps, Share{Person(d.inner), part})
		return nil
	})
	if err == nil && len(ps) == 0 {
		err = wrong(d.key, "must not be empty; give %s, or leave the key out", fitting)
	}
	return ps, err
}

// members reads an object and calls read for each of its values, d.inner being
// the value's key.
func (d *decoder) members(fitting string, read func() error) error {
	tok, err := d.tokens.ReadToken()
	if err != nil {
		return d.syntax(err)
	}
	if tok.Kind() != '{' {
		return d.unfit(tok, fitting)
	}
	for {
		d.inner = ""
		tok, err := d.tokens.ReadToken()
		if err != nil {
			return d.syntax(err)
		}
		if tok.Kind() == '}' {
			return nil
		}
		d.inner = tok.String()
		if err := read(); err != nil {
			return err
		}
	}
}

// unfit is the error about a value of the wrong type.
func (d *decoder) unfit(tok jsontext.Token, fitting string) error {
	switch {
	case tok.Kind() == 'n' && d.needed && d.inner == "":
		return wrong(d.path(), "must not be null; give %s", fitting)
	case tok.Kind() == 'n':
		return wrong(d.path(), "must be %s, not null; leave the key out where there is none", fitting)
	}
	return wrong(d.path(), "must be %s, not %s", fitting, describe(tok.Kind()))
}

func describe(k jsontext.Kind) string {
	switch k {
	case '"':
		return "a string"
	case '0':
		return "a number"
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 'n':
		return "null"
	}
	return "true or false"
}
