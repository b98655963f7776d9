package kernel

import (
	"golang.org/x/sys/cpu"
	"quoth/internal/nn/kernel/neon"
)

func offered() []Set {
	if !cpu.ARM64.HasASIMDDP {
		return nil
	}
	return []Set{{
		"neon", neon.MatMul8, neon.MatMul32, neon.Quantize, neon.GELU, neon.Softmax, neon.AddNorm, neon.Transpose,
	}}
}
