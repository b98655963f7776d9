package encode

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/nn/wordpiece"
	"quoth/internal/segment"
)

// Input is an article as the network reads it.
type Input struct {
	Pieces []wordpiece.Piece
	Starts []bool    // whether the piece is the first of its word
	Extras [][]uint8 // by number of the extra input (Shape, Break, Quote), then by piece
}

// The extra inputs of the network, in the order of its model file.
const (
	Shape  = iota // how a word is written; its word piece is in lower case
	Break         // what begins at the piece: nothing, a sentence, a paragraph
	Quote         // where the piece stands in the quotations of its article
	Extras        // number of extra inputs
)

// ExtraNames and ExtraCounts describe the extra inputs for a model file.
func ExtraNames() [Extras]string { return [Extras]string{"shape", "break", "quote"} }

// ExtraCounts gives the number of values of each.
func ExtraCounts() [Extras]int { return [Extras]int{shapes, breaks, quotes} }

// Values of Shape.
const (
	otherShape  = iota
	lowerShape  // "mayor"
	titleShape  // "Mayor"
	upperShape  // "BBC"
	letterShape // "A"
	mixedShape  // "iPhone"
	digitShape  // "2017", "1960s"
	markShape   // punctuation and symbols
	shapes
)

// Values of Break.
const (
	noBreak = iota
	sentenceBreak
	paragraphBreak
	breaks
)

// Values of Quote.
const (
	noQuote = iota
	openMark
	closeMark
	inQuote      // between the marks of a quotation
	innerMark    // mark of a quotation within a quotation
	inInnerQuote // between those
	quotes
)

// Prepare splits the text into word pieces and describes them.
func Prepare(doc *segment.Doc, splitter *wordpiece.Splitter) *Input {
	in := &Input{Pieces: splitter.Append(nil, doc.Text)}
	in.Starts = make([]bool, len(in.Pieces))
	for i, p := range in.Pieces {
		in.Starts[i] = i == 0 || p.Start != in.Pieces[i-1].End || !strings.HasPrefix(splitter.Piece(p.ID), "##")
	}
	in.Extras = make([][]uint8, Extras)
	for i := range in.Extras {
		in.Extras[i] = make([]uint8, len(in.Pieces))
	}
	in.setShapes(doc.Text)
	in.setBreaks(doc)
	in.setQuotes(doc)
	return in
}

// WordEnd gives the index after the last piece of the word that begins at piece i.
func (in *Input) WordEnd(i int) int {
	for i++; i < len(in.Pieces) && !in.Starts[i]; i++ {
	}
	return i
}

func (in *Input) setShapes(text string) {
	for i := 0; i < len(in.Pieces); {
		end := in.WordEnd(i)
		s := shapeOf(text[in.Pieces[i].Start:in.Pieces[end-1].End])
		for ; i < end; i++ {
			in.Extras[Shape][i] = s
		}
	}
}

// shapeOf gives the value of Shape of a word.
func shapeOf(word string) uint8 {
	first, size := utf8.DecodeRuneInString(word)
	switch {
	case unicode.IsDigit(first):
		return digitShape
	case unicode.IsPunct(first), unicode.IsSymbol(first):
		return markShape
	case !unicode.IsLetter(first):
		return otherShape
	}
	upper, lower := count(word[size:])
	switch {
	case unicode.IsUpper(first) && upper+lower == 0:
		return letterShape
	case unicode.IsUpper(first) && lower == 0:
		return upperShape
	case unicode.IsUpper(first) && upper == 0:
		return titleShape
	case !unicode.IsUpper(first) && upper == 0:
		return lowerShape
	}
	return mixedShape
}

// count counts upper-case and other letters.
func count(s string) (upper, lower int) {
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLetter(r) {
			lower++
		}
	}
	return upper, lower
}

func (in *Input) setBreaks(doc *segment.Doc) {
	i := 0
	begin := func(at int, value uint8) {
		for i < len(in.Pieces) && int(in.Pieces[i].Start) < at {
			i++
		}
		if i < len(in.Pieces) {
			in.Extras[Break][i] = max(in.Extras[Break][i], value)
		}
	}
	for _, s := range doc.Sentences {
		begin(s.Start, sentenceBreak)
	}
	i = 0
	for _, p := range doc.Paragraphs {
		begin(p.Start, paragraphBreak)
	}
}

// setQuotes goes through the quotations in text order: those within others come
// after them, and overwrite their values.
func (in *Input) setQuotes(doc *segment.Doc) {
	values, i := in.Extras[Quote], 0
	for _, q := range doc.Quotes {
		for i < len(in.Pieces) && int(in.Pieces[i].Start) < q.Start {
			i++
		}
		for k := i; k < len(in.Pieces) && int(in.Pieces[k].Start) < q.End; k++ {
			values[k] = quoteValue(int(in.Pieces[k].Start), q)
		}
	}
}

func quoteValue(at int, q segment.Quote) uint8 {
	opens, closes := at < q.Open.End, q.Close.Start < q.Close.End && at >= q.Close.Start
	switch {
	case q.Parent >= 0 && (opens || closes):
		return innerMark
	case q.Parent >= 0:
		return inInnerQuote
	case opens:
		return openMark
	case closes:
		return closeMark
	}
	return inQuote
}
