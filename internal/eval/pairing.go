package eval

import (
	"cmp"
	"slices"

	"quoth"
)

// minOverlap is the share of content letters from which a prediction is taken
// to be the same statement as a gold attribution.
const minOverlap = 0.5

// none marks an attribution without a mate.
const none = -1

// pairing says which prediction is which gold attribution.
type pairing struct {
	mate     []int  // prediction of each gold attribution, or none
	mateOf   []int  // gold attribution of each prediction, or none
	nested   []bool // gold attributions that are optional
	optional []bool // predictions that are neither right nor wrong
}

// pair matches one to one, best content overlap first; what has no content is
// matched by its cue.
func pair(l letters, gold, pred []quoth.Attribution) *pairing {
	p := &pairing{
		mate: filled(len(gold)), mateOf: filled(len(pred)),
		nested: make([]bool, len(gold)), optional: make([]bool, len(pred)),
	}
	for i := range gold {
		p.nested[i] = nestedIn(gold, i)
	}
	for _, c := range candidates(l, gold, pred, p.nested) {
		if p.mate[c.gold] == none && p.mateOf[c.pred] == none {
			p.mate[c.gold], p.mateOf[c.pred] = c.pred, c.gold
		}
	}
	for j := range pred {
		if i := p.mateOf[j]; i != none {
			p.optional[j] = p.nested[i]
		} else {
			p.optional[j] = nestedIn(pred, j) || insideContent(gold, none, &pred[j])
		}
	}
	return p
}

func filled(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = none
	}
	return out
}

// candidate is a gold attribution and a prediction that may be the same.
type candidate struct {
	gold, pred           int
	content, cue, source float64
	second               bool // after others that are as good: nested gold
}

// candidates gives all pairs that may be matched, best first. Ties go to gold
// that is not optional, then to the better cue, the better source, text order.
func candidates(l letters, gold, pred []quoth.Attribution, nested []bool) []candidate {
	var out []candidate
	for i := range gold {
		g := &gold[i]
		around, _ := hull(g)
		for j := range pred {
			p := &pred[j]
			if h, ok := hull(p); !ok || !h.Overlaps(around) {
				continue
			}
			c := candidate{gold: i, pred: j, second: nested[i]}
			c.content = l.overlap(g.Content.Spans, p.Content.Spans)
			c.cue = l.overlap(g.Cue.Spans, p.Cue.Spans)
			c.source = l.overlap(g.Source.Spans, p.Source.Spans)
			bare := len(g.Content.Spans) == 0 && len(p.Content.Spans) == 0
			if c.content >= minOverlap || bare && c.cue > 0 {
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, better)
	return out
}

func better(a, b candidate) int {
	return cmp.Or(
		cmp.Compare(b.content, a.content),
		compareBool(a.second, b.second),
		cmp.Compare(b.cue, a.cue),
		cmp.Compare(b.source, a.source),
		cmp.Compare(a.gold, b.gold),
		cmp.Compare(a.pred, b.pred),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// nestedIn reports whether all spans of attribution i lie inside one piece of
// another's content. Of two that lie in each other, the later one is nested.
func nestedIn(atts []quoth.Attribution, i int) bool {
	return insideContent(atts, i, &atts[i])
}

// insideContent reports whether all spans of a lie inside one piece of content
// of atts; self is a's own index in atts, none if it is not one of them.
func insideContent(atts []quoth.Attribution, self int, a *quoth.Attribution) bool {
	around, ok := hull(a)
	if !ok {
		return false
	}
	for k := range atts {
		if k == self || !pieceHolds(atts[k].Content.Spans, around) {
			continue
		}
		other, _ := hull(&atts[k])
		mutual := self != none && pieceHolds(a.Content.Spans, other)
		if !mutual || k < self {
			return true
		}
	}
	return false
}

func pieceHolds(pieces []quoth.Span, s quoth.Span) bool {
	return slices.ContainsFunc(pieces, func(p quoth.Span) bool { return p.Contains(s) })
}

// linked reports whether cue and source of a matched pair agree too.
func linked(l letters, g, p *quoth.Attribution) bool {
	return l.agree(g.Cue.Spans, p.Cue.Spans) && l.agree(g.Source.Spans, p.Source.Spans)
}

// differing gives the roles whose spans are not the same.
func differing(g, p *quoth.Attribution) []Role {
	var out []Role
	for _, role := range Roles() {
		if !slices.Equal(spansOf(g, role), spansOf(p, role)) {
			out = append(out, role)
		}
	}
	return out
}
