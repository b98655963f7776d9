//go:build arm64 && !purego

package neon

// MatMul8 is the kernel of this name in package pure. It needs FEAT_DotProd.
//
//go:noescape
func MatMul8(c []float32, ldc int, a []uint8, aScale []float32, w []int8, wScale []float32, offset []int32, bias []float32, rows, k, n int)

// MatMul32 is the kernel of this name in package pure.
//
//go:noescape
func MatMul32(c []float32, ldc int, a []float32, lda int, w []float32, bias []float32, rows, k, n int)

// Transpose is the kernel of this name in package pure.
//
//go:noescape
func Transpose(w, x []float32, ldx int, factor float32, rows, k int)

// Quantize is the kernel of this name in package pure.
//
//go:noescape
func Quantize(q []uint8, ldq int, scale []float32, x []float32, ldx int, factor, shift []float32, rows, n int)

// GELU is the kernel of this name in package pure.
//
//go:noescape
func GELU(x []float32)

// Softmax is the kernel of this name in package pure.
//
//go:noescape
func Softmax(x []float32, ldx, rows, n int)

// AddNorm is the kernel of this name in package pure.
//
//go:noescape
func AddNorm(x, y, one, gamma, beta []float32, width, epsilon float32, rows, n int)
