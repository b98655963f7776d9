package tag

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
	"quoth/internal/segment"
)

// ScareQuotes gives the quotations that quote nobody: titles, nicknames, irony,
// words spoken of. They stand in no attribution's content, or in the words of a
// source, and are short.
func ScareQuotes(doc *segment.Doc, atts []quoth.Attribution, skip []quoth.Span) []quoth.Span {
	var used []quoth.Span
	for _, a := range atts {
		used = append(used, a.Content.Spans...)
	}
	used = append(used, skip...)
	sort.Slice(used, func(a, b int) bool { return used[a].Start < used[b].Start })
	out := []quoth.Span{}
	next, end := 0, 0
	for _, q := range doc.Quotes {
		for next < len(used) && used[next].Start <= q.Start {
			end = max(end, used[next].End)
			next++
		}
		if q.Parent >= 0 || q.Start < end || q.Open.Empty() || q.Close.Empty() {
			continue
		}
		if in := q.Inner(); doc.TokenAt(in.End-1)-doc.TokenAt(in.Start) < maxScare && !endsLikeSentence(in.In(doc.Text)) {
			out = append(out, q.Span)
		}
	}
	return out
}

// maxScare is the most tokens that a quotation has that quotes nobody.
const maxScare = 10

func endsLikeSentence(inner string) bool {
	inner = strings.TrimRightFunc(inner, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"'”’»", r) })
	r, _ := utf8.DecodeLastRuneInString(inner)
	return strings.ContainsRune(".?!…", r)
}
