package encode

import (
	"fmt"

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

// part keeps the link vectors of a window: from the words of its core, to all.
func (c *collector) part(w window, out [][]float32) part {
	p := part{first: int(c.word[w.coreFirst]), last: int(c.word[w.end-1])}
	if !c.in.Starts[w.coreFirst] {
		p.first++ // the word began in the core before
	}
	ends := [Links][2]Head{ContentToCue: {Content, InnerContent}, CueToSource: {Cue, InnerCue}}
	targets := [Links][2]Head{ContentToCue: {Cue, InnerCue}, CueToSource: {Source, InnerSource}}
	for i := w.first; i < w.end; i++ {
		if !c.in.Starts[i] {
			continue
		}
		row, word := i-w.first+1, int(c.word[i])
		next := c.in.WordEnd(i) - w.first + 1
		if next > w.end-w.first {
			next = -1
		}
		for k := range Links {
			if i >= w.coreFirst && c.mayEnd(out, ends[k], row, next) {
				p.from[k].add(word, out[c.e.from[k]][row*linkWidth:][:linkWidth])
			}
			if c.mayBegin(out, targets[k], row) {
				p.to[k].add(word, out[c.e.to[k]][row*linkWidth:][:linkWidth])
			}
		}
	}
	return p
}

// mayBegin says whether a run of the heads may begin at a row.
func (c *collector) mayBegin(out [][]float32, heads [2]Head, row int) bool {
	return odds(out[c.e.heads[heads[0]]], row)[0] > likely || odds(out[c.e.heads[heads[1]]], row)[0] > likely
}

// mayEnd says whether a run of the heads may begin at a row, or end at it; next is
// the row of the next word, -1 for none in the window.
func (c *collector) mayEnd(out [][]float32, heads [2]Head, row, next int) bool {
	for _, h := range heads {
		scores := out[c.e.heads[h]]
		o := odds(scores, row)
		if o[0] > likely {
			return true
		}
		if o[1] > likely && (next < 0 || odds(scores, next)[1] < -likely) {
			return true
		}
	}
	return false
}
