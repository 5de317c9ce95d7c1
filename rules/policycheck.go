package rules

import (
	"reflect"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// CheckPolicy reads a policy file as ParsePolicy does, and lists everything that
// is wrong with it: what ParsePolicy refuses, a fault a clause, and where there
// is none of that, the clauses that can never be reached. file is the name that
// the errors give. The policy is nil if anything is wrong.
//
// A clause can never be reached if to each question that it answers earlier ones
// always have an answer first: because they answer in every case in which it
// could, or because they are of its kind and no narrower. What the check says is
// so; it does not find every such clause.
func CheckPolicy(file string, text []byte) (*Policy, []*PolicyError) {
	f := openPolicy(file, text)
	p, nodes, faults := f.parse()
	if len(faults) > 0 {
		return nil, faults
	}
	for i, c := range p.clauses {
		at := ruleNodes(nodes[i])
		for j, r := range c.all() {
			before := p.before(i, j)
			if len(before) == 0 {
				continue
			}
			n := at[j]
			text := worded("条款 %s 的 %s 永远轮不到", "clause %s is never reached with its %s", quote(c.ID), kindOf(r))
			if answersTo[claiming](r) { // whom it names may still receive
				text = worded("条款 %s 的 %s 永远不会让谁成为归属人", "clause %s never makes anybody the owner with its %s", quote(c.ID), kindOf(r))
			}
			faults = append(faults, f.at(valueOf(n, "does"), "%s：总是 %s 先决定；请移到它前面，或删去", "%s: %s always answers first; put it before, or leave it out",
				text, before.list(nodes)))
		}
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return p, nil
}

// all returns what the clause does, and what it does besides, in the order in
// which it is asked.
func (c *Clause) all() []any { return slices.Concat(c.rules, c.read) }

// ruleNodes returns the nodes of what a clause does in that order: what it does
// by our reading only comes last.
func ruleNodes(n ast.Node) []ast.Node {
	all, read := []ast.Node{n}, []ast.Node(nil)
	is := func(n ast.Node) bool {
		v, ok := valueOf(n, "assumed").(*ast.BoolNode)
		return ok && v.Value
	}
	if also, ok := valueOf(n, "also").(*ast.SequenceNode); ok {
		for _, besides := range also.Values {
			if is(besides) && !is(n) {
				read = append(read, besides)
			} else {
				all = append(all, besides)
			}
		}
	}
	return append(all, read...)
}

// A place of a rule: the index of its clause, and its index in the clause.
type rulePlace struct {
	clause *Clause
	i      int
}

type rulePlaces []rulePlace

// list names clauses with the lines on which they begin.
func (all rulePlaces) list(nodes []ast.Node) wording {
	var words wording
	var seen []*Clause
	for _, r := range all {
		if slices.Contains(seen, r.clause) {
			continue
		}
		word := worded("%s", "%s", quote(r.clause.ID))
		if id := valueOf(nodes[r.i], "id"); id != nil {
			word = worded("%s（第 %d 行）", "%s (line %d)", quote(r.clause.ID), id.GetToken().Position.Line)
		}
		if len(seen) > 0 {
			word = worded("%s和 %s", "%s with %s", words, word)
		}
		words, seen = word, append(seen, r.clause)
	}
	return words
}

// before returns the clauses that always answer before the jth rule of the ith
// clause; none if it can be reached.
func (p *Policy) before(i, j int) rulePlaces {
	r := p.clauses[i].all()[j]
	var all rulePlaces
	for _, q := range questionsOf(r) {
		left, exact := mayAnswer(r, q), false
		var these rulePlaces
		p.earlier(i, j, func(place rulePlace, e any) bool {
			if !slices.Contains(questionsOf(e), q) {
				return true
			}
			exact = !q.all && noNarrower(e, r, q)
			if answers := alwaysAnswers(e, q); exact || answers&left != 0 {
				left &^= answers
				these = append(these, place)
			}
			return !exact && left != 0
		})
		if !exact && left != 0 {
			return nil
		}
		if exact {
			these = these[len(these)-1:]
		}
		all = append(all, these...)
	}
	return all
}

// earlier calls yield for the rules before the jth of the ith clause, until it
// returns false.
func (p *Policy) earlier(i, j int, yield func(rulePlace, any) bool) {
	for n, c := range p.clauses[:i+1] {
		for m, r := range c.all() {
			if n == i && m >= j || !yield(rulePlace{c, n}, r) {
				return
			}
		}
	}
}

// A question that clauses answer. Where all who have an answer are heard, none
// comes too late.
type question struct {
	name string
	on   Kind // of owning: what happened
	all  bool
}

// questionsOf lists the questions that a rule answers.
func questionsOf(r any) []question {
	var all []question
	add := func(answers bool, q question) {
		if answers {
			all = append(all, q)
		}
	}
	if o, ok := r.(owning); ok {
		for _, k := range o.on() {
			add(true, question{name: "owning", on: k})
		}
	}
	// Whose a customer is at the door bears on who receives; but a special claim
	// that gives nobody a customer is as good as none.
	_, claims := r.(claiming)
	_, owns := r.(owning)
	add(claims && !owns, question{name: "claiming"})
	add(answersTo[uniting](r), question{name: "uniting"})
	add(answersTo[forming](r), question{name: "forming"})
	add(answersTo[protecting](r), question{name: "protecting"})
	add(answersTo[lapsing](r), question{name: "lapsing", all: true})
	add(answersTo[departing](r), question{name: "departing"})
	add(answersTo[receiving](r), question{name: "receiving"})
	add(answersTo[turning](r), question{name: "turning"})
	add(answersTo[passing](r), question{name: "passing"})
	add(answersTo[splitting](r), question{name: "splitting"})
	add(answersTo[contesting](r), question{name: "contesting"})
	add(answersTo[*provedLater](r), question{name: "contested", all: true}) // whoever contests reads of it
	add(answersTo[finding](r), question{name: "finding", all: true})
	add(answersTo[penalising](r), question{name: "penalising", all: true})
	add(answersTo[reminding](r), question{name: "reminding"})
	add(answersTo[crediting](r), question{name: "crediting"})
	add(answersTo[rewarding](r), question{name: "rewarding", all: true})
	add(answersTo[noticing](r), question{name: "noticing"})
	return all
}

func answersTo[Q any](r any) bool {
	_, ok := r.(Q)
	return ok
}

// A cases set is some of the cases in which a question may be put: of a visit,
// the customer is the receiver's, another's, or nobody's, each validly registered
// or not, or only came along.
type cases uint8

const (
	theReceivers cases = 1 << iota
	anothers
	nobodys
	unregisteredOwned
	unregisteredNobodys
	alongside

	owned   = theReceivers | anothers | unregisteredOwned
	unowned = nobodys | unregisteredNobodys
	anyCase = owned | unowned | alongside
)

// mayAnswer returns the cases outside which a rule never has an answer.
func mayAnswer(r any, q question) cases {
	switch {
	case q.name == "splitting":
		switch r.(type) {
		case *collisionShare, *friendShare, *forgotten, *assistantCloses, *assistantsShare, *majorEffect, *signing,
			*closerOfParty, *substituteShare, *closesForAbsent, *afterHandBack, *complaintEndsShare, *grab, *provedLater,
			*collisionSplit, *pendingTouch, *touch, *onTheSpot, *voluntary, *ownerHasAll:
			return owned
		case *closerHasAll:
			return unowned
		}
		return owned | unowned
	case q.name == "owning" && q.on == "visit":
		switch r.(type) {
		case *assigned, *ownRelative, *referral, *firstRegistration, *broughtAlong, *callerNames,
			*relativeNames, *relativeUnnamed, *asksFor, *buyerIntroduces, *friendShare:
			return unowned
		case *colleagues, *deniedVisit, *laterConsultant, *collision:
			return owned
		case *pool:
			return unowned
		}
		return anyCase
	case q.name == "owning" && q.on == "call":
		switch r.(type) {
		case *callGivesNone, *ownRelative:
			return unowned
		}
		return owned | unowned
	case q.name == "owning":
		return owned | unowned
	}
	return anyCase
}

// alwaysAnswers returns the cases in which a rule has an answer whatever else is
// so. A rule with a parameter that is not spoken of here narrows it somehow.
func alwaysAnswers(r any, q question) cases {
	switch q.name {
	case "protecting", "contesting", "reminding", "noticing": // the first is heard, nobody else
		return anyCase
	}
	is := func(plain any) bool { return reflect.DeepEqual(r, plain) }
	switch q.name + " " + string(q.on) {
	case "receiving ", "turning ":
		if is(&inTurn{}) {
			return anyCase
		}
	case "departing ":
		if l, ok := r.(*leaver); ok && is(&leaver{Successor: l.Successor}) {
			return anyCase
		}
	case "passing ":
		if f, ok := r.(*forfeit); ok && is(&forfeit{GraceMinutes: f.GraceMinutes}) {
			return anyCase
		}
	case "forming ":
		if answersTo[*validForm](r) {
			return anyCase
		}
	case "splitting ":
		switch {
		case is(&ownerHasAll{}):
			return owned
		case is(&closerHasAll{}):
			return unowned
		case is(&closerTakes{}):
			return anyCase
		}
	case "owning visit":
		switch {
		case is(&firstRegistration{}):
			return nobodys
		case is(&noRegistration{}):
			return unregisteredOwned | unregisteredNobodys
		case is(&colleagues{}):
			return anothers
		case answersTo[*laterConsultant](r):
			return owned
		}
	case "owning call":
		if is(&callOwns{}) {
			return unowned
		}
	case "owning claim":
		if is(&claimed{}) {
			return anyCase
		}
	case "owning assign":
		if is(&assigned{}) || is(&managersChoice{}) {
			return anyCase
		}
	case "owning hand_back":
		if answersTo[*handedBack](r) {
			return owned
		}
	}
	return 0
}

// noNarrower says whether e, of the same kind as r, has an answer to q whenever r
// has.
func noNarrower(e, r any, q question) bool {
	if reflect.TypeOf(e) != reflect.TypeOf(r) {
		return false
	}
	if answersTo[*touch](r) && q.name == "splitting" { // each speaks of the deals of its own owners
		return false
	}
	params := kindsOfClause[kindOf(r)].params
	for _, p := range parameterFields(r) {
		was, is := reflect.ValueOf(e).Elem().FieldByIndex(p.Index), reflect.ValueOf(r).Elem().FieldByIndex(p.Index)
		if reflect.DeepEqual(was.Interface(), is.Interface()) {
			continue
		}
		switch params[p.key].bears {
		case sets:
		case narrows:
			if !was.IsZero() && !(p.Type.Kind() == reflect.Slice && was.Len() > 0 && is.Len() > 0 && within(is, was)) {
				return false
			}
		case widens:
			if p.Type.Kind() == reflect.Slice && within(is, was) || p.Type.Kind() == reflect.Bool && was.Bool() {
				continue
			}
			return false
		default:
			return false
		}
	}
	return true
}

// within says whether every word of one list is in the other.
func within(list, other reflect.Value) bool {
	for i := range list.Len() {
		found := false
		for j := range other.Len() {
			found = found || list.Index(i).Interface() == other.Index(j).Interface()
		}
		if !found {
			return false
		}
	}
	return true
}
