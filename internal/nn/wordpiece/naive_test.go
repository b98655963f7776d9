package wordpiece

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// naive splits as Append does, step after step as the package comment has them, each
// over the whole text and without care for time. It shares only the table with it.
func naive(s *Splitter, text string) []Piece {
	var out []Piece
	start := 0
	for at := 0; at < len(text); {
		found := slices.IndexFunc(s.specials, func(c special) bool { return strings.HasPrefix(text[at:], c.text) })
		if found < 0 {
			at++
			continue
		}
		end := at + len(s.specials[found].text)
		out = append(out, naiveWords(s, text[start:at], start)...)
		out = append(out, Piece{s.specials[found].id, int32(at), int32(end)})
		start, at = end, end
	}
	return append(out, naiveWords(s, text[start:], start)...)
}

// naiveLetter is a code point on its way through the steps.
type naiveLetter struct {
	r       rune
	kind    kind
	class   uint8
	dropped bool
	own     bool // stands in the text for itself
	from    span
}

func naiveWords(s *Splitter, text string, offset int) []Piece {
	letters := naiveOrder(naiveDecompose(s.folds, text, offset))
	var out []Piece
	var word []naiveLetter
	flush := func() {
		out = append(out, naivePieces(s, word)...)
		word = nil
	}
	for _, c := range letters {
		if c.kind == space || c.kind == alone {
			flush()
		}
		if c.kind != space && !c.dropped {
			word = append(word, c)
		}
		if c.kind == alone {
			flush()
		}
	}
	flush()
	return out
}

// naiveDecompose lists what the code points of a text become, in lower case already.
func naiveDecompose(f *folds, text string, offset int) []naiveLetter {
	var out []naiveLetter
	for at := 0; at < len(text); {
		r, width := utf8.DecodeRuneInString(text[at:])
		a := f.actions[r]
		from := span{int32(offset + at), int32(offset + at + width)}
		at += width
		switch a.kind() {
		case clean:
		case mark, space:
			out = append(out, naiveLetter{r: r, kind: a.kind(), class: a.class(), dropped: true, own: true, from: from})
		default:
			for i, c := range f.letters(nil, r) {
				out = append(out, naiveLetter{r: c, kind: a.kind(), class: f.actions[c].class(), own: i == 0, from: from})
			}
		}
	}
	return out
}

// naiveOrder puts marks in canonical order, by exchange of neighbours, and hands the
// places of the code points out anew.
func naiveOrder(letters []naiveLetter) []naiveLetter {
	var places []span
	for _, c := range letters {
		if c.own {
			places = append(places, c.from)
		}
	}
	for i := range letters {
		for k := i; k > 0 && letters[k].class != 0 && letters[k-1].class > letters[k].class; k-- {
			letters[k-1], letters[k] = letters[k], letters[k-1]
		}
	}
	place := span{}
	for i := range letters {
		if letters[i].own {
			place, places = places[0], places[1:]
		}
		letters[i].from = place
	}
	return letters
}

// naivePieces tries every prefix of what is left of a word, the longest first.
func naivePieces(s *Splitter, word []naiveLetter) []Piece {
	if len(word) == 0 {
		return nil
	}
	unknown := []Piece{{s.unknown, word[0].from.start, word[len(word)-1].from.end}}
	if len(word) > 100 {
		return unknown
	}
	var out []Piece
	for at := 0; at < len(word); {
		end := len(word)
		for ; end > at; end-- {
			if id, ok := s.ID(naivePiece(word[at:end], at > 0)); ok {
				out = append(out, Piece{id, word[at].from.start, word[end-1].from.end})
				break
			}
		}
		if end == at {
			return unknown
		}
		at = end
	}
	return out
}

func naivePiece(letters []naiveLetter, later bool) string {
	var b strings.Builder
	if later {
		b.WriteString("##")
	}
	for _, c := range letters {
		b.WriteRune(c.r)
	}
	return b.String()
}
