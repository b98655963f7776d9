package encode

import (
	"math"
	"slices"
	"sort"

	"quoth"
)

// Head is one of the BIO outputs of the network.
type Head int

// The heads: roles of attributions that stand in no other's content, and of those
// that do.
const (
	Source Head = iota
	Cue
	Content
	InnerSource
	InnerCue
	InnerContent
	Heads // number of heads
)

// Link is a kind of link between runs.
type Link int

// The links.
const (
	ContentToCue Link = iota
	CueToSource
	Links // number of kinds of links
)

// NameLabels is the number of labels of names: B and I of PERSON, ORGANIZATION,
// LOCATION and MISC.
const NameLabels = 8

// linkWidth is the length of the vectors whose product scores a link; linkScale
// is its root, as in scaled dot-product attention.
const (
	linkWidth = 64
	linkScale = 8
)

// Odds are the scores (logits) of B and I, less that of O.
type Odds [2]float32

// Scores are what the network says of an article.
type Scores struct {
	Words  []quoth.Span          // in text order
	Labels [Heads][]Odds         // of each word
	Names  [][NameLabels]float32 // of each word: scores less that of O

	parts []part
}

// part has the vectors of one window for the links from its core.
type part struct {
	first, last int // first word of the core, last word of the window
	from, to    [Links]vectors
}

// vectors are those of some words.
type vectors struct {
	words []int32   // ascending
	data  []float32 // linkWidth for each word
}

// of gives the vector of a word, nil if it has none.
func (v *vectors) of(word int) []float32 {
	i, ok := slices.BinarySearch(v.words, int32(word))
	if !ok {
		return nil
	}
	return v.data[i*linkWidth:][:linkWidth]
}

// Link scores, for each word of to, the link from the run of words first to last
// to the run that begins at that word; a link to nothing scores 0. NaN says that
// the network did not see both together, or holds one of the runs for unlikely.
func (s *Scores) Link(kind Link, first, last int, to []int) []float32 {
	scores := make([]float32, len(to))
	p := &s.parts[sort.Search(len(s.parts), func(i int) bool { return s.parts[i].first > first })-1]
	a := p.from[kind].of(first)
	b := p.from[kind].of(min(last, p.last))
	if b == nil {
		b = a
	}
	for i, w := range to {
		if t := p.to[kind].of(w); t != nil && a != nil {
			scores[i] = product(a, b, t)
		} else {
			scores[i] = float32(math.NaN())
		}
	}
	return scores
}

// product is (a+b)·t over linkScale. The conversions keep compilers from fusing
// products and sums, which would give other bits on other processors.
func product(a, b, t []float32) float32 {
	sum := float32(0)
	for i := range t {
		sum += float32((a[i] + b[i]) * t[i])
	}
	return sum / linkScale
}
