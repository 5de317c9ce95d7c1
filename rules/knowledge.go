package rules

import "slices"

// A knowledge is what a case has put on record about whom a customer belongs
// to, apart from receptions.
type knowledge struct {
	relations []*Own   // whose relative or friend, as put on record
	announced Person   // for whom announced in advance
	wish      Person   // whom they named outside a visit
	invited   Person   // who invited them
	replaced  []Person // who have lost them by an upheld complaint
}

// empty says whether nothing is on record that speaks for anybody.
func (k *knowledge) empty() bool {
	return len(k.relations) == 0 && k.announced == "" && k.wish == "" && k.invited == ""
}

// forget drops what speaks for p. After an upheld complaint nothing written
// before it brings a customer back to whom it was about.
func (k *knowledge) forget(p Person) {
	k.relations = slices.DeleteFunc(k.relations, func(o *Own) bool { return o.Person == p })
	for _, named := range []*Person{&k.announced, &k.wish, &k.invited} {
		if *named == p {
			*named = ""
		}
	}
}

// note takes what an event puts on record.
func (k *knowledge) note(body Body) {
	switch e := body.(type) {
	case *Own:
		k.relations = append(k.relations, e)
	case *Prefile:
		k.announced = e.Person
	case *Wish:
		k.wish = e.Person
	case *Appointment:
		k.invited = e.Person
	case *Complaint:
		if e.Upheld {
			k.forget(e.Person)
		}
	}
}

// knows returns what is on record when the event at place brings somebody: about
// that very person, and about those who were one party with them then. What is
// on record about others gave nobody a claim to them.
func (r *replay) knows(body Body, place int32, h history) *knowledge {
	var who Customer
	switch e := body.(type) {
	case *Visit:
		who = e.Customer
	case *Call:
		who = e.Customer
	}
	if len(r.party.members) == 1 || r.known.empty() || r.member(who) < 0 {
		return &r.known
	}
	person, k := h.person(who, r.view), knowledge{replaced: r.known.replaced}
	for _, before := range h.places {
		if about := recorded(r.book.log[before].Body); about != "" && !r.book.gone[before] && r.member(about) >= 0 &&
			(h.person(about, r.view) == person || r.book.together(who, about, place)) {
			k.note(r.book.log[before].Body)
		}
	}
	return &k
}

// recorded returns about whom an event puts something on record.
func recorded(body Body) Customer {
	switch e := body.(type) {
	case *Own:
		return e.Customer
	case *Prefile:
		return e.Customer
	case *Wish:
		return e.Customer
	case *Appointment:
		return e.Customer
	case *Complaint:
		return e.Customer
	}
	return ""
}
