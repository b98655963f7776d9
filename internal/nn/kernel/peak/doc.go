// Package peak measures what a processor can do at most: the arithmetic of
// MatMul8 and MatMul32 on registers alone, without memory. The benchmarks
// compare the kernels with it. Written by gen/avx.
package peak
