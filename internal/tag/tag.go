// Package tag turns what the network says of each word into attributions: source,
// cue and content, and which of them belong together.
//
// # Runs
//
// The network gives every word the odds of beginning or continuing a source, a
// cue or a content (Ramshaw & Marcus 1995, "Text chunking using
// transformation-based learning": BIO labels). The labels of a text are those of
// the best path (Viterbi 1967) through all three roles at once: a word has one
// role at most, a run begins with B, and none goes over the end of a paragraph.
// Attributions that stand in the content of others have labels of their own,
// decoded the same way within each content.
//
// # Links
//
// Every content belongs to the cue that the network's link scores like best, or to
// none; so does every cue to its source (each run chooses its head, as in
// Dozat & Manning 2017, "Deep biaffine attention for neural dependency parsing").
// Contents with one cue are pieces of one attribution; a source may serve several
// cues.
//
// # Quotation marks
//
// Where the text's quotation marks are clear they decide where the content ends
// (quotations.go). A quotation that runs on over a paragraph's end without a cue of
// its own belongs to the attribution that it began in.
package tag

import (
	"quoth"
	"quoth/internal/encode"
	"quoth/internal/segment"
)

// Attribute finds the attributions of the document, in text order, with their
// roles, kind, confidence, and how they hang together (PartOf, Within). It gives
// no entities. No run touches a span of skip, which must be sorted.
func Attribute(doc *segment.Doc, scores *encode.Scores, skip []quoth.Span) []quoth.Attribution {
	d := newDecoder(doc, scores, skip)
	outer := d.level(outerLevel, d.bounds(0, len(scores.Words)))
	d.whole(outer.runs[content], run{0, len(scores.Words) - 1})
	found := d.assemble(outer)
	for _, r := range outer.runs[content] {
		inner := d.level(innerLevel, d.bounds(r.first, r.last+1))
		d.whole(inner.runs[content], r)
		for _, f := range d.assemble(inner) {
			if len(f.cue) > 0 {
				found = append(found, f)
			}
		}
	}
	return d.finish(d.joinRunning(found))
}

// role is what a run of words is in an attribution.
type role int

const (
	source role = iota
	cue
	content
	roles
)

// level says which of the network's labels are read.
type level int

const (
	outerLevel level = iota // attributions that stand in no other's content
	innerLevel              // those that do
)

func (l level) head(r role) encode.Head { return encode.Head(int(l)*int(roles) + int(r)) }

// run is a run of words: indices of the first and the last one.
type run struct{ first, last int }

// runs are the runs of a level, by role, in text order.
type runs struct {
	level level
	runs  [roles][]run
}

// decoder holds what decoding an article needs.
type decoder struct {
	doc    *segment.Doc
	scores *encode.Scores

	outermost []int // of each quotation: the one around it that stands in no other

	ends   []bool // whether a run must end before the word: at paragraphs and at what is skipped
	barred []bool // whether the word can have no role
}

func newDecoder(doc *segment.Doc, scores *encode.Scores, skip []quoth.Span) *decoder {
	n := len(scores.Words)
	d := &decoder{doc: doc, scores: scores, outermost: outermost(doc), ends: make([]bool, n+1), barred: make([]bool, n)}
	p, s := 0, 0
	for i, w := range scores.Words {
		for p < len(doc.Paragraphs) && doc.Paragraphs[p].Start <= w.Start {
			d.ends[i] = true
			p++
		}
		for s < len(skip) && skip[s].End <= w.Start {
			s++
		}
		d.barred[i] = s < len(skip) && skip[s].Start < w.End
	}
	return d
}

// bounds cuts the words from first to end where runs must end: each part is
// decoded on its own.
func (d *decoder) bounds(first, end int) [][2]int {
	var parts [][2]int
	for i := first; i < end; i++ {
		if i == first || d.ends[i] {
			parts = append(parts, [2]int{i, i})
		}
		parts[len(parts)-1][1] = i + 1
	}
	return parts
}

// level decodes the runs of a level in each of the parts.
func (d *decoder) level(l level, parts [][2]int) runs {
	found := runs{level: l}
	var p path
	for _, part := range parts {
		for _, r := range p.best(d, l, part[0], part[1]) {
			found.runs[r.role] = append(found.runs[r.role], r.run)
		}
	}
	return found
}

// span is the text of a run.
func (d *decoder) span(r run) quoth.Span {
	return quoth.Span{Start: d.scores.Words[r.first].Start, End: d.scores.Words[r.last].End}
}
