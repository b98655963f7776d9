package tag

import (
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
	"quoth/internal/segment"
)

func ident(i int) string { return "a" + strconv.Itoa(i+1) }

// hull is the text from the first to the last span of all roles.
func (f *found) hull() quoth.Span {
	h := quoth.Hull(f.content)
	for _, spans := range [][]quoth.Span{f.source, f.cue} {
		for _, s := range spans {
			h.Start, h.End = min(h.Start, s.Start), max(h.End, s.End)
		}
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

// nestedConfidence bounds the confidence of statements within others.
const nestedConfidence = 0.62

// confidence gives how often attributions of the rule were linked rightly
// (content found, cue and source overlap) on ../shared/gold/world-train.jsonl:
// each rule has its own value, so that by_confidence of
//
//	quoth eval --format json ../shared/gold/world-train.jsonl records.jsonl
//
// shows the measured share beside it. The reliability tables in docs/accuracy.md
// test the values on other articles.
func confidence(f *found) float64 {
	switch f.rule {
	case directRule:
		return 0.98
	case turnRule:
		return 0.89
	case standaloneRule:
		return 0.86
	case accordingRule:
		return 0.85
	case speechRule:
		return 0.84
	case participleRule:
		return 0.77
	case opinionRule:
		return 0.68
	case coordinatedRule:
		return 0.60
	case nounRule:
		return 0.43
	}
	return 0.41 // evidential
}

// window is how many attributions may stand between two that hang together.
const window = 40

// linkParts sets PartOf of attributions whose quotation runs on from another's.
func linkParts(doc *segment.Doc, out []quoth.Attribution, order []int, all []found) {
	for i, o := range order {
		from := all[o].continues
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
