package rules

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// PolicySchema returns the JSON Schema (draft 2020-12) of policy files, the same
// for the same program. It says of every kind of clause what it does, and of
// every parameter what it means and may be. What depends on more than one place
// in the file (ids, clauses that are never reached) is left to CheckPolicy.
func PolicySchema() []byte {
	text, err := json.MarshalIndent(policySchema(), "", "  ")
	if err != nil {
		panic(fmt.Sprintf("rules: the schema of policies: %v", err))
	}
	return append(text, '\n')
}

// An object of a schema; keys come out sorted.
type object map[string]any

func policySchema() object {
	count := object{"type": "integer", "minimum": 0, "maximum": most}
	limits := object{}
	for key, about := range map[string]string{
		"claims_per_day":     "claims a person may make in a day",
		"held":               "customers, not sold to, with whom one may claim no more",
		"cool_down_days":     "days before a former owner may claim again",
		"overdue_follow_ups": "overdue follow-ups with which no turn comes",
	} {
		limits[key] = described(count, about+"; 0: no limit")
	}
	return object{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                "A Walkin policy",
		"description":          "House rules of a sales floor: clauses in order of precedence. The first that has an answer decides.",
		"type":                 "object",
		"additionalProperties": false,
		"required":             []string{"name", "title", "clauses"},
		"properties": object{
			"name":  object{"type": []string{"string", "integer"}, "pattern": "^[a-z0-9-]+$", "maxLength": longestLabel, "description": "lower-case letters, digits and dashes"},
			"title": object{"type": "object", "additionalProperties": false, "required": []string{"zh", "en"}, "properties": object{"zh": line("the title in Chinese", longestLabel), "en": line("the title in English", longestLabel)}},
			"door": object{
				"enum": []Door{DoorOff, DoorManager, DoorOwner, DoorEveryone}, "default": DoorOff,
				"description": "whom registering a visit tells whose customer it is",
			},
			"arbiter":   object{"enum": []Role{Leader, Manager, Director}, "default": Manager, "description": "the least role that may rule"},
			"remainder": object{"enum": []remainder{toCloser, toFirstReceiver}, "description": "who gets the cent that is left over when money is divided; left out: by largest remainder"},
			"limits":    object{"type": []string{"object", "null"}, "additionalProperties": false, "properties": limits, "description": "against hoarding"},
			"clauses":   object{"type": "array", "minItems": 1, "items": object{"$ref": "#/$defs/clause"}, "description": "in order of precedence"},
		},
		"$defs": object{"clause": clauseSchema(), "besides": besidesSchema()},
	}
}

func line(about string, longest int) object {
	return object{"type": "string", "pattern": `^[^\n]*\S[^\n]*$`, "maxLength": longest, "description": about}
}

// clauseSchema describes a clause: what all have, and by does its parameters.
func clauseSchema() object {
	return object{
		"type":     "object",
		"required": []string{"id", "does", "zh", "en"},
		"properties": object{
			"id":      object{"type": []string{"string", "integer"}, "pattern": `^[^ \t\n,;]+$`, "maxLength": longestLabel, "description": "the clause's number in the house rules, such as \"9-1b\""},
			"does":    doesSchema(),
			"assumed": object{"type": "boolean", "description": "the house rules are silent; this is our reading"},
			"over":    object{"type": "array", "uniqueItems": true, "items": object{"type": []string{"string", "integer"}}, "description": "ids of clauses that it prevails over or completes; they are cited with it"},
			"zh":      line("the clause in one sentence, in Chinese", longestWording),
			"en":      line("the clause in one sentence, in English", longestWording),
			"also":    object{"type": "array", "items": object{"$ref": "#/$defs/besides"}, "description": "what else the clause does, each with its parameters"},
		},
		"allOf":                 kindSchemas(),
		"unevaluatedProperties": false,
	}
}

// besidesSchema describes what a clause does besides.
func besidesSchema() object {
	return object{
		"type": "object", "required": []string{"does"},
		"properties": object{"does": doesSchema(), "assumed": object{"type": "boolean", "description": "the house rules are silent on this; it is our reading"}},
		"allOf":      kindSchemas(), "unevaluatedProperties": false,
	}
}

// doesSchema lists the kinds, with what each does.
func doesSchema() object {
	var all []object
	for _, name := range kindNames() {
		all = append(all, object{"const": name, "description": kindsOfClause[name].does})
	}
	return object{"oneOf": all, "description": "the kind of clause"}
}

// kindSchemas gives each kind its parameters.
func kindSchemas() (all []object) {
	for _, name := range kindNames() {
		fields := parameterFields(clauseKinds[name]())
		if len(fields) == 0 {
			continue
		}
		props := object{}
		for _, f := range fields {
			props[f.key] = f.schema(name, kindsOfClause[name].params[f.key])
		}
		then := object{"properties": props}
		for key, v := range demands[name] {
			then[key] = v
		}
		all = append(all, object{
			"if":   object{"properties": object{"does": object{"const": name}}, "required": []string{"does"}},
			"then": then,
		})
	}
	return all
}

// demands are what kinds ask of their parameters beyond what each may be.
var demands = func() map[string]object {
	needs := func(keys ...string) object { return object{"required": keys} }
	all := map[string]object{
		"renewal": {
			"required": []string{"by"},
			"oneOf":    []object{needs("days"), needs("months")},
		},
		"follow_up_due":  needs("days"),
		"agreed_booking": needs("days"),
		"forgotten":      needs("performance", "commission"),
	}
	for name, build := range clauseKinds {
		for _, f := range parameterFields(build()) {
			if f.key == "part" {
				all[name] = needs("part")
			}
		}
	}
	return all
}()

// schema says what a parameter may be.
func (p parameterField) schema(kind string, about param) object {
	var s object
	switch t := p.Type; t.Kind() {
	case reflect.Bool:
		s = object{"type": "boolean"}
	case reflect.Int:
		s = object{"type": "integer", "minimum": 0, "maximum": most}
		switch kind {
		case "renewal", "follow_up_due", "agreed_booking", "forgotten_owner":
			s["minimum"] = 1
		}
		if kind == "renewal" && p.key == "months" {
			s["maximum"] = 120
		}
	case reflect.Slice:
		words := object{"type": []string{"string", "integer"}}
		if about.among != nil {
			words = object{"enum": about.among}
		}
		s = object{"type": "array", "items": words, "minItems": 1, "uniqueItems": true}
	case reflect.Pointer:
		limit := mostSuspend
		if p.key == "fine" {
			limit = mostFine
		}
		s = spanSchema(t, limit)
	default:
		s = object{"type": "string"}
		switch {
		case about.among != nil:
			s = object{"enum": about.among}
		case p.key == "part": // neither all nor nothing
			s = object{"type": "string", "pattern": `^[1-9][0-9]*/[1-9][0-9]*$`, "examples": []string{"1/2", "2/3"}}
		case p.key == "performance", p.key == "commission":
			s = object{"type": []string{"string", "integer"}, "minimum": 0, "maximum": 1, "pattern": `^(0|1|[0-9]+/[1-9][0-9]*)$`, "examples": []string{"1/2", "2/3"}}
		}
	}
	return described(s, about.means)
}

// spanSchema describes a fine, or days of suspension.
func spanSchema(t reflect.Type, limit int) object {
	props := object{}
	for i := range t.Elem().NumField() {
		f := t.Elem().Field(i)
		s := object{"type": "integer", "minimum": 0, "maximum": limit}
		if f.Type.Kind() == reflect.String {
			s = object{"type": "string", "minLength": 1, "examples": []string{"CNY"}}
		}
		props[f.Tag.Get("yaml")] = s
	}
	s := object{"type": "object", "additionalProperties": false, "properties": props}
	if _, ok := props["currency"]; ok {
		s["required"] = []string{"currency"}
	}
	return s
}

// described returns the schema with a description.
func described(s object, text string) object {
	copied := object{"description": text}
	for key, v := range s {
		copied[key] = v
	}
	return copied
}
