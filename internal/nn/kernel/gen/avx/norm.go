package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// addNorm writes AddNorm.
func addNorm(s isa) {
	unit := s.constant("norm_one", 1)
	TEXT("AddNorm", NOSPLIT, "func(x, y, one, gamma, beta []float32, width, epsilon float32, rows, n int)")
	Doc("AddNorm is the kernel of this name in package pure.")
	Pragma("noescape")
	x, y, one := param("x", true), param("y", true), param("one", true)
	gamma, beta, n := param("gamma", true), param("beta", true), param("n", false)
	SHLQ(operand.U8(2), n)
	width, epsilon := s.splat("width"), s.splat("epsilon")
	rows(func() {
		sum := s.vectors(s.parts())
		for _, v := range sum {
			s.zero(v)
		}
		s.row("add", n, func(column reg.GPVirtual, offset int) {
			for p, total := range sum {
				v := s.table(s.in(x, column, offset, p))
				VADDPS(s.in(y, column, offset, p), v, v)
				VADDPS(v, total, total)
				VMOVUPS(v, s.in(x, column, offset, p))
			}
		})
		mean := s.reduce(VADDPS, sum)
		VDIVPS(width, mean, mean)
		for _, v := range sum {
			s.zero(v)
		}
		s.row("centre", n, func(column reg.GPVirtual, offset int) {
			for p, total := range sum {
				v := s.table(s.in(x, column, offset, p))
				VFNMADD231PS(s.in(one, column, offset, p), mean, v)
				VFMADD231PS(v, v, total)
				VMOVUPS(v, s.in(x, column, offset, p))
			}
		})
		variance, inverse := s.reduce(VADDPS, sum), s.table(unit)
		VDIVPS(width, variance, variance)
		VADDPS(epsilon, variance, variance)
		VSQRTPS(variance, variance)
		VDIVPS(variance, inverse, inverse)
		s.row("scale", n, func(column reg.GPVirtual, offset int) {
			for p := range sum {
				v := s.vector()
				VMULPS(s.in(x, column, offset, p), inverse, v)
				factor := s.table(s.in(gamma, column, offset, p))
				VFMADD213PS(s.in(beta, column, offset, p), factor, v)
				VMOVUPS(v, s.in(x, column, offset, p))
			}
		})
		ADDQ(n, x)
		ADDQ(n, y)
	})
}
