package nn

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"quoth/internal/nn/kernel"
	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

// configs are networks of several shapes; widths and heads that are no multiple
// of 16 need padding.
var configs = map[string]modelfile.Config{
	"plain":    {Layers: 1, Width: 64, Heads: 2},
	"padded":   {Layers: 2, Width: 78, Heads: 3, Hidden: 100},
	"headless": {Layers: 1, Width: 32, Heads: 1, Hidden: 32},
	"no layer": {Width: 40, Heads: 1},
	"extras": {Layers: 2, Width: 80, Heads: 4, Hidden: 112, Positions: 120,
		Extras:  []modelfile.Extra{{Name: "shape", Count: 7}, {Name: "paragraph", Count: 2}},
		Outputs: []modelfile.Output{{Name: "source", Labels: []string{"O", "B", "I"}}, {Name: "wide", Labels: labels(40)}}},
}

func labels(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint("label ", i)
	}
	return out
}

// network is a random network with the weights of one type.
func network(name, weights string) *modelfile.File {
	c := configs[name]
	c.Weights = weights
	return modeltest.Random(c, 5)
}

// sequences gives inputs of many lengths.
func sequences(f *modelfile.File) []Sequence {
	r := rand.New(rand.NewPCG(uint64(f.Width), 2))
	var out []Sequence
	for _, n := range []int{1, 5, 0, f.Config.Positions, 31, 32, 33, 17, 17, 2, 50} {
		s := Sequence{Pieces: make([]int32, n)}
		for i := range s.Pieces {
			s.Pieces[i] = int32(r.IntN(f.Config.Vocabulary))
		}
		for _, e := range f.Config.Extras {
			extra := make([]uint8, n)
			for i := range extra {
				extra[i] = uint8(r.IntN(e.Count))
			}
			s.Extras = append(s.Extras, extra)
		}
		out = append(out, s)
	}
	out[4].Extras = nil
	return out
}

// run fails the test if the model can't run.
func run(t testing.TB, f *modelfile.File, kernel string, in []Sequence, opts RunOptions) []Result {
	t.Helper()
	m, err := New(f, Options{Kernel: kernel})
	if err != nil {
		t.Fatal(err)
	}
	out, err := m.Run(in, opts)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// equal compares all bits of two results.
func equal(a, b Result) bool {
	if len(a.Scores) != len(b.Scores) || !sameBits(a.Hidden, b.Hidden) {
		return false
	}
	for i := range a.Scores {
		if !sameBits(a.Scores[i], b.Scores[i]) {
			return false
		}
	}
	return true
}

func sameBits(a, b []float32) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			return false
		}
	}
	return true
}

// TestReference: fp32 agrees with the paper's formulas.
func TestReference(t *testing.T) {
	for name := range configs {
		f := network(name, modelfile.FP32)
		in := sequences(f)
		for i, r := range run(t, f, "", in, RunOptions{Hidden: true}) {
			want := reference(f, in[i])
			if len(r.Hidden) != len(want)*f.Width {
				t.Fatalf("%s: %d numbers for %d pieces", name, len(r.Hidden), len(want))
			}
			for p, row := range want {
				for j, v := range row {
					if got := float64(r.Hidden[p*f.Width+j]); math.Abs(got-v) > 1e-4 {
						t.Fatalf("%s: sequence %d, piece %d, number %d is %v, want %v", name, i, p, j, got, v)
					}
				}
			}
			checkHeads(t, f, want, r)
		}
	}
}

func checkHeads(t *testing.T, f *modelfile.File, hidden [][]float64, r Result) {
	t.Helper()
	for h := range f.Heads {
		n := len(f.Outputs[h].Labels)
		for p, row := range multiply(&f.Heads[h], hidden) {
			for j, v := range row[:n] {
				if got := float64(r.Scores[h][p*n+j]); math.Abs(got-v) > 1e-3 {
					t.Fatalf("output %d, piece %d, label %d is %v, want %v", h, p, j, got, v)
				}
			}
		}
	}
}

// TestInt8: quantised weights and activations stay close.
func TestInt8(t *testing.T) {
	for name := range configs {
		f := network(name, modelfile.FP32)
		in := sequences(f)
		want := run(t, f, "", in, RunOptions{Hidden: true})
		got := run(t, network(name, modelfile.Int8), "", in, RunOptions{Hidden: true})
		for i := range want {
			for p := range in[i].Pieces {
				a, b := want[i].Hidden[p*f.Width:][:f.Width], got[i].Hidden[p*f.Width:][:f.Width]
				if c := cosine(a, b); c < 0.99 {
					t.Errorf("%s: sequence %d, piece %d: cosine %v", name, i, p, c)
				}
			}
		}
	}
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// TestKernels: every kernel of this machine gives the same bits.
func TestKernels(t *testing.T) {
	for name := range configs {
		for _, weights := range []string{modelfile.Int8, modelfile.FP32} {
			f := network(name, weights)
			in := sequences(f)
			want := run(t, f, "pure", in, RunOptions{Hidden: true})
			for _, set := range kernel.Offered() {
				for i, got := range run(t, f, set.Name, in, RunOptions{Hidden: true}) {
					if !equal(got, want[i]) {
						t.Errorf("%s, %s: %s differs from plain Go in sequence %d", name, weights, set.Name, i)
					}
				}
			}
		}
	}
}

// TestBits: the bits are those of every other machine. A change of arithmetic
// changes them, and has to be meant.
func TestBits(t *testing.T) {
	want := map[string]string{
		modelfile.Int8: "9486d10a7713a013",
		modelfile.FP32: "be727660bd95af0f",
	}
	for weights, sum := range want {
		f := network("extras", weights)
		h := sha256.New()
		for _, r := range run(t, f, "", sequences(f), RunOptions{Hidden: true}) {
			binary.Write(h, binary.LittleEndian, r.Hidden)
			for _, s := range r.Scores {
				binary.Write(h, binary.LittleEndian, s)
			}
		}
		if got := hex.EncodeToString(h.Sum(nil)[:8]); got != sum {
			t.Errorf("%s: bits %s, want %s", weights, got, sum)
		}
	}
}

// TestAlone: a sequence has the same bits alone, in any batch and with any
// number of workers, and again with buffers that were used before.
func TestAlone(t *testing.T) {
	for _, weights := range []string{modelfile.Int8, modelfile.FP32} {
		f := network("extras", weights)
		in := sequences(f)
		for range 3 {
			in = append(in, in[:11]...)
		}
		m, err := New(f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var want []Result
		for _, s := range in {
			r, err := m.Run([]Sequence{s}, RunOptions{Hidden: true})
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, r[0])
		}
		for _, workers := range []int{0, 1, 2, 3, 100} {
			got, err := m.Run(in, RunOptions{Hidden: true, Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			for i := range want {
				if !equal(got[i], want[i]) {
					t.Errorf("%s: %d workers change sequence %d", weights, workers, i)
				}
			}
		}
	}
}

func TestSequenceErrors(t *testing.T) {
	f := network("extras", modelfile.Int8)
	m, err := New(f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	one := []int32{1}
	for want, s := range map[string]Sequence{
		"run sequence 1: sequence does not fit the model: 121 pieces, at most 120":                  {Pieces: make([]int32, 121)},
		"run sequence 1: sequence does not fit the model: piece -1 of a vocabulary of " + count(f):  {Pieces: []int32{-1}},
		"run sequence 1: sequence does not fit the model: piece 999 of a vocabulary of " + count(f): {Pieces: []int32{999}},
		"run sequence 1: sequence does not fit the model: 1 extra inputs, want 2":                   {Pieces: one, Extras: [][]uint8{{1}}},
		"run sequence 1: sequence does not fit the model: 2 numbers of paragraph for 1 pieces":      {Pieces: one, Extras: [][]uint8{{1}, {1, 1}}},
		"run sequence 1: sequence does not fit the model: shape 7, there are 7":                     {Pieces: one, Extras: [][]uint8{{7}, {1}}},
	} {
		_, err := m.Run([]Sequence{{Pieces: one}, s}, RunOptions{})
		if !errors.Is(err, ErrSequence) || err.Error() != want {
			t.Errorf("error %q, want %q", err, want)
		}
	}
	if _, err := New(f, Options{Kernel: "abacus"}); err == nil {
		t.Error("a kernel that is not there gives no error")
	}
}

func count(f *modelfile.File) string { return fmt.Sprint(f.Config.Vocabulary) }

// TestAllocations: a layer allocates nothing.
func TestAllocations(t *testing.T) {
	allocations := func(layers int) float64 {
		f := modeltest.Random(modelfile.Config{Layers: layers, Width: 64}, 1)
		m, err := New(f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		in := sequences(f)
		return testing.AllocsPerRun(5, func() {
			if _, err := m.Run(in, RunOptions{}); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := allocations(1), allocations(9); few != many {
		t.Errorf("%v allocations with 1 layer, %v with 9", few, many)
	}
}

// TestPack: every sequence is in one batch, none is larger than it must be, and
// every worker has something to do.
func TestPack(t *testing.T) {
	var in []Sequence
	for n := range 100 {
		in = append(in, Sequence{Pieces: make([]int32, n)})
	}
	for _, workers := range []int{1, 2, 7} {
		seen := map[int]bool{}
		batches := pack(in, workers)
		for _, b := range batches {
			rows := 0
			for _, i := range b {
				if seen[i] {
					t.Errorf("sequence %d twice", i)
				}
				seen[i] = true
				rows += len(in[i].Pieces)
			}
			if len(b) > 1 && rows > batchRows {
				t.Errorf("a batch of %d rows", rows)
			}
		}
		if len(seen) != 99 || len(batches) < workers {
			t.Errorf("%d sequences in %d batches for %d workers", len(seen), len(batches), workers)
		}
	}
}
