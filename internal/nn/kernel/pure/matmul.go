package pure

// Panel is the number of columns of a panel of packed weights.
const Panel = 16

// MatMul8 multiplies quantised activations by quantised weights:
//
//	c[i][j] = float32(offset[j] + Σ_k a[i][k]·w[j][k]) · aScale[i] · wScale[j] + bias[j]
//
// rounded after each multiplication and addition. a is [rows][k]; c is
// [rows][n] with ldc; w holds [n/16][k/4][16][4]: panels of 16 columns, four
// neighbours of the inner dimension side by side. offset[j] is -64 Σ_k w[j][k]
// and takes the zero point away. k is a multiple of 64, n one of 32.
func MatMul8(c []float32, ldc int, a []uint8, aScale []float32, w []int8, wScale []float32, offset []int32, bias []float32, rows, k, n int) {
	for p := 0; p < n; p += Panel {
		panel := w[p*k:][:Panel*k]
		for i := range rows {
			sum := (*[Panel]int32)(offset[p:])
			acc := *sum
			dot(&acc, a[i*k:][:k], panel)
			for j, s := range acc {
				scaled := float32(float32(s)*aScale[i]) * wScale[p+j]
				c[i*ldc+p+j] = float32(scaled) + bias[p+j]
			}
		}
	}
}

// dot adds the products of a row with the 16 columns of a panel to acc.
func dot(acc *[Panel]int32, a []uint8, panel []int8) {
	for len(a) >= 4 {
		a0, a1, a2, a3 := int32(a[0]), int32(a[1]), int32(a[2]), int32(a[3])
		quad := (*[4 * Panel]int8)(panel)
		for j := range acc {
			acc[j] += a0*int32(quad[4*j]) + a1*int32(quad[4*j+1]) + a2*int32(quad[4*j+2]) + a3*int32(quad[4*j+3])
		}
		a, panel = a[4:], panel[4*Panel:]
	}
}

// MatMul32 multiplies 32-bit floating-point numbers:
//
//	c[i][j] = bias[j] + a[i][0]·w[j][0] + a[i][1]·w[j][1] + …
//
// each step one fused multiply-add. a is [rows][k] with lda, c is [rows][n]
// with ldc, w holds [n/16][k][16]. n is a multiple of 32.
func MatMul32(c []float32, ldc int, a []float32, lda int, w []float32, bias []float32, rows, k, n int) {
	for p := 0; p < n; p += Panel {
		for i := range rows {
			acc := *(*[Panel]float32)(bias[p:])
			for x, v := range a[i*lda:][:k] {
				column := (*[Panel]float32)(w[p*k+x*Panel:])
				for j := range acc {
					acc[j] = fma(v, column[j], acc[j])
				}
			}
			copy(c[i*ldc+p:], acc[:])
		}
	}
}
