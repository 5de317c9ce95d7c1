package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/remind"
	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// redrawEvery is how often the day's rotation is brought up to date at most.
const redrawEvery = 10 * time.Second

// rotationShown is the setting that says what the day's rotation shows: the day
// and a digest of the message.
const rotationShown = "rotation"

// anybodyWorks says whether somebody on the floor is not off.
func (x *exchange) anybodyWorks() bool {
	return slices.ContainsFunc(x.book.Members(x.now), func(m rules.Member) bool { return onFloor(m) && m.State != rules.Off })
}

// postRotation opens the day in the channel: the order, and who begins.
func (x *exchange) postRotation() error {
	m := x.rotation()
	if err := x.noteRotation(m); err != nil {
		return err
	}
	if r := x.book.Rotation(x.now); r.Next != "" && r.Mode == rules.Queue {
		m.Facts[len(m.Facts)-1] = say.RotationFirst.In(x.conf.Lang, "who", x.mention(r.Next))
	}
	return x.post(Post{Key: x.rotationKey(), Pin: "pinned/rotation", Message: m})
}

// redrawRotation brings the day's rotation up to date where something on it has
// changed. It returns when to look again; zero where there is nothing to do.
func (x *exchange) redrawRotation() (again time.Time, err error) {
	shown, err := x.tx.Setting(x.site, rotationShown)
	if err != nil || !strings.HasPrefix(shown, remind.DayOf(x.now).String()) {
		return time.Time{}, err
	}
	m := x.rotation()
	if shown == x.rotationDigest(m) {
		return time.Time{}, nil
	}
	now := x.bot.Now()
	if drawn := x.bot.drawn[x.site]; now.Sub(drawn) < redrawEvery && !now.Before(drawn) {
		return drawn.Add(redrawEvery), nil
	}
	// What waits to be said there comes first, and may change it once more.
	waiting, err := x.tx.Waiting(x.site, string(x.site))
	if err != nil || waiting > 0 {
		return now.Add(redrawEvery), err
	}
	if x.bot.drawn == nil {
		x.bot.drawn = map[storage.SiteID]time.Time{}
	}
	x.bot.drawn[x.site] = now
	if err := x.noteRotation(m); err != nil {
		return time.Time{}, err
	}
	return time.Time{}, x.post(Post{Key: x.rotationKey(), Update: true, Message: m})
}

func (x *exchange) rotationKey() string { return "day/" + remind.DayOf(x.now).String() }

func (x *exchange) noteRotation(m Message) error {
	return x.tx.SetSetting(x.site, rotationShown, x.rotationDigest(m))
}

func (x *exchange) rotationDigest(m Message) string {
	raw, err := json.Marshal(m)
	if err != nil {
		panic(fmt.Sprintf("bot: a message that is no JSON: %v", err)) // its fields are all plain
	}
	sum := sha256.Sum256(raw)
	return remind.DayOf(x.now).String() + " " + hex.EncodeToString(sum[:8])
}

// rotation is the short form of the board, for the channel: the order, what is
// owed, who is off, and last who is next.
func (x *exchange) rotation() Message {
	lang := x.conf.Lang
	r := x.book.Rotation(x.now)
	var order, owing []string
	for i, m := range x.standing() {
		order = append(order, say.RotationPlace.In(lang, "n", strconv.Itoa(i+1), "who", x.name(m.Person)))
	}
	for _, t := range r.Owed {
		owing = append(owing, say.RotationOwes.In(lang, "who", x.name(t.Person), "n", t.N))
	}
	var off []rules.Person
	for _, m := range x.book.Members(x.now) {
		if onFloor(m) && m.State == rules.Off {
			off = append(off, m.Person)
		}
	}
	owed, resting := "", say.RotationOff.In(lang, "who", say.RotationAll)
	if len(owing) > 0 {
		owed = say.RotationOwed.In(lang, "who", say.Names(lang, owing...))
	}
	if len(off) > 0 {
		resting = say.RotationOff.In(lang, "who", x.names(lang, off))
	}
	next := x.nextUp(lang, r).Head
	if r.Mode == rules.Lunch {
		next = capital(x.mode(lang, r))
	}
	return Message{
		Head:  say.RotationHead.In(lang, "day", x.pen(lang).DayWithin(x.now)),
		Facts: lines(say.Facts(order...), capital(say.Facts(owed, resting)), next),
		Buttons: []Button{
			{Action: "turn.board", Value: x.value(), Label: say.SeeBoard.In(lang)},
			{Action: "turn.off", Value: x.value(), Label: say.RotationRest.In(lang)},
		},
	}
}
