package main

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// explain prints why one customer, deal or visit is decided as it is.
func (j *judgeCmd) explain(book *rules.Book, at time.Time, stdout io.Writer) error {
	if at.IsZero() {
		at = book.Last()
	}
	if at.Before(book.Last()) {
		_, err := book.Report(at)
		return mistaken("--at: %w", err)
	}
	what, id, err := j.subject(book)
	if err != nil {
		return err
	}
	var why *rules.Why
	var ok bool
	switch what {
	case rules.CustomerSubject:
		why, ok = book.WhyCustomer(rules.Customer(id), at)
	case rules.DealSubject:
		why, ok = book.WhyDeal(rules.DealID(id), at)
	case rules.VisitSubject:
		why, ok = book.WhyVisit(rules.VisitID(id), at)
	}
	if !ok {
		return mistaken("--why: %s %s was withdrawn, by event %d; nothing is decided about it", what, strconv.Quote(id), book.WithdrawnBy(what, id))
	}
	return j.print(why, stdout)
}

// subject finds out what is asked about.
func (j *judgeCmd) subject(book *rules.Book) (rules.Subject, string, error) {
	all := book.Subjects(j.Why)
	switch len(all) {
	case 1:
		return all[0], j.Why, nil
	case 0:
	default:
		var ways []string
		for _, s := range all {
			ways = append(ways, string(s)+":"+j.Why)
		}
		return "", "", mistaken("--why: %q names several; write %s", j.Why, strings.Join(ways, " or "))
	}
	sought := j.Why
	if what, id, ok := strings.Cut(j.Why, ":"); ok {
		for _, s := range book.Subjects(id) {
			if string(s) == what {
				return s, id, nil
			}
		}
		sought = id
	}
	if near := book.Near(sought, 3); len(near) > 0 {
		for i := range near {
			near[i] = strconv.Quote(near[i])
		}
		return "", "", mistaken("--why: the register has no customer, deal or visit %q; the nearest: %s", j.Why, strings.Join(near, ", "))
	}
	return "", "", mistaken("--why: the register has no customer, deal or visit %q; give an id as the register has it, such as those that judge lists without --why", j.Why)
}
