package storage

import (
	"fmt"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// A Choice is a question whose answer is a button, kept until answered.
type Choice struct {
	ID       string
	Site     SiteID
	Person   rules.Person // who is asked
	Customer rules.Customer
	Phone    string
	At       time.Time
	Body     []byte // the bot's
}

// OpenChoice keeps a choice. The id must be new.
func (tx *Tx) OpenChoice(c Choice) error {
	const q = `INSERT INTO choices (id, site, person, customer, phone, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)`
	if _, err := tx.exec(q, c.ID, c.Site, c.Person, c.Customer, c.Phone, c.At.UnixMicro(), blob(c.Body)); err != nil {
		return fmt.Errorf("open choice %s: %w", c.ID, err)
	}
	return nil
}

// Choice returns an open choice; false if it is not open, or never was.
func (tx *Tx) Choice(id string) (Choice, bool, error) {
	const q = `SELECT id, site, person, customer, phone, at, body FROM choices WHERE id = ?`
	found, err := tx.choices(q, id)
	if err != nil {
		return Choice{}, false, fmt.Errorf("choice %s: %w", id, err)
	}
	if len(found) == 0 {
		return Choice{}, false, nil
	}
	return found[0], true, nil
}

// ChoicesOf returns the open choices of a person, oldest first; of everybody for
// the zero Person.
func (tx *Tx) ChoicesOf(site SiteID, p rules.Person) ([]Choice, error) {
	const q = `
		SELECT id, site, person, customer, phone, at, body FROM choices
		WHERE site = ? AND (person = ? OR ? = '')
		ORDER BY at, id`
	found, err := tx.choices(q, site, p, p)
	if err != nil {
		return nil, fmt.Errorf("open choices of %s: %w", site, err)
	}
	return found, nil
}

// CloseChoice closes a choice and says whether it was open: true once, whoever
// comes first.
func (tx *Tx) CloseChoice(id string) (bool, error) {
	const q = `DELETE FROM choices WHERE id = ?`
	n, err := tx.exec(q, id)
	if err != nil {
		return false, fmt.Errorf("close choice %s: %w", id, err)
	}
	return n > 0, nil
}

func (tx *Tx) choices(query string, args ...any) ([]Choice, error) {
	var rows []struct {
		ID       string
		Site     SiteID
		Person   rules.Person
		Customer rules.Customer
		Phone    string
		At       int64
		Body     []byte
	}
	if err := tx.list(&rows, query, args...); err != nil {
		return nil, err
	}
	found := make([]Choice, len(rows))
	for i, r := range rows {
		found[i] = Choice{
			ID: r.ID, Site: r.Site, Person: r.Person, Customer: r.Customer,
			Phone: r.Phone, At: time.UnixMicro(r.At).UTC(), Body: r.Body,
		}
	}
	return found, nil
}

// ForgetChoices drops the choices put before a time, open or not: what somebody
// typed does not outlive its use.
func (tx *Tx) ForgetChoices(before time.Time) error {
	const q = `DELETE FROM choices WHERE at < ?`
	if _, err := tx.exec(q, before.UnixMicro()); err != nil {
		return fmt.Errorf("forget choices: %w", err)
	}
	return nil
}
