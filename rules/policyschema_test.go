package rules

import (
	"bytes"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write generated files anew")

// Every kind of clause, and every parameter of each, is described, and nothing
// else is; a clause's words are those that its kind accepts.
func TestKindsAreDescribed(t *testing.T) {
	for name, build := range clauseKinds {
		k, ok := kindsOfClause[name]
		if !ok || k.does == "" {
			t.Errorf("kindsOfClause does not describe %s", name)
			continue
		}
		left := map[string]param{}
		for key, p := range k.params {
			left[key] = p
		}
		for _, f := range parameterFields(build()) {
			if left[f.key].means == "" {
				t.Errorf("kindsOfClause does not describe %s of %s", f.key, name)
			}
			delete(left, f.key)
		}
		for key := range left {
			t.Errorf("%s has no parameter %s", name, key)
		}
	}
	for name := range kindsOfClause {
		if clauseKinds[name] == nil {
			t.Errorf("there is no kind %s", name)
		}
	}
}

// A clause may say every word that is listed for a parameter of its kind, if the
// kind looks at all.
func TestListedWordsAreAccepted(t *testing.T) {
	for name, k := range kindsOfClause {
		for key, p := range k.params {
			for _, word := range p.among {
				r := clauseKinds[name]()
				for _, f := range parameterFields(r) {
					v := reflect.ValueOf(r).Elem().FieldByIndex(f.Index)
					switch {
					case f.key == key && v.Kind() == reflect.Slice:
						v.Set(reflect.Append(v, reflect.ValueOf(word).Convert(v.Type().Elem())))
					case f.key == key:
						v.SetString(word)
					}
				}
				if r, ok := r.(parameterised); ok {
					if at, text := r.fault(); at == key && strings.Contains(text.En, quote(word)) {
						t.Errorf("%s %s %s: %s", name, key, word, text)
					}
				}
			}
		}
	}
}

// The schema beside the policies is that of the program.
func TestPolicySchemaFile(t *testing.T) {
	const file = "policies/policy.schema.json"
	if *update {
		if err := os.WriteFile(file, PolicySchema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, PolicySchema()) {
		t.Errorf("%s is out of date; write it anew by go test ./rules -run PolicySchemaFile -update", file)
	}
}

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(PolicySchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("policy.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("policy.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func held(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	inJSON, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(inJSON))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

// An editor that holds a ready-made policy against the schema finds nothing.
func TestReadyMadePoliciesFitTheSchema(t *testing.T) {
	s := compiledSchema(t)
	for _, name := range Policies() {
		text, _ := PolicyText(name)
		if err := held(t, s, string(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.HasPrefix(string(text), "# yaml-language-server: $schema=policy.schema.json\n") {
			t.Errorf("%s does not tell editors its schema", name)
		}
	}
}

// What breaks a policy file where it stands breaks the schema too.
func TestTheSchemaRefuses(t *testing.T) {
	s := compiledSchema(t)
	if err := held(t, s, aPolicy); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ what, from, to string }{
		{"an unknown key", "title:", "colour: red\ntitle:"},
		{"an unknown kind of clause", "first_registration", "first_registrations"},
		{"a parameter misspelt", "days: 15", "dais: 15"},
		{"a number below nothing", "days: 15", "days: -1"},
		{"no number where one is due", "days: 15", "days: many"},
		{"a contact that does not renew", "[visit]", "[leave]"},
		{"another kind's parameter", "does: first_registration", "does: lapse\n    days: 3"},
		{"another kind's parameter, besides", "    days: 15\n", "    days: 15\n    also:\n      - does: lapse\n        days: 3\n"},
		{"a kind that there is not, besides", "    days: 15\n", "    days: 15\n    also:\n      - does: nothing\n"},
		{"no wording", "    zh: 保护十五天。\n", ""},
		{"an empty wording", "First come, first served.", `" "`},
		{"no name", "name: small\n", ""},
		{"a name that is none", "name: small", "name: Small One"},
		{"a door that is none", "clauses:", "door: ajar\nclauses:"},
		{"an arbiter who may not rule", "clauses:", "arbiter: clerk\nclauses:"},
		{"a limit below nothing", "clauses:", "limits: {held: -1}\nclauses:"},
		{"days and months", "days: 15", "days: 15\n    months: 1"},
		{"neither days nor months", "    days: 15\n", ""},
		{"no days", "days: 15", "days: 0"},
		{"no contact that renews", "    by: [visit]\n", ""},
		{"a word twice", "[visit]", "[visit, visit]"},
		{"no part", "does: first_registration", "does: substitute_share"},
		{"a part by nothing", "does: first_registration", "does: substitute_share\n    part: 1/0"},
		{"a part of all", "does: first_registration", "does: substitute_share\n    part: 1"},
		{"a part of nothing", "does: first_registration", "does: substitute_share\n    part: 0"},
		{"a fine for a king", "does: first_registration", "does: reportable\n    act: dump\n    fine: {min: 100000001, currency: CNY}"},
		{"a wording without end", "First come, first served.", strings.Repeat("x", 501)},
		{"a name without end", "name: small", "name: " + strings.Repeat("small", 13)},
		{"a part of a day", "days: 15", "days: 4.5"},
		{"a number in quotes", "days: 15", `days: "45"`},
		{"an id with spaces", `id: "1"`, `id: "1 a"`},
	} {
		text := strings.Replace(aPolicy, tt.from, tt.to, 1)
		if text == aPolicy {
			t.Fatalf("%s: nothing replaced", tt.what)
		}
		if held(t, s, text) == nil {
			t.Errorf("the schema accepts %s", tt.what)
		}
		if _, err := ParsePolicy("p.yaml", []byte(text)); err == nil {
			t.Errorf("a policy file may have %s", tt.what)
		}
	}
}
