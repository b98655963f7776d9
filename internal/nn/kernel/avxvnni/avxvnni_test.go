//go:build amd64 && !purego

package avxvnni

import (
	"testing"

	"golang.org/x/sys/cpu"

	"quoth/internal/nn/kernel/kerneltest"
)

// need skips a test on a processor without the instructions. That none is
// skipped where they are there, a test of package kernel makes sure.
func need(tb testing.TB) {
	if !(cpu.X86.HasAVX2 && cpu.X86.HasAVXVNNI) {
		tb.Skip("the processor has no AVX-VNNI")
	}
}

func TestMatMul8(t *testing.T) { need(t); kerneltest.MatMul8(MatMul8).Test(t) }
func FuzzMatMul8(f *testing.F) { need(f); kerneltest.MatMul8(MatMul8).Fuzz(f) }
