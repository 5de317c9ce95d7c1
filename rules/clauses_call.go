package rules

// callOwns makes whoever takes a call, and writes the caller's name down, the
// owner of a customer of nobody: a first contact.
//
// Source: first-contact P1a, two-venues P1a.
type callOwns struct{}

func (*callOwns) on() []Kind { return []Kind{"call"} }

func (*callOwns) own(m *moment) (change, bool) {
	c := m.event.Body.(*Call)
	if m.tenure.owner != "" {
		return change{effect: Later}, c.Person != m.tenure.owner
	}
	if c.Details == nil || c.Details.Name == "" {
		return change{effect: Invalid}, true
	}
	return change{effect: Gained, owner: c.Person}, true
}
