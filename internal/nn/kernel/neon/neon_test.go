//go:build arm64 && !purego

package neon

import (
	"runtime"
	"testing"

	"golang.org/x/sys/cpu"

	"quoth/internal/nn/kernel/kerneltest"
)

func TestMatMul8(t *testing.T) {
	needDotProduct(t)
	kerneltest.MatMul8(MatMul8).Test(t)
}

func FuzzMatMul8(f *testing.F) {
	needDotProduct(f)
	kerneltest.MatMul8(MatMul8).Fuzz(f)
}

// needDotProduct skips a test on the oldest 64-bit processors.
func needDotProduct(t testing.TB) {
	if !cpu.ARM64.HasASIMDDP && runtime.GOOS != "darwin" {
		t.Skip("no dot product")
	}
}

func TestMatMul32(t *testing.T)  { kerneltest.MatMul32(MatMul32).Test(t) }
func TestTranspose(t *testing.T) { kerneltest.Transpose(Transpose).Test(t) }
func TestQuantize(t *testing.T)  { kerneltest.Quantize(Quantize).Test(t) }
func TestGELU(t *testing.T)      { kerneltest.GELU(GELU).Test(t) }
func TestSoftmax(t *testing.T)   { kerneltest.Softmax(Softmax).Test(t) }
func TestAddNorm(t *testing.T)   { kerneltest.AddNorm(AddNorm).Test(t) }

func FuzzMatMul32(f *testing.F)  { kerneltest.MatMul32(MatMul32).Fuzz(f) }
func FuzzTranspose(f *testing.F) { kerneltest.Transpose(Transpose).Fuzz(f) }
func FuzzQuantize(f *testing.F)  { kerneltest.Quantize(Quantize).Fuzz(f) }
func FuzzGELU(f *testing.F)      { kerneltest.GELU(GELU).Fuzz(f) }
func FuzzSoftmax(f *testing.F)   { kerneltest.Softmax(Softmax).Fuzz(f) }
func FuzzAddNorm(f *testing.F)   { kerneltest.AddNorm(AddNorm).Fuzz(f) }
