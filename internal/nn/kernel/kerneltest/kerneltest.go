// Package kerneltest compares the kernels of an instruction set with those of
// package pure, bit for bit. A test of a kernel's package says
//
//	func TestMatMul8(t *testing.T) { kerneltest.MatMul8(avx2.MatMul8).Test(t) }
//	func FuzzMatMul8(f *testing.F) { kerneltest.MatMul8(avx2.MatMul8).Fuzz(f) }
//
// and so on. The caller makes sure that the machine has the instructions.
//
// Every slice that a kernel gets ends where readable memory ends, has a guard
// in front and, where the kernel has a stride, guards between its rows.
package kerneltest

import (
	"fmt"
	"testing"
)

// Kernel is a kernel under test.
type Kernel struct {
	// check tests one size. An element-wise kernel has no k.
	check func(t *testing.T, s numbers, rows, k, n int)
	sizes []sizes
	// rows and k are multiples of these numbers in Fuzz.
	unitRows, unitK int
}

// sizes stands for every combination of its numbers.
type sizes struct{ rows, k, n []int }

// elements are the sizes of an element-wise kernel.
func elements() []sizes {
	return []sizes{{[]int{0, 1, 2, 5}, []int{0}, multiples(32, 32, 512)}}
}

// Test compares at many sizes.
func (kernel Kernel) Test(t *testing.T) {
	for _, s := range kernel.sizes {
		for _, rows := range s.rows {
			for _, k := range s.k {
				for _, n := range s.n {
					t.Run(fmt.Sprintf("%dx%dx%d", rows, k, n), func(t *testing.T) {
						kernel.check(t, newNumbers(uint64(rows+k+n)), rows, k, n)
					})
				}
			}
		}
	}
}

// Fuzz compares at sizes and with numbers that the fuzzer finds.
func (kernel Kernel) Fuzz(f *testing.F) {
	f.Add(uint64(1), uint8(13), uint8(3), uint8(2))
	f.Fuzz(func(t *testing.T, seed uint64, rows, k, n uint8) {
		kernel.check(t, newNumbers(seed), kernel.unitRows*int(rows%32), kernel.unitK*int(1+k%40), 32*int(1+n%8))
	})
}

// multiples gives all multiples of step from first to last.
func multiples(step, first, last int) []int {
	var out []int
	for i := first; i <= last; i += step {
		out = append(out, i)
	}
	return out
}
