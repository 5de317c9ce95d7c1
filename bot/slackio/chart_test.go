package slackio

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/walkin-chat/walkin/bot"
)

func turns() bot.Post {
	return bot.Post{
		To: "U0AMY", ID: "7",
		Message: bot.Message{Head: "How turns were given out", Chart: &bot.Chart{
			Title: "Riverside · a site with a name that is longer than fifty characters", Categories: []string{"Bo", "欧阳娜娜"},
			Series: []bot.Series{{Name: "Turns taken", Values: []int{3, 1}}, {Name: "Owed", Values: []int{0, 2}}},
		}},
		File: &bot.File{Name: "turns.png", Content: []byte("\x89PNG\r\n\x1a\nnot really"), Alt: "Bo 3, 欧阳娜娜 1"},
	}
}

// Slack draws the chart: no picture is sent.
func TestAChartIsDrawnBySlack(t *testing.T) {
	var blocks slack.Blocks
	c := slackThat(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		if err := json.Unmarshal([]byte(r.PostForm.Get("blocks")), &blocks); err != nil {
			t.Error(err)
		}
		says(`{"ok":true,"channel":"D1","ts":"1.2"}`)(w, r)
	})
	p := turns()
	p.To, p.Channel = "", "D1"
	at, err := c.Deliver(t.Context(), p, bot.Ref{})
	if err != nil || at != (bot.Ref{Channel: "D1", TS: "1.2"}) {
		t.Fatalf("delivered to %v, %v", at, err)
	}
	drawn, ok := blocks.BlockSet[len(blocks.BlockSet)-1].(*slack.DataVisualizationBlock)
	if !ok || drawn.Validate() != nil {
		t.Fatalf("blocks %+v", blocks.BlockSet)
	}
	bars := drawn.Chart.(*slack.DataVisualizationBarChart)
	want := []slack.DataVisualizationDataSeries{
		{Name: "Turns taken", Data: []slack.DataVisualizationDataPoint{{Label: "Bo", Value: 3}, {Label: "欧阳娜娜", Value: 1}}},
		{Name: "Owed", Data: []slack.DataVisualizationDataPoint{{Label: "Bo", Value: 0}, {Label: "欧阳娜娜", Value: 2}}},
	}
	if diff := cmp.Diff(want, bars.Series); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A workspace that does not know the block gets the picture; so does everybody
// where the chart can't be: two people of one name.
func TestThePictureIsSentWhereNoChartIsTaken(t *testing.T) {
	f := open(t, func(*floor, bot.Request) bot.Reply { return bot.Reply{} })
	namesakes := turns()
	namesakes.Message.Chart.Categories = []string{"Bo", "Bo"}
	for name, p := range map[string]bot.Post{"refused": turns(), "two of one name": namesakes} {
		if _, err := f.client.Deliver(t.Context(), p, bot.Ref{}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	events, err := f.Events(t.Context(), "amy", 0)
	if err != nil {
		t.Fatal(err)
	}
	pictures := 0
	for _, e := range events {
		if e.Type != "message" || e.Message == nil {
			continue
		}
		for _, file := range e.Message.Files {
			if file["name"] == "turns.png" {
				pictures++
			}
		}
	}
	if pictures != 2 {
		t.Errorf("%d pictures are there: %+v", pictures, events)
	}
}
