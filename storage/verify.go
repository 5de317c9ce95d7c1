package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/rules"
)

// A Finding is something that does not hold in a register.
type Finding struct {
	Site SiteID
	Seq  int64 // 0: no single event
	Text string
}

// String returns the finding in one line.
func (f Finding) String() string {
	if f.Seq == 0 {
		return fmt.Sprintf("%s: %s", f.Site, f.Text)
	}
	return fmt.Sprintf("%s: event %d: %s", f.Site, f.Seq, f.Text)
}

// most bounds the findings of one table.
const most = 20

// A Verdict is what Verify found: nothing, where all is well.
type Verdict struct {
	Seq      int64  // of the last event that was read
	Hash     string // its hash
	Findings []Finding
}

// Verify checks a site's chain event by event, refolds the register into a copy
// and compares what is stored with it. The first break of the chain ends it. It
// works on one state, beside any writer, and writes nothing but temporary tables.
func (d *DB) Verify(ctx context.Context, site SiteID) (Verdict, error) {
	v, err := d.verify(ctx, site)
	if err != nil {
		return Verdict{}, fmt.Errorf("verify %s: %w", site, plain(err))
	}
	return v, nil
}

func (d *DB) verify(ctx context.Context, site SiteID) (v Verdict, err error) {
	// A connection of its own: the temporary tables stand before the real ones.
	c, err := newConn(ctx, d.ro)
	if err != nil {
		return v, err
	}
	defer c.discard()
	if err := c.do("BEGIN"); err != nil {
		return v, err
	}
	defer c.do("ROLLBACK")
	tx := &Tx{db: d, c: c}
	last, found, err := tx.verifyChain(ctx, site, 0)
	if err == nil && len(found) == 0 {
		found, err = tx.verifyDerived(site)
	}
	return Verdict{last.Seq, last.Hash, found}, err
}

// VerifyChain is Verify for the chain alone, up to and with one event (0: all):
// who was given that event's hash can tell that nothing before it was changed.
func (d *DB) VerifyChain(ctx context.Context, site SiteID, upTo int64) (v Verdict, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		last, found, err := tx.verifyChain(ctx, site, upTo)
		v = Verdict{last.Seq, last.Hash, found}
		return err
	})
	if err != nil {
		return Verdict{}, fmt.Errorf("verify the chain of %s: %w", site, plain(err))
	}
	return v, nil
}

// verifyChain returns how far it came, what is wrong with the personal parts, and
// at most one break. It stops after the event upTo; 0 for the last.
func (tx *Tx) verifyChain(ctx context.Context, site SiteID, upTo int64) (last head, found []Finding, err error) {
	for r, err := range tx.rows(site, 0) {
		if err != nil {
			return last, nil, err
		}
		if err := ctx.Err(); err != nil {
			return last, nil, err
		}
		if r.Seq != last.Seq+1 {
			return last, append(found, Finding{site, last.Seq + 1, "is missing"}), nil
		}
		if why := r.broken(last); why != "" {
			return last, append(found, Finding{site, r.Seq, why}), nil
		}
		if why := r.unfaithful(); why != "" {
			found = append(found, Finding{site, r.Seq, why})
		}
		if last = (head{r.Seq, r.At, r.Hash}); r.Seq == upTo {
			break
		}
	}
	return last, found, nil
}

// broken says why the row does not follow the one before; empty if it does.
func (r row) broken(last head) string {
	if r.Prev != last.Hash {
		return "does not continue the chain: prev is not the hash of the event before"
	}
	if digest(r.Prev, r.Body, r.Commitment) != r.Hash {
		return "was changed: its body does not have the hash it was given"
	}
	var said struct {
		Type rules.Kind
		At   time.Time
		Seq  int64
	}
	if err := json.Unmarshal([]byte(r.Body), &said); err != nil {
		return "cannot be read: " + err.Error()
	}
	if said.Type == "withdraw" {
		said.Seq = r.Seq // there the key means another's
	}
	if said.Type != r.Kind || said.At.UnixMicro() != r.At || said.Seq != r.Seq {
		return "was changed: its row and its body differ in type, time or place"
	}
	if r.At < last.At {
		return "goes back in time"
	}
	return ""
}

// unfaithful says what is wrong with the personal part of a row; empty if it is
// as it was committed to.
func (r row) unfaithful() string {
	switch {
	case r.Commitment == "" && r.Personal == "":
		return ""
	case r.Commitment == "":
		return "has a personal part that was put in later"
	case r.Personal == "":
		return "has lost its personal part"
	}
	if c, err := commit(r.Salt, r.Personal); err != nil || c != r.Commitment {
		return "was changed: its personal part is not what the chain committed to"
	}
	return ""
}

// verifyDerived builds the derived tables anew and compares.
func (tx *Tx) verifyDerived(site SiteID) ([]Finding, error) {
	for _, table := range derived {
		if err := tx.shadow(table); err != nil {
			return nil, fmt.Errorf("copy of %s: %w", table, err)
		}
	}
	if err := tx.refold(site); err != nil {
		var wrong *rules.EventError
		if errors.As(err, &wrong) {
			return []Finding{{Site: site, Text: "the rules refuse " + err.Error()}}, nil
		}
		return nil, err
	}
	var found []Finding
	for _, table := range derived {
		differ, err := tx.compare(site, table)
		if err != nil {
			return nil, fmt.Errorf("compare %s: %w", table, err)
		}
		found = append(found, differ...)
	}
	return found, nil
}

// shadow makes an empty temporary table, with its indexes, of the name and shape
// of a real one. Until the connection ends, its name means the temporary one.
func (tx *Tx) shadow(table string) error {
	const q = `SELECT sql FROM main.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC`
	var statements []string
	if err := tx.list(&statements, q, table); err != nil {
		return err
	}
	for _, s := range statements {
		// CREATE TABLE t ..., then CREATE INDEX i ON t ...
		s = strings.Replace(s, "CREATE TABLE ", "CREATE TABLE temp.", 1)
		s = strings.Replace(s, "CREATE INDEX ", "CREATE INDEX temp.", 1)
		if _, err := tx.exec(s); err != nil {
			return err
		}
	}
	return nil
}

// compare returns the rows that only one of the two tables has.
func (tx *Tx) compare(site SiteID, table string) ([]Finding, error) {
	const columns = `SELECT name FROM pragma_table_info(?) ORDER BY cid`
	var names []string
	if err := tx.list(&names, columns, table); err != nil {
		return nil, err
	}
	// Names and phones stay out of what is said: the customer's id says enough.
	key := map[string]string{"subjects": "subject || ', event ' || seq", "cards": "customer", "holdings": "customer", "queue": "person"}[table]
	all := strings.Join(names, ", ")
	q := `
		SELECT ` + key + ` AS row, min(stored) AS only_rebuilt, max(stored) AS stored FROM (
			SELECT ` + all + `, 1 AS stored FROM (
				SELECT ` + all + ` FROM main.` + table + ` WHERE site = ?1
				EXCEPT SELECT ` + all + ` FROM temp.` + table + ` WHERE site = ?1)
			UNION ALL
			SELECT ` + all + `, 0 FROM (
				SELECT ` + all + ` FROM temp.` + table + ` WHERE site = ?1
				EXCEPT SELECT ` + all + ` FROM main.` + table + ` WHERE site = ?1))
		GROUP BY row ORDER BY row LIMIT ` + fmt.Sprint(most)
	var rows []struct {
		Row         string
		OnlyRebuilt int `db:"only_rebuilt"` // 0: the register calls for such a row
		Stored      int // 1: such a row is stored
	}
	if err := tx.list(&rows, q, site); err != nil {
		return nil, err
	}
	var found []Finding
	for _, r := range rows {
		why := "is not what the register makes of it"
		switch {
		case r.OnlyRebuilt == 1:
			why = "is stored, but not in the register"
		case r.Stored == 0:
			why = "is missing"
		}
		found = append(found, Finding{Site: site, Text: fmt.Sprintf("derived table %s: %s %s", table, r.Row, why)})
	}
	return found, nil
}
