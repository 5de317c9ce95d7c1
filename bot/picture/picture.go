// Package picture draws what a manager should take in at a glance: the contacts
// of one case against its protection, and how turns were given out.
//
// A picture comes with an alt text that says the same in words. Both are
// functions of what they are asked to draw: the same bytes for the same case.
// Nothing in them is told by colour alone, and no phone stands in them. The
// font that ships with the package knows the Chinese characters of GB 2312,
// more of names, and Latin; any other character is drawn as a box.
package picture

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"github.com/walkin-chat/walkin/bot/say"
)

// altLength is how long an alt text may be.
const altLength = 2000

// The colours are those of Okabe and Ito, which the colour-blind can tell
// apart, with tints of them for areas.
var (
	white      = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink        = color.RGBA{0x1f, 0x23, 0x28, 0xff}
	faint      = color.RGBA{0x5b, 0x63, 0x6b, 0xff}
	rule       = color.RGBA{0xd5, 0xd9, 0xde, 0xff}
	shade      = color.RGBA{0xf6, 0xf7, 0xf8, 0xff}
	tint       = color.RGBA{0xcf, 0xe5, 0xf5, 0xff}
	blue       = color.RGBA{0x00, 0x72, 0xb2, 0xff}
	orange     = color.RGBA{0xe6, 0x9f, 0x00, 0xff}
	green      = color.RGBA{0x00, 0x9e, 0x73, 0xff}
	purple     = color.RGBA{0xcc, 0x79, 0xa7, 0xff}
	vermillion = color.RGBA{0xd5, 0x5e, 0x00, 0xff}
)

//go:embed NotoSansSC-subset.otf
var fontFile []byte

var parsed = sync.OnceValue(func() *opentype.Font {
	f, err := opentype.Parse(fontFile)
	if err != nil {
		panic(err) // the build is broken: the font is part of it
	}
	return f
})

// A canvas is a picture while it is drawn.
type canvas struct {
	*image.RGBA
	faces map[float64]font.Face
}

func newCanvas(width, height int) *canvas {
	c := &canvas{image.NewRGBA(image.Rect(0, 0, width, height)), map[float64]font.Face{}}
	draw.Draw(c, c.Bounds(), image.NewUniform(white), image.Point{}, draw.Src)
	return c
}

// png encodes what was drawn.
func (c *canvas) png() ([]byte, error) {
	var out bytes.Buffer
	if err := png.Encode(&out, c.RGBA); err != nil {
		return nil, fmt.Errorf("encode a picture: %w", err)
	}
	return out.Bytes(), nil
}

// face is the font at a size. A face is not safe for concurrent use, so each
// canvas has its own.
func (c *canvas) face(size float64) font.Face {
	if c.faces[size] == nil {
		f, err := opentype.NewFace(parsed(), &opentype.FaceOptions{Size: size, DPI: 72})
		if err != nil {
			panic(err) // only sizes that cannot be, and they stand in the code
		}
		c.faces[size] = f
	}
	return c.faces[size]
}

// width is how far a text reaches.
func (c *canvas) width(s string, size float64) float64 {
	return float64(font.MeasureString(c.face(size), s)) / 64
}

// fit cuts a text so that it reaches no further than width.
func (c *canvas) fit(s string, size, width float64) string {
	if c.width(s, size) <= width {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && c.width(string(runes)+"…", size) > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// text writes s from x on, on the base line y.
func (c *canvas) text(s string, x, y, size float64, ink color.Color) {
	d := font.Drawer{
		Dst: c, Src: image.NewUniform(ink), Face: c.face(size),
		Dot: fixed.Point26_6{X: fixed.Int26_6(math.Round(x * 64)), Y: fixed.Int26_6(math.Round(y * 64))},
	}
	d.DrawString(s)
}

// box fills a rectangle.
func (c *canvas) box(x0, y0, x1, y1 float64, ink color.Color) {
	r := image.Rect(int(math.Round(x0)), int(math.Round(y0)), int(math.Round(x1)), int(math.Round(y1)))
	draw.Draw(c, r, image.NewUniform(ink), image.Point{}, draw.Src)
}

// A point of a shape.
type point struct{ x, y float64 }

// fill fills a shape given by its corners.
func (c *canvas) fill(ink color.Color, corners ...point) {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range corners {
		left, right = min(left, math.Floor(p.x)), max(right, math.Ceil(p.x))
		top, bottom = min(top, math.Floor(p.y)), max(bottom, math.Ceil(p.y))
	}
	b := image.Rect(int(left), int(top), int(right), int(bottom))
	z := vector.NewRasterizer(b.Dx(), b.Dy())
	for i, p := range corners {
		if i == 0 {
			z.MoveTo(float32(p.x-left), float32(p.y-top))
		} else {
			z.LineTo(float32(p.x-left), float32(p.y-top))
		}
	}
	z.ClosePath()
	z.Draw(c, b, image.NewUniform(ink), image.Point{})
}

// star returns the corners of a figure around x, y: n of them at the radius,
// beginning at the top, with dents between them where inner is not 0.
func star(x, y, radius, inner float64, n int, turned float64) []point {
	var out []point
	at := func(r, turn float64) {
		a := (turn+turned)*2*math.Pi - math.Pi/2
		out = append(out, point{x + r*math.Cos(a), y + r*math.Sin(a)})
	}
	for i := range n {
		at(radius, float64(i)/float64(n))
		if inner > 0 {
			at(inner, (float64(i)+0.5)/float64(n))
		}
	}
	return out
}

// named makes a name fit to be drawn: cleaned, short, and without the phone
// that somebody may have typed into it.
func named(s string) string { return say.Cut(unphoned(say.Clean(s)), 20) }

// unphoned puts an ellipsis in the place of any seven digits or more, however
// they are broken up.
func unphoned(s string) string {
	const fewest = 7
	runes := []rune(s)
	var out []rune
	for i := 0; i < len(runes); {
		digits, end := 0, i
		for j := i; j < len(runes) && (unicode.IsDigit(runes[j]) || j > i && strings.ContainsRune(" -+().·•/", runes[j])); j++ {
			if unicode.IsDigit(runes[j]) {
				digits, end = digits+1, j+1
			}
		}
		switch {
		case digits >= fewest:
			out = append(out, '…')
			i = end
		case digits > 0:
			out = append(out, runes[i:end]...)
			i = end
		default:
			out = append(out, runes[i])
			i++
		}
	}
	return string(out)
}
