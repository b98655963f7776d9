package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// lanes is the number of columns of a panel and of partial sums of a row.
const lanes = 16

// isa is what the kernels have to know of an instruction set.
type isa struct {
	name  string
	bytes int   // of a register
	rows8 []int // blocks of rows of MatMul8, largest first, 1 last
	rows  []int // the same of MatMul32
	// panels that a block of MatMul8 and MatMul32 covers at once
	panels int
}

var (
	avx2    = isa{name: "avx2", bytes: 32, rows8: []int{4, 1}, rows: []int{6, 2, 1}, panels: 1}
	avxvnni = isa{name: "avxvnni", bytes: 32, rows8: []int{6, 2, 1}, panels: 1}
	avx512  = isa{name: "avx512", bytes: 64, rows8: []int{12, 4, 1}, rows: []int{12, 4, 1}, panels: 2}
)

// parts is the number of registers that hold 16 lanes.
func (s isa) parts() int { return 4 * lanes / s.bytes }

// vector gives a new register.
func (s isa) vector() reg.VecVirtual {
	if s.bytes == 64 {
		return ZMM()
	}
	return YMM()
}

// vectors gives n new registers.
func (s isa) vectors(n int) []reg.VecVirtual {
	out := make([]reg.VecVirtual, n)
	for i := range out {
		out[i] = s.vector()
	}
	return out
}

// constant makes a table with one number in every lane of a register.
func (s isa) constant(name string, v float32) operand.Mem {
	return s.bits(name, math.Float32bits(v))
}

// bits does the same with the bits of a lane.
func (s isa) bits(name string, v uint32) operand.Mem {
	table := GLOBL(name, attributes)
	for i := 0; i < s.bytes; i += 4 {
		DATA(i, operand.U32(v))
	}
	return table
}

// load reads a register.
func (s isa) load(m operand.Mem, v reg.VecVirtual) { VMOVUPS(m, v) }

// zero makes a register zero.
func (s isa) zero(v reg.VecVirtual) {
	if s.bytes == 64 {
		VPXORD(v, v, v)
	} else {
		VPXOR(v, v, v)
	}
}

// at is the memory at base + offset bytes.
func at(base reg.GPVirtual, offset int) operand.Mem {
	return operand.Mem{Base: base, Disp: offset}
}
