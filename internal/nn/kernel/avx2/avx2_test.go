//go:build amd64 && !purego

package avx2

import (
	"testing"

	"golang.org/x/sys/cpu"

	"quoth/internal/nn/kernel/kerneltest"
)

// need skips a test on a processor without the instructions. That none is
// skipped where they are there, a test of package kernel makes sure.
func need(tb testing.TB) {
	if !(cpu.X86.HasAVX2 && cpu.X86.HasFMA) {
		tb.Skip("the processor has no AVX2 and FMA")
	}
}

func TestMatMul8(t *testing.T) { need(t); kerneltest.MatMul8(MatMul8).Test(t) }
func FuzzMatMul8(f *testing.F) { need(f); kerneltest.MatMul8(MatMul8).Fuzz(f) }

func TestMatMul32(t *testing.T) { need(t); kerneltest.MatMul32(MatMul32).Test(t) }
func FuzzMatMul32(f *testing.F) { need(f); kerneltest.MatMul32(MatMul32).Fuzz(f) }

func TestQuantize(t *testing.T) { need(t); kerneltest.Quantize(Quantize).Test(t) }
func FuzzQuantize(f *testing.F) { need(f); kerneltest.Quantize(Quantize).Fuzz(f) }

func TestGELU(t *testing.T) { need(t); kerneltest.GELU(GELU).Test(t) }
func FuzzGELU(f *testing.F) { need(f); kerneltest.GELU(GELU).Fuzz(f) }

func TestSoftmax(t *testing.T) { need(t); kerneltest.Softmax(Softmax).Test(t) }
func FuzzSoftmax(f *testing.F) { need(f); kerneltest.Softmax(Softmax).Fuzz(f) }

func TestAddNorm(t *testing.T) { need(t); kerneltest.AddNorm(AddNorm).Test(t) }
func FuzzAddNorm(f *testing.F) { need(f); kerneltest.AddNorm(AddNorm).Fuzz(f) }

func TestTranspose(t *testing.T) { need(t); kerneltest.Transpose(Transpose).Test(t) }
func FuzzTranspose(f *testing.F) { need(f); kerneltest.Transpose(Transpose).Fuzz(f) }
