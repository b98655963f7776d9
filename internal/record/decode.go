package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"quoth"
)

// Stored is a record as it was read: its spans count code points of a text that
// is not at hand yet.
type Stored struct {
	record quoth.Record
}

// Decode reads one line of JSON. Fields that it does not know are ignored. A
// line that [EncodeError] wrote gives [ErrFailedInput].
func Decode(line []byte) (*Stored, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("decode record: not UTF-8")
	}
	var in struct {
		Error json.RawMessage `json:"error"`
		quoth.Record
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, fmt.Errorf("decode record: %w", err)
	}
	if len(in.Error) > 0 && string(in.Error) != "null" {
		return nil, ErrFailedInput
	}
	if in.Article.ID == "" {
		return nil, errors.New("decode record: no article id")
	}
	return &Stored{record: in.Record}, nil
}

// ArticleID is the id of the article that the record was made from.
func (s *Stored) ArticleID() string { return s.record.Article.ID }

// Attributions is the number of attributions in the record.
func (s *Stored) Attributions() int { return len(s.record.Attributions) }

// Bind gives the record with spans in bytes of text. It fails when the text is
// not UTF-8 or a span is empty or outside the text; it proves nothing else.
func (s *Stored) Bind(text string) (*quoth.Record, error) {
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("bind record %s: text is not UTF-8", s.ArticleID())
	}
	r := clone(&s.record)
	x := newIndex(text)
	var err error
	eachSpan(r, func(p place, span *quoth.Span) {
		inside, ok := toBytes(x, *span)
		if !ok && err == nil {
			err = fmt.Errorf("bind record %s: %v: span %d-%d does not fit the text of %d characters",
				s.ArticleID(), p, span.Start, span.End, x.points)
		}
		*span = inside
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// toBytes changes one span from code points to bytes, and reports whether it is
// non-empty and lies inside the text.
func toBytes(x *index, s quoth.Span) (quoth.Span, bool) {
	start, ok1 := x.byteAt(s.Start)
	end, ok2 := x.byteAt(s.End)
	return quoth.Span{Start: start, End: end}, ok1 && ok2 && start < end
}
