// Package avx2 has the encoder's kernels for processors with AVX2 and FMA:
// matrix products with VPMADDUBSW and VFMADD. Package pure says what each does;
// the results have the same bits. Written by gen/avx.
package avx2
