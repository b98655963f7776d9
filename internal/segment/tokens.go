package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"quoth"
)

// tokenize appends the tokens of text[s.Start:s.End] to dst: the words of
// UAX #29, with clitics cut off and hyphenated words, abbreviations, addresses
// and repeated marks put together.
func tokenize(dst []Token, text string, s quoth.Span) []Token {
	first := len(dst)
	in := s.In(text)
	it := words.FromString(in)
	skip := 0 // end of an address, in in
	for it.Next() {
		start, end := it.Start(), it.End()
		start = max(start, skip)
		if start >= end {
			continue
		}
		w := in[start:end]
		// UAX #29 takes the narrow no-break space into the word.
		left := strings.TrimLeftFunc(w, isBlank)
		start += len(w) - len(left)
		w = strings.TrimRightFunc(left, isBlank)
		end = start + len(w)
		if w == "" {
			continue
		}
		if (w == "http" || w == "https") && strings.HasPrefix(in[end:], "://") {
			end = start + addressLen(in[start:])
			skip, w = end, in[start:end]
		}
		t := Token{Span: quoth.Span{Start: s.Start + start, End: s.Start + end}, Kind: tokenKind(w)}
		dst = appendToken(dst, first, text, t)
	}
	return dst
}

// addressLen is the length of the web address at the start of in.
func addressLen(in string) int {
	end := strings.IndexFunc(in, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"“”<>«»", r)
	})
	if end < 0 {
		end = len(in)
	}
	return len(strings.TrimRight(in[:end], ".,;:!?)'’"))
}

func tokenKind(w string) TokenKind {
	r, _ := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsDigit(r):
		return Number
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return Word
	}
	return Punct
}

// appendToken joins t to the tokens before it, or splits it, or appends it.
// Tokens before index first belong to other paragraphs.
func appendToken(dst []Token, first int, text string, t Token) []Token {
	n := len(dst)
	if n > first && dst[n-1].End == t.Start {
		prev := &dst[n-1]
		switch {
		case joins(prev.In(text), t.In(text)):
			prev.End = t.End
			return dst
		case t.Kind != Punct && n-1 > first && isHyphen(prev.In(text)) && dst[n-2].End == prev.Start && dst[n-2].Kind != Punct:
			dst[n-2].End = t.End
			return splitClitic(dst[:n-1], text)
		}
	}
	return splitClitic(append(dst, t), text)
}

// joins reports whether the word or mark b goes with a directly before it:
// "..", "--", "“'", "Mr" + ".".
func joins(a, b string) bool {
	switch b {
	case ".":
		return a[len(a)-1] == '.' && a[0] == '.' || abbreviated(a) != notAbbreviated
	case "-":
		return strings.Trim(a, "-") == ""
	case "'", "`", "\"":
		return a == b && b != "\""
	}
	return false
}

func isHyphen(w string) bool { return w == "-" || w == "\u2010" || w == "\u2011" }

var clitics = []string{"'s", "’s", "'S", "’S", "'d", "’d", "'ll", "’ll", "'re", "’re", "'ve", "’ve", "'m", "’m"}

// splitClitic cuts 's, 'd, 'll, 're, 've and 'm off the last token.
func splitClitic(dst []Token, text string) []Token {
	last := &dst[len(dst)-1]
	w := last.In(text)
	for _, c := range clitics {
		if len(w) > len(c) && strings.HasSuffix(w, c) {
			cut := last.End - len(c)
			tail := Token{Span: quoth.Span{Start: cut, End: last.End}, Kind: Clitic}
			last.End = cut
			return append(dst, tail)
		}
	}
	return dst
}

// freeLastStop cuts the full stop off a title that ends a paragraph: there it is
// somebody's name ("R. K. Sen."). first is the first token of the paragraph.
func freeLastStop(dst []Token, first int, text string) []Token {
	n := len(dst)
	if n <= first {
		return dst
	}
	w := dst[n-1].In(text)
	if len(w) < 4 || !strings.HasSuffix(w, ".") || abbreviated(strings.TrimSuffix(w, ".")) != beforeName {
		return dst
	}
	dst[n-1].End--
	return append(dst, Token{Span: quoth.Span{Start: dst[n-1].End, End: dst[n-1].End + 1}, Kind: Punct})
}
