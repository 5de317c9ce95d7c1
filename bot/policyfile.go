package bot

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

const (
	// sentWord goes on with a file by /walkin policy, at the site it is for.
	sentWord = "sent"
	// sentPrefix stands before the id of a file in what a button carries.
	sentPrefix = "sent:"
	// mostFaults is how many faults of a file stand in a message.
	mostFaults = 5
	// mostNotes is how many things that look like slips do.
	mostNotes = 3
)

// A sentFile is a policy file that somebody sent, until it is put in force or
// forgotten. An open choice keeps it.
type sentFile struct {
	File string
	Text []byte
}

// policySent takes a file that was sent in a direct message: house rules of a
// site's own, which a manager wants in force. Nothing is recorded before they
// have confirmed what changes.
func (x *exchange) policySent() (Reply, error) {
	f := x.req.Sent
	file := say.Safe(say.Cut(f.Name, 40))
	switch {
	case f.Unread == SentSeveral:
		return Reply{}, x.refuse(say.SentSeveral, x.in(say.SentSeveralNext))
	case f.Unread == SentLarge:
		return Reply{}, x.refuseText(x.in(say.SentLarge, "file", file, "kb", MaxSentFile>>10), x.in(say.SentWhat))
	case f.Unread == SentForbidden:
		return Reply{}, x.refuseText(x.in(say.SentForbidden, "file", file), x.in(say.SentForbiddenNext))
	case f.Unread != "":
		return Reply{}, x.refuseText(x.in(say.SentLost, "file", file), x.in(say.SentLostNext))
	case !utf8.Valid(f.Content) || strings.ContainsRune(string(f.Content), 0):
		return Reply{}, x.refuseText(x.in(say.SentNoText, "file", file), x.in(say.SentWhat))
	}
	id, err := x.keep("", "file to put in force", sentFile{f.Name, f.Content})
	if err != nil {
		return Reply{}, err
	}
	x.req.Command, x.req.Text = "policy", sentWord+" "+id
	return x.command()
}

// useSent asks a manager whether the policy in a file of theirs is to hold from
// now on, or says what is wrong with it.
func (x *exchange) useSent(id string) (Reply, error) {
	if rank(x.member.Role) < rank(rules.Manager) {
		return Reply{}, x.needs(rules.Manager)
	}
	f, err := x.sentPolicy(id)
	if err != nil {
		return Reply{}, err
	}
	p, faults := rules.CheckPolicy(f.File, f.Text)
	if len(faults) > 0 {
		return Reply{}, x.faulty(f.File, faults)
	}
	if text, taken := rules.PolicyText(p.Name()); taken && string(text) != string(f.Text) {
		return Reply{}, x.refuseText(x.in(say.SentNameTaken, "policy", say.Name(p.Name())), x.in(say.SentNameTakenNext, "policy", say.Name(p.Name())))
	}
	ask, err := x.askPolicy(p, sentPrefix+id, f.File)
	if err == nil {
		ask.Message.Facts = append(ask.Message.Facts, x.slips(f)...)
	}
	return ask, err
}

// slips are what looks like a slip in a file that is in order.
func (x *exchange) slips(f sentFile) (facts []string) {
	notes := rules.PolicyNotes(f.File, f.Text)
	for _, n := range notes[:min(len(notes), mostNotes)] {
		facts = append(facts, x.in(say.SentNote, "line", n.Line, "text", say.Safe(say.Cut(n.Text(x.lang), 300))))
	}
	if more := len(notes) - mostNotes; more > 0 {
		facts = append(facts, x.in(say.SentNotesMore, "n", more))
	}
	return facts
}

// faulty says what is wrong with a file: each fault with its place and the line
// itself.
func (x *exchange) faulty(file string, faults []*rules.PolicyError) error {
	var facts []string
	for _, e := range faults[:min(len(faults), mostFaults)] {
		place, text := "", say.Cut(e.Text(x.lang), 300)
		if e.Line > 0 {
			place = x.in(say.SentFaultAt, "line", e.Line, "column", e.Column)
			text = say.Cut(strings.TrimSpace(e.Source), 100) + "\n" + text
		}
		facts = append(facts, lines(place, say.Code(text))...)
	}
	if more := len(faults) - mostFaults; more > 0 {
		facts = append(facts, x.in(say.SentFaultsMore, "n", more))
	}
	return &UserError{Message{
		Head:  x.in(say.SentFaults, "file", say.Safe(say.Cut(file, 40)), "n", len(faults)),
		Facts: facts, Notes: []string{x.in(say.SentFaultsNext)},
	}}
}

// sentPolicy returns a file that the asker has sent, as long as it is kept.
func (x *exchange) sentPolicy(id string) (sentFile, error) {
	var f sentFile
	c, open, err := x.tx.Choice(id)
	switch {
	case err != nil:
		return f, err
	case !open || c.Person != x.req.Asker.ID:
		return f, x.refuse(say.SentForgotten, x.in(say.SentLostNext))
	}
	if err := json.Unmarshal(c.Body, &f); err != nil {
		return f, fmt.Errorf("file that was sent: %w", err)
	}
	return f, nil
}

// policyMeant is the change to the policy that a confirmed button carries: to a
// ready-made one, to what an entry of this register has brought, or to a file
// that was sent, which is used up by it.
func (x *exchange) policyMeant(key string) (*rules.PolicyChange, error) {
	id, sent := strings.CutPrefix(key, sentPrefix)
	if _, readyMade := rules.Named(key); readyMade {
		return &rules.PolicyChange{Name: key}, nil
	}
	if !sent {
		return x.policyAgain(key)
	}
	f, err := x.sentPolicy(id)
	if err != nil {
		return nil, err
	}
	p, err := rules.ParsePolicy(f.File, f.Text)
	if err != nil {
		return nil, fmt.Errorf("file that was checked before: %w", err)
	}
	if _, err := x.tx.CloseChoice(id); err != nil {
		return nil, err
	}
	change := &rules.PolicyChange{Name: p.Name()}
	if text, readyMade := rules.PolicyText(p.Name()); !readyMade || string(text) != string(f.Text) {
		change.Text = string(f.Text)
	}
	return change, nil
}

// policyAgain is a change to the policy like the one at that entry, with its
// text.
func (x *exchange) policyAgain(key string) (*rules.PolicyChange, error) {
	seq, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return nil, x.refuse(say.ErrStale, x.in(say.ErrStaleNext))
	}
	e, _, err := x.entry(seq)
	if err != nil {
		return nil, err
	}
	then, ok := e.Body.(*rules.PolicyChange)
	if !ok {
		return nil, x.refuse(say.ErrStale, x.in(say.ErrStaleNext))
	}
	return &rules.PolicyChange{Name: then.Name, Text: then.Text}, nil
}
