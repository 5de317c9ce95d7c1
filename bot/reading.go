package bot

import (
	"slices"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// read understands the words of the request as those of verb, or returns the
// message that says what stands in the way.
func (x *exchange) read(verb string) (words, *Message) {
	w, problems := read(verb, x.req.Text, x.conf.Region)
	if len(problems) == 0 {
		return w, nil
	}
	m := problems[0].message(w, x.lang, x.name)
	return w, &m
}

// visit handles /visit: alone it opens the form, with words it registers.
func (x *exchange) visit() (Reply, error) {
	if strings.TrimSpace(x.req.Text) == "" {
		return x.visitForm(draft{}, "")
	}
	w, problems := read("visit", x.req.Text, x.conf.Region)
	d := x.drafted(w)
	if len(problems) == 0 && w.Phone+w.Name == "" {
		problems = []problem{{kind: noCustomer}}
	}
	if len(problems) == 0 && w.Phone != "" && w.Name == "" {
		found, err := x.tx.ByPhone(x.site, w.Phone)
		if err != nil {
			return Reply{}, err
		}
		if len(found) == 0 {
			problems = []problem{{kind: newPhone, word: w.Phone}}
		}
	}
	if len(problems) == 0 && w.Accompanied != nil && d.Refers == "" {
		return x.mend(d, Message{
			Head:  x.in(say.VisitCameWho),
			Facts: []string{x.in(say.WordsUnderstood, "what", w.understood(x.lang, x.name)), say.Sentences(x.lang, x.in(say.WordsNotRecorded), x.in(say.VisitCameWhoNext))},
		})
	}
	if len(problems) == 0 {
		known, err := x.refer(&d)
		switch {
		case err != nil:
			return Reply{}, err
		case known:
			return x.arrive(d)
		}
		typed, err := x.referrerTyped(d)
		if err != nil {
			return Reply{}, err
		}
		return x.mend(d, Message{
			Head:  x.in(say.VisitNoReferrer, "typed", say.Name(typed)),
			Facts: []string{x.in(say.WordsUnderstood, "what", w.understood(x.lang, x.name)), say.Sentences(x.lang, x.in(say.WordsNotRecorded), x.in(say.VisitReferrerNext))},
		})
	}
	if problems[0].kind == onlyEnding && w.Ending != "" {
		ask, err := x.askEnding(d, w.Ending)
		if err != nil || ask != nil {
			return Reply{Message: ask}, err
		}
	}
	return x.mend(d, problems[0].message(w, x.lang, x.name))
}

// mend says what stands in the way of d, and keeps what was understood so that
// the form opens filled in.
func (x *exchange) mend(d draft, m Message) (Reply, error) {
	id, err := x.put(d)
	if err != nil {
		return Reply{}, err
	}
	m.Buttons = []Button{{Action: "visit.form", Value: x.value(id), Label: x.in(say.WordsFix), Primary: true}}
	return Reply{Message: &m}, nil
}

// askEnding asks whether the asker's own customers with such a phone are meant;
// nil where there are none.
func (x *exchange) askEnding(d draft, ending string) (*Message, error) {
	found, err := x.tx.ByEnding(x.site, ending, mostAsked)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(f storage.Found) bool {
		h, _ := x.book.Holding(f.Customer, x.now)
		return h.Owner != x.req.Asker.ID || d.Name != "" && !say.SameName(f.Name, d.Name)
	})
	if len(found) == 0 {
		return nil, nil
	}
	return x.askWhich(d, found, say.VisitWhichEnding)
}

// drafted turns words into a draft.
func (x *exchange) drafted(w words) draft {
	d := draft{
		Phone: w.Phone, Name: w.Name, Gender: w.Gender, Needs: w.Needs,
		Receiver: w.Receiver, Named: w.Receiver != "", AskedFor: w.person(), For: w.For,
		Via: w.Via, Purpose: w.Purpose, With: w.With, Came: w.cameAt(x.now), Note: w.Note,
		Refers: first(w.Referrer, w.ReferrerIs),
	}
	if w.Been != nil {
		d.First = ptr(!*w.Been)
	}
	if w.Accompanied != nil {
		d.Accompanied = *w.Accompanied
	}
	if d.Receiver == "" && x.member.Role == rules.Consultant {
		d.Receiver = x.req.Asker.ID
	}
	return d
}

// openVisitForm opens the form with what an earlier message had understood.
func (x *exchange) openVisitForm() (Reply, error) {
	id := x.arg(0)
	if id == "" {
		return x.visitForm(draft{}, "")
	}
	d, err := x.openDraft(id)
	if err != nil {
		return Reply{}, err
	}
	return x.visitForm(d, id)
}
