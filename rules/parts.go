package rules

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// A Part is an exact fraction in lowest terms, such as 2/3. The zero Part is
// nothing. Equal parts are ==.
type Part struct{ num, den int64 }

// whole is all of something.
var whole = Part{1, 1}

// maxTerm bounds what a written part may have above and below the line, so that
// the parts of one deal can be added without overflow.
const maxTerm = 1_000_000

var errPart = errors.New(`a part is a fraction from "0" to "1", such as "2/3"`)

// frac returns num/den in lowest terms; num is not negative and den above 0.
func frac(num, den int64) Part {
	if num == 0 {
		return Part{}
	}
	g := gcd(num, den)
	return Part{num / g, den / g}
}

// ParsePart reads "0", "1" or a fraction between them such as "2/3".
func ParsePart(s string) (Part, error) {
	above, below, fraction := strings.Cut(s, "/")
	if !fraction {
		below = "1"
	}
	num, ok1 := parseTerm(above)
	den, ok2 := parseTerm(below)
	if !ok1 || !ok2 || den == 0 || num > den {
		return Part{}, errPart
	}
	return frac(num, den), nil
}

// parseTerm reads a number of digits alone, without leading zeros.
func parseTerm(s string) (int64, bool) {
	n, err := strconv.ParseUint(s, 10, 32)
	return int64(n), err == nil && n <= maxTerm && strconv.FormatUint(n, 10) == s
}

// String returns p as "0", "1" or "2/3".
func (p Part) String() string {
	if p.den <= 1 {
		return strconv.FormatInt(p.num, 10)
	}
	return strconv.FormatInt(p.num, 10) + "/" + strconv.FormatInt(p.den, 10)
}

// IsZero says whether p is nothing.
func (p Part) IsZero() bool { return p.num == 0 }

// Add returns p + q.
func (p Part) Add(q Part) Part {
	if p.IsZero() || q.IsZero() {
		return frac(p.num+q.num, max(p.den, q.den, 1))
	}
	g := gcd(p.den, q.den)
	return frac(p.num*(q.den/g)+q.num*(p.den/g), p.den/g*q.den)
}

// Mixed returns the whole of p, which sums may have, and the rest below it.
func (p Part) Mixed() (whole int64, rest Part) {
	if p.IsZero() {
		return 0, p
	}
	return p.num / p.den, frac(p.num%p.den, p.den)
}

// Compare returns -1, 0 or +1 as p is less than, equal to or greater than q.
func (p Part) Compare(q Part) int {
	return compareProducts(p.num, max(q.den, 1), q.num, max(p.den, 1))
}

// compareProducts compares a×b with c×d, none of them negative.
func compareProducts(a, b, c, d int64) int {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	return cmp.Or(cmp.Compare(hi1, hi2), cmp.Compare(lo1, lo2))
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// A Share is one person's part.
type Share struct {
	Person Person
	Part   Part
}

// Parts are the shares of a deal, in order of first appearance; they add up to
// one or are empty. As JSON they are an object from person to "1", "2/3" ...
type Parts []Share

// Of returns p's part, zero if p has none.
func (ps Parts) Of(p Person) Part {
	for _, s := range ps {
		if s.Person == p {
			return s.Part
		}
	}
	return Part{}
}

// With returns a copy of ps in which p has part more.
func (ps Parts) With(p Person, part Part) Parts {
	out := slices.Clone(ps)
	for i := range out {
		if out[i].Person == p {
			out[i].Part = out[i].Part.Add(part)
			return out
		}
	}
	return append(out, Share{p, part})
}

// sum returns all parts together.
func (ps Parts) sum() Part {
	var sum Part
	for _, s := range ps {
		sum = sum.Add(s.Part)
	}
	return sum
}

// divide divides amount, in minor units and not negative, among the parts, in
// their order. What is left over after rounding down goes out one by one, to
// the largest remainder first, of equal ones to the earlier.
func (ps Parts) divide(amount int64) []int64 {
	type rest struct {
		i        int
		num, den int64 // what was cut off: num/den
	}
	out := make([]int64, len(ps))
	rests := make([]rest, len(ps))
	left, _ := share(amount, ps.sum())
	for i, s := range ps {
		whole, r := share(amount, s.Part)
		out[i], rests[i] = whole, rest{i, r, max(s.Part.den, 1)}
		left -= whole
	}
	slices.SortStableFunc(rests, func(a, b rest) int {
		return compareProducts(b.num, a.den, a.num, b.den)
	})
	for _, r := range rests[:left] {
		out[r.i]++
	}
	return out
}

// DivideTo divides as Divide does, but what is left over all goes to p. Where p
// has no part it goes by largest remainder.
//
// Source: course-desk 4d, pearl 3a.
func (ps Parts) DivideTo(p Person, amount int64) []int64 {
	at := slices.IndexFunc(ps, func(s Share) bool { return s.Person == p && !s.Part.IsZero() })
	if at < 0 {
		return ps.divide(amount)
	}
	out := make([]int64, len(ps))
	left, _ := share(amount, ps.sum())
	for i, s := range ps {
		out[i], _ = share(amount, s.Part)
		left -= out[i]
	}
	out[at] += left
	return out
}

// share returns amount × p rounded down, and the remainder in p's denominator.
// The product has 128 bits on the way, so that no amount overflows.
func share(amount int64, p Part) (whole, rest int64) {
	if p.IsZero() {
		return 0, 0
	}
	hi, lo := bits.Mul64(uint64(amount), uint64(p.num))
	q, r := bits.Div64(hi, lo, uint64(p.den))
	return int64(q), int64(r)
}

// MarshalJSON writes ps as an object, in order.
func (ps Parts) MarshalJSON() ([]byte, error) { return appendParts(nil, ps), nil }

func appendParts(b []byte, ps Parts) []byte {
	b = append(b, '{')
	for i, s := range ps {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, string(s.Person))
		b = append(b, ':')
		b = appendString(b, s.Part.String())
	}
	return append(b, '}')
}
