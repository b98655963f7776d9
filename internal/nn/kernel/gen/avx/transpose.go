package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// transpose writes Transpose: blocks of 8 rows and 8 columns change places in
// 256-bit registers.
func transpose(s isa) {
	TEXT("Transpose", NOSPLIT, "func(w, x []float32, ldx int, factor float32, rows, k int)")
	Doc("Transpose is the kernel of this name in package pure.")
	Pragma("noescape")
	const side = 8
	w, x, ldx, left := param("w", true), param("x", true), param("ldx", false), param("rows", false)
	SHLQ(operand.U8(2), ldx)
	factor := isa{bytes: 32}.splat("factor")
	half := GP64() // 0 for the first 8 columns of a panel, 32 bytes for the others
	XORQ(half, half)
	JMP(operand.LabelRef("rows_test"))
	Label("rows")
	source, target, columns := newRows(x, ldx, side), GP64(), param("k", false)
	LEAQ(operand.Mem{Base: w, Index: half, Scale: 1}, target)
	SHRQ(operand.U8(log2(side)), columns)
	loop("columns", columns, func() {
		block := make([]reg.VecVirtual, side)
		for r := range block {
			block[r] = YMM()
			VMULPS(source.at(r, 0), factor, block[r])
		}
		for j, v := range exchange(block) {
			VMOVUPS(v, at(target, 4*lanes*j))
		}
		source.advance(4 * side)
		ADDQ(operand.I32(4*lanes*side), target)
	})
	skip(x, ldx, side)
	// After the second half of a panel, go on to the next panel.
	panel := param("k", false)
	SHLQ(operand.U8(log2(4*lanes)), panel)
	ADDQ(operand.I32(4*side), half)
	CMPQ(half, operand.U8(4*lanes))
	JLT(operand.LabelRef("same_panel"))
	XORQ(half, half)
	ADDQ(panel, w)
	Label("same_panel")
	SUBQ(operand.U8(side), left)
	Label("rows_test")
	CMPQ(left, operand.U8(side))
	JGE(operand.LabelRef("rows"))
	VZEROUPPER()
	RET()
}

// exchange gives the columns of 8 registers of 8 numbers.
func exchange(rows []reg.VecVirtual) []reg.VecVirtual {
	pairs := make([]reg.VecVirtual, len(rows))
	for i := 0; i < len(rows); i += 2 {
		pairs[i], pairs[i+1] = YMM(), YMM()
		VUNPCKLPS(rows[i+1], rows[i], pairs[i])
		VUNPCKHPS(rows[i+1], rows[i], pairs[i+1])
	}
	fours := make([]reg.VecVirtual, len(rows))
	for i := 0; i < len(rows); i += 4 {
		for j := range 2 {
			low, high := pairs[i+j], pairs[i+j+2]
			fours[i+2*j], fours[i+2*j+1] = YMM(), YMM()
			VUNPCKLPD(high, low, fours[i+2*j])
			VUNPCKHPD(high, low, fours[i+2*j+1])
		}
	}
	columns := make([]reg.VecVirtual, len(rows))
	for j := range 4 {
		columns[j], columns[j+4] = YMM(), YMM()
		VPERM2F128(operand.U8(0x20), fours[j+4], fours[j], columns[j])
		VPERM2F128(operand.U8(0x31), fours[j+4], fours[j], columns[j+4])
	}
	return columns
}
