package bot

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// mostHeirs is how many of those who leave at once are asked about; a form has
// room for no more.
const mostHeirs = 40

// A heldSetup is a setup form that waits for who takes over the customers of
// those whom it drops. An open choice keeps it.
type heldSetup struct {
	Fields map[string][]string
	People map[rules.Person]Asker
}

// droppedOwners are those whom a setup form drops and who own customers.
func (x *exchange) droppedOwners(f siteForm) []rules.Person {
	var all []rules.Person
	for _, m := range x.book.Members(x.now) {
		stays := slices.ContainsFunc(f.staff, func(s rules.Staff) bool { return s.ID == m.Person })
		if !m.Left && !stays && len(x.ownedBy(m.Person)) > 0 {
			all = append(all, m.Person)
		}
	}
	return all
}

// askHeirs asks who takes over the customers of people whom the form in the
// request drops.
func (x *exchange) askHeirs(dropped []rules.Person) (Reply, error) {
	id, err := x.keep(x.site, "setup to go on with", heldSetup{x.req.Fields, x.req.People})
	if err != nil {
		return Reply{}, err
	}
	form := &Form{
		ID: "setup.heirs", Title: x.in(say.SetupHeirs), Submit: x.in(say.FormSave), Cancel: x.in(say.Cancel), Private: x.value(id),
		Head: x.in(say.SetupHeirsHead, "who", x.names(x.lang, dropped)), Facts: []string{x.in(say.SetupHeirsFact)},
	}
	for _, p := range dropped[:min(len(dropped), mostHeirs)] {
		form.Fields = append(form.Fields, Field{
			ID: string(p), Kind: PersonField, Optional: true,
			Label: x.in(say.SetupHeirOf, "who", x.name(p), "n", len(x.ownedBy(p))),
		})
	}
	return Reply{Form: form, How: UpdateForm}, nil
}

// heirsSubmitted goes on with a setup form whose leavers' successors are named
// now, or left out.
func (x *exchange) heirsSubmitted() (Reply, error) {
	if err := x.maySetUpHere(); err != nil {
		return Reply{}, err
	}
	c, open, err := x.tx.Choice(x.arg(0))
	switch {
	case err != nil:
		return Reply{}, err
	case !open || c.Site != x.site || c.Person != x.req.Asker.ID:
		return Reply{}, x.refuse(say.ErrStale, x.in(say.ErrStaleNext))
	}
	var held heldSetup
	if err := json.Unmarshal(c.Body, &held); err != nil {
		return Reply{}, fmt.Errorf("setup to go on with: %w", err)
	}
	named := x.req.Fields
	x.req.Fields, x.req.People = held.Fields, held.People
	f, wrong := x.readSetup()
	if len(wrong) > 0 { // the site has changed since
		return Reply{}, x.refuse(say.ErrStale, x.in(say.ErrStaleNext))
	}
	heirs := map[rules.Person]rules.Person{}
	for _, p := range x.droppedOwners(f) {
		if len(named[string(p)]) != 1 {
			continue
		}
		heir := rules.Person(named[string(p)][0])
		if !slices.ContainsFunc(f.staff, func(s rules.Staff) bool {
			return s.ID == heir && (s.Role == rules.Consultant || s.Role == rules.Leader)
		}) {
			wrong = append(wrong, Wrong{string(p), x.in(say.AssignFloor, "who", x.name(heir))})
		}
		heirs[p] = heir
	}
	if len(wrong) > 0 {
		return Reply{Errors: wrong}, nil
	}
	if _, err := x.tx.CloseChoice(c.ID); err != nil {
		return Reply{}, err
	}
	return x.saveSetup(f, heirs)
}
