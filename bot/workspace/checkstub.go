package workspace

import "encoding/json"

func checkedBlocks(text string) (json.RawMessage, error) {
	if text == "" || text == "[]" || text == "null" {
		return nil, nil
	}
	return json.RawMessage(text), nil
}
func checkedAttachments(text string) (json.RawMessage, error) { return json.RawMessage(text), nil }
func checkedView(text, kind string) (*View, error) {
	v := &View{}
	err := json.Unmarshal([]byte(text), v)
	return v, err
}
func checkedSuggestions(b json.RawMessage) (obj, error) { var o obj; return o, json.Unmarshal(b, &o) }
func (s *Server) requestOverHTTP(e *envelope) {}
