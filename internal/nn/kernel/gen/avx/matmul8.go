package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// steps is the number of steps of four along the inner dimension that one turn
// of MatMul8's loop takes.
const steps = 4

// matMul8 writes MatMul8: for every group of panels, for every block of rows,
// the sums stay in registers over the whole inner dimension.
func matMul8(s isa) {
	var ones operand.Mem
	if s.name == avx2.name {
		ones = s.bits("ones", 1<<16|1)
	}
	TEXT("MatMul8", NOSPLIT, "func(c []float32, ldc int, a []uint8, aScale []float32, w []int8, wScale []float32, offset []int32, bias []float32, rows, k, n int)")
	Doc("MatMul8 is the kernel of this name in package pure.")
	Pragma("noescape")

	w, panel, column := param("w", true), param("k", false), GP64()
	SHLQ(operand.U8(log2(lanes)), panel) // bytes of a panel
	XORQ(column, column)                 // bytes of a row of numbers that are done

	JMP(operand.LabelRef("group_test"))
	Label("group")
	a, aScale, row := param("a", true), param("aScale", true), param("c", true)
	ADDQ(column, row)
	left := param("rows", false)
	rowBlocks("group", s.rows8, left, func(label string, rows int) {
		sums := s.block8(label, rows, a, w, column, panel, s.multiplier(ones))
		s.scale8(sums, rows, row, aScale, column)
		skip(a, param("k", false), rows)
		ADDQ(operand.I32(4*rows), aScale)
	})
	ADDQ(operand.I32(4*lanes*s.panels), column)
	for range s.panels {
		ADDQ(panel, w)
	}
	Label("group_test")
	end := param("n", false)
	SHLQ(operand.U8(2), end)
	CMPQ(column, end)
	JLT(operand.LabelRef("group"))
	VZEROUPPER()
	RET()
}

// block8 adds up the products of a block of rows with a group of panels. The
// sums are [row][register].
func (s isa) block8(label string, rows int, a, w, column, panel reg.GPVirtual, mul multiplier) [][]reg.VecVirtual {
	width := s.panels * s.parts()
	sums := s.start(rows, "offset", column)
	stride := param("k", false)
	pointers := newRows(a, stride, rows)
	weights, count := GP64(), param("k", false)
	MOVQ(w, weights)
	SHRQ(operand.U8(log2(4*steps)), count)
	loop(label+"_k", count, func() {
		for step := range steps {
			quads := s.vectors(width)
			for i, v := range quads {
				p, part := i/s.parts(), i%s.parts()
				m := operand.Mem{Base: weights, Disp: step*4*lanes + part*s.bytes}
				if p == 1 {
					m.Index, m.Scale = panel, 1
				}
				s.load(m, v)
			}
			for r := range rows {
				four := s.vector()
				VPBROADCASTD(pointers.at(r, 4*step), four)
				for i, v := range quads {
					mul(v, four, sums[r][i])
				}
			}
		}
		pointers.advance(4 * steps)
		ADDQ(operand.I32(4*lanes*steps), weights)
	})
	return sums
}

// multiplier adds four products to each lane of sum.
type multiplier func(weights, activations, sum reg.VecVirtual)

// multiplier gives the instructions; ones is a table of 16-bit ones.
func (s isa) multiplier(ones operand.Mem) multiplier {
	if s.name != avx2.name {
		return s.vpdpbusd()
	}
	pairs := s.table(ones)
	return func(weights, activations, sum reg.VecVirtual) {
		product := s.vector()
		VPMADDUBSW(weights, activations, product)
		VPMADDWD(pairs, product, product)
		VPADDD(product, sum, sum)
	}
}

// scale8 turns the sums of a block into floating-point numbers and writes them.
// row is the first row's place in c and moves on to the next block.
func (s isa) scale8(sums [][]reg.VecVirtual, rows int, row, aScale, column reg.GPVirtual) {
	wScale, bias := param("wScale", true), param("bias", true)
	ADDQ(column, wScale)
	ADDQ(column, bias)
	ldc := param("ldc", false)
	SHLQ(operand.U8(2), ldc)
	scale := s.vector()
	for r := range rows {
		VBROADCASTSS(at(aScale, 4*r), scale)
		for i, v := range sums[r] {
			VCVTDQ2PS(v, v)
			VMULPS(scale, v, v)
			VMULPS(at(wScale, i*s.bytes), v, v)
			VADDPS(at(bias, i*s.bytes), v, v)
			VMOVUPS(v, at(row, i*s.bytes))
		}
		ADDQ(ldc, row)
	}
}

// log2 gives the binary logarithm of a power of two.
func log2(n int) int {
	bits := 0
	for n > 1 {
		n >>= 1
		bits++
	}
	return bits
}
