package pure

import "math"

// Constants of exp: e^x = 2^k · e^r, k the whole number nearest to x·log2(e),
// r = x - k·ln(2) with ln(2) in two parts.
const (
	Log2e   = 1.44269504088896341
	Ln2High = 0.693359375
	Ln2Low  = -2.12194440054690583e-4
	// Round is 1.5·2^23: adding it leaves k in the lowest bits.
	Round = 12582912
	// ExpLowest keeps the exponent of the result in range.
	ExpLowest = -86
)

// Exponential has the coefficients of e^r, |r| <= ln(2)/2, lowest power first:
// its Taylor series. The relative error is below 3e-7.
func Exponential() [7]float32 {
	return [7]float32{1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720}
}

// exp gives e^x for x <= 0; below -86 it gives e^-86.
func exp(x float32) float32 {
	c := Exponential()
	x = max(x, ExpLowest)
	shifted := fma(x, Log2e, Round)
	k := shifted - Round
	r := fma(k, -Ln2High, x)
	r = fma(k, -Ln2Low, r)
	sum := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		sum = fma(sum, r, c[i])
	}
	return math.Float32frombits(math.Float32bits(sum) + math.Float32bits(shifted)<<23)
}

// Softmax replaces every row of x by e^(x-m) / Σ e^(x-m), m being the largest
// number of the row. x is [rows][n] with ldx, n a multiple of 32. A column of
// padding holds a number that is far below all others.
func Softmax(x []float32, ldx, rows, n int) {
	for i := range rows {
		row := x[i*ldx:][:n]
		largest := row[0]
		for _, v := range row {
			largest = max(largest, v)
		}
		var sum [lanes]float32
		for j, v := range row {
			row[j] = exp(v - largest)
			sum[j%lanes] += row[j]
		}
		inverse := 1 / reduce(&sum)
		for j := range row {
			row[j] *= inverse
		}
	}
}
