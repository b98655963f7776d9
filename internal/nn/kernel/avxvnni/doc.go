// Package avxvnni has the encoder's kernels for processors with AVX-VNNI:
// MatMul8 with the VEX form of VPDPBUSD; the other kernels are those of package avx2. Package pure says what each does;
// the results have the same bits. Written by gen/avx.
package avxvnni
