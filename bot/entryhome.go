package bot

import "github.com/walkin-chat/walkin/bot/say"

// homeEntries is the App Home's way to all that can be recorded besides: the
// usual entries as buttons, the others that the asker may make in a menu.
func (x *exchange) homeEntries() HomePart {
	button := func(verb string, label say.Line) Button {
		return Button{Action: "entry.open", Value: x.value(verb), Label: x.in(label)}
	}
	part := HomePart{Title: x.in(say.HomeMore), Buttons: []Button{
		button("call", say.CallLabel), button("appoint", say.AppointLabel), button("family", say.FamilyLabel),
		x.turnButton("help.all", say.HelloAll),
	}}
	menu := Menu{Action: "entry.open", Value: x.value(), Label: x.in(say.EntryMenu)}
	for _, c := range commands() {
		k, day := entryKinds()[c.name]
		switch {
		case !day || c.name == "call" || c.name == "appoint" || c.name == "family":
			continue
		case k.may != nil && k.may(x) != nil:
			continue
		}
		menu.Options = append(menu.Options, Option{c.name, x.in(k.title)})
	}
	part.Menus = []Menu{menu}
	return part
}
