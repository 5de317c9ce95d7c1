package picture

import (
	"image/color"
	"strconv"
	"strings"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A Share is what one consultant got in a time.
type Share struct {
	Person    string
	Turns     int // taken, make-up turns among them
	Owed      int // make-up turns not yet taken
	Lost      int // turns that passed them for good
	OutOfTurn int // receptions given to them out of turn
	New       int // new customers received
	Deals     int // closed
}

// A column is one number of a share.
type column struct {
	what say.Line
	of   func(Share) int
	ink  color.Color
}

var columns = []column{
	{say.FairTurns, func(s Share) int { return s.Turns }, blue},
	{say.FairOwed, func(s Share) int { return s.Owed }, orange},
	{say.FairLost, func(s Share) int { return s.Lost }, vermillion},
	{say.FairOut, func(s Share) int { return s.OutOfTurn }, purple},
	{say.FairNew, func(s Share) int { return s.New }, green},
	{say.FairDeals, func(s Share) int { return s.Deals }, ink},
}

// mostShares is how many people the picture has room for.
const mostShares = 30

// Fairness draws what each consultant got, a row for each and a column of bars
// for each number; a line shows what would be even. title says where and when.
// alt says the same in words, 2,000 characters at most. It fails only if the
// picture can't be encoded.
func Fairness(lang rules.Lang, title string, rows []Share) (png []byte, alt string, err error) {
	const rowHeight, top, left = 52.0, 142.0, 190.0
	title = say.Clean(title)
	alts := []string{title}
	for _, r := range rows {
		var said []string
		for _, col := range columns {
			said = append(said, col.what.In(lang)+" "+strconv.Itoa(col.of(r)))
		}
		alts = append(alts, named(r.Person)+" · "+say.Clauses(lang, said...))
	}
	shown := rows[:min(len(rows), mostShares)]
	bottom := top + rowHeight*float64(len(shown))
	c := newCanvas(pageWidth, int(bottom)+64)
	c.text(c.fit(title, titleSize, pageWidth-80), 40, 56, titleSize, ink)
	wide := (pageWidth - 40 - left) / float64(len(columns))
	for i := range shown {
		if i%2 == 0 {
			y := top + rowHeight*float64(i)
			c.box(40, y, pageWidth-40, y+rowHeight, shade)
		}
	}
	for j, col := range columns {
		x := left + wide*float64(j)
		room, largest, sum := wide-54, 1, 0
		for _, r := range shown {
			largest = max(largest, col.of(r))
		}
		c.text(c.fit(col.what.In(lang), smallSize, wide-10), x, top-16, smallSize, ink)
		for i, r := range shown {
			n, y := col.of(r), top+rowHeight*float64(i)
			sum += n
			long := room * float64(max(0, n)) / float64(largest)
			c.box(x, y+13, x+long, y+rowHeight-13, col.ink)
			c.text(strconv.Itoa(n), x+long+8, y+rowHeight/2+7, smallSize, ink)
		}
		c.box(x-1, top, x, bottom, rule)
		if j == 0 && sum > 0 { // turns are what should be even
			even := x + room*float64(sum)/float64(len(shown)*largest)
			for y := top; y < bottom; y += 10 {
				c.box(even-1, y, even+1, y+5, ink)
			}
		}
	}
	for i, r := range shown {
		c.text(c.fit(named(r.Person), wordSize, left-70), 54, top+rowHeight*(float64(i)+0.5)+7, wordSize, ink)
	}
	note := say.FairEven.In(lang)
	if more := len(rows) - len(shown); more > 0 {
		note = say.Facts(note, say.DayMore.In(lang, "n", more))
	}
	c.text(note, 54, bottom+36, smallSize, faint)
	png, err = c.png()
	return png, say.Cut(strings.Join(alts, "\n"), altLength), err
}
