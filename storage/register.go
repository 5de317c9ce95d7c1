package storage

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/walkin-chat/walkin/rules"
)

// ErrNotEmpty says that a register cannot be imported into a site.
var ErrNotEmpty = errors.New("the site has events already: import into a site that has none")

// longest is how long a line of a register may be, in bytes.
const longest = 1 << 20

// Export writes a site's register as JSON Lines with the chain, as of one moment.
// Export and Import of it give the same bytes again.
func (d *DB) Export(ctx context.Context, site SiteID, w io.Writer) error {
	err := d.Read(ctx, func(tx *Tx) error {
		for r, err := range tx.rows(site, 0) {
			if err != nil {
				return err
			}
			line, err := r.line()
			if err != nil {
				return fmt.Errorf("event %d: %w", r.Seq, err)
			}
			if _, err := w.Write(line); err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("export %s: %w", site, err)
	}
	return nil
}

// line returns the row as a line of an export.
func (r row) line() ([]byte, error) {
	l := r.link()
	line, err := l.join(r.Kind)
	if err != nil || len(line) == 0 {
		return nil, err
	}
	line = line[:len(line)-1]
	for _, m := range []struct{ key, value string }{{"prev", l.prev}, {"hash", l.hash}, {"salt", l.salt}} {
		if m.value != "" {
			line = appendMember(line, strconv.AppendQuote(nil, m.key), strconv.AppendQuote(nil, m.value))
		}
	}
	return append(line, '}', '\n'), nil
}

// Import reads JSON Lines into a site that has no events yet, all or nothing, and
// returns how many there were. A line that the register format, the rules or
// the chain refuse gives a *rules.EventError with its number. Lines with a hash
// must continue the chain; for others it is made. Errors wrap [ErrNotEmpty].
func (d *DB) Import(ctx context.Context, site SiteID, r io.Reader) (n int64, err error) {
	err = d.submit(ctx, func(tx *Tx) error {
		n, err = tx.importLines(ctx, site, r)
		return err
	}, true)
	if err != nil {
		return 0, fmt.Errorf("import into %s: %w", site, err)
	}
	return n, nil
}

func (tx *Tx) importLines(ctx context.Context, site SiteID, r io.Reader) (int64, error) {
	h, err := tx.head(site)
	if err != nil {
		return 0, err
	}
	if h.Seq > 0 {
		return 0, ErrNotEmpty
	}
	f := newFold(tx, site)
	prev := ""
	for line, err := range lines(r) {
		if err != nil {
			return 0, err
		}
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		hash, err := f.take(line.text, prev)
		if err != nil {
			return 0, line.located(err)
		}
		prev = hash
	}
	return f.book.Seq(), f.finish()
}

// take adds a line of an import to the register and returns its hash.
func (f *fold) take(text []byte, prev string) (string, error) {
	e, err := rules.ParseEvent(text)
	if err != nil {
		return "", err
	}
	stated := link{prev: e.Prev, hash: e.Hash, salt: e.Salt}
	e.Prev, e.Hash, e.Salt = "", "", ""
	chained, err := stated.given()
	if err != nil {
		return "", err
	}
	// First, so that what the rules refuse is not even written.
	if err := f.apply(e); err != nil {
		return "", err
	}
	e.Seq = f.book.Seq()
	var l link
	if chained {
		l, err = checked(text, e.Body.Kind(), stated, prev)
	} else if text, err = e.MarshalJSON(); err == nil {
		l, err = forge(text, e.Body.Kind(), prev, f.tx.db.Rand)
	}
	if err != nil {
		return "", err
	}
	return l.hash, f.tx.add(f.site, e, l)
}

// given says whether a line carries its chain, and fails if it has half of it.
func (l link) given() (bool, error) {
	if l.hash == "" && (l.prev != "" || l.salt != "") {
		return false, &rules.EventError{Key: "hash", Text: "missing; give prev, hash and salt together, or none of them"}
	}
	return l.hash != "", nil
}

// checked returns the link of a line that carries its chain, if it is right.
func checked(text []byte, kind rules.Kind, stated link, prev string) (link, error) {
	l, err := split(text, kind)
	if err != nil {
		return l, err
	}
	if stated.prev != prev {
		return l, &rules.EventError{Key: "prev", Text: "is not the hash of the event before: an event was changed, removed or put in"}
	}
	if (l.personal == "") != (stated.salt == "") {
		return l, &rules.EventError{Key: "salt", Text: "must be there just where a line has personal values"}
	}
	l.salt = stated.salt
	if err := l.close(prev); err != nil {
		return l, &rules.EventError{Key: "salt", Text: err.Error()}
	}
	if l.hash != stated.hash {
		return l, &rules.EventError{Key: "hash", Text: "does not fit the line: something in it was changed"}
	}
	return l, nil
}

// CheckLink checks the chain that a line of an export carries, if it carries
// one: text is the line, e the event in it, prev the hash of the line before,
// empty for the first. What does not fit gives a *rules.EventError without its
// line.
func CheckLink(text []byte, e rules.Event, prev string) error {
	stated := link{prev: e.Prev, hash: e.Hash, salt: e.Salt}
	chained, err := stated.given()
	if chained {
		_, err = checked(text, e.Body.Kind(), stated, prev)
	}
	return err
}

// An inputLine is a line of a file, counted from 1.
type inputLine struct {
	number int
	text   []byte // valid until the next
}

// located says in an EventError which line it is about.
func (l inputLine) located(err error) error {
	var wrong *rules.EventError
	if errors.As(err, &wrong) {
		wrong.Line = l.number
	}
	return err
}

// lines yields the lines of r that are not blank, one held at a time.
func lines(r io.Reader) iter.Seq2[inputLine, error] {
	return func(yield func(inputLine, error) bool) {
		scan := bufio.NewScanner(r)
		scan.Buffer(make([]byte, 0, 64<<10), longest)
		var l inputLine
		for scan.Scan() {
			l.number++
			l.text = scan.Bytes()
			if l.number == 1 {
				l.text = bytes.TrimPrefix(l.text, []byte("\ufeff")) // some editors' mark for UTF-8
			}
			if len(bytes.TrimSpace(l.text)) > 0 && !yield(l, nil) {
				return
			}
		}
		switch err := scan.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield(l, &rules.EventError{Line: l.number + 1, Text: fmt.Sprintf("longer than %d bytes; write one event a line", longest)})
		case err != nil:
			yield(l, fmt.Errorf("after line %d: %w", l.number, err))
		}
	}
}
