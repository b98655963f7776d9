// Package pure has every kernel of the encoder in plain Go. It is the
// definition: the kernels in assembly do the same operations on the same
// numbers in the same order and so give the same bits.
//
// What makes that possible:
//
//   - Integer products are exact. Activations are unsigned numbers from 1 to
//     127 with zero point 64, weights are signed numbers from -127 to 127; no
//     sum of two products leaves 16 bits, so that a kernel with 16-bit
//     intermediate sums (VPMADDUBSW) loses nothing.
//   - Every output of a product of 32-bit floating-point numbers is one chain of
//     fused multiply-adds over the inner dimension, from first to last.
//   - A sum over a row has 16 lanes: lane i adds the elements i, i+16, i+32, …
//     in order; then lane i takes lane i+8, then i+4, i+2 and i+1.
//   - An element-wise function is a fixed list of IEEE 754 operations, rounded
//     to nearest even, with subnormal numbers.
//
// Shapes are written [rows][columns], row by row; ld… is the distance between
// the first elements of two rows. No kernel checks its arguments: package
// kernel does, before it calls one. Rows do not depend on each other, so that
// a row has the same bits in every batch.
package pure

// lanes is the number of partial sums of a row.
const lanes = 16

// reduce adds up the lanes of a row in the order that all kernels keep.
func reduce(sum *[lanes]float32) float32 {
	for half := lanes / 2; half > 0; half /= 2 {
		for i := range half {
			sum[i] += sum[i+half]
		}
	}
	return sum[0]
}
