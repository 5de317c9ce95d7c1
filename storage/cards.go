package storage

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/unicode/norm"

	"github.com/walkin-chat/walkin/rules"
)

// homeRegion is whose phones have no country code where the site's settings name
// no region.
const homeRegion = "CN"

// Found is a customer with the name and phone that were last written, as they
// were written.
type Found struct {
	Customer    rules.Customer
	Name, Phone string
}

// ByPhone returns the customers with a phone, in E.164, ordered by id. Phones
// that were written down without a country code are of the region that the
// site's settings name under "region" (such as "SG"), else of China.
func (tx *Tx) ByPhone(site SiteID, e164 string) ([]Found, error) {
	const q = `SELECT customer, name, phone FROM cards WHERE site = ? AND e164 = ? ORDER BY customer`
	var found []Found
	if e164 == "" {
		return nil, nil
	}
	if err := tx.list(&found, q, site, e164); err != nil {
		return nil, fmt.Errorf("customers by phone: %w", err)
	}
	return found, nil
}

// ByEnding returns at most limit customers (0: all) whose phone ends in the four
// digits, ordered by id.
func (tx *Tx) ByEnding(site SiteID, last4 string, limit int) ([]Found, error) {
	const q = `SELECT customer, name, phone FROM cards WHERE site = ? AND ending = ? ORDER BY customer LIMIT ?`
	var found []Found
	if last4 == "" {
		return nil, nil
	}
	if err := tx.list(&found, q, site, last4, rowLimit(limit)); err != nil {
		return nil, fmt.Errorf("customers by last digits: %w", err)
	}
	return found, nil
}

// ByName returns at most limit customers (0: all) of a name: those who have
// exactly this one, then those whose name begins with it. Case, width, spaces
// and punctuation don't matter.
func (tx *Tx) ByName(site SiteID, name string, limit int) ([]Found, error) {
	const q = `
		SELECT customer, name, phone FROM cards
		WHERE site = ? AND name_key >= ? AND name_key < ?
		ORDER BY name_key, customer
		LIMIT ?`
	var found []Found
	key := nameKey(name)
	if key == "" {
		return nil, nil
	}
	if err := tx.list(&found, q, site, key, key+string(unicode.MaxRune), rowLimit(limit)); err != nil {
		return nil, fmt.Errorf("customers by name: %w", err)
	}
	return found, nil
}

// NearNames returns at most limit customers whose names are like name, nearest
// first: the same surname or first letter, forms of address aside, and no more
// than a third of the letters different. Those of ByName are among them.
func (tx *Tx) NearNames(site SiteID, name string, limit int) ([]Found, error) {
	key := nameKey(name)
	if key == "" {
		return nil, nil
	}
	first := string([]rune(key)[:1])
	found, err := tx.ByName(site, first, 0)
	if err != nil {
		return nil, err
	}
	type near struct {
		Found
		apart int
	}
	var all []near
	for _, f := range found {
		if d, ok := apart(key, nameKey(f.Name)); ok {
			all = append(all, near{f, d})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(a.apart, b.apart) })
	if limit > 0 && len(all) > limit {
		all = all[:limit]
	}
	nearest := make([]Found, len(all))
	for i, n := range all {
		nearest[i] = n.Found
	}
	return nearest, nil
}

// Card returns a customer's name and phone; false if none were ever written.
func (tx *Tx) Card(site SiteID, c rules.Customer) (Found, bool, error) {
	const q = `SELECT customer, name, phone FROM cards WHERE site = ? AND customer = ?`
	var f Found
	found, err := tx.get(&f, q, site, c)
	if err != nil {
		return f, false, fmt.Errorf("card of customer %s: %w", c, err)
	}
	return f, found, nil
}

// describe keeps the cards right after an event that concerns these customers.
func (tx *Tx) describe(site SiteID, e rules.Event, customers []rules.Customer) error {
	switch b := e.Body.(type) {
	case *rules.Site:
		return tx.moved(site, b)
	case *rules.Withdraw:
		for _, c := range customers {
			if err := tx.redescribe(site, c); err != nil {
				return err
			}
		}
		return nil
	}
	c, d := detailsIn(e.Body)
	if d == nil || d.Name == "" && d.Phone == "" {
		return nil
	}
	f, _, err := tx.Card(site, c)
	if err != nil {
		return err
	}
	f.Customer = c
	f.write(d)
	return tx.setCard(site, f)
}

// detailsIn returns whose details an event writes down; nil if none.
func detailsIn(body rules.Body) (rules.Customer, *rules.Details) {
	switch b := body.(type) {
	case *rules.Call:
		return b.Customer, b.Details
	case *rules.DetailsEntry:
		return b.Customer, &b.Details
	case *rules.Visit:
		return b.Customer, b.Details
	case *rules.Claim:
		return b.Customer, b.Details
	}
	return "", nil
}

// write lets what is written later stand over what was written before.
func (f *Found) write(d *rules.Details) {
	f.Name = cmp.Or(d.Name, f.Name)
	f.Phone = cmp.Or(d.Phone, f.Phone)
}

// redescribe makes a customer's card from the events that were not withdrawn.
func (tx *Tx) redescribe(site SiteID, c rules.Customer) error {
	events, err := tx.eventsOf(site, c)
	if err != nil {
		return err
	}
	f := Found{Customer: c}
	for _, e := range standing(events) {
		if of, d := detailsIn(e.Body); of == c && d != nil {
			f.write(d)
		}
	}
	if f.Name != "" || f.Phone != "" {
		return tx.setCard(site, f)
	}
	const q = `DELETE FROM cards WHERE site = ? AND customer = ?`
	if _, err := tx.exec(q, site, c); err != nil {
		return fmt.Errorf("drop the card of customer %s: %w", c, err)
	}
	return nil
}

// standing leaves out the events that a later one withdrew, unless that one was
// withdrawn itself.
func standing(events []rules.Event) []rules.Event {
	seqs, visits := map[int64]bool{}, map[rules.VisitID]bool{}
	var kept []rules.Event
	for _, e := range slices.Backward(events) {
		v, isVisit := e.Body.(*rules.Visit)
		if seqs[e.Seq] || isVisit && visits[v.ID] {
			continue
		}
		if w, ok := e.Body.(*rules.Withdraw); ok {
			seqs[w.Seq], visits[w.Visit] = true, true
		}
		kept = append(kept, e)
	}
	slices.Reverse(kept)
	return kept
}

func (tx *Tx) setCard(site SiteID, f Found) error {
	e164, err := tx.phoneKey(site, f.Phone)
	if err != nil {
		return err
	}
	const q = `
		INSERT INTO cards (site, customer, name, phone, name_key, e164, ending) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (site, customer) DO UPDATE SET
			name = excluded.name, phone = excluded.phone,
			name_key = excluded.name_key, e164 = excluded.e164, ending = excluded.ending`
	_, err = tx.exec(q, site, f.Customer, f.Name, f.Phone, nameKey(f.Name), e164, e164[max(0, len(e164)-4):])
	if err != nil {
		return fmt.Errorf("card of customer %s: %w", f.Customer, err)
	}
	return nil
}

// moved writes the site's cards anew where its region became another: the phones
// in them mean other numbers now.
func (tx *Tx) moved(site SiteID, s *rules.Site) error {
	if region(s.Settings) == "" {
		return nil
	}
	const q = `SELECT customer, name, phone FROM cards WHERE site = ? AND phone <> ''`
	var all []Found
	if err := tx.list(&all, q, site); err != nil {
		return fmt.Errorf("cards of %s: %w", site, err)
	}
	for _, f := range all {
		if err := tx.setCard(site, f); err != nil {
			return err
		}
	}
	return nil
}

// isE164 knows what the bot writes, at a fraction of what parsing takes.
var isE164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// phoneKey returns a phone in E.164, or its digits where it is no possible number.
func (tx *Tx) phoneKey(site SiteID, phone string) (string, error) {
	if phone == "" || isE164.MatchString(phone) {
		return phone, nil
	}
	home := homeRegion
	if !strings.HasPrefix(phone, "+") {
		var err error
		if home, err = tx.region(site); err != nil {
			return "", err
		}
	}
	if n, err := phonenumbers.Parse(phone, home); err == nil && phonenumbers.IsPossibleNumber(n) {
		return phonenumbers.Format(n, phonenumbers.E164), nil
	}
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, phone), nil
}

// region returns the region last named by the site's settings.
func (tx *Tx) region(site SiteID) (string, error) {
	const q = `SELECT seq FROM subjects WHERE site = ? AND subject = ? ORDER BY seq DESC`
	var seqs []int64
	if err := tx.list(&seqs, q, site, siteSubject); err != nil {
		return "", fmt.Errorf("settings of %s: %w", site, err)
	}
	for _, seq := range seqs {
		e, found, err := tx.eventAt(site, seq)
		if err != nil {
			return "", err
		}
		if s, ok := e.Body.(*rules.Site); found && ok && region(s.Settings) != "" {
			return region(s.Settings), nil
		}
	}
	return homeRegion, nil
}

// region reads the one key of a site's settings that storage needs.
func region(settings json.RawMessage) string {
	var s struct{ Region string }
	_ = json.Unmarshal(settings, &s) // the other keys, and what is wrong with them, are the bot's
	return strings.ToUpper(s.Region)
}

// nameKey is what is left of a name when case, width, spaces and punctuation are
// taken away.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(name)))
}

// address are the forms of address that a name key may end or begin with.
var address = struct{ after, before []string }{
	after:  []string{"先生", "女士", "小姐", "太太", "老师", "阿姨", "叔叔"},
	before: []string{"mrs", "mr", "ms", "miss", "dr"},
}

// apart returns in how many letters two name keys differ, forms of address aside,
// and whether that is few enough to take one for the other.
func apart(a, b string) (int, bool) {
	ra, rb := []rune(bare(a)), []rune(bare(b))
	d := distance(ra, rb)
	return d, 3*d <= max(len(ra), len(rb))
}

func bare(key string) string {
	for _, s := range address.after {
		if rest, ok := strings.CutSuffix(key, s); ok && rest != "" {
			return rest
		}
	}
	for _, s := range address.before {
		if rest, ok := strings.CutPrefix(key, s); ok && rest != "" {
			return rest
		}
	}
	return key
}

// distance is Levenshtein's: letters to put in, take out or change.
func distance(a, b []rune) int {
	line := make([]int, len(b)+1)
	for j := range line {
		line[j] = j
	}
	for i := range a {
		corner := line[0]
		line[0] = i + 1
		for j := range b {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = line[j+1]
			line[j+1] = min(change, line[j+1]+1, line[j]+1)
		}
	}
	return line[len(b)]
}

// rowLimit is a LIMIT: 0 stands for all.
func rowLimit(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}
