package bot

import (
	"strconv"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// Buttons that mean the same wherever they stand.

func (x *exchange) undoButton(e rules.Event) Button {
	return Button{Action: "undo", Value: x.value(strconv.FormatInt(e.Seq, 10)), Label: x.in(say.Undo)}
}

func (x *exchange) whyButton(c rules.Customer, who string) Button {
	return Button{Action: "why", Value: x.value(string(c)), Label: x.in(say.Why), Spoken: x.in(say.Why) + " " + who}
}

func (x *exchange) leftButton(v rules.VisitID) Button {
	return Button{Action: "left", Value: x.value(string(v)), Label: x.in(say.TheyLeft)}
}

func (x *exchange) addButton(c rules.Customer, label say.Line) Button {
	return Button{Action: "add", Value: x.value(string(c)), Label: x.in(label)}
}

// moreMenu holds what has no room in the row: options "verb:what".
func (x *exchange) moreMenu(options ...Option) Menu {
	return Menu{Action: "more", Value: x.value(), Label: x.in(say.More), Options: options, Overflow: true}
}

// more handles the options of moreMenu.
func (x *exchange) more() (Reply, error) {
	if len(x.req.Chosen) != 1 {
		return Reply{}, x.stale("")
	}
	verb, what, _ := strings.Cut(x.req.Chosen[0], ":")
	x.args = strings.Split(what, "|")
	switch verb {
	case "why":
		return x.why()
	case "told":
		return x.visitTold()
	case "appoint", "family", "giveup":
		c := x.arg(0)
		x.req.Chosen, x.args = nil, []string{verb, c}
		return x.openEntry()
	case "add":
		return x.addForm()
	case optOther, optDrop:
		x.args = []string{x.arg(0), verb, x.arg(1)}
		return x.choose()
	}
	return Reply{}, x.stale("")
}
