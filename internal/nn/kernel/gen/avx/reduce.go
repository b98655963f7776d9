package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// binary is an instruction that puts a ∘ b into its last operand.
type binary func(ops ...operand.Op)

// reduce joins the 16 lanes of a row: lane i with lane i+8, then i+4, i+2 and
// i+1. The result is in every lane of the register that it gives.
func (s isa) reduce(op binary, sum []reg.VecVirtual) reg.VecVirtual {
	low, high := YMM(), YMM()
	if s.bytes == 64 {
		VEXTRACTF64X4(operand.U8(1), sum[0], high)
		VEXTRACTF64X4(operand.U8(0), sum[0], low)
		op(high, low, low)
	} else {
		op(sum[1], sum[0], low)
	}
	four, other := XMM(), XMM()
	VEXTRACTF128(operand.U8(0), low, four)
	VEXTRACTF128(operand.U8(1), low, other)
	op(other, four, four)
	VSHUFPS(operand.U8(0b01_00_11_10), four, four, other) // lanes 2 3 0 1
	op(other, four, four)
	VSHUFPS(operand.U8(0b10_11_00_01), four, four, other) // lanes 1 0 3 2
	op(other, four, four)
	all := s.vector()
	VBROADCASTSS(four, all)
	return all
}

// splat puts a 32-bit floating-point argument into every lane.
func (s isa) splat(name string) reg.VecVirtual {
	address, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	v := s.vector()
	VBROADCASTSS(address.Addr, v)
	return v
}

// row is a loop over the columns of a row, 32 numbers a turn. body gets the
// offset in bytes of 16 numbers from where column stands.
func (s isa) row(label string, columns reg.GPVirtual, body func(column reg.GPVirtual, offset int)) {
	column := GP64()
	XORQ(column, column)
	Label(label)
	body(column, 0)
	body(column, 4*lanes)
	ADDQ(operand.I32(8*lanes), column)
	CMPQ(column, columns)
	JLT(operand.LabelRef(label))
}

// in is the memory of register part of 16 numbers.
func (s isa) in(base, column reg.GPVirtual, offset, part int) operand.Mem {
	return operand.Mem{Base: base, Index: column, Scale: 1, Disp: offset + part*s.bytes}
}

// rows repeats body for every row. It does nothing if there are none.
func rows(body func()) {
	left := param("rows", false)
	JMP(operand.LabelRef("rows_test"))
	Label("rows")
	body()
	DECQ(left)
	Label("rows_test")
	TESTQ(left, left)
	JNE(operand.LabelRef("rows"))
	VZEROUPPER()
	RET()
}
