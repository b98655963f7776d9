package main

import "quoth/internal/nn/kernel/pure"

// softmax writes Softmax.
func softmax(a *assembler) {
	e := pure.Exponential()
	degree := len(e) - 1
	var rows [][4]float32
	for _, v := range e {
		rows = append(rows, splat(v))
	}
	rows = append(rows, splat(pure.Round), splat(pure.ExpLowest), [4]float32{pure.Log2e, pure.Ln2High, pure.Ln2Low, 1})
	round, lowest, factors := 16*(degree+1), 16*(degree+2), 16*(degree+3)
	a.table("exponential", rows)

	a.function("Softmax", "x[]", "ldx", "rows", "n")
	a.arguments(map[string]general{"x": regX, "ldx": regStrideX, "rows": regHeight, "n": regWidth})
	a.lsl(regStrideX, regStrideX, 2)
	a.adr(regTable, "exponential")
	a.cbz(regWidth, "end_row")
	a.rows(func() {
		const most, factor, free, other vector = 28, 29, 30, 31
		x, shifted, value, total := some(0, eight), some(8, eight), some(16, eight), some(24, 4)
		largest := value
		a.load(largest, regX)
		a.columns("largest", func() {
			a.load(x, regAt)
			for i, v := range x {
				a.fmax(largest[i], largest[i], v)
			}
		}, alongX())
		a.largest(largest)
		a.dup(most, largest[0])
		a.ldr(factor, regTable, factors)
		for _, v := range total {
			a.zero(v)
		}
		a.columns("exponential", func() {
			a.load(x, regAt)
			a.ldr(free, regTable, lowest)
			a.ldr(other, regTable, round)
			for i, v := range x {
				a.fsub(v, v, most)
				a.fmax(v, v, free)
				a.ldr(shifted[i], regTable, round)
				a.fmlaLane(shifted[i], v, factor, 0)
				k := value[i]
				a.fsub(k, shifted[i], other)
				a.fmlsLane(v, k, factor, 1)
				a.fmlsLane(v, k, factor, 2)
			}
			a.ldr(other, regTable, 16*degree)
			power := a.horner(value, x, other, degree, free)
			for i, v := range power {
				a.shl(shifted[i], shifted[i], 23)
				a.add4s(v, v, shifted[i])
				a.fadd(total[i%4], total[i%4], v)
			}
			a.save(power, regAt)
		}, alongX())
		a.sum(total)
		inverse := most
		a.fmovs(inverse, 1)
		a.fdivs(inverse, inverse, total[0])
		a.columns("divide", func() {
			a.load(x, regAt)
			for _, v := range x {
				a.fmulLane(v, v, inverse, 0)
			}
			a.save(x, regAt)
		}, alongX())
		a.add(regX, regStrideX)
	})
}
