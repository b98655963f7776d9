package kernel

import "quoth/internal/nn/kernel/pure"

// The methods below check that every slice holds what the kernel will touch and
// then call it. A slice that is too short is a fault of the caller and panics.
// Shapes and formulas are those of package pure.

// Multiple is what the rows of all matrices are rounded up to; see Round.
const Multiple = 32

// Panel is the number of columns of a panel of packed weights.
const Panel = pure.Panel

// Inner is what the inner dimension of MatMul8 is rounded up to.
const Inner = 64

// Round gives the least multiple that is not smaller than n.
func Round(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }

// MatMul8 multiplies quantised activations by quantised weights.
func (s *Set) MatMul8(c []float32, ldc int, a []uint8, aScale []float32, w []int8, wScale []float32, offset []int32, bias []float32, rows, k, n int) {
	multiple(n, Multiple)
	multiple(k, Inner)
	inner(k)
	if rows == 0 || n == 0 {
		return
	}
	matrix(len(c), ldc, rows, n)
	matrix(len(a), k, rows, k)
	matrix(len(aScale), 1, rows, 1)
	matrix(len(w), k, n, k)
	matrix(min(len(wScale), len(offset), len(bias)), n, 1, n)
	s.matMul8(c, ldc, a, aScale, w, wScale, offset, bias, rows, k, n)
}

// MatMul32 multiplies 32-bit floating-point numbers.
func (s *Set) MatMul32(c []float32, ldc int, a []float32, lda int, w []float32, bias []float32, rows, k, n int) {
	multiple(n, Multiple)
	inner(k)
	if rows == 0 || n == 0 {
		return
	}
	matrix(len(c), ldc, rows, n)
	matrix(len(a), lda, rows, k)
	matrix(len(w), k, n, k)
	matrix(len(bias), n, 1, n)
	s.matMul32(c, ldc, a, lda, w, bias, rows, k, n)
}

// Quantize turns rows into numbers from 1 to 127 and a scale for each row.
func (s *Set) Quantize(q []uint8, ldq int, scale []float32, x []float32, ldx int, factor, shift []float32, rows, n int) {
	multiple(n, Multiple)
	if rows == 0 || n == 0 {
		return
	}
	matrix(len(q), ldq, rows, n)
	matrix(len(scale), 1, rows, 1)
	matrix(len(x), ldx, rows, n)
	matrix(min(len(factor), len(shift)), n, 1, n)
	s.quantize(q, ldq, scale, x, ldx, factor, shift, rows, n)
}

// GELU replaces every number x by x·Φ(x).
func (s *Set) GELU(x []float32) {
	multiple(len(x), Multiple)
	s.gelu(x)
}

// Softmax turns every row into a distribution.
func (s *Set) Softmax(x []float32, ldx, rows, n int) {
	multiple(n, Multiple)
	if rows == 0 || n == 0 {
		return
	}
	matrix(len(x), ldx, rows, n)
	s.softmax(x, ldx, rows, n)
}

// AddNorm adds y to x and normalises each row.
func (s *Set) AddNorm(x, y, one, gamma, beta []float32, width, epsilon float32, rows, n int) {
	multiple(n, Multiple)
	if rows == 0 || n == 0 {
		return
	}
	matrix(min(len(x), len(y)), n, rows, n)
	matrix(min(len(one), len(gamma), len(beta)), n, 1, n)
	s.addNorm(x, y, one, gamma, beta, width, epsilon, rows, n)
}

// Transpose packs rows as the columns of panels. rows may be any number; columns
// of the last panels that have no row are 0, up to a multiple of 32.
func (s *Set) Transpose(w, x []float32, ldx int, factor float32, rows, k int) {
	multiple(k, Multiple)
	if rows == 0 || k == 0 {
		return
	}
	all := Round(rows, Multiple)
	matrix(len(w), k, all, k)
	matrix(len(x), ldx, rows, k)
	whole := rows &^ 7
	s.transpose(w, x, ldx, factor, whole, k)
	if whole < all {
		panels := whole / pure.Panel * pure.Panel
		clearColumns(w[panels*k:all*k], whole-panels, k)
		for i := whole; i < rows; i++ {
			pure.Column(w[i/pure.Panel*pure.Panel*k+i%pure.Panel:], x[i*ldx:][:k], factor)
		}
	}
}

// clearColumns makes the columns of panels 0, from column first of the first
// panel on.
func clearColumns(w []float32, first, k int) {
	for j := range k {
		clear(w[j*pure.Panel+first : (j+1)*pure.Panel])
	}
	clear(w[pure.Panel*k:])
}

// matrix panics if rows of n numbers, stride apart, don't fit into length.
func matrix(length, stride, rows, n int) {
	if n < 0 || stride < n || length < (rows-1)*stride+n {
		panic("kernel: slice too short")
	}
}

// inner panics if there is no inner dimension.
func inner(k int) {
	if k <= 0 {
		panic("kernel: no inner dimension")
	}
}

// multiple panics if n is not a whole number of units.
func multiple(n, unit int) {
	if n < 0 || n%unit != 0 {
		panic("kernel: size is not a multiple")
	}
}
