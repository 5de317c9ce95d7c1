package bot

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/walkin-chat/walkin/rules"
)

// bosCustomer is a floor where Ms Wang is Bo's customer, seen three times, five
// days ago the last time.
func bosCustomer(t *testing.T) *floor {
	t.Helper()
	f := newFloor(t)
	for _, days := range []int{1, 1, 5} {
		f.says("UBO", "/visit Ms Wang 13800138000")
		f.day(days)
	}
	f.says("UBO", "/turn")
	f.heard()
	return f
}

// unchanged fails the test if anything was recorded since the entry seq.
func (f *floor) unchanged(seq int64) {
	f.t.Helper()
	if more := f.recorded(seq); len(more) > 0 {
		f.t.Fatalf("recorded:\n%s", strings.Join(more, "\n"))
	}
}

// records fails the test unless these events were recorded since the entry seq.
func (f *floor) records(seq int64, want ...string) {
	f.t.Helper()
	if diff := cmp.Diff(want, f.recorded(seq)); diff != "" {
		f.t.Fatalf("not recorded as wanted (-want +got):\n%s", diff)
	}
}

// letter delivers what is queued and returns the message to one person.
func (f *floor) letter(p rules.Person) *Message {
	f.t.Helper()
	var found *Message
	for _, post := range f.posts() {
		if post.To == string(p) {
			found = &post.Message
		}
	}
	if found == nil {
		f.t.Fatalf("%s was sent nothing", staff[p])
	}
	return found
}

// reads fails the test unless the message reads like this.
func (f *floor) reads(m *Message, want string) {
	f.t.Helper()
	f.sees(Reply{Message: m}, want)
}

// changes tells the bot that watched fields of a form were filled in.
func (f *floor) changes(p rules.Person, r Reply, fields map[string][]string) Reply {
	f.t.Helper()
	return f.handle(Request{Act: Change, Asker: f.asker(p), Form: r.Form.ID, Private: r.Form.Private, Fields: fields})
}

// shows fails the test unless the reply's form reads like this: its title and
// words, _notes_, each field with its (choices) and what it begins with, and
// [submit].
func (f *floor) shows(r Reply, want string) {
	f.t.Helper()
	if r.Form == nil {
		f.t.Fatalf("no form, but:\n%s", plain(r.Message))
	}
	if diff := cmp.Diff(strings.TrimSpace(want), formPlain(r.Form)); diff != "" {
		f.t.Fatalf("the form is not as wanted (-want +got):\n%s", diff)
	}
}

// mends fails the test unless these are the fields that the reply wants mended.
func (f *floor) mends(r Reply, want string) {
	f.t.Helper()
	var got []string
	for _, w := range r.Errors {
		got = append(got, w.Field+": "+w.Text)
	}
	if diff := cmp.Diff(strings.TrimSpace(want), strings.Join(got, "\n")); diff != "" {
		f.t.Fatalf("the errors are not as wanted (-want +got):\n%s", diff)
	}
}

func formPlain(form *Form) string {
	out := []string{form.Title}
	out = append(out, lines(form.Alert, form.Head)...)
	out = append(out, form.Facts...)
	for _, n := range form.Notes {
		out = append(out, "_"+n+"_")
	}
	for _, f := range form.Fields {
		line := f.Label
		var labels, initial []string
		for _, o := range f.Options {
			labels = append(labels, o.Label)
		}
		if len(labels) > 0 {
			line += " (" + strings.Join(labels, ", ") + ")"
		}
		for _, v := range f.Initial {
			if name := staff[rules.Person(v)]; name != "" {
				v = name
			}
			initial = append(initial, v)
		}
		if len(initial) > 0 {
			line += fmt.Sprintf(": %s", strings.Join(initial, ", "))
		}
		out = append(out, line)
	}
	if form.Submit != "" {
		out = append(out, "["+form.Submit+"]")
	}
	return strings.Join(out, "\n")
}
