package kernel

import (
	"fmt"
	"testing"
	"time"
)

// shapes are rows, inner dimension and columns of a 12 × 384 encoder's linear
// layers.
var shapes = [][3]int{{128, 384, 1152}, {128, 384, 384}, {128, 384, 1536}, {128, 1536, 384}}

// BenchmarkMatMul8 reports the share of the processor's measured peak.
func BenchmarkMatMul8(b *testing.B) {
	eachSet(b, func(b *testing.B, s *Set, peak float64) {
		for _, shape := range shapes {
			rows, k, n := shape[0], shape[1], shape[2]
			a, w := make([]uint8, rows*k), make([]int8, n*k)
			c, numbers, offset := make([]float32, rows*n), make([]float32, rows+n), make([]int32, n)
			rate(b, fmt.Sprintf("%dx%dx%d", rows, k, n), rows*k*n, peak, func() {
				s.MatMul8(c, n, a, numbers, w, numbers, offset, numbers, rows, k, n)
			})
		}
	}, func(p peaks) func(int) int { return p.matMul8 })
}

// BenchmarkMatMul32 does the same, with attention's products as well.
func BenchmarkMatMul32(b *testing.B) {
	eachSet(b, func(b *testing.B, s *Set, peak float64) {
		for _, shape := range append([][3]int{{96, 32, 128}, {96, 128, 32}}, shapes...) {
			rows, k, n := shape[0], shape[1], shape[2]
			a, w, c, bias := make([]float32, rows*k), make([]float32, n*k), make([]float32, rows*n), make([]float32, n)
			rate(b, fmt.Sprintf("%dx%dx%d", rows, k, n), rows*k*n, peak, func() {
				s.MatMul32(c, n, a, k, w, bias, rows, k, n)
			})
		}
	}, func(p peaks) func(int) int { return p.matMul32 })
}

// BenchmarkElements times the element-wise kernels on rows as an encoder has them.
func BenchmarkElements(b *testing.B) {
	for _, set := range Offered() {
		s := &set
		one, zero := make([]float32, 384), make([]float32, 384)
		for i := range one {
			one[i] = 1
		}
		inner, hidden, other, scores := make([]float32, 96*1536), make([]float32, 96*384), make([]float32, 96*384), make([]float32, 96*128)
		for i := range inner {
			inner[i] = float32(i%13) + 5 // GELU leaves it as it is
		}
		q, scale := make([]uint8, 96*1536), make([]float32, 96)
		keys, ones := make([]float32, 128*32), make([]float32, 1536)
		kernels := []struct {
			name string
			n    int
			run  func()
		}{
			{"GELU", len(inner), func() { s.GELU(inner) }},
			{"Quantize", len(inner), func() { s.Quantize(q, 1536, scale, inner, 1536, ones, ones, 96, 1536) }},
			{"Softmax", len(scores), func() { s.Softmax(scores, 128, 96, 128) }},
			{"AddNorm", len(hidden), func() { s.AddNorm(hidden, other, one, one, zero, 384, 1e-12, 96, 384) }},
			{"Transpose", len(keys), func() { s.Transpose(keys, inner, 1152, 1, 128, 32) }},
		}
		for _, k := range kernels {
			b.Run(s.Name+"/"+k.name, func(b *testing.B) {
				for b.Loop() {
					k.run()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(k.n), "ns/number")
			})
		}
	}
}

// peaks has functions that do turns of arithmetic on registers and say how many
// operations that were.
type peaks struct{ matMul8, matMul32 func(turns int) int }

// eachSet runs a benchmark for every set that this machine offers.
func eachSet(b *testing.B, bench func(*testing.B, *Set, float64), which func(peaks) func(int) int) {
	for _, set := range Offered() {
		b.Run(set.Name, func(b *testing.B) {
			bench(b, &set, measure(which(peakOf(set.Name))))
		})
	}
}

// measure gives the operations a second of the fastest of some runs.
func measure(work func(turns int) int) float64 {
	best := 0.0
	if work == nil {
		return best
	}
	for range 20 {
		start := time.Now()
		operations := work(100_000)
		best = max(best, float64(operations)/time.Since(start).Seconds())
	}
	return best
}

// rate runs a product of so many multiply-adds; each counts as two operations.
func rate(b *testing.B, name string, products int, peak float64, product func()) {
	b.Run(name, func(b *testing.B) {
		for b.Loop() {
			product()
		}
		perSecond := 2 * float64(products) * float64(b.N) / b.Elapsed().Seconds()
		b.ReportMetric(perSecond/1e9, "Gop/s")
		if peak > 0 {
			b.ReportMetric(100*perSecond/peak, "%peak")
		}
	})
}
