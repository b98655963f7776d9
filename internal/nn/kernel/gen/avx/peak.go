package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// peak writes MatMul8 and MatMul32 without their memory: turns of independent
// multiply-adds between registers. How many one turn does, package peak says.
func peak(s isa) {
	var ones operand.Mem
	if s.name == avx2.name {
		ones = s.bits("peak_ones", 1<<16|1)
	}
	sums := s.rows8[0] * s.panels * s.parts()
	turns(s, "MatMul8", sums, func() func(a, b, sum reg.VecVirtual) {
		mul := s.multiplier(ones)
		return func(a, b, sum reg.VecVirtual) { mul(a, b, sum) }
	})
	if len(s.rows) == 0 {
		return
	}
	sums = s.rows[0] * s.panels * s.parts()
	turns(s, "MatMul32", sums, func() func(a, b, sum reg.VecVirtual) {
		return func(a, b, sum reg.VecVirtual) { VFMADD231PS(a, b, sum) }
	})
}

// turns writes a function that goes through all sums once a turn.
func turns(s isa, name string, sums int, multiplier func() func(a, b, sum reg.VecVirtual)) {
	TEXT(name+s.suffix(), NOSPLIT, "func(turns int)")
	Doc(name + s.suffix() + " does " + name + "'s arithmetic on registers.")
	mul := multiplier()
	count := param("turns", false)
	a, b := s.vector(), s.vector()
	s.zero(a)
	s.zero(b)
	all := s.vectors(sums)
	for _, v := range all {
		s.zero(v)
	}
	loop("turn", count, func() {
		for _, v := range all {
			mul(a, b, v)
		}
	})
	VZEROUPPER()
	RET()
}

// suffix tells the functions of the instruction sets apart.
func (s isa) suffix() string {
	return map[string]string{"avx2": "AVX2", "avxvnni": "AVXVNNI", "avx512": "AVX512"}[s.name]
}
