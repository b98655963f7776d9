//go:build amd64 && !purego

package kernel

import (
	"golang.org/x/sys/cpu"

	"quoth/internal/nn/kernel/amx"
	"quoth/internal/nn/kernel/avx2"
	"quoth/internal/nn/kernel/avx512"
	"quoth/internal/nn/kernel/avxvnni"
)

func offered() []Set {
	x := &cpu.X86
	two := Set{
		"avx2", avx2.MatMul8, avx2.MatMul32, avx2.Quantize, avx2.GELU, avx2.Softmax, avx2.AddNorm, avx2.Transpose,
	}
	five := Set{
		"avx512", avx512.MatMul8, avx512.MatMul32, avx512.Quantize, avx512.GELU, avx512.Softmax, avx512.AddNorm, avx512.Transpose,
	}
	vnni, tiles := two, five
	vnni.Name, vnni.matMul8 = "avxvnni", avxvnni.MatMul8
	tiles.Name, tiles.matMul8 = "amx", amx.MatMul8

	has2 := x.HasAVX2 && x.HasFMA
	has5 := has2 && x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI
	var sets []Set
	if has5 && x.HasAMXTile && x.HasAMXInt8 && amx.Permit() == nil {
		sets = append(sets, tiles)
	}
	if has5 {
		sets = append(sets, five)
	}
	if has2 && x.HasAVXVNNI {
		sets = append(sets, vnni)
	}
	if has2 {
		sets = append(sets, two)
	}
	return sets
}
