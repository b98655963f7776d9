package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
	"quoth/internal/segment"
)

// element is a token outside quotation marks, or a whole quotation.
type element struct {
	quoth.Span
	word  string // lower case, "" for a quotation
	quote int    // index of the quotation, -1 for a token
	upper bool   // starts with a capital letter, or one of a script without capitals
	kind  segment.TokenKind
}

// unit is a stretch of one paragraph that no quotation crosses: one or more
// sentences.
type unit struct {
	paragraph int
	title     bool
	elements  []element
}

// maxUnit is the most elements that a unit has which is read for attributions:
// longer ones are no sentences, and looking at all pairs of their parts would
// take too long.
const maxUnit = 1500

// units cuts the document into units, leaving out the sentences that touch one
// of the spans in skip.
func units(doc *segment.Doc, outer []int, skip []quoth.Span) []unit {
	var out []unit
	top := topQuotes(doc)
	for i, p := range doc.Paragraphs {
		for s := p.First; s < p.Last; {
			last := s + 1
			for last < p.Last && insideQuote(doc, outer, doc.Sentences[last].First) {
				last++
			}
			u := unit{paragraph: i, title: p.Kind == segment.Title}
			u.elements, top = elements(doc, doc.Sentences[s].First, doc.Sentences[last-1].Last, top)
			hull := quoth.Span{Start: doc.Sentences[s].Start, End: doc.Sentences[last-1].End}
			for len(skip) > 0 && skip[0].End <= hull.Start {
				skip = skip[1:]
			}
			if len(u.elements) <= maxUnit && (len(skip) == 0 || !skip[0].Overlaps(hull)) {
				out = append(out, u)
			}
			s = last
		}
	}
	return out
}

// insideQuote reports whether the quotation of token i began before it.
func insideQuote(doc *segment.Doc, outer []int, i int) bool {
	if i >= len(doc.Tokens) || doc.Tokens[i].Quote < 0 {
		return false
	}
	return doc.Quotes[outer[doc.Tokens[i].Quote]].Start < doc.Tokens[i].Start
}

// outermost gives for each quotation the one around it that stands in no other.
func outermost(doc *segment.Doc) []int {
	outer := make([]int, len(doc.Quotes))
	for i, q := range doc.Quotes {
		outer[i] = i
		if q.Parent >= 0 {
			outer[i] = outer[q.Parent]
		}
	}
	return outer
}

// topQuotes gives the quotations that stand in no other.
func topQuotes(doc *segment.Doc) []int {
	var out []int
	for i, q := range doc.Quotes {
		if q.Parent < 0 {
			out = append(out, i)
		}
	}
	return out
}

// elements makes elements of the tokens from first to last; top are the
// quotations not yet passed, of which it returns the rest.
func elements(doc *segment.Doc, first, last int, top []int) ([]element, []int) {
	var out []element
	for i := first; i < last; i++ {
		t := doc.Tokens[i]
		for len(top) > 0 && doc.Quotes[top[0]].End <= t.Start {
			top = top[1:]
		}
		if len(top) > 0 && doc.Quotes[top[0]].Start <= t.Start {
			q := doc.Quotes[top[0]]
			if n := len(out); n == 0 || out[n-1].quote != top[0] {
				out = append(out, element{Span: q.Span, quote: top[0]})
			}
			continue
		}
		w := t.In(doc.Text)
		r, _ := utf8.DecodeRuneInString(w)
		out = append(out, element{
			Span: t.Span, word: strings.ToLower(w), quote: -1, kind: t.Kind,
			upper: (unicode.IsUpper(r) || unicode.Is(unicode.Lo, r)) && t.Kind == segment.Word,
		})
	}
	return out, top
}

func (u *unit) isWord(i int, word string) bool {
	return i >= 0 && i < len(u.elements) && u.elements[i].word == word
}

func (u *unit) isQuote(i int) bool {
	return i >= 0 && i < len(u.elements) && u.elements[i].quote >= 0
}

// isPunct reports whether element i is punctuation: a comma, colon, stop, dash
// or bracket.
func (u *unit) isPunct(i int) bool {
	return i >= 0 && i < len(u.elements) && u.elements[i].quote < 0 && u.elements[i].kind == segment.Punct
}

// span is the text from element i up to element j, j not included, without
// white space or commas, dashes and stops at its edges.
func (u *unit) span(i, j int) quoth.Span {
	for i < j && u.isPunct(i) && !strings.ContainsAny(u.elements[i].word, "$£€#@(") {
		i++
	}
	for i < j && u.isPunct(j-1) && strings.ContainsAny(u.elements[j-1].word[:1], ",.;:-—–?!…") {
		j--
	}
	if i >= j {
		return quoth.Span{}
	}
	return quoth.Span{Start: u.elements[i].Start, End: u.elements[j-1].End}
}
