package tag

import (
	"math"
	"sort"

	"quoth"
	"quoth/internal/encode"
)

// found is an attribution that is being put together.
type found struct {
	source, cue, content []quoth.Span
	confidence           float64
	level                level
	kind                 quoth.Kind
	continues            int // index in doc.Quotes of the quotation that the content runs on from, -1 for none
}

// reach is how many words away a link may go.
const reach = 254

// choice is the run that a link goes to, -1 for none, and how sure that is.
type choice struct {
	to    int
	share float64
}

// assemble makes attributions of runs by their links.
func (d *decoder) assemble(in runs) []found {
	cues := in.runs[cue]
	all := make([]found, len(cues))
	sure := make([]float64, len(cues))
	for i, c := range d.links(encode.CueToSource, cues, in.runs[source]) {
		r := cues[i]
		all[i] = found{cue: []quoth.Span{d.span(r)}, level: in.level, continues: -1}
		sure[i] = d.sure(in.level, cue, r) * c.share
		if c.to >= 0 {
			s := in.runs[source][c.to]
			all[i].source = []quoth.Span{d.span(s)}
			sure[i] *= d.sure(in.level, source, s)
		}
	}
	least := make([]float64, len(cues))
	chosen := d.links(encode.ContentToCue, in.runs[content], cues)
	d.part(in, chosen)
	for i, c := range chosen {
		r := in.runs[content][i]
		p := d.sure(in.level, content, r) * c.share
		if c.to < 0 {
			all = append(all, found{content: []quoth.Span{d.span(r)}, confidence: p, level: in.level, continues: -1})
			continue
		}
		f := &all[c.to]
		if len(f.content) == 0 || p < least[c.to] {
			least[c.to] = p
		}
		f.content = append(f.content, d.span(r))
	}
	for i := range cues {
		all[i].confidence = sure[i]
		if len(all[i].content) > 0 {
			all[i].confidence *= least[i]
		}
	}
	return all
}

// part takes contents from cues in other paragraphs that have a content in their
// own: a quotation that stands alone in a paragraph is nobody's unless it runs on.
func (d *decoder) part(in runs, chosen []choice) {
	paragraph := func(r run) int { return d.doc.ParagraphAt(d.scores.Words[r.first].Start) }
	near := map[int]bool{} // cues with a content in their paragraph
	for i, c := range chosen {
		if c.to >= 0 && paragraph(in.runs[content][i]) == paragraph(in.runs[cue][c.to]) {
			near[c.to] = true
		}
	}
	for i, c := range chosen {
		if near[c.to] && paragraph(in.runs[content][i]) != paragraph(in.runs[cue][c.to]) {
			chosen[i].to = -1
		}
	}
}

// links chooses for each run of from the run of to that it belongs to.
func (d *decoder) links(kind encode.Link, from, to []run) []choice {
	chosen := make([]choice, len(from))
	for i, r := range from {
		low := sort.Search(len(to), func(k int) bool { return to[k].first >= r.first-reach })
		high := sort.Search(len(to), func(k int) bool { return to[k].first > r.last+reach })
		near := make([]int, 0, high-low)
		for _, t := range to[low:high] {
			near = append(near, t.first)
		}
		chosen[i] = best(d.scores.Link(kind, r.first, r.last, near))
		if chosen[i].to >= 0 {
			chosen[i].to += low
		}
	}
	return chosen
}

// best gives the place of the highest score, -1 if none is above nothing's, which
// is 0, and its share of the probability. Scores that are not known are NaN.
func best(scores []float32) choice {
	c, top := choice{to: -1}, float32(0)
	for i, s := range scores {
		if s > top {
			c.to, top = i, s
		}
	}
	sum := exp(float64(-top))
	for _, s := range scores {
		if !math.IsNaN(float64(s)) {
			sum += exp(float64(s - top))
		}
	}
	c.share = 1 / sum
	return c
}
