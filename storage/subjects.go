package storage

import (
	"fmt"

	"github.com/walkin-chat/walkin/rules"
)

// siteSubject files the events that set the site's settings.
const siteSubject = "site/"

func customerSubject(c rules.Customer) string { return "customer/" + string(c) }
func visitSubject(v rules.VisitID) string     { return "visit/" + string(v) }
func dealSubject(d rules.DealID) string       { return "deal/" + string(d) }
func disputeSubject(d rules.DisputeID) string { return "dispute/" + string(d) }

// Subjects are what an event speaks of by itself, and what it refers to.
type subjects struct {
	customers []rules.Customer
	begins    string // the visit, deal or dispute that comes into being
	refers    string // the visit, deal or dispute spoken of by its id
	seq       int64  // the event spoken of by its place
}

// subjectsOf reads them off a body.
func subjectsOf(body rules.Body) subjects {
	names := func(cs ...rules.Customer) subjects { return subjects{customers: cs} }
	visit := func(v rules.VisitID) subjects { return subjects{refers: visitSubject(v)} }
	deal := func(d rules.DealID) subjects { return subjects{refers: dealSubject(d)} }
	switch b := body.(type) {
	case *rules.Site:
		return subjects{begins: siteSubject}
	case *rules.Call:
		return names(b.Customer)
	case *rules.DetailsEntry:
		return names(b.Customer)
	case *rules.Visit:
		s := names(append([]rules.Customer{b.Customer, b.Referrer}, b.With...)...)
		s.begins = visitSubject(b.ID)
		return s
	case *rules.Leave:
		return visit(b.Visit)
	case *rules.Recognise:
		return visit(b.Visit)
	case *rules.HandBack:
		return visit(b.Visit)
	case *rules.Told:
		return visit(b.Visit)
	case *rules.FollowUp:
		return names(b.Customer)
	case *rules.Contact:
		return names(b.Customer)
	case *rules.Appointment:
		return names(b.Customer)
	case *rules.Link:
		return names(b.Customer, b.Other)
	case *rules.Own:
		return names(b.Customer)
	case *rules.Prefile:
		return names(b.Customer, b.Referrer)
	case *rules.Wish:
		return names(b.Customer)
	case *rules.Complaint:
		return names(b.Customer)
	case *rules.GiveUp:
		return names(b.Customer)
	case *rules.Assign:
		return names(b.Customer)
	case *rules.Claim:
		return names(b.Customer)
	case *rules.Withdraw:
		switch {
		case b.Visit != "":
			return visit(b.Visit)
		case b.Deal != "":
			return deal(b.Deal)
		}
		return subjects{seq: b.Seq}
	case *rules.Shown:
		return names(b.Customer)
	case *rules.Confirm:
		return names(b.Customer)
	case *rules.Assist:
		return names(b.Customer)
	case *rules.Deal:
		s := names(b.Customer)
		s.begins = dealSubject(b.ID)
		return s
	case *rules.Contest:
		return deal(b.Deal)
	case *rules.Misconduct:
		s := names(b.Customer)
		if b.Visit != "" {
			s.refers = visitSubject(b.Visit)
		}
		return s
	case *rules.Approve:
		return deal(b.Deal)
	case *rules.Dispute:
		s := names(b.Customer)
		s.begins = disputeSubject(b.ID)
		switch {
		case b.Visit != "":
			s.refers = visitSubject(b.Visit)
		case b.Deal != "":
			s.refers = dealSubject(b.Deal)
		}
		return s
	case *rules.Statement:
		return subjects{refers: disputeSubject(b.Dispute)}
	case *rules.Ruling:
		s := names(b.Customer)
		if b.Deal != "" {
			s.refers = dealSubject(b.Deal)
		}
		return s
	}
	return subjects{}
}

// customersOf returns the customers whom an event concerns: those it names, and
// those of the event that it refers to.
func (tx *Tx) customersOf(site SiteID, e rules.Event) ([]rules.Customer, error) {
	s := subjectsOf(e.Body)
	var all []rules.Customer
	for _, c := range s.customers {
		if c != "" {
			all = append(all, c)
		}
	}
	seq := s.seq
	if s.refers != "" {
		const q = `SELECT seq FROM subjects WHERE site = ? AND subject = ? ORDER BY seq LIMIT 1`
		if _, err := tx.get(&seq, q, site, s.refers); err != nil {
			return nil, fmt.Errorf("find %s: %w", s.refers, err)
		}
	}
	if seq == 0 || seq >= e.Seq {
		return all, nil
	}
	referred, found, err := tx.eventAt(site, seq)
	if err != nil || !found {
		return all, err
	}
	more, err := tx.customersOf(site, referred)
	return append(all, more...), err
}

// index files an event under what it speaks of, and keeps the cards of the
// customers it describes.
func (tx *Tx) index(site SiteID, e rules.Event) error {
	customers, err := tx.customersOf(site, e)
	if err != nil {
		return err
	}
	if s := subjectsOf(e.Body).begins; s != "" {
		if err := tx.file(site, s, e.Seq); err != nil {
			return err
		}
	}
	for _, c := range customers {
		if err := tx.file(site, customerSubject(c), e.Seq); err != nil {
			return err
		}
	}
	return tx.describe(site, e, customers)
}

func (tx *Tx) file(site SiteID, subject string, seq int64) error {
	// The same customer may be named twice.
	const q = `INSERT INTO subjects (site, subject, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`
	if _, err := tx.exec(q, site, subject, seq); err != nil {
		return fmt.Errorf("file under %s: %w", subject, err)
	}
	return nil
}
