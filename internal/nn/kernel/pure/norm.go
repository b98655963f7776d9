package pure

import "math"

// AddNorm adds y to x and normalises each row (Ba, Kiros and Hinton, "Layer
// Normalization", 2016):
//
//	s = x[i] + y[i]
//	mean = Σ s / width
//	d[j] = s[j] - mean·one[j]
//	x[i][j] = d[j] · (1/√(Σ d²/width + epsilon)) · gamma[j] + beta[j]
//
// the last multiplication and addition being fused. x and y are [rows][n], n a
// multiple of 32; the columns from width on are padding: x, y, one, gamma and
// beta are 0 there; one is 1 elsewhere.
func AddNorm(x, y, one, gamma, beta []float32, width, epsilon float32, rows, n int) {
	for i := range rows {
		row, add := x[i*n:][:n], y[i*n:][:n]
		var sum [lanes]float32
		for j := range row {
			row[j] += add[j]
			sum[j%lanes] += row[j]
		}
		mean := reduce(&sum) / width
		sum = [lanes]float32{}
		for j, v := range row {
			row[j] = fma(-mean, one[j], v)
			sum[j%lanes] = fma(row[j], row[j], sum[j%lanes])
		}
		variance := float32(reduce(&sum)/width) + epsilon
		inverse := 1 / float32(math.Sqrt(float64(variance)))
		for j, v := range row {
			row[j] = fma(float32(v*inverse), gamma[j], beta[j])
		}
	}
}
