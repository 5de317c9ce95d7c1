package bot

import (
	"slices"
	"strconv"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// mostDifferences is how many lines of what changes stand in a message; the rest
// waits behind a button.
const mostDifferences = 6

// policy handles /walkin policy: alone it shows the policy in force, with "use"
// and a name it asks a manager whether to change it. With "sent" it goes on with
// a file that was sent to the bot, see policySent.
func (x *exchange) policy() (Reply, error) {
	words := strings.Fields(halfWidths(x.req.Text))
	switch {
	case len(words) == 0:
		return x.readPolicy()
	case len(words) <= 2 && slices.Contains([]string{"use", "用", "换成"}, strings.ToLower(words[0])):
		return x.usePolicy(strings.ToLower(strings.Join(words[1:], "")))
	case len(words) == 2 && words[0] == sentWord:
		return x.useSent(words[1])
	}
	return Reply{}, x.refuseText(x.in(say.PolicyHow, "words", say.Safe(say.Cut(x.req.Text, 40))), x.in(say.PolicyHowEg))
}

// asHere is a policy with the site's own setting of the door, if it has one.
func (x *exchange) asHere(p *rules.Policy) *rules.Policy {
	if x.conf.Door == "" {
		return p
	}
	return p.WithDoor(x.conf.Door)
}

// compare says where two policies differ for this site.
func (x *exchange) compare(a, b *rules.Policy) rules.PolicyComparison {
	return rules.ComparePolicies(x.asHere(a), x.asHere(b))
}

// readPolicy shows the page of the policy in force, as a form with nothing to
// submit.
func (x *exchange) readPolicy() (Reply, error) {
	p := x.book.Policy()
	page := x.asHere(p).Page(x.lang)
	f := &Form{ID: "note", Title: x.in(say.PolicyTitle), Cancel: x.in(say.Closed), Head: say.Safe(page.Title)}
	for _, fact := range page.Facts {
		f.Facts = append(f.Facts, x.in(say.PolicyFact, "name", fact.Name, "text", say.Safe(fact.Text)))
	}
	for _, s := range page.Sections {
		f.Facts = append(f.Facts, "\n*"+s.Title+"*")
		for _, c := range s.Clauses {
			line := x.in(say.PolicyClause, "id", say.Safe(c.ID), "text", say.Safe(c.Wording))
			if c.Assumed {
				line = x.in(say.PolicyReading, "clause", line)
			}
			f.Facts = append(f.Facts, line)
		}
	}
	f.Notes = []string{say.Safe(page.Note)}
	if seq := p.Version().Seq; seq > 0 {
		e, _, err := x.entry(seq)
		if err != nil {
			return Reply{}, err
		}
		f.Notes = append(f.Notes, x.in(say.PolicyFrom, "seq", strconv.FormatInt(seq, 10), "day", x.pen(x.lang).Date(e.At)))
	}
	return Reply{Form: f}, nil
}

// usePolicy asks a manager whether a policy that has that name here is to hold
// from now on, and says what changes.
func (x *exchange) usePolicy(name string) (Reply, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return Reply{}, x.needs(rules.Manager)
	}
	if name == "" {
		return Reply{}, x.refuse(say.PolicyWhich, x.policiesHere())
	}
	next, key, err := x.policyCalled(name)
	if err != nil {
		return Reply{}, err
	}
	return x.askPolicy(next, key, "")
}

// policyNames lists the ready-made policies, then those of the site's own that
// have held here.
func (x *exchange) policyNames() []string {
	names := rules.Policies()
	for _, p := range x.book.OwnPolicies() {
		names = append(names, p.Name())
	}
	return names
}

// policiesHere says which names policyCalled knows.
func (x *exchange) policiesHere() string {
	return x.in(say.PolicyThere, "names", say.Names(x.lang, x.policyNames()...))
}

// policyCalled returns the ready-made policy of that name, or the site's own
// that last held here under it, and what policyNamed finds it by. It refuses a
// name that nothing has, with the likeliest one.
func (x *exchange) policyCalled(name string) (p *rules.Policy, key string, err error) {
	if p, found := rules.Named(name); found {
		return p, name, nil
	}
	for _, p := range x.book.OwnPolicies() {
		if p.Name() == name {
			return p, since(p), nil
		}
	}
	facts := []string{x.policiesHere()}
	if meant := rules.Likeliest(name, x.policyNames()); meant != "" {
		facts = []string{x.in(say.PolicyMeant, "name", meant), facts[0]}
	}
	return nil, "", x.refuseText(x.in(say.PolicyUnknown, "name", say.Name(name)), facts...)
}

// askPolicy asks whether next is to hold from now on, and says what changes.
// key is what policyNamed finds it by; file the name of the file it came in, if
// it did.
func (x *exchange) askPolicy(next *rules.Policy, key, file string) (Reply, error) {
	old, name := x.book.Policy(), say.Name(next.Name())
	difference := x.compare(old, next)
	if old.Name() == next.Name() && difference.Same() {
		return Reply{}, x.refuseText(x.in(say.PolicySame, "policy", name))
	}
	m := Message{Head: x.in(say.PolicyAsk, "old", say.Name(old.Name()), "new", name), Notes: []string{x.in(say.PolicyNot)}}
	if file != "" {
		m.Head = x.in(say.PolicyAskSent, "old", say.Name(old.Name()), "new", name, "file", say.Safe(say.Cut(file, 40)))
	}
	m.Facts, m.Buttons = x.differences(x.lang, difference, x.value(since(old), key))
	yes := Button{Action: "policy.use", Value: x.value(since(old), key), Label: x.in(say.PolicyYes, "policy", name), Primary: true}
	m.Buttons = append([]Button{yes}, m.Buttons...)
	return Reply{Message: &m}, nil
}

// since writes from which entry on a policy has held, for a button to carry.
func since(p *rules.Policy) string { return strconv.FormatInt(p.Version().Seq, 10) }

// policyUsed records the change of policy that a manager has confirmed, unless
// the policy was changed since they were asked.
func (x *exchange) policyUsed() (Reply, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return Reply{}, x.needs(rules.Manager)
	}
	old := x.book.Policy()
	if since(old) != x.arg(0) {
		who := x.name(x.member.Person)
		if e, found, err := x.entry(old.Version().Seq); err != nil {
			return Reply{}, err
		} else if found {
			who = x.name(recorder(e))
		}
		return Reply{}, x.refuseText(x.in(say.ErrChanged, "what", x.in(say.PolicyStale, "policy", say.Name(old.Name()), "who", who)), x.in(say.ErrStaleNext))
	}
	change, err := x.policyMeant(x.arg(1))
	if err != nil {
		return Reply{}, err
	}
	e, err := x.recordEvent(rules.Event{By: x.member.Person, Body: change})
	if err != nil {
		return Reply{}, err
	}
	m := Message{
		Head:    x.in(say.PolicyDone, "policy", say.Name(change.Name)),
		Facts:   []string{x.in(say.PolicyStood, "seq", strconv.FormatInt(e.Seq, 10))},
		Buttons: []Button{x.turnButton("policy", say.SetupPolicy)},
	}
	return Reply{Message: &m}, x.postPolicy(old)
}

// postPolicy tells the channel that another policy holds than old, and what
// changes.
func (x *exchange) postPolicy(old *rules.Policy) error {
	lang, now := x.conf.Lang, x.book.Policy()
	m := Message{Head: say.PolicyPost.In(lang, "policy", say.Name(now.Name()))}
	m.Facts, m.Buttons = x.differences(lang, x.compare(old, now), x.value(since(old), since(now)))
	m.Buttons = append(m.Buttons, Button{Action: "policy", Value: x.value(), Label: say.SetupPolicy.In(lang)})
	return x.post(Post{Message: m})
}

// differences are the first lines of what changes, and the button to the rest
// where there is more; value says between which policies.
func (x *exchange) differences(lang rules.Lang, c rules.PolicyComparison, value string) (facts []string, more []Button) {
	n := 0
	for _, s := range sections(lang, c) {
		for _, l := range s.Lines {
			if n++; n <= mostDifferences {
				facts = append(facts, say.PolicyFact.In(lang, "name", s.Title, "text", say.Safe(l)))
			}
		}
	}
	if n > mostDifferences {
		facts = append(facts, say.PolicyMore.In(lang, "n", n-mostDifferences))
		more = []Button{{Action: "policy.diff", Value: value, Label: say.PolicyAll.In(lang)}}
	}
	return facts, more
}

// sections are what changes, told as a change.
func sections(lang rules.Lang, c rules.PolicyComparison) []rules.ComparisonSection {
	return c.Sections(lang, rules.Names{
		A: say.PolicyBefore.In(lang), B: say.PolicyNew.In(lang), OnlyA: say.PolicyGone.In(lang), OnlyB: say.PolicyAdded.In(lang),
	})
}

// policyDiff shows all that a change of policy changes.
func (x *exchange) policyDiff() (Reply, error) {
	a, err := x.policyNamed(x.arg(0))
	if err != nil {
		return Reply{}, err
	}
	b, err := x.policyNamed(x.arg(1))
	if err != nil {
		return Reply{}, err
	}
	f := &Form{ID: "note", Title: x.in(say.PolicyDiffs), Cancel: x.in(say.Closed), Head: say.Safe(a.Name() + " → " + b.Name())}
	for _, s := range sections(x.lang, x.compare(a, b)) {
		f.Facts = append(f.Facts, "\n*"+s.Title+"*")
		for _, l := range s.Lines {
			f.Facts = append(f.Facts, say.Safe(l))
		}
	}
	return Reply{Form: f}, nil
}

// policyNamed returns a ready-made policy, the one that an entry of this register
// has brought, or one in a file that was sent.
func (x *exchange) policyNamed(key string) (*rules.Policy, error) {
	if p, found := rules.Named(key); found {
		return p, nil
	}
	if id, sent := strings.CutPrefix(key, sentPrefix); sent {
		f, err := x.sentPolicy(id)
		if err != nil {
			return nil, err
		}
		return rules.ParsePolicy(f.File, f.Text)
	}
	if seq, err := strconv.ParseInt(key, 10, 64); err == nil {
		if p := x.book.PolicySince(seq); p != nil {
			return p, nil
		}
	}
	return nil, x.refuse(say.ErrStale, x.in(say.ErrStaleNext))
}
