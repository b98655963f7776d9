package encode

import (
	"fmt"
	"slices"

	"quoth/internal/nn"
)

// likely is the least odds of a label for which link vectors are kept: runs that
// the decoder finds have higher ones.
const likely = -4

// collector takes from each window what belongs to the article's scores.
type collector struct {
	e      *Encoder
	in     *Input
	scores *Scores
	word   []int32 // of each piece
}

// run reads some windows.
func (c *collector) run(windows []window) {
	sequences := make([]nn.Sequence, len(windows))
	for i, w := range windows {
		sequences[i] = c.e.sequence(c.in, w)
	}
	results, err := c.e.model.Run(sequences, nn.RunOptions{})
	if err != nil {
		panic(fmt.Sprintf("encode: %v", err)) // New has checked that such sequences fit
	}
	for i, w := range windows {
		c.labels(w, results[i].Scores)
		c.scores.parts = append(c.scores.parts, c.part(w, results[i].Scores))
	}
}

// labels copies the labels of the words that begin in the core.
func (c *collector) labels(w window, out [][]float32) {
	for i := w.coreFirst; i < w.coreEnd; i++ {
		if !c.in.Starts[i] {
			continue
		}
		row, word := i-w.first+1, c.word[i]
		for h, at := range c.e.heads {
			c.scores.Labels[h][word] = odds(out[at], row)
		}
		names := out[c.e.names][row*(NameLabels+1):][:NameLabels+1]
		for k := range NameLabels {
			c.scores.Names[word][k] = names[k] - names[NameLabels]
		}
	}
}

func odds(scores []float32, row int) Odds {
	x := scores[row*3:][:3]
	return Odds{x[0] - x[2], x[1] - x[2]}
}

// linkHeads are the heads of the runs that links go from and to.
var linkHeads = [Links]struct{ from, to [2]Head }{
	ContentToCue: {[2]Head{Content, InnerContent}, [2]Head{Cue, InnerCue}},
	CueToSource:  {[2]Head{Cue, InnerCue}, [2]Head{Source, InnerSource}},
}

// part keeps the link vectors of a window: from the words of its core and those
// behind it, where runs that begin in the core may end, and to all.
func (c *collector) part(w window, out [][]float32) part {
	p := part{first: int(c.word[w.coreFirst]), last: int(c.word[w.end-1])}
	if !c.in.Starts[w.coreFirst] {
		p.first++ // the word began in the core before
	}
	for k, heads := range linkHeads {
		p.from[k] = c.vectors(w, w.coreFirst, out[c.e.from[k]], func(row, next int) bool {
			return mayBegin(out, c.e.heads, heads.from, row) || mayEnd(out, c.e.heads, heads.from, row, next)
		})
		p.to[k] = c.vectors(w, w.first, out[c.e.to[k]], func(row, _ int) bool {
			return mayBegin(out, c.e.heads, heads.to, row)
		})
	}
	return p
}

// vectors copies the vectors of the words behind piece first that keep wants. It is
// given the row of the word and that of the next one, -1 for none in the window.
func (c *collector) vectors(w window, first int, out []float32, keep func(row, next int) bool) vectors {
	var v vectors
	var rows []int
	for i := first; i < w.end; i++ {
		if !c.in.Starts[i] {
			continue
		}
		row, next := i-w.first+1, c.in.WordEnd(i)-w.first+1
		if next > w.end-w.first {
			next = -1
		}
		if keep(row, next) {
			v.words = append(v.words, c.word[i])
			rows = append(rows, row)
		}
	}
	v.words = slices.Clone(v.words)
	v.data = make([]float32, 0, len(rows)*linkWidth)
	for _, row := range rows {
		v.data = append(v.data, out[row*linkWidth:][:linkWidth]...)
	}
	return v
}

// mayBegin says whether a run of one of two heads may begin at a row; places are
// those of the heads among the outputs.
func mayBegin(out [][]float32, places [Heads]int, heads [2]Head, row int) bool {
	return odds(out[places[heads[0]]], row)[0] > likely || odds(out[places[heads[1]]], row)[0] > likely
}

// mayEnd says whether a run that began before may end at a row, in front of the
// row next.
func mayEnd(out [][]float32, places [Heads]int, heads [2]Head, row, next int) bool {
	for _, h := range heads {
		scores := out[places[h]]
		if odds(scores, row)[1] > likely && (next < 0 || odds(scores, next)[1] < -likely) {
			return true
		}
	}
	return false
}
