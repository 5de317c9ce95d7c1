package rules

// MarshalJSON writes e as a line of the register format, keys in a fixed order.
func (e Event) MarshalJSON() ([]byte, error) { panic("unwritten") }
