// Package avx512 has the encoder's kernels for processors with AVX-512 with VNNI:
// matrix products with VPDPBUSD and VFMADD in 512-bit registers. Package pure says what each does;
// the results have the same bits. Written by gen/avx.
package avx512
