// Package reader runs the stages that make a record of an article, in order. It
// is the Go API for other programs:
//
//	rd, err := reader.New(reader.Options{}) // once: it loads the model
//	...
//	record, err := rd.Read(quoth.Article{ID: "harbour", Text: text})
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
	"quoth/internal/encode"
	"quoth/internal/label"
	"quoth/internal/nn"
	"quoth/internal/nn/modelfile"
	"quoth/internal/post"
	"quoth/internal/record"
	"quoth/internal/segment"
	"quoth/internal/tag"
	"quoth/internal/venue"
	"quoth/model"
)

// ErrNotUTF8 says that a text is not valid UTF-8; no span could point into it.
var ErrNotUTF8 = errors.New("text is not valid UTF-8")

// Options choose what a Reader reads with.
type Options struct {
	// Model is the path of a model file; "" is the model inside.
	Model string
	// Kernel is the name of a set of kernels ("quoth model" lists them); "" is the
	// fastest of this machine. All give the same records.
	Kernel string
}

// Reader reads articles. It may be used by several goroutines at once.
type Reader struct {
	encoder *encode.Encoder
	file    *modelfile.File
}

// New prepares a Reader. It fails if there is no such kernel, if the file cannot be
// read or is damaged, or if its network does not read attributions.
func New(opts Options) (*Reader, error) {
	open := model.Open
	if opts.Model != "" {
		open = func() (*modelfile.File, error) { return modelfile.Open(opts.Model) }
	}
	file, err := open()
	if err != nil {
		return nil, err
	}
	encoder, err := encode.New(file, nn.Options{Kernel: opts.Kernel})
	if err != nil {
		file.Close()
		return nil, err
	}
	return &Reader{encoder, file}, nil
}

// Close lets go of the model file. The Reader may not be used any more. A Reader with
// the model inside needs no closing.
func (rd *Reader) Close() error { return rd.file.Close() }

// Read makes the record of an article. Spans in the record count bytes of
// a.Text. The only error is ErrNotUTF8: any other text gives a record.
func (rd *Reader) Read(a quoth.Article) (*quoth.Record, error) {
	if !utf8.ValidString(a.Text) {
		return nil, fmt.Errorf("read article %q: %w", a.ID, ErrNotUTF8)
	}
	doc := segment.Parse(a.Text)
	posts := post.Find(doc)
	skip := postSpans(posts)
	attributions := tag.Attribute(doc, rd.encoder.Encode(doc), skip)
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
