package rules

import "github.com/go-json-experiment/json/jsontext"

// MarshalJSON writes e as a line of the register format, keys in a fixed order.
func (e Event) MarshalJSON() ([]byte, error) { panic("unwritten") }

// appendString appends s as a JSON string. Bytes that are no UTF-8 become the
// replacement character.
func appendString(b []byte, s string) []byte {
	b, _ = jsontext.AppendQuote(b, s)
	return b
}
