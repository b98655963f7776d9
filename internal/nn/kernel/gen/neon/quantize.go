package main

import "quoth/internal/nn/kernel/pure"

// quantize writes Quantize.
func quantize(a *assembler) {
	const regQ, regStrideQ, regScale, regFactor, regShift, regAt4 general = regFirst, regFirst + 1, regFirst + 2, regFirst + 3, regFirst + 4, regFirst + 5
	a.function("Quantize", "q[]", "ldq", "scale[]", "x[]", "ldx", "factor[]", "shift[]", "rows", "n")
	a.arguments(map[string]general{
		"q": regQ, "ldq": regStrideQ, "scale": regScale, "x": regX, "ldx": regStrideX,
		"factor": regFactor, "shift": regShift, "rows": regHeight, "n": regWidth,
	})
	a.lsl(regStrideX, regStrideX, 2)
	const units, smallest, zero, inverse, scale, factor vector = 24, 25, 26, 27, 28, 29
	a.fmovs(units, pure.Zero-1)
	a.fmovs(smallest, 1e-30)
	a.dup(smallest, smallest)
	a.movi16b(zero, pure.Zero)
	a.rows(func() {
		x, y, most := some(0, eight), some(8, eight), some(16, eight)
		// affine gives y = x·factor + shift.
		affine := func() {
			a.load(x, regAt)
			a.load(y, regAt4)
			for i, v := range x {
				f := factor + vector(i%3)
				a.ldr(f, regAt3, 16*i)
				a.fmla(y[i], v, f)
			}
		}
		along := []stream{alongX(), {regFactor, regAt3, 4}, {regShift, regAt4, 4}}
		for _, v := range most {
			a.mov16b(v, smallest)
		}
		a.columns("magnitude", func() {
			affine()
			for i, v := range y {
				a.fabs(v, v)
				a.fmax(most[i], most[i], v)
			}
		}, along...)
		a.largest(most)
		a.fdivs(scale, most[0], units)
		a.strsNext(scale, regScale)
		a.fdivs(inverse, units, most[0])
		a.columns("round", func() {
			affine()
			for _, v := range y {
				a.fmulLane(v, v, inverse, 0)
				a.fcvtns(v, v)
			}
			a.narrow(y)
			for _, v := range y[:2] {
				a.add16b(v, v, zero)
			}
			a.save(y[:2], regAt2)
		}, append(along, stream{regQ, regAt2, 1})...)
		a.add(regX, regStrideX)
		a.add(regQ, regStrideQ)
	})
}

// narrow makes bytes of 32 small whole numbers; the first two registers get them.
func (a *assembler) narrow(v []vector) {
	for i := range 4 {
		a.uzp1h(v[i], v[2*i], v[2*i+1])
	}
	for i := range 2 {
		a.uzp1b(v[i], v[2*i], v[2*i+1])
	}
}
