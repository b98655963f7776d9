package tag

import "math"

// exp is e to the x, for x up to 0, within 1e-12. It has the same bits on every
// processor, which math.Exp does not promise: its products are rounded before they
// are added.
func exp(x float64) float64 {
	if x < -700 {
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(k*math.Ln2)
	sum, term := 1.0, 1.0
	for n := 1; n <= 14; n++ {
		term = float64(term*r) / float64(n)
		sum += term
	}
	return math.Ldexp(sum, int(k))
}

// sure is the probability that a run begins and ends where it does: the product
// of that of B at its first word and that of no I behind its last one.
func (d *decoder) sure(l level, r role, x run) float64 {
	labels := d.scores.Labels[l.head(r)]
	b, _ := probabilities(labels[x.first])
	p := b
	if next := x.last + 1; next < len(labels) && !d.ends[next] {
		_, i := probabilities(labels[next])
		p *= 1 - i
	}
	return p
}

// probabilities are those of B and I by their odds against O.
func probabilities(odds [2]float32) (b, i float64) {
	top := max(odds[0], odds[1], 0)
	eb, ei, eo := exp(float64(odds[0]-top)), exp(float64(odds[1]-top)), exp(float64(-top))
	sum := eb + ei + eo
	return eb / sum, ei / sum
}

// calibrated turns the product of the probabilities of an attribution's parts into
// the share of such attributions that are linked rightly, with two decimals. The
// curve was fitted on the development sets; the reliability tables in
// docs/accuracy.md show how well it holds. What stands in other attributions is
// right less often.
func calibrated(p float64, l level) float64 {
	share := 0.35 + float64(0.61*float64(p*p))
	if l == innerLevel {
		share = float64(0.7 * share)
	}
	return math.Round(share*100) / 100
}
