package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"quoth"
)

// sentencesOf appends the sentences of text[s.Start:s.End], which is one
// paragraph, to dst: the sentences of UAX #29, put together again where the end
// was the full stop of an abbreviation or a "?" inside a quotation that goes on.
// tokens are those of the paragraph.
func sentencesOf(dst []quoth.Span, text string, s quoth.Span, tokens []Token) []quoth.Span {
	// "…" ends no sentence in UAX #29, "..." may; both are three bytes.
	flat := strings.ReplaceAll(unbroken(s.In(text)), "…", "...")
	it := sentences.FromString(flat)
	first, next := len(dst), 0
	for it.Next() {
		cut := trim(text, quoth.Span{Start: s.Start + it.Start(), End: s.Start + it.End()})
		if cut.Empty() {
			continue
		}
		for next < len(tokens) && tokens[next].Start < cut.Start {
			next++
		}
		inToken := next > 0 && tokens[next-1].End > cut.Start // an address holds "?"
		if len(dst) > first && (inToken || !endsBefore(text, tokens, next)) {
			dst[len(dst)-1].End = cut.End
			continue
		}
		dst = append(dst, cut)
	}
	return dst
}

// unbroken gives a paragraph without line breaks, byte for byte as long:
// UAX #29 ends a sentence at each of them.
func unbroken(p string) string {
	if !strings.ContainsFunc(p, isLineEnd) {
		return p
	}
	b := []byte(p)
	for i, r := range p {
		if isLineEnd(r) {
			blank := " "
			switch utf8.RuneLen(r) {
			case 2:
				blank = "\u00a0"
			case 3:
				blank = "\u2003"
			}
			copy(b[i:], blank)
		}
	}
	return string(b)
}

// endsBefore reports whether a sentence really ends before token next.
func endsBefore(text string, tokens []Token, next int) bool {
	last := next - 1
	closed := false
	for last > 0 && tokens[last].Kind == Punct && isClosingWord(tokens[last].In(text)) {
		last--
		closed = true
	}
	if last < 0 || next >= len(tokens) {
		return true
	}
	end, word := tokens[last].In(text), tokens[next].In(text)
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case end == "?" || end == "!" || strings.HasSuffix(end, "…"):
		return !(closed && (unicode.IsLower(r) || speechFollows(text, tokens, next)))
	case strings.HasSuffix(end, ".."):
		return !unicode.IsLower(r)
	case strings.HasSuffix(end, "."):
		return endsAtStop(strings.TrimSuffix(end, "."), word, closed)
	}
	return true
}

// endsAtStop reports whether a sentence ends between the abbreviated word and next.
func endsAtStop(word, next string, closed bool) bool {
	if word == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(next)
	switch abbreviated(word) {
	case beforeName:
		return closed
	case beforeNumber:
		return !unicode.IsDigit(r)
	case mayEnd:
		return closed || isOpening(r) || starters[strings.ToLower(next)] && unicode.IsUpper(r)
	}
	return true
}

// isClosingWord is true for tokens that close: marks and brackets.
func isClosingWord(w string) bool {
	return w == "''" || strings.TrimFunc(w, isClosing) == ""
}

// speechFollows reports whether a short name and a verb of speech follow:
// “Why now?” Mr. Ortiz asked.
func speechFollows(text string, tokens []Token, next int) bool {
	for i := next; i < len(tokens) && i < next+5; i++ {
		w := tokens[i].In(text)
		if speechVerbs[w] {
			return true
		}
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return false
}
