// Package segment finds the structure of an article's text: paragraphs,
// sentences, tokens and quotation marks. Nothing is lost or changed: every part
// is a span of the text as given, in bytes, on rune boundaries, and what lies
// between the tokens is white space only.
//
// Word and sentence boundaries start from Unicode Text Segmentation (UAX #29,
// revision 45, by github.com/clipperhouse/uax29) and are then mended by rules
// for news: abbreviations, initials, datelines, quotation marks.
package segment

import "quoth"

// Doc is a text and its structure. All slices are in text order.
type Doc struct {
	Text       string
	Paragraphs []Paragraph
	Sentences  []Sentence
	Tokens     []Token
	Quotes     []Quote
}

// ParagraphKind says what a paragraph is.
type ParagraphKind uint8

// The kinds of paragraphs.
const (
	Body  ParagraphKind = iota
	Title               // a headline, subheading or list label: no sentence-final mark
)

// Paragraph is a block of text, trimmed of white space. Dateline is the place
// and date before the first sentence ("NEW YORK, Dec. 22 (UPI) — "), empty where
// there is none; no sentence covers it.
type Paragraph struct {
	quoth.Span
	Kind     ParagraphKind
	Dateline quoth.Span
	First    int // index of the first sentence
	Last     int // index after the last sentence
}

// Sentence is a sentence, trimmed of white space.
type Sentence struct {
	quoth.Span
	Paragraph int
	First     int // index of the first token
	Last      int // index after the last token
}

// TokenKind says what a token is.
type TokenKind uint8

// The kinds of tokens.
const (
	Word   TokenKind = iota // letters, with inner apostrophes, hyphens and full stops of abbreviations
	Number                  // starts with a digit
	Clitic                  // 's or ’s, and a bare apostrophe of possession
	Punct                   // punctuation and symbols
	Mark                    // quotation mark of a Quote
)

// Token is a word, number, mark or symbol.
type Token struct {
	quoth.Span
	Kind     TokenKind
	Sentence int32 // index of its sentence, -1 in a dateline
	Quote    int32 // index of the innermost quotation that it stands in (marks included), -1 for none
}

// Quote is a stretch of text between quotation marks, within one paragraph.
type Quote struct {
	quoth.Span            // marks included
	Open       quoth.Span // opening mark, empty where it is missing
	Close      quoth.Span // closing mark, empty where the quotation is never closed or runs on
	Style      QuoteStyle
	Paragraph  int
	Parent     int // index of the quotation around it, -1 for none
	Continues  int // index of the quotation in an earlier paragraph that this one runs on from, -1 for none
}

// QuoteStyle groups marks that open and close each other.
type QuoteStyle uint8

// The styles of quotation marks.
const (
	Double    QuoteStyle = iota // “ ” „ ‟ ″ and the straight "
	Single                      // ‘ ’ ‚ ‛ and the straight '
	Doubled                     // '' and `` (two characters that stand for one mark)
	Guillemet                   // « » ‹ ›
	Corner                      // 「 」 『 』 (East Asian)
)

// Inner is the text between the marks of q.
func (q Quote) Inner() quoth.Span {
	in := q.Span
	if !q.Open.Empty() {
		in.Start = q.Open.End
	}
	if !q.Close.Empty() {
		in.End = q.Close.Start
	}
	return in
}
