package kerneltest

import (
	"testing"

	"quoth/internal/nn/kernel/pure"
)

// MatMul8 tests a kernel that should do what pure.MatMul8 does.
func MatMul8(kernel func(c []float32, ldc int, a []uint8, aScale []float32, w []int8, wScale []float32, offset []int32, bias []float32, rows, k, n int)) Kernel {
	check := func(tb *testing.T, s numbers, rows, k, n int) {
		for _, pad := range []int{0, 5} {
			t, ldc := &trial{TB: tb}, n+pad
			c, c2 := pair(t, "c", s.floats(matrix(rows, ldc, n)))
			a, a2 := pair(t, "a", s.activations(rows*k))
			aScale, aScale2 := pair(t, "aScale", s.floats(rows))
			w, w2 := pair(t, "w", s.weights(n*k))
			wScale, wScale2 := pair(t, "wScale", s.floats(n))
			offset, offset2 := pair(t, "offset", s.offsets(n))
			bias, bias2 := pair(t, "bias", s.floats(n))
			t.run(func() { kernel(c, ldc, a, aScale, w, wScale, offset, bias, rows, k, n) },
				func() { pure.MatMul8(c2, ldc, a2, aScale2, w2, wScale2, offset2, bias2, rows, k, n) })
		}
	}
	columns := multiples(32, 0, 96)
	return Kernel{check, []sizes{
		{multiples(1, 0, 13), []int{64, 128, 192, 1536}, columns},
		{[]int{31, 64}, []int{64, 1536}, columns},
	}, 1, 64}
}

// MatMul32 tests a kernel that should do what pure.MatMul32 does.
func MatMul32(kernel func(c []float32, ldc int, a []float32, lda int, w []float32, bias []float32, rows, k, n int)) Kernel {
	check := func(tb *testing.T, s numbers, rows, k, n int) {
		for _, pad := range []int{0, 3} {
			t, lda, ldc := &trial{TB: tb}, k+pad, n+2*pad
			c, c2 := pair(t, "c", s.floats(matrix(rows, ldc, n)))
			a, a2 := pair(t, "a", s.floats(matrix(rows, lda, k)))
			w, w2 := pair(t, "w", s.floats(n*k))
			bias, bias2 := pair(t, "bias", s.floats(n))
			t.run(func() { kernel(c, ldc, a, lda, w, bias, rows, k, n) },
				func() { pure.MatMul32(c2, ldc, a2, lda, w2, bias2, rows, k, n) })
		}
	}
	columns := multiples(32, 0, 96)
	return Kernel{check, []sizes{
		{multiples(1, 0, 13), append(multiples(1, 1, 40), 96), columns},
		{[]int{31, 64}, []int{32, 33}, columns},
	}, 1, 1}
}

// Transpose tests a kernel that should do what pure.Transpose does.
func Transpose(kernel func(w, x []float32, ldx int, factor float32, rows, k int)) Kernel {
	check := func(tb *testing.T, s numbers, rows, k, _ int) {
		for _, pad := range []int{0, 3} {
			t, ldx, factor := &trial{TB: tb}, k+pad, s.floats(1)[0]
			panels := (rows + pure.Panel - 1) / pure.Panel
			w, w2 := pair(t, "w", s.floats(panels*pure.Panel*k))
			x, x2 := pair(t, "x", s.floats(matrix(rows, ldx, k)))
			t.run(func() { kernel(w, x, ldx, factor, rows, k) },
				func() { pure.Transpose(w2, x2, ldx, factor, rows, k) })
		}
	}
	return Kernel{check, []sizes{{multiples(8, 0, 72), multiples(32, 32, 128), []int{0}}}, 8, 32}
}
