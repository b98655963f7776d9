package pure

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// exact rounds a·b + c once, with numbers of any length.
func exact(a, b, c float32) float32 {
	x := new(big.Float).SetPrec(600).SetFloat64(float64(a))
	x.Mul(x, new(big.Float).SetFloat64(float64(b)))
	x.Add(x, new(big.Float).SetFloat64(float64(c)))
	f, _ := x.Float32()
	return f
}

func checkFMA(t *testing.T, a, b, c float32) {
	t.Helper()
	got, want := fma(a, b, c), exact(a, b, c)
	if got != want {
		t.Errorf("fma(%x, %x, %x) = %x, want %x", a, b, c, got, want)
	}
}

// TestFMA has sums that a second rounding would get wrong.
func TestFMA(t *testing.T) {
	for _, x := range [][3]float32{
		{1, 1, 1},
		{0x1.000002p0, 0x1.000002p0, 0x1p-60},   // just above half a unit
		{0x1.000002p0, 0x1.000002p0, -0x1p-60},  // just below
		{0x1.000002p0, 0x1p-24, 1},              // half a unit of 1, and a little
		{0x1.fffffep-1, 0x1p-24, 1},             // half a unit, less a little
		{0x1p-24, 1, 1},                         // exactly half: to even
		{0x1p-24, 1, 0x1.000002p0},              // exactly half: to even, upwards
		{0x1p-75, 0x1p-75, 0x1p-149},            // half of the smallest subnormal
		{0x1.8p-75, 0x1p-75, 0x1p-149},          // three quarters of it
		{0x1.fffffep-64, 0x1.fffffep-64, 1e-40}, // subnormal
		{-0x1.000002p0, 0x1p-24, -1},
		{3, 0, 5},
		{0x1.fffffep127, 1, -0x1.fffffep127},
	} {
		checkFMA(t, x[0], x[1], x[2])
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		a, b := float32(r.NormFloat64()), float32(r.NormFloat64())
		c := float32(math.Ldexp(float64(float32(r.NormFloat64())), r.IntN(80)-40))
		checkFMA(t, a, b, c)
	}
}

func FuzzFMA(f *testing.F) {
	f.Add(float32(0x1.000002p0), float32(0x1p-24), float32(1))
	f.Fuzz(func(t *testing.T, a, b, c float32) {
		for _, v := range []float32{a, b, c} {
			if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
				return
			}
		}
		checkFMA(t, a, b, c)
	})
}

// TestGELU: the error that the comment promises.
func TestGELU(t *testing.T) {
	for x := -20.0; x <= 20; x += 1.0 / 1024 {
		v := []float32{float32(x)}
		GELU(v)
		want := x / 2 * math.Erfc(-x/math.Sqrt2)
		if math.Abs(float64(v[0])-want) > 6e-6 {
			t.Fatalf("GELU(%v) = %v, want %v", x, v[0], want)
		}
	}
}

// TestExp: the error that the comment promises.
func TestExp(t *testing.T) {
	for x := -86.0; x <= 0; x += 1.0 / 1024 {
		got, want := float64(exp(float32(x))), math.Exp(x)
		if math.Abs(got-want) > 3e-7*want {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	if exp(-1e30) != exp(-86) {
		t.Error("exp does not stop at -86")
	}
}

func TestSoftmax(t *testing.T) {
	x := make([]float32, 64)
	for i := range x {
		x[i] = -1e30
	}
	x[0], x[1], x[32+5] = 1, 2, 3
	Softmax(x, 32, 2, 32)
	e := 1 / (1 + math.E)
	for i, want := range map[int]float64{0: e, 1: 1 - e, 2: 0, 37: 1, 36: 0} {
		if math.Abs(float64(x[i])-want) > 1e-6 {
			t.Errorf("softmax %d is %v, want %v", i, x[i], want)
		}
	}
}

// TestAddNorm: mean 0 and variance 1 over the width, nothing in the padding.
func TestAddNorm(t *testing.T) {
	const n, width = 32, 26
	x, y, one, gamma, beta := make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range width {
		x[i], y[i], one[i], gamma[i], beta[i] = float32(i*i), 100, 1, 2, 3
	}
	AddNorm(x, y, one, gamma, beta, width, 1e-12, 1, n)
	var sum, squares float64
	for i, v := range x {
		if i >= width && v != 0 {
			t.Errorf("padding %d is %v", i, v)
		}
		if i < width {
			z := (float64(v) - 3) / 2
			sum, squares = sum+z, squares+z*z
		}
	}
	if math.Abs(sum) > 1e-5 || math.Abs(squares/width-1) > 1e-5 {
		t.Errorf("mean %v, variance %v", sum/width, squares/width)
	}
}

func TestQuantize(t *testing.T) {
	x := make([]float32, 64)
	x[0], x[1], x[2], x[3], x[4] = 63, -63, 0.5, 1.5, -0.5
	q, scale := make([]uint8, 64), make([]float32, 2)
	factor, shift := make([]float32, 32), make([]float32, 32)
	for i := range factor {
		factor[i] = 1
	}
	x[5], factor[5], shift[5] = 100, 0.25, -5
	Quantize(q, 32, scale, x, 32, factor, shift, 1, 32)
	clear(shift)
	Quantize(q[32:], 32, scale[1:], x[32:], 32, factor, shift, 1, 32)
	for i, want := range []uint8{127, 1, 64, 66, 64, 84} {
		if q[i] != want {
			t.Errorf("number %d is %d, want %d", i, q[i], want)
		}
	}
	if scale[0] != 1 || q[32] != 64 {
		t.Errorf("scale %v, a row of zeros gives %d", scale[0], q[32])
	}
}
