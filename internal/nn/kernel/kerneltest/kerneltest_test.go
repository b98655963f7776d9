package kerneltest

import (
	"testing"

	"quoth/internal/nn/kernel/pure"
)

// Package pure itself keeps to its slices.

func TestMatMul8(t *testing.T)   { MatMul8(pure.MatMul8).Test(t) }
func TestMatMul32(t *testing.T)  { MatMul32(pure.MatMul32).Test(t) }
func TestTranspose(t *testing.T) { Transpose(pure.Transpose).Test(t) }
func TestQuantize(t *testing.T)  { Quantize(pure.Quantize).Test(t) }
func TestGELU(t *testing.T)      { GELU(pure.GELU).Test(t) }
func TestSoftmax(t *testing.T)   { Softmax(pure.Softmax).Test(t) }
func TestAddNorm(t *testing.T)   { AddNorm(pure.AddNorm).Test(t) }
