package kernel

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// random makes numbers; every tenth is one that is easily got wrong.
type random struct{ *rand.Rand }

func newRandom(seed uint64) random { return random{rand.New(rand.NewPCG(seed, 1))} }

func (r random) floats(n int) []float32 {
	special := []float32{0, float32(math.Copysign(0, -1)), 1e-42, -1e-42, 4.8, -4.8, 4.7999997, 1e6, -1e6, 0.5}
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64() * 3)
		if r.IntN(10) == 0 {
			out[i] = special[r.IntN(len(special))]
		}
	}
	return out
}

func (r random) activations(n int) []uint8 {
	out := make([]uint8, n)
	for i := range out {
		out[i] = uint8(1 + r.IntN(127))
	}
	return out
}

func (r random) weights(n int) []int8 {
	out := make([]int8, n)
	for i := range out {
		out[i] = int8(r.IntN(255) - 127)
	}
	return out
}

// same fails if two slices differ in any bit.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: number %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

// TestSets compares all sets of this machine with plain Go, through the checked
// methods, as an encoder calls them.
func TestSets(t *testing.T) {
	want := plain()
	for _, got := range Offered() {
		t.Run(got.Name, func(t *testing.T) {
			for _, rows := range []int{0, 1, 5, 11, 12, 30, 47} {
				for _, n := range []int{0, 32, 96} {
					t.Run(fmt.Sprintf("%dx%d", rows, n), func(t *testing.T) {
						compareProducts(t, &got, &want, rows, n)
						compareElements(t, &got, &want, rows, n)
					})
				}
			}
		})
	}
}

func compareProducts(t *testing.T, got, want *Set, rows, n int) {
	r := newRandom(uint64(rows*1000 + n))
	bias, scale, rowScale := r.floats(n), r.floats(n), r.floats(rows)
	offset := make([]int32, n)
	for i := range offset {
		offset[i] = int32(r.IntN(1 << 20))
	}
	for _, k := range []int{64, 192} {
		a, w := r.activations(rows*k), r.weights(n*k)
		x, y := make([]float32, rows*(n+3)), make([]float32, rows*(n+3))
		got.MatMul8(x, n+3, a, rowScale, w, scale, offset, bias, rows, k, n)
		want.MatMul8(y, n+3, a, rowScale, w, scale, offset, bias, rows, k, n)
		same(t, "MatMul8", x, y)
	}
	for _, k := range []int{1, 33} {
		a, w := r.floats(rows*(k+2)), r.floats(n*k)
		x, y := make([]float32, rows*(n+3)), make([]float32, rows*(n+3))
		got.MatMul32(x, n+3, a, k+2, w, bias, rows, k, n)
		want.MatMul32(y, n+3, a, k+2, w, bias, rows, k, n)
		same(t, "MatMul32", x, y)
	}
}

func compareElements(t *testing.T, got, want *Set, rows, n int) {
	r := newRandom(uint64(rows*1000 + n + 1))
	numbers, one, shift := r.floats(rows*n), r.floats(n), r.floats(n)
	pair := func(f func(s *Set, x []float32)) ([]float32, []float32) {
		x, y := copyOf(numbers), copyOf(numbers)
		f(got, x)
		f(want, y)
		return x, y
	}
	x, y := pair(func(s *Set, x []float32) { s.GELU(x) })
	same(t, "GELU", x, y)
	x, y = pair(func(s *Set, x []float32) { s.Softmax(x, n, rows, n) })
	same(t, "Softmax", x, y)
	x, y = pair(func(s *Set, x []float32) { s.AddNorm(x, numbers, one, one, one, float32(n), 1e-12, rows, n) })
	same(t, "AddNorm", x, y)
	x, y = make([]float32, Round(rows, Multiple)*n), make([]float32, Round(rows, Multiple)*n)
	for i := range x {
		x[i], y[i] = 7, 7
	}
	got.Transpose(x, numbers, n, 0.3, rows, n)
	want.Transpose(y, numbers, n, 0.3, rows, n)
	same(t, "Transpose", x, y)
	p, q := make([]uint8, rows*n), make([]uint8, rows*n)
	x, y = make([]float32, rows), make([]float32, rows)
	got.Quantize(p, n, x, numbers, n, one, shift, rows, n)
	want.Quantize(q, n, y, numbers, n, one, shift, rows, n)
	same(t, "Quantize", x, y)
	if !bytes.Equal(p, q) {
		t.Fatalf("Quantize: %v, want %v", p, q)
	}
}

func copyOf(x []float32) []float32 { return append([]float32(nil), x...) }

// TestTransposeClears: columns without a row are 0, whatever stood there.
func TestTransposeClears(t *testing.T) {
	set := plain()
	for rows := 1; rows <= 70; rows++ {
		const k = 32
		x, w := make([]float32, rows*k), make([]float32, Round(rows, Multiple)*k)
		for i := range x {
			x[i] = float32(i + 1)
		}
		for i := range w {
			w[i] = -1
		}
		set.Transpose(w, x, k, 1, rows, k)
		for i, v := range w {
			row, column := i/(16*k)*16+i%16, i/16%k
			want := float32(0)
			if row < rows {
				want = x[row*k+column]
			}
			if v != want {
				t.Fatalf("%d rows: row %d, column %d is %v, want %v", rows, row, column, v, want)
			}
		}
	}
}

func TestChoose(t *testing.T) {
	best, err := Choose("")
	if err != nil || best.Name != Offered()[0].Name {
		t.Errorf("Choose(\"\") = %s, %v; want %s", best.Name, err, Offered()[0].Name)
	}
	if set, err := Choose("pure"); err != nil || set.Name != "pure" {
		t.Errorf("Choose(\"pure\") = %s, %v", set.Name, err)
	}
	_, err = Choose("abacus")
	if err == nil || !strings.Contains(err.Error(), `choose kernel "abacus": this machine has `) {
		t.Errorf("Choose(\"abacus\"): %v", err)
	}
}

// TestChecks: a slice that is too short is found before a kernel touches it.
func TestChecks(t *testing.T) {
	s := plain()
	f := func(n int) []float32 { return make([]float32, n) }
	faults := map[string]func(){
		"c":       func() { s.MatMul32(f(63), 32, f(4), 2, f(64), f(32), 2, 2, 32) },
		"a":       func() { s.MatMul32(f(64), 32, f(3), 2, f(64), f(32), 2, 2, 32) },
		"w":       func() { s.MatMul32(f(64), 32, f(4), 2, f(63), f(32), 2, 2, 32) },
		"bias":    func() { s.MatMul32(f(64), 32, f(4), 2, f(64), f(31), 2, 2, 32) },
		"columns": func() { s.MatMul32(f(64), 32, f(4), 2, f(64), f(32), 2, 2, 31) },
		"stride":  func() { s.Softmax(f(64), 31, 2, 32) },
		"inner": func() {
			s.MatMul8(f(32), 32, make([]uint8, 32), f(1), make([]int8, 1024), f(32), make([]int32, 32), f(32), 1, 32, 32)
		},
		"quantise": func() { s.Quantize(make([]uint8, 63), 32, f(2), f(64), 32, f(32), f(32), 2, 32) },
		"shift":    func() { s.Quantize(make([]uint8, 64), 32, f(2), f(64), 32, f(32), f(31), 2, 32) },
		"nothing":  func() { s.MatMul32(f(64), 32, f(4), 2, f(64), f(32), 2, 0, 32) },
		"norm":     func() { s.AddNorm(f(64), f(63), f(32), f(32), f(32), 32, 0, 2, 32) },
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			fault()
		})
	}
}
