package kerneltest

import (
	"testing"

	"quoth/internal/nn/kernel/pure"
)

// Quantize tests a kernel that should do what pure.Quantize does.
func Quantize(kernel func(q []uint8, ldq int, scale []float32, x []float32, ldx int, factor, shift []float32, rows, n int)) Kernel {
	check := func(tb *testing.T, s numbers, rows, _, n int) {
		for _, size := range []float32{1, 0, 1e-30, 0x1p-60, 0.5} {
			t, ldq, ldx := &trial{TB: tb}, n+s.IntN(2)*7, n+s.IntN(2)*3
			values := s.floats(matrix(rows, ldx, n))
			for i := range values {
				values[i] *= size
				if size == 0.5 { // from -63 to 63, starting with 63: halves stay halves before rounding
					values[i] = 63 - size*float32(i%ldx*s.IntN(1000)%253)
				}
			}
			q, q2 := pair(t, "q", s.activations(matrix(rows, ldq, n)))
			scale, scale2 := pair(t, "scale", s.floats(rows))
			x, x2 := pair(t, "x", values)
			factors, shifts := s.floats(n), s.floats(n)
			for i, v := range factors {
				factors[i], shifts[i] = max(min(v, 0.9), -0.9), shifts[i]/1000 // nothing becomes infinite
				if size == 0.5 {
					factors[i], shifts[i] = 1, 0
				}
			}
			factor, factor2 := pair(t, "factor", factors)
			shift, shift2 := pair(t, "shift", shifts)
			t.run(func() { kernel(q, ldq, scale, x, ldx, factor, shift, rows, n) },
				func() { pure.Quantize(q2, ldq, scale2, x2, ldx, factor2, shift2, rows, n) })
		}
	}
	return Kernel{check, elements(), 1, 1}
}

// GELU tests a kernel that should do what pure.GELU does.
func GELU(kernel func(x []float32)) Kernel {
	check := func(tb *testing.T, s numbers, rows, _, n int) {
		t := &trial{TB: tb}
		x, x2 := pair(t, "x", s.floats(rows*n))
		t.run(func() { kernel(x) }, func() { pure.GELU(x2) })
	}
	return Kernel{check, elements(), 1, 1}
}

// Softmax tests a kernel that should do what pure.Softmax does.
func Softmax(kernel func(x []float32, ldx, rows, n int)) Kernel {
	check := func(tb *testing.T, s numbers, rows, _, n int) {
		for _, used := range []int{n, n - 31, 1} {
			t, ldx := &trial{TB: tb}, n+s.IntN(2)*3
			values := s.floats(matrix(rows, ldx, n))
			for i := range values {
				if i%ldx >= used && i%ldx < n {
					values[i] = -1e30
				}
			}
			x, x2 := pair(t, "x", values)
			t.run(func() { kernel(x, ldx, rows, n) }, func() { pure.Softmax(x2, ldx, rows, n) })
		}
	}
	return Kernel{check, elements(), 1, 1}
}

// AddNorm tests a kernel that should do what pure.AddNorm does.
func AddNorm(kernel func(x, y, one, gamma, beta []float32, width, epsilon float32, rows, n int)) Kernel {
	check := func(tb *testing.T, s numbers, rows, _, n int) {
		for i, limit := range []float32{1e3, 1e31, 1e3} {
			width := n - i*13
			t, ones := &trial{TB: tb}, make([]float32, n)
			for j := range width {
				ones[j] = 1
			}
			x, x2 := pair(t, "x", s.padded(rows, width, n, limit))
			y, y2 := pair(t, "y", s.padded(rows, width, n, limit))
			one, one2 := pair(t, "one", ones)
			gamma, gamma2 := pair(t, "gamma", s.padded(1, width, n, limit))
			beta, beta2 := pair(t, "beta", s.padded(1, width, n, limit))
			t.run(func() { kernel(x, y, one, gamma, beta, float32(width), 1e-12, rows, n) },
				func() { pure.AddNorm(x2, y2, one2, gamma2, beta2, float32(width), 1e-12, rows, n) })
		}
	}
	return Kernel{check, elements(), 1, 1}
}

// padded gives rows of numbers within a limit, with zeros from width on.
func (s numbers) padded(rows, width, n int, limit float32) []float32 {
	out := s.floats(rows * n)
	for i := range out {
		if i%n >= width || out[i] > limit || out[i] < -limit {
			out[i] = 0
		}
	}
	return out
}
