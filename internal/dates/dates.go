// Package dates says when something was said: the time expression that dates
// the act of saying, and its ISO 8601 value at the precision that the text gives.
//
// An expression counts for an attribution if it stands in the sentence of its
// cue, outside its content, outside the content of attributions that do not hold
// the cue, and nearer to its cue than to that of another attribution. What
// stands inside the content belongs to what was said.
//
// Values follow the conventions of TIMEX3, resolved against the day of
// publication: a weekday is the latest one on or before that day, unless "next"
// stands before it; a month or a day of a month without a year is the latest one
// that is not in the future; "this week" is an ISO week (2024-W38). Relative
// expressions stay open where the day of publication is unknown, and so do
// those that count from another event ("a day earlier").
package dates

import (
	"sort"

	"quoth"
	"quoth/internal/segment"
)

// Said gives for each attribution when it was said, nil where the text does not
// date the saying. published is an ISO 8601 date or date-time, "" if unknown.
func Said(doc *segment.Doc, atts []quoth.Attribution, published string) []*quoth.Said {
	f := newFinder(doc, atts)
	day, known := parsePublished(published)
	chosen := map[int]expression{}
	for i := range atts {
		if e, ok := f.choose(i); ok {
			chosen[i] = e
		}
	}
	out := make([]*quoth.Said, len(atts))
	for i := range atts {
		e, ok := chosen[i]
		if !ok {
			e, ok = f.inherit(i, chosen)
		}
		if !ok {
			continue
		}
		out[i] = &quoth.Said{
			Spans: []quoth.Span{e.Span},
			Text:  e.In(doc.Text),
			Value: quoth.Optional(e.value(day, known)),
		}
	}
	return out
}

// finder holds what the choice looks at.
type finder struct {
	doc      *segment.Doc
	atts     []quoth.Attribution
	found    map[int][]expression // of each sentence with a cue
	anchors  []piece              // cues, or sources without cue, by start
	contents []piece              // all content spans, by start
}

// piece is a span and its attribution.
type piece struct {
	quoth.Span
	att int
}

func newFinder(doc *segment.Doc, atts []quoth.Attribution) *finder {
	f := &finder{doc: doc, atts: atts, found: map[int][]expression{}}
	for i, a := range atts {
		for _, s := range a.Content.Spans {
			f.contents = append(f.contents, piece{s, i})
		}
		if s := f.sentence(i); s >= 0 {
			f.found[s] = nil
		}
		if at, ok := anchor(a); ok {
			f.anchors = append(f.anchors, piece{at, i})
		}
	}
	sort.SliceStable(f.contents, func(a, b int) bool { return f.contents[a].Start < f.contents[b].Start })
	sort.SliceStable(f.anchors, func(a, b int) bool { return f.anchors[a].Start < f.anchors[b].Start })
	for s := range f.found {
		f.found[s] = scan(doc.Text, doc.Sentences[s].Span)
	}
	return f
}
