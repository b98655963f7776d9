package tag

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// finish puts attributions in text order and fills in what follows from their
// spans.
func (d *decoder) finish(all []found) []quoth.Attribution {
	for i := range all {
		all[i].content = merged(d.doc.Text, all[i].content)
		all[i].kind = kindOf(d.doc, d.outermost, all[i].content)
	}
	// Without cue, source and quotation marks nothing says that anybody said it.
	all = slices.DeleteFunc(all, func(f found) bool {
		return len(f.content) == 0 || f.bare() && f.kind == quoth.Indirect
	})
	sort.SliceStable(all, func(a, b int) bool {
		ha, hb := all[a].hull(), all[b].hull()
		if ha.Start != hb.Start {
			return ha.Start < hb.Start
		}
		return ha.End > hb.End
	})
	out := make([]quoth.Attribution, len(all))
	for i, f := range all {
		out[i] = quoth.Attribution{
			ID:         ident(i),
			Kind:       f.kind,
			Confidence: calibrated(f.confidence, f.level),
			Source:     quoth.Source{Spans: f.source},
			Cue:        quoth.Evidence{Spans: f.cue},
			Content:    quoth.Evidence{Spans: f.content},
		}
	}
	linkParts(d.doc, out, all)
	linkWithin(out)
	return out
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

func ident(i int) string { return "a" + strconv.Itoa(i+1) }

// hull is the text from the first to the last span of all roles.
func (f *found) hull() quoth.Span {
	all := slices.Concat(f.source, f.cue, f.content)
	h := all[0]
	for _, s := range all {
		h.Start, h.End = min(h.Start, s.Start), max(h.End, s.End)
	}
	return h
}

// merged sorts spans and joins those that touch or overlap.
func merged(text string, spans []quoth.Span) []quoth.Span {
	sort.Slice(spans, func(a, b int) bool { return spans[a].Start < spans[b].Start })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && (s.Start <= out[n-1].End || onlyBlank(text[out[n-1].End:s.Start])) {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// onlyBlank reports whether between holds nothing but blanks within a line.
func onlyBlank(between string) bool {
	return strings.TrimSpace(between) == "" && !strings.ContainsAny(between, "\n\r")
}

// kindOf says how much of the content stands within quotation marks.
func kindOf(doc *segment.Doc, outer []int, content []quoth.Span) quoth.Kind {
	inside, outside := 0, 0
	for _, s := range content {
		for i := doc.TokenAt(s.Start); i < len(doc.Tokens) && doc.Tokens[i].Start < s.End; i++ {
			switch t := doc.Tokens[i]; {
			case t.Kind == segment.Punct || t.Kind == segment.Mark:
			case t.Quote >= 0 && s.Contains(doc.Quotes[outer[t.Quote]].Span):
				inside++
			case t.Quote >= 0 && doc.Quotes[outer[t.Quote]].Contains(s):
				inside++ // a statement inside a quotation
			default:
				outside++
			}
		}
	}
	switch {
	case inside == 0:
		return quoth.Indirect
	case outside == 0:
		return quoth.Direct
	}
	return quoth.Mixed
}

// window is how many attributions may stand between two that hang together.
const window = 40

// linkParts sets PartOf of attributions whose quotation runs on from another's.
func linkParts(doc *segment.Doc, out []quoth.Attribution, all []found) {
	for i, f := range all {
		from := f.continues
		if from < 0 {
			continue
		}
		for j := i - 1; j >= max(0, i-window); j-- {
			if holds(out[j].Content.Spans, doc.Quotes[from].Span) {
				out[i].PartOf = quoth.Optional(out[j].ID)
				break
			}
		}
	}
}

func holds(spans []quoth.Span, s quoth.Span) bool {
	for _, have := range spans {
		if have.Contains(s) {
			return true
		}
	}
	return false
}

// linkWithin sets Within: the innermost attribution in one piece of whose content
// all spans of another stand. The attributions are sorted by their hulls, so that
// the ones around stand before.
func linkWithin(out []quoth.Attribution) {
	for i := range out {
		hull := hullOf(&out[i])
		best := quoth.Span{}
		for j := max(0, i-window); j < min(len(out), i+window); j++ {
			if j == i {
				continue
			}
			for _, s := range out[j].Content.Spans {
				if s.Contains(hull) && hullOf(&out[j]) != hull && (best.Empty() || s.Len() < best.Len()) {
					best = s
					out[i].Within = quoth.Optional(out[j].ID)
				}
			}
		}
	}
}

func hullOf(a *quoth.Attribution) quoth.Span {
	f := found{source: a.Source.Spans, cue: a.Cue.Spans, content: a.Content.Spans}
	return f.hull()
}
