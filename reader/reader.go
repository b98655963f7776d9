// Package reader runs the stages that make a record of an article, in order. It
// is the Go API for other programs:
//
//	record, err := reader.Reader{}.Read(quoth.Article{ID: "harbour", Text: text})
//
// Nothing flows back from a later stage to an earlier one, and no stage sees
// the command line, the network or the clock, so that the same article gives the
// same record everywhere.
package reader

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"quoth"
	"quoth/internal/coref"
	"quoth/internal/dates"
	"quoth/internal/label"
	"quoth/internal/post"
	"quoth/internal/record"
	"quoth/internal/segment"
	"quoth/internal/tag"
	"quoth/internal/venue"
)

// ErrNotUTF8 says that a text is not valid UTF-8; no span could point into it.
var ErrNotUTF8 = errors.New("text is not valid UTF-8")

// Reader reads articles. Its zero value is ready, and it may be used by several
// goroutines at once.
type Reader struct{}

// Read makes the record of an article. Spans in the record count bytes of
// a.Text. The only error is ErrNotUTF8: any other text gives a record.
func (Reader) Read(a quoth.Article) (*quoth.Record, error) {
	if !utf8.ValidString(a.Text) {
		return nil, fmt.Errorf("read article %q: %w", a.ID, ErrNotUTF8)
	}
	doc := segment.Parse(a.Text)
	posts := post.Find(doc)
	skip := postSpans(posts)
	attributions := tag.Attribute(doc, skip)
	who := coref.Resolve(doc, attributions)
	places := venue.Find(doc, attributions)
	said := dates.Said(doc, attributions, a.Published)
	labels := label.Find(doc, attributions, who.Entities)

	for i := range attributions {
		at := &attributions[i]
		at.Source.Entity = who.Sources[i]
		at.Venue, at.Addressee, at.Said = places[i].Venue, places[i].Addressee, said[i]
		if at.Addressee != nil {
			at.Addressee.Entity = who.At(quoth.Hull(at.Addressee.Spans))
		}
	}
	return record.Assemble(a, record.Parts{
		Entities:     who.Entities,
		Attributions: attributions,
		Labels:       labels,
		Posts:        posts,
		ScareQuotes:  tag.ScareQuotes(doc, attributions, skip),
	}), nil
}

func postSpans(posts []quoth.Post) []quoth.Span {
	spans := make([]quoth.Span, len(posts))
	for i, p := range posts {
		spans[i] = p.Span
	}
	return spans
}
