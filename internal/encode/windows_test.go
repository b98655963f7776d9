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

func TestWindows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, room, room + 1, 2*room - 1, 1000, 5000} {
		for _, every := range [][3]int{{1, 20, 60}, {1, 20, 400}, {2, 400, 4000}, {300, 300, 300}} {
			in := input(r, n, every[0], every[1], every[2])
			at := 0
			for _, w := range in.windows() {
				if w.coreFirst != at || w.coreEnd <= at && n > 0 {
					t.Fatalf("%d pieces, %v: core %d to %d after %d", n, every, w.coreFirst, w.coreEnd, at)
				}
				if w.first > w.coreFirst || w.end < w.coreEnd || w.end-w.first != min(n, room) {
					t.Fatalf("%d pieces, %v: window %+v", n, every, w)
				}
				at = w.coreEnd
			}
			if at != n {
				t.Fatalf("%d pieces, %v: cores end at %d", n, every, at)
			}
		}
	}
}

func TestCoresAreParagraphs(t *testing.T) {
	in := input(rand.New(rand.NewPCG(3, 4)), 3000, 1, 15, 3000)
	for i := 0; i < 3000; i += 37 + i%50 {
		in.Extras[Break][i] = paragraphBreak
	}
	for _, w := range in.windows() {
		if w.coreEnd < 3000 && in.Extras[Break][w.coreEnd] != paragraphBreak {
			t.Errorf("a core ends at %d, in a paragraph", w.coreEnd)
		}
	}
}
