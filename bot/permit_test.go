package bot

import "testing"

// busyBo is a floor of the policy fifteen-day, where Bo is with Ms Sun when
// another customer comes in.
func busyBo(t *testing.T) (*floor, Reply) {
	t.Helper()
	f := emptyFloor(t)
	f.setUp(map[string][]string{"policy": {"fifteen-day"}, "door": {"everyone"}})
	f.says("UBO", "/visit Ms Sun 13511119999")
	f.heard()
	f.at("09:20")
	asked := f.says("UBO", "/visit Mr Qian 13711112233")
	f.sees(asked, `
You are still with Ms Sun 135••••9999 (since 09:00).
Nothing recorded yet. Choose one.
_Clause 3: Until the customer being received, not yet sold to, has left, nobody receives a new one without the manager's or supervisor's permission; a turn missed so is made up._
[!They left; record this one] [Ask a leader…]
`)
	return f, asked
}

func TestOneCustomerAtATime(t *testing.T) {
	f, asked := busyBo(t)
	seq := f.seq()
	f.unchanged(seq)
	done := f.presses("UBO", asked.Message, "They left; record this one")
	if want := "Recorded: Mr Qian 137••••2233 is your new customer."; done.Message.Head != want {
		t.Errorf("Bo reads %q, want %q", done.Message.Head, want)
	}
	f.records(seq, `leave {"visit":"v10"}`,
		`visit {"id":"v12","customer":"c12","person":"UBO","details":{"name":"Mr Qian","phone":"+8613711112233"}}`)
}

func TestALeaderAllowsAnother(t *testing.T) {
	f, asked := busyBo(t)
	seq := f.seq()
	f.sees(f.presses("UBO", asked.Message, "Ask a leader…"), "Lee has been asked.\nNothing recorded")
	letter := f.letter("ULEE")
	f.reads(letter, `
Bo is with a customer and would receive another: Mr Qian · 137••••2233.
Nothing recorded yet; your leave records it
[!Allow]
`)
	f.sees(f.presses("UDAN", letter, "Allow"), "This step is for leaders.\nYou are a consultant at this site; Lee can do it\n[Ask Lee…]")
	f.unchanged(seq)
	f.presses("ULEE", letter, "Allow")
	f.records(seq, `visit {"id":"v11","customer":"c11","person":"UBO","consent":true,"details":{"name":"Mr Qian","phone":"+8613711112233"}} by ULEE`)
	if again := f.presses("ULEE", letter, "Allow"); again.Message.Head != "Things have changed." {
		t.Errorf("pressed twice, Lee reads %q", again.Message.Head)
	}
}

// TestElsewhereNobodyIsAsked: a policy that says nothing of it lets a consultant
// take the next customer; the last one's visit ends.
func TestElsewhereNobodyIsAsked(t *testing.T) {
	f := newFloor(t)
	f.says("UBO", "/visit Ms Sun 13511119999")
	if r := f.says("UBO", "/visit Mr Qian 13711112233"); r.Message.Head != "Recorded: Mr Qian 137••••2233 is your new customer." {
		t.Errorf("Bo reads:\n%s", plain(r.Message))
	}
}
