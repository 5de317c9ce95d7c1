package picture

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A Case is what a timeline shows.
type Case struct {
	Lang        rules.Lang
	Zone        *time.Location
	Now         time.Time
	Customer    string
	Contacts    []Contact
	Protections []Protection
}

// A Contact is one time that somebody was in touch with the customer.
type Contact struct {
	Kind   rules.Kind
	Person string
	At     time.Time
}

// A Protection is a time in which somebody was the owner.
type Protection struct {
	Person      string
	From, Until time.Time // up to, not including Until; zero: no end in sight
}

const (
	pageWidth  = 1200.0
	laneHeight = 124.0
	laneTop    = 84.0
	plotLeft   = 210.0
	plotRight  = pageWidth - 40
	mostLanes  = 12
	titleSize  = 28
	wordSize   = 21
	smallSize  = 17
)

// A mark is the shape and the name of a kind of contact.
type mark struct {
	what  say.Line
	shape func(c *canvas, x, y float64) // around x, y
}

func shaped(ink color.Color, radius, inner float64, corners int, turned float64) func(*canvas, float64, float64) {
	return func(c *canvas, x, y float64) {
		c.fill(white, star(x, y, radius+2.5, inner+min(inner, 2.5), corners, turned)...)
		c.fill(ink, star(x, y, radius, inner, corners, turned)...)
	}
}

// marks are in the order of the legend; what is of no other kind has the last.
var marks = []struct {
	kinds []rules.Kind
	mark
}{
	{[]rules.Kind{"visit"}, mark{say.PictureVisit, shaped(blue, 11, 0, 40, 0)}},
	{[]rules.Kind{"call"}, mark{say.PictureCall, shaped(orange, 14, 0, 3, 0)}},
	{[]rules.Kind{"follow_up", "contact"}, mark{say.PictureFollow, shaped(green, 14, 0, 4, 0.125)}},
	{[]rules.Kind{"appointment", "prefile"}, mark{say.PictureAppoint, shaped(purple, 14, 0, 4, 0)}},
	{[]rules.Kind{"deal"}, mark{say.PictureDeal, shaped(ink, 15, 6.5, 5, 0)}},
	{nil, mark{say.PictureOther, shaped(faint, 13, 4.5, 4, 0.125)}},
}

// markOf is the place among marks of a kind.
func markOf(k rules.Kind) int {
	for i, m := range marks {
		if slices.Contains(m.kinds, k) {
			return i
		}
	}
	return len(marks) - 1
}

// A timeline is a case while it is drawn.
type timeline struct {
	Case
	*canvas
	pen      say.Pen
	lanes    []string
	from, to time.Time
}

// Timeline draws who was in touch with a customer and when, a lane for each
// person, and in the owner's lane how long protection held. alt says the same
// in words, 2,000 characters at most. It fails only if the picture can't be
// encoded.
func Timeline(of Case) (png []byte, alt string, err error) {
	t := timeline{Case: of}
	if t.Zone == nil {
		t.Zone = time.UTC
	}
	t.Now = t.Now.In(t.Zone)
	t.pen = say.Pen{Lang: of.Lang, Now: t.Now}
	t.Customer = named(of.Customer)
	t.Contacts, t.Protections = slices.Clone(of.Contacts), slices.Clone(of.Protections)
	for i := range t.Contacts {
		t.Contacts[i].Person = named(t.Contacts[i].Person)
	}
	for i := range t.Protections {
		t.Protections[i].Person = named(t.Protections[i].Person)
	}
	slices.SortStableFunc(t.Contacts, func(a, b Contact) int { return a.At.Compare(b.At) })
	slices.SortStableFunc(t.Protections, func(a, b Protection) int { return a.From.Compare(b.From) })
	t.span()
	t.draw()
	png, err = t.png()
	return png, t.words(), err
}

// span finds the lanes, and the days between which all lies.
func (t *timeline) span() {
	first, last := t.Now, t.Now
	see := func(person string, times ...time.Time) {
		if !slices.Contains(t.lanes, person) {
			t.lanes = append(t.lanes, person)
		}
		for _, at := range times {
			if at.IsZero() {
				continue
			}
			if at.Before(first) {
				first = at
			}
			if at.After(last) {
				last = at
			}
		}
	}
	type appearance struct {
		person    string
		at, until time.Time
	}
	var all []appearance
	for _, p := range t.Protections {
		all = append(all, appearance{p.Person, p.From, p.Until})
	}
	for _, c := range t.Contacts {
		all = append(all, appearance{c.Person, c.At, time.Time{}})
	}
	slices.SortStableFunc(all, func(a, b appearance) int { return a.at.Compare(b.at) })
	for _, a := range all {
		see(a.person, a.at, a.until)
	}
	pad := max(12*time.Hour, last.Sub(first)/25)
	t.from, t.to = first.Add(-pad), last.Add(pad)
}

// x is where a moment lies.
func (t *timeline) x(at time.Time) float64 {
	part := float64(at.Sub(t.from)) / float64(t.to.Sub(t.from))
	return plotLeft + math.Max(0, math.Min(1, part))*(plotRight-plotLeft)
}

func (t *timeline) draw() {
	shown := t.lanes[:min(len(t.lanes), mostLanes)]
	bottom := laneTop + laneHeight*float64(max(1, len(shown)))
	t.canvas = newCanvas(pageWidth, int(bottom)+132)
	title := say.PictureCase.In(t.Lang, "who", t.Customer)
	t.text(t.fit(title, titleSize, pageWidth-80), 40, 52, titleSize, ink)
	for i := range shown {
		if i%2 == 0 {
			y := laneTop + laneHeight*float64(i)
			t.box(40, y, plotRight, y+laneHeight, shade)
		}
	}
	t.axis(bottom)
	for i, person := range shown {
		y := laneTop + laneHeight*float64(i)
		t.text(t.fit(person, wordSize, plotLeft-70), 54, y+laneHeight/2+7, wordSize, ink)
		t.bands(person, y)
	}
	// Above the bands, below the marks.
	now := t.x(t.Now)
	for y := laneTop; y < bottom; y += 12 {
		t.box(now-1, y, now+1, y+6, ink)
	}
	word := say.PictureNow.In(t.Lang)
	t.text(word, min(now-t.width(word, smallSize)/2, plotRight-t.width(word, smallSize)), laneTop-8, smallSize, ink)
	for i, person := range shown {
		t.touches(person, laneTop+laneHeight*float64(i))
	}
	if more := len(t.lanes) - len(shown); more > 0 {
		t.text(say.DayMore.In(t.Lang, "n", more), 54, bottom+28, smallSize, faint)
	}
	t.legend(bottom + 96)
}

// bands draws when somebody was protected; its end is a bar with the day.
func (t *timeline) bands(person string, y float64) {
	free := plotLeft
	for _, p := range t.Protections {
		if p.Person != person {
			continue
		}
		x0, x1 := t.x(p.From), plotRight
		if !p.Until.IsZero() {
			x1 = t.x(p.Until)
		}
		t.box(x0, y+28, x1, y+laneHeight-30, tint)
		word := say.PictureOpen.In(t.Lang)
		if !p.Until.IsZero() {
			t.box(x1-3, y+12, x1+3, y+laneHeight-16, vermillion)
			word = say.PictureUntil.In(t.Lang, "day", t.pen.Through(p.Until))
		}
		wide := t.width(word, smallSize)
		if at := x1 - 10 - wide; at >= free {
			t.text(word, at, y+laneHeight-9, smallSize, ink)
			free = x1 + 10
		} else if at := x1 + 10; at >= free && at+wide <= plotRight {
			t.text(word, at, y+laneHeight-9, smallSize, ink)
			free = at + wide + 10
		}
	}
}

// touches draws somebody's contacts; those close together stand one below the
// other.
func (t *timeline) touches(person string, y float64) {
	const apart = 25.0
	var last, free float64
	stacked := 0
	for _, c := range t.Contacts {
		if c.Person != person {
			continue
		}
		x := t.x(c.At)
		if x-last < apart {
			stacked++
		} else {
			last, stacked = x, 0
		}
		at := y + laneHeight/2 + []float64{0, -25, 25}[stacked%3] - 2
		marks[markOf(c.Kind)].shape(t.canvas, x, at)
		day := t.pen.Date(c.At)
		wide := t.width(day, smallSize)
		if from := x - wide/2; stacked == 0 && from >= free {
			t.text(day, from, y+20, smallSize, ink)
			free = from + wide + 12
		}
	}
}

// axis draws the days, at local midnights.
func (t *timeline) axis(bottom float64) {
	t.box(plotLeft, bottom, plotRight, bottom+2, rule)
	free := 0.0
	for _, day := range ticks(t.from, t.to, t.Zone) {
		x := t.x(day)
		t.box(x, laneTop, x+1, bottom+8, rule)
		word := t.pen.Date(day)
		wide := t.width(word, smallSize)
		if from := min(x-wide/2, plotRight-wide); from >= free {
			t.text(word, from, bottom+28, smallSize, faint)
			free = from + wide + 14
		}
	}
}

// ticks are about nine days between two moments: days, weeks, months or years
// apart, each at its beginning in zone.
func ticks(from, to time.Time, zone *time.Location) []time.Time {
	const most = 9
	days := int(to.Sub(from).Hours()/24) + 1
	y, m, d := from.In(zone).Date()
	months, step := 0, 1
	for _, step = range []int{1, 2, 7, 14} {
		if days/step <= most {
			break
		}
	}
	if days/step > most {
		for _, months = range []int{1, 2, 3, 6, 12} {
			if days/(30*months) <= most {
				break
			}
		}
		months = max(months, (days/365/most)*12)
	}
	var out []time.Time
	for i := 0; ; i++ {
		at := time.Date(y, m, d+i*step, 0, 0, 0, 0, zone)
		if months > 0 {
			at = time.Date(y, m+time.Month(i*months), 1, 0, 0, 0, 0, zone)
		}
		if at.After(to) {
			return out
		}
		if !at.Before(from) {
			out = append(out, at)
		}
	}
}

// legend says what the shapes are, those that occur.
func (t *timeline) legend(y float64) {
	x := 54.0
	for i, m := range marks {
		if !slices.ContainsFunc(t.Contacts, func(c Contact) bool { return markOf(c.Kind) == i }) {
			continue
		}
		m.shape(t.canvas, x, y-7)
		word := m.what.In(t.Lang)
		t.text(word, x+22, y, smallSize, ink)
		x += 22 + t.width(word, smallSize) + 44
	}
	if len(t.Protections) > 0 {
		t.box(x-12, y-18, x+30, y+4, tint)
		t.box(x+27, y-22, x+33, y+8, vermillion)
		t.text(say.PictureBand.In(t.Lang), x+44, y, smallSize, ink)
	}
}

// words says what the picture shows. Where that is too long, what is longest
// ago is left out.
func (t *timeline) words() string {
	head := []string{say.PictureCase.In(t.Lang, "who", t.Customer)}
	if len(t.Contacts)+len(t.Protections) == 0 {
		head = append(head, say.PictureNothing.In(t.Lang))
	}
	for _, p := range t.Protections {
		line := say.PictureOwns.In(t.Lang, "who", p.Person, "from", t.pen.Date(p.From))
		if !p.Until.IsZero() {
			line = say.PictureOwned.In(t.Lang, "who", p.Person, "from", t.pen.Date(p.From), "day", t.pen.Through(p.Until))
		}
		head = append(head, line)
	}
	var lines []string
	for _, c := range t.Contacts {
		lines = append(lines, say.PictureTouch.In(t.Lang, "when", t.pen.Stamp(c.At), "who", c.Person, "what", marks[markOf(c.Kind)].what))
	}
	length := func(s string) int { return len([]rune(s)) + 1 }
	room := altLength - 40
	for i, l := range head {
		if room -= length(l); room < 0 {
			head = head[:i]
			break
		}
	}
	keep := len(lines)
	for keep > 0 && room >= length(lines[keep-1]) {
		keep--
		room -= length(lines[keep])
	}
	if keep > 0 && len(head) > 0 {
		head = append(head, say.PictureEarlier.In(t.Lang, "n", keep))
	}
	return strings.Join(append(head, lines[keep:]...), "\n")
}
