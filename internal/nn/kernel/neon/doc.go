// Package neon has the encoder's kernels for 64-bit ARM processors with Advanced
// SIMD and the dot product (FEAT_DotProd, optional in Armv8.2 and part of
// Armv8.4). Package pure says what each does; the results have the same bits.
// Activations fit into signed bytes, so that SDOT is exact. Written by gen/neon.
package neon
