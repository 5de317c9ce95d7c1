package bot

import (
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// clause writes the clause line: the deciding clause of g, in the words of the
// policy under which it decided; empty where no clause did.
func (x *exchange) clause(lang rules.Lang, g rules.Grounds) string {
	if len(g.Basis) == 0 {
		return ""
	}
	id := g.Basis[0]
	then := x.book.PolicyOf(g.Version)
	if then == nil || g.Version == x.book.Policy().Version() {
		return say.Clause(lang, id, x.book.Policy().Wording(id, lang), g.Assumed)
	}
	return say.ClauseThen(lang, id, then.Wording(id, lang), g.Version, g.Assumed)
}

// notes is the clause line as the small lines of a message to the asker.
func (x *exchange) notes(g rules.Grounds) []string { return x.notesIn(x.lang, g) }

// notesIn is notes in another language, such as the channel's.
func (x *exchange) notesIn(lang rules.Lang, g rules.Grounds) []string {
	if line := x.clause(lang, g); line != "" {
		return []string{line}
	}
	return nil
}
