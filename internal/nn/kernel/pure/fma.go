package pure

import "math"

// fma gives a*b + c with one rounding, as the fused multiply-add of IEEE
// 754-2019, 5.4.1, does for 32-bit numbers.
//
// The product of two 32-bit numbers is exact in 64 bits. The 64-bit sum is
// rounded to odd, which keeps the later rounding to 32 bits from being a second
// one (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums",
// IEEE Transactions on Computers 57(4), 2008).
func fma(a, b, c float32) float32 {
	product, addend := float64(a)*float64(b), float64(c)
	sum := product + addend
	bits := math.Float64bits(sum)
	// Rounding to odd changes the result only where the 29 bits that a 32-bit
	// number has not are exactly half a unit, or where it is subnormal.
	if bits&(1<<29-1) != 1<<28 && bits>>52&0x7ff > 1023-126 {
		return float32(sum)
	}
	return float32(roundOdd(product, addend, sum))
}

// roundOdd gives product + addend rounded to odd: the exact sum if it is a
// 64-bit number, else the one of its two neighbours with an odd last bit. sum
// is the sum rounded to nearest.
func roundOdd(product, addend, sum float64) float64 {
	// Knuth's two-sum: rest is what rounding took away.
	part := sum - product
	rest := (product - (sum - part)) + (addend - part)
	bits := math.Float64bits(sum)
	if rest == 0 || bits&1 == 1 || math.IsNaN(rest) {
		return sum
	}
	if rest > 0 == (sum > 0) {
		return math.Float64frombits(bits + 1)
	}
	return math.Float64frombits(bits - 1)
}
