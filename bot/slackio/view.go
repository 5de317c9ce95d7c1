package slackio

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

// valueID is the action ID of every field; its block ID is the field's own.
const valueID = "value"

// messageForm names the views that show a message.
const messageForm = "message"

// A place is where a form was opened. The form carries it, so that its answer
// is shown there.
type place struct{ Channel, Thread string }

// metadata is what a view carries: its place on the first line, then what the
// form itself wants carried.
func (p place) metadata(carried string) string {
	first := p.Channel
	if p.Thread != "" {
		first += " " + p.Thread
	}
	return cutValue(first+"\n"+carried, maxPrivate)
}

// parseMetadata reads what metadata wrote.
func parseMetadata(s string) (p place, carried string) {
	first, carried, _ := strings.Cut(s, "\n")
	p.Channel, p.Thread, _ = strings.Cut(first, " ")
	return p, carried
}

// modal is a form as a view. Whatever f holds, Slack takes it.
func modal(f bot.Form, at place) slack.ModalViewRequest {
	view := slack.ModalViewRequest{
		Type: slack.VTModal, Title: label(f.Title, maxViewTitle), Close: plainText(f.Cancel, maxViewTitle), Submit: plainText(f.Submit, maxViewTitle),
		CallbackID: cutValue(f.ID, maxID), PrivateMetadata: at.metadata(f.Private), NotifyOnClose: true,
	}
	var top, fields []slack.Block
	if !blank(f.Alert) {
		top = append(top, alert(f.Alert))
	}
	top = append(top, wording("", f.Head, f.Facts)...)
	top = append(top, notes(f.Notes)...)
	used := ids{}
	for _, field := range f.Fields {
		if e := element(field); e != nil && len(fields) < maxViewBlocks/2 {
			fields = append(fields, input(field, e, used))
		}
	}
	if len(fields) > 0 && view.Submit == nil {
		// Slack demands it beside a field.
		view.Submit = label("OK", maxViewTitle)
	}
	view.Blocks.BlockSet = fit(top, fields, maxViewBlocks)
	return view
}

func alert(text string) slack.Block {
	return slack.NewAlertBlock(mrkdwn(cutMrkdwn(text, maxAlert)), slack.AlertBlockOptionLevel(slack.AlertLevelWarning))
}

func input(f bot.Field, e slack.BlockElement, used ids) slack.Block {
	block := slack.NewInputBlock(used.take(f.ID), label(f.Label, maxLabel), plainText(f.Hint, maxLabel), e)
	return block.WithOptional(f.Optional).WithDispatchAction(f.Watch)
}

// element is what a field is shown as; nil where there is nothing to choose
// from. More choices than fit beside round or square boxes become a menu.
func element(f bot.Field) slack.BlockElement {
	hint := plainText(f.Placeholder, maxPlaceholder)
	switch f.Kind {
	case bot.PersonField:
		e := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, hint, valueID)
		if people := users(f.Initial); len(people) > 0 {
			e.InitialUser = people[0]
		}
		return e
	case bot.PeopleField:
		e := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, hint, valueID)
		e.InitialUsers = users(f.Initial)
		return e
	case bot.TimeField:
		e := slack.NewTimePickerBlockElement(valueID)
		e.Placeholder = hint
		if len(f.Initial) > 0 {
			if t, err := time.Parse("15:04", f.Initial[0]); err == nil {
				e.InitialTime = t.Format("15:04")
			}
		}
		return e
	case bot.SelectField, bot.RadioField, bot.CheckField:
		return choice(f, hint)
	}
	return textInput(f, hint)
}

func textInput(f bot.Field, hint *slack.TextBlockObject) slack.BlockElement {
	e := slack.NewPlainTextInputBlockElement(hint, valueID)
	e.Multiline = f.Kind == bot.LinesField
	if f.Max > 0 {
		e.MaxLength = min(f.Max, maxInput)
	}
	if len(f.Initial) > 0 {
		most := maxInput
		if e.MaxLength > 0 {
			most = e.MaxLength
		}
		e.InitialValue = cutValue(entities.Replace(f.Initial[0]), most)
	}
	if f.Watch {
		e.DispatchActionConfig = &slack.DispatchActionConfig{TriggerActionsOn: []string{"on_enter_pressed"}}
	}
	return e
}

func choice(f bot.Field, hint *slack.TextBlockObject) slack.BlockElement {
	choices := options(f.Options, maxOptions)
	if len(choices) == 0 {
		return nil
	}
	var chosen []*slack.OptionBlockObject
	for _, o := range choices {
		if slices.Contains(f.Initial, o.Value) {
			chosen = append(chosen, o)
		}
	}
	var first *slack.OptionBlockObject
	if len(chosen) > 0 {
		first = chosen[0]
	}
	switch {
	case f.Kind == bot.CheckField && len(choices) <= maxChoices:
		e := slack.NewCheckboxGroupsBlockElement(valueID, choices...)
		e.InitialOptions = chosen
		return e
	case f.Kind == bot.CheckField:
		return slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, hint, valueID, choices...).WithInitialOptions(chosen...)
	case f.Kind == bot.RadioField && len(choices) <= maxChoices:
		e := slack.NewRadioButtonsBlockElement(valueID, choices...)
		e.InitialOption = first
		return e
	}
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, hint, valueID, choices...)
	e.InitialOption = first
	return e
}

var userID = regexp.MustCompile(`^[UW][A-Z0-9]{1,30}$`)

// users are those of list that are user IDs: Slack refuses a form over one
// that is not.
func users(list []string) []string {
	var found []string
	for _, id := range list {
		if userID.MatchString(id) && !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	return found
}

// messageView shows a message where there is no channel to show it in.
func messageView(m bot.Message, title *slack.TextBlockObject, at place) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: title, CallbackID: messageForm, PrivateMetadata: at.metadata(""),
		Blocks: slack.Blocks{BlockSet: viewBlocks(m)},
	}
}

// homeView is the App Home. Whatever h holds, Slack takes it.
func homeView(h bot.Home) slack.HomeTabViewRequest {
	var blocks []slack.Block
	for i, p := range h.Parts {
		if i > 0 {
			blocks = append(blocks, slack.NewDividerBlock())
		}
		blocks = append(blocks, wording(p.Title, "", p.Lines)...)
		blocks = append(blocks, rows(p.Rows)...)
		if a := actions(p.Buttons, p.Menus); a != nil {
			blocks = append(blocks, a)
		}
		blocks = append(blocks, notes(p.Notes)...)
	}
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: fit(blocks, nil, maxViewBlocks)}}
}
