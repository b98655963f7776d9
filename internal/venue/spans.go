package venue

import (
	"sort"

	"quoth"
)

// overlapsAny reports whether s overlaps one of the spans.
func (f *finder) overlapsAny(s quoth.Span, spans []quoth.Span) bool {
	for _, o := range spans {
		if o.Overlaps(s) {
			return true
		}
	}
	return false
}

// inAnyContent reports whether s stands in a content that does not hold the cue
// of attribution i.
func (f *finder) inAnyContent(i int, s quoth.Span) bool {
	cue := f.atts[i].Cue.Spans[0]
	n := sort.Search(len(f.contents), func(k int) bool { return f.contents[k].Start > s.Start })
	for k := n - 1; k >= 0 && k > n-50; k-- {
		if c := f.contents[k]; c.End > s.Start {
			return !c.Contains(cue)
		}
	}
	return false
}

// contentFrom is where the content of attribution i begins that follows token
// next, or the end of its sentence.
func (f *finder) contentFrom(i, next int) int {
	if next >= len(f.doc.Tokens) {
		return len(f.doc.Text)
	}
	at := f.doc.Tokens[next].Start
	stop := len(f.doc.Text)
	if s := f.doc.Tokens[next].Sentence; s >= 0 {
		stop = f.doc.Sentences[s].End
	}
	for _, c := range f.atts[i].Content.Spans {
		if c.Start >= at {
			return min(stop, c.Start)
		}
		if c.End > at {
			return at
		}
	}
	return stop
}

// cueBetween reports whether the cue of another attribution stands between two
// places, outside the content of attribution i.
func (f *finder) cueBetween(i, from, to int) bool {
	first := sort.Search(len(f.cues), func(k int) bool { return f.cues[k].Start >= from })
	for _, p := range f.cues[first:] {
		if p.Start >= to {
			return false
		}
		if p.att != i && p.End <= to && !f.overlapsAny(p.Span, f.atts[i].Content.Spans) {
			return true
		}
	}
	return false
}
