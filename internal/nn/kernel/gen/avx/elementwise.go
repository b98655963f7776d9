package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"quoth/internal/nn/kernel/pure"
)

// quantize writes Quantize.
func quantize(s isa) {
	TEXT("Quantize", NOSPLIT, "func(q []uint8, ldq int, scale []float32, x []float32, ldx int, factor, shift []float32, rows, n int)")
	Doc("Quantize is the kernel of this name in package pure.")
	Pragma("noescape")
	q, ldq, scale, x, ldx, n := param("q", true), param("ldq", false), param("scale", true), param("x", true), param("ldx", false), param("n", false)
	factor, shift := param("factor", true), param("shift", true)
	SHLQ(operand.U8(2), ldx)
	SHLQ(operand.U8(2), n)
	magnitude, smallest := s.table(s.bits("magnitude", 1<<31-1)), s.table(s.constant("smallest", 1e-30))
	units, zero := s.table(s.constant("units", pure.Zero-1)), s.table(s.bits("zero", pure.Zero))
	// affine gives x·factor + shift.
	affine := func(column reg.GPVirtual, offset, part int) reg.VecVirtual {
		v, f := s.table(s.in(x, column, offset, part)), s.table(s.in(factor, column, offset, part))
		VFMADD213PS(s.in(shift, column, offset, part), f, v)
		return v
	}
	rows(func() {
		largest := s.vectors(s.parts())
		for _, v := range largest {
			VMOVAPS(smallest, v)
		}
		s.row("largest", n, func(column reg.GPVirtual, offset int) {
			for p, v := range largest {
				number := affine(column, offset, p)
				VANDPS(number, magnitude, number)
				VMAXPS(number, v, v)
			}
		})
		all := s.reduce(VMAXPS, largest)
		inverse := s.vector()
		VDIVPS(all, units, inverse)
		VDIVPS(units, all, all)
		VMOVSS(all.AsX(), operand.Mem{Base: scale})
		place := GP64()
		MOVQ(q, place)
		s.row("store", n, func(column reg.GPVirtual, offset int) {
			whole := make([]reg.VecVirtual, s.parts())
			for p := range whole {
				v := affine(column, offset, p)
				whole[p] = v
				VMULPS(inverse, v, v)
				VCVTPS2DQ(v, v)
				VPADDD(zero, v, v)
			}
			s.storeBytes(whole, at(place, offset/4))
			if offset > 0 {
				ADDQ(operand.I32(2*lanes), place)
			}
		})
		ADDQ(ldx, x)
		ADDQ(ldq, q)
		ADDQ(operand.I32(4), scale)
	})
}

// storeBytes writes 16 whole numbers from 0 to 127 as bytes.
func (s isa) storeBytes(whole []reg.VecVirtual, m operand.Mem) {
	if s.bytes == 64 {
		VPMOVDB(whole[0], m)
		return
	}
	VPACKSSDW(whole[1], whole[0], whole[0])
	VPERMQ(operand.U8(0b11_01_10_00), whole[0], whole[0])
	high := XMM()
	VEXTRACTI128(operand.U8(1), whole[0], high)
	VPACKUSWB(high, whole[0].AsX(), high)
	VMOVDQU(high, m)
}

// table loads a table of constants into a register.
func (s isa) table(m operand.Mem) reg.VecVirtual {
	v := s.vector()
	s.load(m, v)
	return v
}

// polynomial evaluates coefficients, lowest power first, at t by Horner's rule.
func (s isa) polynomial(tables []operand.Mem, t reg.VecVirtual) reg.VecVirtual {
	sum := s.table(tables[len(tables)-1])
	for k := len(tables) - 2; k >= 0; k-- {
		VFMADD213PS(tables[k], t, sum)
	}
	return sum
}

// coefficients makes a table for each number.
func (s isa) coefficients(name string, numbers []float32) []operand.Mem {
	var out []operand.Mem
	for i, v := range numbers {
		out = append(out, s.constant(fmt.Sprintf("%s%d", name, i), v))
	}
	return out
}

// gelu writes GELU.
func gelu(s isa) {
	g := pure.Gaussian()
	tables := s.coefficients("gaussian", g[:])
	limit, below := s.constant("gelu_limit", pure.Limit), s.constant("gelu_below", -pure.Limit)
	square, minus := s.constant("gelu_square", pure.Square), s.constant("gelu_minus", -1)
	half, one := s.constant("gelu_half", 0.5), s.constant("gelu_one", 1)

	TEXT("GELU", NOSPLIT, "func(x []float32)")
	Doc("GELU is the kernel of this name in package pure.")
	Pragma("noescape")
	x, columns := param("x", true), Load(Param("x").Len(), GP64()).(reg.GPVirtual)
	SHLQ(operand.U8(2), columns)
	zero, factor, first := s.vector(), s.table(square), s.table(minus)
	s.zero(zero)
	JMP(operand.LabelRef("gelu_test"))
	Label("gelu")
	for offset := 0; offset < 8*lanes; offset += s.bytes {
		number, clamped, t := s.table(at(x, offset)), s.vector(), s.vector()
		VMINPS(limit, number, clamped)
		VMAXPS(below, clamped, clamped)
		VMULPS(clamped, clamped, t)
		VFMADD213PS(first, factor, t)
		phi := s.polynomial(tables, t)
		VFMADD213PS(half, clamped, phi)
		VMINPS(one, phi, phi)
		VMAXPS(zero, phi, phi)
		VMULPS(phi, number, number)
		VMOVUPS(number, at(x, offset))
	}
	ADDQ(operand.I32(8*lanes), x)
	SUBQ(operand.I32(8*lanes), columns)
	Label("gelu_test")
	TESTQ(columns, columns)
	JNE(operand.LabelRef("gelu"))
	VZEROUPPER()
	RET()
}

// softmax writes Softmax.
func softmax(s isa) {
	e := pure.Exponential()
	tables := s.coefficients("exponential", e[:])
	lowest, round := s.constant("exp_lowest", pure.ExpLowest), s.constant("exp_round", pure.Round)
	log2e, high, low := s.constant("log2e", pure.Log2e), s.constant("ln2_high", -pure.Ln2High), s.constant("ln2_low", -pure.Ln2Low)
	one := s.constant("softmax_one", 1)

	TEXT("Softmax", NOSPLIT, "func(x []float32, ldx, rows, n int)")
	Doc("Softmax is the kernel of this name in package pure.")
	Pragma("noescape")
	x, ldx, n := param("x", true), param("ldx", false), param("n", false)
	SHLQ(operand.U8(2), ldx)
	SHLQ(operand.U8(2), n)
	shift := s.table(round)
	rows(func() {
		largest, sum := s.vectors(s.parts()), s.vectors(s.parts())
		for p := range largest {
			s.load(at(x, p*s.bytes), largest[p])
			s.zero(sum[p])
		}
		s.row("largest", n, func(column reg.GPVirtual, offset int) {
			for p, v := range largest {
				VMAXPS(s.in(x, column, offset, p), v, v)
			}
		})
		all := s.reduce(VMAXPS, largest)
		s.row("exponential", n, func(column reg.GPVirtual, offset int) {
			for p := range sum {
				number, shifted, k := s.table(s.in(x, column, offset, p)), s.table(log2e), s.vector()
				VSUBPS(all, number, number)
				VMAXPS(lowest, number, number)
				VFMADD213PS(shift, number, shifted)
				VSUBPS(shift, shifted, k)
				rest := number
				VFMADD231PS(high, k, rest)
				VFMADD231PS(low, k, rest)
				value := s.polynomial(tables, rest)
				VPSLLD(operand.U8(23), shifted, shifted)
				VPADDD(shifted, value, value)
				VADDPS(value, sum[p], sum[p])
				VMOVUPS(value, s.in(x, column, offset, p))
			}
		})
		total, inverse := s.reduce(VADDPS, sum), s.table(one)
		VDIVPS(total, inverse, inverse)
		s.row("divide", n, func(column reg.GPVirtual, offset int) {
			for p := range sum {
				v := s.vector()
				VMULPS(s.in(x, column, offset, p), inverse, v)
				VMOVUPS(v, s.in(x, column, offset, p))
			}
		})
		ADDQ(ldx, x)
	})
}
