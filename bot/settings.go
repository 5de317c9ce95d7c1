package bot

import (
	"encoding/json"

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
	// Rest is the weekly roster: the days a person does not work, "mon" to
	// "sun". On those they are off without a word, on others they are ready.
	Rest map[rules.Person][]string `json:"rest,omitempty"`
}

// readSettings reads the settings of a site event; missing ones get their
// defaults. Keys it does not know are kept by whoever wrote them and ignored.
func readSettings(raw json.RawMessage) (Settings, error) {
	s := Settings{Lang: rules.Zh, Region: "CN", Opens: "09:00", Closes: "18:00", FollowUp: "09:30"}
	if len(raw) == 0 {
		return s, nil
	}
	err := json.Unmarshal(raw, &s)
	return s, err
}
