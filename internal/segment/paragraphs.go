package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
)

// Lines of a block that are all at most this many bytes long may be one
// paragraph that was broken to a width; longer lines are paragraphs.
const (
	maxWrapped = 120
	minWrapped = 40
)

// maxHeadline is the most words that a headline or subheading has.
const maxHeadline = 25

// paragraphs splits the text at blank lines, and at single line breaks where
// these are not the work of a program that broke long lines.
func paragraphs(text string) []Paragraph {
	var out []Paragraph
	var block []quoth.Span
	flush := func() {
		for _, s := range joinWrapped(text, block) {
			out = append(out, Paragraph{Span: s})
		}
		block = block[:0]
	}
	for line := range lines(text) {
		trimmed := trim(text, line)
		if trimmed.Empty() {
			flush()
			continue
		}
		block = append(block, trimmed)
	}
	flush()
	for i := range out {
		out[i].Kind = kindOf(out[i].In(text), i)
	}
	return out
}

// lines yields the lines of text without their ends: LF, CR, CRLF, VT, FF, NEL,
// LS and PS.
func lines(text string) func(yield func(quoth.Span) bool) {
	return func(yield func(quoth.Span) bool) {
		start := 0
		for start <= len(text) {
			i := strings.IndexFunc(text[start:], isLineEnd)
			if i < 0 {
				yield(quoth.Span{Start: start, End: len(text)})
				return
			}
			if !yield(quoth.Span{Start: start, End: start + i}) {
				return
			}
			r, size := utf8.DecodeRuneInString(text[start+i:])
			start += i + size
			if r == '\r' && start < len(text) && text[start] == '\n' {
				start++
			}
		}
	}
}

func isLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// isBlank is true for white space and for the marks that print as nothing and
// stand at the edges of texts: the byte order mark and zero-width spaces.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == '\u2060'
}

// trim shrinks s until no white space stands at its edges.
func trim(text string, s quoth.Span) quoth.Span {
	in := s.In(text)
	left := strings.TrimLeftFunc(in, isBlank)
	s.Start += len(in) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, isBlank))
	return s
}

// joinWrapped makes paragraphs of the lines of a block without blank lines.
// A line goes on in the next one if the first word of that one would not have
// fitted into the width of the block.
func joinWrapped(text string, block []quoth.Span) []quoth.Span {
	width := 0
	for _, l := range block {
		width = max(width, l.Len())
	}
	if len(block) < 2 || width > maxWrapped || width < minWrapped {
		return block
	}
	out := block[:1:1]
	for i := 1; i < len(block); i++ {
		word := block[i].In(text)
		if j := strings.IndexFunc(word, unicode.IsSpace); j >= 0 {
			word = word[:j]
		}
		if block[i-1].Len()+1+len(word) > width-4 {
			out[len(out)-1].End = block[i].End
		} else {
			out = append(out, block[i])
		}
	}
	return out
}

// kindOf tells headlines, subheadings and list labels from paragraphs of
// sentences: they are short and do not end like a sentence.
func kindOf(p string, index int) ParagraphKind {
	limit := 12
	if index == 0 {
		limit = maxHeadline
	}
	if len(p) > 400 || len(strings.Fields(p)) > limit {
		return Body
	}
	end := strings.TrimRightFunc(p, func(r rune) bool { return isClosing(r) })
	r, _ := utf8.DecodeLastRuneInString(end)
	if strings.ContainsRune(".!?…:,;—–", r) {
		return Body
	}
	if first, _ := utf8.DecodeRuneInString(p); isOpening(first) && len(end) < len(p) {
		return Body // a quotation that stands alone
	}
	return Title
}

func isClosing(r rune) bool { return strings.ContainsRune(`"'”’»›)]`, r) }

func isOpening(r rune) bool { return strings.ContainsRune("\"'“‘«‹„‚`", r) }
