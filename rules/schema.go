package rules

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// A schema is what the register format says of one kind of event: its keys and
// what their values may be. It is read off the body's struct and its tags, so
// that a key is written down once.
type schema struct {
	kind   Kind
	typ    reflect.Type // of the body, without the pointer
	fields []field
	place  map[string]int // key -> index in fields
	births bool           // a customer may come into being by it
	signed bool           // it must name who decided
}

// A field is one key of a body.
type field struct {
	key      string
	index    int // in the struct
	required bool
	shape    shape
	noun     noun     // what a name, or a list of names, names
	allowed  []string // the values of a word
	fitting  string   // what the value must be, for a message
}

// A shape is how a value is written.
type shape int

const (
	isText    shape = iota // any string
	isName                 // a person, customer, visit, deal or dispute
	isWord                 // one of a few words
	isFlag                 // true or false
	isAnswer               // true or false, absent being neither
	isNumber               // a whole number
	isAmount               // a whole number, absent being none
	isNames                // a list of names
	isDetails              // the form
	isForm                 // the form, if present
	isParts                // who gets what part
	isObject               // any object
)

// A noun is what a name stands for.
type noun string

const (
	aPerson   noun = "person"
	aCustomer noun = "customer"
	aVisit    noun = "visit"
	aDeal     noun = "deal"
	aDispute  noun = "dispute"
)

// example is an id as the format writes it.
func (n noun) example() string {
	return map[noun]string{aPerson: "amy", aCustomer: "wang", aVisit: "v1", aDeal: "d1", aDispute: "p1"}[n]
}

// bodies holds one of each kind, in the format's order.
var bodies = []Body{
	&Site{}, &PolicyChange{}, &Staff{}, &Rota{}, &FloorChange{}, &Shift{},
	&Call{}, &DetailsEntry{}, &Visit{}, &Leave{}, &Recognise{}, &HandBack{}, &Told{},
	&FollowUp{}, &Contact{}, &Appointment{}, &Link{}, &Own{}, &Prefile{}, &Wish{},
	&Complaint{}, &GiveUp{}, &Assign{}, &Claim{}, &Withdraw{}, &Shown{}, &Confirm{}, &Assist{},
	&Deal{}, &Contest{}, &Misconduct{}, &Approve{}, &Dispute{}, &Statement{}, &Ruling{},
}

// words lists the values of keys that take one of a few words.
var words = map[Kind]map[string][]string{
	"person":     {"role": {"consultant", "leader", "manager", "director", "clerk"}, "status": {"active", "left"}},
	"floor":      {"mode": {"queue", "lunch", "rush"}},
	"shift":      {"state": {"ready", "away", "off"}, "reason": {"errand", "sales", "personal", "none"}},
	"recognise":  {"wish": {"none", "stay", "return"}},
	"link":       {"relation": {"same", "spouse", "parent", "child", "sibling", "partner", "relative", "friend", "group"}},
	"own":        {"relation": {"relative", "kin", "friend"}},
	"deal":       {"stage": {"deposit", "subscribed", "signed"}},
	"misconduct": {"kind": {"grab", "dump", "dodge_turn", "pick", "solicit", "falsify", "neglect"}},
	"visit": {
		"purpose":   {"buy", "look", "brochure", "rent", "survey", "developer", "peer", "vendor", "press", "staff"},
		"via":       {"walk_in", "appointment", "assigned", "company", "group_buy"},
		"mentioned": {"arrival", "during", "never", "met"},
	},
}

// births lists the kinds by which a customer comes into being where they are
// the first to name them; signed those that must name who decided.
var (
	births = []Kind{"call", "visit", "details", "appointment", "link", "own", "prefile", "wish", "assign", "claim"}
	signed = []Kind{"complaint", "assign", "confirm", "approve", "ruling"}
)

// common lists the keys that every event may have, in the order of writing;
// the body's keys stand before the chain's.
var (
	common = []string{"type", "at", "seq", "by", "note", "came"}
	chain  = []string{"prev", "hash", "salt"}
)

// formKeys are the keys of Details, in the order of writing.
var formKeys = []string{"name", "gender", "phone", "needs"}

// schemas holds the schema of each kind; kinds lists them in the format's order.
var schemas, kinds = readSchemas()

func readSchemas() (map[Kind]*schema, []string) {
	all := make(map[Kind]*schema, len(bodies))
	var order []string
	for _, b := range bodies {
		s := newSchema(b)
		all[s.kind] = s
		order = append(order, string(s.kind))
	}
	return all, order
}

func newSchema(b Body) *schema {
	t := reflect.TypeOf(b).Elem()
	k := b.Kind()
	s := &schema{kind: k, typ: t, place: map[string]int{}, births: slices.Contains(births, k), signed: slices.Contains(signed, k)}
	for i := range t.NumField() {
		f := t.Field(i)
		key, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		s.place[key] = i
		s.fields = append(s.fields, newField(f, i, key, option != "omitempty", words[k][key]))
	}
	return s
}

func newField(f reflect.StructField, index int, key string, required bool, allowed []string) field {
	fl := field{key: key, index: index, required: required, allowed: allowed}
	switch reflect.Zero(f.Type).Interface().(type) {
	case Person:
		fl.shape, fl.noun = isName, aPerson
	case Customer:
		fl.shape, fl.noun = isName, aCustomer
	case VisitID:
		fl.shape, fl.noun = isName, aVisit
	case DealID:
		fl.shape, fl.noun = isName, aDeal
	case DisputeID:
		fl.shape, fl.noun = isName, aDispute
	case bool:
		fl.shape, fl.fitting = isFlag, "true or false"
	case *bool:
		fl.shape, fl.fitting = isAnswer, "true or false"
	case int64:
		fl.shape, fl.fitting = isNumber, "the place of an earlier event, a whole number from 1"
	case *int64:
		fl.shape, fl.fitting = isAmount, "a whole number of minor units, 0 or more"
	case []Person:
		fl.shape, fl.noun, fl.fitting = isNames, aPerson, `a list of persons, such as ["amy", "bo"]`
	case []Customer:
		fl.shape, fl.noun, fl.fitting = isNames, aCustomer, `a list of customers, such as ["wang", "li"]`
	case Details:
		fl.shape, fl.fitting = isDetails, `an object, such as {"name": "Wang", "phone": "13800138000"}`
	case *Details:
		fl.shape, fl.fitting = isForm, `an object, such as {"name": "Wang", "phone": "13800138000"}`
	case Parts:
		fl.shape, fl.fitting = isParts, `an object from person to part, such as {"amy": "1/2", "bo": "1/2"}`
	case json.RawMessage:
		fl.shape, fl.fitting = isObject, "an object"
	default:
		fl.shape, fl.fitting = isText, "a string"
	}
	if fl.shape == isName {
		fl.fitting = fmt.Sprintf("a %s's id, such as %q", fl.noun, fl.noun.example())
	}
	if allowed != nil {
		fl.shape, fl.fitting = isWord, "one of "+list(allowed)
	}
	return fl
}

// keys lists every key that an event of this kind may have.
func (s *schema) keys() []string {
	keys := slices.Clone(common)
	for _, f := range s.fields {
		keys = append(keys, f.key)
	}
	return append(keys, chain...)
}

// list writes words for reading: a, b or c.
func list[S ~string](words []S) string {
	var b strings.Builder
	for i, w := range words {
		switch i {
		case 0:
		case len(words) - 1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}
