package bot

import (
	"encoding/json"
	"fmt"
	"maps"

	"github.com/walkin-chat/walkin/bot/remind"
	"github.com/walkin-chat/walkin/rules"
)

// Settings are what a site may set beside its policy. They travel in the
// site events of the register.
type Settings struct {
	Lang     rules.Lang `json:"lang,omitempty"`     // of the channel's posts; Chinese if empty
	Door     rules.Door `json:"door,omitempty"`     // empty: as the policy says
	Region   string     `json:"region,omitempty"`   // of phone numbers typed without a country; "CN" if empty
	Opens    string     `json:"opens,omitempty"`    // 15:04, the site's time
	Closes   string     `json:"closes,omitempty"`   // 15:04
	FollowUp string     `json:"followup,omitempty"` // 15:04, when follow-ups are brought up
	LastCall int        `json:"lastcall,omitempty"` // minutes before closing, when what is still open is brought up; 25 if zero
	Answer   int        `json:"answer,omitempty"`   // hours in which the other side of a dispute may answer; 24 if zero
	// Charts has Slack draw in its own chart blocks, where pictures are sent else.
	Charts bool `json:"charts,omitempty"`
	// Holidays are days such as 2026-12-25 on which the site is closed: nobody is
	// reminded of anything.
	Holidays []string `json:"holidays,omitempty"`
	// Rest is the weekly roster: the days a person does not work, "mon" to
	// "sun". On those they are off without a word, on others they are ready.
	Rest map[rules.Person][]string `json:"rest,omitempty"`
}

// usualLastCall is how many minutes before closing open things are brought up
// where the site says nothing else.
const usualLastCall = 25

// lastCall is the LastCall in force.
func (s Settings) lastCall() int {
	if s.LastCall == 0 {
		return usualLastCall
	}
	return s.LastCall
}

// usualAnswer is how many hours the other side of a dispute has to answer.
const usualAnswer = 24

// answerHours is the Answer in force.
func (s Settings) answerHours() int {
	if s.Answer <= 0 {
		return usualAnswer
	}
	return s.Answer
}

// hours are the times at which the site says something of its own accord. What
// no form would have let through, such as a time that is none, is as if it were
// not set.
func (s Settings) hours() remind.Hours {
	usual := usualSettings()
	clock := func(set, usual string) remind.Clock {
		c, err := remind.ParseClock(set)
		if err != nil {
			c, _ = remind.ParseClock(usual)
		}
		return c
	}
	h := remind.Hours{
		Opens: clock(s.Opens, usual.Opens), FollowUp: clock(s.FollowUp, usual.FollowUp),
		Closes: clock(s.Closes, usual.Closes), LastCall: remind.Clock(s.lastCall()),
	}
	for _, day := range s.Holidays {
		if d, err := remind.ParseDay(day); err == nil {
			h.Holidays = append(h.Holidays, d)
		}
	}
	return h
}

func usualSettings() Settings {
	return Settings{Lang: rules.Zh, Region: "CN", Opens: "09:00", Closes: "18:00", FollowUp: "09:30"}
}

// readSettings reads the settings of a site event; missing ones get their
// defaults. Keys it does not know are kept by whoever wrote them and ignored.
func readSettings(raw json.RawMessage) (Settings, error) {
	s := usualSettings()
	if len(raw) == 0 {
		return s, nil
	}
	err := json.Unmarshal(raw, &s)
	return s, err
}

// over writes s over the settings of a site event: keys that s does not know
// stay.
func (s Settings) over(raw json.RawMessage) (json.RawMessage, error) {
	all := map[string]json.RawMessage{}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &all); err != nil {
			return nil, fmt.Errorf("settings on record: %w", err)
		}
	}
	for _, key := range []string{"lang", "door", "region", "opens", "closes", "followup", "lastcall", "holidays", "rest", "charts"} {
		delete(all, key)
	}
	mine, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	set := map[string]json.RawMessage{}
	if err := json.Unmarshal(mine, &set); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	maps.Copy(all, set)
	return json.Marshal(all)
}

// sameJSON compares two objects by what they say.
func sameJSON(a, b json.RawMessage) bool {
	var x, y map[string]any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	left, _ := json.Marshal(x)
	right, _ := json.Marshal(y)
	return string(left) == string(right)
}
