//go:build amd64 && !purego

package kernel

import "quoth/internal/nn/kernel/peak"

// peakOf counts two operations for every multiply-add: sums × lanes × 2 a turn.
func peakOf(name string) peaks {
	count := func(run func(int), sums, lanes int) func(int) int {
		return func(turns int) int {
			run(turns)
			return turns * sums * lanes * 2
		}
	}
	switch name {
	case "avx2":
		return peaks{count(peak.MatMul8AVX2, 8, 32), count(peak.MatMul32AVX2, 12, 8)}
	case "avxvnni":
		return peaks{count(peak.MatMul8AVXVNNI, 12, 32), count(peak.MatMul32AVX2, 12, 8)}
	case "avx512":
		return peaks{count(peak.MatMul8AVX512, 24, 64), count(peak.MatMul32AVX512, 24, 16)}
	case "amx":
		return peaks{nil, count(peak.MatMul32AVX512, 24, 16)}
	}
	return peaks{}
}
