// Package encode reads an article with the network: text structure in, scores of
// every word out.
//
// # Input
//
// The text becomes word pieces (package wordpiece). Besides its piece and its
// position, the network sees of each how the word is written, whether a sentence or
// paragraph begins, and where it stands in quotation marks (Prepare). Training
// reads the same input, by the program in dump.
//
// # Windows
//
// The network is an encoder (Devlin et al. 2019, "BERT") that reads 256 pieces at
// once: a window of the article, with [CLS] in front and [SEP] behind it. An article
// of up to 254 pieces is one window. A longer one is cut into cores of up to 190
// pieces: whole paragraphs, as many as a core has place for. A paragraph that is
// longer is cut where a sentence begins, a sentence that is longer where a word
// begins. A window is a core and what stands around it, as much on both sides, or
// more on one side where the other has none. A word has the scores of its first
// piece, from the window in whose core that piece stands.
//
// # Links
//
// For the links from contents to their cues and from cues to their sources, the
// network gives vectors of 64 numbers (after the heads and dependents of Dozat &
// Manning 2017, "Deep biaffine attention for neural dependency parsing"). The score
// of a link from the run of words a…b to the run that begins with word t is
//
//	(from[a] + from[b]) · to[t] / 8
//
// where each vector is that of the word's first piece, in the window in whose core
// word a begins; b is the last word of that window if the run goes on behind it. A
// link to nothing scores 0. Only the vectors of words that may begin or end a run
// are kept, so that memory does not grow with the width of the vectors.
package encode

import (
	"errors"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"quoth"
	"quoth/internal/nn"
	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/wordpiece"
	"quoth/internal/segment"
)

// ErrModel is what a model that reads no attributions gives.
var ErrModel = errors.New("model does not read attributions")

// group is how many windows are run at once; their results are let go of before
// the next are run.
const group = 16

// Encoder reads articles. It may be used by several goroutines at once.
type Encoder struct {
	model    *nn.Model
	splitter *wordpiece.Splitter
	cls, sep int32
	heads    [Heads]int // places of the outputs in the model file
	names    int
	from, to [Links]int
}

// New prepares the model in file, which has to stay open as long as the encoder is
// used. A model that lacks an input or output that is needed is an error, ErrModel.
func New(file *modelfile.File, opts nn.Options) (*Encoder, error) {
	e := &Encoder{}
	if err := e.find(&file.Config); err != nil {
		return nil, fmt.Errorf("prepare model %q: %w", file.Name, err)
	}
	var err error
	if e.splitter, err = wordpiece.NewWith(file.Vocabulary, wordpiece.Options{SpecialsAsText: true}); err != nil {
		return nil, fmt.Errorf("prepare model %q: %w", file.Name, err)
	}
	var begins, ends bool
	e.cls, begins = e.splitter.ID("[CLS]")
	e.sep, ends = e.splitter.ID("[SEP]")
	if !begins || !ends {
		return nil, fmt.Errorf("prepare model %q: no pieces [CLS] and [SEP]: %w", file.Name, ErrModel)
	}
	if e.model, err = nn.New(file, opts); err != nil {
		return nil, fmt.Errorf("prepare model %q: %w", file.Name, err)
	}
	return e, nil
}

// Encode reads an article.
func (e *Encoder) Encode(doc *segment.Doc) *Scores {
	return e.read(Prepare(doc, e.splitter), doc.Text, group)
}

// read scores what Prepare gave, as many windows at once as group says.
func (e *Encoder) read(in *Input, text string, group int) *Scores {
	s := &Scores{}
	c := collector{e: e, in: in, scores: s, word: make([]int32, len(in.Pieces))}
	for i, p := range in.Pieces {
		if in.Starts[i] {
			end := int(in.Pieces[in.WordEnd(i)-1].End)
			s.Words = append(s.Words, quoth.Span{Start: int(p.Start), End: marksEnd(text, end)})
		}
		c.word[i] = int32(len(s.Words) - 1)
	}
	for h := range s.Labels {
		s.Labels[h] = make([]Odds, len(s.Words))
	}
	s.Names = make([][NameLabels]float32, len(s.Words))
	for windows := range slices.Chunk(in.windows(), group) {
		c.run(windows)
	}
	return s
}

// marksEnd goes on from the end of a word over the accents that stand behind its
// last letter: pieces end before them.
func marksEnd(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.Is(unicode.M, r) {
			break
		}
		at += size
	}
	return at
}

// sequence is a window as the engine reads it.
func (e *Encoder) sequence(in *Input, w window) nn.Sequence {
	n := w.end - w.first + 2
	s := nn.Sequence{Pieces: make([]int32, n), Extras: make([][]uint8, Extras)}
	s.Pieces[0], s.Pieces[n-1] = e.cls, e.sep
	for i, p := range in.Pieces[w.first:w.end] {
		s.Pieces[i+1] = p.ID
	}
	for x := range s.Extras {
		s.Extras[x] = make([]uint8, n)
		copy(s.Extras[x][1:], in.Extras[x][w.first:w.end])
	}
	return s
}
