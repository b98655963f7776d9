package quoth

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Span is a half-open range [Start, End) of an article's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the length of the span.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether o lies inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share at least one position.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// In gives the words of the span.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Words gives the text of several spans, joined by one blank.
func Words(text string, spans []Span) string {
	if len(spans) == 1 {
		return spans[0].In(text)
	}
	pieces := make([]string, len(spans))
	for i, s := range spans {
		pieces[i] = s.In(text)
	}
	return strings.Join(pieces, " ")
}

// Hull is the smallest span that holds all spans, empty for none.
// The spans must be sorted.
func Hull(spans []Span) Span {
	if len(spans) == 0 {
		return Span{}
	}
	return Span{spans[0].Start, spans[len(spans)-1].End}
}

// Optional is a text that may be unknown: "" inside, null in JSON.
type Optional string

// MarshalJSON writes the empty string as null.
func (o Optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	return marshalPlain(string(o))
}

// EntityIDs are the entities that a source or addressee refers to: null in JSON
// for none, a string for one, a list for several.
type EntityIDs []string

// MarshalJSON writes null, a string or a list.
func (e EntityIDs) MarshalJSON() ([]byte, error) {
	switch len(e) {
	case 0:
		return []byte("null"), nil
	case 1:
		return marshalPlain(e[0])
	}
	return marshalPlain([]string(e))
}

// UnmarshalJSON reads null, a string or a list of strings.
func (e *EntityIDs) UnmarshalJSON(data []byte) error {
	*e = nil
	if bytes.HasPrefix(data, []byte(`"`)) {
		*e = EntityIDs{""}
		return json.Unmarshal(data, &(*e)[0])
	}
	var ids []string
	if err := json.Unmarshal(data, &ids); err != nil {
		return fmt.Errorf("read entity ids: %w", err)
	}
	*e = ids
	return nil
}

// marshalPlain is json.Marshal without the escapes for HTML.
func marshalPlain(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
