package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// vpdpbusd gives an instruction that avo has not: the sum of each lane grows by
// four products of an unsigned and a signed byte. Go's assembler has its EVEX
// form (AVX-512 VNNI).
func (s isa) vpdpbusd() multiplier {
	return func(weights, activations, sum reg.VecVirtual) {
		Instruction(&ir.Instruction{
			Opcode:   "VPDPBUSD",
			Operands: []operand.Op{weights, activations, sum},
			Inputs:   []operand.Op{weights, activations, sum},
			Outputs:  []operand.Op{sum},
		})
	}
}
