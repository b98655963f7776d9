package main

import "quoth/internal/nn/kernel/pure"

// quantize writes Quantize.
func quantize(a *assembler) {
	const regQ, regStrideQ, regScale general = regFirst, regFirst + 1, regFirst + 2
	a.function("Quantize", "q[]", "ldq", "scale[]", "x[]", "ldx", "rows", "n")
	a.arguments(map[string]general{
		"q": regQ, "ldq": regStrideQ, "scale": regScale, "x": regX, "ldx": regStrideX, "rows": regHeight, "n": regWidth,
	})
	a.lsl(regStrideX, regStrideX, 2)
	const units, smallest, zero, inverse, scale vector = 24, 25, 26, 27, 28
	a.fmovs(units, pure.Zero-1)
	a.fmovs(smallest, 1e-30)
	a.dup(smallest, smallest)
	a.movi16b(zero, pure.Zero)
	a.rows(func() {
		x, most := some(0, eight), some(16, eight)
		for _, v := range most {
			a.mov16b(v, smallest)
		}
		a.columns("magnitude", func() {
			a.load(x, regAt)
			for i, v := range x {
				a.fabs(v, v)
				a.fmax(most[i], most[i], v)
			}
		}, alongX())
		a.largest(most)
		a.fdivs(scale, most[0], units)
		a.strsNext(scale, regScale)
		a.fdivs(inverse, units, most[0])
		a.columns("round", func() {
			a.load(x, regAt)
			for _, v := range x {
				a.fmulLane(v, v, inverse, 0)
				a.fcvtns(v, v)
			}
			a.narrow(x)
			for _, v := range x[:2] {
				a.add16b(v, v, zero)
			}
			a.save(x[:2], regAt2)
		}, alongX(), stream{regQ, regAt2, 1})
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
