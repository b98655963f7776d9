package encode

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"quoth/internal/nn"
	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
	"quoth/internal/segment"
)

// decided is an encoder of random weights whose odds on longArticle are spread on
// both sides of what is likely, so that some vectors are kept and others are not.
func decided(t *testing.T) *Encoder {
	t.Helper()
	c := modelfile.Config{Layers: 2, Positions: 256, Outputs: Outputs()}
	names, counts := ExtraNames(), ExtraCounts()
	for i := range names {
		c.Extras = append(c.Extras, modelfile.Extra{Name: names[i], Count: counts[i]})
	}
	file := modeltest.Random(c, 7)
	for _, h := range file.Heads[:Heads] {
		for i := range h.W32 {
			h.W32[i] *= 6
		}
	}
	e, err := New(file, nn.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for h, labels := range e.Encode(segment.Parse(longArticle)).Labels {
		for k := range 2 {
			sum := float32(0)
			for _, o := range labels {
				sum += o[k] + 2
			}
			file.Heads[h].Bias[k] -= sum / float32(len(labels))
		}
	}
	return e
}

// longArticle has several windows, a paragraph longer than one, and long words.
var longArticle = strings.Repeat("the mayor of the council said that rain was not bad. \"the bridge,\" she said.\n\n", 12) +
	strings.Repeat("he said that the ferry was and the boat was not and ", 40) + "\n\n" +
	strings.Repeat("b"+strings.Repeat("ed", 45)+" said ", 6) + strings.Repeat("\n\nrain, she said. the ferry was late.", 20)

// plain reads an article in the plainest way: every window alone, all outputs kept.
type plain struct {
	windows []window
	outputs [][][]float32 // of each window
	first   []int         // piece that each word begins with
}

func readPlainly(t *testing.T, e *Encoder, in *Input) *plain {
	t.Helper()
	p := &plain{windows: in.windows()}
	for i, starts := range in.Starts {
		if starts {
			p.first = append(p.first, i)
		}
	}
	for _, w := range p.windows {
		results, err := e.model.Run([]nn.Sequence{e.sequence(in, w)}, nn.RunOptions{})
		if err != nil {
			t.Fatal(err)
		}
		p.outputs = append(p.outputs, results[0].Scores)
	}
	return p
}

// window gives the number of the window in whose core a word begins.
func (p *plain) window(word int) int {
	for i, w := range p.windows {
		if p.first[word] < w.coreEnd {
			return i
		}
	}
	return -1
}

// row gives the scores of an output at a word, nil if the window has it not.
func (p *plain) row(window, output, width, word int) []float32 {
	w := p.windows[window]
	if p.first[word] < w.first || p.first[word] >= w.end {
		return nil
	}
	return p.outputs[window][output][(p.first[word]-w.first+1)*width:][:width]
}

// odds of B in a window.
func (p *plain) begins(window int, h Head, word int) float32 {
	x := p.row(window, int(h), 3, word)
	return x[0] - x[2]
}

func TestLabelsAreThoseOfTheCore(t *testing.T) {
	e := decided(t)
	in := Prepare(segment.Parse(longArticle), e.splitter)
	s, p := e.read(in, longArticle, group), readPlainly(t, e, in)
	if len(p.windows) < 6 || len(s.Words) != len(p.first) {
		t.Fatalf("%d windows, %d words, want %d", len(p.windows), len(s.Words), len(p.first))
	}
	for word := range s.Words {
		w := p.window(word)
		for h := range Heads {
			x := p.row(w, int(h), 3, word)
			if want := (Odds{x[0] - x[2], x[1] - x[2]}); s.Labels[h][word] != want {
				t.Fatalf("word %d, head %d: %v, want %v", word, h, s.Labels[h][word], want)
			}
		}
		x := p.row(w, int(Heads), NameLabels+1, word)
		for k, got := range s.Names[word] {
			if want := x[k] - x[NameLabels]; got != want {
				t.Fatalf("word %d, name %d: %v, want %v", word, k, got, want)
			}
		}
	}
}

func TestLinkIsThatOfItsWindow(t *testing.T) {
	e := decided(t)
	in := Prepare(segment.Parse(longArticle), e.splitter)
	compareLinks(t, e.read(in, longArticle, group), readPlainly(t, e, in))
}

// A word may be longer than a core, or a window, if a splitter makes such words.
func TestWordsLongerThanAWindow(t *testing.T) {
	e := decided(t)
	in := Prepare(segment.Parse(longArticle), e.splitter)
	for _, long := range [][2]int{{20, 230}, {300, 900}, {910, 1150}} {
		clear(in.Starts[long[0]+1 : long[1]])
		clear(in.Extras[Break][long[0]+1 : long[1]])
	}
	compareLinks(t, e.read(in, longArticle, group), readPlainly(t, e, in))
}

// compareLinks compares all links from what may be runs.
func compareLinks(t *testing.T, s *Scores, p *plain) {
	t.Helper()
	all := make([]int, len(s.Words))
	for i := range all {
		all[i] = i
	}
	known := 0
	for kind := range Links {
		for first := range s.Words {
			for _, last := range []int{first, first + 1, first + 9, len(s.Words) - 1} {
				if !p.mayBeRun(kind, first, last) {
					continue
				}
				got := s.Link(kind, first, last, all)
				for word, want := range p.link(kind, first, last) {
					if got[word] != want && !(math.IsNaN(float64(got[word])) && math.IsNaN(float64(want))) {
						t.Fatalf("link %d from %d to %d to %d: %v, want %v", kind, first, last, word, got[word], want)
					}
					if !math.IsNaN(float64(want)) {
						known++
					}
				}
			}
		}
	}
	if known < 1000 {
		t.Errorf("only %d links have scores", known)
	}
}

// mayBeRun says whether a decoder could take the words for a run that links start from.
func (p *plain) mayBeRun(kind Link, first, last int) bool {
	w := p.window(first)
	for _, h := range linkHeads[kind].from {
		if last >= len(p.first) || p.begins(w, h, first) <= -4 {
			continue
		}
		may := true
		for i := first + 1; i <= last+1 && i < len(p.first); i++ {
			x := p.row(w, int(h), 3, i)
			if x == nil {
				break
			}
			inside := x[1] - x[2]
			may = may && (i > last && inside < 4 || i <= last && inside > -4)
		}
		if may {
			return true
		}
	}
	return false
}

// link gives the scores of links to all words.
func (p *plain) link(kind Link, first, last int) []float32 {
	w := p.window(first)
	from, to := int(Heads)+1+2*int(kind), int(Heads)+2+2*int(kind)
	for p.row(w, from, 64, last) == nil {
		last--
	}
	a, b := p.row(w, from, 64, first), p.row(w, from, 64, last)
	scores := make([]float32, len(p.first))
	for word := range scores {
		scores[word] = float32(math.NaN())
		t := p.row(w, to, 64, word)
		if t == nil || p.begins(w, linkHeads[kind].to[0], word) <= -4 && p.begins(w, linkHeads[kind].to[1], word) <= -4 {
			continue
		}
		scores[word] = 0
		for i := range t {
			scores[word] += float32((a[i] + b[i]) * t[i])
		}
		scores[word] /= 8
	}
	return scores
}

func TestGroupsMakeNoDifference(t *testing.T) {
	e := decided(t)
	in := Prepare(segment.Parse(longArticle), e.splitter)
	want := e.read(in, longArticle, group)
	for _, group := range []int{1, 3, 1000} {
		if !reflect.DeepEqual(e.read(in, longArticle, group), want) {
			t.Errorf("windows in groups of %d give other scores", group)
		}
	}
}
