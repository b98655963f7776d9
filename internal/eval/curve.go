package eval

import (
	"math"
	"slices"

	"quoth"
)

// thresholds are the confidences at which precision and coverage are reported.
func thresholds() []float64 { return []float64{0, .5, .6, .7, .8, .9, .95} }

// CurveRow says what is left if only predictions with at least the confidence
// Least are kept: the share of gold found, and how many of the predictions are
// right. Entity is over the articles whose gold has entities.
type CurveRow struct {
	Least    float64 `json:"min_confidence"`
	Kept     int     `json:"predicted"`
	Coverage Rate    `json:"coverage"`
	Found    Rate    `json:"found"`
	Linked   Rate    `json:"linked"`
	Entity   Rate    `json:"entity"`
}

// binSum gathers predictions of similar confidence.
type binSum struct {
	n, linked  int
	confidence float64
}

// confidence fills the curve and the reliability table.
func (s *Scorer) confidence(c *comparison) {
	if s.curve == nil {
		for _, t := range thresholds() {
			s.curve = append(s.curve, CurveRow{Least: t})
		}
	}
	for i := range s.curve {
		s.curve[i].add(c.keep(s.curve[i].Least))
	}
	for j := range c.pred.Attributions {
		if c.optional[j] {
			continue
		}
		p := &c.pred.Attributions[j]
		i := c.mateOf[j]
		right := i != none && linked(c.letters, &c.gold.Record.Attributions[i], p)
		s.reliability[min(9, max(0, int(p.Confidence*10)))].add(p.Confidence, right)
		s.exactly[min(100, max(0, int(math.Round(p.Confidence*100))))].add(p.Confidence, right)
	}
}

func (b *binSum) add(confidence float64, right bool) {
	b.n++
	b.confidence += confidence
	b.linked += one(right)
}

// keep compares again, with the predictions of at least this confidence.
func (c *comparison) keep(least float64) *comparison {
	below := func(a quoth.Attribution) bool { return a.Confidence < least }
	if !slices.ContainsFunc(c.pred.Attributions, below) {
		return c
	}
	kept := *c.pred
	kept.Attributions = slices.DeleteFunc(slices.Clone(kept.Attributions), below)
	return compare(c.gold, &kept, c.letters, c.judge)
}

func (r *CurveRow) add(c *comparison) {
	for i, nested := range c.nested {
		if !nested {
			r.Coverage.add(c.mate[i] != none)
		}
	}
	for j, optional := range c.optional {
		if optional {
			continue
		}
		r.Kept++
		i := c.mateOf[j]
		r.Found.add(i != none)
		r.Linked.add(i != none && linked(c.letters, &c.gold.Record.Attributions[i], &c.pred.Attributions[j]))
		if c.gold.HasWho && c.namesRightly(j) {
			r.Entity.add(i != none && c.verdict(i) == RightEntity)
		}
	}
}
