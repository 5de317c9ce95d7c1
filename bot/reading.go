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
		return x.visitForm(draft{})
	}
	w, problems := read("visit", x.req.Text, x.conf.Region)
	d, err := x.drafted(w)
	if err != nil {
		return Reply{}, err
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
	if len(problems) == 0 {
		return x.arrive(d)
	}
	if problems[0].kind == onlyEnding && w.Ending != "" {
		ask, err := x.askEnding(d, w.Ending)
		if err != nil || ask != nil {
			return Reply{Message: ask}, err
		}
	}
	// What was understood is kept, so that the form opens filled in.
	id, err := x.put(d)
	if err != nil {
		return Reply{}, err
	}
	m := problems[0].message(w, x.lang, x.name)
	m.Buttons = []Button{{Action: "visit.form", Value: x.value(id), Label: x.in(say.WordsFix), Primary: true}}
	return Reply{Message: &m}, nil
}

// askEnding asks whether the asker's own customers with such a phone are meant;
// nil where there are none.
func (x *exchange) askEnding(d draft, ending string) (*Message, error) {
	found, err := x.tx.ByEnding(x.site, ending, mostFound)
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
	return x.askWhich(d, found)
}

// drafted turns words into a draft. A referrer whom the register does not know
// is a mistake of the asker's.
func (x *exchange) drafted(w words) (draft, error) {
	d := draft{
		Phone: w.Phone, Name: w.Name, Gender: w.Gender, Needs: w.Needs,
		Receiver: w.Receiver, AskedFor: w.person(), For: w.For,
		Via: w.Via, Purpose: w.Purpose, With: w.With, Came: w.cameAt(x.now),
	}
	if w.Been != nil {
		d.First = ptr(!*w.Been)
	}
	if w.Accompanied != nil {
		d.Accompanied = *w.Accompanied
	}
	if typed := first(w.Referrer, w.ReferrerIs); typed != "" {
		c, err := x.findReferrer(typed)
		if err != nil {
			return d, err
		}
		d.Referrer = c
	}
	return d, nil
}

// findReferrer finds the customer who sent another, by phone or name.
func (x *exchange) findReferrer(typed string) (rules.Customer, error) {
	var cards []card
	var err error
	if e164, ok := say.Phone(typed, x.conf.Region); ok {
		cards, err = x.lookup(e164, "", "")
	} else {
		cards, err = x.lookup("", "", say.Clean(typed))
	}
	if err != nil {
		return "", err
	}
	if len(cards) != 1 {
		return "", x.refuseText(x.in(say.VisitNoReferrer, "typed", say.Name(typed)), x.in(say.VisitReferrerNext))
	}
	return cards[0].ID, nil
}

// openVisitForm opens the form with what an earlier message had understood.
func (x *exchange) openVisitForm() (Reply, error) {
	var d draft
	if x.arg(0) != "" {
		var err error
		if d, err = x.openDraft(x.arg(0)); err != nil {
			return Reply{}, err
		}
	}
	return x.visitForm(d)
}
