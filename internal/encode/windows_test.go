package encode

import (
	"math/rand/v2"
	"testing"

	"quoth/internal/nn/wordpiece"
)

// input has n pieces; words, sentences and paragraphs begin as often as said, on
// average every so many pieces.
func input(r *rand.Rand, n, words, sentences, paragraphs int) *Input {
	in := &Input{Pieces: make([]wordpiece.Piece, n), Starts: make([]bool, n), Extras: make([][]uint8, Extras)}
	for i := range in.Extras {
		in.Extras[i] = make([]uint8, n)
	}
	for i := range n {
		in.Starts[i] = i == 0 || r.IntN(words) == 0
		if in.Starts[i] && r.IntN(max(1, sentences/words)) == 0 {
			in.Extras[Break][i] = sentenceBreak
		}
		if in.Extras[Break][i] == sentenceBreak && r.IntN(max(1, paragraphs/sentences)) == 0 {
			in.Extras[Break][i] = paragraphBreak
		}
	}
	return in
}

// someInputs are articles of several sizes, with short and long words, sentences
// and paragraphs.
func someInputs() []*Input {
	r := rand.New(rand.NewPCG(1, 2))
	var all []*Input
	for _, n := range []int{0, 1, room, room + 1, 2*room - 1, 1000, 20_000} {
		for _, every := range [][3]int{{1, 20, 60}, {1, 20, 400}, {1, 3, 120}, {2, 300, 900}, {2, 400, 4000}, {300, 300, 300}} {
			all = append(all, input(r, n, every[0], every[1], every[2]))
		}
	}
	return all
}

func TestCoresMakeUpTheArticle(t *testing.T) {
	for k, in := range someInputs() {
		at, n := 0, len(in.Pieces)
		for _, w := range in.windows() {
			if w.coreFirst != at || w.coreEnd <= at || w.coreEnd-at > coreSize && n > room {
				t.Fatalf("input %d: core %d to %d after %d", k, w.coreFirst, w.coreEnd, at)
			}
			at = w.coreEnd
		}
		if at != n {
			t.Fatalf("input %d: cores end at %d of %d", k, at, n)
		}
	}
}

func TestWindowsAreFull(t *testing.T) {
	for k, in := range someInputs() {
		n := len(in.Pieces)
		for _, w := range in.windows() {
			before, after := w.coreFirst-w.first, w.end-w.coreEnd
			if before < 0 || after < 0 || w.first < 0 || w.end > n || w.end-w.first != min(n, room) {
				t.Fatalf("input %d, %d pieces: window %+v", k, n, w)
			}
			if d := after - before; w.first > 0 && w.end < n && (d < 0 || d > 1) {
				t.Fatalf("input %d: %d pieces before the core, %d behind it", k, before, after)
			}
		}
	}
}

// part is the length of the paragraph or sentence (least says which) that piece i
// stands in.
func partLength(in *Input, i int, least uint8) int {
	first, end := i, i+1
	for first > 0 && in.Extras[Break][first] < least {
		first--
	}
	for end < len(in.Pieces) && in.Extras[Break][end] < least {
		end++
	}
	return end - first
}

func TestCutsAreWhereLeastIsLost(t *testing.T) {
	var cuts [paragraphBreak + 2]int
	for k, in := range someInputs() {
		for _, w := range in.windows() {
			i := w.coreEnd
			if i == len(in.Pieces) {
				continue
			}
			for _, least := range []uint8{paragraphBreak, sentenceBreak} {
				if in.Extras[Break][i] < least && partLength(in, i, least) <= coreSize {
					t.Fatalf("input %d: a cut at %d, in a part that is not too long (%d)", k, i, least)
				}
			}
			if in.Starts[i] {
				cuts[1+in.Extras[Break][i]]++
				continue
			}
			cuts[0]++
			for c := w.coreFirst + 1; c <= w.coreFirst+coreSize; c++ {
				if in.Starts[c] {
					t.Fatalf("input %d: a cut in a word at %d, %d begins a word", k, i, c)
				}
			}
		}
	}
	for kind, n := range cuts {
		if n < 10 {
			t.Errorf("only %d cuts of kind %d were tried", n, kind)
		}
	}
}

func TestCoresTakeAllParagraphsTheyCan(t *testing.T) {
	in := input(rand.New(rand.NewPCG(3, 4)), 0, 1, 1, 1)
	for _, n := range []int{10, 100, 80, 1, 189, 2, 60, 60, 60, 60, 500, 20, 20, 10} {
		more := input(rand.New(rand.NewPCG(3, 4)), n, 1, 15, n*100)
		more.Extras[Break][0] = paragraphBreak
		in.Pieces, in.Starts = append(in.Pieces, more.Pieces...), append(in.Starts, more.Starts...)
		in.Extras[Break] = append(in.Extras[Break], more.Extras[Break]...)
	}
	ends := []int{190, 380, 562} // after 10+100+80, 1+189, 2+60+60+60; the next ones fit as a whole too
	for i, w := range in.windows()[:len(ends)] {
		if w.coreEnd != ends[i] {
			t.Errorf("core %d ends at %d, want %d", i, w.coreEnd, ends[i])
		}
	}
}
