package rules

// A Part is an exact fraction in lowest terms, such as 2/3. The zero Part is
// nothing.
type Part struct{ num, den int64 }

// A Share is one person's part.
type Share struct {
	Person Person
	Part   Part
}

// Parts are the shares of a deal, in order of first appearance; they add up to
// one or are empty. As JSON they are an object from person to "1", "2/3" ...
type Parts []Share
