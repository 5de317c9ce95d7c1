package rules

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// answer puts one question to the book.
func (s *story) answer(cmd string, args []string, at time.Time) string {
	arg := func(i int) string { return args[i] }
	if at.Before(s.book.Last()) {
		at = s.book.Last()
	}
	switch cmd {
	case "owner":
		h, ok := s.book.Holding(Customer(arg(0)), at)
		if !ok {
			return "not in the register\n"
		}
		return s.holding(h)
	case "due":
		h, _ := s.book.Holding(Customer(arg(0)), at)
		if h.Due.IsZero() {
			return "no follow-up due\n"
		}
		return fmt.Sprintf("follow-up due %s (%s)\n", s.date(h.Due), h.DueBy)
	case "why":
		var out strings.Builder
		for _, st := range s.book.Chain(Customer(arg(0)), at) {
			s.step(&out, st)
		}
		return out.String()
	case "visit":
		v, ok := s.book.Reception(VisitID(arg(0)), at)
		if !ok {
			return "not in the register\n"
		}
		return reception1(v)
	case "deal":
		d, ok := s.book.Settlement(DealID(arg(0)), at)
		if !ok {
			return "not in the register\n"
		}
		return s.settlement(d)
	case "rotation":
		return s.rotation(s.book.Rotation(at))
	case "moves":
		var out strings.Builder
		for _, m := range s.book.Moves(Person(arg(0)), 6) {
			fmt.Fprintf(&out, "%s %s", m.At.In(s.book.Zone()).Format("15:04"), m.Cause)
			if m.Reason != "" {
				fmt.Fprintf(&out, " %s", m.Reason)
			}
			fmt.Fprintf(&out, ", place %d", m.Place)
			if m.Clause != "" {
				fmt.Fprintf(&out, " (%s)", m.Clause)
			}
			out.WriteByte('\n')
		}
		return out.String()
	case "conduct":
		var out strings.Builder
		for _, f := range s.book.Conduct(at) {
			fmt.Fprintf(&out, "%s: %s, %s%s (%s)\n", f.Person, f.Act, orNone(string(f.Customer), "no customer"), cost(f), strings.Join(f.Basis, ", "))
		}
		return orNone(out.String(), "none\n")
	case "door":
		return s.door(s.book.Arrival(Customer(arg(0)), Person(arg(1)), at))
	case "may-claim":
		a := s.book.MayClaim(Customer(arg(0)), Person(arg(1)), at)
		if a.Refusal == "" {
			return fmt.Sprintf("yes%s\n", inBrackets(a.Grounds))
		}
		from := ""
		if !a.From.IsZero() {
			from = ", from " + s.date(a.From)
		}
		return fmt.Sprintf("no: %s%s%s\n", a.Refusal, from, inBrackets(a.Grounds))
	}
	return "unknown question\n"
}

// cost tells a finding's fine and suspension.
func cost(f Finding) string {
	bound := func(n *int) string {
		if n == nil {
			return "…"
		}
		return strconv.Itoa(*n)
	}
	out := ""
	if f.Fine != nil {
		out += fmt.Sprintf(", fine %s–%s %s", bound(f.Fine.Min), bound(f.Fine.Max), f.Fine.Currency)
	}
	if f.Suspend != nil {
		out += fmt.Sprintf(", suspended %s–%s days", bound(f.Suspend.Min), bound(f.Suspend.Max))
	}
	return out
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

func inBrackets(g Grounds) string {
	out := ""
	if g.Assumed {
		out = ", assumed"
	}
	if len(g.Basis) > 0 {
		out += " (" + strings.Join(g.Basis, ", ") + ")"
	}
	return out
}

func (s *story) date(t time.Time) string { return t.In(s.book.Zone()).Format("2 Jan 2006") }

func (s *story) until(t time.Time) string {
	if t.IsZero() {
		return "for good"
	}
	return "through " + s.date(LastDay(t, s.book.Zone()))
}

func (s *story) holding(h Holding) string {
	out := ""
	switch {
	case h.Owner != "":
		out = fmt.Sprintf("%s's, %s", h.Owner, s.until(h.Until))
	case h.Former != "":
		out = fmt.Sprintf("nobody's; %s's until %s", h.Former, h.Lapsed.In(s.book.Zone()).Format("2 Jan 2006 15:04"))
	default:
		out = "nobody's"
	}
	if len(h.Party) > 1 {
		out += fmt.Sprintf("; one party: %v", h.Party)
	}
	if h.Referral != "" {
		out += fmt.Sprintf("; sent by %s", h.Referral)
	}
	return out + inBrackets(h.Grounds) + "\n"
}

func (s *story) step(out *strings.Builder, st Step) {
	at := st.At.In(s.book.Zone()).Format("2 Jan 15:04")
	what := strings.ReplaceAll(string(st.Kind), "_", " ")
	fmt.Fprintf(out, "%s %s: %s %s", at, orNone(what, "time"), st.Person, st.Effect)
	if st.Owner != "" {
		fmt.Fprintf(out, "; %s's %s", st.Owner, s.until(st.Until))
	} else {
		out.WriteString("; nobody's")
	}
	fmt.Fprintf(out, " (%s)\n", st.Clause)
}

func reception1(v Reception) string {
	out := string(v.Person)
	if v.OnBehalfOf != "" {
		out += " for " + string(v.OnBehalfOf)
	}
	if v.Expected != v.Person {
		out += ", expected " + string(v.Expected)
	}
	if v.Turn {
		out += ", a turn"
	} else {
		out += ", no turn"
	}
	if v.New {
		out += ", new customer"
	}
	if !v.Registered {
		out += ", not registered"
	}
	if v.Open {
		out += ", still here"
	}
	return out + inBrackets(v.Grounds) + "\n"
}

func (s *story) settlement(d Settlement) string {
	out := fmt.Sprintf("%s: performance %s; commission %s", d.Stage, parts(d.Performance), parts(d.Commission))
	if len(d.Bonus) > 0 {
		out += "; bonus " + parts(d.Bonus)
	}
	if !d.ContestUntil.IsZero() {
		out += "; contest " + s.until(d.ContestUntil)
	}
	if d.Approved != "" {
		out += "; confirmed by " + string(d.Approved)
	}
	return out + inBrackets(d.Grounds) + "\n"
}

func parts(ps Parts) string {
	var out []string
	for _, p := range ps {
		out = append(out, string(p.Person)+" "+p.Part.String())
	}
	return orNone(strings.Join(out, ", "), "nobody")
}

func (s *story) rotation(r Rotation) string {
	var out strings.Builder
	fmt.Fprintf(&out, "next %s", orNone(string(r.Next), "nobody"))
	if r.Makeup {
		out.WriteString(" on a make-up turn")
	}
	fmt.Fprintf(&out, "; queue %v", r.Queue)
	for _, l := range []struct {
		what string
		all  []Tally
	}{{"owed", r.Owed}, {"turns", r.Turns}, {"passes", r.Passes}} {
		if len(l.all) > 0 {
			fmt.Fprintf(&out, "; %s", l.what)
			for _, t := range l.all {
				fmt.Fprintf(&out, " %s %d", t.Person, t.N)
			}
		}
	}
	if r.Mode != Queue {
		fmt.Fprintf(&out, "; %s %s", r.Mode, r.Duty)
	}
	out.WriteByte('\n')
	return out.String()
}

func (s *story) door(a Arrival) string {
	out := "new"
	switch {
	case a.Own:
		out = "their own customer"
	case a.Returns:
		out = string(a.Holding.Owner) + "'s customer"
	case a.Known:
		out = "known, nobody's"
	}
	if a.Present {
		out += ", who is here"
	}
	if a.Busy {
		out += ", who is busy"
	}
	out += "; " + orNone(string(a.Receiver), "nobody") + " receives"
	if a.Makeup {
		out += " on a make-up turn"
	}
	return out + inBrackets(a.Grounds) + "\n"
}
