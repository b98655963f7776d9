package pure

import "math"

// Zero is the zero point of quantised activations.
const Zero = 64

// smallest keeps the scale of a row of zeros away from a division by zero.
const smallest = 1e-30

// Quantize turns rows of 32-bit floating-point numbers into unsigned numbers
// from 1 to 127 with zero point 64:
//
//	y[j] = x[i][j] · factor[j] + shift[j]
//	largest = max(1e-30, max_j |y[j]|)
//	scale[i] = largest / 63
//	q[i][j] = round(y[j] · (63/largest)) + 64
//
// y being one fused multiply-add, and rounded half to even. factor and shift give
// columns of different size and centre the same range (Xiao et al.,
// "SmoothQuant", 2023; Wei et al., "Outlier Suppression+", 2023); who made the
// weights has taken them into account. x is [rows][n] with ldx, q is [rows][n] with ldq. n is a
// multiple of 32.
func Quantize(q []uint8, ldq int, scale []float32, x []float32, ldx int, factor, shift []float32, rows, n int) {
	for i := range rows {
		row := x[i*ldx:][:n]
		largest := float32(smallest)
		for j, v := range row {
			v = fma(v, factor[j], shift[j])
			largest = max(largest, math.Float32frombits(math.Float32bits(v)&^(1<<31)))
		}
		scale[i] = largest / (Zero - 1)
		inverse := (Zero - 1) / largest
		for j, v := range row {
			v = fma(v, factor[j], shift[j])
			q[i*ldq+j] = uint8(int32(math.RoundToEven(float64(float32(v*inverse)))) + Zero)
		}
	}
}
