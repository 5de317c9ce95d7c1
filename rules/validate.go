package rules

import (
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// longestName bounds the ids of persons, customers and the like, in bytes.
const longestName = 200

// validate says what is wrong with e by itself, whatever the register's past.
// It holds for events that were read and for those that the bot made.
func validate(e Event) error {
	if e.Body == nil {
		return wrong("type", "missing; give %s", list(kinds))
	}
	s := schemas[e.Body.Kind()]
	if err := validateCommon(e, s); err != nil {
		return err
	}
	body := reflect.ValueOf(e.Body).Elem()
	for _, f := range s.fields {
		if err := validateField(s.kind, f, body.Field(f.index)); err != nil {
			return err
		}
	}
	return validateBody(e.Body)
}

func validateCommon(e Event, s *schema) error {
	switch {
	case e.At.IsZero():
		return missing(s.kind, "at", fittingTime)
	case !inRange(e.At):
		return wrong("at", "lies outside the years %d to %d", firstYear, lastYear)
	case e.Seq < 0:
		return wrong("seq", "must be %s, not %d", fittingSeq, e.Seq)
	case e.Came.After(e.At):
		return wrong("came", "lies after the event's own time, %s; give the time when it really happened, not after that", appendTime(nil, e.At))
	case !e.Came.IsZero() && !inRange(e.Came):
		return wrong("came", "lies outside the years %d to %d", firstYear, lastYear)
	case e.By == "" && s.signed:
		return missing(s.kind, "by", "the person who decided")
	case s.kind == "statement" && strings.TrimSpace(e.Note) == "":
		return missing(s.kind, "note", "what that side says")
	}
	if e.By != "" {
		if err := validateName("by", string(e.By)); err != nil {
			return err
		}
	}
	for i, link := range [...]string{e.Prev, e.Hash, e.Salt} {
		if strings.ContainsFunc(link, notPrintable) || len(link) > longestName {
			return wrong(chain[i], "must be %s, not %s", fittingHash, quote(link))
		}
	}
	return nil
}

func notPrintable(r rune) bool { return r <= ' ' || r > '~' }

// validateField says what is wrong with the value v of the key f.
func validateField(k Kind, f field, v reflect.Value) error {
	switch f.shape {
	case isName, isText:
		text := v.String()
		switch {
		case text == "" && !f.required:
			return nil
		case strings.TrimSpace(text) == "" && (f.required || f.shape == isName):
			return missing(k, f.key, f.fitting)
		case f.shape == isName:
			return validateName(f.key, text)
		}
	case isWord:
		word := v.String()
		if word == "" && f.required {
			return missing(k, f.key, f.fitting)
		}
		if word != "" && !slices.Contains(f.allowed, word) {
			return wrong(f.key, "unknown value %s; %s", quote(word), hint(word, f.allowed))
		}
	case isNames:
		for i := range v.Len() {
			if err := validateName(f.key, v.Index(i).String()); err != nil {
				return err
			}
		}
	case isNumber:
		if v.Int() < 0 {
			return wrong(f.key, "must be %s, not %d", f.fitting, v.Int())
		}
	case isAmount:
		if !v.IsNil() && v.Elem().Int() < 0 {
			return wrong(f.key, "must be %s, not %d", f.fitting, v.Elem().Int())
		}
	case isObject:
		if raw := jsontext.Value(v.Bytes()); len(raw) > 0 && (raw.Kind() != '{' || !raw.IsValid()) {
			return wrong(f.key, "must be %s of valid JSON", f.fitting)
		}
	case isParts:
		return validateParts(f.key, v.Interface().(Parts))
	}
	return nil
}

// validateName says what is wrong with an id.
func validateName(key, id string) error {
	if len(id) > longestName {
		return wrong(key, "an id has at most %d bytes; this one has %d", longestName, len(id))
	}
	for i := range len(id) { // most ids are plain
		if c := id[i]; c <= ' ' || c > '~' {
			return validateForeign(key, id)
		}
	}
	if id == "" {
		return wrong(key, "must not be empty; give an id")
	}
	return nil
}

func validateForeign(key, id string) error {
	if strings.TrimSpace(id) == "" {
		return wrong(key, "must not be blank; give an id")
	}
	for i, r := range id {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(id[i:]); size == 1 {
				return wrong(key, "an id must be valid UTF-8, unlike %s", quote(id))
			}
		}
		if unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return wrong(key, "an id must have no control character, unlike %s", quote(id))
		}
	}
	return nil
}

// validateParts says what is wrong with the parts of a ruling.
func validateParts(key string, ps Parts) error {
	if len(ps) == 0 {
		return nil
	}
	common := int64(1)
	for i, s := range ps {
		if err := validateName(key, string(s.Person)); err != nil {
			return err
		}
		for _, earlier := range ps[:i] {
			if earlier.Person == s.Person {
				return wrong(key, "%s has two parts; give one", quote(s.Person))
			}
		}
		den := max(s.Part.den, 1)
		if common = common / gcd(common, den) * den; common > maxTerm {
			return wrong(key, "these fractions have no common denominator up to %d; give simpler ones", maxTerm)
		}
	}
	if sum := ps.sum(); sum != whole {
		return wrong(key, "the parts add up to %s; they must add up to 1", sum)
	}
	return nil
}

// validateBody checks what the keys of one event say together.
func validateBody(b Body) error {
	switch b := b.(type) {
	case *Site:
		if b.Timezone != "" {
			if _, err := ParseZone(b.Timezone); err != nil {
				return wrong("timezone", "%v", err)
			}
		}
	case *Staff:
		if b.Successor == b.ID {
			return wrong("successor", "nobody succeeds themselves; name another person")
		}
	case *Rota:
		for i, p := range b.Order {
			if slices.Contains(b.Order[:i], p) {
				return wrong("order", "%s stands in it twice; name each person once", quote(p))
			}
		}
	case *FloorChange:
		if b.Mode == Lunch && b.Duty == "" {
			return wrong("duty", "missing; with lunch, name the person on duty")
		}
	case *Visit:
		if b.Referrer == b.Customer {
			return wrong("referrer", "nobody sends themselves; name another customer")
		}
	case *Prefile:
		if b.Referrer == b.Customer {
			return wrong("referrer", "nobody sends themselves; name another customer")
		}
	case *Link:
		if b.Other == b.Customer {
			return wrong("other", "a customer cannot be linked to themselves; name another customer")
		}
	case *Withdraw:
		return one("withdraw", choice{"seq", b.Seq != 0}, choice{"visit", b.Visit != ""}, choice{"deal", b.Deal != ""})
	case *Dispute:
		return one("dispute", choice{"customer", b.Customer != ""}, choice{"visit", b.Visit != ""}, choice{"deal", b.Deal != ""})
	case *Ruling:
		return one("ruling", choice{"customer", b.Customer != ""}, choice{"deal", b.Deal != ""})
	}
	return nil
}

// A choice is a key of which exactly one of several is to be given.
type choice struct {
	key   string
	given bool
}

func one(k Kind, choices ...choice) error {
	var keys, given []string
	for _, c := range choices {
		keys = append(keys, c.key)
		if c.given {
			given = append(given, c.key)
		}
	}
	switch len(given) {
	case 0:
		return wrong(keys[0], "missing from this %s event; give one of %s", k, list(keys))
	case 1:
		return nil
	}
	return wrong(given[1], "%s event has only one of %s; leave out all but one", article(k), list(keys))
}
