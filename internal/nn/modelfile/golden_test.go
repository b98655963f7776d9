package modelfile_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

// plain gives the weights of the golden files: numbers with few bits, so that all
// that is computed from them is exact. train/test_export.py has the same formula
// and writes the files.
func plain(name string, i int) float32 {
	seed := 0
	for _, c := range []byte(name) {
		seed += int(c)
	}
	switch {
	case strings.HasSuffix(name, ".factor"):
		return []float32{0.5, 1, 2, 4}[(i+seed)%4]
	case strings.HasSuffix(name, ".shift"):
		return float32((i+seed)%5-2) / 8
	}
	return float32((37*i+seed)%255-127) / 64
}

// TestGolden holds Encode, Pack8 and Pack32 against the files that train/export.py
// wrote from the same weights.
func TestGolden(t *testing.T) {
	for _, weights := range []string{modelfile.Int8, modelfile.FP32} {
		want, err := os.ReadFile("testdata/golden." + weights + ".qnn")
		if err != nil {
			t.Fatal(err)
		}
		f := decode(t, want)
		built := modeltest.Build(f.Config, plain)
		built.Vocabulary = f.Vocabulary
		if got := modeltest.Encode(built); !bytes.Equal(got, want) {
			t.Errorf("%s: byte %d differs of %d and %d", weights, firstDifference(got, want), len(got), len(want))
		}
	}
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// TestPack8 has numbers worked out by hand.
func TestPack8(t *testing.T) {
	w := make([]float32, 2*70)
	w[0], w[1], w[2] = -1, 0.5, 1.0/254 // row 0: scale 1/127, the last lies half-way between 0 and 1
	w[70+65] = 254                      // row 1: scale 2
	l := modelfile.Pack8(w, []float32{3, 4}, 2, 70)
	if l.In != 128 || l.Out != 32 {
		t.Fatalf("in %d, out %d", l.In, l.Out)
	}
	for at, want := range map[int]int8{0: -127, 1: 64, 2: 0, (65/4*16+1)*4 + 1: 127} {
		if l.W8[at] != want {
			t.Errorf("weight %d is %d, want %d", at, l.W8[at], want)
		}
	}
	if l.Scale[0] != 1.0/127 || l.Scale[1] != 2 || l.Scale[2] != 1 {
		t.Errorf("scales %v", l.Scale[:3])
	}
	if l.Offset[0] != 64*(127-64) || l.Offset[1] != -64*127 || l.Offset[2] != 0 {
		t.Errorf("offsets %v", l.Offset[:3])
	}
	if l.Bias[1] != 4 || l.Bias[2] != 0 || l.Factor[69] != 1 || l.Factor[70] != 0 {
		t.Errorf("bias %v, factor %v", l.Bias[:3], l.Factor[69:71])
	}
}

func TestPack32(t *testing.T) {
	w := make([]float32, 17*3)
	w[16*3+2] = 5
	l := modelfile.Pack32(w, nil, 17, 3)
	if l.In != 32 || l.Out != 32 || len(l.W32) != 1024 || l.W32[(32+2)*16] != 5 {
		t.Errorf("in %d, out %d, weight %v", l.In, l.Out, l.W32[(32+2)*16])
	}
}
