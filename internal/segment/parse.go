package segment

import (
	"sort"
	"strings"

	"quoth"
)

// Parse finds the structure of text, which must be valid UTF-8. It takes linear
// time and never fails.
func Parse(text string) *Doc {
	d := &Doc{Text: text, Paragraphs: paragraphs(text)}
	datelines(text, d.Paragraphs)
	var spans []quoth.Span
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		dateline := p.Dateline
		d.Tokens = tokenize(d.Tokens, text, dateline)
		for j := len(d.Tokens) - 1; j >= 0 && d.Tokens[j].Start >= p.Start; j-- {
			d.Tokens[j].Sentence = -1
		}
		first := len(d.Tokens)
		rest := trim(text, quoth.Span{Start: dateline.End, End: p.End})
		d.Tokens = freeLastStop(tokenize(d.Tokens, text, rest), first, text)
		spans = sentencesOf(spans[:0], text, rest, d.Tokens[first:])
		d.addSentences(i, first, spans)
	}
	d.findQuotes()
	return d
}

// addSentences gives the paragraph p its sentences; first is its first token
// behind the dateline.
func (d *Doc) addSentences(p, first int, spans []quoth.Span) {
	d.Paragraphs[p].First = len(d.Sentences)
	next := first
	for _, s := range spans {
		sentence := Sentence{Span: s, Paragraph: p, First: next}
		for next < len(d.Tokens) && d.Tokens[next].Start < s.End {
			d.Tokens[next].Sentence = int32(len(d.Sentences))
			next++
		}
		sentence.Last = next
		d.Sentences = append(d.Sentences, sentence)
	}
	d.Paragraphs[p].Last = len(d.Sentences)
}

// Word gives the text of token i.
func (d *Doc) Word(i int) string { return d.Tokens[i].In(d.Text) }

// Without gives the words of s that stand in none of the spans, which must be
// sorted.
func (d *Doc) Without(s quoth.Span, spans []quoth.Span) string {
	var b strings.Builder
	at := s.Start
	for _, o := range spans {
		if !o.Overlaps(s) {
			continue
		}
		if o.Start > at {
			b.WriteString(d.Text[at:o.Start])
		}
		at = max(at, o.End)
	}
	if at < s.End {
		b.WriteString(d.Text[at:s.End])
	}
	return b.String()
}

// TokenAt gives the index of the first token that ends behind the byte at.
func (d *Doc) TokenAt(at int) int {
	return sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > at })
}

// SentenceAt gives the index of the first sentence that ends behind the byte at.
func (d *Doc) SentenceAt(at int) int {
	return sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > at })
}

// ParagraphAt gives the index of the first paragraph that ends behind the byte at.
func (d *Doc) ParagraphAt(at int) int {
	return sort.Search(len(d.Paragraphs), func(i int) bool { return d.Paragraphs[i].End > at })
}
