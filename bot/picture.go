package bot

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A Case is what a picture of a customer's case shows. Names are plain text.
type Case struct {
	Lang        rules.Lang
	Zone        *time.Location
	Now         time.Time
	Customer    string
	Contacts    []Contact
	Protections []Protection
}

// A Contact is one time that somebody was in touch with the customer.
type Contact struct {
	Kind   rules.Kind
	Person string
	At     time.Time
}

// A Protection is a time in which somebody was the owner.
type Protection struct {
	Person      string
	From, Until time.Time // up to, not including Until; zero: no end in sight
}

// Shares are what each consultant got in a time, for a picture.
type Shares struct {
	Lang  rules.Lang
	Title string
	Rows  []Got
}

// Got is what one consultant got.
type Got struct {
	Person    string
	Turns     int
	Owed      int
	Lost      int
	OutOfTurn int
	New       int
	Deals     int
}

// plainName is p's name as plain text, for files and pictures.
func (x *exchange) plainName(p rules.Person) string {
	if m, known := x.book.Member(p, x.now); known && m.Name != "" {
		return say.Clean(m.Name)
	}
	return string(p)
}

// casePicture draws who was in touch with a customer and when, against how long
// each owner was protected. The file has its words as Alt; no phone stands in
// either.
func (x *exchange) casePicture(id rules.Customer, lang rules.Lang) (File, error) {
	c, err := x.customer(id)
	if err != nil {
		return File{}, err
	}
	if x.bot.Timeline == nil {
		return File{}, errors.New("picture of a case: nobody draws here")
	}
	content, alt, err := x.bot.Timeline(x.caseOf(c, lang))
	if err != nil {
		return File{}, fmt.Errorf("picture of a case: %w", err)
	}
	return File{Name: "walkin-case.png", Content: content, Alt: alt}, nil
}

// caseOf gathers the standing contacts of a customer's party, and whose they
// were from when to when.
func (x *exchange) caseOf(c card, lang rules.Lang) Case {
	out := Case{Lang: lang, Zone: x.now.Location(), Now: x.now, Customer: say.Clean(c.Name)}
	if out.Customer == "" {
		out.Customer = say.NamelessCustomer.In(lang)
	}
	h, _ := x.book.Holding(c.ID, x.now)
	for _, e := range x.book.Events(c.ID) {
		if who, touch := contactOf(e, h.Party); touch && !x.book.Withdrawn(e.Seq) {
			out.Contacts = append(out.Contacts, Contact{e.Body.Kind(), x.plainName(who), e.Happened()})
		}
	}
	var owner rules.Person
	for _, s := range x.book.Chain(c.ID, x.now) {
		last := len(out.Protections) - 1
		if s.Owner != owner {
			if owner != "" && (out.Protections[last].Until.IsZero() || s.At.Before(out.Protections[last].Until)) {
				out.Protections[last].Until = s.At
			}
			if owner = s.Owner; owner != "" {
				out.Protections = append(out.Protections, Protection{x.plainName(owner), s.At, s.Until})
			}
			continue
		}
		if owner != "" {
			out.Protections[last].Until = s.Until
		}
	}
	if last := len(out.Protections) - 1; h.Owner != "" && last >= 0 {
		out.Protections[last].Until = h.Until
	}
	return out
}

// contactOf is who was in touch with a party by an event; false if nobody was.
func contactOf(e rules.Event, party []rules.Customer) (rules.Person, bool) {
	switch b := e.Body.(type) {
	case *rules.Visit:
		with := slices.ContainsFunc(b.With, func(c rules.Customer) bool { return slices.Contains(party, c) })
		return b.Person, with || slices.Contains(party, b.Customer)
	case *rules.Call:
		return b.Person, true
	case *rules.FollowUp:
		return b.Person, true
	case *rules.Contact:
		return b.Person, true
	case *rules.Appointment:
		return b.Person, true
	case *rules.Prefile:
		return b.Person, slices.Contains(party, b.Customer)
	case *rules.Claim:
		return b.Person, true
	case *rules.Deal:
		return b.Person, true
	}
	return "", false
}
