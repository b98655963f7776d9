package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// matMul32 writes MatMul32, in the same loops as MatMul8.
func matMul32(s isa) {
	TEXT("MatMul32", NOSPLIT, "func(c []float32, ldc int, a []float32, lda int, w []float32, bias []float32, rows, k, n int)")
	Doc("MatMul32 is the kernel of this name in package pure.")
	Pragma("noescape")

	w, panel, column := param("w", true), param("k", false), GP64()
	SHLQ(operand.U8(log2(4*lanes)), panel) // bytes of a panel
	XORQ(column, column)                   // bytes of a row of numbers that are done
	lda := param("lda", false)
	SHLQ(operand.U8(2), lda)

	JMP(operand.LabelRef("group_test"))
	Label("group")
	a, row := param("a", true), param("c", true)
	ADDQ(column, row)
	left := param("rows", false)
	rowBlocks("group", s.rows, left, func(label string, rows int) {
		sums := s.block32(label, rows, a, lda, w, column, panel)
		ldc := param("ldc", false)
		SHLQ(operand.U8(2), ldc)
		for r := range rows {
			for i, v := range sums[r] {
				VMOVUPS(v, at(row, i*s.bytes))
			}
			ADDQ(ldc, row)
		}
		skip(a, lda, rows)
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

// block32 multiplies a block of rows by a group of panels.
func (s isa) block32(label string, rows int, a, lda, w, column, panel reg.GPVirtual) [][]reg.VecVirtual {
	width := s.panels * s.parts()
	sums := s.start(rows, "bias", column)
	pointers := newRows(a, lda, rows)
	weights, count := GP64(), param("k", false)
	MOVQ(w, weights)
	loop(label+"_k", count, func() {
		numbers := s.vectors(width)
		for i, v := range numbers {
			p, part := i/s.parts(), i%s.parts()
			m := operand.Mem{Base: weights, Disp: part * s.bytes}
			if p == 1 {
				m.Index, m.Scale = panel, 1
			}
			s.load(m, v)
		}
		for r := range rows {
			one := s.vector()
			VBROADCASTSS(pointers.at(r, 0), one)
			for i, v := range numbers {
				VFMADD231PS(v, one, sums[r][i])
			}
		}
		pointers.advance(4)
		ADDQ(operand.I32(4*lanes), weights)
	})
	return sums
}
